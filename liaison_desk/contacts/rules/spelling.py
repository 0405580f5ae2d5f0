"""How a name is found in a text that somebody typed: in any spelling and order, alone or in a longer text.

What a reader may not have is left out by these answers, so they say yes rather than no. Yet a name is always whole words
of the text: Mori is not in Morioka.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from liaison_desk.domain.ranks import load_ranks
from liaison_desk.domain.text import fold, romaji_key

_LEAST = 2  # letters of a nickname or an organization's name that are looked for inside a text
_LEAST_HALF = 3  # letters of a part that stands for a double name: Jones for Smith-Jones
_LEAST_CUT = 6  # letters of a family name that blanks may cut: De La Cruz is DeLaCruz, but "go to" is not Goto
_LEAST_HEARD = 4  # letters of an organization's name that is compared as it sounds; shorter ones are spelt, not said
_LONGEST_TITLE = 5  # characters of whatever follows a family name of one kanji: 葵1佐, 葵さん
_MOST_WORDS = 6  # of a name that may be written in one: DeLaCruz
_SHORT = 200  # characters of a text that is remembered as names are looked for in it; whole notes would fill the memory

# Accents no letter took up, and what has no width.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHE = "['\u2018\u2019\u02bc`]"
_POSSESSIVE = re.compile(rf"(?<=\w){_APOSTROPHE}s?(?!\w)", re.IGNORECASE)
_JOINT = re.compile(rf"(?<=\w)(?:{_APOSTROPHE}|[-\u2010\u2011])(?=\w)")
_IDEOGRAPHS = "\u3005-\u3007\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"  # and Hangul
_GAPLESS = f"{_IDEOGRAPHS}\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
_KANJI = re.compile(f"[{_IDEOGRAPHS}]")
_WORD = re.compile(rf"[{_GAPLESS}]+|[^\W_{_GAPLESS}]+")
_GLUED = re.compile(f"(?<=[A-Za-z])(?=[0-9]+[{_GAPLESS}])")  # Suzuki1佐
_KANA = re.compile("[\u3041-\u3096\u30fc]{2,}")
_KANA_TITLE = re.compile("(?:さん|さま|くん|ちゃん|どの|せんせい)?の?$")
_ORDINAL = re.compile("([0-9]+)(?:st|nd|rd|th|(?<=[23])d)")
_PLURAL = re.compile("(?:(?<=[a-z0-9]{2}[a-rt-z0-9])|(?<=[0-9]))s$")
_SIBILANT_PLURAL = re.compile("(?:(?<=[sxz])|(?<=[cs]h))es$")
_TITLE_ENDS = "長官員佐尉将補曹士監令付役氏様殿臣使"
_UNIT_ENDS = "部課班室科局隊群団"
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_SMALL_WORDS = frozenset((
    "a", "an", "and", "as", "at", "by", "do", "for", "go", "i", "in", "is", "no", "of", "off", "on", "or", "so", "the", "to",
    "up", "us", "we", "with",
))  # fmt: skip
_PARTICLES = frozenset((
    "abu", "bin", "das", "del", "della", "den", "der", "dos", "ibn", "las", "los", "san", "ten", "ter", "van", "von",
))  # fmt: skip


class Typed:
    """A text as names are looked for in it: its ``words``, the ``keys`` they are compared by, and what is without gaps.

    ``closed`` is all of it, ``runs`` are a few words at a time, ``spelt`` and ``heard`` are for organizations.
    """

    def __init__(self, text: str) -> None:
        shown = _POSSESSIVE.sub("", _plain(text))
        words = _WORD.findall(shown)
        # A small word is a name only alone or with a capital: Aide to Gen Suzuki does not mean Col Tō.
        small = _SMALL_WORDS if len(words) > 1 else frozenset[str]()
        self.words = [fold(word) for word in words]
        self.closed = "".join(self.words)
        kana = {one for run in _KANA.findall(self.closed) for one in (run, _KANA_TITLE.sub("", run, count=1))}
        said = {*words, *_WORD.findall(_JOINT.sub("", shown))} - small
        self.keys = frozenset(key for word in said | kana for one in _singulars(word) for key in _keys(one))
        spans = ((at, at + many) for at in range(len(words)) for many in range(1, _MOST_WORDS + 1))
        self.runs = frozenset("".join(self.words[at:end]) for at, end in spans)
        self.spelt = _Closed([_bare(word) for word in self.words])
        self.heard = _Closed([_sound(word) for word in self.words])
        self._said = {fold(word) for word in said}

    def means(
        self, family: str, given: str, native_family: str, native_given: str, reading: str, reading_given: str,
        nickname: str,
    ) -> bool:  # fmt: skip
        """Tell whether the text may mean somebody by his name in either script, its reading, or what he is called."""
        spoken = ((family, given), (reading, reading_given), (native_family, native_given))
        return (
            (len(closed(nickname)) >= _LEAST and self._has(_words(nickname)))
            or any(self._means_spoken(last, first) for last, first in spoken)
            or self._means_written(closed(native_family) or closed(native_given), closed(native_given))
            or self._means_in_one(closed(family), closed(given))
            or (not family and not reading and self._has(_words(given)))
        )

    def names(self, called: str) -> bool:
        """Tell whether the text is an organization's name or has it in it."""
        name, sound = spelt(called), heard(called)
        if len(name) < _LEAST or (name in _SMALL_WORDS and name not in self._said and name != self.spelt.text):
            return False
        return name in self.spelt or (len(sound) >= _LEAST_HEARD and sound in self.heard)

    def _means_spoken(self, family: str, given: str) -> bool:
        """Tell whether a family name is there, alone or not, or only the given name, which is how friends are called."""
        for way in _ways(family):
            # Major may be a rank: such a name is meant with one word beside it at most, or with the given name.
            if self._has(way) and (not _is_weak(way) or len(self._beside(way)) <= 1 or self._has(_words(given))):
                return True
        cut = len(closed(family)) >= _LEAST_CUT and closed(family) in self.runs
        return cut or (self._has(_words(given)) and len(_words(given)) in {len(self.words), self._many_like(given)})

    def _many_like(self, name: str) -> int:
        """Return how many words are in the script of a name: Taro課長 has one like Taro."""
        return sum(word.isascii() == closed(name).isascii() for word in self.words)

    def _beside(self, name: Sequence[str]) -> list[str]:
        """Return the words beside a name that are no titles."""
        keys = frozenset[str]().union(*map(_keys, name))
        return [word for word in self.words if word not in _titles() and keys.isdisjoint(_keys(word))]

    def _means_written(self, family: str, given: str) -> bool:
        """Tell whether a family name in kanji is there, where no gap tells words from each other."""
        if family not in self.closed or not _KANJI.search(family):
            return False
        if len(family) > 1 or (given and (family + given in self.closed or given + family in self.closed)):
            return True
        # One kanji is in many words, and a name only where a word begins or a title or unit ends.
        before = f"(?:^|[\u3041-\u3096{_TITLE_ENDS}{_UNIT_ENDS}])"
        title = f"(?:.{{0,{_LONGEST_TITLE}}}|の.*|.*[{_TITLE_ENDS}])"
        stands = re.compile(f"{before}{family}{title}$")
        return any(stands.search(word) for word in self.words)

    def _means_in_one(self, family: str, given: str) -> bool:
        """Tell whether both names stand in one word."""
        return bool(family and given) and not self.runs.isdisjoint((family + given, given + family))

    def _has(self, name: Sequence[str]) -> bool:
        """Tell whether every word of a name is there, in some spelling."""
        return bool(name) and not any(self.keys.isdisjoint(_keys(word)) for word in name)


def as_typed(text: str) -> Typed:
    """Return a text as names are looked for in it."""
    return _remembered(text) if len(text) <= _SHORT else Typed(text)


@lru_cache(4_000)  # each section of a packet asks for people and for organizations in the same titles
def _remembered(text: str) -> Typed:
    return Typed(text)


class _Closed:
    """Words without the gaps between them, which remembers where each began and ended."""

    def __init__(self, words: Sequence[str]) -> None:
        self.text = "".join(words)
        ends = list(accumulate(map(len, words)))
        self._starts, self._ends = {0, *ends}, {*ends}

    def __contains__(self, name: str) -> bool:
        """Tell whether some of the words are this name; in scripts without gaps it may stand anywhere."""
        at = self.text.find(name)
        while at >= 0 and name.isascii() and not (at in self._starts and at + len(name) in self._ends):
            at = self.text.find(name, at + 1)
        return at >= 0


@lru_cache(20_000)  # an address book has few names for its many people
def closed(name: str) -> str:
    """Return a name folded and without gaps: vanderberg."""
    return "".join(map(fold, _words(name)))


@lru_cache(20_000)
def keys_of(name: str) -> frozenset[str]:
    """Return the keys one of which is in every text that means somebody by this part of his name."""
    return frozenset(key for word in _words(name) for key in _keys(word)) | _keys(closed(name))


@lru_cache(20_000)
def spelt(name: str) -> str:
    """Return an organization's name without gaps, hyphens, plurals and the ends of ordinal numbers: 23wing, j5, falconcell."""
    return "".join(_bare(fold(word)) for word in _WORD.findall(_POSSESSIVE.sub("", _plain(name))))


@lru_cache(20_000)
def heard(name: str) -> str:
    """Return an organization's name without gaps, as it sounds: Kōkū, Kouku and Koku are one."""
    return "".join(_sound(fold(word)) for word in _WORD.findall(_POSSESSIVE.sub("", _plain(name))))


def _plain(text: str) -> str:
    return text if text.isascii() else _GLUED.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


@lru_cache(20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(name)))


@lru_cache(20_000)
def _keys(word: str) -> frozenset[str]:
    """Return by what a word is compared: folded, with its umlauts spelt out, and as it sounds."""
    ways = {fold(word), fold(word.lower().translate(_SPELT_OUT))}
    return frozenset((ways if _KANJI.search(word) else {*ways, *map(romaji_key, ways)}) - {""})


@lru_cache(20_000)
def _ways(family: str) -> tuple[tuple[str, ...], ...]:
    """Return the words any of which stand for a family name: all of them, in one word, and each part of a double name."""
    words = _words(family)
    if len(words) < 2:
        return (words,) if words else ()
    halves = [word for word in words if len(word) >= _LEAST_HALF and fold(word) not in _PARTICLES]
    return (words, ("".join(words),), *((half,) for half in halves))


def _is_weak(name: Sequence[str]) -> bool:
    """Tell whether a name is a single letter, or sounds like one (Oh), or is also a title."""
    return all(len(_sound(fold(word))) == 1 or fold(word) in _titles() for word in name)


def _singulars(word: str) -> tuple[str, ...]:
    """Return a word and of what it may be the plural: the Suzukis, the Joneses."""
    low = word.lower()
    return (word, *(one for one in (_PLURAL.sub("", low), _SIBILANT_PLURAL.sub("", low)) if one != low))


@lru_cache(20_000)
def _bare(word: str) -> str:
    """Return a folded word without the end of a plural or an ordinal number: 23rd and 23d are 23; and is also written &."""
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else _PLURAL.sub("", word) if word != "and" else ""


@lru_cache(20_000)
def _sound(word: str) -> str:
    bare = _bare(word)
    return bare if _KANJI.search(bare) else romaji_key(bare) or bare


@cache
def _titles() -> frozenset[str]:
    """Return the words of all ranks, in full and short: Brigadier General, Lt. Col."""
    ranks = [one for service in load_ranks().services() for one in load_ranks().of(service)]
    texts = (text for one in ranks for text in (one.title, one.short, one.reading, one.official))
    return frozenset(fold(word) for text in texts for word in _words(text)) | {"mr", "ms", "mrs", "dr", "sir"}
