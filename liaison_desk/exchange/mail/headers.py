"""What header fields say: words in foreign scripts (RFC 2047), parameters (RFC 2231), dates; and the same as programs miswrite them."""

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote_to_bytes

from liaison_desk.exchange.charsets import clean, decode, guess, guess_beside
from liaison_desk.exchange.mail.mime import Part, from_base64

MAX_FIELD = 60_000  # bytes of one field that are read; the patterns below stay fast on so much

# Where another word begins the first one is over: else a field full of beginnings would be read anew from each of them.
WORD = re.compile(
    r"=\?([^?*\s]{0,60}[^?*]{0,10})(?:\*[^?]{0,30})?\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=)){0,5000})\?="
)
_CONTINUED = re.compile(r"^(.*?)\*(\d{1,3})(\*?)$")
_PARAMETER = re.compile(r"""([^\s=;"]{1,80})\s{0,20}=\s{0,20}("(?:[^"\\]|\\.)*"?|[^;]*)""", re.DOTALL)
_MISSING_SEMICOLON = re.compile(r"""(\s)(?=(?:boundary|charset|name|filename)\*?\d*\*?=)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A header value with parameters: ``text/plain; charset=…``. Names and the value are lower case."""

    value: str
    parameters: dict[str, str]


def raw_text(value: bytes, beside: str = "") -> str:
    """Return a field's bytes as text, encoded words left as they are: they stand in ASCII, but some programs send raw ones.

    ``beside`` is the charset of the text below.
    """
    return clean(guess_beside(value[:MAX_FIELD], beside))


def text_of(value: bytes | None, beside: str = "") -> str:
    """Return an unstructured field (a subject) as a reader sees it; runs of blanks become one."""
    return " ".join(words(raw_text(value or b"", beside)).split())


def charset_below(part: Part) -> str:
    """Return the charset that a mail's text, or the first of its parts that says so, is in; empty where none does."""
    while True:
        charset = value_of(part.header("content-type")).parameters.get("charset", "")
        if charset or not part.parts:
            return charset
        part = part.parts[0]


def words(text: str) -> str:
    """Return the text with its encoded words decoded.

    Neighbours in one charset are joined before decoding, because programs cut characters in two between words.
    """
    out: list[str] = []
    position = 0
    charset = ""
    pending: list[tuple[str, str]] = []
    for match in WORD.finditer(text):
        between, position = text[position : match.start()], match.end()
        named, encoding, content = match.group(1).strip().lower(), match.group(2).lower(), match.group(3)
        if between.strip() or named != charset or not content.isascii():
            out.append(decode(_bytes_of(pending), charset))
            pending = []
        # Blanks between two encoded words are only there to fold the line.
        if between.strip() or match.start() == len(between):
            out.append(between)
        charset = named
        if content.isascii():
            pending.append((encoding, content))
        else:
            out.append(_half_encoded(content, named))
    return clean("".join([*out, decode(_bytes_of(pending), charset), text[position:]]))


def _bytes_of(coded: list[tuple[str, str]]) -> bytes:
    """Return the bytes of neighbouring encoded words; base64 is joined first, it may be cut anywhere."""
    out = b""
    for encoding, group in groupby(coded, key=itemgetter(0)):
        content = "".join(content for _, content in group)
        out += from_base64(content.encode("ascii")) if encoding == "b" else _from_q(content)
    return out


def _from_q(content: str) -> bytes:
    return binascii.a2b_qp(content.replace("_", " ").replace("\n", "").encode("ascii"), header=False)


def _half_encoded(content: str, charset: str) -> str:
    """Decode a word whose program forgot to encode some letters: those are read already."""
    return re.sub(r"[\x00-\x7f]+", lambda run: decode(_from_q(run.group()), charset), content)


def value_of(raw: bytes | None) -> Value:
    """Read a field such as Content-Type or Content-Disposition with its parameters."""
    text = raw_text(raw or b"").strip()
    head, semicolon, rest = text.partition(";")
    if not semicolon or "=" in head:
        head, _, rest = _MISSING_SEMICOLON.sub(";", text).partition(";")
    parameters: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(rest):
        name, value = match.group(1).lower(), _unquoted(match.group(2).strip())
        continued = _CONTINUED.match(name)
        if continued:
            number, encoded = int(continued.group(2)), bool(continued.group(3))
            pieces.setdefault(continued.group(1), {})[number] = (value, encoded)
        elif name.endswith("*"):
            pieces.setdefault(name[:-1], {})[0] = (value, True)
        else:
            parameters.setdefault(name, clean(words(value)))
    for name, numbered in pieces.items():
        parameters[name] = _joined(numbered)
    return Value(head.strip().lower().strip('"'), parameters)


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        value = value[1:].removesuffix('"')
        return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
    return value


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    """Put the numbered pieces of an RFC 2231 parameter together; the charset stands before the first two apostrophes."""
    charset = ""
    raw = b""
    for number in sorted(numbered):
        value, encoded = numbered[number]
        if encoded and not raw and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw += unquote_to_bytes(value) if encoded else value.encode("utf-8")
    text = decode(raw, charset) if charset else guess(raw)
    return clean(words(text))


def boundary_of(part: Part) -> bytes | None:
    """Return the boundary between a part's parts: b"" if it must be guessed, ``None`` if the part has none."""
    kind = value_of(part.header("content-type"))
    if not kind.value.startswith("multipart"):
        return None
    return kind.parameters.get("boundary", "").encode("utf-8", "replace")


def date_of(raw: bytes | None) -> datetime | None:
    """Return the instant of a Date field with its offset; a field that names no offset is taken as UTC. ``None`` if unreadable."""
    text = re.sub(r"\([^()]*\)", " ", raw_text((raw or b"")[:200])).strip()
    for attempt in (text, re.sub(r"[.,](?=\d\d)", ":", text), re.sub(r"\s+(?=[+-]?\d{0,4}\s*$)", " ", text)):
        try:
            at = parsedate_to_datetime(attempt)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
