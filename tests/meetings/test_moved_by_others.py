"""Two officers at one meeting's notes: what the one moves is seen by the other, who types, and is not set back by him."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.ordering import longest_ordered
from tests.meetings.notes import ALT, SHIFT, go_to, press, saved_texts, texts


@given(st.permutations("abcdefg"), st.permutations("abcdefg"))
def test_those_that_stay_are_in_order_and_the_most_there_can_be(current, wanted):
    staying = longest_ordered(current, wanted)
    assert [one for one in current if one in staying] == [one for one in wanted if one in staying]
    row = [0] * len(current)
    for at, one in enumerate(current):
        row[at] = 1 + max((row[k] for k in range(at) if wanted.index(current[k]) < wanted.index(one)), default=0)
    assert len(staying) == max(row)


def test_a_note_that_others_move_is_shown_moved_while_i_type(page, ui, desk, two, qtbot):
    number, (first, second, third) = two[0].id, two[0].portions
    go_to(page, second)
    qtbot.keyClicks(page.notes.editor, " and C")
    desk.meetings.move_portion(number, third.uid, -2)
    assert ui.jobs.idle()
    assert texts(page) == ["私見", "Dates stand", "Send annex B and C"]
    qtbot.keyClicks(page.notes.editor, " today")
    go_to(page, first)
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == texts(page) == ["私見", "Dates stand", "Send annex B and C today"]


def test_the_note_i_type_in_is_moved_by_others(page, ui, desk, two, qtbot):
    number, (first, _, third) = two[0].id, two[0].portions
    go_to(page, third)
    qtbot.keyClicks(page.notes.editor, " x")
    desk.meetings.move_portion(number, third.uid, -2)
    assert ui.jobs.idle()
    assert texts(page) == ["私見 x", "Dates stand", "Send annex B"]
    qtbot.keyClicks(page.notes.editor, "y")
    go_to(page, first)
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == ["私見 xy", "Dates stand", "Send annex B"]


def test_a_new_note_of_mine_follows_what_it_was_typed_behind(page, ui, desk, two, qtbot):
    number, (first, _, third) = two[0].id, two[0].portions
    go_to(page, first)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(page.notes.editor, "mine")
    desk.meetings.move_portion(number, first.uid, 1)
    assert ui.jobs.idle()
    go_to(page, third)
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == texts(page) == ["Send annex B", "Dates stand", "mine", "私見"]


def test_what_i_moved_stays_moved_when_others_add_a_note(page, ui, desk, two, qtbot):
    number, third = two[0].id, two[0].portions[2]
    go_to(page, third)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Up, ALT)
    desk.meetings.add_portion(number, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    assert texts(page) == ["Dates stand", "私見", "Send annex B", "another"]
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == ["Dates stand", "私見", "Send annex B", "another"]


def test_what_i_took_out_does_not_come_back_with_the_notes_of_others(page, ui, desk, two, qtbot):
    number, (first, *_) = two[0].id, two[0].portions
    go_to(page, first, start=True)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End)
    for _ in range(2):
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Down, SHIFT)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Delete)
    assert "Send annex B" not in texts(page)
    desk.meetings.add_portion(number, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    assert "Send annex B" not in texts(page)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, number)[0] == "Dates stand"
    assert "Send annex B" not in saved_texts(desk, number)


def test_a_conversion_goes_on_while_others_move_notes(page, ui, desk, two, qtbot, qapp):
    editor = page.notes.editor
    qapp.sendEvent(editor, QInputMethodEvent("にって", []))
    desk.meetings.move_portion(two[0].id, two[0].portions[2].uid, -1)
    assert ui.jobs.idle()
    done = QInputMethodEvent()
    done.setCommitString("日程")
    qapp.sendEvent(editor, done)
    assert texts(page) == ["Dates stand", "私見", "Send annex B", "日程"]


def test_a_move_that_could_not_be_saved_is_tried_again(page, ui, desk, two, qtbot, monkeypatch):
    number = two[0].id
    keep = desk.meetings.keep
    monkeypatch.setattr(desk.meetings, "keep", _refuse)
    go_to(page, two[0].portions[2])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Up, ALT)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    monkeypatch.setattr(desk.meetings, "keep", keep)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == ["Dates stand", "私見", "Send annex B"]


def _refuse(*_args, **_more):
    raise DeskError("The disk is full.")


@pytest.mark.parametrize("where", [0, 1, 2])
def test_words_of_others_and_their_order_come_together(page, ui, desk, two, qtbot, where):
    number, notes = two[0].id, two[0].portions
    mine = notes[where]
    go_to(page, mine)
    qtbot.keyClicks(page.notes.editor, " x")
    other = notes[(where + 1) % 3]
    desk.meetings.change_portion(number, other, replace(other, text=Bilingual("theirs")))
    desk.meetings.move_portion(number, other.uid, 1 if where != 1 else -2)
    assert ui.jobs.idle()
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == texts(page)
    assert "theirs" in texts(page)


def test_what_others_did_to_a_note_is_shown_once_mine_is_taken_back(page, ui, desk, two, qtbot):
    number, (first, second, third) = two[0].id, two[0].portions
    go_to(page, second)
    qtbot.keyClicks(page.notes.editor, " x")
    desk.meetings.change_portion(number, second, replace(second, text=Bilingual("theirs")))
    assert ui.jobs.idle()
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Backspace)
    go_to(page, first)
    assert ui.jobs.idle()
    assert texts(page) == ["Dates stand", "theirs", "私見"]
    go_to(page, third)
    qtbot.keyClicks(page.notes.editor, " x")
    desk.meetings.delete_portion(number, third.uid)
    assert ui.jobs.idle()
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_Backspace)
    go_to(page, first)
    assert ui.jobs.idle()
    assert texts(page) == ["Dates stand", "theirs"]


@pytest.mark.parametrize("mine", [True, False])
def test_a_note_i_took_out_and_another_changed_is_settled_as_i_say(page, ui, desk, two, qtbot, mine):
    number, second = two[0].id, two[0].portions[1]
    keeper = page.notes.keeper
    go_to(page, second)
    assert ui.jobs.idle()
    page.notes.editor.selectAll()
    desk.meetings.change_portion(number, second, replace(second, text=Bilingual("theirs")))
    page.notes.editor.remove_selection()  # before the news has come
    keeper.save()
    assert ui.jobs.idle()
    assert list(keeper.conflicts) == [second.uid]
    strip = page.notes.newer
    qtbot.mouseClick(strip.keep_button if mine else strip.take_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert saved_texts(desk, number) == texts(page) == ([] if mine else ["theirs"])


def test_an_indent_set_while_the_note_is_being_saved_stays(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    qtbot.keyClicks(editor, "new")
    page.notes.keeper.save()  # under way
    editor.sheet.set(editor.textCursor().block(), replace(editor.current, text=Bilingual(), level=1))
    assert ui.jobs.idle()
    assert editor.current.level == 1
