"""Which contact a typed name means."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from liaison_desk.domain.text import fold, romaji_key
from liaison_desk.foundation.core.ids import RecordRef

_JAPANESE: Final = re.compile("[\u3040-\u9fff]")
_FOLLOWED: Final = re.compile(
    r"(?<=[\u3040-\u9fff])(?:さん|様|氏|殿|(?:[1-3一二三]等?)?[陸海空]?(?:将補|将|佐|尉|曹))$"
)


def bearers(typed: str, found: Sequence[RecordRef]) -> list[RecordRef]:
    """Return those of the found contacts that may be called so: all typed words are in the name, in whatever spelling.

    Who has the words as whole words of his name leaves those out who have them only at the beginning of one.
    """
    words = fold(typed).split()
    if not words:
        return []
    names = [(ref, _names(ref.label)) for ref in found]
    whole = [ref for ref, parts in names if all(_whole(word, parts) for word in words)]
    return whole or [ref for ref, parts in names if all(any(word in part for part in parts) for word in words)]


def called(typed: str, suggest: Callable[[str], Sequence[RecordRef]]) -> list[RecordRef]:
    """Return the contacts that a typed name means, as it is or without what a Japanese name is followed by (田中さん, 早川2佐)."""
    found = bearers(typed, suggest(typed))
    plain = fold(typed).strip()
    bare = _FOLLOWED.sub("", plain)
    return found if found or not bare or bare == plain else bearers(bare, suggest(bare))


def _names(label: str) -> list[str]:
    """Return the words of a name, and a Japanese one without its blank, as it is written."""
    parts = fold(label).split()
    return [*parts, "".join(part for part in parts if _JAPANESE.match(part))]


def _whole(word: str, parts: Sequence[str]) -> bool:
    key = romaji_key(word)
    return any(word == one or (key and key == romaji_key(one)) for one in parts if one)
