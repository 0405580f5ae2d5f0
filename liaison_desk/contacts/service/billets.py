"""What a user can do with posts themselves: set them up, name their counterparts, see who held them when."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.contacts import rules
from liaison_desk.contacts.records import Billet, Post, Tenure
from liaison_desk.contacts.store import billets as store
from liaison_desk.contacts.store.people import read_people, save_people
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
        ids = [billet.id for billet in billets if billet.id]
        before = {id_: set(one.counterparts) for id_, one in store.read_billets(transaction.connection, ids).items()}
        saved = store.save_billets(transaction, billets)
        self._pair(transaction, saved, before)
        return saved

    def _pair(self, transaction: Transaction, billets: Sequence[Billet], before: Mapping[int, set[int]]) -> None:
        """Let every counterpart name a post that names it, and no other."""
        wanted: dict[int, dict[int, bool]] = {}
        for billet in billets:
            now, old = set(billet.counterparts), before.get(billet.id, set())
            for id_ in now ^ old:
                wanted.setdefault(id_, {})[billet.id] = id_ in now
        others = store.read_billets(transaction.connection, wanted)
        changed = []
        for id_, other in others.items():
            pairs = [one for one in other.counterparts if wanted[id_].get(one, True)]
            pairs += [one for one, on in wanted[id_].items() if on and one not in pairs]
            if tuple(pairs) != other.counterparts:
                changed.append(replace(other, counterparts=tuple(pairs)))
        store.save_billets(transaction, changed)

    def require_valid(self, billet: Billet) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a post that may not be kept."""
        if not (billet.title.host.strip() or billet.title.home.strip()):
            raise InvalidError([Problem("title", "Give the post a title.")])
        if billet.id in billet.counterparts and billet.id:
            raise InvalidError([Problem("counterparts", "A post is not its own counterpart.")])
        if billet.since and billet.until and billet.until < billet.since:
            raise InvalidError([Problem("until", "The post ends before it begins.")])
        check_ceiling(billet.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Billet]:
        """Return the posts that have these uids, also from the trash."""
        ids = store.BILLET_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_billets(transaction.connection, ids.values()).values()}

    def holders_on(self, day: date | None, billet_ids: Collection[int]) -> dict[int, list[Tenure]]:
        """Return who held each post on a day (``None``: ever), the latest first; vacant posts have no entry."""
        with self._database.read() as connection:
            found = store.read_holders(connection, day, billet_ids=billet_ids)
            people = read_people(connection, dict.fromkeys(id_ for id_, _ in found))
        held: dict[int, list[Tenure]] = {}
        for id_, number in found:
            person = people[id_]
            post = person.posts[number]
            held.setdefault(post.billet_id, []).append(Tenure(person, post))
        return held

    def serving_on(self, day: date, organization_ids: Collection[int]) -> list[Tenure]:
        """Return who held any post in some organizations on a day, kept posts or not."""
        with self._database.read() as connection:
            found = store.read_holders(connection, day, organization_ids=organization_ids)
            people = read_people(connection, dict.fromkeys(id_ for id_, _ in found))
        return [Tenure(people[id_], people[id_].posts[number]) for id_, number in found]

    def hand_over(self, billet_id: int, successor_id: int, day: date) -> None:
        """End the holders' time in a post the day before, and begin the successor's (0: it stands vacant) that day.

        One action. Raises NotFoundError, InvalidError when a holder began only later.
        """
        billet = self.billet(billet_id)
        with self._database.write("Hand over a post") as transaction:
            found = store.read_holders(transaction.connection, day, billet_ids=[billet_id])
            wanted = {id_ for id_, _ in found} | ({successor_id} - {0})
            people = read_people(transaction.connection, wanted)
            changed = dict(people)
            for id_, number in found:
                if id_ != successor_id:
                    posts = list(changed[id_].posts)
                    posts[number] = replace(posts[number], until=day - timedelta(days=1))
                    changed[id_] = replace(changed[id_], posts=tuple(posts))
            if successor_id and successor_id not in {id_ for id_, _ in found}:
                if successor_id not in changed:
                    raise NotFoundError("This contact is not there any more.")
                post = Post(billet.title, billet.organization_id, "", billet.department, day, None, billet.id)
                successor = changed[successor_id]
                changed[successor_id] = replace(successor, posts=(*successor.posts, post))
            for person in changed.values():
                problems = rules.person_problems(person)
                if problems:
                    raise InvalidError(problems)
            save_people(transaction, [one for id_, one in changed.items() if one != people[id_]])

    def delete(self, ids: Sequence[int]) -> None:
        """Put posts into the trash."""
        with self._database.write("Delete a post") as transaction:
            transaction.trash(store.BILLET_TYPE, ids)
