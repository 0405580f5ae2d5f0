"""Pictures inside PDF pages: how large they really are, and their pixels without what cameras and editors wrote beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PARTED = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TOLD: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
_END, _SCAN, _JFIF, _ADOBE = 0xD9, 0xDA, 0xE0, 0xEE
_JPX = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_SIZES = b"\xff\x4f\xff\x51"


@dataclass(frozen=True, slots=True)
class Bare:
    """A coded picture without anything but its pixels, and how many bytes whoever shows it must hold."""

    data: bytes
    held: int


def bare_jpeg(data: bytes) -> Bare:
    """Return a JPEG without its comments, Exif, previews, profiles and what stands behind it. ValueError for what is none."""
    kept, held = [b"\xff\xd8"], 0
    for marker, segment in _segments(data):
        if marker in _FRAMES:
            held = max(held, _samples(segment))
        if (bare := _bare(marker, segment)) is not None:
            kept += [bytes((0xFF, marker)), bare]
    if not held:
        raise ValueError("no picture")
    return Bare(b"".join((*kept, b"\xff\xd9")), held)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG with their markers, the pixels with the segment that begins their scan."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    at = 2
    while at < len(data):
        at = _after_marker(data, at)
        marker = data[at - 1]
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        end = at + size
        if size < 2 or end > len(data):
            raise ValueError("cut off")
        if marker == _SCAN:
            parted = _PARTED.search(data, end)
            end = parted.start() if parted else len(data)
        yield marker, data[at:end]
        at = end


def _after_marker(data: bytes, at: int) -> int:
    """Return where a marker ends that begins at a place, fill bytes before it left out."""
    if data[at] != 0xFF:
        raise ValueError("no marker")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at == len(data):
        raise ValueError("cut off")
    return at + 1


def _bare(marker: int, segment: bytes) -> bytes | None:
    """Return what of a segment draws the picture; None for one that tells of it."""
    if marker == _JFIF and segment[2:7] == b"JFIF\x00" and len(segment) >= 16:
        return b"\x00\x10" + segment[2:14] + b"\x00\x00"  # without its preview
    if marker == _ADOBE and segment[2:7] == b"Adobe":
        return segment
    return None if marker in _TOLD else segment


def _samples(frame: bytes) -> int:
    if len(frame) < 8:
        raise ValueError("cut off")
    high, wide = int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[5:7], "big")
    return high * wide * frame[7]


def bare_jpx(data: bytes) -> Bare:
    """Return a JPEG 2000 picture with the boxes that draw it alone. ValueError for what is none."""
    kept = data
    if data.startswith(_JPX):
        kept = b"".join(_boxes(data))
    at = kept.find(_SIZES)
    if at < 0 or len(kept) < at + 42:
        raise ValueError("no picture")
    right, bottom, left, top = (int.from_bytes(kept[at + start : at + start + 4], "big") for start in (8, 12, 16, 20))
    components = int.from_bytes(kept[at + 40 : at + 42], "big")
    # Whoever unpacks it holds four bytes for each sample.
    return Bare(kept, max(0, right - left) * max(0, bottom - top) * components * 4)


def _boxes(data: bytes) -> list[bytes]:
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        elif size == 0:
            size = len(data) - at
        if size < 8:
            raise ValueError("cut off")
        if kind in _BOXES:
            kept.append(data[at : at + size])
        at += size
    return kept
