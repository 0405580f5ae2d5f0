"""The places that order the portions of a meeting: numbers with room between them, so that one can move alone."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

STEP = 1024
"""How far apart places are given: a portion can be put between two others ten times before those about it are numbered anew."""
_ROOMY = 32
"""How far apart at least are those that are numbered anew, so that it is not done again for the next one."""


def placed(places: Sequence[int]) -> list[int]:
    """Return growing places for portions in their order, changing as few as possible.

    ``places`` are those they have now in any order; 0 means none yet.
    """
    kept = _kept(places)
    found = list(places)
    start = 0
    while start < len(found):
        if start in kept:
            start += 1
            continue
        end = start
        while end < len(found) and end not in kept:
            end += 1
        start, end, low, gap = _room(found, kept, start, end)
        for number in range(start, end):
            found[number] = low + gap * (number - start + 1)
        start = end
    return found


def _room(found: Sequence[int], kept: Collection[int], start: int, end: int) -> tuple[int, int, int, int]:
    """Return a stretch that can be numbered: from where to where, behind which place, how far apart.

    It is the one asked for; where that has no room, so many about it as must give way, and not the whole of a long meeting.
    """
    by, least = 1, 1
    while True:
        low = found[start - 1] if start else 0
        high = found[end] if end < len(found) else low + STEP * (end - start + 1)
        gap = (high - low) // (end - start + 1)
        if gap >= least:
            return start, end, low, gap
        start, end = max(0, start - by), min(len(found), end + by)
        while end < len(found) and end not in kept:
            end += 1
        by, least = by * 2, _ROOMY


def _kept(places: Sequence[int]) -> set[int]:
    """Return which portions can stay where they are: a longest growing run of places."""
    ends: list[int] = []  # the least place a run of each length can end with
    at: list[int] = []
    before: list[int] = [-1] * len(places)
    for number, place in enumerate(places):
        if place <= 0:
            continue
        length = bisect_left(ends, place)
        before[number] = at[length - 1] if length else -1
        if length == len(ends):
            ends.append(place)
            at.append(number)
        else:
            ends[length], at[length] = place, number
    kept = set()
    number = at[-1] if at else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return kept
