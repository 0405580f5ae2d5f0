"""The head of the running view, painted: what time it is at the place, in Zulu and at home, and how long to the next inject."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.domain.dtg import Moment, ThreeZones
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ZonedTime, paint_elided, paint_time
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_HEIGHT: Final = 132
_CLOCK: Final = 150
_DUE: Final = 300
_SOON: Final = timedelta(minutes=5)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Face:
    """What the clocks show: the time in three zones, the day of the exercise, what comes next and when, what is due.

    ``until`` is how long it is to the next inject, ``overdue`` how long the earliest that is due waits; ``None`` where there is none.
    """

    times: ThreeZones | None = None
    names: tuple[str, str, str] = ("", "", "")
    dates: tuple[str, str, str] = ("", "", "")
    exercise: str = ""
    rehearsal: bool = False
    title: str = ""
    until: timedelta | None = None
    what: str = ""
    due: str = ""
    overdue: timedelta | None = None
    first: str = ""


class Clocks(QWidget):
    """Paints a ``Face``; a screen reader is told it in one sentence."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._face = Face()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.update)

    @property
    def face(self) -> Face:
        """What is shown."""
        return self._face

    def show_face(self, face: Face) -> None:
        """Show another time; paints only when something is another."""
        if face != self._face:
            self._face = face
            line = "" if face.times is None else face.times.line
            said = (
                face.exercise,
                line,
                face.title,
                self.countdown(face.until),
                face.what,
                face.due,
                self.countdown(face.overdue),
                face.first,
            )
            self.setAccessibleName(", ".join(part for part in said if part))
            self.update()

    def countdown(self, span: timedelta | None) -> str:
        """Return a span in hours and minutes: 00:14; days stand before them."""
        if span is None:
            return ""
        minutes = int(span.total_seconds()) // 60
        clock = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        return self._ui.language.tr("{n} d {time}", n=minutes // 1440, time=clock) if minutes >= 1440 else clock

    def sizeHint(self) -> QSize:
        """As high as the countdown with the words above and below it."""
        return QSize(700, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint clocks at the left, the countdown at the right."""
        del event
        painter, theme, face = QPainter(self), self._ui.theme, self._face
        painter.setFont(theme.font(Size.NAME, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("amb" if face.rehearsal else "t1"))
        painter.drawText(QRect(20, 10, 3 * _CLOCK, 32), _LEFT, face.exercise)
        if face.times is not None:
            for number, moment in enumerate((face.times.place, face.times.zulu, face.times.home)):
                self._paint_clock(painter, 20 + number * _CLOCK, number, moment)
        left = 20 + 3 * _CLOCK + 16
        painter.fillRect(QRect(left - 16, 16, 1, _HEIGHT - 32), theme.color("line"))
        due = min(_DUE, (self.width() - left) // 2) if face.due else 0
        self._paint_next(painter, QRect(left, 0, self.width() - left - 20 - due, _HEIGHT))
        if due:
            painter.fillRect(QRect(self.width() - due - 4, 16, 1, _HEIGHT - 32), theme.color("line"))
            self._paint_due(painter, QRect(self.width() - due + 12, 0, due - 32, _HEIGHT))

    def _paint_clock(self, painter: QPainter, x: int, number: int, moment: Moment) -> None:
        theme, face = self._ui.theme, self._face
        width = _CLOCK - 10
        painter.setFont(theme.font(Size.META, MEDIUM))
        painter.setPen(theme.color("t3"))
        paint_elided(painter, QRect(x, 48, width, 16), face.names[number])
        painter.setFont(theme.font(Size.NAME, SEMIBOLD if not number else MEDIUM, tabular=True))
        painter.setPen(theme.color("t1"))
        rect = QRect(x, 64, width, 34)
        painter.drawText(rect, _LEFT, f"{moment.local:%H:%M}")
        used = painter.fontMetrics().horizontalAdvance(f"{moment.local:%H:%M}")
        seconds = QRect(x + used + 2, 66, 60, 34)
        paint_time(
            self._ui, painter, seconds, ZonedTime(f":{moment.local:%S} {moment.letter}", moment.day_offset), tone="t3"
        )
        painter.setFont(theme.font(Size.META, tabular=True))
        painter.setPen(theme.color("t2"))
        paint_elided(painter, QRect(x, 100, width, 16), face.dates[number])

    def _paint_next(self, painter: QPainter, rect: QRect) -> None:
        theme, face = self._ui.theme, self._face
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM))
        painter.setPen(theme.color("t2"))
        paint_elided(painter, QRect(rect.left(), 14, rect.width(), 18), face.title)
        if face.until is not None:
            words = self.countdown(face.until)
            painter.setFont(theme.font(Size.COUNTDOWN, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("amb" if face.until <= _SOON else "t1"))
            painter.drawText(QRect(rect.left(), 32, rect.width(), 56), _LEFT, words)
            used = painter.fontMetrics().horizontalAdvance(words)
            self._paint_seconds(painter, QPoint(rect.left() + used + 4, 42), face.until)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, QRect(rect.left(), 96, rect.width(), 20), face.what)

    def _paint_due(self, painter: QPainter, rect: QRect) -> None:
        theme, face = self._ui.theme, self._face
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD))
        painter.setPen(theme.color("red"))
        paint_elided(painter, QRect(rect.left(), 14, rect.width(), 18), face.due)
        painter.setFont(theme.font(Size.NAME, SEMIBOLD, tabular=True))
        painter.drawText(QRect(rect.left(), 42, rect.width(), 40), _LEFT, self.countdown(face.overdue))
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, QRect(rect.left(), 96, rect.width(), 20), face.first)

    def _paint_seconds(self, painter: QPainter, at: QPoint, span: timedelta) -> None:
        theme = self._ui.theme
        painter.setFont(theme.font(Size.TITLE, MEDIUM, tabular=True))
        painter.setPen(theme.color("t3"))
        painter.drawText(QRect(at, QSize(60, 44)), _LEFT, f":{int(span.total_seconds()) % 60:02d}")
