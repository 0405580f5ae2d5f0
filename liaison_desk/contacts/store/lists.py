"""How lists of people are found, ordered and grouped: ids first, then pages of lines."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from liaison_desk.contacts.records import PersonFilter, PersonLine, PersonSort
from liaison_desk.contacts.store.alike import alike
from liaison_desk.contacts.store.filtering import conditions, day_after, held
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName, strip_letter
from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.contacts import organization_table, person_table, post_table, tag_table
from liaison_desk.schema.meetings import attendee_table, meeting_table

_PERSON, _POST = person_table.c, post_table.c


def _current_organization(today: date) -> Any:
    """Select the organization of the post a person holds today; of several, the one that began last."""
    return (
        select(_POST.organization_id)
        .where(_POST.record_id == _PERSON.id, held(today))
        .order_by(_POST.since.desc().nulls_last(), _POST.position)
        .limit(1)
        .correlate(person_table)
        .scalar_subquery()
    )


def _last_meeting(today: date) -> Any:
    """Select the day a contact was last met."""
    return (
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


def person_listing(
    connection: Connection, wanted: PersonFilter, sort: Sort[PersonSort], language: str, today: date
) -> Listing:
    """Return the ordered ids of the people a filter finds; grouped when sorted by organization."""
    asked = conditions(connection, wanted, today)
    if asked is None:
        return Listing(array("q"))
    query: Select[Any] = select(_PERSON.id).where(*asked)
    if wanted.overdue or sort.key is PersonSort.NEGLECT:
        met = _last_meeting(today)
        # Days beyond the interval, as a share of it, cannot be computed alike on both engines; the sort happens here.
        rows = connection.execute(
            query.add_columns(met.label("met"), _PERSON.created_at, _PERSON.cadence_days, _PERSON.name_sort).where(
                _PERSON.cadence_days > 0
            )
        ).all()
        return _by_neglect(rows, today, descending=sort.descending, overdue=wanted.overdue)
    if sort.key is not PersonSort.ORGANIZATION:
        listing = _ordered(connection, query, sort, language)
        return listing if len(listing) or not wanted.words.strip() else _similar(connection, wanted, today)
    order = _order(sort, language)
    organization = organization_table.c
    query = query.outerjoin_from(person_table, organization_table, organization.id == _current_organization(today))
    first = case((organization.id.is_(None), 1), else_=0)
    by_house = organization.sort.desc() if sort.descending else organization.sort.asc()
    rows = connection.execute(
        query.add_columns(organization.name_host, organization.name_home).order_by(
            first, by_house, organization.id, *order
        )
    ).all()
    ids, groups = array("q"), []
    for (host, home), people in groupby(rows, key=lambda row: (row[1], row[2])):
        start = len(ids)
        ids.extend(row[0] for row in people)
        groups.append(Group(start, len(ids) - start, host or "", home or ""))
    return Listing(ids, tuple(groups)) if ids or not wanted.words.strip() else _similar(connection, wanted, today)


def _similar(connection: Connection, wanted: PersonFilter, today: date) -> Listing:
    """Return those whose names nearly match, when nothing matches what was typed."""
    others = conditions(connection, replace(wanted, words=""), today)
    assert others is not None  # without words there is always somebody to ask for
    return Listing(alike(connection, select(_PERSON.id).where(*others), wanted.words), fuzzy=True)


def _ordered(connection: Connection, query: Select[Any], sort: Sort[PersonSort], language: str) -> Listing:
    """Return a list in the order of a column; by name it is cut by first letters."""
    column = _column(sort, language)
    ordered = query.order_by(*_order(sort, language))
    if column is not _PERSON.name_sort and column is not _PERSON.reading_sort:
        return Listing(_ids(connection, ordered))
    letters = func.substr(column, 1, 3)
    if (
        connection.dialect.name == "postgresql"
    ):  # its order of letters is the server's own: the rows themselves must tell
        rows = connection.execute(ordered.add_columns(letters)).all()
        runs = [(key, sum(1 for _ in some)) for key, some in groupby(row[1] for row in rows)]
        return Listing(array("q", [row[0] for row in rows]), _lettered(runs))
    counted = query.with_only_columns(letters, func.count()).group_by(letters)
    ascending = counted.order_by(letters.desc() if sort.descending else letters)
    return Listing(_ids(connection, ordered), _lettered([(key, count) for key, count in connection.execute(ascending)]))


def _ids(connection: Connection, query: Select[Any]) -> "array[int]":
    """Return the ids a query finds; the driver's own rows, for wrapping a hundred thousand of them doubles the time."""
    result = connection.execute(query)
    assert result.cursor is not None  # a select has one
    found = array("q", [row[0] for row in result.cursor.fetchall()])
    result.close()
    return found


def _lettered(runs: Sequence[tuple[str, int]]) -> tuple[Group, ...]:
    """Return the headings of a list by name: あ か さ … for readings, A-Z for Latin names, # for the rest."""
    groups: list[Group] = []
    start = 0
    for key, count in runs:
        kind, _, first = key.partition("\t")
        label = strip_letter(kind, first)
        if groups and groups[-1].label == label:
            groups[-1] = replace(groups[-1], count=groups[-1].count + count)
        else:
            groups.append(Group(start, count, label))
        start += count
    return tuple(groups)


def read_facets(connection: Connection) -> tuple[int, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Return how many people there are, and how many of each nation and tag, the most frequent first."""
    here = _PERSON.deleted_at.is_(None)
    many = func.count()
    nations = connection.execute(
        select(_PERSON.nation, many).where(here).group_by(_PERSON.nation).order_by(many.desc(), _PERSON.nation)
    ).all()
    tags = connection.execute(
        select(tag_table.c.tag, many)
        .join(person_table, person_table.c.id == tag_table.c.record_id)
        .where(here)
        .group_by(tag_table.c.tag)
        .order_by(many.desc(), tag_table.c.tag)
    ).all()
    people = sum(count for _, count in nations)
    return people, tuple((code, count) for code, count in nations if code), tuple((tag, count) for tag, count in tags)


def _by_neglect(rows: Sequence[Any], today: date, *, descending: bool, overdue: bool) -> Listing:
    def share(row: Any) -> float:
        # Somebody never met is counted from the day he came onto the desk: a new contact is not neglected yet.
        days: int = (today - (row.met or row.created_at).date()).days
        return days / int(row.cadence_days)

    chosen = sorted(rows, key=lambda row: row.name_sort)
    chosen.sort(key=share, reverse=not descending)
    return Listing(array("q", [row.id for row in chosen if not overdue or share(row) > 1]))


def _order(sort: Sort[PersonSort], language: str) -> list[Any]:
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    column = _column(sort, language)
    if sort.key is PersonSort.ORGANIZATION:
        return [_PERSON.precedence, name, _PERSON.id]
    return [column.desc(), _PERSON.id.desc()] if sort.descending else [column, _PERSON.id]


def _column(sort: Sort[PersonSort], language: str) -> Any:
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    return {
        PersonSort.READING: _PERSON.reading_sort,
        PersonSort.PRECEDENCE: _PERSON.precedence,
        PersonSort.CHANGED: _PERSON.updated_at,
    }.get(sort.key, name)


_ORDERS = MappingProxyType({str(order): order for order in NameOrder})
_LINE_COLUMNS = [
    "id", "uid", "family", "given", "native_family", "native_given", "reading_family", "reading_given", "name_order",
    "prefix", "suffix", "nation", "service", "rank", "rank_home", "rank_code", "marking", "cadence_days", "photo",
]  # fmt: skip
# Only its day is shown: reading it plainly spares a hundred calls of the instant's own decoder a page.
_LINES = select(
    *(_PERSON[name] for name in _LINE_COLUMNS), type_coerce(_PERSON.created_at, DateTime).label("known_since")
).where(_PERSON.id.in_(bindparam("ids", expanding=True)))
_LINE_POSTS = (
    select(
        _POST.record_id,
        _POST.title_host,
        _POST.title_home,
        _POST.organization,
        _POST.organization_id,
        organization_table.c.name_host,
        organization_table.c.name_home,
        _POST.since,
    )
    .outerjoin_from(post_table, organization_table, organization_table.c.id == _POST.organization_id)
    .where(
        _POST.record_id.in_(bindparam("ids", expanding=True)),
        or_(_POST.since.is_(None), _POST.since <= bindparam("today")),
        or_(_POST.until.is_(None), _POST.until >= bindparam("today")),
    )
    # The post that began last comes last and stays in the dictionary below.
    .order_by(_POST.record_id, _POST.since.asc().nulls_first(), literal_column("post.position").desc())
)
_LINE_MET = (
    select(attendee_table.c.contact_id, func.max(meeting_table.c.start_at))
    .join(meeting_table, meeting_table.c.id == attendee_table.c.record_id)
    .where(
        attendee_table.c.contact_id.in_(bindparam("ids", expanding=True)),
        meeting_table.c.deleted_at.is_(None),
        meeting_table.c.start_at < bindparam("tomorrow"),
    )
    .group_by(attendee_table.c.contact_id)
)


def person_lines(connection: Connection, ids: Sequence[int], today: date) -> dict[int, PersonLine]:
    """Return the lines of these people, three queries a page."""
    lines: dict[int, PersonLine] = {}
    for start in range(0, len(ids), CHUNK):
        lines |= _page(connection, ids[start : start + CHUNK], today)
    return lines


def _page(connection: Connection, ids: Sequence[int], today: date) -> dict[int, PersonLine]:
    asked: Mapping[str, Any] = {"ids": list(ids)}
    posts = {row[0]: row for row in connection.execute(_LINE_POSTS, {**asked, "today": today})}
    met = {row[0]: row[1] for row in connection.execute(_LINE_MET, {**asked, "tomorrow": day_after(today)})}
    lines = {}
    nothing = Bilingual()
    for row in connection.execute(_LINES, asked):
        (id_, uid, family, given, native_family, native_given, reading_family, reading_given, order, prefix, suffix,
         nation, service, rank, rank_home, rank_code, marking, cadence, photo, since) = row  # fmt: skip
        post, last = posts.get(id_), met.get(id_)
        name = PersonName(
            family, given, native_family, native_given, reading_family, reading_given, _ORDERS[order], prefix, suffix
        )
        lines[id_] = PersonLine(
            id_,
            uid,
            name,
            nation,
            service,
            rank,
            rank_home,
            rank_code,
            Bilingual(post[1], post[2]) if post else nothing,
            Bilingual(post[5] or post[3], post[6] or "") if post else nothing,
            (post[4] or 0) if post else 0,
            marking,
            cadence,
            last.date() if last else None,
            since.date(),
            began := post[7] if post else None,
            bool(began and last and began > last.date()),
            photo=photo,
        )
    return lines
