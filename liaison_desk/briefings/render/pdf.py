"""The finished file: sections cut into strips, strips into pages, each page drawn as soon as it is full."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from liaison_desk.briefings.document import Section, Title
from liaison_desk.briefings.records import OutlineEntry, Progress
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.about import put_about, put_catalog, put_outline
from liaison_desk.briefings.render.blocks import Cutter
from liaison_desk.briefings.render.drawing import Drawing
from liaison_desk.briefings.render.faces import BOLD, REGULAR, face
from liaison_desk.briefings.render.furniture import Furnishing, furnish, set_banner, set_block
from liaison_desk.briefings.render.pages import SHEETS, Page, fill
from liaison_desk.briefings.render.strips import Heading
from liaison_desk.briefings.render.tabs import Tab, divider, tabs_of
from liaison_desk.briefings.render.tagging import Node
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.briefings.render.work import Work, steps
from liaison_desk.domain.grammar import load_grammar

_CLEAR = 15.0
"""Points between the text of the first page and the designation block."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A rendered packet: the file, how many pages it has, its headings with their pages, and the pages on which its sections begin."""

    pdf: bytes
    pages: int
    outline: tuple[OutlineEntry, ...]
    begins: tuple[int, ...]


def render_pdf(released: ReleasedDocument, progress: Progress | None = None) -> Printed:
    """Draw a released document. The same document gives the same bytes.

    ``progress`` is told, every page and within long tables, how many rows, paragraphs and the like are set; an exception it
    raises (CancelledError) ends the work.
    """
    document = released.document
    faces = (face(REGULAR), face(BOLD))
    words = furnish(released, load_grammar(document.policy), faces[0])
    work = Work(sum(steps(section.blocks) for section in document.sections), progress)
    headings: list[Heading] = []
    drawing = Drawing(words, document.languages[0], faces)
    for page in _pages(released, words, faces, headings, work):
        drawing.draw(page)
        work.advance()
    there = [heading for heading in headings if heading.key in drawing.places]
    pdf = _closed(drawing, released, words, there)
    work.finish()
    outline = tuple(
        OutlineEntry(
            one.title,
            one.mark,
            one.level,
            drawing.places[one.key].page,
            one.entries,
            one.tab,
            int(one.key[1:].partition(".")[0]),
        )
        for one in there
    )
    return Printed(pdf, drawing.pages, outline, _begins(drawing, outline, len(document.sections)))


def section_pages(released: ReleasedDocument, work: Work) -> tuple[int, ...]:
    """Return the pages on which sections begin, laid out but not drawn; 0 for one that has no place.

    Pages of other files are not counted: this is for a file that only tells of them. ``work`` advances as for a print.
    """
    faces = (face(REGULAR), face(BOLD))
    words = furnish(released, load_grammar(released.document.policy), faces[0])
    found: dict[str, int] = {}
    count = 0
    for page in _pages(released, words, faces, [], work):
        keys = [strip for _, strip in page.placed if strip.key]
        count += page.whole is None or any(strip.breaks for strip in keys)
        for strip in keys:
            found.setdefault(strip.key, max(1, count))
        work.advance()
    return tuple(found.get(f"s{number}", 0) for number in range(len(released.document.sections)))


def _begins(drawing: Drawing, outline: Sequence[OutlineEntry], sections: int) -> tuple[int, ...]:
    """Return the pages on which sections begin; one without a heading may begin with that of a part."""
    headed = {one.section: one.page for one in reversed(outline)}
    places = [drawing.places.get(f"s{number}") for number in range(sections)]
    return tuple(place.page if place else headed.get(number, 0) for number, place in enumerate(places))


def _pages(
    released: ReleasedDocument, words: Furnishing, faces: tuple[Face, Face], headings: list[Heading], work: Work
) -> Iterator[Page]:
    """Yield the pages of a document, each when it is full; there is one at least. ``headings`` gets those that were met.

    On the first the banner is read before the text, and so is the designation block at its foot.
    """
    document = released.document
    sheet = SHEETS[document.paper]
    sheet = sheet.across if document.sections and document.sections[0].across else sheet
    block = set_block(words, faces[0], sheet)
    pages = _flow(released, faces, headings, work, block.height + _CLEAR if block is not None else 0.0)
    first = next(pages, Page(sheet))
    if first.whole is not None:
        if block is None:
            sheet = first.sheet
        else:  # what takes a page of its own leaves no room for the block
            pages, first = chain((first,), pages), Page(sheet)
    banner = set_banner(words.banner, faces[1], sheet)
    banner.node = Node("P")
    around = [(sheet.height - sheet.banner, banner)]
    if block is not None:
        around.append((sheet.bottom + block.height, block))
    first.placed[:0] = around
    yield first
    yield from pages


def _flow(
    released: ReleasedDocument, faces: tuple[Face, Face], headings: list[Heading], work: Work, free: float
) -> Iterator[Page]:
    """Yield pages with the text of the sections alone; ``free`` points stay empty at the foot of the first."""
    document, grammar = released.document, load_grammar(released.document.policy)
    sheets = SHEETS[document.paper], SHEETS[document.paper].across
    tabs = tabs_of(released)
    below = sum(
        any(isinstance(block, Title) for block in one.blocks) for one in document.sections[:1] if not one.heading
    )
    for run in _runs(document.sections, tabs):
        number, section = run[0]
        sheet = sheets[section.across]
        typesetter = Typesetter(released, grammar, *faces, sheet.text_width, sheet.text_height - free, work=work)
        if section.divider and number in tabs and section.heading is not None:
            paper = sheets[document.sections[0].across]
            yield divider(typesetter, paper, tabs[number], section.heading, f"s{number}")
            free = 0.0
        cutter = Cutter(typesetter, headings, tabs, below)
        strips = (strip for number, section in run for strip in cutter.section(section, number))
        yield from fill(strips, sheet, free)
        free = 0.0


def _runs(sections: Sequence[Section], tabs: Mapping[int, Tab]) -> Iterator[list[tuple[int, Section]]]:
    """Yield the sections that follow each other on pages of one sheet, with their place in the packet."""
    run: list[tuple[int, Section]] = []
    for number, section in enumerate(sections):
        parted = number in tabs and section.divider
        if run and (parted or section.across is not run[-1][1].across):
            yield run
            run = []
        run.append((number, section))
    if run:
        yield run


def _closed(drawing: Drawing, released: ReleasedDocument, words: Furnishing, headings: Sequence[Heading]) -> bytes:
    """Return the file with all that its pages leave to be told."""
    file = drawing.file
    pages = drawing.finished()
    outline = put_outline(file, headings, drawing.places)
    about, metadata = put_about(file, released, words, whole=not drawing.vague)
    tree = drawing.reading.finished()
    language = released.document.languages[0]
    return file.finished(put_catalog(file, language, pages, drawing.first, tree, outline, metadata), about)
