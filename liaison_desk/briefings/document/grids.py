"""Calendars on paper: days beside rulers, months, timelines. Where everything stands is found after release."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.briefings.document.tables import Column
from liaison_desk.briefings.document.text import Line, Text
from liaison_desk.domain.marking import Marking


class Look(StrEnum):
    """How an entry of a grid is drawn: by how sure it is; a holiday as such."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Entry:
    """What happens from a day to a day: if ``line`` is withheld all of it goes, also where it stood.

    ``begins`` is a minute of the first day's wall clock, ``ends`` one of the last day's; without ``begins`` it fills its days.
    ``clock`` is the short time before the title, ``note`` stands behind it; ``cells`` (day, local, Zulu, home, where) are for
    the list of what a grid has no room for. ``row`` is the number of its calendar; those of one ``series`` are drawn together.
    """

    line: Line
    first: date
    last: date
    begins: int | None = None
    ends: int = 1440
    clock: Line = field(default_factory=lambda: Line(()))
    note: Line = field(default_factory=lambda: Line(()))
    cells: tuple[Line, ...] = ()
    look: Look = Look.CONFIRMED
    row: int = 0
    series: str = ""
    marking: Marking | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything it says."""
        return (self.line, self.clock, self.note, *self.cells)


@dataclass(frozen=True, slots=True)
class GridWords:
    """Fixed words of a grid: the lines under its heading, the list of what it has no room for and its columns, the looks.

    ``more`` says how many are beyond what a day has room for, with {n} for how many.
    """

    caption: tuple[Text, ...] = ()
    rest: Text = ("See the list",)
    columns: tuple[Column, ...] = ()
    looks: tuple[Text, ...] = ()
    further: Text = ("Further events",)
    more: Text = ("+{n} more",)


@dataclass(frozen=True, slots=True)
class Grid:
    """Days from ``first`` on, and what happens on them. ``rows`` name the calendars, by the numbers that entries give.

    Where everything stands is found when it is printed, from what was released, so that no gap tells of anything.
    """

    first: date
    days: int
    entries: tuple[Entry, ...]
    rows: tuple[Line, ...]
    words: GridWords = field(default_factory=GridWords)


@dataclass(frozen=True, slots=True)
class Rulers:
    """The hours of the days from the ``day``th of a grid on, in three zones: their letters, and three labels for each hour."""

    day: int
    letters: tuple[str, str, str]
    hours: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DayGrid(Grid):
    """Days side by side, hours downward, beside rulers; ``heads`` name the days. ``open_hours`` (from, to) are always drawn.

    ``shorter`` is the same without its last days: it takes its place if nothing on those days is released.
    """

    heads: tuple[Text, ...] = ()
    rulers: tuple[Rulers, ...] = ()
    open_hours: tuple[int, int] = (7, 18)
    shorter: "DayGrid | None" = None


@dataclass(frozen=True, slots=True)
class MonthGrid(Grid):
    """Weeks under each other, Monday first; ``heads`` name the weekdays."""

    heads: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch of days on the scale of a timeline: a fiscal year, a month, a week."""

    text: Text
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Timeline(Grid):
    """Calendars under each other, days to the right below the ``scales``; ``today`` is marked if it is among them.

    ``unmarked`` comes before the mark of entries that carry none: with it a long one that most of them carry is said once.
    """

    scales: tuple[tuple[Stretch, ...], ...] = ()
    today: date | None = None
    unmarked: Text = ()
