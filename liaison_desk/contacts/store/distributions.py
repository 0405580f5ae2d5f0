"""Distribution lists and saved searches: rows and back."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from liaison_desk.contacts.records import (
    DISTRIBUTION,
    SAVED_SEARCH,
    Distribution,
    PersonFilter,
    PersonSort,
    SavedSearch,
)
from liaison_desk.domain.finding import document
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.contacts import distribution_table, member_table, search_view_table
from liaison_desk.schema.mapping import draft, head, saved


def _search(snapshot: Snapshot) -> SearchDocument:
    return document(snapshot.row["name"], ())


def _never(_snapshot: Snapshot) -> SearchDocument | None:
    """A saved search is a way of finding, nothing to be found among the records."""
    return None


DISTRIBUTION_TYPE = RecordType(DISTRIBUTION, distribution_table, search=_search, parts={"members": member_table})
SAVED_SEARCH_TYPE = RecordType(SAVED_SEARCH, search_view_table, search=_never)


def save_distributions(transaction: Transaction, lists: Sequence[Distribution]) -> list[Distribution]:
    """Write distribution lists."""
    drafts = [
        draft(one, {"name": one.name, "network": one.network}, {"members": [{"person_id": id_} for id_ in one.members]})
        for one in lists
    ]
    heads = transaction.save(DISTRIBUTION_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(lists, heads, strict=True)]


def read_distributions(connection: Connection, ids: Iterable[int] | None = None) -> list[Distribution]:
    """Return distribution lists by name: all outside the trash, or some by id."""
    row = distribution_table.c
    query = select(row.id).order_by(row.name, row.id)
    query = query.where(row.deleted_at.is_(None)) if ids is None else query.where(row.id.in_(list(ids)))
    ordered = connection.execute(query).scalars().all()
    found = DISTRIBUTION_TYPE.read(connection, ordered)
    return [distribution_from(found[id_]) for id_ in ordered]


def distribution_from(snapshot: Snapshot) -> Distribution:
    """Return the distribution list of a snapshot."""
    row = snapshot.row
    members = (part["person_id"] for part in snapshot.parts["members"])
    return Distribution(
        **head(row), name=row["name"], network=row["network"], members=tuple(id_ for id_ in members if id_ is not None)
    )


def save_searches(transaction: Transaction, searches: Sequence[SavedSearch]) -> list[SavedSearch]:
    """Write saved searches."""
    drafts = [
        draft(
            one,
            {"name": one.name, "wanted": plain(one.wanted), "sort": one.sort.value, "pinned": one.pinned},
        )
        for one in searches
    ]
    heads = transaction.save(SAVED_SEARCH_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(searches, heads, strict=True)]


def read_searches(
    connection: Connection, ids: Iterable[int] | None = None, *, pinned: bool = False
) -> list[SavedSearch]:
    """Return saved searches by name: all outside the trash, the pinned ones of them, or some by id."""
    row = search_view_table.c
    query = select(row.id).order_by(row.name, row.id)
    query = query.where(row.deleted_at.is_(None)) if ids is None else query.where(row.id.in_(list(ids)))
    if pinned:
        query = query.where(row.pinned)
    ordered = connection.execute(query).scalars().all()
    found = SAVED_SEARCH_TYPE.read(connection, ordered)
    return [search_from(found[id_]) for id_ in ordered]


def search_from(snapshot: Snapshot) -> SavedSearch:
    """Return the saved search of a snapshot."""
    row = snapshot.row
    return SavedSearch(
        **head(row),
        name=row["name"],
        wanted=typed(PersonFilter, row["wanted"]),
        sort=PersonSort(row["sort"]),
        pinned=row["pinned"],
    )
