"""Repetition rules that nobody writes but a file may hold: none may hold the desk up."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules import Course, bounds, coming, event_problems, happenings
from liaison_desk.calendar.rules.repetition import instances, read_rule
from liaison_desk.domain.bilingual import Bilingual

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


def repeating(*rules, exclusions=()):
    return Event(
        title=Bilingual("Watch change"),
        start=START,
        end=START,
        zone="America/Denver",
        recurrence=Recurrence(rules, exclusions=exclusions),
    )


@pytest.mark.parametrize(
    "event",
    [
        repeating("FREQ=SECONDLY"),
        repeating("FREQ=SECONDLY;INTERVAL=30"),
        repeating(f"FREQ=YEARLY;{EVERY}"),
        repeating("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
        repeating("FREQ=DAILY", exclusions=("FREQ=SECONDLY",)),
        repeating(*["FREQ=DAILY"] * 1441),
    ],
)
def test_what_repeats_all_the_time_is_refused_for_no_page_could_show_it(event):
    assert [problem.text for problem in event_problems(event)] == ["The event repeats more than {most} times a day."]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MINUTELY",
        "FREQ=MINUTELY;COUNT=10;BYHOUR=11,12",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
        "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=1",
    ],
)
def test_a_watch_that_changes_every_minute_is_kept(rule):
    assert event_problems(repeating(rule)) == []


def test_what_overlaps_itself_for_centuries_is_refused_and_a_year_of_days_is_not():
    ages = replace(repeating("FREQ=DAILY"), end=datetime(2170, 1, 1))
    assert [problem.text for problem in event_problems(ages)] == [
        "The event lasts so long that it overlaps itself too often."
    ]
    assert event_problems(replace(repeating("FREQ=DAILY"), end=datetime(2021, 1, 1))) == []


def test_a_single_exception_that_lasts_for_ages_leaves_the_others_found():
    ages = Override(at=START, start=START, end=datetime(9998, 1, 1), title=Bilingual("Ages"))
    event = replace(repeating("FREQ=MINUTELY;INTERVAL=15"), overrides=(ages,))
    found = happenings(event, SINCE.replace(tzinfo=UTC), SINCE.replace(tzinfo=UTC) + timedelta(days=1), "UTC")
    assert len(found) == 97
    assert found[0].override == ages


# Bounded: told by counted steps, not by the clock ----------------------------------------------------------------------

WEEK = (datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC))
THOUSAND_WAYS = [timedelta(hours=7) * n for n in range(100_000)]


def steps_of(work) -> int:
    """Return how many functions some work calls, Python's own included."""
    count = 0

    def note(_frame, what, _argument) -> None:
        nonlocal count
        count += what in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("rule", [
    "FREQ=SECONDLY", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;BYHOUR=4;BYSETPOS=2", "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=7", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=7;COUNT=2", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=2",
    "FREQ=YEARLY;INTERVAL=999999999", "FREQ=DAILY;INTERVAL=999999999", "FREQ=SECONDLY;INTERVAL=999999999", "FREQ=DAILY;COUNT=999999999",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4;COUNT=999999999", "FREQ=SECONDLY;COUNT=999999999", "FREQ=WEEKLY;UNTIL=99991231T235959Z",
])  # fmt: skip
def test_no_rule_takes_more_than_so_many_steps(rule):
    event = replace(repeating(rule), start=datetime(1970, 1, 1), end=datetime(1970, 1, 1))

    def ask() -> None:
        bounds(event, "America/Denver")
        course = Course(event, "America/Denver")
        for _ in range(3):
            course.between(*WEEK)

    assert steps_of(ask) < 3_000_000


@pytest.mark.parametrize("rule", [
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY", "FREQ=WEEKLY;COUNT=5000", "FREQ=DAILY;COUNT=30000",
])  # fmt: skip
def test_a_week_of_an_old_common_series_costs_as_little_as_a_week_of_a_new_one(rule):
    course = Course(replace(repeating(rule), start=datetime(1950, 1, 2), end=datetime(1950, 1, 2, 1)), "America/Denver")
    course.between(*WEEK)
    assert steps_of(lambda: course.between(*WEEK)) < 400


def test_a_rule_that_never_happens_is_over_for_its_bounds():
    event = repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")
    assert bounds(event, "UTC")[1] == START.replace(tzinfo=UTC) + timedelta(hours=7)
    walked = repeating("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")
    assert bounds(walked, "UTC")[1] == START.replace(tzinfo=UTC) + timedelta(hours=7)
    assert coming(event, WEEK[0], "UTC", 3) == []


@pytest.mark.parametrize("rule", ["FREQ=YEARLY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY", "FREQ=HOURLY"])
def test_the_year_9999_is_the_last_and_asking_beyond_it_is_no_error(rule):
    start = datetime(9999, 11, 1, 9)
    event = replace(repeating(rule), start=start, end=start)
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert happenings(event, datetime(9999, 11, 1, tzinfo=UTC), last, "UTC")[0].start == start
    assert Course(replace(event, start=datetime(1, 1, 3), end=datetime(1, 1, 3)), "UTC").between(
        datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 9, tzinfo=UTC)
    )


@pytest.mark.parametrize("name", ["added", "excluded", "overrides"])
def test_a_hundred_thousand_dates_of_a_series_are_refused_with_a_sentence(name):
    dates = tuple(START + one for one in THOUSAND_WAYS)
    event = repeating("FREQ=DAILY")
    if name == "overrides":
        event = replace(event, overrides=tuple(Override(one, one, one) for one in dates))
    else:
        event = replace(event, recurrence=replace(event.recurrence, **{name: dates}))
    (problem,) = event_problems(event)
    assert problem.field == "recurrence"
    assert dict(problem.values) == {"most": "20,000"}


@pytest.mark.parametrize("name", ["added", "excluded", "overrides"])
def test_a_week_of_a_series_with_a_hundred_thousand_dates_looks_at_few_of_them(name):
    dates = tuple(START + one for one in THOUSAND_WAYS)
    event = repeating("FREQ=HOURLY;INTERVAL=7")
    if name == "overrides":
        event = replace(event, overrides=tuple(Override(one, one, one) for one in dates))
    else:
        event = replace(event, recurrence=replace(event.recurrence, **{name: dates}))
    course = Course(event, "America/Denver")
    first = course.between(*WEEK)
    assert len(first) == (0 if name == "excluded" else 24)
    assert steps_of(lambda: course.between(*WEEK)) < 2000
