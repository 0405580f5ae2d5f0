"""What a user can do with posts themselves: set them up, name their counterparts, see who held them when."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.contacts.records import BILLET, Billet, Person, Post, Staff, Tenure
from liaison_desk.contacts.rules import validity
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.service.joining import join_kept
from liaison_desk.contacts.store import bearers
from liaison_desk.contacts.store import billets as store
from liaison_desk.contacts.store.lists import person_lines
from liaison_desk.contacts.store.people import read_people, save_people
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction


class Billets:
    """Posts, whoever holds them. ``now`` is the moment, by day and instant."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], now: Callable[[], Moment]) -> None:
        self._database = database
        self._profile = profile
        self._now = now

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

    def billets(self, organization_ids: Collection[int] = (), *, deleted: bool = False) -> list[Billet]:
        """Return the posts of some organizations, or all, in the order of the organization's list; ``deleted``: those in the trash too."""
        with self._database.read() as connection:
            return store.all_billets(connection, organization_ids, deleted=deleted)

    def titles(self, texts: Collection[str]) -> dict[str, list[int]]:
        """Return for each text the ids of the posts whose title it is, those in the trash too."""
        with self._database.read() as connection:
            return bearers.billets_titled(connection, texts)

    def save(self, billet: Billet) -> Billet:
        """Add or change a post; its counterparts name it too, and who serves under its title there holds it.

        Raises InvalidError, RefusedError (ceiling), StaleError.
        """
        with self._database.write("Change a post" if billet.id else "Add a post") as transaction:
            saved = self.save_in(transaction, [billet])[0]
            unjoined = store.unjoined(transaction.connection, saved.organization_id)
            people = read_people(transaction.connection, unjoined)
            joined = join_kept(transaction, [people[id_] for id_ in unjoined])
            save_people(transaction, [one for one in joined if one != people[one.id]])
            return saved

    def set_interval(self, ids: Sequence[int], days: int) -> int:
        """Set how often the holders of posts are to be met (0 = no interval), in one action; return how many that changed."""
        found = self.billets_by_ids(ids)
        changed = [replace(one, cadence_days=days) for one in found.values() if one.cadence_days != days]
        if changed:
            with self._database.write("Set an interval") as transaction:
                self.save_in(transaction, changed)
        return len(changed)

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
        if not shows(billet.title.host + billet.title.home):
            raise InvalidError([Problem("title", "Give the post a title.")])
        if billet.id in billet.counterparts and billet.id:
            raise InvalidError([Problem("counterparts", "A post is not its own counterpart.")])
        if billet.since and billet.until and billet.until < billet.since:
            raise InvalidError([Problem("until", "The post ends before it begins.")])
        if problems := validity.interval_problems(billet.cadence_days):
            raise InvalidError(problems)
        check_ceiling(billet.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Billet]:
        """Return the posts that have these uids, also from the trash."""
        ids = store.BILLET_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_billets(transaction.connection, ids.values()).values()}

    def holders_on(self, day: date | None, billet_ids: Collection[int]) -> dict[int, list[Tenure]]:
        """Return who held each post on a day (``None``: ever), the latest first; vacant posts have no entry."""
        held: dict[int, list[Tenure]] = {}
        for tenure in self._tenures(day, billet_ids=billet_ids):
            held.setdefault(tenure.billet_id, []).append(tenure)
        return held

    def serving_on(self, day: date, organization_ids: Collection[int]) -> list[Tenure]:
        """Return who held any post in some organizations on a day, kept posts or not."""
        return self._tenures(day, organization_ids=organization_ids)

    def staff(self, organization_ids: Collection[int], day: date) -> Staff:
        """Return the posts of some organizations as they are on a day, and who serves there."""
        kept = [one for one in self.billets(organization_ids) if _stands(one, day)]
        others = self.billets_by_ids({id_ for one in kept for id_ in one.counterparts})
        holders = self.holders_on(day, [one.id for one in kept])
        return Staff(kept, holders, self.serving_on(day, organization_ids), others)

    def _tenures(
        self, day: date | None, *, organization_ids: Collection[int] = (), billet_ids: Collection[int] = ()
    ) -> list[Tenure]:
        with self._database.read() as connection:
            found = store.read_holders(connection, day, organization_ids=organization_ids, billet_ids=billet_ids)
            people = person_lines(connection, list(dict.fromkeys(one.person_id for one in found)), self._now())
        return [
            Tenure(people[one.person_id], one.title, one.organization_id, one.billet_id, one.since) for one in found
        ]

    def hand_over(self, billet_id: int, successor_id: int, day: date) -> None:
        """End the holders' time in a post the day before, and begin the successor's (0: it stands vacant) that day.

        Where somebody else is to take the post later already, the successor's time ends the day before; where he is to
        himself, that time begins earlier; where he holds it already beside others, he goes on alone. One action. Raises
        NotFoundError, also for a successor in the trash; InvalidError when a holder began that very day, and when the
        successor holds the post alone already.
        """
        billet = self.billet(billet_id)
        if problems := year_problems("since", day):
            raise InvalidError(problems)
        with self._database.write("Hand over a post") as transaction:
            found = store.read_holders(transaction.connection, day, billet_ids=[billet_id])
            leaving = [one for one in found if one.person_id != successor_id]
            people = read_people(transaction.connection, {one.person_id for one in found} | ({successor_id} - {0}))
            changed = dict(people)
            for one in leaving:
                posts = list(changed[one.person_id].posts)
                if one.since == day:
                    raise InvalidError([_begins_then(changed[one.person_id], "since")])
                posts[one.number] = replace(posts[one.number], until=day - timedelta(days=1))
                changed[one.person_id] = replace(changed[one.person_id], posts=tuple(posts))
            if successor_id:
                successor = changed.get(successor_id)
                if successor is None or successor.deleted_at is not None:
                    raise NotFoundError("This contact is not there any more.")
                ever = store.read_holders(transaction.connection, None, billet_ids=[billet_id])
                planned = (one.since for one in ever if one.since and one.since > day and one.person_id != successor_id)
                taken = _taking(successor.posts, billet, day, min(planned, default=None))
                if not leaving and taken == successor.posts:
                    raise InvalidError([_begins_then(successor, "successor")])
                changed[successor_id] = replace(successor, posts=taken)
            for person in changed.values():
                problems = validity.person_problems(person)
                if problems:
                    raise InvalidError(problems)
            save_people(transaction, [one for id_, one in changed.items() if one != people[id_]])

    def delete(self, ids: Sequence[int]) -> None:
        """Put posts into the trash."""
        with self._database.write("Delete a post") as transaction:
            transaction.trash(store.BILLET_TYPE, ids)

    def restore(self, ids: Sequence[int]) -> None:
        """Take posts out of the trash."""
        History(self._database).restore(BILLET, ids)


def _stands(billet: Billet, day: date) -> bool:
    return (billet.since is None or billet.since <= day) and (billet.until is None or day <= billet.until)


def _begins_then(person: Person, field: str) -> Problem:
    said = (
        "{name} holds this post from that day, or an earlier one, already. Change the dates of the post on the contact."
    )
    return Problem(field, said, (("name", person.name.full()),))


def _taking(posts: Sequence[Post], billet: Billet, day: date, coming: date | None) -> tuple[Post, ...]:
    """Return a successor's posts with this one from a day on, until somebody else is ``coming``."""
    until = coming - timedelta(days=1) if coming is not None else None
    own = [(post.since or date.min, at) for at, post in enumerate(posts) if post.billet_id == billet.id]
    held = [at for _, at in own if posts[at].held_on(day)]
    if held:
        return tuple(replace(post, until=until) if at == held[0] else post for at, post in enumerate(posts))
    since, at = min((one for one in own if one[0] > day), default=(None, 0))
    if since is not None and (coming is None or since <= coming):
        return tuple(replace(post, since=day) if number == at else post for number, post in enumerate(posts))
    return (*posts, Post(billet.title, billet.organization_id, "", billet.department, day, until, billet.id))
