"""The curve of what is open: a step for each day, counted from what was released; dashed what is to come. Black and white first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from liaison_desk.briefings.document import Burndown, Text, wording
from liaison_desk.briefings.render.grids.board import DASHES, SMALL_BOLD, TEXT, WHITE, Board
from liaison_desk.briefings.render.strips import BLACK, DARK, PALE, QUIET, Ink, Shape, Strip
from liaison_desk.briefings.render.tables import HAIR, THICK
from liaison_desk.briefings.render.tagging import Node, instead
from liaison_desk.briefings.render.typesetter import Typesetter

_HEIGHT = 150.0
_HEAD = 16.0
_AXIS = 26.0
_UNDER = 19.0
_CURVE = 1.8
_STEPS = (1, 2, 5)
_FEW = 5
"""Lines across at most."""
_HALO = 1.5


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are open at the end of each day, from the first on, up to today; ``planned`` from there on.

    ``left`` are how many are open at the end of what has been; ``opened`` and ``closed`` are how many were in the days that have been.
    """

    open: tuple[int, ...]
    planned: tuple[int, ...]
    left: int
    opened: int
    closed: int


def count(curve: Burndown) -> Counts:
    """Count what a curve tells of. Without ``today`` all of its days have been."""
    until = min(curve.last, curve.today) if curve.today is not None else curve.last
    spells = curve.spells
    found = _open(curve.first, until, ((spell.opened, spell.closed) for spell in spells))
    still = [spell for spell in spells if spell.opened <= until and (spell.closed is None or spell.closed > until)]
    # What is overdue has no day on which it will be done.
    due = ((curve.first, spell.due if spell.due and spell.due > until else None) for spell in still)
    return Counts(
        found,
        _open(max(until, curve.first), curve.last, due) if until < curve.last else (),
        len(still),
        sum(curve.first <= spell.opened <= until for spell in spells),
        sum(spell.closed is not None and curve.first <= spell.closed <= until for spell in spells),
    )


def _open(first: date, last: date, spells: Iterable[tuple[date, date | None]]) -> tuple[int, ...]:
    """Return how many are open at the end of each day: those that began, without those that ended on it or before."""
    changes = [0] * ((last - first).days + 1)
    for begins, ends in spells:
        for day, change in ((begins, 1), (ends, -1)):
            if day is not None and day <= last and changes:
                changes[max(0, (day - first).days)] += change
    return tuple(accumulate(changes))


def told(curve: Burndown, counts: Counts, index: int) -> str:
    """Return in a language what a curve is of, with its counts."""
    planned = wording(curve.planned, index) if counts.planned else ""
    said = " ".join(filter(None, (wording(curve.words, index), planned)))
    for place, value in (("{opened}", counts.opened), ("{closed}", counts.closed), ("{open}", counts.left)):
        said = said.replace(place, str(value))
    return said


def cut_burndown(typesetter: Typesetter, curve: Burndown) -> list[Strip]:
    """Cut a curve into its chart, which stays whole, and the words below it with the counts."""
    counts = count(curve)
    words = _words(typesetter, curve, counts)
    drawn = _Chart(typesetter, curve, counts).strip()
    drawn.gap, drawn.keep = 6.0, True
    # Who does not see it hears the words below, which say all of it.
    said = " ".join(ink.text for strip in words for ink in strip.inks)
    drawn.node, drawn.vague = Node("Figure", more=instead(said)), False
    return [drawn, *words]


def _words(typesetter: Typesetter, curve: Burndown, counts: Counts) -> list[Strip]:
    """Return what the curve is of, behind its mark, and below it the same in the packet's other language."""
    face, mark = typesetter.regular, f"{typesetter.mark(curve.marking)} "
    strips: list[Strip] = []
    for index in typesetter.languages:
        said = told(curve, counts, index)
        strips += [
            Strip(QUIET.leading, [Ink(0.0, QUIET.baseline, False, QUIET.size, part, DARK)], keep=True)
            for part in face.wrap(face.clean(f"{mark}{said}"), QUIET.size, typesetter.width)
        ]
        mark = ""
    strips[-1].keep = False
    return strips


class _Chart:
    """One chart in the making: the counts up the left, the days along the foot."""

    def __init__(self, typesetter: Typesetter, curve: Burndown, counts: Counts) -> None:
        self._typesetter, self._curve, self._counts = typesetter, curve, counts
        self._days = (curve.last - curve.first).days + 1
        self._step = _step(max((*counts.open, *counts.planned, 1)))
        self._top = self._step * -(-max((*counts.open, *counts.planned, 1)) // self._step)
        self._board = Board()

    def strip(self) -> Strip:
        """Return the chart."""
        self._frame()
        self._label()
        self._as_of()
        self._draw(self._counts.open, 0, ())
        if self._counts.planned:
            self._draw(self._counts.planned, max(0, len(self._counts.open) - 1), DASHES)
        return self._board.strip(_HEIGHT + _UNDER)

    def _x(self, day: float) -> float:
        return _AXIS + (self._typesetter.width - _AXIS) * day / self._days

    def _y(self, value: float) -> float:
        return _HEIGHT - (_HEIGHT - _HEAD) * value / self._top

    def _frame(self) -> None:
        board, face, width = self._board, self._typesetter.regular, self._typesetter.width
        for value in range(0, self._top + 1, self._step):
            y = self._y(value)
            board.line(_AXIS, y, width, y, THICK if not value else HAIR, BLACK if not value else PALE)
            said = str(value)
            board.write(_AXIS - 5.0 - face.width(said, TEXT.size), y - TEXT.leading / 2, said)
        board.line(_AXIS, _HEAD - 4.0, _AXIS, _HEIGHT, HAIR, BLACK)
        end = 0.0
        for stretch in self._curve.scale:
            x = self._x((stretch.first - self._curve.first).days)
            board.line(x, _HEIGHT, x, _HEIGHT + 3.0, HAIR, BLACK)
            words = self._said(stretch.text, width - x)
            if words and x >= end:
                board.write(x + 1.5, _HEIGHT + 3.5, words)
                end = x + 1.5 + face.width(words, TEXT.size) + 6.0

    def _said(self, text: Text, room: float) -> str:
        """Return words in the packet's languages, in the first alone where both have no room, or none."""
        face = self._typesetter.regular
        for words in (face.clean(self._typesetter.both(text)), face.clean(text[0]) if text else ""):
            if face.width(words, TEXT.size) <= room:
                return words
        return ""

    def _as_of(self) -> None:
        """Draw the line of the day the counts are of, where that is among the days."""
        curve = self._curve
        if curve.today is None or not curve.first <= curve.today <= curve.last:
            return
        x = self._x((curve.today - curve.first).days + 1)
        self._board.line(x, _HEAD - 4.0, x, _HEIGHT, 0.9, BLACK, DASHES)
        words = self._said(curve.as_of, self._typesetter.width)
        width = self._typesetter.regular.width(words, TEXT.size)
        self._halo(min(max(x - width / 2, _AXIS), self._typesetter.width - width), 0.0, words)

    def _draw(self, values: Sequence[int], begins: int, dash: tuple[float, ...]) -> None:
        """Draw a curve of steps: what is open at the end of a day holds from there to the end of the next."""
        if not values:
            return
        points: list[tuple[float, float]] = []
        for number, value in enumerate(values):
            left, right = self._x(begins + number), self._x(begins + number + 1)
            points += [(left, self._y(value)), (right, self._y(value))]
        merged = [points[0], *(b for a, b in pairwise(points) if a != b)]
        self._board.shapes.append(Shape(tuple(merged), None, _CURVE if not dash else 1.1, BLACK, dash))

    def _label(self) -> None:
        """Write the counts at the beginning, the end and, where it stands clear of both, the peak of what has been."""
        values = self._counts.open
        taken: list[tuple[float, float]] = []
        for number in dict.fromkeys((0, len(values) - 1, values.index(max(values)))) if values else ():
            said = str(values[number])
            width = self._typesetter.bold.width(said, SMALL_BOLD.size)
            middle = (self._x(number) + self._x(number + 1)) / 2
            left = max(self._x(0) + 4.0, min(middle - width / 2, self._x(len(values)) - width - 3.0))
            right = left + width
            if any(left < end + 3.0 and begin < right + 3.0 for begin, end in taken):
                continue
            taken.append((left, right))
            # Above the highest step below it, so that the curve runs through no number.
            under = [
                values[day] for day in range(len(values)) if self._x(day) < right + 2 and self._x(day + 1) > left - 2
            ]
            self._halo(left, self._y(max(under)) - SMALL_BOLD.leading - 1.5, said, bold=True)

    def _halo(self, x: float, top: float, words: str, *, bold: bool = False) -> None:
        """Write words on white, so that no line runs through them."""
        style = SMALL_BOLD if bold else TEXT
        face = self._typesetter.bold if bold else self._typesetter.regular
        width = face.width(words, style.size)
        if words:
            self._board.box(x - _HALO, top, width + 2 * _HALO, style.leading, WHITE, 0.0)
            self._board.write(x, top, words, style)


def _step(most: int) -> int:
    """Return how far lines across are from each other, so that a few of them reach the largest count: 1, 2, 5, 10, 20 and so on."""
    scale = 1
    while True:
        for step in _STEPS:
            if most <= step * scale * _FEW:
                return step * scale
        scale *= 10
