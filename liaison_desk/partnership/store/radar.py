"""Everything with an end date, read as lines of the radar: a query for each kind, without what nobody sees there."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, false, select

from liaison_desk.domain.finding import terms
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.partnership.records import ARRANGEMENT, GIFT, VALIDITY, VISIT, Cause, RadarLine, VisitState
from liaison_desk.partnership.rules.radar import REPORT_LEAD, VISIT_LEAD, arrangement_ends, begins, urgency
from liaison_desk.partnership.store.arrangements import light_arrangements
from liaison_desk.schema.mapping import bilingual, encoded
from liaison_desk.schema.partnership import arrangement_table, gift_table, validity_table, visit_table

_WATCHED = [str(one) for one in (VisitState.PLANNED, VisitState.SUBMITTED, VisitState.RETURNED, VisitState.APPROVED)]


def radar_lines(
    connection: Connection, today: date, words: str = "", ids: Sequence[int] | None = None
) -> list[RadarLine]:
    """Return the lines of all that ends, or of some records (``ids``), in no order; those with ``words`` alone where there are any."""
    if ids is None:
        return list(_lines(connection, today, words, None))
    return [line for some in chunks(ids) for line in _lines(connection, today, words, some)]


def _lines(connection: Connection, today: date, words: str, ids: Sequence[int] | None) -> Iterator[RadarLine]:
    visit, gift = visit_table.c, gift_table.c
    for row in _rows(connection, validity_table, words, ids, ["title", "type", "holder", "expires", "lead", "ended"]):
        yield _line(VALIDITY, row, "title", Cause.EXPIRY, row["expires"], row["lead"], today,
                    type=row["type"], holder=row["holder"], ended=row["ended"])  # fmt: skip
    watched = (visit.valid_until.is_not(None), visit.state.in_(_WATCHED))
    for row in _rows(connection, visit_table, words, ids, ["title", "type", "valid_until"], *watched):
        yield _line(VISIT, row, "title", Cause.END, row["valid_until"], VISIT_LEAD, today, type=row["type"])
    due = (gift.report_due.is_not(None), gift.reported.is_(None))
    for row in _rows(connection, gift_table, words, ids, ["item", "passing", "giver", "report_due"], *due):
        yield _line(GIFT, row, "item", Cause.REPORT, row["report_due"], REPORT_LEAD, today,
                    type=row["passing"], holder=row["giver"])  # fmt: skip
    found = [row["id"] for row in _rows(connection, arrangement_table, words, ids, [])]
    for one in light_arrangements(connection, found).values():
        for cause, day, begin in arrangement_ends(one, today):
            near = urgency(day, begin, today)
            yield RadarLine(ARRANGEMENT, one.id, one.uid, one.title, str(one.type), cause, day, begin, near,
                            holder=", ".join(party.name or party.nation for party in one.parties),
                            marking=encoded(one.marking))  # fmt: skip


def _rows(
    connection: Connection, table: Table, words: str, ids: Sequence[int] | None, names: Sequence[str], *more: ColumnElement[bool]
) -> Sequence[Any]:  # fmt: skip
    row = table.c
    columns = [row.id, row.uid, row.marking]
    for name in names:
        columns += [row[name]] if name in row else [row[f"{name}_{part}"] for part in ("host", "home", "state")]
    query = select(*columns).where(row.deleted_at.is_(None), *more)
    if ids is not None:
        query = query.where(row.id.in_(ids))
    if asked := terms(words):
        query = query.where(search.among(connection, f"{table.name}.id", asked))
    elif words.strip():
        query = query.where(false())
    return connection.execute(query.order_by(row.id)).mappings().all()


def _line(
    kind: str, row: Any, title: str, cause: Cause, day: date, lead: int, today: date, **more: Any
) -> RadarLine:  # fmt: skip
    begin = begins(day, lead)
    near = urgency(day, begin, today)
    return RadarLine(kind, row["id"], row["uid"], bilingual(row, title), more.pop("type", ""), cause, day, begin, near,
                     marking=row["marking"], **more)  # fmt: skip
