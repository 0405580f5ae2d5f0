"""Where people serve today, told by an index: the organization of the post that began last, and who has left it."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import filterfalse
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from liaison_desk.contacts.store.filtering import held
from liaison_desk.contacts.store.plain import plain_rows
from liaison_desk.foundation.core.paging import Group, Listing
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.contacts import organization_table, person_table, post_table

_PERSON, _POST = person_table.c, post_table.c


def by_seat(connection: Connection, asked: Sequence[Any], name: Any, today: date, *, descending: bool) -> Listing:
    """Return people grouped by the organization of the post they hold today; of several, of the one that began last."""
    ordered = select(_PERSON.seat_id, _PERSON.id).where(*asked)
    rows = plain_rows(connection, ordered.order_by(_PERSON.seat_id, _PERSON.precedence, name, _PERSON.id))
    seated: dict[int, array[int]] = {}
    start = 0
    while start < len(rows):
        seat = rows[start][0]
        end = bisect_right(rows, seat, lo=start, key=itemgetter(0))
        seated[seat] = array("q", map(itemgetter(1), rows[start:end]))
        start = end
    _move(connection, seated, name, today)
    organization = organization_table.c
    order = (organization.sort.desc() if descending else organization.sort.asc(), organization.id)
    houses = plain_rows(connection, select(organization.id, organization.name_host, organization.name_home).order_by(*order))  # fmt: skip
    listed, groups = array("q"), []
    for house, host, home in (*houses, (0, "", "")):
        if some := seated.get(house):
            groups.append(Group(len(listed), len(some), host, home))
            listed.extend(some)
    return Listing(listed, tuple(groups))


def counted_by_seat(connection: Connection, counts: Iterable[tuple[int, int]], today: date) -> dict[int, int]:
    """Return how many people outside the trash serve in each organization today, from how many have their seat there."""
    counted = Counter(dict(counts))
    for seat, house in _moved(connection, today, _PERSON.deleted_at.is_(None)).values():
        counted[seat] -= 1
        counted[house] += 1
    return {house: count for house, count in counted.items() if count > 0}


def _move(connection: Connection, seated: "dict[int, array[int]]", name: Any, today: date) -> None:
    """Put the few who do not serve today where their last post is to where they do, in the order of each organization."""
    moved = _moved(connection, today)
    leaving: dict[int, set[int]] = {}
    for id_, (seat, _) in moved.items():
        leaving.setdefault(seat, set()).add(id_)
    coming: dict[int, list[int]] = {}
    for seat, gone in leaving.items():
        before = seated.get(seat, array("q"))
        seated[seat] = array("q", filterfalse(gone.__contains__, before))
        for id_ in filter(gone.__contains__, before):
            coming.setdefault(moved[id_][1], []).append(id_)
    for house, some in coming.items():
        both = [*seated.get(house, ()), *some]
        columns = select(_PERSON.precedence, name, _PERSON.id)
        keys: list[Any] = []
        for few in chunks(both):
            keys += plain_rows(connection, columns.where(_PERSON.id.in_(few)))
        seated[house] = array("q", [key[2] for key in sorted(map(tuple, keys))])


def _moved(connection: Connection, today: date, *among: Any) -> dict[int, tuple[int, int]]:
    """Return (seat, organization of today) of all whose last post has ended, or begins later, where the two differ."""
    seats: dict[int, int] = {}
    for elsewhere in (_PERSON.seat_until < today, _PERSON.seat_since > today):
        seats |= dict(plain_rows(connection, select(_PERSON.id, _PERSON.seat_id).where(elsewhere, *among)))
    houses = _serving(connection, seats, today)
    return {id_: (seat, house) for id_, seat in seats.items() if (house := houses.get(id_, 0)) != seat}


def _serving(connection: Connection, ids: Collection[int], today: date) -> dict[int, int]:
    """Return the organization of the post each of these people holds today, 0 for none that is kept."""
    latest = select(_POST.record_id, _POST.organization_id).order_by(_POST.since.asc().nulls_first(), _POST.position.desc())  # fmt: skip
    wanted = list(ids)
    found: dict[int, int] = {}
    for few in chunks(wanted):
        theirs = _POST.record_id.in_(few)
        # The one that began last comes last and stays.
        found |= {id_: house or 0 for id_, house in plain_rows(connection, latest.where(theirs, held(today)))}
    return found
