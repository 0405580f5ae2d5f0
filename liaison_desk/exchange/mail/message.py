"""What a mail holds once it was read, whatever format it came in: who, when, the text, and the files that came along."""

from dataclasses import dataclass
from datetime import datetime

from liaison_desk.exchange.mail.mime import payload
from liaison_desk.foundation.core.attached import ANY_BYTES


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One person or list in an address field; either part may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name and self.address else self.name or self.address


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail, still as it was sent; ``inline`` ones are pictures inside the text."""

    name: str
    media_type: str = ANY_BYTES
    raw: bytes = b""
    encoding: str = ""
    inline: bool = False

    @property
    def size(self) -> int:
        """How many bytes it has, told without undoing how it was sent."""
        if self.encoding != "base64":
            return len(self.raw)
        return (len(self.raw) - sum(map(self.raw.count, (b"\r", b"\n", b"=", b" ")))) * 3 // 4

    def data(self) -> bytes:
        """Return the file's own bytes."""
        return payload(self.raw, self.encoding)


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a part and the parts inside it. ``plain`` tells that the text was written as plain text."""

    text: str = ""
    plain: bool = False
    files: tuple[MailFile, ...] = ()
    calendars: tuple[bytes, ...] = ()

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(file.name for file in self.files)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was read. ``people`` pairs the field (From, To, Cc) with whom it names; ``source`` are its own bytes.

    ``local`` tells that ``at`` has the offset of where it was written; Outlook keeps the instant alone.
    """

    uid: str
    subject: str
    at: datetime | None
    people: tuple[tuple[str, Mailbox], ...]
    content: Content
    source: bytes = b""
    local: bool = True

    @property
    def sender(self) -> Mailbox | None:
        """The first person it is from."""
        return next((person for field, person in self.people if field == "From"), None)
