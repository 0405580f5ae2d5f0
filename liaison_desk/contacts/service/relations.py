"""What the officer asks of his relations: whom he has neglected, among people and among posts."""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from liaison_desk.contacts.records import BoardLine, BoardSort, Encounter, PersonFilter
from liaison_desk.contacts.rules.dating import beneath
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.rules.validity import days_without
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store import billets as billet_store
from liaison_desk.contacts.store import relations as store
from liaison_desk.contacts.store.lists import person_lines
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.sorting import title_key
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database

Series = Callable[[Collection[int] | None, datetime], Mapping[int, Encounter]]
"""Gives, for people by id (all without ids), the next occurrence after an instant of a series they take part in."""


class Relations:
    """The cadence board over the people who are to be met regularly, and over such posts."""

    def __init__(self, database: Database, contacts: Contacts, series: Series) -> None:
        self._database = database
        self._contacts = contacts
        self._series = series

    def people(
        self, wanted: PersonFilter, sort: Sort[BoardSort], *, unplanned: bool = False, language: str = "en"
    ) -> Listing:
        """Return the ids of the people on the board in order; with ``unplanned`` those with no engagement to come."""
        now = self._contacts.now()
        asks = unplanned or sort.key is BoardSort.NEXT
        series = {id_: store.instant_of(one) for id_, one in self._series(None, now.instant).items()} if asks else {}
        with self._database.read() as connection:
            ids = store.board_ids(connection, wanted, sort, language, now, series, unplanned=unplanned)
        return Listing(ids)

    def lines(self, ids: Sequence[int]) -> dict[int, BoardLine]:
        """Return the rows of a page of people."""
        now = self._contacts.now()
        with self._database.read() as connection:
            last = store.read_last(connection, ids, now)
            people = person_lines(connection, ids, now, {id_: one.start for id_, one in last.items()})
            coming = store.read_next(connection, ids, now)
        self._add_series(coming, ids, now)
        return {
            id_: BoardLine(
                id_, one, one.title, one.organization, one.nation, one.cadence_days, last.get(id_), coming.get(id_),
                one.known_since,
            )
            for id_, one in people.items()
        }  # fmt: skip

    def _add_series(self, coming: dict[int, Encounter], ids: Collection[int], now: Moment) -> None:
        """Let the next occurrence of a series count where nothing else comes before it."""
        for id_, one in self._series(ids, now.instant).items():
            if id_ not in coming or store.instant_of(one) < store.instant_of(coming[id_]):
                coming[id_] = one

    def posts(
        self,
        sort: Sort[BoardSort],
        wanted: PersonFilter | None = None,
        *,
        unplanned: bool = False,
        language: str = "en",
    ) -> Listing:
        """Return the ids of the posts that are to be visited regularly, whoever holds them, in order.

        By name they come by that of their holders, those that stand vacant last, by what they are called. Of ``wanted`` the nation, the organization (with those below) and whether they are overdue count.
        """
        asked, today = wanted or PersonFilter(), self._contacts.today()
        inside = self._houses_beneath(asked.organization_id) if asked.organization_id else None
        with self._database.read() as connection:
            ids = store.billets_with_interval(connection, inside, today)
        lines = self.post_lines(ids)
        keys: dict[BoardSort, Callable[[BoardLine], Any]] = {
            BoardSort.NEGLECT: lambda line: -_share(line, today),
            BoardSort.AGE: lambda line: _days(line, today),
            BoardSort.NAME: lambda line: (
                line.person is None,
                line.person.name.sort_key(language) if line.person else (),
                title_key(line.post.host or line.post.home),
            ),
            BoardSort.LAST: _last,
            BoardSort.NEXT: lambda line: _when(line.next),
            BoardSort.INTERVAL: lambda line: line.cadence_days,
        }
        chosen = [
            line
            for line in lines.values()
            if not (asked.overdue and _share(line, today) <= 1)
            and not (unplanned and line.next)
            and asked.nation in {"", line.nation}
        ]
        chosen.sort(key=keys[sort.key], reverse=sort.descending)
        return Listing(array("q", [line.id for line in chosen]))

    def _houses_beneath(self, root: int) -> set[int]:
        houses = {one.id: one for one in self._contacts.organizations()}
        return set(beneath(houses, root, self._contacts.today()))

    def post_lines(self, ids: Sequence[int]) -> dict[int, BoardLine]:
        """Return the rows of a page of posts: who holds each, when any holder was last met, when this one will be."""
        now = self._contacts.now()
        with self._database.read() as connection:
            billets = billet_store.read_billets(connection, ids)
            held = store.holders(connection, ids, now.day)
            last = store.read_last(connection, ids, now, posts=True)
            holders = list(set(held.values()))
            people = person_lines(connection, holders, now)
            coming = store.read_next(connection, holders, now)
        self._add_series(coming, holders, now)
        houses = self._contacts.organizations_by_ids({one.organization_id for one in billets.values()} - {0})
        lines = {}
        for id_, billet in billets.items():
            house = houses.get(billet.organization_id)
            holder = held.get(id_, 0)
            lines[id_] = BoardLine(
                id_,
                people.get(holder),
                billet.title,
                house.name if house else Bilingual(),
                house.nation if house else "",
                billet.cadence_days,
                last.get(id_),
                coming.get(holder),
                billet.created_at.date() if billet.created_at else None,
            )
        return lines


def _when(encounter: Encounter | None) -> datetime:
    """Return when; what never was comes first, like what lies longest ago."""
    return encounter.start if encounter else datetime.min  # noqa: DTZ901 - wall times are naive


def _last(line: BoardLine) -> tuple[datetime, date]:
    """Return when a post was last visited; one that never was has waited since it came onto the desk."""
    return _when(line.last), line.known_since or date.min


def _days(line: BoardLine, today: date) -> int:
    return days_without(line.last.start.date() if line.last else None, today, line.known_since)


def _share(line: BoardLine, today: date) -> float:
    return _days(line, today) / max(1, line.cadence_days)
