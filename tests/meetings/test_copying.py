"""What is copied and cut in the notes: it leaves with its marking, and within the notes it stays what it was."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import PortionKind
from tests.meetings.notes import CTRL, SHARED, SHIFT, go_to, meeting, note, press, saved_texts, texts

HOME = Marking("JPN", audience=frozenset({"JPN"}))


def select(page, portion, start, end):
    """Select a stretch of a note."""
    go_to(page, portion, start=True)
    cursor = page.notes.editor.textCursor()
    begin = cursor.position()
    cursor.setPosition(begin + start)
    cursor.setPosition(begin + end, QTextCursor.MoveMode.KeepAnchor)
    page.notes.editor.setTextCursor(cursor)


def test_words_of_one_note_leave_with_its_marking(page, ui, two, qtbot):
    select(page, two[0].portions[0], 0, 5)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "(U//REL TO USA, JPN) Dates"


def test_words_of_one_note_go_into_one_of_the_same_marking(page, ui, desk, two, qtbot):
    select(page, two[0].portions[0], 0, 6)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_C, CTRL)
    go_to(page, two[0].portions[1], start=True)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    assert texts(page) == ["Dates stand", "Dates Send annex B", "私見"]


def test_words_that_may_not_be_shared_never_come_into_a_note_that_is(page, ui, desk, two, qtbot):
    select(page, two[0].portions[2], 0, 2)  # unmarked: it stays with the user
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_C, CTRL)
    go_to(page, two[0].portions[0])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    notes = desk.meetings.meeting(two[0].id).portions
    assert [(one.text.home or one.text.host, one.marking) for one in notes] == [
        ("日程は変更なし", SHARED), ("私見", None), ("Send annex B", SHARED), ("私見", None)
    ]  # fmt: skip


def test_only_what_is_selected_of_several_notes_is_copied(page, ui, two, qtbot):
    select(page, two[0].portions[0], 6, 11)
    for _ in range(2):
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Right, CTRL | SHIFT)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "(U//REL TO USA, JPN) stand"


def test_notes_that_are_cut_and_pasted_stay_what_they_were(page, ui, desk, two, qtbot):
    desk.meetings.make_task(two[0].id, two[0].portions[1].uid)
    assert ui.jobs.idle()
    before = desk.meetings.meeting(two[0].id).portions
    select(page, before[0], 0, len("Dates stand\u2029Send annex B"))
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_X, CTRL)
    page.notes.write()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    after = desk.meetings.meeting(two[0].id).portions
    assert [one.text for one in after] == [before[2].text, before[0].text, before[1].text]
    assert [one.kind for one in after[1:]] == [PortionKind.DECISION, PortionKind.ACTION]
    assert (after[1].said_by, after[2].task_id) == ("Vance", before[1].task_id)


def test_a_second_copy_is_a_note_of_its_own_without_the_task(page, ui, desk, two, qtbot):
    desk.meetings.make_task(two[0].id, two[0].portions[1].uid)
    assert ui.jobs.idle()
    select(page, two[0].portions[1], 0, len("Send annex B"))
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_C, CTRL)
    page.notes.write()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    last = desk.meetings.meeting(two[0].id).portions[-1]
    assert (last.kind, last.text.host, last.task_id) == (PortionKind.ACTION, "Send annex B", 0)


def test_notes_are_pasted_into_another_meeting_as_they_are(page, ui, desk, two, qtbot):
    other = desk.meetings.save(meeting(("Sync",), datetime(2026, 11, 24, 18)))
    editor = page.notes.editor
    select(page, two[0].portions[0], 0, len("Dates stand"))
    press(qtbot, ui, editor, Qt.Key.Key_C, CTRL)
    page.show_record(other.id)
    assert ui.jobs.idle()
    page.notes.write()
    press(qtbot, ui, editor, Qt.Key.Key_V, CTRL)
    (copy,) = desk.meetings.meeting(other.id).portions
    assert replace(copy, uid="", said_at=None) == replace(two[0].portions[0], uid="", said_at=None)
    assert saved_texts(desk, two[0].id)[0] == "Dates stand"


def test_undo_after_cut_and_paste_brings_each_back_once(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    select(page, two[0].portions[0], 0, len("Dates stand\u2029Send annex B"))
    press(qtbot, ui, editor, Qt.Key.Key_X, CTRL)
    page.notes.write()
    press(qtbot, ui, editor, Qt.Key.Key_V, CTRL)
    while editor.document().isUndoAvailable():
        press(qtbot, ui, editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert texts(page) == ["Dates stand", "Send annex B", "私見"]
    assert desk.meetings.meeting(two[0].id).portions == two[0].portions
    assert Bilingual("Dates stand", "日程は変更なし") == desk.meetings.meeting(two[0].id).portions[0].text


def test_many_notes_are_taken_out_at_once_whatever_was_parted_before(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    note(qtbot, ui, page, "one")
    qtbot.keyClicks(editor, "two three")
    for _ in range(5):
        press(qtbot, ui, editor, Qt.Key.Key_Left)
    press(qtbot, ui, editor, Qt.Key.Key_Return)  # parts the note; again, before the second half
    press(qtbot, ui, editor, Qt.Key.Key_Return)
    press(qtbot, ui, editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(editor, "z")
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert texts(page) == saved_texts(desk, two[0].id) == ["z"]


def test_many_notes_that_others_take_out_go(page, ui, desk, two, qtbot):
    for number in range(6):
        note(qtbot, ui, page, f"note {number}")
    whole = desk.meetings.meeting(two[0].id)
    desk.meetings.save(replace(whole, portions=whole.portions[2:5:2]))
    assert ui.jobs.idle()
    assert texts(page) == ["私見", "note 1"]
    assert len(set(page.notes.sheet.order())) == 2
