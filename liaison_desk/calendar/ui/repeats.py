"""The usual repetitions: chosen by a few answers, written as a rule, read back from one, and said in words. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules import rule_of, same_pattern
from liaison_desk.calendar.rules.repetition import WEEKDAYS
from liaison_desk.calendar.ui.wording import Wording
from liaison_desk.domain.zones import to_utc

_MONDAY: Final = date(2024, 1, 1)


class Kind(StrEnum):
    """How something is repeated; ``custom`` is a rule these answers cannot say."""

    NONE = "none"
    DAILY = "daily"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly-day"
    MONTHLY_NTH = "monthly-nth"
    MONTHLY_LAST = "monthly-last"
    YEARLY = "yearly"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The answers. ``weekdays`` (Monday 0) are for weekly ones; the days of the others are those of the start."""

    kind: Kind = Kind.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    count: int = 0
    rule: str = ""


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
        Kind.YEARLY: ["FREQ=YEARLY", f"BYMONTH={start.month}", f"BYMONTHDAY={start.day}"],
    }
    return patterns[repeat.kind]


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
        Kind.YEARLY,
    ):
        guess = Repeat(
            kind,
            parsed.interval if kind is not Kind.WORKDAYS else 1,
            tuple(weekday for _, weekday in parsed.weekdays) if kind is Kind.WEEKLY else (),
            until.date() if until is not None else None,
            parsed.count,
        )
        written = write_rule(guess, start, zone, all_day=all_day)
        if same_pattern(written, rule, start) and not (parsed.count and until is not None):
            return guess
    return custom


def say(repeat: Repeat, start: datetime, wording: Wording) -> str:
    """Return a repetition in words: ``Every 2 weeks on Mon, Wed, until 3 Dec 2026``."""
    tr = wording.language.tr
    if repeat.kind is Kind.NONE:
        return tr("Not repeated")
    if repeat.kind is Kind.CUSTOM:
        return tr("By the rule {rule}", rule=repeat.rule)
    words = _said(repeat, start, wording)
    if repeat.count:
        return tr("{words}, {n} times", words=words, n=repeat.count)
    if repeat.until is not None:
        return tr("{words}, until {day}", words=words, day=wording.day(repeat.until, year=True))
    return words


def _said(repeat: Repeat, start: datetime, wording: Wording) -> str:
    count, n = wording.language.count, repeat.interval
    if repeat.kind is Kind.WORKDAYS:
        return wording.language.tr("Every weekday, Monday to Friday")
    days = wording.language.tr(", ").join(
        wording.weekday(_MONDAY + timedelta(days=day)) for day in repeat.weekdays or (start.weekday(),)
    )
    forms = {
        Kind.DAILY: ("Every day", "Every {n} days"),
        Kind.WEEKLY: ("Every week on {days}", "Every {n} weeks on {days}"),
        Kind.MONTHLY_DAY: ("Every month on day {day}", "Every {n} months on day {day}"),
        Kind.MONTHLY_NTH: ("Every month on the {nth} {weekday}", "Every {n} months on the {nth} {weekday}"),
        Kind.MONTHLY_LAST: ("Every month on the last {weekday}", "Every {n} months on the last {weekday}"),
        Kind.YEARLY: ("Every year on {date}", "Every {n} years on {date}"),
    }
    one, many = forms[repeat.kind]
    return count(
        one,
        many,
        n,
        days=days,
        day=start.day,
        nth=nth_words((start.day - 1) // 7 + 1, wording),
        weekday=wording.weekday(start.date(), whole=True),
        date=wording.day_of_year(start.date()),
    )


def nth_words(n: int, wording: Wording) -> str:
    """Return first, second … for the nth weekday of a month."""
    tr = wording.language.tr
    return (tr("first"), tr("second"), tr("third"), tr("fourth"), tr("fifth"))[n - 1]


def _until(day: date, zone: str, *, all_day: bool) -> str:
    last = datetime.combine(day, time(23, 59, 59))
    if all_day:
        return f"{day:%Y%m%d}"
    return f"{to_utc(last, zone):%Y%m%dT%H%M%SZ}" if zone else f"{last:%Y%m%dT%H%M%S}"
