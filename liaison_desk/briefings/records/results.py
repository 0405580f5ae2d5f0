"""What comes back: the finished packet, and the officer's report of what stayed out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; it may raise CancelledError to stop the work."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """One record that lost portions to one rule. ``whole`` = its title was withheld, so it is nowhere in the packet.

    ``rule`` is an English template for translation with its ``values``; ``blocked`` are the nations it stopped. ``said`` are the
    beginnings of the first portions, for the officer who asks why; they are never kept.
    """

    record: RecordRef
    uid: str
    portions: int
    whole: bool
    rule: str
    values: tuple[tuple[str, str], ...] = ()
    blocked: tuple[str, ...] = ()
    may_permit: str = ""
    said: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class WithheldReport:
    """What stayed out of a packet and why: for the officer alone, never for the packet.

    ``gaps`` are the numbers given for good that stayed out while later ones went in: who sees those may miss them.
    """

    audience: frozenset[str]
    entries: tuple[Withheld, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """How many records lost something."""
        return len({(entry.record.kind, entry.record.id) for entry in self.entries})

    @property
    def portions(self) -> int:
        """How many portions stayed out."""
        return sum(entry.portions for entry in self.entries)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading of the finished packet: its words, portion mark, depth (0 = section), page, entries below it; its letter if it is a tab.

    ``section`` is the place of the section it stands in among those that went in.
    """

    title: str
    mark: str
    level: int
    page: int
    entries: int
    tab: str = ""
    section: int = 0


@dataclass(frozen=True, slots=True)
class EntryTold:
    """An entry of the outline that went in: its key, how many portions of it did (0: it has nothing to tell), and where it begins."""

    key: str
    portions: int
    page: int


@dataclass(frozen=True, slots=True)
class Included:
    """A record that went into a packet, and how many portions of it did."""

    record: RecordRef
    uid: str
    portions: int


@dataclass(frozen=True, slots=True)
class PacketResult:
    """A finished packet. ``banner`` is the line on every page, ``marking`` what it says, ``included`` what went in by its records.

    ``told`` are the sections that went in, in order, each as the entry of the outline it was built from.
    """

    pdf: bytes
    pages: int
    banner: str
    marking: Marking
    withheld: WithheldReport
    file_name: str
    outline: tuple[OutlineEntry, ...]
    portions: int
    included: tuple[Included, ...] = ()
    draft: bool = False
    told: tuple[EntryTold, ...] = ()


@dataclass(frozen=True, slots=True)
class EditablePacket:
    """A finished packet as a Word file, for a host that wants to edit it. ``banner`` is the line on every page."""

    docx: bytes
    banner: str
    withheld: WithheldReport
    file_name: str
