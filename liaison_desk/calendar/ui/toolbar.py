"""The head of the page: what span is shown, ways to another one, the ways to look, a new event."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.calendar.ui.ways import View, Way
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ImeLineEdit
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_ROOMY: Final = 900


class Toolbar(QWidget):
    """Tells what the user wants; the page does it."""

    stepped = Signal(int)
    today_asked = Signal()
    view_chosen = Signal(object)
    new_asked = Signal()
    words_changed = Signal(str)

    def __init__(self, ui: Ui, ways: Sequence[Way], print_span: Callable[[], None] | None = None) -> None:
        super().__init__()
        tr = ui.language.tr
        self._ui = ui
        self._week = ""
        surface(self, "surf")
        self.setFixedHeight(Size.TOOLBAR)
        self.setMinimumWidth(560)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 18, 0)
        row.setSpacing(8)
        self.title = Text(ui, "", Size.TITLE, SEMIBOLD, elide=False)
        self.week = Chip(ui, "")
        self.week.hide()
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.week)
        row.addStretch(1)
        self.words = ImeLineEdit()
        self.words.setPlaceholderText(tr("Filter the agenda"))
        self.words.setAccessibleName(tr("Filter the agenda"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(190)
        self.words.textChanged.connect(self.words_changed)
        self.words.hide()
        self.back = IconButton(
            ui, "chevron-left", tr("Earlier"), key="Page Up", bordered=True, act=lambda: self.stepped.emit(-1)
        )
        self.today = PlainButton(ui, tr("Today"), act=self.today_asked.emit)
        self.today.setToolTip(tr("Go to today ({key})", key="T"))
        self.forth = IconButton(
            ui, "chevron-right", tr("Later"), key="Page Down", bordered=True, act=lambda: self.stepped.emit(1)
        )
        self.views = Segments(
            ui,
            [(way.key, way.name) for way in ways],
            tr("View"),
        )
        for way in ways:
            self.views.button(way.key).setToolTip(way.letter)
        self.views.chosen.connect(self.view_chosen)
        self.new = PrimaryButton(ui, tr("New event"), icon="plus", act=self.new_asked.emit)
        self.new.setAccessibleName(tr("New event"))
        self.new.setToolTip(tr("New event ({key})", key="Ctrl+N"))
        for widget in (self.words, self.back, self.today, self.forth):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self.views)
        row.addSpacing(8)
        if print_span is not None:
            row.addWidget(
                IconButton(
                    ui, "printer", tr("Print a packet of these days"), key="Ctrl+P", bordered=True, act=print_span
                )
            )
            QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(print_span)
        row.addWidget(self.new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the new event's words and the week's number go."""
        super().resizeEvent(event)
        narrow = self.width() < _ROOMY
        words = "" if narrow else self._ui.language.tr("New event")
        if self.new.text() != words:
            self.new.setText(words)
            self.new.updateGeometry()
        self.week.setVisible(bool(self._week) and not narrow)
        self.words.setFixedWidth(120 if narrow else 190)

    def show_span(self, title: str, week: str, view: View) -> None:
        """Say which span is shown; ``week`` is the number of a week in words, or empty."""
        self.title.set_text(title)
        self._week = week
        self.week.set_look(ChipLook(week))
        self.week.setVisible(bool(week) and self.width() >= _ROOMY)
        self.views.set_value(view)
        self.words.setVisible(view is View.AGENDA)
