"""Which personal data of visitors there are, and which are due to be erased."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from liaison_desk.partnership.records.visit_lines import DataKept
from liaison_desk.schema.partnership import visitor_table

_VISITOR = visitor_table.c


def due(connection: Connection, today: date) -> list[tuple[int, datetime]]:
    """Return the data that are to be erased by today, also those in the trash: ids, and when they were entered."""
    query = select(_VISITOR.id, _VISITOR.created_at).where(_VISITOR.purge_on <= today)
    return [(row.id, row.created_at) for row in connection.execute(query.order_by(_VISITOR.id))]


def entered(connection: Connection, ids: Sequence[int]) -> list[tuple[int, datetime]]:
    """Return those of these that are there, also in the trash, and when they were entered."""
    query = select(_VISITOR.id, _VISITOR.created_at).where(_VISITOR.id.in_(ids))
    return [(row.id, row.created_at) for row in connection.execute(query.order_by(_VISITOR.id))]


def of_visit(connection: Connection, visit_id: int) -> list[int]:
    """Return the data of a visit's visitors outside the trash."""
    query = select(_VISITOR.id).where(_VISITOR.visit_id == visit_id, _VISITOR.deleted_at.is_(None))
    return list(connection.execute(query.order_by(_VISITOR.id)).scalars())


def kept_of_visit(connection: Connection, visit_id: int) -> list[DataKept]:
    """Return of whom data are kept with a visit outside the trash, and until when; nothing of what they say."""
    query = select(_VISITOR.name, _VISITOR.contact_id, _VISITOR.purge_on).where(
        _VISITOR.visit_id == visit_id, _VISITOR.deleted_at.is_(None)
    )
    return [DataKept(row[0], row[1] or 0, row[2]) for row in connection.execute(query.order_by(_VISITOR.id))]
