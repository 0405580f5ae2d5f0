"""Rich text as Outlook keeps it beside or instead of a mail's text: unpacked (MS-OXRTFCP), and read as plain text or as the HTML in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from liaison_desk.exchange.charsets import clean, decode
from liaison_desk.exchange.mail.mapi import charset_of
from liaison_desk.exchange.mail.markup import plain_text

MAX_RTF = 2_000_000
"""Bytes of unpacked rich text that are read."""

_PACKED, _PLAIN = b"LZFu", b"MELA"
_HEAD, _RING, _LONGEST_STACK = 16, 4096, 2000
# What every packed text may refer to before it has said anything.
_KNOWN: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
    b"SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})?[ ]?|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n\0]+|(?P<plain>[^\\{}\r\n\0]+)|.",
    re.DOTALL,
)
_UNSEEN = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"listtable", b"fldinst",
     b"generator", b"themedata", b"datastore", b"latentstyles", b"xmlnstbl", b"rsidtbl", b"mmathpr", b"filetbl", b"revtbl")
)  # fmt: skip
_LETTERS: Mapping[bytes, str] = MappingProxyType(
    {
        b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
        b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
        b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
    }
)  # fmt: skip
_SIGNS: Mapping[bytes, str] = MappingProxyType(
    {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n"}
)
_FONT_CHARSETS: Mapping[int, int] = MappingProxyType(
    {128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
     204: 1251, 222: 874, 238: 1250}
)  # fmt: skip


def unpacked(data: bytes) -> bytes:
    """Return the rich text of a packed property, as far as it goes and no longer than is read."""
    if len(data) < _HEAD:
        return b""
    wanted = min(int.from_bytes(data[4:8], "little"), MAX_RTF)
    kind = data[8:12]
    if kind == _PLAIN:
        return data[_HEAD : _HEAD + wanted]
    return _unpacked(data, wanted) if kind == _PACKED else b""


def _unpacked(data: bytes, wanted: int) -> bytes:
    """Follow the flags, a bit for each step: a letter as it is, or some of the last 4096 said again."""
    ring = bytearray(_KNOWN + b" " * (_RING - len(_KNOWN)))
    at, write = _HEAD, len(_KNOWN)
    out = bytearray()
    while at < len(data) and len(out) < wanted:
        flags = data[at] | 0x100  # the ninth bit tells that the eight are through
        at += 1
        while flags > 1 and at < len(data):
            pair = int.from_bytes(data[at : at + 2].ljust(2, b"\0"), "big")
            read, count = (pair >> 4, (pair & 15) + 2) if flags & 1 else (-1, 1)
            if read == write:  # what refers to itself is the end
                return bytes(out[:wanted])
            for step in range(count):
                letter = data[at] if read < 0 else ring[(read + step) % _RING]
                out.append(letter)
                ring[write] = letter
                write = (write + 1) % _RING
            at += 2 if flags & 1 else 1
            flags >>= 1
    return bytes(out[:wanted])


def text_of_rtf(data: bytes) -> str:
    """Return what a reader of a rich text sees; where HTML was wrapped into it, what a reader of that sees."""
    data = data[:MAX_RTF]
    reading = _Reading(wraps_html=b"\\fromhtml" in data[:2000])
    for match in _TOKEN.finditer(data):
        reading.take(match)
    found = clean(reading.text())
    return plain_text(found) if reading.wraps_html else found.strip("\n")


@dataclass(frozen=True, slots=True)
class _State:
    """What counts within a pair of braces."""

    unseen: bool = False
    fonts: bool = False
    starred: bool = False
    hidden: bool = False  # said again for readers who know no HTML
    page: int = 0
    skipped: int = 1  # how many letters stand in for one in Unicode


class _Reading:
    """A rich text as it is gone through."""

    def __init__(self, *, wraps_html: bool) -> None:
        self.wraps_html = wraps_html
        self._now = _State()
        self._stack: list[_State] = []
        self._deeper = 0
        self._out: list[str] = []
        self._bytes = bytearray()
        self._wide: list[int] = []
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._usual = 1252
        self._skip = 0

    def take(self, match: "re.Match[bytes]") -> None:
        """Go on by one token."""
        brace, word, sign = match["brace"], match["word"], match["sign"]
        if brace:
            self._flush()
            self._brace(brace)
        elif word:
            self._word(word.lower(), match["number"])
        elif match["byte"]:
            self._letters(bytes([int(match["byte"], 16)]))
        elif sign == b"*":
            self._now = replace(self._now, starred=True)
        elif sign in _SIGNS:
            # A sign of its own may be the second half of a letter of two bytes.
            self._letters(sign) if sign in b"\\{}" else self._say(_SIGNS[sign])
        elif match["plain"]:
            self._letters(match["plain"])

    def text(self) -> str:
        """Return all that was seen."""
        self._flush()
        return "".join(self._out)

    def _brace(self, brace: bytes) -> None:
        self._skip = 0
        if brace == b"{":
            if len(self._stack) < _LONGEST_STACK:
                self._stack.append(self._now)
            else:
                self._deeper += 1
        elif self._deeper:
            self._deeper -= 1
        elif self._stack:
            self._now = self._stack.pop()

    def _word(self, word: bytes, number: bytes | None) -> None:
        value = int(number) if number else 0
        now = self._now
        if now.starred:
            # A starred group is for those who know it: of these only the HTML itself is.
            seen = self.wraps_html and word == b"htmltag"
            self._now = replace(now, starred=False, unseen=now.unseen or not seen)
        elif word in _UNSEEN or word == b"bin":
            self._now = replace(now, unseen=True, fonts=word == b"fonttbl")
        elif word == b"htmlrtf":
            self._flush()
            self._now = replace(now, hidden=number is None or value != 0)
        elif word == b"uc":
            self._now = replace(now, skipped=max(0, min(value, 10)))
        elif word == b"u" and number:
            self._unicode(value % 0x10000)
        elif word in _LETTERS:
            self._say(_LETTERS[word])
        else:
            self._font_word(word, value)

    def _font_word(self, word: bytes, value: int) -> None:
        """Read which code page the letters are in: the document's, or that of the font they stand in."""
        now = self._now
        if word == b"ansicpg":
            self._usual = value or self._usual
        elif word == b"f":
            self._flush()
            self._font = value
            if not now.fonts:
                self._now = replace(now, page=self._fonts.get(value, 0))
        elif word == b"fcharset" and now.fonts and len(self._fonts) < _LONGEST_STACK:
            self._fonts[self._font] = _FONT_CHARSETS.get(value, 0)
        elif word == b"plain":
            self._flush()
            self._now = replace(now, page=0)

    def _unicode(self, unit: int) -> None:
        self._skip = self._now.skipped
        if self._is_seen():
            if self._bytes:
                self._flush()
            self._wide.append(unit)

    def _letters(self, letters: bytes) -> None:
        if self._skip:
            passed = min(self._skip, len(letters))
            self._skip -= passed
            letters = letters[passed:]
        if letters and self._is_seen():
            if self._wide:
                self._flush()
            self._bytes += letters

    def _say(self, text: str) -> None:
        self._skip = 0
        if self._is_seen():
            self._flush()
            self._out.append(text)

    def _is_seen(self) -> bool:
        return not (self._now.unseen or self._now.starred or self._now.hidden)

    def _flush(self) -> None:
        """Turn what was gathered into text: bytes by the code page of their font, units of UTF-16 by pairs."""
        if self._bytes:
            self._out.append(decode(bytes(self._bytes), charset_of(self._now.page or self._usual)))
            self._bytes.clear()
        if self._wide:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._wide)
            self._out.append(units.decode("utf-16-le", "replace"))
            self._wide.clear()
