"""What a user can do with saved searches."""

from collections.abc import Callable, Sequence

from liaison_desk.contacts.records import SavedSearch
from liaison_desk.contacts.store import distributions as store
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class SavedSearches:
    """Filters of people under names; pinned ones stand on Today."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def searches(self, *, pinned: bool = False) -> list[SavedSearch]:
        """Return saved searches by name, all or the pinned ones."""
        with self._database.read() as connection:
            return store.read_searches(connection, pinned=pinned)

    def save(self, search: SavedSearch) -> SavedSearch:
        """Add or change a saved search; raises InvalidError, RefusedError (ceiling), StaleError."""
        with self._database.write("Change a saved search" if search.id else "Save a search") as transaction:
            return self.save_in(transaction, [search])[0]

    def save_in(self, transaction: Transaction, searches: Sequence[SavedSearch]) -> list[SavedSearch]:
        """Add or change saved searches inside a larger transaction (an import)."""
        for search in searches:
            self.require_valid(search)
        return store.save_searches(transaction, searches)

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
        """Put saved searches into the trash."""
        with self._database.write("Delete a saved search") as transaction:
            transaction.trash(store.SAVED_SEARCH_TYPE, ids)
