"""Plain values of PDF files written out: numbers, names, words, lists and dictionaries of them."""

from typing import Any, Final

from pypdf.generic import (
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from liaison_desk.briefings.inserts.bounds import Meter, give_up
from liaison_desk.briefings.inserts.reading import whole

_DEEPEST: Final = 12
_LARGEST: Final = 1e15


def plain(value: Any, meter: Meter, depth: int = 0) -> bytes:
    """Return a plain value as it is written; null for a stream, for one is never plain."""
    meter.write()
    if depth > _DEEPEST:
        give_up()
    found = whole(value)
    match found:
        case NameObject():
            return found.renumber()
        case BooleanObject():
            return b"true" if found.value else b"false"
        case int() | float():
            return number(found)
        case TextStringObject() | ByteStringObject():
            return b"<" + found.original_bytes.hex().encode() + b">"
        case list():
            return b"[" + b" ".join(plain(one, meter, depth + 1) for one in found) + b"]"
        case DictionaryObject() if not isinstance(found, StreamObject):
            entries = (plain(key, meter) + b" " + plain(found.raw_get(key), meter, depth + 1) for key in found)
            return b"<<" + b" ".join(entries) + b">>"
        case _:
            return b"null"


def number(value: float) -> bytes:
    """Return a number as PDF writes it; 0 for one that no drawing means."""
    if not -_LARGEST < value < _LARGEST:
        return b"0"
    if isinstance(value, int):
        return b"%d" % value
    return f"{value:.8f}".rstrip("0").rstrip(".").encode()
