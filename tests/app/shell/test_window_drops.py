"""What is dragged over the window: files of other programs are an import, what was dragged out of it and comes back is none."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent

from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]


class Entering(QDragEnterEvent):
    """A drag that enters the window, as the window system tells of it; ``origin`` is the widget it began at."""

    origin = None

    def source(self):
        return self.origin


@pytest.mark.parametrize("own", [False, True])
def test_a_file_that_was_dragged_out_of_the_window_is_not_imported_when_it_comes_back(officer, own):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/Visit.ics")])
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = Entering(QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, no)
    event.ignore()
    event.origin = officer.window if own else None
    officer.window.dragEnterEvent(event)
    assert event.isAccepted() is not own
