"""The ways to look at the calendar: each with its view, the key that chooses it, and which days it spans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from liaison_desk.calendar.ui.agenda import AgendaView
from liaison_desk.calendar.ui.month import MonthView, month_span, shifted
from liaison_desk.calendar.ui.view import CalendarView
from liaison_desk.calendar.ui.week import WeekView
from liaison_desk.calendar.ui.wording import Wording
from liaison_desk.foundation.qt.context import Ui

AGENDA_DAYS: Final = 31
_WORKED: Final = 5


class View(StrEnum):
    """The names of the ways, as they are remembered."""

    DAY = "day"
    WORK_WEEK = "work-week"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look. ``span`` gives the first day and the number of days shown around a day; ``stepped`` the day to go to.

    ``letter`` is the key that chooses it; ``title`` says what is shown; with ``numbered`` the week's number stands beside it.
    """

    key: View
    name: str
    letter: str
    view: CalendarView
    span: Callable[[date], tuple[date, int]]
    stepped: Callable[[date, int], date]
    title: Callable[[date], str]
    numbered: bool = False


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

    return (
        Way(View.DAY, tr("Day"), "D", week, _one_day, by_days(1), spanning(_one_day), numbered=True),
        Way(View.WORK_WEEK, tr("Work week"), "F", week, _work_week, by_days(7), spanning(_work_week), numbered=True),
        Way(View.WEEK, tr("Week"), "W", week, _week, by_days(7), spanning(_week), numbered=True),
        Way(View.MONTH, tr("Month"), "M", month, month_span, shifted, wording.month),
        Way(View.AGENDA, tr("Agenda"), "A", agenda, _agenda, by_days(AGENDA_DAYS), spanning(_agenda)),
    )


def _one_day(day: date) -> tuple[date, int]:
    return day, 1


def _week(day: date) -> tuple[date, int]:
    return day - timedelta(days=day.weekday()), 7


def _work_week(day: date) -> tuple[date, int]:
    return day - timedelta(days=day.weekday()), _WORKED


def _agenda(day: date) -> tuple[date, int]:
    return day, AGENDA_DAYS
