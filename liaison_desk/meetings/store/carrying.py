"""Makes records of the portions that desks before schema 0008 kept as parts of their meetings."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, inspect, select

from liaison_desk.foundation.database.base import Instant
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Attribution, Portion, PortionKind
from liaison_desk.meetings.rules.places import STEP
from liaison_desk.meetings.store.meetings import read_heads
from liaison_desk.meetings.store.portions import portions_by_uid, save_portions, trash_along
from liaison_desk.schema.mapping import bilingual, decoded

_BEFORE = Table(
    "portion_before",
    MetaData(),
    Column("record_id", Integer),
    Column("position", Integer),
    Column("uid", Text),
    Column("kind", String),
    Column("marking", Text),
    Column("text_host", Text),
    Column("text_home", Text),
    Column("text_state", String),
    Column("said_by", Text),
    Column("attribution", String),
    Column("said_at", Instant),
    Column("task_id", Integer),
)
_AT_ONCE = 500  # meetings whose portions are carried over in one step, so that a large desk fits into memory


def carry_portions(connection: Connection, begin: Callable[[], Transaction]) -> None:
    """Make records of what the migration kept aside, inside the upgrade's transaction; ``begin`` starts a part of its history."""
    if not inspect(connection).has_table(_BEFORE.name):
        return
    owners = connection.execute(select(_BEFORE.c.record_id).distinct().order_by(_BEFORE.c.record_id)).scalars().all()
    for start in range(0, len(owners), _AT_ONCE):
        _carry(connection, begin(), owners[start : start + _AT_ONCE])
    _BEFORE.drop(connection)


def _carry(connection: Connection, transaction: Transaction, owners: Any) -> None:
    query = select(_BEFORE).where(_BEFORE.c.record_id.in_(owners)).order_by(_BEFORE.c.record_id, _BEFORE.c.position)
    rows: dict[int, list[Any]] = {}
    for row in connection.execute(query).mappings():
        rows.setdefault(row["record_id"], []).append(row)
    # Two meetings may have brought the same uid with them from a file.
    seen = set(portions_by_uid(connection, [row["uid"] for some in rows.values() for row in some]))
    for id_, meeting in read_heads(connection, owners).items():
        portions = []
        for number, row in enumerate(rows.get(id_, ()), 1):
            uid = "" if row["uid"] in seen else row["uid"]
            seen.add(uid)
            portions.append(
                Portion(
                    uid=uid,
                    kind=PortionKind(row["kind"]),
                    marking=decoded(row["marking"]),
                    text=bilingual(row, "text"),
                    said_by=row["said_by"],
                    attribution=Attribution(row["attribution"]),
                    said_at=row["said_at"],
                    task_id=row["task_id"] or 0,
                    place=number * STEP,
                    created_at=meeting.created_at,
                )
            )
        made = save_portions(transaction, meeting, portions)
        if meeting.deleted_at is not None:
            trash_along(transaction, meeting, [one.id for one in made])
    transaction.close()
