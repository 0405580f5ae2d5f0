"""What becomes of a series when it is moved, or parted in two: its rules, exceptions and additions go along."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from functools import partial
from itertools import islice

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules.course import period_end, rule_of
from liaison_desk.calendar.rules.exceptions import as_told, lasting_at, without_override
from liaison_desk.calendar.rules.lengths import begun, begun_like
from liaison_desk.calendar.rules.repetition import END_OF_TIME, WEEKDAYS, Rule, completed, instances, read_rule
from liaison_desk.calendar.rules.stepping import fitting
from liaison_desk.domain.zones import to_utc

_COUNTED = 10_000
_COUNT = re.compile(r"(?:^|;)COUNT=\d+", re.IGNORECASE)
_WEEK_START = re.compile(r"(?:^|;)WKST=[^;]*", re.IGNORECASE)
_UNTIL = re.compile(r"(?:^|;)UNTIL=[^;]*", re.IGNORECASE)
_DAYS = re.compile(r"(?<=BYDAY=)[^;]*", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(?<=BYMONTHDAY=)[^;]*", re.IGNORECASE)
_MONTH = re.compile(r"(?<=BYMONTH=)[^;]*", re.IGNORECASE)


def moved(event: Event, start: datetime, like: Event | None = None, *, local_zone: str) -> Event:
    """Return an event that begins at another wall time, as long as before; a series takes everything of it along.

    Weekly rules move their weekdays; monthly and yearly ones that name the day they began on name the new one. What ends
    on a day ends as much later, told on the clock of ``like``: the event as it is going to be. Lengths are elapsed time,
    as in ``course``; ``local_zone`` is where a time without a zone is meant.
    """
    recurrence, like = event.recurrence, like or event
    place: Callable[[datetime], datetime] = partial(_shifted, event=event, start=start, like=like)
    home = event.zone or local_zone
    if recurrence is not None:
        rules = tuple(
            _moved_end(rule, moved_rule(rule, event.start, start), event, start, like) for rule in recurrence.rules
        )
        place = _places(event, start, rules, place) if start.date() != event.start.date() else place
        ends = (period_end(recurrence, n) for n in range(len(recurrence.added_until)))
        periods = zip(recurrence.added, ends, strict=False)
        recurrence = replace(
            recurrence,
            rules=rules,
            added=tuple(map(place, recurrence.added)),
            added_until=tuple(
                begun(replace(event, start=at, end=end, end_zone=""), place(at), home).end
                if end and like.all_day == event.all_day
                else None
                for at, end in periods
            ),
            excluded=tuple(map(place, recurrence.excluded)),
            exclusions=tuple(moved_rule(rule, event.start, start) for rule in recurrence.exclusions),
        )
    overrides = tuple(_gone_along(one, place(one.at), event, like, local_zone) for one in event.overrides)
    return replace(begun(event, start, home), recurrence=recurrence, overrides=overrides)


def _gone_along(one: Override, at: datetime, event: Event, like: Event, local_zone: str) -> Override:
    """Return an exception to the occurrence that is going to be ``at``: of whole days, or in its zone, as the series becomes so.

    One that differs from its series in that stays as it is, and moves by whole days.
    """
    days = datetime.combine(at, time()) - datetime.combine(one.at, time())
    home, new_home = event.zone or local_zone, like.zone or local_zone
    if one.all_day != event.all_day:
        return replace(begun(one, one.start + days, home), at=at)
    if one.all_day != like.all_day:
        start = at + (datetime.combine(one.start, time()) - datetime.combine(one.at, time()))
        times = begun(replace(like, recurrence=None, overrides=()), start, new_home)
        return replace(
            one, at=at, start=start, end=times.end, zone=like.zone, end_zone=like.end_zone, all_day=like.all_day
        )
    start = one.start + (at - one.at)
    if (one.zone, one.end_zone) == (event.zone, event.end_zone) and event.zone != like.zone:
        return replace(begun_like(one, start, like, home, new_home), at=at)
    return replace(begun(one, start, home), at=at)


def _shifted(at: datetime, event: Event, start: datetime, like: Event) -> datetime:
    """Return where an occurrence goes with the start; to its day, where the series is going to be one of whole days."""
    if like.all_day and not event.all_day:
        return datetime.combine(at.date() + (start.date() - event.start.date()), time())
    return at + (start - event.start)


def _places(
    event: Event, start: datetime, rules: Sequence[str], place: Callable[[datetime], datetime]
) -> Callable[[datetime], datetime]:
    """Return what tells where an occurrence of a series goes: the nth to the nth, for "the day after the second Tuesday" is no rule."""
    recurrence = event.recurrence or Recurrence()
    named = [*recurrence.excluded, *recurrence.added, *(one.at for one in event.overrides)]
    pairs: dict[datetime, datetime] = {}
    for old, new in zip(recurrence.rules, rules, strict=True) if named else ():
        try:
            before, after = rule_of(old, event)[0], rule_of(new, event)[0]
        except ValueError:
            continue
        if before.frequency not in {"MONTHLY", "YEARLY"}:
            continue
        were = instances(before, event.start, None, event.start, max(named), all_day=event.all_day)
        are = instances(after, start, None, start, END_OF_TIME, all_day=event.all_day)
        pairs = {**dict(zip(were, are, strict=False)), **pairs}
    return lambda at: pairs.get(at) or place(at)


def _moved_end(old: str, rule: str, event: Event, start: datetime, like: Event) -> str:
    """Return a moved rule whose UNTIL goes along when its event is going to start at another time, or in another zone.

    Where months have their days by another count it may have to be elsewhere, so that as many are left: none is lost.
    """
    if start == event.start and (like.zone, like.all_day) == (event.zone, event.all_day):
        return rule
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return rule
    if until is None:
        return rule
    if "T" in parsed.until:
        until = _ending(until, event) + (start - event.start)
    else:
        until += timedelta(days=(start.date() - event.start.date()).days)
    if start.date() != event.start.date() and parsed.frequency in {"MONTHLY", "YEARLY"}:
        was, ends = rule_of(old, event)
        given = instances(was, event.start, ends, event.start, END_OF_TIME, all_day=event.all_day)
        many = sum(1 for _ in islice(given, _COUNTED))
        new = [*islice(instances(parsed, start, None, start, END_OF_TIME, all_day=event.all_day), many + 1)]
        if 0 < many < min(_COUNTED, len(new) + 1):
            last, following = new[many - 1].date(), new[many].date() if many < len(new) else None
            if not last <= until.date() or (following is not None and following <= until.date()):
                until = new[many - 1]
    return f"{_UNTIL.sub('', rule).strip(';')};UNTIL={_until_text(until, like)}"


def _ending(until: datetime, event: Event) -> datetime:
    """Return the time a series ends at; one of whole days with a time after its days."""
    return datetime.combine(until, time.max.replace(microsecond=0)) if event.all_day else until


def _until_text(last: datetime, event: Event) -> str:
    """Return UNTIL as RFC 5545 wants it: a date for all-day events, else UTC, or a wall time where there is no zone."""
    if event.all_day:
        return f"{last:%Y%m%d}"
    return f"{to_utc(last, event.zone):%Y%m%dT%H%M%SZ}" if event.zone else f"{last:%Y%m%dT%H%M%S}"


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
        rule = _DAYS.sub(",".join(WEEKDAYS[weekday] for weekday in moved_days), rule)
        if parsed.interval > 1 and len(moved_days) > 1:  # the days of one week stay in one week
            rule = f"{_WEEK_START.sub('', rule).strip(';')};WKST={WEEKDAYS[(parsed.week_start + days) % 7]}"
        return rule
    if parsed.frequency in {"MONTHLY", "YEARLY"}:
        if len(parsed.weekdays) == 1 and parsed.weekdays[0][0]:
            rule = _DAYS.sub(f"{_ordinal(parsed, new)}{WEEKDAYS[new.weekday()]}", rule)
        elif parsed.month_days == (old.day,):
            rule = _MONTH_DAY.sub(str(new.day), rule)
        if parsed.frequency == "YEARLY" and parsed.months == (old.month,):
            rule = _MONTH.sub(str(new.month), rule)
    return rule


def start_with(event: Event, at: datetime, by: timedelta) -> datetime:
    """Return where a series begins once its occurrence of ``at`` has gone elsewhere by dragging.

    As far from where it began; but a series of "the second Tuesday" that is dragged to a second Monday begins on one.
    """
    new, start = at + by, event.start + by
    rule = event.recurrence.rules[0] if event.recurrence is not None and event.recurrence.rules else ""
    try:
        parsed = completed(read_rule(rule), event.start)
    except ValueError:
        return start
    monthly = parsed.frequency == "MONTHLY" or (parsed.frequency == "YEARLY" and len(parsed.months) == 1)
    if (
        new.date() == at.date()
        or not monthly
        or parsed.positions
        or [bool(nth) for nth, _ in parsed.weekdays] != [True]
    ):
        return start
    months = event.start.year * 12 + event.start.month - 1 + (new.year - at.year) * 12 + new.month - at.month
    if not MINYEAR <= months // 12 <= MAXYEAR:
        return start
    (day,) = fitting(months // 12, months % 12 + 1, (), ((_ordinal(parsed, new), new.weekday()),))
    return datetime.combine(date.fromordinal(day), start.time())


def _ordinal(rule: Rule, new: datetime) -> int:
    """Return which of its weekday in the month a day is for a rule: the last, −1, also for a fifth that few months have."""
    nth = (new.day - 1) // 7 + 1
    last = (new + timedelta(days=7)).month != new.month
    return -1 if nth > 4 or (last and rule.weekdays[0][0] == -1) else nth


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


def keeps_dates(whole: Event, edited: Event) -> bool:
    """Tell whether an edited series repeats as before, apart from where it ends."""
    old, new = (one.recurrence.rules if one.recurrence else () for one in (whole, edited))
    return len(old) == len(new) and all(same_pattern(*pair, edited.start) for pair in zip(old, new, strict=True))


def still_met(whole: Event, edited: Event, local_zone: str) -> tuple[Override, ...]:
    """Return those of the edited series' exceptions that it still has a date for; ``whole`` is what it would be unedited.

    What one said of all later ones, too, is said from the next date on, if only its own was taken out.
    """
    recurrence, overrides = edited.recurrence, edited.overrides
    if recurrence is None or not overrides or not keeps_dates(whole, edited):
        return ()
    ats = [one.at for one in overrides]
    met = {edited.start, *recurrence.added}
    for rule in recurrence.rules:
        try:
            parsed, until = rule_of(rule, edited)
        except ValueError:
            return overrides
        met.update(instances(parsed, edited.start, until, min(ats), max(ats), all_day=edited.all_day))
    met -= {*recurrence.excluded} - {*(whole.recurrence or Recurrence()).excluded}
    left = replace(edited, overrides=tuple(one for one in overrides if one.at in met or one.this_and_future))
    for one in overrides:
        if one.this_and_future and one.at not in met:
            left = replace(left, overrides=without_override(left, one.at, local_zone))
    return left.overrides


def goes_before(event: Event, at: datetime) -> bool:
    """Tell whether a series has something before one of its occurrences, so that it can be parted there."""
    recurrence = event.recurrence or Recurrence()
    return at > event.start or any(one < at for one in {*recurrence.added} - {*recurrence.excluded})


def split(
    event: Event, at: datetime, changed: Event, local_zone: str, *, in_place: bool = False
) -> tuple[Event, Event]:
    """Return a series ended just before ``at``, and ``changed`` as the series that goes on from there.

    ``changed.start`` is the wall time the occurrence of ``at`` gets, also where it alone had moved elsewhere, but for
    ``in_place``: then no time was edited. A rule with COUNT is shared out between the two; exceptions go with the half
    they belong to, and move with it. ``local_zone`` is as for ``moved``.
    """
    home = event.zone or local_zone
    recurrence = event.recurrence or Recurrence()
    ended = replace(
        event,
        recurrence=_part(recurrence, [_ended_rule(rule, event, at) for rule in recurrence.rules], at, late=False),
        overrides=tuple(override for override in event.overrides if override.at < at),
        sequence=event.sequence + 1,
    )
    if at <= event.start and goes_before(event, at):  # only dates added before the start are left of it
        first = min(one for one in recurrence.added if one not in recurrence.excluded)
        assert ended.recurrence is not None
        bare = replace(ended.recurrence, rules=(), exclusions=())
        ended = replace(begun(ended, first, home), recurrence=bare)
    # An added date is on none of the rules: they begin at their own next date, and it stays an added one.
    rules = [(rule, begins) for rule in recurrence.rules if (begins := _next_of(rule, event, at)) is not None]
    begins = at if not rules or at == event.start else min(one for _, one in rules)
    late = _part(recurrence, [_rest_of_rule(rule, event, at) for rule, _ in rules], at, late=True)
    rest = replace(
        begun(event, begins, home),
        recurrence=late,
        overrides=tuple(override for override in event.overrides if override.at >= at),
    )
    shift = changed.start - at
    rest = moved(rest, begins + shift, changed, local_zone=local_zone)
    # What an earlier exception for all later moved is no exception any more; others stay by their own clock and name.
    if known := lasting_at(event, at):
        back = known.at - known.start
        own = (replace(begun(one, one.start + back, home), title=one.title or event.title) for one in rest.overrides)
        rest = replace(rest, overrides=tuple(own))
    # The occurrence it is parted at is what was edited: where it alone had moved to counts no more.
    overrides = rest.overrides if in_place else tuple(_at_once(one, changed) for one in rest.overrides)
    overrides = as_told(overrides, lasting_at(event, at) or event, changed)
    following = replace(changed, id=0, uid="", version=0, created_at=None, overrides=overrides, sequence=0)
    if changed.recurrence != recurrence:
        return ended, replace(following, overrides=still_met(rest, following, local_zone))
    following = begun(following, changed.start + (begins - at), following.zone or local_zone)
    return ended, replace(following, recurrence=rest.recurrence)


def _next_of(rule: str, event: Event, at: datetime) -> datetime | None:
    """Return the first time of a rule from ``at`` on; of what no rule is, ``at`` itself."""
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return at
    return next(instances(parsed, event.start, until, at, END_OF_TIME, all_day=event.all_day), None)


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
    """Return a rule that ends before ``at``; one that has ended already as it is, for its COUNT may say so."""
    if _next_of(rule, event, at) is None:
        return rule
    bare = _COUNT.sub("", _UNTIL.sub("", rule)).strip(";")
    return f"{bare};UNTIL={_until_text(at - timedelta(seconds=1), event)}"


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
