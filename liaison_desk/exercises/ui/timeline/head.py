"""Paints the scale above the rows: fiscal years of both nations, months, weeks or days, the names of days off, today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from liaison_desk.domain.nations import load_nations
from liaison_desk.exercises.ui.timeline.axis import mondays_between, months_between, next_month
from liaison_desk.exercises.ui.timeline.grid import BAND, DAYS, MONTHS, NAMES, GanttGrid
from liaison_desk.exercises.ui.timeline.offs import Off, named_once, palette_of
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_NAMED: Final = 10
"""Pixels a month must have beside its name."""
_WEEK: Final = 20
_WHOLE_DAY: Final = 50
_DAY: Final = 18
_GAP: Final = 6


def paint_head(view: GanttGrid, painter: QPainter, offs: Sequence[Off]) -> None:
    """Paint the scale of a view over whatever the rows painted there."""
    head = _Head(view, painter)
    theme = view.ui.theme
    painter.fillRect(QRect(0, 0, head.width, view.head), theme.color("surf"))
    top = 0
    if view.shown.fiscal:
        profile = view.words.profile()
        for nation in (profile.host, profile.home):
            head.paint_years(nation, top)
            top += BAND
    painter.save()
    painter.setClipRect(QRect(view.labels, 0, head.width - view.labels, view.head))
    chip = head.chip(top)
    head.paint_months(top, chip)
    head.paint_days(top + MONTHS)
    if view.head > top + MONTHS + DAYS:
        head.paint_offs(offs, top + MONTHS + DAYS)
    if chip is not None:
        head.paint_today(chip)
    painter.restore()
    painter.fillRect(QRect(0, view.head - 1, head.width, 1), theme.color("line2"))
    painter.fillRect(QRect(view.labels - 1, 0, 1, view.head), theme.color("line2"))


@dataclass(frozen=True, slots=True)
class _Chip:
    """Where today's date stands."""

    left: float
    top: float
    width: float
    words: str


class _Head:
    def __init__(self, view: GanttGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self.width = view.viewport().width()
        self._fonts: dict[tuple[int, int], tuple[str, QFont]] = {}

    def _font(self, size: int, weight: int) -> tuple[str, QFont]:
        found = self._fonts.get((size, weight))
        if found is None:
            font = self._theme.font(size, weight, tabular=True)
            found = self._fonts[size, weight] = f"head {size} {weight}", font
        return found

    def _words(self, text: str, at: QPointF, size: int, weight: int, tone: str) -> None:
        face, font = self._font(size, weight)
        self._view.stamps.words(self._painter, at, face, font, text, tone)

    def _wide(self, text: str, size: int, weight: int) -> float:
        face, font = self._font(size, weight)
        return self._view.stamps.width(face, font, text)

    def _fitting(self, texts: Sequence[str], room: float, size: int, weight: int) -> str:
        """Return the first text that has room; none is better than a cut one."""
        return next((text for text in texts if self._wide(text, size, weight) <= room), "")

    def paint_years(self, nation: str, top: int) -> None:
        """Paint a nation's fiscal years as a band, every other one shaded; whose they are stands at the left."""
        view, painter, theme = self._view, self._painter, self._theme
        code = view.ui.language.code
        name = load_nations().name(nation, code)
        face, font = self._font(Size.META, REGULAR)
        name = view.stamps.cut(face, font, name, view.labels - 40)
        wide = self._wide(name, Size.META, REGULAR)
        middle = top + BAND / 2
        self._words(name, QPointF(view.labels - 10 - wide, middle), Size.META, REGULAR, "t3")
        bar = theme.calendar(palette_of(nation, view.words.profile().host)).bar
        painter.save()
        painter.setClipRect(QRect(view.labels, top, self.width - view.labels, BAND))
        for year in view.fiscal_years(nation):
            left, right = view.x_of(year.first.toordinal()), view.x_of(year.last.toordinal() + 1)
            if year.first.year % 2 == 0:
                painter.fillRect(QRectF(left, top, right - left, BAND), theme.color("sunk"))
            painter.fillRect(QRectF(round(left), top, 2, BAND), bar)
            begin = max(left, view.labels - 1.0) + 8
            text = self._fitting(
                (year.name(code), year.short(code)), min(right, self.width) - begin - 4, Size.META, MEDIUM
            )
            if text:
                self._words(text, QPointF(begin, middle), Size.META, MEDIUM, "t2")
        painter.restore()
        painter.fillRect(QRect(0, top + BAND - 1, self.width, 1), theme.color("line"))

    def chip(self, top: int) -> _Chip | None:
        """Return where today's date stands; ``None`` when today is out of sight."""
        view = self._view
        x = view.x_of(view.today.toordinal() + 0.5)
        if not view.labels <= x <= self.width:
            return None
        words = view.words.short_day(view.today)
        width = self._wide(words, Size.META, SEMIBOLD) + 14
        left = max(view.labels + 2.0, min(x - width / 2, self.width - width - 3.0))
        return _Chip(left, top + 3.0, width, words)

    def paint_today(self, chip: _Chip) -> None:
        """Paint today's date, and its line down to the rows."""
        view, painter, theme = self._view, self._painter, self._theme
        x = view.x_of(view.today.toordinal() + 0.5)
        painter.fillRect(QRectF(round(x) - 0.75, chip.top + 10, 1.5, view.head), theme.color("now"))
        view.stamps.picture(
            painter, QPointF(chip.left + chip.width / 2, chip.top + 9), ("chip", chip.words), chip.width / 2 + 1, lambda within: self._draw_chip(within, chip)
        )  # fmt: skip

    def _draw_chip(self, painter: QPainter, chip: _Chip) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("now"))
        rect = QRectF(-chip.width / 2, -9, chip.width, 18)
        painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(self._theme.color("surf"))
        painter.setFont(self._theme.font(Size.META, SEMIBOLD, tabular=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip.words)

    def paint_months(self, top: int, chip: _Chip | None) -> None:
        """Paint the months by name, quarters where single ones have no room; the years stand at January and at the left."""
        view, painter, theme = self._view, self._painter, self._theme
        width, middle = view.day_width, top + MONTHS / 2
        names = [*(view.words.month(date(2000, number + 1, 1)) for number in range(12)), "2000"]
        together = 1 if 28 * width >= max(self._wide(name, Size.SECONDARY, SEMIBOLD) for name in names) + _NAMED else 3
        for number, month in enumerate(months_between(view.sight.first, view.sight.last)):
            left = view.x_of(month.toordinal())
            if number or left >= view.labels:
                line = theme.color("line2" if month.month == 1 else "line")
                upper = top if (month.month - 1) % together == 0 else top + MONTHS
                painter.fillRect(QRectF(round(left), upper, 1, top + MONTHS + DAYS - upper), line)
            if (month.month - 1) % together:
                continue
            right = min(view.x_of(next_month(month, together).toordinal()), float(self.width))
            begin = max(left, view.labels - 1.0) + 6
            texts = self._month_texts(month, first=number == 0 or together > 1)
            strong = SEMIBOLD if month.month == 1 else MEDIUM
            for first, last in _beside(begin, right, chip):
                text = self._fitting(texts, last - first - 3, Size.SECONDARY, strong)
                if text:
                    self._words(text, QPointF(first, middle), Size.SECONDARY, strong, "t1")
                    break
        painter.fillRect(QRect(0, top + MONTHS - 1, self.width, 1), theme.color("line"))

    def _month_texts(self, month: date, *, first: bool) -> tuple[str, ...]:
        """Return what a month can be called, the best first: a January says its year before all."""
        words, wide = self._view.words, 30 * self._view.day_width
        whole, short = words.month_year(month), words.month(month)
        if month.month == 1:
            return whole, str(month.year), short
        return (whole, short) if first or wide > 2 * self._wide(whole, Size.SECONDARY, MEDIUM) else (short,)

    def paint_days(self, top: int) -> None:
        """Paint days by name or number, or the days weeks begin on, as there is room."""
        view, painter, theme = self._view, self._painter, self._theme
        width, middle, line = view.day_width, top + DAYS / 2, theme.color("line2")
        if width >= _DAY:
            for day in _days(view.sight.first, view.sight.last):
                if day == view.today:  # which the chip above says, and whose line would run through it
                    continue
                left = view.x_of(day.toordinal())
                text = view.words.weekday(day) if width >= _WHOLE_DAY else str(day.day)
                tone = "t3" if day.weekday() >= 5 else "t2"
                wide = self._wide(text, Size.META, REGULAR)
                if wide > width - 4:
                    text, wide = str(day.day), self._wide(str(day.day), Size.META, REGULAR)
                self._words(text, QPointF(left + (width - wide) / 2, middle), Size.META, REGULAR, tone)
            return
        now = view.x_of(view.today.toordinal() + 0.5)
        for monday in mondays_between(view.sight.first, view.sight.last):
            x = view.x_of(monday.toordinal())
            painter.fillRect(QRectF(round(x), top, 1, 5), line)
            clear = now < x + 2 or now > x + _WEEK
            if 7 * width >= _WEEK and x >= view.labels and clear:
                self._words(str(monday.day), QPointF(x + 4, middle), Size.META, REGULAR, "t3")

    def paint_offs(self, offs: Sequence[Off], top: int) -> None:
        """Name days off where there is room, those that last first and then the shortest names; all others are tinted below and in the tool tips."""
        view, code = self._view, self._view.ui.language.code
        host = view.words.profile().host
        now = view.x_of(view.today.toordinal() + 0.5)
        taken = [(now + _GAP - 3, now - _GAP + 3)]
        named = [(*one, _best_name(one[2], code)) for one in named_once(offs)]
        named.sort(key=lambda one: (one[0] - one[1], self._wide(one[3], Size.META, MEDIUM), one[0]))
        for first, last, some, name in named:
            left, right = view.x_of(first), view.x_of(last + 1)
            wide = self._wide(name, Size.META, MEDIUM)
            begin = left if right - left < wide + 4 else (left + right - wide) / 2
            end = begin + wide
            if begin < view.labels + 2 or end > self.width - 2:
                continue
            if all(end + _GAP <= low or begin >= high + _GAP for low, high in taken):
                taken.append((begin, end))
                text = self._theme.calendar(palette_of(some[0].nation, host)).text
                face, font = self._font(Size.META, MEDIUM)
                at = QPointF(begin, top + NAMES / 2 - 1)
                view.stamps.words(self._painter, at, face, font, name, text)
        bars = {one.nation: self._theme.calendar(palette_of(one.nation, host)).bar for one in offs}
        for one in offs:
            left, bar = view.x_of(one.first), bars[one.nation]
            wide = max(2.0, (one.last + 1 - one.first) * view.day_width)
            self._painter.fillRect(QRectF(left, view.head - 3, wide, 2), bar)


def _best_name(some: Sequence[Off], code: str) -> str:
    """Return what days off are called that one or both nations have; both names only where they differ."""
    return " / ".join(dict.fromkeys(one.name(code) for one in some))


def _beside(begin: float, right: float, chip: _Chip | None) -> list[tuple[float, float]]:
    """Return where a month may have its name: before or after today's date, where there is more room first."""
    if chip is None or chip.left >= right or chip.left + chip.width <= begin:
        return [(begin, right)]
    sides = [(begin, chip.left), (chip.left + chip.width + 5, right)]
    return sorted(sides, key=lambda side: side[0] - side[1])


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
