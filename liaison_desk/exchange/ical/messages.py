"""Mails between calendars (RFC 5546): answers to invitations, proposals and cancellations, which speak of known events."""

from liaison_desk.exchange.ical.content import Message
from liaison_desk.exchange.ical.events import NAMES
from liaison_desk.exchange.ical.fields import number, read_date, sort_fields
from liaison_desk.exchange.ical.lines import Component, unescape
from liaison_desk.exchange.ical.own import COMMENTS
from liaison_desk.exchange.ical.people import read_participant
from liaison_desk.exchange.ical.reading import NO_TIME, Reading
from liaison_desk.exchange.ical.wording import OWN, read_wording

ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""Methods that say nothing of the event itself, so that they are never taken for one."""
MESSAGES = ANSWERS | {"CANCEL", "ADD"}


def read_message(component: Component, reading: Reading) -> Message | None:
    """Return what a VEVENT of one of these methods says, or None without a UID: then nobody knows of what it speaks."""
    fields = sort_fields(component, NAMES, reading)
    uid = unescape(fields.value("UID"))
    if not uid:
        return None
    comments = [line._replace(params={}) for line in fields.lines(*COMMENTS)[:1]]
    title = read_wording(fields.lines("SUMMARY", OWN + "SUMMARY"), reading.settings, [])
    people = (read_participant(line) for line in fields.lines("ATTENDEE"))
    written = reading.instant(fields.one.get("DTSTAMP"))
    occurrence = read_date(fields, "RECURRENCE-ID", reading)
    return Message(
        method=reading.method,
        uid=uid,
        line=component.number,
        occurrence=occurrence,
        lasting=occurrence is not None and fields.one["RECURRENCE-ID"].param("RANGE").upper() == "THISANDFUTURE",
        people=tuple(person for person in people if person),
        organizer=read_participant(fields.one["ORGANIZER"]) if "ORGANIZER" in fields.one else None,
        reason=read_wording(comments, reading.settings, []),
        title=title.host or title.home,
        start=read_date(fields, "DTSTART", reading),
        written=None if written == NO_TIME else written,
        sequence=number(fields.value("SEQUENCE"), 0, 2**31 - 1) or 0,
    )
