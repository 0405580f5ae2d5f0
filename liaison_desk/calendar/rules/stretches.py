"""Stretches of time as pairs of whole seconds since 1970: brought together, cut and put in order.

Numbers instead of datetimes: a year of days of twenty people is swept in milliseconds.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

Stretch = tuple[int, int]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


def seconds(at: datetime) -> int:
    """Return an aware instant as whole seconds since 1970."""
    return (at - _EPOCH) // _SECOND


def instant(at: int) -> datetime:
    """Return seconds since 1970 as an aware UTC instant."""
    return _EPOCH + at * _SECOND


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that overlap or touch as one; empty ones are left out."""
    found: list[Stretch] = []
    for low, high in sorted(stretches):
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            if high > found[-1][1]:
                found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


def room_for(stretches: Sequence[Stretch], length: int) -> list[Stretch]:
    """Return where something of a length can begin (both ends included) to lie within one of merged stretches."""
    return [(low, high - length) for low, high in stretches if high - length >= low]


def both(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """Return what two ordered lists of closed stretches (both ends included) have in common, single points too."""
    found: list[Stretch] = []
    one = other = 0
    while one < len(some) and other < len(others):
        low, high = max(some[one][0], others[other][0]), min(some[one][1], others[other][1])
        if low <= high:
            found.append((low, high))
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return found


def without(closed: Sequence[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """Return what is left of closed stretches when open ones (their ends may be used) are taken out."""
    blocks: list[Stretch] = []
    for low, high in sorted(taken):
        if low >= high:
            continue
        # Only what truly overlaps is one: where two open stretches meet, the point between them is free.
        if blocks and low < blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(high, blocks[-1][1]))
        else:
            blocks.append((low, high))
    found: list[Stretch] = []
    number = 0
    for begin, end in closed:
        while number < len(blocks) and blocks[number][1] <= begin:
            number += 1
        at, ahead = begin, number
        while ahead < len(blocks) and blocks[ahead][0] < end:
            low, high = blocks[ahead]
            if low >= at:
                found.append((at, low))
            at = high
            ahead += 1
        if at <= end:
            found.append((at, end))
    return found
