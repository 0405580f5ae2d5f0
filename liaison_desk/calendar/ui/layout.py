"""Where events stand: pieces of days, cascades of what overlaps, bars over several days. Pure; minutes and fractions.

Days are those of the place's wall clock, 1,440 minutes each also when the clocks change: the hour that comes twice in
autumn is drawn once, with what happens the first and the second time side by side; the hour spring skips stays empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates, is_bar
from liaison_desk.domain.duty import Span
from liaison_desk.domain.zones import to_local

DAY_MINUTES: Final = 1440
SHORTEST: Final = 25
"""Minutes that the shortest event takes up, so that its words can be read."""
TITLE_MINUTES: Final = 20
"""Minutes that the first line of an event takes up."""
_STEPS: Final = {1: (0.0,), 2: (0.0, 0.44), 3: (0.0, 0.30, 0.58)}
_WIDEST: Final = 0.76


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an occurrence that falls on one day, in minutes of its wall clock; ``number`` is its place in the list.

    ``before`` and ``after`` are the minutes of this day one is on the way there and back; with ``away`` all of the piece is
    that, for the event itself is on another day.
    """

    number: int
    day: int
    start: int
    end: int
    begins: bool = True
    finishes: bool = True
    before: int = 0
    after: int = 0
    away: bool = False

    @property
    def low(self) -> int:
        """The minute from which on it takes its place."""
        return self.start - self.before

    @property
    def high(self) -> int:
        """The minute until which it takes its place."""
        return self.end + self.after


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


def pieces(occurrences: Sequence[Occurrence], zone: str, first: date, days: int) -> list[Piece]:
    """Cut timed occurrences, with the way there and back, into the days of a span, in the wall time of a zone."""
    found = []
    for number, one in enumerate(occurrences):
        if is_bar(one):
            continue
        day = to_local(one.starts, zone).date()
        ahead = (day - first).days
        start, end = _on_clock(one.starts, zone, day), _on_clock(one.ends, zone, day)
        if end < start:  # begun before and ended after the clocks went back
            end = start + int((one.ends - one.starts).total_seconds()) // 60
        there, back = (0, 0) if one.off else (one.travel_before, one.travel_after)
        low, high = start - there, end + back
        for other in range(low // DAY_MINUTES, max(high - 1, start) // DAY_MINUTES + 1):
            piece = _cut(Piece(number, ahead + other, start, end), low, high, other * DAY_MINUTES)
            if piece is not None and 0 <= piece.day < days:
                found.append(piece)
    return found


def _cut(whole: Piece, low: int, high: int, midnight: int) -> Piece | None:
    """Return what of an event from ``low`` to ``high``, on the way included, is on the day that begins at a minute."""
    begin, finish = max(low, midnight) - midnight, min(high, midnight + DAY_MINUTES) - midnight
    start, end = max(whole.start, midnight) - midnight, min(whole.end, midnight + DAY_MINUTES) - midnight
    if start < end or (whole.start == whole.end and 0 <= start < DAY_MINUTES):
        begins, finishes = whole.start >= midnight, whole.end <= midnight + DAY_MINUTES
        return Piece(whole.number, whole.day, start, end, begins, finishes, start - begin, finish - end)
    if begin < finish:
        return Piece(whole.number, whole.day, begin, finish, low >= midnight, high <= midnight + DAY_MINUTES, away=True)
    return None


def stretches(spans: Sequence[Span], zone: str, first: date, days: int) -> list[tuple[int, int, int]]:
    """Return stretches of time as the day of the span and its minutes from and to, in the wall time of a zone."""
    found = []
    for begin, end in spans:
        day = to_local(begin, zone).date()
        low, high = _on_clock(begin, zone, day), _on_clock(end, zone, day)
        for other in range(max(low, high - 1) // DAY_MINUTES + 1):
            midnight, number = other * DAY_MINUTES, (day - first).days + other
            if 0 <= number < days and max(low, midnight) < min(high, midnight + DAY_MINUTES):
                found.append((number, max(low, midnight) - midnight, min(high - midnight, DAY_MINUTES)))
    return found


def cascade(day_pieces: Sequence[Piece], shortest: int = SHORTEST, title_minutes: int = TITLE_MINUTES) -> list[Placed]:
    """Lay the pieces of one day over one another: each further one of an overlapping group starts more to the right.

    Two stand at 0 and 44 % of the width, three at 0, 30 and 58 %, more are spread evenly. In painting order. ``shortest``
    is how many minutes the shortest event takes up as it is drawn, ``title_minutes`` those of its first line.
    """
    ordered = sorted(day_pieces, key=lambda piece: (piece.low, -piece.high, piece.number))
    placed: list[Placed] = []
    group: list[tuple[Piece, int]] = []
    columns: list[int] = []  # when each column of the present group is free again
    for piece in ordered:
        if columns and piece.low >= max(columns):
            placed += _spread(group, len(columns), title_minutes)
            group, columns = [], []
        column = next((number for number, free in enumerate(columns) if free <= piece.low), len(columns))
        columns[column : column + 1] = [max(piece.high, piece.start + shortest)]
        group.append((piece, column))
    return placed + _spread(group, len(columns), title_minutes)


def bars(occurrences: Sequence[Occurrence], zone: str, first: date, days: int) -> list[Bar]:
    """Put what lasts days into as few rows as it needs; what begins earlier and lasts longer stands higher."""
    spans = []
    for number, one in enumerate(occurrences):
        if is_bar(one):
            begin, end = ((day - first).days for day in dates(one, zone))
            if end >= 0 and begin < days:
                spans.append((begin, end, number))
    spans.sort(key=lambda span: (not occurrences[span[2]].day_off, max(0, span[0]), -span[1], span[2]))
    rows: list[set[int]] = []
    found = []
    for begin, end, number in spans:
        shown = max(0, begin)
        last = min(days - 1, end)
        row = next((n for n, taken in enumerate(rows) if taken.isdisjoint(range(shown, last + 1))), len(rows))
        rows[row : row + 1] = [{*(rows[row] if row < len(rows) else ()), *range(shown, last + 1)}]
        found.append(Bar(number, shown, last, row, begin >= 0, end < days))
    return found


def _on_clock(at: datetime, zone: str, day: date) -> int:
    """Return an instant as minutes of a zone's wall clock since a day's midnight."""
    wall = to_local(at, zone)
    return (wall.date() - day).days * DAY_MINUTES + wall.hour * 60 + wall.minute


def _spread(group: Sequence[tuple[Piece, int]], columns: int, title_minutes: int) -> list[Placed]:
    steps = _STEPS.get(columns) or tuple(_WIDEST * number / (columns - 1) for number in range(columns))
    placed = []
    for number, (piece, column) in enumerate(group):
        above = [
            (later, steps[other]) for later, other in group[number + 1 :] if other > column and later.low < piece.end
        ]
        on_title = [
            left for later, left in above if later.low < piece.start + title_minutes < later.high + title_minutes
        ]
        below = [later.low - piece.start for later, _ in above if later.low >= piece.start + title_minutes]
        placed.append(Placed(piece, steps[column], min(on_title, default=1.0), min(below, default=DAY_MINUTES)))
    return placed
