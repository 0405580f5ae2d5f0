"""What a user can do with pairs of people who only look like one: keep them apart."""

from collections.abc import Sequence

from liaison_desk.contacts.records import Distinction
from liaison_desk.contacts.store import distinctions as store
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Distinctions:
    """People who were told apart are not offered as doubles again, until that is undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Distinction]:
        """Return every pair that was told apart."""
        with self._database.read() as connection:
            return store.read_distinctions(connection)

    def tell_apart(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Note that the two of each pair of ids are two people."""
        with self._database.write("Tell two contacts apart") as transaction:
            self.save_in(transaction, [Distinction(one=one, other=other) for one, other in pairs])

    def save_in(self, transaction: Transaction, distinctions: Sequence[Distinction]) -> list[Distinction]:
        """Keep pairs inside a larger transaction (an import)."""
        for one in distinctions:
            self.require_valid(one)
        return store.save_distinctions(transaction, distinctions)

    def require_valid(self, distinction: Distinction) -> None:
        """Raise RefusedError for somebody who would be told apart from himself."""
        if distinction.one == distinction.other:
            raise RefusedError("Choose two different contacts.")

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Distinction]:
        """Return the pairs that have these uids, also from the trash."""
        ids = store.DISTINCTION_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_distinctions(transaction.connection, ids.values())}
