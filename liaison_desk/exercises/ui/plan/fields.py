"""Fields of a milestone's form: a length, a distance with its side, what the milestone makes; and how what is typed is read."""

import unicodedata
from collections.abc import Sequence
from datetime import time
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.domain.backplan import Unit
from liaison_desk.exercises.records import Makes
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import Check
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, ImeLineEdit
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_LONGEST: Final = 6
_HOURS, _MINUTES = 24, 60


class CountField(Field):
    """A whole number and its unit; the value is (number, unit). Words that are no number are told, never taken for one."""

    def __init__(self, ui: Ui, units: Sequence[tuple[Unit, str]], unit_name: str) -> None:
        super().__init__(ui)
        self._units = [unit for unit, _ in units]
        self.input = ImeLineEdit()
        self.input.setMaxLength(_LONGEST)
        self.input.setFixedWidth(72)
        self.input.setFont(ui.theme.font(Size.BODY, tabular=True))
        self.unit = ComboBox(ui)
        self.unit.addItems([words for _, words in units])
        self.unit.setAccessibleName(unit_name)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.input)
        self.row.addWidget(self.unit, 1)
        self.body.addLayout(self.row)
        self.input.textEdited.connect(self.changed)
        self.unit.activated.connect(lambda _: self.changed.emit())
        self.watch(self.input)

    def value(self) -> tuple[int, Unit]:
        """Return the number and its unit; raises DeskError for what is no number."""
        return read_number(self.input.text()), self._units[self.unit.currentIndex()]

    def set_value(self, value: tuple[int, Unit]) -> None:
        """Show a number and its unit; one that is not offered (months of a length) is shown as the first."""
        number, unit = value
        self.input.setText(str(number))
        self.unit.setCurrentIndex(self._units.index(unit) if unit in self._units else 0)


class OffsetField(CountField):
    """How far from its anchor a milestone lies; the value is (number, unit), negative before it. ``set_note`` tells in amber."""

    def __init__(self, ui: Ui, words: PlanWords) -> None:
        tr = ui.language.tr
        super().__init__(ui, words.units, tr("Unit"))
        self.side = ComboBox(ui)
        self.side.addItems([tr("before"), tr("after")])
        self.side.setAccessibleName(tr("Before or after"))
        self.side.activated.connect(lambda _: self.changed.emit())
        self.row.addWidget(self.side, 1)
        self.note = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self.note.hide()
        self.body.addWidget(self.note)

    def value(self) -> tuple[int, Unit]:
        """Return the signed number and its unit."""
        number, unit = super().value()
        return (-number if self.side.currentIndex() == 0 else number), unit

    def set_value(self, value: tuple[int, Unit]) -> None:
        """Show a distance."""
        number, unit = value
        super().set_value((abs(number), unit))
        self.side.setCurrentIndex(0 if number <= 0 else 1)

    def set_note(self, text: str) -> None:
        """Tell something that forbids nothing; an empty text takes it away."""
        self.note.set_text(text)
        self.note.setVisible(bool(text))


class MakesField(Field):
    """What a milestone is kept as elsewhere in the desk; the value is a tuple of Makes."""

    def __init__(self, ui: Ui, words: PlanWords) -> None:
        super().__init__(ui)
        holder = QWidget()
        flow = FlowLayout(holder, gap=16)
        self.checks: dict[Makes, Check] = {}
        for what, said in words.makes:
            check = Check(ui, said)
            check.clicked.connect(lambda _: self.changed.emit())
            flow.addWidget(check)
            self.checks[what] = check
            self.watch(check)
        self.body.addWidget(holder)

    def value(self) -> tuple[Makes, ...]:
        """Return what is ticked."""
        return tuple(what for what, check in self.checks.items() if check.isChecked())

    def set_value(self, value: Sequence[Makes]) -> None:
        """Tick what a milestone makes."""
        for what, check in self.checks.items():
            check.setChecked(what in value)


def read_number(typed: str) -> int:
    """Read a whole number, in the digits of any input method; raises DeskError."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not (text.isascii() and text.isdecimal()):
        raise DeskError("“{text}” is no whole number. Type one such as 30.", text=typed[:20])
    return int(text)


def read_clock(typed: str) -> time:
    """Read a time of day such as 0900 or 9:00; raises DeskError."""
    text = unicodedata.normalize("NFKC", typed).strip()
    hours, colon, minutes = text.partition(":")
    if not colon:
        hours, minutes = text[:-2], text[-2:]
    parts = (hours, minutes)
    if all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in parts) and len(minutes) == 2:
        hour, minute = map(int, parts)
        if hour < _HOURS and minute < _MINUTES:
            return time(hour, minute)
    raise DeskError("“{text}” is no time of day. Type one such as 0900.", text=typed[:20])
