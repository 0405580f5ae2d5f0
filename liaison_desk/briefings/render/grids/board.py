"""A drawing board: text, boxes, lines and patterns of one strip, in its coordinates. Every pattern can be told apart in grey."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from liaison_desk.briefings.document import Look
from liaison_desk.briefings.render.strips import BLACK, DARK, PALE, Ink, Rule, Shape, Strip, Style
from liaison_desk.briefings.render.tagging import Leaf, Node

TEXT = Style(8.0, 9.6)
SMALL_BOLD = Style(8.5, 11.0, bold=True)
WHITE = 1.0
MIDDLE = 0.5
HOLIDAY = 0.9
FRAME = 0.5
DASHES = (2.0, 1.6)
PATTERNS = 6
_TOLD = (Leaf("P"),)


@dataclass(slots=True)
class Board:
    """What is drawn so far."""

    inks: list[Ink] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    _next: tuple[float, float] = (-1.0, -1.0)

    def write(
        self, x: float, top: float, text: str, style: Style = TEXT, gray: float = BLACK, *, more: bool = False
    ) -> None:
        """Write one line of cleaned text below a height. It is read as one with a line right above it, or with ``more`` with the last."""
        if text:
            if not self.parts or not (more or (x, round(top, 2)) == self._next):
                self.parts.append(0)
            self.parts[-1] += 1
            self._next = x, round(top + style.leading, 2)
            self.inks.append(Ink(x, top + style.baseline, style.bold, style.size, text, gray))

    def strike(self, x: float, top: float, width: float, style: Style = TEXT) -> None:
        """Strike through a line that was written."""
        y = top + style.baseline - style.size * 0.3
        self.rules.append(Rule(x, y, x + width, y, 0.5, DARK))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.4, gray: float = PALE, dash: tuple[float, ...] = ()
    ) -> None:  # fmt: skip
        """Draw a line below all text."""
        self.shapes.append(Shape(((x1, y1), (x2, y2)), None, width, gray, dash))

    def box(
        self, x: float, y: float, width: float, height: float, fill: float | None = WHITE, stroke: float = FRAME,
        gray: float = DARK, dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """Draw a box below all text."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        if fill is not None:
            self.shapes.append(Shape(corners, fill))
        if stroke:
            self.shapes.append(Shape((*corners, corners[0], corners[1]), None, stroke, gray, dash))

    def frame(self, look: Look, x: float, y: float, width: float, height: float) -> None:
        """Draw the frame of something as sure as it is: solid, dashed, or pale for what is cancelled; a holiday on grey."""
        dash = DASHES if look is Look.TENTATIVE else ()
        fill = HOLIDAY if look is Look.HOLIDAY else WHITE
        self.box(x, y, width, height, fill, gray=MIDDLE if look is Look.CANCELLED else DARK, dash=dash)

    def pattern(self, number: int, x: float, y: float, width: float, height: float) -> None:
        """Fill a box with the pattern of a number: solid, empty, strokes down, dots, lines across, half filled; then again."""
        kind = number % PATTERNS
        self.box(x, y, width, height, fill=BLACK if kind == 0 else WHITE, gray=BLACK)
        if kind == 2:
            self.hatch(x, y, width, height, 2.6)
        elif kind == 3:
            for top in _steps(y + 1.2, y + height - 1.0, 3.0):
                self.box(x + width / 2 - 0.7, top, 1.4, 1.4, fill=BLACK, stroke=0.0)
        elif kind == 4:
            for top in _steps(y + 1.5, y + height, 1.8):
                self.line(x, top, x + width, top, 0.6, BLACK)
        elif kind == 5:
            self.box(x, y, width / 2, height, fill=BLACK, stroke=0.0)

    def hatch(self, x: float, y: float, width: float, height: float, step: float) -> None:
        """Draw slanting strokes inside a box."""
        for at in _steps(step, width + height, step):
            first = (x + min(at, width), y + max(0.0, at - width))
            last = (x + max(0.0, at - height), y + min(at, height))
            self.line(*first, *last, 0.5, BLACK)

    def diamond(self, look: Look, x: float, middle: float, half: float) -> None:
        """Draw a diamond: solid for what is sure, hollow for what is not, with a stroke through it for what is cancelled."""
        points = ((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half))
        self.shapes.append(Shape(points, BLACK if look is Look.CONFIRMED else WHITE))
        self.shapes.append(Shape((*points, *points[:2]), None, 0.6, BLACK))
        if look is Look.CANCELLED:
            self.line(x - half, middle, x + half, middle, 0.6, BLACK)

    def strip(self, height: float) -> Strip:
        """Return the finished strip."""
        node = Node("Div", leaves=_TOLD) if self.inks else None
        return Strip(height, self.inks, self.rules, shapes=self.shapes, node=node, parts=self.parts, vague=True)


def _steps(first: float, last: float, step: float) -> Iterator[float]:
    at = first
    while at < last:
        yield at
        at += step
