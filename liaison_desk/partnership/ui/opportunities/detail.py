"""The view beside the board: one opportunity whole, with what each side gains and does next beside each other."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Button, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.partnership.records import OPPORTUNITY, Opportunity, OpportunityState, StateStep
from liaison_desk.partnership.rules.opportunities import OPEN
from liaison_desk.partnership.ui.opportunities.words import Words
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.screens.whole import RecordView


@dataclass(frozen=True, slots=True)
class Look:
    """An opportunity as the view shows it: with the arrangement it became (None = none that is there), and its steps, the oldest first."""

    one: Opportunity
    arrangement: RecordRef | None
    steps: tuple[StateStep, ...]


class OpportunityView(RecordView):
    """Shows an opportunity; what shall be done with it is told."""

    arrangement_wanted = Signal()

    def __init__(self, ui: Ui, words: Words, sources: Sources) -> None:
        self.begin_button: Button | None = None
        super().__init__(
            ui, words, ui.language.tr("Opportunity"), ui.language.tr("Choose an opportunity to see it whole.")
        )
        self._sources = sources
        self._of = words

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self.begin_button = None
        super().show_nothing()

    def show_look(self, look: Look) -> None:
        """Show an opportunity."""
        self.begin_button = None
        self._show(look.one.id, self.words.best(look.one.title), partial(self._fill, look))

    def _fill(self, look: Look, outer: QVBoxLayout) -> None:
        one, tr = look.one, self.ui.language.tr
        chips = [self._of.chip(one.state)]
        if one.state is OpportunityState.AGREED and look.arrangement is None:
            chips.append(ChipLook(tr("No arrangement yet"), "amb", "triangle-alert"))
        chips += map(ChipLook, one.subjects)
        buttons = []
        if look.arrangement is None and one.state in {*OPEN, OpportunityState.AGREED}:
            act = self.arrangement_wanted.emit
            self.begin_button = PlainButton(self.ui, tr("Begin the arrangement"), icon="stamp", act=act)
            buttons.append(self.begin_button)
        self.add_head(outer, one.marking, one.title, chips, buttons=buttons)
        if one.reason:
            outer.addSpacing(8)
            outer.addWidget(Text(self.ui, one.reason, tone="t2", wrap=True, selectable=True))
        self.add_text(outer, tr("What would be done together"), one.detail)
        self._add_sides(outer, one)
        outer.addSpacing(12)
        outer.addLayout(self._facts(look))
        self._add_steps(outer, look)
        outside = self._sources.outside
        self.add_belongings(outer, self._sources.opportunities, OPPORTUNITY, one, outside.suggest, outside.undo)

    def _add_sides(self, outer: QVBoxLayout, one: Opportunity) -> None:
        """Show both sides beside each other: what each gains, what it does next, who sees to it, and by when."""
        tr, (host, home) = self.ui.language.tr, self._of.sides()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        rows = (
            (tr("Gains"), one.host_value, one.home_value),
            (tr("Next step"), one.host_step, one.home_step),
        )  # fmt: skip
        self.add_section(outer, tr("Both sides"))
        for column, nation in enumerate((host, home)):
            grid.addWidget(Text(self.ui, nation, weight=SEMIBOLD), 0, column)
            grid.setColumnStretch(column, 1)
        at = 1
        for name, *texts in rows:
            for column, text in enumerate(texts):
                grid.addWidget(self._text(name, text), at, column, Qt.AlignmentFlag.AlignTop)
            at += 1
        sides = ((one.host_owner, one.host_owner_id, one.host_due), (one.home_owner, one.home_owner_id, one.home_due))
        for column, side in enumerate(sides):
            grid.addWidget(self._owner(one, *side), at, column, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(grid)

    def _text(self, name: str, text: Bilingual) -> QWidget:
        """Return a text of one side below its name; a dash where there is none, so that the sides stay level."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(self.ui, name, Size.SECONDARY, SEMIBOLD, "t2"))
        column.addWidget(Text(self.ui, self.words.best(text) or "–", wrap=True, selectable=True))
        if other := self.words.other(text):
            column.addWidget(Text(self.ui, other, Size.SECONDARY, tone="t2", wrap=True, selectable=True))
        return holder

    def _owner(self, one: Opportunity, owner: str, number: int, due: date | None) -> QWidget:
        """Return who sees to the next step of one side, by when, and how late it is."""
        ui, tr = self.ui, self.ui.language.tr
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(ui, tr("Owner"), Size.SECONDARY, SEMIBOLD, "t2"))
        if owner and number:
            column.addWidget(self.link(RecordRef("person", number, owner)), 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(Text(ui, owner or "–", wrap=True))
        if due is not None:
            late = self.words.late(due, finished=one.state not in OPEN)
            said = tr("By {day}", day=self.words.day(due))
            column.addWidget(Text(ui, said, tone="red" if late else "t2", wrap=True))
            if late:
                column.addWidget(Text(ui, late, Size.SECONDARY, SEMIBOLD, "red"))
        return holder

    def _facts(self, look: Look) -> FactsGrid:
        one, tr = look.one, self.ui.language.tr
        grid = FactsGrid(self.ui, 104, wrap=True)
        if look.arrangement is not None:
            grid.add(tr("Arrangement"), self.link(look.arrangement))
        grid.add(tr("Champion"), self.person(one.champion, one.champion_id))
        grid.add(tr("Nations"), ", ".join(one.nations))
        grid.add(tr("May be released to"), self.words.release(one.marking))
        return grid

    def _add_steps(self, outer: QVBoxLayout, look: Look) -> None:
        """Show when and by whom it was put into which state."""
        if not look.steps:
            return
        self.add_section(outer, self.ui.language.tr("How it came here"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for row, step in enumerate(look.steps):
            day = self.words.dated(self._of.local_day(step.at))
            grid.addWidget(
                Text(self.ui, day, Size.SECONDARY, tone="t2", tabular=True), row, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(Chip(self.ui, *self._of.chip(step.state)), row, 1, Qt.AlignmentFlag.AlignTop)
            said = " · ".join(filter(None, (step.author, step.reason)))
            grid.addWidget(Text(self.ui, said, Size.SECONDARY, tone="t2", wrap=True), row, 2)
        outer.addLayout(grid)
