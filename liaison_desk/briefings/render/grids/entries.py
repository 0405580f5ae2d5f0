"""What all grids share: an entry's words cut to their room, the list of what had too little of it, the legend, the captions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import TypeVar

from liaison_desk.briefings.document import DayGrid, Entry, Grid, Line, Look, Row, Table, Words
from liaison_desk.briefings.render.grids.board import FRAME, MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.grids.listing import cut_listing
from liaison_desk.briefings.render.once import under
from liaison_desk.briefings.render.strips import DARK, HEADING, Ink, Strip, Style
from liaison_desk.briefings.render.tables import cut_table
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.marking import Marking

_CAPTION = Style(8.5, 12.0)
_SWATCH = 8.0
_NARROW = 60.0
_BEGUN = 8
"""How many letters of a title are the least that tells what is on."""
_TOUCH = 1e-6


One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Put:
    """A line of an entry in its box; ``struck`` if it is cancelled."""

    text: str
    struck: bool = False


@dataclass(slots=True)
class Rest:
    """The entries a grid has too little room for: each gets a number that stands in the grid and before it in the list below.

    With ``brief`` times stand without their end, and nothing has a number: the day tells where it stands in the list. ``said`` is
    how entries without a mark are marked, which stands on each of its pages, too.
    """

    typesetter: Typesetter
    grid: Grid
    brief: bool = False
    said: str = ""
    style: Style = TEXT
    _numbers: dict[int, int] = field(default_factory=dict)
    _named: dict[int, None] = field(default_factory=dict)

    def number(self, index: int) -> int:
        """Return the number of an entry (by its place in the grid), giving it the next one if it has none."""
        return self._numbers.setdefault(index, len(self._numbers) + 1)

    def name(self, index: int) -> None:
        """Have an entry in the list without a number: its day tells which it is."""
        self._named[index] = None

    def told(self, indexes: Sequence[int]) -> str:
        """Return the numbers of entries that stand in the list alone: ``[3, 5–9]``."""
        runs: list[list[int]] = []
        for number in sorted(self.number(index) for index in indexes):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return f"[{', '.join(str(run[0]) if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)}]"

    def put(self, index: int, width: float, depth: int, continued: bool = False) -> list[Put]:
        """Return what of an entry's words goes into so many lines of a width; what does not go in whole gets a number.

        No words stand without the whole mark before them.
        """
        for short in (False, True):
            whole = self._whole(index, width, short, continued)
            if len(whole) <= depth and not self._breaks(index, width):
                return whole
        said = "" if self.brief else f"[{self.number(index)}]"
        if self.brief:
            self.name(index)
        lines = self._cut(f"{said} {self.words(index, True, continued)}".lstrip(), width, depth)
        begun = "".join(lines).rstrip("…").replace(" ", "")
        if len(begun) <= len(f"{said}{self.mark(index)}".replace(" ", "")):
            return [Put(said)][:depth] if said else []
        struck = self.grid.entries[index].look is Look.CANCELLED
        return [Put(line, struck) for line in lines]

    def _cut(self, words: str, width: float, depth: int) -> list[str]:
        """Return words in so many lines, the last one full and ending in an ellipsis."""
        lines = self._wrap(words, width)
        if len(lines) <= depth or depth < 1:
            return lines[: max(0, depth)]
        *before, last = lines[:depth]
        used = sum(len(line.replace(" ", "")) for line in lines[:depth])
        letters = 0
        rest = ""
        for place, letter in enumerate(words):
            letters += letter != " "
            if letters == used:
                rest = words[place + 1 :]
                break
        face, room = self.typesetter.regular, width - self.typesetter.regular.width("…", self.style.size)
        for letter in rest:
            if face.width(last + letter, self.style.size) > room:
                break
            last += letter
        while last and face.width(last, self.style.size) > room:
            last = last[:-1]
        return [*before, f"{last.rstrip()}…"]

    def least(self, index: int, width: float, continued: bool = False) -> int:
        """Return in how many lines of a width an entry is told at least: its mark, its time, the beginning of its title."""
        begun = self.words(index, True, continued)
        title = begun.removeprefix(self.words(index, True, continued, title=False)).strip()
        return len(self._wrap(begun[: len(begun) - len(title) + min(len(title), _BEGUN)], width))

    def depth(self, index: int, width: float, continued: bool = False) -> int:
        """Return how many lines of a width an entry needs to stand there whole."""
        return len(self._whole(index, width, False, continued))

    def words(
        self, index: int, short: bool = False, continued: bool = False, when: str | None = None, title: bool = True
    ) -> str:
        """Return an entry in one line: its mark, when it is, its ``title``.

        When it is, is its time, the ``short`` one without its end; an ellipsis where it goes on; or what else is given.
        """
        entry = self.grid.entries[index]
        named = " / ".join(self.typesetter.stacked(entry.line)).replace("\n", " ") if title else ""
        clock = entry.clock.text(0)
        time = "…" if continued else clock.split("–")[0] if short and entry.begins is not None else clock
        return " ".join(filter(None, (self.mark(index), time if when is None else when, named)))

    def note(self, index: int) -> str:
        """Return the note behind an entry in one line."""
        return " / ".join(self.typesetter.stacked(self.grid.entries[index].note)).replace("\n", " ")

    def mark(self, index: int) -> str:
        """Return the portion mark of an entry."""
        return self.typesetter.mark(self.grid.entries[index].marking)

    def _whole(self, index: int, width: float, short: bool, continued: bool) -> list[Put]:
        entry = self.grid.entries[index]
        # A time is never parted: where there is no room for both of its ends it is the short one.
        short = short or self.brief or self.typesetter.regular.width(entry.clock.text(0), self.style.size) > width
        words, note = self.words(index, short, continued), self.note(index)
        if entry.look is Look.CANCELLED:
            struck = [Put(line, struck=True) for line in self._wrap(words, width)]
            return struck + [Put(line) for line in self._wrap(note, width) if note]
        return [Put(line) for line in self._wrap(f"{words} {note}".rstrip(), width)]

    def _breaks(self, index: int, width: float) -> bool:
        """Tell whether a word of the title has to be broken in a width; Japanese may be anywhere."""
        title = " ".join(self.typesetter.stacked(self.grid.entries[index].line))
        narrow = width < _NARROW
        return narrow and any(
            self.typesetter.regular.width(word, self.style.size) > width for word in title.split() if word.isascii()
        )

    def _wrap(self, words: str, width: float) -> list[str]:
        return self.typesetter.regular.wrap(words, self.style.size, width)

    def cut(self) -> list[Strip]:
        """Return the list below the grid, under its heading; nothing if everything stood in the grid."""
        if not (self._numbers or self._named):
            return []
        words, typesetter = self.grid.words, self.typesetter
        plain = typesetter.mark(Marking(typesetter.released.document.home))
        title = f"{plain} {typesetter.bold.clean(typesetter.both(words.rest))}"
        strips = [
            Strip(HEADING.leading, [Ink(0.0, HEADING.baseline, True, HEADING.size, part)], keep=True)
            for part in typesetter.bold.wrap(title, HEADING.size, typesetter.width)
        ]
        strips[0].gap = 12.0
        strips.append(Strip(3.0, keep=True))
        if isinstance(self.grid, DayGrid):
            numbered = sorted(self._numbers, key=self._numbers.__getitem__)
            table = Table(words.columns, tuple(self._row(index) for index in numbered))
            return [*strips, *cut_table(typesetter, table)]
        listed = sorted(self._numbers.keys() | self._named.keys())
        entries = cut_listing(typesetter, [(self._numbers.get(index, 0), self.grid.entries[index]) for index in listed])
        return strips + under(typesetter, self.said, entries)

    def _row(self, index: int) -> Row:
        entry = self.grid.entries[index]
        number = str(self._numbers[index])
        day, local, zulu, home, where = entry.cells
        title = Line((*entry.line.pieces, *entry.note.pieces))
        return Row((Line((Words((number,)),)), day, local, zulu, home, title, where), lead=5, marking=entry.marking)


def days_of(grid: Grid, entry: Entry) -> tuple[int, int]:
    """Return the first and the last day of a grid that an entry touches, by their numbers."""
    return max(0, (entry.first - grid.first).days), min(grid.days - 1, (entry.last - grid.first).days)


def day_at(grid: Grid, number: int) -> date:
    """Return the day of a number."""
    return grid.first + timedelta(days=number)


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each stretch the lowest lane that is free when it begins; they come in the order they begin in."""
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    found = []
    for begin, end in spans:
        while taken and taken[0][0] <= begin + _TOUCH:
            heappush(free, heappop(taken)[1])
        lane = heappop(free) if free else len(taken)
        heappush(taken, (end, lane))
        found.append(lane)
    return found


def in_lanes(ones: Sequence[One], placed: Sequence[int]) -> list[list[One]]:
    """Return what stands in each lane, in order."""
    found: list[list[One]] = [[] for _ in range(max(placed, default=-1) + 1)]
    for one, lane in zip(ones, placed, strict=True):
        found[lane].append(one)
    return found


def patterns_of(grid: Grid) -> Mapping[int, int]:
    """Return the patterns of the calendars named on this paper, in their order; none to those of holidays alone."""
    there = {entry.row for entry in grid.entries if entry.look is not Look.HOLIDAY}
    named = (number for number, line in enumerate(grid.rows) if number in there and line.portions)
    return {row: pattern for pattern, row in enumerate(named)}


def cut_captions(typesetter: Typesetter, grid: Grid, said: str = "") -> list[Strip]:
    """Return the quiet lines under the heading, two of them in one where both have room; ``said`` is the last of them."""
    face, lines = typesetter.regular, list[str]()
    for words in (*(face.clean(typesetter.both(text, "  ·  ")) for text in grid.words.caption), *filter(None, [said])):
        beside = f"{lines[-1]}  ·  {words}" if lines else ""
        if beside and face.width(beside, _CAPTION.size) <= typesetter.width:
            lines[-1] = beside
        else:
            lines += face.wrap(words, _CAPTION.size, typesetter.width)
    strips = [
        Strip(_CAPTION.leading, [Ink(0.0, _CAPTION.baseline, False, _CAPTION.size, line, DARK)], keep=True)
        for line in lines
    ]
    return [*strips, Strip(4.0, keep=True)] if strips else []


Draw = Callable[[Board, Look, float, float, float, float], None]


def draw_frame(board: Board, look: Look, x: float, y: float, width: float, height: float) -> None:
    """Draw the frame of an entry as a sample."""
    board.frame(look, x, y, width, height)
    if look is Look.CANCELLED:
        board.line(x, y + height / 2, x + width, y + height / 2, FRAME, MIDDLE)


def cut_legend(typesetter: Typesetter, grid: Grid, draw: Draw = draw_frame) -> list[Strip]:
    """Return the patterns of the calendars with their names, then how sure what is drawn is: a sample that ``draw`` draws."""
    items: list[tuple[int | Look, str]] = []
    for number, pattern in patterns_of(grid).items():
        line = grid.rows[number]
        words = f"{typesetter.mark(line.marking)} {' / '.join(typesetter.stacked(line))}"
        items.append((pattern, typesetter.regular.cut(words, TEXT.size, typesetter.width - _SWATCH - 4.0)))
    looks = (Look.CONFIRMED, Look.TENTATIVE, Look.CANCELLED)
    items += [
        (look, typesetter.regular.clean(typesetter.both(words)))
        for look, words in zip(looks, grid.words.looks, strict=False)
    ]
    boards, x = [Board()], 0.0
    for sign, words in items:
        width = typesetter.regular.width(words, TEXT.size)
        if x and x + _SWATCH + 4.0 + width > typesetter.width:
            boards.append(Board())
            x = 0.0
        board = boards[-1]
        if isinstance(sign, Look):
            draw(board, sign, x, 2.5, _SWATCH + 4.0, _SWATCH - 2.0)
            x += 4.0
        else:
            board.pattern(sign, x, 2.0, 4.0, _SWATCH)
            x -= 3.0
        board.write(x + _SWATCH + 4.0, 1.2, words)
        x += _SWATCH + 4.0 + width + 14.0
    strips = [board.strip(12.0) for board in boards if board.inks]
    return [Strip(4.0), *strips] if strips else []


def head_lines(typesetter: Typesetter, words: str, width: float) -> list[str]:
    """Return a bold heading of a column cut to its width."""
    return typesetter.bold.wrap(typesetter.bold.clean(words), SMALL_BOLD.size, width)
