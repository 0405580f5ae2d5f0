"""The same packet as other tools make it: Platypus, typst, fpdf2 and WeasyPrint, each with contents that know their pages.

They are asked for what they do best: no tags where that is optional, the same two fonts, A4. Those that are not installed (the extra
``bench``) are passed over with a word. Each is timed once: they take seconds.
"""

import html
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from pypdf import PdfReader

from liaison_desk.foundation.core.resources import resource
from tests.bench.packets import HEADS, Texts, parts

FONTS = resource("fonts", "BIZUDPGothic_400Regular.ttf"), resource("fonts", "BIZUDPGothic_700Bold.ttf")
WIDTHS = (30.0, 78.0, 235.0, 70.0, 68.0)


def platypus(texts: list[Texts]) -> bytes:
    """Make it with ReportLab's Platypus: a Paragraph in every cell, multiBuild for the contents."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle
    from reportlab.platypus.tableofcontents import TableOfContents

    for name, file in zip(("peer", "peer-bold"), FONTS, strict=True):
        pdfmetrics.registerFont(TTFont(name, str(file)))
    cell = ParagraphStyle("cell", fontName="peer", fontSize=9.5, leading=13, wordWrap="CJK")
    text = ParagraphStyle("text", cell, fontSize=10, leading=17)
    head = ParagraphStyle("head", fontName="peer-bold", fontSize=13, leading=18, spaceBefore=20)

    class Template(BaseDocTemplate):
        def afterFlowable(self, flowable):
            if isinstance(flowable, Paragraph) and flowable.style.name == "head":
                self.notify("TOCEntry", (0, flowable.getPlainText(), self.page))

    def furnish(canvas, template):
        canvas.setFont("peer-bold", 10)
        for y in (24, 810):
            canvas.drawCentredString(A4[0] / 2, y, "UNCLASSIFIED")
        canvas.drawRightString(538, 48, f"Page {template.page}")

    contents = TableOfContents(levelStyles=[text])
    story: list = [contents]
    rules = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, (0.7, 0.7, 0.7)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    for heading, words, rows in texts:
        story += [Paragraph(heading, head), Paragraph(words, text)]
        story.append(
            Table(
                [[Paragraph(one, cell) for one in row] for row in (HEADS, *rows)],
                WIDTHS,
                repeatRows=1,
                style=rules,
            )
        )
    file = io.BytesIO()
    template = Template(file, pagesize=A4)
    template.addPageTemplates(PageTemplate("page", Frame(57, 75, 481, 690, 0, 0, 0, 0), onPage=furnish))
    template.multiBuild(story)
    return file.getvalue()


def fpdf2(texts: list[Texts]) -> bytes:
    """Make it with fpdf2's tables and its place for contents."""
    from fpdf import FPDF

    class Packet(FPDF):
        def header(self):
            self.set_font("peer", "B", 10)
            self.cell(0, 14, "UNCLASSIFIED", align="C", new_x="LMARGIN", new_y="NEXT")

        def footer(self):
            self.set_y(-50)
            self.set_font("peer", "B", 10)
            self.cell(0, 14, f"UNCLASSIFIED   Page {self.page_no()} of {{nb}}", align="C")

    made = Packet(unit="pt", format="a4")
    made.set_margins(57, 57)
    made.set_auto_page_break(True, 75)
    for style, file in zip(("", "B"), FONTS, strict=True):
        made.add_font("peer", style, str(file))
    made.add_page()

    def contents(pdf, outline):
        pdf.set_font("peer", size=10)
        for section in outline:
            pdf.cell(440, 17, section.name)
            pdf.cell(0, 17, str(section.page_number), align="R", new_x="LMARGIN", new_y="NEXT")

    made.insert_toc_placeholder(contents, max(1, -(-len(texts) // 40)), allow_extra_pages=True)
    for heading, words, rows in texts:
        made.set_font("peer", "B", 13)
        made.start_section(heading)
        made.multi_cell(0, 18, heading, new_x="LMARGIN", new_y="NEXT")
        made.set_font("peer", size=10)
        made.multi_cell(0, 17, words, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
        made.set_font("peer", size=9.5)
        with made.table(
            col_widths=WIDTHS, line_height=13, borders_layout="HORIZONTAL_LINES", wrapmode="CHAR", text_align="LEFT"
        ) as table:
            for row in (HEADS, *rows):
                table.row(row)
    return bytes(made.output())


def typst(texts: list[Texts]) -> bytes:
    """Make it with typst, from markup in a file as one uses it."""
    import typst as compiler

    def quoted(words: str) -> str:
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    source = [
        '#set page(paper: "a4", margin: (x: 57pt, y: 75pt), header: align(center)[*UNCLASSIFIED*],',
        '  footer: align(center)[*UNCLASSIFIED* #context counter(page).display("1 / 1", both: true)])',
        '#set text(font: "BIZ UDPGothic", size: 9.5pt, lang: "ja")',
        "#outline()",
    ]
    for heading, words, rows in texts:
        cells = ", ".join(quoted(one) for row in rows for one in row)
        heads = ", ".join(quoted(one) for one in HEADS)
        source.append(f"#heading({quoted(heading)})\n#par({quoted(words)})")
        source.append(f"#table(columns: (30pt, 78pt, 1fr, 70pt, 68pt), stroke: none, table.header({heads}), {cells})")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "packet.typ"
        path.write_text("\n".join(source))
        return compiler.compile(str(path), font_paths=[str(FONTS[0].parent)], ignore_system_fonts=True)


def weasyprint(texts: list[Texts]) -> bytes:
    """Make it with WeasyPrint, from HTML."""
    from weasyprint import HTML

    style = f"""
    @font-face {{ font-family: peer; src: url(file://{FONTS[0]}) }}
    @font-face {{ font-family: peer; font-weight: bold; src: url(file://{FONTS[1]}) }}
    @page {{ size: A4; margin: 75pt 57pt; @top-center {{ content: "UNCLASSIFIED"; font: bold 10pt peer }}
             @bottom-center {{ content: "UNCLASSIFIED " counter(page) " of " counter(pages); font: bold 10pt peer }} }}
    body {{ font: 9.5pt/13pt peer }} table {{ width: 100%; border-collapse: collapse }} td {{ border-bottom: .5pt solid #bbb; vertical-align: top }}
    .toc a::after {{ content: target-counter(attr(href), page); float: right }} .toc a {{ display: block }}
    """
    lines = [f"<html lang=ja><style>{style}</style><nav class=toc>"]
    lines += [f"<a href='#p{number}'>{html.escape(heading)}</a>" for number, (heading, *_) in enumerate(texts)]
    lines.append("</nav>")
    for number, (heading, words, rows) in enumerate(texts):
        heads = "".join(f"<th>{html.escape(one)}</th>" for one in HEADS)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(one)}</td>" for one in row) + "</tr>" for row in rows)
        lines.append(f"<h1 id=p{number}>{html.escape(heading)}</h1><p>{html.escape(words)}</p>")
        lines.append(f"<table><thead><tr>{heads}</tr></thead>{body}</table>")
    return HTML(string="".join(lines)).write_pdf()


PEERS: tuple[Callable[[list[Texts]], bytes], ...] = (platypus, typst, fpdf2, weasyprint)


def main() -> None:
    """Print what a page costs each of them, beside ours, for a packet of about so many pages (100)."""
    from liaison_desk.briefings.release import release
    from liaison_desk.briefings.render import render_pdf
    from tests.bench.packets import RULES, USA_JPN, packet

    texts = parts(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    released, _ = release(packet(texts), USA_JPN, RULES)
    for name, make in (("ours", lambda _: render_pdf(released).pdf), *((peer.__name__, peer) for peer in PEERS)):
        began, wall = process_time(), perf_counter()
        try:
            made = make(texts)
        except ImportError as error:
            print(f"{name:<12} passed over: {error}")
            continue
        spent, waited = (process_time() - began) * 1000, (perf_counter() - wall) * 1000
        pages = len(PdfReader(io.BytesIO(made)).pages)
        print(
            f"{name:<12} {spent / pages:8.2f} ms CPU a page {waited / pages:8.2f} ms waited {pages:6d} pages {len(made) / pages / 1024:7.1f} KB a page"
        )


if __name__ == "__main__":
    main()
