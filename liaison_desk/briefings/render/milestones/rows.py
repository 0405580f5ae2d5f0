"""The rows of a lane: labels stand to the right of their marks or to the left, whichever way takes fewer rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from liaison_desk.briefings.render.grids.entries import in_lanes, lanes

BETWEEN: Final = 9.0
"""Points between two labels of a row."""
Run = tuple[str, bool]
"""Words, and whether they are bold."""
Runs = tuple[Run, ...]
"""A line: runs that are set beside each other."""


@dataclass(frozen=True, slots=True)
class Label:
    """One mark, or several told together, with the lines beside it: where these begin, and from where to where all of it reaches."""

    indexes: tuple[int, ...]
    lines: tuple[Runs, ...]
    at: float
    begin: float
    end: float


def in_order(choices: Sequence[Sequence[Label]]) -> list[list[Label]]:
    """Return labels in rows, each in the first of the places it may have, from row to row in the order they begin in."""
    usual = sorted((places[0] for places in choices), key=lambda one: one.begin)
    return in_lanes(usual, lanes([(one.begin, one.end + BETWEEN) for one in usual]))


def packed(choices: Sequence[Sequence[Label]]) -> list[list[Label]]:
    """Return labels in as few rows as are found, each in any of the places it may have; within a row they stand in order."""
    onward = sorted(choices, key=lambda places: max(one.begin for one in places))
    back = ([*reversed(places)] for places in reversed(onward))
    return min(in_order(choices), _filled(onward), _filled(back), key=len)


def _filled(choices: Iterable[Sequence[Label]]) -> list[list[Label]]:
    """Put each label into the first row that has room for it in any of its places."""
    rows: list[list[Label]] = []
    for places in choices:
        row, one = next(
            ((row, one) for row in rows for one in places if _has_room(row, one)),
            (None, places[0]),
        )
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return [sorted(row, key=lambda one: one.begin) for row in rows]


def _has_room(row: Sequence[Label], one: Label) -> bool:
    return all(one.end + BETWEEN <= other.begin or other.end + BETWEEN <= one.begin for other in row)
