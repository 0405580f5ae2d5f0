"""Who stands behind the names in records: the contacts and organizations whose own marking decides whether they are shown.

A name may be picked from the contacts or typed by hand. A typed one is looked up, because a contact who is withheld
must not come back as a mere word in another record's field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from liaison_desk.briefings.document import Source
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import ORGANIZATION, PERSON, Organization, Person
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee, Meeting, Portion


@dataclass(frozen=True, slots=True)
class Naming:
    """The people and organizations that the records of one section name."""

    people: Mapping[int, Person]
    bearers: Mapping[str, Sequence[int]]
    organizations: Mapping[int, Organization]
    houses: Mapping[str, Sequence[int]]

    def person(self, name: str, contact_id: int = 0) -> tuple[Source, ...]:
        """Return the contact picked for a name, else every contact that the name as typed may mean.

        A picked contact that is gone for good counts as unmarked, for its marking can no longer be asked.
        """
        ids = (contact_id,) if contact_id else self.bearers.get(name, ())
        return tuple(self._contact(id_, name) for id_ in ids)

    def attendee(self, one: Attendee) -> tuple[Source, ...]:
        """Return every contact whom someone who was there may be."""
        return (*self.person(one.name, one.contact_id), *(() if one.contact_id else self.person(one.native)))

    def organization(self, name: str) -> tuple[Source, ...]:
        """Return the organizations that bear a name."""
        return tuple(
            Source(RecordRef(ORGANIZATION, id_, name), house.marking, house.uid)
            for id_ in self.houses.get(name, ())
            if (house := self.organizations.get(id_))
        )

    def speaker(self, note: Portion, meeting: Meeting) -> tuple[Source, ...]:
        """Return every contact whom the words for who said a note may mean, among those present and elsewhere."""
        present = [one for one in meeting.attendees if _may_mean(note.said_by, one)]
        exact = [one for one in present if note.said_by in {one.name, one.native}]
        found = [source for one in exact or present for source in self.person(one.name, one.contact_id)]
        if not any(one.contact_id for one in exact):
            found += self.person(note.said_by)
        return tuple(dict.fromkeys(found))

    def _contact(self, contact_id: int, name: str) -> Source:
        person = self.people.get(contact_id)
        record = RecordRef(PERSON, contact_id, name)
        return Source(record, person.marking if person else None, person.uid if person else "")


def naming(
    setting: Setting, typed: Iterable[str] = (), picked: Iterable[int] = (), meetings: Iterable[Meeting] = ()
) -> Naming:
    """Look up the names that stand in records: typed ones, contacts picked by id, and all that meetings name."""
    words, ids, houses = set(typed), set(picked), set[str]()
    for meeting in meetings:
        for one in meeting.attendees:
            ids.add(one.contact_id)
            houses |= {one.organization, one.post}
            words |= set() if one.contact_id else {one.name, one.native}
        words |= {note.said_by for note in meeting.portions}
    contacts = setting.contacts
    bearers = contacts.people_named(words - {""}) if words - {""} else {}
    ids = (ids - {0}).union(*bearers.values())
    named = contacts.organizations_within(houses - {""}) if houses - {""} else {}
    wanted = set[int]().union(*named.values())
    return Naming(
        contacts.people_by_ids(sorted(ids)) if ids else {},
        bearers,
        contacts.organizations_by_ids(sorted(wanted)) if wanted else {},
        named,
    )


def _may_mean(said_by: str, one: Attendee) -> bool:
    """Tell whether the words for a speaker may mean someone who was there: they share a word of the name."""
    said = said_by.casefold()
    parts = [part for part in f"{one.name} {one.native}".casefold().split() if len(part) > 1 or not part.isascii()]
    words = set(said.replace(",", " ").split())
    return any(part in words if part.isascii() else part in said for part in parts)
