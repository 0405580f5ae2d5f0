"""The board of tasks: a column a state; cancelled ones are left out as usual."""

from typing import Final

from liaison_desk.foundation.qt import board
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.tasks.records import TaskLine, TaskState
from liaison_desk.tasks.ui.cards import TaskCards
from liaison_desk.tasks.ui.columns import describe
from liaison_desk.tasks.ui.words import Words

STATES: Final = (TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING, TaskState.DONE, TaskState.CANCELLED)


class Board(board.Board[TaskState, TaskLine]):
    """The columns of tasks."""

    def __init__(self, ui: Ui, words: Words, lines: board.Lines[TaskLine]) -> None:
        def held(count: int, line: TaskLine | None) -> str:
            return ui.language.tr("{n} tasks", n=count) if count > 1 or line is None else words.best(line.title)

        super().__init__(
            ui, [(state, words.state(state)) for state in STATES], lines,
            spoken=describe(words), delegate=lambda: TaskCards(ui, words), held=held,
        )  # fmt: skip
        self.show_cancelled(False)

    def show_cancelled(self, shown: bool) -> None:
        """Show the cancelled ones too, or leave them out as usual."""
        self.columns[-1].setVisible(shown)
