"""New desks, each in a place of its own and each a copy of one that was made: making the tables costs more than most tests do."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

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


def lay_founded_desk(place: Path, profile: DeskProfile) -> None:
    """Put a desk with the calendars that the program gives it at a new file."""
    _put(place, _founded(profile))


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


def _file(make: Callable[[str], Desk]) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "made.desk"
        make(str(place)).close()
        assert [one.name for one in place.parent.iterdir()] == [place.name], "the desk is not closed"
        return place.read_bytes()
