"""Bytes to text for calendars: byte order marks, UTF-8, what a file declares, and the old Japanese and Western charsets.

A file is read as UTF-8; bytes that are not UTF-8 stay hidden in it as lone
surrogates, and each line that has some is decoded on its own, because
vCalendar 1.0 names a charset per property and mixes them in one file.
"""

import codecs
import re
from types import MappingProxyType

from liaison_desk.foundation.core.errors import UnreadableError

MOST_BYTES = 64 * 1024 * 1024
MOST_LINES = 2_000_000

_HIDDEN = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_JAPANESE_RUN = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e]{2,}")
_NAMES = MappingProxyType(
    {
        "SJIS": "cp932",
        "SHIFTJIS": "cp932",
        "XSJIS": "cp932",
        "WINDOWS31J": "cp932",
        "MSKANJI": "cp932",
        "ISO88591": "cp1252",
    }
)


def decode(data: bytes) -> str:
    """Return the text of a file with plain line feeds; bytes of another charset are left for ``mend``.

    A file too large to be a calendar raises UnreadableError.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("The file is larger than 64 MB, which no calendar is; nothing was read.")
    text = _text(data)
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n")
    if "\r" in text:
        # A carriage return alone ends a line only where a line can begin: old Mac files, and editors that mixed both.
        text = re.sub(r"\r(?=[A-Za-z][A-Za-z0-9-]*[ \t]*[:;]|[ \t\r\n]|\Z)", "\n", text).replace("\r", " ")
    if text.count("\n") > MOST_LINES:
        raise UnreadableError("The file has more than two million lines, which no calendar has; nothing was read.")
    return _CONTROL.sub("", text)


def _text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0" and data[2:3] == b"\0":
        return data.decode("utf-16-be", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\x1b$" in data:
        try:
            return data.decode("iso2022_jp_ext")
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", "surrogateescape")


def is_mended(text: str) -> bool:
    """Tell whether no byte of an unknown charset is left in a text."""
    return text.isascii() or not _HIDDEN.search(text)


def mend(text: str, charset: str = "") -> str:
    """Return a text with its hidden bytes decoded: as the charset it declares, else as the one they look like."""
    return from_bytes(text.encode("utf-8", "surrogateescape"), charset)


def from_bytes(data: bytes, charset: str = "") -> str:
    """Decode a value's bytes: UTF-8 if they are, then the declared charset, then cp932, EUC-JP and cp1252."""
    declared = _codec(charset)
    for codec in (declared, "utf-8") if declared.startswith("iso2022") else ("utf-8", declared):
        if codec:
            try:
                return data.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    for codec in ("cp932", "euc_jp"):
        text = _if_japanese(data, codec)
        if text:
            return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _codec(charset: str) -> str:
    plain = re.sub("[^A-Z0-9]", "", charset.upper())
    name = _NAMES.get(plain, charset.strip())
    try:
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    # Codecs that do not make text of bytes (hex, zip, idna ...) are not charsets.
    return (
        ""
        if found in {"hex", "base64", "bz2", "zlib", "rot13", "quopri", "uu", "idna", "punycode", "undefined"}
        else found
    )


def _if_japanese(data: bytes, codec: str) -> str:
    """Return the text if it reads as Japanese: its characters stand together, as those of Western text do not."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return ""
    foreign = sum(1 for character in text if not character.isascii())
    together = sum(len(run) for run in _JAPANESE_RUN.findall(text))
    return text if together * 2 >= foreign and not re.search("[\ue000-\uf8ff]", text) else ""
