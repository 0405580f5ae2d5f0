"""A month: weeks under each other on one page, each as high as its busiest day needs; what even that has no room for is continued.

Type and the width of weekends give way before any words do, then the lower lines of long entries, then a day's last ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import inf

from liaison_desk.briefings.document import Look, MonthGrid
from liaison_desk.briefings.render.grids.board import MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.grids.entries import (
    Put,
    Rest,
    cut_legend,
    day_at,
    days_of,
    head_lines,
    patterns_of,
)
from liaison_desk.briefings.render.strips import BLACK, PALE, Strip, Style
from liaison_desk.briefings.render.typesetter import Typesetter

_BAR = 3.0
_GAP = 1.6
_LEAST_WEEK = 34.0
_LEAST_MONTH = 250.0
_DEEPEST = 8
_DEEPEST_BAR = 6
_WEEK = 7
_WORKED = 5
_TOP = SMALL_BOLD.leading + 1.6
_FOOT = 2.0
_BAR_SHARE = 0.6
_SLACK = 0.01  # sums of fractions differ
_STYLES = (TEXT, Style(7.5, 8.9), Style(7.0, 8.2))
_WEEKENDS = (1.0, 0.8, 0.65)
"""How wide a day of the weekend may be, to that of the week; in the end every weekday is as wide as what is on it asks for."""
_LEAST_SHARE, _MOST_SHARE = 0.65, 1.35
_OUTSIDE = 0.94
"""The grey of days outside the period, which stay empty."""


@dataclass(slots=True)
class _Item:
    """An entry of a week: the days it stands on, the lines it needs to be whole and at least, those it gets, and where."""

    index: int
    first: int
    last: int
    depth: int
    least: int
    framed: bool = False
    continued: bool = False
    lines: list[Put] = field(default_factory=list)
    top: float = 0.0

    def given(self, most: int) -> int:
        """Return how many lines it gets where an entry may have so many."""
        return min(self.depth, max(self.least, most))


@dataclass(slots=True)
class _Week:
    """One week as laid out: bars over its days, what is on each day below them, and what has no room there at all."""

    start: int
    bars: list[_Item]
    days: list[list[_Item]]
    beyond: list[list[int]] = field(default_factory=lambda: [[] for _ in range(_WEEK)])


@dataclass(frozen=True, slots=True)
class _Plan:
    """A month laid out in one type and with weekends of one width."""

    rest: Rest
    edges: tuple[float, ...]
    weeks: tuple[_Week, ...]

    @property
    def style(self) -> Style:
        """The type of its entries."""
        return self.rest.style

    @property
    def more(self) -> float:
        """The height of what says how many more there are on a day."""
        return self.style.leading * (2 if self.rest.typesetter.beside else 1)

    def width(self, first: int, last: int) -> float:
        """Return the width from one day of the week to another."""
        return self.edges[last + 1] - self.edges[first]

    def height(self, items: Sequence[_Item], most: int) -> float:
        """Return the height of entries under each other, with so many lines for each."""
        return sum(item.given(most) * self.style.leading + _GAP for item in items)

    def below(self, week: _Week, most: int) -> list[float]:
        """Put the bars of a week under each other where they overlap; return where each day's own entries begin."""
        bottoms = [_TOP] * _WEEK
        for bar in week.bars:
            bar.top = max(bottoms[bar.first : bar.last + 1])
            reach = bar.top + bar.given(most) * self.style.leading + _GAP
            bottoms[bar.first : bar.last + 1] = [reach] * (bar.last + 1 - bar.first)
        return bottoms

    def needs(self, *, whole: bool) -> list[float]:
        """Return the height that all of each week takes, its entries whole or no more than begun."""
        return [self._need(week, *((_DEEPEST_BAR, _DEEPEST) if whole else (1, 1))) for week in self.weeks]

    def _need(self, week: _Week, bars: int, lines: int) -> float:
        bottoms = self.below(week, bars)
        deepest = max(bottom + self.height(items, lines) for bottom, items in zip(bottoms, week.days, strict=True))
        return max(_LEAST_WEEK, deepest + _FOOT)


def cut_weeks(typesetter: Typesetter, grid: MonthGrid, room: float, rest: Rest) -> list[Strip]:
    """Cut a month into one strip a week under the names of the weekdays, and the legend: together one page."""
    legend = cut_legend(typesetter, grid)
    below = sum(strip.height for strip in legend) + 1.0
    apart = room - below < _LEAST_MONTH  # a legend of very many calendars stands on the next page
    below = 0.0 if apart else below
    plan, head = _choose(typesetter, grid, room - below, rest)
    heights = _heights(plan.needs(whole=False), plan.needs(whole=True), room - head.height - below)
    strips = [head]
    for week, height in zip(plan.weeks, heights, strict=True):
        strip = _draw_week(typesetter, grid, plan, week, height)
        strip.head = head
        strips.append(strip)
    for strip in (strips if apart else (*strips, *legend))[:-1]:
        strip.keep = True
    return [*strips, *legend]


def _choose(typesetter: Typesetter, grid: MonthGrid, room: float, rest: Rest) -> tuple[_Plan, Strip]:
    """Return the month in the largest type and with the widest weekends with which it has room, or nearly so, and its head."""
    best: tuple[tuple[float, float], _Plan, Strip] | None = None
    shares = [(1.0,) * _WORKED + (share,) * (_WEEK - _WORKED) for share in _WEEKENDS]
    shares.append(_by_need(_plan(typesetter, grid, rest, shares[0])))
    for style in _STYLES:
        for share in shares:
            plan = _plan(typesetter, grid, replace(rest, style=style), share)
            head = _head(typesetter, grid, plan.edges)
            begun, whole = (max(0.0, sum(plan.needs(whole=full)) + head.height - room) for full in (False, True))
            if not whole:
                return plan, head
            # The smallest type is worth it only where nothing has to be continued for it, uneven days where less has.
            worth = (begun, whole if share is not shares[-1] else inf)
            if best is None or (worth < best[0] and style is not _STYLES[-1]):
                best = (worth, plan, head)
    assert best is not None
    return best[1], best[2]


def _by_need(plan: _Plan) -> tuple[float, ...]:
    """Return shares of the width for the days of the week, by what the busiest of each needs."""
    lines = [max(sum(item.depth for item in week.days[day]) for week in plan.weeks) + 2 for day in range(_WEEK)]
    middle = sum(lines) / _WEEK
    return tuple(max(_LEAST_SHARE, min(_MOST_SHARE, (need / middle + 1.0) / 2)) for need in lines)


def _heights(begun: Sequence[float], whole: Sequence[float], room: float) -> list[float]:
    """Return heights that fill the page: what is whole with the spare shared, or all begun and some whole, or what there is."""
    if (spare := room - sum(whole)) >= 0.0:
        return [need + spare / len(whole) for need in whole]
    if (spare := room - sum(begun)) >= 0.0:
        wanted = [most - least for least, most in zip(begun, whole, strict=True)]
        return [least + more for least, more in zip(begun, _shared(wanted, spare), strict=True)]
    return _shared(begun, room)


def _shared(needs: Sequence[float], room: float) -> list[float]:
    """Return what each gets of too little room: what it needs, but none more than the others that go short."""
    left = room
    for number, need in enumerate(sorted(needs)):
        fair = left / (len(needs) - number)
        if need >= fair:
            return [min(one, fair) for one in needs]
        left -= need
    return list(needs)


def _head(typesetter: Typesetter, grid: MonthGrid, edges: Sequence[float]) -> Strip:
    board = Board()
    heads = [
        head_lines(typesetter, typesetter.both(text), edges[day + 1] - edges[day] - 4.0)
        for day, text in enumerate(grid.heads)
    ]
    for day, lines in enumerate(heads):
        for number, words in enumerate(lines):
            board.write(edges[day] + 3.0, number * SMALL_BOLD.leading, words, SMALL_BOLD)
    height = max(map(len, heads), default=1) * SMALL_BOLD.leading + 3.0
    board.line(0.0, height, typesetter.width, height, 1.125, BLACK)
    return board.strip(height)


def _plan(typesetter: Typesetter, grid: MonthGrid, rest: Rest, shares: Sequence[float]) -> _Plan:
    edges = accumulate(typesetter.width * share / sum(shares) for share in shares)
    plan = _Plan(rest, (0.0, *edges), ())
    weeks = (_lay_week(grid, plan, start) for start in range(-grid.first.weekday(), grid.days, _WEEK))
    return replace(plan, weeks=tuple(weeks))


def _lay_week(grid: MonthGrid, plan: _Plan, start: int) -> _Week:
    """Lay out the week that begins at a day's number, which may lie before the first day."""
    bars: list[_Item] = []
    days: list[list[_Item]] = [[] for _ in range(_WEEK)]
    for index, entry in enumerate(grid.entries):
        first, last = days_of(grid, entry)
        first, last = max(first, start) - start, min(last, start + _WEEK - 1) - start
        if first > last:
            continue
        if entry.begins is None:
            item = _item(plan, index, first, last, framed=True)
            (days[first] if first == last else bars).append(item)
            continue
        for day in range(first, last + 1):
            continued = (entry.first - grid.first).days < start + day
            days[day].append(_item(plan, index, day, day, continued=continued))
    for items in days:
        items.sort(key=lambda item: _order(grid, item))
    bars.sort(key=lambda bar: (bar.first, -bar.last, bar.index))
    return _Week(start, bars, days)


def _order(grid: MonthGrid, item: _Item) -> tuple[bool, bool, int, int]:
    """Return where an entry stands on its day: holidays first, for they decide about it; what fills the day; by time."""
    entry = grid.entries[item.index]
    begins = -1 if item.continued or entry.begins is None else entry.begins
    return entry.look is not Look.HOLIDAY, entry.begins is not None, begins, item.index


def _item(plan: _Plan, index: int, first: int, last: int, *, framed: bool = False, continued: bool = False) -> _Item:
    room = _room(plan, first, last)
    depth = plan.rest.depth(index, room, continued)
    return _Item(index, first, last, depth, min(depth, plan.rest.least(index, room, continued)), framed, continued)


def _room(plan: _Plan, first: int, last: int) -> float:
    return plan.width(first, last) - _BAR - 4.0


def _fit(plan: _Plan, week: _Week, height: float) -> list[float]:
    """Choose how many lines each entry gets in a height; return where the days' own entries begin."""
    while week.bars and _crowded(plan, week, height):
        bar = week.bars.pop()
        for day in range(bar.first, bar.last + 1):
            week.beyond[day].append(bar.index)
    under = max(plan.height(items, _DEEPEST) for items in week.days) + _FOOT
    share = max(height * _BAR_SHARE, height - under)  # bars may have what the days need not
    deep = next((most for most in range(_DEEPEST_BAR, 1, -1) if max(plan.below(week, most)) <= share), 1)
    bottoms = plan.below(week, deep)
    for bar in week.bars:
        bar.lines = plan.rest.put(bar.index, _room(plan, bar.first, bar.last), bar.given(deep))
    for day, items in enumerate(week.days):
        _fit_day(plan, items, week.beyond[day], height - bottoms[day] - _FOOT + _SLACK)
    return bottoms


def _crowded(plan: _Plan, week: _Week, height: float) -> bool:
    """Tell whether the bars of a week leave its days too little: they may have their share, and what no day needs."""
    for bottom, items, beyond in zip(plan.below(week, 1), week.days, week.beyond, strict=True):
        more = plan.more if beyond else 0.0
        if bottom > height * _BAR_SHARE and bottom + plan.height(items, 1) + more + _FOOT > height + _SLACK:
            return True
    return False


def _fit_day(plan: _Plan, items: list[_Item], beyond: list[int], room: float) -> None:
    """Choose how many lines each entry of a day gets; the last ones that have no room are told to be beyond."""

    def most_in(height: float) -> int:
        return next((most for most in range(_DEEPEST, 1, -1) if plan.height(items, most) <= height), 1)

    most = most_in(room)
    if beyond or plan.height(items, most) > room:
        room -= plan.more
        most = most_in(room)
    while items and plan.height(items, most) > room:
        beyond.append(items.pop().index)
    room -= plan.height(items, most)
    for item in items:
        given = item.given(most)
        if (more := (item.depth - given) * plan.style.leading) <= room:  # what is left makes some of them whole
            room -= more
            given = item.depth
        item.lines = plan.rest.put(item.index, _room(plan, item.first, item.last), given, item.continued)


def _draw_week(typesetter: Typesetter, grid: MonthGrid, plan: _Plan, week: _Week, height: float) -> Strip:
    bottoms = _fit(plan, week, height)
    board = Board()
    _draw_days(board, grid, plan, week.start, height)
    patterns = patterns_of(grid)
    for bar in week.bars:
        _write(grid, board, patterns, plan, bar)
    for day, items in enumerate(week.days):
        y = bottoms[day]
        for item in items:
            item.top = y
            _write(grid, board, patterns, plan, item)
            y += len(item.lines) * plan.style.leading + _GAP
        if week.beyond[day]:
            for index in week.beyond[day]:
                plan.rest.name(index)
            words = typesetter.both(tuple(one.replace("{n}", str(len(week.beyond[day]))) for one in grid.words.more))
            lines = typesetter.bold.wrap(typesetter.bold.clean(words), plan.style.size, plan.width(day, day) - 5.0)[:2]
            for number, line in enumerate(lines):
                top = height - (len(lines) - number) * plan.style.leading - 1.0
                board.write(plan.edges[day] + 3.0, top, line, replace(plan.style, bold=True))
    board.line(0.0, height, typesetter.width, height, 0.56, MIDDLE)
    return board.strip(height)


def _draw_days(board: Board, grid: MonthGrid, plan: _Plan, start: int, height: float) -> None:
    for day in range(_WEEK):
        left, number = plan.edges[day], start + day
        if 0 <= number < grid.days:
            board.write(left + 3.0, 1.0, str(day_at(grid, number).day), SMALL_BOLD)
        else:
            board.box(left, 0.0, plan.width(day, day), height, fill=_OUTSIDE, stroke=0.0)
        if day:
            board.line(left, 0.0, left, height, 0.4, PALE)


def _write(grid: MonthGrid, board: Board, patterns: Mapping[int, int], plan: _Plan, item: _Item) -> None:
    """Write an entry beside the mark of its calendar, framed if it fills its days."""
    entry, style = grid.entries[item.index], plan.style
    x, height = plan.edges[item.first] + 1.0, len(item.lines) * style.leading
    if item.framed:
        board.frame(entry.look, x, item.top - 0.7, plan.width(item.first, item.last) - 2.0, height + 1.0)
    if entry.look is not Look.HOLIDAY and entry.row in patterns and item.lines:
        board.pattern(patterns[entry.row], x, item.top + 0.4, _BAR, height - 0.6)
    for number, line in enumerate(item.lines):
        y = item.top + number * style.leading
        board.write(x + _BAR + 2.0, y, line.text, style)
        if line.struck:
            board.strike(x + _BAR + 2.0, y, plan.rest.typesetter.regular.width(line.text, style.size), style)
