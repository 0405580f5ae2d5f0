"""Days off as a timeline tints them: holidays and closures of nations, those of one name that follow each other as one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from liaison_desk.domain.backplan import WorkingDays
from liaison_desk.domain.holidays import Holiday

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2299
"""The years in which working days, and so days off, are reckoned."""


@dataclass(frozen=True, slots=True)
class Off:
    """Days off of a nation, as ordinals, both included, and what they are called in both languages of the interface."""

    nation: str
    first: int
    last: int
    english: str
    japanese: str

    def name(self, code: str) -> str:
        """Return what they are called in a language."""
        return self.japanese if code == "ja" else self.english


def read_offs(nations: Sequence[str], year: int) -> tuple[Off, ...]:
    """Return the days off of nations in a year, in order; of a year in which nothing is reckoned none.

    Slow for a year that nobody asked for before: not for the thread of the window.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    days = WorkingDays(tuple(nations))
    return joined(days.off_between(date(year, 1, 1), date(year, 12, 31)))


def joined(days: Iterable[Holiday]) -> tuple[Off, ...]:
    """Return single days off as stretches: what follows a day off of its nation directly belongs to it if it is a closure of one name.

    Three holidays in a row stay three, for each has a name of its own.
    """
    found: list[Off] = []
    latest: dict[str, int] = {}
    for one in days:
        at = one.day.toordinal()
        place = latest.get(one.nation)
        before = found[place] if place is not None else None
        if place is not None and before is not None and before.last + 1 == at and before.english == one.english:
            found[place] = replace(before, last=at)
            continue
        latest[one.nation] = len(found)
        found.append(Off(one.nation, at, at, one.english, one.japanese))
    return tuple(found)


def named_once(offs: Iterable[Off]) -> list[tuple[int, int, list[Off]]]:
    """Return stretches with all that fall on them, so that a day both nations have off is tinted and named in one place."""
    found: dict[tuple[int, int], list[Off]] = {}
    for one in offs:
        found.setdefault((one.first, one.last), []).append(one)
    return [(first, last, some) for (first, last), some in sorted(found.items(), key=lambda entry: entry[0])]


def palette_of(nation: str, host: str) -> str:
    """Return the colours of a nation's days off: its own where it has some, else one for the host and one for the others."""
    return {"JPN": "holiday_jp", "USA": "holiday_us"}.get(nation, "holiday_us" if nation == host else "holiday_other")
