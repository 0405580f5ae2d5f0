"""The ways to look at the calendar: each with its view, the key that chooses it, and which days it spans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from liaison_desk.calendar.ui.agenda import AgendaView
from liaison_desk.calendar.ui.grid.week import WeekView
from liaison_desk.calendar.ui.month import MonthView, month_span, shifted
from liaison_desk.calendar.ui.timeline.axis import later
from liaison_desk.calendar.ui.timeline.view import TimelineView
from liaison_desk.calendar.ui.view import CalendarView
from liaison_desk.calendar.ui.weeks import WORKED, sunday_first, week_of, worked_week_of
from liaison_desk.calendar.ui.year.geometry import CALENDAR_YEAR
from liaison_desk.calendar.ui.year.layout import span_of
from liaison_desk.calendar.ui.year.view import YearView
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.fiscal import fiscal_year
from liaison_desk.foundation.qt.context import Ui

AGENDA_DAYS: Final = 31


class View(StrEnum):
    """The names of the ways, as they are remembered."""

    DAY = "day"
    WORK_WEEK = "work-week"
    WEEK = "week"
    MONTH = "month"
    TIMELINE = "timeline"
    YEAR = "year"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look. ``span`` gives the first day and the number of days shown around a day; ``stepped`` the day to go to.

    ``letter`` is the key that chooses it; ``title`` says what is shown; with ``numbered`` the week's number stands beside it.
    ``around`` gives what is read where that is more than what is shown; with ``by_cursor`` the small month shows the cursor's
    month instead of the first day's.
    """

    key: View
    name: str
    letter: str
    view: CalendarView
    span: Callable[[date], tuple[date, int]]
    stepped: Callable[[date, int], date]
    title: Callable[[date], str]
    numbered: bool = False
    around: Callable[[], tuple[date, int]] | None = None
    by_cursor: bool = False

    def read(self, day: date) -> tuple[date, int]:
        """Return the first day and the number of days to read around a day."""
        return self.around() if self.around is not None else self.span(day)


def ways(ui: Ui, wording: Wording) -> Sequence[Way]:
    """Return the ways in the order of the toolbar; day, work week and week are one view."""
    tr = ui.language.tr
    week, month, agenda = WeekView(ui, wording), MonthView(ui, wording), AgendaView(ui, wording)

    def spanning(span: Callable[[date], tuple[date, int]]) -> Callable[[date], str]:
        def title(day: date) -> str:
            first, days = span(day)
            return wording.span(first, first + timedelta(days=days - 1))

        return title

    def by_days(days: int) -> Callable[[date, int], date]:
        return lambda day, by: day + timedelta(days=by * days)

    # What weeks begin on may change while the page is open, so it is asked each time.
    def of_week(day: date) -> tuple[date, int]:
        return week_of(day, sunday=sunday_first(ui.memory)), 7

    def of_work_week(day: date) -> tuple[date, int]:
        return worked_week_of(day, sunday=sunday_first(ui.memory)), WORKED

    def of_month(day: date) -> tuple[date, int]:
        return month_span(day, sunday=sunday_first(ui.memory))

    return (
        Way(View.DAY, tr("Day"), "D", week, _one_day, by_days(1), spanning(_one_day), numbered=True),
        Way(
            View.WORK_WEEK, tr("Work week"), "F", week, of_work_week, by_days(7), spanning(of_work_week), numbered=True
        ),
        Way(View.WEEK, tr("Week"), "W", week, of_week, by_days(7), spanning(of_week), numbered=True),
        Way(View.MONTH, tr("Month"), "M", month, of_month, shifted, wording.month, by_cursor=True),
        _timeline_way(tr("Timelines"), TimelineView(ui, wording)),
        _year_way(tr("Year"), YearView(ui, wording)),
        Way(View.AGENDA, tr("Agenda"), "A", agenda, _agenda, by_days(AGENDA_DAYS), spanning(_agenda)),
    )


def _one_day(day: date) -> tuple[date, int]:
    return day, 1


def _agenda(day: date) -> tuple[date, int]:
    return day, AGENDA_DAYS


def _timeline_way(name: str, view: TimelineView) -> Way:
    """Return the way over months: what is shown is the view's own window, which can be panned and zoomed."""

    def span(day: date) -> tuple[date, int]:
        del day
        return view.sight.begin, view.sight.days

    def stepped(day: date, by: int) -> date:
        return view.sight.stepped(day, by)

    def title(day: date) -> str:
        del day
        say = view.wording.months if view.sight.zoom.months else view.wording.span
        return say(view.sight.begin, view.sight.last)

    return Way(View.TIMELINE, name, "Q", view, span, stepped, title, around=view.reading, by_cursor=True)


def _year_way(name: str, view: YearView) -> Way:
    """Return the way over twelve months, which begin as the view says."""

    def span(day: date) -> tuple[date, int]:
        return span_of(view.begin_of(day))

    def stepped(day: date, by: int) -> date:
        return later(day, 12 * by)

    def title(day: date) -> str:
        """Return ``2026``, or of a fiscal year its name and its months."""
        begin, wording = view.begin_of(day), view.wording
        year = fiscal_year(view.begins, begin) if view.begins != CALENDAR_YEAR else None
        if year is None or year.first != begin:
            return wording.year(begin)
        return f"{year.name(wording.language.code)} · {wording.months(year.first, year.last)}"

    return Way(View.YEAR, name, "Y", view, span, stepped, title, by_cursor=True)
