"""What comes nearest where no time is free: every beginning is weighed, and the best of each day say what is wrong with them.

The weights are minutes: outside duty hours as many as the slot would have to move to lie within them, so that an early
morning is better than a night.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from liaison_desk.calendar.rules.slots import (
    OFFICER,
    Against,
    Limit,
    Question,
    Reason,
    Slot,
    holds,
    touching,
)
from liaison_desk.calendar.rules.stretches import Stretch, instant, without
from liaison_desk.domain.holidays import holidays_between
from liaison_desk.domain.zones import to_local

_MINUTE: Final = 60
_FARTHEST: Final = 360
"""Minutes after which outside is outside: nobody asks whether 0200 is worse than 0300."""
_ONE_MORE: Final = 10  # of two as near, the one that asks less people to give way
_PERSON: Final = 90
_OFFICER: Final = 180
_HOLIDAY: Final = 240
_USED: Final = 1 << 62  # of a day, the next best does not overlap the best


def compromises(question: Question, most: int, a_day: int = 2) -> list[Slot]:
    """Return the best beginnings, the best first and the earliest of equals, with all that speaks against each."""
    starts = range(question.on_step(question.since), question.until - question.length + 1, question.step)
    if not starts:
        return []
    weights = weighed(question, starts)
    found: list[int] = []
    for first, last in _days(question, starts):
        day, apart = weights[first:last], -(-question.length // question.step)
        for _ in range(a_day):
            least = min(day)
            if least == _USED:
                break
            best = day.index(least)
            found.append(first + best)
            low, high = max(0, best - apart + 1), min(len(day), best + apart)
            day[low:high] = [_USED] * (high - low)
    found.sort(key=lambda number: (weights[number], number))
    return [question.slot(starts[number], tuple(reasons(question, starts[number]))) for number in found[:most]]


def weighed(question: Question, starts: range) -> list[int]:
    """Return how much speaks against each beginning, in minutes; nothing does where the slot is free."""
    columns = [_outside(limit, starts) for limit in question.limits]
    change = [0] * (len(starts) + 1)
    before, after = question.options.before * _MINUTE, question.options.after * _MINUTE
    for who, taken in question.taken.items():
        weight = _OFFICER if who == OFFICER else _PERSON
        # The gaps tell where the person is free; all between them is taken, and counts once.
        whole = [(starts[0], starts[-1])]
        blocked = [(low - question.length - after, high + before) for low, high in taken]
        for first, last in _gaps(without(whole, blocked), starts):
            change[first] += weight
            change[last] -= weight
    columns.append(list(accumulate(change[:-1])))
    return list(map(sum, zip(*columns, strict=True)))


def reasons(question: Question, at: int) -> Iterator[Reason]:
    """Yield all that speaks against the slot that begins at an instant."""
    end = at + question.length
    for limit in question.limits:
        if holds(limit.begins, at):
            continue
        if limit.kind is Against.HOLIDAY:
            yield from _holidays(limit, at, end)
            continue
        inside = touching(limit.allowed, at, end)
        # It begins outside, or it begins within and goes on beyond the end.
        wrong = at if inside is None or inside[0] > at else inside[1]
        until = end if inside is None or inside[0] <= at else inside[0]
        yield Reason(limit.kind, instant(wrong), instant(until), limit.zone)
    yield from _taken(question, at, end)


def _holidays(limit: Limit, at: int, end: int) -> Iterator[Reason]:
    first = to_local(instant(at), limit.zone).date()
    last = to_local(instant(end - 1), limit.zone).date()
    for one in holidays_between(limit.nation, first, last):
        yield Reason(Against.HOLIDAY, instant(at), instant(end), limit.zone, holiday=one)


def _taken(question: Question, at: int, end: int) -> Iterator[Reason]:
    options, zone = question.options, question.profile.host_zone
    low, high = instant(at - options.before * _MINUTE), instant(end + options.after * _MINUTE)
    inside = [one for one in question.busy if one.starts < high and one.ends > low and one.starts < one.ends]
    said: set[int] = set()
    for one in sorted(inside, key=lambda busy: (busy.who, busy.starts)):
        if one.who not in said:
            said.add(one.who)
            yield Reason(Against.BUSY, one.starts, one.ends, zone, one.who, one.title)


def _outside(limit: Limit, starts: range) -> list[int]:
    """Return for each beginning by how many minutes it misses a limit."""
    weights = [0] * len(starts)
    for first, last in _gaps(limit.begins, starts):
        if limit.kind is Against.HOLIDAY:
            weights[first:last] = [_HOLIDAY] * (last - first)
            continue
        weights[first:last] = [_FARTHEST + _ONE_MORE] * (last - first)
        near = -(-_FARTHEST * _MINUTE // starts.step)
        edges = {*range(first, min(last, first + near)), *range(max(first, last - near), last)}
        for number in edges:
            away = _away(limit.begins, starts[number])
            weights[number] = min(_FARTHEST, away // _MINUTE) + _ONE_MORE
    return weights


def _away(begins: Sequence[Stretch], at: int) -> int:
    """Return how far (seconds) a beginning in a gap is from what is allowed on either side."""
    place = bisect_right(begins, (at, 1 << 62))
    sides = []
    if place > 0:
        sides.append(at - begins[place - 1][1])
    if place < len(begins):
        sides.append(begins[place][0] - at)
    return min(sides, default=_FARTHEST * _MINUTE)


def _gaps(begins: Sequence[Stretch], starts: range) -> Iterator[tuple[int, int]]:
    """Yield the runs of beginnings (numbers, the second exclusive) that lie in none of ordered closed stretches."""
    first = 0
    for low, high in begins:
        into = _number(low, starts)
        if into > first:
            yield first, min(into, len(starts))
        first = max(first, _number(high + 1, starts))
        if first >= len(starts):
            return
    if first < len(starts):
        yield first, len(starts)


def _number(at: int, starts: range) -> int:
    """Return the number of the first beginning at or after an instant."""
    return max(0, -(-(at - starts.start) // starts.step))


def _days(question: Question, starts: range) -> Iterator[tuple[int, int]]:
    """Yield the runs of beginnings of each day of the place."""
    edges = [min(_number(midnight, starts), len(starts)) for midnight in question.midnights]
    for first, last in pairwise(edges):
        if first < last:
            yield first, last
