"""What lists show of people: pages of lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, DateTime, bindparam, func, literal_column, or_, select, type_coerce

from liaison_desk.contacts.records import PersonLine
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.rules.validity import has_moved
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.contacts import organization_table, person_table, post_table
from liaison_desk.schema.meetings import attendee_table, meeting_table

_PERSON, _POST = person_table.c, post_table.c


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
        meeting_table.c.starts <= bindparam("now"),
    )
    .group_by(attendee_table.c.contact_id)
)


def person_lines(
    connection: Connection, ids: Sequence[int], now: Moment, met: Mapping[int, datetime] | None = None
) -> dict[int, PersonLine]:
    """Return the lines of these people, three queries a page; two where the caller knows when they were last ``met``."""
    lines: dict[int, PersonLine] = {}
    for some in chunks(ids):
        lines |= _page(connection, some, now, met)
    return lines


def _page(
    connection: Connection, ids: Sequence[int], now: Moment, met: Mapping[int, datetime] | None
) -> dict[int, PersonLine]:
    asked: Mapping[str, Any] = {"ids": list(ids)}
    posts = {row[0]: row for row in connection.execute(_LINE_POSTS, {**asked, "today": now.day}).all()}
    if met is None:
        met = {row[0]: row[1] for row in connection.execute(_LINE_MET, {**asked, "now": now.instant}).all()}
    lines = {}
    nothing = Bilingual()
    for row in connection.execute(_LINES, asked).all():
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
            has_moved(began, last.date() if last else None),
            photo=photo,
        )
    return lines
