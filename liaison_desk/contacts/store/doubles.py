"""Pairs of people who may be one, found by what they share; and how many records name a person."""

from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Table, Text, and_, cast, func, or_, select

from liaison_desk.contacts.records import PERSON
from liaison_desk.contacts.rules.merging import dialled, reach_keys
from liaison_desk.contacts.store.people import PERSON_TYPE, name_key
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.database.base import attachment_table
from liaison_desk.foundation.database.erasing import owned
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.schema.calendar import participant_table
from liaison_desk.schema.contacts import assistant_table, member_table, person_table
from liaison_desk.schema.meetings import attendee_table
from liaison_desk.schema.tasks import task_table

_PERSON = person_table.c
_PARTS = ("family", "given", "native_family", "native_given")
_MOST_OF_ONE_NAME = 6  # of more, who is left shows up when some of them are merged or told apart
_MOST_BEHIND_ONE_MAILBOX, _MOST_BEHIND_ONE_NUMBER = 4, 40
_MOST_LOOKED_AT = 200


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
            pairs |= dict.fromkeys(combinations(ids[:_MOST_OF_ONE_NAME], 2))
    return sorted(pairs)[:limit]


def same_reach(connection: Connection, limit: int) -> list[tuple[int, int]]:
    """Return pairs of people with one and the same e-mail address, or with one number and a part of their names.

    A number alone proves nothing: an office shares one. So does a mailbox that more than a few have.
    """
    columns = (_PERSON.id, *(_PERSON[part] for part in _PARTS), _PERSON.phones, _PERSON.emails)
    holders: dict[str, list[int]] = {}
    names: dict[int, frozenset[str]] = {}
    for id_, *parts, phones, emails in connection.execute(
        select(*columns).where(_PERSON.deleted_at.is_(None)).order_by(_PERSON.id)
    ):
        keys = reach_keys((one["address"] for one in emails), (one["number"] for one in phones))
        for key in sorted(keys):
            holders.setdefault(key, []).append(id_)
        if keys:
            names[id_] = frozenset(fold(part) for part in parts if part)
    pairs: dict[tuple[int, int], None] = {}
    for key, ids in holders.items():
        if "@" in key and len(ids) <= _MOST_BEHIND_ONE_MAILBOX:
            pairs |= dict.fromkeys(combinations(ids, 2))
        elif "@" not in key and len(ids) <= _MOST_BEHIND_ONE_NUMBER:
            pairs |= dict.fromkeys(pair for pair in combinations(ids, 2) if names[pair[0]] & names[pair[1]])
        if len(pairs) >= limit:
            break
    return sorted(pairs)[:limit]


def sharing_reach(connection: Connection, addresses: Collection[str], numbers: Collection[str]) -> list[int]:
    """Return who may have one of some e-mail addresses or numbers; whether he has is for the caller to compare."""
    wanted = [
        *(cast(_PERSON.emails, Text).icontains(address, autoescape=True) for address in addresses if "@" in address),
        *(cast(_PERSON.phones, Text).contains(digits[-4:]) for number in numbers if (digits := dialled(number))),
    ]
    if not wanted:
        return []
    query = select(_PERSON.id).where(_PERSON.deleted_at.is_(None), or_(*wanted)).order_by(_PERSON.id)
    return list(connection.execute(query.limit(_MOST_LOOKED_AT)).scalars())


def namesakes(connection: Connection, names: Mapping[str, PersonName]) -> list[tuple[list[str], list[int]]]:
    """Return who bears each of some names, in Latin letters or in its own script; names nobody bears are left out.

    With the people come the keys of all who ask for one and the same name.
    Latin letters are compared as lists order them, so that case, accents and hyphens do not count.
    """
    asking: dict[tuple[Any, Any], list[str]] = {}
    for asked, name in names.items():
        latin = name_key(name) if name.latin() or name.native() or name.reading() else None
        native = (name.native_family, name.native_given) if name.native() else None
        asking.setdefault((latin, native), []).append(asked)
    here = select(_PERSON.id, _PERSON.name_sort, _PERSON.native_family, _PERSON.native_given).where(
        _PERSON.deleted_at.is_(None)
    )
    bearing: dict[Any, list[int]] = {}
    for column, wanted in (
        (_PERSON.name_sort, {latin: None for latin, _ in asking if latin is not None}),
        (_PERSON.native_family, {native[0]: None for _, native in asking if native is not None}),
    ):
        some = list(wanted)
        for few in chunks(some):
            for id_, key, family, given in connection.execute(here.where(column.in_(few))):
                bearing.setdefault(key if column is _PERSON.name_sort else (family, given), []).append(id_)
    found = ((asked, {*bearing.get(latin, ()), *bearing.get(native, ())}) for (latin, native), asked in asking.items())
    return [(asked, sorted(ids)) for asked, ids in found if ids]


def give_belongings(transaction: Transaction, old: int, new: int) -> None:
    """Let a person's files be another's, and what else belongs to one (a note for the successor) unless that one has such a thing already."""
    connection, types = transaction.connection, transaction.types
    known = {kind for kind, _ in owned(connection, types.values(), PERSON, [new])} - {ATTACHMENT}
    for kind, ids in list(owned(connection, types.values(), PERSON, [old])):
        if kind not in known:
            shots = types[kind].read(connection, ids)
            transaction.put(
                [
                    Change(types[kind], id_, shot.row["uid"], shot, transaction.next_version(shot, owner_id=new))
                    for id_, shot in shots.items()
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
