"""What a user can do about two entries of one person: find them, and make them one."""

from collections.abc import Container, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from liaison_desk.contacts.records import PERSON, Person
from liaison_desk.contacts.rules import merging
from liaison_desk.contacts.rules.merging import Choice
from liaison_desk.contacts.rules.recognizing import Bearers, contradict
from liaison_desk.contacts.service.distinctions import Distinctions
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store import doubles as store
from liaison_desk.contacts.store.distinctions import read_distinctions
from liaison_desk.contacts.store.people import PERSON_TYPE, read_people, standing_in
from liaison_desk.foundation.core.errors import RefusedError, StaleError
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.links import give_links
from liaison_desk.foundation.database.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Recognized:
    """Who of a file is on the desk, by the file's uids: under that very uid, as the ``same`` person, or only of his name.

    ``apart`` are uids, made of what the file says, that are here another's.
    """

    by_uid: Mapping[str, Person]
    same: Mapping[str, Person]
    namesakes: Mapping[str, Sequence[Person]]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class Double:
    """Two people who may be one, the earlier entry first: of one name (``named``), or reached in one way."""

    one: int
    other: int
    named: bool


class Merging:
    """Doubles among the contacts."""

    def __init__(self, database: Database, contacts: Contacts, distinctions: Distinctions) -> None:
        self._database = database
        self._contacts = contacts
        self._distinctions = distinctions

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
            store.give_belongings(transaction, other.id, one.id)
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

    def recognize(
        self,
        people: Sequence[Person],
        decided: Mapping[str, int],
        transaction: Transaction | None = None,
        derived: Container[str] = (),
    ) -> Recognized:
        """Look for people of a file among those on the desk; inside an import's transaction if one is given.

        Whoever has the desk's uid is known, a ``derived`` one only if nothing contradicts it. So is who bears the same name
        and has an e-mail address or a telephone in common; the same name alone proves nothing, for two people may well
        bear one. ``decided`` is what the user said by the file's uids: whose entry each is (an id), 0 for another person's.
        """
        with nullcontext(transaction.connection) if transaction else self._database.read() as connection:
            by_uid = standing_in(connection, PERSON_TYPE.ids_by_uid(connection, [one.uid for one in people]))
            apart = frozenset(
                one.uid
                for one in people
                if one.uid in derived
                and (mine := by_uid.get(one.uid)) is not None
                and mine.uid == one.uid  # not who took a merged double's place
                and not one.emails  # of which the uid is made, and so was his once
                and contradict(one, mine)
            )
            contested = {uid: by_uid.pop(uid) for uid in apart}
            strangers = {one.uid: one for one in people if one.uid not in by_uid}
            named = store.namesakes(connection, {uid: one.name for uid, one in strangers.items()})
            wanted = {id_ for _, ids in named for id_ in ids} | (set(decided.values()) - {0})
            there = read_people(connection, wanted)
        namesakes: dict[str, Sequence[Person]] = {}
        same: dict[str, Person | None] = {}
        for uids, ids in named:
            bearers = Bearers([there[id_] for id_ in ids])
            namesakes |= dict.fromkeys(uids, bearers.first)
            same |= {uid: bearers.find(strangers[uid], derived=uid in derived) for uid in uids}
        for uid, mine in contested.items():  # whatever he is called by now
            if mine.deleted_at is None and mine not in namesakes.get(uid, ()):
                namesakes[uid] = [*namesakes.get(uid, ()), mine]
        same |= {uid: there.get(told) for uid, told in decided.items() if uid in strangers}
        known = {uid: person for uid, person in same.items() if person is not None}
        return Recognized(by_uid, known, namesakes, apart)

    def doubles(self, limit: int = 100) -> list[Double]:
        """Return pairs of people who may be one: first those of one name, then those reached under one address or number."""
        with self._database.read() as connection:
            apart = {frozenset((told.one, told.other)) for told in read_distinctions(connection)}
            most = limit + len(apart)
            named = dict.fromkeys(store.same_names(connection, most), True)
            reached = store.same_reach(connection, most)
        pairs = {**named, **{pair: False for pair in reached if pair not in named}}
        found = [Double(*pair, named=same) for pair, same in pairs.items() if frozenset(pair) not in apart]
        return found[:limit]

    def tell_apart(self, pairs: Sequence[Double]) -> None:
        """Note that people who may look like one are two; they are not listed again until that is undone."""
        self._distinctions.tell_apart([(pair.one, pair.other) for pair in pairs])

    def picture(self, digest: str) -> bytes:
        """Return the bytes of a photo by its SHA-256; empty when it is not there."""
        return self._contacts.picture(digest)
