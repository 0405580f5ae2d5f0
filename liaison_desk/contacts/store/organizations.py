"""Organizations: rows and back, and what a person's history with the desk is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from liaison_desk.contacts.records import (
    ORGANIZATION,
    Encounter,
    Organization,
    OrganizationName,
    OrganizationParent,
)
from liaison_desk.domain.finding import document, title_text
from liaison_desk.domain.sorting import title_key
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.bounds import longest
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.contacts import organization_name_table, organization_parent_table, organization_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved
from liaison_desk.schema.meetings import attendee_table, meeting_table


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    name = bilingual(row, "name")
    texts = [
        *(
            part[column]
            for part in snapshot.parts.get("names", ())
            for column in ("name_host", "name_home", "short_host", "short_home")
        ),
        row["short_host"],
        row["short_home"],
        row["nation"],
        row["kind"],
        row["location"],
        row["notes_host"],
        row["notes_home"],
    ]
    return document(title_text(name), texts, (name.host,))


def _sort(name: str) -> str:
    return title_key(name)[: longest(organization_table, "sort")]


ORGANIZATION_TYPE = RecordType(
    ORGANIZATION,
    organization_table,
    search=_search,
    parts={"names": organization_name_table, "parents": organization_parent_table},
    derived=lambda snapshot: {"sort": _sort(snapshot.row["name_host"] or snapshot.row["name_home"])},
)


def save_organizations(transaction: Transaction, organizations: Sequence[Organization]) -> list[Organization]:
    """Write organizations."""
    heads = transaction.save(ORGANIZATION_TYPE, [draft(one, _values(one), _parts(one)) for one in organizations])
    return [saved(one, saved_head) for one, saved_head in zip(organizations, heads, strict=True)]


def read_organizations(connection: Connection) -> list[Organization]:
    """Return all organizations outside the trash, by name; a desk has hundreds at most."""
    table = organization_table
    ids = (
        connection.execute(select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.sort, table.c.id))
        .scalars()
        .all()
    )
    found = ORGANIZATION_TYPE.read(connection, ids)
    return [organization_from(found[id_]) for id_ in ids]


def organization_from(snapshot: Snapshot) -> Organization:
    """Return the organization of a snapshot."""
    row = snapshot.row
    return Organization(
        **head(row),
        name=bilingual(row, "name"),
        short=bilingual({**row, "short_state": "oo"}, "short"),
        nation=row["nation"],
        kind=row["kind"],
        parent_id=row["parent_id"] or 0,
        location=row["location"],
        zone=row["zone"],
        notes=bilingual(row, "notes"),
        names=tuple(
            OrganizationName(part["since"], bilingual(part, "name"), bilingual({**part, "short_state": "oo"}, "short"))
            for part in snapshot.parts.get("names", ())
        ),
        parents=tuple(
            OrganizationParent(part["since"], part["parent_id"] or 0) for part in snapshot.parts.get("parents", ())
        ),
    )


def _values(one: Organization) -> dict[str, Any]:
    return {
        **bilingual_columns("name", one.name),
        "short_host": one.short.host,
        "short_home": one.short.home,
        "nation": one.nation,
        "kind": one.kind,
        "parent_id": one.parent_id or None,
        "location": one.location,
        "zone": one.zone,
        **bilingual_columns("notes", one.notes),
    }


def _parts(one: Organization) -> dict[str, list[dict[str, Any]]]:
    return {
        "names": [
            {
                "since": name.since,
                **bilingual_columns("name", name.name),
                "short_host": name.short.host,
                "short_home": name.short.home,
            }
            for name in one.names
        ],
        "parents": [{"since": parent.since, "parent_id": parent.parent_id or None} for parent in one.parents],
    }


def read_dated(connection: Connection) -> list[Organization]:
    """Return the organizations whose name or parent changes with time."""
    named = select(organization_name_table.c.record_id)
    placed = select(organization_parent_table.c.record_id)
    ids = connection.execute(named.union(placed)).scalars().all()
    found = ORGANIZATION_TYPE.read(connection, ids)
    return [one for snapshot in found.values() if (one := organization_from(snapshot)).deleted_at is None]


def read_encounters(connection: Connection, person_id: int, until: datetime, limit: int) -> list[Encounter]:
    """Return the meetings a person attended up to an instant, newest first."""
    columns = ("title_host", "title_home", "title_state", "kind", "start_at", "zone", "marking")
    meeting = meeting_table.c
    query = (
        select(meeting.id, *(meeting[name] for name in columns))
        .where(
            meeting.id.in_(select(attendee_table.c.record_id).where(attendee_table.c.contact_id == person_id)),
            meeting.deleted_at.is_(None),
            meeting.starts <= until,
        )
        .order_by(meeting.starts.desc())
        .limit(limit)
    )
    return [
        Encounter(row["id"], row["kind"], bilingual(row, "title"), row["start_at"], row["zone"], row["marking"])
        for row in connection.execute(query).mappings()
    ]
