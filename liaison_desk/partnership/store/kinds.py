"""The kinds of records of partnership: which tables they stand in, what they are found by."""

from collections.abc import Iterable
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import document, title_text
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    DISCLOSURE,
    GIFT,
    OPPORTUNITY,
    SITE,
    TURNOVER,
    TURNOVER_NOTE,
    VALIDITY,
    VISIT,
    VISITOR,
    Arrangement,
    Delegate,
    Disclosure,
    Escort,
    Gift,
    Obligation,
    Opportunity,
    Party,
    Signature,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visit,
    Visitor,
    VisitSite,
)
from liaison_desk.schema import partnership as tables
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.shapes import Kept


def _both(row: Row, *names: str) -> list[str]:
    return [row[f"{name}_{side}"] for name in names for side in ("host", "home")]


def _found(row: Row, title: str, texts: Iterable[str], people: Iterable[str] = ()) -> SearchDocument:
    return document(title_text(bilingual(row, title)), texts, people)


def _inner(value: Any, *names: str) -> list[str]:
    """Return what the items of a JSON column say under some names; texts in two languages say it twice."""
    said: list[str] = []
    for item in value:
        for name in names:
            one = item.get(name, "")
            said += [one.get("host", ""), one.get("home", "")] if isinstance(one, dict) else [one]
    return said


def _arrangement(snapshot: Snapshot) -> SearchDocument:
    row, parts = snapshot.row, snapshot.parts
    signatures = [*parts["signatures"], *(one for item in row["amendments"] for one in item.get("signatures", ()))]
    people = [one.get("name", "") for one in signatures]
    texts = [row["number"], row["reason"], *row["subjects"], *_both(row, "scope", "note")]
    texts += _inner(row["amendments"], "number", "title", "summary")
    texts += [said for part in parts["obligations"] for said in _both(part, "text")]
    texts += [f"{part['name']} {part['nation']}" for part in parts["parties"]]
    texts += [one.get(name, "") for one in signatures for name in ("name", "post", "place")]
    return _found(row, "title", texts, people)


def _opportunity(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [row[name] for name in ("host_owner", "home_owner", "champion")]
    texts = _both(row, "detail", "host_value", "home_value", "host_step", "home_step")
    return _found(row, "title", [*texts, *row["subjects"], *row["nations"], row["reason"], *people], people)


def _visit(snapshot: Snapshot) -> SearchDocument:
    row, parts = snapshot.row, snapshot.parts
    people = [one[name] for one in parts["delegation"] for name in ("name", "native")]
    people += [one["name"] for one in parts["escorts"]]
    texts = [row["number"], *_both(row, "purpose", "uniform", "note"), *_inner(row["steps"], "text", "note")]
    texts += [one[name] for one in parts["sites"] for name in ("name", "host_name")]
    texts += [one[name] for one in parts["delegation"] for name in ("post", "role", "nation")]
    return _found(row, "title", [*texts, *people], people)


def _site(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    return _found(row, "name", [row["organization"], row["place"], row["basis"], *_both(row, "note")])


def _validity(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    return _found(row, "title", [row["holder"], row["issuer"], *_both(row, "note")], [row["holder"]])


def _disclosure(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [row["giver"], row["receiver"], *_inner(row["onward"], "name")]
    texts = [row[name] for name in ("source_marking", "copy", "medium", "about")]
    texts += [*_both(row, "note"), *_inner(row["onward"], "basis"), *people]
    return _found(row, "title", texts, people)


def _gift(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [row["giver"], row["receiver"]]
    return _found(row, "item", [row["occasion"], row["valued"], *_both(row, "note"), *people], people)


def _turnover(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [row["officer"], row["successor"]]
    title = title_text(bilingual(row, "post")) or " → ".join(filter(None, people))
    return document(title, [*_both(row, "note"), *_inner(row["steps"], "text", "note"), *people], people)


def _turnover_note(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    first = next((said for name in ("why", "next", "sensitivities") if (said := bilingual(row, name))), Bilingual())
    return document(title_text(first), _both(row, "why", "next", "sensitivities"))


__all__ = [
    "ARRANGEMENTS",
    "DISCLOSURES",
    "GIFTS",
    "OPPORTUNITIES",
    "SITES",
    "TURNOVERS",
    "TURNOVER_NOTES",
    "TYPES",
    "VALIDITIES",
    "VISITORS",
    "VISITS",
    "Kept",
]

ARRANGEMENTS = Kept(
    ARRANGEMENT,
    Arrangement,
    tables.arrangement_table,
    search=_arrangement,
    parts={
        "parties": (tables.party_table, Party),
        "signatures": (tables.signature_table, Signature),
        "obligations": (tables.obligation_table, Obligation),
    },
    inner={"amendments": "person"},
)
OPPORTUNITIES = Kept(OPPORTUNITY, Opportunity, tables.opportunity_table, search=_opportunity)
SITES = Kept(SITE, Site, tables.site_table, search=_site)
VISITS = Kept(
    VISIT,
    Visit,
    tables.visit_table,
    search=_visit,
    parts={
        "sites": (tables.visit_site_table, VisitSite),
        "delegation": (tables.delegate_table, Delegate),
        "escorts": (tables.escort_table, Escort),
    },
)
# Nobody is found by his birth date or passport; who he is, is found by the contact and the visit.
VISITORS = Kept(
    VISITOR,
    Visitor,
    tables.visitor_table,
    search=lambda _snapshot: None,
    parent=(VISIT, "visit_id"),
    private=True,
)
VALIDITIES = Kept(VALIDITY, Validity, tables.validity_table, search=_validity)
DISCLOSURES = Kept(DISCLOSURE, Disclosure, tables.disclosure_table, search=_disclosure, inner={"onward": "person"})
GIFTS = Kept(GIFT, Gift, tables.gift_table, search=_gift)
TURNOVERS = Kept(TURNOVER, Turnover, tables.turnover_table, search=_turnover)
TURNOVER_NOTES = Kept(TURNOVER_NOTE, TurnoverNote, tables.turnover_note_table, search=_turnover_note)

TYPES: tuple[RecordType, ...] = tuple(
    kept.type
    for kept in (
        ARRANGEMENTS,
        OPPORTUNITIES,
        SITES,
        VISITS,
        VISITORS,
        VALIDITIES,
        DISCLOSURES,
        GIFTS,
        TURNOVERS,
        TURNOVER_NOTES,
    )
)
