"""The suspense in a quickly typed line, as officers of both nations write it; it is 0941 in Colorado Springs on Tuesday 24 November 2026."""

from datetime import UTC, datetime

import pytest

from liaison_desk.tasks.rules.quick import Doubt, Meaning, read_quick

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


def read(line):
    return read_quick(line, (DENVER, TOKYO), NOW)


@pytest.mark.parametrize(
    ("line", "title", "due"),
    [
        ("Feed by 15 dec 2pm to J5", "Feed to J5", datetime(2026, 12, 15, 14)),
        ("Feed by 15 dec at 1400", "Feed", datetime(2026, 12, 15, 14)),
        ("Call J5 at 1400 re feed", "Call J5 re feed", datetime(2026, 11, 24, 14)),
        ("Call J5 tomorrow at 1400", "Call J5", datetime(2026, 11, 25, 14)),
        ("Roster tomorrow by 1400", "Roster", datetime(2026, 11, 25, 14)),
        ("Room 12 at 1400", "Room 12", datetime(2026, 11, 24, 14)),
        ("Roster cob", "Roster", datetime(2026, 11, 24, 17)),
        ("Roster nlt cob fri to J5", "Roster to J5", datetime(2026, 11, 27, 17)),
        ("Roster cob fri @Sato !1", "Roster", datetime(2026, 11, 27, 17)),
        ("EOD team fri eod", "EOD team", datetime(2026, 11, 27, 17)),
        ("Roster due by 15 dec", "Roster", datetime(2026, 12, 15)),
        ("Roster nlt 15 dec", "Roster", datetime(2026, 12, 15)),
        ("Roster eom", "Roster", datetime(2026, 11, 30)),
        ("Roster by next week", "Roster", datetime(2026, 11, 30)),
        ("Roster by the end of the week to J5", "Roster to J5", datetime(2026, 11, 27)),
        ("Sign by the 15th", "Sign", datetime(2026, 12, 15)),
        ("来週までに返信", "返信", datetime(2026, 11, 30)),
        ("来週金曜まで 報告", "報告", datetime(2026, 12, 4)),
        ("今週中に名簿", "名簿", datetime(2026, 11, 27)),
        ("来週中に名簿送付", "名簿送付", datetime(2026, 12, 4)),
        ("来週の会議の資料を月末までに", "来週の会議の資料を", datetime(2026, 11, 30)),
        ("今月末までに名簿", "名簿", datetime(2026, 11, 30)),
        ("名簿 期限 来週月曜", "名簿", datetime(2026, 11, 30)),
        ("名簿 期限：今週中", "名簿", datetime(2026, 11, 27)),
        ("金曜終業まで 名簿", "名簿", datetime(2026, 11, 27, 17)),
        ("名簿 ／来週月曜", "名簿", datetime(2026, 11, 30)),
    ],
)
def test_a_suspense_is_read_as_officers_type_it(line, title, due):
    quick = read(line)
    assert quick.due is not None
    assert (quick.title, quick.due.wall, quick.unread) == (title, due, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Call Tanaka tomorrow", "tomorrow"),
        ("Roster 15 dec !1 @Sato", "15 dec"),
        ("Call Tanaka 2pm", "2pm"),
        ("名簿 月末", "月末"),
    ],
)
def test_a_time_at_the_end_that_nothing_calls_the_suspense_is_asked_about(line, words):
    quick = read(line)
    assert (quick.due, words in quick.title) == (None, True)
    assert [(one.words, one.doubt) for one in quick.unread] == [(words, Doubt.NO_LEAD)]


@pytest.mark.parametrize("line", ["Roster by next friday", "Roster next friday", "来週日曜までに報告"])
def test_a_day_of_the_week_that_is_two_days_to_two_people_is_asked_about(line):
    quick = read(line)
    assert (quick.title, quick.due, [one.doubt for one in quick.unread]) == (line, None, [Doubt.TWO_DAYS])


@pytest.mark.parametrize(
    "line",
    [
        "Send by satellite",
        "Move 15 marines by sea",
        "EOD team visit",
        "Meet COB-Alpha",
        "Buy 3 at 25",
        "Suspense list for J5",
        "Seats +2",
        "訓練 火",
        "今週中国へ",
        "end of day report",
    ],
)
def test_ordinary_words_are_no_suspense(line):
    quick = read(line)
    assert (quick.title, quick.has(Meaning.DUE), quick.unread) == (line, False, ())
