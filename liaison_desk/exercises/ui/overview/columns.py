"""The columns of the table of exercises as data, and the cells that are more than words."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from liaison_desk.exercises.records import ExerciseLine, ExerciseSort, ExerciseState
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState, two_lines
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

NAME, HELD, STATE, NEXT, PROGRESS = "name", "held", "state", "next", "progress"
_SOON = 14
"""Days before a milestone from which it is amber."""
_ROOM = 24
"""Less room than this, in pixels, says nothing any more."""
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
        Column(HELD, tr("STARTEX–ENDEX"), words.held, 170, sort=ExerciseSort.STARTEX, tone=lambda _: "t1"),
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
    """Paints names above their portion marks, days that are never cut, states as chips, the next milestone and the progress of the plan."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == NAME:
            self._paint_name(painter, rect, line, state)
        elif column.key == HELD and line.startex is not None and line.endex is not None:
            self._paint_held(painter, rect, line)
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
        """Paint the name with all the room there is; below it the portion mark and, if that leaves room, the other wording."""
        theme, words = self.ui.theme, self._words
        faded = line.state is ExerciseState.CLOSED and not state.selected
        above, below = two_lines(rect)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t2" if faded else "t1"))
        paint_elided(painter, above, words.best(line.name))
        painter.setPen(theme.color(state.meta))
        for text, weight in ((words.coded_mark(line.marking), SEMIBOLD), (words.other(line.name), REGULAR)):
            if text and below.width() > _ROOM:
                painter.setFont(theme.font(Size.META, weight))
                below.setLeft(below.left() + paint_elided(painter, below, text) + 8)

    def _paint_held(self, painter: QPainter, rect: QRect, line: ExerciseLine) -> None:
        """Paint the days in one line, or each in a line of its own: no year may be cut off."""
        theme, words = self.ui.theme, self._words
        painter.setFont(theme.font(Size.BODY, tabular=True))
        painter.setPen(theme.color("t1"))
        whole = words.held(line)
        if painter.fontMetrics().horizontalAdvance(whole) <= rect.width():
            paint_elided(painter, rect, whole)
            return
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        for place, at, dash in zip(two_lines(rect), (line.startex, line.endex), ("", "–"), strict=True):
            assert at is not None
            paint_elided(painter, place, dash + words.dated(at.date()))
            painter.setFont(theme.font(Size.META, tabular=True))

    def _paint_next(self, painter: QPainter, rect: QRect, line: ExerciseLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        assert line.next_day is not None
        days = (line.next_day - words.today()).days
        above, below = two_lines(rect)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, above, words.next(line))
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD if days <= _SOON else REGULAR, tabular=True))
        painter.setPen(theme.color("amb" if days <= _SOON else state.meta))
        paint_elided(painter, below, words.ahead(line.next_day))

    def _paint_progress(self, painter: QPainter, rect: QRect, line: ExerciseLine, state: RowState) -> None:
        theme = self.ui.theme
        above, below = two_lines(rect)
        painter.setFont(theme.font(Size.BODY, tabular=True))
        painter.setPen(theme.color(state.meta))
        paint_elided(painter, above if line.past else rect, f"{line.done} / {line.milestones}")
        if line.past:
            painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("red"))
            paint_elided(painter, below, self._words.language.tr("{n} past", n=line.past))


def _tip(words: Words) -> Callable[[ExerciseLine], str]:
    def said(line: ExerciseLine) -> str:
        startex = words.instant(line.startex, line.zone) if line.startex is not None else ""
        return "\n".join(part for part in (words.best(line.name), words.other(line.name), startex) if part)

    return said
