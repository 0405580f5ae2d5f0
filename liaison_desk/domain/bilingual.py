"""Text that people of both sides read: the host's wording and the home's, and which is the original."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from liaison_desk.domain.text import unturned


class Side(StrEnum):
    """Whose language: the host headquarters' or the home nation's."""

    HOST = "host"
    HOME = "home"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.HOME if self is Side.HOST else Side.HOST


class Wording(StrEnum):
    """How a wording came to be: written, translated from the other, or translated from what has changed since."""

    ORIGINAL = "original"
    TRANSLATED = "translated"
    STALE = "stale"


class Languages(Protocol):
    """Whoever knows which language each side speaks; the desk's profile does."""

    @property
    def home_language(self) -> str:
        """Language code of the home nation."""
        ...

    @property
    def host_language(self) -> str:
        """Language code of the host."""
        ...

    def side_of(self, language_code: str) -> Side:
        """Return whose wording readers of a language get."""
        ...


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in the host's and in the home language; an empty text is one that nobody has written yet."""

    host: str = ""
    home: str = ""
    host_state: Wording = Wording.ORIGINAL
    home_state: Wording = Wording.ORIGINAL

    def __bool__(self) -> bool:
        return bool(self.host or self.home)

    def side(self, side: Side) -> str:
        """Return exactly that side's wording, which may be empty."""
        return self.host if side is Side.HOST else self.home

    def state(self, side: Side) -> Wording:
        """Return how that side's wording came to be."""
        return self.host_state if side is Side.HOST else self.home_state

    def best(self, side: Side) -> str:
        """Return that side's wording, or the other's where it has none."""
        return self.side(side) or self.side(side.other)

    def in_code(self, code: str, profile: Languages) -> str:
        """Return the wording for a language code; a language neither side speaks reads the host's."""
        return self.best(profile.side_of(code))

    def unturned(self) -> "Bilingual":
        """Return this without what makes letters run the other way; all else, and which wording is the original, stays."""
        host, home = unturned(self.host), unturned(self.home)
        return self if (host, home) == (self.host, self.home) else replace(self, host=host, home=home)

    def rewritten(self, side: Side, text: str) -> "Bilingual":
        """Return this with a new original on one side; what was translated from the old one becomes stale."""
        if text == self.side(side):
            return self
        stale = bool(self.side(side.other)) and self.state(side.other) is not Wording.ORIGINAL
        other = Wording.STALE if stale else self.state(side.other)
        if side is Side.HOST:
            return replace(self, host=text, host_state=Wording.ORIGINAL, home_state=other)
        return replace(self, home=text, home_state=Wording.ORIGINAL, host_state=other)

    def translated(self, side: Side, text: str) -> "Bilingual":
        """Return this with that side's wording translated from the other as it stands now."""
        if side is Side.HOST:
            return replace(self, host=text, host_state=Wording.TRANSLATED)
        return replace(self, home=text, home_state=Wording.TRANSLATED)
