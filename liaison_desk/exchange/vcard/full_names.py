"""Full names taken apart: ranks and titles before, family and given name in the order of their script, suffixes after."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from liaison_desk.domain.names import PersonName
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.exchange.vcard.sides import is_japanese

_TITLES = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|herr|frau|hon|rev|fr|m|mme|ing|dipl\.?-ing|med)\.?", re.IGNORECASE
)
_SUFFIXES = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|ph\.?\s?d|m\.?\s?d|m\.?\s?sc|b\.?\s?sc|b\.?\s?math|mba|cpa|usaf|ussf|usa|usn|usmc|ret)\.?",
    re.IGNORECASE,
)
# Small words that begin a family name.
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "dos",
        "zu",
        "zur",
        "ter",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
    )
)
_NATIVE = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def is_native(text: str) -> bool:
    """Tell whether a name is in a script that writes the family name first: kanji, kana, hangul."""
    return _NATIVE.search(text) is not None


def is_latin(text: str) -> bool:
    """Tell whether a name holds Latin letters."""
    return _LATIN.search(text) is not None


@lru_cache(maxsize=512)
def rank_code(title: str) -> str | None:
    """Return the code of a rank title, empty if services differ about it; ``None`` if it is no rank."""
    if len(title) > 60:
        return None
    table = load_ranks()
    if not table.find(title):
        return None
    found = (table.find(title, service) for service in table.services())
    codes = {rank.code for rank in found if rank}
    return codes.pop() if len(codes) == 1 else ""


def apart(text: str) -> tuple[str, str]:
    """Return family and given name of a name in its own script, which a blank of any width parts."""
    family, _, given = text.replace("\u3000", " ").strip().partition(" ")
    return family, given.strip()


def joined(*parts: str) -> str:
    """Return the parts that are there with blanks between."""
    return " ".join(part for part in parts if part)


def from_full(full: Sequence[str], company: str) -> tuple[PersonName, str]:
    """Take a full name apart as far as that is sensible; what is not a person's plain name stays whole."""
    name, rank = PersonName("", ""), ""
    for text in full:
        if is_native(text):
            if not name.native_family:
                family, given = apart(text)
                if " " in given and rank_code(family) is not None:
                    rank, (family, given) = family, apart(given)
                name = replace(name, native_family=family, native_given=given)
        elif not name.family:
            latin, before = _latin_apart(text, company)
            rank = rank or before
            name = replace(latin, native_family=name.native_family, native_given=name.native_given)
    return name, rank


def _latin_apart(text: str, company: str) -> tuple[PersonName, str]:
    whole = PersonName(text, "")
    words = text.split()
    if (
        text == company
        or len(words) == 1
        or len(words) > 7
        or any(character in text for character in "@()0123456789&/:")
    ):
        return whole, ""
    rank = prefix = suffix = ""
    for size in (3, 2, 1):
        candidate = " ".join(words[:size])
        if len(words) > size and rank_code(candidate) is not None:
            rank, words = candidate, words[size:]
            break
    titles = []
    while len(words) > 1 and _TITLES.fullmatch(words[0]):
        titles.append(words.pop(0))
    prefix = " ".join(titles)
    head, comma, tail = " ".join(words).partition(",")
    tail = tail.strip()
    if comma and tail and not _SUFFIXES.fullmatch(tail.partition(",")[0].strip()):
        family, _, after = tail.partition(",")
        return PersonName(head.strip(), joined(family.strip(), after.strip()), prefix=prefix), rank
    words, suffix = head.split(), tail
    while len(words) > 2 and _SUFFIXES.fullmatch(words[-1]):
        suffix = joined(words.pop(), suffix)
    if len(words) < 2:
        return PersonName(" ".join(words), "", prefix=prefix, suffix=suffix), rank
    if words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper():
        return PersonName(words[0], " ".join(words[1:]), prefix=prefix, suffix=suffix), rank
    start = next((at for at, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    return PersonName(" ".join(words[start:]), " ".join(words[:start]), prefix=prefix, suffix=suffix), rank


def called(words: str, name: PersonName) -> PersonName:
    """Return a name of these words, in the script they are in, for somebody of whom no name is known."""
    if is_japanese(words):
        return replace(name, native_family=words)
    return replace(name, family=words)
