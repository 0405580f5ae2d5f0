"""Events on their way out of the window: copied as text and calendar data, or dragged as a file too."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.clipboard import event_mime
from liaison_desk.calendar.ui.outside import Outside
from liaison_desk.calendar.ui.popover import copied_text
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.files import file_name
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.shelf import FileShelf


class Carrier(QObject):
    """Copies an event, or carries it out of the window, which ``source`` lies in, as long as the button is down."""

    def __init__(self, ui: Ui, wording: Wording, outside: Outside | None, source: QWidget) -> None:
        super().__init__(source)
        self._ui = ui
        self._wording = wording
        self._outside = outside
        self._source = source
        self.shelf = FileShelf(self)
        self.exec: Callable[[QDrag], object] = lambda drag: drag.exec(Qt.DropAction.CopyAction)
        """What hands a drag to the window system, and returns when it has ended."""

    def copy(self, one: Occurrence) -> None:
        """Copy an occurrence as text, and its event as a calendar file for other programs."""
        if one.holiday:
            return
        text, outside = copied_text(self._wording, one), self._outside
        if outside is None:
            QGuiApplication.clipboard().setText(text)
            return

        def copied(file: bytes) -> None:
            QGuiApplication.clipboard().setMimeData(event_mime(file, text))
            self._ui.notify(self._ui.language.tr("Copied “{title}”.", title=self._wording.title(one)), None)

        self._ui.jobs.database.run(lambda: outside.events((one.event_id,)), copied, owner=self)

    def carry(self, one: Occurrence) -> None:
        """Write an occurrence's event as a file, and drag it out if the button is still down by then."""
        outside = self._outside
        if one.holiday or outside is None:
            return
        text = copied_text(self._wording, one)
        name = f"{file_name(self._wording.title(one), 'event')}.ics"

        def written() -> tuple[bytes, str]:
            file = outside.events((one.event_id,))
            return file, str(self.shelf.put(name, file))

        def start(found: tuple[bytes, str]) -> None:
            if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                drag = QDrag(self._source)
                mime = event_mime(found[0], text)
                mime.setUrls([QUrl.fromLocalFile(found[1])])
                drag.setMimeData(mime)
                self.exec(drag)

        self._ui.jobs.database.run(written, start, owner=self)
