"""The agenda: everything of a span as a list by days, each line with its time in three zones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules import clashing
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui import tips
from liaison_desk.calendar.ui.drag import Cast, whole_days
from liaison_desk.calendar.ui.marks import holiday_nations
from liaison_desk.calendar.ui.view import CalendarView, key_of
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.text import fold
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ZonedTime, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import RowState, paint_ground
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_HEADING: Final = 30
_TIMES: Final = (118, 76, 84)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: a day's heading, or an occurrence (its number) on that day."""

    top: int
    height: int
    day: date
    number: int | None = None


class AgendaView(CalendarView):
    """Days with something in them, one below the other; ``narrow`` keeps only what holds some words."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Agenda"))
        self._rows: list[_Row] = []
        self._words = ""
        self._hovered: _Row | None = None
        self._held: Occurrence | None = None

    def narrow(self, words: str) -> None:
        """Show only occurrences whose title, place or calendar hold these words, in either language."""
        self._words = fold(words)
        self.lay_out()
        self.viewport().update()

    @property
    def count(self) -> int:
        """How many occurrences are listed."""
        return len({row.number for row in self._rows if row.number is not None})

    def lay_out(self) -> None:
        """Put headings and lines below one another."""
        zone = self.wording.profile().host_zone
        days: dict[date, list[int]] = {}
        for number, one in enumerate(self.occurrences):
            if self._fits(one):
                first, last = dates(one, zone)
                low, high = max(0, (first - self.first).days), min(self.days - 1, (last - self.first).days)
                for ahead in range(low, high + 1):
                    days.setdefault(self.first + timedelta(days=ahead), []).append(number)
        self._rows, top = [], 0
        for day in sorted(days):
            self._rows.append(_Row(top, _HEADING, day))
            top += _HEADING
            for number in sorted(
                days[day], key=lambda n: (not self.occurrences[n].all_day, self.occurrences[n].starts)
            ):
                self._rows.append(_Row(top, Size.ROW_SCHEDULE, day, number))
                top += Size.ROW_SCHEDULE
        self._fit(top)

    def _fits(self, one: Occurrence) -> bool:
        texts = (one.title.host, one.title.home, one.place.host, one.place.home, one.calendar)
        return not self._words or self._words in fold(" ".join(texts))

    def reading_order(self) -> list[Occurrence]:
        """Return what is listed, each once."""
        return [
            self.occurrences[number]
            for number in dict.fromkeys(row.number for row in self._rows if row.number is not None)
        ]

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return the first line of an occurrence."""
        row = self._row_of(occurrence)
        return self._rect(row) if row is not None else QRect()

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll to the first line of an occurrence."""
        row, bar = self._row_of(occurrence), self.verticalScrollBar()
        if row is not None:
            if row.top - _HEADING < bar.value():
                bar.setValue(row.top - _HEADING)
            elif row.top + row.height > bar.value() + self.viewport().height():
                bar.setValue(row.top + row.height - self.viewport().height())

    def go_to(self, day: date) -> None:
        """Scroll to the first day with something in it from ``day`` on."""
        row = next((row for row in self._rows if row.number is None and row.day >= day), None)
        if row is not None:
            self.verticalScrollBar().setValue(row.top)

    def ask_new(self) -> None:
        """Ask for a new event on the chosen occurrence's day, or the first day."""
        one = self.selected()
        day = dates(one, self.wording.profile().host_zone)[0] if one is not None else max(
            self.first, today(self.ui.clock.now(), self.wording.profile().host_zone)
        )  # fmt: skip
        at = datetime.combine(day, self.wording.profile().duty_start.replace(minute=0)) + timedelta(hours=1)
        self.new_asked.emit(at, at + timedelta(hours=1), False)

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return the whole day whose name is at a point."""
        row = self._row_at(at)
        return whole_days(row.day, row.day) if row is not None else None

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the occurrence of a line."""
        row = self._row_at(at)
        return self.occurrences[row.number] if row is not None and row.number is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the lines; with Alt they move the chosen event, with Alt+Shift its end, as in every view."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line, which may be dragged out of the window."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = self.occurrence_at(event.position().toPoint())
            self.select(self._held, reveal=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what it chose."""
        one, self._held = self.occurrence_at(event.position().toPoint()), None
        if event.button() is Qt.MouseButton.LeftButton and one is not None and self.is_selected(one):
            self.open_selected()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the line under the pointer."""
        row = self._row_at(event.position().toPoint())
        if self.leaves(self._held, event):
            self._held = None
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar."""
        super().resizeEvent(event)
        self._fit(self._rows[-1].top + self._rows[-1].height if self._rows else 0)

    def _fit(self, height: int) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(Size.ROW_SCHEDULE)

    def _row_of(self, occurrence: Occurrence) -> _Row | None:
        return next(
            (
                row
                for row in self._rows
                if row.number is not None and key_of(self.occurrences[row.number]) == key_of(occurrence)
            ),
            None,
        )

    def _row_at(self, at: QPoint) -> _Row | None:
        y = at.y() + self.verticalScrollBar().value()
        return next((row for row in self._rows if row.top <= y < row.top + row.height), None)

    def _rect(self, row: _Row) -> QRect:
        return QRect(0, row.top - self.verticalScrollBar().value(), self.viewport().width(), row.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.ui.theme.color("surf"))
        for row in self._rows:
            rect = self._rect(row)
            if rect.bottom() < 0 or rect.top() > self.viewport().height():
                continue
            if row.number is None:
                self._paint_heading(painter, rect, row.day)
            else:
                self._paint_line(painter, rect, row, self.occurrences[row.number])

    def _paint_heading(self, painter: QPainter, rect: QRect, day: date) -> None:
        theme = self.ui.theme
        painter.fillRect(rect, theme.color("side"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        is_today = day == today(self.ui.clock.now(), self.wording.profile().host_zone)
        painter.setPen(theme.color("acc" if is_today else "t1"))
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD))
        words = self.wording.day(day, year=True)
        used = paint_elided(painter, rect.adjusted(20, 0, -20, 0), words)
        x = rect.left() + 20 + used + 10
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        for palette in holiday_nations(self.occurrences, day):
            painter.setPen(theme.calendar(palette).bar)
            x += paint_elided(painter, QRect(x, rect.top(), 60, rect.height()), palette[-2:].upper()) + 8

    def _paint_line(self, painter: QPainter, rect: QRect, row: _Row, one: Occurrence) -> None:
        theme = self.ui.theme
        state = RowState(self.is_selected(one), self.hasFocus(), row == self._hovered)
        paint_ground(self.ui, painter, rect, state)
        x = rect.left() + 20
        upper = QRect(x, rect.top() + 4, 0, 20)
        lower = QRect(x, rect.top() + 23, 0, 18)
        if one.all_day:
            painter.setFont(theme.font(Size.BODY, MEDIUM))
            painter.setPen(theme.color("t2"))
            painter.drawText(QRect(x, rect.top(), _TIMES[0], rect.height()), _LEFT, self.ui.language.tr("All day"))
        else:
            self._paint_times(painter, upper, lower, row.day, one, state)
        x += sum(_TIMES)
        painter.fillRect(QRect(x - 10, rect.top() + 7, 3, rect.height() - 14), theme.calendar(one.palette).bar)
        right = QRect(rect.right() - 190, rect.top(), 170, rect.height())
        font = theme.font(Size.BODY, MEDIUM)
        font.setStrikeOut(one.off)
        painter.setFont(font)
        painter.setPen(theme.color("t1"))
        clash = tips.clash_words(self.wording, clashing(one, self.occurrences)) if row.number in self.clashes else ""
        facts = (
            status_words(self.wording.language.tr, one),
            tips.access_words(self.wording, one),
            self.wording.text(one.place),
        )
        meta = " · ".join(part for part in (*facts, tips.travel_words(self.wording, one)) if part)
        room = QRect(x, upper.top(), right.left() - x - 8, 20)
        paint_elided(painter, room if meta or clash else room.translated(0, 9), self.wording.title(one))
        painter.setFont(theme.font(Size.SECONDARY))
        below = QRect(x, lower.top(), room.width(), 18)
        if clash:
            self.ui.icons.paint(painter, below.topLeft() + QPoint(0, 3), "triangle-alert", "amb", 12)
            painter.setPen(theme.color("amb"))
            below.setLeft(below.left() + 17)
            below.setLeft(below.left() + paint_elided(painter, below, clash) + (8 if meta else 0))
        painter.setPen(theme.color(state.meta))
        paint_elided(painter, below, meta)
        painter.setPen(theme.color(state.meta))
        paint_elided(painter, right, one.calendar, _RIGHT)
        painter.fillRect(QRect(x, rect.bottom(), rect.width() - x, 1), theme.color("line"))

    def _paint_times(
        self, painter: QPainter, upper: QRect, lower: QRect, day: date, one: Occurrence, state: RowState
    ) -> None:
        profile = self.wording.profile()
        begin = three_zones(one.starts, profile.host_zone, profile.home_zone)
        end = three_zones(one.ends, profile.host_zone, profile.home_zone)
        names = (self.wording.place_name(one.starts), self.ui.language.tr("Zulu"), self.wording.home_name())
        moments = ((begin.place, end.place), (begin.zulu, end.zulu), (begin.home, end.home))
        x = upper.left()
        for number, ((first, last), name) in enumerate(zip(moments, names, strict=True)):
            shift = (first.local.date() - day).days
            words = f"{first.local:%H:%M}" + (f"–{last.local:%H:%M}" if number == 0 and one.ends > one.starts else "")
            paint_time(
                self.ui, painter, QRect(x, upper.top(), _TIMES[number], 20), ZonedTime(words, shift),
                tone="t2" if number else "t1", strong=not number,
            )  # fmt: skip
            painter.setFont(self.ui.theme.font(Size.META, REGULAR))
            painter.setPen(self.ui.theme.color(state.meta))
            paint_elided(painter, QRect(x, lower.top(), _TIMES[number] - 6, 18), name)
            x += _TIMES[number]


def words_for_nothing(occurrences: Sequence[Occurrence], ui: Ui) -> str:
    """Return what an empty agenda says: nothing is planned, or nothing has these words."""
    tr = ui.language.tr
    return tr("Nothing in this span has these words.") if occurrences else tr("Nothing is planned in these days.")
