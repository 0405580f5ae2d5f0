"""Times of injects, counted from STARTEX: read as people type them, and printed as D+1 0900.

D is the day of STARTEX at the place of the exercise: D+0 is that day from midnight to midnight there, D-1 the day before.
Minutes are true ones: over a night the clocks change, D+1 0900 is 23 or 25 hours from D+0 0900.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from liaison_desk.domain.dtg import parse_dtg
from liaison_desk.domain.typed import UnclearError, parse_time
from liaison_desk.domain.zones import Doubt, doubt_of, letter, to_local, to_utc
from liaison_desk.exercises.rules.validity import MOST_MINUTES
from liaison_desk.foundation.core.errors import DeskError

_LONGEST: Final = 60
_DASHES: Final = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\u30fc", "-"))
_D_DAY: Final = re.compile(
    r"D(?:-?DAY)?\s?(?P<days>[+-]\s?\d{1,3})?(?:[\s,]+(?P<hour>\d{1,2}):?(?P<minute>\d{2})\s?(?P<zone>[A-Z]|[+-]\d{4})?)?"
)
_CLOCK: Final = re.compile(r"(?:STARTEX\s?)?(?P<sign>[+-])\s?(?P<hours>\d{1,4}):(?P<minutes>\d{2})")
_UNITS: Final = re.compile(
    r"(?:STARTEX\s?)?(?P<sign>[+-]?)\s?"
    r"(?:(?P<days>\d{1,3})\s?(?:D|DAYS?|日))?\s?(?:(?P<hours>\d{1,4})\s?(?:H|HR|HRS|HOURS?|時間))?"
    r"\s?(?:(?P<minutes>\d{1,6})\s?(?:M|MIN|MINS|MINUTES?|分))?\s?(?P<side>前|後)?"
)
_STARTEX: Final = re.compile(r"STARTEX|H(?:-?HOUR)?")
_BARE: Final = re.compile(r"\d{1,2}:?\d{2}")
_DTG: Final = re.compile(r"\d{6}\s?[A-Z+-]")
_NAMED_DAY: Final = re.compile(r"[+-]\s?\d+\b")
_BACK: Final = 183  # days before STARTEX from which a day without its year is sought


@dataclass(frozen=True, slots=True)
class Start:
    """From when the times of an exercise count: STARTEX as a naive wall time, ``None`` while it has none, and the zone of its place."""

    wall: datetime | None
    zone: str

    @property
    def at(self) -> datetime | None:
        """STARTEX as an aware UTC instant."""
        return None if self.wall is None else to_utc(self.wall, self.zone)

    def instant(self, minutes: int) -> datetime | None:
        """Return the aware UTC instant so many minutes from STARTEX; None without one, or beyond the calendar."""
        at = self.at
        try:
            return None if at is None else at + timedelta(minutes=minutes)
        except OverflowError:
            return None

    def local(self, minutes: int) -> datetime | None:
        """Return the aware wall time at the place so many minutes from STARTEX; None as ``instant``."""
        at = self.instant(minutes)
        try:
            return None if at is None else to_local(at, self.zone)
        except DeskError:
            return None

    def day(self, minutes: int) -> int | None:
        """Return on which day so many minutes from STARTEX fall: 0 on D+0; None without a STARTEX."""
        local = self.local(minutes)
        return None if local is None or self.wall is None else (local.date() - self.wall.date()).days

    def minutes_at(self, at: datetime) -> int:
        """Return how many minutes after STARTEX an aware instant lies, begun ones counted whole; 0 without a STARTEX."""
        begin = self.at
        return 0 if begin is None else -((begin - at) // timedelta(minutes=1))

    def midnight(self, day: int) -> int:
        """Return at how many minutes from STARTEX the day D+``day`` begins; 0 without a STARTEX."""
        if self.wall is None:
            return 0
        return self.minutes_at(
            to_utc(datetime.combine(self.wall.date() + timedelta(days=day), datetime.min.time()), self.zone)
        )


def parse_offset(text: str, start: Start, base: int | None = None) -> int:
    """Return the minutes from STARTEX of a typed time; raises DeskError with what to type instead.

    Read are D+1 0900, D-1 1430, D 0900; +26:30, -0:30; 1d 4h, -90m, 2時間前; a date-time group; a date and a time such as
    16 Jan 0900, the one nearest to STARTEX where no year is given. 0900 alone is on the day D+``base``, where one is given. Of
    several lines the first counts: on paper those below it say the same time in other zones.
    """
    text = text.strip().partition("\n")[0]
    plain = _plain(text)
    if len(text) > _LONGEST or not plain:
        raise _unclear(text)
    minutes = _counted(plain)
    if minutes is None:
        minutes = _dated(text, plain, start, base)
    if abs(minutes) > MOST_MINUTES:
        raise DeskError("This lies more than 400 days from STARTEX. Look at the day again.")
    return minutes


def parse_span(text: str) -> int:
    """Return the minutes of a typed length of time: +0:30, -1d, 90m; raises DeskError."""
    plain = _plain(text)
    minutes = _counted(plain) if plain and not _STARTEX.fullmatch(plain) else None
    if minutes is None:
        raise DeskError("“{typed}” is no length of time. Type +0:30, -1d 2h or 90m.", typed=text.strip()[:_LONGEST])
    return minutes


def offset_text(minutes: int, start: Start) -> str:
    """Return a time as D+1 0900, so that it is read back as the same; as +26:30 without a STARTEX.

    Of an hour that the clocks repeat in autumn, the zone's letter says which it is.
    """
    local, day = start.local(minutes), start.day(minutes)
    if local is None or day is None:
        return relative_text(minutes)
    twice = doubt_of(local.replace(tzinfo=None, fold=0), start.zone) is Doubt.TWICE
    return f"D{day:+d} {local:%H%M}{letter(local.utcoffset() or timedelta()) if twice else ''}"


def relative_text(minutes: int) -> str:
    """Return a time as hours and minutes from STARTEX: +26:30, -0:30."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def is_skipped(text: str, minutes: int, start: Start) -> bool:
    """Tell whether a wall time was typed that the clocks pass over in spring, so that it was read as one later."""
    found = _D_DAY.fullmatch(_plain(text))
    local = start.local(minutes)
    if found is None or found["hour"] is None or local is None:
        return False
    return (local.hour, local.minute) != (int(found["hour"]) % 24, int(found["minute"]))


def _plain(text: str) -> str:
    """Return a typed text in narrow capitals, with one kind of dash and single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).translate(_DASHES).upper().split())


def _counted(plain: str) -> int | None:
    """Return what is counted in hours, minutes and days of 24 hours; None for anything else."""
    if _STARTEX.fullmatch(plain):
        return 0
    clock = _CLOCK.fullmatch(plain)
    if clock is not None:
        if int(clock["minutes"]) > 59:
            raise DeskError("“{typed}” has more than 59 minutes behind the colon. Type +26:30 or +1d 2h.", typed=plain)
        return (int(clock["hours"]) * 60 + int(clock["minutes"])) * (-1 if clock["sign"] == "-" else 1)
    units = _UNITS.fullmatch(plain)
    if units is None or not (units["days"] or units["hours"] or units["minutes"]):
        return None
    total = int(units["days"] or 0) * 1440 + int(units["hours"] or 0) * 60 + int(units["minutes"] or 0)
    return -total if units["sign"] == "-" or units["side"] == "前" else total


def _dated(text: str, plain: str, start: Start, base: int | None) -> int:
    """Return the minutes of a time on a day."""
    found = _D_DAY.fullmatch(plain)
    bare = base is not None and _BARE.fullmatch(plain)
    if found is not None and found["hour"] is None:
        raise DeskError("“{typed}” has no time of day. Type it as D+1 0900.", typed=text.strip())
    if start.wall is None:
        if found is None and not bare and not re.search(r"\d{2}", plain):
            raise _unclear(text)
        raise DeskError("The exercise has no STARTEX yet, so only times counted from it can be given, such as +26:30.")
    if found is not None:
        return _on_day(
            plain,
            int((found["days"] or "0").replace(" ", "")),
            found["hour"],
            found["minute"],
            found["zone"] or "",
            start,
        )
    if bare and base is not None:
        digits = plain.replace(":", "").rjust(4, "0")
        return _on_day(plain, base, digits[:2], digits[2:], "", start)
    return start.minutes_at(_instant(text, plain, start))


def _on_day(plain: str, day: int, hour: str, minute: str, zone: str, start: Start) -> int:
    assert start.wall is not None
    hours, minutes = int(hour), int(minute)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        raise DeskError("“{typed}” has no such time of day: {time}.", typed=plain, time=f"{hours:02d}{minutes:02d}")
    try:
        wall = datetime.combine(start.wall.date(), datetime.min.time()) + timedelta(
            days=day, hours=hours, minutes=minutes
        )
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error
    instants = [to_utc(wall, start.zone, fold) for fold in (0, 1)]
    if not zone:
        return start.minutes_at(instants[0])
    for at in instants:
        if letter(to_local(at, start.zone).utcoffset() or timedelta()) == zone:
            return start.minutes_at(at)
    raise DeskError(
        "“{typed}”: a time behind D is one at the place of the exercise. Leave {letter} out, or type a date-time group.",
        typed=plain, letter=zone,
    )  # fmt: skip


def _instant(text: str, plain: str, start: Start) -> datetime:
    """Return the instant of a date-time group or of a date and a time."""
    at = start.at
    assert at is not None
    if _DTG.match(plain):  # without its month the one nearest to STARTEX
        return parse_dtg(plain, at).at
    if _NAMED_DAY.match(plain):  # +3 0900 counts from today, where today is no matter
        raise _unclear(text)
    try:
        # A day that is another one a month later is told from today (fri, 16 0900): nobody knows which day is meant.
        early, late = (
            parse_time(plain, (start.zone, "UTC"), max(at, _FIRST) - timedelta(days=back))
            for back in (_BACK, _BACK - 32)
        )
    except UnclearError as error:
        raise _unclear(text) from error
    if early.all_day:
        raise DeskError("“{typed}” has no time of day. Type it as D+1 0900.", typed=text.strip())
    apart = abs(late.at - early.at)
    if timedelta() < apart < timedelta(days=300):
        raise DeskError("“{typed}” names no day by its month. Type it as 16 Jan 0900 or D+1 0900.", typed=text.strip())
    if apart:  # without a year: this one or the next
        return min(early.at, late.at, key=lambda one: abs(one - at))
    return early.at


_FIRST: Final = datetime(2, 1, 1, tzinfo=UTC)


def _unclear(text: str) -> DeskError:
    return DeskError(
        "“{typed}” is no time of an inject. Type D+1 0900, +26:30, 1d 4h or 161600ZJAN27.",
        typed=text.strip()[:_LONGEST],
    )
