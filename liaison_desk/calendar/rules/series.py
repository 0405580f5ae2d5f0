"""When an event happens: expansion of recurrences at their wall time, the bounds of a series, what makes one valid.

Sources: RFC 5545 §3.3.10 (rules), §3.8.4.4 (RECURRENCE-ID and RANGE), §3.8.5 (recurrence set). A rule runs on the wall
clock of the event's zone, so that 0700 stays 0700 when the clocks change; its length is elapsed time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules.repetition import Rule, ends, in_a_day, instances, read_rule
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.zones import known_zones, to_local, to_utc
from liaison_desk.foundation.core.errors import Problem

_DAY = timedelta(days=1)
MOST_A_DAY = 1440
"""How often an event may repeat in a day: a file full of events by the second would hold every page of the desk up."""
MOST_AT_ONCE = 1500
"""How many occurrences of one event may go on at the same time."""
LONGEST_REPEATED = timedelta(days=36_525)
"""How long something that repeats may last, or be put off from then on."""
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence: its wall times, its instants (UTC; for all-day events midnight UTC), and what it replaces."""

    at: datetime
    start: datetime
    end: datetime
    zone: str
    starts: datetime
    ends: datetime
    all_day: bool
    override: Override | None = None


def event_problems(event: Event) -> list[Problem]:
    """Return what is wrong with an event; an empty list is a valid one."""
    problems = []
    if not (event.title.host.strip() or event.title.home.strip()):
        problems.append(Problem("title", "Give the event a title."))
    for name, zone in (("zone", event.zone), ("end_zone", event.end_zone)):
        if zone and zone not in known_zones():
            problems.append(Problem(name, "{zone} is no time zone. Choose one such as Asia/Tokyo.", (("zone", zone),)))
    problems += (years := _year_problems(event))
    if not problems:
        starts, ends = _span(event, event.start, event.end, event.zone, event.end_zone, "UTC")
        if ends < starts:
            problems.append(Problem("end", "The event ends before it starts."))
        elif event.all_day and ends == starts:
            problems.append(Problem("end", "An all-day event lasts one day at least."))
    if event.recurrence and not years:
        problems += _rule_problems(event, (*event.recurrence.rules, *event.recurrence.exclusions))
    return problems


def _year_problems(event: Event) -> list[Problem]:
    """Return a problem where a time of the event, or an occurrence that a time begins, lies outside the calendar."""
    recurrence = event.recurrence or Recurrence()
    walls = [event.start, event.end, *recurrence.added, *recurrence.excluded, *filter(None, recurrence.added_until)]
    walls += [at for override in event.overrides for at in (override.at, override.start, override.end)]
    reach = max(abs(event.length), *_lasting(event), timedelta()) if event.recurrence else timedelta()
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
    lengths = (event.length, *_lasting(event))
    if often and (often * (max(lengths) / _DAY) > MOST_AT_ONCE or max(lengths) > LONGEST_REPEATED):
        yield Problem("recurrence", "The event lasts so long that it overlaps itself too often.")
    if often > MOST_A_DAY:
        yield Problem("recurrence", "The event repeats more than {most} times a day.", (("most", str(MOST_A_DAY)),))


def _lasting(event: Event) -> Iterator[timedelta]:
    """Yield how far exceptions for "this and all later" reach from the times their rule gave."""
    return (
        max(abs(override.start - override.at), abs(override.end - override.at))
        for override in event.overrides
        if override.this_and_future
    )


def happenings(event: Event, since: datetime, until: datetime, local_zone: str) -> list[Happening]:
    """Return the occurrences of an event that touch the span [since, until) of UTC instants, in order.

    ``local_zone`` is where floating times and the days of all-day events are looked at. At most 20,000 instances of a
    rule are considered.
    """
    found = [
        one
        for one in _all(event, since, until, local_zone)
        if touches(one.starts, one.ends, one.all_day, since, until, local_zone)
    ]
    return sorted(found, key=lambda one: (one.starts, one.ends))


def coming(event: Event, since: datetime, local_zone: str, limit: int) -> list[Happening]:
    """Return the next occurrences of an event that start at ``since`` (UTC) or later, at most ``limit``, cancelled ones too."""
    found: list[Happening] = []
    for days in (60, 800, 20_000):
        until = min(since, _LAST - timedelta(days=days)) + timedelta(days=days)
        found = [one for one in happenings(event, since, until, local_zone) if one.starts >= since][:limit]
        if len(found) == limit:
            break
    return found


def latest(event: Event, before: datetime, local_zone: str, limit: int) -> list[Happening]:
    """Return the last occurrences of an event that started before an instant (UTC), newest first; as ``coming`` otherwise."""
    found: list[Happening] = []
    for days in (60, 800, 20_000):
        since = max(before, _FIRST + timedelta(days=days)) - timedelta(days=days)
        found = [one for one in happenings(event, since, before, local_zone) if one.starts < before][: -limit - 1 : -1]
        if len(found) == limit:
            break
    return found


def touches(starts: datetime, ends: datetime, all_day: bool, since: datetime, until: datetime, local_zone: str) -> bool:
    """Tell whether an occurrence touches a span; an all-day one by its dates in the local zone."""
    if all_day:
        first, last = to_local(since, local_zone), to_local(until - timedelta(microseconds=1), local_zone)
        return starts.date() <= last.date() and ends.date() > first.date()
    return starts < until and (ends > since or (starts == ends and starts >= since))


def bounds(event: Event, local_zone: str) -> tuple[datetime, datetime | None]:
    """Return UTC bounds of everything an event can happen in; the last is ``None`` when it goes on for ever."""
    spans = [_override_span(override, event, local_zone) for override in event.overrides]
    if not event.only_overrides or not spans:
        spans.append(_span(event, event.start, event.end, event.zone, event.end_zone, local_zone))
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if event.recurrence is None or event.only_overrides:
        return first, last
    elapsed = _elapsed(event, local_zone)
    for n, added in enumerate(event.recurrence.added):
        starts = _instant(added, event.zone, event.all_day, local_zone)
        ends = _period_end(event.recurrence, n)
        first = min(first, starts)
        last = max(last, _instant(ends, event.zone, event.all_day, local_zone) if ends else starts + elapsed)
    shift = max(
        (override.end - override.at for override in event.overrides if override.this_and_future), default=timedelta()
    )
    for rule in event.recurrence.rules:
        end = _rule_end(rule, event, local_zone)
        if end is None:
            return first, None
        last = max(last, end + elapsed, end + shift + _DAY)
    return first, last


def _all(event: Event, since: datetime, until: datetime, local_zone: str) -> Iterator[Happening]:
    overrides = {override.at: override for override in event.overrides}
    for override in event.overrides:
        starts, ends = _override_span(override, event, local_zone)
        yield Happening(
            override.at,
            override.start,
            override.end,
            override.zone or event.zone,
            starts,
            ends,
            override.all_day,
            override,
        )
    if event.only_overrides:
        return
    lasting = sorted(
        (override for override in event.overrides if override.this_and_future), key=lambda override: override.at
    )
    excluded = set(event.recurrence.excluded) if event.recurrence else set()
    elapsed = _elapsed(event, local_zone)
    for at, given_end in _instances(event, since, until, local_zone):
        if at in overrides or at in excluded:
            continue
        changed = next((override for override in reversed(lasting) if override.at <= at), None)
        if changed is not None:
            yield _moved(event, at, changed, local_zone)
            continue
        starts = _instant(at, event.zone, event.all_day, local_zone)
        ends = _instant(given_end, event.zone, event.all_day, local_zone) if given_end else starts + elapsed
        end = (
            ends.replace(tzinfo=None)
            if event.all_day
            else to_local(ends, event.zone or local_zone).replace(tzinfo=None)
        )
        yield Happening(at, at, end, event.zone, starts, ends, event.all_day)


def _moved(event: Event, at: datetime, changed: Override, local_zone: str) -> Happening:
    """Return an instance after a "this and future" exception: moved and lasting as the exception says."""
    start = at + (changed.start - changed.at)
    end = start + (changed.end - changed.start)
    zone = changed.zone or event.zone
    starts = _instant(start, zone, changed.all_day, local_zone)
    ends = _instant(end, changed.end_zone or zone, changed.all_day, local_zone)
    return Happening(at, start, end, zone, starts, ends, changed.all_day, changed)


def _instances(
    event: Event, since: datetime, until: datetime, local_zone: str
) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the wall times the recurrence set gives, each once, with the end a period gives (else ``None``)."""
    recurrence = event.recurrence
    if recurrence is None:
        yield event.start, None
        return
    zone = event.zone or local_zone
    # Only what an exception moves from then on is looked for further away; single ones are known by themselves.
    reach = max(_lasting(event), default=timedelta()) + 2 * _DAY
    low = to_local(since, zone).replace(tzinfo=None) - _elapsed(event, local_zone) - reach
    high = to_local(until, zone).replace(tzinfo=None) + reach
    seen: set[datetime] = set()
    excluded: set[datetime] = set()
    for rule in recurrence.exclusions:
        excluded.update(_between(rule, event, low, high))
    for n, added in enumerate(recurrence.added):
        if added not in seen and added not in excluded:
            seen.add(added)
            yield added, _period_end(recurrence, n)
    candidates = [event.start] if low <= event.start <= high else []
    for rule in recurrence.rules:
        candidates += _between(rule, event, low, high)
    for at in candidates:
        if at not in seen and at not in excluded:
            seen.add(at)
            yield at, None


def _between(rule: str, event: Event, low: datetime, high: datetime) -> list[datetime]:
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return []
    return list(instances(parsed, event.start, until, low, high, all_day=event.all_day))


def rule_of(rule: str, event: Event) -> tuple[Rule, datetime | None]:
    """Return a rule and its UNTIL on the event's wall clock; raises ValueError for what no rule is.

    Some programs write the last day there is for a rule without an end.
    """
    parsed = read_rule(rule)
    ends = parsed.until and not parsed.until.strip().startswith(str(MAXYEAR))
    return parsed, _wall_until(parsed.until, event) if ends else None


def _wall_until(text: str, event: Event) -> datetime:
    """Return UNTIL as wall time of the event: UTC ones converted, bare dates to the end of that day."""
    digits = text.strip()
    if "T" not in digits:
        return datetime.combine(datetime.strptime(digits[:8], "%Y%m%d").date(), time.max.replace(microsecond=0))  # noqa: DTZ007 - wall time
    wall = datetime.strptime(digits[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time
    if digits.endswith("Z") and event.zone and not event.all_day:
        return to_local(wall.replace(tzinfo=UTC), event.zone).replace(tzinfo=None)
    return wall


def _rule_end(rule: str, event: Event, local_zone: str) -> datetime | None:
    try:
        parsed, until = rule_of(rule, event)
        if until is not None:
            return _instant(until, event.zone, event.all_day, local_zone) + _DAY
        if not parsed.count:
            return None
        last = ends(parsed, event.start, until, all_day=event.all_day)
        return None if last is None else _instant(last, event.zone, event.all_day, local_zone)
    except (ValueError, OverflowError):
        return _instant(event.start, event.zone, event.all_day, local_zone)


def _period_end(recurrence: Recurrence, n: int) -> datetime | None:
    return recurrence.added_until[n] if n < len(recurrence.added_until) else None


def _elapsed(event: Event, local_zone: str) -> timedelta:
    starts, ends = _span(event, event.start, event.end, event.zone, event.end_zone, local_zone)
    return ends - starts


def _span(
    what: Event | Override, start: datetime, end: datetime, zone: str, end_zone: str, local_zone: str
) -> tuple[datetime, datetime]:
    return _instant(start, zone, what.all_day, local_zone), _instant(end, end_zone or zone, what.all_day, local_zone)


def _override_span(override: Override, event: Event, local_zone: str) -> tuple[datetime, datetime]:
    zone = override.zone or event.zone
    return _span(override, override.start, override.end, zone, override.end_zone or zone, local_zone)


def _instant(wall: datetime, zone: str, all_day: bool, local_zone: str) -> datetime:
    if all_day:
        return wall.replace(tzinfo=UTC)
    return to_utc(wall, zone or local_zone)
