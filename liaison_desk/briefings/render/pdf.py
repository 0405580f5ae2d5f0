"""The finished file: pages drawn on a bare ReportLab canvas, with banners, running heads, bookmarks and clean metadata."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from liaison_desk.briefings.document import Text, wording
from liaison_desk.briefings.records import OutlineEntry, Progress
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.blocks import Cutter
from liaison_desk.briefings.render.faces import BOLD, REGULAR, face
from liaison_desk.briefings.render.kinsoku import stretches
from liaison_desk.briefings.render.pages import SHEETS, Page, fill
from liaison_desk.briefings.render.strips import BLACK, DARK, LATIN, MM, Heading
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.grammar import Grammar, load_grammar
from liaison_desk.domain.marking import Level

_BANNER_SIZE = 10.0
_SMALL = 8.5
_APART = 0.095
"""Ems between characters above which readers of the text would see blanks."""
_BLOCK_LEADING, _BLOCK_WIDTH, _BLOCK_GAP = 15.0, 230.0, 18.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A rendered packet: the file, how many pages it has, and its headings with their pages."""

    pdf: bytes
    pages: int
    outline: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Furnishing:
    """The words around the text of every page, ready to print; ``block`` are the lines of the first page's designation block."""

    banner: str
    title: str
    as_of: str
    foot: str
    page: str
    draft: str
    block: tuple[str, ...]


def render_pdf(released: ReleasedDocument, progress: Progress | None = None) -> Printed:
    """Draw a released document. The same document gives the same bytes.

    ``progress`` is told of sections cut and pages drawn; an exception it raises (CancelledError) ends the work.
    """
    report = progress or (lambda _done, _total: None)
    regular, bold = face(REGULAR), face(BOLD)
    sheet = SHEETS[released.document.paper]
    grammar = load_grammar(released.document.policy)
    furnishing = _furnishing(released, grammar, regular)
    across = bool(released.document.sections) and released.document.sections[0].across
    kept_free = (_block_rows(furnishing.block, across) + 1) * _BLOCK_LEADING if furnishing.block else 0.0
    headings: list[Heading] = []
    pages: list[Page] = []
    sections = list(enumerate(released.document.sections))
    for across, some in groupby(sections, key=lambda numbered: numbered[1].across):
        laid = sheet.across if across else sheet
        typesetter = Typesetter(released, grammar, regular, bold, laid.text_width, laid.text_height - kept_free)
        cutter = Cutter(typesetter, headings)
        strips = []
        for number, section in some:
            report(number, 2 * len(sections))
            strips += cutter.section(section, f"s{number}")
        pages += fill(strips, laid, 0.0 if pages else kept_free)
    drawing = _Drawing(released, furnishing, pages or fill((), sheet), headings, (regular, bold))
    return drawing.printed(report)


def _furnishing(released: ReleasedDocument, grammar: Grammar, face: Face) -> Furnishing:
    words = released.document.furniture
    # Who controls the information is for its owner to say: the block's lines are left to be filled in by hand.
    block = grammar.block if released.banner.level is not Level.UNCLASSIFIED else ()

    def both(text: Text) -> str:
        wordings = (wording(text, index) for index in range(len(released.document.languages)))
        return face.clean(" / ".join(dict.fromkeys(filter(None, wordings)))).replace("\n", " ")

    compiled = wording(words.compiled, 0).replace("{nations}", released.nations)
    foot = "  ·  ".join(filter(None, (both(words.office), face.clean(compiled), face.clean(wording(words.copy, 0)))))
    return Furnishing(
        face.clean(grammar.banner(released.banner)),
        both(words.title),
        both(words.as_of),
        foot,
        face.clean(words.page),
        face.clean(words.draft),
        block,
    )


def _block_rows(block: Sequence[str], across: bool) -> int:
    """Return how many lines the designation block takes: two labels stand beside each other where the page lies across."""
    return -(-len(block) // 2) if across else len(block)


class _Drawing:
    """One file in the making."""

    def __init__(
        self,
        released: ReleasedDocument,
        furnishing: Furnishing,
        pages: Sequence[Page],
        headings: Sequence[Heading],
        faces: tuple[Face, Face],
    ) -> None:
        self._released = released
        self._words = furnishing
        self._sheet = sheet = pages[0].sheet
        self._pages = pages
        self._regular, self._bold = faces
        self._page_of = {
            strip.key: number for number, page in enumerate(pages, 1) for _, strip in page.placed if strip.key
        }
        self._headings = {heading.key: heading for heading in headings}
        # Binary streams: a fifth smaller than ReportLab's base-85 text, which it also makes in slow Python.
        setattr(rl_config, "useA85", 0)  # noqa: B010 - it has no such attribute until it is first read
        self._file = BytesIO()
        self._canvas: Any = Canvas(
            self._file,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
            lang=released.document.languages[0],
            initialFontName=REGULAR,
        )

    def printed(self, report: Progress) -> Printed:
        """Draw every page and close the file."""
        self._describe()
        total = len(self._pages)
        for number, page in enumerate(self._pages, 1):
            report(total + number - 1, 2 * total)
            self._page(number, page)
            self._canvas.showPage()
        self._canvas.save()
        report(2 * total, 2 * total)
        outline = tuple(
            OutlineEntry(heading.title, heading.mark, heading.level, self._page_of[heading.key], heading.entries)
            for heading in self._headings.values()
            if heading.key in self._page_of
        )
        return Printed(self._file.getvalue(), total, outline)

    def _describe(self) -> None:
        """Set metadata from released words only, and bookmarks; nothing about the machine or the maker's account."""
        document, canvas = self._released.document, self._canvas
        canvas.setTitle(self._words.title)
        canvas.setAuthor(wording(document.furniture.office, 0))
        canvas.setSubject(self._words.banner)
        canvas.setKeywords("")
        canvas.setCreator("Liaison Desk")
        canvas.setProducer("Liaison Desk")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        moment = document.as_of.astimezone(UTC)
        canvas.setDateFormatter(lambda *_: datetime.strftime(moment, "D:%Y%m%d%H%M%SZ"))
        for heading in self._headings.values():
            canvas.addOutlineEntry(
                f"{heading.mark} {heading.title}"[:200], heading.key, heading.level, closed=heading.level > 0
            )
        if self._headings:
            canvas.showOutline()

    def _page(self, number: int, page: Page) -> None:
        self._sheet = sheet = page.sheet
        canvas, left = self._canvas, sheet.side
        canvas.setPageSize((sheet.width, sheet.height))
        drafts = (strip.draft for _, strip in page.placed if strip.draft)
        if draft := self._words.draft or self._regular.clean(next(drafts, "")):
            self._watermark(draft)
        self._shapes(page)
        pen = _Pen(canvas)
        for top, strip in page.placed:
            if strip.key:
                canvas.bookmarkHorizontal(strip.key, 0, top + 6)
            for x, baseline, bold, size, words, gray, spread in strip.inks:
                pen.write(left + x, top - baseline, words, size, bold, gray, spread)
            if strip.points_to in self._page_of:
                self._page_number(pen, top, strip.points_to)
        self._furniture(pen, number)
        if number == 1:
            self._designation(pen)
        pen.put_down()
        self._images(page)
        self._rules(page)

    def _page_number(self, pen: "_Pen", top: float, key: str) -> None:
        """Print the page a line of contents points to, and make the line a link."""
        words = str(self._page_of[key])
        right = self._sheet.side + self._sheet.text_width
        pen.write(right - self._regular.width(words, LATIN.size), top - 12.0, words, LATIN.size)
        self._canvas.linkRect("", key, (self._sheet.side, top - 17.0, right, top), relative=0, Border="[0 0 0]")

    def _images(self, page: Page) -> None:
        for top, strip in page.placed:
            for x, y, side, data in strip.images:
                picture = ImageReader(BytesIO(data))
                self._canvas.drawImage(picture, self._sheet.side + x, top - y - side, side, side)

    def _shapes(self, page: Page) -> None:
        """Draw areas and lines in PDF's own words: a page of a timeline has thousands, and ReportLab's paths are slow."""
        left, code = self._sheet.side, ["q"]
        state: tuple[float, float, tuple[float, ...]] = (-1.0, -1.0, ())
        for top, strip in page.placed:
            for shape in strip.shapes:
                points = [f"{left + x:.2f} {top - y:.2f}" for x, y in shape.points]
                path = f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])}"
                if shape.fill is not None:
                    code.append(f"{shape.fill:g} g {path} f")
                if shape.width:
                    wanted = (shape.width, shape.gray, shape.dash)
                    if wanted != state:
                        state = wanted
                        dash = " ".join(f"{length:g}" for length in shape.dash)
                        code.append(f"{shape.width:g} w {shape.gray:g} G [{dash}] 0 d")
                    code.append(f"{path} S")
        if len(code) > 1:
            self._canvas.addLiteral("\n".join([*code, "Q"]))

    def _rules(self, page: Page) -> None:
        canvas, left, sheet = self._canvas, self._sheet.side, self._sheet
        strokes: dict[tuple[float, float], list[tuple[float, float, float, float]]] = {}
        for top, strip in page.placed:
            for x1, y1, x2, y2, width, gray in strip.rules:
                strokes.setdefault((width, gray), []).append((left + x1, top - y1, left + x2, top - y2))
        right = left + sheet.text_width
        head, foot = sheet.height - sheet.head - 14.0, sheet.head + 10.0
        strokes.setdefault((0.75, DARK), []).append((left, head, right, head))
        strokes.setdefault((0.4, DARK), []).append((left, foot, right, foot))
        for (width, gray), lines in strokes.items():
            canvas.setLineWidth(width)
            canvas.setStrokeGray(gray)
            canvas.lines(lines)

    def _furniture(self, pen: "_Pen", number: int) -> None:
        sheet, words = self._sheet, self._words
        left, right = sheet.side, sheet.side + sheet.text_width
        page = words.page.replace("{page}", str(number)).replace("{pages}", str(len(self._pages)))
        head, foot = sheet.height - sheet.head - 7.0, sheet.head - 1.0
        for y, first, last in ((head, words.title, words.as_of), (foot, words.foot, page)):
            width = self._regular.width(last, _SMALL)
            running = self._regular.cut(first, _SMALL, sheet.text_width - 12.0 - width)  # in full on the first page
            pen.write(left, y, running, _SMALL, gray=DARK)
            pen.write(right - width, y, last, _SMALL, gray=DARK)
        room = sheet.text_width + sheet.side
        size = min(_BANNER_SIZE, _BANNER_SIZE * room / max(self._bold.width(words.banner, _BANNER_SIZE), 1.0))
        middle = (sheet.width - self._bold.width(words.banner, size)) / 2
        for y in (sheet.height - 8 * MM - 8.0, 8 * MM):
            pen.write(middle, y, words.banner, size, bold=True)

    def _designation(self, pen: "_Pen") -> None:
        """Print the policy's designation block at the lower right, each label with room to write."""
        sheet, block = self._sheet, self._words.block
        across = sheet.width > sheet.height
        rows = _block_rows(block, across)
        for number, label in enumerate(block):
            column, row = divmod(number, rows)
            right = sheet.side + sheet.text_width - (1 - column) * (_BLOCK_WIDTH + _BLOCK_GAP) * across
            y = sheet.bottom + (rows - row - 1) * _BLOCK_LEADING + 4.0
            pen.write(right - _BLOCK_WIDTH, y, f"{label}: ", _SMALL)
            used = self._regular.width(f"{label}: ", _SMALL)
            self._canvas.setLineWidth(0.4)
            self._canvas.setStrokeGray(DARK)
            self._canvas.line(right - _BLOCK_WIDTH + used, y - 2.0, right, y - 2.0)

    def _watermark(self, draft: str) -> None:
        canvas, sheet = self._canvas, self._sheet
        size = min(120.0, 400.0 / max(self._bold.width(draft, 1.0), 1.0))
        canvas.saveState()
        canvas.translate(sheet.width / 2, sheet.height / 2)
        canvas.rotate(52)
        canvas.setFont(BOLD, size)
        canvas.setFillGray(0.9)
        # Told as one word, or readers of the text would find its letters scattered among the lines it crosses.
        canvas.addLiteral(_told_as(draft))
        canvas.drawCentredString(0, -size / 3, draft)
        canvas.addLiteral("EMC")
        canvas.restoreState()


class _Pen:
    """Writes one page's text. ReportLab's text object formats every number and byte in Python; this is a third faster."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - ReportLab's fonts are asked with the document they serve
        self._fonts = (pdfmetrics.getFont(REGULAR), pdfmetrics.getFont(BOLD))
        self._code = ["BT"]
        self._set: tuple[str, float] = ("", 0.0)
        self._gray = -1.0
        self._spread = 0.0
        self._names: dict[tuple[bool, int], str] = {}

    def write(
        self, x: float, y: float, words: str, size: float, bold: bool = False, gray: float = BLACK, spread: float = 0.0
    ) -> None:
        """Write cleaned text with its baseline beginning at a point of the page, stretched by ``spread``."""
        code, font, document = self._code, self._fonts[bold], self._document
        if gray != self._gray:
            self._gray = gray
            code.append(f"{gray} g")
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        apart = spread > _APART * size
        if apart:
            code.append(_told_as(words))
        runs = font.splitString(words, document)
        for subset, glyphs, gap in _pieces(runs, stretches(words, spread)) if spread else ((*run, 0.0) for run in runs):
            name = self._names.get((bold, subset))
            if name is None:
                name = self._names[bold, subset] = font.getSubsetInternalName(subset, document)
            if self._set != (name, size):
                self._set = (name, size)
                code.append(f"{name} {size:g} Tf")
            if self._spread != gap:
                self._spread = gap
                code.append(f"{gap:.3f} Tc")
            code.append(f"<{glyphs.hex()}> Tj")
        if apart:
            code.append("EMC")

    def put_down(self) -> None:
        """Put what was written on the page."""
        self._code += ("0 Tc", "ET") if self._spread else ("ET",)
        self._canvas.addLiteral("\n".join(self._code))


def _pieces(
    runs: Sequence[tuple[int, bytes]], bounds: Sequence[tuple[int, float]]
) -> Iterator[tuple[int, bytes, float]]:
    """Yield runs of one font's subsets cut where the room behind their characters changes, with that room."""
    begun = number = 0
    for subset, glyphs in runs:
        at, count = 0, len(glyphs)
        while at < count:
            bound, room = bounds[number]
            end = min(bound - begun, count)
            if end > at:
                yield subset, glyphs[at:end], room
                at = end
            number += bound - begun <= count
        begun += count


def _told_as(words: str) -> str:
    """Return what tells readers of the text the words that follow up to EMC, however far apart they are drawn."""
    return f"/Span <</ActualText <feff{words.encode('utf-16-be').hex()}>>> BDC"
