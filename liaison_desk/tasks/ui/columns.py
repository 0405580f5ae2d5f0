"""The columns of the table of tasks as data, and the cells that are more than words: check boxes, times, two languages."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from liaison_desk.foundation.qt.buttons import paint_check
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import ChipLook, ZonedTime, paint_chip, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, Size
from liaison_desk.tasks.records import Priority, TaskKind, TaskLine, TaskSort
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.ui.words import Words

DONE, TITLE, ZULU, HOME = "done", "title", "zulu", "home"


def task_columns(words: Words) -> list[Column[TaskLine]]:
    """Return what the table can show."""
    tr = words.language.tr
    names = dict(words.priorities)
    # All that is not hidden fits a window of 1440 beside the open detail, with a scroll bar: 918.
    japanese = words.language.code == "ja"

    def faded(line: TaskLine) -> str:
        return "t3" if line.state in FINISHED else "t2"

    def high(line: TaskLine) -> str:
        return names[Priority.HIGH] if line.priority is Priority.HIGH else ""

    return [
        Column(DONE, "", lambda line: words.state(line.state), 40),
        Column(TITLE, tr("Task"), lambda line: words.best(line.title), 236 if japanese else 250, sort=TaskSort.TITLE, tip=_tip(words)),
        Column(
            "due", tr("Suspense"), words.suspense, 164 if japanese else 150, sort=TaskSort.DUE, tone=words.tone,
            strong=lambda line: words.tone(line) in {"red", "amb"}, tip=words.line,
        ),
        Column(ZULU, tr("Zulu"), lambda line: _spoken(words.zulu(line)), 68, tone=faded, tip=words.line),
        Column(HOME, words.home_name(), lambda line: _spoken(words.home(line)), 68, tone=faded, tip=words.line),
        Column("priority", tr("Priority"), high, 58, sort=TaskSort.PRIORITY, strong=lambda _: True),
        Column("host_owner", tr("Host owner"), lambda line: line.host_owner, 104, sort=TaskSort.HOST_OWNER, tone=faded),
        Column("waiting", tr("Waiting on"), words.waiting, 104, sort=TaskSort.WAITING, tone=faded),
        Column(
            "own_owner", tr("Own owner"), lambda line: line.own_owner, 110, sort=TaskSort.OWN_OWNER, tone=faded, hidden=True
        ),
        Column("source", tr("Source"), lambda line: line.source, 76, sort=TaskSort.SOURCE, tone=faded),
        Column("kind", tr("Kind"), lambda line: words.kind(line.kind), 100, tone=faded, hidden=True),
        Column("number", tr("Number"), lambda line: words.called(line) if line.number else "", 116, sort=TaskSort.NUMBER, tone=faded, hidden=True),
        Column("direction", tr("Who asks or owes whom"), words.direction, 96, tone=faded, hidden=True),
        Column("lead", tr("Lead"), lambda line: line.lead, 110, sort=TaskSort.LEAD, tone=faded, hidden=True),
        Column("since", tr("Waiting for"), words.since, 84, sort=TaskSort.SINCE, tone=faded, hidden=True),
        Column("asleep", tr("Sleeps until"), words.sleep, 104, sort=TaskSort.ASLEEP, tone=faded, hidden=True),
    ]  # fmt: skip


def describe(words: Words) -> Any:
    """Return what a screen reader says of a row."""

    def said(line: TaskLine) -> str:
        chip = kind_chip(words, line)
        parts = (
            chip.text if chip is not None else "",
            words.best(line.title),
            words.state(line.state),
            words.suspense(line),
            words.late(line),
        )
        return ", ".join(part for part in parts if part)

    return said


def columns_menu(table: RecordTable) -> QMenu:
    """Return the menu that shows and hides columns; box and title always stay."""
    menu = popup_menu(table)
    for number, column in enumerate(table.model().columns):
        if column.key not in {DONE, TITLE}:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not table.isColumnHidden(number))
            action.toggled.connect(partial(table.show_column, column.key))
    return menu


class TaskCells(CellDelegate):
    """Paints check box, title in two languages and zoned times; the other cells are words."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == DONE:
            box = QRect(rect.left() + 4, rect.center().y() - Size.ICON // 2 + 1, Size.ICON, Size.ICON)
            checked = Qt.CheckState.Checked if line.state in FINISHED else Qt.CheckState.Unchecked
            paint_check(self.ui, painter, box, checked, enabled=line.state not in FINISHED)
        elif column.key == TITLE:
            self._paint_title(painter, rect, line, state)
        elif column.key in {ZULU, HOME}:
            time = self._words.zulu(line) if column.key == ZULU else self._words.home(line)
            if time is not None:
                paint_time(self.ui, painter, rect, time, tone="t3" if line.state in FINISHED else "t2")
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_title(self, painter: QPainter, rect: QRect, line: TaskLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        finished = line.state in FINISHED
        if line.steps and not finished:
            count = f"{line.steps_done}/{line.steps}"
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            rect = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - 10, 0)
        rect = self._paint_kind(painter, rect, line)
        painter.setFont(theme.font(Size.BODY, MEDIUM if state.selected else REGULAR))
        painter.setPen(theme.color("t3" if finished and not state.selected else "t1"))
        used = paint_elided(painter, rect, words.best(line.title))
        room = rect.adjusted(used + 10, 0, 0, 0)
        if room.width() > 24:
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room, words.other(line.title))

    def _paint_kind(self, painter: QPainter, rect: QRect, line: TaskLine) -> QRect:
        """Paint the chip of a request or a commitment before its title; returns the room that is left."""
        chip = kind_chip(self._words, line)
        if chip is None or rect.width() < 120:
            return rect
        at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
        taken = paint_chip(self.ui, painter, at, chip)
        return rect.adjusted(taken.width() + 7, 0, 0, 0)


def kind_chip(words: Words, line: TaskLine) -> ChipLook | None:
    """Return what says of a task that it is a request (by its direction and number) or a commitment (by who owes whom); None of a plain one."""
    if line.kind is TaskKind.TASK:
        return None
    tone = "neutral" if line.state in FINISHED else "acc"
    if line.kind is TaskKind.RFI:
        return ChipLook(words.called(line), tone)
    return ChipLook(words.direction(line) or words.kind(line.kind), tone)


def _tip(words: Words) -> Any:
    return lambda line: "\n".join(part for part in (words.best(line.title), words.other(line.title)) if part)


def _spoken(time: ZonedTime | None) -> str:
    if time is None:
        return ""
    return f"{time.text}{time.day_offset:+d}" if time.day_offset else time.text
