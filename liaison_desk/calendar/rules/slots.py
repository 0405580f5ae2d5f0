"""Finding a time: what is free for some people between two instants, within duty hours and off the holidays of nations.

A slot begins on the step of the clock (every 15 or 30 minutes) and lies wholly within what is allowed. What nobody may
be taken away from is swept as merged stretches, so that a year of twenty people costs milliseconds. Where nothing is
free, ``compromises`` says what comes nearest, and why each is not right.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.stretches import Stretch, both, instant, merged, room_for, seconds, without
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.duty import common_duty, home_duty, host_duty
from liaison_desk.domain.holidays import Holiday, holidays_between
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import Problem

OFFICER = 0
"""Whose stretches are the desk's officer's own; people have the ids of contacts."""
LONGEST_SPAN = timedelta(days=366)
_DAY = timedelta(days=1)
_MINUTE = 60


class Hours(StrEnum):
    """Within whose duty hours a slot must lie."""

    BOTH = "both"
    HOST = "host"
    HOME = "home"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class SlotOptions:
    """What is looked for. ``step``, ``before`` and ``after`` are minutes; the last two stay free for the way.

    ``earliest`` and ``latest`` are wall times of ``clock_zone`` (the host's when empty); ``nations`` (trigraphs) are those
    whose public holidays are avoided: home's by the days of its zone, all others by those of the host's.
    """

    length: timedelta = timedelta(minutes=30)
    step: int = 30
    hours: Hours = Hours.BOTH
    earliest: time | None = None
    latest: time | None = None
    clock_zone: str = ""
    nations: tuple[str, ...] = ()
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch (aware UTC) in which someone is taken: ``OFFICER``, or the contact of that id. ``title`` says by what."""

    starts: datetime
    ends: datetime
    who: int = OFFICER
    title: Bilingual = field(default_factory=Bilingual)


class Against(StrEnum):
    """What speaks against a slot."""

    HOST_DUTY = "host duty"
    HOME_DUTY = "home duty"
    CLOCK = "clock"
    HOLIDAY = "holiday"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot is a compromise. ``at`` is the first instant that is wrong, ``until`` where what is in the way ends.

    ``zone`` is where that is said in; ``who`` and ``title`` are of a busy stretch.
    """

    kind: Against
    at: datetime
    until: datetime
    zone: str
    who: int = OFFICER
    title: Bilingual = field(default_factory=Bilingual)
    holiday: Holiday | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposal (aware UTC). ``common``: both headquarters are on duty all along; ``against`` is empty for a free one."""

    starts: datetime
    ends: datetime
    common: bool = False
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """Something every slot must lie within: merged stretches, and where a slot may begin to do so (ends included)."""

    kind: Against
    allowed: tuple[Stretch, ...]
    begins: tuple[Stretch, ...]
    zone: str
    nation: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A search made ready: the limits, what each person is taken by, and the grid of beginnings (seconds since 1970)."""

    profile: DeskProfile
    options: SlotOptions
    limits: tuple[Limit, ...]
    taken: Mapping[int, Sequence[Stretch]]
    busy: tuple[Busy, ...]
    since: int
    until: int
    length: int
    step: int
    phase: int
    midnights: tuple[int, ...]
    common: tuple[Stretch, ...]

    def on_step(self, at: int) -> int:
        """Return the first beginning of the grid at or after an instant."""
        return at + (self.phase - at) % self.step

    def day_of(self, at: int) -> int:
        """Return the number of the place's day that an instant lies in."""
        return bisect_right(self.midnights, at) - 1

    def slot(self, at: int, against: tuple[Reason, ...] = ()) -> Slot:
        """Return the slot that begins at an instant."""
        return Slot(instant(at), instant(at + self.length), holds(self.common, at), against)


def option_problems(options: SlotOptions, since: datetime, until: datetime) -> list[Problem]:
    """Return what is wrong with a search; an empty list is one that can be made."""
    problems = []
    if options.length <= timedelta():
        problems.append(Problem("length", "Give a length of a minute at least."))
    elif options.length > _DAY:
        problems.append(Problem("length", "A time can be found for a day at most."))
    if until <= since:
        problems.append(Problem("last", "These days are over, or end before they begin."))
    elif until - since > LONGEST_SPAN:
        problems.append(Problem("last", "Look for a time in a year at most."))
    if options.earliest is not None and options.latest is not None and options.latest <= options.earliest:
        problems.append(Problem("latest", "The latest time lies before the earliest."))
    return problems


def busy_by(one: Occurrence, host_zone: str, who: int = OFFICER) -> Busy:
    """Return the stretch an occurrence takes someone: with the way there and back for the officer, whose way it is.

    An all-day one takes its days of the host's calendar, from midnight to midnight there.
    """
    if one.all_day:
        starts, ends = (to_utc(at.astimezone(UTC).replace(tzinfo=None), host_zone) for at in (one.starts, one.ends))
        return Busy(starts, ends, who, one.title)
    if who != OFFICER or not (one.travel_before or one.travel_after):
        return Busy(one.starts, one.ends, who, one.title)
    before, after = timedelta(minutes=one.travel_before), timedelta(minutes=one.travel_after)
    return Busy(one.starts - before, one.ends + after, who, one.title)


def ask(profile: DeskProfile, busy: Iterable[Busy], options: SlotOptions, since: datetime, until: datetime) -> Question:
    """Make a search ready. Slots lie within [since, until) of UTC instants; see ``option_problems`` for what is no search."""
    low, high, length = seconds(since), seconds(until), int(options.length.total_seconds())
    offset = to_local(since, profile.host_zone).utcoffset() or timedelta()
    stretches = tuple(busy)
    by_person: dict[int, list[Stretch]] = {}
    for one in stretches:
        by_person.setdefault(one.who, []).append((seconds(one.starts), seconds(one.ends)))
    first = to_local(since, profile.host_zone).date()
    days = (until - since).days + 2
    return Question(
        profile=profile,
        options=options,
        limits=tuple(_limits(profile, options, since, until, length)),
        taken={who: merged(found) for who, found in by_person.items()},
        busy=stretches,
        since=low,
        until=high,
        length=length,
        step=options.step * _MINUTE,
        phase=-int(offset.total_seconds()) % (options.step * _MINUTE),
        midnights=tuple(seconds(_start_of(first + timedelta(days=n), profile.host_zone)) for n in range(days + 1)),
        common=tuple(room_for(merged(_spans(common_duty(profile, since, until))), length)),
    )


def free_slots(question: Question, most: int, a_day: int) -> Iterator[Slot]:
    """Yield what is free for everyone, the earliest first; of a day ``a_day`` at most, those in common duty before others."""
    found: list[Slot] = []
    for _, starts in _by_day(question):
        chosen = sorted(starts, key=lambda at: (not holds(question.common, at), at))[:a_day]
        for at in sorted(chosen):
            found.append(question.slot(at))
            yield found[-1]
            if len(found) == most:
                return


def holds(begins: Sequence[Stretch], at: int) -> bool:
    """Tell whether an instant lies in one of ordered closed stretches."""
    number = bisect_right(begins, (at, 1 << 62)) - 1
    return number >= 0 and begins[number][0] <= at <= begins[number][1]


def open_beginnings(question: Question) -> list[Stretch]:
    """Return where a slot may begin (ends included): within every limit, and away from all that takes anyone."""
    free = [(question.since, question.until - question.length)]
    free = [pair for pair in free if pair[0] <= pair[1]]
    for limit in question.limits:
        free = both(free, limit.begins)
    before, after = question.options.before * _MINUTE, question.options.after * _MINUTE
    taken = [
        (low - question.length - after, high + before) for stretches in question.taken.values() for low, high in stretches
    ]  # fmt: skip
    return without(free, taken)


def _by_day(question: Question) -> Iterator[tuple[int, list[int]]]:
    """Yield the beginnings on the step that are free, day by day."""
    day, starts = -1, list[int]()
    for low, high in open_beginnings(question):
        for at in range(question.on_step(low), high + 1, question.step):
            of = question.day_of(at)
            if of != day:
                if starts:
                    yield day, starts
                day, starts = of, []
            if not starts or starts[-1] != at:
                starts.append(at)
    if starts:
        yield day, starts


def _limits(
    profile: DeskProfile, options: SlotOptions, since: datetime, until: datetime, length: int
) -> Iterator[Limit]:
    # Hours are read a little wider than the span, so that one cut by it is not taken for the end of duty.
    low, high = since - _DAY, until + _DAY
    kinds = (
        (Against.HOST_DUTY, host_duty, profile.host_zone, {Hours.BOTH, Hours.HOST}),
        (Against.HOME_DUTY, home_duty, profile.home_zone, {Hours.BOTH, Hours.HOME}),
    )
    for kind, duty, zone, wanted in kinds:
        if options.hours in wanted:
            yield _limit(kind, merged(_spans(duty(profile, low, high, holidays=True))), length, zone)
    zone = options.clock_zone or profile.host_zone
    if options.earliest is not None or options.latest is not None:
        yield _limit(Against.CLOCK, merged(_clock(options, zone, low, high)), length, zone)
    for nation in options.nations:
        there = zone_of(nation, profile)
        days = merged(
            (seconds(_start_of(one.day, there)), seconds(_start_of(one.day + _DAY, there)))
            for one in holidays_between(nation, to_local(low, there).date(), to_local(high, there).date())
        )
        edges = [seconds(low), *(edge for day in days for edge in day), seconds(high)]
        worked = merged((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
        yield _limit(Against.HOLIDAY, worked, length, there, nation)


def _limit(kind: Against, allowed: list[Stretch], length: int, zone: str, nation: str = "") -> Limit:
    return Limit(kind, tuple(allowed), tuple(room_for(allowed, length)), zone, nation)


def _clock(options: SlotOptions, zone: str, since: datetime, until: datetime) -> Iterator[Stretch]:
    day, last = to_local(since, zone).date(), to_local(until, zone).date()
    while day <= last:
        low = to_utc(datetime.combine(day, options.earliest or time()), zone)
        high = to_utc(datetime.combine(day, options.latest), zone) if options.latest else _start_of(day + _DAY, zone)
        yield seconds(low), seconds(high)
        day += _DAY


def zone_of(nation: str, profile: DeskProfile) -> str:
    """Return the zone whose days a nation's holidays are counted by: home's own, for all others the host's."""
    return profile.home_zone if nation == profile.home else profile.host_zone


def touching(stretches: Sequence[Stretch], low: int, high: int) -> Stretch | None:
    """Return the first of merged stretches that truly overlaps [low, high)."""
    number = bisect_left(stretches, (low, low))
    for one in stretches[max(0, number - 1) : number + 2]:
        if one[0] < high and one[1] > low:
            return one
    return None


def _spans(spans: Iterable[tuple[datetime, datetime]]) -> Iterator[Stretch]:
    return ((seconds(low), seconds(high)) for low, high in spans)


def _start_of(day: date, zone: str) -> datetime:
    return to_utc(datetime.combine(day, time()), zone)
