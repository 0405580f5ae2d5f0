"""A mail as a meeting note: the subject is the title, the correspondents attend, the text is one portion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.zones import to_local
from liaison_desk.exchange.charsets import decode_unknown
from liaison_desk.exchange.mail.addresses import mailboxes
from liaison_desk.exchange.mail.body import MAX_TEXT, content_of
from liaison_desk.exchange.mail.compound import MAGIC
from liaison_desk.exchange.mail.headers import boundary_of, charset_below, date_of, raw_text, text_of
from liaison_desk.exchange.mail.message import Mail, Mailbox
from liaison_desk.exchange.mail.mime import Limits, Part, parse
from liaison_desk.exchange.mail.naming import uid_of
from liaison_desk.exchange.result import Entry, LineProblem, Read, ReadSettings
from liaison_desk.exchange.vcard.full_names import is_native
from liaison_desk.exchange.vcard.sides import Sides
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind

MAX_BYTES = 64_000_000
MAX_MAILS = 10_000

_MBOX_LINE = re.compile(rb"^From [^\n]{0,200}\d{4}[^\n]{0,40}\r?\n", re.MULTILINE)
_FIELDS = ("From", "To", "Cc")


@dataclass(frozen=True, slots=True)
class ReadMail(Read[Meeting]):
    """What mails held. ``mails`` stand pairwise to the entries; ``calendars`` are the ``.ics`` parts, for the calendar's reader."""

    mails: tuple[Mail, ...] = ()
    calendars: tuple[bytes, ...] = ()


def read_mail(data: bytes, settings: ReadSettings, *, received: datetime | None = None) -> ReadMail:
    """Read an ``.eml`` file, an mbox or an Outlook ``.msg`` into notes of kind "mail".

    The time is the mail's Date in the place's or the home zone if its offset is theirs, else in UTC or the place's
    zone; a mail without a readable date stands at ``received`` (aware) with a listed problem. Raises UnreadableError
    for what is no mail or too large.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("The mail is larger than {size} MB.", size=MAX_BYTES // 1_000_000)
    entries: list[Entry[Meeting]] = []
    problems: list[LineProblem] = []
    mails: list[Mail] = []
    skipped = 0
    for line, message in _messages(data):
        limits = Limits()
        mail = _read(message, limits)
        if mail is None:
            skipped += 1
            problems.append(
                LineProblem(line, "This is no mail: it has neither a sender, a recipient, a subject nor a date.")
            )
            continue
        mails.append(mail)
        entries.append(Entry(_note(mail, settings, received), line))
        if mail.at is None:
            problems.append(LineProblem(line, "The mail has no readable date."))
        if limits.reached or len(mail.content.text) > MAX_TEXT:
            problems.append(
                LineProblem(
                    line, "The mail is too large or too deeply nested to be read whole; its beginning was kept."
                )
            )
    if not entries:
        raise UnreadableError("This file is no mail.")
    calendars = tuple(calendar for mail in mails for calendar in mail.content.calendars)
    return ReadMail(tuple(entries), tuple(problems), skipped, tuple(mails), calendars)


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut an mbox at its "From " lines; any other file is one mail."""
    if data.startswith(MAGIC):
        yield 1, data
        return
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode_unknown(data)[0].encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    starts = [0]
    if data.startswith(b"From "):
        starts = [match.start() for match in _MBOX_LINE.finditer(data) if _begins_mail(data, match.start())][:MAX_MAILS]
    line = 1
    for start, end in zip(starts or [0], [*starts[1:], len(data)], strict=True):
        yield line, data[start:end]
        line += data.count(b"\n", start, end)


def _begins_mail(data: bytes, start: int) -> bool:
    """A "From " line begins a mail only after an empty line: the text of a mail may hold such lines too."""
    return start == 0 or data[max(0, start - 4) : start].endswith((b"\n\n", b"\n\r\n"))


def _read(data: bytes, limits: Limits) -> Mail | None:
    """Return the mail that bytes are, ``None`` for what is none."""
    if data.startswith(MAGIC):
        from liaison_desk.exchange.mail.msg import read_msg

        return read_msg(data, limits)
    part = parse(data, limits, boundary_of)
    return _mail(part, limits, data) if _is_mail(part) else None


def _is_mail(part: Part) -> bool:
    known = {name for name, value in part.headers if value.strip()}
    return bool(
        known
        & {"from", "to", "cc", "subject", "date", "message-id", "received", "sender", "content-type", "mime-version"}
    )


def _mail(part: Part, limits: Limits, source: bytes) -> Mail:
    beside = charset_below(part)
    people = tuple(
        (field, person)
        for field in _FIELDS
        for raw in part.all(field.lower()) or (part.all("sender") if field == "From" else [])
        for person in mailboxes(raw, beside)
    )
    at = date_of(part.header("date"))
    if at is None:
        # The last server's stamp stands at the end of the newest Received field.
        received = next(iter(part.all("received")), b"")
        at = date_of(received.rpartition(b";")[2])
    subject = text_of(part.header("subject"), beside)
    known = raw_text(part.header("message-id") or b"").strip()
    told = [raw_text(part.header("date") or b""), subject, *(str(person) for _, person in people)]
    uid = uid_of(known, told, part.body[:100_000].hex())
    return Mail(uid, subject, at, people, content_of(part, limits), source)


def _note(mail: Mail, settings: ReadSettings, received: datetime | None) -> Meeting:
    at = mail.at or received or datetime(1970, 1, 1, tzinfo=UTC)
    zone = _zone(at, settings) if mail.local else settings.zone
    try:
        start = to_local(at, zone).replace(tzinfo=None, microsecond=0)
    except DeskError:
        start = at.replace(tzinfo=None)
    text = under_heading(mail, mail.content.text[:MAX_TEXT])
    # The names above the text may be in any script; the mail is in the language of what it says.
    sides = Sides.of(settings)
    side = sides.guess(mail.content.text.strip() or mail.subject)
    return Meeting(
        uid=mail.uid,
        marking=settings.marking,
        title=_on(sides.guess(mail.subject), mail.subject or "(no subject)"),
        start=start,
        end=start,
        zone=zone,
        kind="mail",
        attendees=tuple(_attendee(field, person) for field, person in mail.people),
        portions=(Portion(uid=mail.uid, kind=PortionKind.NOTE, marking=settings.marking, text=_on(side, text)),),
    )


def under_heading(mail: Mail, text: str) -> str:
    """Return a text of a mail below the lines that say whom it is from and to, and which files came along."""
    heading = [
        f"{field}: " + ", ".join(str(person) for known, person in mail.people if known == field)
        for field in _FIELDS
        if any(known == field for known, _ in mail.people)
    ]
    if mail.content.attachments:
        heading.append("Attachments: " + ", ".join(mail.content.attachments))
    return "\n".join([*heading, "", text]).strip()


def _zone(at: datetime, settings: ReadSettings) -> str:
    offset = at.utcoffset()
    for name in (settings.zone, settings.home_zone, "UTC"):
        try:
            if to_local(at, name).utcoffset() == offset:
                return name
        except DeskError:
            continue
    return settings.zone


def _attendee(field: str, person: Mailbox) -> Attendee:
    name = person.name or person.address
    return Attendee(name=name, native=name if is_native(name) else "", role=field.lower())


def _on(side: Side, text: str) -> Bilingual:
    return Bilingual(home=text) if side is Side.HOME else Bilingual(host=text)
