"""What visits have in the calendar: their itineraries."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from liaison_desk.calendar.records import Calendar, Event, Occurrence, Status
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records.visit_lines import ItineraryItem, MovedEvent

PALETTE = "visits"
_DAY = timedelta(days=1)


class CalendarOfVisits:
    """The events of visits, in whichever calendar they are; new ones go into the calendar of visits."""

    def __init__(self, calendars: Calendars, profile: Callable[[], DeskProfile]) -> None:
        self._calendars = calendars
        self._profile = profile

    def items(self, ids: Collection[int], first: date | None, last: date | None) -> list[ItineraryItem]:
        """Return when events happen, in order; of a series only what falls on these days. Those in the trash are left out."""
        events = [one for one in self._calendars.events_by_ids(ids).values() if one.deleted_at is None]
        found = [self._item(one) for one in events if not _is_series(one)]
        series = {one.id: one for one in events if _is_series(one)}
        if series and first is not None and last is not None:
            # A day more on both sides, for a day of the visit begins and ends elsewhere in other zones.
            since, until = (datetime.combine(day, time(), UTC) for day in (first - _DAY, last + 2 * _DAY))
            happen = [one for one in self._calendars.occurrences(since, until) if one.event_id in series]
            found += [_happening(one) for one in happen if first <= one.start.date() <= last]
        return sorted(found, key=lambda one: (one.starts, not one.all_day, one.ends, one.event_id))

    def moved(self, ids: Collection[int], days: int) -> list[MovedEvent]:
        """Return where events would stand so many days later, in order; series stay."""
        by, found = timedelta(days=days), []
        for one in self._calendars.events_by_ids(ids).values():
            if one.deleted_at is None:
                stays = _is_series(one)
                now = one.start if stays else one.start + by
                found.append(MovedEvent(one.id, one.title, one.start, now, one.all_day, one.version, stays))
        return sorted(found, key=lambda one: (one.was, one.event_id))

    def move(self, transaction: Transaction, events: Sequence[MovedEvent]) -> None:
        """Move events as they were shown; StaleError when one was changed since."""
        known = self._calendars.events_in(transaction, [one.event_id for one in events])
        changed = []
        for one in events:
            event = known.get(one.event_id)
            if event is None or event.version != one.version:
                raise StaleError("An event of the itinerary has been changed meanwhile. Look at what moves again.")
            by = one.now - one.was
            changed.append(replace(event, start=event.start + by, end=event.end + by, sequence=event.sequence + 1))
        self._calendars.save_in(transaction, changed)

    def add(
        self, transaction: Transaction, title: Bilingual, place: Bilingual, start: datetime, end: datetime, zone: str,
        marking: Marking | None,
    ) -> int:  # fmt: skip
        """Put an event, by wall times of a zone, into the calendar of visits; returns its id."""
        event = Event(
            calendar_id=self._calendar(transaction),
            title=title,
            place=place,
            start=start,
            end=end,
            zone=zone,
            marking=marking,
        )
        return self._calendars.save_in(transaction, [event])[0].id

    def _calendar(self, transaction: Transaction) -> int:
        """Return the calendar of visits: that of the palette, or a new one."""
        known = [one for one in self._calendars.known_calendars(transaction, ()) if one.deleted_at is None]
        found = next((one for one in known if one.palette == PALETTE), None)
        if found is None:
            new = Calendar(name=self._profile().named("Visits", "訪問"), palette=PALETTE, position=len(known))
            found = self._calendars.save_calendars_in(transaction, [new])[0]
        return found.id

    def _item(self, one: Event) -> ItineraryItem:
        host = self._calendars.local_zone
        if one.all_day:
            starts, ends = one.start.replace(tzinfo=UTC), one.end.replace(tzinfo=UTC)
        else:
            starts, ends = to_utc(one.start, one.zone or host), to_utc(one.end, one.end_zone or one.zone or host)
        marking = one.marking.encode() if one.marking else ""
        cancelled = one.status is Status.CANCELLED
        return ItineraryItem(
            one.id, one.uid, one.title, one.place, starts, ends, one.start, one.end, one.zone or host, one.all_day,
            cancelled, marking,
        )  # fmt: skip


def _is_series(one: Event) -> bool:
    return one.recurrence is not None or one.only_overrides


def _happening(one: Occurrence) -> ItineraryItem:
    return ItineraryItem(
        one.event_id, one.uid, one.title, one.place, one.starts, one.ends, one.start, one.end, one.zone, one.all_day,
        one.status is Status.CANCELLED, one.marking,
    )  # fmt: skip
