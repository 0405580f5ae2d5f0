"""How the two logs are listed, and which entries of the disclosure log carry permissions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, case, cast, or_, select, union

from liaison_desk.domain.finding import terms
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.partnership.records import (
    DisclosureFilter,
    DisclosureSort,
    Disposition,
    GiftFilter,
    GiftSort,
    Manner,
    Passing,
)
from liaison_desk.schema.partnership import TITLE_ORDERS, disclosure_table, gift_table

_DISCLOSURE, _GIFT = disclosure_table.c, gift_table.c
_UNDECIDED = str(Disposition.UNDECIDED)


def disclosure_listing(connection: Connection, wanted: DisclosureFilter, sort: Sort[DisclosureSort]) -> Listing:
    """Return the ordered ids of the entries that a filter finds; what sorts alike stands by when it was, the latest first."""
    row = _DISCLOSURE
    keys: dict[StrEnum, ColumnElement[Any]] = {
        DisclosureSort.AT: row.at,
        DisclosureSort.TITLE: TITLE_ORDERS["disclosure"][0],
        DisclosureSort.TITLE_HOME: TITLE_ORDERS["disclosure"][1],
        DisclosureSort.MANNER: _as_listed(row.manner, Manner),
        DisclosureSort.GIVER: order_of(row.giver),
        DisclosureSort.RECEIVER: order_of(row.receiver),
        DisclosureSort.COPY: order_of(row.copy),
        DisclosureSort.SOURCE: order_of(row.source_marking),
        DisclosureSort.CHANGED: row.updated_at,
    }
    found: list[ColumnElement[bool]] = [_in_trash(row, wanted.trash)]
    if wanted.manners:
        found.append(row.manner.in_([str(one) for one in wanted.manners]))
    if wanted.nation:
        found.append(or_(row.giver_nation == wanted.nation, row.receiver_nation == wanted.nation))
    if wanted.onward:
        found.append(_has_onward())
    return _listed(connection, disclosure_table, found, wanted.words, keys, sort, row.at.desc())


def gift_listing(connection: Connection, wanted: GiftFilter, sort: Sort[GiftSort]) -> Listing:
    """Return the ordered ids of the gifts that a filter finds; values go by currency first, for no rate compares two of them."""
    row = _GIFT
    keys: dict[StrEnum, ColumnElement[Any]] = {
        GiftSort.ON: row.on,
        GiftSort.ITEM: TITLE_ORDERS["gift"][0],
        GiftSort.ITEM_HOME: TITLE_ORDERS["gift"][1],
        GiftSort.PASSING: row.passing,
        GiftSort.GIVER: order_of(row.giver),
        GiftSort.RECEIVER: order_of(row.receiver),
        GiftSort.VALUE: row.amount,
        GiftSort.REPORT_DUE: row.report_due,
        GiftSort.DISPOSITION: _as_listed(row.disposition, Disposition),
        GiftSort.CHANGED: row.updated_at,
    }
    found: list[ColumnElement[bool]] = [_in_trash(row, wanted.trash)]
    if wanted.passing:
        found.append(row.passing == str(wanted.passing))
    if wanted.dispositions:
        found.append(row.disposition.in_([str(one) for one in wanted.dispositions]))
    if wanted.unreported:
        found += [row.report_due.is_not(None), row.reported.is_(None)]
    before = (row.currency,) if sort.key is GiftSort.VALUE else ()
    return _listed(connection, gift_table, found, wanted.words, keys, sort, row.on.desc(), before)


def with_onward(connection: Connection) -> list[int]:
    """Return the entries outside the trash that record a permission."""
    query = select(_DISCLOSURE.id).where(_DISCLOSURE.deleted_at.is_(None), _has_onward())
    return list(connection.execute(query.order_by(_DISCLOSURE.id)).scalars())


def nations_named(connection: Connection) -> list[str]:
    """Return the nations that gave or received in the disclosure log, outside the trash, in order of their codes."""
    row = _DISCLOSURE
    sides = [select(one).where(row.deleted_at.is_(None), one != "") for one in (row.giver_nation, row.receiver_nation)]
    return sorted(connection.execute(union(*sides)).scalars())


def owners(
    connection: Connection, types: Mapping[str, RecordType], uids: Collection[str]
) -> dict[str, set[tuple[str, int]]]:
    """Return, by uid, which records have it, by kind and id, those in the trash too."""
    found: dict[str, set[tuple[str, int]]] = {}
    for kind, record_type in types.items() if uids else ():
        for uid, id_ in record_type.ids_by_uid(connection, sorted(uids)).items():
            found.setdefault(uid, set()).add((kind, id_))
    return found


def same_giver(connection: Connection, giver: str, giver_id: int, since: date, until: date) -> list[int]:
    """Return the gifts received outside the trash from one giver in a span of days; a picked contact is that one, however he is called."""
    row = _GIFT
    who = row.giver_id == giver_id if giver_id else (row.giver == giver) & row.giver_id.is_(None)
    query = select(row.id).where(row.deleted_at.is_(None), row.passing == str(Passing.RECEIVED), who)
    return list(connection.execute(query.where(row.on >= since, row.on <= until).order_by(row.on, row.id)).scalars())


def gifts_of_visits(connection: Connection, visit_ids: Sequence[int]) -> list[int]:
    """Return the gifts outside the trash that belong to some visits."""
    query = select(_GIFT.id).where(_GIFT.deleted_at.is_(None), _GIFT.visit_id.in_(visit_ids))
    return list(connection.execute(query.order_by(_GIFT.id)).scalars())


def _has_onward() -> ColumnElement[bool]:
    return cast(_DISCLOSURE.onward, String) != "[]"


def _in_trash(row: Any, wanted: bool) -> ColumnElement[bool]:
    lies: ColumnElement[bool] = row.deleted_at.is_not(None) if wanted else row.deleted_at.is_(None)
    return lies


def _as_listed(column: ColumnElement[Any], words: type[StrEnum]) -> ColumnElement[Any]:
    return case({str(one): number for number, one in enumerate(words)}, value=column, else_=len(words))


def _listed(
    connection: Connection,
    table: Table,
    found: Sequence[ColumnElement[bool]],
    words: str,
    keys: Mapping[StrEnum, ColumnElement[Any]],
    sort: Sort[Any],
    then: ColumnElement[Any],
    before: Sequence[ColumnElement[Any]] = (),
) -> Listing:
    query = select(table.c.id).where(*found)
    asked = terms(words)
    if asked:
        query = query.where(search.among(connection, f"{table.name}.id", asked))
    elif words.strip():
        return EMPTY
    key = keys[sort.key]
    ordered = key.desc() if sort.descending else key.asc()
    return Listing(read_ids(connection, query.order_by(*before, ordered.nulls_last(), then, table.c.id)))
