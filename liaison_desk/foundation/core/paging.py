"""Lists as ordered ids first and pages of lines later, so that nothing ever loads everything."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

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


def in_order(ids: Sequence[int], keys: Mapping[int, Any], *, descending: bool) -> Listing:
    """Return a listing put in order by what no column says; ids without a key come last either way, and keep their order."""
    known = sorted((id_ for id_ in ids if id_ in keys), key=keys.__getitem__, reverse=descending)
    return Listing([*known, *(id_ for id_ in ids if id_ not in keys)])


@dataclass(frozen=True, slots=True)
class Sort(Generic[Key]):
    """The order of a list: a key the capability names, and its direction."""

    key: Key
    descending: bool = False
