"""Fields with given answers: a choice, a yes or no, a set of words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QWidget

from liaison_desk.foundation.qt.buttons import Check
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, Size


class ComboBox(QComboBox):
    """A drop-down painted like the other inputs; the wheel turns it only when it has the focus."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        # The style sheet reaches the rows of the list only through this delegate.
        self.setItemDelegate(QStyledItemDelegate(self))

    def sizeHint(self) -> QSize:
        """As high as the other inputs."""
        return QSize(super().sizeHint().width() + 20, Size.FIELD)

    def minimumSizeHint(self) -> QSize:
        """May be narrow; the words are cut then."""
        return QSize(80, Size.FIELD)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the choice, unless the user is in it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, words and chevrons."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        wrong = self.property("wrong") == "true"
        popup_open = bool(self._option().state & QStyle.StateFlag.State_On)
        inside = self.isEditable() and self.hasFocus()
        edge = "red" if wrong else "acc" if popup_open or inside else "ctl" if self.isEnabled() else "line2"
        inset = 1.0 if inside else 0.5
        painter.setPen(QPen(theme.color(edge), 2 * inset))
        painter.setBrush(theme.color("surf" if self.isEnabled() else "sunk"))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(inset, inset, -inset, -inset), Size.RADIUS_FIELD, Size.RADIUS_FIELD
        )
        if not self.isEditable():
            painter.setPen(theme.color("t1" if self.isEnabled() else "t3"))
            paint_elided(painter, self.rect().adjusted(10, 0, -30, 0), self.currentText())
        at = QPoint(self.width() - 26, (self.height() - Size.ICON) // 2)
        self._ui.icons.paint(painter, at, "chevrons-up-down", "t2")

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option


class Choice(Field):
    """One of a few values, each with its words in the user's language."""

    def __init__(self, ui: Ui, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__(ui)
        self.input = ComboBox(ui)
        self._values: list[Any] = []
        self.set_choices(choices)
        self.input.activated.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)
        self.watch(self.input)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the present one stays when it is among them."""
        present = self.value() if self._values else None
        self._values = [value for value, _ in choices]
        self.input.clear()
        self.input.addItems([label for _, label in choices])
        if present in self._values:
            self.set_value(present)

    def value(self) -> Any:
        """Return the chosen value; None when there is nothing to choose from."""
        number = self.input.currentIndex()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered is a ValueError."""
        self.input.setCurrentIndex(self._values.index(value))


class CheckRow(Field):
    """A yes or no with its words beside the box."""

    def __init__(self, ui: Ui, text: str) -> None:
        super().__init__(ui)
        self.input = Check(ui, text)
        self.input.clicked.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> bool:
        """Return whether the box is ticked."""
        return self.input.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick the box or not."""
        self.input.setChecked(value)


class Tag(QWidget):
    """A word or record in a field of several, with a cross that takes it out (also Delete or Backspace on it)."""

    removed = Signal()

    def __init__(self, ui: Ui, text: str) -> None:
        super().__init__()
        self._ui = ui
        self._text = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setToolTip(ui.language.tr("Delete takes it out"))
        self.setProperty("ring", True)
        self.setFont(ui.theme.font(Size.SECONDARY, MEDIUM))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words and the cross."""
        return QSize(min(320, self.fontMetrics().horizontalAdvance(self._text) + 32), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words and cross."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("accbg"))
        painter.drawRoundedRect(self.rect(), Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(self._ui.theme.color("acc"))
        paint_elided(painter, self.rect().adjusted(8, 0, -22, 0), self._text)
        self._ui.icons.paint(painter, self._cross().topLeft() + QPoint(3, 5), "x", "acc", 12)

    def mousePressEvent(self, event: Any) -> None:
        """A click on the cross takes the word out."""
        if self._cross().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the word out."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _cross(self) -> QRect:
        return QRect(self.width() - 20, 0, 18, self.height())


class Chips(Field):
    """A set of words, each a chip: Return or a comma adds what is typed, Backspace in an empty line takes the last out."""

    def __init__(self, ui: Ui, placeholder: str = "") -> None:
        super().__init__(ui)
        self._chosen: list[str] = []
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self.input = _ChipInput()
        self.input.setPlaceholderText(placeholder)
        self.input.finished.connect(self._add_typed)
        self.input.emptied.connect(self._take_last)
        self.body.addWidget(self._tags)
        self.body.addWidget(self.input)
        self._tags.hide()
        self.watch(self.input)

    def value(self) -> tuple[str, ...]:
        """Return the words in their order, with what is typed but not yet added."""
        typed = self.input.text().strip()
        return (*self._chosen, typed) if typed and typed not in self._chosen else tuple(self._chosen)

    def set_value(self, value: Sequence[str]) -> None:
        """Show words."""
        self._chosen = list(dict.fromkeys(value))
        self._show()

    def left(self) -> None:
        """What is typed becomes a chip when the field is left."""
        self._add_typed()
        super().left()

    def _add_typed(self) -> None:
        words = [word.strip() for word in self.input.text().replace("、", ",").split(",")]
        new = [word for word in dict.fromkeys(words) if word and word not in self._chosen]
        self.input.clear()
        if new:
            self._chosen += new
            self._show()
            self.changed.emit()

    def _take_last(self) -> None:
        if self._chosen:
            self._take(self._chosen[-1])

    def _take(self, word: str) -> None:
        if word not in self._chosen:
            return  # the second press on a chip that goes
        self._chosen.remove(word)
        self._show()
        self.input.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for word in self._chosen:
            tag = Tag(self.ui, word)
            tag.removed.connect(lambda word=word: self._take(word))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._chosen))


class _ChipInput(ImeLineEdit):
    finished = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.composing:
            super().keyPressEvent(event)
        elif (key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text().strip()) or event.text() in {",", "、"}:
            self.finished.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
