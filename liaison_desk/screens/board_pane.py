"""A list that is a board, too: the same records as rows, or as cards in a column a state, with the same keys and the same place."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.qt.board import Board
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.cards import CardDelegate
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.whole import WholeView
from liaison_desk.screens.pane import SIZES, Listed, ListPane

State = TypeVar("State", bound=Hashable)
Line = TypeVar("Line")
Wanted = TypeVar("Wanted")
LIST: Final = "list"
BOARD: Final = "board"


@dataclass(frozen=True, slots=True)
class Boarded(Generic[State, Line, Wanted]):
    """How what a pane lists stands on its board.

    ``states`` are the columns and what they are called; those that are ``rare`` are there only while something is in them. ``found``
    deals what a filter finds to the states, on the database lane. ``cards`` makes what paints a card, ``held`` says what is dragged.
    ``ways`` is what the choice between list and board is called, ``first`` which of them a new desk shows.
    """

    states: Sequence[tuple[State, str]]
    found: Callable[[Wanted], Mapping[State, Listing]]
    cards: Callable[[], CardDelegate]
    held: Callable[[int, Line | None], str]
    ways: str
    first: str = LIST
    rare: Collection[State] = ()
    ordered: bool = False
    least: int = 150


class BoardPane(ListPane[Line, Wanted], Generic[State, Line, Wanted]):
    """The pane. Subclasses say what becomes of cards that are moved, too."""

    def __init__(
        self, ui: Ui, listed: Listed[Line, Wanted], boarded: Boarded[State, Line, Wanted], view: WholeView,
        undo: Callable[[], object], *, sizes: tuple[int, int] = SIZES,
    ) -> None:  # fmt: skip
        self._boarded = boarded
        kept = ui.memory.text(f"{listed.key}/mode")
        self.mode = kept if kept in {LIST, BOARD} else boarded.first
        super().__init__(ui, listed, view, undo, sizes=sizes)
        self.board: Board[State, Line] = Board(
            ui, boarded.states, listed.lines, spoken=listed.spoken, delegate=boarded.cards, held=boarded.held,
            ordered=boarded.ordered, least=boarded.least,
        )  # fmt: skip
        self.stack.addWidget(self.board)
        tr = ui.language.tr
        choices = sorted(((LIST, tr("List")), (BOARD, tr("Board"))), key=lambda one: one[0] != boarded.first)
        self.segments = Segments(ui, choices, boarded.ways)
        self.segments.set_value(self.mode)
        self.segments.chosen.connect(self.set_mode)
        self.bar.add_widget(self.segments)
        self.board.opened.connect(lambda _: self.edit_current())
        self.board.current_changed.connect(self._on_current)
        self.board.menu_wanted.connect(self._popup_menu)
        self.board.moved.connect(self.move_cards)
        on_keys(self.board, Qt.Key.Key_Delete, self.delete_selected)

    @abstractmethod
    def move_cards(self, ids: list[int], state: State, at: QPoint, place: int | None) -> None:
        """Put cards that were moved into a state; ``at`` is where to ask what that needs, ``place`` where among the others."""

    def set_mode(self, mode: object) -> None:
        """Show the records as a list or on a board, and remember it."""
        self._wanted = self.current_id() or self._wanted
        self.mode = str(mode)
        self.segments.set_value(self.mode)
        self.ui.memory.keep(f"{self.listed.key}/mode", self.mode)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        if self.mode == LIST:
            super().refresh()
            return
        wanted, found = self.bar.wanted(), self._boarded.found
        self.read(lambda: found(wanted), self._show_board)

    def press(self, event: QKeyEvent) -> bool:
        """B and L change how the records are shown."""
        mode = {Qt.Key.Key_B: BOARD, Qt.Key.Key_L: LIST}.get(Qt.Key(event.key()), "")
        if mode:
            self.set_mode(mode)
        return bool(mode)

    @property
    def records(self) -> RecordTable | Board[Any, Any]:
        """What holds the records on show: the table or the board."""
        return self.board if self.mode == BOARD else self.table

    def line_of(self, number: int) -> Line | None:
        """Return the line of a record, on the board as in the list."""
        models = [column.model for column in self.board.columns] if self.mode == BOARD else [self.model]
        found = ((model, model.row_of(number)) for model in models)
        return next((model.line_at(model.index(row, 0)) for model, row in found if row >= 0), None)

    def _show_board(self, found: Mapping[State, Listing]) -> None:
        for state in self._boarded.rare:
            self.board.column(state).setVisible(bool(len(found.get(state, ()))))
        self.board.show_board(found)
        if self._shown and not self._wanted and self._shown != self.board.current_id():
            self.board.select_id(self._shown)  # it stays in hand where it was put meanwhile
        self._show_count(sum(map(len, found.values())))
