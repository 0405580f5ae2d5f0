"""All exercises: as a list that is narrowed and sorted, on one timeline, or by what was learned from them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import ExerciseFilter, ExerciseLine, ExerciseSort
from liaison_desk.exercises.ui.overview.columns import ExerciseCells, describe, exercise_columns
from liaison_desk.exercises.ui.overview.narrowing import Facets, NarrowingBar
from liaison_desk.exercises.ui.overview.panes import LESSONS, TIMELINE, BeginsExercises, as_pane, make_pane
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

LIST: Final = "list"
Found = tuple[Listing, int, Facets]


class Overview(QWidget):
    """The first look of the page. What is asked for is told by signals; the page does it."""

    new_wanted = Signal()

    def __init__(self, sources: Sources, ui: Ui, words: Words) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._words = words
        self._panes: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        tr = ui.language.tr
        self.sort = ui.memory.sort("exercises/sort", Sort(ExerciseSort.STARTEX))
        self.bar = NarrowingBar(ui, words)
        self.strip = MessageStrip(ui)
        lines = sources.exercises.lines
        self.model: WindowedModel[ExerciseLine] = WindowedModel(
            ui.jobs.database, lines, describe(words), exercise_columns(words), self
        )
        self.table = RecordTable(
            ui, self.model, tr("Exercises"), memory_key="exercises/columns", sort=self.sort, on_sort=self._on_sort,
            row_height=Size.ROW_TWO_LINE,
        )  # fmt: skip
        self.table.setItemDelegate(ExerciseCells(ui, words))
        self.empty = EmptyState(ui, tr("No exercises yet."), tr("New exercise"), self.new_wanted.emit)
        self.nothing = EmptyState(ui, tr("No exercise matches."), tr("Show all exercises"), self.show_all)
        self._listed = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self._listed.addWidget(widget)
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addWidget(self.strip)
        inside.addWidget(self._listed, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addWidget(hairline(ui))
        outer.addSpacing(8)
        outer.addWidget(self.stack, 1)
        self.bar.changed.connect(self.reload)
        self.search.words_changed.connect(lambda _: self.reload())
        self.search.left_for_list.connect(self.take_focus)
        self.show_view(self._view_of(ui.memory.text("exercises/view")))

    @property
    def view(self) -> str:
        """How the exercises are shown: as a list, on the timeline, or by their lessons."""
        return str(self.segments.value())

    def wanted(self) -> ExerciseFilter:
        """Return which exercises shall be listed."""
        return replace(self.bar.wanted, words=self.search.words())

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read the list again; ``then`` runs when it is on show."""
        wanted, sort, exercises = self.wanted(), self._words.ordered(self.sort), self._sources.exercises

        def work() -> Found:
            listing = exercises.listing(wanted, sort)
            every = listing if wanted == ExerciseFilter() else exercises.listing(ExerciseFilter())
            return listing, len(every), Facets(exercises.series(), exercises.nations())

        def done(found: Found) -> None:
            self._show(*found)
            if then is not None:
                then()

        key = f"exercises {id(self)}" if then is None else None
        self._ui.jobs.database.run(work, done, self.strip.show_error, ticket_key=key, owner=self)

    def refresh_panes(self) -> None:
        """Let the pane on show read again now, and the other when it is next shown."""
        self._stale = set(self._panes)
        self._freshen()

    def show_all(self, then: Callable[[], object] | None = None) -> None:
        """Take all narrowing away."""
        self.search.empty()
        self.bar.widen()
        self.reload(then)

    def show_view(self, view: str) -> None:
        """Show the exercises otherwise, and remember it."""
        self.segments.set_value(view)
        self._ui.memory.keep("exercises/view", view)
        self.search.setVisible(view == LIST)
        self.count.setVisible(view == LIST)
        self.new_button.setVisible(view != LESSONS)  # those have a first button of their own, and one is enough
        if view != LIST and view not in self._panes:
            pane = make_pane(view, self._sources, self._ui)
            as_pane(pane).show_exercise(0)
            if isinstance(pane, BeginsExercises):
                pane.new_wanted.connect(self.new_wanted)
            self._panes[view] = pane
            self.stack.addWidget(pane)
        self.stack.setCurrentWidget(self._panes.get(view, self._list))
        self._freshen()

    def pane(self, view: str) -> QWidget | None:
        """Return the pane of a view, if it was made."""
        return self._panes.get(view)

    def take_focus(self) -> None:
        """Put the keyboard on the exercises."""
        if self.view != LIST:
            self._panes[self.view].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.table.current_id() is None:
            self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.show_view(LIST)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def step_view(self, by: int) -> None:
        """Show the next way of looking, or the one before."""
        views = [key for key, _ in self._views()]
        self.show_view(views[(views.index(self.view) + by) % len(views)])
        self.take_focus()

    def _views(self) -> list[tuple[str, str]]:
        tr = self._ui.language.tr
        return [(LIST, tr("List")), (TIMELINE, tr("Timelines")), (LESSONS, tr("Lessons learned"))]

    def _view_of(self, kept: str) -> str:
        return kept if kept in dict(self._views()) else LIST

    def _make_head(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        head = QWidget()
        head.setFixedHeight(Size.PAGE_HEADER)
        self.count = Text(ui, "", Size.BODY, tone="t2", tabular=True)
        self.segments = Segments(ui, self._views(), tr("How exercises are shown"))
        self.segments.chosen.connect(self._on_segment)
        self.search = FilterLine(ui, tr("Filter by name, place, person"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(260)
        self.new_button = PrimaryButton(ui, tr("New exercise"), icon="plus", act=self.new_wanted.emit)
        self.new_button.setToolTip(tr("New exercise (Ctrl+N)"))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(Text(ui, tr("Exercises"), Size.TITLE, SEMIBOLD))
        row.addWidget(self.count)
        row.addStretch(1)
        for widget in (self.segments, self.search, self.new_button):
            row.addWidget(widget)
        row.setStretchFactor(self.search, 1)
        return head

    def _show(self, listing: Listing, total: int, facets: Facets) -> None:
        self.strip.hide()
        self.model.set_listing(listing)
        self.bar.offer(facets)
        self.bar.setVisible(total > 0)
        self.count.set_text(f"{len(listing)} / {total}" if len(listing) != total else str(total or ""))
        self._listed.setCurrentWidget(self.table if len(listing) else self.nothing if total else self.empty)
        if self.table.current_id() is None:
            self.table.select_first()

    def _on_segment(self, view: object) -> None:
        self.show_view(str(view))
        self.take_focus()

    def _on_sort(self, sort: Sort[ExerciseSort]) -> None:
        self.sort = sort
        self._ui.memory.keep_sort("exercises/sort", sort)
        self.reload()

    def _freshen(self) -> None:
        """Let the pane on show read what was changed while it was hidden."""
        if self.view in self._stale:
            self._stale.discard(self.view)
            as_pane(self._panes[self.view]).refresh()
