"""Agendas: when each item is called, items moved, and lines of a text that look like an agenda."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import AgendaItem

_DAY: Final = 24 * 60
_FEWEST: Final = 2
_MOST: Final = 60
_MARK: Final = re.compile(
    r"\s*(?:(?:\(?\d{1,2}[.):\uff0e\u3001](?!\d)\)?)|[-\u2013*\u2022\u30fb\u25cf]|[\u2460-\u2473])\s*"
)
_CLOCK: Final = re.compile(r"\s*(\d{1,2}):?([0-5]\d)\s*(?:[-\u2013\u301c~]\s*(\d{1,2}):?([0-5]\d))?\s*[:.\u3000]?\s+")
_LENGTH: Final = re.compile(
    r"\s*[(\uff08]?\s*(\d{1,3})\s*(?:min(?:utes?)?\.?|\u5206(?:\u9593)?)\s*[)\uff09]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    title: str
    after: int | None
    minutes: int


def called_at(agenda: Sequence[AgendaItem], start: datetime) -> list[datetime]:
    """Return when each item is called, by the wall clock: as it says, or when the ones before it are over."""
    found, turn = [], 0
    for item in agenda:
        turn = item.after if item.after is not None else turn
        found.append(start + timedelta(minutes=turn))
        turn += item.minutes
    return found


def read_call(typed: str, start: datetime) -> int | None:
    """Return after how many minutes an item is called that was typed as ``+15``, ``15``, ``0915`` or ``9:15``; ``None`` for nothing.

    Raises DeskError for what is neither. A clock time before the meeting's beginning is on the day after.
    """
    text = unicodedata.normalize("NFKC", typed[:20]).strip()
    if not text:
        return None
    if match := re.fullmatch(r"\+?(\d{1,3})", text):
        return int(match[1])
    if (match := re.fullmatch(r"([01]?\d|2[0-3]):?([0-5]\d)[A-Za-z]?", text)) and (":" in text or len(text) >= 4):
        minutes = int(match[1]) * 60 + int(match[2]) - start.hour * 60 - start.minute
        return minutes % _DAY
    raise DeskError("“{typed}” is no time. Type 0915, or +15 for minutes after the beginning.", typed=typed[:20])


def read_minutes(typed: str) -> int:
    """Return a length in minutes that was typed as ``15``; 0 for nothing. Raises DeskError."""
    text = unicodedata.normalize("NFKC", typed[:20]).strip()
    if not text:
        return 0
    match = re.fullmatch(r"(\d{1,4})\s*(?:min|\u5206)?", text)
    if match is None or int(match[1]) > _DAY:
        raise DeskError("“{typed}” is no length in minutes.", typed=typed[:20])
    return int(match[1])


def agenda_in(text: Bilingual, start: datetime) -> tuple[AgendaItem, ...]:
    """Return the agenda that stands in a text, such as an event's description; nothing where it does not look like one.

    Items are numbered, marked or timed lines, two at least. Where both wordings have as many items, they are the same ones.
    """
    host, home = _lines(text.host, start), _lines(text.home, start)
    if len(host) == len(home):
        return tuple(
            AgendaItem(
                replace(text, host=mine.title, home=theirs.title),
                mine.after if mine.after is not None else theirs.after,
                mine.minutes or theirs.minutes,
            )
            for mine, theirs in zip(host, home, strict=True)
        )
    if len(host) > len(home):
        return tuple(AgendaItem(Bilingual(host=one.title), one.after, one.minutes) for one in host)
    state = text.home_state if text.home_state is not Wording.STALE else Wording.ORIGINAL
    return tuple(AgendaItem(Bilingual(home=one.title, home_state=state), one.after, one.minutes) for one in home)


def _lines(text: str, start: datetime) -> list[_Line]:
    found = []
    for line in text.splitlines()[:400]:
        words = line[:400]
        mark = _MARK.match(words)
        rest = words[mark.end() :] if mark else words
        clock = _CLOCK.match(rest)
        if clock is not None and int(clock[1]) > 23:
            clock = None
        if mark is None and clock is None:
            continue
        after, minutes = None, 0
        if clock is not None:
            rest = rest[clock.end() :]
            after = (int(clock[1]) * 60 + int(clock[2]) - start.hour * 60 - start.minute) % _DAY
            if clock[3]:
                minutes = (int(clock[3]) * 60 + int(clock[4]) - int(clock[1]) * 60 - int(clock[2])) % _DAY
        if length := _LENGTH.search(rest):
            rest, minutes = rest[: length.start()], minutes or int(length[1])
        if title := rest.strip():
            found.append(_Line(title, after, minutes))
    return found[:_MOST] if len(found) >= _FEWEST else []
