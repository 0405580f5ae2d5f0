"""The order of people: ids first, and the headings between them."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import filterfalse
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.rules.validity import days_without
from liaison_desk.contacts.store.alike import alike
from liaison_desk.contacts.store.filtering import conditions, named_at_all
from liaison_desk.contacts.store.plain import day_of, ids_of, plain_rows
from liaison_desk.contacts.store.seats import by_seat
from liaison_desk.domain.names import strip_letter
from liaison_desk.foundation.core.paging import EMPTY, Group, Listing, Sort
from liaison_desk.schema.contacts import person_table
from liaison_desk.schema.meetings import attendee_table, meeting_table

_PERSON = person_table.c
_MOST_WORDS = 4  # of which one may be misspelt


def person_listing(
    connection: Connection, wanted: PersonFilter, sort: Sort[PersonSort], language: str, now: Moment
) -> Listing:
    """Return the ordered ids of the people a filter finds; grouped by organization, or by letters when ordered by name.

    Nobody found by what was typed: then those whose names come near it (``fuzzy``).
    """
    asked = conditions(connection, wanted, now)
    listing = _listing(connection, asked, wanted, sort, language, now)
    if len(listing) or not wanted.words.strip():
        return listing
    if named_at_all(wanted.words):  # the first letters were looked for among names alone
        return _listing(connection, conditions(connection, wanted, now, whole=True), wanted, sort, language, now)
    return Listing(_similar(connection, wanted, now), fuzzy=True)


def count_people(connection: Connection, wanted: PersonFilter, now: Moment) -> int:
    """Return how many people a filter finds as it stands; those whose names only come near are not counted."""
    for whole in (False, True) if named_at_all(wanted.words) else (False,):
        asked = conditions(connection, wanted, now, whole=whole)
        if asked is None:
            return 0
        if wanted.overdue:
            count = len(neglected(connection, select(_PERSON.id).where(*asked), now, overdue=True))
        else:
            count = connection.execute(select(func.count()).select_from(person_table).where(*asked)).scalar_one()
        if count:
            return count
    return 0


def _similar(connection: Connection, wanted: PersonFilter, now: Moment) -> "array[int]":
    """Return whose names come near the words; or near one of them, when the others find somebody as they stand."""
    words = wanted.words.split()
    tries = [("", wanted.words)]
    if 1 < len(words) <= _MOST_WORDS:
        tries += [(" ".join(words[:place] + words[place + 1 :]), word) for place, word in enumerate(words)]
    among = select(_PERSON.id).where(*(conditions(connection, replace(wanted, words=""), now) or []))
    for exact, misspelt in tries:
        others = conditions(connection, replace(wanted, words=exact), now, whole=True)
        if others is None:
            continue
        near = alike(connection, among, select(_PERSON.id).where(*others), misspelt)
        if wanted.overdue and near:
            late = set(neglected(connection, select(_PERSON.id).where(*others), now, overdue=True))
            near = array("q", [id_ for id_ in near if id_ in late])
        if near:
            return near
    return array("q")


def _listing(
    connection: Connection,
    asked: list[Any] | None,
    wanted: PersonFilter,
    sort: Sort[PersonSort],
    language: str,
    now: Moment,
) -> Listing:
    if asked is None:
        return EMPTY
    query = select(_PERSON.id).where(*asked)
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    by_neglect = sort.key is PersonSort.NEGLECT
    late = array("q")
    if wanted.overdue or by_neglect:
        late = neglected(connection, query, now, descending=by_neglect and sort.descending, overdue=wanted.overdue)
    if by_neglect:
        # Whoever is to be met at no interval is neglected by nobody, and comes last.
        others = array("q") if wanted.overdue else ids_of(connection, query.order_by(name, _PERSON.id))
        return Listing(late + _but(others, late))
    if sort.key is PersonSort.ORGANIZATION:
        listing = by_seat(connection, asked, name, now.day, descending=sort.descending)
        return _among(listing, set(late)) if wanted.overdue else listing
    column = {
        PersonSort.READING: _PERSON.reading_sort,
        PersonSort.PRECEDENCE: _PERSON.precedence,
        PersonSort.CHANGED: _PERSON.updated_at,
    }.get(sort.key, name)
    columns = [column, name, _PERSON.id] if column is _PERSON.precedence else [column, _PERSON.id]
    order = [each.desc() for each in columns] if sort.descending else columns
    ids = ids_of(connection, query.order_by(*order))
    if wanted.overdue:
        ids = array("q", filter(set(late).__contains__, ids))
    lettered = column is _PERSON.name_sort or column is _PERSON.reading_sort
    return Listing(ids, _by_letter(connection, ids, column) if lettered else ())


def _but(ids: "array[int]", without: "array[int]") -> "array[int]":
    return array("q", filterfalse(set(without).__contains__, ids))


def _among(listing: Listing, kept: Collection[int]) -> Listing:
    """Return a listing with some of its people alone, under the headings that are left."""
    ids = array("q")
    groups = []
    for group in listing.groups:
        some = list(filter(kept.__contains__, listing.ids[group.start : group.start + group.count]))
        if some:
            groups.append(replace(group, start=len(ids), count=len(some)))
            ids.extend(some)
    return Listing(ids, tuple(groups))


def neglected(
    connection: Connection, query: Select[Any], now: Moment, *, descending: bool = False, overdue: bool = False
) -> "array[int]":
    """Return the people a query finds who have an interval, the most neglected first, perhaps only those past it."""
    met = (
        select(func.max(meeting_table.c.start_at))
        .join_from(attendee_table, meeting_table, meeting_table.c.id == attendee_table.c.record_id)
        .where(
            attendee_table.c.contact_id == _PERSON.id,
            meeting_table.c.deleted_at.is_(None),
            meeting_table.c.starts <= now.instant,
        )
        .correlate(person_table)
        .scalar_subquery()
    )
    # Days beyond the interval, as a share of it, cannot be computed alike on both engines; the sort happens here.
    columns = (_PERSON.id, met.label("met"), _PERSON.created_at, _PERSON.cadence_days, _PERSON.name_sort)
    rows = plain_rows(connection, query.with_only_columns(*columns).where(_PERSON.cadence_days > 0))
    days = cache(lambda moment: days_without(day_of(moment), now.day))  # most share the day they came onto the desk
    waiting: dict[float, list[tuple[str, int]]] = {}
    for id_, last, known, interval, name in rows:
        waiting.setdefault(days(last or known) / interval, []).append((name, id_))
    shares = sorted((share for share in waiting if not overdue or share > 1), reverse=not descending)
    return array("q", [id_ for share in shares for _, id_ in sorted(waiting[share])])


def _by_letter(connection: Connection, ids: "array[int]", column: Any) -> tuple[Group, ...]:
    """Return the headings of a list by name: あ か さ … for readings, A-Z for Latin names, # for the rest.

    The list is in order, so where the letter changes is found by halving: a hundred thousand names need a few looks.
    """
    query = select(_PERSON.id, func.substr(column, 1, 3)).where(_PERSON.id.in_(bindparam("ids", expanding=True)))
    letters: dict[int, str] = {}

    def look(places: Sequence[int]) -> None:
        wanted = {ids[place]: place for place in places}
        for id_, key in connection.execute(query, {"ids": list(wanted)}):
            kind, _, first = key.partition("\t")
            letters[wanted[id_]] = strip_letter(kind, first)

    if not ids:
        return ()
    starts = [0]
    look([0, len(ids) - 1])
    spans = [(0, len(ids) - 1)]
    while spans:
        look([(low + high) // 2 for low, high in spans])
        halves = [
            half for low, high in spans for middle in ((low + high) // 2,) for half in ((low, middle), (middle, high))
        ]
        changing = [(low, high) for low, high in halves if letters[low] != letters[high]]
        starts += [high for low, high in changing if high - low == 1]
        spans = [(low, high) for low, high in changing if high - low > 1]
    starts.sort()
    ends = [*starts[1:], len(ids)]
    return tuple(Group(start, end - start, letters[start]) for start, end in zip(starts, ends, strict=True))
