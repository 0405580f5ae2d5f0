"""How visits are listed, and what hangs on them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from liaison_desk.domain.finding import terms
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.partnership.records import Gift, Site, Visit, VisitFilter, VisitSort, VisitState, VisitType
from liaison_desk.partnership.store.kinds import GIFTS, SITES
from liaison_desk.schema.partnership import (
    TITLE_ORDERS,
    gift_table,
    site_table,
    visit_table,
)

_VISIT, _SITE, _GIFT = visit_table.c, site_table.c, gift_table.c
_HOST_ORDER, _HOME_ORDER = TITLE_ORDERS["visit"]
_STATES = {str(one): n for n, one in enumerate(VisitState)}
_TYPES = {str(one): n for n, one in enumerate(VisitType)}


def visit_listing(connection: Connection, wanted: VisitFilter, sort: Sort[VisitSort]) -> Listing:
    """Return the ordered ids of the visits a filter finds; those without dates come last."""
    query = select(_VISIT.id).where(*_conditions(wanted))
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "visit.id", asked))
    elif wanted.words.strip():
        return EMPTY
    key: Any = {
        VisitSort.FIRST: _VISIT.first,
        VisitSort.DUE: _VISIT.first,  # no column says it; the service puts them in order
        VisitSort.TITLE: _HOST_ORDER,
        VisitSort.TITLE_HOME: _HOME_ORDER,
        VisitSort.TYPE: case(_TYPES, value=_VISIT.type, else_=9),
        VisitSort.STATE: case(_STATES, value=_VISIT.state, else_=9),
        VisitSort.NUMBER: func.nullif(_VISIT.number, ""),
        VisitSort.CHANGED: _VISIT.updated_at,
    }[sort.key]
    ordered = key.desc() if sort.descending else key.asc()
    return Listing(read_ids(connection, query.order_by(ordered.nulls_last(), _VISIT.id)))


def _conditions(wanted: VisitFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_VISIT.deleted_at.is_not(None) if wanted.trash else _VISIT.deleted_at.is_(None)]
    if wanted.states:
        found.append(_VISIT.state.in_([str(one) for one in wanted.states]))
    if wanted.types:
        found.append(_VISIT.type.in_([str(one) for one in wanted.types]))
    if wanted.bound:
        found.append(_VISIT.bound == str(wanted.bound))
    return found


def known_sites(connection: Connection, visits: Collection[Visit]) -> dict[int, Site]:
    """Return the sites of visits whose rules the desk knows, outside the trash, by id."""
    wanted = {site.site_id for visit in visits for site in visit.sites if site.site_id}
    found = SITES.read(connection, sorted(wanted)) if wanted else {}
    return {id_: site for id_, site in found.items() if site.deleted_at is None}


def site_listing(connection: Connection) -> list[int]:
    """Return the sites outside the trash, by name."""
    order = TITLE_ORDERS["site"][0]
    query = select(_SITE.id).where(_SITE.deleted_at.is_(None))
    return list(connection.execute(query.order_by(order, _SITE.id)).scalars())


def gifts_of(connection: Connection, visit_id: int) -> list[Gift]:
    """Return the gifts of a visit outside the trash, by day."""
    query = select(_GIFT.id).where(_GIFT.visit_id == visit_id, _GIFT.deleted_at.is_(None))
    ids = list(connection.execute(query.order_by(_GIFT.on, _GIFT.id)).scalars())
    found = GIFTS.read(connection, ids)
    return [found[id_] for id_ in ids]
