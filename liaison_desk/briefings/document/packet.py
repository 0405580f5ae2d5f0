"""The whole packet: its sections, and the fixed words around the text of every page."""

from dataclasses import dataclass
from datetime import datetime

from liaison_desk.briefings.document.blocks import Block
from liaison_desk.briefings.document.text import Line, PortionText, Text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the packet with a bookmark. ``empty`` is said, in the same words, when there was or is nothing to show.

    Without ``heading`` it is the front of the packet. ``across`` is printed on pages laid on their long side. A ``tab`` begins on
    a new page under the next letter, given when it is printed so that none is missing; with ``divider`` a sheet of its own stands before it.
    ``entry`` is the key of the outline's entry it was built from.
    """

    key: str
    heading: Line | None
    blocks: tuple[Block, ...]
    empty: Text = ()
    across: bool = False
    tab: bool = False
    divider: bool = False
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The fixed words around the text of every page.

    ``compiled`` has the place ``{nations}``, ``page`` the places ``{page}`` and ``{pages}``, ``tab`` the place ``{letter}``. ``draft``
    and ``copy`` are empty when the packet is final or not numbered. ``block`` are the lines of the policy's designation block
    that are filled in, in its order. ``appended`` is said of pages of other files where they cannot be shown.
    """

    title: Text
    as_of: Text
    office: Text
    compiled: Text
    page: str
    untranslated: Text
    draft: str = ""
    copy: Text = ()
    tab: Text = ("Tab {letter}",)
    block: tuple[str, ...] = ()
    appended: Text = ("Its pages are in the PDF.",)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole packet. ``languages`` are the codes its texts are in; ``home`` is whose fixed words they are (trigraph).

    ``as_of`` is an aware instant; ``policy`` names the grammar that prints the marks; ``paper`` is a4 or letter. ``title`` is the
    furniture's title where somebody wrote it: without it nothing is made, for it stands on every page.
    """

    furniture: Furniture
    sections: tuple[Section, ...]
    languages: tuple[str, ...]
    home: str
    as_of: datetime
    policy: str = "us"
    paper: str = "a4"
    file_stem: str = "packet"
    title: PortionText | None = None
