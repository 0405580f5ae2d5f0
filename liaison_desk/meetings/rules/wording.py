"""Which words of a text changed between two versions: word by word, and letter by letter where a language has no blanks."""

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple

# Kana, kanji and full-width marks stand alone; other letters and digits make words; blanks and marks are their own.
_TOKENS: Final = re.compile(
    r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\W\u3000-\u9fff\uf900-\uffef]+|\s+|.", re.DOTALL
)
_MOST: Final = 4_000_000
"""Pairs of words; beyond it the changed middle is marked as a whole, for comparing takes the product of both lengths."""


class Piece(NamedTuple):
    """A stretch of a text, and whether the other version says it otherwise."""

    text: str
    changed: bool


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, those marked that the other does not have."""
    if before == after:
        same = [Piece(before, False)] if before else []
        return same, list(same)
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) * len(right) > _MOST:
        blocks = [(0, len(left), 0, len(right))]
    else:
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        blocks = [block[1:] for block in matcher.get_opcodes() if block[0] != "equal"]
    return (
        _pieces(old, [(start + low, start + high) for low, high, _, _ in blocks]),
        _pieces(new, [(start + low, start + high) for _, _, low, high in blocks]),
    )


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words two texts begin with alike."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _pieces(tokens: list[str], changed: list[tuple[int, int]]) -> list[Piece]:
    found, at = [], 0
    for low, high in changed:
        found += [Piece("".join(tokens[at:low]), False), Piece("".join(tokens[low:high]), True)]
        at = high
    found.append(Piece("".join(tokens[at:]), False))
    return [piece for piece in found if piece.text]
