"""The picture inside a card: taken out of the lines that were kept, and put back in among them."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.vcard.properties import parse_line

LARGEST = 25 * 1024 * 1024
"""Bytes of a picture that is kept."""
_DATA = re.compile(r"data:(image/[\w.+-]+)?[^,]{0,100}?;base64,", re.IGNORECASE)
# Told by the first bytes, for cards often say another type than they hold. Drawings may name other files.
_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


def picture_type(data: bytes) -> str:
    """Return what kind of picture some bytes are (jpeg, png, gif, bmp, tiff, webp), empty for none that is shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def photo_apart(person: Person) -> tuple[Person, bytes, str]:
    """Return a person whose card's first picture is his photo (its SHA-256), the picture, and what is wrong with one.

    A picture that is only named by an address is never fetched: its line stays among those that are kept.
    """
    for kept in person.extra:
        found = parse_line(kept) if kept[:5].upper() == "PHOTO" else None
        match = _DATA.match(found.value) if found else None
        if found is None or match is None:
            continue
        others = tuple(line for line in person.extra if line != kept)
        if len(found.value) > LARGEST * 4 // 3:
            return replace(person, extra=others), b"", "The photo of this card is larger than 25 MB and was left out."
        try:
            data = base64.b64decode(found.value[match.end() :].replace("\\n", ""), validate=False)
        except (ValueError, binascii.Error):
            data = b""
        if not picture_type(data):
            return replace(person, extra=others), b"", "The photo of this card is no picture and was left out."
        return replace(person, extra=others, photo=hashlib.sha256(data).hexdigest()), data, ""
    return person, b"", ""


def photo_line(person: Person, picture: Callable[[str], bytes] | None) -> tuple[str, ...]:
    """Return the line of a person's photo, as version 4.0 writes it; ``picture`` gives the bytes by SHA-256."""
    data = picture(person.photo) if picture is not None and person.photo else b""
    return tuple(filter(None, (picture_line(data),)))


def picture_line(data: bytes) -> str:
    """Return the line of a card that holds a picture, as version 4.0 writes it; "" for bytes that are no picture."""
    kind = picture_type(data)
    return f"PHOTO:data:image/{kind};base64,{base64.b64encode(data).decode()}" if kind else ""
