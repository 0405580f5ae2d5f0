"""Paints the year: months with their fiscal years, days with their tint, number and count."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from liaison_desk.calendar.rules import holiday_palette
from liaison_desk.calendar.ui.timeline.axis import later
from liaison_desk.calendar.ui.year.geometry import MONTH_HEAD, YearGrid
from liaison_desk.calendar.ui.year.layout import Figure, MonthPlace
from liaison_desk.calendar.words.wording import today
from liaison_desk.domain.fiscal import FiscalYear, fiscal_year
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_NAME: Final = 22
_LETTERS: Final = MONTH_HEAD - _NAME
_CENTER: Final = Qt.AlignmentFlag.AlignCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TINTS: Final = (0.0, 0.13, 0.28, 0.46, 0.7)
_COUNTED: Final = (30, 29)  # a cell of this size has room for its number and its count
_DARK_ENOUGH: Final = 4


def tint(ui: Ui, level: int) -> QColor:
    """Return the ground of a day on which so much happens: the accent, thinned by the surface."""
    ground, accent, part = ui.theme.color("surf"), ui.theme.color("acc"), _TINTS[level]

    def mixed(low: int, high: int) -> int:
        return round(low + (high - low) * part)

    return QColor(
        mixed(ground.red(), accent.red()), mixed(ground.green(), accent.green()), mixed(ground.blue(), accent.blue())
    )


class YearPainter:
    """Paints one state of a year."""

    def __init__(self, view: YearGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._tints = [tint(view.ui, level) for level in range(len(_TINTS))]
        self._form = self._fitting_form()
        self._today = today(view.ui.clock.now(), view.wording.profile().host_zone)

    def paint(self) -> None:
        """Paint the twelve months."""
        self._painter.fillRect(self._view.viewport().rect(), self._theme.color("surf"))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._view.months:
            self._paint_name(place)
            self._paint_letters(place)
            day, end = place.month, later(place.month, 1)
            while day < end:
                self._paint_day(place, day)
                day += timedelta(days=1)

    def _paint_name(self, place: MonthPlace) -> None:
        """Paint a month's name, and the fiscal years it lies in; where one begins it stands on its nation's colour."""
        painter, theme = self._painter, self._theme
        years, code = self._years_of(place), self._view.ui.language.code
        painter.setFont(theme.font(Size.META, MEDIUM))
        widths = [painter.fontMetrics().horizontalAdvance(year.short(code)) + 10 for year in years]
        painter.setFont(theme.font(Size.BODY, SEMIBOLD))
        painter.setPen(theme.color("t1"))
        words = self._names_of(place)[self._form]
        room = self._room_beside(place)
        paint_elided(painter, QRect(place.left + 2, place.top, max(room, 60), _NAME), words)
        right = place.left + place.width
        painter.setFont(theme.font(Size.META, MEDIUM))
        for year, width in zip(years, widths, strict=True):
            self._paint_fiscal(place, year, QRectF(right - width, place.top + 3, width, _NAME - 6))
            right -= width + 2

    def _paint_fiscal(self, place: MonthPlace, year: FiscalYear, rect: QRectF) -> None:
        painter, theme = self._painter, self._theme
        colors = theme.calendar(holiday_palette(year.nation, self._view.wording.profile()))
        begins = year.first == place.month
        if begins:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.fill)
            painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), colors.bar)
        painter.setPen(colors.text if begins else theme.color("t3"))
        painter.drawText(rect.adjusted(2, 0, 0, 0), _CENTER, year.short(self._view.ui.language.code))

    def _years_of(self, place: MonthPlace) -> list[FiscalYear]:
        """Return the fiscal years a month lies in, home's first."""
        profile = self._view.wording.profile()
        nations = dict.fromkeys((profile.home, profile.host))
        return [year for nation in nations if (year := fiscal_year(nation, place.month)) is not None]

    def _names_of(self, place: MonthPlace) -> tuple[str, str, str]:
        """Return what a month can be called, the longest first."""
        wording, month = self._view.wording, place.month
        return wording.month(month), wording.short_month(month, year=True), wording.short_month(month)

    def _room_beside(self, place: MonthPlace) -> int:
        """Return how wide a month's name may be beside its fiscal years."""
        metrics, code = QFontMetrics(self._theme.font(Size.META, MEDIUM)), self._view.ui.language.code
        return place.width - 6 - sum(metrics.horizontalAdvance(year.short(code)) + 12 for year in self._years_of(place))

    def _fitting_form(self) -> int:
        """Return which of their names the months bear: the first for which all of them have room."""
        metrics = QFontMetrics(self._theme.font(Size.BODY, SEMIBOLD))
        spare = [
            [self._room_beside(place) - metrics.horizontalAdvance(name) for name in self._names_of(place)]
            for place in self._view.months
        ]
        return next((form for form in range(2) if all(one[form] >= 0 for one in spare)), 2)

    def _paint_letters(self, place: MonthPlace) -> None:
        painter = self._painter
        painter.setFont(self._theme.font(Size.META, REGULAR))
        painter.setPen(self._theme.color("t3"))
        width, _ = place.cell
        for column in range(7):
            letter = self._view.wording.weekday(place.first + timedelta(days=column))[:1]
            rect = QRect(place.left + column * width, place.top + _NAME, width, _LETTERS)
            painter.drawText(rect, _CENTER, letter)

    def _paint_day(self, place: MonthPlace, day: date) -> None:
        painter, theme, view = self._painter, self._theme, self._view
        figure = view.figures.get(day, Figure())
        rect = QRect(*place.rect_of(day, MONTH_HEAD))
        cell = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if figure.level:
            painter.setBrush(self._tints[figure.level])
            painter.drawRoundedRect(cell, 4, 4)
        elif day.weekday() >= 5:
            painter.setBrush(theme.color("hov"))
            painter.drawRoundedRect(cell, 4, 4)
        palettes = list(dict.fromkeys(one.palette for one in figure.days_off))
        strong = figure.level >= _DARK_ENOUGH
        tone = theme.color("on_acc" if strong else "t3" if day.weekday() >= 5 and not figure.level else "t1")
        if palettes:
            # An edge in the nation's colour; two nations that are off share it.
            high = cell.height() / len(palettes[:2])
            for number, palette in enumerate(palettes[:2]):
                edge = QRectF(cell.left(), cell.top() + number * high, 3, high)
                painter.fillRect(edge, theme.calendar(palette).bar)
            tone = tone if strong else theme.calendar(palettes[0]).bar
        painter.setPen(tone)
        weight = SEMIBOLD if palettes or day == self._today else REGULAR
        painter.setFont(theme.font(Size.META, weight, tabular=True))
        counted = figure.count and rect.width() >= _COUNTED[0] and rect.height() >= _COUNTED[1]
        if counted:
            painter.drawText(
                cell.adjusted(5, 1, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(day.day)
            )
            painter.setPen(theme.color("on_acc" if strong else "t1"))
            painter.setFont(theme.font(Size.META, MEDIUM, tabular=True))
            lower = cell.adjusted(0, 0, -4, -1)
            painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(figure.count))
        else:
            painter.drawText(cell, _CENTER, str(day.day))
        if day == self._today:
            self._ring(cell, theme.color("now"), 1.5)
        if day == view.day and view.hasFocus():
            self._ring(QRectF(rect), theme.color("acc"), 2)

    def _ring(self, rect: QRectF, color: QColor, width: float) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(color, width))
        self._painter.drawRoundedRect(rect, 4, 4)
