"""An officer's first day: a contact, a meeting with two notes, a task, an undo, a search, and the packet on paper."""

from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from liaison_desk.app.shell.table_dialog import TableDialog
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort, PortionKind
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.journeys.conftest import Officer

HOME_ONLY = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"}))
ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def press_undo(officer: Officer) -> None:
    officer.window.page().setFocus()  # in a text field Ctrl+Z is the field's own
    officer.press(Qt.Key.Key_Z, CTRL)


def fill_and_save(officer: Officer, **values) -> None:
    """Have the next form filled with values by field name and saved with its key."""

    def fill(dialog) -> None:
        for name, value in values.items():
            dialog.form.field(name).set_value(value)
        QTest.keyClick(dialog, ENTER, CTRL)
        officer.settle()

    officer.asker.fill = fill


def people(officer: Officer) -> list[str]:
    ids = officer.desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return [line.name.latin() for line in officer.desk.contacts.lines(list(ids)).values()]


def add_contact(officer: Officer) -> None:
    fill_and_save(
        officer,
        nation="JPN",
        name=PersonName("Kisaragi", "Jun", "如月", "純", "きさらぎ", "じゅん"),
    )
    officer.do("new-person")


def add_meeting(officer: Officer) -> None:
    fill_and_save(officer, title=officer_pair("Exercise planning sync", "演習計画調整"))
    officer.do("new-meeting")
    notes = officer.window.page().notes
    QTest.keyClicks(notes.editor, "i/Written input is weighed early <b>&amp;</b>")
    QTest.keyClick(notes.editor, ENTER)
    officer.settle()
    QTest.keyClicks(notes.editor, "n/Only for our own side")
    notes.strip.marking.set_value(HOME_ONLY)
    notes.strip.marking.changed.emit()
    QTest.keyClick(notes.editor, ENTER)
    officer.settle()


def officer_pair(host: str, home: str):
    from liaison_desk.foundation.qt.fields import Pair

    return Pair(host, home)


def test_a_contact_a_meeting_a_task_an_undo_a_search_and_a_packet(officer: Officer, tmp_path):
    add_contact(officer)
    assert people(officer) == ["Kisaragi Jun"]

    add_meeting(officer)
    ids = officer.desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    meeting = officer.desk.meetings.meeting(ids[0])
    assert [(one.kind, one.text.host) for one in meeting.portions] == [
        (PortionKind.INSIGHT, "Written input is weighed early <b>&amp;</b>"),
        (PortionKind.NOTE, "Only for our own side"),
    ]
    assert meeting.portions[1].marking == HOME_ONLY

    officer.do("go-tasks")
    quick = officer.window.page().quick.input
    quick.setFocus()
    QTest.keyClicks(quick, "Return the side letter /25 1400T")
    QTest.keyClick(quick, ENTER)
    officer.settle()
    tasks = officer.desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
    task = officer.desk.tasks.task(tasks[0])
    assert task.title == Bilingual("Return the side letter")
    assert (task.due.day, task.due.hour, task.due_all_day) == (25, 14, False)

    press_undo(officer)
    assert not officer.desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
    officer.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert list(officer.desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids) == list(tasks)

    officer.press(Qt.Key.Key_K, CTRL)
    search = officer.window.search
    typed = QInputMethodEvent()
    typed.setCommitString("きさらぎ")
    QCoreApplication.sendEvent(search.line, typed)
    search._later.timeout.emit()  # the pause after typing, not waited for
    officer.settle()
    assert "Kisaragi Jun 如月 純" in search.titles()[0]
    QTest.keyClick(search.line, ENTER)
    officer.settle()
    assert officer.window.page().title() == "Kisaragi Jun"

    officer.do("go-briefings")
    packet = tmp_path / "weekly.pdf"
    officer.asker.target = packet
    page = officer.window.page()
    page.rebuild()
    officer.settle()
    QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    officer.settle()
    sheets = PdfReader(packet).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())  # cells break their lines
    assert "Written input is weighed early <b>&amp;</b>" in text
    assert "Return the side letter" in text
    assert "Only for our own side" not in text
    assert text.count("UNCLASSIFIED") >= 2 * len(sheets)


def test_everything_of_a_day_can_be_taken_back_step_by_step(officer: Officer):
    add_contact(officer)
    add_meeting(officer)
    QTest.keyClick(officer.window.page().notes.editor, Qt.Key.Key_Escape)  # in the notes undo takes back what was typed
    for _ in range(3):  # second note, first note, the meeting itself
        press_undo(officer)
    assert not officer.desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    press_undo(officer)
    assert people(officer) == []
    assert officer.desk.check() == []


def test_a_dropped_calendar_is_imported_and_one_undo_takes_it_back(officer: Officer, tmp_path):
    file = tmp_path / "week.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART;TZID=America/Denver:20261124T090000\r\nDTEND;TZID=America/Denver:20261124T100000\r\n"
        "SUMMARY:J5 plans sync\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    officer.window.actions_.taking.files([file])
    officer.settle()
    assert officer.asker.asked == ["Import"]
    assert [hit.title for hit in officer.desk.search("sync")] == ["J5 plans sync"]
    press_undo(officer)
    assert officer.desk.search("sync") == []


def test_a_table_of_people_is_looked_over_before_it_is_taken_in(officer: Officer, tmp_path):
    add_contact(officer)
    file = tmp_path / "people.csv"
    file.write_text(
        "First Name,Last Name,Second\nJun,Kisaragi,jun@example.jp\nAki,Mori,aki@example.jp\nRen,Ito,\n", "utf-8"
    )
    seen: list[object] = []

    def look(dialog: object) -> None:
        if not isinstance(dialog, TableDialog):
            return
        officer.settle()
        assert dialog.people.topLevelItemCount() == 3
        dialog.fields[2].set_value("given")
        dialog.fields[2].changed.emit()
        officer.settle()
        seen.append((dialog.strip.isVisible(), dialog.take_button.isEnabled()))
        dialog.fields[2].set_value("email")
        dialog.fields[2].changed.emit()
        officer.settle()
        row = dialog.people.topLevelItem(1)
        seen.append((row.text(1), row.text(4), row.text(5)))
        uid = next(iter(dialog._preview.there.namesakes))
        dialog.decide(uid, -1)
        QTest.keyClick(dialog, ENTER, CTRL)
        officer.settle()

    officer.asker.fill = look
    officer.window.actions_.taking.files([file])
    officer.settle()
    assert seen == [(True, False), ("Aki Mori", "aki@example.jp", "New")]
    assert sorted(people(officer)) == ["Aki Mori", "Kisaragi Jun", "Ren Ito"]
    press_undo(officer)
    assert people(officer) == ["Kisaragi Jun"]


def test_a_table_that_the_officer_steps_back_from_is_not_taken_in(officer: Officer, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("First Name,Last Name\nAki,Mori\n", "utf-8")
    officer.window.actions_.taking.files([file])
    officer.settle()
    assert people(officer) == []
