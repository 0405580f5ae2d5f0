"""The view beside the list: a visit whole, from the days left for its request to the checklist of its protocol."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, Check, IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text, TimeText
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.partnership.records import GIFT, VISIT, Delegate, VisitState
from liaison_desk.partnership.records.visit_lines import (
    PRESSING,
    DataKept,
    ItineraryItem,
    Pressure,
    StepLine,
    StepState,
)
from liaison_desk.partnership.rules.visits import next_states, place_name, visit_doubts
from liaison_desk.partnership.service.visits import Visits, WholeVisit
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.form import Suggest
from liaison_desk.screens.whole import RecordView

_TIMES = 62
_EVENT = "event"


class VisitView(RecordView):
    """Shows a visit; what shall be done with it is told."""

    state_wanted = Signal(object)
    event_wanted = Signal()
    personal_wanted = Signal(object)
    ticked = Signal(str, bool)
    protocols_wanted = Signal(object)
    steps_wanted = Signal()

    def __init__(
        self, ui: Ui, words: Words, visits: Visits, suggest: Suggest, undo: Callable[[], object]
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, words, tr("Visit"), tr("Choose a visit to see it whole."))
        self.said = words
        self._visits = visits
        self._suggest = suggest
        self._undo = undo
        self._forget()

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._forget()
        super().show_nothing()

    def show_look(self, look: WholeVisit) -> None:
        """Show a visit."""
        self._forget()
        self._show(look.visit.id, self.said.best(look.visit.title), partial(self._fill, look))

    def _forget(self) -> None:
        self.state_buttons: dict[VisitState, Button] = {}
        self.personal_buttons: list[IconButton] = []
        self.checks: dict[str, Check] = {}
        self.event_button: Button | None = None
        self.protocol_button: Button | None = None
        self.steps_button: Button | None = None
        self.belongings: BelongingsPart | None = None

    def _fill(self, look: WholeVisit, outer: QVBoxLayout) -> None:
        words, tr, visit = self.said, self.ui.language.tr, look.visit
        self.add_head(outer, visit.marking, visit.title, [words.chip(visit.state), ChipLook(words.type(visit.type))])
        outer.addSpacing(12)
        outer.addWidget(self._countdown(look))
        outer.addSpacing(12)
        outer.addLayout(self._facts(look))
        for problem in visit_doubts(visit):
            said = tr(problem.text, **dict(problem.values))
            outer.addSpacing(8)
            outer.addWidget(Text(self.ui, said, Size.SECONDARY, tone="amb", wrap=True))
        for name, text in (
            (tr("Purpose of the visit"), visit.purpose), (tr("Uniform"), visit.uniform), (tr("Note"), visit.note),
        ):  # fmt: skip
            self.add_text(outer, name, text)
        self._add_delegation(outer, look)
        self._add_itinerary(outer, look)
        self._add_steps(outer, look)
        self._add_escorts(outer, look)
        self._add_gifts(outer, look)
        self.belongings = self.add_belongings(outer, self._visits, VISIT, visit, self._suggest, self._undo)

    def _countdown(self, look: WholeVisit) -> QWidget:
        """The one number that decides, with what it means, and what can be done now."""
        ui, words, found = self.ui, self.said, look.countdown
        panel = QWidget()
        surface(panel, "panel")
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(14, 8, 14, 12)
        outer.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(14)
        tone = words.tone(found) if found.pressure in {*PRESSING, Pressure.IN_TIME, Pressure.LATE} else "t1"
        if days := words.number(found):
            number = Text(ui, days, Size.COUNTDOWN, SEMIBOLD, tone, tabular=True)
            number.setAccessibleName(f"{days} {words.below_number(found)}")
            row.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(Text(ui, words.below_number(found), weight=MEDIUM, tone=tone, wrap=True))
        if found.due is not None:
            said = ui.language.tr("Request in by {day}", day=words.due(found))
            beside.addWidget(Text(ui, said, wrap=True))
            beside.addWidget(Text(ui, words.lead(found, look.sites), Size.SECONDARY, tone="t2", wrap=True))
            if closed := words.closed(found):
                beside.addWidget(Text(ui, closed, Size.SECONDARY, tone="amb", wrap=True))
        beside.addStretch(1)
        row.addLayout(beside, 1)
        outer.addLayout(row)
        if warning := words.warning(found):
            outer.addWidget(Text(ui, warning, Size.SECONDARY, tone="red", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for state in next_states(look.visit.state, look.visit.first, words.today()):
            kind = ButtonKind.DANGER if state is VisitState.CANCELLED else ButtonKind.PLAIN
            button = Button(ui, words.acts[state], kind, act=partial(self.state_wanted.emit, state))
            self.state_buttons[state] = button
            flow.addWidget(button)
        outer.addWidget(holder)
        return panel

    def _facts(self, look: WholeVisit) -> FactsGrid:
        words, tr, visit = self.said, self.ui.language.tr, look.visit
        grid = FactsGrid(self.ui, 104, wrap=True)
        days = " · ".join(filter(None, (words.days(visit.first, visit.last), words.lasting(visit))))
        grid.add(tr("Days"), days)
        grid.add(tr("Direction"), dict(words.bounds())[visit.bound])
        for number, site in enumerate(visit.sites):
            said = words.best(place_name(site, look.sites))
            if site.host_name:
                said = tr("{site}, received by {name}", site=said, name=site.host_name)
            grid.add(tr("Site") if number == 0 else "", said)
        grid.add(tr("Request number"), visit.number)
        grid.add(tr("Day of submission"), words.day(visit.submitted) if visit.submitted else "")
        grid.add(tr("Day of the answer"), words.day(visit.answered) if visit.answered else "")
        grid.add(tr("Good until"), words.day(visit.valid_until) if visit.valid_until else "")
        grid.add(tr("May be released to"), words.release(visit.marking))
        return grid

    def _add_delegation(self, outer: QVBoxLayout, look: WholeVisit) -> None:
        tr, people = self.ui.language.tr, look.visit.delegation
        self.add_section(outer, tr("Delegation"), str(len(people) or ""))
        if not people:
            outer.addWidget(
                Text(self.ui, tr("Nobody yet. Edit the visit to add who goes along."), tone="t2", wrap=True)
            )
        for number, one in enumerate(people, 1):
            kept = [
                data for data in look.data if data.of(one)
            ]  # two, of somebody who was two contacts until they became one
            outer.addLayout(self._delegate(str(number), one, kept))
        # Whoever was taken out of the delegation has data all the same, until they are erased.
        for data in look.data:
            if not any(data.of(one) for one in people):
                gone = Delegate(data.name, contact_id=data.contact_id, role=tr("not in the delegation any more"))
                outer.addLayout(self._delegate("", gone, [data]))

    def _delegate(self, number: str, one: Delegate, kept: Sequence[DataKept]) -> QHBoxLayout:
        ui, words, tr = self.ui, self.said, self.ui.language.tr
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        place = Text(ui, number, Size.SECONDARY, tone="t3", tabular=True)
        place.setFixedWidth(20)
        row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        said = words.name(one)
        shown = self.person(said, one.contact_id)
        name = shown if isinstance(shown, QWidget) else Text(ui, said, wrap=True)
        column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft if one.contact_id else Qt.AlignmentFlag(0))
        if beneath := words.beneath(one):
            column.addWidget(Text(ui, beneath, Size.SECONDARY, tone="t2", wrap=True))
        for day in [data.purge_on for data in kept if data.purge_on is not None]:
            said = tr("Personal data kept until {day}", day=words.day(day))
            column.addWidget(Text(ui, said, Size.SECONDARY, tone="t2", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
        if one.leads:
            row.addWidget(Chip(ui, tr("Head"), "acc"), 0, Qt.AlignmentFlag.AlignTop)
        label = tr("Personal data of {name}", name=one.name)
        button = IconButton(ui, "id-card", label, act=partial(self.personal_wanted.emit, one))
        self.personal_buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_itinerary(self, outer: QVBoxLayout, look: WholeVisit) -> None:
        ui, words, tr = self.ui, self.said, self.ui.language.tr
        self.add_section(outer, tr("Itinerary"), str(len(look.itinerary) or ""))
        for day, items in groupby(look.itinerary, key=words.item_day):
            outer.addSpacing(6)
            outer.addWidget(Text(ui, words.full_day(day), Size.SECONDARY, SEMIBOLD, "t2"))
            for item in items:
                outer.addLayout(self._item(item))
        outer.addSpacing(6)
        self.event_button = PlainButton(
            ui, tr("Add to the itinerary…"), icon="calendar-plus", act=self.event_wanted.emit
        )
        self.event_button.setToolTip(tr("An event in the calendar of visits (I)"))
        outer.addWidget(self.event_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _item(self, item: ItineraryItem) -> QVBoxLayout:
        """Times there, in Zulu and at home, and until when; what it is; where."""
        ui, words = self.ui, self.said
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(TimeText(ui, words.times(item), _TIMES))
        row.addWidget(Text(ui, words.until(item), Size.SECONDARY, tone="t2", tabular=True, elide=True), 1)
        column.addLayout(row)
        link = self.link(RecordRef(_EVENT, item.event_id, words.best(item.title)))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        cancelled = ui.language.tr("cancelled") if item.cancelled else ""
        zone = "" if item.all_day else words.in_zone(item.zone, item.starts)
        if beneath := " · ".join(filter(None, (cancelled, words.best(item.place), zone))):
            column.addWidget(Text(ui, beneath, Size.SECONDARY, tone="t2", wrap=True))
        return column

    def _add_steps(self, outer: QVBoxLayout, look: WholeVisit) -> None:
        ui, tr, steps = self.ui, self.ui.language.tr, look.steps
        done = sum(line.state is StepState.DONE for line in steps)
        section = self.add_section(outer, tr("Protocol"), f"{done} / {len(steps)}" if steps else "")
        if late := sum(line.state is StepState.OVERDUE for line in steps):
            section.set_note(ui.language.count("{n} step overdue", "{n} steps overdue", late))
        for line in steps:
            outer.addLayout(self._step(line))
        outer.addSpacing(6)
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        self.protocol_button = PlainButton(ui, tr("Put a checklist to it…"), icon="list-checks")
        self.protocol_button.clicked.connect(lambda _: self.protocols_wanted.emit(self.protocol_button))
        self.steps_button = PlainButton(ui, tr("Edit the steps…"), icon="pencil", act=self.steps_wanted.emit)
        flow.addWidget(self.protocol_button)
        flow.addWidget(self.steps_button)
        outer.addWidget(holder)

    def _step(self, line: StepLine) -> QHBoxLayout:
        ui, words = self.ui, self.said
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        text = words.best(line.step.text)
        check = Check(ui, "", line.state is StepState.DONE)
        check.setAccessibleName(text)
        check.clicked.connect(lambda done, key=line.step.key: self.ticked.emit(key, done))
        self.checks[line.step.key] = check
        row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Text(ui, text, tone="t3" if line.state is StepState.DONE else "t1", wrap=True))
        side = dict(words.sides)[line.step.side] if line.step.side else ""
        beneath = " · ".join(filter(None, (words.offset(line.step), side, line.step.note)))
        column.addWidget(Text(ui, beneath, Size.SECONDARY, tone="t2", wrap=True))
        row.addLayout(column, 1)
        tone = words.step_tone(line)
        weight = SEMIBOLD if tone in {"red", "amb"} else MEDIUM
        row.addWidget(
            Text(ui, words.step_day(line), Size.SECONDARY, weight, tone, tabular=True), 0, Qt.AlignmentFlag.AlignTop
        )
        return row

    def _add_escorts(self, outer: QVBoxLayout, look: WholeVisit) -> None:
        ui, tr = self.ui, self.ui.language.tr
        if not look.visit.escorts:
            return
        self.add_section(outer, tr("Escorts"), str(len(look.visit.escorts)))
        grid = FactsGrid(ui, 104, wrap=True)
        for one in look.visit.escorts:
            beside = QWidget()
            column = QVBoxLayout(beside)
            column.setContentsMargins(0, 0, 0, 0)
            shown = self.person(one.name, one.contact_id)
            name = shown if isinstance(shown, QWidget) else Text(ui, one.name, wrap=True)
            column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
            if one.phone:
                column.addWidget(Text(ui, one.phone, Size.SECONDARY, tone="t2", wrap=True, selectable=True))
            grid.add(one.when or tr("Escort"), beside)
        outer.addLayout(grid)

    def _add_gifts(self, outer: QVBoxLayout, look: WholeVisit) -> None:
        ui, words, tr = self.ui, self.said, self.ui.language.tr
        if not look.gifts:
            return
        self.add_section(outer, tr("Gifts"), str(len(look.gifts)))
        for gift in look.gifts:
            row = QHBoxLayout()
            row.setContentsMargins(0, 2, 0, 2)
            row.setSpacing(8)
            row.addWidget(self.link(RecordRef(GIFT, gift.id, words.best(gift.item))))
            who = " → ".join(filter(None, (gift.giver, gift.receiver)))
            row.addWidget(Text(ui, who, Size.SECONDARY, tone="t2", elide=True), 1)
            outer.addLayout(row)
