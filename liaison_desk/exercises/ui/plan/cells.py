"""The cells of a plan's table that are more than words: names, chips, locks, and the icons of events and tasks."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from liaison_desk.exercises.records import MilestoneState
from liaison_desk.exercises.ui.plan.lines import PlanLine, state_look
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState, two_lines
from liaison_desk.foundation.qt.theme import REGULAR, SEMIBOLD, Size

_STEP: Final = 22
_GAP: Final = 7


class PlanCells(CellDelegate):
    """Paints the cells of a plan."""

    def __init__(self, ui: Ui, words: PlanWords) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell."""
        y = rect.top() + (rect.height() - Size.ICON) // 2
        if column.key == "title":
            self._paint_title(painter, rect, line, state)
        elif column.key == "dates":
            self._paint_dates(painter, rect, column.text(line), column.tone, line, state)
        elif column.key == "state":
            top = rect.top() + (rect.height() - Size.CHIP) // 2
            paint_chip(self.ui, painter, QPoint(rect.left(), top), state_look(line, self._words))
        elif column.key == "lock":
            held = line.milestone.held
            if held or state.hovered or state.selected:
                at = QPoint(rect.center().x() - Size.ICON // 2 + 1, y)
                self.ui.icons.paint(painter, at, "lock" if held else "lock-open", "t1" if held else state.meta)
        elif column.key == "links":
            for x, icon, tone in _icons(line):
                self.ui.icons.paint(painter, QPoint(rect.left() + x, y), icon, tone)
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_title(self, painter: QPainter, rect: QRect, line: PlanLine, state: RowState) -> None:
        """Paint short name and title, below them the portion mark and the other wording."""
        words, one = self._words, line.milestone
        tone = "t1" if one.state is MilestoneState.PLANNED else "t2"
        short, title = words.best(one.short), words.best(one.title)
        above, below = two_lines(rect)
        self._paint(
            painter,
            above,
            [(short, Size.BODY, SEMIBOLD, tone), (title if title != short else "", Size.BODY, REGULAR, tone)],
        )
        self._paint(
            painter, below,
            [(words.mark(one.marking), Size.META, SEMIBOLD, state.meta), (words.other(one.title), Size.META, REGULAR, state.meta)],
        )  # fmt: skip

    def _paint_dates(
        self,
        painter: QPainter,
        rect: QRect,
        dates: str,
        toned: Callable[[Any], str] | None,
        line: PlanLine,
        state: RowState,
    ) -> None:
        """Paint the days, a size below the rest so that the longest span is never cut, and below them the rule."""
        tone = toned(line) if toned is not None else "t1"
        above, below = two_lines(rect)
        self._paint(painter, above, [(dates, Size.SECONDARY, REGULAR, state.meta if tone == "t3" else tone)])
        self._paint(painter, below, [(line.rule, Size.META, REGULAR, state.meta)])

    def _paint(self, painter: QPainter, place: QRect, words: Sequence[tuple[str, int, int, str]]) -> None:
        """Paint words of a size, a weight and a tone each, one after the other."""
        for text, size, weight, tone in words:
            if text:
                painter.setFont(self.ui.theme.font(size, weight, tabular=True))
                painter.setPen(self.ui.theme.color(tone))
                place.setLeft(place.left() + paint_elided(painter, place, text) + _GAP)


def link_at(line: PlanLine, x: int) -> tuple[str, int] | None:
    """Return the record (kind and id) whose icon stands at ``x`` pixels from the left of the cell of icons."""
    for left, icon, _ in _icons(line):
        if left - 3 <= x < left + Size.ICON + 3:
            one = line.milestone
            return ("event", one.event_id) if icon == "calendar" else ("task", one.task_id)
    return None


def _icons(line: PlanLine) -> list[tuple[int, str, str]]:
    """Return where the icons of what became of a milestone stand, what they are, and their tones."""
    found = []
    if line.outcome.event:
        found.append((0, "calendar", "amb" if line.strayed is not None and line.strayed.event_id else "t2"))
    if line.outcome.task:
        done = line.outcome.task == "done"
        late = line.strayed is not None and line.strayed.task_id
        found.append((_STEP, "circle-check-big" if done else "circle", "grn" if done else "amb" if late else "t2"))
    return found
