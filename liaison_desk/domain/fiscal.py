"""Fiscal years of nations: when each begins and what it is called, from ``resources/policies/fiscal.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from liaison_desk.domain.dates import FIRST_YEAR, LAST_YEAR, REIWA_BEGAN
from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.foundation.core.resources import resource

_REIWA: Final = REIWA_BEGAN.year


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One fiscal year of a nation (trigraph), its days and its names in both languages of the interface."""

    nation: str
    first: date
    last: date
    english: str
    japanese: str
    short_english: str
    short_japanese: str

    def name(self, language_code: str) -> str:
        """Return its whole name: ``FY27``, 令和8年度 (FY2026)."""
        return self.japanese if language_code == "ja" else self.english

    def short(self, language_code: str) -> str:
        """Return its name where there is little room: ``JFY26``."""
        return self.short_japanese if language_code == "ja" else self.short_english


@dataclass(frozen=True, slots=True)
class FiscalRule:
    """How a nation counts: the month its year begins in, which calendar year names it, the names with their places."""

    month: int
    named_after: Literal["begin", "end"]
    names: tuple[str, str, str, str]
    before: tuple[str, str]

    def year_of(self, nation: str, day: date) -> FiscalYear:
        """Return the fiscal year a day lies in."""
        begin = day.year - (day.month < self.month)
        first = date(begin, self.month, 1)
        last = date(begin + 1, self.month, 1) - timedelta(days=1)
        number = begin if self.named_after == "begin" else last.year
        english, japanese, short_english, short_japanese = self.names
        if begin < _REIWA and any("{reiwa}" in name for name in self.names):
            english, japanese = self.before
            short_english, short_japanese = self.before
        texts = (english, japanese, short_english, short_japanese)
        return FiscalYear(nation, first, last, *(_filled(text, number, begin) for text in texts))


def fiscal_year(nation: str, day: date) -> FiscalYear | None:
    """Return the fiscal year of a nation (trigraph) that a day lies in; None of a nation whose rule is not known."""
    rule = load_fiscal_rules().get(nation)
    return rule.year_of(nation, day) if rule is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def fiscal_years(nation: str, first: date, last: date) -> list[FiscalYear]:
    """Return the fiscal years of a nation that have a day from ``first`` to ``last``, both included, in order."""
    found: list[FiscalYear] = []
    day = first
    while day <= last and (year := fiscal_year(nation, day)) is not None:
        found.append(year)
        day = year.last + timedelta(days=1)
    return found


@cache
def load_fiscal_rules() -> Mapping[str, FiscalRule]:
    """Return the shipped rules (editable data), by nation."""
    return read_fiscal_rules(resource("policies", "fiscal.toml"))


def read_fiscal_rules(path: Path) -> Mapping[str, FiscalRule]:
    """Return the rules in a file. A spoilt file raises UnreadableError that names it."""
    table = read_policy(path)
    with reading(path):
        return MappingProxyType({nation: _rule(entry) for nation, entry in table.items()})


def _rule(entry: Mapping[str, object]) -> FiscalRule:
    month, after = entry["month"], entry["named_after"]
    if not isinstance(month, int) or not 1 <= month <= 12 or after not in {"begin", "end"}:
        raise ValueError(month, after)
    english, japanese, *short = (str(entry[name]) for name in ("en", "ja", "short_en", "short_ja"))
    before = (str(entry.get("before_en", english)), str(entry.get("before_ja", japanese)))
    named: Literal["begin", "end"] = "begin" if after == "begin" else "end"
    return FiscalRule(month, named, (english, japanese, short[0], short[1]), before)


def _filled(text: str, number: int, begin: int) -> str:
    reiwa = begin - _REIWA + 1
    values = {
        "{year}": str(number),
        "{yy}": f"{number % 100:02d}",
        "{next}": f"{(number + 1) % 100:02d}",
        "{reiwa}": "元" if reiwa == 1 else str(reiwa),
    }
    for place, value in values.items():
        text = text.replace(place, value)
    return text
