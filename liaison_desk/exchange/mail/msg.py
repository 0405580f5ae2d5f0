"""Outlook's own files (``.msg``, MS-OXMSG): the same mail that an ``.eml`` would have held."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from liaison_desk.exchange.charsets import decode, guess
from liaison_desk.exchange.mail.addresses import mailboxes
from liaison_desk.exchange.mail.body import MAX_ENCODED, MAX_TEXT, declared_in
from liaison_desk.exchange.mail.compound import Compound, Entry, damaged, member
from liaison_desk.exchange.mail.headers import date_of, text_of
from liaison_desk.exchange.mail.mapi import TABLE, Properties
from liaison_desk.exchange.mail.markup import plain_text
from liaison_desk.exchange.mail.message import Content, Mail, Mailbox, MailFile
from liaison_desk.exchange.mail.mime import MAX_PARTS, Limits, Part, read_headers
from liaison_desk.exchange.mail.naming import bare_name, uid_of
from liaison_desk.exchange.mail.rtf import text_of_rtf, unpacked
from liaison_desk.exchange.vcard.sides import is_japanese
from liaison_desk.foundation.core.attached import ANY_BYTES
from liaison_desk.foundation.core.errors import UnreadableError

_DEEPEST: Final = 1
"""A mail inside the mail is read; one inside that is only named."""
_TOP_HEAD, _INNER_HEAD, _PART_HEAD = 32, 24, 8
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_#", "__attach_version1.0_#"
_MAX_RECIPIENTS: Final = 1000

_SUBJECT, _BODY, _HTML, _RTF, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_MESSAGE_ID, _SENT, _DELIVERED, _MADE = 0x1035, 0x0039, 0x0E06, 0x3007
# The one it is from, and the one who sent it for him: name, kind of address, address, address on the Internet.
_FROM = (0x0042, 0x0064, 0x0065, 0x5D02)
_SENDER = (0x0C1A, 0x0C1E, 0x0C1F, 0x5D01)
_PERSON = (0x3001, 0x3002, 0x3003, 0x39FE)
_FIELD_OF: Final = 0x0C15
_SHOWN = ((0x0E04, "To"), (0x0E03, "Cc"))
_FIELDS = {1: "To", 2: "Cc"}
_BLIND: Final = 3
_DATA, _LONG_NAME, _SHORT_NAME, _TITLE, _MEDIA_TYPE, _FLAGS, _HIDDEN = (
    0x3701,
    0x3707,
    0x3704,
    0x3001,
    0x370E,
    0x3714,
    0x7FFE,
)
_WITHIN_HTML: Final = 4


def read_msg(data: bytes, limits: Limits) -> Mail:
    """Read an Outlook file; ``limits`` tells afterwards whether something was left out. Raises UnreadableError."""
    try:
        file = Compound(data)
        if member(file.members(file.root), TABLE) is None:
            raise UnreadableError("This file is of Office, but no Outlook message.")
        return _Reading(file, limits).mail(file.root, _TOP_HEAD, data)
    except (RecursionError, MemoryError) as error:  # no file in order gets there
        raise damaged() from error


class _Reading:
    """One file while its mail, and those inside it, are read."""

    def __init__(self, file: Compound, limits: Limits) -> None:
        self._file = file
        self._limits = limits

    def mail(self, storage: Entry, head: int, source: bytes = b"", depth: int = 0, charset: str = "") -> Mail:
        """Return the mail that a storage is."""
        said = Properties(self._file, storage, head, charset)
        sent = _headers(said)
        people = (*_from(said, sent), *self._recipients(said))
        subject = " ".join(said.text(_SUBJECT).split())
        written_at = date_of(sent.header("date"))
        at = written_at or next(filter(None, map(said.time, (_SENT, _DELIVERED, _MADE))), None)
        known = said.text(_MESSAGE_ID).strip() or text_of(sent.header("message-id"))
        written = at.isoformat() if at else ""
        uid = uid_of(known, [written, subject, *(str(person) for _, person in people)], source[:50_000].hex())
        return Mail(uid, subject, at, people, self._content(said, depth), source, written_at is not None)

    def _recipients(self, said: Properties) -> Iterator[tuple[str, Mailbox]]:
        """Yield whom a mail is to, by field; those whom nobody else was to see are left out."""
        found = self._parts(said, _RECIPIENT, _MAX_RECIPIENTS)
        for storage in found:
            person = Properties(self._file, storage, _PART_HEAD, said.charset)
            kind = person.number(_FIELD_OF) & 0xFF
            box = _mailbox(person, _PERSON)
            if kind != _BLIND and (box.name or box.address):
                yield _FIELDS.get(kind, "To"), box
        if not found:
            for number, field in _SHOWN:
                for name in said.text(number)[:100_000].split(";")[:_MAX_RECIPIENTS]:
                    if name.strip():
                        yield field, Mailbox(name.strip(), "")

    def _parts(self, said: Properties, prefix: str, most: int) -> list[Entry]:
        """Return the recipients or attachments of a mail in their order."""
        found = sorted(
            (name, entry) for name, entry in said.members.items() if name.startswith(prefix) and entry.is_storage
        )
        self._limits.reached = self._limits.reached or len(found) > most
        return [entry for _, entry in found[:most]]

    def _content(self, said: Properties, depth: int) -> Content:
        text, plain = self._text(said)
        texts: list[str] = [text]
        files: list[MailFile] = []
        calendars: list[bytes] = []
        for storage in self._parts(said, _ATTACHMENT, MAX_PARTS):
            part = Properties(self._file, storage, _PART_HEAD, said.charset)
            name = bare_name(next(filter(None, map(part.text, (_LONG_NAME, _SHORT_NAME, _TITLE))), ""))
            inner = part.storage(_DATA)
            if inner is not None and member(self._file.members(inner), TABLE) is not None:
                if depth >= _DEEPEST:
                    files.append(MailFile(name or "message"))
                    continue
                enclosed = self.mail(inner, _INNER_HEAD, depth=depth + 1, charset=said.charset)
                texts.append(_said_within(enclosed))
                files += enclosed.content.files
                calendars += enclosed.content.calendars
                continue
            media = part.text(_MEDIA_TYPE).strip().lower()
            data = part.data(_DATA)
            within = bool(part.number(_HIDDEN) or part.number(_FLAGS) & _WITHIN_HTML) and media.startswith("image/")
            files.append(MailFile(name or media or "file", media or ANY_BYTES, data, inline=within))
            if media == "text/calendar" or name.lower().endswith(".ics"):
                calendars.append(data)
        return Content("\n\n".join(filter(None, texts)), plain, tuple(files), tuple(calendars))

    def _text(self, said: Properties) -> tuple[str, bool]:
        """Return the text of a mail, and whether it was kept as plain text."""
        text = said.text(_BODY)
        self._limits.reached = self._limits.reached or len(text) > MAX_ENCODED
        text = text[:MAX_ENCODED].strip("\n")
        # A code page that lacks the letters leaves question marks in the plain text; the HTML beside it is whole.
        if text.strip() and (not said.is_narrow(_BODY) or is_japanese(text) or "?" not in text):
            return text, True
        page = self._html(said)
        if page.strip() and (not text.strip() or is_japanese(page)):
            return page, False
        if text.strip():
            return text, True
        rich = said.data(_RTF)
        self._limits.reached = self._limits.reached or len(rich) > MAX_ENCODED
        return text_of_rtf(unpacked(rich)), False

    def _html(self, said: Properties) -> str:
        raw = said.html(_HTML)
        self._limits.reached = self._limits.reached or len(raw) > MAX_ENCODED
        if isinstance(raw, str):
            return plain_text(raw[:MAX_ENCODED])
        raw = raw[:MAX_ENCODED]
        charset = said.internet_charset or declared_in(raw)
        return plain_text((decode(raw, charset) if charset else guess(raw)).replace("\0", ""))


def _headers(said: Properties) -> Part:
    """Return the header fields that the mail came over the wire with, where Outlook kept them."""
    text = said.text(_HEADERS)[: 2 * MAX_TEXT]
    return Part(read_headers(text.encode("utf-8", "replace"))[0] if text else [])


def _from(said: Properties, sent: Part) -> Sequence[tuple[str, Mailbox]]:
    """Return whom a mail is from: whom it was sent for, else who sent it; an address inside Exchange gives way to that of the wire."""
    wire = next((box for raw in sent.all("from") for box in mailboxes(raw)), Mailbox("", ""))
    boxes = [_mailbox(said, numbers) for numbers in (_FROM, _SENDER)]
    name = next((box.name for box in boxes if box.name), wire.name)
    address = boxes[0].address or wire.address or ("" if boxes[0].name not in {"", boxes[1].name} else boxes[1].address)
    return [("From", Mailbox("" if name == address else name, address))] if name or address else []


def _mailbox(said: Properties, numbers: tuple[int, int, int, int]) -> Mailbox:
    name, kind, address, internet = (said.text(number).strip() for number in numbers)
    reached = internet or (address if kind.upper() in {"SMTP", ""} and "@" in address else "")
    bare = name[1:-1] if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"" else name
    return Mailbox("" if bare == reached else " ".join(bare.split()), reached)


def _said_within(mail: Mail) -> str:
    """Return a mail inside a mail: its heading lines, then its text."""
    lines = [f"{field}: {', '.join(names)}" for field in ("From", "To", "Cc") if (names := _names(mail, field))]
    when: datetime | None = mail.at
    if when is not None:
        lines.insert(min(1, len(lines)), f"Date: {when:%Y-%m-%d %H:%M %z}")
    return "\n".join([*lines, f"Subject: {mail.subject}", "", mail.content.text]).strip()


def _names(mail: Mail, field: str) -> list[str]:
    return [str(person) for known, person in mail.people if known == field]
