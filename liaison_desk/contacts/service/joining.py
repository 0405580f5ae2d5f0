"""Posts of people and the posts a desk keeps: which of the former are one of the latter."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.contacts.records import Billet, Person, Post
from liaison_desk.contacts.rules.tenure import Dated, overlap, same_title
from liaison_desk.contacts.store import billets as store
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.foundation.database.transaction import Transaction


def join_kept(transaction: Transaction, people: Sequence[Person]) -> list[Person]:
    """Return people about to be saved with each of their posts joined to the kept one it is: one organization, one title.

    What somebody else holds on any of those days is not taken, for only a hand-over does that; of several posts of one
    title the first that is free is.
    """
    houses = {post.organization_id for person in people for post in person.posts if not post.billet_id} - {0}
    kept: dict[int, list[Billet]] = {}
    # An import may name more organizations than a query takes; all the posts of a desk are fewer.
    for billet in store.all_billets(transaction.connection, houses if len(houses) <= CHUNK else ()) if houses else ():
        kept.setdefault(billet.organization_id, []).append(billet)
    if not kept:
        return list(people)
    saving = {person.id for person in people}
    ids = [billet.id for some in kept.values() for billet in some]
    taken: dict[int, list[tuple[int, Dated]]] = {}
    for one in store.read_holders(transaction.connection, None, billet_ids=ids):
        if one.person_id not in saving:
            taken.setdefault(one.billet_id, []).append((-1, one))
    for number, person in enumerate(people):
        for post in person.posts:
            taken.setdefault(post.billet_id, []).append((number, post))

    def joined(number: int, post: Post) -> Post:
        for billet in kept.get(post.organization_id, ()) if not post.billet_id else ():
            held = taken.setdefault(billet.id, [])
            free = all(owner == number or not overlap(time, post) for owner, time in held)
            if free and same_title(billet.title, post.title) and overlap(billet, post):
                held.append((number, post))
                return replace(post, billet_id=billet.id)
        return post

    return [
        replace(person, posts=tuple(joined(number, post) for post in person.posts))
        for number, person in enumerate(people)
    ]
