"""The rows of the running view: when, which, whom it goes to, what it says, and how long it is overdue or still to come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from liaison_desk.exercises.records import InjectLine, InjectState
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ZonedTime, chip_width, paint_chip, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import RowDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_WHEN: Final = 96
_NUMBER: Final = 64
_FACT: Final = 150


class RunningRows(RowDelegate):
    """Paints a line of two rows; ``now`` is the time the view shows."""

    def __init__(self, ui: Ui, words: Words, now: Callable[[], datetime]) -> None:
        super().__init__(ui, Size.ROW_SCHEDULE)
        self._words = words
        self._now = now

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint one inject."""
        theme, words = self.ui.theme, self._words
        fact, tone = self.fact(line)
        late = tone == "red"
        top = QRect(rect.left(), rect.top() + 5, rect.width(), 18)
        below = QRect(rect.left(), rect.top() + 23, rect.width(), 18)
        paint_time(
            self.ui,
            painter,
            top.adjusted(0, 0, _WHEN - rect.width(), 0),
            ZonedTime(words.time(line.minutes)),
            tone="red" if late else "t1",
            strong=True,
        )
        zulu = words.zulu(line.minutes)
        if zulu is not None:
            paint_time(self.ui, painter, below.adjusted(0, 0, _WHEN - rect.width(), 0), zulu, tone=state.meta)
        painter.setFont(theme.font(Size.BODY, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, QRect(top.left() + _WHEN, top.top(), _NUMBER - 8, 18), line.number)
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color(state.meta))
        paint_elided(painter, QRect(below.left() + _WHEN, below.top(), _NUMBER - 8, 18), line.cell)
        left = top.left() + _WHEN + _NUMBER
        room = rect.right() - _FACT - left
        painter.setFont(theme.font(Size.BODY, MEDIUM if state.selected or late else 400))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, QRect(left, top.top(), room, 18), " ".join(words.best(line.text).split()))
        painter.setPen(theme.color(state.meta))
        if mark := words.coded_mark(line.marking):
            painter.setFont(theme.font(Size.META, SEMIBOLD))
            used = paint_elided(painter, QRect(left, below.top(), room // 2, 18), mark) + 8
            left, room = left + used, room - used
        painter.setFont(theme.font(Size.SECONDARY))
        paint_elided(painter, QRect(left, below.top(), room, 18), said_below(words, line))
        self._paint_fact(painter, QRect(rect.right() - _FACT, rect.top(), _FACT, rect.height()), line, fact, tone)

    def fact(self, line: InjectLine) -> tuple[str, str]:
        """Return how long an inject is overdue or still to come, or when it was delivered, and the tone of that."""
        tr, words = self._words.language.tr, self._words
        at = words.start.instant(line.minutes)
        if line.state is InjectState.DELIVERED:
            times = words.times_of(line.delivered_at)
            return ("" if times is None else tr("delivered {time}", time=times.place.clock)), "t2"
        if at is None:
            return "", "t2"
        left = at - self._now()
        if left <= timedelta():
            return tr("overdue {time}", time=words.span(-left)) if left <= -timedelta(minutes=1) else tr(
                "due now"
            ), "red"
        return tr("in {time}", time=words.span(left)), "amb" if left <= timedelta(minutes=5) else "t2"

    def _paint_fact(self, painter: QPainter, rect: QRect, line: InjectLine, fact: str, tone: str) -> None:
        theme = self.ui.theme
        pending = line.state is InjectState.PENDING
        upper = QRect(rect.left(), rect.top() + 5, rect.width(), 18) if pending else rect
        painter.setFont(
            theme.font(Size.BODY if not pending else Size.SECONDARY, SEMIBOLD if tone != "t2" else MEDIUM, tabular=True)
        )
        painter.setPen(theme.color(tone))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fact)
        if pending:
            chip = self._words.chip(line.state)
            paint_chip(self.ui, painter, QPoint(rect.right() - chip_width(self.ui, chip), rect.top() + 24), chip)


def said_below(words: Words, line: InjectLine) -> str:
    """Return from whom it comes, to whom, how, and what is expected."""
    whom = " → ".join(part for part in (line.sender, line.receiver) if part)
    return " · ".join(part for part in (whom, line.method, " ".join(words.best(line.expected).split())) if part)
