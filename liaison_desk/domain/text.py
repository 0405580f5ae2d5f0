"""Text as the search index sees it: folded, cut into words and, for Japanese, into pairs of characters."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One thing searched for: tokens that must stand side by side; with ``prefix`` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


def fold(text: str) -> str:
    """Return text with width, case, kana kind and Latin accents made equal, for comparing and indexing."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> list[str]:
    """Return the index tokens of a text: words, and for Japanese every pair of characters plus the last alone."""
    return fold(text).split()


def query_tokens(text: str) -> tuple[Term, ...]:
    """Return what a person searches for as terms that must all be found."""
    return tuple(Term((token,), True) for token in tokens(text))


def romaji_key(text: str) -> str:
    """Return a spelling-insensitive key of a romanized or kana name: yajima, yazima and やじま are one."""
    return fold(text)
