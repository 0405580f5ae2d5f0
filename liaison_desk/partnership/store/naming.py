"""What records of all kinds are called in both languages, as their tables say it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.database.snapshot import RecordType, chunks
from liaison_desk.partnership.records import Matter
from liaison_desk.schema.contacts import person_table
from liaison_desk.schema.mapping import bilingual

_TITLES: Final = ("title", "name", "item")
_NAME: Final = ("family", "given", "native_family", "native_given")


def named(
    connection: Connection, types: Mapping[str, RecordType], profile: DeskProfile, matters: Collection[Matter]
) -> list[Matter]:
    """Return records with what they are called in both languages, by one look a kind; one that has one title alone is called that in both."""
    found: dict[tuple[str, int], Bilingual] = {}
    for kind in {one.kind for one in matters} & types.keys():
        table = types[kind].table
        columns = _columns(table)
        for ids in chunks({one.id for one in matters if one.kind == kind}) if columns else ():
            for row in connection.execute(select(table.c.id, *columns).where(table.c.id.in_(ids))).mappings():
                both = _person(row, profile) if table is person_table else bilingual(dict(row), _title(table))
                found[kind, row["id"]] = both
    return [replace(one, named=found.get((one.kind, one.id)) or Bilingual(one.title)) for one in matters]


def _title(table: Table) -> str:
    return next((name for name in _TITLES if f"{name}_state" in table.c), "")


def _columns(table: Table) -> list[Column[Any]]:
    if table is person_table:
        return [table.c[name] for name in (*_NAME, "name_order", "rank", "rank_home")]
    title = _title(table)
    return [table.c[f"{title}_{part}"] for part in ("host", "home", "state")] if title else []


def _person(row: Mapping[Any, Any], profile: DeskProfile) -> Bilingual:
    """Return rank and name for readers of each language, in their script; without a prefix, which a civilian's rank says already."""
    name = PersonName(**{part: row[part] for part in _NAME}, order=NameOrder(row["name_order"]))
    latin, native = name.latin(), name.native()
    english = " ".join(filter(None, (row["rank"], latin or native)))
    return profile.named(english, " ".join(filter(None, (row["rank_home"] or row["rank"], native or latin))))
