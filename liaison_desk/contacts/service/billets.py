"""What a user can do with posts themselves: set them up, name their counterparts, see who held them when."""

from collections.abc import Callable, Collection, Iterable, Sequence

from liaison_desk.contacts.records import Billet
from liaison_desk.contacts.store import billets as store
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Billets:
    """Posts, whoever holds them."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def billet(self, billet_id: int) -> Billet:
        """Return one post; raises NotFoundError."""
        found = self.billets_by_ids([billet_id])
        if billet_id not in found:
            raise NotFoundError("This post is not there any more.")
        return found[billet_id]

    def billets_by_ids(self, ids: Iterable[int]) -> dict[int, Billet]:
        """Return posts by id, also from the trash; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_billets(connection, ids)

    def billets(self, organization_ids: Collection[int] = ()) -> list[Billet]:
        """Return the posts of some organizations, or all, in the order of the organization's list."""
        with self._database.read() as connection:
            return store.all_billets(connection, organization_ids)

    def save(self, billet: Billet) -> Billet:
        """Add or change a post; its counterparts name it too. Raises InvalidError, RefusedError (ceiling), StaleError."""
        with self._database.write("Change a post" if billet.id else "Add a post") as transaction:
            return self.save_in(transaction, [billet])[0]

    def save_in(self, transaction: Transaction, billets: Sequence[Billet]) -> list[Billet]:
        """Add or change posts inside a larger transaction."""
        for billet in billets:
            self.require_valid(billet)
        return store.save_billets(transaction, billets)

    def require_valid(self, billet: Billet) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a post that may not be kept."""
        if not (billet.title.host.strip() or billet.title.home.strip()):
            raise InvalidError([Problem("title", "Give the post a title.")])
        check_ceiling(billet.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Billet]:
        """Return the posts that have these uids, also from the trash."""
        ids = store.BILLET_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_billets(transaction.connection, ids.values()).values()}

    def delete(self, ids: Sequence[int]) -> None:
        """Put posts into the trash."""
        with self._database.write("Delete a post") as transaction:
            transaction.trash(store.BILLET_TYPE, ids)
