"""What of a desk's events may go to an audience: the same decisions as for a packet, about events instead of portions.

A released event is made anew of what a schedule shows: when, where, what, who. Notes, reasons, reminders, attachments
and whatever other programs left in it stay behind, so that nothing goes out that nobody looked at. So do the times at which
the officer worked on it, and a UID that another program gave it, for such name hosts and people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.document import Source
from liaison_desk.briefings.records import PacketRequest, Withheld, WithheldReport
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.calendar.records import CALENDAR, EVENT, Answer, Calendar, Event, Override, Participant, Party
from liaison_desk.contacts.records import ORGANIZATION, Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking, roll_up
from liaison_desk.domain.record import Record
from liaison_desk.domain.release import Decision, ReleaseRules, barred, decide, named_in_title, rules_of
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.ids import RecordRef

_ROLES = frozenset({"chair", "req-participant", "opt-participant", "non-participant"})
_KINDS = frozenset({"individual", "group", "room", "resource"})
_NOBODY = Participant()
_OWN_VERSION = 7  # of UUIDs; see foundation.core.ids


@dataclass(frozen=True, slots=True)
class ReleasedEvents:
    """What is left of some events for an audience, the calendars whose names may be told, and the officer's own report."""

    events: tuple[Event, ...]
    calendars: tuple[Calendar, ...]
    report: WithheldReport


def release_events(
    desk: Desk, events: Sequence[Event], calendars: Sequence[Calendar], audience: frozenset[str]
) -> ReleasedEvents:
    """Return what every member of an audience may have of these events; RefusedError if not all of it together."""
    profile = desk.profile.get()
    rules = rules_of(profile, desk.disclosures.permissions())
    picked = {one.organization_id for event in events for one in event.organizations if one.organization_id}
    houses = desk.contacts.organizations_by_ids(sorted(picked))
    sieve = _Sieve(audience, rules, _names(desk, events, calendars), houses, profile.host_language, desk.clock.now())
    released = tuple(kept for event in events if (kept := sieve.event(event)) is not None)
    named = {event.calendar_id for event in released}
    shown = tuple(
        Calendar(id=one.id, uid=one.uid, name=one.name, palette=one.palette, marking=one.marking)
        for one in calendars
        if sieve.calendar(one) and one.id in named
    )
    markings = {one.marking for one in (*released, *shown) if one.marking is not None}
    banner = roll_up(markings, rules.groups) if markings else Marking(profile.home)
    if unread := barred(banner, audience, rules.groups):
        raise RefusedError(
            "Taken together these events may not be read by {nations}. Nothing was written.",
            nations=", ".join(unread),
        )
    return ReleasedEvents(released, shown, sieve.report())


def _everybody(event: Event) -> Iterable[Participant]:
    yield from (event.organizer,) if event.organizer else ()
    yield from event.participants
    yield from (one for override in event.overrides for one in override.participants)


def _names(desk: Desk, events: Sequence[Event], calendars: Iterable[Calendar]) -> Naming:
    """Look up whom the events name, as a packet's sections do."""
    profile, now = desk.profile.get(), desk.clock.now()
    today = to_local(now, profile.host_zone).date()
    asked = (desk.calendars, desk.meetings, desk.tasks, desk.contacts, desk.billets)
    setting = Setting(profile, PacketRequest(template=""), today, today, now, (), *asked)
    people = [one for event in events for one in _everybody(event)]
    typed = [one.name for one in people if not one.contact_id] + [one.email for one in people]
    typed += [one.name for event in events for one in event.organizations]
    texts = [one.name for one in calendars]
    for event in events:
        typed.append(event.link)
        each: tuple[Event | Override, ...] = (event, *event.overrides)
        texts += [text for one in each for text in (one.title, one.place)]
    typed += [wording for text in texts for wording in (text.host, text.home)]
    return naming(setting, typed, (one.contact_id for one in people))


def _source(kind: str, record: Record, label: Bilingual) -> Source:
    return Source(RecordRef(kind, record.id, label.host or label.home), record.marking, record.uid)


@dataclass(slots=True)
class _Sieve:
    """One pass over some events: keeps what may go to the audience and remembers what may not."""

    audience: frozenset[str]
    rules: ReleaseRules
    naming: Naming
    houses: Mapping[int, Organization]
    language: str
    now: datetime
    withheld: dict[tuple[Source, Decision], int] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)

    def report(self) -> WithheldReport:
        """Return what stayed out and why."""
        return WithheldReport(
            self.audience,
            tuple(
                Withheld(
                    source.record,
                    source.uid,
                    portions,
                    whole=source.record.kind == EVENT and source.record.id not in self.kept,
                    rule=decision.rule,
                    values=decision.values,
                    blocked=decision.blocked,
                    may_permit=decision.may_permit,
                )
                for (source, decision), portions in self.withheld.items()
            ),
        )

    def may_go(self, source: Source) -> bool:
        """Decide about a record's name, and remember it if it stays out."""
        decision = decide(source.marking, self.audience, self.rules, source.uid)
        if not decision.released:
            self.withheld[source, decision] = self.withheld.get((source, decision), 0) + 1
        return decision.released

    def calendar(self, one: Calendar) -> bool:
        """Decide about the name of a calendar, and about whomever it names."""
        return self.may_go(_source(CALENDAR, one, one.name)) and self._all_may_go(self.naming.text(one.name))

    def event(self, event: Event) -> Event | None:
        """Return an event as the audience may have it, or None; one whose title names somebody withheld stays out with him."""
        source = _source(EVENT, event, event.title)
        if not self.may_go(source) or not self._may_be_called(source, event.title):
            return None
        self.kept.add(event.id)
        organizer = event.organizer if event.organizer and self._may_be_named(event.organizer) else None
        released = Event(
            id=event.id,
            uid=_uid(event),
            # It is made now: by that stamp others know it for newer than the one they had before.
            updated_at=self.now,
            marking=event.marking,
            calendar_id=event.calendar_id,
            title=event.title,
            place=self._place(event.place),
            start=event.start,
            end=event.end,
            zone=event.zone,
            end_zone=event.end_zone,
            all_day=event.all_day,
            status=event.status,
            access="",  # neither open nor closed: it is not told
            busy=event.busy,
            link=event.link if self._all_may_go(self.naming.organization(event.link)) else "",
            organizer=self._bare(organizer) if organizer else None,
            participants=self._people(event.participants),
            organizations=self._organizations(event.organizations),
            recurrence=event.recurrence,
            overrides=tuple(self._override(one, event, source) for one in event.overrides),
            only_overrides=event.only_overrides,
            sequence=event.sequence,
        )
        return replace(released, overrides=tuple(one for one in released.overrides if not _unchanged(released, one)))

    def _override(self, one: Override, event: Event, source: Source) -> Override:
        """Return a changed occurrence; one whose title names somebody withheld is called as its series is."""
        return replace(
            one,
            title=one.title if self._may_be_called(source, one.title) else event.title,
            description=Bilingual(),
            place=self._place(one.place),
            reason=Bilingual(),
            participants=self._people(one.participants),
            alarms=(),
            extra=(),
        )

    def _people(self, people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(self._bare(one) for one in people if self._may_be_named(one))

    def _may_be_named(self, one: Participant) -> bool:
        return self._all_may_go((*self.naming.person(one.name, one.contact_id), *self.naming.organization(one.email)))

    def _bare(self, one: Participant) -> Participant:
        """Return a participant without what other programs wrote beside him; a contact by the name he has now."""
        person = self.naming.people.get(one.contact_id)
        name = person.name.full(self.language) if person else ""
        # What an import left of a role nobody knows is running text, too.
        return Participant(
            name or one.name,
            one.email,
            role=one.role if one.role in _ROLES else _NOBODY.role,
            answer=one.answer if one.answer in set(Answer) else Answer.NEEDS_ACTION,
            kind=one.kind if one.kind in _KINDS else _NOBODY.kind,
            rsvp=one.rsvp,
        )

    def _may_be_called(self, source: Source, title: Bilingual) -> bool:
        """Tell whether a title may be told, and note the event it belongs to if it names what is withheld."""
        sources = self.naming.text(title)
        if self._all_may_go(sources):
            return True
        decisions = (decide(one.marking, self.audience, self.rules, one.uid) for one in sources)
        reason = named_in_title(next(one for one in decisions if not one.released))
        self.withheld[source, reason] = self.withheld.get((source, reason), 0) + 1
        return False

    def _place(self, place: Bilingual) -> Bilingual:
        return place if self._all_may_go(self.naming.text(place)) else Bilingual()

    def _organizations(self, houses: Sequence[Party]) -> tuple[Party, ...]:
        return tuple(Party(one.name) for one in houses if self._may_take_part(one))

    def _may_take_part(self, one: Party) -> bool:
        sources = list(self.naming.organization(one.name))
        if one.organization_id:
            house = self.houses.get(one.organization_id)
            ref = RecordRef(ORGANIZATION, one.organization_id, one.name)
            sources.append(Source(ref, house.marking if house else None, house.uid if house else ""))
        return self._all_may_go(sources)

    def _all_may_go(self, sources: Iterable[Source]) -> bool:
        """Decide about all that a name may mean; every one is asked, so that the report names them all."""
        answers = [self.may_go(source) for source in dict.fromkeys(sources)]
        return all(answers)


def _unchanged(event: Event, one: Override) -> bool:
    """Tell whether nothing that is left of an occurrence differs from its series: it would tell that something else does."""
    out = event.recurrence.excluded if event.recurrence else ()
    if event.only_overrides or one.at in out or any(each.this_and_future for each in event.overrides):
        return False
    plain = Override(
        at=one.at,
        start=one.at,
        end=one.at + event.length,
        zone=event.zone,
        end_zone=one.end_zone
        if one.end_zone in {"", one.zone} and event.end_zone in {"", event.zone}
        else event.end_zone,
        all_day=event.all_day,
        title=event.title,
        place=event.place,
        status=event.status,
        participants=event.participants,
        sequence=one.sequence,
    )
    return one == plain


def _uid(event: Event) -> str:
    """Return the UID others know an event by: the desk's own, else one that stays the same and tells nothing of the foreign one.

    The instant it came to this desk goes into that, so that nobody can tell by trying whether a UID he guesses was it.
    """
    try:
        own = UUID(event.uid)
    except ValueError:
        own = None
    if own is not None and own.version == _OWN_VERSION and str(own) == event.uid:
        return event.uid
    return str(uuid5(NAMESPACE_URL, f"{event.created_at}|{event.uid}"))
