"""The parts of a mail: bytes cut at header lines and boundaries, and the transfer encodings undone.

Python's own parser is not used: it reads text in the declared charset before anyone can correct the charset, and its
time grows with the square of the nesting. This one is bounded in depth and in number of parts.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_DEPTH = 20
MAX_PARTS = 500
MAX_HEADERS = 2000

_LINE = re.compile(rb"[^\n]*\n?")
_HEADER = re.compile(rb"^([!-9;-~]+)[ \t]*:(.*)$", re.DOTALL)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_UUENCODED = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\n]*\n")


@dataclass(slots=True)
class Part:
    """A part of a mail: its header fields as written (names lower case), its body as sent, and the parts inside it."""

    headers: list[tuple[str, bytes]] = field(default_factory=list)
    body: bytes = b""
    parts: list["Part"] = field(default_factory=list)

    def header(self, name: str) -> bytes | None:
        """Return the first field of that name that says anything; ``None`` if there is none."""
        found = self.all(name)
        return next((value for value in found if value.strip()), found[0] if found else None)

    def all(self, name: str) -> list[bytes]:
        """Return every field of that name, in order."""
        return [value for known, value in self.headers if known == name]


@dataclass(slots=True)
class Limits:
    """What is left of the parts a mail may have; ``reached`` tells that some were left out."""

    parts: int = MAX_PARTS
    reached: bool = False


BoundaryOf = Callable[[Part], bytes | None]


def read_headers(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """Return the header fields (unfolded) and where the body begins.

    A line that is no header and continues none ends the headers, as if the empty line before the body had been lost.
    """
    headers: list[tuple[str, bytes]] = []
    position = 0
    while position < len(data) and len(headers) < MAX_HEADERS:
        match = _LINE.match(data, position)
        assert match
        line = match.group()
        bare = line.rstrip(b"\r\n")
        if not bare:
            return headers, match.end()
        if bare[:1] in (b" ", b"\t"):
            if headers:
                name, value = headers[-1]
                headers[-1] = (name, value + bare if len(value) < 1_000_000 else value)
        elif found := _HEADER.match(bare):
            headers.append((found.group(1).decode("ascii").lower(), found.group(2)))
        elif headers or not bare.startswith((b"From ", b">From ")):
            return headers, position
        position = match.end()
    return headers, position


def parse(data: bytes, limits: Limits, multipart_boundary: BoundaryOf, depth: int = 0) -> Part:
    """Cut a mail (or a part of one) into its parts.

    ``multipart_boundary`` reads a part's boundary from its headers: b"" guesses it, ``None`` means the part is not multipart.
    """
    headers, start = read_headers(data)
    part = Part(headers, data[start:])
    boundary = multipart_boundary(part)
    if boundary is None:
        return part
    if depth >= MAX_DEPTH:
        limits.reached = True
        return part
    for piece in _pieces(part.body, boundary):
        if limits.parts <= 0:
            limits.reached = True
            break
        limits.parts -= 1
        part.parts.append(parse(piece, limits, multipart_boundary, depth + 1))
    return part


def _pieces(body: bytes, boundary: bytes) -> list[bytes]:
    if not boundary:
        guessed = re.search(rb"^--([^\r\n]{1,200}?)[ \t]*\r?$", body, re.MULTILINE)
        if not guessed:
            return []
        boundary = guessed.group(1)
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    cuts = list(line.finditer(body))
    if not cuts:
        return []
    pieces: list[bytes] = []
    # Some programs write text before the first boundary that they mean to be read ("Hi" above the attachments).
    preamble = body[: cuts[0].start()].strip()
    if preamble and not _is_boilerplate(preamble):
        pieces.append(b"\n" + preamble)
    for number, cut in enumerate(cuts):
        if cut.group(1):
            break
        end = cuts[number + 1].start() if number + 1 < len(cuts) else len(body)
        piece = body[cut.end() : end]
        pieces.append(piece[:-2] if piece.endswith(b"\r\n") else piece.removesuffix(b"\n"))
    return pieces


def _is_boilerplate(preamble: bytes) -> bool:
    words = preamble.lower()
    return b"mime" in words or b"multi-part" in words or b"multipart" in words or b"encapsulated" in words


def payload(body: bytes, encoding: str) -> bytes:
    """Return a part's body with its transfer encoding undone, as far as it can be."""
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(b"\n".join(line.rstrip(b" \t\r") for line in body.split(b"\n")))
    if encoding in ("x-uuencode", "uuencode", "x-uue"):
        return _from_uuencode(body)
    return body


def from_base64(text: bytes) -> bytes:
    """Decode base64 with line breaks, stray characters, lost or misplaced padding."""
    out: list[bytes] = []
    for run in re.split(rb"=+", text):
        letters = _NOT_BASE64.sub(b"", run)
        if len(letters) % 4 == 1:
            letters = letters[:-1]
        out.append(base64.b64decode(letters + b"=" * (-len(letters) % 4)))
    return b"".join(out)


def _from_uuencode(body: bytes) -> bytes:
    begin = re.search(_UUENCODED.pattern, body, re.MULTILINE)
    if not begin:
        return body
    out: list[bytes] = []
    for line in body[begin.end() :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            break
    return b"".join(out)
