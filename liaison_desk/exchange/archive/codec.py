"""Dataclasses to JSON values and back, driven by their type hints alone, so that a new field needs no new code.

Fields at their defaults are not written. Reading is strict: a field that is unknown, of another type or missing is told
with its path; a wrong value gives way to the field's default, and without a default the whole value is refused.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from liaison_desk.domain.dates import year_problems
from liaison_desk.exchange.result import MOST_PROBLEMS, LineProblem, told

# Which dates are instants (aware, UTC); every other datetime is a wall time (naive) beside its zone.
INSTANTS = frozenset(
    (
        "created_at",
        "updated_at",
        "deleted_at",
        "completed_at",
        "said_at",
        "delivered_at",
        "closed_at",
        "Alarm.at",
        "LogEntry.at",
    )
)

MAX_TEXT = 5_000_000
MAX_ITEMS = 200_000
MAX_SETTINGS = 100


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    hint: Any
    default: Any
    instant: bool


@cache
def _fields_of(kind: Any) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Field(
            known.name,
            hints[known.name],
            known.default_factory() if known.default_factory is not MISSING else known.default,
            known.name in INSTANTS or f"{kind.__name__}.{known.name}" in INSTANTS,
        )
        for known in fields(kind)
        if known.compare  # what does not count for being equal is how a desk keeps it
    )


def encode(value: Any) -> Any:
    """Return a value of a record as JSON knows it; sets come in order, instants in UTC, so that equal records are equal bytes."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            known.name: encode(said)
            for known in _fields_of(type(value))
            if (said := getattr(value, known.name)) != known.default or known.default is MISSING
        }
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z" if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {name: encode(value[name]) for name in sorted(value)}
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() else value
    return value


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """A value that is not what its field holds."""


class Decoder:
    """Reads JSON values back into dataclasses and remembers what was wrong with them.

    ``line`` is the line of the record being read; the caller sets it. ``found`` counts the problems: of a file that is
    nothing else only the first are kept.
    """

    def __init__(self) -> None:
        self.line = 0
        self.found = 0
        self._kept: list[LineProblem] = []
        self._whole: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[LineProblem, ...]:
        """What was wrong, as it is told."""
        return told(self._kept, self.found - len(self._kept))

    def record(self, kind: Any, value: Any, path: str, whole: Iterable[str] = ()) -> Any:
        """Return the dataclass that ``value`` says, or ``None`` with listed problems if it cannot be one.

        Of the fields that must be ``whole`` no value within may be wrong.
        """
        self._whole = tuple(f"{path}.{name}" for name in whole)
        try:
            return self._dataclass(kind, value, path)
        except _Wrong:
            return None
        except RecursionError:  # a value within values of its own kind, deeper than anybody writes
            self._wrong(path)
            return None

    def tell(self, text: str, **values: Any) -> None:
        """List a problem at the present line."""
        self.found += 1
        if len(self._kept) < MOST_PROBLEMS:
            self._kept.append(LineProblem(self.line, text, values))

    def _dataclass(self, kind: Any, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            raise self._wrong(path)
        known = _fields_of(kind)
        for name in value.keys() - {field.name for field in known}:
            self.tell("The field {field} is unknown and was left out.", field=f"{path}.{name}"[:200])
        arguments: dict[str, Any] = {}
        for field in known:
            where = f"{path}.{field.name}"
            if field.name not in value:
                if field.default is MISSING:
                    self.tell("The field {field} is missing.", field=where)
                    raise _Wrong
                continue
            try:
                arguments[field.name] = self._value(field.hint, value[field.name], where, instant=field.instant)
            except _Wrong:
                if field.default is MISSING or self._is_whole(where):
                    raise
        return kind(**arguments)

    def _is_whole(self, path: str) -> bool:
        return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in self._whole)

    def _wrong(self, path: str) -> _Wrong:
        self.tell("The field {field} does not hold what it should and was left out.", field=path[:200])
        return _Wrong()

    def _value(self, hint: Any, value: Any, path: str, *, instant: bool) -> Any:
        origin = get_origin(hint)
        if origin in (Union, UnionType):
            if value is None:
                return None
            hint = next(choice for choice in get_args(hint) if choice is not NoneType)
            origin = get_origin(hint)
        if origin is Mapping:
            return self._mapping(value, path)
        if origin in (tuple, frozenset):
            found = origin(self._items(get_args(hint)[0], value, path, instant=instant))
            if origin is tuple and get_args(hint)[-1] is not Ellipsis and len(found) != len(get_args(hint)):
                raise self._wrong(path)
            return found
        if is_dataclass(hint):
            assert isinstance(hint, type)
            return self._dataclass(hint, value, path)
        try:
            return _plain(hint, value, instant=instant)
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise self._wrong(path) from error

    def _mapping(self, value: Any, path: str) -> dict[str, str | int]:
        """Return settings by name: words, whole numbers, yes or no."""
        if not isinstance(value, dict) or len(value) > MAX_SETTINGS:
            raise self._wrong(path)
        kinds = {name: type(one) if type(one) in (int, bool) else str for name, one in value.items()}
        return {name: self._value(kinds[name], one, f"{path}.{name}", instant=False) for name, one in value.items()}

    def _items(self, hint: Any, value: Any, path: str, *, instant: bool) -> Iterator[Any]:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            raise self._wrong(path)
        for number, item in enumerate(value):
            try:
                yield self._value(hint, item, f"{path}[{number}]", instant=instant)
            except _Wrong:
                if self._is_whole(path):
                    raise


def _plain(hint: Any, value: Any, *, instant: bool) -> Any:
    if issubclass(hint, IntEnum):
        return hint[value]
    if issubclass(hint, Enum):
        return hint(value)
    return _READERS[hint](value, instant)


def _text(value: Any, _instant: bool) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise TypeError
    return value


def _number(value: Any, _instant: bool) -> int:
    if type(value) is not int or abs(value) >= 1 << 31:
        raise TypeError
    return value


def _fraction(value: Any, _instant: bool) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _yes(value: Any, _instant: bool) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _moment(value: Any, instant: bool) -> datetime:
    at = datetime.fromisoformat(value)
    if (at.tzinfo is not None) is not instant or year_problems("", at):
        raise ValueError
    return at.astimezone(UTC) if instant else at


def _clock(value: Any, _instant: bool) -> time:
    at = time.fromisoformat(value)
    if at.tzinfo is not None:  # the zone of a wall time stands beside it
        raise ValueError
    return at


_READERS: dict[type, Callable[[Any, bool], Any]] = {
    str: _text,
    int: _number,
    float: _fraction,
    bool: _yes,
    datetime: _moment,
    date: lambda value, _instant: date.fromisoformat(value),
    time: _clock,
}
