"""Blocks: titles, paragraphs, lists, cards, charts, tables, and groups of them under a heading."""

from dataclasses import dataclass

from liaison_desk.briefings.document.charts import MilestoneChart
from liaison_desk.briefings.document.grids import Grid
from liaison_desk.briefings.document.inserts import Burndown, Pages, Picture
from liaison_desk.briefings.document.tables import Place, Table
from liaison_desk.briefings.document.text import Line, PortionText, Text
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef


@dataclass(frozen=True, slots=True)
class Title:
    """The packet's title, largest on its page, and the quiet lines under it."""

    line: Line
    under: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bluf:
    """The bottom line up front, set larger beside a rule."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list, its lines indented by their levels; numbers are given when it is printed, so that gaps tell nothing.

    A line of fixed words heads the deeper ones that follow it, and vanishes when none of those is left.
    """

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A fixed label and what it says. Rows of one label print it once, before the first that is left of them."""

    label: Text
    line: Line


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of someone: a small JPEG, and the portion that says whose it is and decides whether it may be shown."""

    data: bytes
    portion: PortionText


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels in a narrow column, values beside them; a photo at the right."""

    rows: tuple[KeyValue, ...]
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One person or post in a frame: who it is, a photo, lines. If the heading is withheld so is the card.

    ``of`` are the records it is a card of; an ``idle`` one stands only where no other card of the same is left. ``marking`` is
    what all of it rolls up to; release fills it in.
    """

    heading: Line
    rows: tuple[KeyValue, ...] = ()
    photo: Photo | None = None
    place: Place | None = None
    of: frozenset[RecordRef] = frozenset()
    idle: bool = False
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """An organization in a chart: its name, its posts as cards, and what stands under it. All of it goes with the name."""

    heading: Line
    cards: tuple[Card, ...] = ()
    below: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Organizations under each other, with who serves in them."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of sections with their pages."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what belongs to it. If a record heads it and is withheld, all of it vanishes.

    With ``apart`` it begins on a new page, which vanishes with it; a heading right above it goes to that page too. ``under``
    are fixed words that make it a paper of its own: the heading is set as a title, and they stand quietly below it. ``draft``
    is set large and pale across every page that holds some of it. One that is ``filled`` vanishes with the last of its blocks, whatever
    heads it: before that stands only what explains it.
    """

    heading: Line
    blocks: tuple["Block", ...] = ()
    apart: bool = False
    under: Text = ()
    draft: str = ""
    filled: bool = False


Inserted = Picture | Pages | Burndown | MilestoneChart
Block = Title | Paragraph | Bluf | Items | KeyValues | Cards | Chart | Table | Grid | Contents | Group | Inserted
