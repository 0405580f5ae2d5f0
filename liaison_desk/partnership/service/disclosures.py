"""The log of what was told, shown and given, and the permissions recorded in it to pass something on."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import Permission
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import DISCLOSURE, Disclosure, DisclosureFilter, DisclosureSort
from liaison_desk.partnership.rules.onward import permissions_of
from liaison_desk.partnership.rules.validity import disclosure_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store import logs as store
from liaison_desk.partnership.store.kinds import DISCLOSURES


class Disclosures(Book[Disclosure]):
    """The disclosure log."""

    labels = Labels("Add a disclosure", "Change a disclosure", "Delete a disclosure", "Delete disclosures")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, DISCLOSURES)

    def problems(self, one: Disclosure) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return disclosure_problems(one)

    def listing(self, wanted: DisclosureFilter, sort: Sort[DisclosureSort] | None = None) -> Listing:
        """Return the ordered ids of the entries that a filter finds; the latest first without a sort."""
        with self._database.read() as connection:
            return store.disclosure_listing(connection, wanted, sort or Sort(DisclosureSort.AT, descending=True))

    def permissions(self) -> frozenset[Permission]:
        """Return the permissions that hold today at the host headquarters, as packets and tables for nations honour them.

        One is for the very record its entry is about, which must be there and be the only one of that identifier: those of events
        and contacts are given by others, who must not open a record of ours by calling theirs the same.
        """
        today = self.today()
        with self._database.read() as connection:
            entries = self._kept.read(connection, store.with_onward(connection))
            given = [(one, permission) for one in entries.values() for permission in permissions_of(one, today)]
            owners = store.owners(connection, self._database.types, {permission.record for _, permission in given})
        return frozenset(
            permission
            for one, permission in given
            if owners.get(permission.record) == {DISCLOSURE if permission.record == one.uid else one.about_kind}
        )
