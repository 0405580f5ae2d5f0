"""What a user can do with saved searches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from liaison_desk.contacts.records import SavedSearch
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store import distributions as store
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction

Counted = tuple[SavedSearch, int]
"""A search and how many people it finds now."""


class SavedSearches:
    """Filters of people under names; pinned ones stand on Today."""

    def __init__(self, database: Database, contacts: Contacts, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._contacts = contacts
        self._profile = profile

    def searches(self, *, pinned: bool = False) -> list[SavedSearch]:
        """Return saved searches by name, all or the pinned ones."""
        with self._database.read() as connection:
            return store.read_searches(connection, pinned=pinned)

    def counted(self, *, pinned: bool = False) -> list[Counted]:
        """Return saved searches by name, each with how many people it finds now; all or the pinned ones."""
        found = self.searches(pinned=pinned)
        return list(zip(found, self._contacts.count([one.wanted for one in found]), strict=True))

    def search(self, search_id: int) -> SavedSearch:
        """Return one saved search; raises NotFoundError."""
        found = next((one for one in self.searches() if one.id == search_id), None)
        if found is None:
            raise NotFoundError("This saved search is not there any more.")
        return found

    def save(self, search: SavedSearch) -> SavedSearch:
        """Add or change a saved search; raises InvalidError (no name, or the name of another), RefusedError (ceiling), StaleError."""
        with self._database.write("Change a saved search" if search.id else "Save a search") as transaction:
            others = store.read_searches(transaction.connection)
            if any(one.id != search.id and fold(one.name) == fold(search.name) for one in others):
                raise InvalidError([Problem("name", "There is a saved search of this name. Choose another.")])
            return self.save_in(transaction, [search])[0]

    def save_in(self, transaction: Transaction, searches: Sequence[SavedSearch]) -> list[SavedSearch]:
        """Add or change saved searches inside a larger transaction (an import); of one name the later gets a number.

        Lists may share a name, for they are told apart by who is on them; a search is chosen by its name alone.
        """
        saving = {search.id for search in searches}
        others = store.read_searches(transaction.connection)
        taken = {fold(one.name) for one in others if one.id not in saving}
        further: dict[str, Iterator[str]] = {}
        named = []
        for search in searches:
            self.require_valid(search)
            name = search.name
            while fold(name) in taken:
                name = next(further.setdefault(search.name, (f"{search.name} ({number})" for number in count(2))))
            taken.add(fold(name))
            named.append(replace(search, name=name))
        return store.save_searches(transaction, named)

    def require_valid(self, search: SavedSearch) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a search that may not be kept."""
        if not search.name.strip():
            raise InvalidError([Problem("name", "Give the search a name.")])
        check_ceiling(search.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, SavedSearch]:
        """Return the saved searches that have these uids, also from the trash."""
        ids = store.SAVED_SEARCH_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_searches(transaction.connection, ids.values())}

    def delete(self, ids: Sequence[int]) -> None:
        """Delete saved searches; undo brings them back."""
        with self._database.write("Delete a saved search") as transaction:
            transaction.trash(store.SAVED_SEARCH_TYPE, ids)
