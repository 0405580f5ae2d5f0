"""What people type: times such as ``25 1400T``, ``fri 0900``, ``11月25日 1400`` or a date-time group; text in either language."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.bilingual import Bilingual, Languages
from liaison_desk.domain.dtg import MONTHS, parse_dtg
from liaison_desk.domain.towns import zone_called
from liaison_desk.domain.zones import letter, letter_offset, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError

_LONGEST: Final = 60
_TIME: Final = re.compile(r"(?:(?P<date>.+?)[\s,]+)?(?P<hour>\d{1,2}):?(?P<minute>\d{2})\s?(?P<letter>[A-Z])?")
_HOUR: Final = re.compile(
    r"(?P<date>.*?)\s*(?P<half>午前|午後)?(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分|(?P<past>半))?"
)
_TOWN: Final = re.compile(r"(?P<time>.*?(?:\d|[日時分半曜]))\s*(?P<town>[^\d\s時分半:+/-][^\d:+]*)")
_ISO: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_JAPANESE: Final = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?")
_NAMED: Final = re.compile(r"(\d{1,2})[\s-]*([A-Z]{3})[A-Z]*\.?[\s-]*(\d{4}|\d{2})?")
_DAYS: Final = MappingProxyType(
    {
        **{name: n for n, name in enumerate(("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"))},
        **{name: n for n, name in enumerate("月火水木金土日")},
    }
)
_NEAR: Final = MappingProxyType(
    {"TODAY": 0, "今日": 0, "本日": 0, "TOMORROW": 1, "明日": 1, "あした": 1, "明後日": 2, "あさって": 2}
)
_WEEKDAY: Final = re.compile(
    r"\(\s?(?P<inside>[月火水木金土日]|(?:MON|TUE|WED|THU|FRI|SAT|SUN)(?=[A-Z.]*\s?\)))(?:曜日?|[A-Z]*\.?)\s?\)"
    r"|^(?P<before>MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\.?,?\s+(?=\d{1,2}[\s-]*[A-Z]{3}|\d{4}-|\d{1,2}月)"
)
_ERA: Final = re.compile(r"令和\s?(\d{1,2}|元)年")
_BEFORE_ERA: Final = 2018
_TIME_WINDOW: Final = 10  # "27 NOV 2026" ends in a year when that is this near, else in a time


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
    come; a time without a day is that of ``base``, or of today. Orders that two nations read differently (11/12/26, 5/12
    but not 12/15) are refused, and so is a date beside a day of the week that it does not fall on (``12月15日(水)``, ``Wed 15 Dec``).
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).upper().split())
    if len(text) > _LONGEST or not plain:
        raise _unclear(text)
    weekday = _WEEKDAY.search(plain)
    if weekday is not None:
        return _on_weekday(text, weekday, parse_time(_without(plain, weekday), zones, now, base))
    plain = _ERA.sub(_western, plain).replace("正午", "12時")
    today = to_local(now, zones[0]).date()
    day = _day(plain, today)
    if day is not None:
        return TypedTime(datetime.combine(day, time()), zones[0], all_day=True)
    town = _TOWN.fullmatch(plain)
    named = zone_called(town["town"], zones, now) if town is not None else ""
    if town is not None and named:
        return parse_time(town["time"].strip(), (named, *zones), now, base)
    plain = _HOUR.sub(_clock, plain, count=1) if _HOUR.fullmatch(plain) else plain
    found = _TIME.fullmatch(plain)
    if found is not None:
        day = (base or today) if found["date"] is None else _day(found["date"], today)
        if day is not None and int(found["hour"]) < 24 and int(found["minute"]) < 60:
            wall = datetime.combine(day, time(int(found["hour"]), int(found["minute"])))
            return _in_zone(wall, found["letter"], zones)
    return _group(plain, text, zones, now)


def _without(plain: str, weekday: re.Match[str]) -> str:
    return f"{plain[: weekday.start()]} {plain[weekday.end() :]}".strip()


def _on_weekday(text: str, weekday: re.Match[str], found: TypedTime) -> TypedTime:
    """Return a time that was typed with its day of the week, if it is that day's."""
    if found.wall.weekday() != _DAYS[weekday["inside"] or weekday["before"]]:
        raise DeskError("“{typed}” falls on another day of the week.", typed=text[:_LONGEST])
    return found


def _western(year: re.Match[str]) -> str:
    """Return a year of Reiwa as those who count otherwise write it."""
    return f"{_BEFORE_ERA + (1 if year[1] == '元' else int(year[1]))}年"


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
    return _at(at, zone_letter, zones)


def _at(at: datetime, zone_letter: str, zones: Sequence[str]) -> TypedTime:
    for name in zones:
        local = to_local(at, name)
        if letter(local.utcoffset() or timedelta()) == zone_letter:
            return TypedTime(local.replace(tzinfo=None), name, all_day=False)
    return TypedTime(at.replace(tzinfo=None), "UTC", all_day=False)


def _day(plain: str, today: date) -> date | None:
    """Return the date a text means, None when it means none."""
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if match := re.fullmatch(r"([+-]\d{1,4})\s?(D|W|日|週)?", plain):
        return today + int(match[1]) * timedelta(days=7 if match[2] in {"W", "週"} else 1)
    weekday = _DAYS.get(plain.removesuffix("曜日").removesuffix("曜")[:3] if plain.isalpha() else "")
    if weekday is not None and len(plain) <= 9:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    if match := re.fullmatch(r"(\d{1,2})日?", plain):
        return _next(today, None, int(match[1]))
    if match := _ISO.fullmatch(plain):
        return _real(int(match[1]), int(match[3]), int(match[4]))
    if match := _JAPANESE.fullmatch(plain):
        month, day = int(match[2]), int(match[3])
        return _real(int(match[1]), month, day) if match[1] else _next(today, month, day)
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})", plain):
        low, high = sorted((int(match[1]), int(match[2])))
        return _next(today, low, high) if high > 12 or low == high else None
    if (match := _NAMED.fullmatch(plain)) and match[2] in MONTHS:
        month, day, year = MONTHS.index(match[2]) + 1, int(match[1]), match[3]
        if year is None:
            return _next(today, month, day)
        full = int(year) if len(year) == 4 else today.year // 100 * 100 + int(year)
        return _real(full, month, day) if abs(full - today.year) <= _TIME_WINDOW or len(year) == 2 else None
    return None


def _next(today: date, month: int | None, day: int) -> date | None:
    """Return the next such day, today included."""
    for ahead in range(12 * 9):
        year, zero_month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if month is None or zero_month + 1 == month:
            found = _real(year, zero_month + 1, day)
            if found is not None and found >= today:
                return found
    return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unclear(text: str) -> DeskError:
    return DeskError(
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
