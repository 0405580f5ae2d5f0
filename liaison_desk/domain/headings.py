"""What the headings of tables mean: words of many programs and both languages, data of ``resources/exchange/csv_headings.toml``."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.foundation.core.resources import resource

INJECTS: Final = "injects"
MOST: Final = 30  # how many telephones, addresses, posts … a row may have

_NOT_LETTERS = re.compile(r"[\W_]+")


def heading_key(heading: str) -> str:
    """Return what is compared of a heading: letters and digits, without case and width. "%", and "#" alone, are kept as words."""
    words = "number" if heading.strip() in ("#", "＃") else heading.replace("%", "percent ")
    return _NOT_LETTERS.sub("", fold(words))


def _key_among(known: Mapping[str, str], words: str) -> str:
    """Return the key of words, or of the first of two lines that is known: a paper in both languages has a line of each."""
    keys = [heading_key(said) for said in (words, *words.split("\n", 2)[:2])]
    return next((key for key in keys if key in known), keys[0])


class Headings:
    """What the headings and words of one kind of table mean, from its part of the file. It never changes once loaded."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._either: Mapping[str, Mapping[str, str]] = {
            heading_key(entry["heading"]): entry for entry in table.get("either", ())
        }
        self._words: Mapping[str, Mapping[str, str]] = {
            name: {heading_key(word): meaning for meaning, words in table.get(name, {}).items() for word in words}
            for name in ("kinds", "networks", "states")
        }
        speaking = [Language(code) for code in languages()]
        self._fields: dict[str, str] = {}
        for name, headings in table["fields"].items():
            own = [language.tr(headings[0]) for language in speaking]
            for heading in (*headings, *own):
                for number in range(1, MOST + 1) if "{n}" in name else (0,):
                    key = heading_key(heading.replace("{n}", str(number)))
                    self._fields.setdefault(key, name.replace("{n}", str(number)))

    def fields(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return the field each heading of one table means beside the others, "" for an unknown one."""
        keys = [_key_among(self._fields, heading) for heading in headings]
        return tuple(self._field(key, keys) for key in keys)

    def _field(self, key: str, keys: Sequence[str]) -> str:
        either = self._either.get(key)
        if either is None:
            return self._fields.get(key, "")
        if "beside" in either:
            return either["field"] if heading_key(either["beside"]) in keys else either["otherwise"]
        others = {self._fields.get(other) for other in keys if other not in self._either}
        if either["filled"] not in others:
            return either["otherwise"]
        return either["field"] if either["field"] not in others else ""

    def word(self, group: str, text: str) -> str:
        """Return what a word means ("kinds": Handy is mobile; "networks"; "states"), "" if it is unknown."""
        return self._words[group].get(_key_among(self._words[group], text), "")


def headings_table(kind: str) -> Mapping[str, Any]:
    """Return what the file says of one kind of table, as it stands there."""
    table: Mapping[str, Any] = _tables()[kind]
    return table


@cache
def load_headings(kind: str) -> Headings:
    """Return what the headings of one kind of table mean."""
    return Headings(headings_table(kind))


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resource("exchange", "csv_headings.toml").read_text("utf-8"))
