"""Public holidays of both nations, and when both headquarters are at work."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.duty import common_duty, home_duty, host_duty
from liaison_desk.domain.holidays import holidays_between, is_holiday, is_working_day, observing_nations, working_days
from liaison_desk.domain.profile import DeskProfile

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_japans_bridged_and_moved_days_are_holidays_with_both_names():
    found = {one.day: (one.english, one.japanese) for one in holidays_between("JPN", *YEAR)}
    assert found[date(2026, 9, 22)] == ("National Holiday", "国民の休日")
    assert found[date(2026, 5, 6)] == ("Substitute Holiday", "振替休日")
    assert found[date(2026, 11, 23)] == ("Labor Thanksgiving Day", "勤労感謝の日")


def test_every_holiday_of_the_united_states_has_a_japanese_name():
    found = holidays_between("USA", date(2020, 1, 1), date(2031, 12, 31))
    assert {one.day for one in found} >= {date(2026, 11, 26), date(2026, 7, 3), date(2026, 7, 4)}
    assert [one.english for one in found if one.japanese.isascii()] == []


@pytest.mark.parametrize("nation", ["AUS", "GBR", "CAN", "KOR", "NZL", "FRA", "DEU", "ITA", "PHL", "IND"])
def test_every_holiday_of_the_partners_has_japanese_names_only(nation):
    found = holidays_between(nation, date(2024, 1, 1), date(2030, 12, 31))
    assert len(found) >= 7 * 5
    assert {
        one.english: one.japanese for one in found if any(name.isascii() for name in one.japanese.split("、"))
    } == {}


def test_moved_and_computed_days_say_so_in_japanese():
    def japanese(nation, day):
        return holidays_between(nation, day, day)[0].japanese

    assert japanese("KOR", date(2026, 8, 17)) == "光復節 (振替)"
    assert japanese("GBR", date(2026, 12, 28)) == "ボクシング・デー (振替)"
    assert japanese("IND", date(2030, 4, 14)) == "アンベードカル博士誕生日、犠牲祭 (推定)"
    # 1 May is Labor Day in Europe and no work is done; in America the day is in September.
    assert (japanese("FRA", date(2026, 5, 1)), japanese("CAN", date(2026, 9, 7))) == ("メーデー", "労働者の日")


def test_a_span_over_new_year_is_in_order_and_an_unknown_nation_has_none():
    days = [one.day for one in holidays_between("JPN", date(2026, 12, 1), date(2027, 1, 31))]
    assert days == [date(2027, 1, 1), date(2027, 1, 11)]
    assert holidays_between("NATO", *YEAR) == []
    assert {"JPN", "USA", "AUS", "GBR", "KOR"} <= set(observing_nations())


@pytest.mark.parametrize("year", [2, 1900, 2150, 9998])
def test_years_nobody_has_announced_holidays_for_are_no_error(year):
    assert is_holiday("JPN", date(year, 6, 1)) in {True, False}


def test_working_days_skip_the_weekends_and_holidays_of_both():
    both = ("JPN", "USA")
    days = working_days(date(2026, 11, 20), both)
    assert [next(days) for _ in range(4)] == [date(2026, 11, day) for day in (20, 24, 25, 27)]
    assert is_working_day(date(2026, 11, 26), ("JPN",))
    assert not is_working_day(date(2026, 11, 26), both)


def test_tokyos_morning_is_colorados_afternoon_and_moves_with_the_clocks():
    profile = DeskProfile(home_duty_start=time(8, 30), duty_end=time(17, 30))
    spans = list(common_duty(profile, datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC)))
    # In summer Colorado goes home as Tokyo begins; and 3 November is 文化の日.
    assert spans == [
        (datetime(2026, 11, 3, 23, 30, tzinfo=UTC), datetime(2026, 11, 4, 0, 30, tzinfo=UTC)),
        (datetime(2026, 11, 4, 23, 30, tzinfo=UTC), datetime(2026, 11, 5, 0, 30, tzinfo=UTC)),
        (datetime(2026, 11, 5, 23, 30, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC)),
    ]


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 1)).map(
        lambda at: at.replace(tzinfo=UTC)
    ),
    st.integers(1, 500),
    st.sampled_from(["America/Denver", "Australia/Sydney", "Europe/London", "Asia/Kolkata"]),
)
def test_common_duty_is_inside_both_and_inside_the_span(since, hours, zone):
    profile, until = replace(DeskProfile(), host_zone=zone), since + timedelta(hours=hours)
    theirs, ours = list(host_duty(profile, since, until)), list(home_duty(profile, since, until))
    for low, high in common_duty(profile, since, until):
        assert since <= low < high <= until
        assert any(a <= low and high <= b for a, b in theirs)
        assert any(a <= low and high <= b for a, b in ours)
