"""What the tests of the page share: meetings with little said, and the notes on show."""

from datetime import timedelta

from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import Meeting
from liaison_desk.meetings.ui.notes.blocks import text_of

DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def meeting(title, start, **more):
    return Meeting(title=Bilingual(*title), start=start, end=start + timedelta(hours=1), zone=DENVER, **more)


def texts(page):
    """Return the texts on the sheet, without the empty one that waits to be typed into."""
    return [text for block in page.notes.sheet.blocks() if (text := text_of(block))]


def saved_texts(desk, number):
    """Return what the desk holds of a meeting's notes, each as the host or home wording it has."""
    return [one.text.host or one.text.home for one in desk.meetings.meeting(number).portions]


def note(qtbot, ui, page, text):
    """Type a note and finish it."""
    qtbot.keyClicks(page.notes.editor, text)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)


def press(qtbot, ui, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifiers)
    assert ui.jobs.idle()


def go_to(page, portion, *, start=False):
    """Put the caret on a portion."""
    page.notes.go_to(portion.uid)
    if start:
        cursor = page.notes.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.StartOfBlock)
        page.notes.editor.setTextCursor(cursor)
