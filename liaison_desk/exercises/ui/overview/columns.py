"""The columns of the table of exercises as data, and the cells that are more than words."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from liaison_desk.exercises.records import ExerciseLine, ExerciseSort, ExerciseState
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

NAME, STATE, NEXT, PROGRESS = "name", "state", "next", "progress"
_LEAST_MARK = 76
"""Pixels that a portion mark has beside any name."""
_SOON = 14
"""Days before a milestone from which it is amber."""
_TONES = {
    ExerciseState.IDEA: "neutral",
    ExerciseState.PLANNED: "neutral",
    ExerciseState.IN_PLANNING: "acc",
    ExerciseState.RUNNING: "grn",
    ExerciseState.CLOSED: "neutral",
}


def exercise_columns(words: Words) -> list[Column[ExerciseLine]]:
    """Return what the table shows."""
    tr, japanese = words.language.tr, words.language.code == "ja"
    return [
        Column(NAME, tr("Exercise"), lambda line: words.best(line.name), 330, sort=ExerciseSort.NAME, tip=_tip(words)),
        Column("held", tr("STARTEX–ENDEX"), words.held, 170, sort=ExerciseSort.STARTEX, tone=lambda _: "t1"),
        Column(STATE, tr("State"), lambda line: words.state(line.state), 100, sort=ExerciseSort.STATE),
        Column(NEXT, tr("Next milestone"), lambda line: next_words(words, line), 180),
        Column(PROGRESS, tr("Plan"), lambda line: progress_words(words, line), 150 if japanese else 120),
        Column("nations", tr("Nations"), lambda line: " ".join(line.nations), 130, tone=lambda _: "t2"),
        Column("type", tr("Type"), lambda line: words.short_type(line.type), 99, tip=lambda line: words.type(line.type), sort=ExerciseSort.TYPE, tone=lambda _: "t2"),
        Column("series", tr("Exercise series"), lambda line: line.series, 140, sort=ExerciseSort.SERIES, tone=lambda _: "t2"),
    ]  # fmt: skip


def state_look(words: Words, state: ExerciseState) -> ChipLook:
    """Return the chip of a state."""
    return ChipLook(words.state(state), _TONES[state])


def next_words(words: Words, line: ExerciseLine) -> str:
    """Return the next milestone and how far it is: MPC, in 13 d."""
    if line.next_day is None:
        return ""
    return f"{words.next(line)} {words.ahead(line.next_day)}"


def progress_words(words: Words, line: ExerciseLine) -> str:
    """Return how much of the plan is done, and what is over and is not."""
    if not line.milestones:
        return ""
    done = f"{line.done} / {line.milestones}"
    return f"{done} {words.language.tr('{n} past', n=line.past)}" if line.past else done


def describe(words: Words) -> Callable[[ExerciseLine], str]:
    """Return what a screen reader says of a row."""

    def said(line: ExerciseLine) -> str:
        parts = (
            words.best(line.name), words.coded_mark(line.marking), words.type(line.type), words.held(line),
            words.state(line.state), next_words(words, line), progress_words(words, line),
        )  # fmt: skip
        return ", ".join(part for part in parts if part)

    return said


class ExerciseCells(CellDelegate):
    """Paints names with their portion marks, states as chips, the next milestone and the progress of the plan."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == NAME:
            self._paint_name(painter, rect, line, state)
        elif column.key == STATE:
            at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
            paint_chip(self.ui, painter, at, state_look(self._words, line.state))
        elif column.key == NEXT and line.next_day is not None:
            self._paint_next(painter, rect, line, state)
        elif column.key == PROGRESS and line.milestones:
            self._paint_progress(painter, rect, line, state)
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_name(self, painter: QPainter, rect: QRect, line: ExerciseLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        mark = words.coded_mark(line.marking)
        faded = line.state is ExerciseState.CLOSED and not state.selected
        painter.setPen(theme.color("t2" if faded else "t1"))
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        # A mark that names many nations gives way to the name; the tool tip has it whole.
        room = painter.fontMetrics().horizontalAdvance(mark) + 9 if mark else 0
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        wide = painter.fontMetrics().horizontalAdvance(words.best(line.name)) + 3
        room = min(room, max(rect.width() - wide, _LEAST_MARK))
        used = paint_elided(painter, rect.adjusted(0, 0, -room, 0), words.best(line.name))
        if mark:
            painter.setFont(theme.font(Size.META, SEMIBOLD))
            painter.setPen(theme.color("t2"))
            used += 8 + paint_elided(painter, rect.adjusted(used + 8, 0, 0, 0), mark)
        rest = rect.adjusted(used + 10, 0, 0, 0)
        if rest.width() > 40:
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, rest, words.other(line.name))

    def _paint_next(self, painter: QPainter, rect: QRect, line: ExerciseLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        assert line.next_day is not None
        days = (line.next_day - words.today()).days
        ahead = words.ahead(line.next_day)
        painter.setFont(theme.font(Size.BODY, SEMIBOLD if days <= _SOON else REGULAR, tabular=True))
        width = painter.fontMetrics().horizontalAdvance(ahead)
        painter.setPen(theme.color("amb" if days <= _SOON else state.meta))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, ahead)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, rect.adjusted(0, 0, -width - 10, 0), words.next(line))

    def _paint_progress(self, painter: QPainter, rect: QRect, line: ExerciseLine, state: RowState) -> None:
        theme = self.ui.theme
        painter.setFont(theme.font(Size.BODY, tabular=True))
        painter.setPen(theme.color(state.meta))
        used = paint_elided(painter, rect, f"{line.done} / {line.milestones}")
        if line.past:
            painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("red"))
            said = self._words.language.tr("{n} past", n=line.past)
            paint_elided(painter, rect.adjusted(used + 8, 0, 0, 0), said)


def _tip(words: Words) -> Callable[[ExerciseLine], str]:
    def said(line: ExerciseLine) -> str:
        startex = words.instant(line.startex, line.zone) if line.startex is not None else ""
        named = (words.best(line.name), words.other(line.name), words.coded_mark(line.marking), startex)
        return "\n".join(part for part in named if part)

    return said
