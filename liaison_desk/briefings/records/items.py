"""The entries of a packet's outline: sections that ask the desk, words written for the packet, files taken in whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import RegisterFilter
from liaison_desk.tasks.records import TaskFilter

TEXT, FILE = "text", "file"
"""The kinds of entries that are no sections of their own: words written for the packet, a picture or pages of a PDF."""


class PeopleOrder(StrEnum):
    """The orders in which a packet lists people."""

    PRECEDENCE = "precedence"
    ORGANIZATION = "organization"


class TextLook(StrEnum):
    """How words written for a packet are set."""

    PARAGRAPHS = "paragraphs"
    NUMBERED = "numbered"
    BULLETS = "bullets"
    BLUF = "bluf"


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A record that an entry is about; ``label`` is what it was called when it was chosen, for the outline alone."""

    kind: str
    uid: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about where that is not what its packet is about: records, words, days, an order.

    ``since`` and ``until`` are dates at the host headquarters, inclusive.
    """

    records: tuple[ItemRef, ...] = ()
    words: str = ""
    since: date | None = None
    until: date | None = None
    order: PeopleOrder | None = None
    task_filter: TaskFilter | None = None
    register: RegisterFilter | None = None


@dataclass(frozen=True, slots=True)
class PacketItem:
    """An entry of a packet's outline. ``kind`` is a section's, TEXT or FILE; ``key`` names it within its packet, "" in templates.

    ``title`` stands in the place of the usual heading; it, the ``text`` and the file have the ``marking``. ``heading`` are the fixed words
    of a template by language code, which say nothing about any record. A ``tab`` begins on a new
    page under a letter, with ``divider`` behind a sheet of its own; entries that follow it without one belong to it. ``across`` lays
    the pages on their long side (None: as its kind does). ``hint`` says what to write, by language, and is never printed. ``file`` is the SHA-256 of
    a picture or PDF, ``pages`` which of it ("1-3, 5"; "" all).
    """

    kind: str = TEXT
    options: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    heading: tuple[tuple[str, str], ...] = ()
    title: Bilingual = field(default_factory=Bilingual)
    marking: Marking | None = None
    tab: bool = False
    divider: bool = False
    across: bool | None = None
    text: Bilingual = field(default_factory=Bilingual)
    hint: tuple[tuple[str, str], ...] = ()
    look: TextLook = TextLook.PARAGRAPHS
    file: str = ""
    file_name: str = ""
    pages: str = ""
    about: About = field(default_factory=About)
