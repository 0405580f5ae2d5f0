"""Dates, times and lengths as calendars write them, read generously and written strictly (RFC 5545 §3.3.4 to §3.3.6)."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError

UTC_ZONE = "UTC"

_STAMP = re.compile(
    r"(\d{4})([-/]?)(\d\d)\2(\d\d)"
    r"(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d?))?(?:[.,]\d{1,9})?[ ]*([Zz]|[+-]\d\d(?::?\d\d)?)?[Tt]?|Z)?",
    re.ASCII,
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,7})D)?T?(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?",
    re.ASCII | re.IGNORECASE,
)


class Stamp(NamedTuple):
    """A written date or time: naive, whether it is a date only, and whether it is in UTC."""

    at: datetime
    all_day: bool
    utc: bool


class Moment(NamedTuple):
    """A wall time and its zone ("" = floating); a date has no zone."""

    at: datetime
    zone: str
    all_day: bool


class Length(NamedTuple):
    """A duration: nominal days and exact seconds, which differ where clocks change."""

    days: int
    seconds: int

    @property
    def minutes(self) -> float:
        """The length in minutes, days taken as 24 hours."""
        return self.days * 1440 + self.seconds / 60


def wall(year: int, month: int = 1, day: int = 1, hour: int = 0) -> datetime:
    """Return a naive wall time: calendars write those, and their zone beside them."""
    return datetime(year, month, day, hour)  # noqa: DTZ001 - naive is what is meant


def parse_stamp(value: str) -> Stamp | None:
    """Read a DATE or DATE-TIME, also in the extended ISO form and with an offset; None if it is neither."""
    if len(value) in {15, 16} and value[8] == "T" and (value[:8] + value[9:15]).isdecimal() and value[15:] in {"", "Z"}:
        # Nearly every time is written so; the general form below costs several times as much.
        try:
            midnight = wall(int(value[:4]), int(value[4:6]), int(value[6:8]))
            at = midnight.replace(hour=int(value[9:11]), minute=int(value[11:13]), second=int(value[13:15]))
            return Stamp(at, False, len(value) == 16)
        except ValueError:
            pass
    found = _STAMP.fullmatch(value.strip())
    if not found:
        return None
    year, _, month, day, hour, minute, second, offset = found.groups()
    try:
        at = wall(int(year), int(month), int(day))
        if hour is None:
            return Stamp(at, True, False)
        if (int(hour), minute, second or "00") == (24, "00", "00"):
            at += timedelta(days=1)
        else:
            at = at.replace(hour=int(hour), minute=int(minute), second=min(int(second or 0), 59))
        if offset is None or offset in "Zz":
            return Stamp(at, False, offset is not None)
        digits = offset[1:].replace(":", "").ljust(4, "0")
        east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return Stamp(at - east if offset[0] == "+" else at + east, False, True)
    except (ValueError, OverflowError):
        return None


def parse_length(value: str) -> Length | None:
    """Read a DURATION (RFC 5545 §3.3.6), or None."""
    found = _DURATION.fullmatch(value.strip())
    if not found or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return Length(sign * (weeks * 7 + days), sign * (hours * 3600 + minutes * 60 + seconds))


def later(moment: Moment, length: Length) -> datetime:
    """Return the wall time a length after a moment: days by the calendar, the rest by the clock. May raise DeskError."""
    try:
        at = moment.at + timedelta(days=length.days)
        if not length.seconds or moment.zone in {"", UTC_ZONE}:
            return at + timedelta(seconds=length.seconds)
        instant = to_utc(at, moment.zone) + timedelta(seconds=length.seconds)
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error
    return to_local(instant, moment.zone).replace(tzinfo=None, fold=0)


def in_zone(moment: Moment, zone: str) -> datetime:
    """Return the wall time of a moment in another zone; a floating time stays as it is. May raise DeskError."""
    if moment.zone in {"", zone} or zone == "":
        return moment.at
    return to_local(instant(moment), zone).replace(tzinfo=None, fold=0)


def instant(moment: Moment) -> datetime:
    """Return the instant (aware, UTC) of a moment; a floating time is taken as UTC. May raise DeskError."""
    if moment.zone in {"", UTC_ZONE}:
        return moment.at.replace(tzinfo=UTC)
    return to_utc(moment.at, moment.zone)


def date_text(at: date) -> str:
    """Return a DATE."""
    return f"{at.year:04d}{at.month:02d}{at.day:02d}"


def time_text(at: datetime) -> str:
    """Return a DATE-TIME without zone; parts of a second are dropped."""
    return f"{date_text(at)}T{at.hour:02d}{at.minute:02d}{at.second:02d}"


def utc_text(at: datetime) -> str:
    """Return an aware instant as a DATE-TIME in UTC."""
    return time_text(at.astimezone(UTC)) + "Z"


def stamp_line(name: str, at: datetime, zone: str, all_day: bool) -> str:
    """Return a whole date property: a date, a UTC time, a time in a zone, or a floating one."""
    if all_day:
        return f"{name};VALUE=DATE:{date_text(at)}"
    if zone == UTC_ZONE:
        return f"{name}:{time_text(at)}Z"
    return f"{name};TZID={zone}:{time_text(at)}" if zone else f"{name}:{time_text(at)}"


def length_text(minutes: float) -> str:
    """Return minutes as a DURATION, to the second."""
    seconds = round(abs(minutes) * 60)
    sign = "-" if minutes < 0 and seconds else ""
    days, seconds = divmod(seconds, 86400)
    hours, seconds = divmod(seconds, 3600)
    whole, seconds = divmod(seconds, 60)
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (whole, "M"), (seconds, "S")) if number)
    if not days and not clock:
        return "PT0S"
    if days and days % 7 == 0 and not clock:
        return f"{sign}P{days // 7}W"
    return f"{sign}P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
