"""Tables: columns, rows, bands across; and the places that entries keep in an order told by records."""

from dataclasses import dataclass

from liaison_desk.briefings.document.text import Line, Source, Text
from liaison_desk.domain.marking import Marking


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands among its like, told by records: those of one ``key`` keep their order.

    If one of ``sources`` is withheld the entry comes last, so that its place does not tell of it.
    """

    key: tuple[int | str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, and the share of the width that it has unless what it says asks for less or more.

    With ``weight`` 0 it is as wide as its longest entry, within reason: for times, dates and other short things. A ``spare`` one
    is left out where none of the rows that are left says anything in it.
    """

    title: Text
    weight: float = 0.0
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One record's row. ``lead`` is the cell that names it: if that is withheld so is the row.

    ``marking`` is what all its cells roll up to, printed before the lead cell; release fills it in.
    """

    cells: tuple[Line, ...]
    lead: int = 0
    place: Place | None = None
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A heading across a table, such as a day; it vanishes when no row follows it."""

    text: Text


@dataclass(frozen=True, slots=True)
class Table:
    """A table of records; a schedule in three zones is one with three columns of times.

    ``numbered`` rows are counted in the first column when they are printed, so that gaps tell nothing; its cells are empty.
    ``unmarked`` comes before the mark of rows that carry none: with it a long one that most rows carry is said once above them.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    numbered: bool = False
    unmarked: Text = ()
