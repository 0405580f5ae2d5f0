"""How an event is repeated: a few answers, or a rule as it is written; said in words, with the next five dates."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.calendar.records import Event, Recurrence
from liaison_desk.calendar.rules import coming, moved_rule, rule_of, same_pattern
from liaison_desk.calendar.rules.repetition import instances
from liaison_desk.calendar.ui.repeats import Kind, Repeat, nth_words, read_repeat, say, write_rule
from liaison_desk.calendar.ui.wording import Wording
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import Check
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, DateField, Field, ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_NEXT: Final = 5
NEVER, UNTIL, COUNT = "never", "until", "count"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a repetition hangs on: the event's start as wall time, its zone, whether it lasts whole days."""

    start: datetime
    zone: str
    all_day: bool


class RepeatField(Field):
    """``value`` is a Recurrence or None. Additions, exclusions and further rules of a series are kept as they are."""

    def __init__(self, ui: Ui, wording: Wording, anchor: Callable[[], Anchor | None]) -> None:
        super().__init__(ui)
        self._wording = wording
        self._anchor = anchor
        self._given: Recurrence | None = None
        self._touched = False
        self._kept = Recurrence()
        self._kept_start: datetime | None = None
        self._shown_rule = ""
        tr = ui.language.tr
        self.input = ComboBox(ui)
        self._fill_kinds()
        self.interval = _Number(ui, tr("Interval"), 1, 99)
        self._unit = Text(ui, "", tone="t2")
        self.days = [Check(ui, wording.weekday(_MONDAY + timedelta(days=day))) for day in range(7)]
        self.rule = ImeLineEdit()
        self.rule.setPlaceholderText("FREQ=MONTHLY;BYDAY=-1FR")
        self.rule.setFont(ui.theme.font(Size.SECONDARY, mono=True))
        self.rule.setAccessibleName(tr("Repetition rule"))
        self.ending = ComboBox(ui)
        for key, words in ((NEVER, tr("without an end")), (UNTIL, tr("until")), (COUNT, tr("a number of times"))):
            self.ending.addItem(words, key)
        self.ending.setAccessibleName(tr("End of the repetition"))
        self.until = DateField(ui)
        self.count = _Number(ui, tr("Number of times"), 1, 999)
        self.count.set_number(10)
        self.words = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.next_words = Text(ui, "", Size.SECONDARY, tone="t3", wrap=True, tabular=True)
        self._every = _line(self.interval, self._unit)
        self._week = _line(*self.days)
        self._until = _line(self.ending, self.until, self.count)
        for widget in (self.input, self._every, self._week, self.rule, self._until, self.words, self.next_words):
            self.body.addWidget(widget)
        self.watch(self.input)
        self.watch(self.rule)
        self._connect()
        self._show()

    def value(self) -> Recurrence | None:
        """Return the repetition; raises DeskError when the typed rule is none."""
        anchor = self._anchor()
        if anchor is None or not self._touched:
            return self._given
        text = write_rule(self.repeat(), anchor.start, anchor.zone, all_day=anchor.all_day)
        if text:
            self._require(text, anchor)
            rules = (text, *self._kept.rules[1:])
        else:
            rules = ()
        if not rules and not self._kept.added:
            return None
        if rules and self._shown_rule and same_pattern(rules[0], self._shown_rule, anchor.start):
            return replace(self._kept, rules=rules)
        # Another pattern has other dates; what was excluded from the old one means nothing in it.
        return Recurrence(rules, self._kept.added, (), (), self._kept.added_until)

    def set_value(self, value: Recurrence | None) -> None:
        """Show a repetition."""
        self._given, self._touched = value, False
        self._kept = value or Recurrence()
        self._shown_rule = self._kept.rules[0] if self._kept.rules else ""
        anchor = self._anchor()
        self._kept_start = anchor.start if anchor is not None else None
        if anchor is not None:
            self._set(read_repeat(self._shown_rule, anchor.start, anchor.zone, all_day=anchor.all_day))
        self._show()

    def repeat(self) -> Repeat:
        """Return the answers as they stand."""
        ending = self.ending.currentData()
        kind = Kind(self.input.currentData())
        return Repeat(
            kind,
            self.interval.number(),
            tuple(number for number, box in enumerate(self.days) if box.isChecked()),
            self.until.value() if ending == UNTIL else None,
            self.count.number() if ending == COUNT else 0,
            self.rule.text() if kind is Kind.CUSTOM else "",
        )

    def choose(self, kind: Kind) -> None:
        """Answer the first question, as a user would."""
        self.input.setCurrentIndex(self.input.findData(str(kind)))
        self._on_kind()

    def follow(self) -> None:
        """The start changed: name its day in the choices and show the next dates again."""
        kind = self.input.currentData()
        self._fill_kinds()
        self.input.setCurrentIndex(self.input.findData(kind))
        anchor = self._anchor()
        if anchor is not None and self._kept_start is not None and self._shown_rule and not self._touched:
            # An untouched repetition moves along with its start.
            rule = moved_rule(self._shown_rule, self._kept_start, anchor.start)
            self._set(read_repeat(rule, anchor.start, anchor.zone, all_day=anchor.all_day))
        self._show()

    def _require(self, text: str, anchor: Anchor) -> None:
        try:
            rule, until = rule_of(
                text, Event(start=anchor.start, end=anchor.start, zone=anchor.zone, all_day=anchor.all_day)
            )
        except ValueError:
            raise DeskError("The repetition {rule} cannot be understood.", rule=text[:80]) from None
        first = instances(rule, anchor.start, until, anchor.start, _FAR, all_day=anchor.all_day)
        if next(first, None) is None:
            raise DeskError("The repetition never takes place.")

    def _connect(self) -> None:
        self.input.activated.connect(lambda _: self._on_kind())
        self.ending.activated.connect(lambda _: self._on_edited())
        for spin in (self.interval, self.count):
            spin.stepped.connect(self._on_edited)
        for box in self.days:
            box.clicked.connect(self._on_edited)
        self.until.changed.connect(self._on_edited)
        self.rule.textEdited.connect(self._on_edited)

    def _on_kind(self) -> None:
        kind, anchor = Kind(self.input.currentData()), self._anchor()
        if kind is Kind.WEEKLY and anchor is not None and not any(box.isChecked() for box in self.days):
            self.days[anchor.start.weekday()].setChecked(True)
        if kind is Kind.CUSTOM and not self.rule.text():
            self.rule.setText(self._shown_rule)
        self._on_edited()

    def _on_edited(self) -> None:
        self._touched = True
        self._show()
        self.changed.emit()

    def _fill_kinds(self) -> None:
        anchor, tr = self._anchor(), self.ui.language.tr
        start = anchor.start if anchor is not None else None
        day = start.day if start is not None else 1
        weekday = self._wording.weekday(start.date(), whole=True) if start is not None else ""
        nth = nth_words((day - 1) // 7 + 1, self._wording)
        kinds = [
            (Kind.NONE, tr("Not repeated")), (Kind.DAILY, tr("Daily")), (Kind.WORKDAYS, tr("Every weekday")), (Kind.WEEKLY, tr("Weekly")),
            (Kind.MONTHLY_DAY, tr("Monthly on day {day}", day=day)), (Kind.MONTHLY_NTH, tr("Monthly on the {nth} {weekday}", nth=nth, weekday=weekday)),
            (Kind.MONTHLY_LAST, tr("Monthly on the last {weekday}", weekday=weekday)), (Kind.YEARLY, tr("Yearly")), (Kind.CUSTOM, tr("By a rule")),
        ]  # fmt: skip
        self.input.clear()
        for kind, words in kinds:
            self.input.addItem(words, str(kind))

    def _set(self, repeat: Repeat) -> None:
        self.input.setCurrentIndex(self.input.findData(str(repeat.kind)))
        for spin, number in ((self.interval, repeat.interval), (self.count, repeat.count or 10)):
            spin.set_number(number)
        for number, box in enumerate(self.days):
            box.setChecked(number in repeat.weekdays)
        self.ending.setCurrentIndex(self.ending.findData(COUNT if repeat.count else UNTIL if repeat.until else NEVER))
        self.until.set_value(repeat.until)
        self.rule.setText(repeat.rule)

    def _show(self) -> None:
        kind, ending = Kind(self.input.currentData()), self.ending.currentData()
        plain = kind not in {Kind.NONE, Kind.CUSTOM}
        self._every.setVisible(plain and kind is not Kind.WORKDAYS)
        self._week.setVisible(kind is Kind.WEEKLY)
        self.rule.setVisible(kind is Kind.CUSTOM)
        self._until.setVisible(plain)
        self.until.setVisible(ending == UNTIL)
        self.count.setVisible(ending == COUNT)
        self._unit.set_text(self._unit_words(kind))
        self._show_next(kind)

    def _unit_words(self, kind: Kind) -> str:
        count, n = self.ui.language.count, self.interval.number()
        if kind is Kind.DAILY:
            return count("day", "days", n)
        if kind is Kind.WEEKLY:
            return count("week, on", "weeks, on", n)
        if kind is Kind.YEARLY:
            return count("year", "years", n)
        return count("month", "months", n)

    def _show_next(self, kind: Kind) -> None:
        anchor = self._anchor()
        words = dates = ""
        try:
            if kind is not Kind.NONE and anchor is not None:
                repeat = self.repeat()
                words = say(repeat, anchor.start, self._wording) if kind is not Kind.CUSTOM else ""
                dates = self._next_dates(write_rule(repeat, anchor.start, anchor.zone, all_day=anchor.all_day), anchor)
        except (DeskError, ValueError):
            words = ""
        self.words.set_text(words)
        self.words.setVisible(bool(words))
        self.next_words.set_text(self.ui.language.tr("Next: {dates}", dates=dates) if dates else "")
        self.next_words.setVisible(bool(dates))

    def _next_dates(self, rule: str, anchor: Anchor) -> str:
        recurrence = Recurrence(
            (rule, *self._kept.rules[1:]), excluded=self._kept.excluded if rule == self._shown_rule else ()
        )
        event = Event(
            start=anchor.start, end=anchor.start, zone=anchor.zone, all_day=anchor.all_day, recurrence=recurrence
        )
        local = self._wording.profile().host_zone
        since = to_utc(anchor.start, "UTC" if anchor.all_day else anchor.zone or local)
        found = coming(event, max(since, self.ui.clock.now()), local, _NEXT) or coming(event, since, local, _NEXT)
        return self.ui.language.tr(", ").join(self._wording.day(one.start.date(), year=True) for one in found)


_FAR: Final = datetime(9000, 1, 1)  # noqa: DTZ001 - wall time
_MONDAY: Final = datetime(2024, 1, 1).date()  # noqa: DTZ001 - wall time


class _Number(ImeLineEdit):
    """A small whole number, typed or stepped with the arrow keys."""

    stepped = Signal()

    def __init__(self, ui: Ui, name: str, low: int, high: int) -> None:
        super().__init__()
        self.set_number(low)
        self._range = (low, high)
        self.setValidator(QIntValidator(low, high, self))
        self.setFixedWidth(56)
        self.setAccessibleName(name)
        self.setFont(ui.theme.font(Size.BODY, tabular=True))
        self.textEdited.connect(self.stepped)

    def number(self) -> int:
        """Return the number; the smallest while nothing sensible is typed."""
        text = self.text()
        return min(self._range[1], max(self._range[0], int(text))) if text.isdecimal() else self._range[0]

    def set_number(self, number: int) -> None:
        """Show a number."""
        self.setText(str(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and not self.composing:
            low, high = self._range
            self.set_number(min(high, max(low, self.number() + steps[Qt.Key(event.key())])))
            self.stepped.emit()
        else:
            super().keyPressEvent(event)


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(2, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
