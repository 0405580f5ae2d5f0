"""Texts of notes as labels show them: without marks, and no longer than a label can lay out at once."""

from typing import Final

from liaison_desk.domain.notetext import first_line, plain

LABEL: Final = 8_000
"""Letters a label shows; what was pasted beyond them is read in the meeting itself."""


def shown(text: str, most: int = LABEL) -> str:
    """Return a text without its marks, cut where it is longer than ``most``."""
    return plain(text) if len(text) <= most else f"{plain(text[:most])}…"


def beginning(text: str, most: int) -> str:
    """Return how a text begins, for a line of a list; a megabyte is not read for it."""
    return first_line(plain(text[: 4 * most]), most)
