"""Mails as files, and a desk with people who write them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from liaison_desk.contacts.records import Email, Person
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from tests.desks import new_desk

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
BOTH = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN", "USA"}))
PROFILE = DeskProfile(
    officer_emails=("kishi@example.jp",), officer_name=PersonName("Kishi", "Jiro"), default_marking=BOTH
)


def letter(
    folder: Path, subject: str = "Re: Side letter", text: str = "Please return it.", *, sender: str = "Ada Marsh <ada@example.org>",
    name: str = "mail.eml", number: int = 1, files: tuple[tuple[str, bytes], ...] = (),
) -> Path:  # fmt: skip
    """Write an .eml and return where it is."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "Jiro Kishi <kishi@example.jp>", subject
    message["Date"] = "Mon, 23 Nov 2026 22:30:00 -0700"
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content(text)
    for file, data in files:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=file)
    path = folder / name
    path.write_bytes(message.as_bytes())
    return path


def person(desk, name: str, nation: str, *addresses: str) -> Person:
    """Add a contact."""
    given, _, family = name.partition(" ")
    emails = tuple(Email(address) for address in addresses)
    return desk.contacts.save(
        Person(name=PersonName(family, given, order=NameOrder.GIVEN_FIRST), nation=nation, emails=emails)
    )


def desk_of_letters(folder: Path, profile: DeskProfile = PROFILE):
    """Return a new desk on a day of November."""
    return new_desk(folder / "mail.desk", profile, FixedClock(NOW))
