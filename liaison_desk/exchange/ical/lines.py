"""Text to content lines to components: the outer grammar of iCalendar and vCalendar 1.0, forgiving and bounded.

Nothing here knows what a property means. A line that is no property is told
and dropped, or joined to the text above it when it looks like a broken fold,
so that no single line can cost the reader the rest of the file.
"""

import binascii
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from liaison_desk.exchange.ical.encoding import from_bytes, is_mended, mend

DEEPEST = 8
MOST_LINES_OF_ONE = 20_000
_MOST_PARAMETERS = 500

_NAME = re.compile(r"[A-Z0-9_.-]{1,100}")
_CONTINUED = re.compile(r"(?i)[ \t]*(?:END|BEGIN)[ \t]*:")
_ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})
_INDENTED = re.compile(
    r"(?i)[ \t]+((?:BEGIN|END|SUMMARY|DESCRIPTION|LOCATION|DTSTART|DTEND|DUE|UID|RRULE|CATEGORIES|STATUS|CLASS|PRIORITY)[ \t]*[;:])"
)
_TEXT_HEAD = re.compile(r"(?i)(SUMMARY|DESCRIPTION|LOCATION|COMMENT|X-)")
_PROPERTIES = frozenset(
    [
        "BEGIN",
        "END",
        "ACTION",
        "AALARM",
        "ATTACH",
        "ATTENDEE",
        "CALSCALE",
        "CATEGORIES",
        "CLASS",
        "COLOR",
        "COMMENT",
        "COMPLETED",
        "CONFERENCE",
        "CONTACT",
        "CREATED",
        "DALARM",
        "DAYLIGHT",
        "DCREATED",
        "DESCRIPTION",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "DUE",
        "DURATION",
        "EXDATE",
        "EXRULE",
        "FREEBUSY",
        "GEO",
        "IMAGE",
        "LAST-MODIFIED",
        "LOCATION",
        "METHOD",
        "NAME",
        "ORGANIZER",
        "PERCENT-COMPLETE",
        "PRIORITY",
        "PRODID",
        "RDATE",
        "RECURRENCE-ID",
        "RELATED-TO",
        "REPEAT",
        "REQUEST-STATUS",
        "RESOURCES",
        "RRULE",
        "SEQUENCE",
        "SOURCE",
        "STATUS",
        "SUMMARY",
        "TRANSP",
        "TRIGGER",
        "TZ",
        "TZID",
        "TZNAME",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "TZURL",
        "UID",
        "URL",
        "VERSION",
    ]
)
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "X-ALT-DESC"})

Report = Callable[..., None]
"""``report(line number, English template, **values)`` lists a problem."""


class Line(NamedTuple):
    """One unfolded content line: upper-case name, raw parameter values by upper-case name, raw value, line number."""

    name: str
    params: dict[str, str]
    value: str
    number: int
    raw: str

    def param(self, name: str) -> str:
        """Return a parameter's first value without quotes and with RFC 6868 escapes undone; "" if it is not there."""
        value = self.params.get(name, "")
        if value[:1] == '"':
            value = value[1:].partition('"')[0]
        if "^" in value:
            value = re.sub(r"\^(['n^])", lambda found: {"'": '"', "n": "\n", "^": "^"}[found[1]], value)
        return value.strip()


_OF_THE_WRITING = frozenset({"DTSTAMP", "X-SYMBIAN-DTSTAMP"})
"""What tells when an entry was written into the file and not what it says."""


@dataclass(slots=True)
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    children: "list[Component]" = field(default_factory=list)

    def walk(self) -> "Iterator[Component]":
        """Yield this component and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def first(self, name: str) -> Line | None:
        """Return the first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def raw(self) -> list[str]:
        """Return its lines as they stood, unfolded, from BEGIN to END."""
        inner = [line.raw for line in self.lines] + [raw for child in self.children for raw in child.raw()]
        return [f"BEGIN:{self.name}", *inner, f"END:{self.name}"]


def digest(components: Sequence[Component]) -> str:
    """Return a digest of what components say, the same whenever they are written."""
    whole = hashlib.blake2b(digest_size=12)
    for component in components:
        for line in component.lines:
            if line.name not in _OF_THE_WRITING:
                whole.update(line.raw.encode("utf-8", "replace") + b"\n")
        for child in component.children:
            whole.update("\n".join(child.raw()).encode("utf-8", "replace") + b"\n")
    return whole.hexdigest()


def cut(text: str, report: Report) -> Component:
    """Cut a text into components; the nameless root holds the outermost ones. Problems are told to ``report``."""
    tree = _Tree(report)
    for line in _content_lines(text, report):
        if line.name == "BEGIN":
            tree.begin(line)
        elif line.name == "END":
            tree.end(line)
        else:
            tree.add(line)
    return tree.close()


class _Tree:
    """The components that are open while a file is cut, the innermost last."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open = [Component("", 1)]
        self._too_deep = 0

    def begin(self, line: Line) -> None:
        """Open a component. Whoever forgot an END meant the entry to end where the next one begins."""
        name = line.value.strip().upper()
        if not self._too_deep and (name in _ENTRIES or name == "VCALENDAR"):
            while len(self._open) > 1 and (name == "VCALENDAR" or self._open[-1].name in _ENTRIES):
                self._missing_end(self._open.pop())
        if self._too_deep or len(self._open) > DEEPEST:
            self._too_deep += 1
            return
        child = Component(name, line.number)
        self._open[-1].children.append(child)
        self._open.append(child)

    def end(self, line: Line) -> None:
        """Close the innermost component of the name and whatever is still open inside it."""
        name = line.value.strip().upper()
        if self._too_deep:
            self._too_deep -= 1
        elif any(component.name == name for component in self._open[1:]):
            while self._open.pop().name != name:
                pass
        else:
            self._report(line.number, "This line ends a {name} that never began.", name=name[:40])

    def add(self, line: Line) -> None:
        """Put a line into the innermost component, as long as there is room in it."""
        lines = self._open[-1].lines
        if self._too_deep or len(lines) > MOST_LINES_OF_ONE:
            return
        if len(lines) == MOST_LINES_OF_ONE:
            self._report(line.number, "The entry has too many lines; the rest of it was left out.")
            line = Line("X-LIAISON-DESK-CUT", {}, "", line.number, "X-LIAISON-DESK-CUT:")
        lines.append(line)

    def close(self) -> Component:
        """Return the whole, with everything closed that the file left open."""
        for component in self._open[1:]:
            self._missing_end(component)
        return self._open[0]

    def _missing_end(self, component: Component) -> None:
        self._report(component.number, "The {name} that begins here has no end.", name=component.name[:40])


def _content_lines(text: str, report: Report) -> Iterator[Line]:
    """Unfold, decode and take apart each line."""
    clean = is_mended(text)
    last: Line | None = None
    more: list[str] = []
    for number, raw in _unfolded(text):
        if not clean and not is_mended(raw):
            declared = re.search(r"(?i)CHARSET=\"?([\w.:-]+)", raw.partition(":")[0])
            raw = mend(raw, declared[1] if declared else "")  # noqa: PLW2901 - the mended line is the line
        line = parse_line(raw, number)
        odd = line is None or (line.name not in _PROPERTIES and not raw[: len(line.name)].isupper())
        if odd and last is not None and last.name in _TEXTS:
            report(number, "This line is no field; it was added to the text above it.")
            more.append(raw.replace("\\", "\\\\"))
            continue
        if last is not None:
            yield _with_more(last, more)
        last, more = line, []
        if line is None:
            report(number, "This line could not be read: {value}", value=raw[:80])
    if last is not None:
        yield _with_more(last, more)


def _with_more(line: Line, more: list[str]) -> Line:
    """Return a text's line with the lines that turned out to belong to it."""
    if not more:
        return line
    rest = "".join("\\n" + text for text in more)
    return line._replace(value=line.value + rest, raw=line.raw + rest)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each logical line with the number of its first physical line."""
    old = re.search(r"(?im)^[ \t]*VERSION[ \t]*:[ \t]*1\.0", text[:20_000]) is not None
    lines = text.split("\n")
    indent = re.match(r"[ \t]*", next((line for line in lines if line.strip()), ""))
    if indent and indent[0]:
        lines = [line.removeprefix(indent[0]) for line in lines]
    parts: list[str] = []
    start = 0
    soft = False
    for number, raw in enumerate(lines, 1):
        if soft and not _CONTINUED.match(raw):
            parts[-1] = parts[-1].rstrip()[:-1]
            parts.append(raw)
        elif not raw:
            continue
        elif raw[0] in " \t" and parts and not (raw.isspace() and old) and not (old and _INDENTED.match(raw)):
            # vCalendar 1.0 folds a text before a blank and keeps it; iCalendar inserts one and drops it.
            parts.append(raw if old and _TEXT_HEAD.match(parts[0]) else raw[1:])
        else:
            if parts:
                yield start, "".join(parts)
            parts = [raw.strip()] if old and raw[0] in " \t" else [raw]
            start = number
        soft = raw.rstrip()[-1:] == "=" and "QUOTED-PRINTABLE" in "".join(parts[:4]).upper()
    if parts:
        yield start, "".join(parts)


def parse_line(raw: str, number: int = 0) -> Line | None:
    """Take one unfolded line apart, or return None if it is no property. Encoded text is decoded into plain text."""
    head, colon, value = raw.partition(":")
    if '"' in head:
        place = _colon(raw)
        head, colon, value = raw[:place], raw[place : place + 1], raw[place + 1 :]
    if not colon:
        return None
    if ";" not in head:
        name = head.strip().upper()
        return Line(name, {}, value, number, raw) if name in _PROPERTIES or _NAME.fullmatch(name) else None
    name, *texts = _split(head) if '"' in head else head.split(";")
    name = name.strip().upper()
    if name not in _PROPERTIES and not _NAME.fullmatch(name):
        return None
    params: dict[str, str] = {}
    for text in texts[:_MOST_PARAMETERS]:
        key, equals, word = text.partition("=")
        key, word = key.strip().upper(), word.strip()
        if not equals and key in {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"}:
            key, word = "ENCODING", key
        if key:
            params[key] = f"{params[key]},{word}" if key in params else word
    line = Line(name, params, value, number, raw)
    return _decoded(line) if "ENCODING" in params else line


def _colon(raw: str) -> int:
    """Return the place of the first colon outside quotes, or of the first at all if the quotes never close."""
    quoted = False
    for place, character in enumerate(raw):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return place
    place = raw.find(":")
    return place if place >= 0 else len(raw)


def _split(head: str) -> list[str]:
    return re.findall(r'(?:[^";]|"[^"]*"?)+', head)


def _decoded(line: Line) -> Line:
    """Undo quoted-printable, and base64 where it hides text; the line then looks as if it had been written plainly."""
    encoding = line.params["ENCODING"].upper()
    charset = line.param("CHARSET")
    if encoding == "QUOTED-PRINTABLE":
        data = binascii.a2b_qp(line.value.encode("utf-8", "surrogateescape"))
    elif encoding in {"BASE64", "B"} and line.name != "ATTACH" and not {"FMTTYPE", "VALUE"} & line.params.keys():
        try:
            data = binascii.a2b_base64(line.value)
        except ValueError:
            return line
    else:
        return line
    text = re.sub(r"\\(?![;,\\nN])", r"\\\\", from_bytes(data, charset))
    value = re.sub(r"\r\n|\r|\n", r"\\n", text)
    value = re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", value)
    params = {key: word for key, word in line.params.items() if key not in {"ENCODING", "CHARSET"}}
    words = "".join(f";{key}={word}" if word else "" for key, word in params.items())
    return line._replace(params=params, value=value, raw=f"{line.name}{words}:{value}")


def unescape(value: str) -> str:
    """Return the text a value stands for (RFC 5545 §3.3.11); a backslash before anything else stays."""
    if "\\" not in value:
        return value
    return re.sub(r'\\([\\;,:"nN])', lambda found: "\n" if found[1] in "nN" else found[1], value)


def escape(text: str) -> str:
    """Return a text as a value; what a line cannot hold (control characters) is left out."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def parts_of(value: str, separators: str = ",") -> list[str]:
    """Split a value at separators that no backslash guards; each part is unescaped, blank ones are dropped."""
    if "\\" not in value:
        pieces = re.split(f"[{separators}]", value)
    else:
        pieces = re.findall(rf"(?:[^\\{separators}]|\\.)+", value, re.DOTALL)
    return [text for piece in pieces if (text := unescape(piece).strip())]


def param_text(value: Any) -> str:
    """Return a parameter's value as written: escaped by RFC 6868 and quoted where it must be."""
    text = str(value).replace("\r\n", "\n").replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    text = re.sub("[\x00-\x08\x0a-\x1f\x7f]", "", text)
    return f'"{text}"' if re.search("[:;,]", text) or text != text.strip() else text


def fold(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, never inside a character, with its line ends.

    A line break that a text smuggled in becomes a blank: a value can never begin a line of its own.
    """
    line = re.sub(r"[\r\n]+", " ", line)
    if line.isascii() and len(line) <= 75:
        return line + "\r\n"
    data = line.encode("utf-8", "replace")
    pieces: list[bytes] = []
    begin, room = 0, 75
    while len(data) - begin > room:
        end = begin + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[begin:end])
        begin, room = end, 74
    pieces.append(data[begin:])
    return b"\r\n ".join(pieces).decode("utf-8") + "\r\n"
