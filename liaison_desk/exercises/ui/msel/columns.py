"""The columns of a MSEL as data, and the cells that are more than words: states, times in other zones."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from liaison_desk.exercises.records import InjectLine, InjectSort, InjectState
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ZonedTime, paint_chip, paint_time
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import Size

STATE, ZULU, HOME = "state", "zulu", "home"
_OVER: Final = {InjectState.CLOSED, InjectState.WITHDRAWN}


def inject_columns(words: Words) -> list[Column[InjectLine]]:
    """Return what the table can show. The keys of those that are written are the names of an inject's fields."""
    tr = words.language.tr

    def faded(line: InjectLine) -> str:
        return "t3" if line.state in _OVER else "t2"

    def first(line: InjectLine) -> str:
        return "t3" if line.state in _OVER else "t1"

    def text(line: InjectLine) -> str:
        return " ".join(words.best(line.text).split())

    def expected(line: InjectLine) -> str:
        return " ".join(words.best(line.expected).split())

    return [
        Column("number", tr("Number"), lambda line: line.number, 60, sort=InjectSort.NUMBER, tone=first, strong=lambda line: line.state not in _OVER),
        Column("minutes", tr("D-day time"), lambda line: words.time(line.minutes), 88, sort=InjectSort.TIME, tone=first, tip=partial(_tip, words)),
        Column(ZULU, tr("Zulu"), lambda line: _spoken(words.zulu(line.minutes)), 62, tone=faded, tip=partial(_tip, words)),
        Column(HOME, tr("At home"), lambda line: _spoken(words.home(line.minutes)), 66, tone=faded, tip=partial(_tip, words), hidden=True),
        Column(STATE, tr("State"), lambda line: words.state(line.state), 98, sort=InjectSort.STATE),
        Column("cell", tr("Cell"), lambda line: line.cell, 80, sort=InjectSort.CELL, tone=first),
        Column("sender", tr("Sender"), lambda line: line.sender, 88, sort=InjectSort.SENDER, tone=faded),
        Column("receiver", tr("Receiver"), lambda line: line.receiver, 88, sort=InjectSort.RECEIVER, tone=faded),
        Column("method", tr("Method"), lambda line: line.method, 82, sort=InjectSort.METHOD, tone=faded),
        Column("text", tr("Inject text"), text, 300, sort=InjectSort.TEXT, tone=first, tip=lambda line: words.best(line.text)),
        Column("expected", tr("Expected action"), expected, 190, sort=InjectSort.EXPECTED, tone=faded, tip=lambda line: words.best(line.expected)),
        Column("objective", tr("Objective"), lambda line: words.objective_number(line.objective), 66, sort=InjectSort.OBJECTIVE, tone=faded, tip=lambda line: words.objective(line.objective)),
        Column("controller", tr("Controller"), lambda line: line.controller, 84, sort=InjectSort.CONTROLLER, tone=faded),
        Column("marking", tr("Marking"), lambda line: words.coded_mark(line.marking), 78, sort=InjectSort.MARKING, tone=faded),
        Column("kind", tr("Kind of inject"), lambda line: line.kind, 100, tone=faded, hidden=True),
    ]  # fmt: skip


def describe(words: Words) -> Any:
    """Return what a screen reader says of a row."""

    def said(line: InjectLine) -> str:
        whom = f"{line.sender} → {line.receiver}" if line.sender or line.receiver else ""
        parts = (line.number, words.time(line.minutes), words.state(line.state), line.cell, whom, words.best(line.text))
        return ", ".join(part for part in parts if part)

    return said


class InjectCells(CellDelegate):
    """Paints states as chips and times of other zones with the day they fall on; the other cells are words."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == STATE:
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
            paint_chip(self.ui, painter, at, self._words.chip(line.state))
            painter.restore()
        elif column.key in {ZULU, HOME}:
            time = self._words.zulu(line.minutes) if column.key == ZULU else self._words.home(line.minutes)
            if time is not None:
                paint_time(
                    self.ui, painter, rect, time, tone="t2" if state.selected or line.state not in _OVER else "t3"
                )
        else:
            super().paint_cell(painter, rect, column, line, state)


def _tip(words: Words, line: InjectLine) -> str:
    times = words.times(line.minutes)
    return words.time(line.minutes) if times is None else f"{words.time(line.minutes)}\n{times.line}"


def _spoken(time: ZonedTime | None) -> str:
    if time is None:
        return ""
    return f"{time.text}{time.day_offset:+d}" if time.day_offset else time.text
