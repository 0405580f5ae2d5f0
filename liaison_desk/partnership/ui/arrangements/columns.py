"""The columns of the register as data, and the cells that are more than words: title and state."""

from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from liaison_desk.foundation.qt.columns import RIGHT, Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState, two_lines
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import ArrangementLine, ArrangementSort
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.partnership.ui.lines import paint_title

TITLE, STATE, SIGNED, REVIEW, EXPIRY, TYPE = "title", "state", "signed", "review", "expiry", "type"


def arrangement_columns(words: ArrangementWords) -> list[Column[ArrangementLine]]:
    """Return what the register shows."""
    tr, japanese = words.language.tr, words.language.code == "ja"

    def title(line: ArrangementLine) -> str:
        return f"{words.coded_mark(line.marking)} {words.best(line.title)}".strip()

    def tip(line: ArrangementLine) -> str:
        return "\n".join(part for part in (title(line), words.other(line.title), words.parties(line)) if part)

    days = 116 if japanese else 96
    by_title = ArrangementSort.TITLE_HOME if words.at_home() else ArrangementSort.TITLE
    return [
        Column(TITLE, tr("Arrangement"), title, 196 if japanese else 234, sort=by_title, tip=tip),
        Column(STATE, tr("State"), lambda line: words.states[line.state], 100 if japanese else 104, sort=ArrangementSort.STATE, firm=True),
        Column(SIGNED, tr("Signatures"), lambda line: words.signed(line.signing, line.terms, line.parties), 140 if japanese else 132, sort=ArrangementSort.SIGNED),
        Column(REVIEW, tr("Review"), lambda line: words.due(line.terms.review), days, sort=ArrangementSort.REVIEW, tone=words.review_tone, firm=True),
        Column(EXPIRY, tr("Expiry"), lambda line: words.due(line.terms.expiry), days, sort=ArrangementSort.EXPIRY, tone=words.expiry_tone, firm=True),
        Column(TYPE, tr("Type"), lambda line: f"{words.types[line.type]} {line.number}".strip(), 104 if japanese else 118, sort=ArrangementSort.TYPE),
        Column("open", tr("Tasks"), lambda line: str(line.open_tasks or ""), 52, RIGHT, sort=ArrangementSort.TASKS, largest_first=True, tone=lambda _: "t2"),
        Column("number", tr("Number"), lambda line: line.number, 96, sort=ArrangementSort.NUMBER, tone=lambda _: "t2", hidden=True),
        Column("in-force", tr("In force"), lambda line: words.due(line.terms.in_force), days, sort=ArrangementSort.IN_FORCE, tone=lambda _: "t2", hidden=True),
        Column("parties", tr("Parties"), words.parties, 150, sort=ArrangementSort.PARTIES, tone=lambda _: "t2", hidden=True),
    ]  # fmt: skip


class ArrangementCells(CellDelegate):
    """Paints the title over its mark and parties, the state as a chip, and cells of two lines."""

    def __init__(self, ui: Ui, words: ArrangementWords) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == STATE:
            at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
            paint_chip(self.ui, painter, at, self._words.chip(line.state))
        elif column.key == TITLE:
            words = self._words
            paint_title(
                self.ui, painter, rect, words, words.best(line.title), line.marking,
                beside=words.parties(line), beside_tone=state.meta,
            )  # fmt: skip
        elif column.key == SIGNED:
            first, second = self._words.signed_lines(line)
            self._paint_two(painter, rect, (first, second), ("t2", "t2" if line.signing.done else "t1"))
        elif column.key in {REVIEW, EXPIRY}:
            tone = column.tone(line) if column.tone is not None else "t1"
            self._paint_two(painter, rect, (column.text(line), ""), (tone, tone))
        elif column.key == TYPE:
            self._paint_two(painter, rect, (self._words.types[line.type], line.number), ("t1", state.meta))
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_two(self, painter: QPainter, rect: QRect, said: tuple[str, str], tones: tuple[str, str]) -> None:
        """Paint what is said in two lines, or the one there is in the middle."""
        theme, places = self.ui.theme, two_lines(rect) if all(said) else (rect, rect)
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        for place, words, tone in zip(places, said, tones, strict=True):
            painter.setPen(theme.color(tone))
            paint_elided(painter, place, words)
