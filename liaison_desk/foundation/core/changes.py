"""What a committed transaction changed, told once to everyone who shows records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The ids of the records a transaction touched, by kind. ``label`` is the user's action in words; ``elsewhere``: another seat's."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    label: str = ""
    elsewhere: bool = False

    def touches(self, *kinds: str) -> bool:
        """Tell whether any record of these kinds changed."""
        return any(kind in self.ids for kind in kinds)


@dataclass(frozen=True, slots=True)
class Recent:
    """An action done lately: its label (an English template), how often, and when last (aware UTC)."""

    label: str
    times: int
    at: datetime


Listener = Callable[[ChangeSet], None]


class ChangeBus:
    """Tells every listener of a commit, on the thread that committed; a Qt relay carries it to the window's."""

    def __init__(self) -> None:
        self._keepers: tuple[Listener, ...] = ()
        self._showers: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener, *, shows: bool = False) -> Callable[[], None]:
        """Add a listener; call the returned function to remove it.

        One that ``shows`` records asks the services at once, so it is told after all who keep records in memory, however
        late those came: else it would be answered with what was.
        """
        if shows:
            self._showers = (*self._showers, listener)
        else:
            self._keepers = (*self._keepers, listener)

        def unsubscribe() -> None:
            self._keepers = tuple(known for known in self._keepers if known is not listener)
            self._showers = tuple(known for known in self._showers if known is not listener)

        return unsubscribe

    def publish(self, changes: ChangeSet) -> None:
        """Tell every listener; an empty change set is told to nobody."""
        if changes.ids:
            for listener in (*self._keepers, *self._showers):
                listener(changes)
