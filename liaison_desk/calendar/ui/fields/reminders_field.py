"""Reminders of an event: the usual ones chosen from a list; unusual ones that came from elsewhere are kept as they are."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Alarm
from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout

USUAL: Final = (0, 5, 10, 15, 30, 60, 120, 24 * 60, 48 * 60, 7 * 24 * 60)


def say_alarm(alarm: Alarm, language: Language) -> str:
    """Return a reminder in words: ``15 minutes before``."""
    tr = language.tr
    if alarm.at is not None:
        return tr("At {group}", group=format_dtg(alarm.at, style=DtgStyle.SPACED))
    minutes = alarm.minutes
    if not minutes:
        return tr("When it ends") if alarm.related_to_end else tr("When it starts")
    length = _length(abs(minutes), language)
    if alarm.related_to_end:
        return (
            tr("{length} before the end", length=length) if minutes < 0 else tr("{length} after the end", length=length)
        )
    return tr("{length} before", length=length) if minutes < 0 else tr("{length} after the start", length=length)


def _length(minutes: float, language: Language) -> str:
    for size, one, many in (
        (7 * 24 * 60, "1 week", "{n} weeks"), (24 * 60, "1 day", "{n} days"), (60, "1 hour", "{n} hours"), (1, "1 minute", "{n} minutes"),
    ):  # fmt: skip
        if minutes % size == 0:
            return language.count(one, many, int(minutes // size))
    return language.tr("{n} minutes", n=minutes)


class RemindersField(Field):
    """The reminders of an event; ``value`` is a tuple of Alarms."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._alarms: list[Alarm] = []
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.input = ComboBox(ui)
        self.input.addItem(ui.language.tr("Add a reminder…"), None)
        for minutes in USUAL:
            self.input.addItem(say_alarm(Alarm(-minutes), ui.language), minutes)
        self.input.activated.connect(self._on_activated)
        self.body.addWidget(self._tags)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[Alarm, ...]:
        """Return the reminders, the earliest first as they were added."""
        return tuple(self._alarms)

    def set_value(self, value: Sequence[Alarm]) -> None:
        """Show reminders."""
        self._alarms = list(value)
        self._show()

    def _on_activated(self, number: int) -> None:
        minutes = self.input.itemData(number)
        self.input.setCurrentIndex(0)
        if minutes is not None and all(known.at or known.minutes != -minutes for known in self._alarms):
            self._alarms.append(Alarm(-minutes))
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
            tag = Tag(self.ui, say_alarm(alarm, self.ui.language))
            tag.removed.connect(partial(self._take_out, alarm))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._alarms))
