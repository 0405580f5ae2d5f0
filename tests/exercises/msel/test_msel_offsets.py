"""Times of injects: every way of typing one, what is refused, and that what is printed is read back as the same minute."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.zones import known_zones, to_local, to_utc
from liaison_desk.exercises.rules.days import day_groups
from liaison_desk.exercises.rules.offsets import (
    Start,
    is_skipped,
    offset_text,
    parse_offset,
    parse_span,
    relative_text,
)
from liaison_desk.exercises.rules.validity import MOST_MINUTES
from liaison_desk.foundation.core.errors import DeskError

START = Start(datetime(2027, 1, 15, 8), "America/Denver")
UNDATED = Start(None, "America/Denver")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("D+1 0900", 25 * 60), ("d+1 09:00", 25 * 60), ("D-1 1430", -(17 * 60 + 30)), ("D 0900", 60), ("D+0 0800", 0),
        ("D-day 0900", 60), ("D+1 2400", 40 * 60), ("Ｄ＋１　０９００", 25 * 60), ("D−1 1430", -(17 * 60 + 30)),
        ("+26:30", 26 * 60 + 30), ("-0:30", -30), ("STARTEX+2:00", 120), ("STARTEX", 0), ("＋２６：３０", 26 * 60 + 30),
        ("1d 4h", 28 * 60), ("-1d", -1440), ("90m", 90), ("+2h 15min", 135), ("1日4時間", 28 * 60), ("30分前", -30), ("2時間後", 120),
        ("161600ZJAN27", 25 * 60), ("161600Z", 25 * 60), ("161600Z JAN 27", 25 * 60),
        ("16 Jan 0900", 25 * 60), ("2027-01-16 0900", 25 * 60), ("1月16日 0900", 25 * 60), ("14 jan 2027 0800", -1440),
        ("31 Dec 0800", -15 * 1440), ("29 Jul 0800", -170 * 1440 - 60), ("16 Jan 0900 tokyo", 9 * 60),
    ],
)  # fmt: skip
def test_a_time_is_read_in_every_way_people_write_it(typed, minutes):
    assert parse_offset(typed, START) == minutes


def test_a_time_alone_is_on_the_day_that_is_being_written():
    assert parse_offset("0900", START, 3) == 3 * 1440 + 60
    assert parse_offset("9:00", START, 0) == 60
    with pytest.raises(DeskError):
        parse_offset("0900", START)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no time of an inject"), ("soon", "no time of an inject"), ("D+1", "no time of day"), ("16 Jan", "no time of day"),
        ("fri 0900", "by its month"), ("16 0900", "by its month"), ("tomorrow 0900", "by its month"), ("+3 0900", "no time of an inject"),
        ("D+1 0960", "no such time"), ("D+1 2500", "no such time"), ("+26:75", "59 minutes"), ("D+1 0900Z", "at the place"),
        ("D+500 0900", "400 days"), ("+9999:00", "400 days"), ("x" * 70, "no time of an inject"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_refused_with_what_to_type_instead(typed, said):
    with pytest.raises(DeskError) as refused:
        parse_offset(typed, START)
    assert said in refused.value.text


def test_without_a_startex_only_what_is_counted_from_it_is_read():
    assert parse_offset("+26:30", UNDATED) == 1590
    assert parse_offset("1d 4h", UNDATED) == 1680
    assert offset_text(1590, UNDATED) == "+26:30"
    for typed in ("D+1 0900", "16 Jan 0900", "161600ZJAN27"):
        with pytest.raises(DeskError, match="no STARTEX"):
            parse_offset(typed, UNDATED)
    assert UNDATED.day(5) is None


def test_a_wall_time_after_the_night_of_summer_time_is_right_and_its_minutes_are_true():
    spring = Start(datetime(2027, 3, 13, 9), "America/Denver")
    assert parse_offset("D+1 0900", spring) == 23 * 60
    assert offset_text(23 * 60, spring) == "D+1 0900"
    assert parse_offset("1d", spring) == 24 * 60
    assert offset_text(24 * 60, spring) == "D+1 1000"
    autumn = Start(datetime(2027, 11, 6, 9), "America/Denver")
    assert parse_offset("D+1 0900", autumn) == 25 * 60


def test_a_time_that_the_clocks_pass_over_is_read_as_one_later_and_said_so():
    spring = Start(datetime(2027, 3, 13, 9), "America/Denver")
    minutes = parse_offset("D+1 0230", spring)
    assert offset_text(minutes, spring) == "D+1 0330"
    assert is_skipped("D+1 0230", minutes, spring)
    assert not is_skipped("D+1 0330", minutes, spring)


def test_an_hour_that_comes_twice_is_told_apart_by_its_letter():
    autumn = Start(datetime(2027, 11, 6, 9), "America/Denver")
    assert [offset_text(minutes, autumn) for minutes in (16 * 60, 17 * 60)] == ["D+1 0100S", "D+1 0100T"]
    assert parse_offset("D+1 0100T", autumn) - parse_offset("D+1 0100S", autumn) == 60
    assert parse_offset("D+1 0100", autumn) == 16 * 60


zones = st.sampled_from(
    [
        "America/Denver",
        "America/Los_Angeles",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Australia/Adelaide",
        "Asia/Kathmandu",
        "UTC",
        "Europe/London",
    ]
)
starts = st.builds(
    Start, st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(microsecond=0)), zones
)
minutes_ = st.integers(-MOST_MINUTES, MOST_MINUTES)


@given(starts, minutes_)
def test_what_is_printed_is_read_back_as_the_same_minute(start, minutes):
    assert parse_offset(offset_text(minutes, start), start) == minutes
    assert parse_offset(relative_text(minutes), start) == minutes
    assert parse_span(relative_text(minutes)) == minutes


@given(st.sampled_from(known_zones()), st.integers(-2000, 2000))
def test_every_zone_reads_back_the_days_around_its_startex(zone, minutes):
    start = Start(datetime(2026, 11, 1, 0, 30), zone)
    assert parse_offset(offset_text(minutes, start), start) == minutes


@given(starts, minutes_)
def test_d_day_is_the_day_of_startex_at_its_place(start, minutes):
    local = to_local(to_utc(start.wall, start.zone) + timedelta(minutes=minutes), start.zone)
    assert start.day(minutes) == (local.date() - start.wall.date()).days


@given(st.text(max_size=70))
def test_whatever_is_typed_is_a_time_or_refused_in_words(text):
    for start in (START, UNDATED):
        with suppress(DeskError):
            assert abs(parse_offset(text, start, 0)) <= MOST_MINUTES


@given(starts, st.lists(st.integers(-20_000, 40_000), max_size=60), st.booleans())
def test_each_day_has_one_heading_over_all_its_injects(start, minutes, backwards):
    ordered = sorted(minutes, reverse=backwards)
    groups = day_groups(ordered, start)
    assert sum(group.count for group in groups) == len(ordered)
    assert len({group.label for group in groups}) == len(groups)
    for group in groups:
        inside = ordered[group.start : group.start + group.count]
        assert {str(start.day(one)) for one in inside} == {group.label}


def test_what_falls_on_midnight_stands_under_the_day_that_begins():
    start = Start(datetime(2027, 1, 15, 8), "America/Denver")
    midnight = start.midnight(1)
    assert [(one.label, one.count) for one in day_groups([midnight - 1, midnight, midnight + 1], start)] == [
        ("0", 1),
        ("1", 2),
    ]
    assert [(one.label, one.count) for one in day_groups([midnight + 1, midnight, midnight - 1], start)] == [
        ("1", 2),
        ("0", 1),
    ]


def test_a_length_of_time_is_no_time_on_a_day():
    assert parse_span("+0:30") == 30
    assert parse_span("-1d 2h") == -(26 * 60)
    for typed in ("D+1 0900", "STARTEX", "", "soon"):
        with pytest.raises(DeskError, match="no length of time"):
            parse_span(typed)
