"""What the tests of the page share: meetings with little said, and the notes on show."""

from datetime import timedelta

from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import Meeting

DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def meeting(title, start, **more):
    return Meeting(title=Bilingual(*title), start=start, end=start + timedelta(hours=1), zone=DENVER, **more)


def texts(page):
    return [row.portion.text.host or row.portion.text.home for row in in_order(page)]


def in_order(page):
    return sorted(page.view.notes.rows.values(), key=lambda row: row.y())


def row_of(page, number):
    return in_order(page)[number]


def note(qtbot, ui, page, text):
    page.view.capture.setFocus()
    qtbot.keyClicks(page.view.capture.input, text)
    qtbot.keyClick(page.view.capture.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()


def press(qtbot, ui, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifiers)
    assert ui.jobs.idle()
