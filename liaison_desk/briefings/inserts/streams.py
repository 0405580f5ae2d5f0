"""What streams of a PDF file hold: unpacked within bounds, and packed again without anything the page does not need."""

import zlib
from dataclasses import dataclass
from typing import Any, Final

from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, NameObject, NullObject, StreamObject

from liaison_desk.briefings.inserts.bounds import MOST_AT_ONCE, MOST_PIXELS, Meter, give_up
from liaison_desk.briefings.inserts.codings import Bare, bare_jpeg, bare_jpx
from liaison_desk.briefings.inserts.reading import whole

_LONG: Final = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_CODED: Final = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_KEPT: Final = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode"})
_FLATE: Final = "/FlateDecode"
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes and the one way they are packed; ``settings`` are those of that way as the file gives them."""

    data: bytes
    way: str = _FLATE
    settings: DictionaryObject | None = None


def packed(data: bytes) -> Packed:
    """Return bytes packed as we pack them."""
    return Packed(zlib.compress(data))


def unpacked(stream: StreamObject, meter: Meter) -> bytes:
    """Return what a stream of text, a font or the like holds; as much as there is of one that is cut off."""
    ways, settings = _ways(stream)
    raw = _raw(stream)
    if ways == [_FLATE] and not _is_predicted(settings[0]):
        data = _inflated(raw)
    elif ways:
        data = _decoded(stream, raw, ways, settings)
    else:
        data = raw
    meter.unpack(len(data))
    return data


def packed_picture(picture: StreamObject, meter: Meter, declared: int) -> Packed:
    """Return the pixels of a picture, coded as they are; ``declared`` is how many bytes its file says they are."""
    meter.picture(declared)
    ways, settings = _ways(picture)
    raw = _raw(picture)
    if not ways:
        return packed(raw[:declared])
    last = len(ways) - 1
    if ways[last] in _CODED:
        data = _decoded(picture, raw, ways[:last], settings[:last]) if last else raw
        return _coded(data, ways[last], settings[last], meter, declared)
    while len(ways) > 1 and ways[0] in {"/ASCII85Decode", "/ASCIIHexDecode"}:
        raw = _decoded(picture, raw, ways[:1], settings[:1])
        ways, settings = ways[1:], settings[1:]
    if len(ways) == 1 and ways[0] in _KEPT:
        if ways[0] == _FLATE:
            size, used = _weighed(raw)
            raw = raw[:used]
            if size > declared:
                meter.picture(size)
        return Packed(raw, ways[0], settings[0])
    return packed(_decoded(picture, raw, ways, settings)[:declared])


def _coded(data: bytes, way: str, settings: DictionaryObject | None, meter: Meter, declared: int) -> Packed:
    bare = Bare(data, 0)
    if way == "/DCTDecode":
        bare = bare_jpeg(data)
    elif way == "/JPXDecode":
        bare = bare_jpx(data)
    if bare.held > declared:
        meter.picture(bare.held)
    return Packed(bare.data, way, settings)


def _raw(stream: StreamObject) -> bytes:
    # A stream whose data stands in another file holds nothing here, and nothing is fetched.
    return b"" if "/F" in stream else stream._data  # noqa: SLF001 - the library gives what was not unpacked nowhere else


def _ways(stream: StreamObject) -> tuple[list[str], list[DictionaryObject | None]]:
    """Return how a stream is packed, the outermost way first, and the settings of each."""
    found, settings = whole(stream.get("/Filter")), whole(stream.get("/DecodeParms", stream.get("/DP")))
    names = [whole(one) for one in found] if isinstance(found, list) else [found] if isinstance(found, str) else []
    given = [whole(one) for one in settings] if isinstance(settings, list) else [settings]
    given += [None] * (len(names) - len(given))
    ways = [_LONG.get(str(name), str(name)) for name in names]
    return ways, [one if isinstance(one, DictionaryObject) else None for one in given[: len(ways)]]


def _is_predicted(settings: DictionaryObject | None) -> bool:
    return settings is not None and whole(settings.get("/Predictor", 1)) not in {1, None}


def _decoded(stream: StreamObject, raw: bytes, ways: list[str], settings: list[Any]) -> bytes:
    """Unpack by the library, which is slow: within the narrow bounds it is held in."""
    some = EncodedStreamObject()
    some.update(stream)
    some[NameObject("/Filter")] = ArrayObject(map(NameObject, ways))
    some[NameObject("/DecodeParms")] = ArrayObject(one or NullObject() for one in settings)
    some._data = raw  # noqa: SLF001 - as above
    return decode_stream_data(some)


def _inflated(raw: bytes) -> bytes:
    flow = zlib.decompressobj()
    found: list[bytes] = []
    left = MOST_AT_ONCE + 1
    for start in range(0, len(raw), _CHUNK):
        try:
            part = flow.decompress(raw[start : start + _CHUNK], left)
        except zlib.error:
            break
        found.append(part)
        left -= len(part)
        if left <= 0:
            give_up()
    return b"".join(found)


def _weighed(raw: bytes) -> tuple[int, int]:
    """Return how many bytes come out of packed ones, thrown away as they come, and how many of the packed ones they come from."""
    flow = zlib.decompressobj()
    size = 0
    for start in range(0, len(raw), _CHUNK):
        waiting = raw[start : start + _CHUNK]
        while waiting and not flow.eof:
            try:
                size += len(flow.decompress(waiting, _CHUNK << 4))
            except zlib.error:
                return size, len(raw)
            waiting = flow.unconsumed_tail
            if size > MOST_PIXELS:
                give_up()
        if flow.eof:
            return size, min(start + _CHUNK, len(raw)) - len(flow.unused_data)
    return size, len(raw)
