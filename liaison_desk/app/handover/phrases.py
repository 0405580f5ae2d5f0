"""How good a passphrase is, as far as that shows: its length, its letters, its words."""

from enum import Enum

SHORTEST = 12  # characters
_FEW_LETTERS = 6
_LONG, _MANY_WORDS = 20, 4


class Strength(Enum):
    """From what is refused to what is good."""

    SHORT = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3


def strength(passphrase: str) -> Strength:
    """Return how good a passphrase is."""
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    if len(set(passphrase.casefold())) < _FEW_LETTERS or passphrase.isdecimal():
        return Strength.WEAK
    many = len(set(passphrase.casefold().split())) >= _MANY_WORDS
    return Strength.GOOD if many or len(passphrase) >= _LONG else Strength.FAIR
