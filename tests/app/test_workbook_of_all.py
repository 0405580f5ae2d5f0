"""The workbook of everything comes back whole but for the notes; another's workbook is read one sheet at a time, as before."""

from contextlib import closing
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook

from liaison_desk.app.incoming.importing import import_files
from liaison_desk.app.incoming.looking_over import open_people
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Meeting, Portion
from liaison_desk.tasks.records import Task
from tests.briefings.desks import OPEN, PROFILE
from tests.desks import new_desk


def whole_desk(place):
    desk = new_desk(place, PROFILE)
    desk.contacts.save(Person(name=PersonName("Mori", "Aki"), marking=OPEN))
    desk.calendars.save_calendars([Calendar(name=Bilingual("Planning"), marking=OPEN)], "Make a calendar")
    (calendar,) = desk.calendars.calendars()
    times = {"start": datetime(2026, 11, 24, 9), "end": datetime(2026, 11, 24, 10), "zone": "America/Denver"}
    desk.calendars.save(Event(calendar_id=calendar.id, title=Bilingual("Sync"), marking=OPEN, **times))
    desk.tasks.save(Task(title=Bilingual("Send the draft"), marking=OPEN))
    notes = (Portion(text=Bilingual("Said."), marking=OPEN),)
    desk.meetings.save(Meeting(title=Bilingual("Office call"), marking=OPEN, portions=notes, **times))
    return desk


def counted(report):
    return report.read, report.added, report.updated, report.skipped


def test_the_workbook_of_everything_comes_back(tmp_path):
    file = tmp_path / "all.xlsx"
    with closing(whole_desk(tmp_path / "one.desk")) as desk, closing(new_desk(tmp_path / "two.desk", PROFILE)) as other:
        export(desk, "all", file)
        assert load_workbook(BytesIO(file.read_bytes())).sheetnames == ["Contacts", "Calendar", "Tasks", "Meetings"]
        assert open_people(file)[1] is None  # nothing in it wants to be guessed at
        (report,) = import_files(other, [file])
        assert counted(report) == (3, 3, 0, 0)
        assert [one.text for one in report.problems] == [
            "These sheets were not read: {others}. Meetings and their notes come back from .ics or .json alone."
        ]
        assert report.problems[0].values["others"] == "Meetings"
        assert [counted(one) for one in import_files(other, [file])] == [(3, 0, 0, 3)]
        assert [counted(one) for one in import_files(desk, [file])] == [(3, 0, 0, 3)]


def test_a_workbook_of_several_lists_of_people_is_still_looked_over(tmp_path):
    book = Workbook()
    book.active.title = "Staff"
    book.active.append(["UID", "First Name", "Last Name"])
    book.active.append(["a", "Aki", "Mori"])
    more = book.create_sheet("Guests")
    more.append(["First Name", "Last Name"])
    more.append(["Ada", "Marsh"])
    file = tmp_path / "lists.xlsx"
    book.save(file)
    table = open_people(file)[1]
    assert (table.sheet, table.unread) == ("Staff", ("Guests",))
    with closing(new_desk(tmp_path / "three.desk", PROFILE)) as desk:
        (report,) = import_files(desk, [file])
        assert counted(report) == (1, 1, 0, 0)
        assert [one.text for one in report.problems] == ["Only the sheet {name} was read, not: {others}."]
