"""A series keeps its wall time whatever the clocks do, and none of its exceptions is ever lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules import bounds, coming, event_problems, happenings, moved, split
from liaison_desk.calendar.rules.repetition import FREQUENCIES, instances, read_rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local, to_utc
from tests.cost import processor_seconds

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def series(start: datetime, *rules: str, zone: str = DENVER, length: timedelta = HOUR, **more) -> Event:
    recurrence = Recurrence(rules, *(more.pop(name, ()) for name in ("added", "excluded")))
    return Event(
        title=Bilingual("Plans sync"),
        start=start,
        end=start + length,
        zone=zone,
        recurrence=recurrence if rules or recurrence.added else None,
        **more,
    )


def span(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)


def starts(event: Event, first: date, last: date, zone: str = DENVER) -> list[datetime]:
    return [one.start for one in happenings(event, *span(first, last), zone)]


# Clocks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "before", "after"), [
    (datetime(2026, 10, 27, 7), 22, 23),  # the clocks go back on 1 November 2026
    (datetime(2027, 3, 9, 7), 23, 22),  # and forward on 14 March 2027
])  # fmt: skip
def test_a_weekly_meeting_stays_at_0700_in_denver_and_moves_in_tokyo(first, before, after):
    found = happenings(series(first, "FREQ=WEEKLY;COUNT=2"), *span(first.date(), first.date() + 14 * DAY), DENVER)
    assert [one.start.hour for one in found] == [7, 7]
    assert [to_local(one.starts, TOKYO).hour for one in found] == [before, after]


def test_the_meeting_stays_at_0700_over_8_march_2026():
    found = happenings(
        series(datetime(2026, 3, 3, 7), "FREQ=WEEKLY;COUNT=2"), *span(date(2026, 3, 1), date(2026, 4, 1)), DENVER
    )
    assert [one.starts for one in found] == [
        datetime(2026, 3, 3, 14, tzinfo=UTC),
        datetime(2026, 3, 10, 13, tzinfo=UTC),
    ]


def test_a_tokyo_meeting_seen_from_denver_never_moves_in_tokyo():
    event = series(datetime(2026, 10, 27, 9), "FREQ=WEEKLY;COUNT=3", zone=TOKYO)
    found = happenings(event, *span(date(2026, 10, 1), date(2026, 12, 1)), DENVER)
    assert [to_local(one.starts, DENVER).hour for one in found] == [18, 17, 17]


def test_a_night_watch_lasts_eight_hours_also_when_the_clocks_go_back():
    watch = series(datetime(2026, 10, 30, 22), "FREQ=DAILY;COUNT=3", length=8 * HOUR)
    found = happenings(watch, *span(date(2026, 10, 30), date(2026, 11, 5)), DENVER)
    assert {one.ends - one.starts for one in found} == {8 * HOUR}
    assert [one.end.hour for one in found] == [6, 5, 6]


def test_a_floating_event_is_at_its_wall_time_wherever_the_desk_stands():
    event = series(datetime(2026, 11, 24, 9), zone="")
    at = {
        zone: happenings(event, *span(date(2026, 11, 23), date(2026, 11, 26)), zone)[0].starts
        for zone in (DENVER, TOKYO)
    }
    assert at == {
        DENVER: datetime(2026, 11, 24, 16, tzinfo=UTC),
        TOKYO: datetime(2026, 11, 24, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("zone", [DENVER, TOKYO, "Pacific/Honolulu", "Pacific/Kiritimati", "UTC"])
def test_an_all_day_event_is_never_a_day_early_or_late(zone):
    holiday = series(datetime(2026, 11, 23), zone="", length=DAY, all_day=True)

    def seen_on(day: date) -> bool:
        midnight = datetime.combine(day, time())
        return bool(happenings(holiday, to_utc(midnight, zone), to_utc(midnight + DAY, zone), zone))

    assert [seen_on(date(2026, 11, day)) for day in (22, 23, 24)] == [False, True, False]


# Exceptions --------------------------------------------------------------------------------------------------------


def test_one_moved_occurrence_appears_once_where_it_was_moved_to():
    first = datetime(2026, 11, 2, 9)
    override = Override(first + 7 * DAY, datetime(2026, 11, 10, 14), datetime(2026, 11, 10, 15), zone=TOKYO)
    event = series(first, "FREQ=WEEKLY;COUNT=3", overrides=(override,))
    found = happenings(event, *span(date(2026, 11, 1), date(2026, 12, 1)), DENVER)
    assert [one.start for one in found] == [first, datetime(2026, 11, 10, 14), first + 14 * DAY]
    assert found[1].starts == to_utc(datetime(2026, 11, 10, 14), TOKYO)


def test_an_occurrence_moved_out_of_its_week_is_found_in_the_other_week_only():
    first = datetime(2026, 11, 2, 9)
    override = Override(first, datetime(2026, 12, 24, 9), datetime(2026, 12, 24, 10))
    event = series(first, "FREQ=WEEKLY;COUNT=2", overrides=(override,))
    assert starts(event, date(2026, 11, 1), date(2026, 11, 8)) == []
    assert starts(event, date(2026, 12, 20), date(2026, 12, 30)) == [datetime(2026, 12, 24, 9)]
    low, high = bounds(event, DENVER)
    assert low <= to_utc(override.start, DENVER) <= high


def test_excluded_and_added_dates():
    first = datetime(2026, 11, 2, 9)
    event = series(first, "FREQ=DAILY;COUNT=4", excluded=(first + DAY,), added=(datetime(2026, 11, 20, 15),))
    assert starts(event, date(2026, 11, 1), date(2026, 12, 1)) == [
        first, first + 2 * DAY, first + 3 * DAY, datetime(2026, 11, 20, 15)
    ]  # fmt: skip


def test_this_and_future_moves_every_later_occurrence():
    first = datetime(2026, 11, 2, 9)
    override = Override(
        first + 7 * DAY,
        first + 7 * DAY + 2 * HOUR,
        first + 7 * DAY + 3 * HOUR,
        this_and_future=True,
    )
    event = series(first, "FREQ=WEEKLY;COUNT=4", overrides=(override,))
    assert [at.hour for at in starts(event, date(2026, 11, 1), date(2026, 12, 1))] == [9, 11, 11, 11]


def test_a_series_of_which_only_invitations_are_known_has_no_occurrences_of_its_own():
    at = datetime(2026, 11, 9, 9)
    event = series(
        datetime(2026, 11, 2, 9), "FREQ=WEEKLY", overrides=(Override(at, at, at + HOUR),), only_overrides=True
    )
    assert starts(event, date(2026, 10, 1), date(2027, 1, 1)) == [at]


# What the libraries say where they are right -------------------------------------------------------------------------

RULES = [
    "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2", "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYYEARDAY=100,-1", "FREQ=YEARLY;BYDAY=20MO", "FREQ=HOURLY;INTERVAL=7;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "FREQ=MINUTELY;INTERVAL=90;BYHOUR=9,10,11",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_rules_give_what_dateutil_gives(rule):
    start, high = datetime(2026, 1, 6, 9, 30), datetime(2028, 1, 1)
    theirs = rrulestr(rule, dtstart=start).between(start - DAY, high, inc=True)
    assert list(instances(read_rule(rule), start, None, start, high)) == theirs


@given(
    rule=st.sampled_from(RULES),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    ahead=st.integers(0, 1500),
)
@settings(max_examples=60, deadline=None)
def test_entering_a_rule_late_finds_the_same_as_walking_it_from_its_start(rule, start, ahead):
    low = start + timedelta(days=ahead)
    high = low + timedelta(days=70)
    walked = [at for at in instances(read_rule(rule), start, None, start, high) if at >= low]
    assert list(instances(read_rule(rule), start, None, low, high)) == walked


def test_a_mixed_list_of_nth_and_plain_weekdays_is_the_sum_of_both():
    found = list(instances(read_rule("FREQ=MONTHLY;BYDAY=3MO,FR;COUNT=5"), datetime(2026, 11, 6), None,
                           datetime(2026, 11, 1), datetime(2026, 12, 1)))  # fmt: skip
    assert [at.day for at in found] == [6, 13, 16, 20, 27]


def test_a_moved_series_is_expanded_like_other_programs_expand_it():
    text = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:a
DTSTAMP:20261001T000000Z
DTSTART;TZID=America/Denver:20261026T070000
DTEND;TZID=America/Denver:20261026T080000
RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261203T140000Z
EXDATE;TZID=America/Denver:20261105T070000
END:VEVENT
BEGIN:VEVENT
UID:a
DTSTAMP:20261001T000000Z
RECURRENCE-ID;TZID=America/Denver:20261109T070000
DTSTART;TZID=America/Denver:20261110T130000
DTEND;TZID=America/Denver:20261110T140000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
    first = datetime(2026, 10, 26, 7)
    override = Override(datetime(2026, 11, 9, 7), datetime(2026, 11, 10, 13), datetime(2026, 11, 10, 14))
    event = series(
        first,
        "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261203T140000Z",
        excluded=(datetime(2026, 11, 5, 7),),
        overrides=(override,),
    )
    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 10, 1), (2027, 1, 1))
    mine = happenings(event, *span(date(2026, 10, 1), date(2027, 1, 1)), DENVER)
    assert [one.starts for one in mine] == sorted(one["DTSTART"].dt.astimezone(UTC) for one in theirs)


# Bounds, splitting, moving -------------------------------------------------------------------------------------------

walls = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(
    lambda at: at.replace(minute=0, second=0, microsecond=0)
)
ending_rules = st.builds(
    lambda frequency, interval, count: f"FREQ={frequency};INTERVAL={interval};COUNT={count}",
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.integers(1, 4),
    st.integers(1, 12),
)
zones = st.sampled_from(("", DENVER, TOKYO, "Australia/Lord_Howe"))


@given(walls, ending_rules, zones, st.integers(0, 72), st.booleans(), st.integers(-90, 90))
@settings(max_examples=80, deadline=None)
def test_the_bounds_hold_every_occurrence(start, rule, zone, hours, lasting, shift):
    away = start + timedelta(hours=shift)
    override = Override(start, away, away + 3 * HOUR, this_and_future=lasting)
    event = series(start, rule, zone=zone, length=timedelta(hours=hours), overrides=(override,))
    low, high = bounds(event, DENVER)
    assert high is not None
    found = happenings(event, datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC), DENVER)
    assert found
    assert all(low <= one.starts and one.ends <= high for one in found)


@given(walls, ending_rules, zones, st.integers(1, 11))
@settings(max_examples=80, deadline=None)
def test_parting_a_series_loses_and_doubles_nothing(start, rule, zone, cut):
    first, last = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
    event = series(start, rule, zone=zone)
    whole = [one.start for one in happenings(event, first, last, DENVER)]
    at = whole[min(cut, len(whole) - 1)]
    if at == start:
        return
    before, after = split(event, at, replace(event, start=at, end=at + HOUR), DENVER)
    parts = [one.start for half in (before, after) for one in happenings(half, first, last, DENVER)]
    assert parts == whole


def test_the_later_half_moves_with_its_exceptions():
    first = datetime(2026, 11, 2, 9)
    event = series(first, "FREQ=WEEKLY;BYDAY=MO;COUNT=6", excluded=(first + 28 * DAY,))
    at = first + 14 * DAY
    before, after = split(event, at, replace(event, start=at + DAY + HOUR, end=at + DAY + 2 * HOUR), DENVER)
    assert starts(before, date(2026, 11, 1), date(2027, 1, 1)) == [first, first + 7 * DAY]
    assert starts(after, date(2026, 11, 1), date(2027, 1, 1)) == [
        at + DAY + HOUR, at + 8 * DAY + HOUR, at + 22 * DAY + HOUR
    ]  # fmt: skip


def test_an_all_day_series_is_parted_by_a_date():
    event = series(datetime(2026, 11, 2), "FREQ=DAILY", zone="", length=DAY, all_day=True)
    before, _ = split(event, datetime(2026, 11, 5), replace(event, start=datetime(2026, 11, 5)), DENVER)
    assert before.recurrence.rules == ("FREQ=DAILY;UNTIL=20261104",)


@pytest.mark.parametrize(("rule", "new", "expected"), [
    ("FREQ=WEEKLY;BYDAY=MO,WE", datetime(2026, 11, 3, 9), "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("FREQ=MONTHLY;BYMONTHDAY=2", datetime(2026, 11, 5, 9), "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("FREQ=MONTHLY;BYDAY=1MO", datetime(2026, 11, 12, 9), "FREQ=MONTHLY;BYDAY=2TH"),
    ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2", datetime(2026, 12, 7, 9), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=7"),
    ("FREQ=DAILY;BYDAY=MO,TU", datetime(2026, 11, 3, 9), "FREQ=DAILY;BYDAY=MO,TU"),
])  # fmt: skip
def test_moving_a_series_to_another_day_moves_its_rule(rule, new, expected):
    assert moved(series(datetime(2026, 11, 2, 9), rule), new, local_zone=DENVER).recurrence.rules == (expected,)


def test_the_next_occurrences_of_a_rare_rule_are_found_too():
    leap = series(datetime(2024, 2, 29, 9), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    found = coming(leap, datetime(2026, 11, 23, tzinfo=UTC), DENVER, 3)
    assert [one.start.year for one in found] == [2028, 2032, 2036]


# Bad and hostile rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [
    "", "FREQ=FORTNIGHTLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=DAILY;UNTIL=soon", "FREQ", "FREQ=YEARLY;BYMONTH=0", "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=DAILY;COUNT=" + "9" * 5000,
])  # fmt: skip
def test_what_no_rule_is_becomes_a_problem_of_the_field(rule):
    problems = event_problems(series(datetime(2026, 11, 2, 9), rule or " "))
    assert [problem.field for problem in problems] == ["recurrence"]


@pytest.mark.parametrize("rule", [
    "FREQ=SECONDLY", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;BYHOUR=4;BYSETPOS=2", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
    "FREQ=SECONDLY;BYSECOND=7;INTERVAL=60;COUNT=3", "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1", "FREQ=YEARLY;INTERVAL=999999999",
])  # fmt: skip
def test_no_rule_holds_the_desk(rule):
    event = series(datetime(1970, 1, 1), rule)
    with processor_seconds(3):
        happenings(event, *span(date(2026, 11, 23), date(2026, 11, 30)), DENVER)
        bounds(event, DENVER)


@given(st.text(alphabet="FREQ=DAILYWKMONTHBUCS;,0123456789-+", max_size=60), st.sampled_from(FREQUENCIES))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_rule_or_a_problem_never_a_crash(text, frequency):
    event = series(datetime(2026, 11, 2, 9), f"FREQ={frequency};{text}")
    event_problems(event)
    assert len(happenings(event, *span(date(2026, 11, 1), date(2026, 11, 3)), DENVER)) >= 1
