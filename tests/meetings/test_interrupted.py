"""What comes between while notes are typed: others' changes, an input method's lines, the trash, a drag; nothing typed is lost."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Portion
from tests.meetings.notes import go_to, press, saved_texts, texts


def test_lines_that_an_input_method_types_stay_in_their_note(page, ui, desk, two, qtbot, qapp):
    typed = QInputMethodEvent()
    typed.setCommitString("one\r\ntwo\nthree")
    qapp.sendEvent(page.notes.editor, typed)
    qtbot.keyClicks(page.notes.editor, "!")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == ["one\ntwo\nthree!"]


def test_the_caret_stays_where_it_is_when_others_write(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0], start=True)
    qtbot.keyClicks(page.notes.editor, "ab")
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    qtbot.keyClicks(page.notes.editor, "cd")
    assert texts(page) == ["abcdDates stand", "Send annex B", "私見", "another"]


def test_a_note_about_to_be_typed_stays_empty_when_others_move_some(page, ui, desk, two, qtbot):
    desk.meetings.move_portion(two[0].id, two[0].portions[0].uid, 1)
    assert ui.jobs.idle()
    qtbot.keyClicks(page.notes.editor, "new")
    assert texts(page) == ["Send annex B", "Dates stand", "私見", "new"]


def test_what_is_typed_comes_back_with_a_meeting_taken_out_of_the_trash(page, ui, desk, told, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "half a thought")
    page.list.go_to_list()
    press(qtbot, ui, page.list.list, Qt.Key.Key_Delete)
    told.undo()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == ["half a thought"]


def test_words_of_several_notes_leave_with_their_markings(page, two):
    page.notes.editor.selectAll()
    carried = page.notes.editor.createMimeDataFromSelection().text()  # a drag takes these, as does a middle click
    assert carried.splitlines() == ["(U//REL TO USA, JPN) Dates stand", "(U//REL TO USA, JPN) Send annex B", "私見"]


def test_what_is_selected_cannot_be_dragged_away(page, two, qtbot):
    editor = page.notes.editor
    go_to(page, two[0].portions[0], start=True)
    middle = editor.cursorRect().center() + QPoint(10, 0)
    editor.selectAll()
    qtbot.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not editor.textCursor().hasSelection()
    qtbot.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert texts(page) == ["Dates stand", "Send annex B", "私見"]
