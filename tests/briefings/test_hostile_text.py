"""Text nobody should have typed: each time the pages are good ones, nothing leaves its place, and no time is lost over it."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.document import (
    Band,
    Bluf,
    Branch,
    Card,
    Cards,
    Chart,
    Column,
    DayGrid,
    Group,
    Items,
    KeyValue,
    KeyValues,
    MonthGrid,
    Paragraph,
    PortionText,
    Row,
    Table,
    Timeline,
    Title,
)
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import faces, render_pdf
from liaison_desk.briefings.render.cleaning import MISSING
from liaison_desk.briefings.render.faces import REGULAR
from liaison_desk.domain.notetext import show
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.documents import OPEN, RULES, USA_JPN, document, entry, gridded, line, said, source
from tests.briefings.test_render import pages, printed, squeezed
from tests.cost import calls, processor_seconds

FACE = faces.face(REGULAR)
TEXTS = {
    "markup": "<b>Cmdr</b> <J6> & staff <img src='http://x/y.png'> &lt; {n} \\ %s **b** [[x]] $a_1$ </para> ",
    "one word": "x" * 5_000,
    "one word of ideographs": "漢" * 5_000,
    "stops": "、" * 900 + "「" * 900 + "――" * 300 + "…" * 300,
    "emoji": "A 👨‍👩‍👧‍👦 B 🇯🇵🇺🇸 C 👍🏽 D 1️⃣ ☎️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 " * 12,
    "right to left": "שלום עולם \u202eevil\u202c العربية \u2067x\u2069 " * 12,
    "controls": "a" + "".join(map(chr, range(0x20))) + "\x7f\x80\x9f\u200b\ufeff\ufff9x\ufffay\ufffb" * 20,
    "stacks of accents": "Z̸̢̛̥̪͇̟̻̈́̇̑a̷͔͋l̵̡̛g̶̺͝ǫ̸̛̦̖̼か゚" * 40,
    "halves and private use": "a\ud800b\udfffc\ue000d\uf8ffe\U000f0000f\ufffe\U0010ffff" * 30,
    "line breaks": "a" + "\n" * 10_000 + "b",
    "blanks": " " * 3_000 + "x" + "\u3000" * 3_000 + "y" + "\t" * 3_000,
    "both scripts": "日本 Japan 第1四半期 Q1 " * 60,
}


def blocks(text):
    """Return every kind of block with a text wherever words may stand."""
    own, short = line(said(text)), line(said("short"))
    some = line(said(text[:600]))
    column = " ".join(text[:100].split())
    note = text[:400].replace("\n", " ")
    shown = show(f"**{note}**\n- *{note}*\n\n| a | b |\n|---|---|\n| {note} | x |")
    return (
        Title(some, (some,)),
        Paragraph(own),
        Paragraph(line(said("short"), label=(text[:600],))),
        Paragraph(line(PortionText((note,), OPEN, (source(),), shown=(shown,)))),
        Paragraph(line(said(text[:300], readings=(((text[:20], "よみかた" * 30),),) * 2))),
        Bluf(some),
        Items(tuple(line(said(text[:100]), level=level) for level in range(40)), numbered=True),
        KeyValues((KeyValue(("Label",), some), KeyValue((text[:300],), short))),
        Table(
            tuple(Column((column,), weight) for weight in (0, 1, 2)),
            (Row((short, own, short), lead=1), Row((some, short, some)), Band((column,)), Row((short, short, short))),
        ),
        Table(
            tuple(Column((f"Column {number}",), number % 2) for number in range(30)),
            (Row(tuple(line(said(text[:30])) for _ in range(30))),),
        ),
        Cards((Card(some, tuple(KeyValue(("Phone",), some) for _ in range(9))), Card(short))),
        Chart((Branch(some, (Card(some),), (Branch(some, (Card(short, (KeyValue((), some),)),)),)),)),
        Group(some, (Paragraph(short),)),
    )


def across(made):
    front, body = made.sections
    return replace(made, sections=(front, replace(body, across=True)))


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_is_typed_every_page_is_a_good_one(name):
    found = blocks(TEXTS[name])
    assert_clean_pages(printed(document(*found)).pdf)
    assert_clean_pages(printed(across(document(*found, languages=("en", "ja"), paper="letter"))).pdf)


@pytest.mark.parametrize("kind", [DayGrid, MonthGrid, Timeline])
@pytest.mark.parametrize("name", ["one word", "emoji", "line breaks"])
def test_calendars_are_good_pages_too(kind, name):
    text = TEXTS[name]
    some = line(said(text[:400]))
    happenings = [
        entry(text[:2_000]),
        entry(text[:400], 1, 600, 700, note=some, clock=some),
        entry(text[:200], 2, None),
    ]
    grid = gridded(kind, happenings, rows=(line(said(text[:300])),))
    assert_clean_pages(printed(across(document(grid))).pdf)


def test_pictures_are_one_turned_type_each_and_flags_are_spelled():
    assert FACE.clean("👨‍👩‍👧‍👦") == FACE.clean("👍🏽") == FACE.clean("🏴󠁧󠁢󠁥󠁮󠁧󠁿") == MISSING
    assert FACE.clean("🇯🇵🇺🇸") == "JPUS"
    assert FACE.clean("☎️ 1️⃣ ✔️") == "☎ 1 ✓"


def test_letters_from_right_to_left_are_seen_to_be_there_and_turn_nothing_round():
    assert FACE.clean("\u202eשלום\u202c abc \u2067עו\u2069") == f"{MISSING * 4} abc {MISSING * 2}"
    assert FACE.clean("user\u202etxt.exe") == "usertxt.exe"


def test_numbers_keep_their_value():
    assert FACE.clean("10⁶ m², 3×10⁻⁵, 1⅖ and 1½") == "10^6 m², 3×10^-5, 1 2⁄5 and 1½".replace("^-", "^−")


def test_accents_that_make_no_letter_vanish_and_those_that_make_one_stay():
    assert FACE.clean("Z̸̢̛a̷͔͋l̵g̶ǫ̸") == "Zalgo"
    assert FACE.clean("e\u0301 か\u3099 か\u309a") == "é が か゜"


def test_private_signs_are_turned_types_and_halves_of_signs_are_nothing():
    assert FACE.clean("a\ue000b\ud800c\U0010ffffd") == f"a{MISSING}bc{MISSING}d"


def test_line_breaks_stay_but_many_blank_lines_are_one():
    assert FACE.clean("\n\na\n\n\n \u3000\n\nb\nc\n\n") == "a\n\nb\nc"
    assert printed(document(Paragraph(line(said(TEXTS["line breaks"]))))).pages == 1


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_row_taller_than_a_page_goes_on_below_the_header_on_every_page_also_across_and_side_by_side(paper):
    words = [f"word{number:04d}" for number in range(1_500)]
    columns = (Column(("Due",)), Column(("Action",), 1), Column(("Owner",), 1))
    row = Row((line(said("24 Nov")), line(said(" ".join(words))), line(said("J5"))), lead=1)
    made = across(document(Table(columns, (row,)), languages=("en", "ja"), paper=paper))
    assert_clean_pages(printed(made).pdf)
    found = pages(made)[1:]
    assert len(found) > 3
    assert all("Action" in text for text in found)
    assert re.findall(r"word\d{4}", " ".join(found)) == words


def test_a_row_taller_than_a_page_begins_on_the_page_of_its_heading():
    words = " ".join(f"word{number:04d}" for number in range(900))
    table = Table((Column(("Due",)), Column(("Action",), 1)), (Row((line(said("24 Nov")), line(said(words))), lead=1),))
    first, *_ = pages(document(*(Paragraph(line(said(f"filler {number}"))) for number in range(8)), table))
    assert "word0000" in first


def test_a_heading_of_two_thousand_characters_stays_with_what_follows():
    heading = "The heading goes on and on. " * 71
    made = document(Group(line(said(heading)), (Paragraph(line(said("what follows it"))),)))
    assert_clean_pages(printed(made).pdf)
    assert any("goes on and on" in text and "what follows it" in text for text in pages(made))


def test_a_label_longer_than_its_column_goes_on_below():
    label = "A label that says much more than labels ought to say. " * 4
    made = document(Paragraph(line(said("what it is about"), label=(label,))), languages=("en", "ja"))
    assert_clean_pages(printed(made).pdf)
    text = " ".join(" ".join(pages(made)).split())
    assert "what it is about" in text
    assert text.count("ought to say") == 8


def test_a_table_of_thirty_columns_is_a_list_that_says_all_of_them():
    columns = tuple(Column((f"Column {number}",)) for number in range(30))
    cells = tuple(line(said(f"cell{number:02d}")) for number in range(30))
    made = document(Table(columns, (Row(cells, lead=3),)))
    text = squeezed(made)
    assert "(U)cell03" in text
    assert all(f"Column{number}:cell{number:02d}" in text for number in range(30) if number != 3)
    assert_clean_pages(printed(made).pdf)


def test_long_words_in_many_columns_leave_every_column_its_room():
    weights = (2, 1, 1, 0.5, 1, 0, 1, 2, 1)
    cells = tuple(line(said(letter * 12)) for letter in "ABCDEFGHI")
    table = Table(tuple(Column((f"Column {number}",), weight) for number, weight in enumerate(weights)), (Row(cells),))
    for languages in (("en",), ("en", "ja")):
        made = document(table, languages=languages, paper="letter")
        assert_clean_pages(printed(made).pdf)
        text = squeezed(made)
        assert all(text.count(letter) >= 12 for letter in "ABCDEFGHI")


SIGNS = "あいっー漢字会議、。（）「」ABcdefghij012.,%― …\u3000\n-/@👍ש\u0301"


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_text_in_any_table_or_paragraph_is_a_good_page(data):
    words = st.text(SIGNS, min_size=1, max_size=60)
    readings = st.lists(st.tuples(words.map(lambda one: one[:3]), st.text("あいう", min_size=1)), max_size=2).map(tuple)
    lines = st.builds(lambda text, named: line(said(text, readings=(named, named))), words, readings)
    columns = data.draw(st.lists(st.tuples(words, st.sampled_from([0, 1, 3])), min_size=2, max_size=10))
    rows = [Row(tuple(data.draw(lines) for _ in columns)) for _ in range(2)]
    titles = tuple(Column((" ".join(title.split()),), weight) for title, weight in columns)
    items = Items(tuple(data.draw(st.lists(lines, min_size=1, max_size=3))), numbered=True)
    languages = data.draw(st.sampled_from([("en",), ("ja",), ("en", "ja")]))
    made = document(Table(titles, tuple(rows)), Paragraph(data.draw(lines)), items, languages=languages)
    assert_clean_pages(printed(made).pdf)


def test_levels_of_a_list_never_leave_it_without_room():
    items = Items(tuple(line(said("some words for a level"), level=level) for level in range(60)), numbered=True)
    for languages in (("en",), ("en", "ja")):
        pdf = printed(document(items, languages=languages)).pdf
        assert_clean_pages(pdf)
        lines = [one for sight in seen(pdf) for one in sight.strings if "some words" in one.words]
        assert len(lines) == 60 * len(languages)


@pytest.mark.parametrize(
    "kind",
    ["English", "Japanese", "one word", "stops", "line breaks", "lines", "emoji", "blanks", "both scripts", "row"],
)
def test_time_grows_with_the_length_of_a_text_and_no_faster(kind):
    unit = {
        "English": "The decision on annex B is needed. ",
        "Japanese": "附属書Bの開示判断は、11月30日が期限である。",
        "one word": "x",
        "stops": "、",
        "line breaks": "\n",
        "lines": "abcdefghij klmnop\n",
        "row": "日本 Japan ",
    }.get(kind, TEXTS[kind][:60] if kind in TEXTS else "")
    columns = (Column(("Due",)), Column(("Action",), 1))

    def cost(length):
        text = f"{(unit * (length // len(unit) + 1))[:length]}."
        own = line(said(text))
        block = Table(columns, (Row((line(said("x")), own), lead=1),)) if kind == "row" else Paragraph(own)
        released, _ = release(document(block, languages=("ja",)), USA_JPN, RULES)
        return calls(lambda: render_pdf(released))

    cost(10)  # whoever prints first in a process reads the fonts
    with processor_seconds(60):
        fixed, once, twice = cost(10), cost(20_000), cost(40_000)
    assert twice - fixed < 2.4 * (once - fixed) + 3_000
