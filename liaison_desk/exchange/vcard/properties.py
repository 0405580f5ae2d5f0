"""One vCard property as a value, its text escapes, and its canonical line; what both directions share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PREFIX = "X-LIAISON-DESK-"
STATE = PREFIX + "STATE"
ASSISTANT = PREFIX + "ASSISTANT"

# Types written as an attribute without "TYPE=" that are other parameters in truth (vCard 2.1).
_BARE = {
    "QUOTED-PRINTABLE": "ENCODING",
    "BASE64": "ENCODING",
    "8BIT": "ENCODING",
    "7BIT": "ENCODING",
    "INLINE": "VALUE",
    "URL": "VALUE",
    "URI": "VALUE",
    "CONTENT-ID": "VALUE",
    "CID": "VALUE",
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_NOT_NAME = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Property:
    """A property. ``value`` still carries its escapes; quoted-printable, base64 text and charset are undone.

    ``parameters`` maps upper-case names to their values; ``group`` is the part before the dot (``item1``).
    """

    name: str
    value: str
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    line: int = 0

    @property
    def types(self) -> frozenset[str]:
        """The TYPE values in lower case; lists in one value (``"work,voice"``) are taken apart."""
        return frozenset(
            word.strip().lower()
            for value in self.parameters.get("TYPE", ())
            for word in value.split(",")
            if word.strip()
        )

    @property
    def text(self) -> str:
        """The value as a person reads it, stripped."""
        return unescape(self.value).strip()

    @property
    def line_text(self) -> str:
        """The value on one line, for what is one line by nature: a title, a number."""
        return one_line(self.text)

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, or an empty text."""
        return next(iter(self.parameters.get(name, ())), "")

    def parts(self) -> list[str]:
        """Return the fields between semicolons, unescaped and stripped."""
        return [unescape(part).strip() for part in split(self.value, ";")]

    def canonical(self) -> str:
        """Return the property as one unfolded line of vCard 3.0 and 4.0."""
        return line(self.name, self.value, self.parameters, self.group)


def one_line(text: str) -> str:
    """Return text with every run of line ends and blanks around them as one blank."""
    return " ".join(part.strip() for part in text.splitlines()) if "\n" in text else text


def unescape(value: str) -> str:
    r"""Return text without its backslash escapes; a backslash before any other character stays (``C:\\dir``)."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(_unescaped, value)


def _unescaped(match: re.Match[str]) -> str:
    character = match[1]
    if character in "nN":
        return "\n"
    return character if character in '\\,;:"' else match[0]


def escape(text: str, also: str = ",;") -> str:
    """Return text as a value: backslashes, line ends and the characters of ``also`` escaped."""
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    for character in also:
        text = text.replace(character, "\\" + character)
    return text


def split(value: str, separator: str) -> list[str]:
    """Cut a value at its unescaped separators; the pieces keep their escapes."""
    if "\\" not in value:
        return value.split(separator)
    pieces: list[str] = []
    start = at = 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == separator:
            pieces.append(value[start:at])
            start = at + 1
        at += 1
    pieces.append(value[start:])
    return pieces


def structured(*parts: str) -> str:
    """Return fields as one value between semicolons."""
    return ";".join(escape(part) for part in parts)


def line(name: str, value: str, parameters: Mapping[str, Iterable[str]] | None = None, group: str = "") -> str:
    """Return one unfolded content line. ``value`` is escaped already; parameters are quoted here (RFC 6868)."""
    head = f"{group}.{name}" if group else name
    for key, values in (parameters or {}).items():
        shown = ",".join(_quoted(value) for value in values if value)
        if shown:
            head += f";{key}={shown}"
    # Escaped values have no line ends any more; those that other programs brought along may.
    value = value.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")
    return f"{head}:{value}"


def _quoted(value: str) -> str:
    # A carriage return alone ends a line for many readers, so none may be left in one.
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if any(character in value for character in ",;:\\") else value


def text_line(name: str, text: str, parameters: Mapping[str, Iterable[str]] | None = None, group: str = "") -> str:
    """Return the content line of a text property."""
    return line(name, escape(text), parameters, group)


def parse_line(text: str, number: int = 0) -> Property | None:
    """Read one unfolded line; ``None`` if it has no name and colon."""
    colon = find_colon(text)
    if colon <= 0:
        return None
    return parse_head(text[:colon], text[colon + 1 :], number)


def find_colon(text: str) -> int:
    """Return where the value begins (its colon), or -1. Quoted parameters may hold colons; an open quote counts for nothing."""
    first = text.find(":")
    quote = text.find('"', 0, first)
    if quote < 0:
        return first
    quoted = escaped = False
    for at, character in enumerate(text):
        if escaped:
            escaped = False
        elif character == "\\" and not quoted:
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return at
    return first


def parse_head(head: str, value: str, number: int = 0) -> Property:
    """Read the part before the colon: group, name and parameters of any version."""
    first, *rest = _cut(head, ";")
    group, _, name = first.strip().rpartition(".")
    parameters: dict[str, tuple[str, ...]] = {}
    for piece in rest[:100]:
        key, equals, values = piece.partition("=")
        key = key.strip().upper()
        if not equals:
            bare = unescape(key).strip()
            if not bare or bare in ("\\", ";", ":"):
                continue
            key, values = _BARE.get(bare, "TYPE"), piece.strip()
        key = _NOT_NAME.sub("-", key) or "X"
        parameters[key] = parameters.get(key, ()) + tuple(_unquoted(value) for value in _cut(values, ","))
    return Property(_NOT_NAME.sub("-", name.upper()), value, parameters, _NOT_NAME.sub("-", group), number)


def _cut(text: str, separator: str) -> list[str]:
    if '"' not in text and "\\" not in text:
        return text.split(separator)
    pieces, start, quoted, escaped = [], 0, False, False
    closed = text.count('"') % 2 == 0
    for at, character in enumerate(text):
        if escaped:
            escaped = False
        elif character == "\\" and not quoted:
            escaped = True
        elif character == '"' and closed:
            quoted = not quoted
        elif character == separator and not quoted:
            pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    return pieces


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return _CARET.sub(lambda match: _CARETS[match[1]], value)
