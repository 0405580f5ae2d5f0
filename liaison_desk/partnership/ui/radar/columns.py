"""The columns of the radar, and the bar that shows each end on the year ahead."""

from typing import Any, Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.partnership.records import RadarLine, RadarSort, Urgency
from liaison_desk.partnership.ui.lines import paint_title, paint_two
from liaison_desk.partnership.ui.radar.words import RadarWords
from liaison_desk.partnership.words import ends

_TITLE, _WHAT, _DAY, _AHEAD = "title", "what", "day", "ahead"
_SPAN: Final = 365  # days that the bar shows
_BARS: Final = {Urgency.PAST: "red", Urgency.NOW: "amb", Urgency.SOON: "acc", Urgency.LATER: "ctl"}


def radar_columns(words: RadarWords) -> list[Column[RadarLine]]:
    """Return what the table shows."""
    tr, japanese = words.language.tr, words.language.code == "ja"
    title = RadarSort.TITLE_HOME if words.at_home() else RadarSort.TITLE
    return [
        Column(_TITLE, tr("What ends"), lambda one: words.best(one.title), 206 if japanese else 220, sort=title, tip=lambda one: words.other(one.title)),
        Column(_WHAT, tr("Kind"), words.what, 140, sort=RadarSort.TYPE),
        Column("holder", tr("Whose"), lambda one: one.holder, 100, sort=RadarSort.HOLDER, tone=lambda _: "t2"),
        Column(_DAY, tr("Day"), words.falls, 156, sort=RadarSort.DAY, firm=True),
        Column("begin", tr("Begin by"), words.begin, 122 if japanese else 108, sort=RadarSort.BEGIN,
               tone=lambda one: words.tone(one) if one.begin <= words.today() else "t2"),
        Column(_AHEAD, tr("The year ahead"), words.how_far, 126,
               about=tr("Each end on the year from today. The column “Day” puts them in order.")),
    ]  # fmt: skip


class RadarCells(CellDelegate):
    """Paints the title over its mark, the kind with its icon, the day over how far it is, and the bar."""

    def __init__(self, ui: Ui, words: RadarWords) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        words, ui = self._words, self.ui
        if column.key == _TITLE:
            paint_title(ui, painter, rect, words, words.best(line.title), line.marking)
        elif column.key == _WHAT:
            ui.icons.paint(painter, QPoint(rect.left(), rect.center().y() - 6), ends.icon(line), "t2", 14)
            super().paint_cell(painter, rect.adjusted(20, 0, 0, 0), column, line, state)
        elif column.key == _DAY:
            tone = words.tone(line)
            paint_two(
                ui,
                painter,
                rect,
                (words.dated(line.day), words.cause(line)),
                ("t1", tone if tone != "t3" else state.meta),
            )
        elif column.key == _AHEAD:
            self._paint_bar(painter, rect, line)
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_bar(self, painter: QPainter, rect: QRect, line: RadarLine) -> None:
        """Paint the year from today: quarters, the time in which to renew, and the day itself; what is past stands at its beginning."""
        color, today = self.ui.theme.color, self._words.today()
        middle, width = rect.center().y() + 1, max(1, rect.width() - 8)

        def at(days: int) -> int:
            return rect.left() + 2 + width * min(max(days, 0), _SPAN) // _SPAN

        painter.fillRect(QRect(rect.left() + 2, middle, width, 2), color("line2"))
        for quarter in range(5):
            painter.fillRect(QRect(at(_SPAN * quarter // 4), middle - 3, 1, 8), color("line2"))
        if line.ended is not None:
            return
        day, begin = (line.day - today).days, (line.begin - today).days
        tone = color(_BARS[line.urgency])
        if begin < _SPAN:
            left = at(begin)
            painter.fillRect(QRect(left, middle - 2, max(2, at(day) - left), 6), tone)
        if day <= _SPAN:
            painter.fillRect(QRect(at(day) - 1, middle - 7, 3, 16), tone)
