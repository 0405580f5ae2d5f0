"""The columns of the list of visits, its cells, and its cards on the board."""

from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liaison_desk.foundation.qt.cards import CardDelegate
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.partnership.records import VisitSort
from liaison_desk.partnership.records.visit_lines import VisitLine
from liaison_desk.partnership.rules.visits import OVER
from liaison_desk.partnership.ui.lines import paint_title, paint_two
from liaison_desk.partnership.ui.visits.words import Words

TITLE, DAYS, STATE, LEFT = "title", "days", "state", "left"
CARD: Final = 84
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def visit_columns(words: Words) -> list[Column[VisitLine]]:
    """Return what the table shows."""
    tr, japanese = words.language.tr, words.language.code == "ja"

    def tip(line: VisitLine) -> str:
        return "\n".join(filter(None, (words.best(line.title), words.other(line.title))))

    return [
        Column(
            TITLE, tr("Visit"), lambda line: f"{words.coded_mark(line.marking)} {words.best(line.title)}".strip(), 270,
            sort=VisitSort.TITLE_HOME if words.at_home() else VisitSort.TITLE, tip=tip,
        ),
        Column(DAYS, tr("Days"), lambda line: words.days(line.first, line.last), 150 if japanese else 138, sort=VisitSort.FIRST, tone=faded, firm=True),
        Column(STATE, tr("State"), lambda line: words.state(line.state), 132 if japanese else 138, sort=VisitSort.STATE),
        Column(
            LEFT, tr("To submit"), lambda line: words.left(line.countdown), 96 if japanese else 108, sort=VisitSort.DUE, tone=lambda line: words.tone(line.countdown),
            strong=lambda line: line.countdown.presses,
            tip=lambda line: " ".join(filter(None, (words.due(line.countdown), words.closed(line.countdown)))),
        ),
        Column("type", tr("Type"), lambda line: words.type(line.type), 110, sort=VisitSort.TYPE, tone=faded, hidden=True),
        Column("places", tr("Sites"), words.places, 130, sort=VisitSort.SITES, tone=faded),
        Column("head", tr("Head of delegation"), words.head, 130, sort=VisitSort.HEAD, tone=faded, hidden=True),
        Column("number", tr("Request number"), lambda line: line.number, 110, sort=VisitSort.NUMBER, tone=faded, hidden=True),
    ]  # fmt: skip


def faded(line: VisitLine) -> str:
    """Return the tone of what is beside the point: fainter once a visit is over."""
    return "t3" if line.state in OVER else "t2"


def below(words: Words, line: VisitLine) -> str:
    """Return what stands below a visit's title: who leads it, with how many, and how its checklist stands."""
    language = words.language
    head = words.head(line)
    if head and line.people > 1:
        head = language.tr("{head} +{n}", head=head, n=line.people - 1)
    steps = language.tr("{done} of {all} steps", done=line.steps_done, all=line.steps) if line.steps else ""
    return " · ".join(filter(None, (head, steps)))


class VisitCells(CellDelegate):
    """Paints the title over who goes, the state as a chip, and days that are too long for one line in two."""

    def __init__(self, ui: Ui, words: Words) -> None:
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
                tone="t2" if line.state in OVER and not state.selected else "t1", beside=below(words, line), beside_tone=state.meta,
            )  # fmt: skip
        elif column.key == DAYS and self._wide(column.text(line)) > rect.width():
            tone = state.meta if line.state in OVER else "t2"
            paint_two(self.ui, painter, rect, self._words.day_lines(line.first, line.last), (tone, tone))
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _wide(self, said: str) -> int:
        return QFontMetrics(self.ui.theme.font(Size.BODY, tabular=True)).horizontalAdvance(said)


class VisitCards(CardDelegate):
    """Paints a visit on the board: title, days and place, who leads, and how many days are left for its request."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, CARD)
        self._words = words

    def paint_line(self, painter: QPainter, rect: QRect, line: VisitLine, state: RowState) -> None:
        """Paint the three lines of a card."""
        theme, words = self.ui.theme, self._words
        top = QRect(rect.left(), rect.top(), rect.width(), 20)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t3" if line.state in OVER and not state.selected else "t1"))
        paint_elided(painter, top, words.best(line.title))
        second = top.translated(0, 23)
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color("t2"))
        used = paint_elided(painter, second, words.days(line.first, line.last) or words.language.tr("no date yet"))
        room = second.adjusted(used + 8, 0, 0, 0)
        if room.width() > 24:
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room, words.places(line))
        third = top.translated(0, 46)
        left = words.left(line.countdown)
        tone = words.tone(line.countdown)
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD if line.countdown.presses else REGULAR, tabular=True))
        painter.setPen(theme.color(tone))
        right = paint_elided(painter, third, left, _RIGHT) if left else 0
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color(state.meta))
        paint_elided(painter, third.adjusted(0, 0, -(right + 8) if right else 0, 0), words.head(line))
