"""Date-time groups such as ``231430ZNOV26``: read, printed, and shown in three zones at once."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from liaison_desk.domain.zones import letter, letter_offset, to_local
from liaison_desk.foundation.core.errors import DeskError

_FULL_MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
    "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
)  # fmt: skip
MONTHS = tuple(name[:3] for name in _FULL_MONTHS)
_LONGEST = 60

_ZONE = r"(?P<zone>[A-Z]|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))"
_MONTH_YEAR = r"(?P<month>[A-Z]{3,9})[\s.,/'-]*(?P<year>\d{4}|\d{2})?"
_GROUP = re.compile(
    r"(?:[ZOPRWXY]{1,2}\s+)?"  # precedence of a message: R 111700Z MAY 21
    r"(?:(?P<day>\d{2})\s*|(?P<short_day>\d)\s+)(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?\s*"
    rf"(?:{_ZONE})?(?:[\s.,/'-]*{_MONTH_YEAR})?"
)
_DAY = re.compile(rf"(?P<day>\d{{1,2}})[\s.,/'-]*{_MONTH_YEAR}")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?")


class DtgStyle(StrEnum):
    """How a group is printed: ``231430ZNOV26``, ``231430Z NOV 26``, ``231430Z``, ``231430ZNOV2026``."""

    COMPACT = "compact"
    SPACED = "spaced"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Dtg:
    """An instant (aware, UTC) and the zone it was written in, a letter or ``+0530``. ``day_only``: no time was given."""

    at: datetime
    letter: str
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant in one zone: local time, zone letter, date-time group, and days after the place's date."""

    local: datetime
    letter: str
    dtg: str
    day_offset: int = 0

    @property
    def clock(self) -> str:
        """The time alone with its letter: ``0730T``."""
        return f"{self.local:%H%M}{self.letter}"

    @property
    def month_year(self) -> str:
        """Month and year of the local date: ``NOV 26``."""
        return f"{MONTHS[self.local.month - 1]} {self.local.year % 100:02d}"


@dataclass(frozen=True, slots=True)
class ThreeZones:
    """One instant where it happens, in Zulu and at home."""

    place: Moment
    zulu: Moment
    home: Moment

    @property
    def line(self) -> str:
        """The three times in one line: ``23 0730T / 1430Z / 2330I NOV 26``.

        A time on another day than the place's carries ``+1`` or ``-1``; if its month differs too, it carries its own
        date, and the place's month stands beside the place: ``31 1400S OCT 26 / 2000Z / 0500I+1 01 NOV 26``.
        """
        others = (self.zulu, self.home)
        same_month = all(moment.month_year == self.place.month_year for moment in others)
        first = f"{self.place.local.day:02d} {self.place.clock}"
        if same_month:
            return " / ".join([first, *map(_with_day, others)]) + f" {self.place.month_year}"
        rest = (
            _with_day(moment)
            if moment.day_offset == 0
            else f"{_with_day(moment)} {moment.local.day:02d} {moment.month_year}"
            for moment in others
        )
        return " / ".join([f"{first} {self.place.month_year}", *rest])


def _with_day(moment: Moment) -> str:
    return moment.clock + (f"{moment.day_offset:+d}" if moment.day_offset else "")


def parse_dtg(text: str, now: datetime) -> Dtg:
    """Read a date-time group in any common form; what is wrong with it raises DeskError. ``now`` is aware.

    ``231430Z`` is the 23rd nearest to ``now``, the coming one if two are as near; a month without a year takes
    the year nearest to ``now``; a year of two digits lies between 50 years before ``now`` and 49 after. 2400 is
    midnight at the end of the day.
    A date without a time (``23 NOV 26``) is that day's midnight, Zulu, with ``day_only``.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).replace("\u2212", "-").upper().split())
    if len(text) > _LONGEST:
        raise DeskError("A date-time group is at most {limit} characters long.", limit=_LONGEST)
    now = now.astimezone(UTC)
    found = _GROUP.fullmatch(plain)
    if found is None:
        return _parse_day(plain, now)
    if not found["zone"]:
        raise DeskError("{group} has no zone letter; write for example 231430Z or 231430ZNOV26.", group=plain)
    offset = _offset(found["zone"])
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise DeskError("{group} has no such time of day: {time}.", group=plain, time=f"{hour:02d}{minute:02d}")
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    day = int(found["day"] or found["short_day"])
    dates = _dates(day, found["month"], found["year"], now.date(), plain)
    try:
        candidates = [datetime(d.year, d.month, d.day, tzinfo=UTC) + time - offset for d in dates]
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error
    return Dtg(min(candidates, key=lambda at: (abs(at - now), now - at)), letter(offset))


def _parse_day(plain: str, now: datetime) -> Dtg:
    found = _DAY.fullmatch(plain)
    if found is None:
        raise DeskError("{group} is not a date-time group such as 231430ZNOV26.", group=plain[:_LONGEST] or "…")
    dates = _dates(int(found["day"]), found["month"], found["year"], now.date(), plain)
    candidates = [datetime(d.year, d.month, d.day, tzinfo=UTC) for d in dates]
    return Dtg(min(candidates, key=lambda at: (abs(at - now), now - at)), "Z", day_only=True)


def _offset(zone: str) -> timedelta:
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return letter_offset(zone)
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise DeskError("{zone} is no offset that any zone has.", zone=zone)
    return timedelta(hours=hours, minutes=minutes) * (-1 if found["sign"] == "-" else 1)


def _dates(day: int, month_name: str | None, year_text: str | None, today: date, group: str) -> list[date]:
    """Return every date a day, month and year can mean around today; none at all raises DeskError."""
    if month_name is None:
        # Four months either way hold every day number at least once, even a 31st.
        months = [divmod(today.year * 12 + today.month - 1 + shift, 12) for shift in range(-4, 5)]
        found = list(_real((year, month + 1, day) for year, month in months))
        if not found:
            raise DeskError("{group}: no month has a day {day}.", group=group, day=day)
        return found
    month = _month(month_name, group)
    if year_text is None:
        # Eight years either way hold a 29 February even around 1900 and 2100.
        years = range(today.year - 8, today.year + 9)
    elif len(year_text) == 4:
        years = range(int(year_text), int(year_text) + 1)
    else:
        earliest = today.year - 50
        year = earliest + (int(year_text) - earliest) % 100
        years = range(year, year + 1)
    found = list(_real((year, month, day) for year in years))
    if not found:
        where = f"{MONTHS[month - 1]} {years[0]}" if len(years) == 1 else MONTHS[month - 1]
        raise DeskError("{group}: {month} has no day {day}.", group=group, month=where, day=day)
    return found


def _real(dates: Iterator[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in dates:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _month(name: str, group: str) -> int:
    for number, full in enumerate(_FULL_MONTHS, 1):
        if full.startswith(name) or (name == "SEPT" and number == 9):
            return number
    raise DeskError("{group}: {month} is not a month.", group=group, month=name)


def format_dtg(at: datetime, zone: str = "Z", *, style: DtgStyle = DtgStyle.COMPACT) -> str:
    """Return the date-time group of an aware instant in a zone: a letter, ``+0530`` or an IANA name.

    Seconds are cut off. J and an unknown zone raise DeskError.
    """
    if len(zone) == 1 or _OFFSET.fullmatch(zone):
        try:
            local = at.astimezone(timezone(_offset(zone)))
        except OverflowError as error:
            raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error
    else:
        local = to_local(at, zone)
    return _printed(local, style)


def _printed(local: datetime, style: DtgStyle) -> str:
    time = f"{local:%d%H%M}{letter(local.utcoffset() or timedelta())}"
    month, year = MONTHS[local.month - 1], f"{local.year % 100:02d}"
    if style is DtgStyle.SHORT:
        return time
    if style is DtgStyle.SPACED:
        return f"{time} {month} {year}"
    return f"{time}{month}{local.year:04d}" if style is DtgStyle.LONG else f"{time}{month}{year}"


def three_zones(at: datetime, place_zone: str, home_zone: str) -> ThreeZones:
    """Return an aware instant where it happens, in Zulu and at home; the zones are IANA names."""
    place = to_local(at, place_zone)

    def moment(local: datetime) -> Moment:
        shift = (local.date() - place.date()).days
        return Moment(local, letter(local.utcoffset() or timedelta()), _printed(local, DtgStyle.COMPACT), shift)

    return ThreeZones(moment(place), moment(at.astimezone(UTC)), moment(to_local(at, home_zone)))
