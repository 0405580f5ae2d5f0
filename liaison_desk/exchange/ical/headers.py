"""The head every written entry has: UID, time stamps and marking; and the care taken with lines that were only kept."""

from collections.abc import Iterable, Iterator

from liaison_desk.domain.record import Record
from liaison_desk.exchange.ical.lines import escape
from liaison_desk.exchange.ical.reading import NO_TIME
from liaison_desk.exchange.ical.values import utc_text
from liaison_desk.exchange.ical.wording import OWN

SEEN = OWN + "SEEN"
"""A line that only the desk keeps with a record: what a file last said of it, and when that was written."""


def head_lines(record: Record, uid: str | None = None) -> list[str]:
    """Return UID, DTSTAMP, CREATED and LAST-MODIFIED; without a time of change DTSTAMP says 1970, to stay the same each time."""
    lines = [f"UID:{escape(record.uid if uid is None else uid)}", f"DTSTAMP:{utc_text(record.updated_at or NO_TIME)}"]
    lines += [f"CREATED:{utc_text(record.created_at)}"] if record.created_at else []
    lines += [f"LAST-MODIFIED:{utc_text(record.updated_at)}"] if record.updated_at else []
    return lines


def marking_line(record: Record) -> str:
    """Return the marking as a line of the desk's own; an empty one says unmarked, which an import must not change."""
    return f"{OWN}MARKING:{escape(record.marking.encode() if record.marking else '')}"


def own_line(name: str, text: str) -> list[str]:
    """Return a text only this desk knows as a line of its own, or nothing if it is empty."""
    return [f"{OWN}{name}:{escape(text)}"] if text else []


def property_of(raw: str) -> str:
    """Return the property name of a raw line."""
    return raw.partition(":")[0].partition(";")[0].strip().upper()


def plain_and_parts(extra: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return an entry's kept lines, and apart from them those of components inside it, as far as these are whole."""
    lines = list(extra)
    plain: list[str] = []
    parts: list[str] = []
    place = 0
    while place < len(lines):
        name = property_of(lines[place])
        size = _component_size(lines[place:]) if name == "BEGIN" else 0
        parts += lines[place : place + size]
        if name not in {"BEGIN", "END"}:
            plain.append(lines[place])
        place += max(size, 1)
    return plain, parts


def kept_lines(plain: Iterable[str], taken: frozenset[str]) -> Iterator[str]:
    """Yield the kept lines that may be written back: no second line of a property just written, nothing that is no line."""
    for raw in plain:
        name = property_of(raw)
        if name and ":" in raw and name not in taken and name not in {"BEGIN", "END", SEEN}:
            yield raw


def _component_size(lines: list[str]) -> int:
    """Return how many lines the component at the beginning has, 0 if it never ends as it should."""
    open_names: list[str] = []
    for place, raw in enumerate(lines):
        name, value = property_of(raw), raw.partition(":")[2].strip().upper()
        if name == "BEGIN":
            open_names.append(value)
        elif name == "END":
            if open_names.pop() != value:
                return 0
            if not open_names:
                return place + 1
    return 0
