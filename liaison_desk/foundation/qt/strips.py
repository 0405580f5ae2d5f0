"""What the window says without stopping anyone: an inline message, a toast with Undo, the progress of long work."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size

UNDO_SECONDS: Final = 10
_TOLD_SECONDS: Final = 5
_CLEAR: Final = 132
"""Pixels kept free below a toast: the banner and the highest foot of a page, where notes are typed."""


class MessageStrip(QWidget):
    """One sentence in a pane, above what it is about: an error in red, a warning in amber. Stays until it is closed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 6, 7)
        row.setSpacing(8)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._icon.setContentsMargins(0, 7, 0, 7)
        self._words = Text(ui, "", tone="red", wrap=True, selectable=True)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._close = IconButton(ui, "x", ui.language.tr("Close the message"), act=self.hide)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_error(self, error: Exception) -> None:
        """Say what an error says."""
        self.show_text(self._ui.words(error))

    def show_text(self, text: str, tone: str = "red") -> None:
        """Say something; ``tone`` red or amb."""
        icon = "circle-alert" if tone == "red" else "triangle-alert"
        self._icon.setPixmap(self._ui.icons.icon(icon, tone).pixmap(Size.ICON, Size.ICON))
        self._words.set_tone(tone)
        self._words.set_text(text)
        surface(self, f"{tone}_bg")
        self.setAccessibleName(text)
        self.show()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text_whole()


class Toast(QWidget):
    """What was just done, over the lower part of the page, with an Undo for ten seconds. The pointer on it stops the clock.

    It stands above the foot where the next line is typed, and far below the header. As soon as something else is done the
    Undo goes, for it would take that back instead.
    """

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        # An action's own notice has come by the time its toast is shown: both wait in one queue.
        ui.changes.changed.connect(self._on_newer)
        self._ui = ui
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        self._words = Text(ui, "", weight=MEDIUM)
        self.undo_button = Button(ui, ui.language.tr("Undo"), ButtonKind.PLAIN, icon="undo-2", act=self._on_undo)
        row.addWidget(self._words)
        row.addWidget(self.undo_button)
        row.addWidget(IconButton(ui, "x", ui.language.tr("Close the message"), act=self.hide))
        window.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show what was done; a new toast takes the place of the old."""
        self._undo = undo
        self._words.set_text(text)
        self.setAccessibleName(text)
        self.undo_button.setVisible(undo is not None)
        self._timer.start((UNDO_SECONDS if undo is not None else _TOLD_SECONDS) * 1000)
        self._place()
        self.raise_()
        self.show()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text_whole()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window, above the page's foot."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEvent) -> None:
        """Wait while the pointer is here."""
        del event
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        del event
        self._timer.start(_TOLD_SECONDS * 1000)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the popover ground."""
        del event
        paint_popover(self._ui, self)

    def _place(self) -> None:
        self.adjustSize()
        window = self.parentWidget()
        if window is not None:
            top = max(0, window.height() - self.height() - _CLEAR)
            self.move(QPoint((window.width() - self.width()) // 2, top))

    def _on_newer(self, _changes: ChangeSet) -> None:
        if self._undo is not None:
            self._undo = None
            self.undo_button.hide()
            self._place()

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()


def paint_popover(ui: Ui, widget: QWidget) -> None:
    """Paint the bordered, rounded ground of what floats over a page."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ui.theme.color("line2"))
    painter.setBrush(ui.theme.color("surf"))
    painter.drawRoundedRect(
        QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_POPOVER, Size.RADIUS_POPOVER
    )


class ProgressStrip(QWidget):
    """The long work under way: its title, a bar, and a button that stops it. Hides itself at the end."""

    ended = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._work: Progress | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        self._title = Text(ui, "", Size.SECONDARY, tone="t2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = Text(ui, "", Size.SECONDARY, tone="t3", tabular=True)
        self.stop_button = PlainButton(ui, ui.language.tr("Stop"), act=self._on_stop)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._count)
        row.addWidget(self.stop_button)
        self.hide()

    def follow(self, work: Progress) -> None:
        """Show a piece of long work (connect to ``Jobs.long_started``)."""
        self._work = work
        self._title.set_text(work.title)
        self._count.set_text("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(work.title)
        self.stop_button.setEnabled(True)
        work.reported.connect(self._on_reported)
        work.finished.connect(self._on_finished)
        self.show()

    def _on_reported(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.set_text(f"{done:,} / {total:,}" if total else f"{done:,}")

    def _on_stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self.stop_button.setEnabled(False)
            self._title.set_text(self._ui.language.tr("Stopping…"))

    def _on_finished(self) -> None:
        if self.sender() is self._work:
            self._work = None
            self.hide()
            self.ended.emit()
