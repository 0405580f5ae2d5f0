"""Years as each nation counts them, fiscal years and the Reiwa era, and which a desk keeps."""

from datetime import date

from liaison_desk.foundation.core.errors import Problem

REIWA_BEGAN = date(2019, 5, 1)
FIRST_YEAR, LAST_YEAR = 2, 9998  # in any zone, and with a day more or less, these lie within the calendar


def us_fiscal_year(day: date) -> int:
    """Return the United States fiscal year of a day: 1 October to 30 September, named after the year it ends in."""
    return day.year + (day.month >= 10)


def japanese_fiscal_year(day: date) -> int:
    """Return the Japanese fiscal year (年度) of a day: 1 April to 31 March, named after the year it begins in."""
    return day.year - (day.month < 4)


def reiwa(day: date) -> int | None:
    """Return the year of the Reiwa era (2019 is 1), or None before it began on 1 May 2019."""
    return day.year - 2018 if day >= REIWA_BEGAN else None


def year_problems(field: str, *days: date | None) -> list[Problem]:
    """Return what is wrong with dates, or wall times, of a record's field: one that no zone can be reckoned for."""
    if all(day is None or FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        return []
    years = (("first", str(FIRST_YEAR)), ("last", str(LAST_YEAR)))
    return [Problem(field, "A date lies in the years {first} to {last}.", years)]
