"""Frozen dataclasses as plain JSON values and back, by their type hints; strict about what it reads.

Small lists inside a row (phones, alarms, overrides) and frozen minutes are kept this way. Fields at their default are
left out, so that documents stay short and a field added later reads as its default; so are those that do not count for
being equal, which say how a desk keeps something and not what.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

Value = TypeVar("Value")


class ShapeError(ValueError):
    """A plain value does not fit its type; the text says where and why."""


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: dataclasses as objects, sets sorted, dates and times in ISO 8601."""
    if value is None or (isinstance(value, (str, int, float, bool)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return {
            name: plain(item)
            for name, default in _fields(typing.cast("Any", type(value)))
            if (item := getattr(value, name)) != default
        }
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


def typed(kind: type[Value], value: Any, path: str = "") -> Value:
    """Return the value of a type that a plain value stands for; raises ShapeError when it does not fit."""
    return typing.cast("Value", _reader(typing.cast("Any", kind))(value, path))


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return names and defaults of a dataclass's fields; a field without a default is always written."""
    found = []
    for field in dataclasses.fields(kind):
        if not field.compare:
            continue
        default: Any = object()
        if field.default is not dataclasses.MISSING:
            default = field.default
        elif field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        found.append((field.name, default))
    return tuple(found)


_Reader = Callable[[Any, str], Any]


@cache
def _reader(kind: Any) -> _Reader:
    """Return the function that reads a type; made once a type."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda value, _path: value
    if origin in (Union, types.UnionType):
        return _optional(args)
    if origin in (tuple, list):
        return _sequence(args[0], tuple if origin is tuple else list)
    if origin is frozenset:
        return _sequence(args[0], frozenset)
    if origin in (dict, Mapping):
        return _checked(dict)
    if dataclasses.is_dataclass(kind):
        return _dataclass(typing.cast("type[Any]", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _converted(kind, (str, int))
    if kind in (datetime, date, time):
        return _converted(kind.fromisoformat, (str,))
    if kind is float:
        return _converted(float, (int, float))
    return _checked(kind)


def _optional(args: tuple[Any, ...]) -> _Reader:
    present = [arg for arg in args if arg is not types.NoneType]
    if len(present) != 1:
        raise TypeError(f"no reader for a union of {present}")
    read = _reader(present[0])
    return lambda value, path: None if value is None else read(value, path)


def _sequence(item: Any, made: Callable[[Any], Any]) -> _Reader:
    read = _reader(item)

    def reader(value: Any, path: str) -> Any:
        if not isinstance(value, list):
            raise ShapeError(f"{path or 'value'}: a list is expected")
        return made([read(one, f"{path}[{n}]") for n, one in enumerate(value)])

    return reader


def _dataclass(kind: type[Any]) -> _Reader:
    readers: dict[str, _Reader] = {}

    def reader(value: Any, path: str) -> Any:
        if not readers:  # found when first needed, for a type may hold values of its own kind
            hints = typing.get_type_hints(kind)
            readers.update({field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind) if field.init})
        if not isinstance(value, dict):
            raise ShapeError(f"{path or kind.__name__}: an object is expected")
        unknown = value.keys() - readers.keys()
        if unknown:
            raise ShapeError(f"{path or kind.__name__}: unknown field {min(unknown)}")
        try:
            return kind(
                **{name: readers[name](item, f"{path}.{name}" if path else name) for name, item in value.items()}
            )
        except TypeError as error:  # a field without a default is missing
            raise ShapeError(f"{path or kind.__name__}: {error}") from error

    return reader


def _converted(convert: Callable[[Any], Any], accepted: tuple[type, ...]) -> _Reader:
    def reader(value: Any, path: str) -> Any:
        if not isinstance(value, accepted) or isinstance(value, bool):
            raise ShapeError(f"{path}: {value!r:.60} does not fit")
        try:
            return convert(value)
        except ValueError as error:
            raise ShapeError(f"{path}: {value!r:.60} does not fit") from error

    return reader


def _checked(kind: Any) -> _Reader:
    def reader(value: Any, path: str) -> Any:
        if type(value) is not kind:
            raise ShapeError(f"{path}: {kind.__name__} is expected")
        return value

    return reader
