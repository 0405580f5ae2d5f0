"""Days beside rulers: hours downward, what overlaps side by side, what fills days in a band on top, all on one page.

The bar at the left of an event is as long as it lasts; its frame reaches on where there is room, so that its words can be read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from liaison_desk.briefings.document import DayGrid, Look
from liaison_desk.briefings.render.grids.board import MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.grids.entries import (
    Rest,
    cut_legend,
    days_of,
    head_lines,
    in_lanes,
    lanes,
    patterns_of,
)
from liaison_desk.briefings.render.strips import BLACK, DARK, PALE, Strip
from liaison_desk.briefings.render.typesetter import Typesetter

_LABEL = 27.0
_BAR = 3.0
_PAD = 1.5
_LEAST_BOX = 12.6
_NARROWEST, _WIDE_ENOUGH = 30.0, 60.0
_QUIET_HOUR = 10.0
_BAND_SHARE = 0.4
_DEEPEST_BAR = 4
_HOURS = 24


@dataclass(frozen=True, slots=True)
class _Box:
    """The piece of an entry on one day, in points below the first hour."""

    index: int
    top: float
    bottom: float
    continued: bool


def cut_days(typesetter: Typesetter, grid: DayGrid, room: float, rest: Rest) -> list[Strip]:
    """Cut a grid of days into one strip and its legend."""
    legend = cut_legend(typesetter, grid)
    board = Board()
    laid = _Laid(typesetter, grid, rest, board)
    height = room - sum(strip.height for strip in legend) - 1.0
    laid.draw(height)
    whole = board.strip(height)
    whole.keep = bool(legend)
    for strip in legend[:-1]:
        strip.keep = True
    return [whole, *legend]


class _Laid:
    """One grid of days in the making."""

    def __init__(self, typesetter: Typesetter, grid: DayGrid, rest: Rest, board: Board) -> None:
        self._typesetter = typesetter
        self._grid = grid
        self._rest = rest
        self._board = board
        self._patterns = patterns_of(grid)
        ruled = {ruler.day for ruler in grid.rulers}
        self._day_width = (typesetter.width - 3 * _LABEL * len(ruled)) / grid.days
        self._left: list[float] = []
        x = 0.0
        for day in range(grid.days):
            x += 3 * _LABEL if day in ruled else 0.0
            self._left.append(x)
            x += self._day_width

    def draw(self, height: float) -> None:
        """Draw all of it into a height."""
        for left in self._left:
            self._board.line(left, 0.0, left, height, 0.4, MIDDLE)
        for ruler in self._grid.rulers[1:]:
            left = self._left[ruler.day] - 3 * _LABEL
            self._board.line(left, 0.0, left, height, 0.8, DARK)
        y = self._heads()
        y = self._band(y, height * _BAND_SHARE)
        self._hours(y, height)

    def _heads(self) -> float:
        grid, board = self._grid, self._board
        heads = [
            head_lines(self._typesetter, self._typesetter.both(text, "\n"), self._day_width - 4) for text in grid.heads
        ]
        deepest = max((len(lines) for lines in heads), default=1)
        for left, lines in zip(self._left, heads, strict=True):
            for number, words in enumerate(lines):
                board.write(left + 3.0, number * SMALL_BOLD.leading, words, SMALL_BOLD)
        y = deepest * SMALL_BOLD.leading + 2.0
        for ruler in grid.rulers:
            left = self._left[ruler.day] - 3 * _LABEL
            for number, letter in enumerate(ruler.letters):
                board.write(left + number * _LABEL + 1.0, y - SMALL_BOLD.leading - 2.0, letter, SMALL_BOLD)
        board.line(0.0, y, self._typesetter.width, y, 1.125, BLACK)
        return y

    def _band(self, top: float, most: float) -> float:
        """Draw what fills whole days, in as many rows as there is room for; the numbers of the others stand below."""
        grid, rest = self._grid, self._rest
        spans = [
            (index, *days_of(grid, entry))
            for index, entry in enumerate(grid.entries)
            if entry.begins is None and days_of(grid, entry)[0] <= days_of(grid, entry)[1]
        ]
        spans.sort(key=lambda span: (span[1], -span[2], span[0]))
        rows = in_lanes(spans, lanes([(first, last + 1) for _, first, last in spans]))
        y = top + 1.5
        left_out: list[tuple[int, int, int]] = []
        for row in rows:
            heights = [
                min(_DEEPEST_BAR, rest.depth(index, self._bar_width(a, b) - _BAR - 3.0)) * TEXT.leading + 2 * _PAD
                for index, a, b in row
            ]
            if y + max(heights) - top > most:
                left_out += row
                continue
            for (index, first, last), height in zip(row, heights, strict=True):
                self._box(index, self._left[first] + 1.0, y, self._bar_width(first, last), height, height)
            y += max(heights) + 1.5
        if left_out:
            y += self._numbers(y, left_out)
        self._board.line(0.0, y, self._typesetter.width, y, 0.56, DARK)
        return y

    def _numbers(self, y: float, left_out: Sequence[tuple[int, int, int]]) -> float:
        deepest = 0
        for day, left in enumerate(self._left):
            there = [index for index, first, last in left_out if first <= day <= last]
            if there:
                lines = self._typesetter.regular.wrap(self._rest.told(there), TEXT.size, self._day_width - 4.0)
                deepest = max(deepest, len(lines))
                for number, words in enumerate(lines):
                    self._board.write(left + 2.0, y + number * TEXT.leading, words)
        return deepest * TEXT.leading + 1.5

    def _bar_width(self, first: int, last: int) -> float:
        return self._left[last] + self._day_width - self._left[first] - 2.0

    def _hours(self, top: float, bottom: float) -> None:
        grid, board = self._grid, self._board
        busy = self._busy()
        first = min(grid.open_hours[0], min(busy, default=_HOURS))
        last = max(grid.open_hours[1], max(busy, default=0) + 1)
        quiet = {hour for hour in range(first, last) if hour not in busy and not _within(hour, grid.open_hours)}
        tall = (bottom - top - len(quiet) * _QUIET_HOUR) / max(1, last - first - len(quiet))
        heights = [_QUIET_HOUR if hour in quiet else tall for hour in range(first, last)]
        edges = [top, *(top + depth for depth in accumulate(heights))]
        for number, hour in enumerate(range(first, last)):
            y = edges[number]
            for ruler in grid.rulers:
                left = self._left[ruler.day] - 3 * _LABEL
                for zone, label in enumerate(ruler.hours[hour]):
                    gray = BLACK if zone == 0 else DARK
                    board.write(left + zone * _LABEL + 1.0, y + 0.2, label, TEXT, gray)
            if number:
                board.line(0.0, y, self._typesetter.width, y, 0.4, PALE)
        board.line(0.0, bottom, self._typesetter.width, bottom, 1.125, BLACK)

        def at(minute: int) -> float:
            hour, over = divmod(max(first * 60, min(minute, last * 60)), 60)
            number = hour - first
            return edges[number] + (heights[number] * over / 60 if over else 0.0)

        for day in range(grid.days):
            self._day(day, self._boxes(day, at, bottom), bottom)

    def _busy(self) -> set[int]:
        """Return the hours something is on."""
        found: set[int] = set()
        for day in range(self._grid.days):
            for _, begin, end, _ in self._pieces(day):
                found.update(range(begin // 60, min(_HOURS, max(begin // 60 + 1, -(-end // 60)))))
        return found

    def _pieces(self, day: int) -> list[tuple[int, int, int, bool]]:
        """Return the pieces of entries on a day: which, from and to which minute, and whether it began on a day before."""
        pieces = []
        for index, entry in enumerate(self._grid.entries):
            offset = (entry.first - self._grid.first).days
            if entry.begins is None or not offset <= day <= (entry.last - self._grid.first).days:
                continue
            begin = entry.begins if day == offset else 0
            end = entry.ends if day == (entry.last - self._grid.first).days else 1440
            pieces.append((index, begin, max(begin, end), day != offset))
        return sorted(pieces, key=lambda piece: (piece[1], -piece[2], piece[0]))

    def _boxes(self, day: int, at: Callable[[int], float], bottom: float) -> list[_Box]:
        boxes = []
        for index, begin, end, continued in self._pieces(day):
            top = min(at(begin), bottom - _LEAST_BOX)
            boxes.append(_Box(index, top, max(at(end), top + _LEAST_BOX), continued))
        return sorted(boxes, key=lambda box: (box.top, -box.bottom, box.index))

    def _day(self, day: int, boxes: Sequence[_Box], bottom: float) -> None:
        group: list[_Box] = []
        groups: list[list[_Box]] = []
        reach = 0.0
        for box in boxes:
            if group and box.top >= reach - 0.01:
                groups.append(group)
                group = []
            group.append(box)
            reach = max(reach, box.bottom) if len(group) > 1 else box.bottom
        groups += [group] if group else []
        for number, some in enumerate(groups):
            free = groups[number + 1][0].top if number + 1 < len(groups) else bottom
            self._group(day, some, free)

    def _group(self, day: int, boxes: Sequence[_Box], free: float) -> None:
        """Draw what overlaps side by side; beyond what the width holds, the numbers of the others in the last lane."""
        placed = lanes([(box.top, box.bottom) for box in boxes])
        narrowest = min(_WIDE_ENOUGH, max(_NARROWEST, self._day_width / 6))
        most = max(1, int((self._day_width - 2.0) // narrowest))
        count = max(placed) + 1
        crowded = count > most
        count = min(count, most)
        width = (self._day_width - 2.0) / count
        shown = count - 1 if crowded else count
        others = [box for box, lane in zip(boxes, placed, strict=True) if lane >= shown]
        for box, lane in zip(boxes, placed, strict=True):
            if lane < shown:
                below = [
                    other.top for other, its in zip(boxes, placed, strict=True) if its == lane and other.top > box.top
                ]
                self._timed(box, self._left[day] + 1.0 + lane * width, width - 1.0, min(below, default=free))
        if others:
            self._others(others, self._left[day] + 1.0 + shown * width, width - 1.0, free)

    def _others(self, boxes: Sequence[_Box], x: float, width: float, free: float) -> None:
        top = boxes[0].top
        words = self._rest.told([box.index for box in boxes])
        lines = self._typesetter.regular.wrap(words, TEXT.size, width - 4.0)
        height = min(max(max(box.bottom for box in boxes) - top, len(lines) * TEXT.leading + 3.0), free - top)
        self._board.box(x, top + 0.5, width, height - 1.0)
        for number, line in enumerate(lines[: max(1, int(height // TEXT.leading))]):
            self._board.write(x + 2.0, top + 1.0 + number * TEXT.leading, line)

    def _timed(self, box: _Box, x: float, width: float, free: float) -> None:
        depth = self._rest.depth(box.index, width - _BAR - 3.0, box.continued)
        lasting = box.bottom - box.top
        height = max(lasting, min(depth * TEXT.leading + 2 * _PAD, free - box.top))
        self._box(box.index, x, box.top + 0.4, width, height - 0.8, lasting - 0.8, box.continued)

    def _box(
        self, index: int, x: float, y: float, width: float, height: float, lasting: float, continued: bool = False
    ) -> None:
        """Draw an entry: its frame, the bar of its calendar as long as it lasts, its words."""
        board, entry = self._board, self._grid.entries[index]
        board.frame(entry.look, x, y, width, height)
        if entry.look is not Look.HOLIDAY and entry.row in self._patterns:
            board.pattern(self._patterns[entry.row], x, y, _BAR, lasting)
        left, room = x + _BAR + 1.8, width - _BAR - 3.0
        depth = max(1, int((height - 1.4) // TEXT.leading))
        for number, line in enumerate(self._rest.put(index, room, depth, continued)):
            top = y + _PAD - 0.6 + number * TEXT.leading
            board.write(left, top, line.text)
            if line.struck:
                board.strike(left, top, self._typesetter.regular.width(line.text, TEXT.size))


def _within(hour: int, hours: tuple[int, int]) -> bool:
    return hours[0] <= hour < hours[1]
