"""The left pane: what the packet is called, its entries, and the buttons that change packets and add entries."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.briefings.ui.outline.tree import OutlineTree
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_LONGEST_TITLE = 300


class OutlinePane(QWidget):
    """Shows the outline; one that is ``editable`` can be changed. ``page_wanted`` is the page of the chosen row."""

    page_wanted = Signal(int)
    chosen = Signal()
    """Another row is current."""
    renamed = Signal(str)
    packets_wanted = Signal()
    history_wanted = Signal()
    adding_wanted = Signal(object)
    """Entries shall be added: the button that was pressed."""

    def __init__(self, ui: Ui, *, editable: bool = False) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        surface(self, "win")
        self.title = TitleWords(ui, editable=editable)
        self.title.pressed.connect(lambda: self.ask_title(focus=True))
        self.summary = Text(ui, "", Size.SECONDARY, tone="t3", elide=True)
        self.name_line = TitleLine()
        self.name_line.setAccessibleName(tr("Title of the packet"))
        self.name_line.setMaxLength(_LONGEST_TITLE)
        self.name_line.finished.connect(self._on_named)
        self.packets_button = IconButton(ui, "chevrons-up-down", tr("Packets"), act=self.packets_wanted.emit)
        self.history_button = IconButton(ui, "history", tr("What went out"), act=self.history_wanted.emit)
        self.add_icon = IconButton(
            ui, "plus", tr("Add to the packet"), bordered=True, act=lambda: self.adding_wanted.emit(self.add_icon)
        )
        self.add_button = Button(
            ui, tr("Add section"), ButtonKind.FLAT, icon="plus", act=lambda: self.adding_wanted.emit(self.add_button)
        )
        self.list = OutlineTree(ui, editable=editable)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.list.clicked.connect(lambda _: self._go_to_current())  # also where the chosen one is clicked once more
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(0)
        layout.addLayout(self._head(editable=editable))
        layout.addSpacing(8)
        layout.addWidget(self.list, 1)
        if editable:
            foot = QHBoxLayout()
            foot.setContentsMargins(14, 6, 14, 2)
            foot.addWidget(self.add_button)
            foot.addStretch(1)
            layout.addWidget(hairline(ui))
            layout.addLayout(foot)
        note = Text(
            ui, tr("The marking of the packet is rolled up from what is in it. It cannot be set by hand."),
            Size.META, tone="t3", wrap=True,
        )  # fmt: skip
        note.setContentsMargins(20, 6, 20, 0)
        layout.addWidget(note)

    def show_title(self, title: str, summary: str) -> None:
        """Say what the packet is called, and below it how long it is and when it was saved."""
        self.title.set_text(title)
        self.summary.set_text(summary)
        # What is being typed stays, also while another window has the keyboard.
        if not self.name_line.isModified() and self.name_line.text() != title:
            self.name_line.setText(title)
            self.name_line.setCursorPosition(0)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the entries."""
        self.list.show_rows(rows)

    def ask_title(self, *, focus: bool) -> None:
        """Let the title be typed in its place; it is taken with Return or when it is left."""
        self.name_line.setText(self.title.text_whole())
        self.name_line.setCursorPosition(0)
        self._names.setCurrentWidget(self.name_line)
        if focus:
            self.name_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.name_line.selectAll()

    def take_title(self) -> None:
        """Take the title that is being typed, before the packet it is for is left."""
        if self.naming:
            self._on_named(True)

    @property
    def naming(self) -> bool:
        """Whether the title is being typed."""
        return self._names.currentWidget() is self.name_line

    def _head(self, *, editable: bool) -> QHBoxLayout:
        self._names = QStackedWidget()
        self._names.setToolTip(self._ui.language.tr("A click lets the title be typed") if editable else "")
        self._names.addWidget(self.title)
        self._names.addWidget(self.name_line)
        self._names.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._names)
        words.addWidget(self.summary)
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(2)
        row.addLayout(words, 1)
        if editable:
            for button in (self.packets_button, self.history_button, self.add_icon):
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_named(self, taken: bool) -> None:
        if not self.naming:
            return  # the line is left because it goes
        had_keys = self.name_line.hasFocus()
        self._names.setCurrentWidget(self.title)
        if had_keys:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        said = " ".join(self.name_line.text().split())
        if taken and said and said != self.title.text_whole():
            self.renamed.emit(said)

    def _on_current(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.chosen.emit()
            self._go_to_current()

    def _go_to_current(self) -> None:
        row = self.list.current_row()
        if row is not None and row.page:
            self.page_wanted.emit(row.page)


class TitleWords(Text):
    """The title as it stands; one that is ``editable`` is ``pressed`` to be typed. Its tool tip is the whole title where that is cut."""

    pressed = Signal()

    def __init__(self, ui: Ui, *, editable: bool) -> None:
        super().__init__(ui, "", Size.SUBJECT, SEMIBOLD, elide=True)
        self._editable = editable
        if editable:
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the title be typed."""
        super().mouseReleaseEvent(event)
        if (
            self._editable
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.pressed.emit()


class TitleLine(ImeLineEdit):
    """The title as it is typed; ``finished`` with Return or on leaving (true), or with Esc (false)."""

    finished = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes the words, Esc leaves what was there."""
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is taken when the line is left."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.finished.emit(True)
