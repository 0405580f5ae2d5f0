"""What a packet takes in whole: PDF files and pictures that others made, looked at before they are let in.

``examine`` says what a file is, or why it cannot be taken in; ``take_pages`` carries the pages of a PDF file out of it, and
nothing else of it: ``reading`` finds the pages, with a ``library`` held within ``bounds``, ``carrying`` takes of each what
``kinds`` names, ``streams`` and ``codings`` pack it, ``layers`` and ``marks`` tell what is seen of it.
"""

from collections.abc import Sequence

from liaison_desk.briefings.inserts.examining import Inserted, InsertKind, examine
from liaison_desk.briefings.inserts.parts import Part, TakenPage

__all__ = ["InsertKind", "Inserted", "Part", "TakenPage", "examine", "take_pages"]


def take_pages(data: bytes, name: str, chosen: Sequence[int] = ()) -> tuple[TakenPage, ...]:
    """Return the pages of a PDF file that are ``chosen`` by their numbers from 1 on, in that order; all if none is chosen.

    UnreadableError or RefusedError says in a sentence, with the file's ``name``, why they cannot be taken.
    """
    from liaison_desk.briefings.inserts.taking import take

    return take(data, name, chosen).pages
