"""Where in a line a suspense is typed: behind a stroke, behind a word such as by, due or 期限, or before まで."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from liaison_desk.domain.dtg import MONTHS
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError

KEYWORD: Final = re.compile(
    r"(?<!\S)(?i:(?P<loose>by|until|till)\s+|(?:due|nlt|ltiov)(?::\s*|\s+)|(?P<japanese>期限|締切|〆切):?\s*)(?=\S)"
)
_WORD: Final = re.compile(r"\S+")
_MOST_WORDS: Final = 5
_DAY: Final = (
    r"(?:(?:\d{4}|令和(?:\d{1,2}|元))年)?\d{1,2}月\d{1,2}日?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}|\d{1,2}日"
    r"|今日|本日|明日|明後日|あした|あさって|[月火水木金土日]曜日?"
)
_WEEKDAY: Final = r"\s?\([月火水木金土日](?:曜日?)?\)"
_CLOCK: Final = r"(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?|\d{4}[A-Za-z]?|\d{1,2}:\d{2}[A-Za-z]?|正午"
_TOWN: Final = r"\s?(?:東京|[A-Za-z]{3,4})"
_UNTIL: Final = re.compile(
    rf"(?<![\d/.年月])(?P<vague>再来週|来週|先週|毎週|来月|毎月|翌)?の?"
    rf"(?P<time>(?:{_DAY})(?:{_WEEKDAY})?(?:\s*(?:{_CLOCK})(?:{_TOWN})?)?"
    r"|(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?|正午|\d{6}[A-Za-z]{4}\d{2})"
    r"(?:\s?(?:まで|迄)に?(?!の)|(?<=[今本明]日)中(?:に|(?=\s|$)))"
)
_MONTH_FIRST: Final = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{4})\b)?"
)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LED: Final = re.compile(r"(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)")
_STROKED: Final = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/])")
_TAIL: Final = " .,;、。"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a line that says a time, or looks like one and says none (``time`` is None then).

    ``two_ways``: two nations read it as two days, as 5/12.
    """

    words: str
    start: int
    end: int
    time: TypedTime | None
    two_ways: bool = False


def find_stroke(text: str, stretch: tuple[int, int], zones: Sequence[str], now: datetime) -> Found:
    """Return what a stroke is followed by, as far as nothing else was understood in it: all of it is the time or none of it."""
    start, end = stretch
    words = text[start + 1 : end].strip()
    return Found(words, start, end, _read(words, zones, now), _two_ways(words))


def find_keyword(
    text: str, keyword: re.Match[str], stretch: tuple[int, int], zones: Sequence[str], now: datetime
) -> Found | None:
    """Return the longest run of words behind a keyword that is a time; None where nothing there looks like one.

    Behind by and until, which are ordinary words too, digits alone count only at the end: "sign by 3 officers".
    """
    start, end = keyword.end(), stretch[1]
    ends = [word.end() for word in islice(_WORD.finditer(text, start, end), _MOST_WORDS)]
    led = _LED.match(text, start, end)
    for last in reversed(ends):
        if led is not None and last == ends[0] and any(_read(text[led.end() : one], zones, now) for one in ends[1:]):
            break  # "by Wed 15 Dec", which is no Wednesday, does not mean the next one
        words = text[start:last].rstrip(_TAIL)
        if keyword["loose"] and words.isdigit() and last != end:
            continue
        time = _read(words, zones, now, japanese=bool(keyword["japanese"]))
        if time is not None:
            return Found(words, keyword.start(), start + len(words), time)
    first = ends[int(led is not None)] if len(ends) > int(led is not None) else start
    if keyword["loose"] and not any(letter.isdigit() for letter in text[start:first]):
        return None
    shown = text[keyword.start() : ends[min(1 + int(led is not None), len(ends) - 1)]] if ends else ""
    return Found(shown, keyword.start(), end, None, _two_ways(text[start:end])) if shown else None


def find_until(text: str, zones: Sequence[str], now: datetime) -> Iterator[Found]:
    """Yield what stands before まで, the last first; 来週 and its like are not guessed at."""
    for found in reversed(list(_UNTIL.finditer(text))):
        time = None if found["vague"] else _read(found["time"], zones, now, japanese=True)
        yield Found(found[0], found.start(), found.end(), time)


def _read(words: str, zones: Sequence[str], now: datetime, *, japanese: bool = False) -> TypedTime | None:
    plain = _plain_order(words, japanese=japanese)
    if plain is None:
        return None
    try:
        return parse_time(plain, zones, now)
    except DeskError:
        return None


def _plain_order(words: str, *, japanese: bool) -> str | None:
    """Return a date with its day before its month's name; None for 5/12, which two nations read differently."""
    led = _LED.match(words)
    if led is not None:  # a day of the week before the date
        plain = _plain_order(words[led.end() :], japanese=japanese)
        return None if plain is None else led[0] + plain
    month_first = _MONTH_FIRST.match(words)
    if month_first is not None and month_first["month"][:3].upper() in MONTHS:
        dated = " ".join(filter(None, (month_first["day"], month_first["month"][:3], month_first["year"])))
        return dated + words[month_first.end() :]
    stroked = _STROKED.match(words)
    if stroked is None:
        return _ORDINAL.sub("", words)
    first, second = int(stroked["first"]), int(stroked["second"])
    if not japanese and _two_ways(words):
        return None
    month, day = (second, first) if first > 12 >= second and not japanese else (first, second)
    return f"{month}月{day}日{words[stroked.end() :]}"


def _two_ways(words: str) -> bool:
    stroked = _STROKED.match(words)
    if stroked is None:
        return False
    first, second = int(stroked["first"]), int(stroked["second"])
    return first != second and max(first, second) <= 12
