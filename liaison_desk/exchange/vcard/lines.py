"""Bytes to content lines: unfolding of every dialect, soft breaks, base64 blocks, and each line's charset.

A line is put together as bytes before it is decoded: a fold may fall inside a character, and the second byte of a
Shift_JIS character may look like a backslash, so nothing is cut by its text before its charset is known.
"""

import binascii
import quopri
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liaison_desk.exchange.charsets import clean, decode, decode_unknown
from liaison_desk.exchange.vcard.properties import Property, find_colon, parse_head

_START = re.compile(rb"[A-Za-z0-9][\w./-]*[;:]|[Xx]-[\w./ -]*[;:]")
_BOUNDARY = re.compile(rb"[\s\xef\xbb\xbf]*(?:[\w-]+\.)?(BEGIN|END)\s*:\s*VCARD", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb";\s*(?:ENCODING\s*=\s*)?\"?QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb";\s*(?:ENCODING\s*=\s*\"?B(?:ASE64)?|BASE64)\"?\s*(?=[;:])", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]+")
_CHARSET = re.compile(rb";\s*CHARSET\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)
_THREE_BYTES = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")
# A declared charset of two-byte characters may pass for UTF-8 where its text is short; the others hardly ever do.
_TWO_BYTE_CHARSETS = re.compile(r"shift|sjis|31j|932|gb|936|euc|big5|950|949|ks", re.IGNORECASE)
# Texts that some programs write as base64; any other base64 is a picture, a sound or a key.
_TEXTS = frozenset(
    [
        "VERSION",
        "N",
        "FN",
        "NICKNAME",
        "ORG",
        "TITLE",
        "ROLE",
        "NOTE",
        "TEL",
        "EMAIL",
        "ADR",
        "LABEL",
        "URL",
        "BDAY",
        "ANNIVERSARY",
        "REV",
        "UID",
        "CATEGORIES",
        "DESCRIPTION",
        "X-WAB-GENDER",
        "SORT-STRING",
        "X-PHONETIC-FIRST-NAME",
        "X-PHONETIC-LAST-NAME",
    ]
)


@dataclass(frozen=True, slots=True)
class RawLine:
    """A content line put together from its physical lines, still bytes. ``boundary`` is ``BEGIN``, ``END`` or empty."""

    number: int
    data: bytes
    boundary: str = ""
    stray: bool = False


def utf8(data: bytes) -> bytes:
    """Return the bytes of a UTF-16 or UTF-8 file with a mark as plain UTF-8; anything else as it is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or (b"\0" in data[:64] and b"\0" in data[-64:]):
        text, name = decode_unknown(data)
        if name.startswith("utf"):
            return text.encode("utf-8", "replace")
    return data


def raw_lines(data: bytes) -> Iterator[RawLine]:
    """Cut a file into content lines. ``stray`` lines have no name: text that a program forgot to fold, or rubbish."""
    number, chunks, mode = 0, list[bytes](), ""
    for at, physical in enumerate(
        data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1
    ):
        boundary = _BOUNDARY.match(physical)
        more = _continued(physical, chunks, mode) if chunks and not boundary else None
        if more is not None:
            chunks.append(more)
            mode = mode or _mode(chunks)
            continue
        if chunks:
            yield _finished(number, chunks)
            chunks, mode = [], ""
        if boundary:
            yield RawLine(at, physical, boundary[1].decode().upper())
        elif physical.strip() and not physical.startswith(b"#"):
            number, chunks = at, [physical.lstrip()]
            mode = _mode(chunks)
    if chunks:
        yield _finished(number, chunks)


def _continued(physical: bytes, chunks: list[bytes], mode: str) -> bytes | None:
    """Return what a physical line adds to the line before it; ``None`` if it begins a line of its own."""
    if mode == "q" and chunks[-1].endswith(b"="):
        chunks[-1] = chunks[-1][:-1]
        return physical.rstrip() if physical.rstrip().endswith(b"=") else physical
    if physical[:1] in (b" ", b"\t"):
        return physical[1:]
    if not physical.strip():
        return None
    if mode == "b" and _BASE64_LINE.fullmatch(physical):
        return physical
    # A program broke a quoted-printable line without saying so.
    forgotten = mode == "q" and not _START.match(physical) and not physical.startswith(b"#")
    return physical if forgotten else None


def _mode(chunks: list[bytes]) -> str:
    """Tell how the line goes on: ``q`` soft breaks, ``b`` base64, ``-`` neither, "" not known before its colon."""
    if len(chunks) > 100:
        return "-"  # no program folds the part before the colon so often
    line = chunks[0] if len(chunks) == 1 else b"".join(chunks)
    if b":" not in line:
        return ""
    head = line[: line.index(b":") + 1]
    return "q" if _QUOTED_PRINTABLE.search(head) else "b" if _BASE64.search(head) else "-"


def _finished(number: int, chunks: list[bytes]) -> RawLine:
    data = b"".join(chunks)
    return RawLine(number, data, stray=not _START.match(data) or b":" not in data)


def usual_charset(lines: Iterable[RawLine]) -> str:
    """Return the charset that undeclared text of these lines is in: what the others declare, else what it looks like."""
    declared: Counter[str] = Counter()
    unknown: list[bytes] = []
    for line in lines:
        found = _CHARSET.search(line.data.partition(b":")[0])
        if found:
            declared[found[1].decode("ascii", "ignore").lower()] += 1
        elif not line.data.isascii():
            unknown.append(line.data)
    others = [name for name, _ in declared.most_common() if not name.replace("-", "").startswith(("utf8", "usascii"))]
    if others:
        return others[0]
    # The lone half-width kana of a reading look like nothing, a whole card's kanji like Japanese.
    name = decode_unknown(b"\n".join(unknown)[:1_000_000])[1] if unknown else "utf-8"
    return "cp1252" if name == "latin-1" else name


def parse(line: RawLine, charset: str) -> Property | None:
    """Read a content line; ``charset`` is for text that declares none. ``None`` if it has no name."""
    latin = line.data.decode("latin-1")
    colon = find_colon(latin)
    if colon <= 0 or line.stray:
        return None
    # Attributes may be in another charset than they declare for the value (a declared QP charset, say).
    head = parse_head(_decoded(line.data[:colon], "", charset), "", line.number)
    declared = head.parameter("CHARSET")
    encoding = head.parameter("ENCODING").upper()
    raw = line.data[colon + 1 :]
    parameters = {key: values for key, values in head.parameters.items() if key not in ("CHARSET", "ENCODING")}
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw.rstrip(b"=") if raw.endswith(b"=") else raw)
    elif encoding in ("B", "BASE64"):
        binary = _unbase64(raw)
        if head.name in _TEXTS and binary is not None:
            raw = binary
        else:
            packed = b"".join(raw.split()).decode("ascii", "ignore")
            value = f"data:{_media_type(head)};base64,{packed}" if packed else ""
            parameters = {
                key: values for key, values in parameters.items() if key not in ("TYPE", "VALUE", "MEDIATYPE")
            }
            return Property(head.name, value, parameters, head.group, head.line)
    return Property(head.name, clean(_decoded(raw, declared, charset)), parameters, head.group, head.line)


def _decoded(raw: bytes, declared: str, charset: str) -> str:
    """Decode one value: UTF-8 if it plainly is, then as declared, then as its card is."""
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw, declared or charset)
    if b"\x1b" in raw or (_TWO_BYTE_CHARSETS.search(declared) and not _THREE_BYTES.search(raw)):
        return decode(raw, declared or "iso-2022-jp")
    return text


def _unbase64(raw: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(b"".join(raw.split()))
    except binascii.Error:
        return None


def _media_type(head: Property) -> str:
    """Return the media type of binary data, from MEDIATYPE or from a type such as ``JPEG`` or ``.JPEG``."""
    given = head.parameter("MEDIATYPE")
    if given:
        return given
    kind = next((word.strip(".").lower() for word in sorted(head.types) if word not in ("pref", "home", "work")), "")
    if "/" in kind:
        return kind
    family = {"SOUND": "audio", "KEY": "application"}.get(head.name, "image")
    return f"{family}/{kind}" if kind.isalnum() else f"{family}/octet-stream" if family != "image" else "image/jpeg"
