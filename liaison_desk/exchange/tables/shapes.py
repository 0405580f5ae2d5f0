"""Records to named cells and back, by the types of their fields; what points to other records stays out, for numbers differ from desk to desk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.headings import heading_key, headings_table
from liaison_desk.domain.record import Record
from liaison_desk.exchange.tables.cells import date_of, is_yes, list_of, listed, wall_time_of
from liaison_desk.exchange.tables.common import RowReading, pair_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.exchange.tables.headings import Cells, load_vocabulary
from liaison_desk.exchange.tables.rows import Parts, entries_of, inner_entry, inner_text, text_of
from liaison_desk.foundation.core.errors import UnreadableError

T = TypeVar("T")
_HEAD = frozenset(one.name for one in fields(Record))
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """How the entries of a list stand in a cell: which fields come first, in order, and which behind a name.

    A field of two languages is named by its sides (``text.host``). ``within`` are lists within an entry: each of their entries is a part
    behind that name.
    """

    kind: Any
    heads: tuple[str, ...]
    named: Mapping[str, str]
    within: Mapping[str, tuple[str, "Listed"]]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A field: its name, its type without ``None``, whether it may be ``None``, what it is otherwise."""

    name: str
    type: Any
    optional: bool
    default: Any


@cache
def _typed(kind: Any) -> Mapping[str, _Typed]:
    hints = get_type_hints(kind)
    found = {}
    for one in fields(kind):
        choices = [each for each in get_args(hints[one.name]) if each is not NoneType]
        optional = NoneType in get_args(hints[one.name])
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        found[one.name] = _Typed(one.name, choices[0] if optional else hints[one.name], optional, default)
    return found


def _own(kind: Any, left: Iterable[str]) -> Iterator[_Typed]:
    """Yield the fields of a record that a table tells: not its head, and no number of another record."""
    for name, one in _typed(kind).items():
        if name not in _HEAD and not name.endswith("_id") and name not in left:
            yield one


# Out


def fields_of(record: Record, lists: Mapping[str, Listed], left: Iterable[str] = ()) -> dict[str, str]:
    """Return the cells of a record's own fields, without those that are ``left`` to whoever calls."""
    row: dict[str, str] = {}
    for one in _own(type(record), left):
        value = getattr(record, one.name)
        if isinstance(value, Bilingual):
            row |= pair_of(one.name, value)
        elif one.name in lists:
            row[one.name] = text_of(parts_of(entry, lists[one.name]) for entry in value)
        elif isinstance(value, tuple):
            row[one.name] = list_of(value)
        else:
            row[one.name] = plain(value)
    return row


def parts_of(entry: Any, shape: Listed) -> Parts:
    """Return an entry of a list as the parts of its line."""
    heads = tuple(_part(entry, path) for path in shape.heads)
    defaults = _typed(shape.kind)
    named = [
        (name, said)
        for name, path in shape.named.items()
        if (said := _part(entry, path))
        and getattr(entry, path.partition(".")[0]) != defaults[path.partition(".")[0]].default
    ]
    for name, (field, inner) in shape.within.items():
        named += [(name, inner_text(parts_of(one, inner))) for one in getattr(entry, field)]
    return Parts(heads, tuple(named))


def _part(entry: Any, path: str) -> str:
    name, _, side = path.partition(".")
    value = getattr(entry, name)
    return getattr(value, side) if side else ", ".join(value) if isinstance(value, tuple) else plain(value)


def plain(value: Any) -> str:
    """Return a single value as a cell says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return when(value)
    return value.isoformat() if isinstance(value, date) else str(value)


# In


def said_of(
    kind: Any, cells: Cells, reading: RowReading, lists: Mapping[str, Listed], left: Iterable[str] = ()
) -> dict[str, Any]:
    """Return what a row says of the fields of a record; what it does not say is left out.

    A single value nobody understands is listed and left out. Raises UnreadableError for a list of which a line is not understood, and for a
    value that has no default.
    """
    said: dict[str, Any] = {}
    for one in _own(kind, left):
        if one.type is Bilingual:
            text = reading.pair(cells, one.name)
            said |= {one.name: text} if text else {}
        elif written := cells.get(one.name):
            heading = load_vocabulary(cells_kind(kind)).english(one.name)
            if one.name in lists:
                said[one.name] = tuple(entries_in(written, lists[one.name], reading, heading))
            elif get_origin(one.type) is tuple:
                said[one.name] = listed(written)
            else:
                try:
                    said[one.name] = _value(one.type, written, reading)
                except UnreadableError as error:
                    if one.default is MISSING:
                        raise
                    reading.tell(cells, "{heading} stays as it was: {reason}", heading=heading, reason=error)
    return said


def cells_kind(kind: Any) -> str:
    """Return the name of the tables of a kind of records."""
    return _KINDS[kind.__name__]


_KINDS = {
    "Arrangement": "arrangements", "Opportunity": "opportunities", "Visit": "visits", "Validity": "validities", "Disclosure": "disclosures",
    "Gift": "gifts", "Amendment": "amendments",
}  # fmt: skip


def entries_in(
    text: str, shape: Listed, reading: RowReading, heading: str, mended: Callable[[Parts], Parts] = lambda parts: parts
) -> Iterator[Any]:
    """Yield the entries of a cell, each as its ``mended`` line says it; raises UnreadableError that names the line."""
    for number, parts in enumerate(entries_of(text), 1):
        try:
            yield entry_of(mended(parts), shape, reading)
        except UnreadableError as error:
            said = "Line {n} of {heading}: {reason}"
            raise UnreadableError(said, n=number, heading=heading, reason=error) from error


def entry_of(parts: Parts, shape: Listed, reading: RowReading) -> Any:
    """Return the entry of a list that the parts of a line say; raises UnreadableError."""
    values: dict[str, Any] = {}
    if len(parts.heads) > len(shape.heads):
        raise UnreadableError(
            "There are more than {n} parts. A stroke that belongs to a text has a backslash before it.",
            n=len(shape.heads),
        )
    for path, said in zip(shape.heads, parts.heads, strict=False):
        _put(values, shape.kind, path, said, reading)
    within: dict[str, list[Any]] = {}
    for name, said in parts.named:
        if name in shape.within:
            field, inner = shape.within[name]
            within.setdefault(field, []).append(entry_of(inner_entry(said), inner, reading))
        elif name in shape.named:
            _put(values, shape.kind, shape.named[name], said, reading)
        else:
            raise UnreadableError("“{name}” says nothing here.", name=name)
    missing = {
        name: _nothing(one) for name, one in _typed(shape.kind).items() if one.default is MISSING and name not in values
    }
    return shape.kind(**{**missing, **values, **{field: tuple(found) for field, found in within.items()}})


def _nothing(one: _Typed) -> Any:
    if one.type is date:
        raise UnreadableError("A date is missing.")
    return one.type()


def _put(values: dict[str, Any], kind: Any, path: str, said: str, reading: RowReading) -> None:
    name, _, side = path.partition(".")
    one = _typed(kind)[name]
    if side:
        old = values.get(name, Bilingual())
        values[name] = Bilingual(said, old.home) if side == "host" else Bilingual(old.host, said)
    elif get_origin(one.type) is tuple:
        values[name] = tuple(filter(None, (each.strip() for each in said.replace("、", ",").split(","))))
    elif said:
        values[name] = _value(one.type, said, reading)


def _value(kind: Any, text: str, reading: RowReading) -> Any:
    """Return what a single value is; raises UnreadableError."""
    reader = _READERS.get(kind)
    return reader(text, reading) if reader is not None else word_of(kind, text)


def word_of(kind: Any, text: str) -> Any:
    """Return the word out of a few that a text means, in either language; raises UnreadableError."""
    known = _words(kind).get(heading_key(text))
    if known is None:
        choices = ", ".join(one.value for one in kind)
        raise UnreadableError("“{text}” is none of {choices}.", text=text[:_SHOWN], choices=choices)
    return known


@cache
def _words(kind: Any) -> Mapping[str, Any]:
    told: Mapping[str, Sequence[str]] = headings_table("words").get(kind.__name__, {})
    found = {heading_key(word): kind(value) for value, words in told.items() for word in words}
    return found | {heading_key(one.value): one for one in kind}


def _day(text: str, reading: RowReading) -> date:
    found = date_of(text, days_first=reading.days_first)
    if found is None:
        raise UnreadableError("“{text}” is no date. Write it as 2026-11-24.", text=text[:_SHOWN])
    return found


def _moment(text: str, reading: RowReading) -> datetime:
    found = wall_time_of(text, days_first=reading.days_first)
    if found is None:
        raise UnreadableError("“{text}” is no date. Write it as 2026-11-24.", text=text[:_SHOWN])
    return found


def _number(text: str, _reading: RowReading) -> int:
    digits = text.replace(",", "").strip()
    if not digits.lstrip("-").isdecimal() or len(digits) > 9:
        raise UnreadableError("“{text}” is no whole number.", text=text[:_SHOWN])
    return int(digits)


_READERS: Mapping[Any, Callable[[str, RowReading], Any]] = {
    str: lambda text, _reading: text,
    int: _number,
    bool: lambda text, _reading: is_yes(text),
    date: _day,
    datetime: _moment,
}
