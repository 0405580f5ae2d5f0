"""The order of names and titles: kana as Japanese dictionaries order them, Latin letters as English lists do.

A key is compared by code point, so that every database and Python order alike. Japanese: JIS X 4061 (the order of Japanese
character strings). English: letter by letter, as telephone books do.
"""

import re
import unicodedata
from types import MappingProxyType

from liaison_desk.domain.text import fold

_SMALL = MappingProxyType(dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True)))
_VOWELS = MappingProxyType(
    {
        kana: row[0]
        for row in ("あかさたなはまやらわ", "いきしちにひみりゐ", "うくすつぬふむゆる", "えけせてねへめれゑ", "おこそとのほもよろを")
        for kana in row
    }
)  # fmt: skip
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
_LONG, _AGAIN = "ー", "ゝ"
# JIS X 4061: a long-vowel mark stands before a small letter, that before an iteration mark, that before a plain letter.
_OF_LONG, _OF_SMALL, _OF_AGAIN, _PLAIN, _END = "abcdz"
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e"})
_KANA = re.compile(r"[\u3041-\u3096\u309d\u309e\u30fc\s・=＝-]+")
_NUMBER = re.compile(r"\d+")
_LONGEST_NUMBER = 12
_GAPS = re.compile(r"[^\w]+|_+")


def is_kana(text: str) -> bool:
    """Tell whether a text is written in kana alone, so that it is its own reading."""
    return bool(_KANA.fullmatch(fold(text))) and bool(kana_letters(text))


def kana_letters(text: str) -> str:
    """Return a reading as it is compared first: without marks of voicing, small kana large, ー as the vowel before it.

    がっこー is かつこう. Blanks and signs do not count; letters other than kana stay.
    """
    return _levels(text)[0]


def kana_key(text: str) -> str:
    """Return the key of a reading: its letters, then the marks that decide between readings with the same letters.

    Unvoiced stands before voiced and that before half-voiced (はは, はば, ばば), and small before large (きょう, きよう).
    """
    letters, voicing, forms = _levels(text)
    return f"{letters} {voicing.rstrip('0')},{forms.rstrip(_PLAIN)}{_END}" if letters else ""


def latin_key(text: str) -> str:
    """Return a Latin name letter by letter: neither case, accents, blanks, hyphens nor apostrophes count.

    O'Brien is obrien, Müller muller, de la Cruz delacruz, Smith-Jones smithjones.
    """
    return "".join(filter(str.isalnum, fold(text).translate(_LETTERS)))


def latin_marks(text: str) -> str:
    """Return what decides between Latin names of the same letters, empty for plain ones: Obrien stands before O'Brien."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return "" if plain == latin_key(text) else f" {plain}"


def title_key(text: str) -> str:
    """Return the key of a title, such as an organization's name: word by word, numbers by their value (2nd before 11th)."""
    words = _GAPS.sub(" ", fold(text).translate(_LETTERS).replace("'", "").replace("’", "")).strip()
    counted = _NUMBER.sub(_by_value, words)
    spoken = [_levels(word) for word in counted.split()]
    marks = ",".join(voicing.rstrip("0") + forms.rstrip(_PLAIN) + _END for _, voicing, forms in spoken)
    plain = not marks.strip(_END + ",")
    return " ".join(letters for letters, _, _ in spoken) + ("" if plain else f"\t{marks}")


def _by_value(number: re.Match[str]) -> str:
    """Write a number so that its length comes first: 2 is 012, 11 is 0211."""
    digits = number[0].lstrip("0")[:_LONGEST_NUMBER]
    return f"{len(digits):02d}{digits}"


def _levels(text: str) -> tuple[str, str, str]:
    """Return a text's letters and for each its voicing (0-2) and its form."""
    letters: list[str] = []
    voicing: list[str] = []
    forms: list[str] = []
    for sign in unicodedata.normalize("NFD", fold(text)):
        if sign in {_VOICED, _HALF_VOICED}:
            if voicing:
                voicing[-1] = "1" if sign == _VOICED else "2"
            continue
        before = letters[-1] if letters else ""
        if sign == _LONG and before in _VOWELS:
            letters.append(_VOWELS[before])
            forms.append(_OF_LONG)
        elif sign == _AGAIN and before:
            letters.append(before)
            forms.append(_OF_AGAIN)
        elif sign in _SMALL:
            letters.append(_SMALL[sign])
            forms.append(_OF_SMALL)
        elif sign.isalnum():
            letters.append(sign)
            forms.append(_PLAIN)
        else:
            continue
        voicing.append("0")
    return "".join(letters), "".join(voicing), "".join(forms)
