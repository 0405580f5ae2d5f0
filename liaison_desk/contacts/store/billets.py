"""Posts that outlive their holders: rows and back, and who held them when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from liaison_desk.contacts.records import BILLET, Billet
from liaison_desk.contacts.store.filtering import held
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import document, title_text
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.contacts import billet_table, counterpart_table, person_table, post_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's time in a post: whose, the number of it among his posts, and what it says."""

    person_id: int
    number: int
    title: Bilingual
    organization_id: int
    billet_id: int
    since: date | None
    until: date | None


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    texts = [row["department"], row["notes_host"], row["notes_home"]]
    return document(title_text(bilingual(row, "title")), texts)


BILLET_TYPE = RecordType(BILLET, billet_table, search=_search, parts={"counterparts": counterpart_table})


def save_billets(transaction: Transaction, billets: Sequence[Billet]) -> list[Billet]:
    """Write posts."""
    drafts = [
        draft(one, _values(one), {"counterparts": [{"billet_id": id_} for id_ in one.counterparts]}) for one in billets
    ]
    heads = transaction.save(BILLET_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(billets, heads, strict=True)]


def read_billets(connection: Connection, ids: Iterable[int]) -> dict[int, Billet]:
    """Return posts by id."""
    return {id_: billet_from(snapshot) for id_, snapshot in BILLET_TYPE.read(connection, ids).items()}


def all_billets(
    connection: Connection, organization_ids: Collection[int] = (), *, deleted: bool = False
) -> list[Billet]:
    """Return all posts, or those of some organizations, in the order of the organization's list; ``deleted``: those in the trash too."""
    row = billet_table.c
    query = select(row.id).order_by(row.organization_id, row.place, row.id)
    if not deleted:
        query = query.where(row.deleted_at.is_(None))
    if organization_ids:
        query = query.where(row.organization_id.in_(organization_ids))
    ids = connection.execute(query).scalars().all()
    found = read_billets(connection, ids)
    return [found[id_] for id_ in ids]


def billet_from(snapshot: Snapshot) -> Billet:
    """Return the post of a snapshot."""
    row = snapshot.row
    return Billet(
        **head(row),
        title=bilingual(row, "title"),
        organization_id=row["organization_id"] or 0,
        department=row["department"],
        rank_code=row["rank_code"],
        since=row["since"],
        until=row["until"],
        cadence_days=row["cadence_days"],
        position=row["place"],
        notes=bilingual(row, "notes"),
        counterparts=tuple(
            part["billet_id"] for part in snapshot.parts["counterparts"] if part["billet_id"] is not None
        ),
    )


def read_holders(
    connection: Connection, on: date | None, *, organization_ids: Collection[int] = (), billet_ids: Collection[int] = ()
) -> list[Holding]:
    """Return who holds posts of these organizations, or these posts themselves; of one post the latest holder first.

    ``on`` is the day; ``None`` gives everyone who ever did.
    """
    post = post_table.c
    wanted: list[ColumnElement[bool]] = []
    if organization_ids:
        wanted.append(post.organization_id.in_(organization_ids))
    if billet_ids:
        wanted.append(post.billet_id.in_(billet_ids))
    if not wanted:
        return []
    query = (
        select(
            post.record_id, post.position, post.title_host, post.title_home, post.title_state, post.organization_id,
            post.billet_id, post.since, post.until,
        )
        .join(person_table, person_table.c.id == post.record_id)
        .where(person_table.c.deleted_at.is_(None), or_(*wanted))
        .order_by(post.since.desc().nulls_last(), person_table.c.precedence, post.record_id)
    )  # fmt: skip
    if on is not None:
        query = query.where(held(on))
    return [
        Holding(
            row["record_id"], row["position"], bilingual(row, "title"), row["organization_id"] or 0, row["billet_id"] or 0,
            row["since"], row["until"],
        )
        for row in connection.execute(query).mappings()
    ]  # fmt: skip


def unjoined(connection: Connection, organization_id: int) -> list[int]:
    """Return the people with a post in an organization that is none of those kept, the latest to begin first."""
    post = post_table.c
    query = (
        select(post.record_id)
        .join(person_table, person_table.c.id == post.record_id)
        .where(person_table.c.deleted_at.is_(None), post.organization_id == organization_id, post.billet_id.is_(None))
        .order_by(post.since.desc().nulls_last(), person_table.c.precedence, post.record_id)
    )
    return list(dict.fromkeys(connection.execute(query).scalars()))


def _values(one: Billet) -> dict[str, Any]:
    return {
        **bilingual_columns("title", one.title),
        "organization_id": one.organization_id or None,
        "department": one.department,
        "rank_code": one.rank_code,
        "since": one.since,
        "until": one.until,
        "cadence_days": one.cadence_days,
        "place": one.position,
        **bilingual_columns("notes", one.notes),
    }
