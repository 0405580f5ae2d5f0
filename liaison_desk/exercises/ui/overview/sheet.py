"""The sheet of one exercise: its head, and below it one of its panes at a time, made when first turned to."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import EXERCISE, INJECT, LESSON, MILESTONE, Exercise
from liaison_desk.exercises.ui.overview.dossier import Dossier, read_dossier
from liaison_desk.exercises.ui.overview.facts import FactsPane
from liaison_desk.exercises.ui.overview.panes import (
    FACTS,
    LESSONS,
    MSEL,
    PEOPLE,
    PLAN,
    TIMELINE,
    AsksForDates,
    BeginsInjects,
    BeginsLessons,
    BeginsMilestones,
    HasTable,
    HoldsWords,
    as_pane,
    make_pane,
)
from liaison_desk.exercises.ui.overview.sheet_head import SheetHead
from liaison_desk.exercises.ui.overview.straying import StrayActs, StrayStrip
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.paint import hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface

TAB_OF: Final = {MILESTONE: PLAN, INJECT: MSEL, LESSON: LESSONS}
"""In which pane a record of a kind is shown."""


class Sheet(QWidget):
    """Shows an exercise; ``shown`` tells that it is read, ``gone`` that it is not there any more."""

    shown = Signal(object)
    gone = Signal()

    def __init__(self, sources: Sources, ui: Ui, words: Words) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._panes: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._seen: dict[str, int] = {}  # which exercise each pane shows
        self._goal: RecordRef | None = None
        self.exercise_id = 0
        self.dossier: Dossier | None = None
        self.head = SheetHead(ui, words)
        self.strip = MessageStrip(ui)
        self.strayed = StrayStrip(ui, words, StrayActs(sources, ui, self, self.strip.show_error))
        self.tabs = Segments(ui, self._choices(), ui.language.tr("Parts of the exercise"))
        self.tabs.chosen.connect(lambda key: self.turn_to(str(key)))
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        self._lay_out()
        self._add_keys()
        kept = ui.memory.text("exercises/tab")
        self.tab = kept if kept in dict(self._choices()) else self._choices()[0][0]
        self.tabs.set_value(self.tab)

    @property
    def exercise(self) -> Exercise | None:
        """The exercise on show, once it is read."""
        return self.dossier.exercise if self.dossier is not None else None

    def show_exercise(self, exercise_id: int, goal: RecordRef | None = None) -> None:
        """Show an exercise in the pane that was looked at last; a ``goal`` is shown in its own pane and selected."""
        self._goal = goal
        if exercise_id != self.exercise_id:
            self.exercise_id, self.dossier = exercise_id, None
            self._stale = set(self._panes)
        self.turn_to(TAB_OF.get(goal.kind, self.tab) if goal is not None else self.tab)
        self.refresh_head()

    def refresh_head(self) -> None:
        """Read again what the head and the facts say."""
        number = self.exercise_id
        self._ui.jobs.database.run(
            lambda: read_dossier(self._sources, number), partial(self._show, number), self.strip.show_error,
            ticket_key=f"exercise {id(self)}", owner=self,
        )  # fmt: skip

    def refresh_panes(self) -> None:
        """Let the pane on show read again now, and the others when they are turned to."""
        self._stale = set(self._panes)
        self._freshen()

    def turn_to(self, tab: str) -> None:
        """Show a pane, and remember it."""
        choices = dict(self._choices())
        self.tab = tab if tab in choices else next(iter(choices))
        self.tabs.set_value(self.tab)
        self._ui.memory.keep("exercises/tab", self.tab)
        if self.tab not in self._panes:
            self._panes[self.tab] = self._make(self.tab)
            self.stack.addWidget(self._panes[self.tab])
            self._stale.add(self.tab)
        self.stack.setCurrentWidget(self._panes[self.tab])
        # Those two have a first button of their own, and one filled button is enough.
        self.head.milestone_button.setVisible(self.tab not in {MSEL, LESSONS})
        self._freshen()

    def step_tab(self, by: int) -> None:
        """Show the next pane, or the one before."""
        keys = [key for key, _ in self._choices()]
        self.turn_to(keys[(keys.index(self.tab) + by) % len(keys)])
        self.take_focus()

    def pane(self, tab: str) -> QWidget | None:
        """Return a pane, if it was made."""
        return self._panes.get(tab)

    def new_milestone(self) -> None:
        """Let the pane of the plan begin a milestone."""
        self.turn_to(PLAN)
        pane = self._panes[self.tab]
        if isinstance(pane, BeginsMilestones):
            pane.add_milestone()

    def new_record(self) -> None:
        """Begin what the pane on show is about: an inject in the MSEL, a lesson among the lessons, elsewhere a milestone."""
        pane = self._panes.get(self.tab)
        if isinstance(pane, BeginsInjects):
            pane.new_inject()
        elif isinstance(pane, BeginsLessons):
            pane.new_lesson()
        elif self.tab != MSEL:
            self.new_milestone()

    def in_hand(self) -> RecordRef:
        """Return the milestone, inject or lesson that is chosen in the pane on show, else the exercise."""
        pane = self._panes.get(self.tab)
        number = pane.table.current_id() if isinstance(pane, HasTable) else None
        kind = next((kind for kind, tab in TAB_OF.items() if tab == self.tab), EXERCISE)
        return RecordRef(kind, number) if number is not None else RecordRef(EXERCISE, self.exercise_id)

    @property
    def at_risk(self) -> bool:
        """Whether anything was typed in a pane that is not kept."""
        return any(pane.at_risk for pane in self._panes.values() if isinstance(pane, HoldsWords))

    def take_focus(self) -> None:
        """Put the keyboard into the pane on show."""
        pane = self._panes.get(self.tab)
        if pane is not None:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choices(self) -> list[tuple[str, str]]:
        tr = self._ui.language.tr
        return [
            (TIMELINE, tr("Timeline")), (PLAN, tr("Milestones")), (MSEL, tr("MSEL")), (PEOPLE, tr("Team and nations")),
            (LESSONS, tr("Lessons learned")), (FACTS, tr("Overview")),
        ]  # fmt: skip

    def _make(self, tab: str) -> QWidget:
        if tab == FACTS:
            return FactsPane(self._sources, self._ui, self.head.edit_wanted.emit)
        pane = make_pane(tab, self._sources, self._ui)
        if isinstance(pane, AsksForDates):
            pane.dates_wanted.connect(self.head.edit_wanted.emit)
        return pane

    def _freshen(self) -> None:
        """Let the pane on show show this exercise as it is now."""
        if self.tab in self._stale and self.exercise_id:
            self._stale.discard(self.tab)
            pane = as_pane(self._panes[self.tab])
            if self._seen.get(self.tab) == self.exercise_id:
                pane.refresh()
            else:
                self._seen[self.tab] = self.exercise_id
                pane.show_exercise(self.exercise_id)
        if self._goal is not None and TAB_OF.get(self._goal.kind) == self.tab:
            goal, self._goal = self._goal, None
            as_pane(self._panes[self.tab]).reveal(goal.kind, goal.id)

    def _show(self, number: int, dossier: Dossier | None) -> None:
        if number != self.exercise_id:
            return
        if dossier is None:
            self.gone.emit()
            return
        self.dossier = dossier
        self.head.show_dossier(dossier)
        self.strayed.show_strayed(dossier.strayed)
        facts = self._panes.get(FACTS)
        if isinstance(facts, FactsPane):
            facts.show_dossier(dossier)
        self.shown.emit(dossier.exercise)

    def _lay_out(self) -> None:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self.tabs)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self.head, hairline(self._ui), self.strip, self.strayed, bar, hairline(self._ui)):
            outer.addWidget(widget)
        outer.addWidget(self.stack, 1)

    def _add_keys(self) -> None:
        keys = [
            (f"Alt+{number}", partial(self._turn_by_key, key)) for number, (key, _) in enumerate(self._choices(), 1)
        ]
        keys += [("Ctrl+PgDown", partial(self.step_tab, 1)), ("Ctrl+PgUp", partial(self.step_tab, -1))]
        for key, act in keys:
            on_keys(self, key, act)
        for number, (key, _) in enumerate(self._choices(), 1):
            self.tabs.button(key).setToolTip(f"Alt+{number}")

    def _turn_by_key(self, tab: str) -> None:
        self.turn_to(tab)
        self.take_focus()
