"""What a user can do about two entries of one person: find them, and make them one."""

from collections.abc import Mapping, Sequence

from liaison_desk.contacts.records import PERSON, Person
from liaison_desk.contacts.rules import merging
from liaison_desk.contacts.rules.merging import Choice
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store import doubles as store
from liaison_desk.contacts.store.people import PERSON_TYPE
from liaison_desk.foundation.core.errors import RefusedError, StaleError
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.links import give_links


class Merging:
    """Doubles among the contacts."""

    def __init__(self, database: Database, contacts: Contacts) -> None:
        self._database = database
        self._contacts = contacts

    def merge(self, one: Person, other: Person, choices: Mapping[str, Choice]) -> Person:
        """Make ``other`` part of ``one``, with the chosen values; everything that named the double names the one who stays.

        The double goes into the trash. All of it is one action: one undo takes it back. Ranks and names that minutes keep
        as they were stay so. Raises StaleError when either was changed meanwhile, RefusedError for one and the same.
        """
        if one.id == other.id or not one.id or not other.id:
            raise RefusedError("Choose two different contacts to merge.")
        person = merging.merged(one, other, choices)
        self._contacts.require_valid(person)
        with self._database.write("Merge two contacts") as transaction:
            known = PERSON_TYPE.read(transaction.connection, [other.id])
            if other.id not in known or known[other.id].row["version"] != other.version:
                raise StaleError(
                    "This record has been changed meanwhile. Look at the newer version and enter your change again."
                )
            transaction.repoint(PERSON_TYPE, other.id, one.id)
            store.give_files(transaction, other.id, one.id)
            give_links(transaction, PERSON, other.id, one.id)
            store.put_away(transaction, other.id, one.id)
            return self._contacts.save_in(transaction, [person])[0]

    def people(self, ids: Sequence[int]) -> list[Person]:
        """Return the people of these ids, in this order, as far as they are there."""
        found = self._contacts.people_by_ids(ids)
        return [found[id_] for id_ in ids if id_ in found and found[id_].deleted_at is None]

    def mentions(self, person_id: int) -> dict[str, int]:
        """Return how many records of each kind name a person."""
        with self._database.read() as connection:
            return {kind: count for kind, count in store.count_mentions(connection, person_id).items() if count}

    def doubles(self, limit: int = 100) -> list[tuple[int, int]]:
        """Return pairs of people who bear one name and may be one person, the earlier entry first."""
        with self._database.read() as connection:
            return store.same_names(connection, limit)
