"""Names that nearly match what was typed, for when nothing matches exactly."""

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select

from liaison_desk.contacts.store.plain import plain_rows
from liaison_desk.domain.sorting import is_kana, kana_letters, latin_key
from liaison_desk.domain.text import fold
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.contacts import person_table

_PERSON = person_table.c
_MOST = 50  # similar names that are offered
_MOST_NAMES = 400  # close names whose bearers are looked for
_LONGEST = 40  # characters of a word that is compared
_MOST_WORDS = 3
_LEAST = 3  # letters of a word that may be misspelt; of kanji two
_MOST_ROWS = 5000  # people of families that nearly match, whose given names are looked at
_END = "\U0010ffff"


def alike(connection: Connection, among: Select[Any], query: Select[Any], words: str) -> "array[int]":
    """Return the ids of people whose name is a letter or two, or one kanji, away from every word, the closest first.

    ``query`` selects from people with every other condition; ``among`` with those of them that cost little, for the names are
    looked through first and only who bears a close one must meet the others. A slip of the first letter is rare, so the names that begin
    alike are looked through first, and all of them only when none of those is close.
    """
    asked = [word[:_LONGEST] for word in words.replace(",", " ").split()][:_MOST_WORDS]
    if not asked:
        return array("q")
    if all(word.isascii() for word in map(fold, asked)):
        return _spelt_alike(connection, among, query, [latin_key(word) for word in asked], _PERSON.name_sort, "1")
    if all(map(is_kana, asked)):
        return _spelt_alike(connection, among, query, [kana_letters(word) for word in asked], _PERSON.reading_sort, "0")
    return _written_alike(connection, among, query, "".join(map(fold, asked)))


def _spelt_alike(
    connection: Connection, among: Select[Any], query: Select[Any], asked: Sequence[str], column: Any, kind: str
) -> "array[int]":
    if any(len(word) < _LEAST or not word.isalpha() for word in asked):
        return array("q")
    names = among.with_only_columns(column).distinct()
    first = {word[0] for word in asked}
    spans = [(letter, chr(ord(letter) + 1)) for letter in sorted(first)]
    for some in (spans, [("", _END)]):
        near: dict[str, int] = {}
        for low, high in some:
            span = names.where(column >= f"{kind}\t{low}", column < f"{kind}\t{high}")
            near |= _close(plain_rows(connection, span), asked)
        if near:
            best = sorted(near, key=lambda name: (near[name], name))[:_MOST_NAMES]
            bearers = plain_rows(connection, query.with_only_columns(column, _PERSON.id).where(column.in_(best)))
            ranked = sorted((near[name], name, id_) for name, id_ in bearers)
            if ranked:
                return array("q", [id_ for _, _, id_ in ranked[:_MOST]])
    return array("q")


def _close(names: Sequence[tuple[str]], asked: Sequence[str]) -> dict[str, int]:
    """Return how many letters off each name is whose family or given name is close to each word."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    bearers: dict[str, list[str]] = {}
    for (name,) in names:
        for part in name.split("\t", 3)[1:3]:
            if part in bearers:
                bearers[part].append(name)
            else:
                bearers[part] = [name]
    # Behind a reading stand the marks that decide between those of the same letters.
    parts = {part: part.partition(" ")[0] for part in bearers}
    total: dict[str, int] = {}
    for number, word in enumerate(asked):
        most = 1 if len(word) < 5 else 2
        near: dict[str, int] = {}
        for _, distance, part in extract(word, parts, scorer=OSA.distance, score_cutoff=most, limit=None):
            for name in bearers[part]:
                near[name] = min(near.get(name, most), int(distance))
        total = {name: total.get(name, 0) + off for name, off in near.items() if not number or name in total}
    return total


def _written_alike(connection: Connection, among: Select[Any], query: Select[Any], asked: str) -> "array[int]":
    """Return those of whose name in their own script one character is wrong: of the family name, or of the whole one."""
    from rapidfuzz.distance import OSA

    if len(asked) < _LEAST - 1 or not asked.isalpha():
        return array("q")
    family, given = _PERSON.native_family, _PERSON.native_given
    known = plain_rows(connection, among.with_only_columns(family).where(family != "").distinct())
    near: dict[str, int] = {}
    for (name,) in known:
        folded = fold(name)
        off = OSA.distance(asked[: len(folded)], folded, score_cutoff=1)
        # Of a name of one character, the wrong one is no likeness at all.
        if off <= 1 and (off == 0 or len(folded) > 1):
            near[name] = off
    families = sorted(near, key=lambda name: (near[name], name))
    scored = []
    for some in chunks(families):
        theirs = query.with_only_columns(_PERSON.id, family, given).where(family.in_(some))
        for id_, name, own in plain_rows(connection, theirs.limit(_MOST_ROWS)):
            folded = fold(name)
            off = near[name]
            if len(asked) != len(folded):  # a given name was typed behind it
                off = OSA.distance(asked, folded + fold(own).replace(" ", ""), score_cutoff=1)
            if off <= 1:
                scored.append((off, name, own, id_))
    return array("q", [id_ for *_, id_ in sorted(scored)[:_MOST]])
