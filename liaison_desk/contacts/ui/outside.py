"""What the window lends the contacts pages of floors below and above it: other programs' formats, paper, undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from liaison_desk.foundation.core.written import Written

Version = Literal["3.0", "4.0"]
WriteTable = Callable[[Path, str, Sequence[str], Sequence[Sequence[str]]], Written]
"""Writes a table of words, with its name and headings, to a .csv or .xlsx file."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Callables for the database lane; each may raise DeskError.

    ``cards(ids)`` returns people as a vCard file; ``export(ids, path, version)`` writes them by the path's ending
    and returns how many; ``take(data)`` takes cards in and returns how many were added, updated, left out; ``undo`` takes
    the last action back.
    """

    cards: Callable[[Sequence[int]], bytes]
    export: Callable[[Sequence[int], Path, Version], Written]
    take: Callable[[bytes], tuple[int, int, int]]
    undo: Callable[[], object] | None = None
