"""A month: weeks under each other, each as high as its busiest day needs, on one page or two; what even that has no room for is listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from liaison_desk.briefings.document import Look, MonthGrid
from liaison_desk.briefings.render.grids.board import MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.grids.entries import (
    Put,
    Rest,
    cut_legend,
    day_at,
    days_of,
    head_lines,
    in_lanes,
    lanes,
    patterns_of,
)
from liaison_desk.briefings.render.strips import BLACK, PALE, Strip
from liaison_desk.briefings.render.typesetter import Typesetter

_BAR = 3.0
_GAP = 2.0
_LEAST_WEEK = 34.0
_DEEPEST = 8
_DEEPEST_BAR = 6
_WEEK = 7
_TOP = SMALL_BOLD.leading + 2.0
_BAR_SHARE = 0.6
_OUTSIDE = 0.94
"""The grey of days outside the period, which stay empty."""


@dataclass(slots=True)
class _Item:
    """An entry of a week: the days it stands on, whether it began before, how many lines it needs, and those it gets."""

    index: int
    first: int
    last: int
    depth: int
    continued: bool = False
    lines: list[Put] = field(default_factory=list)

    def height(self, most: int) -> float:
        """Return its height in points with so many lines at most, and the gap below it."""
        return min(self.depth, most) * TEXT.leading + _GAP


@dataclass(slots=True)
class _Week:
    """One week as laid out: rows of bars, then what is on each day, and what has no room there at all."""

    start: int
    rows: list[list[_Item]]
    days: list[list[_Item]]
    beyond: list[list[int]] = field(default_factory=lambda: [[] for _ in range(_WEEK)])

    def below(self, most: int) -> float:
        """Return where the days' own entries begin, below the bars."""
        return _TOP + sum(max(item.height(min(most, _DEEPEST_BAR)) for item in row) for row in self.rows)

    def need(self, most: int) -> float:
        """Return the height that all of it takes with so many lines for each entry."""
        return max(_LEAST_WEEK, self.below(most) + max(_height(items, most) for items in self.days) + 2.0)


def _height(items: Sequence[_Item], most: int) -> float:
    return sum(item.height(most) for item in items)


def cut_weeks(typesetter: Typesetter, grid: MonthGrid, room: float, rest: Rest) -> list[Strip]:
    """Cut a month into one strip a week under the names of the weekdays, and the legend."""
    head = _head(typesetter, grid)
    legend = cut_legend(typesetter, grid)
    below = sum(strip.height for strip in legend) + 1.0
    weeks = [_lay_week(typesetter, grid, rest, start) for start in range(-grid.first.weekday(), grid.days, _WEEK)]
    heights = _heights(
        [week.need(_DEEPEST) for week in weeks], room - head.height - below, typesetter.height - head.height - below
    )
    strips = [head]
    for week, height in zip(weeks, heights, strict=True):
        strip = _draw_week(typesetter, grid, rest, week, height)
        strip.head = head
        strips.append(strip)
    for strip in (*strips[-1:], *legend)[:-1]:
        strip.keep = True
    return [*strips, *legend]


def _heights(needs: Sequence[float], first: float, following: float) -> list[float]:
    """Return heights: those that fill the page if all weeks go on it, else what each needs, over pages.

    A week never takes more than a page: its entries then give way.
    """
    if sum(needs) <= first:
        return [need + (first - sum(needs)) / len(needs) for need in needs]
    return [min(need, following if number else first) for number, need in enumerate(needs)]


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


def _lay_week(typesetter: Typesetter, grid: MonthGrid, rest: Rest, start: int) -> _Week:
    """Lay out the week that begins at a day's number, which may lie before the first day."""
    width = typesetter.width / _WEEK
    bars: list[_Item] = []
    days: list[list[_Item]] = [[] for _ in range(_WEEK)]
    for index, entry in enumerate(grid.entries):
        first, last = days_of(grid, entry)
        first, last = max(first, start) - start, min(last, start + _WEEK - 1) - start
        if first > last:
            continue
        if entry.begins is None:
            room = (last - first + 1) * width - _BAR - 6.0
            bars.append(_Item(index, first, last, rest.depth(index, room)))
            continue
        for day in range(first, last + 1):
            continued = (entry.first - grid.first).days < start + day
            depth = rest.depth(index, width - _BAR - 5.0, continued)
            days[day].append(_Item(index, day, day, depth, continued))
    for items in days:
        items.sort(key=lambda item: (-1 if item.continued else grid.entries[item.index].begins or 0, item.index))
    # Holidays stand above everything, for they decide about the day.
    rows: list[list[_Item]] = []
    for off in (True, False):
        some = [bar for bar in bars if (grid.entries[bar.index].look is Look.HOLIDAY) is off]
        some.sort(key=lambda bar: (bar.first, -bar.last, bar.index))
        rows += in_lanes(some, lanes([(bar.first, bar.last + 1) for bar in some]))
    return _Week(start, rows, days)


def _fit(rest: Rest, week: _Week, width: float, height: float) -> float:
    """Choose how many lines each entry gets in a height; return where the days' own entries begin."""
    while week.rows and week.below(1) > height * _BAR_SHARE:
        for item in week.rows.pop():
            week.beyond[item.first].append(item.index)
    under = max(_height(items, _DEEPEST) for items in week.days) + 2.0
    share = max(height * _BAR_SHARE, height - under)  # bars may have what the days need not
    depth = next((most for most in range(_DEEPEST_BAR, 1, -1) if week.below(most) <= share), 1)
    below = week.below(depth)
    for row in week.rows:
        for item in row:
            room = (item.last - item.first + 1) * width - _BAR - 6.0
            item.lines = rest.put(item.index, room, min(depth, item.depth))
    for day, items in enumerate(week.days):
        room = height - below - 1.99  # a hair more, for sums of fractions differ by one
        most = next((most for most in range(_DEEPEST, 1, -1) if _height(items, most) <= room), 1)
        if week.beyond[day] or _height(items, most) > room:
            room -= _numbers_height(items)
            most = next((most for most in range(_DEEPEST, 1, -1) if _height(items, most) <= room), 1)
        while items and _height(items, most) > room:
            week.beyond[day].append(items.pop().index)
        for item in items:
            item.lines = rest.put(item.index, width - _BAR - 5.0, min(most, item.depth), item.continued)
        week.beyond[day].sort()
    return below


def _numbers_height(items: Sequence[_Item]) -> float:
    return TEXT.leading * (2 if len(items) > 12 else 1)


def _draw_week(typesetter: Typesetter, grid: MonthGrid, rest: Rest, week: _Week, height: float) -> Strip:
    width = typesetter.width / _WEEK
    below = _fit(rest, week, width, height)
    board = Board()
    _draw_days(board, grid, week.start, width, height)
    patterns, y = patterns_of(grid), _TOP
    for row in week.rows:
        deepest = max(len(item.lines) for item in row) * TEXT.leading
        for item in row:
            x, wide = item.first * width + 1.0, (item.last - item.first + 1) * width - 2.0
            board.frame(grid.entries[item.index].look, x, y - 0.7, wide, len(item.lines) * TEXT.leading + 1.3)
            _write(typesetter, grid, board, patterns, item, x, y)
        y += deepest + _GAP
    for items in week.days:
        y = below
        for item in items:
            _write(typesetter, grid, board, patterns, item, item.first * width + 1.0, y)
            y += len(item.lines) * TEXT.leading + _GAP
    for day, left_out in enumerate(week.beyond):
        if left_out:
            lines = typesetter.regular.wrap(rest.told(left_out), TEXT.size, width - 6.0)[:2]
            for number, line in enumerate(lines):
                board.write(day * width + 3.0, height - (len(lines) - number) * TEXT.leading - 1.0, line)
    board.line(0.0, height, typesetter.width, height, 0.56, MIDDLE)
    return board.strip(height)


def _draw_days(board: Board, grid: MonthGrid, start: int, width: float, height: float) -> None:
    for day in range(_WEEK):
        number = start + day
        if 0 <= number < grid.days:
            board.write(day * width + 3.0, 1.0, str(day_at(grid, number).day), SMALL_BOLD)
        else:
            board.box(day * width, 0.0, width, height, fill=_OUTSIDE, stroke=0.0)
        if day:
            board.line(day * width, 0.0, day * width, height, 0.4, PALE)


def _write(
    typesetter: Typesetter, grid: MonthGrid, board: Board, patterns: Mapping[int, int], item: _Item, x: float, top: float
) -> None:  # fmt: skip
    """Write an entry beside the mark of its calendar."""
    entry = grid.entries[item.index]
    if entry.look is not Look.HOLIDAY and entry.row in patterns and item.lines:
        board.pattern(patterns[entry.row], x, top + 0.6, _BAR, len(item.lines) * TEXT.leading - 0.6)
    for number, line in enumerate(item.lines):
        y = top + number * TEXT.leading
        board.write(x + _BAR + 2.5, y, line.text)
        if line.struck:
            board.strike(x + _BAR + 2.5, y, typesetter.regular.width(line.text, TEXT.size))
