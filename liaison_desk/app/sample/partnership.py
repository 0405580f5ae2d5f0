"""Partnership of the sample, from ``resources/sample/partnership.toml``: what stands between the two sides, who comes, what was passed on.

It is told after all else and throws no dice at the usual size, so that the rest of a sample is what it was without it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.exercises import Stage, marked
from liaison_desk.app.sample.notes import wording
from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.contacts.records import PERSON
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.exercises.records import EXERCISE, Exercise
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import MEETING, MeetingFilter, MeetingSort
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    OPPORTUNITY,
    VISIT,
    Amendment,
    AmendmentKind,
    Arrangement,
    ArrangementType,
    Bound,
    Delegate,
    Escort,
    Frequency,
    Obligation,
    Opportunity,
    OpportunityState,
    Party,
    Signature,
    Site,
    Validity,
    ValidityType,
    Visit,
    Visitor,
    VisitSite,
    VisitState,
    VisitType,
)

_ERASED_AFTER = timedelta(days=30)


@cache
def partnership_words() -> Mapping[str, Any]:
    """Return what the sample tells of partnership."""
    return tomllib.loads(resource("sample", "partnership.toml").read_text("utf-8"))


def events_of_visits() -> frozenset[str]:
    """Return what the events are called that the sample has already and visits are linked with."""
    return frozenset(title for one in partnership_words()["visits"] for title in one.get("known_events", ()))


@dataclass(slots=True)
class Told:
    """What was told so far, by kind and key, so that later words may name it."""

    stage: Stage
    records: dict[str, dict[str, Record]] = field(default_factory=dict)

    def keep(self, kind: str, key: str, record: Record) -> None:
        """Remember a record under its key."""
        self.records.setdefault(kind, {})[key] = record

    def id(self, kind: str, key: str) -> int:
        """Return the number of a record, 0 for no key."""
        return self.records[kind][key].id if key else 0

    def ref(self, named: str) -> RecordRef:
        """Return a record that the words name by kind and key."""
        kind, _, key = named.partition(":")
        return RecordRef(kind, self.id(kind, key))

    def day(self, told: Mapping[str, Any], name: str) -> date | None:
        """Return the day that words count from the sample's, on a working day; ``None`` where they say nothing."""
        return self.stage.telling.workday(told[name]) if name in told else None

    def text(self, told: Mapping[str, Any], name: str) -> Bilingual:
        """Return a text of both sides, empty where the words have none."""
        return wording(told[name]) if name in told else Bilingual()


def add_partnership(desk: Desk, stage: Stage, exercises: Mapping[str, Exercise], label: str) -> Told:
    """Add arrangements, opportunities, sites, visits with their visitors and itineraries, and what ends."""
    told, words = Told(stage), partnership_words()
    told.records[EXERCISE] = dict(exercises)
    told.records[PERSON] = dict(stage.cast.people)
    ids = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    told.records[MEETING] = {one.title.host: one for one in desk.meetings.meetings_by_ids(ids).values()}
    with desk.database.write(label) as transaction:
        for one in words["arrangements"]:
            told.keep(ARRANGEMENT, one["key"], desk.arrangements.save_in(transaction, [_arrangement(told, one)])[0])
        for rank, one in enumerate(words["opportunities"]):
            told.keep(
                OPPORTUNITY, one["key"], desk.opportunities.save_in(transaction, [_opportunity(told, one, rank)])[0]
            )
        for one in words["sites"]:
            told.keep("site", one["key"], desk.sites.save_in(transaction, [_site(told, one)])[0])
        desk.validities.save_in(transaction, [_validity(told, *one) for one in words["validities"]["list"]])
    for one in words["visits"]:
        told.keep(VISIT, one["key"], _add_visit(desk, told, one))
    _add_visitors(desk, told, words["visitors"], label)
    for kind, name in ((OPPORTUNITY, "opportunities"), (VISIT, "visits")):
        for one in words[name]:
            for named in one.get("links", ()):
                desk.links.add(RecordRef(kind, told.id(kind, one["key"])), told.ref(named))
    return told


def _arrangement(told: Told, one: Mapping[str, Any]) -> Arrangement:
    houses = told.stage.houses
    return Arrangement(
        title=wording(one["title"]),
        type=ArrangementType(one["type"]),
        number=one.get("number", ""),
        marking=marked(told.stage.telling, one["mark"]),
        scope=told.text(one, "scope"),
        subjects=tuple(one["subjects"]),
        parent_id=told.id(ARRANGEMENT, one.get("parent", "")),
        drafted=told.day(one, "drafted"),
        in_force=told.day(one, "in_force"),
        review=told.day(one, "review"),
        expiry=told.day(one, "expiry"),
        renewal_lead=one.get("renewal_lead", 180),
        terminated=told.day(one, "terminated"),
        reason=one.get("reason", ""),
        note=told.text(one, "note"),
        parties=tuple(
            Party(key, name, nation, houses[house].id if house else 0) for key, nation, name, house in one["parties"]
        ),
        signatures=_signatures(told, one["signatures"]),
        obligations=tuple(
            Obligation(f"o{number}", party, wording(text), Frequency(every), told.stage.telling.workday(due))
            for number, (party, text, every, due) in enumerate(one.get("obligations", ()), 1)
        ),
        amendments=tuple(_amendment(told, each) for each in one.get("amendments", ())),
    )


def _signatures(told: Told, rows: Sequence[Sequence[Any]]) -> tuple[Signature, ...]:
    return tuple(_signature(told, *row) for row in rows)


def _signature(told: Told, party: str, who: str, rank: str, post: str, place: str, day: int | None = None) -> Signature:
    on = told.stage.telling.workday(day) if day is not None else None
    cast = told.stage.cast
    known = cast.people.get(who)
    held = known.current_post(told.stage.telling.day) if known else None
    return Signature(
        party,
        cast.name(who),
        cast.id(who),
        rank or (known.rank if known else ""),
        post or (held.title.host if held else ""),
        place,
        on,
    )


def _amendment(told: Told, one: Mapping[str, Any]) -> Amendment:
    return Amendment(
        f"a{one['number']}",
        one["number"],
        AmendmentKind(one["kind"]),
        wording(one["title"]),
        told.text(one, "summary"),
        told.day(one, "drafted"),
        _signatures(told, one["signatures"]),
        told.day(one, "in_force"),
        told.day(one, "review"),
        told.day(one, "expiry"),
    )


def _opportunity(told: Told, one: Mapping[str, Any], rank: int) -> Opportunity:
    cast = told.stage.cast
    said: dict[str, Any] = {
        name: told.text(one, name) for name in ("detail", "host_value", "home_value", "host_step", "home_step")
    }
    for name in ("host_owner", "home_owner", "champion"):
        said |= {name: cast.name(one.get(name, "")), f"{name}_id": cast.id(one.get(name, ""))}
    return Opportunity(
        title=wording(one["title"]),
        state=OpportunityState(one["state"]),
        marking=marked(told.stage.telling, one["mark"]),
        subjects=tuple(one["subjects"]),
        nations=tuple(one["nations"]),
        host_due=told.day(one, "host_due"),
        home_due=told.day(one, "home_due"),
        arrangement_id=told.id(ARRANGEMENT, one.get("arrangement", "")),
        reason=one.get("reason", ""),
        since=told.day(one, "since"),
        rank=rank,
        **said,
    )


def _site(told: Told, one: Mapping[str, Any]) -> Site:
    house = told.stage.houses[one["house"]]
    one_time, recurring, extended, emergency = one["leads"]
    return Site(
        name=wording(one["name"]),
        organization=house.name.host,
        organization_id=house.id,
        place=one["place"],
        nation=one["nation"],
        zone=one["zone"],
        one_time=one_time,
        recurring=recurring,
        extended=extended,
        emergency=emergency,
        working=one.get("working", False),
        basis=one["basis"],
        marking=told.stage.telling.shared,
    )


def _validity(
    told: Told, title: list[str], kind: str, holder: str, issuer: str, issued: int, expires: int, lead: int, mark: str
) -> Validity:
    telling, cast = told.stage.telling, told.stage.cast
    return Validity(
        title=wording(title),
        type=ValidityType(kind),
        holder=cast.name(holder),
        holder_id=cast.id(holder),
        issuer=issuer,
        issued=telling.workday(issued),
        expires=telling.workday(expires),
        lead=lead,
        marking=marked(telling, mark),
    )


def _add_visit(desk: Desk, told: Told, one: Mapping[str, Any]) -> Visit:
    """Add a visit with the steps of its protocol, those that lie behind done, and its itinerary."""
    visit = desk.visits.save(_visit(told, one))
    if "protocol" in one:
        visit = desk.visits.apply(visit, one["protocol"])
        visit = desk.visits.change_steps(visit, _done(told, visit))
    for row in one.get("events", ()):
        _add_event(desk, visit, *row)
    for title in one.get("known_events", ()):
        if title in told.stage.events:
            desk.links.add(RecordRef(VISIT, visit.id), RecordRef(EVENT, told.stage.events[title].id))
    return desk.visits.one(visit.id)


def _done(told: Told, visit: Visit) -> list[Any]:
    """Return a visit's steps, those that are a day and more behind done on their day."""
    from liaison_desk.partnership.rules.protocols import due_on

    today = told.stage.telling.day
    steps = []
    for step in visit.steps:
        due = due_on(step, visit)
        steps.append(replace(step, done=due) if due is not None and due < today else step)
    return steps


def _visit(told: Told, one: Mapping[str, Any]) -> Visit:
    cast = told.stage.cast
    first = told.day(one, "first")
    assert first is not None
    return Visit(
        title=wording(one["title"]),
        type=VisitType(one["type"]),
        state=VisitState(one["state"]),
        bound=Bound(one["bound"]),
        marking=marked(told.stage.telling, one["mark"]),
        purpose=wording(one["purpose"]),
        number=one.get("number", ""),
        first=first,
        last=first + timedelta(days=one["days"] - 1),
        zone=one["zone"],
        submitted=told.day(one, "submitted"),
        answered=told.day(one, "answered"),
        valid_until=told.day(one, "valid_until"),
        uniform=told.text(one, "uniform"),
        note=told.text(one, "note"),
        sites=tuple(_visited(told, *row) for row in one["sites"]),
        delegation=tuple(_delegate(told, place, *row) for place, row in enumerate(one["people"])),
        escorts=tuple(Escort(cast.name(who), cast.id(who), phone, when) for who, phone, when in one.get("escorts", ())),
    )


def _visited(told: Told, site: str, host: str) -> VisitSite:
    known = told.records["site"].get(site)
    name = known.name.host if isinstance(known, Site) else site
    return VisitSite(name, known.id if known else 0, told.stage.cast.name(host), told.stage.cast.id(host))


def _delegate(
    told: Told, place: int, who: str, native: str, rank: str, code: str, dated: int, post: str, nation: str, role: str, diet: str
) -> Delegate:  # fmt: skip
    cast, telling = told.stage.cast, told.stage.telling
    known = cast.people.get(who)
    held = known.current_post(telling.day) if known else None
    return Delegate(
        cast.name(who),
        native or (known.name.native() if known else cast.officer.native if who == "me" else ""),
        cast.id(who),
        rank or (known.rank if known else ""),
        code or (known.rank_code if known else ""),
        telling.day + timedelta(days=dated) if dated else None,
        post or (held.title.host if held else ""),
        nation,
        role,
        diet,
        leads=not place,
    )


def _add_event(desk: Desk, visit: Visit, day: int, begin: str, end: str, title: list[str], place: list[str]) -> None:
    """Add an event of a visit's itinerary to the calendar of visits."""
    assert visit.first is not None
    on = visit.first + timedelta(days=day)
    calendar = next(one for one in desk.calendars.calendars() if one.palette == "visits")
    event = Event(
        calendar_id=calendar.id,
        title=wording(title),
        place=wording(place),
        start=datetime.combine(on, time.fromisoformat(begin)),
        end=datetime.combine(on, time.fromisoformat(end)),
        zone=visit.zone,
        marking=visit.marking,
    )
    desk.links.add(RecordRef(VISIT, visit.id), RecordRef(EVENT, desk.calendars.save(event).id))


def _add_visitors(desk: Desk, told: Told, rows: Sequence[Mapping[str, Any]], label: str) -> None:
    """Add the personal data of two visitors, to be erased thirty days after their visits."""
    found = []
    for one in rows:
        visit = desk.visits.one(told.id(VISIT, one["visit"]))
        assert visit.last is not None
        found.append(
            Visitor(
                visit_id=visit.id,
                name=one["name"],
                born=one["born"],
                birthplace=one["birthplace"],
                nationality=one["nationality"],
                passport=one["passport"],
                passport_expires=told.stage.telling.workday(one["passport_expires"]),
                purge_on=visit.last + _ERASED_AFTER,
                marking=visit.marking,
            )
        )
    with desk.database.write(label) as transaction:
        desk.visitors.save_in(transaction, found)
