"""The line beside a record, of whatever kind, with what its turnover note tells the successor; in the whole window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import Opportunity
from liaison_desk.partnership.ui.turnover.note_line import TurnoverNoteLine
from tests.conftest import Maker
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]


@pytest.fixture
def records(officer):
    """A record of each kind that pages show whole."""
    desk, make = officer.desk, Maker(officer.desk)
    exercise = replace(desk.exercises.new(), name=Bilingual("GLOBAL SENTINEL 27"))
    return {
        "person": make.person().id,
        "organization": desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"))).id,
        "meeting": make.meeting().id,
        "task": make.task().id,
        "exercise": desk.exercises.save(exercise).id,
        "opportunity": desk.opportunities.save(Opportunity(title=Bilingual("Data sharing"))).id,
    }


def lines(officer):
    """Return the lines that are seen."""
    return [one for one in officer.window.findChildren(TurnoverNoteLine) if one.isVisible()]


def show(officer, kind, number):
    officer.window.open(RecordRef(kind, number))
    officer.settle()


def write(officer, words):
    """Write the note of the record in hand, as Ctrl+Shift+T begins it."""

    def fill(dialog):
        officer.settle()
        dialog.form.field("why").set_value(Bilingual(words))
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        officer.settle()

    officer.asker.fill = fill
    officer.do("turnover-note")
    officer.asker.fill = None


@pytest.mark.parametrize("kind", ["person", "task", "meeting"])
def test_a_note_shows_beside_its_record_until_it_is_deleted(officer, records, kind):
    show(officer, kind, records[kind])
    assert lines(officer) == []
    write(officer, "Answers R&D <b>alone</b>.")
    [line] = lines(officer)
    assert line.button.text() == "For the successor: Answers R&&D <b>alone</b>."

    officer.asker.asked.clear()
    QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
    officer.settle()
    assert officer.asker.asked == ["Turnover note"]

    officer.desk.turnover_notes.delete([officer.desk.turnover_notes.of(kind, records[kind]).id])
    officer.settle()
    assert lines(officer) == []
    officer.do("undo")
    assert len(lines(officer)) == 1


def test_every_view_of_a_record_shows_its_own_note_once(officer, records):
    notes = officer.desk.turnover_notes
    for kind, number in records.items():
        notes.save(replace(notes.of(kind, number), why=Bilingual(f"Of the {kind}.")))
    for kind, number in records.items():
        show(officer, kind, number)
        if kind == "exercise":
            officer.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)  # its overview
        assert [one.button.text() for one in lines(officer)] == [f"For the successor: Of the {kind}."]


def test_the_popover_of_an_event_shows_its_note_and_goes_when_it_is_opened(officer):
    event = Maker(officer.desk).event()
    notes = officer.desk.turnover_notes
    notes.save(replace(notes.of("event", event.id), next=Bilingual("Move it after the holidays.")))
    show(officer, "event", event.id)
    page = officer.window.page()
    deeds = page.deeds
    deeds.open(page.present.selected(), QRect(300, 300, 80, 40))
    officer.settle()
    popover = deeds.popover
    line = popover.findChild(TurnoverNoteLine)
    assert line.isVisible()
    assert popover.rect().contains(line.geometry())
    QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
    officer.settle()
    assert officer.asker.asked == ["Turnover note"]
    assert deeds.popover is None


def test_the_head_of_a_meeting_makes_room_for_its_note(officer, records):
    show(officer, "meeting", records["meeting"])
    area = officer.window.page().view.area
    before = area.height()
    write(officer, "Goes on every week.")
    [line] = lines(officer)
    officer.settle()
    assert area.height() == before + line.height()
