"""A packet of about 100 pages against the same pages drawn in bare ReportLab.

The floor is given everything the layout worked out (every line already cut and placed) and draws it with one text object
a page. Fonts are parsed anew on both sides.
"""

import random
from io import BytesIO
from time import process_time

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from liaison_desk.briefings.document import Column, Document, Group, Items, Paragraph, Row, Table
from liaison_desk.briefings.release import ReleasedDocument, release
from liaison_desk.briefings.render import pdf as rendering
from liaison_desk.foundation.core.resources import resource
from tests.bench.floors import Ratio
from tests.briefings.documents import RULES, USA_JPN, document, line, said

WORDS = [
    "coordination",
    "exercise",
    "planning",
    "conference",
    "annex",
    "delegation",
    "disclosure",
    "release",
    "branch",
    "weekly",
    "orbit",
    "sensor",
]
KANJI = (
    "計画調整会議日米宇宙状況監視演習参加者部会開示判断期限提言所見連絡官室幕僚監部衛星警戒資料作成済検討。、はがのを"
)
RUNS = 3


def packet(parts: int = 50, seed: int = 7) -> Document:
    """Make a document of headings, paragraphs in both languages, lists and tables; two pages for each part."""
    dice = random.Random(seed)

    def english(count):
        return " ".join(dice.choice(WORDS) for _ in range(count)).capitalize() + "."

    def japanese(count):
        return "".join(dice.choice(KANJI) for _ in range(count)) + "。"

    columns = (Column(("Due",)), Column(("Action",), 2), Column(("Owner",), 1))
    groups = []
    for part in range(parts):
        rows = tuple(
            Row((line(said(f"{n:02d} Nov")), line(said(english(9))), line(said(japanese(6)))), lead=1)
            for n in range(20)
        )
        text = [Paragraph(line(said(english(45) if n % 2 else japanese(140)))) for n in range(8)]
        items = Items(tuple(line(said(english(14))) for _ in range(8)), numbered=True)
        groups.append(Group(line(said(f"Part {part} {japanese(8)}")), (*text, items, Table(columns, rows))))
    return document(*groups)


def forget_fonts() -> None:
    """Make the next run parse the font files again, as a fresh process does."""
    for name in (rendering.REGULAR, rendering.BOLD):
        pdfmetrics._fonts.pop(name, None)


def laid_out(released: ReleasedDocument) -> list[tuple[list[tuple], list[tuple]]]:
    """Return each page's texts (x, y, bold, size, words) and lines (x1, y1, x2, y2, width) as the renderer placed them."""
    pages: list[tuple[list[tuple], list[tuple]]] = []
    drawing = rendering._Drawing
    write, rules, page = rendering._Pen.write, drawing._rules, drawing._page

    def on_page(self, number, sheet):
        pages.append(([], []))
        page(self, number, sheet)

    def on_write(self, x, y, words, size, bold=False, gray=0.07, spread=0.0):
        pages[-1][0].append((x, y, bold, size, words))
        write(self, x, y, words, size, bold, gray, spread)

    def on_rules(self, placed):
        left = self._sheet.side
        pages[-1][1].extend(
            (left + r.x1, top - r.y1, left + r.x2, top - r.y2, r.width)
            for top, strip in placed.placed
            for r in strip.rules
        )
        rules(self, placed)

    drawing._page, rendering._Pen.write, drawing._rules = on_page, on_write, on_rules
    try:
        rendering.render_pdf(released)
    finally:
        drawing._page, rendering._Pen.write, drawing._rules = page, write, rules
    return pages


def bare(pages: list[tuple[list[tuple], list[tuple]]]) -> int:
    """Draw finished pages in the fastest way bare ReportLab offers: one text object a page, then the lines."""
    names = ("bare-regular", "bare-bold")
    for name, file in zip(names, ("BIZUDPGothic_400Regular.ttf", "BIZUDPGothic_700Bold.ttf"), strict=True):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    for texts, lines in pages:
        written = canvas.beginText()
        for x, y, bold, size, words in texts:
            written.setFont(names[bold], size)
            written.setTextOrigin(x, y)
            written.textOut(words)
        canvas.drawText(written)
        for *line_ends, width in lines:
            canvas.setLineWidth(width)
            canvas.line(*line_ends)
        canvas.showPage()
    canvas.save()
    return len(file.getvalue())


def seconds(work) -> float:
    """Return the least processor time of three runs."""
    best = float("inf")
    for _ in range(RUNS):
        forget_fonts()
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best


def measure(rounds: int) -> list[Ratio]:
    """Return the ratio; both sides draw in turn, so that a busy machine burdens both."""
    released, _ = release(packet(), USA_JPN, RULES)
    pages = laid_out(released)
    drawn = [(seconds(lambda: rendering.render_pdf(released)), seconds(lambda: bare(pages))) for _ in range(rounds)]
    ours, floor = (min(times) * 1000 for times in zip(*drawn, strict=True))
    return [Ratio(f"packet of {len(pages)} pages", ours, floor, 1.5)]
