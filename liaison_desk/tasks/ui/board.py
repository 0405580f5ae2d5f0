"""The board of tasks: a column a state; the cancelled ones are shown when they are asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.screens.board import Board as AnyBoard
from liaison_desk.screens.board import Boarded
from liaison_desk.tasks.records import TaskLine, TaskState
from liaison_desk.tasks.ui.cards import CardDelegate
from liaison_desk.tasks.ui.columns import describe
from liaison_desk.tasks.ui.words import Words

STATES: Final = (TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING, TaskState.DONE, TaskState.CANCELLED)
Lines = Callable[[Sequence[int]], Mapping[int, TaskLine]]


class Board(AnyBoard):
    """The columns. ``moved`` asks to put cards into a state, with where on the screen to ask what that needs."""

    def __init__(self, ui: Ui, words: Words, lines: Lines) -> None:
        boarded = Boarded(
            tuple((state, words.state(state)) for state in STATES),
            lines,
            describe(words),
            lambda line: words.best(line.title),
            lambda n: ui.language.tr("{n} tasks", n=n),
        )
        super().__init__(ui, boarded, lambda: CardDelegate(ui, words))
        self.show_cancelled(False)

    def show_cancelled(self, shown: bool) -> None:
        """Show the cancelled ones too, or leave them out as usual."""
        self.columns[-1].setVisible(shown)
