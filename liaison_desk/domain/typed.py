"""What people type: times such as ``25 1400T``, ``fri 0900``, ``11月25日 1400`` or a date-time group; text in either language."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.bilingual import Bilingual, Languages
from liaison_desk.domain.days import MONTH, WEEKDAY, WEEKDAYS, TwoDaysError, in_order, named_day
from liaison_desk.domain.dtg import MONTHS, parse_dtg
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.towns import zone_called
from liaison_desk.domain.zones import letter, letter_offset, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError

_LONGEST: Final = 60
_TIME: Final = re.compile(r"(?:(?P<date>.+?)[\s,]+)?(?P<hour>\d{1,2}):?(?P<minute>\d{2})\s?(?P<letter>[A-Z])?")
_HOUR: Final = re.compile(
    r"(?P<date>.*?)\s*(?P<half>午前|午後)?(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分|(?P<past>半))?"
)
_TOWN: Final = re.compile(r"(?P<time>.*?(?:\d|[日時分半曜]))\s*(?P<town>[^\d\s時分半:+/-][^\d:+]*)")
_WEEKDAY: Final = re.compile(
    rf"\(\s?(?P<inside>[月火水木金土日]|{WEEKDAY})(?:曜日?|\.)?\s?\)"
    rf"|^(?P<before>{WEEKDAY})\.?,?\s+(?=\d{{1,2}}[\s-]*[A-Z]{{3}}|\d{{4}}-|\d{{1,2}}月)"
)
_LED: Final = re.compile(r"(?:BY|NLT|NO LATER THAN|DUE|UNTIL|TILL|ON|AT)\s+(?=\S)")
_UNTIL: Final = re.compile(r"(?<=\S)\s?(?:まで|迄)に?")
_HALF_DAY: Final = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.]?(?P<minute>[0-5]\d))?\s?(?P<half>[AP])\.?M\b\.?")
_CLOSE: Final = re.compile(r"\b(?:COB|EOD|CLOSE OF BUSINESS|END OF (?:THE )?DAY)\b|終業時?")
_CLOSES: Final = "17:00"  # what COB and EOD are, where the time is meant; every reading shows it
_NOON: Final = re.compile(r"\b(?:12\s?)?NOON\b|正午")
_HOURS: Final = re.compile(r"(?<=\d\d)\s?(?:HRS|HOURS)\b\.?")
_AT: Final = re.compile(r"[\s,]+AT\s+(?=\d)")
_CLOCK_FIRST: Final = re.compile(r"(?P<clock>\d{1,2}:?\d{2}(?:\s?[A-Z](?![A-Z]))?)[\s,]+(?:ON\s+)?(?P<day>.+)")
_DTG: Final = re.compile(r"\d{2}\s?\d{2}:?\d{2}\s?[A-Z]\s+[A-Z]{3}")  # what follows its month is the year, not the day
_ERA: Final = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)年")
_BEFORE_ERA: Final = MappingProxyType({"令和": 2018, "平成": 1988, "昭和": 1925})
_DATED: Final = re.compile(rf"(\d{{1,2}})[\s-]*({MONTH})\.?[\s-]*(\d{{4}}|\d{{2}})")


class UnclearError(DeskError):
    """What was typed is no time that anybody writes."""


@dataclass(frozen=True, slots=True)
class TypedTime:
    """What was typed: a naive wall time in an IANA zone; ``all_day`` when only a date was given (midnight then)."""

    wall: datetime
    zone: str
    all_day: bool

    @property
    def at(self) -> datetime:
        """The instant, aware UTC; of a date, its midnight."""
        return to_utc(self.wall, self.zone)

    def in_zone(self, zone: str) -> datetime:
        """Return the naive wall time it is in a zone."""
        return self.wall if zone == self.zone else to_local(self.at, zone).replace(tzinfo=None)


def parse_time(text: str, zones: Sequence[str], now: datetime, base: date | None = None) -> TypedTime:
    """Read a typed date or time; raises DeskError. ``zones`` are IANA names, the first being meant when none is given.

    A zone letter chooses the zone that has it at that time (UTC when none has), a town or a zone's short name at the end
    (``tue 1400 tokyo``, ``火曜 14時 東京``) the zone of that name. A day without its month or year is the next one to
    come; a time without a day is that of ``base``, or of today. COB and EOD are 1700. What two people read differently
    (11/12/26, 5/12 but not 12/15, next Friday on a Tuesday) is refused, and so is a date beside a day of the week that it does not fall on (``12月15日(水)``, ``Wed 15 Dec``).
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).upper().split())
    if len(text) > _LONGEST or not plain:
        raise _unclear(text)
    plain = _clocks(_UNTIL.sub("", _LED.sub("", plain, count=1) if _LED.match(plain) else plain))
    plain = plain if _DTG.match(plain) else in_order(plain)
    weekday = _WEEKDAY.search(plain)
    if weekday is not None:
        return _on_weekday(text, weekday, parse_time(_without(plain, weekday), zones, now, base))
    plain = _ERA.sub(_western, plain)
    today = to_local(now, zones[0]).date()
    day = named_day(plain, today)
    if day is not None:
        return TypedTime(datetime.combine(day, time()), zones[0], all_day=True)
    turned = _day_first(plain, zones, now)
    if turned is not None:
        return turned
    town = _TOWN.fullmatch(plain)
    named = zone_called(town["town"], zones, now) if town is not None else ""
    if town is not None and named:
        return parse_time(town["time"].strip(), (named, *zones), now, base)
    plain = _HOUR.sub(_clock, plain, count=1) if _HOUR.fullmatch(plain) else plain
    found = _TIME.fullmatch(plain)
    if found is not None:
        day = (base or today) if found["date"] is None else named_day(found["date"], today)
        if day is not None and int(found["hour"]) < 24 and int(found["minute"]) < 60:
            wall = datetime.combine(day, time(int(found["hour"]), int(found["minute"])))
            return _in_zone(wall, found["letter"], zones)
    return _group(plain, text, zones, now)


def _clocks(plain: str) -> str:
    """Return a text in capitals with its hours as 1400 or 14:00, however they are named: 2PM, NOON, COB, AT 1400, 1400 HRS."""
    plain = _HALF_DAY.sub(_of_half_day, plain)
    plain = _NOON.sub(" 12:00 ", _CLOSE.sub(f" {_CLOSES} ", plain))
    return " ".join(_AT.sub(" ", _HOURS.sub("", plain)).split())


def _of_half_day(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    if not 1 <= hour <= 12:
        return found[0]
    return f"{hour % 12 + (12 if found['half'] == 'P' else 0):02d}:{found['minute'] or '00'} "


def _day_first(plain: str, zones: Sequence[str], now: datetime) -> TypedTime | None:
    """Return what an hour and the day behind it mean (1400 fri, cob 15 dec); None where no day is behind it."""
    found = _CLOCK_FIRST.fullmatch(plain)
    if found is None:
        return None
    try:
        day = parse_time(in_order(found["day"]), zones, now)
    except TwoDaysError:
        raise
    except DeskError:
        return None
    zones = (day.zone, *zones) if day.zone != zones[0] else zones
    return parse_time(f"{day.wall:%Y-%m-%d} {found['clock']}", zones, now) if day.all_day else None


def parse_day(text: str, zones: Sequence[str], now: datetime, *, happened: bool | None = False) -> date:
    """Read a typed day as ``parse_time`` does; raises DeskError, for an hour too.

    Of what has ``happened`` a day without its month or year (5 nov, fri) is the last such day, not the next to come; where
    it may be either (None) the nearer one, but for days of the week.
    """
    dated = _DATED.fullmatch(in_order(" ".join(unicodedata.normalize("NFKC", text[:_LONGEST]).upper().split())))
    if dated is not None:  # 15 Aug 1955 is a day and no five minutes to eight
        return _of_year(text, dated, to_local(now, zones[0]).date(), happened=bool(happened))

    def day(at: datetime) -> date:
        try:
            found = parse_time(text, zones, at)
        except UnclearError as error:
            raise _no_date(text) from error
        if not found.all_day:
            raise DeskError("“{typed}” is a time. Type a day, such as 25 nov or fri.", typed=text[:_LONGEST])
        return found.wall.date()

    coming, today = day(now), to_local(now, zones[0]).date()
    if happened is False or coming <= today or coming - day(now - timedelta(days=1)) == timedelta(days=1):
        return coming  # tomorrow and +3 count from today, whatever they are said of
    last = next((past for back in (7, 31, 366) if (past := day(now - timedelta(days=back))) <= today), coming)
    if happened or (coming - last > timedelta(days=7) and today - last < coming - today):
        return last
    return coming


def day_reader(
    profile: Callable[[], DeskProfile], now: Callable[[], datetime], *, happened: bool | None = False
) -> Callable[[str], date]:
    """Return how a form reads a typed day, where the desk's profile is then; see ``parse_day``."""

    def read(typed: str) -> date:
        known = profile()
        return parse_day(typed, (known.host_zone, known.home_zone), now(), happened=happened)

    return read


def _of_year(text: str, found: re.Match[str], today: date, *, happened: bool) -> date:
    """Return a day that was typed with its year; one of two figures is of this century, or of the last where it must be past."""
    year = int(found[3]) if len(found[3]) == 4 else today.year // 100 * 100 + int(found[3])
    if len(found[3]) == 2 and happened and year > today.year + 10:
        year -= 100
    try:
        return date(year, MONTHS.index(found[2][:3]) + 1, int(found[1]))
    except ValueError as error:
        raise _no_date(text) from error


def _no_date(text: str) -> DeskError:
    return DeskError("“{typed}” is not a date. Type it as 2026-11-24 or 24 Nov 2026.", typed=text[:_LONGEST])


def _without(plain: str, weekday: re.Match[str]) -> str:
    return f"{plain[: weekday.start()]} {plain[weekday.end() :]}".strip()


def _on_weekday(text: str, weekday: re.Match[str], found: TypedTime) -> TypedTime:
    """Return a time that was typed with its day of the week, if it is that day's."""
    if found.wall.weekday() != WEEKDAYS[weekday["inside"] or weekday["before"]]:
        raise DeskError("“{typed}” falls on another day of the week.", typed=text[:_LONGEST])
    return found


def _western(year: re.Match[str]) -> str:
    """Return a year of an era as those who count otherwise write it."""
    return f"{_BEFORE_ERA[year[1]] + (1 if year[2] == '元' else int(year[2]))}年"


def _clock(found: re.Match[str]) -> str:
    """Return a Japanese hour (午後2時半) as digits; one that is none stays as it is."""
    hour, minute = int(found["hour"]), 30 if found["past"] else int(found["minute"] or 0)
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"] == "午後" else 0)
    elif found["half"]:
        return found[0]
    return f"{found['date']} {hour:02d}{minute:02d}".strip()


def _group(plain: str, text: str, zones: Sequence[str], now: datetime) -> TypedTime:
    # A group without its month is the coming one far more often than the nearest.
    around = now if any(month in plain for month in MONTHS) else now + timedelta(days=14)
    try:
        group = parse_dtg(plain, around)
    except DeskError as error:
        if re.match(r"\d{5,6}", plain):
            raise
        raise _unclear(text) from error
    if group.day_only:
        return TypedTime(group.at.replace(tzinfo=None), zones[0], all_day=True)
    return _at(group.at, group.letter, zones)


def _in_zone(wall: datetime, zone_letter: str | None, zones: Sequence[str]) -> TypedTime:
    if zone_letter is None:
        return TypedTime(wall, zones[0], all_day=False)
    try:
        at = wall.replace(tzinfo=UTC) - letter_offset(zone_letter)
    except OverflowError as error:
        raise DeskError("The date lies outside the calendar (years 1 to 9999).") from error
    found = _at(at, zone_letter, zones)
    if zone_letter == "L" and found.zone == "UTC":
        raise DeskError("L is Lima, UTC+11, to some and local time to others. Type local time without it.")
    return found


def _at(at: datetime, zone_letter: str, zones: Sequence[str]) -> TypedTime:
    for name in zones:
        local = to_local(at, name)
        if letter(local.utcoffset() or timedelta()) == zone_letter:
            return TypedTime(local.replace(tzinfo=None), name, all_day=False)
    return TypedTime(at.replace(tzinfo=None), "UTC", all_day=False)


def _unclear(text: str) -> UnclearError:
    return UnclearError(
        "“{typed}” is not a time. Type it as 25 1400T, 2026-11-25 1400 or 252100ZNOV26.", typed=text[:_LONGEST]
    )


def worded(text: str, profile: Languages) -> Bilingual:
    """Return typed text as the wording of the side whose language it is in: kana and kanji tell Japanese from the rest."""
    japanese = any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text)
    if profile.home_language == "ja":
        return Bilingual(home=text) if japanese else Bilingual(host=text)
    if profile.host_language == "ja":
        return Bilingual(host=text) if japanese else Bilingual(home=text)
    return Bilingual(host=text)
