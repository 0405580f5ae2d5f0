"""Agendas: when items are called, what a typed time means, and which lines of a text look like an agenda."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import AgendaItem
from liaison_desk.meetings.rules.agendas import agenda_in, called_at, read_call, read_minutes

START = datetime(2026, 11, 24, 9)


def item(after=None, minutes=0, host="x"):
    return AgendaItem(Bilingual(host), after, minutes)


def test_items_follow_each_other_unless_they_say_when():
    agenda = (item(minutes=10), item(minutes=15), item(60, 5), item())
    assert [f"{at:%H%M}" for at in called_at(agenda, START)] == ["0900", "0910", "1000", "1005"]
    later = called_at(agenda, START + timedelta(hours=2))
    assert [f"{at:%H%M}" for at in later] == ["1100", "1110", "1200", "1205"]


@pytest.mark.parametrize(
    ("typed", "after"),
    [("", None), ("+15", 15), ("15", 15), ("0915", 15), ("9:15", 15), ("0930T", 30), ("０９１５", 15), ("0830", 1410)],
)
def test_a_typed_time_is_minutes_or_a_clock(typed, after):
    assert read_call(typed, START) == after


@pytest.mark.parametrize("typed", ["soon", "2561", "9:75", "-3", "12345"])
def test_what_is_no_time_is_told(typed):
    with pytest.raises(DeskError):
        read_call(typed, START)


@given(st.integers(0, 1439))
def test_the_clock_time_that_is_shown_reads_back_as_the_same_minutes(after):
    assert read_call(f"{called_at((item(after),), START)[0]:%H%M}", START) == after


def test_lengths_are_minutes():
    assert (read_minutes(""), read_minutes("15"), read_minutes("１５分"), read_minutes("20 min")) == (0, 15, 15, 20)
    for typed in ("long", "1441", "-5"):
        with pytest.raises(DeskError):
            read_minutes(typed)


def test_lines_that_are_numbered_timed_or_marked_are_an_agenda_in_both_languages():
    text = Bilingual(
        "Agenda:\n1. Opening (5 min)\n2. 0905-0920 Space data\n3. Way ahead\nSee you there.",
        "議題\n１．開会（5分）\n2. 宇宙データ\n③今後の予定",
    )
    found = agenda_in(text, START)
    assert [(one.title.host, one.title.home, one.after, one.minutes) for one in found] == [
        ("Opening", "開会", None, 5), ("Space data", "宇宙データ", 5, 15), ("Way ahead", "今後の予定", None, 0),
    ]  # fmt: skip


def test_one_language_alone_and_times_alone_do_as_well():
    found = agenda_in(Bilingual(home="0900 開会\n0930 討議\n・閉会"), START)
    assert [(one.title.home, one.after) for one in found] == [("開会", 0), ("討議", 30), ("閉会", None)]
    assert [one.title.host for one in agenda_in(Bilingual("- One\n- Two", "一つだけ"), START)] == ["One", "Two"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Please come.\nBring your badge.",
        "1. Only one thing",
        "Dial 719 555 0100\nRoom 3.14",
        "2026 plans\n1999 review",
    ],
)
def test_a_text_that_does_not_look_like_an_agenda_makes_none(text):
    assert agenda_in(Bilingual(text), START) == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_it(host, home):
    for one in agenda_in(Bilingual(host, home), START):
        assert one.title
        assert one.after is None or 0 <= one.after < 1440
