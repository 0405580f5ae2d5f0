"""How visits are listed, and what hangs on them."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from liaison_desk.domain.finding import terms
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.partnership.records import Gift, Named, Site, Visit, VisitFilter, VisitSort, VisitState, VisitType
from liaison_desk.partnership.store.kinds import GIFTS, SITES
from liaison_desk.schema.partnership import (
    TITLE_ORDERS,
    delegate_table,
    escort_table,
    gift_table,
    site_table,
    visit_site_table,
    visit_table,
)

_VISIT, _SITE, _GIFT = visit_table.c, site_table.c, gift_table.c
_HOST_ORDER, _HOME_ORDER = TITLE_ORDERS["visit"]
_Naming = tuple[Any, Any, Any]
"""A table of parts of visits, and its columns of a record's id and name."""
_GOES, _ESCORTS, _THERE = delegate_table.c, escort_table.c, visit_site_table.c
_PEOPLE: Final[tuple[_Naming, ...]] = (
    (_GOES, _GOES.contact_id, _GOES.name),
    (_ESCORTS, _ESCORTS.contact_id, _ESCORTS.name),
    (_THERE, _THERE.contact_id, _THERE.host_name),
)
_PLACES: Final[tuple[_Naming, ...]] = ((_THERE, _THERE.site_id, _THERE.name),)
MOST_NAMED: Final = 40
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
        VisitSort.TITLE: _HOST_ORDER,
        VisitSort.TITLE_HOME: _HOME_ORDER,
        VisitSort.TYPE: case(_TYPES, value=_VISIT.type, else_=9),
        VisitSort.STATE: case(_STATES, value=_VISIT.state, else_=9),
        VisitSort.NUMBER: func.nullif(_VISIT.number, ""),
        VisitSort.SITES: _first_site(),
        VisitSort.CHANGED: _VISIT.updated_at,
    }[sort.key]
    ordered = key.desc() if sort.descending else key.asc()
    return Listing(read_ids(connection, query.order_by(ordered.nulls_last(), _VISIT.id)))


def _first_site() -> ColumnElement[Any]:
    """Return by what visits are put in order by their sites: the first of them."""
    query = select(order_of(_THERE.name)).where(_THERE.record_id == _VISIT.id).order_by(_THERE.position)
    return query.limit(1).scalar_subquery()


def _conditions(wanted: VisitFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_VISIT.deleted_at.is_not(None) if wanted.trash else _VISIT.deleted_at.is_(None)]
    if wanted.states:
        found.append(_VISIT.state.in_([str(one) for one in wanted.states]))
    if wanted.types:
        found.append(_VISIT.type.in_([str(one) for one in wanted.types]))
    if wanted.bound:
        found.append(_VISIT.bound == str(wanted.bound))
    for one, naming in ((wanted.person, _PEOPLE), (wanted.site, _PLACES)):
        if one is not None:
            found.append(or_(*(exists().where(part.record_id == _VISIT.id, _is(one, *who)) for part, *who in naming)))
    return found


def _is(one: Named, ids: Any, names: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = ids == one.id if one.id else and_(ids.is_(None), names == one.name)
    return found


def people_named(connection: Connection) -> list[Named]:
    """Return who goes along, escorts or receives on visits outside the trash, by name; no more than the ``MOST_NAMED`` most frequent."""
    return _named(connection, _PEOPLE)


def places_named(connection: Connection) -> list[Named]:
    """Return the places of visits outside the trash, by name; no more than the ``MOST_NAMED`` most frequent."""
    return _named(connection, _PLACES)


def to_be_in(connection: Connection, until: date) -> Sequence[int]:
    """Return the visits outside the trash whose request is still to come and which begin by a day, the earliest first."""
    waiting = [str(VisitState.PLANNED), str(VisitState.RETURNED)]
    query = select(_VISIT.id).where(_VISIT.deleted_at.is_(None), _VISIT.state.in_(waiting), _VISIT.first <= until)
    return read_ids(connection, query.order_by(_VISIT.first, _VISIT.id))


def _named(connection: Connection, naming: Sequence[_Naming]) -> list[Named]:
    """Return whom these columns name; a record that is called otherwise here and there once, by its latest name."""
    names: dict[tuple[int, str], str] = {}
    counts = Counter[tuple[int, str]]()
    for part, ids, called in naming:
        query = select(ids, called).join(visit_table, _VISIT.id == part.record_id).where(_VISIT.deleted_at.is_(None))
        for id_, name in connection.execute(query.where(called != "").order_by(part.record_id)):
            key = (id_ or 0, "" if id_ else name)
            names[key] = name
            counts[key] += 1
    found = [Named(id_, names[id_, name]) for (id_, name), _ in counts.most_common(MOST_NAMED)]
    return sorted(found, key=lambda one: (fold(one.name), one.id))


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
