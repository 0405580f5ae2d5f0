"""New desks, each in a place of its own and each a copy of one that was made: making the tables costs more than most tests do."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.app.founding import found_desk
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import Clock, FixedClock


def new_desk(place: Path, profile: DeskProfile, clock: Clock | None = None, seed: int | None = None) -> Desk:
    """Open an empty desk at a new file; with a seed, its records get the same identifiers in every run.

    Its profile's identifier is that of every other copy: two desks that meet are made, or have seeds of their own.
    """
    data, state = _made(profile, clock.now() if clock else None, seed)
    _put(place, data)
    desk = open_desk(str(place), clock=clock)
    if state is not None:
        desk.database.random = Random()
        desk.database.random.setstate(state)
    return desk


def filled_desk(place: Path, fill: Callable[[Desk], Any], profile: DeskProfile, clock: Clock) -> tuple[Desk, Any]:
    """Open a copy of a desk with what ``fill`` put there, once a process and at the clock's hour, at a new file; return what that told, too.

    ``fill`` is a function of a module, and what it tells of is never changed. All copies have one and the same identifiers.
    """
    data, made = _filled(fill, profile, clock.now())
    _put(place, data)
    return open_desk(str(place), clock=clock), made


def lay_founded_desk(place: Path, profile: DeskProfile) -> None:
    """Put a desk with the calendars that the program gives it at a new file."""
    _put(place, _founded(profile))


def with_rows(connection: Connection, tables: Iterable[Table]) -> list[Table]:
    """Return those of some tables that have any row, by one query: most of a desk of a test have none."""
    named = {one.name: one for one in tables}
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in named)
    return [named[name] for (name,) in connection.exec_driver_sql(asked)]


def _put(place: Path, data: bytes) -> None:
    with place.open("xb") as file:
        file.write(data)
    place.chmod(0o600)


@cache
def _made(profile: DeskProfile, at: datetime | None, seed: int | None) -> tuple[bytes, Any]:
    """Return the file of an empty desk as the program makes it, and how far its identifiers have come."""
    random = None if seed is None else Random(seed)
    clock = FixedClock(at) if at else None
    data = _file(lambda place: make_desk(place, profile, clock=clock, random=random))
    return data, random and random.getstate()


@cache
def _founded(profile: DeskProfile) -> bytes:
    return _file(lambda place: found_desk(place, profile))


@cache
def _filled(fill: Callable[[Desk], Any], profile: DeskProfile, at: datetime) -> tuple[bytes, Any]:
    made: list[Any] = []

    def make(place: str) -> Desk:
        desk = new_desk(Path(place), profile, FixedClock(at))
        made.append(fill(desk))
        return desk

    return _file(make), made[0]


def _file(make: Callable[[str], Desk]) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "made.desk"
        make(str(place)).close()
        assert [one.name for one in place.parent.iterdir()] == [place.name], "the desk is not closed"
        return place.read_bytes()
