"""The right pane: one milestone whole — its days, the rule they follow from, what counts from it, and what it has become."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.domain.backplan import ENDEX, STARTEX
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import to_utc
from liaison_desk.exercises.records import Milestone, MilestoneState, Plan, Strayed
from liaison_desk.exercises.ui.plan.lines import PlanLine, slack_words, state_look, task_state
from liaison_desk.exercises.ui.plan.words import PlanWords, names_of
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.whole import WholeView

_LONGEST_LINK: Final = 32
_MANY: Final = 12


class MilestoneView(WholeView):
    """Shows a milestone, and tells what is wanted of it."""

    edit_wanted = Signal()
    lock_wanted = Signal()
    done_wanted = Signal()
    reveal_wanted = Signal(int)
    agree_wanted = Signal(object)
    """A Strayed: its milestone shall be agreed anew where its event or task stands."""
    put_back_wanted = Signal(object)

    def __init__(self, ui: Ui, words: PlanWords) -> None:
        super().__init__(ui, ui.language.tr("Milestone"), ui.language.tr("Choose a milestone to see it whole."))
        self._words = words

    def show_line(self, line: PlanLine, plan: Plan) -> None:
        """Show a milestone of a plan."""
        self._show(line.id, self._words.marked(line.milestone), partial(self._fill, line, plan))

    def _fill(self, line: PlanLine, plan: Plan, outer: QVBoxLayout) -> None:
        ui, words, one = self._ui, self._words, line.milestone
        outer.setSpacing(8)
        if mark := words.mark(one.marking):
            outer.addWidget(Text(ui, mark, Size.META, SEMIBOLD, wrap=True))
        outer.addWidget(Text(ui, words.whole(one), Size.SUBJECT, SEMIBOLD, wrap=True))
        if other := words.other(one.title):
            outer.addWidget(Text(ui, other, tone="t2", wrap=True))
        outer.addWidget(self._chips(line))
        outer.addWidget(Text(ui, words.span(one.first, one.last), weight=SEMIBOLD, wrap=True, tabular=True))
        outer.addWidget(
            Text(ui, times_words(one, plan.exercise.zone, words), Size.SECONDARY, tone="t2", wrap=True, tabular=True)
        )
        if line.strayed is not None:
            outer.addWidget(self._strayed(line.strayed))
        outer.addWidget(self._buttons(line))
        outer.addWidget(hairline(ui))
        outer.addLayout(self._facts(line, plan))
        for text in (words.best(one.note), words.other(one.note)):
            if text:
                outer.addWidget(Text(ui, text, tone="t2", wrap=True, selectable=True))

    def _chips(self, line: PlanLine) -> QWidget:
        ui, words, one = self._ui, self._words, line.milestone
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.addWidget(Chip(ui, dict(words.kinds)[one.kind], "acc"))
        look = state_look(line, words)
        flow.addWidget(Chip(ui, look.text, look.tone, look.icon))
        if one.held:
            flow.addWidget(Chip(ui, ui.language.tr("Locked"), "neutral", "lock"))
        if line.drift:
            flow.addWidget(Chip(ui, words.drift(line.drift), words.drift_tone(line.drift, line.slack)))
        return holder

    def _strayed(self, strayed: Strayed) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        holder = QWidget()
        surface(holder, "amb_bg")
        column = QVBoxLayout(holder)
        column.setContentsMargins(10, 8, 10, 8)
        days = self._words.span(strayed.first, strayed.last)
        said = tr("Its event in the calendar now stands on {days}, while the milestone is locked.", days=days)
        if not strayed.held:
            said = tr("Its event in the calendar stands on {days}.", days=days)
        if strayed.task_id:
            said = tr("Its task is due on {day}.", day=self._words.span(strayed.last, strayed.last))
        column.addWidget(Text(ui, said, tone="amb", wrap=True))
        buttons = QWidget()
        row = FlowLayout(buttons)
        agree = tr("Agree these days") if strayed.held else tr("Move the milestone")
        self.agree_button = PlainButton(ui, agree, act=lambda: self.agree_wanted.emit(strayed))
        back = tr("Put the task back") if strayed.task_id else tr("Put the event back")
        self.put_back_button = PlainButton(ui, back, act=lambda: self.put_back_wanted.emit(strayed))
        row.addWidget(self.agree_button)
        row.addWidget(self.put_back_button)
        column.addWidget(buttons)
        return holder

    def _buttons(self, line: PlanLine) -> QWidget:
        ui, tr, one = self._ui, self._ui.language.tr, line.milestone
        holder = QWidget()
        flow = FlowLayout(holder)
        done = one.state is MilestoneState.DONE
        for name, text, icon, key, act in (
            ("edit_button", tr("Edit"), "pencil", tr("Enter"), self.edit_wanted.emit),
            ("lock_button", tr("Unlock") if one.held else tr("Lock"), "lock-open" if one.held else "lock", "L", self.lock_wanted.emit),
            ("done_button", tr("Not done") if done else tr("Done"), "circle" if done else "check", tr("Space"), self.done_wanted.emit),
        ):  # fmt: skip
            button = PlainButton(ui, text, icon=icon, act=act)
            button.setToolTip(key)
            setattr(self, name, button)
            flow.addWidget(button)
        return holder

    def _facts(self, line: PlanLine, plan: Plan) -> FactsGrid:
        words, tr, one, stand = self._words, self._ui.language.tr, line.milestone, line.stand
        grid = FactsGrid(self._ui, 96, wrap=True)
        names = names_of(words, plan.milestones)
        ids = {other.key: other.id for other in plan.milestones}
        grid.add(tr("Interval"), line.rule)
        if one.held and stand is not None and stand.by_rule != one.first:
            grid.add(tr("By its rule"), words.full_day(stand.by_rule))
        grid.add(tr("Counts from"), self._anchor(one.rule.anchor, names, ids))
        if one.rule.before:
            grid.add(tr("Finished before"), self._anchor(one.rule.before, names, ids))
            grid.add(
                tr("Slack"), Text(self._ui, slack_words(line, words), tone=words.slack_tone(line.slack), wrap=True)
            )
        following = [other for other in plan.milestones if other.rule.anchor == one.key]
        grid.add(tr("Count from it"), self._links(following) if following else "")
        waiting = [other for other in plan.milestones if other.rule.before == one.key]
        grid.add(tr("Wait for it"), self._links(waiting) if waiting else "")
        off = words.days(plan.exercise).off_between(one.first, one.last)
        grid.add(
            tr("Holidays"), "\n".join(f"{words.full_day(each.day)}  {words.holiday(each)}" for each in off[:_MANY])
        )
        owner = self._link(one.owner, "person", one.owner_id) if one.owner and one.owner_id else one.owner
        grid.add(tr("Owner"), owner or words.side(one.side))
        grid.add(tr("Side"), words.side(one.side) if one.owner else "")
        grid.add(tr("Place"), one.place)
        if line.outcome.event:
            grid.add(tr("Event"), self._link(tr("In the calendar"), "event", one.event_id))
        if line.outcome.task:
            grid.add(tr("Task"), self._link(task_state(line.outcome, words), "task", one.task_id))
        if one.updated_at is not None:
            day = words.full_day(one.updated_at.date())
            grid.add(tr("Changed"), " · ".join(filter(None, (day, one.author))))
        return grid

    def _anchor(self, key: str, names: dict[str, str], ids: dict[str, int]) -> QWidget | str:
        if key in {STARTEX, ENDEX} or key not in ids:
            return self._words.anchor(key, names)
        return self._button(names[key], partial(self.reveal_wanted.emit, ids[key]))

    def _links(self, milestones: list[Milestone]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=10)
        for one in milestones[:_MANY]:
            flow.addWidget(self._button(self._words.called(one), partial(self.reveal_wanted.emit, one.id)))
        return holder

    def _link(self, words: str, kind: str, record_id: int) -> LinkButton:
        ref = RecordRef(kind, record_id, words)
        return self._button(words, lambda: self._ui.open(ref))

    def _button(self, words: str, act: Callable[[], object]) -> LinkButton:
        return fact_link(self._ui, words, _LONGEST_LINK, act)


def times_words(one: Milestone, zone: str, words: PlanWords) -> str:
    """Return the time of a milestone in three zones; of whole days when they begin."""
    at = datetime.combine(one.first, one.at or time())
    home = words.profile().home_zone
    try:
        line = three_zones(to_utc(at, zone or words.profile().host_zone), zone or words.profile().host_zone, home).line
    except DeskError:
        return ""
    return line if one.at is not None else words.language.tr("Whole days, from {line}", line=line)
