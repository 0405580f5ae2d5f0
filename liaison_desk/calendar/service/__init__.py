"""What a user can do with calendars: events and series here, each other side of them in a module of its own."""

from liaison_desk.calendar.service.calendars import Calendars
from liaison_desk.calendar.service.rhythm import AskedFor, Rhythm
from liaison_desk.calendar.store.events import CALENDAR_TYPE, EVENT_TYPE
from liaison_desk.calendar.store.reminders import REMINDER_TYPE
from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.database.attachments import Attachment
from liaison_desk.foundation.database.belongings import Belongings

TYPES = (CALENDAR_TYPE, EVENT_TYPE, REMINDER_TYPE)

__all__ = ["LARGEST", "TYPES", "AskedFor", "Attachment", "Belongings", "Calendars", "Rhythm"]
