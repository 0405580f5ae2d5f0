"""The head of the day grid: names of rulers and days, holidays, and what lasts whole days as bars."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.layout import Bar, bars
from liaison_desk.calendar.ui.marks import holiday_nations, paint_bar
from liaison_desk.calendar.ui.view import key_of
from liaison_desk.calendar.ui.week_grid import WeekGrid
from liaison_desk.calendar.ui.wording import midnight
from liaison_desk.foundation.qt.paint import paint_elided, plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

HEAD: Final = 48
ROW: Final = 23
_MOST_ROWS: Final = 4
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Band(QWidget):
    """Stands above the hours and does not scroll with them."""

    def __init__(self, view: WeekGrid) -> None:
        super().__init__(view)
        self._view = view
        self._bars: list[Bar] = []
        self._open = False
        self.setMouseTracking(True)

    def lay_out(self) -> None:
        """Put the bars into rows and take the height they need."""
        view = self._view
        self._bars = bars(view.occurrences, view.zone, view.first, view.days)
        self.setFixedHeight(HEAD + self._rows() * ROW + 6)
        self.update()

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where a bar stands in the band."""
        for bar in self._bars:
            if key_of(self._view.occurrences[bar.number]) == key_of(occurrence):
                return self._rect_of(bar)
        return QRect()

    def _rows(self) -> int:
        wanted = max((bar.row + 1 for bar in self._bars), default=1)
        return wanted if self._open else min(wanted, _MOST_ROWS)

    def _rect_of(self, bar: Bar) -> QRect:
        view = self._view
        left, right = view.left_of(bar.first) + 2, view.left_of(bar.last + 1) - 4
        return QRect(left, HEAD + 4 + bar.row * ROW, right - left, ROW - 3)

    def _hidden(self, day: int) -> int:
        return sum(bar.first <= day <= bar.last and not self._shown(bar) for bar in self._bars)

    def _shown(self, bar: Bar) -> bool:
        """The last row is left for "+2" when not all rows are shown."""
        rows = self._rows()
        return bar.row < rows - 1 or max(other.row for other in self._bars) < rows

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, bars, and how many bars are hidden."""
        del event
        view, ui = self._view, self._view.ui
        painter = QPainter(self)
        painter.fillRect(self.rect(), ui.theme.color("surf"))
        self._paint_rulers(painter)
        for day in range(view.days):
            self._paint_day(painter, day)
        for bar in self._bars:
            if self._shown(bar):
                one = view.occurrences[bar.number]
                paint_bar(ui, view.wording, painter, self._rect_of(bar), one, bar, selected=view.is_selected(one))
        for day in range(view.days):
            if hidden := self._hidden(day):
                painter.setFont(ui.theme.font(Size.META, MEDIUM))
                painter.setPen(ui.theme.color("t2"))
                rect = QRect(view.left_of(day) + 6, HEAD + 4 + (self._rows() - 1) * ROW, 120, ROW - 3)
                painter.drawText(rect, _LEFT, ui.language.tr("+{n} more", n=hidden))
        line = ui.theme.color("line")
        painter.fillRect(QRect(0, HEAD, self.width(), 1), line)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), ui.theme.color("line2"))

    def _paint_rulers(self, painter: QPainter) -> None:
        view, theme = self._view, self._view.ui.theme
        noon = midnight(view.day_of(max(0, view.today_column()))) + timedelta(hours=18)
        names = {
            "place": view.wording.place_name(noon),
            "zulu": view.ui.language.tr("Zulu"),
            "home": view.wording.home_name(),
        }
        width = (view.gutter - 2) // len(view.rulers)
        for number, name in enumerate(view.rulers):
            painter.setFont(theme.font(Size.META, SEMIBOLD if name == "place" else MEDIUM))
            painter.setPen(theme.color("t1" if name == "place" else "t2"))
            paint_elided(painter, QRect(number * width, HEAD - 22, width - 5, 18), names[name], _RIGHT)
        painter.setFont(theme.font(Size.META))
        painter.setPen(theme.color("t3"))
        painter.drawText(QRect(0, HEAD + 4, view.gutter - 7, ROW - 3), _RIGHT, view.ui.language.tr("All day"))

    def _paint_day(self, painter: QPainter, number: int) -> None:
        view, theme = self._view, self._view.ui.theme
        left, right = view.left_of(number), view.left_of(number + 1)
        day = view.day_of(number)
        is_today = number == view.today_column()
        painter.fillRect(QRect(left, 0, 1, self.height()), theme.color("line"))
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM if is_today else 400))
        painter.setPen(theme.color("acc" if is_today else "t2"))
        whole = view.days == 1
        painter.drawText(QRect(left + 9, 5, right - left - 40, 16), _LEFT, view.wording.weekday(day, whole=whole))
        painter.setFont(theme.font(Size.CLOCK, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("acc" if is_today else "t1"))
        painter.drawText(QRect(left + 9, 21, right - left - 20, 24), _LEFT, str(day.day))
        x = right - 8
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        for palette in holiday_nations(view.occurrences, day):
            words = palette[-2:].upper()
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.calendar(palette).bar)
            painter.drawText(QRect(x - width, 5, width, 16), _LEFT, words)
            x -= width + 6

    def _bar_at(self, at: QPoint) -> Occurrence | None:
        found = next((bar for bar in self._bars if self._shown(bar) and self._rect_of(bar).contains(at)), None)
        return self._view.occurrences[found.number] if found is not None else None

    def _day_at(self, at: QPoint) -> int:
        return self._view.slot_at(at)[0]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a bar opens it, one on "+2 more" shows all rows, one on a day's name shows the day."""
        at = event.position().toPoint()
        view = self._view
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < view.gutter:
            return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        one = self._bar_at(at)
        if one is not None:
            view.select(one)
            view.open_selected()
        elif at.y() < HEAD and view.days > 1:
            view.day_asked.emit(view.day_of(self._day_at(at)))
        elif self._hidden(self._day_at(at)) or self._open:
            self._open = not self._open
            view.lay_out()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click beside the bars makes a new event of that day."""
        at = event.position().toPoint()
        if at.x() >= self._view.gutter and at.y() > HEAD and self._bar_at(at) is None:
            day = self._view.wall(self._day_at(at) * 1440)
            self._view.new_asked.emit(day, day + timedelta(days=1), True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a bar."""
        one = self._bar_at(event.pos())
        self._view.select(one)
        self._view.menu_asked.emit(one, event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say a bar's whole words as a tool tip."""
        if isinstance(event, QHelpEvent):
            one = self._bar_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self._view.wording.line(one)) if one else "", self)
            return True
        return super().event(event)
