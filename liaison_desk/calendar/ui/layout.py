"""Where events stand: pieces of days, cascades of what overlaps, bars over several days. Pure; minutes and fractions.

Days are those of the place's wall clock, 1,440 minutes each also when the clocks change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.zones import to_local

DAY_MINUTES: Final = 1440
HOLIDAY: Final = "holiday_"
"""How the palettes of holiday calendars begin."""
SHORTEST: Final = 25
"""Minutes that the shortest event takes up, so that its words can be read."""
_TITLE_MINUTES: Final = 20
_STEPS: Final = {1: (0.0,), 2: (0.0, 0.44), 3: (0.0, 0.30, 0.58)}
_WIDEST: Final = 0.76


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an occurrence that falls on one day, in minutes of its wall clock; ``number`` is its place in the list."""

    number: int
    day: int
    start: int
    end: int
    begins: bool = True
    finishes: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with its left edge as a fraction of the day's width; it reaches to the right edge. Later ones lie on top.

    ``covered`` is where, as a fraction of the day's width, what lies on top of its first line begins (1.0: nothing does);
    ``free`` how many minutes of it are wholly free before something else begins to lie on it.
    """

    piece: Piece
    left: float
    covered: float = 1.0
    free: int = DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Bar:
    """An occurrence over whole days, from ``first`` to ``last`` inclusive (numbers of days in the span), in ``row``."""

    number: int
    first: int
    last: int
    row: int
    begins: bool = True
    finishes: bool = True


def is_bar(occurrence: Occurrence) -> bool:
    """Tell whether an occurrence is shown as a bar over days: all-day ones, and those of a day or longer."""
    return occurrence.all_day or occurrence.ends - occurrence.starts >= timedelta(days=1)


def dates(occurrence: Occurrence, zone: str) -> tuple[date, date]:
    """Return the first and last date an occurrence touches in a zone; all-day ones have their own dates everywhere."""
    if occurrence.all_day:
        return occurrence.starts.date(), max(occurrence.starts.date(), occurrence.ends.date() - timedelta(days=1))
    first = to_local(occurrence.starts, zone).date()
    until = occurrence.ends - timedelta(microseconds=1) if occurrence.ends > occurrence.starts else occurrence.ends
    return first, max(first, to_local(until, zone).date())


def pieces(occurrences: Sequence[Occurrence], zone: str, first: date, days: int) -> list[Piece]:
    """Cut timed occurrences into the days of a span, in the wall time of a zone."""
    found = []
    for number, one in enumerate(occurrences):
        if is_bar(one):
            continue
        start, end = (to_local(at, zone).replace(tzinfo=None) for at in (one.starts, one.ends))
        if end < start:  # begun before and ended after the clocks went back
            end = start + (one.ends - one.starts)
        day = (start.date() - first).days
        begin, finish = _minutes(start, start.date()), _minutes(end, start.date())
        begins = True
        while True:
            last = finish <= DAY_MINUTES
            if 0 <= day < days:
                found.append(Piece(number, day, begin, min(finish, DAY_MINUTES), begins, last))
            if last:
                break
            day, begin, finish, begins = day + 1, 0, finish - DAY_MINUTES, False
    return found


def cascade(day_pieces: Sequence[Piece]) -> list[Placed]:
    """Lay the pieces of one day over one another: each further one of an overlapping group starts more to the right.

    Two stand at 0 and 44 % of the width, three at 0, 30 and 58 %, more are spread evenly. In painting order.
    """
    ordered = sorted(day_pieces, key=lambda piece: (piece.start, -piece.end, piece.number))
    placed: list[Placed] = []
    group: list[tuple[Piece, int]] = []
    columns: list[int] = []  # when each column of the present group is free again
    for piece in ordered:
        if columns and piece.start >= max(columns):
            placed += _spread(group, len(columns))
            group, columns = [], []
        column = next((number for number, free in enumerate(columns) if free <= piece.start), len(columns))
        columns[column : column + 1] = [max(piece.end, piece.start + SHORTEST)]
        group.append((piece, column))
    return placed + _spread(group, len(columns))


def bars(occurrences: Sequence[Occurrence], zone: str, first: date, days: int) -> list[Bar]:
    """Put what lasts days into as few rows as it needs; what begins earlier and lasts longer stands higher."""
    spans = []
    for number, one in enumerate(occurrences):
        if is_bar(one):
            begin, end = ((day - first).days for day in dates(one, zone))
            if end >= 0 and begin < days:
                spans.append((begin, end, number))
    spans.sort(key=lambda span: (not _holiday(occurrences[span[2]]), max(0, span[0]), -span[1], span[2]))
    rows: list[set[int]] = []
    found = []
    for begin, end, number in spans:
        shown = max(0, begin)
        last = min(days - 1, end)
        row = next((n for n, taken in enumerate(rows) if taken.isdisjoint(range(shown, last + 1))), len(rows))
        rows[row : row + 1] = [{*(rows[row] if row < len(rows) else ()), *range(shown, last + 1)}]
        found.append(Bar(number, shown, last, row, begin >= 0, end < days))
    return found


def _holiday(occurrence: Occurrence) -> bool:
    """Holidays stand above everything, for they decide about the day."""
    return occurrence.palette.startswith(HOLIDAY)


def _minutes(wall: datetime, day: date) -> int:
    return (wall.date() - day).days * DAY_MINUTES + wall.hour * 60 + wall.minute


def _spread(group: Sequence[tuple[Piece, int]], columns: int) -> list[Placed]:
    steps = _STEPS.get(columns) or tuple(_WIDEST * number / (columns - 1) for number in range(columns))
    placed = []
    for number, (piece, column) in enumerate(group):
        above = [
            (later, steps[other]) for later, other in group[number + 1 :] if other > column and later.start < piece.end
        ]
        on_title = [left for later, left in above if later.start < piece.start + _TITLE_MINUTES]
        below = [later.start - piece.start for later, _ in above if later.start >= piece.start + _TITLE_MINUTES]
        placed.append(Placed(piece, steps[column], min(on_title, default=1.0), min(below, default=DAY_MINUTES)))
    return placed
