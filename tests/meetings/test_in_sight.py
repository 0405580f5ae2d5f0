"""What the caret is in stays in sight: the line, and above the first line what the note is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.ui.notes.blocks import ABOVE
from tests.meetings.notes import CTRL, SHIFT, go_to, note, press


def test_the_head_of_the_first_note_comes_into_sight_with_the_caret(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    for number in range(30):
        note(qtbot, ui, page, f"note {number}")
    assert editor.verticalScrollBar().value() > 0
    press(qtbot, ui, editor, Qt.Key.Key_Home, CTRL)
    assert editor.cursorRect().top() >= ABOVE
    assert editor.verticalScrollBar().value() == 0


def test_going_up_shows_what_each_note_is(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    for number in range(30):
        note(qtbot, ui, page, f"note {number}")
    for _ in range(25):
        press(qtbot, ui, editor, Qt.Key.Key_Up)
        assert editor.cursorRect().top() >= ABOVE


def test_the_last_line_is_whole_while_it_is_typed(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    for number in range(30):
        qtbot.keyClicks(editor, f"c/line {number}")
        press(qtbot, ui, editor, Qt.Key.Key_Return, SHIFT if number % 2 else Qt.KeyboardModifier.NoModifier)
        assert editor.cursorRect().bottom() <= editor.viewport().height()


def test_in_the_middle_of_a_long_note_nothing_is_scrolled_for_its_head(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("word " * 4000)), 0)
    assert ui.jobs.idle()
    go_to(page, desk.meetings.meeting(two[0].id).portions[0])
    before = editor.verticalScrollBar().value()
    assert before > 0
    editor.moveCursor(QTextCursor.MoveOperation.StartOfLine)
    assert editor.verticalScrollBar().value() == before
