"""Tables of records with the printed packet's shares of the width, and labels with their values beside a photo."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from liaison_desk.briefings.document import Band, Column, KeyValues, Line, Photo, Row, Table, Words, wording
from liaison_desk.briefings.render.columns import column_edges
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, some
from liaison_desk.briefings.render.docx.paper import Cell, Grid, Placing, head_line, paragraph, row, ruled, table
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.briefings.render.once import rows_once
from liaison_desk.briefings.render.strips import CELL, INDENT, LABEL_WIDTH, LABELS_WIDTH, PHOTO, SHORT
from liaison_desk.briefings.render.tables import TALLEST
from liaison_desk.briefings.render.typesetter import labelled
from liaison_desk.briefings.render.work import OFTEN
from liaison_desk.foundation.core.styled import Style

_NEVER_PARTED = TALLEST // 2
"""Lines of a row that have room on any page, also in other fonts and across."""


def write_table(hand: Hand, one: Table, flow: Flow) -> None:
    """Write a table of records: its head on every page, its rows whole unless taller than a page; of too many columns as a list.

    Word repeats neither a sentence above a list nor the mark of a row that goes on over the page: there each row carries its mark.
    """
    once, said = rows_once(hand.typesetter, one)
    rows = list(_counted(once) if once.numbered else once.rows)
    texts = [
        [hand.typesetter.stacked(cell) for cell in cells.cells] if isinstance(cells, Row) else [] for cells in rows
    ]
    widths = spread(hand, once.columns, texts, rows)
    if widths is None:
        flow.add(*_listed(hand, one))
    elif said and any(
        isinstance(cells, Row) and cells.marking is not None and _height(hand, told, widths) > _NEVER_PARTED
        for cells, told in zip(rows, texts, strict=True)
    ):
        write_table(hand, replace(one, unmarked=()), flow)
    else:
        flow.table(
            _table(hand, [*said_rows(hand, said, widths), head_row(hand, one.columns, widths)], rows, texts, widths)
        )


def _table(
    hand: Hand,
    told: list[Xml],
    rows: Sequence[Row | Band],
    texts: Sequence[Sequence[list[str]]],
    widths: Sequence[float],
) -> Xml:
    """Return a table of rows below those of its head, which are ``told``."""
    # Neither the first nor the last row stands alone on a page.
    paired = {next((at for at, cells in enumerate(rows) if isinstance(cells, Row)), 0), len(rows) - 2} - {len(rows) - 1}
    for at, (cells, said) in enumerate(zip(rows, texts, strict=True)):
        if at % OFTEN == 0:
            hand.typesetter.work.advance()
        if isinstance(cells, Band):
            told.append(band_row(widths, [hand.both(cells.text, style=Style.STRONG)]))
        else:
            whole = _height(hand, said, widths) <= TALLEST
            told.append(_row(hand, cells, widths, whole=whole, keep=whole and at in paired))
    return table(widths, told, Grid(ruled()))


def _listed(hand: Hand, one: Table) -> Iterator[Xml]:
    """Yield what names each row, and below it what each other cell says behind its heading."""
    for cells in _counted(one) if one.numbered else one.rows:
        if isinstance(cells, Band):
            yield paragraph("ColumnHead", [hand.both(cells.text)], Placing(keep=True))
            continue
        lead = [hand.mark(cells.marking), *hand.wordings(cells.cells[cells.lead])]
        yield paragraph("CardName", lead, Placing(keep=True))
        for number, (column, cell) in enumerate(zip(one.columns, cells.cells, strict=True)):
            if number != cells.lead and (told := hand.wordings(cell)):
                words = (some(hand.run(" "), said) for said in told)
                yield paragraph("Cell", [hand.both(column.title), hand.run(":"), *words], Placing(left=INDENT))


def spread(
    hand: Hand, columns: Sequence[Column], texts: Sequence[Sequence[Sequence[str]]], rows: Sequence[Row | Band] = ()
) -> list[float] | None:
    """Return the width of each column, as the printed packet shares them out; None if one has no room."""
    edges = column_edges(hand.typesetter, columns, texts, rows)
    if edges is None:
        return None
    lefts = [left for left, _ in edges]
    return [after - left for left, after in zip(lefts, [*lefts[1:], hand.typesetter.width], strict=True)]


def head_row(hand: Hand, columns: Iterable[Column], widths: Sequence[float]) -> Xml:
    """Return the row of headings, which is repeated on every page."""
    cells = [Cell(_stack(hand, column), borders=head_line()) for column in columns]
    return row(widths, cells, head=True)


def said_rows(hand: Hand, said: str, widths: Sequence[float]) -> list[Xml]:
    """Return the row above the headings that says how rows without a mark are marked, repeated like them; none without words."""
    inside = [paragraph("Caption", [hand.run(said)])]
    return [row(widths, [Cell(inside, span=len(widths))], head=True)] if said else []


def _stack(hand: Hand, column: Column) -> list[Xml]:
    told = hand.typesetter.each(lambda index: wording(column.title, index))
    return [paragraph("ColumnHead", [hand.run(text, index)]) for text, index in told.items()]


def band_row(widths: Sequence[float], inside: Sequence[Xml]) -> Xml:
    """Return a row that is one heading across the table and stays with the next row."""
    return row(widths, [Cell([paragraph("Cell", inside, Placing(keep=True))], span=len(widths))])


def _counted(one: Table) -> list[Row | Band]:
    """Return the rows with their numbers in the first column."""
    counted, rows = 0, list[Row | Band]()
    for cells in one.rows:
        if isinstance(cells, Row):
            counted += 1
            rows.append(replace(cells, cells=(Line((Words((str(counted),)),)), *cells.cells[1:])))
        else:
            rows.append(cells)
    return rows


def _row(hand: Hand, one: Row, widths: Sequence[float], *, whole: bool, keep: bool) -> Xml:
    """Return a row; one to ``keep`` is on the page of the next."""
    mark, own = hand.mark(one.marking), Placing(keep=keep)
    cells = [
        Cell(hand.stacked(cell, "Cell", mark if number == one.lead else None, own))
        for number, cell in enumerate(one.cells)
    ]
    return row(widths, cells, whole=whole)


def _height(hand: Hand, texts: Sequence[Sequence[str]], widths: Sequence[float]) -> int:
    """Return how many lines the tallest cell of a row has, about."""
    face = hand.typesetter.regular
    return max(
        sum(len(face.wrap(text, CELL.size, width)) for text in cell) for cell, width in zip(texts, widths, strict=True)
    )


def write_key_values(hand: Hand, one: KeyValues, pictures: Pictures) -> Xml:
    """Return labels in a narrow column and what they say beside them; a photo at the right of all rows."""
    first = LABELS_WIDTH if hand.typesetter.beside else LABEL_WIDTH
    beside = PHOTO + INDENT if one.photo else 0.0
    widths = [first, hand.typesetter.width - first - beside, *([beside] if one.photo else [])]
    shown = photo(hand, one.photo, PHOTO, pictures) if one.photo else None
    own = Placing(keep=len(one.rows) < SHORT)
    rows = []
    for number, (pair, label) in enumerate(labelled(one.rows)):
        held = own if number + 1 < len(one.rows) else Placing()
        told = paragraph("Label", [hand.both(label, style=Style.STRONG)], held)
        cells = [Cell([told]), Cell(hand.stacked(pair.line, "Value", hand.mark(pair.line.marking), held))]
        if shown:
            cells.append(Cell([] if number else [shown], merge="continue" if number else "restart"))
        rows.append(row(widths, cells))
    if shown and not rows:
        rows = [row(widths, [Cell(()), Cell(()), Cell([shown])])]
    return table(widths, rows, Grid(room=(0.75, 0.0, 0.75, 6.0)))


def photo(hand: Hand, one: Photo, side: float, pictures: Pictures) -> Xml:
    """Return a paragraph that shows a photo; whose it is stands in the words for those who cannot see it."""
    whose = hand.typesetter.both(one.portion.text)
    return paragraph("Cell", [pictures.inline(one.data, side, side, whose)])
