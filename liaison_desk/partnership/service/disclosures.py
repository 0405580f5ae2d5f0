"""The log of what was told, shown and given, and the permissions recorded in it to pass something on."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import Permission
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.core.paging import Listing, Sort, in_order
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import DISCLOSURE, Disclosure, DisclosureFilter, DisclosureSort
from liaison_desk.partnership.rules.onward import nations_on, permissions_of
from liaison_desk.partnership.rules.validity import disclosure_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store import logs as store
from liaison_desk.partnership.store.kinds import DISCLOSURES


@dataclass(frozen=True, slots=True)
class Told:
    """A record of any kind that an entry is about: what it is called on one line, and in both languages."""

    kind: str
    id: int
    uid: str
    title: str
    words: Bilingual = field(default_factory=Bilingual)
    marking: Marking | None = None


def nothing_told(_kind: str, _record_id: int) -> Told | None:
    """Find no record."""
    return None


class Disclosures(Book[Disclosure]):
    """The disclosure log. ``found`` gives a record of any kind with its title and marking, by kind and id; ``None`` where it is gone."""

    labels = Labels("Add a disclosure", "Change a disclosure", "Delete a disclosure", "Delete disclosures")

    def __init__(
        self,
        database: Database,
        profile: Callable[[], DeskProfile],
        found: Callable[[str, int], Told | None] = nothing_told,
    ) -> None:
        super().__init__(database, profile, DISCLOSURES)
        self._found = found

    def problems(self, one: Disclosure) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return disclosure_problems(one) + self.past_problems(disposed=one.disposed)

    def listing(self, wanted: DisclosureFilter, sort: Sort[DisclosureSort] | None = None) -> Listing:
        """Return the ordered ids of the entries that a filter finds; the latest first without a sort."""
        latest = Sort(DisclosureSort.AT, descending=True)
        sort = sort or latest
        with self._database.read() as connection:
            if sort.key is not DisclosureSort.ONWARD:
                return store.disclosure_listing(connection, wanted, sort)
            found = store.disclosure_listing(connection, wanted, latest)
            permitting = self._kept.read(connection, store.with_onward(connection))
        today = self.today()
        keys = {id_: nations for id_, one in permitting.items() if (nations := nations_on(one, today))}
        return in_order(found.ids, keys, descending=sort.descending)

    def nations(self) -> list[str]:
        """Return the nations that gave or received, in order of their codes."""
        with self._database.read() as connection:
            return store.nations_named(connection)

    def blank(self, kind: str = "", record_id: int = 0) -> Disclosure:
        """Return an entry to begin with, by today's time at the host headquarters: what home told the host, or what is about a record.

        The record's marking stands as that of the source, as the desk's grammar writes it or as it came. Nothing is kept yet.
        """
        profile = self.profile()
        now = to_local(self._database.clock.now(), profile.host_zone).replace(second=0, microsecond=0, tzinfo=None)
        told = self._found(kind, record_id) if record_id else None
        one = Disclosure(
            title=Bilingual(), at=now, zone=profile.host_zone, giver_nation=profile.home, receiver_nation=profile.host,
            marking=profile.default_marking,
        )  # fmt: skip
        if told is None:
            return one
        written = load_grammar(profile.policy).portion(told.marking) if told.marking else ""
        return replace(
            one, title=told.words, marking=told.marking, source_marking=(told.marking.verbatim if told.marking else "") or written,
            about_kind=told.kind, about_id=told.id, about_uid=told.uid, about=told.title,
        )  # fmt: skip

    def save(self, one: Disclosure) -> Disclosure:
        """Add or change an entry; what it is newly about is known by its uid, too. Raises what every saving does.

        A uid that stands there stays: permissions are for that very record, whatever has its number on this desk.
        """
        told = self._found(one.about_kind, one.about_id) if one.about_id and not one.about_uid else None
        if told is not None:
            one = replace(one, about_uid=told.uid, about=told.title)
        return super().save(one)

    def permissions(self) -> frozenset[Permission]:
        """Return the permissions that hold today at the host headquarters, as packets and tables for nations honour them.

        One is for the very record its entry was made about, which must be the only one of that identifier: those of events and contacts
        are given by others, who must not open a record of ours by calling theirs the same, nor what they send by a permission sent before.
        """
        today = self.today()
        with self._database.read() as connection:
            entries = self._kept.read(connection, store.with_onward(connection))
            given = [(one, permission) for one in entries.values() for permission in permissions_of(one, today)]
            owners = store.owners(connection, self._database.types, {permission.record for _, permission in given})
        return frozenset(
            permission
            for one, permission in given
            if owners.get(permission.record)
            == {(DISCLOSURE, one.id) if permission.record == one.uid else (one.about_kind, one.about_id)}
        )
