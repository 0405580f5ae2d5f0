"""A reminder that is not among the usual ones: how long before or after, or, of whole days, how many days before and at what time."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.calendar.records import Alarm
from liaison_desk.calendar.rules import FARTHEST_REMINDER
from liaison_desk.calendar.words.typed import read_clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_DAY: Final = 24 * 60
_FARTHEST: Final = int(FARTHEST_REMINDER.total_seconds() // 60)


class OtherReminder(QWidget):
    """A line to say when; ``added`` tells that the user wants it, ``edited`` that he is at it."""

    added = Signal()
    edited = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        tr = ui.language.tr
        self.all_day = False
        self.touched = False
        self.number = NumberInput(ui, tr("How long"), 0, 9999, 64)
        self.unit, self.side = ComboBox(ui), ComboBox(ui)
        self.unit.setMinimumContentsLength(5)
        for words, minutes in ((tr("minutes"), 1), (tr("hours"), 60), (tr("days"), _DAY), (tr("weeks"), 7 * _DAY)):
            self.unit.addItem(words, minutes)
        self.unit.setAccessibleName(tr("Unit"))
        for words, end, sign in (
            (tr("before it starts"), False, -1), (tr("after it starts"), False, 1), (tr("before it ends"), True, -1), (tr("after it ends"), True, 1),
        ):  # fmt: skip
            self.side.addItem(words, (end, sign))
        self.side.setAccessibleName(tr("Before or after"))
        self._days = Text(ui, tr("days before, at"), tone="t2")
        self.clock = EntryLine()
        self.clock.setPlaceholderText("0900")
        self.clock.setAccessibleName(tr("Time of day"))
        self.clock.setFixedWidth(76)
        self.clock.setFont(ui.theme.font(Size.BODY, tabular=True))
        self.button = PlainButton(ui, tr("Add the reminder"), act=self.added.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.number, self.unit, self.side, self._days, self.clock, self.button):
            row.addWidget(widget)
        row.addStretch(1)
        self.number.stepped.connect(self._on_edited)
        self.number.returnPressed.connect(self.added)
        self.clock.entered.connect(self.added)
        self.clock.textEdited.connect(self._on_edited)
        for box in (self.unit, self.side):
            box.activated.connect(self._on_edited)
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.touched = False
        self.number.set_number(1 if self.all_day else 45)
        self.unit.setCurrentIndex(0)
        self.side.setCurrentIndex(0)
        self.clock.setText("0900")
        self.lay_out()

    def lay_out(self) -> None:
        """Show what is to be said of whole days, or of times."""
        for box in (self.unit, self.side):
            box.setVisible(not self.all_day)
        for part in (self._days, self.clock):
            part.setVisible(self.all_day)

    def alarm(self) -> Alarm:
        """Return what is said; raises DeskError for what is no time, or too far from the event to ring."""
        number = self.number.number()
        if self.all_day:
            at = read_clock(self.clock.text())
            alarm = Alarm(at.hour * 60 + at.minute - number * _DAY)
        else:
            end, sign = self.side.currentData()
            alarm = Alarm(sign * number * self.unit.currentData(), related_to_end=end)
        if abs(alarm.minutes) > _FARTHEST:
            raise DeskError("A reminder may be {n} days from its event at most.", n=FARTHEST_REMINDER.days)
        return alarm

    def _on_edited(self) -> None:
        self.touched = True
        self.edited.emit()
