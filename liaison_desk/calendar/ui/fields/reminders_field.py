"""Reminders of an event: the usual ones chosen from a list, another one said; unusual ones from elsewhere are kept as they are."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Alarm
from liaison_desk.calendar.rules import turned
from liaison_desk.calendar.ui.fields.other_reminder import OtherReminder
from liaison_desk.calendar.words.alarm_words import say_alarm
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
USUAL: Final = tuple(
    Alarm(-minutes) for minutes in (0, 5, 10, 15, 30, _HOUR, 2 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY)
)
USUAL_OF_DAYS: Final = tuple(Alarm(9 * _HOUR - days * _DAY) for days in (0, 1, 2, 7, 14, 28))
"""Of whole days: at nine in the morning."""
OTHER: Final = "other"


class RemindersField(Field):
    """The reminders of an event; ``value`` is a tuple of Alarms."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._alarms: list[Alarm] = []
        self._all_day = False
        self._came: tuple[tuple[Alarm, ...], tuple[Alarm, ...]] | None = None  # what they were turned from, and to
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.input = ComboBox(ui)
        self.input.setMaxVisibleItems(14)
        self.other = OtherReminder(ui)
        self.other.hide()
        self._fill()
        self.input.activated.connect(self._on_activated)
        self.other.added.connect(self._on_added)
        self.other.edited.connect(self.changed)
        for widget in (self._tags, self.input, self.other):
            self.body.addWidget(widget)
        for line in (self.input, self.other.number, self.other.clock):
            self.watch(line)

    def value(self) -> tuple[Alarm, ...]:
        """Return the reminders in the order they were added, with one that is said but not yet added; raises DeskError."""
        said = [self.other.alarm()] if self.other.touched else []
        return (*self._alarms, *(one for one in said if not self._has(one)))

    def set_value(self, value: Sequence[Alarm]) -> None:
        """Show reminders."""
        self._alarms, self._came = list(value), None
        self._close_other()
        self._show()

    def set_all_day(self, all_day: bool) -> None:
        """Offer and say what fits whole days, or times."""
        if all_day != self._all_day:
            self._all_day = self.other.all_day = all_day
            self._fill()
            self._close_other()
            self._show()

    def turn(self, clock: timedelta, *, all_day: bool) -> None:
        """Let the reminders ring when they did, of what is whole days now, or hours that begin at ``clock``."""
        before, came = tuple(self._alarms), self._came
        back = came is not None and before == came[1]
        after = came[0] if came is not None and back else turned(before, clock, all_day=all_day)
        self._came = (before, after)
        self.set_all_day(all_day)
        self._alarms = list(after)
        self._show()

    def _fill(self) -> None:
        self.input.clear()
        self.input.addItem(self.ui.language.tr("Add a reminder…"), None)
        for alarm in USUAL_OF_DAYS if self._all_day else USUAL:
            self.input.addItem(self._said(alarm), alarm)
        self.input.addItem(self.ui.language.tr("Another time…"), OTHER)

    def _said(self, alarm: Alarm) -> str:
        return say_alarm(alarm, self.ui.language, all_day=self._all_day)

    def _has(self, alarm: Alarm) -> bool:
        when = (alarm.at, alarm.minutes, alarm.related_to_end)
        return any((known.at, known.minutes, known.related_to_end) == when for known in self._alarms)

    def _on_activated(self, number: int) -> None:
        chosen = self.input.itemData(number)
        self.input.setCurrentIndex(0)
        if chosen == OTHER:
            self.other.clear()
            self.other.show()
            self.other.number.setFocus()
            self.other.number.selectAll()
        elif chosen is not None:
            self._add(chosen)

    def _on_added(self) -> None:
        try:
            alarm = self.other.alarm()
        except DeskError as error:
            self.set_problem(self.ui.words(error))
            return
        self.set_problem("")
        self._close_other()
        self.input.setFocus()
        self._add(alarm)

    def _close_other(self) -> None:
        self.other.clear()
        self.other.hide()

    def _add(self, alarm: Alarm) -> None:
        if not self._has(alarm):
            self._alarms.append(alarm)
            self._show()
            self.changed.emit()

    def _take_out(self, alarm: Alarm) -> None:
        self._alarms.remove(alarm)
        self._show()
        self.input.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for alarm in self._alarms:
            tag = Tag(self.ui, self._said(alarm))
            tag.removed.connect(partial(self._take_out, alarm))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._alarms))
