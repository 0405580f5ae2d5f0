"""The plan of one exercise: its milestones with their rules, locks and slack, one of them whole at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import Milestone, MilestoneState, Plan
from liaison_desk.exercises.ui.plan.acts import PlanActs
from liaison_desk.exercises.ui.plan.detail import MilestoneView
from liaison_desk.exercises.ui.plan.head import PlanHead
from liaison_desk.exercises.ui.plan.lines import PlanLine, PlanSort, lines_of, listing_of, plan_columns, spoken
from liaison_desk.exercises.ui.plan.table import PlanTable
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.windowed import WindowedModel

_PANES: Final = (940, 304)
_BY_DATE: Final = Sort(PlanSort.DATE)
_NARROW: Final = 1140  # a pane narrower than this has no room for the milestone beside the table


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read of a plan, for the window's thread."""

    plan: Plan | None = None
    lines: Mapping[int, PlanLine] = field(default_factory=dict)


class PlanPane(QWidget):
    """Shows the plan of an exercise and does what can be done with it. The page tells it which one, and when to read again."""

    dates_wanted = Signal()
    """The exercise shall be given its dates."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._exercise_id = 0
        self._seen = _Seen()
        self._wanted = 0
        self._adding = False
        tr = ui.language.tr
        self.words = PlanWords(ui.language, sources.profile)
        self.strip = MessageStrip(ui)
        self.acts = PlanActs(ui, self.words, sources, self, self._on_failed, self.strip.hide)
        self._sort = ui.memory.sort("plan/sort", _BY_DATE)
        more = (
            (tr("Save as back-plan…"), "save", self.save_as_backplan),
            (tr("Export…"), "file-up", lambda: sources.outside.export("plan", self._exercise_id)),
            (tr("Print…"), "printer", lambda: sources.outside.print_papers("plan", self._exercise_id)),
        )
        self.head = PlanHead(
            ui, self.words, add=self.add_from_backplan, what_if=self.what_if, squeeze=self.squeeze,
            done=self.mark_late_done, settle=self.settle, more=more,
        )  # fmt: skip
        self.model: WindowedModel[PlanLine] = WindowedModel(
            ui.jobs.database, self._fetch, partial(spoken, words=self.words), plan_columns(self.words, sources.plans.today), self
        )  # fmt: skip
        self.table = PlanTable(ui, self.model, self.words, self._sort, self.set_sort)
        self.view = MilestoneView(ui, self.words)
        self.empty = EmptyState(ui, "", tr("Add from back-plan…"), self._begin)
        self.nothing = EmptyState(ui, tr("No milestone matches."), tr("Show all milestones"), self.show_all)
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self._build()
        self._connect()

    @property
    def plan(self) -> Plan | None:
        """The plan on show."""
        return self._seen.plan

    def show_exercise(self, exercise_id: int) -> None:
        """Show the plan of an exercise."""
        if exercise_id != self._exercise_id:
            self._exercise_id, self._adding = exercise_id, False
            self._show(_Seen())
            self.strip.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the plan again."""
        number, plans, following = self._exercise_id, self._sources.plans, self._sources.following
        if not number:
            return

        def read() -> _Seen:
            try:
                plan = plans.plan(number)
            except NotFoundError:
                return _Seen()
            strayed, outcomes = following.strayed_of(plan), plans.outcomes(plan.milestones)
            return _Seen(plan, lines_of(plan, outcomes, strayed, self.words))

        key = f"plan {id(self)}"
        self._ui.jobs.database.run(read, self._show, self.strip.show_error, ticket_key=key, owner=self)

    def reveal(self, kind: str, record_id: int) -> None:
        """Select a milestone, as soon as it has been read."""
        if kind == "milestone":
            self._wanted = record_id
            self._reveal_wanted()

    def add_milestone(self) -> None:
        """Open the form of a new milestone, as soon as the plan has been read."""
        self._adding = self._seen.plan is None
        if self._seen.plan is not None:
            self.acts.edit(self._seen.plan, None, self._reveal_saved)

    def edit_current(self) -> None:
        """Open the form of the milestone the keyboard is on."""
        number = self.table.current_id()
        line = self._seen.lines.get(number) if number is not None else None
        if self._seen.plan is not None and line is not None:
            self.acts.edit(self._seen.plan, line.milestone, self._reveal_saved)

    def add_from_backplan(self) -> None:
        """Choose a back-plan and add its milestones."""
        if self._seen.plan is not None:
            self.acts.add_from_backplan(self._seen.plan)

    def save_as_backplan(self) -> None:
        """Keep the plan's rules as a back-plan of the user's own."""
        if self._seen.plan is not None:
            self.acts.keep_as_backplan(self._seen.plan)

    def what_if(self) -> None:
        """Try another STARTEX."""
        if self._seen.plan is not None:
            self.acts.what_if(self._seen.plan)

    def squeeze(self) -> None:
        """Squeeze what is late into the time left."""
        if self._seen.plan is not None:
            self.acts.squeeze(self._seen.plan)

    def settle(self) -> None:
        """Show what would go where its rule gives, and let it."""
        if self._seen.plan is not None:
            self.acts.settle(self._seen.plan)

    def mark_late_done(self) -> None:
        """Mark all that lies before today as done."""
        self.acts.mark_done([line.milestone for line in self._seen.lines.values() if line.late])

    def show_all(self) -> None:
        """Take the filter away."""
        self.head.search.empty()
        self._list()

    def set_sort(self, sort: Sort[PlanSort]) -> None:
        """Order the table otherwise, and remember it."""
        self._sort = sort
        self._ui.memory.keep_sort("plan/sort", sort)
        self._list()

    def selected(self) -> list[Milestone]:
        """Return the selected milestones, in the order of the table."""
        lines = self._seen.lines
        return [lines[number].milestone for number in self.table.selected_ids() if number in lines]

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the milestones."""
        super().focusInEvent(event)
        self._go_to_table()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: Space done, L lock, / the filter; Esc steps back to the table."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        at_table = self.table.hasFocus()
        if event.text() == "/":
            self.focus_search()
        elif plain and key == Qt.Key.Key_Space and at_table:
            self.acts.mark_done(self.selected())
        elif plain and key == Qt.Key.Key_L and at_table:
            self.acts.lock(self.selected())
        elif plain and key == Qt.Key.Key_Delete and at_table:
            self.acts.delete(self.selected())
        elif plain and key == Qt.Key.Key_Escape and self.table.isVisible() and not at_table:
            self._go_to_table()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline(self._ui))
        outer.addWidget(self.strip)
        outer.addWidget(Panes(self._ui, "plan/panes", ((self.stack, 420), (self.view, 280)), _PANES, narrow=_NARROW), 1)

    def _connect(self) -> None:
        self.head.search.words_changed.connect(lambda _: self._list())
        self.head.search.left_for_list.connect(self._go_to_table)
        self.table.opened.connect(lambda _: self.edit_current())
        self.table.current_changed.connect(self._on_current)
        self.table.menu_wanted.connect(lambda _, at: self._open_menu(at))
        self.table.lock_wanted.connect(lambda number: self.acts.lock([self._seen.lines[number].milestone]))
        self.table.link_wanted.connect(lambda kind, number: self._ui.open(RecordRef(kind, number)))
        self.view.edit_wanted.connect(self.edit_current)
        self.view.lock_wanted.connect(lambda: self.acts.lock(self._current()))
        self.view.done_wanted.connect(lambda: self.acts.mark_done(self._current()))
        self.view.reveal_wanted.connect(partial(self.reveal, "milestone"))
        self.view.agree_wanted.connect(self.acts.agree)
        self.view.put_back_wanted.connect(self.acts.put_back)
        on_keys(self.table, Qt.Key.Key_F2, self.edit_current)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, PlanLine]:
        lines = self._seen.lines
        return {number: lines[number] for number in ids if number in lines}

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        if seen.plan is not None:
            self.head.show_plan(seen.plan)
        self._list()
        self.model.refresh(seen.lines)
        self._reveal_wanted()
        self._on_current(self.table.current_id())
        if self._adding and seen.plan is not None:
            self.add_milestone()

    def _list(self) -> None:
        typed, today = self.head.search.words(), self._sources.plans.today()
        listing = listing_of(self._seen.lines, self._sort, typed, today, self.words)
        self.model.set_listing(listing)
        there = bool(self._seen.lines)
        self.stack.setCurrentWidget(
            self.table if len(listing) or self._seen.plan is None else self.nothing if there else self.empty
        )
        self._show_empty()
        if self.table.current_id() is None and len(listing):
            ahead = (number for number in listing.ids if self._seen.lines[number].milestone.last >= today)
            self.table.select_id(next(ahead, listing.ids[0]))
        self._on_current(self.table.current_id())

    def _show_empty(self) -> None:
        """Say what comes first: milestones, or the dates they count from."""
        tr = self._ui.language.tr
        if self._dated():
            self.empty.set_text(tr("No milestones yet. A back-plan is a quick beginning."))
            self.empty.button.setText(tr("Add from back-plan…"))
        else:
            self.empty.set_text(tr("Give the exercise its STARTEX and ENDEX first: its plan counts from them."))
            self.empty.button.setText(tr("Edit the exercise"))

    def _dated(self) -> bool:
        return self._seen.plan is None or self._seen.plan.exercise.dated

    def _begin(self) -> None:
        if self._dated():
            self.add_from_backplan()
        else:
            self.dates_wanted.emit()

    def _on_current(self, number: int | None) -> None:
        line = self._seen.lines.get(number) if number is not None else None
        if line is None or self._seen.plan is None:
            self.view.show_nothing()
        else:
            self.view.show_line(line, self._seen.plan)

    def _current(self) -> list[Milestone]:
        number = self.table.current_id()
        line = self._seen.lines.get(number) if number is not None else None
        return [line.milestone] if line is not None else []

    def _reveal_saved(self, number: int) -> None:
        self._wanted = number
        self.refresh()

    def _reveal_wanted(self) -> None:
        if self._wanted not in self._seen.lines:
            return
        if self.model.row_of(self._wanted) < 0:
            self.show_all()
        self.table.select_id(self._wanted)
        self._wanted = 0

    def _go_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self.strip.show_error(error)
        self.refresh()

    def _open_menu(self, at: QPoint) -> None:
        chosen, tr, icon = self.selected(), self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        if len(chosen) == 1:
            menu.addAction(icon("pencil"), f"{tr('Edit')}\t{tr('Enter')}", self.edit_current)
        held = bool(chosen) and all(one.held for one in chosen)
        done = bool(chosen) and all(one.state is MilestoneState.DONE for one in chosen)
        menu.addAction(
            icon("lock-open" if held else "lock"),
            f"{tr('Unlock') if held else tr('Lock')}\tL",
            partial(self.acts.lock, chosen),
        )
        menu.addAction(
            icon("circle" if done else "check"), f"{tr('Not done') if done else tr('Done')}\t{tr('Space')}",
            partial(self.acts.mark_done, chosen),
        )  # fmt: skip
        if any(one.state is MilestoneState.PLANNED for one in chosen):
            menu.addAction(
                icon("circle-x"), tr("Cancel milestone"), partial(self.acts.set_state, chosen, MilestoneState.CANCELLED)
            )
        elif not done:
            menu.addAction(
                icon("rotate-ccw"), tr("Ahead again"), partial(self.acts.set_state, chosen, MilestoneState.PLANNED)
            )
        menu.addSeparator()
        menu.addAction(icon("copy"), f"{tr('Copy rows')}\tCtrl+C", self.table.copy_rows)
        menu.addAction(icon("trash-2"), f"{tr('Delete')}\t{tr('Del')}", partial(self.acts.delete, chosen))
        menu.popup(at)
