"""The three ways tasks are shown - list, board, timeline - in one stack, and what stands there instead of none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.tasks.records import Mode, TaskFilter, TaskGrouping, TaskSort, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.service import TaskCounts, Tasks
from liaison_desk.tasks.service.lists import Span
from liaison_desk.tasks.ui.columns import DONE
from liaison_desk.tasks.ui.table import TaskTable
from liaison_desk.tasks.ui.words import Words

if TYPE_CHECKING:
    from liaison_desk.tasks.ui.board import Board
    from liaison_desk.tasks.ui.timeline.pane import TimelinePane
    from liaison_desk.tasks.ui.timeline.view import TimelineView

MOST: Final = 10_000
"""Suspenses that a timeline is given at once: as many as are laid out within a blink."""


class Shown(Protocol):
    """What table, board and timeline all can."""

    def selected_ids(self) -> list[int]:
        """Return the selected tasks."""
        ...

    def current_id(self) -> int | None:
        """Return the task the keyboard is on."""
        ...

    def select_id(self, key: int, /) -> bool:
        """Put the keyboard on a task; false when it is not there."""
        ...

    def select_first(self) -> None:
        """Put the keyboard on the first task."""
        ...

    def take_focus(self) -> None:
        """Take the keyboard."""
        ...

    def below_current(self) -> QPoint:
        """Return the point of the screen below the current task."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for one way of showing: a listing, a board or a span; how many there are, and whether any at all."""

    mode: Mode
    number: int
    counts: TaskCounts
    some: bool
    grouping: TaskGrouping = TaskGrouping.NOT
    listing: Listing = EMPTY
    board: Mapping[TaskState, Listing] | None = None
    span: Span | None = None


class Showing(QStackedWidget):
    """Reads and shows tasks in one of three ways. ``mode`` is the one on show."""

    opened = Signal()
    current_changed = Signal(object)
    menu_wanted = Signal(QPoint)
    moved = Signal(list, object, QPoint)
    shifted = Signal(list, int)
    box_clicked = Signal(int)
    sight_changed = Signal()

    def __init__(
        self, ui: Ui, words: Words, tasks: Tasks, mode: Mode, sort: Sort[TaskSort],
        on_sort: Callable[[Sort[TaskSort]], None], new: Callable[[], object], show_all: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._words = words
        self._tasks = tasks
        self._made: set[Mode] = set()
        self.mode = mode
        tr = ui.language.tr
        self.table = TaskTable(ui, words, tasks.lines, sort, on_sort)
        self.empty = EmptyState(
            ui, tr("No tasks yet. Type one above, or make one of a meeting's note."), tr("New task"), new
        )
        self.nothing = EmptyState(ui, tr("Nothing here matches."), tr("Show all tasks"), show_all)
        for widget in (self.table, self.empty, self.nothing):
            self.addWidget(widget)
        self._follow(self.table)
        self.table.clicked.connect(self._on_clicked)

    @cached_property
    def board(self) -> "Board":
        """The board, made when it is first looked at."""
        from liaison_desk.tasks.ui.board import Board

        board = Board(self._ui, self._words, self._tasks.lines)
        self.addWidget(board)
        self._follow(board)
        board.moved.connect(self.moved)
        self._made.add(Mode.BOARD)
        return board

    @cached_property
    def timeline(self) -> "TimelinePane":
        """The timeline, made when it is first looked at."""
        from liaison_desk.tasks.ui.timeline.pane import TimelinePane

        pane = TimelinePane(self._ui, self._words)
        self.addWidget(pane)
        self._follow(pane.view)
        pane.view.shifted.connect(self.shifted)
        pane.view.sight_changed.connect(self.sight_changed)
        return pane

    def _follow(self, shown: "TaskTable | Board | TimelineView") -> None:
        shown.opened.connect(lambda _: self.opened.emit())
        shown.menu_wanted.connect(lambda _, at: self.menu_wanted.emit(at))
        shown.current_changed.connect(lambda id_: self._on_current(shown, id_))

    @property
    def shown(self) -> Shown:
        """What the tasks are shown in now."""
        if self.mode is Mode.BOARD:
            return self.board
        return self.timeline.view if self.mode is Mode.TIMELINE else self.table

    def reading(self, wanted: TaskFilter, sort: Sort[TaskSort], grouping: TaskGrouping) -> Callable[[], Found]:
        """Return the work that reads what is to be shown, for the database lane."""
        mode, tasks, sort = self.mode, self._tasks, self._words.ordered(sort)
        sight = self.timeline.view.sight if mode is Mode.TIMELINE else None

        def some(number: int) -> bool:
            # Whether the desk has any task at all matters only when the list is empty.
            return bool(number) or bool(tasks.count([TaskFilter()])[0])

        def read() -> Found:
            if mode is Mode.BOARD:
                board = tasks.board(wanted, sort)
                asked = wanted.states or tuple(TaskState)
                number = sum(len(found) for state, found in board.items() if state in asked)
                return Found(mode, number, tasks.counts(), some(number), board=board)
            if sight is not None:
                number = tasks.count([wanted])[0]
                span = tasks.between(wanted, sight.begin, sight.last, MOST)
                return Found(mode, number, tasks.counts(), some(number), span=span)
            listing = tasks.grouped(wanted, sort, grouping)
            return Found(mode, len(listing), tasks.counts(), some(len(listing)), grouping, listing)

        return read

    def show_found(self, found: Found, *, cancelled: bool) -> bool:
        """Show what was read; false when something else is looked at meanwhile. ``cancelled`` shows that column too."""
        if found.mode is not self.mode:
            return False
        here: QWidget = self.table
        if found.board is not None:
            here = self.board
            self.board.show_cancelled(cancelled)
            self.board.show_board(found.board)
        elif found.span is not None:
            here = self.timeline
            self.timeline.show_span(found.span)
        else:
            named = (replace(one, label=self._words.group(found.grouping, one.label)) for one in found.listing.groups)
            self.table.model().set_listing(replace(found.listing, groups=tuple(named)))
            if self.table.current_id() is None:
                self.table.select_first()
        self.setCurrentWidget(here if found.number else self.nothing if found.some else self.empty)
        self.current_changed.emit(self.shown.current_id() if found.number else None)
        return True

    def refresh(self, ids: list[int]) -> None:
        """Read the lines of changed tasks again."""
        self.table.model().refresh(ids)
        if Mode.BOARD in self._made:
            self.board.refresh(ids)

    def ids_on_show(self) -> list[int]:
        """Return the tasks that are shown, in their order."""
        if self.mode is Mode.LIST:
            return list(self.table.model().listing.ids)
        if self.mode is Mode.BOARD:
            return [id_ for one in self.board.columns if not one.isHidden() for id_ in one.model.listing.ids]
        return [item.line.id for lane in self.timeline.view.lanes for item in lane.items]

    def _on_current(self, shown: Shown, id_: int | None) -> None:
        if shown is self.shown:
            self.current_changed.emit(id_)

    def _on_clicked(self, index: QModelIndex) -> None:
        model = self.table.model()
        number = model.id_at(index)
        if number is not None and model.columns[index.column()].key == DONE:
            self.box_clicked.emit(number)


def shows_cancelled(wanted: TaskFilter) -> bool:
    """Tell whether a filter asks for cancelled tasks by name: with the done ones, or alone."""
    return bool(wanted.states) and set(wanted.states) <= set(FINISHED)
