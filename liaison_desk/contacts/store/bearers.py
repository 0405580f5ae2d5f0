"""Whom names mean that people typed: the contacts and organizations that bear them, those in the trash too.

What a reader may not have is left out by these answers, so they say yes rather than no: every spelling of a name counts,
with any rank before it, and an organization that is only part of a text.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, select

from liaison_desk.contacts.store.plain import plain_rows
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.domain.text import fold, romaji_key
from liaison_desk.schema.contacts import organization_table, person_table

_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 300
_LONGEST_TITLE = 5  # characters of what may follow a Japanese family name when no given name does: 1等空佐, 部長, さん
_LONGEST_FAMILY = 12  # characters of a family name in its own script
_LONGEST_NAME = 6  # words of a name that may be written in one: DeLaCruz
_LEAST = 2  # letters of a nickname or an organization's name that are looked for inside a text


def people_named(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the people it may mean: the name in any spelling and order, or the family name with a title."""
    asked = {text: _Text(text[:_LONGEST]) for text in texts if text.strip()}
    places: dict[str, set[str]] = {}
    for text, said in asked.items():
        for key in said.places():
            places.setdefault(key, set()).add(text)
    row = person_table.c
    columns = (row.id, row.family, row.given, row.native_family, row.native_given, row.reading_family, row.reading_given, row.nickname)  # fmt: skip
    found: dict[str, set[int]] = {}
    # Every name is read, for no index knows of all spellings; those that share nothing with what is asked are left at once.
    for id_, *names in plain_rows(connection, select(*columns)) if asked else ():
        for text in {text for key in _places_of(*names) for text in places.get(key, ())}:
            if asked[text].means(*names):
                found.setdefault(text, set()).add(id_)
    return {text: sorted(ids) for text, ids in found.items()}


def _places_of(
    family: str, given: str, native_family: str, _native_given: str, reading: str, reading_given: str, nickname: str
) -> frozenset[str]:
    """Return the keys under which a text that means somebody must be found."""
    last, first = _closed(family), _closed(given)
    spoken = (family, given, reading, reading_given, nickname)
    return frozenset((last + first, first + last, _closed(native_family))).union(*map(_keys, spoken)) - {""}


class _Text:
    """A text as names are looked for in it: its words, their keys, and all of it without a gap."""

    def __init__(self, text: str) -> None:
        self.words = _WORDS.findall(fold(text))
        self.closed = "".join(self.words)
        spans = ((at, at + many) for at in range(len(self.words)) for many in range(1, _LONGEST_NAME + 1))
        self.runs = {"".join(self.words[at:end]) for at, end in spans}
        self.keys = _keys(text)

    def places(self) -> set[str]:
        """Return the keys of the words, and every piece of a text without gaps that may be a name in kanji or kana."""
        text = self.closed
        ends = range(1, _LONGEST_FAMILY + 1) if not text.isascii() else ()
        return {*self.keys, *self.runs, *(text[at : at + length] for at in range(len(text)) for length in ends)}

    def means(
        self, family: str, given: str, native_family: str, native_given: str, reading: str, reading_given: str,
        nickname: str,
    ) -> bool:  # fmt: skip
        """Tell whether the text means somebody by his name in either script, its reading, or what he is called."""
        return (
            self._means_spoken(family, given, reading, reading_given, nickname)
            or self._means_native(native_family, native_given)
            or self._closed_name(family, given)
        )

    def _means_spoken(self, family: str, given: str, reading: str, reading_given: str, nickname: str) -> bool:
        if nickname and len(fold(nickname)) >= _LEAST and _all(nickname, self.keys):
            return True
        if not family and not reading and given:
            return _all(given, self.keys)
        for last, first in ((family, given), (reading, reading_given)):
            if last and _all(last, self.keys):
                rest = [word for word in self.words if not _keys(word) & _keys(last) and word not in _titles()]
                # A family name with a rank before it, or alone, is how colleagues are called.
                if len(rest) <= 1 or (first and _all(first, self.keys)):
                    return True
        # A given name alone is how friends are.
        return any(first and _all(first, self.keys) and len(self.words) == len(_WORDS.findall(fold(first))) for first in (given, reading_given))  # fmt: skip

    def _means_native(self, family: str, given: str) -> bool:
        last, first = _closed(family), _closed(given)
        at = self.closed.find(last) if last else -1
        if at < 0:
            return False
        rest = self.closed[:at] + self.closed[at + len(last) :]
        return (bool(first) and first in rest) or len(rest) <= _LONGEST_TITLE

    def _closed_name(self, family: str, given: str) -> bool:
        """Tell whether both names stand in one word."""
        last, first = _closed(family), _closed(given)
        return bool(last) and bool(first) and not {last + first, first + last}.isdisjoint(self.runs)


def organizations_within(connection: Connection, texts: Collection[str]) -> dict[str, list[int]]:
    """Return for each text the ids of the organizations whose name or short name it is or has in it, in either language."""
    row = organization_table.c
    asked = {
        text: (" ".join(words), "".join(words)) for text in texts if (words := _WORDS.findall(fold(text[:_LONGEST])))
    }
    found: dict[str, set[int]] = {}
    for id_, *called in plain_rows(connection, select(row.id, row.name_host, row.name_home, row.short_host, row.short_home)):  # fmt: skip
        for parts in {tuple(_WORDS.findall(fold(name))) for name in called if name}:
            spaced, closed = " ".join(parts), "".join(parts)
            for text, (said, said_closed) in asked.items():
                inside = f" {spaced} " in f" {said} " or (not closed.isascii() and closed in said_closed)
                if len(closed) >= _LEAST and inside:
                    found.setdefault(text, set()).add(id_)
    return {text: sorted(ids) for text, ids in found.items()}


def organizations_called(connection: Connection, name: str) -> list[int]:
    """Return the ids of the organizations that have this name or short name, in either language."""
    row, asked = organization_table.c, fold(name[:_LONGEST]).strip()
    columns = (row.id, row.name_host, row.name_home, row.short_host, row.short_home)
    rows = plain_rows(connection, select(*columns).order_by(row.id)) if asked else ()
    return [id_ for id_, *called in rows if asked in {fold(one).strip() for one in called}]


@lru_cache(20_000)  # an address book has few family names for its many people
def _keys(text: str) -> frozenset[str]:
    """Return by what the words of a text are compared: folded, and as they sound."""
    words = _WORDS.findall(fold(text)) if text else ()
    return frozenset(key for word in words for key in (word, romaji_key(word)) if key)


def _all(name: str, keys: Collection[str]) -> bool:
    """Tell whether every word of a name is there, in some spelling."""
    words = _WORDS.findall(fold(name))
    return bool(words) and all(word in keys or romaji_key(word) in keys for word in words)


@lru_cache(20_000)
def _closed(name: str) -> str:
    return "".join(_WORDS.findall(fold(name)))


@cache
def _titles() -> frozenset[str]:
    """Return the words of all ranks, in full and short: Brigadier General, Lt. Col."""
    ranks: Sequence[Any] = [one for service in load_ranks().services() for one in load_ranks().of(service)]
    texts: Iterable[str] = (text for one in ranks for text in (one.title, one.short, one.reading, one.official))
    return frozenset(word for text in texts for word in _WORDS.findall(fold(text))) | {"mr", "ms", "mrs", "dr", "sir"}
