"""How a finished packet is closed: a password that opens it, the officer's own signature, or both.

Bytes in, bytes out: only the certificate is read from a file, and nothing here knows the network. A packet is protected first and
signed then, for a signature covers the file as its readers get it. Unlike the packet itself, a sealed one is never the same twice:
both draw lots.
"""

from dataclasses import dataclass, field
from datetime import datetime

from liaison_desk.briefings.sealing.certificate import Certificate, open_certificate, read_certificate
from liaison_desk.briefings.sealing.password import prepared, protect

__all__ = ["Certificate", "Seal", "open_certificate", "read_certificate", "seal"]


@dataclass(frozen=True, slots=True)
class Seal:
    """What to close a packet with: ``password`` (``None``: it opens without) and ``certificate`` (``None``: nobody signs).

    DeskError for a password that no PDF can have.
    """

    password: str | None = field(default=None, repr=False)
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        if self.password is not None:
            prepared(self.password)


def seal(pdf: bytes, wanted: Seal, at: datetime) -> bytes:
    """Return a packet closed as wanted at an aware instant; DeskError for a certificate that is not in force then."""
    if wanted.password is not None:
        pdf = protect(pdf, wanted.password)
    if wanted.certificate is not None:
        from liaison_desk.briefings.sealing.signature import sign

        pdf = sign(pdf, wanted.certificate, at, wanted.password)
    return pdf
