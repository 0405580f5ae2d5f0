"""The records of an LDIF file (RFC 2849): folded lines, base64, values that stand elsewhere, changes of a directory."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from liaison_desk.exchange.result import LineProblem
from liaison_desk.exchange.vcard.photos import picture_line

_LINE = re.compile(r"([A-Za-z0-9][\w.;=*-]{0,99}):([:<]?) ?(.*)", re.DOTALL)
_CALLED = re.compile(r"\s*([\w.-]+)\s*=((?:\\.|[^,+\\])*)", re.DOTALL)
_ESCAPED = re.compile(r"((?:\\[0-9A-Fa-f]{2})+)|\\(.)", re.DOTALL)
_SIGN = re.compile(r'[,=+"\\<>;#]')
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURES = frozenset({"jpegphoto", "thumbnailphoto", "photo"})


@dataclass(slots=True)
class DirectoryRecord:
    """One record: the line it begins on (0 = nothing was read yet) and its values by attribute, in small letters with its options.

    ``pictures`` are lines of a card, with the attributes they stood in; ``binary`` are attributes of what is neither text nor picture.
    """

    line: int = 0
    values: dict[str, list[str]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    binary: list[str] = field(default_factory=list)

    def first(self, name: str) -> str:
        """Return the first value of an attribute that says something, "" if there is none."""
        return next(filter(None, self.values.get(name, ())), "")

    @property
    def changes(self) -> bool:
        """Tell whether the record changes an entry that a directory has, instead of being one."""
        return self.first("changetype").lower() not in {"", "add"}

    def called(self, attribute: str = "") -> str:
        """Return what the name of the record in its directory begins with: any value, or only that of one attribute."""
        found = _CALLED.match(self.first("dn"))
        if found is None or attribute not in ("", found[1].lower()):
            return ""
        return _ESCAPED.sub(_unescaped, found[2]).strip()


def bare(name: str) -> str:
    """Return an attribute without its options (RFC 4512, 2.5.2)."""
    return name.partition(";")[0]


def name_of(dn: str) -> str:
    """Return a distinguished name as it is compared: without case and the blanks around its signs (RFC 4517, 4.2.15).

    A sign that is escaped by its number is the one behind a backslash (RFC 4514, 2.4).
    """
    plain = _ESCAPED.sub(lambda found: _SIGN.sub(r"\\\g<0>", _unescaped(found)), dn)
    return "".join(part.strip() for part in re.split("([,=+])", plain)).casefold()


def records(text: str, problems: list[LineProblem]) -> Iterator[DirectoryRecord]:
    """Yield the records of a file. What of a record cannot be taken is added to the problems; nothing is ever fetched."""
    record = DirectoryRecord()
    for number, line in _lines(text):
        begins = line[:3].lower() == "dn:" and "dn" in record.values  # the blank line before is missing
        if record.line and (begins or not line.strip()):
            yield record
            record = DirectoryRecord()
        if line.strip() and not line.startswith("#"):
            _take(record, number, line, problems)
    if record.line:
        yield record


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; those that begin with a blank go on with the line before, unless that is blank."""
    begun, goes_on = 0, False
    parts = [""]
    for number, line in enumerate(text.split("\n"), 1):
        if goes_on and line.startswith(" "):
            parts.append(line[1:])
            continue
        yield begun, "".join(parts)
        begun, parts, goes_on = number, [line], bool(line.strip())
    yield begun, "".join(parts)


def _take(record: DirectoryRecord, number: int, line: str, problems: list[LineProblem]) -> None:
    found = _LINE.fullmatch(line)
    if found is None:
        if line.strip() != "-" or not record.changes:  # a dash parts the changes of one record
            problems.append(LineProblem(number, "This line is no attribute of LDIF: {text}", {"text": line[:80]}))
        return
    attribute, *options = found[1].lower().split(";")
    name, mark, value = ";".join((attribute, *sorted(options))), found[2], found[3].strip()
    if name == "version" and not record.line:
        return
    record.line = record.line or number
    if mark == "<":
        said = "The value of {name} stands elsewhere and is not fetched: {text}"
        problems.append(LineProblem(number, said, {"name": name, "text": value[:80]}))
    elif mark == ":":
        data = _decoded(value)
        if data is None:
            said = "The value of {name} is damaged and was left out: {text}"
            problems.append(LineProblem(number, said, {"name": name, "text": value[:80]}))
        elif attribute in _PICTURES and (picture := picture_line(data)):
            record.pictures[picture] = name
        elif (text := _text(data)) is None:
            record.binary.append(name)
        else:
            record.values.setdefault(name, []).append(text.strip())
    else:
        record.values.setdefault(name, []).append(value)


def _decoded(value: str) -> bytes | None:
    """Return what base64 stands for, also without the signs that fill its end; ``None`` if it is damaged."""
    packed = "".join(value.split())
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (ValueError, binascii.Error):
        return None


def _text(data: bytes) -> str | None:
    """Return bytes as text, in UTF-8 or else as Windows writes it; ``None`` if they are no text."""
    for charset in ("utf-8", "cp1252"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        return None if _NO_TEXT.search(text) else text
    return None


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[1].replace("\\", "")).decode("utf-8", "replace") if found[1] else found[2]
