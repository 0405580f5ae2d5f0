"""iCalendar and vCalendar 1.0: ``.ics`` and ``.vcs`` bytes to events, tasks and meeting notes, and back.

``read_ical`` cuts the bytes into lines (``encoding``, ``lines``), the lines into components, and reads each
component on its own (``events``, ``tasks``, ``journals``), so that a bad line costs nothing but itself.
``write_ical`` writes what it was given so that reading it again gives the same records. What a record has no
field for stays in its ``extra`` as raw lines. Start with ``reader`` and ``writer``.
"""

from liaison_desk.exchange.ical.content import CalendarContent, Message, ReadCalendar
from liaison_desk.exchange.ical.reader import read_ical
from liaison_desk.exchange.ical.writer import write_ical, write_reply

__all__ = ["CalendarContent", "Message", "ReadCalendar", "read_ical", "write_ical", "write_reply"]
