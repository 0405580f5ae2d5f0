"""What every reader of files is told and what it answers, so that one import report serves all formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.profile import DeskProfile

T = TypeVar("T")
MOST_PROBLEMS = 1_000
"""How many problems of a file are told one by one."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One thing a reader could not take as it stood: an English template, its values, and the line (1 = first, 0 = the file)."""

    line: int
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text


def told(problems: Sequence[LineProblem], untold: int = 0) -> tuple[LineProblem, ...]:
    """Return the first problems of a file, and in one line how many there are beyond; ``untold`` were not even kept."""
    more = max(0, len(problems) - MOST_PROBLEMS) + untold
    first = tuple(problems[:MOST_PROBLEMS])
    return (*first, LineProblem(0, "{count} more problems are not listed.", {"count": more})) if more else first


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A record that was read, and the line its text begins on.

    ``derived`` tells that its uid is made of what it says, ``name`` what lists of its file call it, where that is no uid.
    ``said`` is a digest of the text itself, where the same text means that nothing is new.
    """

    record: T
    line: int
    name: str = ""
    derived: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a file held: the entries that were kept, what was wrong, and how many entries were left out."""

    entries: tuple[Entry[T], ...] = ()
    problems: tuple[LineProblem, ...] = ()
    skipped: int = 0

    @property
    def records(self) -> tuple[T, ...]:
        """The records alone, in the order of the file."""
        return tuple(entry.record for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What a reader must know of the desk: its languages, its place's zone, its nations, and the marking of what comes in.

    ``zone`` (IANA) is where a time of an unknown zone is taken to be. ``marking`` ``None`` leaves records unmarked. ``ceiling``
    is the highest level it keeps, and ``policy`` how its markings are written.
    """

    host_language: str = "en"
    home_language: str = "ja"
    zone: str = "America/Denver"
    home_zone: str = "Asia/Tokyo"
    host_nation: str = "USA"
    home_nation: str = "JPN"
    marking: Marking | None = None
    ceiling: Level = Level.UNCLASSIFIED
    policy: str = "us"


def settings_of(profile: DeskProfile) -> ReadSettings:
    """Return what readers and writers of files must know of the desk."""
    return ReadSettings(
        profile.host_language,
        profile.home_language,
        profile.host_zone,
        profile.home_zone,
        profile.host,
        profile.home,
        profile.default_marking,
        profile.ceiling,
        profile.policy,
    )
