"""The navigation while something is dragged."""

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.app.shell.navigation import Destination, Navigation


def held_over(button) -> None:
    mime = QMimeData()
    mime.setData("text/vcard", b"BEGIN:VCARD\r\nEND:VCARD\r\n")
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(button, QDragEnterEvent(QPointF(20, 10), Qt.DropAction.CopyAction, mime, left, no))


def test_a_page_opens_under_what_is_held_over_its_row_and_not_under_what_passes(ui, qtbot):
    pages = [Destination(key, "sun", key) for key in ("contacts", "calendar", "tasks")]
    navigation = Navigation(ui, pages, [])
    qtbot.addWidget(navigation)
    navigation.show()
    opened = []
    navigation.chosen.connect(opened.append)
    passed = navigation.button("tasks")
    held_over(passed)
    QApplication.sendEvent(passed, QDragLeaveEvent())
    with qtbot.waitSignal(navigation.chosen):
        held_over(navigation.button("calendar"))
    assert opened == ["calendar"]
