"""The properties of an Outlook item (MS-OXMSG): short ones in a table, long ones in streams of their own, texts in the item's code page."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from liaison_desk.exchange.charsets import clean, decode
from liaison_desk.exchange.mail.compound import Compound, Entry, member

TABLE: Final = "__properties_version1.0"
_STREAM: Final = "__substg1.0_"
_UNICODE, _STRING8, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_MESSAGE_CODE_PAGE, _INTERNET_CODE_PAGE, _LOCALE = 0x3FFD, 0x3FDE, 0x3FF1
_JAPANESE_LOCALE: Final = 0x0411
_ENTRY_SIZE: Final = 16
_MOST: Final = 10_000
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
# What Windows numbers are not the number of a code page that decoders know by it.
_CHARSETS: Mapping[int, str] = MappingProxyType(
    {
        932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 1200: "utf-16-le", 1201: "utf-16-be", 20127: "us-ascii",
        20866: "koi8-r", 20932: "euc-jp", 21866: "koi8-u", 50220: "iso-2022-jp", 50221: "iso-2022-jp",
        50222: "iso-2022-jp", 50225: "iso-2022-kr", 51932: "euc-jp", 51936: "gb18030", 51949: "cp949",
        52936: "hz-gb-2312", 54936: "gb18030", 65000: "utf-7", 65001: "utf-8",
    }
)  # fmt: skip


class Properties:
    """What a message, a recipient or an attachment says of itself. ``skipped`` is the length of what heads its table."""

    def __init__(self, file: Compound, storage: Entry, skipped: int, charset: str = "") -> None:
        self._file = file
        self.members = file.members(storage)
        self._short: dict[int, bytes] = {}
        table = member(self.members, TABLE)
        data = file.read(table) if table is not None else b""
        for start in range(skipped, min(len(data), _MOST * _ENTRY_SIZE) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            number = int.from_bytes(data[start + 2 : start + 4], "little")
            self._short.setdefault(number, data[start + 8 : start + _ENTRY_SIZE])
        self.charset = self._own_charset() or charset

    def text(self, number: int) -> str:
        """Return a text, empty where there is none."""
        wide = self._stream(number, _UNICODE)
        if wide:
            return clean(wide.decode("utf-16-le", "replace")).rstrip("\0")
        return clean(decode(narrow, self.charset)) if (narrow := self._stream(number, _STRING8)) else ""

    def is_narrow(self, number: int) -> bool:
        """Tell whether a text is kept in a code page, in which not every letter has a place."""
        return self._entry(number, _UNICODE) is None and self._entry(number, _STRING8) is not None

    def data(self, number: int) -> bytes:
        """Return bytes, empty where there are none."""
        return self._stream(number, _BINARY)

    def storage(self, number: int) -> Entry | None:
        """Return a whole item kept inside this one."""
        found = self._entry(number, _OBJECT)
        return found if found is not None and found.is_storage else None

    def number(self, number: int) -> int:
        """Return a number or a truth, 0 where there is none."""
        return int.from_bytes(self._short.get(number, b"")[:4], "little")

    def time(self, number: int) -> datetime | None:
        """Return an instant to the second, ``None`` where there is none that a calendar knows."""
        ticks = int.from_bytes(self._short.get(number, b""), "little")
        try:
            return _EPOCH + timedelta(seconds=ticks // 10_000_000) if ticks else None
        except OverflowError:
            return None

    def html(self, number: int) -> bytes | str:
        """Return a page of HTML: its bytes in the Internet's code page, or its text."""
        return self.data(number) or self.text(number)

    @property
    def internet_charset(self) -> str:
        """In which charset the mail went over the wire, and its HTML is kept; empty where that is not said."""
        return charset_of(self.number(_INTERNET_CODE_PAGE))

    def _own_charset(self) -> str:
        """Return in which charset the texts of this item are kept that are not in Unicode."""
        known = charset_of(self.number(_MESSAGE_CODE_PAGE))
        if known and known != "utf-16-le":
            return known
        internet = self.internet_charset
        # Mails that went out in another encoding of Japanese lie in Windows' own here.
        if internet in {"iso-2022-jp", "euc-jp"} or self.number(_LOCALE) == _JAPANESE_LOCALE:
            return "cp932"
        return internet

    def _entry(self, number: int, kind: int) -> Entry | None:
        return member(self.members, f"{_STREAM}{number:04X}{kind:04X}")

    def _stream(self, number: int, kind: int) -> bytes:
        found = self._entry(number, kind)
        return self._file.read(found) if found is not None else b""


def charset_of(code_page: int) -> str:
    """Return the name of the charset that Windows gives a number, empty for none."""
    if code_page in _CHARSETS:
        return _CHARSETS[code_page]
    if 28591 <= code_page <= 28606:
        return f"iso-8859-{code_page - 28590}"
    return f"cp{code_page}" if 0 < code_page < 2000 else ""
