"""Invented officers' certificates and the authority that vouches for them, as PKCS#12 files."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

PASSPHRASE = "六甲おろし '26"
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
OFFICER = "KISARAGI Jun"
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
          "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip


@cache
def authority():
    """Return the authority's key and its own certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Invented Authority")])
    built = _built(name, name, key.public_key(), FIRST, LAST)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return key, built.sign(key, SHA256())


@cache
def officers_key(kind):
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else ed25519.Ed25519PrivateKey.generate()


@cache
def p12(passphrase=PASSPHRASE, first=FIRST, last=LAST, usage=("digital_signature",), kind="ec", parts="both"):
    """Return a file with the officer's certificate, its key and the authority's certificate; ``parts`` leaves one of them out.

    The certificate names addresses at which lists of revoked certificates could be asked for.
    """
    signing, root = authority()
    key = officers_key(kind)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, OFFICER)])
    there = x509.UniformResourceIdentifier("http://127.0.0.1:9/asked")
    built = _built(subject, root.subject, key.public_key(), first, last)
    built = built.add_extension(
        x509.AuthorityInformationAccess(
            [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, there),
             x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, there)]
        ),
        critical=False,
    )  # fmt: skip
    built = built.add_extension(
        x509.CRLDistributionPoints([x509.DistributionPoint([there], None, None, None)]), critical=False
    )
    if usage is not None:
        built = built.add_extension(x509.KeyUsage(**{name: name in usage for name in USAGES}), critical=True)
    kept = NoEncryption() if not passphrase else BestAvailableEncryption(passphrase.encode())
    own = built.sign(signing, SHA256())
    return pkcs12.serialize_key_and_certificates(b"officer", None if parts == "no key" else key, own, [root], kept)


def _built(subject, issuer, key, first, last):
    numbered = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return numbered.serial_number(x509.random_serial_number()).not_valid_before(first).not_valid_after(last)


def verified(pdf, at, password=None):
    """Return what pyhanko's own validator says of the one signature of a file, with the authority trusted and no network."""
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    reader = PdfFileReader(BytesIO(pdf))
    if password is not None:
        reader.decrypt(password)
    (signature,) = reader.embedded_signatures
    root = asn1.Certificate.load(authority()[1].public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], moment=at, allow_fetching=False)
    usages = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    return validate_pdf_signature(signature, context, key_usage_settings=usages)
