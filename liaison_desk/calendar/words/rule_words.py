"""A repetition in words: ``Every second Tuesday at 0700T, until 3 Dec 2026``; a rule too involved for words is told as it is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules import rule_of
from liaison_desk.calendar.rules.repetition import Rule
from liaison_desk.calendar.words.repeats import LAST, WORKING, Kind, Repeat, in_order, write_rule
from liaison_desk.calendar.words.wording import Wording, zone_letter
from liaison_desk.domain.zones import to_utc

_MONDAY: Final = date(2024, 1, 1)


def say(repeat: Repeat, start: datetime, wording: Wording, at: str = "") -> str:
    """Return answers in words; ``at`` is the time to be said with them, as ``clock_words`` gives it."""
    if repeat.kind is Kind.NONE:
        return wording.language.tr("Not repeated")
    return say_rule(write_rule(repeat, start, "", all_day=False), start, "", wording, at, repeat.until)


def say_rule(rule: str, start: datetime, zone: str, wording: Wording, at: str = "", until: date | None = None) -> str:
    """Return a rule in words, or as it is written where words would be too involved."""
    tr = wording.language.tr
    try:
        parsed, ends = rule_of(rule, Event(start=start, end=start, zone=zone))
    except ValueError:
        return tr("By the rule {rule}", rule=rule)
    words = _pattern(parsed, start, wording)
    if not words:
        return tr("By the rule {rule}", rule=rule)
    if at:
        words = tr("{words} at {time}", words=words, time=at)
    if parsed.count:
        return tr("{words}, {n} times", words=words, n=parsed.count)
    until = until or (ends.date() if ends is not None else None)
    return tr("{words}, until {day}", words=words, day=wording.day(until, year=True)) if until is not None else words


def say_event(event: Event, wording: Wording, now: datetime) -> str:
    """Return how an event is repeated, every rule of it in words, with the dates added and left out counted; "" for none."""
    recurrence = event.recurrence
    if recurrence is None:
        return ""
    at = "" if event.all_day else clock_words(event.start, event.zone or wording.profile().host_zone, now)
    parts = [say_rule(rule, event.start, event.zone, wording, at) for rule in recurrence.rules]
    count = wording.language.count
    if recurrence.added:
        parts.append(count("{n} extra date", "{n} extra dates", len(recurrence.added)))
    if recurrence.excluded:
        parts.append(count("{n} date left out", "{n} dates left out", len(recurrence.excluded)))
    return wording.language.tr("; ").join(parts)


def clock_words(start: datetime, zone: str, now: datetime) -> str:
    """Return a wall time with its letter, which is that of now for a series already running: ``0700T``."""
    return f"{start:%H%M}{zone_letter(zone, max(to_utc(start, zone), now))}"


def _pattern(rule: Rule, start: datetime, wording: Wording) -> str:
    """Return what a rule says apart from its end; empty for what is too involved."""
    odd = rule.hours or rule.minutes or rule.seconds or rule.weeks or rule.year_days or rule.skip != "OMIT"
    both = rule.month_days and rule.weekdays
    if odd or both or (rule.months and rule.frequency != "YEARLY") or (rule.positions and rule.frequency != "MONTHLY"):
        return ""
    said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}.get(rule.frequency)
    return said(rule, start, wording) if said is not None else ""


def _daily(rule: Rule, start: datetime, wording: Wording) -> str:
    del start
    plain = not (rule.weekdays or rule.month_days)
    return wording.language.count("Every day", "Every {n} days", rule.interval) if plain else ""


def _weekly(rule: Rule, start: datetime, wording: Wording) -> str:
    tr, n = wording.language.tr, rule.interval
    weekdays = sorted({weekday for _, weekday in rule.weekdays} or {start.weekday()})
    if rule.month_days or any(nth for nth, _ in rule.weekdays):
        return ""
    if tuple(weekdays) == WORKING and n == 1:
        return tr("Every weekday, Monday to Friday")
    if len(weekdays) == 1 and n <= 2:
        day = _weekday(weekdays[0], wording, whole=True)
        return tr("Every {weekday}", weekday=day) if n == 1 else tr("Every second {weekday}", weekday=day)
    days = tr(", ").join(_weekday(day, wording) for day in weekdays)
    return wording.language.count("Every week on {days}", "Every {n} weeks on {days}", n, days=days)


def _monthly(rule: Rule, start: datetime, wording: Wording) -> str:
    count, n = wording.language.count, rule.interval
    if rule.positions:
        words = _sets(rule, wording)
        return count("Every month on the {nth} {weekday}", "Every {n} months on the {nth} {weekday}", n, nth=words[0], weekday=words[1]) if words else ""  # fmt: skip
    if rule.weekdays:
        if len(rule.weekdays) == 1 and rule.weekdays[0][0] == LAST:
            day = _weekday(rule.weekdays[0][1], wording, whole=True)
            return count("Every month on the last {weekday}", "Every {n} months on the last {weekday}", n, weekday=day)
        which = _ordinals(rule.weekdays, wording)
        return count("Every month on the {nth} {weekday}", "Every {n} months on the {nth} {weekday}", n, nth=which[0], weekday=which[1]) if which else ""  # fmt: skip
    days = in_order(rule.month_days or (start.day,))
    if days == (LAST,):
        return count("Every month on the last day", "Every {n} months on the last day", n)
    if any(day < LAST for day in days):
        return ""
    tr = wording.language.tr
    said = tr(", ").join(str(day) if day > 0 else tr("last of the month") for day in days)
    return count("Every month on day {day}", "Every {n} months on day {day}", n, day=said)


def _yearly(rule: Rule, start: datetime, wording: Wording) -> str:
    count, n = wording.language.count, rule.interval
    months = rule.months or (start.month,)
    if len(months) != 1 or len(rule.month_days) > 1 or rule.positions or (rule.weekdays and not rule.months):
        return ""
    if rule.weekdays:
        which = _ordinals(rule.weekdays, wording)
        month = wording.month_name(months[0])
        return count("Every year on the {nth} {weekday} of {month}", "Every {n} years on the {nth} {weekday} of {month}",
                     n, nth=which[0], weekday=which[1], month=month) if which else ""  # fmt: skip
    day = rule.month_days[0] if rule.month_days else start.day
    if day < 1:
        return ""
    leap = date(2024, months[0], 1)
    try:
        said = wording.day_of_year(leap.replace(day=day))
    except ValueError:
        return ""
    return count("Every year on {date}", "Every {n} years on {date}", n, date=said)


def _ordinals(weekdays: Sequence[tuple[int, int]], wording: Wording) -> tuple[str, str] | None:
    """Return which ones and of what: the first and third, Tuesday; None for what is too involved."""
    days, nths = {weekday for _, weekday in weekdays}, [nth for nth, _ in weekdays]
    if len(days) != 1 or any(not (nth == LAST or 1 <= nth <= 5) for nth in nths):
        return None
    return _nths(nths, wording), _weekday(days.pop(), wording, whole=True)


def _sets(rule: Rule, wording: Wording) -> tuple[str, str] | None:
    if any(not (nth == LAST or 1 <= nth <= 5) for nth in rule.positions) or any(nth for nth, _ in rule.weekdays):
        return None
    tr, days = wording.language.tr, sorted({weekday for _, weekday in rule.weekdays})
    if not days or rule.month_days:
        return None
    if tuple(days) == WORKING:
        of_what = tr("working day")
    elif len(days) == 7:
        of_what = tr("day of the month")
    else:
        of_what = tr("of {days}", days=tr(", ").join(_weekday(day, wording) for day in days))
    return _nths(rule.positions, wording), of_what


def _nths(nths: Sequence[int], wording: Wording) -> str:
    return wording.language.tr(", ").join(nth_words(nth, wording) for nth in in_order(nths))


def nth_words(n: int, wording: Wording) -> str:
    """Return first, second … last for the nth weekday of a month."""
    tr = wording.language.tr
    return tr("last") if n == LAST else (tr("first"), tr("second"), tr("third"), tr("fourth"), tr("fifth"))[n - 1]


def _weekday(day: int, wording: Wording, *, whole: bool = False) -> str:
    return wording.weekday(_MONDAY + timedelta(days=day), whole=whole)
