"""The check of finished pages sees what a reader would: text beyond its area, over other text, too small to read."""

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from liaison_desk.briefings.render import faces
from liaison_desk.briefings.render.faces import REGULAR
from liaison_desk.briefings.render.pages import SHEETS
from tests.briefings.clean_pages import assert_clean_pages, seen

SHEET = SHEETS["a4"]


def drawn(*strings, spacing=0.0):
    """Draw strings (x, baseline, size, words) on one page of A4."""
    faces.face(REGULAR)
    file = BytesIO()
    canvas = Canvas(file, pagesize=(SHEET.width, SHEET.height), invariant=1)
    for x, baseline, size, words in strings:
        text = canvas.beginText(x, baseline)
        text.setFont(REGULAR, size)
        text.setCharSpace(spacing)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    return file.getvalue()


def test_text_that_stands_where_it_should_is_clean():
    assert_clean_pages(drawn((SHEET.side, 700, 10, "above"), (SHEET.side, 685, 10, "below"), (300, 700, 10, "beside")))


@pytest.mark.parametrize(
    ("fault", "strings"),
    [
        ("beyond the margin", [(SHEET.side - 2, 700, 10, "left")]),
        ("beyond the margin", [(SHEET.side, 700, 10, "漢" * 49)]),
        ("above or below", [(SHEET.side, SHEET.bottom - 2, 8, "low")]),
        ("through the rule", [(SHEET.side, SHEET.height - SHEET.head - 16, 10, "high")]),
        ("one over the other", [(SHEET.side, 700, 10, "上の行"), (SHEET.side, 692, 10, "下の行")]),
        ("one over the other", [(SHEET.side, 700, 10, "first"), (SHEET.side + 20, 700, 10, "second")]),
        ("too small", [(SHEET.side, 700, 6.5, "small")]),
    ],
)
def test_what_a_reader_would_stumble_over_is_a_fault(fault, strings):
    with pytest.raises(AssertionError, match=fault):
        assert_clean_pages(drawn(*strings))


def test_a_reading_may_be_half_as_large_as_the_name_below_it_and_no_other_text():
    name, reading = (SHEET.side, 700, 10, "矢島"), (SHEET.side, 709.6, 5, "やじま")
    assert_clean_pages(drawn(name, reading))
    with pytest.raises(AssertionError, match="too small"):
        assert_clean_pages(drawn(name, (SHEET.side, 730, 5, "やじま")))


def test_strings_are_measured_with_what_is_put_between_their_characters():
    words = "日本側の準備"
    (sight,) = seen(drawn((100, 700, 10, words), spacing=2.0))
    (one,) = sight.strings
    assert (one.words, one.left, one.size) == (words, 100, 10)
    assert one.right == pytest.approx(100 + pdfmetrics.stringWidth(words, REGULAR, 10) + 2.0 * 5, abs=0.05)
