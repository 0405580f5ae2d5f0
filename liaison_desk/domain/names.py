"""People's names: family and given apart, in Latin letters, in their own script, and as they are read."""

from dataclasses import dataclass
from enum import StrEnum

from liaison_desk.domain.kana import romanize
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.sorting import is_kana, kana_key, latin_key, latin_marks
from liaison_desk.domain.text import fold

__all__ = ["NameOrder", "NameStyle", "PersonName", "natural_order", "romanize", "strip_letter"]

_STRIP_ROWS = (
    "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
    "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん",
)  # fmt: skip
_READING, _LATIN, _OTHER = "0", "1", "2"


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

    def sort_key(self, code: str = "en") -> tuple[str, ...]:
        """Return the key of a list's order: in Japanese by reading (五十音順), else by Latin family and given name.

        It begins with the kind: a reading, a Latin name, then what has neither. A native name in kana is its own reading, and
        a name with a reading alone stands in an English list as that is spelled. Rules: ``domain.sorting``.
        """
        reading = (self.reading_family, self.reading_given)
        native = (self.native_family, self.native_given)
        if not any(reading) and any(native) and all(is_kana(part) for part in native if part):
            reading = native
        if code == "ja" and (keys := [key for part in reading if (key := kana_key(part))]):
            return (_READING, *keys)
        latin = (self.family, self.given)
        if not any(latin):
            latin = (romanize(reading[0]), romanize(reading[1]))
        keys = [key for part in latin if (key := latin_key(part))]
        if keys and "a" <= keys[0][0] <= "z":
            marks = [latin_marks(part) for part in latin]
            return (_LATIN, *keys, *([""] * (2 - len(keys))), "".join(marks) if any(marks) else "")
        return (_OTHER, fold(self.native_family or self.family), fold(self.native_given or self.given))

    def strip_key(self, code: str = "en") -> str:
        """Return the heading this name stands under: あ か さ … in Japanese, A-Z otherwise, ``#`` for the rest."""
        kind, first, *_ = self.sort_key(code)
        return strip_letter(kind, first[:1])

    def _ordered(self, family: str, given: str) -> str:
        return _joined(family, given) if self.order is NameOrder.FAMILY_FIRST else _joined(given, family)


def strip_letter(kind: str, first: str) -> str:
    """Return the heading of a sort key's kind ("0" a reading, "1" a Latin name) and first letter."""
    if kind == _READING:
        return next((row[0] for row in _STRIP_ROWS if first and first in row), "#")
    return first.upper() if kind == _LATIN and first.isascii() and first.isalpha() else "#"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def natural_order(nation: str) -> NameOrder:
    """Return which name the people of a nation (trigraph) put first."""
    return NameOrder.FAMILY_FIRST if load_nations().family_first(nation) else NameOrder.GIVEN_FIRST
