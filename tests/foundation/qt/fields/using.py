"""How a test shows a field and writes into it as an input method does."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    return field


def compose(widget, text, committed=""):
    """What an input method does while kana become kanji: ``text`` is under conversion."""
    event = QInputMethodEvent(text, [])
    event.setCommitString(committed)
    QApplication.sendEvent(widget, event)
