"""The geometry of the year: where months and days stand, how much happens on them, in which month years begin."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.view import CalendarView
from liaison_desk.calendar.ui.weeks import sunday_first
from liaison_desk.calendar.ui.year.layout import Figure, MonthPlace, begin_of, figures, places
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.fiscal import load_fiscal_rules
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.qt.context import Ui

BEGINS_KEY: Final = "calendar/year/begins"
CALENDAR_YEAR: Final = "calendar"
MONTH_HEAD: Final = 38
"""The height of a month's name and of the letters of its weekdays."""


class YearGrid(CalendarView):
    """Twelve months from ``first`` on; ``day`` is the one the keyboard is on, ``begins`` whose year it is.

    ``begins`` is ``calendar`` or a nation (trigraph), whose fiscal year is shown then.
    """

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Year"))
        self.day = self.first
        self.begins = ui.memory.text(BEGINS_KEY, CALENDAR_YEAR)
        self.sunday = sunday_first(ui.memory)
        self.figures: dict[date, Figure] = {}
        self._places: Sequence[MonthPlace] = ()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Which year

    def choices(self) -> list[str]:
        """Return what years can begin with: the calendar's, and the fiscal years of both nations."""
        profile = self.wording.profile()
        rules = load_fiscal_rules()
        nations = [nation for nation in dict.fromkeys((profile.host, profile.home)) if nation in rules]
        return [CALENDAR_YEAR, *nations]

    def month_begun(self) -> int:
        """Return the month years begin in."""
        rule = load_fiscal_rules().get(self.begins)
        return rule.month if rule is not None and self.begins in self.choices() else 1

    def begin_of(self, day: date) -> date:
        """Return the day on which the year begins that a day lies in."""
        return begin_of(day, self.month_begun())

    def begin_weeks(self, *, sunday: bool) -> None:
        """Let weeks begin on Sunday or Monday."""
        self.sunday = sunday
        self.lay_out()
        self.viewport().update()

    # What is shown

    def lay_out(self) -> None:
        """Count what happens on each day and find where months stand."""
        self.figures = figures(self.occurrences, self.wording.profile().host_zone, self.first, self.days)
        self._places = places(
            self.first.replace(day=1), self.viewport().width(), self.viewport().height(), head=MONTH_HEAD, sunday=self.sunday
        )  # fmt: skip
        self._tell_day()

    @property
    def months(self) -> Sequence[MonthPlace]:
        """Where the months stand."""
        return self._places

    def rect_of(self, day: date) -> QRect:
        """Return a day's cell; an empty rectangle for a day of another year."""
        for place in self._places:
            if (place.month.year, place.month.month) == (day.year, day.month):
                return QRect(*place.rect_of(day, MONTH_HEAD))
        return QRect()

    def day_at(self, at: QPoint) -> date | None:
        """Return the day at a point."""
        found = (place.day_at(at.x(), at.y(), MONTH_HEAD) for place in self._places)
        return next((day for day in found if day is not None), None)

    def words_of(self, day: date) -> str:
        """Return what a day's figure says: ``Tue 24 Nov: 6 events, 5 h 30 min``, and its days off with their nations."""
        figure, tr = self.figures.get(day, Figure()), self.ui.language.tr
        parts = [self.ui.language.count("{n} event", "{n} events", figure.count)]
        if figure.minutes:
            parts.append(self.wording.length(timedelta(minutes=figure.minutes)))
        nations, code = load_nations(), self.ui.language.code
        for one in figure.days_off:
            nation = nations.name(one.holiday, code) if one.holiday else one.calendar
            parts.append(f"{self.wording.title(one)} ({nation})")
        return tr("{day}: {what}", day=self.wording.day(day, year=True), what=tr(", ").join(parts))

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return the cell of the day an occurrence begins on."""
        return self.rect_of(self._day_of(occurrence))

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return nothing: days are seen here, not events."""
        del at
        return None

    def reveal(self, occurrence: Occurrence) -> None:
        """The day of what is chosen becomes the present one."""
        self.day = self._day_of(occurrence)

    def _day_of(self, one: Occurrence) -> date:
        return max(self.first, dates(one, self.wording.profile().host_zone)[0])

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day."""
        del first
        self.day = day
        self._tell_day()

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on."""
        return self.day

    def ask_new(self) -> None:
        """Ask for a new event on the present day, at the beginning of duty."""
        start = self.wording.profile().duty_start
        at = datetime.combine(self.day, start.replace(minute=0)) + timedelta(hours=1)
        self.new_asked.emit(at, at + timedelta(hours=1), False)

    def _tell_day(self) -> None:
        """Let screen readers say the day the cursor is on and what happens on it."""
        if self.selected() is None:
            self.setAccessibleDescription(self.words_of(self.day))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _tell_chosen(self) -> None:
        super()._tell_chosen()
        self._tell_day()
