"""The document model: paper without pages, made of portions.

Every piece of text is either a ``PortionText``, which carries information, a marking and the records it comes from,
or ``Words``, fixed words of the template that say nothing about any record. Because release is a function over
this tree, whatever a section builds is filtered in one place.
"""

from dataclasses import dataclass
from datetime import datetime

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef

Text = tuple[str, ...]
"""One wording for each language of the document, in its order; a single wording serves every language."""


def wording(text: Text, index: int) -> str:
    """Return the wording for the document's language number ``index``."""
    return text[index] if index < len(text) else text[0] if len(text) == 1 else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A record a portion comes from, with the marking of its title: a record whose title is withheld vanishes."""

    record: RecordRef
    marking: Marking | None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class PortionText:
    """A piece of information: it goes in if its own marking and the titles of all its sources and names may be released.

    ``sources`` are the records it comes from, ``names`` those it names besides, whose markings are its own too. ``before`` and ``after`` are fixed words (brackets, a dash) that stand and vanish with it. A ``joined`` one belongs
    to the piece before it: it follows after a blank, and never stands without it.
    """

    text: Text
    marking: Marking | None
    sources: tuple[Source, ...] = ()
    uid: str = ""
    before: str = ""
    after: str = ""
    joined: bool = False
    names: tuple[Source, ...] = ()

    @property
    def markings(self) -> tuple[Marking, ...]:
        """The markings that what it says rolls up to."""
        every = (self.marking, *(one.marking for one in self.names))
        return tuple(marking for marking in every if marking is not None)


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of the template."""

    text: Text


Piece = PortionText | Words


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces that print together behind one portion mark.

    ``label`` is fixed words in front, printed bold. With ``led`` the first portion carries the rest: if it is withheld the whole
    line is. ``marking`` is what the line's portions roll up to; release fills it in.
    """

    pieces: tuple[Piece, ...]
    separator: str = " "
    label: Text = ()
    led: bool = True
    marking: Marking | None = None

    def text(self, index: int) -> str:
        """Return the text in one language, without the label; empty if nobody has written that wording."""
        said = ""
        leads = False
        for piece in self.pieces:
            text = wording(piece.text, index)
            joined = isinstance(piece, PortionText) and piece.joined
            if joined and not leads:
                continue
            leads = bool(text) or joined
            if text:
                whole = f"{piece.before}{text}{piece.after}" if isinstance(piece, PortionText) else text
                said += f"{' ' if joined else self.separator}{whole}" if said else whole
        return said

    @property
    def portions(self) -> tuple[PortionText, ...]:
        """The pieces that carry information."""
        return tuple(piece for piece in self.pieces if isinstance(piece, PortionText))


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
    """A list; numbers are given when it is printed, so that gaps tell nothing."""

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
class Place:
    """Where an entry stands among its like, told by records: those of one ``key`` keep their order.

    If one of ``sources`` is withheld the entry comes last, so that its place does not tell of it.
    """

    key: tuple[int | str, ...]
    sources: tuple[Source, ...]


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
class Column:
    """A table's column: its heading, and its share of the width.

    With ``weight`` 0 it is as wide as its longest entry, within reason: for times, dates and other short things.
    """

    title: Text
    weight: float = 0.0


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
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of sections with their pages."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what belongs to it. If a record heads it and is withheld, all of it vanishes.

    With ``apart`` it begins on a new page, which vanishes with it; a heading right above it goes to that page too.
    """

    heading: Line
    blocks: tuple["Block", ...] = ()
    apart: bool = False


Block = Title | Paragraph | Bluf | Items | KeyValues | Cards | Chart | Table | Contents | Group


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the packet with a bookmark. ``empty`` is said, in the same words, when there was or is nothing to show.

    Without ``heading`` it is the front of the packet.
    """

    key: str
    heading: Line | None
    blocks: tuple[Block, ...]
    empty: Text = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """The fixed words around the text of every page.

    ``compiled`` has the place ``{nations}``, ``page`` the places ``{page}`` and ``{pages}``. ``draft`` and ``copy``
    are empty when the packet is final or not numbered.
    """

    title: Text
    as_of: Text
    office: Text
    compiled: Text
    page: str
    untranslated: Text
    draft: str = ""
    copy: Text = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole packet. ``languages`` are the codes its texts are in; ``home`` is whose fixed words they are (trigraph).

    ``as_of`` is an aware instant; ``policy`` names the grammar that prints the marks; ``paper`` is a4 or letter.
    """

    furniture: Furniture
    sections: tuple[Section, ...]
    languages: tuple[str, ...]
    home: str
    as_of: datetime
    policy: str = "us"
    paper: str = "a4"
    file_stem: str = "packet"
