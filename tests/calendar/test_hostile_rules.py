"""Repetition rules that nobody writes but a file may hold: none may hold the desk up."""

from datetime import datetime, timedelta
from itertools import islice

import pytest

from liaison_desk.calendar.rules.repetition import instances, read_rule

HOURS, SIXTIES = ",".join(map(str, range(24))), ",".join(map(str, range(60)))
EVERY = f"BYHOUR={HOURS};BYMINUTE={SIXTIES};BYSECOND={SIXTIES}"
START, SINCE, UNTIL = datetime(2020, 1, 1), datetime(2026, 11, 20), datetime(2026, 12, 31, 23, 59, 59)


def test_the_last_second_of_a_year_is_found_without_laying_the_year_out():
    rule = read_rule(f"FREQ=YEARLY;{EVERY};BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,-1")
    found = list(instances(rule, START, None, datetime(2024, 6, 1), UNTIL))
    years = (2024, 2025, 2025, 2026, 2026)
    assert [one.year for one in found] == list(years)
    assert found[-1] == datetime(2026, 12, 31, 23, 59, 59)
    assert found[-2] == datetime(2026, 1, 1)


@pytest.mark.parametrize(
    "rule",
    [
        f"FREQ=HOURLY;BYMINUTE={SIXTIES};BYSECOND={SIXTIES};BYSETPOS=-1",
        f"FREQ=DAILY;{EVERY};BYSETPOS=-1",
        f"FREQ=MONTHLY;{EVERY};BYMONTHDAY=31;BYSETPOS=-366",
    ],
)
def test_positions_from_the_end_of_a_full_period_are_counted_not_searched(rule):
    found = list(islice(instances(read_rule(rule), START, None, SINCE, UNTIL), 5))
    assert found
    assert all(SINCE <= one <= UNTIL for one in found)


def test_positions_pick_what_they_name():
    rule = read_rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,17;BYMINUTE=0;BYSECOND=0;BYSETPOS=2,-1")
    found = list(instances(rule, datetime(2026, 11, 1), None, datetime(2026, 11, 1), datetime(2026, 11, 30, 23)))
    assert found == [datetime(2026, 11, 2, 17), datetime(2026, 11, 30, 17)]


def test_a_leap_second_and_the_second_before_it_are_one_instance():
    rule = read_rule("FREQ=HOURLY;BYSECOND=59,60;BYSETPOS=2,1")
    found = list(instances(rule, START, None, START, START + timedelta(hours=1)))
    assert found == [START.replace(second=59)]
