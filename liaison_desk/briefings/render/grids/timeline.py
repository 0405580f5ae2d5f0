"""Calendars under each other, days to the right: bars, diamonds and series as ticks, each with its words beside it.

Every calendar takes as many lanes as it needs and goes on over pages, its name and the scales repeated above it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from liaison_desk.briefings.document import Look, Timeline
from liaison_desk.briefings.render.grids.board import (
    DASHES,
    MIDDLE,
    SMALL_BOLD,
    TEXT,
    WHITE,
    Board,
)
from liaison_desk.briefings.render.grids.entries import Rest, cut_legend, days_of, in_lanes, lanes
from liaison_desk.briefings.render.grids.scales import FISCAL, draw_scales
from liaison_desk.briefings.render.once import joined, lines
from liaison_desk.briefings.render.strips import BLACK, DARK, PALE, Strip
from liaison_desk.briefings.render.tables import HAIR, THICK
from liaison_desk.briefings.render.typesetter import Typesetter

_LANE = 10.4
_TALL = 18.0
_MARK = 6.0
_HALF = 3.4
_LEAST = 3.0
_LONGEST_WORDS = 460.0
_AIR = 6.0
_MANY_DAYS = 190
"""On a longer timeline the names of holidays have no room; they stand in the list."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One entry or a whole series: the days it marks, the words of it, and how far all of it reaches."""

    indexes: tuple[int, ...]
    words: str
    words_at: float
    begin: float
    end: float
    stacked: bool


def cut_timeline(typesetter: Typesetter, grid: Timeline, rest: Rest) -> list[Strip]:
    """Cut a timeline into its scales and one strip a lane."""
    return _Laid(typesetter, grid, rest).cut()


class _Laid:
    """One timeline in the making."""

    def __init__(self, typesetter: Typesetter, grid: Timeline, rest: Rest) -> None:
        self._typesetter = typesetter
        self._grid = grid
        self._rest = rest
        self._day = typesetter.width / grid.days

    def cut(self) -> list[Strip]:
        """Return the scales, then each calendar with what is on it; the nameless last."""
        strips = [self._scales("")]
        strips[0].keep = True
        order = sorted({entry.row for entry in self._grid.entries}, key=lambda row: (not self._name(row), row))
        named = [row for row in order if self._name(row)]
        nameless = tuple(row for row in order if not self._name(row))
        rows: list[tuple[tuple[int, ...], str]] = [((row,), self._name(row)) for row in named]
        if nameless:
            rows.append((nameless, self._typesetter.both(self._grid.words.further)))
        for numbers, name in rows:
            strips += self._row(numbers, name)
        foot = Board()
        foot.line(0.0, 1.0, self._typesetter.width, 1.0, THICK, BLACK)
        return [*strips, foot.strip(3.0), *cut_legend(self._typesetter, self._without_rows(), _bar)]

    def _without_rows(self) -> Timeline:
        return replace(self._grid, rows=())

    def _name(self, row: int) -> str:
        """Return the name of a calendar behind its mark, in one line of bold letters."""
        line, typesetter = self._grid.rows[row], self._typesetter
        if not line.portions:
            return ""
        words = f"{typesetter.mark(line.marking)} {' / '.join(typesetter.stacked(line))}"
        return typesetter.bold.cut(typesetter.bold.clean(words), SMALL_BOLD.size, typesetter.width)

    def _x(self, day: int) -> float:
        return max(0.0, min(day * self._day, self._typesetter.width))

    def _scales(self, name: str) -> Strip:
        """Return the scales, and below them the name of the calendar that goes on where a page begins with them."""
        grid, board, typesetter = self._grid, Board(), self._typesetter
        height = draw_scales(board, typesetter, grid.scales, lambda day: self._x((day - grid.first).days))
        if name:
            board.write(0.0, height + 2.0, name, SMALL_BOLD)
            height += SMALL_BOLD.leading + 4.0
        return board.strip(height + 1.0)

    def _again(self, name: str) -> Strip:
        """Return what a page begins with that goes on: how entries without a mark are marked, the scales, the name of the calendar."""
        return reduce(joined, [*lines(self._typesetter, self._rest.said), self._scales(name)])

    def _ruled(self, height: float) -> Board:
        """Return a board with the rules of the two finest scales, and the day of printing."""
        grid, board = self._grid, Board()
        for gray, stretches in zip((PALE, MIDDLE), reversed(grid.scales[-2:]), strict=False):
            for stretch in stretches:
                x = self._x((stretch.first - grid.first).days)
                board.line(x, 0.0, x, height, 0.3 if gray == PALE else 0.5, gray)
        for stretches in grid.scales[:FISCAL]:
            for stretch in stretches[1:]:
                x = self._x((stretch.first - grid.first).days)
                board.line(x, 0.0, x, height, 0.9, MIDDLE)
        if grid.today is not None and 0 <= (grid.today - grid.first).days < grid.days:
            x = self._x((grid.today - grid.first).days)
            board.line(x, 0.0, x, height, 0.9, BLACK, DASHES)
        return board

    def _row(self, numbers: tuple[int, ...], name: str) -> list[Strip]:
        head = self._again(name)
        board = self._ruled(SMALL_BOLD.leading + 5.0)
        width = self._typesetter.bold.width(name, SMALL_BOLD.size)
        board.box(0.0, 2.5, width + 3.0, SMALL_BOLD.leading, WHITE, 0.0)
        board.write(0.0, 2.5, name, SMALL_BOLD)
        board.line(0.0, 0.0, self._typesetter.width, 0.0, HAIR, DARK)
        strips = [board.strip(SMALL_BOLD.leading + 5.0)]
        strips[0].keep = True
        there = [index for index, entry in enumerate(self._grid.entries) if entry.row in numbers]
        off = [index for index in there if self._grid.entries[index].look is Look.HOLIDAY]
        if off and self._grid.days > _MANY_DAYS:
            strips.append(self._holidays(off))
        elif off:
            strips += self._lanes(self._items(off))
        strips += self._lanes(self._items([index for index in there if index not in set(off)]))
        strips[0].head = self._again("")
        for strip in strips[1:]:
            strip.head = head
        return strips

    def _lanes(self, items: Sequence[_Item]) -> list[Strip]:
        strips: list[Strip] = []
        for stacked, height in ((True, _TALL), (False, _LANE)):
            some = sorted((one for one in items if one.stacked is stacked), key=lambda one: (one.begin, one.indexes))
            placed = lanes([(one.begin, one.end + _AIR) for one in some])
            strips += [self._lane(together, height) for together in in_lanes(some, placed)]
        return strips

    def _items(self, indexes: Sequence[int]) -> list[_Item]:
        """Return what is drawn: what lasts a day and comes again in one series is one item, everything else its own."""
        entries = self._grid.entries
        series: dict[tuple[str, str, Look, str], list[int]] = {}
        for index in indexes:
            entry = entries[index]
            own = "" if entry.series and entry.last == entry.first else str(index)
            key = (entry.series, self._rest.words(index, when=""), entry.look, own)
            series.setdefault(key, []).append(index)
        return [self._item(tuple(some)) for some in series.values()]

    def _item(self, indexes: tuple[int, ...]) -> _Item:
        entries, face = self._grid.entries, self._typesetter.regular
        first, last = days_of(self._grid, entries[indexes[0]])
        begin, end = self._x(first), max(self._x(last + 1), self._x(first) + _LEAST)
        if first == last:
            begin, end = self._middle(first) - _HALF, self._middle(first) + _HALF
        many = len(indexes) > 1
        if many:
            end = self._middle(days_of(self._grid, entries[indexes[-1]])[0]) + _HALF
        day = f"× {len(indexes)}" if many else entries[indexes[0]].cells[0].text(0)
        words = " ".join(filter(None, (self._rest.words(indexes[0], when=day), self._rest.note(indexes[0]))))
        room = self._typesetter.width if many else _LONGEST_WORDS
        width = face.width(words, TEXT.size)
        if width > room:
            said = f"[{self._rest.number(indexes[0])}]"
            words = self._shortened(said, words, self._rest.mark(indexes[0]), room)
            width = face.width(words, TEXT.size)
        if not many and end + 3.0 + width <= self._typesetter.width:
            return _Item(indexes, words, end + 3.0, begin, end + 3.0 + width, False)
        if not many and begin - 3.0 - width >= 0.0:
            return _Item(indexes, words, begin - 3.0 - width, begin - 3.0 - width, end, False)
        at = max(0.0, min(begin, self._typesetter.width - width))
        return _Item(indexes, words, at, min(begin, at), max(end, at + width), True)

    def _shortened(self, said: str, words: str, mark: str, room: float) -> str:
        """Return words behind their number cut to their room; the number alone where not even the mark has room."""
        face = self._typesetter.regular
        if face.width(f"{said} {mark} …", TEXT.size) > room:
            return said
        words = f"{said} {words}"
        over = bisect_right(range(len(words) + 1), room, key=lambda many: face.width(f"{words[:many]}…", TEXT.size))
        return f"{words[: max(0, over - 1)]}…"

    def _middle(self, day: int) -> float:
        return max(_HALF, min(self._x(day) + self._day / 2, self._typesetter.width - _HALF))

    def _lane(self, items: Sequence[_Item], height: float) -> Strip:
        board = self._ruled(height)
        for item in items:
            top = 0.8 if not item.stacked else 0.4
            width = self._typesetter.regular.width(item.words, TEXT.size)
            board.box(item.words_at - 1.0, 0.0, width + 2.0, TEXT.leading if item.stacked else height, WHITE, 0.0)
            self._mark(board, item, height - 2.0 - _MARK if item.stacked else (height - _MARK) / 2)
            board.write(item.words_at, top - 0.4, item.words)
            if self._grid.entries[item.indexes[0]].look is Look.CANCELLED:
                note = self._typesetter.regular.width(self._rest.note(item.indexes[0]), TEXT.size)
                board.strike(item.words_at, top - 0.4, max(0.0, width - note - 2.0))
        return board.strip(height)

    def _mark(self, board: Board, item: _Item, top: float) -> None:
        """Draw what an item marks: a bar over days, a diamond on one, ticks where a series comes again."""
        if len(item.indexes) > 1:
            y = top + _MARK
            for index in item.indexes:
                x = self._middle(days_of(self._grid, self._grid.entries[index])[0])
                board.line(x, top, x, y, 0.8, BLACK)
            first, last = (self._middle(days_of(self._grid, self._grid.entries[item.indexes[n]])[0]) for n in (0, -1))
            board.line(first, y, last, y, 0.5, BLACK)
            return
        entry = self._grid.entries[item.indexes[0]]
        first, last = days_of(self._grid, entry)
        if entry.look is Look.HOLIDAY:
            board.line(self._middle(first), top, self._middle(first), top + _MARK, 1.6, BLACK)
        elif first == last:
            board.diamond(entry.look, self._middle(first), top + _MARK / 2, _HALF)
        if entry.look is Look.HOLIDAY or first == last:
            return
        left, right = self._x(first), max(self._x(last + 1), self._x(first) + _LEAST)
        _bar(board, entry.look, left, top, right - left, _MARK)

    def _holidays(self, indexes: Sequence[int]) -> Strip:
        """Draw holidays as ticks with the day of the month where there is room; their names stand in the list."""
        board, reach = self._ruled(_TALL), -1.0
        for index in sorted(indexes, key=lambda one: self._grid.entries[one].first):
            self._rest.name(index)
            first, _ = days_of(self._grid, self._grid.entries[index])
            x = self._middle(first)
            board.line(x, _TALL - 2.0 - _MARK, x, _TALL - 2.0, 1.6, BLACK)
            words = str(self._grid.entries[index].first.day)
            width = self._typesetter.regular.width(words, TEXT.size)
            left = max(0.0, min(x - width / 2, self._typesetter.width - width))
            if left > reach:
                board.box(left - 0.5, 0.4, width + 1.0, TEXT.leading - 0.4, WHITE, 0.0)
                board.write(left, 0.2, words)
                reach = left + width + 1.0
        return board.strip(_TALL)


def _bar(board: Board, look: Look, x: float, y: float, width: float, height: float) -> None:
    """Draw a bar over days: solid for what is sure, hatched for what is not, struck through for what is cancelled."""
    board.box(x, y, width, height, BLACK if look is Look.CONFIRMED else WHITE, 0.6, BLACK)
    if look is Look.TENTATIVE:
        board.hatch(x, y, width, height, 3.0)
    elif look is Look.CANCELLED:
        board.line(x, y + height / 2, x + width, y + height / 2, 0.6, BLACK)
