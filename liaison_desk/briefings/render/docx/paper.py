"""Paragraphs and tables with their properties, in the order that the schema asks for; lengths are in points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from liaison_desk.briefings.render.docx.markup import Xml, element, gray, joined, part, some, twips, w, words
from liaison_desk.briefings.render.strips import BLACK, CELL_GAP, CELL_PAD, PALE
from liaison_desk.briefings.render.tables import HAIR, THICK

_EIGHTHS = 8
_HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Placing:
    """What is particular to one paragraph besides its style.

    ``keep`` = never last on a page; ``breaks`` = a new page begins with it. ``item`` is its list and its level there; ``left`` how
    far it is indented, with the first line back by ``hang``; ``tabs`` are right tab stops with what fills the way to them.
    """

    keep: bool = False
    breaks: bool = False
    item: tuple[int, int] | None = None
    left: float = 0.0
    hang: float = 0.0
    align: str = ""
    tabs: tuple[tuple[float, str], ...] = ()
    tight: bool = False
    """Without the space above that its style has."""
    within: Xml | None = None
    """A section that ends with it."""


def paragraph(style: str, inside: Iterable[Xml], own: Placing | None = None) -> Xml:
    """Return a paragraph in a style."""
    return w("p", _placed(style, own or Placing()), *inside)


@lru_cache(maxsize=512)
def _placed(style: str, one: Placing) -> Xml:
    indented = {"left": twips(one.left)} | ({"hanging": twips(one.hang)} if one.hang else {})
    properties = some(
        w("pStyle", val=style) if style else None,
        w("keepNext") if one.keep else None,
        w("pageBreakBefore") if one.breaks else None,
        w("numPr", w("ilvl", val=one.item[1]), w("numId", val=one.item[0])) if one.item else None,
        tab_stops(one.tabs) if one.tabs else None,
        w("spacing", before=0) if one.tight else None,
        w("ind", **indented) if one.left or one.hang else None,
        w("jc", val=one.align) if one.align else None,
        one.within,
    )
    return w("pPr", properties)


def tab_stops(stops: Iterable[tuple[float, str]]) -> Xml:
    """Return right tab stops, each with its leader (``none``, ``dot``, ``underscore``)."""
    return w("tabs", *(w("tab", val="right", leader=leader, pos=twips(at)) for at, leader in stops))


def tab() -> Xml:
    """Return a run that goes on at the next tab stop."""
    return w("r", w("tab"))


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, over how many columns; ``borders`` and ``fill`` besides the table's; ``merge`` (restart or continue) downward."""

    inside: Sequence[Xml]
    span: int = 1
    merge: str = ""
    borders: Xml | None = None
    fill: Xml | None = None


def row(widths: Sequence[float], cells: Iterable[Cell], *, head: bool = False, whole: bool = True) -> Xml:
    """Return a row: a ``head`` is repeated on every page, a ``whole`` one is never parted."""
    told, column = [], 0
    for cell in cells:
        told.append(_cell(cell, sum(widths[column : column + cell.span])))
        column += cell.span
    properties = some(w("cantSplit") if whole else None, w("tblHeader") if head else None)
    return w("tr", *([w("trPr", properties)] if properties else []), *told)


def _cell(cell: Cell, width: float) -> Xml:
    inside = list(cell.inside)
    if not inside or inside[-1].startswith("<w:tbl"):  # a cell ends with a paragraph, or Word calls the file broken
        inside.append(paragraph("Spacer" if inside else "Cell", ()))
    return w("tc", _drawn(twips(width), cell.span, cell.merge, cell.borders, cell.fill), *inside)


@lru_cache(maxsize=512)
def _drawn(width: int, span: int, merge: str, borders: Xml | None, fill: Xml | None) -> Xml:
    properties = some(
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("vMerge", val=merge) if merge else None,
        borders,
        fill,
    )
    return w("tcPr", properties)


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is drawn: its lines, the room around the words in its cells (top, left, bottom, right), where it begins.

    Columns are measured by the printed packet's fonts, with a gap behind their words; half of it is left to other fonts.
    """

    borders: Xml | None = None
    room: tuple[float, float, float, float] = (CELL_PAD, 0.0, CELL_PAD, CELL_GAP / 2)
    left: float = 0.0


def table(widths: Sequence[float], rows: Iterable[Xml], grid: Grid | None = None) -> Xml:
    """Return a table of fixed column widths."""
    drawn = grid or Grid()
    room = zip(("top", "left", "bottom", "right"), drawn.room, strict=True)
    properties = some(
        w("tblW", w=twips(sum(widths)), type="dxa"),
        w("tblInd", w=twips(drawn.left), type="dxa"),
        drawn.borders,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=twips(points), type="dxa") for side, points in room)),
    )
    columns = w("tblGrid", *(w("gridCol", w=twips(width)) for width in widths))
    return w("tbl", w("tblPr", properties), columns, joined(rows))


def ruled() -> Xml:
    """Return the lines of a table of records: thick ones at both ends, pale hairlines between the rows."""
    return w(
        "tblBorders",
        line("top", THICK, BLACK),
        line("bottom", THICK, BLACK),
        line("insideH", HAIR, PALE),
    )


def head_line() -> Xml:
    """Return the line below a cell of headings."""
    return w("tcBorders", line("bottom", HAIR, BLACK))


def boxed(level: float = PALE, kind: str = "tblBorders") -> Xml:
    """Return hairlines around every cell, or around one."""
    inner = ("insideH", "insideV") if kind == "tblBorders" else ()
    return w(kind, *(line(side, HAIR, level) for side in ("top", "left", "bottom", "right", *inner)))


def line(side: str, width: float, level: float, kind: str = "single", space: int = 0) -> Xml:
    """Return the line at a side of a table, cell or paragraph: its width in points, its gray."""
    return w(side, val=kind, sz=max(2, round(width * _EIGHTHS)), space=space, color=gray(level))


def shade(level: float, pattern: str = "clear") -> Xml:
    """Return the filling of a cell or of words: a gray, or a pattern in that gray on white."""
    if pattern == "clear":
        return w("shd", val="clear", color="auto", fill=gray(level))
    return w("shd", val=pattern, color=gray(level), fill="FFFFFF")


def main_part(inside: Iterable[Xml]) -> Iterator[bytes]:
    """Yield the file of the main part a piece at a time, for of a thousand pages it is large."""
    before, _, after = part(root("document", w("body", words(_HERE)))).partition(_HERE.encode())
    yield before
    for one in inside:
        yield one.encode()
    yield after


def root(name: str, *inside: Xml) -> Xml:
    """Return the outermost element of a part, with the names that parts use."""
    spaces = {
        "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }
    return element(f"w:{name}", spaces, *inside)
