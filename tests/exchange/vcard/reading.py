"""Cards written in a line or two, and what is read of them."""

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard import read_vcards
from liaison_desk.exchange.vcard.groups import ReadCards

SETTINGS = ReadSettings()


def card(*lines: str | bytes, version: str = "3.0") -> bytes:
    body = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return b"\r\n".join([b"BEGIN:VCARD", b"VERSION:" + version.encode(), *body, b"END:VCARD", b""])


def read(data: bytes, settings: ReadSettings = SETTINGS) -> ReadCards:
    return read_vcards(data, settings)


def one(*lines: str | bytes, version: str = "3.0") -> Person:
    (person,) = read(card(*lines, version=version)).records
    return person
