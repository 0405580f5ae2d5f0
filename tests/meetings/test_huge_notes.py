"""Notes as long as books that came with an archive or by the service: shown in part, kept whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.pasting import LONGEST, SHOWN, shown_length
from tests.cost import processor_seconds
from tests.meetings.notes import CTRL, SHARED, go_to, press, texts

BOOK = "x" * 400_000


@pytest.fixture
def huge(desk, two):
    """A note of one unbroken line, as no paste makes it, and one behind it."""
    desk.meetings.add_portion(two[0].id, Portion(marking=SHARED, text=Bilingual(BOOK)), 0)
    return desk.meetings.meeting(two[0].id).portions[0]


def stored(desk, two):
    return [one.text.host for one in desk.meetings.meeting(two[0].id).portions]


@given(st.text(st.sampled_from("ab \n"), max_size=60), st.integers(1, 4000))
def test_what_is_shown_is_laid_out_in_good_time(text, times):
    long = text * times
    shown = long[: shown_length(long)]
    assert len(shown) <= SHOWN
    assert all(len(line) <= LONGEST for line in shown.split("\n"))
    assert len(long) > LONGEST or shown == long


def test_the_beginning_is_shown_and_typing_does_not_wait(huge, open_page, ui, desk, two, qtbot):
    page = open_page()
    assert texts(page)[0] == BOOK[:LONGEST]
    go_to(page, huge, start=True)
    with processor_seconds(2):
        qtbot.keyClicks(page.notes.editor, "abcde")
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[0] == f"abcde{BOOK}"


def test_what_is_not_shown_stays_whatever_is_done_to_the_beginning(huge, open_page, ui, desk, two, qtbot):
    page, rest = open_page(), len(BOOK) - LONGEST
    editor = page.notes.editor
    go_to(page, huge)
    qtbot.keyClicks(editor, " tail")
    page.notes.keeper.save()
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[0] == BOOK
    go_to(page, huge, start=True)
    qtbot.keyClicks(editor, "ab")
    press(qtbot, ui, editor, Qt.Key.Key_Return)  # in the middle it breaks the line: what is hidden stands behind
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[0] == f"ab\n{BOOK}"
    page.notes.show_meeting(desk.meetings.meeting(two[0].id), {})
    cursor = editor.textCursor()
    cursor.select(cursor.SelectionType.BlockUnderCursor)
    editor.setTextCursor(cursor)
    press(qtbot, ui, editor, Qt.Key.Key_Delete)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[0] == BOOK[-rest:]


def test_a_huge_note_is_moved_and_taken_out_whole_and_comes_back_so(huge, open_page, ui, desk, two, qtbot):
    page = open_page()
    editor = page.notes.editor
    go_to(page, huge)
    editor.move_portion(1)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[1] == BOOK
    editor.take_out()
    assert ui.jobs.idle()
    assert BOOK not in stored(desk, two)
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert stored(desk, two)[1] == BOOK


def test_what_others_make_of_a_huge_note_is_taken_over(huge, open_page, ui, desk, two):
    page = open_page()
    desk.meetings.change_portion(two[0].id, huge, replace(huge, text=Bilingual("short")))
    assert ui.jobs.idle()
    assert texts(page)[0] == "short"
    now = desk.meetings.meeting(two[0].id).portions[0]
    desk.meetings.change_portion(two[0].id, now, replace(now, text=Bilingual("short", BOOK)))
    assert ui.jobs.idle()
    go_to(page, now)
    assert len(page.notes.strip.other.toPlainText()) == LONGEST
    assert page.notes.strip.other.isReadOnly()
