"""What a week is for this user: Monday first as both staffs count, or Sunday first as Americans are used to."""

from datetime import date, timedelta
from typing import Final

from liaison_desk.foundation.qt.settings import Memory

_KEY: Final = "calendar/sunday"
WORKED: Final = 5


def sunday_first(memory: Memory) -> bool:
    """Tell whether the user wants weeks to begin on Sunday."""
    return memory.flag(_KEY)


def choose_sunday_first(memory: Memory, chosen: bool) -> None:
    """Remember what weeks begin on."""
    memory.keep(_KEY, chosen)


def week_of(day: date, *, sunday: bool) -> date:
    """Return the day the week of a day begins on."""
    return day - timedelta(days=(day.weekday() + sunday) % 7)


def worked_week_of(day: date, *, sunday: bool) -> date:
    """Return the Monday of the five working days of a day's week."""
    return week_of(day, sunday=sunday) + timedelta(days=1 if sunday else 0)


def week_number(first: date) -> int:
    """Return the number of the week that begins on a day, or has it within; one number in both headquarters.

    Weeks are numbered by ISO 8601 also when they begin on Sunday: by the Monday to Saturday they share with it.
    """
    return (first + timedelta(days=1) if first.weekday() == 6 else first).isocalendar().week
