"""The head of the page of registers: which register, and what narrows it — period, nation, person, topic, words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.fiscal import fiscal_year
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Check, PlainButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import ComboBox, DateField, Form, PickRecord
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.meetings.records import RegisterFilter
from liaison_desk.meetings.rules.registers import Period, Register, days_of, filter_of, promises
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.ui.words import Words

Suggest = Callable[[str, str], list[RecordRef]]
Days = tuple[date | None, date | None]
Known = TypeVar("Known", Register, Period)


class RegisterHead(QWidget):
    """Says what is shown, and tells when something else shall be: ``narrowed``."""

    narrowed = Signal()

    def __init__(self, ui: Ui, words: Words, suggest: Suggest, *, export: Callable[[], object], prints: bool) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._span: Days = (None, None)
        self._before: Period = Period.ALL
        tr = ui.language.tr
        self.names = {
            Register.OURS: tr("We owe"), Register.THEIRS: tr("They owe"), Register.DECISIONS: tr("Decisions"),
            Register.INSIGHTS: tr("Insights, recommendations"), Register.EQUITIES: tr("Equities"),
            Register.REQUESTS: tr("RFIs, actions"), Register.ALL: tr("All"),
        }  # fmt: skip
        self.count = Text(ui, "", Size.BODY, tone="t2", tabular=True)
        self.search = FilterLine(ui, tr("Filter by words said"))
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self.export_button = PlainButton(ui, tr("Export…"), icon="file-up", act=export)
        self.print_button = PlainButton(ui, tr("Print…"), icon="printer")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.setVisible(prints)
        self.registers = Segments(ui, list(self.names.items()), tr("Which register"))
        self.registers.set_value(_remembered(ui, "registers/register", Register.OURS))
        self.period = ComboBox(ui)
        self.period.setAccessibleName(tr("Period"))
        self.nation = ComboBox(ui)
        self.nation.setAccessibleName(tr("Nation"))
        self.person = PickRecord(ui, lambda typed: suggest("person", typed), tr("Said by anyone"))
        self.person.name(tr("Said by"))
        self.topic = ComboBox(ui)
        self.topic.setAccessibleName(tr("Topic"))
        self.unfinished = Check(ui, tr("Only unfinished"))
        self._periods: list[tuple[Period, str]] = []
        self._nations: list[str] = []
        self._topics: list[str] = [""]
        self._build()
        self._offer_periods(_remembered(ui, "registers/period", Period.ALL))
        self._offer_nations()
        self.offer_topics(())
        self._show_promises()
        self._connect()

    @property
    def register(self) -> Register:
        """The register on show."""
        return Register(str(self.registers.value()))

    def wanted(self) -> RegisterFilter:
        """Return which portions shall be shown."""
        since, until = self.days()
        try:
            person = self.person.value()
        except DeskError:  # a name that is not chosen yet narrows nothing
            person = None
        unfinished = self.unfinished.isChecked() and promises(self.register)
        whole = filter_of(self.register)
        return replace(
            whole, kinds=tuple(filter(PROMISING.__contains__, whole.kinds)) if unfinished else whole.kinds,
            words=self.search.words(), nation=self._nations[self.nation.currentIndex()],
            contact_id=person.id if person is not None else 0, topic=self._topics[max(0, self.topic.currentIndex())],
            unfinished=unfinished, since=since, until=until,
        )  # fmt: skip

    def days(self) -> Days:
        """Return the first and the last day of the period on show."""
        period = self.chosen_period()
        profile = self._words.profile()
        return self._span if period is Period.SPAN else days_of(period, self._words.today(), profile.host, profile.home)

    def chosen_period(self) -> Period:
        """Return the period on show."""
        return self._periods[self.period.currentIndex()][0]

    def widen(self) -> None:
        """Take all narrowing away; the register stays. The caller reads the list again itself."""
        self.search.empty()
        self._span = (None, None)
        self._offer_periods(Period.ALL)
        self._ui.memory.keep("registers/period", Period.ALL)
        self.nation.setCurrentIndex(0)
        self.topic.setCurrentIndex(0)
        self.person.set_value(None)
        self.unfinished.setChecked(False)

    def narrowing(self) -> bool:
        """Tell whether anything narrows the register."""
        return self.wanted() != filter_of(self.register)

    def offer_topics(self, topics: Sequence[str]) -> None:
        """Offer the tags in use; the chosen one stays."""
        present = self._topics[max(0, self.topic.currentIndex())]
        self._topics = list(dict.fromkeys(["", *topics, *([present] if present else [])]))
        self.topic.clear()
        self.topic.addItems([self._ui.language.tr("All topics"), *(f"#{topic}" for topic in self._topics[1:])])
        self.topic.setCurrentIndex(self._topics.index(present))

    def show_count(self, shown: int) -> None:
        """Say how many there are."""
        self.count.set_text(str(shown))

    def show_span(self, since: date | None, until: date | None) -> None:
        """Show what lies between two days, both included; ``None`` is open."""
        self._span = (since, until)
        self._offer_periods(Period.SPAN if since or until else Period.ALL)
        self.narrowed.emit()

    def ask_span(self) -> None:
        """Ask for the first and the last day."""
        tr = self._ui.language.tr
        form = SpanForm(self._ui, self._words)
        form.fill({"since": self._span[0], "until": self._span[1]})
        dialog = FormDialog(
            self._ui, tr("From which day to which"), form, action=tr("Show"), collect=form.days, commit=lambda days: days,
            saved=lambda days: self.show_span(*days),
        )  # fmt: skip
        if not self._ui.ask.form(dialog):
            self._offer_periods(self._before)

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.search.setFocus()
        self.search.selectAll()

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        top = QHBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.setSpacing(10)
        top.addWidget(Text(ui, tr("Registers"), Size.TITLE, SEMIBOLD))
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.search, 1)
        top.addWidget(self.export_button)
        top.addWidget(self.print_button)
        first = QWidget()
        first.setFixedHeight(Size.PAGE_HEADER - 8)
        first.setLayout(top)
        which = QHBoxLayout()
        which.setContentsMargins(20, 0, 20, 8)
        which.addWidget(self.registers)
        which.addStretch(1)
        narrow = QHBoxLayout()
        narrow.setContentsMargins(20, 0, 20, 10)
        narrow.setSpacing(8)
        for widget, width in ((self.period, 190), (self.nation, 170), (self.person, 190), (self.topic, 150)):
            widget.setFixedWidth(width)
            narrow.addWidget(widget)
        narrow.addWidget(self.unfinished)
        narrow.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(first)
        lines.addLayout(which)
        lines.addLayout(narrow)

    def _connect(self) -> None:
        self.registers.chosen.connect(self._on_register)
        self.search.words_changed.connect(lambda _: self.narrowed.emit())
        self.period.activated.connect(self._on_period)
        self.nation.activated.connect(lambda _: self.narrowed.emit())
        self.topic.activated.connect(lambda _: self.narrowed.emit())
        self.person.changed.connect(self.narrowed)
        self.unfinished.clicked.connect(lambda _: self.narrowed.emit())

    def _on_register(self, value: object) -> None:
        self._ui.memory.keep("registers/register", str(value))
        self._show_promises()
        self.narrowed.emit()

    def _show_promises(self) -> None:
        self.unfinished.setVisible(promises(self.register))

    def _on_period(self, number: int) -> None:
        period = self._periods[number][0]
        if period is Period.SPAN:
            self.ask_span()
            return
        self._before = period
        self._ui.memory.keep("registers/period", period)
        self.narrowed.emit()

    def _offer_periods(self, present: Period) -> None:
        """Offer the periods, each fiscal year by its name; a span says its days."""
        tr, code, profile = self._ui.language.tr, self._ui.language.code, self._words.profile()
        today = self._words.today()
        offered = [(Period.ALL, tr("Any time")), (Period.WEEK, tr("This week")), (Period.MONTH, tr("This month"))]
        for period, nation in ((Period.HOST_YEAR, profile.host), (Period.HOME_YEAR, profile.home)):
            year = fiscal_year(nation, today)
            if year is not None and (period is Period.HOST_YEAR or profile.home != profile.host):
                offered.append((period, year.name(code)))
        shown = present is Period.SPAN and any(self._span)
        days = " – ".join(self._words.near_day(day) if day else "" for day in self._span).strip()
        offered.append((Period.SPAN, days if shown else tr("From – to…")))
        self._periods = offered
        self.period.clear()
        self.period.addItems([words for _, words in offered])
        keys = [period for period, _ in offered]
        known = present in keys and (present is not Period.SPAN or shown)
        self._before = present if known else Period.ALL
        self.period.setCurrentIndex(keys.index(self._before))

    def _offer_nations(self) -> None:
        profile, nations, code = self._words.profile(), load_nations(), self._ui.language.code
        first = [one for one in dict.fromkeys((profile.home, profile.host)) if one]
        rest = sorted(
            (one for one in nations.all() if one.code not in first), key=lambda one: (one.name(code), one.code)
        )
        self._nations = ["", *first, *(one.code for one in rest)]
        self.nation.addItems([
            self._ui.language.tr("All nations"), *(nations.name(one, code) for one in first), *(one.name(code) for one in rest),
        ])  # fmt: skip


class SpanForm(Form):
    """The first and the last day, either of which may be left open."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self.since = self.add("since", tr("&From"), DateField(ui, words.read_day(happened=True)))
        self.until = self.add("until", tr("&To"), DateField(ui, words.read_day(happened=None)))

    def days(self) -> Days:
        """Return the days; raises DeskError when the last is before the first."""
        since, until = self.since.value(), self.until.value()
        if since is not None and until is not None and until < since:
            raise DeskError("The last day is before the first.")
        return since, until


def _remembered(ui: Ui, key: str, usual: Known) -> Known:
    try:
        return type(usual)(ui.memory.text(key, usual.value))
    except ValueError:
        return usual
