"""The columns of the list of opportunities as data, the cells that are more than words, and how one looks as a card."""

from bisect import bisect_right
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liaison_desk.foundation.qt.cards import CardDelegate
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.partnership.records import OpportunityLine, OpportunitySort, OpportunityState
from liaison_desk.partnership.ui.lines import paint_title
from liaison_desk.partnership.ui.opportunities.words import Words

_TITLE, _STATE, _HOST, _HOME = "title", "state", "host", "home"
_CARD: Final = 84
_ICON: Final = 20
_CJK: Final = "\u3041"
_LEAST: Final = 44  # pixels in which somebody’s name says something


def opportunity_columns(words: Words) -> list[Column[OpportunityLine]]:
    """Return what the list shows."""
    tr, (host, home) = words.language.tr, words.sides()
    by_home = words.at_home()
    return [
        Column(_TITLE, tr("Opportunity"), lambda line: words.best(line.title), 232,
               sort=OpportunitySort.TITLE_HOME if by_home else OpportunitySort.TITLE,
               tip=lambda line: "\n".join(filter(None, (words.best(line.title), words.other(line.title))))),
        Column(_STATE, tr("State"), lambda line: words.state(line.state), 104, sort=OpportunitySort.STATE),
        Column("due", tr("Next step by"), words.due, 132, sort=OpportunitySort.DUE, tone=words.due_tone, strong=words.overdue),
        Column(_HOST, tr("Owner {nation}", nation=host), lambda line: line.host_owner, 98, sort=OpportunitySort.HOST_OWNER),
        Column(_HOME, tr("Owner {nation}", nation=home), lambda line: line.home_owner, 98, sort=OpportunitySort.HOME_OWNER),
        Column("champion", tr("Champion"), lambda line: line.champion, 90, sort=OpportunitySort.CHAMPION),
        Column("nations", tr("Nations"), lambda line: ", ".join(line.nations), 92, sort=OpportunitySort.NATIONS, hidden=True),
        Column("since", tr("State since"), lambda line: words.day_short(line.since) if line.since else "", 76,
               sort=OpportunitySort.SINCE, tone=lambda _: "t2"),
    ]  # fmt: skip


class OpportunityCells(CellDelegate):
    """Paints the title over its mark, and the state as a chip."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        if column.key == _STATE:
            at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
            paint_chip(self.ui, painter, at, self._words.chip(line.state))
        elif column.key == _TITLE:
            words, faded = self._words, line.state is OpportunityState.DROPPED and not state.selected
            paint_title(
                self.ui, painter, rect, words, words.best(line.title), line.marking, tone="t3" if faded else "t1",
                beside=words.unwritten(line), beside_tone="amb",
            )  # fmt: skip
        else:
            super().paint_cell(painter, rect, column, line, state)


class OpportunityCards(CardDelegate):
    """Paints what is on an opportunity's card: its title, who sees to the next step, and by when."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, _CARD)
        self._words = words

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint title and facts."""
        theme, words = self.ui.theme, self._words
        dropped = line.state is OpportunityState.DROPPED and not state.selected
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t3" if dropped else "t1"))
        self._paint_title(
            painter, QRect(rect.left(), rect.top(), rect.width(), rect.height() - 24), words.best(line.title)
        )
        below = QRect(rect.left(), rect.bottom() - 21, rect.width(), 20)
        right = self._paint_due(painter, below, line)
        room = below.adjusted(0, 0, -(right + 8) if right else 0, 0)
        unwritten, written = words.unwritten(line), words.written(line)
        if written and room.width() > _ICON:
            self.ui.icons.paint(painter, QPoint(below.left(), below.center().y() - 6), "stamp", "grn", 14)
            room = room.adjusted(_ICON, 0, 0, 0)
        painter.setFont(theme.font(Size.SECONDARY))
        fits = painter.fontMetrics().horizontalAdvance(written) <= room.width()
        said = unwritten or (written if fits else "") or words.owner(line) or ", ".join(line.nations)
        if room.width() > _LEAST:
            painter.setPen(theme.color("amb" if unwritten else "grn" if said == written else state.meta))
            paint_elided(painter, room, said)

    @staticmethod
    def _paint_title(painter: QPainter, rect: QRect, title: str) -> None:
        """Paint a title in two lines, the second one cut where it is too long for both."""
        metrics = painter.fontMetrics()
        first = _fitting(metrics, title, rect.width())
        line = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
        paint_elided(painter, line, title[:first].rstrip())
        if first < len(title):
            paint_elided(painter, line.translated(0, line.height() - 2), title[first:].lstrip())

    def _paint_due(self, painter: QPainter, rect: QRect, line: OpportunityLine) -> int:
        """Paint by when the next step is due; returns how wide that is."""
        tone, due = self._words.due_tone(line), self._words.due(line)
        if not due:
            return 0
        strong = tone in {"red", "amb"}
        painter.setFont(self.ui.theme.font(Size.SECONDARY, SEMIBOLD if strong else REGULAR, tabular=True))
        painter.setPen(self.ui.theme.color(tone))
        if painter.fontMetrics().horizontalAdvance(due) > rect.width():
            due = self._words.due_short(line)
        return paint_elided(painter, rect, due, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _fitting(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how many letters of a text fit into a width; they end at a blank, or before kana and kanji, where there are such."""
    if metrics.horizontalAdvance(text) <= width:
        return len(text)
    most = bisect_right(range(len(text)), width, key=lambda end: metrics.horizontalAdvance(text[: end + 1]))
    ends = (end for end in range(most, 0, -1) if text[end].isspace() or text[end] >= _CJK)
    return next(ends, max(1, most))
