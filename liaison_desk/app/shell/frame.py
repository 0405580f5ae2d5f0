"""What stands around every page: the marking banners and the header's clocks; both known before the desk is open.

Banner and zones of the last time are remembered, so that the first paint needs no database; an unknown ceiling shows no
level at all until the desk has said it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size


class Banner(QWidget):
    """The strip at the top or bottom of the window: the highest marking this desk may hold. It is never hidden."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._words = ""
        self._level = "unclassified"
        self.setFixedHeight(Size.BANNER)
        ui.theme.changed.connect(self.update)

    def say(self, words: str, level: str) -> None:
        """Show a banner line in the colour of its level (the enum name in lower case)."""
        self._words, self._level = words, level
        self.setAccessibleName(words)
        self.update()

    def text(self) -> str:
        """Return the words shown."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words; a desk not yet open has a neutral ground."""
        del event
        painter = QPainter(self)
        if not self._words:
            painter.fillRect(self.rect(), self._ui.theme.color("sunk"))
            return
        colors = self._ui.theme.marking(self._level)
        painter.fillRect(self.rect(), colors.fill)
        font = self._ui.theme.font(Size.META, SEMIBOLD)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.8)
        painter.setFont(font)
        painter.setPen(colors.text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


@dataclass(frozen=True, slots=True)
class Place:
    """One clock: its zone and what it is called."""

    zone: str
    name: str


class Clocks(QWidget):
    """The three live clocks: host, Zulu, home. Each says its zone, place and date; home says how many days it is off."""

    _GAP = 20

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._places: tuple[Place, ...] = (Place("UTC", "Zulu"),)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        ui.theme.changed.connect(self.update)

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Show clocks of these places, the host's first."""
        if places != self._places:
            self._places = places
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for every clock."""
        return QSize(
            sum(self._width(one) for one in self._faces()) + self._GAP * 2 * (len(self._places) - 1), Size.HEADER
        )

    def minimumSizeHint(self) -> QSize:
        """Clocks are never cut."""
        return self.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """Run while seen."""
        super().showEvent(event)
        self._schedule()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each clock: time and zone above, place and date below."""
        del event
        painter = QPainter(self)
        theme = self._ui.theme
        left = 0
        for face in self._faces():
            if left:
                painter.fillRect(QRect(left - self._GAP, 11, 1, self.height() - 22), theme.color("line"))
            painter.setFont(theme.font(Size.CLOCK, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("t1"))
            painter.drawText(left, 24, face.time)
            across = left + QFontMetrics(painter.font()).horizontalAdvance(face.time) + 6
            painter.setFont(theme.font(Size.SECONDARY, REGULAR))
            painter.setPen(theme.color("t2"))
            painter.drawText(across, 24, face.zone)
            if face.days:
                across += QFontMetrics(painter.font()).horizontalAdvance(face.zone) + 6
                paint_chip(self._ui, painter, QRect(across, 9, 0, 0).topLeft(), ChipLook(face.days, "amb"))
            painter.setFont(theme.font(Size.META, MEDIUM))
            painter.setPen(theme.color("t1"))
            painter.drawText(left, 41, face.place)
            across = left + QFontMetrics(painter.font()).horizontalAdvance(face.place) + 6
            painter.setFont(theme.font(Size.META))
            painter.setPen(theme.color("t2"))
            painter.drawText(across, 41, face.date)
            left += self._width(face) + self._GAP * 2

    def _faces(self) -> list["_Face"]:
        now = self._ui.clock.now()
        here = _wall(now, self._places[0].zone)
        return [_face(self._ui, place, _wall(now, place.zone), here) for place in self._places]

    def _width(self, face: "_Face") -> int:
        theme = self._ui.theme

        def measure(text: str, size: int, weight: int) -> int:
            return QFontMetrics(theme.font(size, weight, tabular=True)).horizontalAdvance(text)

        upper = measure(face.time, Size.CLOCK, SEMIBOLD) + 6 + measure(face.zone, Size.SECONDARY, REGULAR)
        if face.days:
            upper += 6 + chip_width(self._ui, ChipLook(face.days, "amb"))
        lower = measure(face.place, Size.META, MEDIUM) + 6 + measure(face.date, Size.META, REGULAR)
        return max(upper, lower) + 2

    def _schedule(self) -> None:
        now = self._ui.clock.now()
        self._timer.start(max(50, 60_000 - now.second * 1000 - now.microsecond // 1000))

    def _tick(self) -> None:
        self.updateGeometry()
        self.update()
        self._schedule()


@dataclass(frozen=True, slots=True)
class _Face:
    time: str
    zone: str
    days: str
    place: str
    date: str


def _wall(now: datetime, zone: str) -> datetime:
    return now.astimezone(UTC) if zone == "UTC" else now.astimezone(_zone(zone))


def _zone(name: str) -> ZoneInfo:
    from liaison_desk.domain.zones import zone

    return zone(name)


def _face(ui: Ui, place: Place, wall: datetime, here: datetime) -> _Face:
    days = (wall.date() - here.date()) // timedelta(days=1)
    tr = ui.language.tr
    words = ""
    if days and place.zone != "UTC":
        words = tr("+1 day") if days == 1 else tr("−1 day") if days == -1 else ""
    zone = "Z" if place.zone == "UTC" else wall.tzname() or ""
    return _Face(f"{wall:%H:%M}", zone, words, place.name, short_date(ui, wall))


def short_date(ui: Ui, wall: datetime) -> str:
    """Return a day as a clock shows it: “Tue 24 Nov”, in Japanese “11月24日(火)”."""
    if ui.language.code == "ja":
        return f"{wall.month}月{wall.day}日({'月火水木金土日'[wall.weekday()]})"
    return f"{_DAYS[wall.weekday()]} {wall.day} {_MONTHS[wall.month - 1]}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
