"""Text as the search index sees it: folded, cut into words and, for Japanese, into pairs of characters.

An index by words finds nothing in Japanese, which puts no blanks between them, and one by three characters
misses the two-character words most Japanese terms are; pairs find both in either database.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from liaison_desk.domain.kana import KATAKANA_TO_HIRAGANA, spell
from liaison_desk.domain.kanji import SHAPES

LONGEST_WORD = 100
LONGEST_QUERY = 500
MOST_TERMS = 32
_LONGEST_NAME = 300

# Kanji, kana and Hangul, as they are after folding: written without blanks between words.
_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(rf"([{_CJK}]+)|([^\W_{_CJK}]+)")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BEYOND_ASCII = re.compile(r"([\x00-\x7f]?[^\x00-\x7f]+)")  # with the letter before it, which an accent may join
_CHUNKS = re.compile(r'"([^"]*)"|([^\s"]+)')


def _folds() -> dict[int, str | int | None]:
    """Return what one pass over a text makes equal after NFKC: accents, kana kind, shapes of kanji, and the two wave dashes."""
    table: dict[int, str | int | None] = {**dict.fromkeys(range(0x300, 0x370)), **KATAKANA_TO_HIRAGANA, **SHAPES}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    return table | str.maketrans("øłđħŧı\u301c\uff5e", "oldhti~~")


_FOLDS = MappingProxyType(_folds())


@dataclass(frozen=True, slots=True)
class Term:
    """One thing searched for: tokens that must stand side by side; with ``prefix`` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


def fold(text: str) -> str:
    """Return text with width, case, kana kind, shapes of kanji and Latin accents made equal, for comparing and indexing.

    NFKC, casefold, katakana as hiragana (the long-vowel mark stays), 邊 and 邉 as 辺, both wave dashes as ``~``. Folding
    twice changes nothing more. It is for comparing only and is never shown.
    """
    if text.isascii():
        return text.lower()
    # Some compatibility letters settle only on the second pass. Most of many texts is ASCII, which needs neither.
    return "".join(part.lower() if part.isascii() else _folded(_folded(part)) for part in _BEYOND_ASCII.split(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS))


def shows(text: str) -> bool:
    """Tell whether a text has anything to be seen: not blanks, controls, joiners and loose accents alone."""
    return any(
        letter.isprintable() and not letter.isspace() and letter not in _BLANK_LETTERS
        and not unicodedata.category(letter).startswith("M")
        for letter in text
    )  # fmt: skip


def unturned(text: str) -> str:
    """Return a text without what makes its letters run the other way, so that it cannot seem to say another thing."""
    return text if text.isascii() else _TURNS.sub("", text)


def tokens(text: str) -> list[str]:
    """Return the index tokens of a text: words, and for Japanese every pair of characters plus the last alone.

    ``PL27演習場`` gives pl27, 演習, 習場, 場. A word is cut at 100 characters.
    """
    found: list[str] = []
    for run, word in _RUNS.findall(fold(text)):
        if word:
            found.append(word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD])
        else:
            found += map("".join, pairwise(run))
            found.append(run[-1])
    return found


def query_tokens(text: str) -> tuple[Term, ...]:
    """Return what a person searches for as terms that must all be found, in the tokens of ``tokens``.

    A term is what stands between blanks, or between quotation marks; its tokens must be adjacent. The last Latin
    word may go on (``exerc`` finds exercise) unless it is quoted or followed by a blank; a single Japanese
    character is the beginning of a pair. Nothing in it is an operator. At most 500 characters and 32 terms count.
    """
    text = text[:LONGEST_QUERY]
    terms: list[Term] = []
    for chunk in _CHUNKS.finditer(text):
        quoted = chunk[1] is not None
        found = tokens(chunk[0])
        if not found:
            continue
        run = _RUNS.findall(fold(chunk[0]))[-1][0]
        if len(run) > 1:
            found.pop()  # the last character alone is in the index only where a run ends
        last = chunk.end() == len(text) and not quoted
        terms.append(Term(tuple(found), prefix=len(run) == 1 or (not run and last)))
    return tuple(terms[:MOST_TERMS])


_KEY_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"['\u2019`-]", ""),
        (r"[^a-z0-9]+", " "),
        (r"tch", "cch"),
        (r"dj(?=[aeiou])", "j"), (r"v", "b"),
        (r"sh(?=[aeou])", "sy"), (r"shi", "si"),
        (r"cch(?=[aeou])", "tty"), (r"cchi", "tti"), (r"ch(?=[aeou])", "ty"), (r"chi", "ti"),
        (r"tsu", "tu"), (r"fu", "hu"),
        (r"jy?(?=[aeou])", "zy"), (r"ji", "zi"), (r"d[zy](?=[aeiou])|dz", "z"), (r"di", "zi"), (r"du", "zu"),
        (r"m(?=[bmp])", "n"), (r"n{2,}", "n"),
        (r"([aeiou])h+(?![aeiouy])", r"\1"),
        (r"o[ou]+", "o"), (r"([aiue])\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=2048)
def romaji_key(text: str) -> str:
    """Return a spelling-insensitive key of a romanized or kana name: yajima, yazima and やじま are one.

    Long vowels, Hepburn or Kunrei spelling, n before b, m, p, apostrophes and accents make no difference
    (Ohno, Oono, Ōno, おおの). Kanji have no key. At most 300 characters count. The last keys are remembered: an
    address book has few family names for its many people.
    """
    key = spell(fold(text[:_LONGEST_NAME]))
    for _ in range(8):  # a key of a key is the key; ordinary names settle at once
        before = key
        for pattern, replacement in _KEY_STEPS:
            key = pattern.sub(replacement, key)
        if key == before:
            break
    return key.strip()
