"""The officer's own certificate, from the file it was handed out in: looked over before anything is made with it."""

import warnings
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.files import read_whole

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_LARGEST = 1_000_000  # bytes; a dozen certificates and a key take a tenth of it
_MINUTE = "%Y-%m-%d %H:%MZ"


@dataclass(frozen=True, slots=True)
class Certificate:
    """An officer's certificate with its private key, looked over: fit to sign. ``chain`` are the certificates that vouch for it."""

    name: str
    own: "x509.Certificate"
    key: "RSAPrivateKey | EllipticCurvePrivateKey" = field(repr=False)
    chain: tuple["x509.Certificate", ...] = ()


def open_certificate(path: Path, passphrase: str, at: datetime) -> Certificate:
    """Return the certificate of a file if it can sign at an aware instant.

    Raises what ``read_certificate`` does, NotFoundError, and UnreadableError for a file of more than 1 MB.
    """
    content = read_whole(path, _LARGEST, "{file} is larger than 1 MB, and so no certificate file.")
    return read_certificate(content, passphrase, at, path.name)


def read_certificate(content: bytes, passphrase: str, at: datetime, file: str) -> Certificate:
    """Return the certificate of a PKCS#12 file (.p12, .pfx) if it can sign at an aware instant; ``file`` names it in refusals.

    UnreadableError for a damaged file and for a wrong passphrase; DeskError for a certificate that comes without its key, is not in
    force or was made for something else than signing, and where signing is not installed.
    """
    if find_spec("pyhanko") is None:
        raise DeskError(
            "Signing is an optional part of this program. Install it with: pip install “liaison-desk[sign]”."
        )
    from cryptography import x509
    from cryptography.exceptions import InternalError, UnsupportedAlgorithm

    try:
        certificate = _certificate(content, passphrase, file)
    except (ValueError, UnsupportedAlgorithm, InternalError, x509.InvalidVersion, x509.DuplicateExtension) as error:
        # A wrong passphrase and damage to what it opens look alike.
        if "password" in str(error):
            refused = "The passphrase does not open {file}. If it is right, the file is damaged."
        else:
            refused = "{file} is damaged, or no certificate file (.p12 or .pfx)."
        raise UnreadableError(refused, file=file) from error
    require_in_force(certificate, at)
    return certificate


def require_in_force(certificate: Certificate, at: datetime) -> None:
    """Raise DeskError if a certificate is not valid at an aware instant."""
    first, last = certificate.own.not_valid_before_utc, certificate.own.not_valid_after_utc
    if first <= at <= last:
        return
    refused = (
        "The certificate of {name} is not valid yet: it is valid from {first} to {last}."
        if at < first
        else "The certificate of {name} has expired: it was valid from {first} to {last}."
    )
    raise DeskError(refused, name=certificate.name, first=f"{first:{_MINUTE}}", last=f"{last:{_MINUTE}}")


def _certificate(content: bytes, passphrase: str, file: str) -> Certificate:
    """Open a PKCS#12 file; an exception of cryptography's for one that is damaged."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    with warnings.catch_warnings(action="ignore"):  # of files in an older encoding, which are read all the same
        key, own, chain = pkcs12.load_key_and_certificates(content, passphrase.encode(errors="replace") or None)
    if own is None or key is None:
        raise DeskError("{file} holds no private key. Export your certificate together with its key.", file=file)
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise DeskError(
            "{file} holds a kind of key that no PDF viewer expects. It takes RSA or an elliptic curve.", file=file
        )
    if not _is_for_signing(own):
        raise DeskError("The certificate in {file} is not meant for signing. Choose the one you sign with.", file=file)
    return Certificate(_holder(own), own, key, tuple(chain))


def _is_for_signing(own: "x509.Certificate") -> bool:
    """Tell whether a certificate may sign documents; one that names no usage may do all (RFC 5280, 4.2.1.3)."""
    from cryptography import x509

    try:
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment  # the latter was called nonRepudiation


def _holder(own: "x509.Certificate") -> str:
    """Return whom a certificate is about: the name in its subject, else all of the subject."""
    from cryptography.x509.oid import NameOID

    names = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else own.subject.rfc4514_string()
