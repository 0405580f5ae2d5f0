"""One reminder of the list: what it is of, when in three zones, where, how long until it begins, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.reminding import Due, ReminderWords
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


class ReminderRow(QFrame):
    """One reminder: title and how long until it begins, its time in three zones, the place, what to do."""

    chosen = Signal()

    def __init__(self, ui: Ui, words: ReminderWords, one: Due) -> None:
        super().__init__()
        self.ui = ui
        self.words = words
        self.one = one
        self._current = False
        tr = ui.language.tr
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 8, 10, 8)
        outer.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(ui, words.title(one), weight=SEMIBOLD, elide=True), 1)
        self.when = Chip(ui, "")
        head.addWidget(self.when)
        outer.addLayout(head)
        outer.addWidget(Text(ui, words.when(one), Size.SECONDARY, tone="t2", elide=True, tabular=True))
        where = words.where(one)
        if where:
            outer.addWidget(Text(ui, where, Size.SECONDARY, tone="t2", elide=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 3, 0, 0)
        row.setSpacing(6)
        self.open_button = PlainButton(ui, words.open_words)
        self.snooze_button = PlainButton(ui, tr("Snooze"), icon="alarm-clock")
        self.dismiss_button = PlainButton(ui, tr("Dismiss"), icon="check")
        for button in (self.open_button, self.snooze_button, self.dismiss_button):
            row.addWidget(button)
        row.addStretch(1)
        outer.addLayout(row)

    def tell(self) -> None:
        """Say how long until it begins, as it is now."""
        one, now = self.one, self.ui.clock.now()
        left, tone = self.words.left(one, now)
        self.when.set_look(ChipLook(left, tone))
        self.setAccessibleName(f"{self.words.line(one)}, {left}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, marked where keys act, and its colour at the left."""
        del event
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), self.ui.theme.color("sel"))
        stripe = self.rect().adjusted(8, 9, 0, -9)
        stripe.setWidth(4)
        painter.fillRect(stripe, self.words.colour(self.one))

    def mark(self, current: bool) -> None:
        """Show whether keys act on this one."""
        self._current = current
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the one keys act on."""
        super().focusInEvent(event)
        self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        event.accept()
        self.open_button.click()
