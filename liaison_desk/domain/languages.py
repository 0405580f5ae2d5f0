"""Spoken languages by BCP 47 code, from ``resources/policies/languages.toml``; and which codes a typed word names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.resources import resource

_LEAST = 3  # letters or kana from which on a word may name a language or a nation; of kanji two
_LEAST_WITHIN = 4  # and from which on it may be a later word of the name: Kingdom, but not and


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language: its code, its names, and what else people call it."""

    code: str
    english: str
    japanese: str
    also: tuple[str, ...] = ()

    def name(self, language_code: str) -> str:
        """Return the name for a language code: Japanese for ``ja``, English for every other."""
        return self.japanese if language_code == "ja" else self.english


@cache
def load_languages() -> Mapping[str, SpokenLanguage]:
    """Return the shipped table of languages by code (editable data). A spoilt file raises UnreadableError that names it."""
    path = resource("policies", "languages.toml")
    table = read_policy(path)
    with reading(path):
        return MappingProxyType(
            {
                code: SpokenLanguage(code, entry["en"], entry["ja"], tuple(entry.get("also", ())))
                for code, entry in table.items()
            }
        )


def languages_named(word: str) -> tuple[str, ...]:
    """Return the codes of the languages whose name in either language begins as a word does: french, フランス, 日本語."""
    return _named(word, _language_names())


def language_meant(text: str) -> str:
    """Return the code of the language that a text is the code or a name of, in either language; empty for none."""
    asked = fold(text.strip())
    codes = {code.lower(): code for code in load_languages()}
    if asked in codes:
        return codes[asked]
    return next((codes[code] for code, name in _language_names() if name == asked and code in codes), "")


def nations_named(word: str) -> tuple[str, ...]:
    """Return the codes of the nations whose name in either language begins as a word does, or has it as a later word."""
    return _named(word, _nation_names())


@cache
def _language_names() -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.code.lower(), fold(name))
        for one in load_languages().values()
        for name in (one.english, one.japanese, *one.also)
    )


@cache
def _nation_names() -> tuple[tuple[str, str], ...]:
    return tuple((one.code, fold(name)) for one in load_nations().all() for name in (one.english, one.japanese))


def _named(word: str, names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    asked = fold(word.strip())
    sounded = asked.isascii() or any("ぁ" <= letter <= "ゖ" for letter in asked)
    if len(asked) < (_LEAST if sounded else _LEAST - 1):
        return ()
    within = f" {asked}" if len(asked) >= _LEAST_WITHIN else None
    found = (code for code, name in names if name.startswith(asked) or (within is not None and within in name))
    return tuple(dict.fromkeys(found))
