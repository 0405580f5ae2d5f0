"""A heading to write mails below, and what a test reads from the notes they become."""

from liaison_desk.exchange.mail.reader import ReadMail, read_mail
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.meetings.records import Meeting

DESK = ReadSettings()
HEAD = (
    "From: Ada Marsh <ada@example.org>\r\nTo: =?iso-2022-jp?B?GyRCNF8bKEI=?= <kishi@example.jp>\r\n"
    "Date: Mon, 23 Nov 2026 14:30:00 -0700\r\nMessage-ID: <1@example.org>\r\nSubject: Sync\r\n"
)


def read(data: str | bytes) -> ReadMail:
    return read_mail(data if isinstance(data, bytes) else data.encode("utf-8"), DESK)


def note(data: str | bytes) -> Meeting:
    found = read(data)
    assert found.problems == ()
    (meeting,) = found.records
    return meeting


def body(data: str | bytes) -> str:
    (mail,) = read(data).mails
    return mail.content.text


def iso_2022_jp(text: str) -> bytes:
    """Write ISO-2022-JP as Japanese mail programs do, vendors' characters included."""
    out = b""
    for character in text:
        raw = character.encode("cp932")
        if len(raw) == 1:
            out += b"\x1b(I" + bytes([raw[0] & 0x7F]) + b"\x1b(B" if raw[0] > 0x7F else raw
            continue
        lead, trail = raw
        row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21
        cell = trail - (0x1F if trail < 0x7F else 0x20)
        if trail >= 0x9F:
            row, cell = row + 1, trail - 0x7E
        out += b"\x1b$B" + bytes([row, cell]) + b"\x1b(B"
    return out
