"""Fiscal years of both nations: their days, their names, their data."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.dates import japanese_fiscal_year, us_fiscal_year
from liaison_desk.domain.fiscal import fiscal_year, fiscal_years, load_fiscal_rules, read_fiscal_rules
from liaison_desk.foundation.core.errors import UnreadableError

DAYS = st.dates(date(1950, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("nation", "day", "name", "japanese", "short"),
    [
        ("USA", date(2026, 9, 30), "FY26", "米会計年度 FY26", "FY26"),
        ("USA", date(2026, 10, 1), "FY27", "米会計年度 FY27", "FY27"),
        ("JPN", date(2026, 3, 31), "令和7年度 (FY2025)", "令和7年度 (2025年度)", "JFY25"),
        ("JPN", date(2026, 4, 1), "令和8年度 (FY2026)", "令和8年度 (2026年度)", "JFY26"),
        ("JPN", date(2019, 4, 1), "令和元年度 (FY2019)", "令和元年度 (2019年度)", "JFY19"),
        ("JPN", date(2018, 4, 1), "JFY2018", "2018年度", "JFY2018"),
        ("GBR", date(2026, 4, 1), "FY2026/27", "英会計年度 2026/27", "FY26/27"),
        ("AUS", date(2026, 6, 30), "FY2025-26", "豪会計年度 2025-26", "FY25-26"),
    ],
)
def test_a_year_is_called_as_its_nation_calls_it(nation, day, name, japanese, short):
    year = fiscal_year(nation, day)
    assert (year.name("en"), year.name("ja"), year.short("en")) == (name, japanese, short)


@given(DAYS)
def test_the_two_nations_count_as_the_rest_of_the_desk_does(day):
    assert fiscal_year("USA", day).last.year == us_fiscal_year(day)
    assert fiscal_year("JPN", day).first.year == japanese_fiscal_year(day)


@given(DAYS, st.integers(0, 900), st.sampled_from(sorted(load_fiscal_rules())))
def test_years_follow_each_other_without_a_gap(first, days, nation):
    last = first + timedelta(days=days)
    years = fiscal_years(nation, first, last)
    assert years[0].first <= first <= years[0].last
    assert years[-1].first <= last <= years[-1].last
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(years))


def test_a_nation_without_a_rule_has_no_fiscal_years():
    assert fiscal_year("ATA", date(2026, 1, 1)) is None
    assert fiscal_years("ATA", date(2026, 1, 1), date(2027, 1, 1)) == []


@pytest.mark.parametrize("text", ["[USA]\nmonth = 13", "[USA]\nmonth = 10\nnamed_after = 'middle'", "x = 1", "["])
def test_a_spoilt_file_is_named(tmp_path, text):
    path = tmp_path / "fiscal.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableError) as caught:
        read_fiscal_rules(path)
    assert caught.value.values["name"] == "fiscal.toml"
