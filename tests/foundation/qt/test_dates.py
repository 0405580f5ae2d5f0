"""Typed dates: what both nations read alike, and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.fields import parse_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", TODAY),
        ("2026/11/24", TODAY),
        ("20261124", TODAY),
        ("２０２６－１１－２４", TODAY),
        ("24 Nov 2026", TODAY),
        ("24NOV26", TODAY),
        ("24 november 2026", TODAY),
        ("24 Nov", TODAY),
        ("23 Nov", date(2027, 11, 23)),
        ("2026年11月24日", TODAY),
        ("12月1日", date(2026, 12, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("本日", TODAY),
        ("明日", date(2026, 11, 25)),
        ("+7", date(2026, 12, 1)),
    ],
)
def test_dates_as_staff_officers_type_them(text, expected):
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["11/12/26", "11/12", "31 Nov", "2026-13-01", "24 Foo", "soon", "0000-01-01", "1" * 500, "+99999", "2026-1124"],
)
def test_what_could_be_read_two_ways_or_not_at_all_is_refused(text):
    with pytest.raises(DeskError, match="is not a date"):
        parse_date(text, TODAY)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_printed_date_is_read_back(day):
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(f"{day:%Y%m%d}", TODAY) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日", TODAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_clear_refusal(text):
    try:
        found = parse_date(text, TODAY)
    except DeskError as error:
        found = error.text
    assert isinstance(found, date) or found.startswith("“{typed}” is not a date")


@given(st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=364)))
def test_a_date_without_its_year_is_the_next_one(day):
    if (day.month, day.day) != (2, 29):
        assert parse_date(f"{day.month}月{day.day}日", TODAY) == day
