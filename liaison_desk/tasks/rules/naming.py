"""Which contact a typed name means."""

from collections.abc import Sequence

from liaison_desk.domain.text import fold, romaji_key
from liaison_desk.foundation.core.ids import RecordRef


def bearers(typed: str, found: Sequence[RecordRef]) -> list[RecordRef]:
    """Return those of the found contacts that may be called so: all typed words are in the name, in whatever spelling.

    Who has the words as whole words of his name leaves those out who have them only at the beginning of one.
    """
    words = fold(typed).split()
    if not words:
        return []
    whole = [ref for ref in found if all(_whole(word, ref.label) for word in words)]
    return whole or [ref for ref in found if all(word in fold(ref.label) for word in words)]


def _whole(word: str, label: str) -> bool:
    key = romaji_key(word)
    return any(word == one or (key and key == romaji_key(one)) for one in fold(label).split())
