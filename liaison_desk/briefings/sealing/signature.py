"""The officer's own signature inside the PDF (PAdES baseline B, ETSI EN 319 142-1): the only module that knows pyhanko.

Import it when a packet is to be signed, not before: pyhanko is an optional part of the program, and slow to come in. It asks nothing of a
network: no time stamp, no lists of revoked certificates.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from liaison_desk.briefings.sealing.certificate import Certificate, require_in_force
from liaison_desk.briefings.sealing.password import prepared

_FIELD = "Signature"


def sign(pdf: bytes, certificate: Certificate, at: datetime, password: str | None = None) -> bytes:
    """Return a PDF with an invisible signature, made at an aware instant, behind its last byte; ``password`` is what opens it.

    DeskError for a certificate that is not in force then. The signature shows every reader the certificate and those that vouch for it.
    """
    require_in_force(certificate, at)
    others = SimpleCertificateStore()
    others.register_multiple([_asn1(one) for one in certificate.chain])
    key = certificate.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    officer = SimpleSigner(_asn1(certificate.own), keys.PrivateKeyInfo.load(key), others)
    reader = PdfFileReader(BytesIO(pdf))
    if password is not None:
        reader.decrypt(prepared(password))
    packet: IncrementalPdfFileWriter = _Packet.from_reader(reader)
    about = PdfSignatureMetadata(field_name=_FIELD, name=certificate.name, subfilter=SigSeedSubFilter.PADES)
    # Nowhere on the page, so that validators of accessibility ask for no words about it.
    field = SigFieldSpec(_FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    signed = BytesIO()
    _Signing(about, officer, at, field).sign_pdf(packet, output=signed)
    return signed.getvalue()


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    loaded: asn1.Certificate = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    return loaded


class _Packet(IncrementalPdfFileWriter):
    """A packet whose title, dates and maker stay as they were released; pyhanko would tell of itself and of the machine's clock."""

    def _update_meta(self) -> None:
        pass


class _Signing(PdfSigner):
    """Signs at the time of the desk's clock instead of the machine's."""

    def __init__(self, about: PdfSignatureMetadata, officer: SimpleSigner, at: datetime, field: SigFieldSpec) -> None:
        super().__init__(about, officer, new_field_spec=field)
        self._at = at

    def init_signing_session(self, *args: Any, **more: Any) -> Any:
        session = super().init_signing_session(*args, **more)
        session.system_time = self._at
        return session
