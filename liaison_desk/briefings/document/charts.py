"""The chart of an exercise's milestones: laid out when it is printed, from what was released alone."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.briefings.document.grids import Stretch
from liaison_desk.briefings.document.text import Line, Text
from liaison_desk.domain.marking import Marking


class Form(StrEnum):
    """How a milestone is drawn, told by form and never by colour: done, agreed, planned, over and not done, cancelled."""

    DONE = "done"
    AGREED = "agreed"
    PLANNED = "planned"
    PAST = "past"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Pin:
    """A milestone on the chart, from a day to a day. ``line`` is its title, ``short`` what charts call it (nothing: its title).

    ``when`` are its days in words; both go with the title. ``lane`` is the number of the side that owns it; ``locked`` = its
    days are agreed. ``marking`` is what it rolls up to; release fills it in.
    """

    line: Line
    first: date
    last: date
    form: Form
    lane: int
    short: Line = field(default_factory=lambda: Line(()))
    when: Line = field(default_factory=lambda: Line(()))
    locked: bool = False
    marking: Marking | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything it says."""
        return (self.line, self.short, self.when)


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Fixed words of a chart: its lanes, the bar from STARTEX to ENDEX, the forms in their order, the lock, the day it is as of.

    ``rest`` heads the list of what has too little room, ``follows`` says on the page that it comes after it; ``columns`` are the
    headings where it is written as a table. ``unmarked`` comes before the mark of what carries none of its own on the chart; without
    it everything carries its mark.
    """

    lanes: tuple[Text, ...] = ()
    bar: Text = ("STARTEX–ENDEX",)
    forms: tuple[Text, ...] = ()
    locked: Text = ()
    as_of: Text = ()
    rest: Text = ()
    follows: Text = ()
    unmarked: Text = ()
    columns: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneChart:
    """An exercise on one page: months, both fiscal years, days off, STARTEX to ENDEX, its milestones.

    All of it goes with ``line``, which names the exercise; ``when`` are the days of the bar, ``facts`` the lines above the chart.
    ``scales`` and ``off`` (the days off, by nation) may reach further than what is drawn: its span is found from what was released.
    ``marking`` is what all of it rolls up to; release fills it in.
    """

    line: Line
    first: date
    last: date
    when: Line
    pins: tuple[Pin, ...]
    words: ChartWords
    facts: tuple[Line, ...] = ()
    scales: tuple[tuple[Stretch, ...], ...] = ()
    off: tuple[tuple[Text, tuple[date, ...]], ...] = ()
    today: date | None = None
    marking: Marking | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything it says."""
        return (self.line, self.when, *self.facts, *(line for pin in self.pins for line in pin.lines))
