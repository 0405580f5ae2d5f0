"""Meetings and the calendar: an occurrence of an event becomes the meeting whose notes are taken, a meeting gets its event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import Answer, Event, Occurrence, Participant
from liaison_desk.calendar.rules import content_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.meetings.records import MEETING, PORTION, Attendee, Meeting
from liaison_desk.meetings.rules.agendas import agenda_in
from liaison_desk.meetings.rules.templates import meeting_templates

_FROM, _UNTIL = time(9), time(17)
"""When a meeting begins and ends that is made of an event of whole days."""
_PEOPLE = frozenset({"individual", "group"})


class Minuting:
    """What the calendar and the meetings can do with each other, from the window."""

    def __init__(self, desk: Desk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def take_notes(self, one: Occurrence) -> None:
        """Begin a note in the meeting of an occurrence, which is made now if there is none yet."""

        def begin(found: int) -> None:
            self._ui.open(RecordRef(PORTION, 0, about=(RecordRef(MEETING, found),)))

        if one.event_id:
            self._ui.jobs.database.run(lambda: meeting_of(self._desk, one), begin)

    def put_into_calendar(self, meeting_id: int) -> None:
        """Make an event of a meeting that has none, in the calendar the user chooses."""
        desk, tr = self._desk, self._ui.language.tr
        profile = desk.profile.get()

        def put(calendar_id: int) -> None:
            told = tr("The meeting is in the calendar.")
            self._ui.jobs.database.run(
                lambda: put_into_calendar(desk, meeting_id, calendar_id), lambda _: self._ui.notify(told, None)
            )

        def chosen() -> list[tuple[int, Bilingual]]:
            return [(one.id, one.name) for one in desk.calendars.calendars() if not one.of_holidays]

        def ask(known: Sequence[tuple[int, Bilingual]]) -> None:
            if len(known) <= 1:
                put(known[0][0] if known else 0)
                return
            names = [name.in_code(self._ui.language.code, profile) for _, name in known]
            number = self._ui.ask.choose(tr("Put into the calendar"), tr("Which calendar?"), names)
            if number is not None:
                put(known[number][0])

        self._ui.jobs.database.run(chosen, ask)


def meeting_of(desk: Desk, one: Occurrence) -> int:
    """Return the id of the meeting of an occurrence; a new one has its participants as they are on that day."""
    start, end = _held(one)
    found = desk.meetings.of_event(one.event_id, start, end)
    if not found and not one.recurring:  # a single event that was moved since
        found = desk.meetings.of_event(one.event_id, datetime(1900, 1, 1), datetime(2400, 1, 1))  # noqa: DTZ001 # wall times
    if not found and one.recurring:  # an occurrence that was moved since: it began where the series has it
        found = desk.meetings.of_event(one.event_id, datetime.combine(one.at, _FROM) if one.all_day else one.at)
    if found:
        return found
    return desk.meetings.save(drafted(desk, one)).id


def drafted(desk: Desk, one: Occurrence) -> Meeting:
    """Return the meeting that an occurrence would become."""
    event = desk.calendars.event(one.event_id)
    content, profile = content_of(event, one), desk.profile.get()
    start, end = _held(one)
    attendees = present(desk, event, content.participants, start.date())
    organizer = event.organizer
    chair = _chair(organizer, attendees) if organizer is not None else ""
    title = content.title or event.title or Bilingual("–")
    kind = "vtc" if event.link else "meeting"
    template = next((key for key, known in meeting_templates().items() if known.meeting == kind), "")
    return Meeting(
        title=title,
        start=start,
        end=end,
        zone=one.zone or profile.host_zone,
        kind=kind,
        place=content.place,
        link=event.link,
        chair=chair,
        series=(event.title.host or event.title.home) if one.recurring else "",
        event_id=event.id,
        template=template,
        attendees=attendees,
        agenda=agenda_in(content.description or event.description, start),
        marking=event.marking or profile.default_marking,
    )


def present(desk: Desk, event: Event, people: Sequence[Participant], day: date) -> tuple[Attendee, ...]:
    """Return who takes part in an occurrence with these participants, the organizer first: contacts as they are on a day, the others by name.

    Rooms, and those who have declined or sent another, are left out.
    """
    away = {Answer.DECLINED.value, Answer.DELEGATED.value}
    invited = [one for one in people if one.kind in _PEOPLE and one.answer not in away]
    everybody = [*([event.organizer] if event.organizer is not None else []), *invited]
    contacts = desk.attendees_on({one.contact_id for one in everybody} - {0}, day)
    found: dict[tuple[int, str], Attendee] = {}
    for one in everybody:
        name = one.name or one.email
        attendee = contacts.get(one.contact_id) or (Attendee(name) if name else None)
        if attendee is not None:
            key = (attendee.contact_id, "" if attendee.contact_id else (one.email or name).casefold())
            found.setdefault(key, attendee)
    return tuple(found.values())


def invited(desk: Desk, meeting: Meeting) -> tuple[Attendee, ...]:
    """Return whom the event of a meeting invites to it, as they are on its day; nobody without an event."""
    if not meeting.event_id:
        return ()
    event = desk.calendars.event(meeting.event_id)
    day = to_utc(meeting.start, meeting.zone or "UTC")
    around = desk.calendars.occurrences(day - timedelta(days=1), day + timedelta(days=1))
    mine = [one for one in around if one.event_id == event.id]
    near = min(mine, key=lambda one: abs(one.starts - day), default=None)
    own = content_of(event, near) if near is not None else None
    return present(desk, event, event.participants if own is None else own.participants, meeting.start.date())


def put_into_calendar(desk: Desk, meeting_id: int, calendar_id: int) -> int:
    """Make an event of a meeting, and let the meeting know it; return the event's id. One that has an event keeps it.

    Raises DeskError where there is no calendar, NotFoundError.
    """
    if not calendar_id:
        raise DeskError("There is no calendar yet. Make one on the calendar page first.")
    meeting = desk.meetings.meeting(meeting_id)
    if meeting.event_id:
        return meeting.event_id
    event = Event(
        calendar_id=calendar_id,
        title=meeting.title,
        place=meeting.place,
        link=meeting.link,
        start=meeting.start,
        end=meeting.end,
        zone=meeting.zone,
        end_zone=meeting.zone,
        participants=tuple(Participant(one.name or one.native, contact_id=one.contact_id) for one in meeting.attendees),
        marking=meeting.marking,
    )
    with desk.database.write("Put into the calendar") as transaction:
        saved = desk.calendars.save_in(transaction, [event])[0]
        desk.meetings.save_in(transaction, [replace(meeting, event_id=saved.id)])
    return saved.id


def _held(one: Occurrence) -> tuple[datetime, datetime]:
    """Return when the meeting of an occurrence begins and ends, by the wall clock of its place."""
    if not one.all_day:
        return one.start, max(one.start, one.end)
    last = max(one.start, one.end - timedelta(days=1))
    return datetime.combine(one.start.date(), _FROM), datetime.combine(last.date(), _UNTIL)


def _chair(organizer: Participant, attendees: Sequence[Attendee]) -> str:
    known = (one for one in attendees if organizer.contact_id and one.contact_id == organizer.contact_id)
    return next((one.name or one.native for one in known), organizer.name or organizer.email)
