"""Calendars and their events: one method per action of the user."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import (
    EVENT,
    Calendar,
    Event,
    EventFilter,
    EventLine,
    Occurrence,
    Override,
)
from liaison_desk.calendar.service.rhythm import Rhythm
from liaison_desk.calendar.store import events as store
from liaison_desk.calendar.store import participants, spans
from liaison_desk.calendar.store import rhythm as reading
from liaison_desk.calendar.store.occurrences import KnownSpans, ordered
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.database.belongings import WithBelongings
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction

Followed = Callable[[Transaction, Sequence[Event]], None]


class Calendars(WithBelongings):
    """Calendars and their events. ``profile`` gives the ceiling and the host's zone, where floating times are read.

    ``rhythm`` lets the tasks of battle-rhythm cards follow their events, ``followed`` whatever else goes by where events stand.
    """

    def __init__(
        self, database: Database, profile: Callable[[], DeskProfile], rhythm: Rhythm, followed: Followed | None = None
    ) -> None:
        super().__init__(database, EVENT)
        self._followed = followed
        self._profile = profile
        self._rhythm = rhythm
        self._known = KnownSpans()

    @property
    def local_zone(self) -> str:
        """The host's zone, where floating times are read."""
        return self._profile().host_zone

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
            if calendar.holidays:
                load_nations().require(calendar.holidays)
        return store.save_calendars(transaction, calendars)

    def known_calendars(self, transaction: Transaction, uids: Sequence[str]) -> list[Calendar]:
        """Return all calendars outside the trash as the transaction sees them, then those with these uids in it."""
        named = store.calendars_by_uid(transaction.connection, uids)
        return [*store.read_calendars(transaction.connection), *(one for one in named if one.deleted_at)]

    def delete_calendars(self, ids: Sequence[int]) -> None:
        """Put calendars into the trash; their events stay with them and come back with them."""
        with self._database.write("Delete a calendar") as transaction:
            transaction.trash(store.CALENDAR_TYPE, ids)
            self._rhythm.follow(transaction, self._rhythm.of_calendars(transaction, ids))

    def occurrences(
        self, since: datetime, until: datetime, calendar_ids: Collection[int] | None = None, *, holidays: bool = False
    ) -> list[Occurrence]:
        """Return what happens in [since, until) of UTC instants, in order, series expanded, cancelled ones included.

        With ``holidays`` the calendars that show a nation's holidays add them: occurrences without an event.
        """
        profile = self._profile()
        with self._database.read() as connection:
            found = self._known.occurrences(
                connection, since, until, calendar_ids, profile.host_zone, profile.officer_addresses
            )
            known = store.read_calendars(connection) if holidays else []
        wanted = [one for one in known if calendar_ids is None or one.id in calendar_ids]
        off = list(rules.holiday_occurrences(wanted, since, until, profile))
        return ordered([*found, *off]) if off else found

    def rhythmic(self, since: datetime, until: datetime) -> dict[int, Event]:
        """Return the events with a battle-rhythm card that may happen in [since, until) of UTC instants, by id."""
        with self._database.read() as connection:
            ids = reading.read_rhythmic(connection, since, until)
            gone = reading.in_trash(connection, ids) if ids else set()
            return store.read_events(connection, [id_ for id_ in ids if id_ not in gone])

    def participants_of(self, event_ids: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
        """Return for events the contacts that take part in them: id and name as invited."""
        with self._database.read() as connection:
            return participants.read_participants(connection, event_ids)

    def engagements(self, contact_id: int, now: datetime) -> list[Occurrence]:
        """Return what a contact takes part in or organizes: every single event, and of a series its next and its latest.

        What is cancelled is left out. In no order.
        """
        with self._database.read() as connection:
            return spans.read_engagements(connection, contact_id, now, self.local_zone)

    def coming_series(
        self, contact_ids: Collection[int] | None, after: datetime
    ) -> dict[int, tuple[Event, rules.Happening]]:
        """Return for contacts (all without ids) the next occurrence of a series they take part in, after an instant."""
        with self._database.read() as connection:
            return spans.read_coming_series(connection, contact_ids, after, self.local_zone)

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
            saved = self.save_in(transaction, events)
            self._rhythm.follow(transaction, [one.id for one in saved if one.rhythm])
            return saved

    def save_in(self, transaction: Transaction, events: Sequence[Event], *, told: bool = True) -> list[Event]:
        """Add or change events inside a larger transaction (an import).

        Their tasks follow them, but none is made: an import may bring them along. Without ``told`` nothing else follows them:
        whoever goes by them moves them himself.
        """
        for event in events:
            self.require_valid(event)
        before = self._rhythm.before(transaction, [event.id for event in events if event.id])
        ready = [self._rhythm.keyed(event) for event in events]
        saved = store.save_events(transaction, ready, self.local_zone)
        self._rhythm.follow(transaction, before, before, makes=False)
        if told and self._followed is not None:
            self._followed(transaction, saved)
        return saved

    def events_in(self, transaction: Transaction, ids: Iterable[int]) -> dict[int, Event]:
        """Return whole events by id as a transaction sees them."""
        return store.read_events(transaction.connection, ids)

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

    def categories(self) -> list[str]:
        """Return the categories in use among the newest events, the most used first."""
        with self._database.read() as connection:
            return store.read_categories(connection)

    def alike(self, transaction: Transaction, events: Sequence[Event]) -> set[str]:
        """Return the uids of those that are new and begin, are called and are organized as another event of the desk."""
        zone = self.local_zone
        arriving = {event.uid for event in events}
        firsts = [rules.bounds(replace(event, recurrence=None, overrides=()), zone)[0] for event in events]
        found = store.events_at(transaction.connection, set(firsts))
        there = {(first, fold(title), who.casefold()) for uid, first, title, who in found if uid not in arriving}
        known = {uid for uid, *_ in found}
        return {
            event.uid
            for event, first in zip(events, firsts, strict=True)
            if event.uid not in known
            and (first, fold(event.title.host or event.title.home), _organizer(event).casefold()) in there
        }

    def delete(self, ids: Sequence[int]) -> None:
        """Put events (whole series) into the trash."""
        with self._database.write("Delete an event" if len(ids) == 1 else "Delete events") as transaction:
            self.delete_in(transaction, ids)

    def delete_in(self, transaction: Transaction, ids: Sequence[int]) -> None:
        """Put events into the trash inside a larger transaction."""
        rhythmic = self._rhythm.before(transaction, ids)
        transaction.trash(store.EVENT_TYPE, ids)
        self._rhythm.follow(transaction, rhythmic)

    def change_occurrence(self, event_id: int, override: Override) -> Event:
        """Change one occurrence of a series and no other."""
        event = self.event(event_id)
        self._require(event, override.at)
        changed = replace(rules.with_override(event, override, self.local_zone), sequence=event.sequence + 1)
        return self.save_all([changed], "Change one occurrence")[0]

    def answer(self, event_id: int, addresses: Collection[str], answer: str, one: Override | None = None) -> Event:
        """Note what the officer, whom these e-mail addresses mean, answers to an invitation, or to ``one`` occurrence of it."""
        event = self.event(event_id)
        if one is not None:  # as it stands now, whatever the screen still showed
            one = rules.content_of(event, self._require(event, one.at))
        changed = rules.answered(event, addresses, answer, one, local_zone=self.local_zone)
        return self.save_all([changed], "Answer an invitation")[0]

    def skip_occurrence(self, event_id: int, at: datetime) -> Event:
        """Take one occurrence (by the wall time its rule gave it) out of a series; with its only one an event goes whole."""
        event = self.event(event_id)
        if event.recurrence is not None or event.only_overrides:
            self._require(event, at)
        left = rules.without_override(event, at, self.local_zone)
        if event.recurrence is None and not (event.only_overrides and left):
            self.delete([event_id])
            return event
        recurrence = event.recurrence
        if recurrence is not None:
            recurrence = replace(recurrence, excluded=tuple(sorted({*recurrence.excluded, at})))
        changed = replace(
            event,
            recurrence=recurrence,
            overrides=left,
            sequence=event.sequence + 1,
        )
        return self.save_all([changed], "Delete one occurrence")[0]

    def split(self, event_id: int, at: datetime, changed: Event, *, in_place: bool = False) -> Event:
        """End a series before ``at`` and go on from there as ``changed``, in one action; returns the new series.

        ``changed.start`` is the wall time the occurrence of ``at`` gets; ``in_place`` is as in ``rules.split``. At the first
        occurrence the whole series changes.
        """
        event = self.event(event_id)
        self._require(event, at)
        if not rules.goes_before(event, at):
            return self.save(replace(changed, id=event.id, uid=event.uid, version=event.version))
        ended, following = rules.split(event, at, changed, self.local_zone, in_place=in_place)
        with self._database.write("Change this and later occurrences") as transaction:
            self.require_valid(following)
            zone = self.local_zone
            [new] = store.save_events(transaction, [self._rhythm.keyed(following)], zone)
            # The tasks of the later occurrences go along before the earlier ones are looked at without them.
            self._rhythm.hand_over(transaction, event, new, at)
            self.save_in(transaction, [ended])
            if new.rhythm or event.rhythm:
                self._rhythm.follow(transaction, [new.id], {new.id: event}, {new.id: changed.start - at})
            return new

    def end_before(self, event_id: int, at: datetime) -> Event:
        """Delete this and all later occurrences of a series; returns what is left (at the first one: the trashed series)."""
        event = self.event(event_id)
        self._require(event, at)
        if not rules.goes_before(event, at):
            self.delete([event_id])
            return event
        return self.save_all([rules.split(event, at, event, self.local_zone)[0]], "Delete this and later occurrences")[
            0
        ]

    def _require(self, event: Event, at: datetime) -> rules.Happening:
        """Return an occurrence as it stands now; raises NotFoundError when somebody has moved or taken it away meanwhile."""
        found = rules.occurrence_at(event, at, self.local_zone)
        if found is None:
            raise NotFoundError("This occurrence is not there any more.")
        return found

    # Files and links

    def events(self, wanted: EventFilter) -> Listing:
        """Return the ids of events a plain list shows, the latest first."""
        with self._database.read() as connection:
            return store.event_listing(connection, wanted)

    def lines(self, ids: Sequence[int]) -> dict[int, EventLine]:
        """Return the lines of a page of events."""
        with self._database.read() as connection:
            return store.event_lines(connection, ids)


def _organizer(event: Event) -> str:
    return (event.organizer.email or event.organizer.name) if event.organizer else ""
