"""Series: their rules, added and excluded dates, and the occurrences somebody moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.ical.fields import MOST_DATES
from liaison_desk.exchange.ical.rules import old_rule, tidy_rule
from tests.exchange.ical.desk import DESK, event_lines, read, read_event, told

WEEKLY = (
    "DTSTART;TZID=America/Denver:20261019T160000",
    "DTEND;TZID=America/Denver:20261019T170000",
    "RRULE:FREQ=WEEKLY;BYDAY=MO",
)


def _written(event):
    return write_ical(CalendarContent(events=(event,)), DESK).decode().replace("\r\n ", "").split("\r\n")


def _moved(*lines):
    return ["BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT"]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"),
        ("freq=daily;count=10", "FREQ=DAILY;COUNT=10"),
        ("FREQ=DAILY\\;COUNT=10", "FREQ=DAILY;COUNT=10"),
        ("FREQ=MONTHLY;BYDAY=3MO,WE,-1FR", "FREQ=MONTHLY;BYDAY=3MO,WE,-1FR"),
        ("FREQ=WEEKLY;UNTIL=", "FREQ=WEEKLY"),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD", "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD"),
        ("FREQ=OFTEN", ""),
        ("FREQ=DAILY;INTERVAL=0", ""),
        ("FREQ=DAILY;COUNT=-1", ""),
        ("FREQ=MONTHLY;BYMONTHDAY=0", ""),
        ("FREQ=YEARLY;BYMONTH=13", ""),
        ("FREQ=WEEKLY;BYDAY=XX", ""),
        ("FREQ=DAILY;UNTIL=tomorrow", ""),
        ("", ""),
    ],
)
def test_a_rule_is_tidied_or_refused(written, rule):
    assert tidy_rule(written) == rule


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("D1 #10", "FREQ=DAILY;INTERVAL=1;COUNT=10"),
        ("D2", "FREQ=DAILY;INTERVAL=2;COUNT=2"),
        ("W1 MO WE #0", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE"),
        ("W2 TU 20261224T000000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261224T000000Z"),
        ("MD1 1 15- 2+ #4", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1,-15,2;COUNT=4"),
        ("MP1 1+ 2- MO TU #3", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO,-2MO,1TU,-2TU;COUNT=3"),
        ("MP1 1+ MO 2+ TU #3", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO,2TU;COUNT=3"),
        ("YM1 6 7 #0", "FREQ=YEARLY;INTERVAL=1;BYMONTH=6,7"),
        ("YD3 1 100 #10", "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100;COUNT=10"),
        ("M5 #10", "FREQ=MINUTELY;INTERVAL=5;COUNT=10"),
        ("M1 #0", "FREQ=MONTHLY;INTERVAL=1"),
        ("MD1 39 #10", ""),
        ("Q1 #2", ""),
        ("", ""),
    ],
)
def test_a_rule_of_vcalendar_is_said_anew(old, new):
    assert old_rule(old) == new


def test_a_bad_rule_is_told_and_the_event_stands_alone():
    result = read(*event_lines("RRULE:FREQ=OFTEN"))
    (entry,) = result.events
    assert entry.record.recurrence is None
    assert told(result) == ["The rule FREQ=OFTEN could not be read; the entry does not follow it."]
    assert entry.record.extra == ("X-LIAISON-DESK-KEPT-RRULE:FREQ=OFTEN",)
    assert read_ical(write_ical(CalendarContent(events=(entry.record,)), DESK), DESK).events[0].record == entry.record


def test_an_end_that_says_nothing_is_told():
    assert told(read(*event_lines("RRULE:FREQ=WEEKLY;UNTIL="))) == [
        "A part of the rule FREQ=WEEKLY;UNTIL= could not be read and was dropped."
    ]


def test_dates_of_other_zones_become_wall_times_of_the_series():
    event = read_event(
        *WEEKLY, "EXDATE:20261026T220000Z", "EXDATE;TZID=Asia/Tokyo:20261103T080000", "RDATE;VALUE=DATE:20261224"
    )
    assert event.recurrence.excluded == (datetime(2026, 10, 26, 16), datetime(2026, 11, 2, 16))
    assert event.recurrence.added == (datetime(2026, 12, 24, 16),)


def test_added_periods_keep_their_own_ends():
    event = read_event(
        *WEEKLY, "RDATE;VALUE=PERIOD:20261201T160000Z/20261201T180000Z,20261202T160000Z/PT30M", "RDATE:20261203T160000Z"
    )
    assert event.recurrence.added_until == (datetime(2026, 12, 1, 11), datetime(2026, 12, 2, 9, 30), None)
    assert read_ical(write_ical(CalendarContent(events=(event,)), DESK), DESK).events[0].record == event


def test_a_bad_date_among_good_ones_costs_only_itself():
    result = read(*event_lines("RRULE:FREQ=DAILY", "EXDATE:20260106T090000Z,rubbish,20260107T090000Z"))
    assert result.events[0].record.recurrence.excluded == (datetime(2026, 1, 6, 9), datetime(2026, 1, 7, 9))
    assert told(result) == ["The date rubbish of EXDATE could not be read."]


def test_a_moved_occurrence_is_found_by_its_instant_whatever_zone_it_names():
    result = read(
        *event_lines(*WEEKLY),
        *_moved(
            "RECURRENCE-ID;TZID=Asia/Tokyo:20261027T070000", "DTSTART;TZID=Asia/Tokyo:20261028T090000", "SUMMARY:Moved"
        ),
    )
    (entry,) = result.events
    (override,) = entry.record.overrides
    assert override.at == datetime(2026, 10, 26, 16)
    assert (override.start, override.zone) == (datetime(2026, 10, 28, 9), "Asia/Tokyo")
    assert result.count == 2
    lines = _written(entry.record)
    assert "RECURRENCE-ID;TZID=America/Denver:20261026T160000" in lines
    assert to_utc(override.at, entry.record.zone) == datetime(2026, 10, 26, 22, tzinfo=UTC)


def test_a_change_of_this_and_the_future_says_so():
    (entry,) = read(
        *event_lines(*WEEKLY), *_moved("RECURRENCE-ID;RANGE=THISANDFUTURE:20261026T220000Z", "DTSTART:20261026T230000Z")
    ).events
    assert entry.record.overrides[0].this_and_future
    assert "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Denver:20261026T160000" in _written(entry.record)


def test_occurrences_whose_series_is_elsewhere_are_kept():
    (entry,) = read(
        *_moved("RECURRENCE-ID;TZID=Asia/Tokyo:20261027T070000", "DTSTART:20261027T010000Z", "SUMMARY:Alone")
    ).events
    event = entry.record
    assert event.only_overrides
    assert (event.zone, event.overrides[0].at, event.overrides[0].zone) == (
        "Asia/Tokyo",
        datetime(2026, 10, 27, 7),
        "UTC",
    )
    assert sum(line == "BEGIN:VEVENT" for line in _written(event)) == 1
    assert read_ical(write_ical(CalendarContent(events=(event,)), DESK), DESK).events[0].record == event


def test_an_occurrence_takes_from_its_series_what_it_does_not_say_itself():
    (entry,) = read(
        *event_lines(*WEEKLY, "CLASS:PRIVATE", "ORGANIZER:mailto:sato@example.jp", "CATEGORIES:J5"),
        *_moved("RECURRENCE-ID:20261026T220000Z", "DTSTART:20261026T230000Z", "CLASS:PRIVATE", "CATEGORIES:J2"),
    ).events
    assert entry.record.overrides[0].extra == ("CATEGORIES:J2",)
    occurrence = _written(entry.record)
    occurrence = occurrence[occurrence.index("RECURRENCE-ID;TZID=America/Denver:20261026T160000") :]
    assert {"CLASS:PRIVATE", "ORGANIZER:mailto:sato@example.jp", "CATEGORIES:J2"} <= set(occurrence)
    assert "CATEGORIES:J5" not in occurrence


def test_the_same_occurrence_changed_twice_keeps_the_later_change():
    changes = [
        _moved("RECURRENCE-ID:20261026T220000Z", "DTSTART:20261026T230000Z", f"SUMMARY:{name}") for name in ("a", "b")
    ]
    result = read(*event_lines(*WEEKLY), *changes[0], *changes[1])
    assert [override.title.host for override in result.events[0].record.overrides] == ["b"]
    assert told(result) == ["The same occurrence is changed twice; the later change counts."]


def test_a_change_that_is_older_than_the_series_that_excludes_it_is_left_out():
    result = read(
        *event_lines(
            "DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20260107", "SEQUENCE:3"
        ),
        *_moved("RECURRENCE-ID;VALUE=DATE:20260107", "DTSTART;VALUE=DATE:20260109", "SEQUENCE:2"),
    )
    assert [entry.record.overrides for entry in result.events] == [()]
    assert told(result) == ["An older version of an event in the same file was left out."]
    assert result.skipped == 1


def test_a_series_of_days_is_changed_by_day():
    (entry,) = read(
        *event_lines("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=5", "EXDATE:20260107T000000Z"),
        *_moved("RECURRENCE-ID;VALUE=DATE:20260106", "DTSTART;VALUE=DATE:20260109"),
    ).events
    assert entry.record.recurrence.excluded == (datetime(2026, 1, 7),)
    assert entry.record.overrides[0].at == datetime(2026, 1, 6)
    assert "RECURRENCE-ID;VALUE=DATE:20260106" in _written(entry.record)


def test_a_skipped_occurrence_is_written_in_the_series_zone():
    event = read_event(*WEEKLY)
    skipped = replace(event, recurrence=replace(event.recurrence, excluded=(datetime(2026, 11, 2, 16),)))
    assert "EXDATE;TZID=America/Denver:20261102T160000" in _written(skipped)


def test_a_time_of_an_added_date_in_a_series_of_days_is_told():
    lines = event_lines(
        "DTSTART;VALUE=DATE:20260105", "RDATE:20260110T015800Z,20260112T000000Z", "RDATE;VALUE=DATE:20260114"
    )
    result = read(*lines)
    assert [at.day for at in result.events[0].record.recurrence.added] == [10, 12, 14]
    assert told(result) == ["The time of 20260110T015800Z was left out, for the entry is of whole days."]


def test_too_many_dates_are_told_once_and_repeated_ones_do_not_count():
    days = [(datetime(2026, 1, 5, 9) + timedelta(hours=n)).strftime("%Y%m%dT%H%M%SZ") for n in range(MOST_DATES + 9)]
    lines = [f"EXDATE:{','.join(days[:900])}"] * 3 + [f"EXDATE:{day}" for day in days[900:]]
    result = read(*event_lines("RRULE:FREQ=HOURLY", *lines))
    assert len(result.events[0].record.recurrence.excluded) == MOST_DATES
    assert told(result) == ["EXDATE has more than 15,000 dates; the rest was left out."]
