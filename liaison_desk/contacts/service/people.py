"""What a user can do with people and organizations: one method per action."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.contacts.records import (
    ORGANIZATION,
    PERSON,
    Encounter,
    Facets,
    Organization,
    Person,
    PersonFilter,
    PersonLine,
    PersonSort,
)
from liaison_desk.contacts.rules import dating, merging, validity
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.service.joining import join_kept
from liaison_desk.contacts.store import bearers, doubles, facets, lists, orders
from liaison_desk.contacts.store import organizations as organization_store
from liaison_desk.contacts.store import people as people_store
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.finding import terms
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.attachments import Attachment, Attachments, NewFile
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction


class Contacts:
    """People and organizations. ``profile`` gives the desk's ceiling and the host's zone (whose day "today" is)."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile
        self._attachments = Attachments(database)

    def people(self, wanted: PersonFilter, sort: Sort[PersonSort], language: str = "en") -> Listing:
        """Return the ids of the people a filter finds, in order; grouped when sorted by organization."""
        with self._database.read() as connection:
            return orders.person_listing(connection, wanted, sort, language, self.now())

    def count(self, filters: Sequence[PersonFilter]) -> list[int]:
        """Return how many people each of some filters finds; those whose names only come near do not count."""
        now = self.now()
        with self._database.read() as connection:
            return [orders.count_people(connection, wanted, now) for wanted in filters]

    def lines(self, ids: Sequence[int]) -> dict[int, PersonLine]:
        """Return the lines of a page of people."""
        with self._database.read() as connection:
            return lists.person_lines(connection, ids, self.now())

    def person(self, person_id: int) -> Person:
        """Return one person, also from the trash; raises NotFoundError."""
        found = self.people_by_ids([person_id])
        if person_id not in found:
            raise NotFoundError("This contact is not there any more.")
        return found[person_id]

    def people_by_ids(self, ids: Iterable[int]) -> dict[int, Person]:
        """Return whole people by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return people_store.read_people(connection, ids)

    def names_of(self, ids: Collection[int]) -> dict[int, str]:
        """Return what people are called, by id; those that are not there are left out."""
        return (
            {id_: line.name.latin() or line.name.native() for id_, line in self.lines(list(ids)).items()} if ids else {}
        )

    def save(self, person: Person) -> Person:
        """Add or change a person; raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_all([person], "Change a contact" if person.id else "Add a contact")[0]

    def save_all(self, people: Sequence[Person], label: str) -> list[Person]:
        """Add or change people in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_in(transaction, people)

    def save_in(self, transaction: Transaction, people: Sequence[Person]) -> list[Person]:
        """Add or change people inside a larger transaction (an import); their posts are joined to the kept ones they are."""
        for person in people:
            self.require_valid(person)
        return people_store.save_people(transaction, join_kept(transaction, people))

    def require_valid(self, person: Person) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a person who may not be kept."""
        problems = validity.person_problems(person)
        if problems:
            raise InvalidError(problems)
        check_ceiling(person.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Person]:
        """Return the people who have these uids, also from the trash; for a double that was merged the one who took his place."""
        ids = people_store.PERSON_TYPE.ids_by_uid(transaction.connection, uids)
        return people_store.standing_in(transaction.connection, ids)

    def tag(self, ids: Sequence[int], add: Collection[str], remove: Collection[str] = ()) -> int:
        """Put tags on people and take others off, in one action; return how many people that changed."""
        label = "Tag a contact" if len(ids) == 1 else "Tag contacts"
        return self._change(ids, label, lambda person: replace(person, tags=_tagged(person.tags, add, remove)))

    def set_interval(self, ids: Sequence[int], days: int) -> int:
        """Set how often people are to be met (0 = no interval), in one action; return how many that changed."""
        return self._change(ids, "Set an interval", lambda person: replace(person, cadence_days=days))

    def _change(self, ids: Sequence[int], label: str, change: Callable[[Person], Person]) -> int:
        found = self.people_by_ids(ids)
        changed = [new for id_ in ids if (old := found.get(id_)) is not None and (new := change(old)) != old]
        if changed:
            self.save_all(changed, label)
        return len(changed)

    def delete(self, ids: Sequence[int]) -> None:
        """Put people into the trash."""
        with self._database.write("Delete a contact" if len(ids) == 1 else "Delete contacts") as transaction:
            # A double that came back from the trash and is deleted again is nobody else's double any more.
            transaction.trash(people_store.PERSON_TYPE, ids, merged_into=None)

    def set_photo(self, person_id: int, jpeg: bytes | None) -> Person:
        """Give a person a photo (JPEG), or take it away, in one action; the one before goes into the trash."""
        owner = RecordRef(PERSON, person_id)
        before = {file.sha256: file.id for file in self._attachments.of(owner)}
        with self._database.write("Change a photo" if jpeg else "Remove a photo") as transaction:
            person = people_store.read_people(transaction.connection, [person_id]).get(person_id)
            if person is None:
                raise NotFoundError("This contact is not there any more.")
            old, digest = before.get(person.photo, 0), hashlib.sha256(jpeg).hexdigest() if jpeg else ""
            if digest == person.photo:
                return person
            if old:
                transaction.trash(transaction.types[ATTACHMENT], [old])
            if jpeg:
                self._attachments.add_all_in(transaction, [_photo(person, jpeg)])
            return people_store.save_people(transaction, [replace(person, photo=digest)])[0]

    def keep_pictures(self, transaction: Transaction, people: Sequence[Person], pictures: Mapping[str, bytes]) -> None:
        """Keep the photos that people name by SHA-256 among their files, where they are not there already (an import)."""
        there = self._attachments.owned(transaction.connection, PERSON, pictures)
        new = [one for one in people if one.photo in pictures and (one.id, one.photo) not in there]
        self._attachments.add_all_in(transaction, [_photo(one, pictures[one.photo]) for one in new])

    def picture(self, digest: str) -> bytes:
        """Return the bytes of a photo by its SHA-256; empty when it is not there."""
        return self.pictures([digest]).get(digest, b"") if digest else b""

    def pictures(self, digests: Collection[str]) -> dict[str, bytes]:
        """Return photos by their SHA-256; those that are not there are left out."""
        return self._attachments.contents(digests)

    def files(self, person: Person) -> Sequence[Attachment]:
        """Return the files of a person, without his photo, by name."""
        return [one for one in self._attachments.of(RecordRef(PERSON, person.id)) if one.sha256 != person.photo]

    def attach(self, person: Person, name: str, data: bytes, media_type: str) -> Attachment:
        """Attach a file to a person under his marking; raises DeskError when it is larger than 100 MB."""
        marking = person.marking.encode() if person.marking else ""
        return self._attachments.add(
            RecordRef(PERSON, person.id), name, data, media_type=media_type, marking=marking
        )  # fmt: skip

    def file_data(self, file_id: int) -> bytes:
        """Return the bytes of a file; raises NotFoundError."""
        return self._attachments.data(file_id)

    def remove_files(self, ids: Sequence[int]) -> None:
        """Put files into the trash."""
        self._attachments.remove(ids)

    def restore_files(self, ids: Sequence[int]) -> None:
        """Take files out of the trash."""
        History(self._database).restore(ATTACHMENT, ids)

    def restore(self, ids: Sequence[int]) -> None:
        """Take people out of the trash."""
        History(self._database).restore(PERSON, ids)

    def facets(self) -> Facets:
        """Return what the list can be narrowed to, with counts: everyone, overdue, nations, tags, services, languages, organizations."""
        with self._database.read() as connection:
            return facets.read_facets(connection, self.now())

    def lookalikes(self, person: Person, limit: int = 3) -> list[RecordRef]:
        """Return people already here who may be the one that is entered.

        First those with an e-mail address or number of his, which their label tells; then those whom his name may mean, by
        any of its spellings; a lone family name finds its bearers.
        """
        name = person.name
        reach = [one.address for one in person.emails], [one.number for one in person.phones]
        with self._database.read() as connection:
            near = people_store.read_people(connection, doubles.sharing_reach(connection, *reach))
        found = {
            id_: RecordRef(PERSON, id_, f"{people_store.title_of(other)} · {shared}")
            for id_, other in near.items()
            if (shared := merging.shared_reach(person, other))
        }
        spellings = dict.fromkeys(
            text for text in (name.native(), name.reading(), name.latin()) if len(text.replace(" ", "")) > 1
        )
        for spelling in spellings:
            for ref in self.suggest(spelling, limit, (PERSON,)):
                found.setdefault(ref.id, ref)
        return list(found.values())[:limit]

    def organizations(self) -> tuple[Organization, ...]:
        """Return every organization, by name."""
        with self._database.read() as connection:
            return tuple(organization_store.read_organizations(connection))

    def organization(self, organization_id: int) -> Organization:
        """Return one organization; raises NotFoundError."""
        found = self.organizations_by_ids([organization_id])
        if organization_id not in found:
            raise NotFoundError("This organization is not there any more.")
        return found[organization_id]

    def organizations_by_ids(self, ids: Iterable[int]) -> dict[int, Organization]:
        """Return organizations by id, also from the trash; ids that are not there are left out."""
        with self._database.read() as connection:
            found = organization_store.ORGANIZATION_TYPE.read(connection, list(ids))
        return {id_: organization_store.organization_from(snapshot) for id_, snapshot in found.items()}

    def save_organization(self, organization: Organization) -> Organization:
        """Add or change an organization; raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_organizations(
            [organization], "Change an organization" if organization.id else "Add an organization"
        )[0]

    def save_organizations(self, organizations: Sequence[Organization], label: str) -> list[Organization]:
        """Add or change organizations in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_organizations_in(transaction, organizations)

    def save_organizations_in(
        self, transaction: Transaction, organizations: Sequence[Organization]
    ) -> list[Organization]:
        """Add or change organizations inside a larger transaction (an import)."""
        today = self.today()
        known = organization_store.read_organizations(transaction.connection)
        parents = {house.id: house.parent_id for house in known}
        dated = any(house.parents for house in (*known, *organizations))
        organizations = [dating.corrected(one, today) for one in organizations]
        ceiling = self._profile().ceiling
        for organization in organizations:
            problems = validity.organization_problems(organization, parents)
            if (
                dated
                and not problems
                and organization.id
                and (day := dating.cycle_day(organization, known)) is not None
            ):
                values = (("day", day.isoformat()),)
                problems = [Problem("parent_id", "From {day} on it would stand under itself.", values)]
            if problems:
                raise InvalidError(problems)
            check_ceiling(organization.marking, ceiling)
        return organization_store.save_organizations(transaction, organizations)

    def rename_organization(self, one: Organization, since: date, name: Bilingual, short: Bilingual) -> Organization:
        """Give an organization another name from a day on; the old one stays known up to it. Errors as in saving."""
        return self.save_organization(dating.renamed(one, since, name, short, self.today()))

    def move_organization(self, one: Organization, since: date, parent_id: int) -> Organization:
        """Let an organization stand under another from a day on. Errors as in saving."""
        return self.save_organization(dating.moved(one, since, parent_id, self.today()))

    def settle_organizations(self) -> int:
        """Bring names and parents up to date that changed because a day has come; return how many did. Undo steps over it."""
        today = self.today()
        with self._database.read() as connection:
            due = any(dating.as_of(one, today) != one for one in organization_store.read_dated(connection))
        if not due:
            return 0
        with self._database.write("Bring organizations up to date", action="make") as transaction:
            dated = organization_store.read_dated(transaction.connection)
            changed = [now for one in dated if (now := dating.as_of(one, today)) != one]
            organization_store.save_organizations(transaction, changed)
        return len(changed)

    def known_organizations(self, transaction: Transaction, uids: Sequence[str]) -> list[Organization]:
        """Return all organizations outside the trash as the transaction sees them, then those with these uids in it."""
        kind = organization_store.ORGANIZATION_TYPE
        found = kind.read(transaction.connection, kind.ids_by_uid(transaction.connection, uids).values())
        named = map(organization_store.organization_from, found.values())
        living = organization_store.read_organizations(transaction.connection)
        return [*living, *(one for one in named if one.deleted_at)]

    def delete_organizations(self, ids: Sequence[int]) -> None:
        """Put organizations into the trash; people's posts there keep pointing to them."""
        with self._database.write("Delete an organization") as transaction:
            transaction.trash(organization_store.ORGANIZATION_TYPE, ids)

    def restore_organizations(self, ids: Sequence[int]) -> None:
        """Take organizations out of the trash."""
        History(self._database).restore(ORGANIZATION, ids)

    def suggest(self, words: str, limit: int = 8, kinds: Sequence[str] = (PERSON, ORGANIZATION)) -> list[RecordRef]:
        """Return people and organizations (or one kind of them) that a beginning of their name may mean, best first."""
        with self._database.read() as connection:
            hits = search.find(connection, terms(words), limit, [self._database.types[kind] for kind in kinds])
        return [RecordRef(hit.kind, hit.id, hit.title) for hit in hits]

    def people_named(self, texts: Collection[str]) -> dict[str, list[int]]:
        """Return for each typed name the ids of the people it may mean, those in the trash too; names nobody bears are left out."""
        with self._database.read() as connection:
            return bearers.people_named(connection, texts)

    def people_at(self, addresses: Collection[str]) -> dict[str, list[int]]:
        """Return for each e-mail address the ids of the people who have it, those in the trash too."""
        with self._database.read() as connection:
            return bearers.people_at(connection, addresses)

    def organizations_within(self, texts: Collection[str]) -> dict[str, list[int]]:
        """Return for each text the ids of the organizations it names or has in it, those in the trash too."""
        with self._database.read() as connection:
            return bearers.organizations_within(connection, texts)

    def organizations_called(self, name: str) -> list[int]:
        """Return the ids of the organizations of a name, those in the trash too."""
        with self._database.read() as connection:
            return bearers.organizations_called(connection, name)

    def tags(self) -> list[str]:
        """Return every tag in use, in order."""
        with self._database.read() as connection:
            return sorted(tag for tag, _ in facets.read_tags(connection))

    def overdue(self, limit: int) -> list[PersonLine]:
        """Return the people not met within their cadence, the most neglected first."""
        listing = self.people(PersonFilter(overdue=True), Sort(PersonSort.NEGLECT))
        ids = list(listing.ids[:limit])
        lines = self.lines(ids)
        return [lines[id_] for id_ in ids if id_ in lines]

    def history_with(self, person_id: int, limit: int = 50) -> list[Encounter]:
        """Return the meetings a person attended up to now, newest first."""
        with self._database.read() as connection:
            return organization_store.read_encounters(connection, person_id, self._database.clock.now(), limit)

    def today(self) -> date:
        """Return the day it is at the host headquarters, which intervals are counted to."""
        return self.now().day

    def now(self) -> Moment:
        """Return now: the day at the host headquarters, and the instant."""
        instant = self._database.clock.now()
        return Moment(to_local(instant, self._profile().host_zone).date(), instant)


def _photo(person: Person, picture: bytes) -> NewFile:
    marking = person.marking.encode() if person.marking else ""
    return NewFile(RecordRef(PERSON, person.id), "photo.jpg", picture, "image/jpeg", marking)


def _tagged(tags: Sequence[str], add: Collection[str], remove: Collection[str]) -> tuple[str, ...]:
    return tuple(tag for tag in dict.fromkeys((*tags, *add)) if tag not in remove)
