"""Released documents as Word files, for a host that wants to edit: the same words and marks as the PDF's, from the same release.

``markup`` lets no text be markup, ``paper`` makes paragraphs and tables, ``hand`` writes words in their languages, the others a kind
of block each; ``flow`` puts them in order, ``furniture`` puts banners on every page, and ``package`` makes the file.
"""

from liaison_desk.briefings.document import Contents
from liaison_desk.briefings.records import Progress
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.docx.blocks import Writer
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.furniture import Furniture
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.lists import Lists
from liaison_desk.briefings.render.docx.package import Package
from liaison_desk.briefings.render.docx.paper import main_part
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.briefings.render.docx.styles import fonts, settings, styles
from liaison_desk.briefings.render.faces import BOLD, REGULAR, face
from liaison_desk.briefings.render.pages import SHEETS, Sheet
from liaison_desk.briefings.render.pdf import section_pages
from liaison_desk.briefings.render.strips import STEP, STEP_BESIDE
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.briefings.render.work import Work, steps
from liaison_desk.domain.grammar import load_grammar

__all__ = ["render_docx"]


def render_docx(released: ReleasedDocument, progress: Progress | None = None) -> bytes:
    """Write a released document as a Word file. The same document gives the same bytes.

    ``progress`` is told how many rows, paragraphs and the like are written; an exception it raises (CancelledError) ends the work.
    """
    document = released.document
    sheet, package = SHEETS[document.paper], Package()
    listed = [one for one in document.sections if any(isinstance(block, Contents) for block in one.blocks)]
    work = Work(sum(steps(section.blocks) for section in document.sections) * (2 if listed else 1), progress)
    # Until Word counts pages itself, contents say those of the same packet in print.
    pages = section_pages(released, work) if listed else ()
    # Their numbers stand at the right of the page that they are on.
    width = sheet.across.text_width if listed and listed[0].across else sheet.text_width
    upright, across = _hand(released, sheet, work), _hand(released, sheet.across, work)
    typesetter = upright.typesetter
    lists = Lists(len(document.languages), STEP_BESIDE if typesetter.beside else STEP)
    flow = Flow(Furniture(upright, package, sheet))
    writer = Writer(flow, (upright, across), lists, Pictures(package), pages)
    for number, section in enumerate(document.sections):
        writer.section(number, section)
    body = flow.body()
    code = document.languages[0]
    package.add("styles", styles(typesetter.style(0), code, width))
    package.add("settings", settings(code))
    package.add("numbering", lists.part())
    package.add("fontTable", fonts())
    work.finish()
    title = typesetter.regular.clean(typesetter.both(document.furniture.title))
    return package.file(main_part(body), title, document.as_of)


def _hand(released: ReleasedDocument, sheet: Sheet, work: Work) -> Hand:
    """Return the hand that writes on a sheet. It measures by the fonts of the printed packet; Word finds one for any character."""
    regular, bold = face(REGULAR, _EveryGlyph()), face(BOLD, _EveryGlyph())
    grammar = load_grammar(released.document.policy)
    return Hand(Typesetter(released, grammar, regular, bold, sheet.text_width, sheet.text_height, work))


class _EveryGlyph(dict[int, int]):
    """The glyphs of a font that has every character."""

    def __contains__(self, _code: object) -> bool:
        return True
