"""Prefixes at the beginning of a note: what they set is taken back with their letters, and ordinary words stay words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from liaison_desk.meetings.records import PortionKind
from liaison_desk.meetings.rules.prefixes import is_word
from tests.meetings.notes import CTRL, SHIFT, go_to, note, press, texts

NOTE, DECISION = PortionKind.NOTE, PortionKind.DECISION


@pytest.mark.parametrize(
    ("prefix", "behind", "found"),
    [
        ("n/", "", None),
        ("n/", "a", None),
        ("n/", "a ", True),
        ("ｎ／", "ａ、", True),
        ("d/", "o 15 dec", True),
        ("i/", "a/w the plan", True),
        ("1/", "", None),
        ("1/", "2", True),
        ("d/", " o ", False),
        ("d/", "a new date", False),
        ("c/", "e-mail", False),
        ("d/", "dates", False),
        ("d/", "I will", False),
        ("d/", "日程", False),
        ("1/", " 2", False),
        ("d2/", "a b", False),
    ],
)
def test_two_letters_or_digits_around_a_stroke_are_a_word(prefix, behind, found):
    assert is_word(prefix, behind) is found


@given(st.sampled_from(["d/", "n/", "2/", "e3/"]), st.text())
def test_a_prefix_with_room_behind_it_is_always_one(prefix, words):
    assert is_word(prefix, f" {words}") is False


@pytest.mark.parametrize("typed", ["n/a", "n/a for us", "1/2 of the seats", "d/o the desk", "1/12 is too early"])
def test_ordinary_words_with_a_stroke_stay_as_they_are_typed(page, ui, desk, two, qtbot, typed):
    note(qtbot, ui, page, typed)
    saved = desk.meetings.meeting(two[0].id).portions[-1]
    assert (saved.text.host, saved.kind, saved.marking) == (typed, NOTE, desk.profile.get().default_marking)


def test_a_short_word_is_whole_when_the_caret_goes_elsewhere(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "n/a")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[-1].text.host == "n/a"


def test_undo_brings_back_the_letters_of_a_prefix_and_what_the_note_was(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    qtbot.keyClicks(editor, "e3/")
    assert editor.current.kind is PortionKind.EQUITY
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    assert (texts(page)[-1], editor.current.kind) == ("e3/", NOTE)
    assert editor.current.marking == desk.profile.get().default_marking
    qtbot.keyClicks(editor, "4")
    assert texts(page)[-1] == "e3/4"
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL | SHIFT)
    press(qtbot, ui, editor, Qt.Key.Key_Return)
    saved = desk.meetings.meeting(two[0].id).portions[-1]
    assert (saved.text.host, saved.kind) == ("e3/4", NOTE)


def test_letters_that_undo_brought_back_are_not_doubled(page, ui, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "n/")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL)
    qtbot.keyClicks(page.notes.editor, "a ")
    assert texts(page)[-1] == "n/a "


def test_redo_reads_the_prefix_again(page, ui, two, qtbot):
    editor = page.notes.editor
    qtbot.keyClicks(editor, "d/")
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (editor.current.text.host, editor.current.kind) == ("", DECISION)


def test_undo_takes_back_indents_of_several_notes_as_they_are_kept(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    editor.selectAll()
    press(qtbot, ui, editor, Qt.Key.Key_Tab)
    assert [editor.sheet.portion(block).level for block in editor.selected()][:3] == [1, 1, 1]
    while editor.document().isUndoAvailable():
        press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert [one.level for one in desk.meetings.meeting(two[0].id).portions] == [0, 0, 0]


def test_undo_takes_back_a_kind_and_a_marking_set_in_the_strip(page, ui, desk, two, qtbot):
    editor, strip = page.notes.editor, page.notes.strip
    go_to(page, two[0].portions[1])
    strip.kind.setCurrentIndex(strip.kind.findData(DECISION))
    assert editor.current.kind is DECISION
    strip.attribution.setCurrentIndex(1)
    strip.attribution.setCurrentIndex(0)
    assert not page.notes.heads.said(editor.current)  # named is not worth saying
    press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    assert editor.current.kind is PortionKind.ACTION
    assert strip.kind.currentData() == PortionKind.ACTION
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[1] == two[0].portions[1]
