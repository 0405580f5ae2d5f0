"""Years as each nation counts them: fiscal years and the Reiwa era."""

from datetime import date

REIWA_BEGAN = date(2019, 5, 1)


def us_fiscal_year(day: date) -> int:
    """Return the United States fiscal year of a day: 1 October to 30 September, named after the year it ends in."""
    return day.year + (day.month >= 10)


def japanese_fiscal_year(day: date) -> int:
    """Return the Japanese fiscal year (年度) of a day: 1 April to 31 March, named after the year it begins in."""
    return day.year - (day.month < 4)


def reiwa(day: date) -> int | None:
    """Return the year of the Reiwa era (2019 is 1), or None before it began on 1 May 2019."""
    return day.year - 2018 if day >= REIWA_BEGAN else None
