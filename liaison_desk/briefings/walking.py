"""Walking a document: every line and portion of it in reading order, and what a reader would count."""

from collections.abc import Iterable, Iterator

from liaison_desk.briefings.document import (
    Block,
    Bluf,
    Branch,
    Burndown,
    Card,
    Cards,
    Chart,
    Document,
    Grid,
    Group,
    Inserted,
    Items,
    KeyValues,
    Line,
    MilestoneChart,
    Pages,
    Paragraph,
    Photo,
    Picture,
    PortionText,
    Row,
    Section,
    Table,
    Title,
)


def lines_of(block: Block) -> Iterator[Line]:
    """Yield every line of a block and of the blocks inside it, in reading order."""
    match block:
        case Title(line, lines):
            yield line
            yield from lines
        case Paragraph(line) | Bluf(line):
            yield line
        case Items(lines):
            yield from lines
        case KeyValues(rows, photo):
            yield from (row.line for row in rows)
            yield from photo_lines(photo)
        case Cards() | Chart():
            yield from _framed_lines(block)
        case Table() | Grid():
            yield from _ruled_lines(block)
        case Picture() | Pages() | Burndown() | MilestoneChart():
            yield from inserted_lines(block)
        case Group(heading, blocks):
            yield heading
            for inner in blocks:
                yield from lines_of(inner)


def _framed_lines(block: Cards | Chart) -> Iterator[Line]:
    if isinstance(block, Cards):
        for card in block.cards:
            yield from card_lines(card)
    else:
        for branch in block.branches:
            yield from branch_lines(branch)


def _ruled_lines(block: Table | Grid) -> Iterator[Line]:
    if isinstance(block, Table):
        for row in block.rows:
            yield from row.cells if isinstance(row, Row) else ()
    else:
        yield from block.rows
        for entry in block.entries:
            yield from entry.lines


def inserted_lines(block: Inserted) -> Iterator[Line]:
    """Yield what a picture or pages of another file are called, what a curve counts, or what a chart tells."""
    if isinstance(block, Burndown):
        yield from (spell.line for spell in block.spells)
    elif isinstance(block, MilestoneChart):
        yield from block.lines
    else:
        yield block.line


def photo_lines(photo: Photo | None) -> Iterator[Line]:
    """Yield what a photo says: whose it is."""
    if photo is not None:
        yield Line((photo.portion,))


def card_lines(card: Card) -> Iterator[Line]:
    """Yield every line of a card."""
    yield card.heading
    yield from (row.line for row in card.rows)
    yield from photo_lines(card.photo)


def branch_lines(branch: Branch) -> Iterator[Line]:
    """Yield every line of an organization in a chart and of what stands under it."""
    yield branch.heading
    for card in branch.cards:
        yield from card_lines(card)
    for below in branch.below:
        yield from branch_lines(below)


def portions_of(document: Document) -> Iterator[PortionText]:
    """Yield every portion of a document in reading order, that of its title first."""
    if document.title is not None:
        yield document.title
    for section in document.sections:
        yield from section_portions(section)


def section_portions(section: Section) -> Iterator[PortionText]:
    """Yield every portion of a section in reading order."""
    if section.heading is not None:
        yield from section.heading.portions
    for block in section.blocks:
        for line in lines_of(block):
            yield from line.portions


def walk(branch: Branch) -> Iterator[Branch]:
    """Yield an organization of a chart and all that stand under it, from the top."""
    yield branch
    for below in branch.below:
        yield from walk(below)


def entries_in(blocks: Iterable[Block]) -> int:
    """Count what a reader would call the entries of a section: rows, list items, and groups headed by a record."""
    total = 0
    for block in blocks:
        match block:
            case Table(_, rows):
                total += sum(isinstance(row, Row) for row in rows)
            case Items(lines):
                total += len(lines)
            case Cards(cards):
                total += len(cards)
            case Chart(branches):
                total += sum(1 for branch in branches for _ in walk(branch))
            case Grid():
                total += len(block.entries)
            case Burndown(spells=spells):
                total += len(spells)
            case MilestoneChart(pins=pins):
                total += len(pins)
            case Group(heading, inner):
                total += 1 if heading.portions else entries_in(inner)
    return total
