"""Word files of packets: pictures, pages of other files, curves, readings above names, tables that become lists."""

from datetime import date
from io import BytesIO

import docx
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
    Table,
)
from tests.briefings.documents import HOME_ONLY, OPEN, document, line, said
from tests.briefings.test_docx import with_style
from tests.briefings.word_files import W, lines, root, word
from tests.briefings.word_files import said as words_of


def test_a_picture_stands_above_its_caption_and_pages_of_a_file_are_named():
    wide = BytesIO()
    Image.new("RGBA", (400, 100)).save(wide, "PNG")
    file = word(
        document(Picture(wide.getvalue(), line(said("The site"))), Pages(b"%PDF-", line(said("Agreement.pdf"))))
    )
    (shown,) = docx.Document(BytesIO(file)).inline_shapes
    assert (shown.width.pt, shown.height.pt) == (300, 75)
    assert shown._inline.docPr.get("descr") == "The site"
    assert with_style(file, "Caption") == ["(U) The site"]
    assert "(U) Agreement.pdf  Its pages are in the PDF." in lines(file)


def test_a_burn_down_counts_what_was_open_on_its_days():
    spells = tuple(
        Spell(line(said(f"spell {n}", HOME_ONLY if n == 4 else OPEN)), date(2026, 11, n), date(2026, 11, n + 2)) for n in range(1, 5)
    )  # fmt: skip
    file = word(document(Burndown(date(2026, 11, 1), date(2026, 11, 5), spells, ("Open",))))
    (found,) = root(file).iter(f"{W}tbl")
    _, counts = found.iter(f"{W}tr")
    assert [words_of(cell) for cell in counts.iter(f"{W}tc")] == ["1", "2", "2", "1", "0"]


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
