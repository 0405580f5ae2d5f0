"""The order of people: ids first, and the headings between them."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.contacts.rules.validity import days_without
from liaison_desk.contacts.store.alike import alike
from liaison_desk.contacts.store.filtering import conditions, day_after, held, named_at_all
from liaison_desk.domain.names import strip_letter
from liaison_desk.foundation.core.paging import EMPTY, Group, Listing, Sort
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.contacts import organization_table, person_table, post_table
from liaison_desk.schema.meetings import attendee_table, meeting_table

_PERSON, _POST = person_table.c, post_table.c


def person_listing(
    connection: Connection, wanted: PersonFilter, sort: Sort[PersonSort], language: str, today: date
) -> Listing:
    """Return the ordered ids of the people a filter finds; grouped by organization, or by letters when ordered by name.

    Nobody found by what was typed: then those whose names come near it (``fuzzy``).
    """
    asked = conditions(connection, wanted, today)
    listing = _listing(connection, asked, wanted, sort, language, today)
    if len(listing) or not wanted.words.strip():
        return listing
    if named_at_all(wanted.words):  # the first letters were looked for among names alone
        return _listing(connection, conditions(connection, wanted, today, whole=True), wanted, sort, language, today)
    others = conditions(connection, replace(wanted, words=""), today)
    assert others is not None  # without words there is always somebody to ask for
    near = alike(connection, select(_PERSON.id).where(*others), wanted.words)
    if wanted.overdue and near:
        late = neglected(connection, select(_PERSON.id).where(*others), today, overdue=True)
        near = array("q", [id_ for id_ in near if id_ in set(late)])
    return Listing(near, fuzzy=True)


def _listing(
    connection: Connection,
    asked: list[Any] | None,
    wanted: PersonFilter,
    sort: Sort[PersonSort],
    language: str,
    today: date,
) -> Listing:
    if asked is None:
        return EMPTY
    query = select(_PERSON.id).where(*asked)
    if wanted.overdue or sort.key is PersonSort.NEGLECT:
        return Listing(neglected(connection, query, today, descending=sort.descending, overdue=wanted.overdue))
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    if sort.key is PersonSort.ORGANIZATION:
        ids = ids_of(connection, query.order_by(_PERSON.precedence, name, _PERSON.id))
        return _by_house(connection, ids, today, descending=sort.descending)
    column = {
        PersonSort.READING: _PERSON.reading_sort,
        PersonSort.PRECEDENCE: _PERSON.precedence,
        PersonSort.CHANGED: _PERSON.updated_at,
    }.get(sort.key, name)
    columns = [column, name, _PERSON.id] if column is _PERSON.precedence else [column, _PERSON.id]
    order = [each.desc() for each in columns] if sort.descending else columns
    ids = ids_of(connection, query.order_by(*order))
    lettered = column is _PERSON.name_sort or column is _PERSON.reading_sort
    return Listing(ids, _by_letter(connection, ids, column) if lettered else ())


def ids_of(connection: Connection, query: Select[Any]) -> "array[int]":
    """Return the ids a query finds; the driver's own rows, for wrapping a hundred thousand of them doubles the time."""
    return array("q", [row[0] for row in plain_rows(connection, query)])


def plain_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """Return the driver's own rows of a query, whose values must need no decoding."""
    result = connection.execute(query)
    assert result.cursor is not None  # a select has one
    rows: Sequence[Any] = result.cursor.fetchall()
    result.close()
    return rows


def neglected(
    connection: Connection, query: Select[Any], today: date, *, descending: bool = False, overdue: bool = False
) -> "array[int]":
    """Return the people a query finds who have an interval, the most neglected first, perhaps only those past it."""
    met = (
        select(func.max(meeting_table.c.start_at))
        .join_from(attendee_table, meeting_table, meeting_table.c.id == attendee_table.c.record_id)
        .where(
            attendee_table.c.contact_id == _PERSON.id,
            meeting_table.c.deleted_at.is_(None),
            meeting_table.c.start_at < day_after(today),
        )
        .correlate(person_table)
        .scalar_subquery()
    )
    # Days beyond the interval, as a share of it, cannot be computed alike on both engines; the sort happens here.
    shares = []
    rows = query.add_columns(met.label("met"), _PERSON.created_at, _PERSON.cadence_days, _PERSON.name_sort)
    for id_, last, known, interval, name in connection.execute(rows.where(_PERSON.cadence_days > 0)):
        share = days_without(last.date() if last else None, today, known.date()) / interval
        if not overdue or share > 1:
            shares.append((share if descending else -share, name, id_))
    return array("q", [id_ for _, _, id_ in sorted(shares)])


def _by_house(connection: Connection, ids: "array[int]", today: date, *, descending: bool) -> Listing:
    """Return people grouped by the organization of the post they hold today; of several, of the one that began last."""
    posts = select(_POST.record_id, _POST.organization_id).where(held(today))
    rows = plain_rows(connection, posts)
    house_of = dict(rows)
    if len(house_of) < len(rows):  # some hold several posts
        several = [id_ for id_, count in Counter(row[0] for row in rows).items() if count > 1]
        latest = posts.order_by(_POST.since.asc().nulls_first(), _POST.position.desc())
        for start in range(0, len(several), CHUNK):
            theirs = _POST.record_id.in_(several[start : start + CHUNK])
            house_of |= dict(plain_rows(connection, latest.where(theirs)))
    organization = organization_table.c
    order = (organization.sort.desc() if descending else organization.sort.asc(), organization.id)
    named = select(organization.id, organization.name_host, organization.name_home).order_by(*order)
    houses = {id_: (host, home) for id_, host, home in connection.execute(named)}
    people: dict[int, list[int]] = {house: [] for house in (*houses, 0)}
    for id_ in ids:
        people[house_of.get(id_) or 0].append(id_)
    listed, groups = array("q"), []
    for house, some in people.items():
        if some:
            groups.append(Group(len(listed), len(some), *houses.get(house, ("", ""))))
            listed.extend(some)
    return Listing(listed, tuple(groups))


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
