"""The usual repetitions: chosen by a few answers, written as a rule, and read back from one. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules import rule_of, same_pattern
from liaison_desk.calendar.rules.repetition import WEEKDAYS, Rule
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError

LAST: Final = -1
WORKING: Final = (0, 1, 2, 3, 4)
_LAST_WORDS: Final = frozenset({"last", "末", "末日", "最終日", "月末"})


class Kind(StrEnum):
    """How something is repeated; ``custom`` is a rule these answers cannot say."""

    NONE = "none"
    DAILY = "daily"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly-day"
    MONTHLY_NTH = "monthly-nth"
    MONTHLY_LAST = "monthly-last"
    MONTHLY_DAYS = "monthly-days"
    MONTHLY_SETS = "monthly-sets"
    YEARLY = "yearly"
    YEARLY_NTH = "yearly-nth"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The answers. ``weekdays`` (Monday 0) are for weekly ones and for ``monthly-sets``, of which ``nths`` says which.

    ``days`` of the month are for ``monthly-days``, -1 being the last; the days of the other kinds are those of the start.
    """

    kind: Kind = Kind.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    count: int = 0
    rule: str = ""
    days: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()


def write_rule(repeat: Repeat, start: datetime, zone: str, *, all_day: bool) -> str:
    """Return the rule the answers mean for an event that begins at ``start``; empty for none."""
    if repeat.kind is Kind.NONE:
        return ""
    if repeat.kind is Kind.CUSTOM:
        return repeat.rule.strip()
    parts = _pattern(repeat, start)
    if repeat.interval > 1 and repeat.kind is not Kind.WORKDAYS:
        parts.insert(1, f"INTERVAL={repeat.interval}")
    if repeat.count:
        parts.append(f"COUNT={repeat.count}")
    elif repeat.until is not None:
        parts.append(f"UNTIL={_until(repeat.until, zone, all_day=all_day)}")
    return ";".join(parts)


def _pattern(repeat: Repeat, start: datetime) -> list[str]:
    weekday = WEEKDAYS[start.weekday()]
    days = sorted(set(repeat.weekdays)) or [start.weekday()]
    patterns = {
        Kind.DAILY: ["FREQ=DAILY"],
        Kind.WORKDAYS: ["FREQ=WEEKLY", "BYDAY=MO,TU,WE,TH,FR"],
        Kind.WEEKLY: ["FREQ=WEEKLY", "BYDAY=" + ",".join(WEEKDAYS[day] for day in days)],
        Kind.MONTHLY_DAY: ["FREQ=MONTHLY", f"BYMONTHDAY={start.day}"],
        Kind.MONTHLY_NTH: ["FREQ=MONTHLY", f"BYDAY={(start.day - 1) // 7 + 1}{weekday}"],
        Kind.MONTHLY_LAST: ["FREQ=MONTHLY", f"BYDAY=-1{weekday}"],
        Kind.MONTHLY_DAYS: ["FREQ=MONTHLY", "BYMONTHDAY=" + ",".join(map(str, repeat.days or (start.day,)))],
        Kind.MONTHLY_SETS: ["FREQ=MONTHLY", *_sets(days, repeat.nths or ((start.day - 1) // 7 + 1,))],
        Kind.YEARLY: ["FREQ=YEARLY", f"BYMONTH={start.month}", f"BYMONTHDAY={start.day}"],
        Kind.YEARLY_NTH: ["FREQ=YEARLY", f"BYMONTH={start.month}", f"BYDAY={(start.day - 1) // 7 + 1}{weekday}"],
    }
    return patterns[repeat.kind]


def _sets(days: list[int], nths: tuple[int, ...]) -> list[str]:
    """Return which days of a month are meant: the first and third Tuesday, or the last of several weekdays."""
    if len(days) == 1:
        return ["BYDAY=" + ",".join(f"{nth}{WEEKDAYS[days[0]]}" for nth in nths)]
    return ["BYDAY=" + ",".join(WEEKDAYS[day] for day in days), "BYSETPOS=" + ",".join(map(str, nths))]


def read_repeat(rule: str, start: datetime, zone: str, *, all_day: bool) -> Repeat:
    """Return the answers that mean a rule; the rule itself as ``custom`` when no answers do."""
    if not rule.strip():
        return Repeat()
    custom = Repeat(Kind.CUSTOM, rule=rule)
    try:
        parsed, until = rule_of(rule, Event(start=start, end=start, zone=zone, all_day=all_day))
    except ValueError:
        return custom
    for kind in (
        Kind.DAILY,
        Kind.WORKDAYS,
        Kind.WEEKLY,
        Kind.MONTHLY_DAY,
        Kind.MONTHLY_LAST,
        Kind.MONTHLY_NTH,
        Kind.MONTHLY_DAYS,
        Kind.MONTHLY_SETS,
        Kind.YEARLY,
        Kind.YEARLY_NTH,
    ):
        weekdays, nths = _days_meant(parsed, kind)
        guess = Repeat(
            kind,
            parsed.interval if kind is not Kind.WORKDAYS else 1,
            weekdays,
            until.date() if until is not None else None,
            parsed.count,
            days=in_order(parsed.month_days) if kind is Kind.MONTHLY_DAYS else (),
            nths=nths,
        )
        written = write_rule(guess, start, zone, all_day=all_day)
        if same_pattern(written, rule, start) and not (parsed.count and until is not None):
            return guess
    return custom


def _days_meant(rule: Rule, kind: Kind) -> tuple[tuple[int, ...], tuple[int, ...]]:
    weekdays = tuple(dict.fromkeys(weekday for _, weekday in rule.weekdays))
    if kind is Kind.WEEKLY:
        return weekdays, ()
    if kind is not Kind.MONTHLY_SETS:
        return (), ()
    return weekdays, in_order(rule.positions or tuple(nth for nth, _ in rule.weekdays if nth))


def in_order(numbers: Sequence[int]) -> tuple[int, ...]:
    """Return days or ordinals as one says them: from the first to the last, those counted from the end after the others."""
    return tuple(sorted(numbers, key=lambda number: (number < 0, number)))


def read_days(text: str) -> tuple[int, ...]:
    """Read days of a month as they are typed: ``1, 15, last``, 1、15、末; raises DeskError for what is none."""
    words = [word for word in re.split(r"[,、\s]+", unicodedata.normalize("NFKC", text).casefold().strip()) if word]
    found = []
    for word in words:
        plain = word.removesuffix("日")
        number = LAST if word in _LAST_WORDS else int(plain) if re.fullmatch(r"-?\d{1,2}", plain) else 0
        if not 1 <= abs(number) <= 31:
            raise DeskError("“{typed}” is no day of a month. Type days from 1 to 31, or last.", typed=word[:40])
        found.append(number)
    return tuple(dict.fromkeys(found))


def _until(day: date, zone: str, *, all_day: bool) -> str:
    last = datetime.combine(day, time(23, 59, 59))
    if all_day:
        return f"{day:%Y%m%d}"
    return f"{to_utc(last, zone):%Y%m%dT%H%M%SZ}" if zone else f"{last:%Y%m%dT%H%M%S}"
