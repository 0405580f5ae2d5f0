"""Where in a line a suspense is typed: behind a stroke, behind a word such as by, due, at or 期限, as cob or eom, or before まで."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from liaison_desk.domain.days import MONTH, WEEKDAY, TwoDaysError
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError

KEYWORD: Final = re.compile(
    r"(?<!\S)(?i:(?P<loose>(?:by|until|till|suspense)\s+|suspense:\s*)|(?P<hour>at)\s+(?=\d)|(?:due|nlt|ltiov|no later than)(?::\s*|\s+)"
    r"|(?P<itself>(?=cob(?![\w-])))|(?P<short>(?=eo[dwm](?![\w-]))))(?=\S)"
    r"|(?<!\S)(?P<japanese>期限|締切|〆切):?\s*(?=\S)"
)
_WORD: Final = re.compile(r"\S+")
_MOST_WORDS: Final = 6
_MOST_BEFORE: Final = 3  # words of a day that stands before its hour: Tue 15 Dec by 1400
_WEEKS: Final = r"(?:再来|来|今)週"
_DAY: Final = (
    r"(?:(?:\d{4}|令和(?:\d{1,2}|元))年)?\d{1,2}月\d{1,2}日?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}|(?:[今来]月の?)?\d{1,2}日"
    rf"|今日|本日|明日|明後日|あした|あさって|{_WEEKS}の?[月火水木金土日](?:曜日?)?|[月火水木金土日]曜日?|{_WEEKS}|(?:[今来]|\d{{1,2}})?月末|月内|今月"
)
_WEEKDAY: Final = r"\s?\([月火水木金土日](?:曜日?)?\)"
_CLOCK: Final = r"(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?|\d{4}[A-Za-z]?|\d{1,2}:\d{2}[A-Za-z]?|正午|終業時?"
_TOWN: Final = r"\s?(?:東京|[A-Za-z]{3,4})"
_UNTIL: Final = re.compile(
    rf"(?<![\d/.年月])(?P<vague>先週|毎週|毎月|翌)?の?"
    rf"(?P<time>(?:{_DAY})(?:{_WEEKDAY})?(?:\s*(?:{_CLOCK})(?:{_TOWN})?)?"
    r"|(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?|正午|終業時?|\d{6}[A-Za-z]{4}\d{2}"
    r"|(?P<unclear>(?:\d{1,2}月|[今来]月|来年)(?:初め|上旬|中旬|半ば|下旬|頃)?))"
    r"(?:\s?(?:まで|迄)に?(?!の)|(?P<within>(?<=[今本明]日|[今来]週|[今来]月)中)(?:に|(?=\s|$)))"
)
_VAGUE: Final = re.compile(
    rf"(?i)(?:next|this|last|coming|early|mid|late|end of)[\s-]+(?:the\s+)?(?:week|weekend|month|year|quarter|{WEEKDAY}|{MONTH})\b"
)
_BARE: Final = re.compile(r"(?i)(?:(?:at|on|by)\s+)?(?:the\s+)?(?!\d{4}$)\d+(?:st|nd|rd|th)?")
_YEAR: Final = re.compile(r"20[2-5]\d")  # "modernize by 2030" means no half past eight
_LED: Final = re.compile(rf"(?i:{WEEKDAY})\.?,?\s+(?=\S)")
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
    return Found(words, start, end, _read(words, zones, now), _two_ways(words, zones, now))


def find_keywords(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that lead to a suspense, the last first; of several in a row (due by, nlt cob) the first."""
    found, end = [], -1
    for keyword in KEYWORD.finditer(text):
        if keyword.start() != end:
            found.append(keyword)
        end = keyword.end()
    yield from reversed(found)


def find_keyword(
    text: str, keyword: re.Match[str], stretch: tuple[int, int], zones: Sequence[str], now: datetime
) -> Found | None:
    """Return the longest run of words behind a keyword that is a time; None where nothing there looks like one.

    ``stretch`` begins where words may be of the day that an hour is meant on: tomorrow by 1400. Behind by and until,
    which are ordinary words too, few digits alone count only at the end: "sign by 3 officers"; so does EOD, which disposes of bombs, too.
    """
    start, end = keyword.end(), stretch[1]
    ends = [word.end() for word in islice(_WORD.finditer(text, start, end), _MOST_WORDS)]
    led = _LED.match(text, start, end)
    for last in reversed(ends):
        if led is not None and last == ends[0] and any(_read(text[led.end() : one], zones, now) for one in ends[1:]):
            break  # "by Wed 15 Dec", which is no Wednesday, does not mean the next one
        words = text[start:last].rstrip(_TAIL)
        if keyword["loose"] and (_YEAR.fullmatch(words) or (_BARE.fullmatch(words) and last != end)):
            continue
        time = _read(words, zones, now, japanese=bool(keyword["japanese"]))
        if time is not None and not (keyword["hour"] and time.all_day):
            begin, whole = _with_day_before(text, stretch[0], keyword, words, zones, now)
            if keyword["short"] is not None and last == ends[0] != end and whole is None:
                continue
            return Found(words, begin, start + len(words), whole or time)
    if keyword["hour"] or keyword["short"] is not None:
        return None
    return _looks_like_one(text, keyword, ends, led, end, zones, now)


def _with_day_before(
    text: str, low: int, keyword: re.Match[str], words: str, zones: Sequence[str], now: datetime
) -> tuple[int, TypedTime | None]:
    """Return where the day of an hour begins that stands before the keyword, and the time that both say."""
    starts = [word.start() for word in _WORD.finditer(text, low, keyword.start())][-_MOST_BEFORE:]
    for begin in starts:
        day = text[begin : keyword.start()].strip(_TAIL)
        if _BARE.fullmatch(day) is None and (alone := _read(day, zones, now)) is not None and alone.all_day:
            both = _read(f"{day} {words}", zones, now)
            if both is not None and not both.all_day:
                return begin, both
    return keyword.start(), None


def _looks_like_one(
    text: str,
    keyword: re.Match[str],
    ends: Sequence[int],
    led: re.Match[str] | None,
    end: int,
    zones: Sequence[str],
    now: datetime,
) -> Found | None:
    """Return what follows a keyword and says no time though it is meant as one; None for ordinary words."""
    start = keyword.end()
    first = ends[int(led is not None)] if len(ends) > int(led is not None) else start
    vague = _VAGUE.match(text, start, end)
    if keyword["loose"] and vague is None and not any(letter.isdigit() for letter in text[start:first]):
        return None
    last = vague.end() if vague is not None else ends[min(1 + int(led is not None), len(ends) - 1)] if ends else 0
    shown = text[keyword.start() : last]
    return Found(shown, keyword.start(), end, None, _two_ways(text[start:last], zones, now)) if shown else None


def find_until(text: str, zones: Sequence[str], now: datetime) -> Iterator[Found]:
    """Yield what stands before まで or 中に, the last first; 毎週, 上旬 and their like are not guessed at."""
    for found in reversed(list(_UNTIL.finditer(text))):
        said = found["time"] + (found["within"] or "" if found["time"].endswith(("週", "月")) else "")
        time = None if found["vague"] else _read(said, zones, now, japanese=True)
        yield Found(found[0], found.start(), found.end(), time, _two_ways(said, zones, now, whole=True))


def find_unled(text: str, zones: Sequence[str], now: datetime) -> Found | None:
    """Return the time that a text ends in though nothing says that it is the suspense; digits alone, and 火 or +2, are none."""
    for begin in [word.start() for word in _WORD.finditer(text)][-_MOST_WORDS:]:
        words = text[begin:].rstrip(_TAIL)
        if begin and len(words) > 1 and words[0] not in "+-" and not words.isdigit() and _BARE.fullmatch(words) is None:
            time, two_ways = _read(words, zones, now, japanese=True), _two_ways(words, zones, now, whole=True)
            if time is not None or two_ways:
                return Found(words, begin, begin + len(words), time, two_ways)
    return None


def _read(words: str, zones: Sequence[str], now: datetime, *, japanese: bool = False) -> TypedTime | None:
    try:
        return parse_time(_month_first(words) if japanese else words, zones, now)
    except DeskError:
        return None


def _two_ways(words: str, zones: Sequence[str], now: datetime, *, whole: bool = False) -> bool:
    """Tell whether words, or only the first of them, are two days to two people."""
    for end in [len(words)] if whole else [word.end() for word in _WORD.finditer(words)]:
        try:
            parse_time(words[:end], zones, now)
        except TwoDaysError:
            return True
        except DeskError:
            continue
    return False


def _month_first(words: str) -> str:
    """Return 5/12 as the Japanese read it: 5月12日."""
    return _STROKED.sub(r"\g<first>月\g<second>日", words, count=1)
