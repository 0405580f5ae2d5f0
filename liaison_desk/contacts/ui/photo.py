"""A person's photo in the detail: round-cornered, or his initials; click, paste or drop to change it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu

from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.theme import MEDIUM, Size

SIDE: Final = 72
_RADIUS: Final = 8


def initials(name: PersonName, fallback: str = "") -> str:
    """Return the letters that stand for a person without a photo, in the order of his name."""
    words = name.latin().split() or [name.native_family or name.native_given or fallback]
    letters = [word[0] for word in words if word]
    return "".join((letters[:1] + letters[-1:]) if len(letters) > 1 else letters).upper()


class PhotoView(QAbstractButton):
    """The picture. It changes nothing itself: it tells what is wanted."""

    file_wanted = Signal()
    """Choose a file."""
    file_dropped = Signal(object)
    """A ``Path``."""
    image_pasted = Signal(object)
    """A ``QImage`` from the clipboard."""
    removal_wanted = Signal()

    def __init__(self, ui: Ui, name: PersonName, photo: QImage | None, nickname: str = "") -> None:
        super().__init__()
        self._ui = ui
        self._photo = photo
        self._initials = initials(name, nickname)
        tr = ui.language.tr
        self.setFixedSize(SIDE, SIDE)
        self.setProperty("ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAcceptDrops(True)
        said = tr("Photo") if photo is not None else tr("No photo yet")
        self.setAccessibleName(said)
        self.setToolTip(tr("{photo}. Click, paste or drop a picture to change it.", photo=said))
        self.clicked.connect(self._open_menu)

    @property
    def has_photo(self) -> bool:
        """Whether a photo is shown."""
        return self._photo is not None

    def menu(self) -> QMenu:
        """Return what can be done with the photo."""
        ui, tr = self._ui, self._ui.language.tr
        menu = popup_menu(self)
        menu.addAction(ui.icons.icon("folder-open"), tr("Choose a picture…"), self.file_wanted.emit)
        paste = QAction(ui.icons.icon("file-down"), f"{tr('Paste a picture')}\tCtrl+V", menu)
        paste.triggered.connect(lambda _=False: self.paste())
        paste.setEnabled(not QGuiApplication.clipboard().image().isNull())
        menu.addAction(paste)
        if self.has_photo:
            menu.addSeparator()
            menu.addAction(ui.icons.icon("trash-2", "red"), tr("Remove the photo"), self.removal_wanted.emit)
        return menu

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._ui.notify(self._ui.language.tr("There is no picture on the clipboard."), None)
        else:
            self.image_pasted.emit(image)

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(SIDE, SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes, Del removes, Enter opens the menu as Space does."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete and self.has_photo:
            self.removal_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_menu()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a picture or one file; whether it can be read is seen when it is dropped."""
        urls = event.mimeData().urls()
        if event.mimeData().hasImage() or (len(urls) == 1 and urls[0].isLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped; a web address is never fetched."""
        mime = event.mimeData()
        urls = [url for url in mime.urls() if url.isLocalFile()]
        if urls:
            self.file_dropped.emit(Path(urls[0].toLocalFile()))
        elif mime.hasImage():
            self.image_pasted.emit(QImage(mime.imageData()))
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo or the initials inside round corners."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._ui.theme
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(shape, theme.color("sunk"))
        if self._photo is not None:
            painter.setClipPath(shape)
            side = min(self._photo.width(), self._photo.height())
            left, top = (self._photo.width() - side) / 2, (self._photo.height() - side) / 2
            painter.drawImage(frame, self._photo, QRectF(left, top, side, side))
            painter.setClipping(False)
        else:
            painter.setFont(theme.font(Size.TITLE, MEDIUM))
            painter.setPen(theme.color("t2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.setPen(theme.color("ctl" if self.underMouse() else "line"))
        painter.drawPath(shape)

    def _open_menu(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
