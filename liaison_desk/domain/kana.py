"""Kana in Latin letters: plainly for keys, and as Japanese passports spell names."""

import re
import unicodedata
from types import MappingProxyType

KATAKANA_TO_HIRAGANA = MappingProxyType({code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)})

_HIRAGANA_TO_KATAKANA = MappingProxyType({hiragana: katakana for katakana, hiragana in KATAKANA_TO_HIRAGANA.items()})


def _letters() -> dict[str, str]:
    """Return every kana and every pair that is one sound, in Hepburn letters."""
    rows = {
        "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
        "t": "たちつてと", "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ",
        "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ",
    }  # fmt: skip
    letters = {
        kana: consonant + vowel for consonant, row in rows.items() for kana, vowel in zip(row, "aiueo", strict=True)
    }
    letters |= {
        "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
        "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "bu",
        "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa",
        "ゕ": "ka", "ゖ": "ke",
    }  # fmt: skip
    for kana in "きぎしじちぢにひびぴみり":
        sound = letters[kana][:-1] if kana in "しじちぢ" else letters[kana][:-1] + "y"
        letters |= {kana + small: sound + vowel for small, vowel in zip("ゃゅょ", "auo", strict=True)}
    return letters | {
        "しぇ": "she", "ちぇ": "che", "じぇ": "je", "てぃ": "ti", "でぃ": "di", "でゅ": "dyu", "とぅ": "tu", "どぅ": "du",
        "ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe", "ふぉ": "fo", "うぃ": "wi", "うぇ": "we", "うぉ": "wo",
        "ゔぁ": "ba", "ゔぃ": "bi", "ゔぇ": "be", "ゔぉ": "bo",
    }  # fmt: skip


_LETTERS = MappingProxyType(_letters())
_KANA = re.compile("|".join(sorted(map(re.escape, _LETTERS), key=len, reverse=True)))
_DOUBLED = re.compile(r"っ(?=(ch|[bcdfghjkmprstwyz]))")
# The u of 上 (井上 inoue) and of 浦 (松浦 matsuura) begins a word of its own and is no long vowel.
_LONG = re.compile(r"(noue$|tsuura$)|oo(?=.)|ou|uu")
_SYLLABIC_N = re.compile(r"n(?=[bmp])")


def hiragana(text: str) -> str:
    """Return text with katakana of either width as hiragana; everything else stays."""
    return unicodedata.normalize("NFKC", text).translate(KATAKANA_TO_HIRAGANA)


def katakana(text: str) -> str:
    """Return hiragana as katakana; everything else stays."""
    return text.translate(_HIRAGANA_TO_KATAKANA)


def spell(kana: str) -> str:
    """Return kana sound by sound in Hepburn letters, long vowels written out (おおの is ``oono``), lower case."""
    letters = _KANA.sub(lambda sound: _LETTERS[sound[0]], re.sub("っ+", "っ", hiragana(kana)))
    # A small tsu doubles what follows; before ch it is a t.
    letters = _DOUBLED.sub(lambda small: "t" if small[1] == "ch" else small[1], letters).replace("っ", "")
    return re.sub(r"([aiueo])ー+", r"\1\1", letters).replace("ー", "").lower()


def romanize(kana: str) -> str:
    """Return kana in Hepburn letters, lower case, as Japanese passports spell names.

    Long o and u are written once (おおの ``ono``, さとう ``sato``, ゆうき ``yuki``) except おお at the end of a word
    (たかとお ``takatoo``); ん is m before b, m, p (なんば ``namba``). Rule: the passport law's spelling table.
    """
    words = (spell(word.replace("ー", "")) for word in hiragana(kana).split())
    return " ".join(_SYLLABIC_N.sub("m", _LONG.sub(lambda long: long[1] or long[0][0], word)) for word in words)
