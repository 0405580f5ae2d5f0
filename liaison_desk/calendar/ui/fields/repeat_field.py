"""How an event is repeated: a few answers, or a rule as it is written; said in words, with the next dates in three zones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Event, Recurrence
from liaison_desk.calendar.rules import moved_rule, rule_of, same_pattern
from liaison_desk.calendar.rules.repetition import Rule, instances
from liaison_desk.calendar.ui.fields.repeat_parts import SingleDates, line_of
from liaison_desk.calendar.ui.fields.upcoming import Upcoming, coming_lines
from liaison_desk.calendar.words.repeats import LAST, WORKING, Kind, Repeat, read_days, read_repeat, write_rule
from liaison_desk.calendar.words.rule_words import clock_words, nth_words, say_rule
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.typed import day_reader, parse_time
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import Check, LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, DateField, Field, ImeLineEdit
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

NEVER, UNTIL, COUNT = "never", "until", "count"
_NTHS: Final = (1, 2, 3, 4, LAST)
_FAR: Final = datetime(9000, 1, 1)  # noqa: DTZ001 - wall time
_MONDAY: Final = datetime(2024, 1, 1).date()  # noqa: DTZ001 - wall time
_DAY: Final = timedelta(days=1)
_WITH_DAYS: Final = frozenset({Kind.WEEKLY, Kind.MONTHLY_SETS})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a repetition hangs on: the event's start as wall time, its zone, whether it lasts whole days."""

    start: datetime
    zone: str
    all_day: bool

    def event(self, recurrence: Recurrence | None = None) -> Event:
        """Return an event that begins there, to be asked when it happens."""
        return Event(
            start=self.start, end=self.start + (_DAY if self.all_day else timedelta()), zone=self.zone,
            all_day=self.all_day, recurrence=recurrence,
        )  # fmt: skip


class RepeatField(Field):
    """``value`` is a Recurrence or None. Further rules and exclusions by rule of a series are kept as they are."""

    def __init__(self, ui: Ui, wording: Wording, anchor: Callable[[], Anchor | None]) -> None:
        super().__init__(ui)
        self._wording = wording
        self._anchor = anchor
        self._given: Recurrence | None = None
        self._touched = False
        self._kept = Recurrence()
        self._ends: dict[datetime, datetime] = {}
        self._begun: datetime | None = None
        self._start: datetime | None = None
        self._shown_rule = ""
        self._pattern = ""
        self._make_inputs()
        self._connect()
        self._show()

    def _make_inputs(self) -> None:
        ui, tr, wording = self.ui, self.ui.language.tr, self._wording
        self.input = ComboBox(ui)
        self._fill_kinds()
        self.interval = NumberInput(ui, tr("Interval"), 1, 999)
        self._unit = Text(ui, "", tone="t2")
        self.nths = [Check(ui, nth_words(nth, wording)) for nth in _NTHS]
        self.days = [Check(ui, wording.weekday(_MONDAY + timedelta(days=day))) for day in range(7)]
        self.working = LinkButton(ui, tr("Working days"), self._choose_working)
        self.month_days = ImeLineEdit()
        self.month_days.setPlaceholderText(tr("1, 15, last"))
        self.month_days.setAccessibleName(tr("Days of the month"))
        self.month_days.setFixedWidth(220)
        self.rule = ImeLineEdit()
        self.rule.setPlaceholderText("FREQ=MONTHLY;BYDAY=-1FR")
        self.rule.setFont(ui.theme.font(Size.SECONDARY, mono=True))
        self.rule.setAccessibleName(tr("Repetition rule"))
        self.ending = ComboBox(ui)
        for key, words in ((NEVER, tr("without an end")), (UNTIL, tr("until")), (COUNT, tr("a number of times"))):
            self.ending.addItem(words, key)
        self.ending.setAccessibleName(tr("End of the repetition"))
        self.until = DateField(ui, day_reader(wording.profile, ui.clock.now))
        self.until.name(tr("Last day of the repetition"))
        self.count = NumberInput(ui, tr("Number of times"), 1, 9999)
        self.count.set_number(10)
        self.words = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.added = SingleDates(
            ui, tr("Also on"), tr("A date, with another time if need be: 3 Dec 1400"), self._read_added, self._said
        )
        self.excluded = SingleDates(
            ui, tr("Not on"), tr("A date on which it does not take place"), self._read_excluded, self._said
        )
        self.upcoming = Upcoming(ui)
        self._every = line_of(self.interval, self._unit)
        self._nths = line_of(*self.nths)
        self._week = line_of(*self.days, self.working)
        self._until = line_of(self.ending, self.until, self.count)
        for widget in (self.input, self._every, self._nths, self._week, self.month_days, self.rule, self._until, self.words,
                       self.upcoming, self.added, self.excluded):  # fmt: skip
            self.body.addWidget(widget)
        for line in (self.input, self.month_days, self.rule, self.added.input, self.excluded.input):
            self.watch(line)

    def value(self) -> Recurrence | None:
        """Return the repetition; raises DeskError when the typed rule, or a typed date, is none."""
        anchor = self._anchor()
        touched = self._touched or bool(self.added.input.text().strip() or self.excluded.input.text().strip())
        if anchor is None or not touched:
            return self._given
        text = write_rule(self.repeat(), anchor.start, anchor.zone, all_day=anchor.all_day)
        if text:
            self._require(text, anchor)
            rules = (text, *self._kept.rules[1:])
        else:
            rules = ()
        return self._recurrence(rules, anchor, self.added.all_dates(), self.excluded.all_dates())

    def _recurrence(
        self, rules: tuple[str, ...], anchor: Anchor, added: tuple[datetime, ...], excluded: tuple[datetime, ...]
    ) -> Recurrence | None:
        if not rules and not added:
            return None
        until = tuple(self._ends.get(at) for at in added) if any(at in self._ends for at in added) else ()
        same = bool(rules) and bool(self._shown_rule) and same_pattern(rules[0], self._shown_rule, anchor.start)
        return Recurrence(rules, added, excluded if rules else (), self._kept.exclusions if same else (), until)

    def set_value(self, value: Recurrence | None) -> None:
        """Show a repetition."""
        self._given, self._touched = value, False
        self._kept = value or Recurrence()
        self._shown_rule = self._kept.rules[0] if self._kept.rules else ""
        anchor = self._anchor()
        self._begun = self._start = anchor.start if anchor is not None else None
        pairs = zip(self._kept.added, self._kept.added_until, strict=False)
        self._ends = {at: end for at, end in pairs if end is not None}
        for dates, shown in ((self.added, self._kept.added), (self.excluded, self._kept.excluded)):
            dates.input.clear()
            dates.set_dates(shown)
        if anchor is not None:
            self._set(read_repeat(self._shown_rule, anchor.start, anchor.zone, all_day=anchor.all_day))
        self._show()

    def repeat(self) -> Repeat:
        """Return the answers as they stand; raises DeskError for days that are none."""
        ending = self.ending.currentData()
        kind = Kind(self.input.currentData())
        checked = tuple(number for number, box in enumerate(self.days) if box.isChecked())
        return Repeat(
            kind,
            self.interval.number(),
            checked if kind in _WITH_DAYS else (),
            self.until.value() if ending == UNTIL else None,
            self.count.number() if ending == COUNT else 0,
            self.rule.text() if kind is Kind.CUSTOM else "",
            read_days(self.month_days.text()) if kind is Kind.MONTHLY_DAYS else (),
            tuple(nth for nth, box in zip(_NTHS, self.nths, strict=True) if box.isChecked())
            if kind is Kind.MONTHLY_SETS
            else (),
        )

    def choose(self, kind: Kind) -> None:
        """Answer the first question, as a user would."""
        self.input.setCurrentIndex(self.input.findData(str(kind)))
        self._on_kind()

    def follow(self) -> None:
        """The start changed: name its day in the choices, take the single dates along, show the next dates again."""
        kind = self.input.currentData()
        self._fill_kinds()
        self.input.setCurrentIndex(self.input.findData(kind))
        anchor = self._anchor()
        if anchor is not None and self._start is not None and self._begun is not None:
            if self._shown_rule and not self._touched:
                # An untouched repetition moves along with its start.
                rule = moved_rule(self._shown_rule, self._begun, anchor.start)
                self._set(read_repeat(rule, anchor.start, anchor.zone, all_day=anchor.all_day))
            self._shift(anchor.start - self._start)
        self._start = anchor.start if anchor is not None else self._start
        self._show()

    def _shift(self, by: timedelta) -> None:
        if by:
            for dates in (self.added, self.excluded):
                dates.set_dates([at + by for at in dates.dates])
            self._ends = {at + by: end + by for at, end in self._ends.items()}

    def _read_added(self, text: str) -> datetime:
        """Read a further date: at the event's own time where only a day is typed."""
        anchor = self._require_anchor()
        zone = anchor.zone or self._wording.profile().host_zone
        found = parse_time(text, (zone, self._wording.profile().home_zone, "UTC"), self.ui.clock.now())
        if found.all_day or anchor.all_day:
            return datetime.combine(found.wall.date(), anchor.start.time())
        return found.in_zone(zone)

    def _read_excluded(self, text: str) -> datetime:
        """Read a date on which the event takes place, and shall not."""
        anchor = self._require_anchor()
        zone = anchor.zone or self._wording.profile().host_zone
        day = parse_time(text, (zone,), self.ui.clock.now()).wall
        day = day.replace(hour=0, minute=0)
        rule = write_rule(self.repeat(), anchor.start, anchor.zone, all_day=anchor.all_day)
        found = [at for at in self.added.dates if at.date() == day.date()]
        if rule:
            parsed, until = self._require(rule, anchor)
            found += instances(parsed, anchor.start, until, day, day + _DAY, all_day=anchor.all_day)
        if anchor.start.date() == day.date():
            found.append(anchor.start)
        there = [at for at in found if at.date() == day.date() and at not in self.excluded.dates]
        if not there:
            raise DeskError("It does not take place on {day} anyway.", day=self._wording.day(day.date(), year=True))
        return min(there)

    def _said(self, at: datetime) -> str:
        anchor, day = self._anchor(), self._wording.day(at.date(), year=True)
        same = anchor is None or anchor.all_day or at.time() == anchor.start.time()
        return day if same else f"{day} {at:%H%M}"

    def _require_anchor(self) -> Anchor:
        anchor = self._anchor()
        if anchor is None:
            raise DeskError("Give the event a start first.")
        return anchor

    def _require(self, text: str, anchor: Anchor) -> tuple[Rule, datetime | None]:
        try:
            rule, until = rule_of(text, anchor.event())
        except ValueError:
            raise DeskError("The repetition {rule} cannot be understood.", rule=text[:80]) from None
        first = instances(rule, anchor.start, until, anchor.start, _FAR, all_day=anchor.all_day)
        if next(iter(first), None) is None:
            raise DeskError("The repetition never takes place.")
        return rule, until

    def _connect(self) -> None:
        self.input.activated.connect(lambda _: self._on_kind())
        self.ending.activated.connect(lambda _: self._on_edited())
        for number in (self.interval, self.count):
            number.stepped.connect(self._on_edited)
        for box in (*self.days, *self.nths):
            box.clicked.connect(self._on_edited)
        self.until.changed.connect(self._on_edited)
        self.rule.textEdited.connect(self._on_edited)
        self.month_days.textEdited.connect(self._on_edited)
        self.added.changed.connect(self._on_dates)
        self.excluded.changed.connect(self._on_dates)

    def _on_kind(self) -> None:
        kind, anchor = Kind(self.input.currentData()), self._anchor()
        if kind in _WITH_DAYS and anchor is not None and not any(box.isChecked() for box in self.days):
            self.days[anchor.start.weekday()].setChecked(True)
        if kind is Kind.MONTHLY_SETS and anchor is not None and not any(box.isChecked() for box in self.nths):
            self.nths[min((anchor.start.day - 1) // 7, len(_NTHS) - 1)].setChecked(True)
        if kind is Kind.MONTHLY_DAYS and anchor is not None and not self.month_days.text():
            self.month_days.setText(str(anchor.start.day))
        if kind is Kind.CUSTOM and not self.rule.text():
            # Whoever goes on by hand begins with what he had.
            self.rule.setText(self._pattern or self._shown_rule)
        self._on_edited()

    def _choose_working(self) -> None:
        for number, box in enumerate(self.days):
            box.setChecked(number in WORKING)
        self._on_edited()

    def _on_edited(self) -> None:
        self._touched = True
        anchor, before = self._anchor(), self._pattern
        self._show()
        if anchor is not None and before and self._pattern and not same_pattern(before, self._pattern, anchor.start):
            self.excluded.set_dates(())  # what was left out of another pattern means nothing in this one
            self._show()
        self.changed.emit()

    def _on_dates(self) -> None:
        self._touched = True
        self._show()
        self.changed.emit()

    def _fill_kinds(self) -> None:
        anchor, tr, wording = self._anchor(), self.ui.language.tr, self._wording
        start = anchor.start if anchor is not None else None
        day = start.day if start is not None else 1
        weekday = wording.weekday(start.date(), whole=True) if start is not None else ""
        nth = nth_words((day - 1) // 7 + 1, wording)
        month = wording.month_name(start.month if start is not None else 1)
        kinds = [
            (Kind.NONE, tr("Not repeated")), (Kind.DAILY, tr("Daily")), (Kind.WORKDAYS, tr("Every weekday")), (Kind.WEEKLY, tr("Weekly")),
            (Kind.MONTHLY_DAY, tr("Monthly on day {day}", day=day)), (Kind.MONTHLY_NTH, tr("Monthly on the {nth} {weekday}", nth=nth, weekday=weekday)),
            (Kind.MONTHLY_LAST, tr("Monthly on the last {weekday}", weekday=weekday)), (Kind.MONTHLY_DAYS, tr("Monthly on chosen days…")),
            (Kind.MONTHLY_SETS, tr("Monthly on chosen weekdays…")), (Kind.YEARLY, tr("Yearly")),
            (Kind.YEARLY_NTH, tr("Yearly on the {nth} {weekday} of {month}", nth=nth, weekday=weekday, month=month)), (Kind.CUSTOM, tr("By a rule")),
        ]  # fmt: skip
        self.input.clear()
        for kind, words in kinds:
            self.input.addItem(words, str(kind))

    def _set(self, repeat: Repeat) -> None:
        self.input.setCurrentIndex(self.input.findData(str(repeat.kind)))
        for line, number in ((self.interval, repeat.interval), (self.count, repeat.count or 10)):
            line.set_number(number)
        for number, box in enumerate(self.days):
            box.setChecked(number in repeat.weekdays)
        for nth, box in zip(_NTHS, self.nths, strict=True):
            box.setChecked(nth in repeat.nths)
        tr = self.ui.language.tr
        days = (tr("last") if day == LAST else str(day) for day in repeat.days)
        self.month_days.setText(", ".join(days))
        self.ending.setCurrentIndex(self.ending.findData(COUNT if repeat.count else UNTIL if repeat.until else NEVER))
        self.until.set_value(repeat.until)
        self.rule.setText(repeat.rule)

    def _show(self) -> None:
        kind, ending = Kind(self.input.currentData()), self.ending.currentData()
        plain = kind not in {Kind.NONE, Kind.CUSTOM}
        for widget, shown in (
            (self._every, plain and kind is not Kind.WORKDAYS), (self._week, kind in _WITH_DAYS), (self._nths, kind is Kind.MONTHLY_SETS),
            (self.working, kind is Kind.MONTHLY_SETS), (self.month_days, kind is Kind.MONTHLY_DAYS), (self.rule, kind is Kind.CUSTOM),
            (self._until, plain), (self.until, ending == UNTIL), (self.count, ending == COUNT),
            (self.excluded, kind is not Kind.NONE or bool(self.excluded.dates)), (self.added, True),
        ):  # fmt: skip
            widget.setVisible(shown)
        self._unit.set_text(self._unit_words(kind))
        self._show_next(kind)

    def _unit_words(self, kind: Kind) -> str:
        count, n = self.ui.language.count, self.interval.number()
        if kind is Kind.DAILY:
            return count("day", "days", n)
        if kind is Kind.WEEKLY:
            return count("week, on", "weeks, on", n)
        if kind in {Kind.YEARLY, Kind.YEARLY_NTH}:
            return count("year", "years", n)
        return count("month", "months", n)

    def _show_next(self, kind: Kind) -> None:
        """Say the rule and the next dates, or why it cannot be understood."""
        anchor, words, tone = self._anchor(), "", "t2"
        recurrence: Recurrence | None = None
        self._pattern = ""
        try:
            if anchor is not None:
                text = write_rule(self.repeat(), anchor.start, anchor.zone, all_day=anchor.all_day)
                if text:
                    self._require(text, anchor)
                    words, self._pattern = self._rule_words(text, anchor), text
                rules = (text, *self._kept.rules[1:]) if text else ()
                recurrence = self._recurrence(rules, anchor, self.added.dates, self.excluded.dates)
        except (DeskError, ValueError) as error:
            if kind is Kind.CUSTOM and self.rule.text().strip() and isinstance(error, DeskError):
                words, tone = self.ui.words(error), "amb"
        self.words.set_tone(tone)
        self.words.set_text(words)
        self.words.setVisible(bool(words))
        shown = anchor is not None and recurrence is not None
        lines = coming_lines(anchor.event(recurrence), self._wording, self.ui.clock.now()) if shown and anchor else []
        self.upcoming.show_lines(lines)
        self.upcoming.setVisible(bool(lines))

    def _rule_words(self, rule: str, anchor: Anchor) -> str:
        zone = anchor.zone or self._wording.profile().host_zone
        at = "" if anchor.all_day else clock_words(anchor.start, zone, self.ui.clock.now())
        return say_rule(rule, anchor.start, anchor.zone, self._wording, at)
