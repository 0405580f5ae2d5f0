"""Which opportunities a filter finds and in what order, their lines, and where they stand on the board."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, case, cast, func, or_, select

from liaison_desk.domain.finding import terms
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.foundation.database.history import Entry
from liaison_desk.partnership.records import (
    OpportunityFilter,
    OpportunityLine,
    OpportunitySort,
    OpportunityState,
    StateStep,
)
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.partnership import TITLE_ORDERS, arrangement_table, opportunity_table

_ONE = opportunity_table.c
_STATES = {str(state): number for number, state in enumerate(OpportunityState)}
_LINE = ("id", "uid", "host_owner", "home_owner", "host_due", "home_due", "champion", "since", "marking")


def opportunity_listing(connection: Connection, wanted: OpportunityFilter, sort: Sort[OpportunitySort]) -> Listing:
    """Return the ordered ids of the opportunities a filter finds; what has nothing to sort by comes last."""
    query = _found(connection, wanted)
    return EMPTY if query is None else Listing(read_ids(connection, query.order_by(*_order(sort))))


def board_listings(connection: Connection, wanted: OpportunityFilter) -> dict[OpportunityState, Listing]:
    """Return what a filter finds by state, each in the order of the board; states with nothing are left out."""
    query = _found(connection, wanted)
    if query is None:
        return {}
    dealt: dict[OpportunityState, list[int]] = {}
    for id_, state in connection.execute(query.add_columns(_ONE.state).order_by(_ONE.rank, _ONE.id)):
        dealt.setdefault(OpportunityState(state), []).append(id_)
    return {state: Listing(ids) for state, ids in dealt.items()}


def ranks_of(connection: Connection, state: OpportunityState) -> list[tuple[int, int]]:
    """Return the (id, rank) of those in a state outside the trash, in the order of the board."""
    query = select(_ONE.id, _ONE.rank).where(_ONE.deleted_at.is_(None), _ONE.state == str(state))
    return [(id_, rank) for id_, rank in connection.execute(query.order_by(_ONE.rank, _ONE.id))]


def opportunity_lines(connection: Connection, ids: Sequence[int]) -> dict[int, OpportunityLine]:
    """Return the lines of these opportunities, also from the trash; one query for all."""
    columns = [_ONE[name] for name in (*_LINE, "title_host", "title_home", "title_state", "state", "nations")]
    there = (arrangement_table.c.id == _ONE.arrangement_id) & arrangement_table.c.deleted_at.is_(None)
    query = select(*columns, _due().label("due"), arrangement_table.c.id.label("arrangement"))
    query = query.outerjoin_from(opportunity_table, arrangement_table, there).where(_ONE.id.in_(ids))
    return {
        row["id"]: OpportunityLine(
            **{name: row[name] for name in (*_LINE, "due")},
            title=bilingual(row, "title"),
            state=OpportunityState(row["state"]),
            nations=tuple(row["nations"]),
            arrangement_id=row["arrangement"] or 0,
        )
        for row in connection.execute(query).mappings()
    }


def read_subjects(connection: Connection) -> list[list[str]]:
    """Return the subjects of each opportunity outside the trash."""
    return list(connection.execute(select(_ONE.subjects).where(_ONE.deleted_at.is_(None))).scalars())


def versions_of(entries: Sequence[Entry]) -> list[StateStep]:
    """Return in which state an opportunity was after each of its entries (the newest first), the oldest first; what was erased tells nothing."""
    found = []
    for entry in reversed(entries):
        row = json.loads(entry.after)["row"] if entry.after else {}
        if row.get("state") in _STATES:
            state = OpportunityState(row["state"])
            found.append(
                StateStep(entry.at, entry.author, state, row["reason"] if state is OpportunityState.DROPPED else "")
            )
    return found


def _found(connection: Connection, wanted: OpportunityFilter) -> Select[Any] | None:
    """Return a query of the ids that a filter finds; None when its words can find nothing."""
    query = select(_ONE.id).where(*_conditions(connection, wanted))
    asked = terms(wanted.words)
    if asked:
        return query.where(search.among(connection, "opportunity.id", asked))
    return None if wanted.words.strip() else query


def _conditions(connection: Connection, wanted: OpportunityFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_ONE.deleted_at.is_not(None) if wanted.trash else _ONE.deleted_at.is_(None)]
    if wanted.states:
        found.append(_ONE.state.in_([str(state) for state in wanted.states]))
    if wanted.subject:
        # A list in a column is asked for differently by each engine, and opportunities are few.
        rows = connection.execute(select(_ONE.id, _ONE.subjects))
        asked = fold(wanted.subject)
        found.append(_ONE.id.in_([id_ for id_, subjects in rows if asked in map(fold, subjects)]))
    return found


def _order(sort: Sort[OpportunitySort]) -> list[Any]:
    host, home = TITLE_ORDERS[opportunity_table.name]
    column: Any = {
        OpportunitySort.STATE: case(_STATES, value=_ONE.state, else_=len(_STATES)),
        OpportunitySort.TITLE: host,
        OpportunitySort.TITLE_HOME: home,
        OpportunitySort.CHAMPION: order_of(_ONE.champion),
        OpportunitySort.NATIONS: func.nullif(
            func.replace(cast(_ONE.nations, Text), "]", ""), "["
        ),  # JPN before JPN, USA
        OpportunitySort.HOST_OWNER: order_of(_ONE.host_owner),
        OpportunitySort.HOME_OWNER: order_of(_ONE.home_owner),
        OpportunitySort.DUE: _due(),
        OpportunitySort.SINCE: _ONE.since,
        OpportunitySort.CHANGED: _ONE.updated_at,
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    second = _ONE.rank if sort.key is OpportunitySort.STATE else _due().asc().nulls_last()
    return [ordered.nulls_last(), second, _ONE.id]


def _due() -> ColumnElement[Any]:
    """Return the earlier of both sides' next days; what was dropped waits for nothing."""
    host, home = _ONE.host_due, _ONE.home_due
    earlier = case((and_(host.is_not(None), or_(home.is_(None), host <= home)), host), else_=home)
    return case((_ONE.state == str(OpportunityState.DROPPED), None), else_=earlier)
