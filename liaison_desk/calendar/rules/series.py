"""What makes an event valid, the bounds of everything it can happen in, and its occurrences about an instant."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from liaison_desk.calendar.records import Event, Recurrence
from liaison_desk.calendar.rules.course import (
    Course,
    instant,
    lasting,
    override_span,
    period_end,
    rule_of,
    span_of,
)
from liaison_desk.calendar.rules.repetition import in_a_day
from liaison_desk.calendar.rules.span import Happening, later
from liaison_desk.calendar.rules.stepping import steps
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import DeskError, Problem

_DAY = timedelta(days=1)
MOST_A_DAY = 1440
"""How often an event may repeat in a day: a file full of events by the second would hold every page of the desk up."""
MOST_AT_ONCE = 1500
"""How many occurrences of one event may go on at the same time."""
MOST_DATES = 20_000
"""How many dates may be taken out of a series, added to it, or changed: as many as are read from a calendar file."""
LONGEST_REPEATED = timedelta(days=36_525)
"""How long something that repeats may last, or be put off from then on."""
LONGEST_WAY = 7 * 24 * 60
"""How many minutes the way to an event, or back, may take."""
EARLIEST_INPUT = 366
"""How many days before its event an input may be due."""
MOST_INPUTS = 100
"""How many inputs a card may ask for, each of them a task of every occurrence."""
MOST_ALARMS = 200
"""How many reminders an event, or one occurrence of it, may have."""
_TOO_MANY = "More than {most} dates are taken out of the series, added to it or changed. Part it into several."
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


def event_problems(event: Event) -> list[Problem]:
    """Return what is wrong with an event; an empty list is a valid one."""
    problems = []
    if not shows(event.title.host + event.title.home):
        problems.append(Problem("title", "Give the event a title."))
    for name, zone in (("zone", event.zone), ("end_zone", event.end_zone)):
        if zone and zone not in known_zones():
            problems.append(Problem(name, "{zone} is no time zone. Choose one such as Asia/Tokyo.", (("zone", zone),)))
    recurrence = event.recurrence or Recurrence()
    if max(map(len, (recurrence.added, recurrence.excluded, event.overrides))) > MOST_DATES:
        return [*problems, Problem("recurrence", _TOO_MANY, (("most", f"{MOST_DATES:,}"),))]
    problems += (years := _year_problems(event))
    if not problems:
        starts, ends = span_of(event, event.start, event.end, event.zone, event.end_zone, "UTC")
        if ends < starts:
            problems.append(Problem("end", "The event ends before it starts."))
        elif event.all_day and ends == starts:
            problems.append(Problem("end", "An all-day event lasts one day at least."))
    if event.recurrence and not years:
        problems += _rule_problems(event, (*event.recurrence.rules, *event.recurrence.exclusions))
    return [*problems, *_amount_problems(event)]


def _amount_problems(event: Event) -> Iterator[Problem]:
    """Yield what no form lets one enter, and what a file from elsewhere may hold all the same."""
    for name in ("travel_before", "travel_after"):
        if not 0 <= getattr(event, name) <= LONGEST_WAY:
            yield Problem(name, "The way takes from 0 to {most} minutes.", (("most", f"{LONGEST_WAY:,}"),))
    if max(map(len, (event.alarms, *(one.alarms for one in event.overrides)))) > MOST_ALARMS:
        yield Problem("alarms", "An event has {most} reminders at most.", (("most", str(MOST_ALARMS)),))
    inputs = event.rhythm.inputs if event.rhythm is not None else ()
    if len(inputs) > MOST_INPUTS:
        yield Problem("rhythm", "A card asks for {most} inputs at most.", (("most", str(MOST_INPUTS)),))
    if any(not 0 <= one.days_before <= EARLIEST_INPUT for one in inputs):
        said = "An input is due from 0 to {most} days before its event."
        yield Problem("rhythm", said, (("most", str(EARLIEST_INPUT)),))
    if any(one.at is not None and one.at.tzinfo is not None for one in inputs):
        yield Problem("rhythm", "An input is due at a time of the event's zone, not at one of a zone of its own.")


def _year_problems(event: Event) -> list[Problem]:
    """Return a problem where a time of the event, or an occurrence that a time begins, lies outside the calendar."""
    recurrence = event.recurrence or Recurrence()
    walls = [event.start, event.end, *recurrence.added, *recurrence.excluded, *filter(None, recurrence.added_until)]
    walls += [at for override in event.overrides for at in (override.at, override.start, override.end)]
    reach = max(abs(event.length), *lasting(event), timedelta()) if event.recurrence else timedelta()
    try:
        return year_problems("start", min(walls) - reach, max(walls) + reach)
    except OverflowError:
        return year_problems("start", date.max)


def _rule_problems(event: Event, rules: tuple[str, ...]) -> Iterator[Problem]:
    often = 0
    for rule in rules:
        try:
            parsed, _ = rule_of(rule, event)
            often += min(in_a_day(parsed), parsed.count or MOST_A_DAY + 1)
        except ValueError:
            yield Problem("recurrence", "The repetition {rule} cannot be understood.", (("rule", rule[:80]),))
    lengths = (event.length, *lasting(event))
    if often and (often * (max(lengths) / _DAY) > MOST_AT_ONCE or max(lengths) > LONGEST_REPEATED):
        yield Problem("recurrence", "The event lasts so long that it overlaps itself too often.")
    if often > MOST_A_DAY:
        yield Problem("recurrence", "The event repeats more than {most} times a day.", (("most", str(MOST_A_DAY)),))


def happenings(event: Event, since: datetime, until: datetime, local_zone: str) -> list[Happening]:
    """Return the occurrences of an event that touch the span [since, until) of UTC instants, in order.

    ``local_zone`` is where floating times and the days of all-day events are looked at. At most 20,000 instances of a
    rule are considered.
    """
    return Course(event, local_zone).between(since, until)


def coming(event: Event, since: datetime, local_zone: str, limit: int) -> list[Happening]:
    """Return the next occurrences of an event that start at ``since`` (UTC) or later, at most ``limit``, cancelled ones too."""
    found: list[Happening] = []
    course = Course(event, local_zone)
    for days in (60, 800, 20_000):
        until = min(since, _LAST - timedelta(days=days)) + timedelta(days=days)
        found = [one for one in course.between(since, until) if one.starts >= since][:limit]
        if len(found) == limit:
            break
    return found


def latest(event: Event, before: datetime, local_zone: str, limit: int) -> list[Happening]:
    """Return the last occurrences of an event that started before an instant (UTC), newest first; as ``coming`` otherwise."""
    found: list[Happening] = []
    course = Course(event, local_zone)
    for days in (60, 800, 20_000):
        since = max(before, _FIRST + timedelta(days=days)) - timedelta(days=days)
        found = [one for one in course.between(since, before) if one.starts < before][: -limit - 1 : -1]
        if len(found) == limit:
            break
    return found


def bounds(event: Event, local_zone: str) -> tuple[datetime, datetime | None]:
    """Return UTC bounds of everything an event can happen in; the last is ``None`` when it goes on for ever."""
    spans = [override_span(override, event, local_zone) for override in event.overrides]
    if not event.only_overrides or not spans:
        spans.append(span_of(event, event.start, event.end, event.zone, event.end_zone, local_zone))
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if event.recurrence is None or event.only_overrides:
        return first, last
    begins, over = span_of(event, event.start, event.end, event.zone, event.end_zone, local_zone)
    elapsed = over - begins
    for n, added in enumerate(event.recurrence.added):
        starts = instant(added, event.zone, event.all_day, local_zone)
        ends = period_end(event.recurrence, n)
        first = min(first, starts)
        last = max(last, instant(ends, event.zone, event.all_day, local_zone) if ends else starts + elapsed)
    shifts = [override.end - override.at + _DAY for override in event.overrides if override.this_and_future]
    for rule in event.recurrence.rules:
        end = _rule_end(rule, event, local_zone)
        if end is None:
            return first, None
        last = max(last, *(later(end, by) for by in (elapsed, *shifts)))
    return first, last


def _rule_end(rule: str, event: Event, local_zone: str) -> datetime | None:
    try:
        parsed, until = rule_of(rule, event)
        if until is not None:
            return instant(until, event.zone, event.all_day, local_zone) + _DAY
        if not parsed.count:
            return None
        last = steps(parsed, event.start, until, all_day=event.all_day).final or event.start
        return instant(last, event.zone, event.all_day, local_zone)
    except ValueError:
        return instant(event.start, event.zone, event.all_day, local_zone)
    except (DeskError, OverflowError):  # it goes on to the end of the calendar
        return None
