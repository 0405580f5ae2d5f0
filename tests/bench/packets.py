"""Packets of 10, 100 and 1,000 pages against the same pages drawn in bare ReportLab, and how much memory they take.

The floor is given everything the layout worked out (every line already cut and placed) and draws it with one text object a page,
without bookmarks, links, tags or contents that know their pages. Fonts are parsed anew on both sides. Where they are installed
(the extra ``bench``), other ways to make the same packet are timed beside it.
"""

import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from time import process_time

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from liaison_desk.briefings.document import Column, Contents, Document, Paragraph, Row, Section, Table, Title, Words
from liaison_desk.briefings.release import ReleasedDocument, release
from liaison_desk.briefings.render import faces as fonts
from liaison_desk.briefings.render import pdf as rendering
from liaison_desk.briefings.render.furniture import around, furnish, page_number
from liaison_desk.briefings.render.pages import Page
from liaison_desk.briefings.render.work import Work
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.foundation.core.resources import resource
from tests.bench.floors import Ratio
from tests.briefings.documents import AS_OF, RULES, USA_JPN, furniture, line, said

KANJI = (
    "計画調整会議日米宇宙状況監視演習参加者部会開示判断期限提言所見連絡官室幕僚監部衛星警戒資料作成済検討。、はがのを"
)
SIZES = (10, 100, 1000)
MEMORY = ((1000, 250.0), (2000, 500.0))
"""Pages, and the megabytes that the issue allows for them."""
RUNS = 3
ROWS = 34
PAGES = 2.05
"""How many pages a part takes, its heading and paragraph with so many rows."""

Texts = tuple[str, str, tuple[tuple[str, str, str, str, str], ...]]
"""A part of the packet: its heading, a paragraph, the rows of its table."""
HEADS = ("番号", "期限", "処置", "担当", "状況")


def parts(pages: int, seed: int = 7) -> list[Texts]:
    """Return the text of a packet of about so many pages: mostly tables, in Japanese."""
    dice = random.Random(seed)

    def japanese(count: int) -> str:
        return "".join(dice.choice(KANJI) for _ in range(count))

    return [
        (
            f"第{part + 1}部 {japanese(8)}",
            f"{japanese(90)}。",
            tuple(
                (
                    str(row + 1),
                    f"{row % 28 + 1:02d} Nov 1400I",
                    japanese(dice.randint(18, 50)),
                    japanese(7),
                    japanese(4),
                )
                for row in range(ROWS)
            ),
        )
        for part in range(max(1, round(pages / PAGES)))
    ]


def packet(texts: list[Texts]) -> Document:
    """Make a packet with contents and a section for each part."""
    front = Section("front", None, (Title(line(Words(("週報",)))), Contents()))
    weights = (0, 0, 3, 1, 1)
    columns = tuple(Column((head,), weight) for head, weight in zip(HEADS, weights, strict=True))
    sections = [
        Section(
            f"part{number}",
            line(said(heading)),
            (
                Paragraph(line(said(words))),
                Table(columns, tuple(Row(tuple(line(said(cell)) for cell in row), lead=2) for row in rows)),
            ),
        )
        for number, (heading, words, rows) in enumerate(texts)
    ]
    return Document(furniture(), (front, *sections), ("ja",), "JPN", AS_OF)


def forget_fonts() -> None:
    """Make the next run parse the font files again, as a fresh process does."""
    for name in (fonts.REGULAR, fonts.BOLD):
        pdfmetrics._fonts.pop(name, None)


def laid_out(released: ReleasedDocument) -> list[tuple[list[tuple], list[tuple]]]:
    """Return each page's texts (x, y, bold, size, words) and lines (x1, y1, x2, y2, width) as the renderer places them."""
    faces = (fonts.face(fonts.REGULAR), fonts.face(fonts.BOLD))
    words = furnish(released, load_grammar(released.document.policy), faces[0])
    found = list(rendering._pages(released, words, faces, [], Work()))
    placed = []
    for number, page in enumerate(found, 1):
        counted = page_number(words.numbered(number, len(found)), faces[0], page.sheet)
        frame = around(words, faces, page.sheet, words.numbered(number, len(found)))
        page.placed += [*frame[1 if number == 1 else 0 :], counted]
        placed.append((list(_texts(page)), list(_lines(page))))
    return placed


def _texts(page: Page) -> Iterator[tuple]:
    for top, strip in page.placed:
        for ink in strip.inks:
            yield page.sheet.side + ink.x, top - ink.baseline, ink.bold, ink.size, ink.text


def _lines(page: Page) -> Iterator[tuple]:
    left = page.sheet.side
    for top, strip in page.placed:
        for rule in strip.rules:
            yield left + rule.x1, top - rule.y1, left + rule.x2, top - rule.y2, rule.width


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


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least processor time of some runs."""
    best = float("inf")
    for _ in range(runs):
        forget_fonts()
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best


def beside(pages: int, rounds: int) -> tuple[Ratio, float]:
    """Return the ratio, both sides drawing in turn so that a busy machine burdens both; and milliseconds a page."""
    released, _ = release(packet(parts(pages)), USA_JPN, RULES)
    placed = laid_out(released)
    runs = 1 if pages > SIZES[1] else RUNS
    drawn = [
        (seconds(lambda: rendering.render_pdf(released), runs), seconds(lambda: bare(placed), runs))
        for _ in range(rounds)
    ]
    ours, floor = (min(times) * 1000 for times in zip(*drawn, strict=True))
    return Ratio(f"packet of {len(placed)} pages", ours, floor, 1.5), ours / len(placed)


def measure(rounds: int) -> list[Ratio]:
    """Return the ratios to the floor, how the time for a page grows, and the memory it takes, each measured in a process of its own."""
    found, each = [], []
    for pages in SIZES:
        ratio, milliseconds = beside(pages, max(2, rounds // 2) if pages > SIZES[1] else rounds)
        found.append(ratio)
        each.append(milliseconds)
    found.append(Ratio("a page of 1,000 to one of 100", each[-1], each[-2], 1.25))
    for pages, limit in MEMORY:
        found.append(Ratio(f"memory for {pages} pages", memory(pages), limit, 1.0, "MB"))
    return found


def memory(pages: int) -> float:
    """Return the megabytes that a fresh process takes at most to make and draw a packet."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.packets", str(pages)], capture_output=True, text=True, check=True
    )
    return float(told.stdout)


if __name__ == "__main__":
    rendering.render_pdf(release(packet(parts(int(sys.argv[1]))), USA_JPN, RULES)[0])
    # Not what getrusage tells: that is never less than the process had which started this one.
    print(int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024)
