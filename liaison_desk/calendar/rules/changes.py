"""What becomes of a series when it is moved, or parted in two: its rules, exceptions and additions go along."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules.course import rule_of
from liaison_desk.calendar.rules.repetition import WEEKDAYS, completed, instances, read_rule
from liaison_desk.domain.zones import to_utc

_COUNT = re.compile(r"(?:^|;)COUNT=\d+", re.IGNORECASE)
_UNTIL = re.compile(r"(?:^|;)UNTIL=[^;]*", re.IGNORECASE)
_DAYS = re.compile(r"(?<=BYDAY=)[^;]*", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(?<=BYMONTHDAY=)[^;]*", re.IGNORECASE)
_MONTH = re.compile(r"(?<=BYMONTH=)[^;]*", re.IGNORECASE)


def moved(event: Event, start: datetime) -> Event:
    """Return an event that begins at another wall time, as long as before; a series takes everything of it along.

    Weekly rules move their weekdays; monthly and yearly ones that name the day they began on name the new one.
    """
    shift = start - event.start
    recurrence = event.recurrence
    if recurrence is not None:
        recurrence = replace(
            recurrence,
            rules=tuple(moved_rule(rule, event.start, start) for rule in recurrence.rules),
            added=tuple(at + shift for at in recurrence.added),
            added_until=tuple(at + shift if at else None for at in recurrence.added_until),
            excluded=tuple(at + shift for at in recurrence.excluded),
            exclusions=tuple(moved_rule(rule, event.start, start) for rule in recurrence.exclusions),
        )
    overrides = tuple(_moved_override(override, shift) for override in event.overrides)
    return replace(event, start=start, end=event.end + shift, recurrence=recurrence, overrides=overrides)


def moved_rule(rule: str, old: datetime, new: datetime) -> str:
    """Return a rule whose days fit a start on another day; one that is too involved for that stays as it is."""
    days = (new.date() - old.date()).days
    try:
        parsed = read_rule(rule)
    except ValueError:
        return rule
    if not days or parsed.positions or parsed.year_days or parsed.weeks:
        return rule
    if parsed.frequency == "WEEKLY" and parsed.weekdays:
        moved_days = sorted({(weekday + days) % 7 for _, weekday in parsed.weekdays})
        return _DAYS.sub(",".join(WEEKDAYS[weekday] for weekday in moved_days), rule)
    if parsed.frequency in {"MONTHLY", "YEARLY"}:
        if len(parsed.weekdays) == 1 and parsed.weekdays[0][0]:
            ordinal = -1 if parsed.weekdays[0][0] == -1 and (new + timedelta(days=7)).month != new.month else 0
            rule = _DAYS.sub(f"{ordinal or (new.day - 1) // 7 + 1}{WEEKDAYS[new.weekday()]}", rule)
        elif parsed.month_days == (old.day,):
            rule = _MONTH_DAY.sub(str(new.day), rule)
        if parsed.frequency == "YEARLY" and parsed.months == (old.month,):
            rule = _MONTH.sub(str(new.month), rule)
    return rule


def same_pattern(one: str, other: str, start: datetime) -> bool:
    """Tell whether two rules give the same dates from ``start`` on, apart from where they end."""
    try:
        first, second = (completed(read_rule(rule), start) for rule in (one, other))
    except ValueError:
        return one == other
    endless = [replace(rule, count=0, until="", weekdays=tuple(sorted(rule.weekdays))) for rule in (first, second)]
    if first.frequency != "WEEKLY" or first.interval == 1:
        endless = [replace(rule, week_start=0) for rule in endless]
    return endless[0] == endless[1]


def split(event: Event, at: datetime, changed: Event) -> tuple[Event, Event]:
    """Return a series ended just before ``at``, and ``changed`` as the series that goes on from there.

    ``changed.start`` is the wall time the occurrence of ``at`` gets. A rule with COUNT is shared out between the two;
    exceptions go with the half they belong to, and move with it.
    """
    recurrence = event.recurrence or Recurrence()
    ended = replace(
        event,
        recurrence=_part(recurrence, [_ended_rule(rule, event, at) for rule in recurrence.rules], at, late=False),
        overrides=tuple(override for override in event.overrides if override.at < at),
        sequence=event.sequence + 1,
    )
    rest = replace(
        event,
        start=at,
        end=at + event.length,
        recurrence=_part(recurrence, [_rest_of_rule(rule, event, at) for rule in recurrence.rules], at, late=True),
        overrides=tuple(override for override in event.overrides if override.at >= at),
    )
    rest = moved(rest, changed.start)
    # The occurrence it is parted at is what was edited: where it alone had moved to counts no more.
    rest = replace(rest, overrides=tuple(_at_once(one, changed) for one in rest.overrides))
    own = changed.recurrence if changed.recurrence != recurrence else rest.recurrence
    following = replace(
        changed, id=0, uid="", version=0, created_at=None, recurrence=own, overrides=rest.overrides, sequence=0
    )
    return ended, following


def _at_once(override: Override, changed: Event) -> Override:
    """Return the exception to the first occurrence of a series at that occurrence's own time; any other as it is."""
    if override.at != changed.start:
        return override
    return replace(
        override,
        start=changed.start,
        end=changed.end,
        zone=changed.zone,
        end_zone=changed.end_zone,
        all_day=changed.all_day,
    )


def _moved_override(override: Override, shift: timedelta) -> Override:
    return replace(override, at=override.at + shift, start=override.start + shift, end=override.end + shift)


def _part(recurrence: Recurrence, rules: Sequence[str], at: datetime, *, late: bool) -> Recurrence:
    ends = (*recurrence.added_until, *[None] * (len(recurrence.added) - len(recurrence.added_until)))
    kept = [(one, end) for one, end in zip(recurrence.added, ends, strict=False) if (one >= at) is late]
    return replace(
        recurrence,
        rules=tuple(rules),
        added=tuple(one for one, _ in kept),
        added_until=tuple(end for _, end in kept) if recurrence.added_until else (),
        excluded=tuple(one for one in recurrence.excluded if (one >= at) is late),
    )


def _ended_rule(rule: str, event: Event, at: datetime) -> str:
    """Return a rule that ends before ``at``: UNTIL as RFC 5545 wants it, a date for all-day events, else UTC."""
    bare = _COUNT.sub("", _UNTIL.sub("", rule)).strip(";")
    last = at - timedelta(seconds=1)
    if event.all_day:
        return f"{bare};UNTIL={last:%Y%m%d}"
    if event.zone:
        return f"{bare};UNTIL={to_utc(last, event.zone):%Y%m%dT%H%M%SZ}"
    return f"{bare};UNTIL={last:%Y%m%dT%H%M%S}"


def _rest_of_rule(rule: str, event: Event, at: datetime) -> str:
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return rule
    if not parsed.count:
        return rule
    given = instances(parsed, event.start, until, event.start, at, all_day=event.all_day)
    used = sum(1 for one in given if one < at)
    return f"{_COUNT.sub('', rule).strip(';')};COUNT={max(1, parsed.count - used)}"
