"""Who is who among people of one name: what tells two apart, and what proves that two entries are of one."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.rules.merging import dialled, reach_keys
from liaison_desk.domain.text import fold

OF_A_CARD = "card-"
"""How the uid of a card without one begins: it is made of a name and one address or number; that of a table's row of the company, too."""
_MOST = 40
"""How many people of one name with one number, or one made uid, are looked at; each entry of a file is compared with them all."""


class Bearers:
    """The people on a desk who bear one name; ``first`` are some of them, for the user to choose from."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.first = people[:_MOST]
        self._by_reach: dict[str, list[Person]] = defaultdict(list)
        self._by_stem: dict[str, list[Person]] = defaultdict(list)
        for one in people:
            for key in _reach_keys(one):
                self._by_reach[key].append(one)
            self._by_stem[_stem(one.uid)].append(one)

    def find(self, one: Person, *, derived: bool) -> Person | None:
        """Return who of them someone of a file is: one with an address or number in common whom nothing contradicts.

        So is one whose uid is made of the same if his own is ``derived``.
        """
        alike = [self._by_reach.get(key, ())[:_MOST] for key in _reach_keys(one)]
        if derived:
            alike.append(self._by_stem.get(_stem(one.uid), ())[:_MOST])
        found = (other for some in alike for other in some if not contradict(one, other))
        return min(found, key=lambda other: other.id, default=None)


def _reach_keys(person: Person) -> set[str]:
    return reach_keys((email.address for email in person.emails), (phone.number for phone in person.phones))


def _stem(uid: str) -> str:
    """Return what two uids begin with that are made of one name, the one or the other to tell two people apart."""
    return uid.partition("~")[0]


def contradict(one: Person, other: Person) -> bool:
    """Tell whether two entries of one name speak of two people.

    They do not if they are reached in one way; else they do if they were born on different days, or are reached in different
    ways; where that is not known of both, if they have different titles or organizations. Those say nothing where the uid
    is made of a company, too: there somebody has got another post.
    """
    settled = bool(_organizations(one)) and not one.uid.startswith(OF_A_CARD)
    pairs = [(told(one), told(other)) for told in ((_reach,) if settled else (_reach, _titles, _organizations))]
    mine, his = pairs[0]
    if mine & his:
        return False
    if one.birthday and other.birthday and one.birthday != other.birthday:
        return True
    return next((not mine & his for mine, his in pairs if mine and his), False)


def _reach(person: Person) -> set[str]:
    """Return how a person is reached, extensions included: among people of one name they tell apart."""
    numbers = (phone.number for phone in person.phones)
    return {
        *(email.address.casefold() for email in person.emails),
        *(dialled(number) or re.sub(r"\D", "", number) or number for number in numbers),
    }


def _titles(person: Person) -> set[str]:
    return {fold(post.title.host or post.title.home) for post in person.posts} - {""}


def _organizations(person: Person) -> set[int | str]:
    return {post.organization_id or fold(post.organization) for post in person.posts} - {""}


def uid_apart(uid: str, person: Person, name: str = "") -> str:
    """Return the uid of someone whose uid, made of what his entry says, is another's: made of what tells the two apart.

    ``name`` is what his file calls him.
    """
    told = [str(person.birthday or ""), *sorted(_reach(person)), "", *sorted(_titles(person)), ""]
    told += (*sorted(fold(post.organization) for post in person.posts), fold(person.name.full()), name)
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()
    return f"{uid}~{digest[:16]}"
