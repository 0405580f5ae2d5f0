"""What a user can do with meetings and their notes: one method per action. Minutes and registers are asked for beside.

Whoever wants those reads ``service.minutes`` and ``service.registers``: no start waits for them.
"""

from collections.abc import Callable
from typing import Any

from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.service.meetings import Meetings
from liaison_desk.meetings.service.notes import Notes, Promise
from liaison_desk.meetings.store.meetings import MEETING_TYPE
from liaison_desk.meetings.store.minutes import MINUTES_TYPE
from liaison_desk.meetings.store.portions import PORTION_TYPE

TYPES: tuple[RecordType, ...] = (MEETING_TYPE, PORTION_TYPE, MINUTES_TYPE)
__all__ = ["TYPES", "Meetings", "Notes", "Promise", "carry_portions"]


def carry_portions(connection: Any, begin: Callable[[], Transaction]) -> None:
    """Make records of the portions of a desk of before schema 0008, inside its upgrade; ``begin`` starts a part of its history."""
    from liaison_desk.meetings.store import carrying

    carrying.carry_portions(connection, begin)
