"""How the columns of a table share its width: by what a template wishes and by what they have to say."""

from liaison_desk.briefings.document import Column, Row, Table
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.documents import document, line, said
from tests.briefings.test_render import printed

LONG = "Host to send the draft of the combined operations cell manning by Friday"
MEETING = "Key leader engagement: combined operations cell, 18 Nov"


def columns_of(weights, *rows, lead=0):
    """Return the lines that are printed of a table of such columns: under each heading where it begins, and what is below it."""
    columns = tuple(Column((head,), weight) for head, weight in weights.items())
    cells = (tuple(line(said(cell)) if cell else line() for cell in row) for row in rows)
    pdf = printed(document(Table(columns, tuple(Row(row, lead=lead) for row in cells)))).pdf
    assert_clean_pages(pdf)
    strings = [one for sight in seen(pdf) for one in sight.strings if one.upright]
    lefts = {head: next((one.left for one in strings if one.words == head), None) for head in weights}
    return lefts, {head: [one.words for one in strings if one.left == left] for head, left in lefts.items()}


def test_a_column_with_little_to_say_leaves_its_room_to_the_others():
    rows = [("Lt Col Mizushima Kaori of the Joint Staff", LONG, "") for _ in range(4)]
    lefts, _ = columns_of({"Name": 1, "What": 1, "State": 1}, *rows)
    assert lefts["State"] > 500, "wider than its heading"


def test_what_has_room_in_one_line_is_not_cut():
    stages = ["Asked by", "Received by", "Passed on by"]
    rows = [("25 Sep 2026", stage, "Priya K. Raman", "") for stage in stages]
    _, told = columns_of({"Day": 0, "Stage": 1.6, "Who": 1.2, "Note": 1.6}, *rows, lead=1)
    assert told["Stage"] == ["Stage", *(f"(U) {stage}" for stage in stages)]
    assert told["Who"] == ["Who", *["Priya K. Raman"] * 3]


def test_columns_share_by_what_they_say_where_that_makes_the_table_lower():
    people = ("JPN", "J7 Exercises and Training", "USA", "Naledi O. Delacroix")
    rows = [(who, LONG, "JPN", "4 Dec", "Waiting", MEETING) for who in people * 3]
    weights = {"Who": 1.1, "What": 2.6, "Recipient": 1.1, "By when": 0, "State": 0.9, "Meeting": 1.3}
    _, told = columns_of(weights, *rows, lead=1)
    assert max(len(told["What"]), len(told["Meeting"])) <= 62, "as many lines as the headings and five in each row"


def test_a_heading_much_wider_than_all_below_it_is_set_in_two_lines():
    rows = [("6 Nov", "18", LONG, "Grant W. Pemberton")]
    lefts, _ = columns_of({"Waiting since": 0, "Age (days)": 0, "Action": 2, "Owner": 1}, *rows, lead=2)
    assert lefts["Waiting since"] is lefts["Age (days)"] is None
    assert lefts["Action"] < 170


def test_no_word_of_a_heading_is_parted():
    rows = [
        ("Lt Col JASDF Mizushima Kaori of the Joint Staff", "Chief, training section", "Joint Staff, J5", "JPN", "")
    ]
    weights = {"Name": 2, "Post": 1.6, "Organization": 1.6, "Nation": 0, "Role": 0.2}
    lefts, _ = columns_of(weights, *rows)
    assert None not in lefts.values()


def test_short_words_of_japanese_stay_whole_in_narrow_columns():
    rows = [
        ("矢島 真一", "日本側は12月代表団の名簿を通知する。" * 4, "実施中", "PACIFIC LANTERN 27 初期計画会議")
        for _ in range(6)
    ]
    _, told = columns_of({"実施者": 1, "内容": 3, "状態": 0.5, "会議": 1.3}, *rows, lead=1)
    assert told["状態"] == ["状態", *["実施中"] * 6]
    assert told["実施者"].count("矢島 真一") == 6


def test_a_line_is_parted_at_a_blank_before_a_word_of_another_column_is_parted():
    """What fits what it says, as the clocks of three zones do, gives of its room where others have none for their words."""
    rows = [
        (
            "0930S / 1530Z / 0030I+1",
            "Observations of the arrangement",
            "Given as a copy (Mail)",
            "JPN UNCLASSIFIED//",
            LONG,
        )
        for _ in range(3)
    ]
    weights = {"When": 0, "Disclosed": 2.4, "How": 0, "Marking": 1.5, "Permission": 2}
    _, told = columns_of(weights, *rows, lead=1)
    words = {word for lines in told.values() for line in lines for word in line.split()}
    assert {"Permission", "Observations", "arrangement", "UNCLASSIFIED//"} <= words
