"""What one packet asked of the contacts and posts already: its sections name the same people, and every asking reads all names there are.

Kept for as long as one packet is built, which so sees one state of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from liaison_desk.briefings.sections.setting import AsksBillets, AsksContacts
from liaison_desk.contacts.records import Billet, Organization, Person, PersonFilter, PersonSort, Staff
from liaison_desk.foundation.core.paging import Listing, Sort

_Key = TypeVar("_Key")
_Told = TypeVar("_Told")


class AskedContacts:
    """The contacts, asked once for whom a text names and for each of their records."""

    def __init__(self, contacts: AsksContacts) -> None:
        self._contacts = contacts
        self._named: dict[str, Sequence[int] | None] = {}
        self._at: dict[str, Sequence[int] | None] = {}
        self._within: dict[str, Sequence[int] | None] = {}
        self._people: dict[int, Person | None] = {}
        self._organizations: dict[int, Organization | None] = {}

    def people(self, wanted: PersonFilter, sort: Sort[PersonSort], language: str = "en") -> Listing:
        """Return the ids of the people a filter finds, in order."""
        return self._contacts.people(wanted, sort, language)

    def people_by_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        """Return the people with these ids, those in the trash too."""
        return _once(self._people, sorted(set(ids)), self._contacts.people_by_ids)

    def people_named(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each typed name the ids of the people it may mean, those in the trash too."""
        return _once(self._named, texts, self._contacts.people_named)

    def people_at(self, addresses: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each e-mail address the ids of the people who have it, those in the trash too."""
        return _once(self._at, addresses, self._contacts.people_at)

    def organizations_within(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each text the ids of the organizations it names, those in the trash too."""
        return _once(self._within, texts, self._contacts.organizations_within)

    def organizations_by_ids(self, ids: Iterable[int]) -> Mapping[int, Organization]:
        """Return the organizations with these ids, those in the trash too."""
        return _once(self._organizations, sorted(set(ids)), self._contacts.organizations_by_ids)

    def organizations(self) -> Sequence[Organization]:
        """Return the organizations outside the trash."""
        return self._contacts.organizations()

    def pictures(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """Return photos by their SHA-256."""
        return self._contacts.pictures(digests)


class AskedBillets:
    """The posts, asked once for those a text is the title of and for each of their records."""

    def __init__(self, billets: AsksBillets) -> None:
        self._billets = billets
        self._titled: dict[str, Sequence[int] | None] = {}
        self._known: dict[int, Billet | None] = {}

    def staff(self, organization_ids: Collection[int], day: date) -> Staff:
        """Return the posts of some organizations as they are on a day, and who serves there."""
        return self._billets.staff(organization_ids, day)

    def billets(self, organization_ids: Collection[int], *, deleted: bool = False) -> Sequence[Billet]:
        """Return the posts of some organizations, whenever they stand; ``deleted``: those in the trash too."""
        return self._billets.billets(organization_ids, deleted=deleted)

    def billets_by_ids(self, ids: Iterable[int]) -> Mapping[int, Billet]:
        """Return the posts with these ids, those in the trash too."""
        return _once(self._known, sorted(set(ids)), self._billets.billets_by_ids)

    def titles(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each text the ids of the posts whose title it is, those in the trash too."""
        return _once(self._titled, texts, self._billets.titles)


def _once(
    known: dict[_Key, _Told | None],
    wanted: Collection[_Key],
    ask: Callable[[Collection[_Key]], Mapping[_Key, _Told]],
) -> dict[_Key, _Told]:
    """Return what is known of all that is wanted, after asking for what was never asked for."""
    if new := [one for one in wanted if one not in known]:
        found = ask(new)
        known |= {one: found.get(one) for one in new}
    return {one: told for one in wanted if (told := known[one]) is not None}
