"""People's names: family and given apart, in Latin letters, in their own script, and as they are read."""

from dataclasses import dataclass
from enum import StrEnum

from liaison_desk.domain.kana import romanize
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import fold

__all__ = ["NameOrder", "NameStyle", "PersonName", "natural_order", "romanize", "strip_letter"]

_STRIP_ROWS = (
    "あぁいぃうぅえぇおぉゔ",
    "かがきぎくぐけげこご",
    "さざしじすずせぜそぞ",
    "ただちぢつっづてでとど",
    "なにぬねの",
    "はばぱひびぴふぶぷへべぺほぼぽ",
    "まみむめも",
    "やゃゆゅよょ",
    "らりるれろ",
    "わゎゐゑをん",
)


class NameOrder(StrEnum):
    """Which part a person's own people say first."""

    FAMILY_FIRST = "family_first"
    GIVEN_FIRST = "given_first"


class NameStyle(StrEnum):
    """How a packet writes names in Latin letters."""

    OWN = "own"
    FAMILY_CAPITALS = "family_capitals"
    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name. ``order`` is the order of the person's own people; native and reading may be empty."""

    family: str = ""
    given: str = ""
    native_family: str = ""
    native_given: str = ""
    reading_family: str = ""
    reading_given: str = ""
    order: NameOrder = NameOrder.FAMILY_FIRST
    prefix: str = ""
    suffix: str = ""

    def latin(self, style: NameStyle = NameStyle.OWN) -> str:
        """Return the name in Latin letters: ``YAJIMA Masahito``, ``Masahito Yajima`` or ``Yajima Masahito``."""
        if style is NameStyle.FAMILY_CAPITALS:
            parts = [self.family.upper(), self.given]
        elif style is NameStyle.FAMILY_FIRST or (style is NameStyle.OWN and self.order is NameOrder.FAMILY_FIRST):
            parts = [self.family, self.given]
        else:
            parts = [self.given, self.family]
        return _joined(*parts)

    def native(self) -> str:
        """Return the name in its own script in its own order (矢島 正人), or an empty text."""
        return self._ordered(self.native_family, self.native_given)

    def reading(self) -> str:
        """Return the reading in kana (やじま まさひと), or an empty text."""
        return self._ordered(self.reading_family, self.reading_given)

    def full(self, code: str = "en", style: NameStyle = NameStyle.OWN) -> str:
        """Return the name for readers of a language, with prefix and suffix.

        Readers of Japanese get the native name where there is one; every other language the Latin name.
        """
        latin = self.latin(style)
        name = (self.native() or latin) if code == "ja" else (latin or self.native())
        return _joined(self.prefix, name, self.suffix)

    def sort_key(self, code: str = "en") -> tuple[str, str, str]:
        """Return the key of a list's order: in Japanese by reading (五十音順), else by Latin family and given name."""
        if code == "ja" and (self.reading_family or self.reading_given):
            return ("0", fold(self.reading_family), fold(self.reading_given))
        if self.family or self.given:
            return ("1", fold(self.family or self.given), fold(self.given))
        return ("2", fold(self.native_family), fold(self.native_given))

    def strip_key(self, code: str = "en") -> str:
        """Return the heading this name stands under: あ か さ … in Japanese, A-Z otherwise, ``#`` for the rest."""
        kind, family, given = self.sort_key(code)
        return strip_letter(kind, (family or given)[:1])

    def _ordered(self, family: str, given: str) -> str:
        return _joined(family, given) if self.order is NameOrder.FAMILY_FIRST else _joined(given, family)


def strip_letter(kind: str, first: str) -> str:
    """Return the heading of a sort key's kind ("0" a reading, "1" a Latin name) and first letter."""
    if kind == "0":
        return next((row[0] for row in _STRIP_ROWS if first and first in row), "#")
    return first.upper() if kind == "1" and first.isascii() and first.isalpha() else "#"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def natural_order(nation: str) -> NameOrder:
    """Return which name the people of a nation (trigraph) put first."""
    return NameOrder.FAMILY_FIRST if load_nations().family_first(nation) else NameOrder.GIVEN_FIRST
