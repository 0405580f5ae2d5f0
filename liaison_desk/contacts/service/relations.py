"""What the officer asks of his relations: whom he has neglected, among people and among posts."""

from array import array
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from liaison_desk.contacts.records import BoardLine, BoardSort, Encounter, PersonFilter
from liaison_desk.contacts.rules.validity import days_without
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store import billets as billet_store
from liaison_desk.contacts.store import relations as store
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database


class Relations:
    """The cadence board over the people who are to be met regularly, and over such posts."""

    def __init__(self, database: Database, contacts: Contacts) -> None:
        self._database = database
        self._contacts = contacts

    def people(
        self, wanted: PersonFilter, sort: Sort[BoardSort], *, unplanned: bool = False, language: str = "en"
    ) -> Listing:
        """Return the ids of the people on the board in order; with ``unplanned`` those with no engagement to come."""
        with self._database.read() as connection:
            ids = store.board_ids(connection, wanted, sort, language, self._contacts.today(), unplanned=unplanned)
        return Listing(ids)

    def lines(self, ids: Sequence[int]) -> dict[int, BoardLine]:
        """Return the rows of a page of people."""
        today = self._contacts.today()
        people = self._contacts.lines(ids)
        with self._database.read() as connection:
            last, coming = store.read_last(connection, ids, today), store.read_next(connection, ids, today)
        return {
            id_: BoardLine(
                id_, one, one.title, one.organization, one.nation, one.cadence_days, last.get(id_), coming.get(id_),
                one.known_since,
            )
            for id_, one in people.items()
        }  # fmt: skip

    def posts(self, sort: Sort[BoardSort], *, overdue: bool = False, unplanned: bool = False) -> Listing:
        """Return the ids of the posts that are to be visited regularly, whoever holds them, in order."""
        with self._database.read() as connection:
            ids = store.billets_with_interval(connection)
        lines = self.post_lines(ids)
        today = self._contacts.today()
        keys: dict[BoardSort, Callable[[BoardLine], Any]] = {
            BoardSort.NEGLECT: lambda line: -_share(line, today),
            BoardSort.NAME: lambda line: line.post.host or line.post.home,
            BoardSort.LAST: lambda line: _when(line.last),
            BoardSort.NEXT: lambda line: _when(line.next),
            BoardSort.INTERVAL: lambda line: line.cadence_days,
        }
        chosen = [
            line
            for line in lines.values()
            if not (overdue and _share(line, today) <= 1) and not (unplanned and line.next)
        ]
        chosen.sort(key=keys[sort.key], reverse=sort.descending)
        return Listing(array("q", [line.id for line in chosen]))

    def post_lines(self, ids: Sequence[int]) -> dict[int, BoardLine]:
        """Return the rows of a page of posts: who holds each, when any holder was last met, when this one will be."""
        today = self._contacts.today()
        with self._database.read() as connection:
            billets = billet_store.read_billets(connection, ids)
            held = store.holders(connection, ids, today)
            last = store.read_last(connection, ids, today, posts=True)
            coming = store.read_next(connection, set(held.values()), today)
        people = self._contacts.lines(list(set(held.values())))
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


def _share(line: BoardLine, today: date) -> float:
    last = line.last.start.date() if line.last else None
    return days_without(last, today, line.known_since) / max(1, line.cadence_days)
