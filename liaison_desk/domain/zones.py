"""Time zones by name, always from the data bundled with the program.

``zoneinfo`` asks the operating system first, and two machines then disagree about a zone that has
changed its rules; so the ``tzdata`` package is read directly, and the system is only the last resort.
"""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liaison_desk.foundation.core.errors import DeskError

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,3}")
_EAST = "ABCDEFGHIKLM"
_WEST = "NOPQRSTUVWXY"


@cache
def zone(name: str) -> ZoneInfo:
    """Return an IANA zone by name. An unknown name raises DeskError.

    The zone cannot be pickled or deep-copied (it was read from a file); keep its name instead.
    """
    if _NAME.fullmatch(name):
        try:
            with _data().joinpath("zoneinfo", *name.split("/")).open("rb") as file:
                return ZoneInfo.from_file(file, key=name)
        except (OSError, ValueError, ModuleNotFoundError):
            pass
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError, ValueError):
            pass
    raise DeskError("There is no time zone called {name}.", name=name[:80])


@cache
def known_zones() -> tuple[str, ...]:
    """Return the names of every bundled zone, in order."""
    return tuple(sorted(_data().joinpath("zones").read_text("utf-8").split()))


def _data() -> Path:
    """Return the folder of the bundled data; importlib.resources would take longer to load than all else here."""
    return Path(str(import_module("tzdata").__file__)).parent


def data_version() -> str:
    """Return the version of the bundled zone data, e.g. ``2026a``, for the About page and exports."""
    return str(import_module("tzdata").IANA_VERSION)


def place_zone(own: str, host_zone: str) -> str:
    """Return the zone of the place where something happens: without one of its own, and in Zulu, which names no place, the host's."""
    return host_zone if own in {"", "UTC"} else own


def offset_text(offset: timedelta) -> str:
    """Return an offset from UTC as ``+0530``; odd seconds of old local mean times are dropped."""
    minutes = round(offset.total_seconds()) // 60 if offset >= timedelta() else -(-round(offset.total_seconds()) // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def letter(offset: timedelta) -> str:
    """Return the military zone letter of an offset from UTC; an offset without one (not on the hour, +13) as ``+0530``."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest or not -12 <= hours <= 12:
        return offset_text(offset)
    if hours == 0:
        return "Z"
    return _EAST[hours - 1] if hours > 0 else _WEST[-hours - 1]


def letter_offset(zone_letter: str) -> timedelta:
    """Return the offset from UTC of a zone letter. J, the observer's own time, and anything else raise DeskError."""
    if zone_letter == "Z":
        return timedelta()
    if zone_letter == "J":
        raise DeskError("J means the local time of whoever reads it; write the letter of the zone instead.")
    if len(zone_letter) == 1 and zone_letter in _EAST:
        return timedelta(hours=_EAST.index(zone_letter) + 1)
    if len(zone_letter) == 1 and zone_letter in _WEST:
        return timedelta(hours=-_WEST.index(zone_letter) - 1)
    raise DeskError("{letter} is not a zone letter (A to Z without J).", letter=zone_letter[:8])


def to_utc(local: datetime, name: str, fold: int = 0) -> datetime:
    """Return the instant (aware, UTC) of a wall time (naive) in a zone.

    A wall time that spring skips is read with the offset before the gap, as RFC 5545 §3.3.5 says, so that it
    moves forward; one that autumn repeats is the first, or with ``fold=1`` the second.
    """
    here = local.replace(tzinfo=zone(name), fold=0)
    later = here.replace(fold=1)
    first, second = here.utcoffset(), later.utcoffset()
    repeated = first is not None and second is not None and first > second
    try:
        return (later if fold and repeated else here).astimezone(UTC)
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error


class Doubt(StrEnum):
    """What is doubtful about a wall time: the clocks go forward over it, or back so that it comes twice."""

    SKIPPED = "skipped"
    TWICE = "twice"


def doubt_of(local: datetime, name: str) -> Doubt | None:
    """Return what is doubtful about a wall time (naive) in a zone; None for one that is there exactly once."""
    here = local.replace(tzinfo=zone(name), fold=0)
    first, second = here.utcoffset(), here.replace(fold=1).utcoffset()
    if first is None or second is None or first == second:
        return None
    return Doubt.TWICE if first > second else Doubt.SKIPPED


def to_local(at: datetime, name: str) -> datetime:
    """Return an aware instant as the aware local time of a zone."""
    try:
        return at.astimezone(zone(name))
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error


def label(name: str, at: datetime) -> str:
    """Return what people call a zone at an instant, e.g. ``MST`` or ``JST``; ``+0530`` for zones without a name."""
    local = to_local(at, name)
    words = local.tzname() or ""
    return words if words.isalpha() else offset_text(local.utcoffset() or timedelta())
