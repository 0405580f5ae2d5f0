"""Files made to hold a program up: read or refused in bounded work, told, and never the end of it.

Sizes are such that work which grows faster than the file would not come back within the patience of any test run.
"""

import pytest

from liaison_desk.calendar.rules import event_problems
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.foundation.core.errors import DeskError
from tests.exchange.ical.desk import DESK, calendar, event_lines, read, told

STANDARD = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200")


def zone(*lines, name="Odd"):
    return ["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"]


def many(count, *lines):
    return [line.replace("{n}", str(n)) for n in range(count) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        event_lines("RRULE:FREQ=SECONDLY"),
        event_lines("RRULE:FREQ=DAILY", "EXDATE:" + ",".join(["20260106T090000Z"] * 300_000)),
        event_lines("SUMMARY:Visit", "RRULE:FREQ=DAILY", *["EXDATE:20260106T090000Z"] * 300_000),
        event_lines("SUMMARY:Visit", *many(300_000, "X-P{n}:v")),
        event_lines("DESCRIPTION:" + "\r\n ".join(["x" * 70] * 200_000)),
        event_lines("DESCRIPTION:" + "x" * 15_000_000),
        event_lines("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + "=\r\n".join(["x" * 70] * 100_000)),
        event_lines("DESCRIPTION:a", *["no field at all"] * 200_000),
        event_lines("X-A" + ";P=1" * 500_000 + ":v"),
        event_lines('X-A;P="' + '"' * 500_000 + ":v"),
        event_lines("DESCRIPTION:a\0b", "X-A:\0\0\0"),
        [*["BEGIN:X"] * 50_000, *["END:X"] * 50_000, *event_lines()],
        [*["BEGIN:VCALENDAR"] * 20_000, *event_lines()],
        [*zone(*[*STANDARD, "RRULE:FREQ=YEARLY;BYMONTH=3", "END:STANDARD"] * 50_000), *event_lines("DTEND;TZID=Odd:20260106T090000")],
        [*zone(*STANDARD, "RDATE:" + ",".join(["19700101T000000"] * 300_000), "END:STANDARD"), *event_lines("DTEND;TZID=Odd:20260106T090000")],
        [*zone(*STANDARD, "RRULE:FREQ=SECONDLY", "END:STANDARD"), *event_lines("DTEND;TZID=Odd:20260106T090000")],
    ],
    ids=["by the second", "exdates in a line", "exdate lines", "properties", "folded line", "long line", "soft breaks",
         "lines of no field", "parameters", "quotes", "NULs", "deep", "deep calendars", "zone of many rules", "zone of many dates",
         "zone by the second"],
)  # fmt: skip
def test_one_event_is_read_out_of_a_file_that_means_harm(lines):
    result = read(*lines)
    (entry,) = result.events
    assert entry.record.title.host == "Visit"
    assert event_problems(entry.record) == []
    data = write_ical(CalendarContent(events=(entry.record,)), DESK)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert read_ical(data, DESK).events[0].record.title == entry.record.title
    assert len(result.problems) <= 1001


def test_twenty_thousand_events_of_one_uid_are_each_kept():
    lines = many(20_000, "BEGIN:VEVENT", "UID:one", "SUMMARY:{n}", "DTSTART:20260105T090000Z", "END:VEVENT")
    assert len({entry.record.uid for entry in read(*lines).events}) == 20_000


def test_more_zones_than_can_be_looked_into_are_told_and_taken_as_the_desks():
    zones = [line for n in range(2_000) for line in zone(*STANDARD, "END:STANDARD", name=f"Zone{n}")]
    events = many(2_000, "BEGIN:VEVENT", "UID:{n}", "DTSTART;TZID=Zone{n}:20260105T090000", "END:VEVENT")
    result = read(*zones, *events)
    assert len(result.events) == 2_000
    assert "The time zone Zone1000 is unknown; its times are taken as America/Denver." in told(result)


def test_known_zones_use_up_no_patience_for_unknown_ones():
    from liaison_desk.domain.zones import known_zones

    names = sorted(known_zones())[:100]
    lines = [
        line
        for n, name in enumerate([*names, "Nowhere/Nothing"])
        for line in ("BEGIN:VEVENT", f"UID:{n}", f"DTSTART;TZID={name}:20260105T090000", "END:VEVENT")
    ]
    assert told(read(*lines)) == ["The time zone Nowhere/Nothing is unknown; its times are taken as America/Denver."]


def test_the_last_year_there_is_is_read_and_what_lies_beyond_is_told():
    whole = read(*event_lines("DTEND:99991231T235959Z"))
    assert whole.events[0].record.end.year == 9999
    beyond = read(*event_lines("DTSTART:99991231T235959Z", "DURATION:P1D"))
    assert told(beyond) == ["The end lies outside the calendar; the entry is kept without a length."]


def test_a_file_larger_than_any_calendar_is_refused():
    with pytest.raises(DeskError, match="larger than 64 MB"):
        read_ical(calendar(*event_lines()) + b"\n" * (64 * 1024 * 1024), DESK)
