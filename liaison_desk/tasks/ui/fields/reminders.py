"""When to be reminded of a suspense: the usual times by one click, any other by a number and a unit."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.tasks.rules.reminders import FARTHEST

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_WEEK: Final = 7 * _DAY
_USUAL: Final = (_HOUR, _DAY, 3 * _DAY, _WEEK)


def reminder_words(language: Language, minutes: int) -> str:
    """Return a reminder as people say it: 1 day before."""
    if not minutes:
        return language.tr("at the suspense")
    if minutes % _WEEK == 0:
        return language.count("1 week before", "{n} weeks before", minutes // _WEEK)
    if minutes % _DAY == 0:
        return language.count("1 day before", "{n} days before", minutes // _DAY)
    if minutes % _HOUR == 0:
        return language.tr("{n} h before", n=minutes // _HOUR)
    return language.tr("{n} min before", n=minutes)


class TaskRemindersField(Field):
    """Minutes before the suspense, each a chip, the earliest first; ``value`` is a tuple of them."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._minutes: list[int] = []
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.usual: dict[int, PlainButton] = {}
        presets = QWidget()
        buttons = FlowLayout(presets)
        for minutes in _USUAL:
            button = PlainButton(ui, reminder_words(ui.language, minutes), act=partial(self._add, minutes))
            self.usual[minutes] = button
            buttons.addWidget(button)
        self.number = NumberInput(ui, tr("How long before the suspense"), 0, 999)
        self.number.set_number(2)
        self.unit = ComboBox(ui)
        for words, unit in ((tr("minutes"), 1), (tr("hours"), _HOUR), (tr("days"), _DAY), (tr("weeks"), _WEEK)):
            self.unit.addItem(words, unit)
        self.unit.setCurrentIndex(2)
        self.unit.setAccessibleName(tr("Unit of time"))
        self.add_button = PlainButton(ui, tr("Add the reminder"), act=self._add_said)
        self.number.returnPressed.connect(self._add_said)
        line = QHBoxLayout()
        line.setSpacing(6)
        for widget in (self.number, self.unit, self.add_button):
            line.addWidget(widget)
        line.addStretch(1)
        self.body.addWidget(self._tags)
        self.body.addWidget(presets)
        self.body.addLayout(line)
        self.watch(self.number)
        self.setFocusProxy(self.usual[_USUAL[0]])

    def value(self) -> tuple[int, ...]:
        """Return the reminders."""
        return tuple(self._minutes)

    def set_value(self, value: Sequence[int]) -> None:
        """Show reminders."""
        self._minutes = list(value)
        self._show()

    def _add_said(self) -> None:
        minutes = self.number.number() * int(self.unit.currentData())
        if minutes > FARTHEST:
            error = DeskError("A reminder may be {n} days before the suspense at most.", n=FARTHEST // _DAY)
            self.set_problem(self.ui.words(error))
            return
        self.set_problem(None)
        self._add(minutes)

    def _add(self, minutes: int) -> None:
        if minutes not in self._minutes:
            self._minutes = sorted((*self._minutes, minutes), reverse=True)
            self._show()
            self.changed.emit()

    def _take(self, minutes: int) -> None:
        self._minutes.remove(minutes)
        self._show()
        self.number.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for minutes in self._minutes:
            tag = Tag(self.ui, reminder_words(self.ui.language, minutes))
            tag.removed.connect(partial(self._take, minutes))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._minutes))
        for minutes, button in self.usual.items():
            button.setEnabled(minutes not in self._minutes)
