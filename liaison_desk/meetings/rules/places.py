"""The places that order the portions of a meeting: numbers with room between them, so that one can move alone."""

from bisect import bisect_left
from collections.abc import Sequence

STEP = 1024
"""How far apart places are given: a portion can be put between two others ten times before they are numbered anew."""


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
        low = found[start - 1] if start else 0
        high = found[end] if end < len(found) else low + STEP * (end - start + 1)
        gap = (high - low) // (end - start + 1)
        if gap < 1:
            return [STEP * (number + 1) for number in range(len(found))]
        for number in range(start, end):
            found[number] = low + gap * (number - start + 1)
        start = end
    return found


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
