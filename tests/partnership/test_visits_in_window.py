"""Visits in the whole window: what is due is erased at its opening, and a milestone's task begins the visit it asks for."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Exercise, Makes
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.partnership.records import Visit, Visitor
from tests.desks import lay_founded_desk
from tests.journeys.conftest import NOW, officer

__all__ = ["officer"]


@pytest.fixture
def location(tmp_path):
    """A desk that was closed while a visitor's data were kept, whose day has come since."""
    place = tmp_path / "officer.desk"
    lay_founded_desk(place, new_profile("JPN", "USA"))
    desk = open_desk(str(place), clock=FixedClock(NOW.replace(month=9)))
    visit = desk.visits.save(Visit(title=Bilingual("Call"), first=date(2026, 9, 20)))
    for name, day in (("Due", date(2026, 11, 24)), ("Later", date(2026, 11, 25))):
        desk.visitors.save(Visitor(visit_id=visit.id, name=name, passport=f"TK739{name}", purge_on=day))
    desk.close()
    assert b"TK739Due" in place.read_bytes()
    return str(place)


def test_what_is_due_is_erased_at_the_opening_and_a_task_begins_the_visit_it_asks_for(officer, tmp_path):
    [left] = officer.desk.visitors.everything()
    assert left.name == "Later"
    data = b"".join(path.read_bytes() for path in tmp_path.glob("officer.desk*"))
    assert b"TK739Due" not in data
    assert b"TK739Later" in data
    desk, window = officer.desk, officer.window
    held = {"startex": datetime(2027, 11, 15, 8), "endex": datetime(2027, 11, 29, 17), "zone": "America/Denver"}
    exercise = desk.exercises.save(Exercise(name=Bilingual("BLUE HORIZON"), **held))
    desk.plans.carry_out(desk.plans.try_template(exercise.id, load_backplan("multinational")))
    asked = next(one for one in desk.plans.plan(exercise.id).milestones if Makes.VISIT in one.makes)
    officer.settle()
    window.open(RecordRef("task", asked.task_id))
    officer.settle()

    def save(dialog):
        officer.settle()
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        officer.settle()

    officer.asker.fill = save
    link = next(one for one in window.page().findChildren(LinkButton) if one.text() == "Begin a visit")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    officer.settle()
    officer.settle()
    visit = next(one for one in desk.visits.everything() if one.title.host == "BLUE HORIZON")
    assert (visit.first, visit.last) == (date(2027, 11, 15), date(2027, 11, 29))
    assert {ref.kind for ref in desk.visits.belongings(visit.id).links} == {"exercise", "task"}
    assert window.page().pane("visits").current_id() == visit.id
