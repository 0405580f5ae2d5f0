"""The small parts of the repetition's field: a row of inputs, single dates as chips."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_SHOWN: Final = 200
"""Chips; a file may bring a million dates left out, of which the rest is counted."""


class SingleDates(QWidget):
    """Dates that are chips: typed and added by Return, taken out by their cross. ``read`` and ``said`` are text both ways."""

    changed = Signal()

    def __init__(
        self, ui: Ui, label: str, placeholder: str, read: Callable[[str], datetime], said: Callable[[datetime], str]
    ) -> None:
        super().__init__()
        self._ui = ui
        self._read = read
        self._said = said
        self.dates: tuple[datetime, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 2, 0, 0)
        outer.setSpacing(4)
        self.input = EntryLine()
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(label)
        self.input.entered.connect(self._on_entered)
        self.input.textEdited.connect(lambda _: self._show_wrong(""))
        self.button = PlainButton(ui, ui.language.tr("Add the date"), act=self._on_entered)
        self._wrong = Text(ui, "", Size.SECONDARY, tone="red", wrap=True)
        self._wrong.hide()
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.input, 1)
        line.addWidget(self.button)
        outer.addWidget(Text(ui, label, Size.META, tone="t3"))
        outer.addWidget(self._tags)
        outer.addLayout(line)
        outer.addWidget(self._wrong)

    def set_dates(self, dates: Sequence[datetime]) -> None:
        """Show other dates."""
        self.dates = tuple(dates)
        self._show()

    def pending(self) -> datetime | None:
        """Return the date that is typed but not yet added, None where none is; raises DeskError for what is none."""
        text = self.input.text().strip()
        return self._read(text) if text else None

    def all_dates(self) -> tuple[datetime, ...]:
        """Return the dates with one that is typed but not yet added; raises DeskError for what is none."""
        typed = self.pending()
        return self.dates if typed is None or typed in self.dates else tuple(sorted((*self.dates, typed)))

    def _on_entered(self) -> None:
        try:
            dates = self.all_dates()
        except DeskError as error:
            self._show_wrong(self._ui.words(error))
            return
        self.input.clear()
        if dates != self.dates:
            self.set_dates(dates)
            self.changed.emit()
        self.input.setFocus()

    def _show_wrong(self, words: str) -> None:
        self._wrong.set_text(words)
        self._wrong.setVisible(bool(words))

    def _take_out(self, at: datetime) -> None:
        self.set_dates([one for one in self.dates if one != at])
        self.input.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for at in self.dates[:_SHOWN]:
            tag = Tag(self._ui, self._said(at))
            tag.removed.connect(partial(self._take_out, at))
            self._flow.addWidget(tag)
        rest = len(self.dates) - _SHOWN
        if rest > 0:
            self._flow.addWidget(
                Text(self._ui, self._ui.language.tr("and {n} more dates", n=rest), Size.SECONDARY, tone="t2")
            )
        self._tags.setVisible(bool(self.dates))


def line_of(*widgets: QWidget) -> QWidget:
    """Return widgets side by side, from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(2, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
