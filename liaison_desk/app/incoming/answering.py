"""What mails between calendars do to a desk's events: a cancellation cancels, an answer is noted, the rest is told in a sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import Tally, accepted
from liaison_desk.app.incoming.versions import answering, is_older_answer, made_here
from liaison_desk.calendar.records import Event, Override, Participant, Recurrence, Status
from liaison_desk.calendar.rules import Happening, content_of, happenings, place_of, with_override
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical.content import Message
from liaison_desk.exchange.ical.fields import series_time
from liaison_desk.exchange.ical.values import Moment
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database.transaction import Transaction

_MOST_ANSWERING = 20
"""People one answer may name; RFC 5546 lets it name one."""
_LONGEST = 100
_FROM_ORGANIZER = frozenset({"CANCEL", "ADD", "DECLINECOUNTER"})
_OLDER = "“{title}” is older here than on the desk; the desk's was kept."


@dataclass(frozen=True, slots=True)
class _Officer:
    """By what the officer is known among those invited: his addresses, casefolded, and his name in either script."""

    addresses: frozenset[str]
    names: frozenset[frozenset[str]]

    @classmethod
    def of(cls, profile: DeskProfile) -> "_Officer":
        name = profile.officer_name
        written = ((name.family, name.given), (name.native_family, name.native_given))
        names = [frozenset(map(fold, pair)) for pair in written if all(pair)]
        names += [frozenset([fold("".join(pair))]) for pair in written if all(pair)]
        return cls(profile.officer_addresses, frozenset(names))

    def is_meant(self, named: Collection[Participant], invited: Sequence[Participant]) -> bool | None:
        """Tell whether he is among those named; None where nobody can tell, for he is not known among the invited."""
        if any(one.email.casefold() in self.addresses for one in named):
            return True
        if place_of(invited, self.addresses) is not None:
            return False
        called = [*named, *(invited[place] for one in named if (place := _index(invited, one)) is not None)]
        if any(frozenset(fold(one.name).replace(",", " ").split()) in self.names for one in called):
            return True
        return None


def answer(
    desk: Desk, transaction: Transaction, messages: Sequence[Message], events: Sequence[Entry[Event]], tally: Tally
) -> list[Entry[Event]]:
    """Let messages do what they say to the events of a desk; return the events of their file that are still to be taken in."""
    known = desk.calendars.known(transaction, sorted({one.uid for one in messages}))
    profile = desk.profile.get()
    zone, officer = profile.host_zone, _Officer.of(profile)
    brought = {entry.record.uid for entry in events}
    taken: set[str] = set()
    changes: dict[str, list[int]] = {}
    for message in messages:
        mine = known.get(message.uid)
        if mine is None:
            if message.uid not in brought:
                tally.refused += 1
                said = "A message about “{title}” was left out: that event is not on this desk."
                tally.tell(message.line, said, title=_short(message.title or message.uid))
            continue
        taken.add(message.uid)
        changed = _changed(mine, message, zone, officer, tally)
        if changed is None or changed == mine:
            tally.unchanged += 1
            continue
        known[message.uid] = changed
        changes.setdefault(message.uid, []).append(message.line)
    # Each event is written once, however many of its occurrences a file speaks of.
    ready = [(lines[0], known[uid]) for uid, lines in changes.items()]
    for lines, saved in zip(changes.values(), accepted(transaction, desk.calendars.save_in, ready, tally), strict=True):
        if saved is None:
            tally.refused += len(lines)
        else:
            tally.updated += len(lines)
    return [entry for entry in events if entry.record.uid not in taken]


def without_strangers(
    desk: Desk, transaction: Transaction, requests: Collection[str], events: Sequence[Entry[Event]], tally: Tally
) -> Sequence[Entry[Event]]:
    """Return events without invitations (UIDs) that would take an event of the desk away from its organizer; these are told."""
    known = desk.calendars.known(transaction, sorted(requests)) if requests else {}
    if not known:
        return events
    kept = []
    for entry in events:
        mine, now = known.get(entry.record.uid), entry.record
        if mine is None or now.uid not in requests or not _is_stranger(mine, now.organizer):
            kept.append(entry)
            continue
        tally.refused += 1
        _tell_stranger(mine, now.organizer, entry.line, tally)
    return kept


def _is_stranger(event: Event, who: Participant | None) -> bool:
    """Tell whether somebody who speaks as the organizer of an event is not the one it has.

    What was entered on this desk nobody else invited to, so only an organizer whom it names may speak for it.
    """
    known, said = (one.email.casefold() if one else "" for one in (event.organizer, who))
    return known != said if known else made_here(event)


def _tell_stranger(event: Event, who: Participant | None, line: int, tally: Tally) -> None:
    if made_here(event):
        said = "A message about “{title}” was left out: that event was made on this desk, and nobody else is its organizer."
        tally.tell(line, said, title=_called(event))
        return
    said = "“{title}” is organized by {organizer}; what {who} sends as its organizer was left out."
    names = [_short(one.email or one.name) if one else "?" for one in (event.organizer, who)]
    tally.tell(line, said, title=_called(event), organizer=names[0], who=names[1])


def _changed(event: Event, message: Message, zone: str, officer: _Officer, tally: Tally) -> Event | None:
    """Return what a message makes of an event, or None where it only says something."""
    if message.method in _FROM_ORGANIZER and _is_stranger(event, message.organizer):
        _tell_stranger(event, message.organizer, message.line, tally)
        return None
    if _only_tells(event, message, tally):
        return None
    if message.method == "ADD":
        return _added(event, message)
    one = _occurrence(event, message.occurrence, zone) if message.occurrence else None
    if message.occurrence and one is None:
        said = "“{title}” has no occurrence on {when}; the message about it was left out."
        tally.tell(message.line, said, title=_called(event), when=_when(message.occurrence))
        return None
    if one is not None and one in event.overrides and message.sequence < one.sequence:
        tally.tell(message.line, _OLDER, title=_called(event))
        return None
    if message.method == "CANCEL":
        return _called_off(event, one, message, zone, officer, tally)
    if len(message.people) > _MOST_ANSWERING:
        said = "An answer to “{title}” names {n} people; it was left out."
        tally.tell(message.line, said, title=_called(event), n=len(message.people))
        return None
    for person in message.people:
        if _index(event.participants, person) is None:
            said = "{who} answered “{title}” without being invited; the answer was noted."
            tally.tell(message.line, said, who=_named(person), title=_called(event))
    return _answered(event, one, message, zone, tally)


def _only_tells(event: Event, message: Message, tally: Tally) -> bool:
    """Tell in a sentence what a message says that changes nothing here; False for one that changes the event."""
    who = ", ".join(map(_named, message.people[:3])) or "?"
    values = {"title": _called(event)}
    if message.method == "COUNTER":
        said = "{who} proposes another time for “{title}”: {when}. Nothing was changed."
        values |= {"who": who, "when": _when(message.start) if message.start else "?"}
    elif message.method == "REFRESH":
        said = "{who} asks for “{title}” as it now stands. Nothing was changed."
        values["who"] = who
    elif message.method == "DECLINECOUNTER":
        said = "The organizer keeps “{title}” as it was and declined what was proposed. Nothing was changed."
    elif message.sequence < event.sequence and message.occurrence is None:
        said = _OLDER
    else:
        return False
    tally.tell(message.line, said, **values)
    return True


def tell_alike(desk: Desk, transaction: Transaction, entries: Sequence[Entry[Event]], tally: Tally) -> None:
    """Tell of new events that may be on the desk already: some programs give an event another UID with every export."""
    arriving = [entry for entry in entries if entry.said]
    alike = desk.calendars.alike(transaction, [entry.record for entry in arriving])
    for entry in arriving:
        if entry.record.uid in alike:
            said = "“{title}” is on the desk already at the same time, under another identifier; it was taken in beside it."
            tally.tell(entry.line, said, title=_called(entry.record))


def _called(event: Event) -> str:
    return _short(event.title.host or event.title.home)


def _named(person: Participant) -> str:
    return _short(person.name or person.email) or "?"


def _short(text: str) -> str:
    """Return what a mail calls something as it fits a sentence: of one line, and not too long."""
    return " ".join(text[: 4 * _LONGEST].split())[:_LONGEST]


def _when(moment: Moment) -> str:
    if moment.all_day:
        return moment.at.date().isoformat()
    return f"{moment.at.isoformat(' ', 'minutes')} {moment.zone}".strip()


def _occurrence(event: Event, occurrence: Moment, zone: str) -> Override | None:
    """Return an occurrence of a series as it stands, or None if the series has no such one."""
    try:
        at = series_time(occurrence, Moment(event.start, event.zone, event.all_day))
        known = next((one for one in event.overrides if one.at == at), None)
        if known is not None:
            return known
        middle = to_utc(at, event.zone or zone)
    except DeskError:
        return None
    if event.only_overrides:  # the series is not on this desk, so nobody can say that it has no such occurrence
        return content_of(
            event, Happening(middle, middle + event.length, at, at + event.length, event.zone, event.all_day, at)
        )
    day = timedelta(days=1)
    near = happenings(event, middle - day, middle + day, zone)
    return next((content_of(event, one) for one in near if one.at == at), None)


def _cancelled(event: Event, one: Override | None, message: Message, zone: str) -> Event:
    def reason(known: Bilingual) -> Bilingual:
        return message.reason if message.reason.host or message.reason.home else known

    if one is None:
        sequence = max(event.sequence, message.sequence)
        return replace(event, status=Status.CANCELLED, reason=reason(event.reason), sequence=sequence)
    off = replace(
        one,
        status=Status.CANCELLED,
        reason=reason(one.reason),
        sequence=max(one.sequence, message.sequence),
    )
    return with_override(event, off, zone, lasting=message.lasting)


def _called_off(
    event: Event, one: Override | None, message: Message, zone: str, officer: _Officer, tally: Tally
) -> Event | None:
    """Return what a cancellation makes of an event: for the officer or for all it is off, for others they leave its list.

    Such a mail goes to whoever is taken off (RFC 5546 §3.2.5), so where nobody can tell whether that is the officer,
    neither is done: he is told how to say who he is.
    """
    invited = (event if one is None else one).participants
    stay = _staying(invited, message)
    meant = officer.is_meant(message.people, invited)
    if stay is None or meant:
        return _cancelled(event, one, message, zone)
    who = ", ".join(map(_named, message.people[:3]))
    if meant is None:
        said = "The organizer took {who} off the list of “{title}”. If that is you, enter your address in the settings and take the file in again; nothing was changed."
        tally.tell(message.line, said, who=who, title=_called(event))
        return None
    said = "“{title}” takes place without {who}, whom the organizer took off its list."
    tally.tell(message.line, said, title=_called(event), who=who)
    return _without(event, one, message, zone, stay)


def _staying(invited: Sequence[Participant], message: Message) -> tuple[Participant, ...] | None:
    """Return who stays invited where a cancellation names some of the people; None where it is for all.

    It is for all that names nobody, or all but the organizer (RFC 5546 §3.2.5).
    """
    if not message.people:
        return None
    gone = {place for one in message.people if (place := _index(invited, one)) is not None}
    stay = tuple(one for place, one in enumerate(invited) if place not in gone)
    chair = message.organizer.email.casefold() if message.organizer else ""
    others = [one for one in stay if one.role != "chair" and not (chair and one.email.casefold() == chair)]
    return stay if others else None


def _without(event: Event, one: Override | None, message: Message, zone: str, stay: tuple[Participant, ...]) -> Event:
    if one is None:
        return replace(event, participants=stay, sequence=max(event.sequence, message.sequence))
    sequence = max(one.sequence, message.sequence)
    return with_override(event, replace(one, participants=stay, sequence=sequence), zone, lasting=message.lasting)


def _answered(event: Event, one: Override | None, message: Message, zone: str, tally: Tally) -> Event:
    invited = event if one is None else one
    people = _with_answers(event, invited.participants, message, one.at if one else None, tally)
    if people == invited.participants:
        return event
    if one is None:
        return replace(event, participants=people)
    return with_override(event, replace(one, participants=people), zone)


def _with_answers(
    event: Event, invited: Sequence[Participant], message: Message, at: datetime | None, tally: Tally
) -> tuple[Participant, ...]:
    """Return those invited with the answers in a message; one who has answered later stays as he is, and is told."""
    people = list(invited)
    for person in message.people:
        place = _index(people, person)
        if place is None:
            people.append(answering(person, person.answer, message, at))
        elif is_older_answer(people[place], message, at):
            said = "An answer of {who} to “{title}” was left out: a later one is noted."
            tally.tell(message.line, said, who=_named(person), title=_called(event))
        else:
            people[place] = answering(people[place], person.answer, message, at)
    return tuple(people)


def _index(people: Sequence[Participant], person: Participant) -> int | None:
    """Return which of some people somebody is, by his address, else by his name."""
    key = person.email.casefold()
    known: Mapping[str, int] = {one.email.casefold(): n for n, one in enumerate(people) if one.email}
    if key:
        return known.get(key)
    return next((n for n, one in enumerate(people) if person.name and fold(one.name) == fold(person.name)), None)


def _added(event: Event, message: Message) -> Event | None:
    """Return a series with one more occurrence."""
    if message.start is None:
        return None
    try:
        at = series_time(message.start, Moment(event.start, event.zone, event.all_day))
    except DeskError:
        return None
    recurrence = event.recurrence or Recurrence()
    if at in recurrence.added or at == event.start:
        return event
    ends = (*recurrence.added_until, None) if recurrence.added_until else ()
    more = replace(recurrence, added=(*recurrence.added, at), added_until=ends)
    return replace(event, recurrence=more, sequence=max(event.sequence, message.sequence))
