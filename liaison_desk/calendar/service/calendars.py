"""Calendars and their events: one method per action of the user."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Calendar, Event, EventFilter, EventLine, Occurrence, Override, Recurrence
from liaison_desk.calendar.store import events as store
from liaison_desk.calendar.store import participants, spans
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Calendars:
    """Calendars and their events. ``profile`` gives the ceiling and the host's zone, where floating times are read."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def calendars(self) -> tuple[Calendar, ...]:
        """Return every calendar, in the user's order."""
        with self._database.read() as connection:
            return tuple(store.read_calendars(connection))

    def save_calendar(self, calendar: Calendar) -> Calendar:
        """Add or change a calendar."""
        return self.save_calendars([calendar], "Change a calendar" if calendar.id else "Add a calendar")[0]

    def save_calendars(self, calendars: Sequence[Calendar], label: str) -> list[Calendar]:
        """Add or change calendars in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_calendars_in(transaction, calendars)

    def save_calendars_in(self, transaction: Transaction, calendars: Sequence[Calendar]) -> list[Calendar]:
        """Add or change calendars inside a larger transaction (an import)."""
        for calendar in calendars:
            if not (calendar.name.host.strip() or calendar.name.home.strip()):
                raise InvalidError([Problem("name", "Give the calendar a name.")])
            for marking in (calendar.marking, calendar.event_marking):
                check_ceiling(marking, self._profile().ceiling)
        return store.save_calendars(transaction, calendars)

    def known_calendars(self, transaction: Transaction, uids: Sequence[str]) -> list[Calendar]:
        """Return all calendars outside the trash as the transaction sees them, then those with these uids in it."""
        named = store.calendars_by_uid(transaction.connection, uids)
        return [*store.read_calendars(transaction.connection), *(one for one in named if one.deleted_at)]

    def delete_calendars(self, ids: Sequence[int]) -> None:
        """Put calendars into the trash; their events stay with them and come back with them."""
        with self._database.write("Delete a calendar") as transaction:
            transaction.trash(store.CALENDAR_TYPE, ids)

    def occurrences(
        self, since: datetime, until: datetime, calendar_ids: Collection[int] | None = None, *, holidays: bool = False
    ) -> list[Occurrence]:
        """Return what happens in [since, until) of UTC instants, in order, series expanded, cancelled ones included.

        With ``holidays`` the calendars that show a nation's holidays add them: occurrences without an event.
        """
        profile = self._profile()
        with self._database.read() as connection:
            found = spans.read_occurrences(connection, since, until, calendar_ids, profile.host_zone)
            known = store.read_calendars(connection) if holidays else []
        wanted = [one for one in known if calendar_ids is None or one.id in calendar_ids]
        off = list(rules.holiday_occurrences(wanted, since, until, profile))
        return sorted([*found, *off], key=spans.order) if off else found

    def participants_of(self, event_ids: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
        """Return for events the contacts that take part in them: id and name as invited."""
        with self._database.read() as connection:
            return participants.read_participants(connection, event_ids)

    def engagements(self, contact_id: int, now: datetime) -> list[Occurrence]:
        """Return what a contact takes part in or organizes: every single event, and of a series its next and its latest.

        What is cancelled is left out. In no order.
        """
        with self._database.read() as connection:
            return spans.read_engagements(connection, contact_id, now, self._profile().host_zone)

    def coming_series(
        self, contact_ids: Collection[int] | None, after: datetime
    ) -> dict[int, tuple[Event, rules.Happening]]:
        """Return for contacts (all without ids) the next occurrence of a series they take part in, after an instant."""
        with self._database.read() as connection:
            return spans.read_coming_series(connection, contact_ids, after, self._profile().host_zone)

    def next_span(self, palette: str, after: datetime, days: int) -> Occurrence | None:
        """Return the next all-day event of ``days`` days or more on calendars of a palette, begun after an instant."""
        with self._database.read() as connection:
            return spans.read_next_span(connection, palette, after, days)

    def event(self, event_id: int) -> Event:
        """Return one event, also from the trash; raises NotFoundError."""
        found = self.events_by_ids([event_id])
        if event_id not in found:
            raise NotFoundError("This event is not there any more.")
        return found[event_id]

    def events_by_ids(self, ids: Iterable[int]) -> dict[int, Event]:
        """Return whole events by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_events(connection, ids)

    def save(self, event: Event) -> Event:
        """Add or change an event (a whole series); raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_all([event], "Change an event" if event.id else "Add an event")[0]

    def save_all(self, events: Sequence[Event], label: str) -> list[Event]:
        """Add or change events in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_in(transaction, events)

    def save_in(self, transaction: Transaction, events: Sequence[Event]) -> list[Event]:
        """Add or change events inside a larger transaction (an import)."""
        for event in events:
            self.require_valid(event)
        return store.save_events(transaction, events, self._profile().host_zone)

    def require_valid(self, event: Event) -> None:
        """Raise InvalidError or RefusedError (ceiling) for an event that may not be kept."""
        problems = rules.event_problems(event)
        if not event.calendar_id:
            problems.append(Problem("calendar_id", "The event is in no calendar."))
        if problems:
            raise InvalidError(problems)
        check_ceiling(event.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Event]:
        """Return the events that have these uids, also from the trash."""
        ids = store.EVENT_TYPE.ids_by_uid(transaction.connection, uids)
        return {event.uid: event for event in store.read_events(transaction.connection, ids.values()).values()}

    def delete(self, ids: Sequence[int]) -> None:
        """Put events (whole series) into the trash."""
        with self._database.write("Delete an event" if len(ids) == 1 else "Delete events") as transaction:
            transaction.trash(store.EVENT_TYPE, ids)

    def change_occurrence(self, event_id: int, override: Override) -> Event:
        """Change one occurrence of a series and no other."""
        event = self.event(event_id)
        others = tuple(known for known in event.overrides if known.at != override.at)
        overrides = tuple(sorted((*others, override), key=lambda one: one.at))
        changed = replace(event, overrides=overrides, sequence=event.sequence + 1)
        return self.save_all([changed], "Change one occurrence")[0]

    def skip_occurrence(self, event_id: int, at: datetime) -> Event:
        """Take one occurrence (by the wall time its rule gave it) out of a series."""
        event = self.event(event_id)
        recurrence = event.recurrence or Recurrence()
        changed = replace(
            event,
            recurrence=replace(recurrence, excluded=tuple(sorted({*recurrence.excluded, at}))),
            overrides=tuple(override for override in event.overrides if override.at != at),
            sequence=event.sequence + 1,
        )
        return self.save_all([changed], "Delete one occurrence")[0]

    def split(self, event_id: int, at: datetime, changed: Event) -> Event:
        """End a series before ``at`` and go on from there as ``changed``, in one action; returns the new series.

        ``changed.start`` is the wall time the occurrence of ``at`` gets. At the first occurrence the whole series changes.
        """
        event = self.event(event_id)
        if at <= event.start:
            return self.save(replace(changed, id=event.id, uid=event.uid, version=event.version))
        ended, following = rules.split(event, at, changed)
        with self._database.write("Change this and later occurrences") as transaction:
            self.save_in(transaction, [ended])
            return self.save_in(transaction, [following])[0]

    def end_before(self, event_id: int, at: datetime) -> Event:
        """Delete this and all later occurrences of a series; returns what is left (at the first one: the trashed series)."""
        event = self.event(event_id)
        if at <= event.start:
            self.delete([event_id])
            return event
        return self.save_all([rules.split(event, at, event)[0]], "Delete this and later occurrences")[0]

    def events(self, wanted: EventFilter) -> Listing:
        """Return the ids of events a plain list shows, the latest first."""
        with self._database.read() as connection:
            return store.event_listing(connection, wanted)

    def lines(self, ids: Sequence[int]) -> dict[int, EventLine]:
        """Return the lines of a page of events."""
        with self._database.read() as connection:
            return store.event_lines(connection, ids)
