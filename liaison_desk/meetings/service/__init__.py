"""What a user can do with meetings, their notes, minutes and registers: one method per action."""

from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.meetings.service.meetings import Meetings
from liaison_desk.meetings.service.minutes import MinutesBook
from liaison_desk.meetings.service.notes import Notes, Promise
from liaison_desk.meetings.service.registers import Registers
from liaison_desk.meetings.store.carrying import carry_portions
from liaison_desk.meetings.store.meetings import MEETING_TYPE
from liaison_desk.meetings.store.minutes import MINUTES_TYPE
from liaison_desk.meetings.store.portions import PORTION_TYPE

TYPES: tuple[RecordType, ...] = (MEETING_TYPE, PORTION_TYPE, MINUTES_TYPE)
__all__ = ["TYPES", "Meetings", "MinutesBook", "Notes", "Promise", "Registers", "carry_portions"]
