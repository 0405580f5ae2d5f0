"""Pairs of people who may be one, found by what they share; and how many records name a person."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Table, and_, func, or_, select

from liaison_desk.contacts.records import PERSON
from liaison_desk.contacts.store.people import PERSON_TYPE
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.database.base import attachment_table
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.schema.calendar import participant_table
from liaison_desk.schema.contacts import assistant_table, member_table, person_table
from liaison_desk.schema.meetings import attendee_table
from liaison_desk.schema.tasks import task_table

_PERSON = person_table.c


def same_names(connection: Connection, limit: int) -> list[tuple[int, int]]:
    """Return pairs of people with one and the same name in their own script, or in Latin letters and of one nation."""
    here = _PERSON.deleted_at.is_(None)
    native = (_PERSON.native_family, _PERSON.native_given)
    latin = (_PERSON.family, _PERSON.given, _PERSON.nation)
    pairs: dict[tuple[int, int], None] = {}
    for columns in (native, latin):
        named = [here, *(column != "" for column in columns[:2])]
        shared = select(*columns).where(*named).group_by(*columns).having(func.count() > 1).limit(limit).subquery()
        joined = [column == shared.c[column.name] for column in columns]
        rows = connection.execute(
            select(_PERSON.id, *columns)
            .join_from(person_table, shared, and_(*joined))
            .where(*named)
            .order_by(_PERSON.id)
        ).all()
        groups: dict[Any, list[int]] = {}
        for id_, *name in rows:
            groups.setdefault(tuple(name), []).append(id_)
        for ids in groups.values():
            pairs |= dict.fromkeys((ids[0], other) for other in ids[1:])
    return list(pairs)[:limit]


def namesakes(connection: Connection, keys: Collection[str]) -> dict[str, list[int]]:
    """Return who bears a name, by the key that names are ordered by in English; those in the trash are left out."""
    found: dict[str, list[int]] = {}
    ordered = list(keys)
    for start in range(0, len(ordered), CHUNK):
        wanted = _PERSON.name_sort.in_(ordered[start : start + CHUNK])
        query = select(_PERSON.name_sort, _PERSON.id).where(wanted, _PERSON.deleted_at.is_(None)).order_by(_PERSON.id)
        for key, id_ in connection.execute(query):
            found.setdefault(key, []).append(id_)
    return found


def give_files(transaction: Transaction, old: int, new: int) -> None:
    """Let a person's files be another's."""
    record_type = transaction.types[ATTACHMENT]
    own = (attachment_table.c.owner_kind == PERSON) & (attachment_table.c.owner_id == old)
    ids: Iterable[int] = transaction.connection.execute(select(attachment_table.c.id).where(own)).scalars().all()
    transaction.put(
        [
            Change(record_type, id_, shot.row["uid"], shot, transaction.next_version(shot, owner_id=new))
            for id_, shot in record_type.read(transaction.connection, ids).items()
        ]
    )


def put_away(transaction: Transaction, double: int, kept: int) -> None:
    """Put a double into the trash, with a note of who took his place."""
    transaction.trash(PERSON_TYPE, [double], merged_into=kept)


def count_mentions(connection: Connection, person_id: int) -> dict[str, int]:
    """Return how many records of each kind name a person: meetings, events, tasks, lists, assistants, files."""

    def through(table: Table, column: str) -> Any:
        return select(func.count(func.distinct(table.c.record_id))).where(table.c[column] == person_id)

    row = task_table.c
    owned = or_(row.own_owner_id == person_id, row.host_owner_id == person_id)
    files = attachment_table.c
    questions = {
        "meeting": through(attendee_table, "contact_id"),
        "event": through(participant_table, "contact_id"),
        "task": select(func.count()).select_from(task_table).where(owned),
        "distribution": through(member_table, "person_id"),
        "assistant": through(assistant_table, "contact_id"),
        "attachment": select(func.count()).where(
            files.owner_kind == PERSON, files.owner_id == person_id, files.deleted_at.is_(None)
        ),
    }
    return {kind: connection.execute(question).scalar_one() for kind, question in questions.items()}
