"""Strips: the horizontal slices a page is filled with, and the styles text is set in; plain values without behaviour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from liaison_desk.briefings.inserts import TakenPage
from liaison_desk.briefings.render.tagging import Node

MM = 72 / 25.4
BLACK = 0.07
DARK = 0.2
PALE = 0.7


class Ink(NamedTuple):
    """A run of text: where it stands (x from the left of the text area, baseline below the strip's top), how it is set.

    ``spread`` are the points between its characters that make its line even (``kinsoku.stretches`` says between which).
    """

    x: float
    baseline: float
    bold: bool
    size: float
    text: str
    gray: float = BLACK
    spread: float = 0.0


class Rule(NamedTuple):
    """A stroke from one point to another, in the strip's coordinates (y down)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    gray: float = BLACK


class Image(NamedTuple):
    """A picture: its upper left corner in the strip's coordinates, its width and height in points, a JPEG or PNG, words that stand for it."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    told: str = ""


class Whole(NamedTuple):
    """A page of another file, which is a page of this one: what the running head calls it, and words that stand for it.

    ``banner`` is how high a banner is on it.
    """

    page: TakenPage
    banner: float
    called: str
    told: str


class Shape(NamedTuple):
    """A line through points of the strip, or with ``fill`` (a gray) the area inside; drawn below all text.

    ``width`` 0 is no stroke; ``dash`` are the lengths of strokes and gaps.
    """

    points: tuple[tuple[float, float], ...]
    fill: float | None = None
    width: float = 0.0
    gray: float = BLACK
    dash: tuple[float, ...] = ()


@dataclass(slots=True)
class Strip:
    """A slice of a page. ``gap`` is space above it, dropped at the top of a page; ``keep`` = never last on a page.

    ``head`` is repeated above it when it begins a page. ``key`` marks a place that bookmarks and contents point to;
    ``points_to`` is set in words that lead there, with the number of that page behind them if they are ``numbered``. ``breaks`` = a new page begins here, or with what keeps with it above.
    ``draft`` is set across the page it stands on. ``node`` is what its words are to a reader who hears them, without one they are for
    the eye alone; ``parts`` tells how many inks each part of that has, where it has several. What is ``vague`` says less to him than
    it shows: the columns of a calendar. A ``whole`` one is a page by itself.
    """

    height: float
    inks: Sequence[Ink] = ()
    rules: Sequence[Rule] = ()
    images: Sequence[Image] = ()
    shapes: Sequence[Shape] = ()
    gap: float = 0.0
    keep: bool = False
    head: "Strip | None" = None
    key: str = ""
    points_to: str = ""
    numbered: bool = True
    breaks: bool = False
    draft: str = ""
    node: Node | None = None
    parts: Sequence[int] = ()
    vague: bool = False
    whole: Whole | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A place for the outline: its key, words, portion mark, depth, and how many entries stand below it.

    ``tab`` is the letter of the tab it begins, ``called`` what that is called in the packet's languages.
    """

    key: str
    title: str
    mark: str
    level: int
    entries: int
    tab: str = ""
    called: str = ""

    @property
    def words(self) -> str:
        """What stands on the page: its mark, which tab it is, its title."""
        return f"{self.mark} {titled(self.called, self.title)}"


def titled(called: str, title: str) -> str:
    """Return a title behind what its tab is called, if it is one: ``Tab C. Way ahead``, ``タブC　今後の進め方``."""
    if not called:
        return title
    between = ". " if called[0].isascii() else "\u3000"
    return f"{called}{between}{title}"


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set running text: size and leading in points."""

    size: float
    leading: float
    bold: bool = False

    @property
    def baseline(self) -> float:
        """Where the baseline stands below the top of a line."""
        return (self.leading - self.size) / 2 + self.size * 0.86


LATIN = Style(10.5, 14.5)
JAPANESE = Style(10.0, 17.0)
BESIDE = Style(10.0, 16.0)
BLUF = Style(11.25, 16.0)
TITLE = Style(18.75, 24.0, bold=True)
SUBTITLE = Style(14.0, 20.0, bold=True)
SECTION = Style(13.0, 18.0, bold=True)
HEADING = Style(10.5, 15.0, bold=True)
QUIET = Style(9.5, 14.0)
CELL = Style(9.5, 13.0)
COLUMN_HEAD = Style(9.0, 12.0, bold=True)
GUTTER = 6 * MM
PHOTO = 28 * MM
INDENT = 15.0
STEP, STEP_BESIDE = 18.0, 11.0
"""How far a level of a list is indented: on the whole width, and where two languages share it."""
LABEL_WIDTH = 34 * MM
LABELS_WIDTH = 46 * MM
CELL_GAP = 3 * MM
CELL_PAD = 3.5
SHORT = 12
"""Fewer lines of labels and values than this stay on one page; of two languages below each other twice as many."""
