"""The cases that calendars get wrong: each by its name, with the instants worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules import bounds, happenings, split
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local, to_utc

DENVER, TOKYO, HONOLULU = "America/Denver", "Asia/Tokyo", "Pacific/Honolulu"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def series(start: datetime, *rules: str, zone: str = DENVER, length: timedelta = HOUR, **more) -> Event:
    recurrence = Recurrence(
        rules, **{name: more.pop(name) for name in ("added", "excluded", "added_until") if name in more}
    )
    return Event(title=Bilingual("Sync"), start=start, end=start + length, zone=zone, recurrence=recurrence, **more)


def found(event: Event, first: date, last: date, zone: str = DENVER):
    return happenings(event, datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC), zone)


def starts(event: Event, first: date, last: date, zone: str = DENVER) -> list[datetime]:
    return [one.start for one in found(event, first, last, zone)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def days(event: Event, first: date, last: date) -> list[tuple[int, int]]:
    return [(one.month, one.day) for one in starts(event, first, last)]


# The edges of daylight-saving time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "hours"), [
    (datetime(2026, 3, 6, 16), [8, 8, 7, 7]),  # clocks go forward on Sunday 8 March 2026
    (datetime(2026, 10, 30, 16), [7, 7, 8, 8]),  # and back on Sunday 1 November 2026
])  # fmt: skip
def test_a_daily_meeting_in_denver_seen_from_tokyo_over_both_edges(first, hours):
    event = series(first, "FREQ=DAILY;COUNT=4")
    seen = [to_local(one.starts, TOKYO) for one in found(event, first.date(), first.date() + 6 * DAY)]
    assert [one.hour for one in seen] == hours
    assert [one.date() for one in seen] == [first.date() + n * DAY for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(("first", "hours"), [
    (datetime(2026, 3, 6, 9), [17, 17, 17, 18, 18]),
    (datetime(2026, 10, 30, 9), [18, 18, 18, 17, 17]),
])  # fmt: skip
def test_a_daily_meeting_in_tokyo_seen_from_denver_over_both_edges(first, hours):
    # 09:00 in Tokyo is still the day before in Denver, so that the change is seen from the fourth on.
    event = series(first, "FREQ=DAILY;COUNT=5", zone=TOKYO)
    seen = found(event, first.date() - DAY, first.date() + 7 * DAY)
    assert [to_local(one.starts, DENVER).hour for one in seen] == hours


def test_a_wall_time_that_spring_skips_is_read_with_the_offset_before_the_gap():
    event = series(datetime(2026, 3, 7, 2, 30), "FREQ=DAILY;COUNT=3")
    all_three = found(event, date(2026, 3, 6), date(2026, 3, 12))
    assert [one.starts for one in all_three] == [utc(2026, 3, 7, 9, 30), utc(2026, 3, 8, 9, 30), utc(2026, 3, 9, 8, 30)]
    assert [to_local(one.starts, DENVER).strftime("%H%M %Z") for one in all_three] == [
        "0230 MST",
        "0330 MDT",
        "0230 MDT",
    ]
    assert {one.ends - one.starts for one in all_three} == {HOUR}
    assert all_three[1].end == datetime(2026, 3, 8, 4, 30)


def test_a_wall_time_that_autumn_repeats_is_the_first():
    event = series(datetime(2026, 10, 31, 1, 30), "FREQ=DAILY;COUNT=3")
    assert [one.starts for one in found(event, date(2026, 10, 30), date(2026, 11, 5))] == [
        utc(2026, 10, 31, 7, 30), utc(2026, 11, 1, 7, 30), utc(2026, 11, 2, 8, 30)
    ]  # fmt: skip


def test_an_hourly_watch_has_each_hour_of_the_wall_clock_once_over_the_gap():
    event = series(datetime(2026, 3, 8), "FREQ=HOURLY;COUNT=5", length=timedelta(minutes=30))
    assert [one.starts.hour for one in found(event, date(2026, 3, 8), date(2026, 3, 9))] == [7, 8, 9, 9, 10]


def test_a_half_hour_of_daylight_saving_on_lord_howe():
    event = series(datetime(2026, 4, 4, 9), "FREQ=DAILY;COUNT=2", zone="Australia/Lord_Howe")
    assert [one.starts for one in found(event, date(2026, 4, 3), date(2026, 4, 7))] == [
        utc(2026, 4, 3, 22), utc(2026, 4, 4, 22, 30)
    ]  # fmt: skip


def test_the_day_that_apia_never_had():
    event = series(datetime(2011, 12, 29, 9), "FREQ=DAILY;COUNT=3", zone="Pacific/Apia")
    # 30 December 2011 does not exist: its 09:00 is read with the offset before, which is 09:00 of the 31st.
    assert [one.starts for one in found(event, date(2011, 12, 28), date(2012, 1, 3))] == [
        utc(2011, 12, 29, 19), utc(2011, 12, 30, 19), utc(2011, 12, 30, 19)
    ]  # fmt: skip


def test_casablanca_goes_back_for_ramadan():
    # Clocks went back an hour on 15 February 2026 and forward again on 22 March.
    event = series(datetime(2026, 2, 13, 9), "FREQ=WEEKLY;COUNT=7", zone="Africa/Casablanca")
    assert [one.starts.hour for one in found(event, date(2026, 2, 1), date(2026, 5, 1))] == [8, 9, 9, 9, 9, 9, 8]


@pytest.mark.parametrize(("zone", "hour"), [("America/Vancouver", 16), ("America/Edmonton", 15)])
def test_british_columbia_and_alberta_stay_on_daylight_saving_time_from_2026(zone, hour):
    event = series(datetime(2026, 10, 30, 9), "FREQ=WEEKLY;COUNT=2", zone=zone)
    assert [one.starts.hour for one in found(event, date(2026, 10, 1), date(2026, 12, 1))] == [hour, hour]


# Exceptions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "away",
    [
        datetime(2026, 11, 10, 1),  # over midnight
        datetime(2026, 11, 8, 23),  # the other way
        datetime(2027, 2, 9, 9),  # into another month
        datetime(2025, 2, 9, 9),  # before the series began
    ],
)
def test_a_moved_occurrence_is_there_once_and_only_where_it_went(away):
    first = datetime(2026, 11, 2, 9)
    override = Override(first + 7 * DAY, away, away + HOUR)
    event = series(first, "FREQ=WEEKLY;COUNT=3", overrides=(override,))
    assert starts(event, date(2025, 1, 1), date(2028, 1, 1)) == sorted([first, away, first + 14 * DAY])
    assert starts(event, date(2026, 11, 9), date(2026, 11, 10)) == ([away] if away.day == 8 else [])
    assert starts(event, away.date(), away.date() + 2 * DAY) == [away]
    low, high = bounds(event, DENVER)
    assert low <= to_utc(away, DENVER) < high


def test_an_occurrence_moved_ten_years_away_makes_the_series_longer_and_nothing_else():
    first = datetime(2026, 11, 2, 9)
    away = datetime(2036, 11, 2, 9)
    event = series(first, "FREQ=WEEKLY;COUNT=3", overrides=(Override(first, away, away + HOUR),))
    assert bounds(event, DENVER) == (to_utc(first, DENVER), to_utc(away + HOUR, DENVER))
    assert starts(event, date(2030, 1, 1), date(2031, 1, 1)) == []


def test_this_and_future_twice_leaves_each_later_occurrence_once():
    first = datetime(2026, 11, 2, 9)
    earlier = Override(first + 7 * DAY, first + 8 * DAY, first + 8 * DAY + HOUR, this_and_future=True)
    later = Override(first + 21 * DAY, first + 21 * DAY - HOUR, first + 21 * DAY + HOUR, this_and_future=True)
    event = series(first, "FREQ=WEEKLY;COUNT=6", overrides=(later, earlier))
    assert starts(event, date(2026, 10, 1), date(2027, 3, 1)) == [
        first, first + 8 * DAY, first + 15 * DAY, first + 21 * DAY - HOUR, first + 28 * DAY - HOUR, first + 35 * DAY - HOUR
    ]  # fmt: skip


def test_an_occurrence_after_this_and_future_may_have_its_own_exception():
    first = datetime(2026, 11, 2, 9)
    lasting = Override(first + 7 * DAY, first + 8 * DAY, first + 8 * DAY + HOUR, this_and_future=True)
    own = Override(first + 14 * DAY, first + 16 * DAY, first + 16 * DAY + HOUR)
    event = series(first, "FREQ=WEEKLY;COUNT=4", overrides=(lasting, own))
    assert [one.day for one in starts(event, date(2026, 10, 1), date(2027, 3, 1))] == [2, 10, 18, 24]


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;COUNT=9", "FREQ=WEEKLY;UNTIL=20261228T170000Z", "FREQ=MONTHLY;BYDAY=1MO;COUNT=5"]
)
def test_parting_a_series_twice_keeps_every_later_occurrence_once(rule):
    first = datetime(2026, 11, 2, 9)
    event = series(first, rule, excluded=(datetime(2026, 12, 7, 9),))
    whole = starts(event, date(2026, 1, 1), date(2028, 1, 1))
    at, again = whole[1], whole[3]
    before, rest = split(event, at, replace(event, start=at, end=at + HOUR), DENVER)
    middle, after = split(rest, again, replace(rest, start=again, end=again + HOUR), DENVER)
    parts = [starts(one, date(2026, 1, 1), date(2028, 1, 1)) for one in (before, middle, after)]
    assert [len(part) for part in parts] == [1, 2, len(whole) - 3]
    assert [one for part in parts for one in part] == whole


# Days ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", [DENVER, TOKYO, HONOLULU, "Pacific/Apia", "UTC"])
def test_an_all_day_series_is_on_its_dates_in_any_zone(zone):
    event = series(datetime(2026, 11, 3), "FREQ=WEEKLY;BYDAY=TU;COUNT=3", zone="", length=DAY, all_day=True)
    for day in (date(2026, 11, 1) + n * DAY for n in range(30)):
        midnight = datetime.combine(day, time())
        seen = happenings(event, to_utc(midnight, zone), to_utc(midnight + DAY, zone), zone)
        assert [one.start.date() for one in seen] == ([day] if day.day in {3, 10, 17} and day.month == 11 else [])


def test_until_in_utc_is_the_same_instant_whatever_the_wall_clock_says():
    # 20261103T000000Z is 17:00 on 2 November in Denver and 09:00 on the 3rd in Tokyo.
    rule = "FREQ=DAILY;UNTIL=20261103T000000Z"
    assert starts(series(datetime(2026, 11, 1, 17), rule), date(2026, 10, 1), date(2027, 1, 1))[-1].day == 2
    assert starts(series(datetime(2026, 11, 1, 17, 1), rule), date(2026, 10, 1), date(2027, 1, 1))[-1].day == 1
    assert starts(series(datetime(2026, 11, 1, 9), rule, zone=TOKYO), date(2026, 10, 1), date(2027, 1, 1))[-1].day == 3


def test_until_as_a_date_holds_the_whole_of_that_day():
    assert (
        len(
            starts(
                series(datetime(2026, 11, 1, 23, 30), "FREQ=DAILY;UNTIL=20261103"), date(2026, 10, 1), date(2027, 1, 1)
            )
        )
        == 3
    )
    all_day = series(datetime(2026, 11, 1), "FREQ=DAILY;UNTIL=20261103", zone="", length=DAY, all_day=True)
    assert len(starts(all_day, date(2026, 10, 1), date(2027, 1, 1))) == 3


@pytest.mark.parametrize(("skip", "expected"), [
    ("", [(2024, 2, 29), (2028, 2, 29)]),
    ("RSCALE=GREGORIAN;SKIP=OMIT;", [(2024, 2, 29), (2028, 2, 29)]),
    ("RSCALE=GREGORIAN;SKIP=BACKWARD;", [(2024, 2, 29), (2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
    ("RSCALE=GREGORIAN;SKIP=FORWARD;", [(2024, 2, 29), (2025, 3, 1), (2026, 3, 1), (2027, 3, 1), (2028, 2, 29)]),
])  # fmt: skip
def test_a_birthday_on_29_february(skip, expected):
    event = series(datetime(2024, 2, 29), f"{skip}FREQ=YEARLY", zone="", length=DAY, all_day=True)
    assert [(one.year, one.month, one.day) for one in starts(event, date(2024, 1, 1), date(2028, 12, 31))] == expected


def test_the_last_working_day_of_the_month():
    event = series(datetime(2026, 1, 30, 15), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=6")
    assert days(event, date(2026, 1, 1), date(2027, 1, 1)) == [(1, 30), (2, 27), (3, 31), (4, 30), (5, 29), (6, 30)]


@pytest.mark.parametrize(("week_start", "expected"), [
    ("MO", [(8, 5), (8, 10), (8, 19), (8, 24)]),
    ("SU", [(8, 5), (8, 17), (8, 19), (8, 31)]),
])  # fmt: skip
def test_every_other_week_depends_on_where_weeks_start(week_start, expected):
    # RFC 5545 §3.8.5.3, its example of 1997: Tuesday and Sunday from Tuesday 5 August.
    event = series(datetime(1997, 8, 5, 9), f"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={week_start}")
    assert days(event, date(1997, 8, 1), date(1997, 10, 1)) == expected


def test_week_53_is_in_few_years():
    event = series(datetime(2020, 12, 28, 9), "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO")
    assert [(one.year, one.month, one.day) for one in starts(event, date(2020, 1, 1), date(2040, 1, 1))] == [
        (2020, 12, 28), (2026, 12, 28), (2032, 12, 27), (2037, 12, 28)
    ]  # fmt: skip


def test_an_excluded_date_counts():
    event = series(datetime(2026, 11, 2, 9), "FREQ=DAILY;COUNT=4", excluded=(datetime(2026, 11, 3, 9),))
    assert [one.day for one in starts(event, date(2026, 11, 1), date(2026, 12, 1))] == [2, 4, 5]


def test_added_dates_that_are_periods_end_where_they_say():
    first, long, plain = datetime(2026, 11, 2, 9), datetime(2026, 11, 20, 9), datetime(2026, 11, 25, 9)
    event = series(first, added=(long, plain), added_until=(datetime(2026, 11, 22, 9), None))
    assert [(one.start.day, one.end.day) for one in found(event, date(2026, 11, 1), date(2026, 12, 1))] == [
        (2, 2),
        (20, 22),
        (25, 25),
    ]
    assert len(found(event, date(2026, 11, 21), date(2026, 11, 22))) == 1
    assert bounds(event, DENVER)[1] == to_utc(plain + HOUR, DENVER)
