"""Public holidays of nations, from the library of that name, with their names in English and Japanese.

The library knows Japan's moved and bridged days (振替休日, 国民の休日) and the observed days of the United States; days that
are announced year by year (the equinoxes) are computed for years to come. Japanese names that it lacks are data:
``resources/policies/holidays.toml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.policy import read_policy
from liaison_desk.foundation.core.resources import resource

_SAID = re.compile(r"(?P<name>.*?) \((?P<how>observed|estimated|observed, estimated)\)")
_INSTEAD = "Alternative holiday for "


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day off by law, with its name in both languages of the interface."""

    nation: str
    day: date
    english: str
    japanese: str


def holidays_between(nation: str, first: date, last: date) -> list[Holiday]:
    """Return a nation's (trigraph) public holidays from ``first`` to ``last``, both included, in order; of an unknown nation none."""
    return [
        one for year in range(first.year, last.year + 1) for one in _of_year(nation, year) if first <= one.day <= last
    ]


def is_holiday(nation: str, day: date) -> bool:
    """Tell whether a day is a public holiday of a nation (trigraph)."""
    return any(one.day == day for one in _of_year(nation, day.year))


def is_working_day(day: date, nations: tuple[str, ...]) -> bool:
    """Tell whether a day is worked in all these nations: no Saturday or Sunday, and a public holiday of none of them."""
    return day.weekday() < 5 and not any(is_holiday(nation, day) for nation in nations)


def working_days(first: date, nations: tuple[str, ...]) -> Iterator[date]:
    """Yield the days worked in all these nations from ``first`` on, as far as the calendar goes."""
    day = first
    while day < date.max:
        if is_working_day(day, nations):
            yield day
        day += timedelta(days=1)


def observing_nations() -> tuple[str, ...]:
    """Return the nations (trigraphs) whose holidays are known, in the order of the table of nations."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=True)
    return tuple(nation.code for nation in load_nations().all() if nation.code in known)


@cache
def _of_year(nation: str, year: int) -> tuple[Holiday, ...]:
    english = _names(nation, year, "en_US")
    japanese = _names(nation, year, "ja")
    tables = _japanese()
    table = {**tables.get("any", {}), **tables.get(nation, {})}
    return tuple(
        Holiday(nation, day, name, japanese.get(day) or _translated(name, table))
        for day, name in sorted(english.items())
    )


def _names(nation: str, year: int, language: str) -> Mapping[date, str]:
    """Return a year's days with their names in a language; in English those the library has in its own only, if need be."""
    import holidays  # 90 ms that no start without a calendar of holidays waits for

    try:
        nations: Any = holidays.country_holidays(nation, years=year)
    except NotImplementedError:
        return {}
    # Without a language the library speaks that of the machine.
    if language in nations.supported_languages:
        nations = holidays.country_holidays(nation, years=year, language=language)
    elif language != "en_US":
        return {}
    elif nations.default_language:
        nations = holidays.country_holidays(nation, years=year, language=nations.default_language)
    return {day: "; ".join(nations.get_list(day)) for day in nations}


@cache
def _japanese() -> Mapping[str, Mapping[str, str]]:
    return read_policy(resource("policies", "holidays.toml"))


def _translated(english: str, table: Mapping[str, str]) -> str:
    """Return the Japanese of a day's names, with what the library says beside them: moved (振替), or computed (推定)."""
    return "、".join(_said(name, table) for name in english.split("; "))


def _said(name: str, table: Mapping[str, str]) -> str:
    found = _SAID.fullmatch(name)
    plain, how = (found["name"], found["how"]) if found else (name, "")
    remarks = ["振替"] if "observed" in how or plain.startswith(_INSTEAD) else []
    remarks += ["推定"] if "estimated" in how else []
    plain = plain.removeprefix(_INSTEAD)
    return table.get(plain, plain) + "".join(f" ({remark})" for remark in remarks)
