"""Word files of packets: pictures, pages of other files, curves, readings above names, tables that become lists."""

from datetime import date
from io import BytesIO

import docx
import pytest
from PIL import Image

from liaison_desk.briefings.document import (
    Band,
    Burndown,
    Card,
    Cards,
    Column,
    Group,
    KeyValue,
    KeyValues,
    Pages,
    Paragraph,
    Picture,
    Row,
    Spell,
    Stretch,
    Table,
)
from liaison_desk.foundation.core.errors import RefusedError, UnreadableError
from tests.briefings.documents import HOME_ONLY, OPEN, document, line, said
from tests.briefings.strange_files import paper
from tests.briefings.test_docx import with_style
from tests.briefings.word_files import W, lines, root, word
from tests.briefings.word_files import said as words_of


def test_a_picture_stands_above_its_caption_and_pages_of_a_file_are_named():
    wide = BytesIO()
    Image.new("RGBA", (400, 100)).save(wide, "PNG")
    file = word(document(Picture(wide.getvalue(), line(said("The site"))), Pages(paper(), line(said("Agreement.pdf")))))
    (shown,) = docx.Document(BytesIO(file)).inline_shapes
    assert (shown.width.pt, shown.height.pt) == (300, 75)
    assert shown._inline.docPr.get("descr") == "The site"
    assert with_style(file, "Caption") == ["(U) The site"]
    assert "(U) Agreement.pdf  Its pages are in the PDF." in lines(file)


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"no PDF file", paper()[:200]])
def test_pages_that_the_print_would_refuse_are_refused(data):
    with pytest.raises((UnreadableError, RefusedError), match=r"Agreement\.pdf"):
        word(document(Pages(data, line(said("Agreement.pdf")))))


def test_a_burn_down_counts_what_was_open_on_the_days_that_are_named_and_at_the_end():
    days = [date(2026, 11, number) for number in range(1, 8)]
    spells = tuple(
        Spell(
            line(said(f"spell {n}", HOME_ONLY if n == 3 else OPEN)), days[n], None if n == 1 else days[n + 2], days[6]
        )
        for n in range(4)
    )
    scale = tuple(Stretch((f"{day.day} Nov",), day, day) for day in days[::2])
    words = ("Open: {opened} opened, {closed} closed, {open} open.",)
    told = {"scale": scale, "planned": ("Dashed: planned.",), "ends": ("7 Nov",)}
    curve = Burndown(days[0], days[6], spells, words, today=days[4], **told)
    file = word(document(curve))
    (found,) = root(file).iter(f"{W}tbl")
    cells = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]
    assert cells == [["1 Nov", "3 Nov", "5 Nov", "7 Nov"], ["1", "2", "1", "0"]]
    assert with_style(file, "Caption") == ["(U) Open: 3 opened, 2 closed, 1 open. Dashed: planned."]
    dashed = [run.findtext(f"{W}t") for run in root(file).iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None]
    assert dashed == ["0"]


def test_a_picture_that_cannot_be_shown_is_named_as_on_paper():
    with pytest.raises(UnreadableError, match="The site"):
        word(document(Picture(b"no picture", line(said("The site")))))


def test_readings_stand_above_their_names_wherever_names_stand():
    named = said("矢島 正人", readings=((("矢島", "やじま"), ("正人", "まさひと")),))
    rows = (Row((line(said("1")), line(named)), lead=1),)
    blocks = (
        Paragraph(line(named)),
        Table((Column(("No.",)), Column(("氏名",), 1)), rows),
        Group(line(named), (KeyValues((KeyValue(("氏名",), line(named)),)),), under=("経歴",)),
        Cards((Card(line(named)),)),
    )
    file = word(document(*blocks, languages=("ja",)))
    pairs = [(words_of(one.find(f"{W}rubyBase")), words_of(one.find(f"{W}rt"))) for one in root(file).iter(f"{W}ruby")]
    assert pairs == [("矢島", "やじま"), ("正人", "まさひと")] * 5
    sizes = {one.find(f"{W}rubyPr/{W}hpsBaseText").get(f"{W}val") for one in root(file).iter(f"{W}ruby")}
    assert sizes == {"20", "38"}
    assert not list(root(word(document(Paragraph(line(said("矢島")))))).iter(f"{W}ruby"))


def test_a_table_of_more_columns_than_the_page_has_room_for_is_a_list():
    columns = tuple(Column((f"Column {n}",)) for n in range(70))
    rows = (Band(("Monday",)), Row(tuple(line(said(f"cell {n}")) for n in range(70)), lead=1))
    file = word(document(Table(columns, rows)))
    assert not list(root(file).iter(f"{W}tbl"))
    assert lines(file)[-71:-68] == ["Monday", "(U) cell 1", "Column 0: cell 0"]
    assert lines(file)[-1] == "Column 69: cell 69"
