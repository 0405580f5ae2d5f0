"""The days both nations work: weekends, public holidays and customary closures are off, and are called by name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import Landing, Unit, WorkingDays
from liaison_desk.domain.backplan.worked import read_closures
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from tests.domain.backplan.drawn import DAY, DAYS, slow_step, worked

NEAR = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@given(NEAR, st.integers(-300, 300))
def test_a_step_over_worked_days_is_what_a_finger_on_the_calendar_finds(day, count):
    there = DAYS.step(day, count)
    assert there == slow_step(day, count)
    assert DAYS.is_worked(day) == worked(day)
    if count > 0:
        assert DAYS.between(day + DAY, there) == count
    if count < 0:
        assert DAYS.between(there, day - DAY) == -count


@given(NEAR, st.integers(-5, 900))
def test_days_between_are_counted_over_years_too(first, more):
    assert DAYS.between(first, first + more * DAY) == sum(worked(first + n * DAY) for n in range(more + 1))


def test_public_offices_are_closed_over_new_year_by_custom_and_say_so():
    names = [[(one.nation, one.japanese) for one in DAYS.off(date(2026, 12, 28) + n * DAY)] for n in range(8)]
    closed = ("JPN", "年末年始")
    assert names == [[], [closed], [closed], [closed], [("JPN", "元日"), ("USA", "元日")], [closed], [closed], []]
    assert [one.english for one in DAYS.off_between(date(2026, 12, 24), date(2026, 12, 29))] == [
        "Christmas Day",
        "Year-end and New Year closure",
    ]
    assert DAYS.step(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert WorkingDays(("USA",)).step(date(2026, 12, 28), 1) == date(2026, 12, 29)
    assert DAYS.landed(date(2027, 1, 2), Landing.BEFORE) == date(2026, 12, 28)


def test_moved_and_bridged_days_of_japan_are_off():
    # 2026: 憲法記念日 on a Sunday moves to 6 May; 22 September lies between two holidays; 2027: 春分の日 moves to a Monday.
    assert not any(map(DAYS.is_worked, [date(2026, 5, 6), date(2026, 9, 22), date(2027, 3, 22)]))


def test_the_first_day_counts_even_if_it_is_not_worked():
    sunday = date(2026, 11, 1)
    assert DAYS.last_of(sunday, 1, Unit.WORKING_DAYS) == sunday
    assert DAYS.last_of(sunday, 3, Unit.WORKING_DAYS) == date(2026, 11, 4)  # Monday, not 文化の日, Wednesday
    assert DAYS.last_of(sunday, 3, Unit.DAYS) == date(2026, 11, 3)


def test_nations_nobody_knows_holidays_of_have_weekends_only():
    assert WorkingDays(("NATO",)).between(date(2026, 11, 1), date(2026, 11, 30)) == 21
    assert WorkingDays(()).is_worked(date(2027, 1, 1))


def test_dates_no_exercise_lies_in_are_refused_in_a_sentence():
    with pytest.raises(DeskError, match="No working day of JPN, USA was found about the year 1899"):
        DAYS.step(date(1900, 1, 2), -5)


@pytest.mark.parametrize(
    "entry",
    [
        'first = "12-32"\nlast = "01-03"',
        'first = "12-29"\nlast = "soon"',
        'first = "12-29"',
        'first = 12\nlast = "01-03"',
        'first = "01-01"\nlast = "12-31"',
        'first = "2000-12-29"\nlast = "01-03"',
    ],
)
def test_closures_that_cannot_be_name_their_file(tmp_path, entry):
    file = tmp_path / "closures.toml"
    file.write_text(f'[[JPN]]\n{entry}\nen = "Closed"\nja = "休業"\n', "utf-8")
    with pytest.raises(UnreadableError, match=r"closures\.toml"):
        read_closures(file)


def test_a_closure_may_be_within_one_year(tmp_path):
    file = tmp_path / "closures.toml"
    file.write_text('[[JPN]]\nfirst = "08-13"\nlast = "08-15"\nen = "Summer closure"\nja = "夏季休業"\n', "utf-8")
    (closure,) = read_closures(file)["JPN"]
    assert [day for day in range(10, 20) if closure.covers(date(2026, 8, day))] == [13, 14, 15]
