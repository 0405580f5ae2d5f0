"""Marks inside a line: what is strong, emphasized, struck, code, a link, a tag or an escaped character, and where it stands.

Emphasis follows CommonMark's rules of flanking and pairing (a stack of openers, and for each kind of closer how far down
it was searched in vain, so that no text takes more than linear time). Beside Japanese letters and brackets, where no blank
ever stands, the rules that ask for blanks or stops do not count: ``これは**「重要」**です`` is bold.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from liaison_desk.foundation.core.styled import Run, Style

LONGEST_TAG = 100
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)
LINK_HEAD = r"\[\[(?P<kind>[a-z][a-z-]{0,31}+):(?P<uid>[^\s\[\]|]{1,800}+)"
LINK = rf"{LINK_HEAD}(?:\|(?P<label>[^\[\]|\n\r\u2028\u2029]{{0,500}}+))?\]\]"
_LETTERS = r"(?:[^\W_]|[\u0300-\u036f\u3099\u309a])++"
_TOKEN = re.compile(
    rf"(?P<escape>\\[*_`~\[|#＃])|(?P<ticks>`++)|{LINK}|(?P<url>://[^\s*`|\[\]<>「」（）、。]*+)|(?P<tag>[#＃]{_LETTERS}(?:[-_]++{_LETTERS})*+)|(?P<run>\*++|_++|~++)"
)
ANY_MARK = re.compile(r"[\\`#＃*_~]|\[\[")
_NO_TAG_AFTER = frozenset("&/#＃_=")
_MARK = int(Style.MARK)
_FLAGS = tuple(map(int, (Style.STRONG, Style.EMPHASIS, Style.CODE, Style.STRIKE, Style.LINK, Style.TAG, Style.MARK)))


class Span(NamedTuple):
    """Something marked: its style, where it stands with its marks and without, and for a link its record.

    PLAIN is an escaped character behind its backslash.
    """

    style: Style
    start: int
    end: int
    inner: int
    outer: int
    kind: str = ""
    uid: str = ""


class Passage(NamedTuple):
    """A stretch of the source that is read by itself: a line of a paragraph or item, or a cell. Its spans are in order of their starts."""

    start: int
    end: int
    spans: tuple[Span, ...] = ()


class _Opener:
    """A run of delimiters that may open: where it stands, how many are left (its inner ones), how many there were."""

    __slots__ = ("both", "char", "count", "left", "start")

    def __init__(self, char: str, start: int, count: int, both: bool) -> None:
        self.char = char
        self.start = start
        self.count = count
        self.left = count
        self.both = both


def read_passage(text: str, start: int, end: int) -> Passage:
    """Find every mark between two positions of a text."""
    if not ANY_MARK.search(text, start, end):
        return Passage(start, end)
    spans = sorted(_spans(text, start, end), key=lambda span: (span.start, -span.end))
    return Passage(start, end, tuple(spans))


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    delimiters = _Delimiters(text, start, end)
    ticks: _Ticks | None = None
    at = start
    while found := _TOKEN.search(text, at, end):
        at = found.end()
        match found.lastgroup:
            case "escape":
                yield Span(Style.PLAIN, at - 2, at, at - 1, at)
            case "ticks":
                ticks = ticks or _Ticks(text, found.start(), end)
                closing = ticks.closing(at - found.start(), at)
                if closing >= 0:
                    span = _code(text, found.start(), at, closing)
                    yield span
                    at = span.end
            case "url":
                continue  # an underscore or number sign in an address is a letter of it
            case "tag":
                if _is_tag(text, start, found):
                    yield Span(Style.TAG, found.start(), at, found.start(), at)
                else:
                    at = found.start() + 1
            case "run":
                yield from delimiters.read(found.start(), at)
            case _:
                inner = found.start("label") if found["label"] is not None else at - 2
                yield Span(Style.LINK, found.start(), at, inner, at - 2, found["kind"], unquote(found["uid"]))


class _Ticks:
    """The runs of backticks of a passage by their length, each looked at once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._runs: dict[int, list[int]] = {}
        for run in re.finditer("`+", text[start:end]):
            self._runs.setdefault(len(run[0]), []).append(start + run.start())
        for places in self._runs.values():
            places.reverse()

    def closing(self, length: int, after: int) -> int:
        """Return where the next run of a length stands, -1 for nowhere. ``after`` only ever grows."""
        places = self._runs.get(length, [])
        while places and places[-1] < after:
            places.pop()
        return places[-1] if places else -1


def _code(text: str, start: int, inner: int, outer: int) -> Span:
    """Return a code span; a blank inside either end, which keeps backticks apart, belongs to the marks."""
    end = outer + inner - start
    if outer - inner > 2 and text[inner] == text[outer - 1] == " " and text[inner:outer].strip(" "):
        inner, outer = inner + 1, outer - 1
    return Span(Style.CODE, start, end, inner, outer)


def _is_tag(text: str, start: int, found: re.Match[str]) -> bool:
    word = found["tag"][1:]
    before = text[found.start() - 1] if found.start() > start else " "
    if len(word) > LONGEST_TAG or not any(map(str.isalpha, word)) or before in _NO_TAG_AFTER:
        return False
    return not before.isalnum() or is_cjk(before)


def is_cjk(char: str) -> bool:
    """Tell whether a character is written without blanks around it: kanji, kana, Hangul, their stops and wide forms."""
    return char >= "\u1100" and _CJK.match(char) is not None


def _is_stop(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


class _Delimiters:
    """Pairs runs of ``*``, ``_`` and ``~~`` as they come."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._stack: list[_Opener] = []
        self._searched: dict[tuple[str, bool, int], int] = {}

    def read(self, start: int, end: int) -> Iterator[Span]:
        """Take one run, and yield the spans it closes, the inner ones first."""
        char = self._text[start]
        opens, closes = self._flanks(char, start, end)
        count = end - start
        if char == "~" and count != 2:
            return
        left = count
        while closes and left:
            opener = self._opener(char, count, left, opens, end)
            if opener is None:
                break
            used = 2 if opener.left > 1 and left > 1 else 1
            first = opener.start + opener.left - used
            outer = end - left
            opener.left -= used
            left -= used
            style = Style.STRIKE if char == "~" else Style.STRONG if used == 2 else Style.EMPHASIS
            yield Span(style, first, outer + used, first + used, outer)
            if not opener.left:
                self._stack.pop()
        if opens and left:
            rest = _Opener(char, end - left, count, closes)
            rest.left = left
            self._stack.append(rest)

    def _opener(self, char: str, count: int, left: int, both: bool, end: int) -> _Opener | None:
        """Return the nearest opener that a closer goes with, those above it given up."""
        key = (char, both, count % 3)
        bottom = self._searched.get(key, -1)
        for number in range(len(self._stack) - 1, -1, -1):
            opener = self._stack[number]
            if opener.start <= bottom:
                break
            if opener.char == char and not _odd(opener, count, both):
                del self._stack[number + 1 :]
                return opener
        self._searched[key] = end - left - 1
        return None

    def _flanks(self, char: str, start: int, end: int) -> tuple[bool, bool]:
        """Tell whether a run may open and whether it may close."""
        text = self._text
        before = text[start - 1] if start > self._start else " "
        after = text[end] if end < self._end else " "
        if before.isdigit() and after.isdigit() and char == "*":
            return False, False  # 3*4*5 multiplies
        stop_before, stop_after = _is_stop(before), _is_stop(after)
        wide_before, wide_after = is_cjk(before), is_cjk(after)
        blank_before, blank_after = before.isspace(), after.isspace()
        left = not blank_after and (not stop_after or wide_after or blank_before or stop_before or wide_before)
        right = not blank_before and (not stop_before or wide_before or blank_after or stop_after or wide_after)
        if char == "_":  # never inside a word, of any script: names of files have them
            return left and (not right or stop_before), right and (not left or stop_after)
        return left, right


def _odd(opener: _Opener, count: int, both: bool) -> bool:
    """Tell whether CommonMark's rule of three parts an opener from a closer."""
    return (opener.both or both) and (opener.count + count) % 3 == 0 and (opener.count % 3 != 0 or count % 3 != 0)


@lru_cache(maxsize=2 * Style.HEAD)
def _style(number: int) -> Style:
    return Style(number)


def runs_of(passage: Passage, style: Style = Style.PLAIN) -> Iterator[Run]:
    """Yield a passage cut into stretches set alike, in order and without gaps, each with ``style`` besides."""
    if not passage.spans:
        if passage.end > passage.start:
            yield Run(passage.start, passage.end, style)
        return
    turns: list[tuple[int, int, int]] = []  # place, +1 or -1, flag; plain numbers, for flags of an enum add slowly
    for span in passage.spans:
        flag = int(span.style)
        if flag:
            turns += ((span.start, 1, flag), (span.end, -1, flag))
        if span.inner > span.start:
            turns += ((span.start, 1, _MARK), (span.inner, -1, _MARK))
        if span.end > span.outer:
            turns += ((span.outer, 1, _MARK), (span.end, -1, _MARK))
    turns.sort()
    depth = dict.fromkeys(_FLAGS, 0)
    always = int(style)
    at, now = passage.start, always
    for place, change, flag in turns:
        if place > at:
            yield Run(at, place, _style(now))
            at = place
        depth[flag] += change
        now = now | flag if depth[flag] else (now & ~flag) | (always & flag)
    if at < passage.end:
        yield Run(at, passage.end, style)
