"""Names that nearly match what was typed, for when nothing matches exactly."""

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select

from liaison_desk.domain.text import fold
from liaison_desk.schema.contacts import person_table

_PERSON = person_table.c
_MOST = 50  # similar names that are offered
_LONGEST = 40  # characters of a word that is compared
_MOST_WORDS = 3


def alike(connection: Connection, query: Select[Any], words: str) -> "array[int]":
    """Return the ids of people whose name is a letter or two away from every word, the closest first.

    ``query`` selects from people with every other condition. A slip of the first letter is rare, so the names that begin
    alike are looked through first, and all of them only when none of those is close.
    """
    asked = [word[:_LONGEST] for word in fold(words).replace(",", " ").split()][:_MOST_WORDS]
    if not asked or any(len(word) < 3 or not word.isalpha() for word in asked):
        return array("q")
    column, kind = (_PERSON.name_sort, "1") if asked[0].isascii() else (_PERSON.reading_sort, "0")
    names = query.with_only_columns(_PERSON.id, column)
    first = {word[0] for word in asked}
    for letters in (sorted(first), None):
        scored: list[tuple[int, str, int]] = []
        for low, high in [(letter, chr(ord(letter) + 1)) for letter in letters] if letters else [("", "\U0010ffff")]:
            span = names.where(column >= f"{kind}\t{low}", column < f"{kind}\t{high}")
            result = connection.execute(span)
            rows = result.cursor.fetchall() if result.cursor is not None else []
            result.close()
            scored += _close(rows, asked)
        if scored:
            return array("q", [id_ for _, _, id_ in sorted(set(scored))[:_MOST]])
    return array("q")


def _close(rows: Sequence[Any], asked: Sequence[str]) -> list[tuple[int, str, int]]:
    """Return (letters off, name, id) of the rows whose family or given name is close to each word."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    families, given = [], []
    for _, name in rows:
        parts = name.split("\t")
        families.append(parts[1])
        given.append(parts[2])
    total: dict[int, int] = {}
    for number, word in enumerate(asked):
        most = 1 if len(word) < 5 else 2
        near: dict[int, int] = {}
        for names in (families, given):
            for _, distance, at in extract_iter(word, names, scorer=OSA.distance, processor=None, score_cutoff=most):
                near[at] = min(near.get(at, most), int(distance))
        total = {at: total.get(at, 0) + off for at, off in near.items() if not number or at in total}
    return [(off, rows[at][1], rows[at][0]) for at, off in total.items()]
