"""Who somebody taking part is: one rule for all that add people, take them off, or look for the officer among them.

Two contacts are two people, though they share the box of a staff section. Else an address tells who somebody is, and where
there is none his name.
"""

from collections.abc import Collection, Iterable, Sequence

from liaison_desk.calendar.records import Participant
from liaison_desk.domain.text import fold


class People:
    """Some people, to ask of others whether they are among them."""

    def __init__(self, people: Iterable[Participant]) -> None:
        self._contacts: set[int] = set()
        self._all: set[str] = set()
        self._strangers: set[str] = set()
        for one in people:
            key = _called(one)
            self._all.add(key)
            if one.contact_id:
                self._contacts.add(one.contact_id)
            else:
                self._strangers.add(key)

    def __contains__(self, who: Participant) -> bool:
        """Tell whether somebody is among them."""
        if who.contact_id:
            return who.contact_id in self._contacts or _called(who) in self._strangers
        return _called(who) in self._all


def place_of(people: Sequence[Participant], addresses: Collection[str]) -> int | None:
    """Return which of some people has one of these e-mail addresses."""
    mine = {one.casefold() for one in addresses if one}
    return next((place for place, one in enumerate(people) if one.email.casefold() in mine), None)


def _called(one: Participant) -> str:
    """Return somebody's address, or his name where he has none; no name is an address."""
    return one.email.casefold() or f"\n{fold(one.name)}"
