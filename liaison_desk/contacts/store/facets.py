"""What a list of people can be narrowed to, with counts: each read along one index, no person is looked at."""

from collections import Counter

from sqlalchemy import Connection, func, select

from liaison_desk.contacts.records import Facets, PersonFilter
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.store.filtering import conditions
from liaison_desk.contacts.store.orders import neglected
from liaison_desk.contacts.store.plain import plain_rows
from liaison_desk.contacts.store.seats import counted_by_seat
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.contacts import distribution_table, member_table, organization_table, person_table, tag_table

_PERSON, _TAG = person_table.c, tag_table.c


def read_facets(connection: Connection, now: Moment) -> Facets:
    """Return how many people there are and are overdue, and how many of each kind, the most frequent first."""
    here, many = _PERSON.deleted_at.is_(None), func.count()
    kinds = (_PERSON.nation, _PERSON.service, _PERSON.language_codes)
    nations: Counter[str] = Counter()
    services: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    people = 0
    for nation, service, codes, count in plain_rows(connection, select(*kinds, many).where(here).group_by(*kinds)):
        people += count
        nations[nation] += count
        services[service] += count
        for code in {code for code in codes.split("|") if code}:
            languages[code] += count
    seats = plain_rows(connection, select(_PERSON.seat_id, many).where(here).group_by(_PERSON.seat_id))
    serving = counted_by_seat(connection, seats, now.day)
    row = organization_table.c
    houses = plain_rows(connection, select(row.id, row.name_host, row.name_home).order_by(row.sort, row.id))
    with_interval = conditions(connection, PersonFilter(with_interval=True), now) or []
    return Facets(
        people,
        len(neglected(connection, select(_PERSON.id).where(*with_interval), now, overdue=True)),
        _ordered(nations),
        tuple(read_tags(connection)),
        _ordered(services),
        _ordered(languages),
        tuple((id_, host, home, serving[id_]) for id_, host, home in houses if serving.get(id_)),
        _read_lists(connection),
    )


def _read_lists(connection: Connection) -> tuple[tuple[int, str, int], ...]:
    row, member = distribution_table.c, member_table.c
    here = select(_PERSON.id).where(_PERSON.id == member.person_id, _PERSON.deleted_at.is_(None)).exists()
    query = (
        select(row.id, row.name, func.count(member.person_id))
        .join_from(distribution_table, member_table, (member.record_id == row.id) & here, isouter=True)
        .where(row.deleted_at.is_(None))
        .group_by(row.id, row.name)
        .order_by(row.name, row.id)
    )
    return tuple((id_, name, count) for id_, name, count in connection.execute(query))


def read_tags(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return the tags in use with the number of people who have them, the most frequent first."""
    # The trash is small: counting all tags and taking its own off again spares a look at every person.
    worn: Counter[str] = Counter(dict(plain_rows(connection, select(_TAG.tag, func.count()).group_by(_TAG.tag))))
    trashed = [row[0] for row in plain_rows(connection, select(_PERSON.id).where(_PERSON.deleted_at.is_not(None)))]
    for few in chunks(trashed):
        theirs = select(_TAG.tag).where(_TAG.record_id.in_(few))
        worn.subtract(row[0] for row in plain_rows(connection, theirs))
    return _ordered(worn)


def _ordered(counts: "Counter[str]") -> tuple[tuple[str, int], ...]:
    some = ((value, count) for value, count in counts.items() if value and count)
    return tuple(sorted(some, key=lambda pair: (-pair[1], pair[0])))
