"""Text made fit to be printed: composed, left to right, without what is invisible, nothing that the fonts lack.

Nobody's text may change the page: controls, directions, joiners and stacks of accents vanish, many blank lines are one. What
the fonts lack is set as its plain form, as its letter with fewer accents, or as 〓, as a compositor's turned type stood for
a letter he did not have; so Hebrew and Arabic are seen to be there and are never set the wrong way round.
"""

import re
import unicodedata
from collections.abc import Container

MISSING = "〓"
"""Stands for a character the fonts do not have."""
# Compatibility ideographs are people's names as they write them; NFC would replace them.
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_ATTACHED = re.compile(
    "(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff]|[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f])+"
)
"""What turns the picture before it into another one: further pictures joined to it, its skin, its tags."""
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
"""Controls, directions and joiners, halves of characters, and the accents that could not be composed with their letters."""
# Fixed spaces become plain ones so that a phrase of them can still be set; flags become the letters they are spelled with.
_REPLACED = (
    dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
    | dict.fromkeys(map(ord, "✔✅☑"), "✓")
    | dict.fromkeys(map(ord, "✕✖✗✘❌"), "×")
    | {0x2011: "-", 0x00AD: "", 0x3099: "゛", 0x309A: "゜"}
    | {0x1F1E6 + number: chr(0x41 + number) for number in range(26)}
)


class Printable(dict[int, str]):
    """What each character is printed as, by its code, worked out when it is first met; for ``str.translate``."""

    def __init__(self, glyphs: Container[int]) -> None:
        super().__init__(_REPLACED)
        self[0x0A] = "\n"
        self._glyphs = glyphs

    def __missing__(self, code: int) -> str:
        found = self[code] = self._printed(chr(code))
        return found

    def clean(self, text: str) -> str:
        """Return a text as it can be printed; line breaks stay, but no more than one blank line between two lines."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _RAISED.sub(self._raised, _ATTACHED.sub("", text))
        if not unicodedata.is_normalized("NFC", text):
            text = _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)
        text = text.translate(self)
        return _without_gaps(text) if "\n" in text else text

    def _raised(self, run: re.Match[str]) -> str:
        """Return raised digits the fonts have, or say that they are: 10⁶ is not 106."""
        return run[0] if self._has(run[0]) else f"^{unicodedata.normalize('NFKC', run[0])}"

    def _printed(self, char: str) -> str:
        kind = unicodedata.category(char)
        if kind in _INVISIBLE:
            return ""
        if ord(char) in self._glyphs:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if plain and self._has(plain):
            # A fraction may follow the whole number it belongs to.
            return f" {plain}" if unicodedata.decomposition(char).startswith("<fraction>") else plain
        parts = unicodedata.normalize("NFD", plain) if plain.isalpha() else ""
        for count in range(len(parts) - 1, 0, -1):
            letter = unicodedata.normalize("NFC", parts[:count])
            if len(letter) == 1 and self._has(letter):
                return letter
        return MISSING

    def _has(self, text: str) -> bool:
        return all(ord(char) in self._glyphs for char in text)


def _without_gaps(text: str) -> str:
    """Return lines with at most one blank one between two others, none at either end."""
    kept: list[str] = []
    for line in text.split("\n"):
        if line.strip(" \u3000") or (kept and kept[-1]):
            kept.append(line.rstrip(" \u3000"))
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept)
