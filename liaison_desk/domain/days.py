"""The days that people name: fri, 15 dec, Dec 15, 12月15日, +2w, eom, next week, 来週月曜, 今週中, 月末.

A week begins on Monday. What must be done within a week or a month is due on its last working day, a Friday, or its last
day; next week as a day is its Monday, so that nothing is late by the other reading.
"""

import calendar
import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.dtg import MONTHS
from liaison_desk.foundation.core.errors import DeskError

_NAMES: Final = (
    ("MON", "MONDAY", "月"),
    ("TUE", "TUES", "TUESDAY", "火"),
    ("WED", "WEDS", "WEDNESDAY", "水"),
    ("THU", "THUR", "THURS", "THURSDAY", "木"),
    ("FRI", "FRIDAY", "金"),
    ("SAT", "SATURDAY", "土"),
    ("SUN", "SUNDAY", "日"),
)
WEEKDAYS: Final = MappingProxyType({name: n for n, names in enumerate(_NAMES) for name in names})
WEEKDAY: Final = r"MON(?:DAY)?|TUE(?:S|SDAY)?|WED(?:S|NESDAY)?|THU(?:R|RS|RSDAY)?|FRI(?:DAY)?|SAT(?:URDAY)?|SUN(?:DAY)?"
"""The English names of days of the week, in capitals and whole: a satellite is no Saturday."""
MONTH: Final = (
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?"
    r"|NOV(?:EMBER)?|DEC(?:EMBER)?"
)
"""The English names of months, in capitals and whole: 15 marines are no day of March."""
_NEAR: Final = MappingProxyType(
    {"TODAY": 0, "今日": 0, "本日": 0, "TOMORROW": 1, "明日": 1, "あした": 1, "明後日": 2, "あさって": 2}
)
_AHEAD: Final = MappingProxyType({"今": 0, "THIS": 0, "来": 1, "NEXT": 1, "再来": 2})
_ISO: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_JAPANESE: Final = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?")
_OF_MONTH: Final = re.compile(r"(今|来)月の?(\d{1,2})日")
_NAMED: Final = re.compile(rf"(\d{{1,2}})[\s-]*({MONTH})\.?[\s-]*(\d{{4}}|\d{{2}})?")
_MONTH_FIRST: Final = re.compile(
    rf"(?<![A-Z\d])(?<!\d[\s-])(?P<month>{MONTH})\.?\s(?P<day>\d{{1,2}})(?P<nth>ST|ND|RD|TH)?(?![\d:/年月日時])"
)
_NTH: Final = re.compile(r"(?<=\d)(?:ST|ND|RD|TH)\b")
_IN_WEEK: Final = re.compile(
    rf"(?P<ahead>再来|来|今)週の?(?P<day>[月火水木金土日])曜?日?|(?P<week>THIS|NEXT) (?P<name>{WEEKDAY})"
    rf"|(?P<first>{WEEKDAY})(?: OF)? (?P<last>THIS|NEXT) WEEK"
)
_WEEK: Final = re.compile(
    r"(?P<ahead>再来|来|今)週(?P<within>中)?|(?P<which>THIS|NEXT) WEEK|EOW|(?P<end>END OF )(?:(?:THE |(?P<of>THIS |NEXT ))?WEEK)"
)
_MONTH_END: Final = re.compile(
    rf"(?P<ahead>今|来)月(?:末|中)|月末|月内|(?P<number>\d{{1,2}})月末|EOM"
    rf"|END OF (?:(?:THE |(?P<which>THIS|NEXT) )?MONTH|(?P<month>{MONTH}))"
)
_TWO_DAYS: Final = "“{typed}” can be two days: write 5 Dec or 12月5日."
_TIME_WINDOW: Final = 10  # "27 NOV 2026" ends in a year when that is this near, else in a time


class TwoDaysError(DeskError):
    """What was typed is read as two days by two people."""


def in_order(plain: str) -> str:
    """Return a text in capitals with each day before its month's name: DEC 15TH, 2026 as 15 DEC 2026."""
    turned = _MONTH_FIRST.sub(lambda found: f"{found['day']} {found['month'][:3]}", plain)
    turned = re.sub(r"(?<=[A-Z]{3}), (?=\d{4}\b)", " ", turned) if turned != plain else plain
    return _NTH.sub("", turned)


def named_day(plain: str, today: date) -> date | None:
    """Return the date a text in capitals means, None when it means none; raises TwoDaysError."""
    plain = plain.removeprefix("THE ")
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if match := re.fullmatch(r"([+-]\d{1,4})\s?(D|W|日|週)?", plain):
        return today + int(match[1]) * timedelta(days=7 if match[2] in {"W", "週"} else 1)
    weekday = WEEKDAYS.get(plain.removesuffix("曜日").removesuffix("曜"))
    if weekday is not None:
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
        if low != high and low >= 1 and high <= 12:
            raise TwoDaysError(_TWO_DAYS, typed=plain)
        return _next(today, low, high)
    return _of_name(plain, today) or _of_week(plain, today) or _of_month(plain, today)


def _of_name(plain: str, today: date) -> date | None:
    if match := _NAMED.fullmatch(plain):
        month, day, year = MONTHS.index(match[2][:3]) + 1, int(match[1]), match[3]
        if year is None:
            return _next(today, month, day)
        full = int(year) if len(year) == 4 else today.year // 100 * 100 + int(year)
        return _real(full, month, day) if abs(full - today.year) <= _TIME_WINDOW or len(year) == 2 else None
    return None


def _of_week(plain: str, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    if match := _IN_WEEK.fullmatch(plain):
        weekday = WEEKDAYS[match["day"] or match["name"] or match["first"]]
        weeks = _AHEAD[match["ahead"] or match["week"] or match["last"]]
        # Next Friday is the coming one to some, and weeks begin on Sunday to others.
        if weekday == 6 or (match["week"] == "NEXT" and weekday >= today.weekday()):
            raise TwoDaysError(_TWO_DAYS, typed=plain)
        return monday + timedelta(days=7 * weeks + weekday)
    if (match := _WEEK.fullmatch(plain)) is None:
        return None
    weeks = _AHEAD.get(match["ahead"] or match["which"] or (match["of"] or "").strip(), 0)
    if weeks and not (match["within"] or match["end"]):
        return monday + timedelta(days=7 * weeks)
    return max(today, monday + timedelta(days=7 * weeks + 4))


def _of_month(plain: str, today: date) -> date | None:
    if match := _OF_MONTH.fullmatch(plain):
        first = _first(today, _AHEAD[match[1]])
        return _real(first.year, first.month, int(match[2]))
    if (match := _MONTH_END.fullmatch(plain)) is None:
        return None
    ahead = _AHEAD.get(match["ahead"] or match["which"] or "", 0)
    if match["number"] or match["month"]:
        month = int(match["number"] or 0) or MONTHS.index(match["month"][:3]) + 1
        if not 1 <= month <= 12:
            return None
        ahead = (month - today.month) % 12
    first = _first(today, ahead)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _first(today: date, ahead: int) -> date:
    """Return the first day of a month, so many months from that of today."""
    year, zero_month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return date(year, zero_month + 1, 1)


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
