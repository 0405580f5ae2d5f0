"""How a task looks as a card: its title, and below it what decides: kind and number, suspense, on whom it waits."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liaison_desk.foundation.qt.cards import CardDelegate
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import chip_width, paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.tasks.records import Priority, TaskLine, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.ui.columns import kind_chip
from liaison_desk.tasks.ui.words import Words

_HEIGHT = 64
_GAP = 4


class TaskCards(CardDelegate):
    """Paints what is on a task's card."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, _HEIGHT)
        self._words = words

    def paint_line(self, painter: QPainter, rect: QRect, line: TaskLine, state: RowState) -> None:
        """Paint title and facts."""
        theme, words = self.ui.theme, self._words
        finished = line.state in FINISHED
        top = QRect(rect.left(), rect.top(), rect.width(), 22)
        if line.priority is Priority.HIGH and not finished:
            mark = QRect(top.left(), top.top() + 4, 3, 14)
            painter.fillRect(mark, theme.color("red"))
            top.adjust(9, 0, 0, 0)
        below = QRect(rect.left(), rect.bottom() - 21, rect.width(), 20)
        if self._fits(below, line):
            below = self._paint_kind(painter, below, line)
        else:  # beside a suspense with its hour: before the title, as in the list
            top = self._paint_kind(painter, top, line)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t3" if finished and not state.selected else "t1"))
        paint_elided(painter, top, words.best(line.title))
        self._paint_facts(painter, below, line, state)

    def _fits(self, rect: QRect, line: TaskLine) -> bool:
        """Tell whether what a request or a commitment is called by has room beside its suspense."""
        chip, theme = kind_chip(self._words, line), self.ui.theme
        plain = self._words.tone(line) in {"t1", "t3"}
        font = theme.font(Size.SECONDARY, REGULAR if plain else SEMIBOLD, tabular=True)
        due = QFontMetrics(font).horizontalAdvance(self._words.suspense(line))
        return chip is None or chip_width(self.ui, chip) + _GAP + due <= rect.width()

    def _paint_kind(self, painter: QPainter, rect: QRect, line: TaskLine) -> QRect:
        """Paint the chip of a request or a commitment; returns the room that is left."""
        chip = kind_chip(self._words, line)
        if chip is None:
            return rect
        taken = paint_chip(self.ui, painter, QPoint(rect.left(), rect.top() + 1), chip)
        return rect.adjusted(taken.width() + _GAP, 0, 0, 0)

    def _paint_facts(self, painter: QPainter, rect: QRect, line: TaskLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        tone = words.tone(line)
        due = words.suspense(line)
        plain = tone in {"t1", "t3"}
        painter.setFont(theme.font(Size.SECONDARY, REGULAR if plain else SEMIBOLD, tabular=True))
        painter.setPen(theme.color("t2" if plain else tone))
        right = (
            paint_elided(painter, rect, due, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if due else 0
        )
        fact = words.waiting(line) if line.state is TaskState.WAITING else line.host_owner or line.own_owner
        room = rect.adjusted(0, 0, -(right + 8) if right else 0, 0)
        if room.width() > 24:
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room, fact)
