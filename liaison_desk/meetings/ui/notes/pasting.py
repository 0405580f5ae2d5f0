"""What comes in by paste or drop: looked at before any of it is shown, and laid into portions with the markings it brings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from liaison_desk.domain.ceiling import guard
from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import unturned
from liaison_desk.foundation.core.errors import DeskError, RefusedError
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.pasting import cut, pieces_of
from liaison_desk.meetings.rules.tabling import MOST_COLUMNS, tabled
from liaison_desk.meetings.ui.words import Words

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
LARGE = 20_000
"""From how many characters on a text is looked at off the window's thread."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a portion to be, and the marking it began with; the portion it was copied of, and whether it is all of it."""

    text: str
    marking: Marking | None = None
    source: Portion | None = None
    whole: bool = False

    def marked(self, otherwise: Marking | None) -> Marking | None:
        """Return the marking of what it is laid into; ``otherwise`` where it brings none. What was unmarked stays so."""
        return self.source.marking if self.source is not None else self.marking or otherwise


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text is laid into, and what there is to say of it."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def look_at(text: str, words: Words, language: Language) -> Pasted:
    """Return what a pasted text is laid into; raises RefusedError, and nothing of it is kept, for a marking above the ceiling.

    A marking that cannot be read stays as words, and that is told; so is what is not seen of a text. Signs that turn the
    direction of what stands behind them go, and no other character does.
    """
    profile, grammar = words.profile(), words.grammar()
    pieces: list[Piece] = []
    straight = unturned(text)
    notes = [language.tr("Signs that turn the direction of text were left out.")] if straight != text else []
    if _UNSEEN.search(straight):
        notes.append(language.tr("The text holds control characters, which are not seen. They were kept."))
    cells = tabled(straight, partial(_is_unmarked, profile=profile, grammar=grammar))
    if cells.too_wide:
        notes.append(
            language.tr(
                "A table of {n} columns is more than a note can show ({most}); its rows were kept as notes.",
                n=cells.too_wide, most=MOST_COLUMNS,
            )
        )  # fmt: skip
    for piece in pieces_of(cells.text):
        try:
            seen = guard(piece, profile.ceiling, grammar, profile.home)
        except RefusedError:
            raise
        except DeskError as error:
            pieces += [Piece(part) for part in cut(piece)]
            notes.append(language.error(error))
            continue
        if seen.note:
            notes.append(language.tr(seen.note, **dict(seen.values)))
        if seen.text.strip():
            pieces += [Piece(part, seen.marking) for part in cut(seen.text)]
    return Pasted(tuple(pieces), tuple(_once(notes)))


def _is_unmarked(cell: str, profile: DeskProfile, grammar: Grammar) -> bool:
    """Tell whether a cell begins with no marking; raises RefusedError for one above the ceiling."""
    try:
        return guard(cell, profile.ceiling, grammar, profile.home).marking is None
    except RefusedError:
        raise
    except DeskError:
        return False


def _once(notes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(notes))[:3]
