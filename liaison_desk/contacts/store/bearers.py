"""Whom names mean that people typed: the contacts and organizations that bear them, those in the trash too."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from liaison_desk.domain.text import fold
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.contacts import organization_table, person_table

_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 300
_LONGEST_FAMILY = 6  # characters of a family name written without a blank after it
_LONGEST_TITLE = 5  # and of what may follow it when no given name does: 1等空佐, 部長, さん


def people_named(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the people it may mean: the whole name in any order, or the family name with a title."""
    cut = {text: text[:_LONGEST] for text in texts if text.strip()}
    wanted = sorted({part for text in cut.values() for part in _family_names(text)})
    row = person_table.c
    people: list[Any] = []
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        bears = or_(func.lower(row.family).in_(some), row.family.in_(some), row.native_family.in_(some))
        query = select(row.id, row.family, row.given, row.native_family, row.native_given).where(bears)
        people += connection.execute(query).all()
    found: dict[str, list[int]] = {}
    for text, short in cut.items():
        ids = {id_ for id_, *name in people if _means(short, *name)}
        if ids:
            found[text] = sorted(ids)
    return found


def organizations_named(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the organizations that have it as a name or short name, in either language."""
    row = organization_table.c
    bearers: dict[str, set[int]] = {}
    for id_, *names in connection.execute(
        select(row.id, row.name_host, row.name_home, row.short_host, row.short_home)
    ).all():
        for name in filter(None, names):
            bearers.setdefault(fold(name).strip(), set()).add(id_)
    return {text: sorted(bearers[key]) for text in texts if (key := fold(text[:_LONGEST]).strip()) and key in bearers}


def _family_names(text: str) -> Iterator[str]:
    """Yield every word of a text as a family name may stand in the table, and every beginning of a Japanese one."""
    for word in _WORDS.findall(text):
        yield word
        yield word.lower()
        if not word.isascii():
            yield from (word[:length] for length in range(1, min(_LONGEST_FAMILY, len(word)) + 1))


def _means(text: str, family: str, given: str, native_family: str, native_given: str) -> bool:
    words = _WORDS.findall(fold(text))
    latin, other = _WORDS.findall(fold(family)), _WORDS.findall(fold(given))
    if latin and set(latin) <= set(words):
        rest = [word for word in words if word not in latin]
        # A family name with a rank before it, or alone, is how colleagues are called.
        return not rest or len(rest) == 1 or (bool(other) and set(other) <= set(rest))
    return bool(native_family) and _means_native(words, fold(native_family), fold(native_given))


def _means_native(words: Sequence[str], family: str, given: str) -> bool:
    closed = "".join(words)
    at = closed.find(family)
    if at < 0:
        return False
    rest = closed[:at] + closed[at + len(family) :]
    return (bool(given) and given in rest) or len(rest) <= _LONGEST_TITLE
