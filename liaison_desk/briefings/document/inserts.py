"""What a packet takes in whole: pictures, pages of other PDF files; and the curve of what is open over time."""

from dataclasses import dataclass
from datetime import date

from liaison_desk.briefings.document.grids import Stretch
from liaison_desk.briefings.document.text import Line, Text
from liaison_desk.domain.marking import Marking


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as wide as the text at most, with its caption below; it goes with the caption. ``data`` is any common format."""

    data: bytes
    line: Line


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of another PDF file, each at its own size with our banner stamped on it; all of them go with ``line``, which names them.

    ``chosen`` are the pages that are taken, the first being 1; none chosen is all of them.
    """

    data: bytes
    line: Line
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """From when to when something was open, and when it is due; ``line`` says what, and decides whether it counts.

    ``closed`` None is open still.
    """

    line: Line
    opened: date
    closed: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Burndown:
    """How many were open at the end of each day from ``first`` to ``last``, and after ``today`` how many will be if all are done when due.

    They are counted after release, so that no number tells of more. ``words`` below it say what the curve is of, with places for {opened},
    {closed} and {open} (in these days, and at their end), ``planned`` what the dashed curve is, where there is one; ``as_of`` names
    the line of today, ``ends`` the last day. ``scale`` are the stretches of days that are named along it. ``marking`` is what the spells roll up to; release
    fills it in.
    """

    first: date
    last: date
    spells: tuple[Spell, ...]
    words: Text = ()
    today: date | None = None
    scale: tuple[Stretch, ...] = ()
    planned: Text = ()
    as_of: Text = ()
    marking: Marking | None = None
    ends: Text = ()
