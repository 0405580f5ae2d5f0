"""How a task recurs: from its suspense or from the day it is done, every so many days, weeks, months or years, and how often."""

from typing import Final, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.records import Repeats
from liaison_desk.tasks.rules.recurring import FREQUENCIES, Plain, plain_rule, read_plain

_OTHER: Final = "other"


class Recurring(NamedTuple):
    """From when a task recurs, and by which rules."""

    repeats: Repeats = Repeats.NOT
    rules: tuple[str, ...] = ()


class TaskRepeatField(Field):
    """The value is a Recurring. A rule that says more than this field can is shown as it is, and kept until changed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._rules: tuple[str, ...] = ()
        self.input = ComboBox(ui)
        for words, repeats in (
            (tr("Not repeated"), Repeats.NOT),
            (tr("By date: counted from the suspense"), Repeats.BY_DATE),
            (tr("After completion: counted from the day it is done"), Repeats.AFTER_DONE),
        ):
            self.input.addItem(words, repeats)
        self.interval = NumberInput(ui, tr("Every how many"), 1, 99)
        self.unit = ComboBox(ui)
        units = (tr("days"), tr("weeks"), tr("months"), tr("years"))
        for words, frequency in zip(units, FREQUENCIES, strict=True):
            self.unit.addItem(words, frequency)
        self.unit.setAccessibleName(tr("Unit of time"))
        self.times = NumberInput(ui, tr("How many tasks in all; 0: without end"), 0, 999)
        self._every = QWidget()
        row = QHBoxLayout(self._every)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (
            Text(ui, tr("every"), tone="t2"),
            self.interval,
            self.unit,
            Text(ui, tr("tasks in all"), tone="t2"),
            self.times,
            Text(ui, tr("0: without end"), Size.SECONDARY, tone="t3"),
        ):
            row.addWidget(widget)
        row.addStretch(1)
        self.rule_line = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.body.addWidget(self.input)
        self.body.addWidget(self._every)
        self.body.addWidget(self.rule_line)
        for box in (self.input, self.unit):
            box.activated.connect(self._on_edited)
        for number in (self.interval, self.times):
            number.stepped.connect(self._on_edited)
        self.watch(self.input)
        self.watch(self.interval)
        self.set_value(Recurring())

    def value(self) -> Recurring:
        """Return from when and by which rules."""
        repeats = Repeats(self.input.currentData())
        if repeats is Repeats.NOT:
            # Rules that nothing counts from, as another program wrote them, stay as they came.
            return Recurring(repeats, self._rules if self._kept else ())
        return Recurring(repeats, self._rules if self._kept and self._rules else (plain_rule(self._said()),))

    def set_value(self, value: Recurring) -> None:
        """Show how it recurs."""
        self._rules = value.rules
        self._kept = True
        self.input.setCurrentIndex([Repeats.NOT, Repeats.BY_DATE, Repeats.AFTER_DONE].index(value.repeats))
        plain = read_plain(value.rules[0]) if value.rules else Plain("WEEKLY")
        shown = plain or Plain("WEEKLY")
        self.interval.set_number(shown.interval)
        self.unit.setCurrentIndex(FREQUENCIES.index(shown.frequency))
        self.times.set_number(shown.count)
        self.rule_line.set_text("" if plain else self.ui.language.tr("As it came: {rule}", rule=value.rules[0][:200]))
        self._lay_out()

    def _said(self) -> Plain:
        return Plain(str(self.unit.currentData()), self.interval.number(), self.times.number())

    def _on_edited(self) -> None:
        if self.sender() is not self.input:
            self._kept = False
            self.rule_line.set_text("")
        self._lay_out()
        self.changed.emit()

    def _lay_out(self) -> None:
        self._every.setVisible(self.input.currentData() is not Repeats.NOT)
        self.rule_line.setVisible(bool(self.rule_line.text_whole()))
