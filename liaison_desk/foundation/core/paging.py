"""Lists as ordered ids first and pages of lines later, so that nothing ever loads everything."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")

PAGE = 100


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a listing: it stands before the row at ``start`` and speaks for ``count`` rows."""

    start: int
    count: int
    label: str
    label_native: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The ordered ids of everything a filter finds, and the headings between them (none when not grouped).

    ``fuzzy`` tells that nothing matched what was asked, and that these come near it.
    """

    ids: Sequence[int]
    groups: tuple[Group, ...] = ()
    fuzzy: bool = False

    def __len__(self) -> int:
        return len(self.ids)


EMPTY = Listing(array("q"))


@dataclass(frozen=True, slots=True)
class Sort(Generic[Key]):
    """The order of a list: a key the capability names, and its direction."""

    key: Key
    descending: bool = False
