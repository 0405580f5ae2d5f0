"""Whom names mean that people typed: the contacts, organizations and posts that bear them, those in the trash too."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Connection, Text, cast, select

from liaison_desk.contacts.rules.spelling import as_typed, closed, heard, keys_of, spelt
from liaison_desk.contacts.store.plain import plain_rows
from liaison_desk.domain.text import fold
from liaison_desk.schema.contacts import billet_table, organization_name_table, organization_table, person_table

_GAP = "\n"


def people_named(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the people it may mean, by name in any spelling and order or by the family name."""
    asked = {text: as_typed(text) for text in texts if text.strip()}
    places: dict[str, set[str]] = {}
    for text, typed in asked.items():
        for key in typed.keys | typed.runs:
            places.setdefault(key, set()).add(text)
    written = _GAP.join(typed.closed for typed in asked.values())

    @cache
    def spoken_in(name: str) -> frozenset[str]:
        return frozenset[str]().union(*(places[key] for key in keys_of(name) if key in places))

    @cache
    def written_in(name: str) -> frozenset[str]:
        if not name or name not in written:
            return frozenset()
        return frozenset(text for text, typed in asked.items() if name in typed.closed)

    row = person_table.c
    columns = (row.id, row.family, row.given, row.native_family, row.native_given, row.reading_family, row.reading_given, row.nickname)  # fmt: skip
    found: dict[str, set[int]] = {}
    # Every name is read, for no index knows of all spellings; those that share nothing with what is asked are left at once.
    for id_, *names in plain_rows(connection, select(*columns)) if asked else ():
        last, first = closed(names[0]), closed(names[1])
        near = written_in(closed(names[2]) or closed(names[3])).union(*map(spoken_in, names))
        for text in near.union(places.get(last + first, ()), places.get(first + last, ())):
            if asked[text].means(*names):
                found.setdefault(text, set()).add(id_)
    return {text: sorted(ids) for text, ids in found.items()}


def people_at(connection: Connection, addresses: Collection[str]) -> dict[str, list[int]]:
    """Return for each e-mail address, whatever its case, the ids of the people who have it."""
    asked: dict[str, list[str]] = {}
    for address in addresses:
        if "@" in address:
            asked.setdefault(address.strip().casefold(), []).append(address)
    row = person_table.c
    query = select(row.id, row.emails).where(cast(row.emails, Text).contains("@")).order_by(row.id)
    found: dict[str, list[int]] = {}
    for id_, emails in connection.execute(query) if asked else ():
        for own in {str(one["address"]).strip().casefold() for one in emails}:
            for address in asked.get(own, ()):
                found.setdefault(address, []).append(id_)
    return found


def organizations_within(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the organizations a name or short name of which, of any day, it is or has in it."""
    asked = {text: as_typed(text) for text in texts if text.strip()}
    said = _GAP.join(line for typed in asked.values() for line in (typed.spelt.text, typed.heard.text))

    @cache
    def named_in(name: str) -> frozenset[str]:
        if spelt(name) not in said and heard(name) not in said:
            return frozenset()
        return frozenset(text for text, typed in asked.items() if typed.names(name))

    now, dated = organization_table.c, organization_name_table.c
    queries = (
        select(now.id, now.name_host, now.name_home, now.short_host, now.short_home),
        select(dated.record_id, dated.name_host, dated.name_home, dated.short_host, dated.short_home),
    )
    found: dict[str, set[int]] = {}
    for id_, *called in (row for query in queries for row in plain_rows(connection, query)) if asked else ():
        for text in frozenset[str]().union(*map(named_in, called)):
            found.setdefault(text, set()).add(id_)
    return {text: sorted(ids) for text, ids in found.items()}


def billets_titled(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the posts whose title it is, in either language."""
    asked: dict[str, list[str]] = {}
    for text in texts:
        asked.setdefault(spelt(text), []).append(text)
    row = billet_table.c
    found: dict[str, set[int]] = {}
    for id_, *titles in plain_rows(connection, select(row.id, row.title_host, row.title_home)) if asked else ():
        for title in set(map(spelt, titles)) - {""}:
            for text in asked.get(title, ()):
                found.setdefault(text, set()).add(id_)
    return {text: sorted(ids) for text, ids in found.items()}


def organizations_called(connection: Connection, name: str) -> list[int]:
    """Return the ids of the organizations that have this name or short name, in either language."""
    row, asked = organization_table.c, fold(name).strip()
    columns = (row.id, row.name_host, row.name_home, row.short_host, row.short_home)
    rows = plain_rows(connection, select(*columns).order_by(row.id)) if asked else ()
    return [id_ for id_, *called in rows if asked in {fold(one).strip() for one in called}]
