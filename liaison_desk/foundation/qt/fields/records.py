"""Fields that point at other records, found by typing."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.style import plain_tip, surface

Search = Callable[[str], Sequence[RecordRef]]

_PAUSE: Final = 120
_SHOWN: Final = 8


class FinderLine(ImeLineEdit):
    """A line that searches while one types and offers what it finds in a list below it.

    The list is a plain child of the window, never a pop-up window: it cannot take the focus from an input method. While
    a conversion is going on nothing is searched and no list is shown. ``search`` runs on the database lane.
    """

    picked = Signal(object)
    """A RecordRef was chosen."""

    def __init__(self, ui: Ui, search: Search, placeholder: str = "") -> None:
        super().__init__()
        self._ui = ui
        self._search = search
        self._found: list[RecordRef] = []
        self._list: QListWidget | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)

    @property
    def offers(self) -> tuple[RecordRef, ...]:
        """The records now offered below the line."""
        return tuple(self._found) if self._list is not None and self._list.isVisible() else ()

    def meant(self) -> RecordRef | None:
        """Return the record that the typed words are the whole name of, among those found last; None for empty words.

        Raises DeskError for words that name none: what was typed must not pass for nothing.
        """
        words = self.text().strip()
        if not words:
            return None
        found = [ref for ref in self._found if ref.label.casefold() == words.casefold()]
        if len(found) != 1:
            raise DeskError(
                "“{text}” is nothing chosen. Choose one from the list, or empty the field.", text=words[:80]
            )
        return found[0]

    def close_list(self) -> None:
        """Take the list of offers away."""
        self._pause.stop()
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the offers, Return takes one, Esc closes the list."""
        offers = self._list if self._list is not None and self._list.isVisible() and not self.composing else None
        if offers is None:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            offers.setCurrentRow(max(0, min(offers.count() - 1, offers.currentRow() + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(offers.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line closes the list."""
        super().focusOutEvent(event)
        self.close_list()

    def _on_edited(self) -> None:
        if self.text().strip():
            self._pause.start()
        else:
            self.close_list()

    def _ask(self) -> None:
        words = self.text().strip()
        if words and not self.composing:
            self._ui.jobs.database.run(lambda: self._search(words), self._offer, ticket_key=f"finder {id(self)}")

    def _offer(self, found: Sequence[RecordRef]) -> None:
        if not self.hasFocus() or self.composing or not self.text().strip():
            return
        self._found = list(found)[:_SHOWN]
        offers = self._offers()
        offers.clear()
        for ref in self._found:
            item = QListWidgetItem(ref.label)
            item.setToolTip(plain_tip(ref.label))
            offers.addItem(item)
        if not self._found:
            nothing = QListWidgetItem(self._ui.language.tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            offers.addItem(nothing)
        offers.setCurrentRow(0 if self._found else -1)
        window = self.window()
        offers.setParent(window)
        offers.setGeometry(
            self.mapTo(window, QPoint(0, self.height() + 3)).x(),
            self.mapTo(window, QPoint(0, self.height() + 3)).y(),
            self.width(),
            max(1, offers.count()) * 30 + 10,
        )
        if offers.geometry().bottom() > window.height():
            offers.move(offers.x(), self.mapTo(window, QPoint(0, 0)).y() - offers.height() - 3)
        offers.raise_()
        offers.show()

    def _offers(self) -> QListWidget:
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setUniformItemSizes(True)
            self._list.setObjectName("offers")
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            surface(self._list, "panel")
            self._list.itemClicked.connect(lambda item: self._take(self._offers().row(item)))
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            ref = self._found[row]
            self.close_list()
            self.picked.emit(ref)


class PickRecord(Field):
    """One record or none; ``value`` is its RecordRef. Text that names no record is wrong, never nobody."""

    def __init__(self, ui: Ui, search: Search, placeholder: str = "") -> None:
        super().__init__(ui)
        self._value: RecordRef | None = None
        self._said = ""
        self.input = FinderLine(ui, search, placeholder)
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(self._on_edited)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> RecordRef | None:
        """Return the record pointed at."""
        if self._value is not None and self.input.text() == self._said:
            return self._value
        return self.input.meant()

    def set_value(self, value: RecordRef | None) -> None:
        """Point at a record."""
        self._value = value
        self.input.setText(value.label if value is not None else "")
        self._said = self.input.text()
        self.input.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value(ref)
        self.changed.emit()

    def _on_edited(self, text: str) -> None:
        if not text.strip() and self._value is not None:
            self._value = None
            self.changed.emit()


class PickRecords(Field):
    """Several records, each a chip; ``value`` is a tuple of RecordRefs in their order. Text left in the line is wrong."""

    def __init__(self, ui: Ui, search: Search, placeholder: str = "") -> None:
        super().__init__(ui)
        self._refs: list[RecordRef] = []
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.input = FinderLine(ui, search, placeholder)
        self.input.picked.connect(self._on_picked)
        self.body.addWidget(self._tags)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[RecordRef, ...]:
        """Return the records pointed at."""
        meant = self.input.meant()
        more = (meant,) if meant is not None and not self._has(meant) else ()
        return (*self._refs, *more)

    def set_value(self, value: Sequence[RecordRef]) -> None:
        """Point at records."""
        self._refs = list(value)
        self._show()

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if not self._has(ref):
            self._refs.append(ref)
            self._show()
            self.changed.emit()

    def _has(self, ref: RecordRef) -> bool:
        return any((known.kind, known.id) == (ref.kind, ref.id) for known in self._refs)

    def _take(self, ref: RecordRef) -> None:
        self._refs.remove(ref)
        self._show()
        self.input.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for ref in self._refs:
            tag = Tag(self.ui, ref.label)
            tag.removed.connect(lambda ref=ref: self._take(ref))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._refs))
