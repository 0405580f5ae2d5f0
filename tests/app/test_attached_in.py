"""Files that stand in a calendar file: they become files of the event, go out again in the officer's own copy, and in no other."""

import base64
from contextlib import closing
from dataclasses import replace

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.calendar_export import CalendarExport, export_calendar
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import EventFilter
from liaison_desk.domain.marking import Level, Marking
from tests.desks import new_desk

DATA = bytes(range(256)) * 40
LETTERS = base64.b64encode(DATA).decode()
URL = "ATTACH;FMTTYPE=text/html:https://example.org/agenda"
INLINE = f'ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY;X-FILENAME="../plan: 1.pdf":{LETTERS}'
BOTH = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))


@pytest.fixture
def desk(tmp_path):
    with closing(new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"), seed=1)) as desk:
        yield desk


def take(desk, tmp_path, *lines):
    file = tmp_path / "in.ics"
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:a@example.org",
        "SUMMARY:Sync",
        "DTSTART:20261125T160000Z",
    )
    file.write_text("\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]), newline="")
    return import_file(desk, file)


def only(desk):
    (event,) = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
    return event, desk.calendars.belongings(event.id).files


def test_a_file_in_an_event_becomes_its_file_once_and_an_address_stays_a_line(desk, tmp_path):
    report = take(desk, tmp_path, INLINE, URL)
    assert (report.added, report.problems) == (2, ())
    event, (file,) = only(desk)
    assert (file.name, file.media_type, desk.calendars.file_data(file.id)) == ("plan: 1.pdf", "application/pdf", DATA)
    assert [raw for raw in event.extra if raw.startswith("ATTACH")] == [URL]
    assert take(desk, tmp_path, INLINE, URL).added == 0
    assert take(desk, tmp_path, INLINE, URL, "LOCATION:Room 2").added == 0
    assert len(only(desk)[1]) == 1
    desk.history.undo()
    desk.history.undo()
    assert list(desk.calendars.events(EventFilter()).ids) == []


@pytest.mark.parametrize(
    "line", ["ATTACH;ENCODING=BASE64;VALUE=BINARY:no base64!", "ATTACH;ENCODING=BASE64;VALUE=BINARY:"]
)
def test_a_damaged_file_is_kept_as_the_line_it_is(desk, tmp_path, line):
    assert take(desk, tmp_path, line).added == 1
    event, files = only(desk)
    assert files == ()
    assert line in event.extra


def test_files_go_out_with_the_officers_own_copy_and_come_back_and_never_to_an_audience(desk, tmp_path):
    take(desk, tmp_path, INLINE, URL)
    desk.calendars.save(replace(only(desk)[0], marking=BOTH))
    own, all_, others = (tmp_path / name for name in ("own.ics", "all.ics", "others.ics"))
    export_calendar(desk, own, CalendarExport())
    export(desk, "calendar", all_)
    assert all_.read_bytes() == own.read_bytes()
    export_calendar(desk, others, CalendarExport(audience=frozenset({"USA", "JPN"})))
    assert b"BEGIN:VEVENT" in others.read_bytes()
    assert b"ATTACH" not in others.read_bytes()
    assert import_file(desk, own).added == 0
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), seed=2)) as other:
        import_file(other, own)
        event, (file,) = only(other)
        assert (file.name, other.calendars.file_data(file.id)) == ("plan: 1.pdf", DATA)
        assert [raw for raw in event.extra if raw.startswith("ATTACH")] == [URL]
