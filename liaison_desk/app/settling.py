"""What a desk does by itself: tasks that have come near or are owed no more; and what follows when something is taken back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import ARRANGEMENT

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk


def settle(desk: "Desk") -> None:
    """Make the tasks of the battle rhythm and of obligations that are due to be made, withdraw those that nothing asks for; idempotent."""
    desk.rhythm.settle()
    desk.arrangements.settle()


def put_back(desk: "Desk", transaction: Transaction, before: Mapping[str, Mapping[int, Snapshot]]) -> None:
    """Let what follows records be as these are after an undo, or as an earlier version; ``before`` they were, by kind and id."""
    desk.put_back(transaction, before)
    if ARRANGEMENT in before:
        desk.arrangements.follow_put_back(transaction, before)
