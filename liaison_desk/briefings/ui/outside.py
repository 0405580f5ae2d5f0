"""What the page that composes packets is lent by the floor above it: records to put into a packet, the way back, other formats."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from liaison_desk.briefings.records import ItemRef
from liaison_desk.foundation.core.ids import RecordRef


@dataclass(frozen=True, slots=True)
class Found:
    """A record that an entry may be about. ``request`` tells a request for information from other tasks, ``day`` is an event's."""

    ref: RecordRef
    uid: str
    request: bool = False
    day: date | None = None

    @property
    def item(self) -> ItemRef:
        """It, as an outline keeps it."""
        return ItemRef(self.ref.kind, self.uid, self.ref.label)


@dataclass(frozen=True, slots=True)
class Outside:
    """Callables for the database lane: ``find`` records of some kinds by words, best first; ``called`` names one; ``undo`` takes the last action back."""

    find: Callable[[str, Collection[str]], Sequence[Found]]
    called: Callable[[RecordRef], str]
    undo: Callable[[], object]
