"""Which rows a timeline shows, what in them the keyboard is on, and in which order a screen reader is told of them."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Signal

from liaison_desk.exercises.ui.timeline.grid import GanttGrid
from liaison_desk.exercises.ui.timeline.rows import Mark, Row, What
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.painted import tell_chosen


class GanttRows(GanttGrid):
    """Rows of marks, one of which is chosen."""

    current_changed = Signal(object)
    """Another mark is chosen, or none."""

    def __init__(self, ui: Ui, words: TimelineWords) -> None:
        super().__init__(ui, words)
        self._flat: list[tuple[int, Mark]] | None = None

    @abstractmethod
    def let_go(self) -> None:
        """End what is being dragged, if anything is, without moving it."""

    def show_rows(self, rows: Sequence[Row], today: date) -> None:
        """Show these rows; what is chosen stays so while it is among them."""
        chosen, self.rows, self.today, self._flat = self.chosen, list(rows), today, None
        self.let_go()
        self.row = max(0, min(self.row, len(self.rows) - 1))
        self.chosen = None
        self.lay_out()
        if chosen is not None:
            self.pick(chosen.what, chosen.id, chosen.exercise_id)
        self.viewport().update()

    def pick(self, what: What, id_: int, exercise_id: int = 0) -> bool:
        """Choose a mark by what it is and its id, without a word; false when it is not among the rows."""
        for number, row in enumerate(self.rows):
            for mark in row.marks:
                if mark.what is what and mark.id == id_ and exercise_id in {0, mark.exercise_id}:
                    self.row, self.chosen = number, mark
                    return True
        return False

    def choose(self, mark: Mark | None, number: int = -1) -> None:
        """Put the keyboard on a mark, or on none but a row."""
        if number >= 0:
            self.row = number
        if mark is not self.chosen:
            self.chosen = mark
            self.current_changed.emit(mark)
            if mark is not None and self.hasFocus():
                tell_chosen(self, self.order_of(mark))
        self.viewport().update()

    def _marks(self) -> list[tuple[int, Mark]]:
        if self._flat is None:
            self._flat = [(number, mark) for number, row in enumerate(self.rows) for mark in row.marks]
        return self._flat

    def order_of(self, mark: Mark | None) -> int:
        """Return the number of a mark in the order of reading; -1 of none."""
        return next((number for number, (_, one) in enumerate(self._marks()) if one is mark), -1)

    def read_count(self) -> int:
        """Return how many marks there are."""
        return len(self._marks())

    def read_words(self, number: int) -> str:
        """Return a mark in one line."""
        row, mark = self._marks()[number]
        return self.words.said(mark, self.rows[row].lane)

    def read_chosen(self, number: int) -> bool:
        """Tell whether the keyboard is on a mark."""
        return self._marks()[number][1] is self.chosen

    def read_place(self, number: int) -> QRect:
        """Return where a mark stands in the viewport; an empty rectangle when it is out of sight."""
        row, mark = self._marks()[number]
        item = self.laid(row).item_of(mark)
        rect = self.rect_of(row, item).toAlignedRect() if item is not None else QRect()
        return rect if rect.intersects(self.viewport().rect()) else QRect()
