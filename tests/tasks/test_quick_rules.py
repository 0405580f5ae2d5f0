"""What a quickly typed line means; it is 0941 in Colorado Springs on Tuesday 24 November 2026."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.tasks.records import Priority, RfiPriority, TaskKind
from liaison_desk.tasks.rules.naming import bearers, called
from liaison_desk.tasks.rules.quick import Doubt, Meaning, read_quick
from tests.cost import processor_seconds

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
PIECES = (
    "RFI", "rfi:", "C", "C:", "commitment", "約束", "情報要求", "JPN→US", "日→米", "US>JPN", "->", "→", "by", "by 15 dec", "due fri",
    "until 252100ZNOV26", "at 1400", "cob", "eod", "cob fri", "nlt", "2pm", "next fri", "月末", "来週中に", "今週中", "12/15まで", "12月15日までに", "来週金曜まで", "期限", "期限12/15", "!1", "！2", "!", "!!", "@Tanaka",
    "＠田中", '@"Kenji Tanaka"', "@", '@"', "/25 1400T", "／25", "/", "//", "(U)", "(S)", "　", " ", "\t", "\n", "5/12", "by 5/12",
    "the missile warning feed", "警報データの仕様", "😀", "é", "ﾊﾝｶｸ", "１２／１５まで", "まで", "by Dec 15, 2026", "3 officers",
)  # fmt: skip
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8).map(" ".join) | st.text(max_size=80)


def read(line, refused=()):
    return read_quick(line, (DENVER, TOKYO), NOW, refused)


def letters(text):
    return Counter("".join(text.split()))


@given(lines)
def test_no_letter_that_was_typed_is_lost(line):
    quick = read(line)
    understood = [line[part.start : part.end] for part in quick.parts]
    assert letters(quick.title) + letters("".join(understood)) == letters(line)


@given(lines)
def test_what_is_understood_stands_apart_and_once_each(line):
    quick = read(line)
    assert all(one.end <= after.start for one, after in zip(quick.parts, quick.parts[1:], strict=False))
    assert all(0 <= part.start < part.end <= len(line) for part in quick.parts)
    assert max(Counter(part.meaning for part in quick.parts).values(), default=1) == 1
    assert (quick.due is not None) is quick.has(Meaning.DUE)
    assert bool(quick.owner) is quick.has(Meaning.OWNER)
    assert bool(quick.from_nation) is bool(quick.to_nation) is quick.has(Meaning.DIRECTION)
    assert quick.kind is TaskKind.TASK or quick.has(Meaning.KIND)


@given(lines)
def test_what_is_refused_is_all_title(line):
    quick = read(line, frozenset(Meaning))
    assert (quick.title, quick.parts) == (" ".join(line.split()), ())


@given(lines)
@example("!1 ！2")
def test_a_title_read_again_has_nothing_more_of_what_stands_at_its_place(line):
    """What was told as unread is really in the title."""
    quick = read(line)
    assert all(not letters(one.words) - letters(quick.title) or one.doubt is Doubt.NO_NATION for one in quick.unread)


@given(
    title=st.text("abcdefgh ", min_size=1).filter(str.strip),
    day=st.integers(1, 28),
    month=st.sampled_from(["jan", "Feb", "DEC"]),
    mark=st.sampled_from(["!1", "!2", "!3", "！1"]),
    name=st.text("KLMNOP", min_size=1),
    order=st.permutations(range(3)),
)
def test_marks_after_the_title_are_read_in_any_order(title, day, month, mark, name, order):
    marks = [f"by {day} {month}", mark, f"@{name}"]
    quick = read(f"RFI JPN→US zz {title} " + " ".join(marks[n] for n in order))
    assert quick.title == " ".join(f"zz {title}".split())
    assert (quick.kind, quick.from_nation, quick.to_nation, quick.owner) == (TaskKind.RFI, "JPN", "USA", name)
    assert quick.due is not None
    due = quick.due.wall
    assert (due.day, f"{due:%b}".lower()) == (day, month.lower())
    assert datetime(2026, 11, 24) <= due < datetime(2027, 11, 24)
    assert quick.urgency is list(RfiPriority)[int(mark[1]) - 1]


@pytest.mark.parametrize(
    ("line", "title", "due"),
    [
        ("Return side letter /25 1400T", "Return side letter", datetime(2026, 11, 25, 14)),
        ("覚書の回答 ／25", "覚書の回答", datetime(2026, 11, 25)),
        ("Call home due fri", "Call home", datetime(2026, 11, 27)),
        ("Feed until 252100ZNOV26", "Feed", datetime(2026, 11, 25, 21)),
        ("Report by Dec 15, 2026 to J5", "Report to J5", datetime(2026, 12, 15)),
        ("回答を12月15日までに送る", "回答を送る", datetime(2026, 12, 15)),
        ("名簿 期限 5/12", "名簿", datetime(2027, 5, 12)),
        ("名簿 １２／１５まで", "名簿", datetime(2026, 12, 15)),
        ("名簿 12/15 14時まで", "名簿", datetime(2026, 12, 15, 14)),
        ("Report by 12/15", "Report", datetime(2026, 12, 15)),
        ("Report by 23 nov", "Report", datetime(2027, 11, 23)),
        ("Sign by 25", "Sign", datetime(2026, 11, 25)),
        ("名簿を送付 12月15日（火）まで", "名簿を送付", datetime(2026, 12, 15)),
        ("名簿を12/15(火)17時までに送付", "名簿を送付", datetime(2026, 12, 15, 17)),
        ("名簿 期限：12月15日（火） 1400", "名簿", datetime(2026, 12, 15, 14)),
        ("名簿 令和8年12月15日まで", "名簿", datetime(2026, 12, 15)),
        ("名簿 12月15日正午まで", "名簿", datetime(2026, 12, 15, 12)),
        ("名簿 12月15日17時JSTまで", "名簿", datetime(2026, 12, 15, 17)),
        ("名簿（12/15まで）", "名簿", datetime(2026, 12, 15)),
        ("あさってまでに返信", "返信", datetime(2026, 11, 26)),
        ("本日中に返信", "返信", datetime(2026, 11, 24)),
        ("Roster by Tue 15 Dec", "Roster", datetime(2026, 12, 15)),
        ("Roster by Tuesday, December 15", "Roster", datetime(2026, 12, 15)),
        ("Roster by Tue, 15 Dec 1400 to J5", "Roster to J5", datetime(2026, 12, 15, 14)),
    ],
)
def test_a_suspense_is_read_as_people_type_it(line, title, due):
    quick = read(line)
    assert quick.due is not None
    assert (quick.title, quick.due.wall, quick.unread) == (title, due, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Read /write it", "write it"),
        ("Report by 45 dec", "by 45 dec"),
        ("毎週金曜まで 報告", "毎週金曜まで"),
        ("12月上旬までに報告", "12月上旬までに"),
        ("Order due next year", "due next year"),
        ("Modernise by 2030", "by 2030"),
        ("Sign by 3 officers", "by 3 officers"),
        ("Order due soon", "due soon"),
        ("名簿 12月15日（水）まで", "12月15日(水)まで"),
        ("Roster by Wed 15 Dec", "by Wed 15 Dec"),
    ],
)
def test_what_is_no_time_is_told_and_never_guessed(line, words):
    quick = read(line)
    assert (quick.title, quick.due) == (line, None)
    assert [(one.words, one.doubt) for one in quick.unread] == [(words, Doubt.NO_TIME)]


@pytest.mark.parametrize("line", ["Report by 5/12", "Report /5/12", "Report due 05/12 1400"])
def test_a_date_that_two_nations_read_differently_is_asked_about(line):
    quick = read(line)
    assert (quick.title, quick.due, [one.doubt for one in quick.unread]) == (line, None, [Doubt.TWO_DAYS])


@pytest.mark.parametrize(
    "line",
    [
        "Fix I/O",
        "Send by hand",
        "Read / write tests",
        "12月3日までの出張報告",
        "1日中会議",
        "本日中国大使館へ",
        "a@b.example",
        "",
    ],
)
def test_ordinary_words_are_no_suspense(line):
    quick = read(line)
    assert (quick.title, quick.due, quick.unread, quick.owner) == (line, None, (), "")


@pytest.mark.parametrize(
    ("line", "nations"),
    [
        ("JPN→US", ("JPN", "USA")), ("US>JPN", ("USA", "JPN")), ("JPN->USA", ("JPN", "USA")), ("日→米", ("JPN", "USA")),
        ("United States -> Japan", ("USA", "JPN")), ("JP=>U.S.", ("JPN", "USA")), ("英→日", ("GBR", "JPN")),
    ],
)  # fmt: skip
def test_nations_are_known_by_code_name_and_kanji(line, nations):
    quick = read(f"{line} visit")
    assert (quick.title, quick.from_nation, quick.to_nation) == ("visit", *nations)


def test_an_arrow_to_no_nation_is_told_and_one_between_words_is_not():
    assert [(one.words, one.doubt) for one in read("JPN→XYZ feed").unread] == [("JPN→XYZ", Doubt.NO_NATION)]
    assert read("speed > 5 knots").unread == ()
    assert read("JPN→Japan feed").from_nation == ""


def test_exclamation_marks_are_priorities_only_at_the_edges():
    assert (read("!Call").title, read("!Call").priority) == ("Call", Priority.HIGH)
    assert (read("Done!").title, read("Done!").priority) == ("Done", Priority.HIGH)
    assert read("Wow! it works").priority is Priority.NORMAL
    assert (read("Feed !3").priority, read("Feed !2").priority) == (Priority.LOW, Priority.NORMAL)


def test_a_second_owner_stays_in_the_title_and_is_told():
    quick = read('Feed @"Kenji Tanaka" @Sato')
    assert (quick.owner, quick.title, quick.unread[0].doubt) == ("Kenji Tanaka", "Feed @Sato", Doubt.SECOND)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("RFI: feed", TaskKind.RFI), ("ＲＦＩ　feed", TaskKind.RFI), ("(U) RFI feed", TaskKind.RFI), ("C: feed", TaskKind.COMMITMENT),
        ("約束 feed", TaskKind.COMMITMENT), ("c feed", TaskKind.TASK), ("RFIs feed", TaskKind.TASK), ("feed RFI", TaskKind.TASK),
    ],
)  # fmt: skip
def test_the_first_word_may_say_the_kind(line, kind):
    assert read(line).kind is kind


def test_a_name_means_the_contacts_that_bear_it():
    ito, itoh, kenji = (
        RecordRef("person", n, label) for n, label in enumerate(("ITO Ryo 伊藤 亮", "ITOH Ken", "Kenji Sato"))
    )
    assert bearers("ito", [ito, itoh, kenji]) == [ito, itoh]  # one family, spelt in two ways
    assert bearers("Ito Ryo", [ito, itoh, kenji]) == [ito]
    assert bearers("ken", [ito, itoh, kenji]) == [itoh]
    assert bearers("伊藤", [ito, itoh]) == [ito]
    assert bearers("伊藤亮", [ito, itoh]) == bearers("藤亮", [ito, itoh]) == [ito]
    assert bearers("Nobody", [ito]) == []
    assert bearers("  ", [ito]) == []


@pytest.mark.parametrize("typed", ["伊藤", "伊藤亮", "伊藤さん", "伊藤2佐", "伊藤２等空佐", "伊藤様", "Ito"])
def test_a_japanese_name_may_be_followed_by_how_one_speaks_to_him(typed):
    contacts = {"伊藤": 1, "伊藤亮": 1, "ito": 1, "義将": 2}
    labels = {1: "ITO Ryo 伊藤 亮", 2: "SATO Yoshimasa 佐藤 義将"}

    def suggest(words):
        return [RecordRef("person", id_, labels[id_]) for name, id_ in contacts.items() if name == words.lower()]

    assert [one.id for one in called(typed, suggest)] == [1]
    assert [one.id for one in called("義将", suggest)] == [2]  # no general


@pytest.mark.parametrize("piece", ["→ ", "JPN→ ", "@,", "!!! ", "by ", "12/15 ", "期限 ", "/ ", "@ ", '@"', "1月1日 "])
def test_a_pasted_megabyte_is_read_at_once(piece):
    line = piece * (1_000_000 // len(piece))
    with processor_seconds(2):
        quick = read(line)
    assert letters(quick.title) + letters("".join(line[one.start : one.end] for one in quick.parts)) == letters(line)
