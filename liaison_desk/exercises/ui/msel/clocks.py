"""The head of the running view, painted: what time it is at the place, in Zulu and at home, and how long to the next inject."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.domain.dtg import Moment, ThreeZones
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ZonedTime, paint_elided, paint_time
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_HEIGHT: Final = 132
_CLOCK: Final = 150
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Face:
    """What the clocks show: the time in three zones, the day of the exercise, and what comes next and when.

    ``until`` is ``None`` where nothing comes; a span below zero is how long the earliest of what is due is overdue.
    """

    times: ThreeZones | None = None
    names: tuple[str, str, str] = ("", "", "")
    dates: tuple[str, str, str] = ("", "", "")
    exercise: str = ""
    title: str = ""
    until: timedelta | None = None
    what: str = ""
    late: bool = False


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
            self.setAccessibleName(
                ", ".join(part for part in (face.exercise, line, face.title, self.countdown(), face.what) if part)
            )
            self.update()

    def countdown(self) -> str:
        """Return the span in hours and minutes: 00:14; days stand before them."""
        if self._face.until is None:
            return ""
        seconds = abs(int(self._face.until.total_seconds()))
        minutes = seconds // 60
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
        painter.setPen(theme.color("t1"))
        painter.drawText(QRect(20, 10, 3 * _CLOCK, 32), _LEFT, face.exercise)
        if face.times is not None:
            for number, moment in enumerate((face.times.place, face.times.zulu, face.times.home)):
                self._paint_clock(painter, 20 + number * _CLOCK, number, moment)
        left = 20 + 3 * _CLOCK + 16
        painter.fillRect(QRect(left - 16, 16, 1, _HEIGHT - 32), theme.color("line"))
        self._paint_countdown(painter, QRect(left, 0, self.width() - left - 20, _HEIGHT))

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

    def _paint_countdown(self, painter: QPainter, rect: QRect) -> None:
        theme, face = self._ui.theme, self._face
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM))
        painter.setPen(theme.color("red" if face.late else "t2"))
        paint_elided(painter, QRect(rect.left(), 14, rect.width(), 18), face.title)
        if face.until is not None:
            painter.setFont(theme.font(Size.COUNTDOWN, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("red" if face.late else "t1"))
            big = QRect(rect.left(), 32, rect.width(), 56)
            painter.drawText(big, _LEFT, self.countdown())
            used = painter.fontMetrics().horizontalAdvance(self.countdown())
            painter.setFont(theme.font(Size.TITLE, MEDIUM, tabular=True))
            painter.setPen(theme.color("t3"))
            seconds = abs(int(face.until.total_seconds())) % 60
            painter.drawText(QRect(rect.left() + used + 4, 42, 60, 44), _LEFT, f":{seconds:02d}")
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, QRect(rect.left(), 96, rect.width(), 20), face.what)
