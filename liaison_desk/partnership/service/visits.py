"""Visits: listed, moved from state to state, prepared by a checklist, and moved with their itinerary; and the sites whose rules they follow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort, in_order
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import (
    VISIT,
    Bound,
    Gift,
    Named,
    Site,
    Step,
    Visit,
    VisitFilter,
    VisitSort,
    VisitState,
    VisitType,
)
from liaison_desk.partnership.records.visit_lines import (
    Countdown,
    DataKept,
    ItineraryItem,
    MovedEvent,
    StepLine,
    StepState,
    VisitLine,
    VisitMove,
)
from liaison_desk.partnership.rules import delegations, protocols
from liaison_desk.partnership.rules.validity import site_problems, visit_problems
from liaison_desk.partnership.rules.visits import (
    LONGEST_LEAD,
    countdown,
    erased_on,
    erased_on_proposed,
    place_name,
    stepped,
    visit_defaults,
)
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.service.gifts import Gifts
from liaison_desk.partnership.service.visit_outputs import VisitEvents
from liaison_desk.partnership.store import visits as store
from liaison_desk.partnership.store.kinds import SITES, VISITORS, VISITS
from liaison_desk.partnership.store.visitors import kept_of_visit
from liaison_desk.partnership.store.visitors import of_visit as visitors_of_visit

EVENT: Final = "event"
_RECKONED: Final[dict[VisitSort, Callable[[VisitLine], Any]]] = {
    VisitSort.DUE: lambda line: line.countdown.due if line.countdown.waits else None,
    VisitSort.HEAD: lambda line: fold(line.leader.name) if line.leader is not None else None,
}
"""What no column says: it follows from the rules of sites and their holidays, or from precedence."""


@dataclass(frozen=True, slots=True)
class WholeVisit:
    """A visit with all that is reckoned of it: its sites' rules, its request's countdown, delegation, itinerary, steps and gifts.

    ``data`` tells of whom personal data are kept with it.
    """

    visit: Visit
    sites: Mapping[int, Site]
    countdown: Countdown
    steps: tuple[StepLine, ...]
    itinerary: tuple[ItineraryItem, ...]
    gifts: tuple[Gift, ...]
    data: tuple[DataKept, ...] = ()


class Visits(Book[Visit]):
    """Visits. ``events`` is what they ask of the calendar, ``own`` the folder of the user's own checklists; ``gifts`` follow them."""

    labels = Labels("Add a visit", "Change a visit", "Delete a visit", "Delete visits")

    def __init__(
        self,
        database: Database,
        profile: Callable[[], DeskProfile],
        events: VisitEvents,
        gifts: Gifts,
        own: Path | None = None,
    ) -> None:
        super().__init__(database, profile, VISITS)
        self._events = events
        self._gifts = gifts
        self._own = own

    def problems(self, one: Visit) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return visit_problems(one)

    def listing(self, wanted: VisitFilter, sort: Sort[VisitSort]) -> Listing:
        """Return the ordered ids of the visits a filter finds; those without what they are sorted by come last."""
        reckoned = _RECKONED.get(sort.key)
        with self._database.read() as connection:
            found = store.visit_listing(connection, wanted, Sort(VisitSort.FIRST) if reckoned else sort)
        if reckoned is None:
            return found
        keys = {id_: key for id_, line in self.lines(found.ids).items() if (key := reckoned(line)) is not None}
        return in_order(found.ids, keys, descending=sort.descending)

    def named(self) -> tuple[list[Named], list[Named]]:
        """Return the places and the people that visits name most, each by name: what a list of visits can be narrowed to."""
        with self._database.read() as connection:
            return store.places_named(connection), store.people_named(connection)

    def board(self, wanted: VisitFilter) -> dict[VisitState, Listing]:
        """Return the ids of the visits a filter finds by state, each by the first day."""
        sort = Sort(VisitSort.FIRST)
        with self._database.read() as connection:
            return {
                state: store.visit_listing(connection, replace(wanted, states=(state,)), sort)
                for state in VisitState
                if not wanted.states or state in wanted.states
            }

    def lines(self, ids: Sequence[int]) -> dict[int, VisitLine]:
        """Return the lines of visits, with how their requests stand today."""
        with self._database.read() as connection:
            found = self._kept.read(connection, ids)
            sites = store.known_sites(connection, found.values())
        today = self.today()
        return {id_: self._line(visit, sites, today) for id_, visit in found.items()}

    def pressing(self) -> list[VisitLine]:
        """Return the visits whose request has to be in soon, or is overdue, the earliest day first (for Today)."""
        until = self.today() + timedelta(days=LONGEST_LEAD)
        with self._database.read() as connection:
            ids = store.to_be_in(connection, until)
        pressing = [line for line in self.lines(ids).values() if line.countdown.presses]
        return sorted(pressing, key=lambda line: (line.countdown.due or date.max, line.id))

    def countdown(self, visit: Visit) -> Countdown:
        """Return by when a visit's request has to be in, and how that stands today."""
        with self._database.read() as connection:
            sites = store.known_sites(connection, [visit])
        return self._countdown(visit, sites, self.today())

    def whole(self, visit_id: int) -> WholeVisit:
        """Return a visit with all that is reckoned of it; raises NotFoundError."""
        visit = self.one(visit_id)
        with self._database.read() as connection:
            sites, gifts = store.known_sites(connection, [visit]), store.gifts_of(connection, visit_id)
            data = kept_of_visit(connection, visit_id)
        today = self.today()
        return WholeVisit(
            replace(visit, delegation=delegations.by_precedence(visit.delegation)),
            sites,
            self._countdown(visit, sites, today),
            tuple(protocols.steps_standing(visit, today)),
            tuple(self.itinerary(visit_id)),
            tuple(gifts),
            tuple(data),
        )

    def zone_of(self, visit: Visit) -> str:
        """Return the zone a visit is in: its own, or that of the side it goes to."""
        profile = self.profile()
        return visit.zone or (profile.home_zone if visit.bound is Bound.TO_HOME else profile.host_zone)

    def step(self, visit: Visit, state: VisitState, on: date | None = None, number: str = "") -> Visit:
        """Let a visit come to another state ``on`` a day, with its request's number if that is new; InvalidError says what is missing."""
        changed = stepped(visit, state, self.latest_day(), on, number)
        with self._database.write("Change the state of a visit") as transaction:
            return self.save_in(transaction, [changed])[0]

    def protocols(self) -> tuple[list[protocols.Protocol], list[DeskError]]:
        """Return the checklists there are, shipped ones and the user's own, and what is wrong with those that cannot be read."""
        return protocols.load_protocols(self._own)

    def apply(self, visit: Visit, name: str) -> Visit:
        """Put a checklist to a visit: what it has already stays as it is. Raises NotFoundError or UnreadableError."""
        protocol = protocols.load_protocol(name, self._own)
        with self._database.write("Put a checklist to a visit") as transaction:
            return self.save_in(transaction, [protocols.applied(visit, protocol, self.profile().named)])[0]

    def tick(self, visit: Visit, key: str, *, done: bool) -> Visit:
        """Tick a step of protocol as done today, or take the tick away."""
        label = "Tick a step of protocol" if done else "Untick a step of protocol"
        with self._database.write(label) as transaction:
            return self.save_in(transaction, [protocols.ticked(visit, key, self.today() if done else None)])[0]

    def change_steps(self, visit: Visit, steps: Sequence[Step]) -> Visit:
        """Keep steps that were added, changed or taken out by hand."""
        with self._database.write("Change the checklist of a visit") as transaction:
            return self.save_in(transaction, [replace(visit, steps=tuple(steps))])[0]

    def itinerary(self, visit_id: int) -> list[ItineraryItem]:
        """Return what happens on a visit, in order: the events it is linked with; of a series, what falls on its days."""
        visit = self.one(visit_id)
        return self._events.items(self._event_ids(visit_id), visit.first, visit.ends)

    def add_event(
        self, visit: Visit, title: Bilingual, start: datetime, end: datetime, zone: str, place: Bilingual
    ) -> int:  # fmt: skip
        """Put an event into the calendar of visits and into the itinerary, by wall times of a zone; returns its id."""
        with self._database.write("Add to an itinerary") as transaction:
            id_ = self._events.add(transaction, title, place, start, end, zone, visit.marking)
            self._links.add_in(transaction, RecordRef(VISIT, visit.id), RecordRef(EVENT, id_))
        return id_

    def preview(self, visit: Visit, first: date) -> VisitMove:
        """Return what it would mean to let a visit begin on another day, before it is done. Raises InvalidError."""
        if visit.first is None:
            raise InvalidError([Problem("first", "Say on which day the visit begins first.")])
        days = (first - visit.first).days
        try:
            last = (visit.last or visit.first) + timedelta(days=days)
            events = tuple(self._events.moved(self._event_ids(visit.id), days))
        except OverflowError:
            last, events = date.max, ()
        if problems := year_problems("first", first, last):
            raise InvalidError(problems)
        moved = replace(visit, first=first, last=last)
        return VisitMove(visit.id, visit.version, first, last, days, events, self.countdown(moved))

    def move(self, move: VisitMove, *, events: bool = True) -> Visit:
        """Do what was shown, all of it in one action; StaleError when the visit or one of its events was changed since."""
        visit = self.one(move.visit_id)
        return self.save_moving(
            replace(visit, version=move.version, first=move.first, last=move.last), move.events if events else ()
        )

    def save_moving(self, visit: Visit, events: Sequence[MovedEvent]) -> Visit:
        """Keep a visit that begins on another day, and move these events with it, in one action."""
        with self._database.write("Move a visit" if events else self.labels.change) as transaction:
            self._events.move(transaction, [one for one in events if not one.stays])
            return self.save_in(transaction, [visit])[0]

    def save_in(self, transaction: Transaction, records: Sequence[Visit]) -> list[Visit]:
        """Add or change visits inside a larger transaction; what is counted from the end of one follows."""
        before = self._kept.read(transaction.connection, [one.id for one in records if one.id])
        saved = super().save_in(transaction, records)
        self.follow(transaction, before, saved)
        return saved

    def follow(self, transaction: Transaction, before: Mapping[int, Visit], now: Iterable[Visit]) -> None:
        """Let what is counted from the end of visits, which were as ``before`` (by id), be counted from it as they stand now.

        These are the days on which data are erased, none before tomorrow, and on which reports of gifts are due.
        """
        moved = [one for one in now if one.id in before and one.ends != before[one.id].ends]
        for one in moved:
            self._keep_as_long(transaction, before[one.id], one)
        self._gifts.follow_visits(transaction, [one.id for one in moved])

    def _keep_as_long(self, transaction: Transaction, was: Visit, now: Visit) -> None:
        """Let visitors' data that were to be erased so long after a visit be erased as long after it as it stands now."""
        if erased_on(was) is None or erased_on(now) is None:
            return
        today = self.today()
        usual, then = {erased_on(was), erased_on_proposed(was, today)}, erased_on_proposed(now, today)
        data = VISITORS.read(transaction.connection, visitors_of_visit(transaction.connection, now.id)).values()
        VISITORS.save(transaction, [replace(one, purge_on=then) for one in data if one.purge_on in usual])

    def save_linked(self, visit: Visit, others: Sequence[RecordRef]) -> Visit:
        """Add a visit that came of other records, such as an exercise, linked with them, in one action."""
        with self._database.write(self.labels.add) as transaction:
            saved = self.save_in(transaction, [visit])[0]
            for other in others:
                self._links.add_in(transaction, RecordRef(VISIT, saved.id), other)
        return saved

    def _event_ids(self, visit_id: int) -> list[int]:
        return [ref.id for ref in self._links.of(RecordRef(VISIT, visit_id)) if ref.kind == EVENT]

    def _countdown(self, visit: Visit, sites: Mapping[int, Site], today: date) -> Countdown:
        made = to_local(visit.created_at, self.profile().host_zone).date() if visit.created_at else None
        return countdown(visit, sites, today, made)

    def _line(self, visit: Visit, sites: Mapping[int, Site], today: date) -> VisitLine:
        steps = protocols.steps_standing(visit, today)
        return VisitLine(
            visit.id,
            visit.uid,
            visit.title,
            visit.type,
            visit.state,
            visit.bound,
            visit.number,
            visit.first,
            visit.last,
            visit.zone,
            tuple(place_name(one, sites) for one in visit.sites),
            len(visit.delegation),
            len(steps),
            sum(one.state is StepState.DONE for one in steps),
            self._countdown(visit, sites, today),
            visit.marking.encode() if visit.marking else "",
            delegations.head_of(visit),
        )


class Sites(Book[Site]):
    """Places whose rules for visits are known."""

    labels = Labels("Add a site", "Change a site", "Delete a site", "Delete sites")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, SITES)

    def problems(self, one: Site) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return site_problems(one)

    def in_order(self) -> list[Site]:
        """Return all sites outside the trash, by name."""
        with self._database.read() as connection:
            ids = store.site_listing(connection)
            found = self._kept.read(connection, ids)
        return [found[id_] for id_ in ids]

    def new(self) -> Site:
        """Return an empty site with the usual lead times and the host's nation."""
        leads = visit_defaults().leads
        return Site(
            name=Bilingual(),
            nation=self.profile().host,
            one_time=leads[VisitType.ONE_TIME],
            recurring=leads[VisitType.RECURRING],
            extended=leads[VisitType.EXTENDED],
            emergency=leads[VisitType.EMERGENCY],
        )

    def keep(self, before: Sequence[Site], after: Sequence[Site]) -> None:
        """Keep the sites as a list of them says now: new and changed ones are saved, those left out go into the trash; one action."""
        known = {one.id: one for one in before}
        changed = [one for one in after if known.get(one.id) != one]
        gone = sorted(known.keys() - {one.id for one in after})
        if not changed and not gone:
            return
        with self._database.write("Change the rules of sites") as transaction:
            self.save_in(transaction, changed)
            self.delete_in(transaction, gone)
