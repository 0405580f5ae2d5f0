"""What a desk writes it reads again: the same records, and the same bytes for the same records."""

from dataclasses import replace

from hypothesis import given, settings

from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.result import ReadSettings
from tests.exchange.ical import records

DESK = ReadSettings()
FAR = "The reminder is more than {n} days from its event and will not ring."


def _again(content):
    return read_ical(write_ical(content, DESK), DESK)


@settings(max_examples=150, deadline=None)
@given(records.events())
def test_an_event_comes_back_as_it_was_written(event):
    read = _again(CalendarContent(events=(event,)))
    assert [entry.record for entry in read.events] == [event]
    # A reminder of another century comes back, too; it is only told that it will not ring.
    assert {one.text for one in read.problems} <= {FAR}


@settings(max_examples=60, deadline=None)
@given(records.tasks())
def test_a_task_comes_back_as_it_was_written(task):
    read = _again(CalendarContent(tasks=(task,)))
    assert [entry.record for entry in read.tasks] == [task]
    assert read.problems == ()


@settings(max_examples=60, deadline=None)
@given(records.meetings())
def test_the_notes_of_a_meeting_come_back_with_every_portion_and_marking(meeting):
    read = _again(CalendarContent(meetings=(meeting,)))
    assert [entry.record for entry in read.journals] == [meeting]
    assert read.problems == ()


@settings(max_examples=40, deadline=None)
@given(records.calendars)
def test_the_name_and_palette_of_a_calendar_come_back(calendar):
    read = _again(CalendarContent(calendar=calendar))
    assert read.name == calendar.name
    assert read.palette == calendar.palette
    told = (read.marking, read.event_marking, read.holidays)
    assert told == (calendar.marking, calendar.event_marking, calendar.holidays)
    assert read.extra == ()


@settings(max_examples=40, deadline=None)
@given(records.events())
def test_lines_are_short_and_end_as_the_standard_says(event):
    data = write_ical(CalendarContent(events=(event,)), DESK)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    data.decode("utf-8")
    assert [line.decode() for line in lines if line]  # no character was cut in two


def test_the_same_records_give_the_same_bytes_and_a_change_of_one_gives_others():
    event = read_ical(b"BEGIN:VEVENT\nUID:a\nDTSTART:20260105T090000Z\nSUMMARY:Sync\nEND:VEVENT", DESK).events[0].record
    content = CalendarContent(events=(event,))
    assert write_ical(content, DESK) == write_ical(content, DESK)
    assert write_ical(CalendarContent(events=(replace(event, priority=3),)), DESK) != write_ical(content, DESK)
