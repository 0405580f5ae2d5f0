"""What a desk does by itself: tasks that have come near or are owed no more; and what follows when something is taken back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from liaison_desk.calendar.service.rhythm import Rhythm
from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import ARRANGEMENT

if TYPE_CHECKING:
    from liaison_desk.partnership.service.arrangements import Arrangements


class Settling(Protocol):
    """What of a desk does something by itself."""

    rhythm: Rhythm

    @property
    def arrangements(self) -> "Arrangements":
        """Arrangements."""
        ...

    def put_back(self, transaction: Transaction, before: Mapping[str, Mapping[int, Snapshot]]) -> None:
        """Let what was made of exercises follow them."""
        ...


def settle(desk: Settling) -> None:
    """Make the tasks of the battle rhythm and of obligations that are due to be made, withdraw those that nothing asks for; idempotent."""
    desk.rhythm.settle()
    desk.arrangements.settle()


def put_back(desk: Settling, transaction: Transaction, before: Mapping[str, Mapping[int, Snapshot]]) -> None:
    """Let what follows records be as these are after an undo, or as an earlier version; ``before`` they were, by kind and id."""
    desk.put_back(transaction, before)
    if ARRANGEMENT in before:
        desk.arrangements.follow_put_back(transaction, before)
