"""Text on its way to paper: characters the font has, their widths, and where a line may break (行頭・行末禁則)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

# What may not begin a line (JIS X 4051: closing brackets, stops, small kana, iteration and length marks) …
NO_START = frozenset(
    "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠»‐゠–〜～ぁぃぅぇぉっゃゅょゎゕゖ"
    "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､･ｰｧｨｩｪｫｬｭｮｯﾞﾟ｣…‥,.:;?!)]}%％℃°′″"
)
# … and what may not end one.
NO_END = frozenset("‘“（〔［｛〈《「『【〘〖〝｟«｢([{¥￥＄$£№＃#")
# Fixed spaces become plain ones so that a phrase of them can still be set; the rest is invisible on paper.
_REPLACED = {
    ord(c): " " for c in "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
} | {
    0x2011: "-",
    0x00AD: None,
    0x000B: "\n",
    0x000C: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0x0085: "\n",
}
# Compatibility ideographs are people's names as they write them; NFC would replace them.
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
# Controls, invisible directions and joiners, halves of characters, private and unassigned ones.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LONG = re.compile("[^\\s\u2e80-\uff60\uffe0-\uffef]{6,}")
"""Runs of Latin letters and the like that may be too long for a narrow column."""
_SPACES = re.compile(r"[ \u3000]+")

MISSING = "〓"
"""Stands for a character the fonts do not have, as a Japanese compositor's turned type does."""


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" and not "\uff61" <= char <= "\uffdc"


def _may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two neighbouring characters."""
    if after in {" ", "\u3000"}:
        return True
    if after in NO_START or before in NO_END:
        return before == " "
    if before in {" ", "\u3000"} or _is_wide(before) or _is_wide(after):
        return True
    return before in "-/\u2013\u2014" and after.isalpha()


class _Widths(dict[str, float]):
    """Widths in ems by character, looked up in the font's table (thousandths, by code) when first met."""

    def __init__(self, table: Mapping[int, float]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, key: str) -> float:
        width = self[key] = self._table.get(ord(key), 1000.0) / 1000
        return width


class Face:
    """One font as the layout sees it: the characters it has, and their widths. Made anew for each document."""

    def __init__(self, name: str, widths: Mapping[int, float], glyphs: Mapping[int, int]) -> None:
        self.name = name
        self._glyphs = glyphs
        self._widths = _Widths(widths)
        self._cleaned: dict[str, str] = {}
        self._breaks: dict[tuple[str, float, float, float], list[str]] = {}

    def clean(self, text: str) -> str:
        """Return text as it can be printed: composed, without control characters, nothing the font lacks."""
        if text.isascii() and text.isprintable():
            return text
        known = self._cleaned.get(text)
        if known is None:
            known = self._cleaned[text] = self._clean(text)
        return known

    def _clean(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
        if not text.isprintable():
            text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _INVISIBLE)
        if not unicodedata.is_normalized("NFC", text):
            text = _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)
        if all(ord(char) in self._glyphs for char in set(text) - {"\n"}):
            return text
        return "".join(map(self._printable, text))

    def _printable(self, char: str) -> str:
        """Return a character as the font can print it: itself, its plain form, its letter with fewer accents, or 〓."""
        if char == "\n" or ord(char) in self._glyphs:
            return char
        if unicodedata.category(char) in {"Mn", "Me"}:
            return ""
        plain = unicodedata.normalize("NFKC", char)
        parts = unicodedata.normalize("NFD", plain) if plain.isalpha() else plain
        for count in range(len(parts), 0, -1):
            tried = plain if count == len(parts) else unicodedata.normalize("NFC", parts[:count])
            if all(ord(part) in self._glyphs for part in tried) and (len(tried) == 1 or tried == plain):
                return tried
        return MISSING

    def width(self, text: str, size: float) -> float:
        """Return the width of cleaned text in points."""
        return sum(map(self._widths.__getitem__, text)) * size

    def first_word(self, text: str) -> str:
        """Return how cleaned text begins, up to where a line may first break."""
        line = text.split("\n", 1)[0].strip(" ")
        cut = next((at for at in range(1, len(line)) if _may_break(line[at - 1], line[at])), len(line))
        return line[:cut]

    def words(self, text: str) -> Iterator[str]:
        """Yield the longer words of a cleaned text in letters that no line may part; those of one ideograph or kana need no room."""
        for run in _LONG.findall(text):
            start = 0
            for at in range(1, len(run) + 1):
                if at == len(run) or _may_break(run[at - 1], run[at]):
                    yield run[start:at]
                    start = at

    def wrap(self, text: str, size: float, width: float, first: float = 0.0) -> list[str]:
        """Return cleaned text cut into lines of a width in points, the first shorter by ``first``; never empty.

        Line breaks in the text stay. Words too long for a line are cut. The same text is measured once.
        """
        if len(text) < 256:
            key = (text, size, width, first)
            known = self._breaks.get(key)
            if known is None:
                known = self._breaks[key] = self._wrap(text, size, width, first)
            return known
        return self._wrap(text, size, width, first)

    def cut(self, text: str, size: float, width: float) -> str:
        """Return cleaned text shortened to one line of a width in points, which ends in an ellipsis where words are left out."""
        return text if self.width(text, size) <= width else f"{self.wrap(text, size, width - size)[0]}…"

    def _wrap(self, text: str, size: float, width: float, first: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n") if "\n" in text else (text,):
            lines += self._wrap_paragraph(part.rstrip(" "), width / size, first / size if not lines else 0.0)
        return lines

    def _wrap_paragraph(self, text: str, width: float, first: float) -> list[str]:
        ends = list(accumulate(self.widths(text)))
        return [text[start:end] for start, end in cut_lines(text, ends, width, first)]

    def widths(self, text: str) -> Iterator[float]:
        """Return the width of each character of cleaned text in ems."""
        return map(self._widths.__getitem__, text)


def cut_lines(text: str, ends: Sequence[float], width: float, first: float = 0.0) -> list[tuple[int, int]]:
    """Return from where up to where each line of a cleaned paragraph goes, blanks at its end left out; never empty.

    ``ends`` is where each character ends if all stood in one line, ``width`` what a line holds, the first one less by ``first``.
    """
    lines: list[tuple[int, int]] = []
    start, used, room = 0, 0.0, width - first
    count = len(text)
    while count and ends[-1] - used > room + 1e-6:
        fit = bisect_right(ends, used + room + 1e-6, start)
        cut = fit
        while cut > start and not _may_break(text[cut - 1], text[cut]):
            cut -= 1
        if cut == start:
            if first and not lines and room < width:  # a bold label left too little room: begin below it
                lines.append((0, 0))
                room = width
                continue
            at = text.find("@", start + 1, fit)  # an address is better cut before its domain
            cut = at if at > 0 else max(fit, start + 1)
        lines.append((start, start + len(text[start:cut].rstrip(" \u3000"))))
        spaces = _SPACES.match(text, cut)
        start = spaces.end() if spaces else cut
        if start >= count:
            return lines
        used, room = ends[start - 1], width
    lines.append((start, count))
    return lines
