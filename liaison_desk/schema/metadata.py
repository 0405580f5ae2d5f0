"""All tables of a desk, for migrations: importing this module declares every one of them."""

from liaison_desk.foundation.database.base import METADATA
from liaison_desk.schema import briefings, calendar, contacts, exercises, meetings, partnership, profile, tasks

__all__ = ["METADATA"]
TABLES = (briefings, calendar, contacts, exercises, meetings, partnership, profile, tasks)
