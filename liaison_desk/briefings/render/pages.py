"""Pages: strips stacked from the top of the text area down, headings kept with what follows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from liaison_desk.briefings.render.strips import MM, Strip, Whole

_SIDE_ACROSS = 36.0
_HEAD_ACROSS, _BANNER_ACROSS = 50.4, 9 * MM
_LEAST_SIDE, _MOST_SIDE = 360.0, 1225.0
"""How narrow a page of another file is laid out at least, and how long at most: that of A3, or of 11 by 17 inches."""
_ALIKE = 6.0
_OUTSIDE, _OUTER = 12 * MM, 17.0
_LINE, _AIR, _APART = 14.0, 3.0, 7.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper's geometry in points, y upward from the bottom as PDF counts.

    ``banner`` is how far banners stay from the upper and the lower edge: if an office prints on the other of the two papers, in the
    middle of it, 6 mm are left between the banner and the edge. A page of another file lies between the banners, ``inner`` points from
    these edges; small ones are laid out larger and drawn by ``scale``, for a banner has no room on them, and those of plans smaller,
    for it is read when such a page is seen as a whole.
    """

    width: float
    height: float
    side: float
    head: float
    banner: float
    inner: float = 0.0
    scale: float = 1.0

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the paper itself."""
        return self.width * self.scale, self.height * self.scale

    @property
    def across(self) -> "Sheet":
        """The same paper laid on its long side, with narrower margins: what lies across is wide."""
        return Sheet(self.height, self.width, _SIDE_ACROSS, _HEAD_ACROSS, _BANNER_ACROSS)

    @property
    def text_height(self) -> float:
        """Height of the text area."""
        return self.top - self.bottom

    @property
    def text_width(self) -> float:
        """Width of the text area."""
        return self.width - 2 * self.side

    @property
    def top(self) -> float:
        """Where text begins, below the running head."""
        return self.height - self.head - 26.0

    @property
    def bottom(self) -> float:
        """Where text ends, above the running foot."""
        return self.head + 22.0


SHEETS = {
    "a4": Sheet(210 * MM, 297 * MM, 20 * MM, 21.2 * MM, 15 * MM),
    "letter": Sheet(612.0, 792.0, 54.0, 50.4, 8 * MM),
}


def sheet_of(whole: Whole) -> Sheet:
    """Return the sheet of a page of another file: of its own size, with the banners as far from the edges as on our own.

    The running lines stand inside of the banners, or outside where these leave so much room. The page is drawn smaller by what
    they take, an eighth of A4 or Letter, so that nothing of it is covered: with less, printers would cut the banners off. Larger it
    cannot be: 3 points are left between it and the next banner or running line, and these stand as near to the edge as they do on
    our own pages, for the other paper cuts neither the banners off nor the edges of the page.
    """
    short, long = sorted((whole.page.width, whole.page.height))
    scale = min(1.0, short / _LEAST_SIDE) if long <= _MOST_SIDE else min(long / _MOST_SIDE, short / _LEAST_SIDE)
    width, height = whole.page.width / scale, whole.page.height / scale
    side = min(20 * MM, 0.08 * width)
    for own in (sheet for paper in SHEETS.values() for sheet in (paper, paper.across)):
        if abs(own.width - width) < _ALIKE and abs(own.height - height) < _ALIKE:
            banner = own.banner
            break
    else:
        banner = 8 * MM
    if banner > _OUTSIDE:
        return Sheet(width, height, side, _OUTER, banner, banner + whole.banner + _AIR, scale)
    head = banner + whole.banner + _APART
    return Sheet(width, height, side, head, banner, head + _LINE + _AIR, scale)


@dataclass(slots=True)
class Page:
    """One page of a sheet: each strip with the y of its top. ``again`` = the first of them is the head of a table that goes on.

    ``whole`` is the page of another file that it is.
    """

    sheet: Sheet
    placed: list[tuple[float, Strip]] = field(default_factory=list)
    again: bool = False
    whole: Whole | None = None


def fill(strips: Iterable[Strip], sheet: Sheet, kept_free: float = 0.0) -> Iterator[Page]:
    """Stack strips into pages, each yielded when it is full. Strips that keep together move to the next page as one, if a page can hold them.

    ``kept_free`` points stay empty at the foot of the first page, for a designation block.
    """
    stack = _Stack(sheet, kept_free)
    for run in _runs(strips):
        need = sum(strip.height + strip.gap for strip in run)
        if any(strip.breaks for strip in run) or stack.should_turn(need, need - run[0].gap):
            stack.turn()
        for strip in run:
            stack.add(strip) if strip.whole is None else stack.take(strip, strip.whole)
        yield from stack.full()
    yield from stack.finished()


class _Stack:
    """The page that is being filled, how far down it is, and those that are full."""

    def __init__(self, sheet: Sheet, kept_free: float) -> None:
        self._sheet = sheet
        self._kept_free = kept_free
        self._page = Page(sheet)
        self._full: list[Page] = []
        self._y = sheet.top

    @property
    def _room(self) -> float:
        return self._y - self._sheet.bottom - self._kept_free

    def should_turn(self, need: float, alone: float) -> bool:
        """Tell whether what keeps together is better begun on a new page, where it takes ``alone`` without the space above."""
        return need > self._room and (alone <= self._sheet.text_height or self._room < 60.0)

    def turn(self) -> None:
        """Begin a new page, unless the last one is still empty."""
        if self._page.placed:
            self._full.append(self._page)
            self._page = Page(self._sheet)
            self._y = self._sheet.top
            self._kept_free = 0.0

    def add(self, strip: Strip) -> None:
        """Place one strip below the last, or on a new page under its table's header."""
        gap = strip.gap if self._page.placed else 0.0
        if strip.height + gap > self._room + 0.01:
            self.turn()
        placed = self._page.placed
        if not placed and strip.head is not None:
            self._page.again = True
            placed.append((self._y, strip.head))
            self._y -= strip.head.height
        elif placed:
            self._y -= strip.gap
        if strip.inks or strip.rules or strip.images or strip.shapes:
            placed.append((self._y, strip))
            self._y -= strip.height
        elif placed:
            self._y -= strip.height

    def take(self, strip: Strip, whole: Whole) -> None:
        """Make a strip that is a page by itself the next page."""
        self.turn()
        sheet = sheet_of(whole)
        self._full.append(Page(sheet, [(sheet.height, strip)], whole=whole))
        self._kept_free = 0.0

    def full(self) -> Iterator[Page]:
        """Yield the pages that are full."""
        full, self._full = self._full, []
        yield from full

    def finished(self) -> Iterator[Page]:
        """Yield what is left, without an empty page at the end."""
        self.turn()
        return self.full()


def _runs(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Yield the strips in runs that should not be parted: those that keep with the next, and that next one."""
    run: list[Strip] = []
    for strip in strips:
        run.append(strip)
        if not strip.keep or len(run) > 60:
            yield run
            run = []
    if run:
        yield run
