"""A month's weeks under each other: each as high as its busiest day needs, all of a page if there is room, over pages if not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from liaison_desk.briefings.document import MonthGrid
from liaison_desk.briefings.render.grids.board import MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.grids.entries import (
    Put,
    Rest,
    cut_legend,
    day_at,
    days_of,
    head_lines,
    lanes,
    pattern_of,
)
from liaison_desk.briefings.render.strips import BLACK, PALE, Strip
from liaison_desk.briefings.render.typesetter import Typesetter

_BAR = 3.0
_GAP = 2.0
_LEAST_WEEK = 34.0
_DEEPEST = 5
_DEEPEST_BAR = 3
_WEEK = 7
_OUTSIDE = 0.94
"""The grey of days outside the period, which stay empty."""


@dataclass(slots=True)
class _Item:
    """An entry of a week: the days it stands on, the lines of it, its height."""

    index: int
    first: int
    last: int
    lines: list[Put]
    clock: str | None = None

    @property
    def height(self) -> float:
        """Its height in points, with the gap below it."""
        return len(self.lines) * TEXT.leading + _GAP


@dataclass(slots=True)
class _Week:
    """One week as laid out: bars over days with their heights, then what is on each day, and what has no room at all."""

    start: int
    bars: list[tuple[_Item, float]] = field(default_factory=list)
    days: list[list[_Item]] = field(default_factory=lambda: [[] for _ in range(_WEEK)])
    below: float = 0.0
    beyond: list[list[int]] = field(default_factory=lambda: [[] for _ in range(_WEEK)])

    @property
    def need(self) -> float:
        """The height that all of it takes."""
        fullest = max(sum(item.height for item in items) for items in self.days)
        numbers = TEXT.leading * 2 if any(self.beyond) else 0.0
        return max(_LEAST_WEEK, self.below + fullest + numbers + 2.0)


def cut_weeks(typesetter: Typesetter, grid: MonthGrid, room: float, rest: Rest) -> list[Strip]:
    """Cut a month into one strip a week under the names of the weekdays, and the legend."""
    head = _head(typesetter, grid)
    legend = cut_legend(typesetter, grid)
    most = typesetter.height - head.height - 1.0
    laid = [_lay_week(typesetter, grid, rest, start, most) for start in range(-grid.first.weekday(), grid.days, _WEEK)]
    free = room - head.height - sum(strip.height for strip in legend) - 1.0
    share = max(0.0, free - sum(week.need for week in laid)) / len(laid)
    strips = [head]
    for week in laid:
        strip = _draw_week(typesetter, grid, rest, week, min(most, week.need + share))
        strip.head = head
        strips.append(strip)
    if legend:
        strips[-1].keep = True
    return [*strips, *legend]


def _head(typesetter: Typesetter, grid: MonthGrid) -> Strip:
    width = typesetter.width / _WEEK
    board = Board()
    heads = [head_lines(typesetter, typesetter.both(text), width - 4.0) for text in grid.heads]
    for day, lines in enumerate(heads):
        for number, words in enumerate(lines):
            board.write(day * width + 3.0, number * SMALL_BOLD.leading, words, SMALL_BOLD)
    height = max(map(len, heads), default=1) * SMALL_BOLD.leading + 3.0
    board.line(0.0, height, typesetter.width, height, 1.125, BLACK)
    strip = board.strip(height)
    strip.keep = True
    return strip


def _lay_week(typesetter: Typesetter, grid: MonthGrid, rest: Rest, start: int, most: float) -> _Week:
    """Lay out the week that begins at a day's number, which may lie before the first day."""
    width = typesetter.width / _WEEK
    week = _Week(start, below=SMALL_BOLD.leading + 2.0)
    bars: list[tuple[int, int, int]] = []
    for index, entry in enumerate(grid.entries):
        first, last = days_of(grid, entry)
        first, last = max(first, start), min(last, start + _WEEK - 1)
        if first > last:
            continue
        if entry.begins is None:
            bars.append((index, first - start, last - start))
            continue
        for day in range(first, last + 1):
            begun = (entry.first - grid.first).days == day
            clock = entry.clock.text(0).split("–")[0] if begun else "…"
            depth = min(_DEEPEST, rest.depth(index, width - _BAR - 5.0, clock))
            week.days[day - start].append(
                _Item(index, day - start, day - start, rest.put(index, width - _BAR - 5.0, depth, clock), clock)
            )
    for items in week.days:
        items.sort(key=lambda item: (_begins(grid, item, start), item.index))
    _lay_bars(week, bars, width, rest)
    _leave_out(week, most)
    return week


def _begins(grid: MonthGrid, item: _Item, start: int) -> int:
    entry = grid.entries[item.index]
    return entry.begins or 0 if (entry.first - grid.first).days == start + item.first else -1


def _lay_bars(week: _Week, bars: list[tuple[int, int, int]], width: float, rest: Rest) -> None:
    bars.sort(key=lambda bar: (bar[1], -bar[2], bar[0]))
    rows: dict[int, list[_Item]] = {}
    placed = lanes([(first, last + 1) for _, first, last in bars])
    for (index, first, last), lane in zip(bars, placed, strict=True):
        room = (last - first + 1) * width - _BAR - 6.0
        depth = min(_DEEPEST_BAR, rest.depth(index, room))
        rows.setdefault(lane, []).append(_Item(index, first, last, rest.put(index, room, depth)))
    for lane in sorted(rows):
        week.bars += [(item, week.below) for item in rows[lane]]
        week.below += max(item.height for item in rows[lane])


def _leave_out(week: _Week, most: float) -> None:
    """Take out what even a whole page has no room for; only its numbers are printed."""
    room = most - 2 * TEXT.leading - 2.0
    while week.bars and week.below > room * 0.6:
        lowest = max(top for _, top in week.bars)
        for item, _ in [bar for bar in week.bars if bar[1] == lowest]:
            week.beyond[item.first].append(item.index)
        week.bars = [bar for bar in week.bars if bar[1] != lowest]
        week.below = lowest
    for day, items in enumerate(week.days):
        while items and week.below + sum(item.height for item in items) > room:
            week.beyond[day].append(items.pop().index)


def _draw_week(typesetter: Typesetter, grid: MonthGrid, rest: Rest, week: _Week, height: float) -> Strip:
    width = typesetter.width / _WEEK
    board = Board()
    for day in range(_WEEK):
        number = week.start + day
        if 0 <= number < grid.days:
            board.write(day * width + 3.0, 1.0, str(day_at(grid, number).day), SMALL_BOLD)
        else:
            board.box(day * width, 0.0, width, height, fill=_OUTSIDE, stroke=0.0)
        if day:
            board.line(day * width, 0.0, day * width, height, 0.4, PALE)
    for item, top in week.bars:
        depth = item.height - _GAP
        x, wide = item.first * width + 1.0, (item.last - item.first + 1) * width - 2.0
        board.frame(grid.entries[item.index].look, x, top, wide, depth + 0.6)
        _write(typesetter, grid, board, item, x, top)
    for items in week.days:
        y = week.below
        for item in items:
            _write(typesetter, grid, board, item, item.first * width + 1.0, y)
            y += item.height
    for day, left_out in enumerate(week.beyond):
        if left_out:
            _numbers(typesetter, board, rest.told(left_out), day * width + 3.0, width - 6.0, height)
    board.line(0.0, height, typesetter.width, height, 0.56, MIDDLE)
    return board.strip(height)


def _numbers(typesetter: Typesetter, board: Board, words: str, x: float, width: float, height: float) -> None:
    lines: Sequence[str] = typesetter.regular.wrap(words, TEXT.size, width)[:2]
    for number, line in enumerate(lines):
        board.write(x, height - (2 - number) * TEXT.leading - 1.0, line)


def _write(typesetter: Typesetter, grid: MonthGrid, board: Board, item: _Item, x: float, top: float) -> None:
    """Write an entry beside the mark of its calendar."""
    pattern = pattern_of(grid, grid.entries[item.index].row)
    if pattern is not None:
        board.pattern(pattern, x, top + 0.6, _BAR, item.height - _GAP - 0.6)
    for number, line in enumerate(item.lines):
        y = top + number * TEXT.leading
        board.write(x + _BAR + 2.5, y, line.text)
        if line.struck:
            board.strike(x + _BAR + 2.5, y, typesetter.regular.width(line.text, TEXT.size))
