"""What a user can do with distribution lists."""

from collections.abc import Callable, Iterable, Sequence

from liaison_desk.contacts.records import Distribution
from liaison_desk.contacts.store import distributions as store
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Distributions:
    """Lists of people who get the same mail."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def lists(self, ids: Iterable[int] | None = None) -> list[Distribution]:
        """Return distribution lists by name: all outside the trash, or some by id."""
        with self._database.read() as connection:
            return store.read_distributions(connection, ids)

    def save(self, one: Distribution) -> Distribution:
        """Add or change a list; raises InvalidError, RefusedError (ceiling), StaleError."""
        label = "Change a distribution list" if one.id else "Add a distribution list"
        with self._database.write(label) as transaction:
            return self.save_in(transaction, [one])[0]

    def save_in(self, transaction: Transaction, lists: Sequence[Distribution]) -> list[Distribution]:
        """Add or change lists inside a larger transaction (an import)."""
        for one in lists:
            self.require_valid(one)
        return store.save_distributions(transaction, lists)

    def require_valid(self, one: Distribution) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a list that may not be kept."""
        if not one.name.strip():
            raise InvalidError([Problem("name", "Give the list a name.")])
        check_ceiling(one.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Distribution]:
        """Return the lists that have these uids, also from the trash."""
        ids = store.DISTRIBUTION_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_distributions(transaction.connection, ids.values())}

    def delete(self, ids: Sequence[int]) -> None:
        """Put lists into the trash."""
        with self._database.write("Delete a distribution list") as transaction:
            transaction.trash(store.DISTRIBUTION_TYPE, ids)
