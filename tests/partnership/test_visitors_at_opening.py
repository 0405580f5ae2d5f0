"""A window that is opened after the day on which visitors' data were to be erased erases them before anything else is asked of it."""

from datetime import date

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.clock import FixedClock
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


def test_what_is_due_is_erased_at_the_opening(officer, tmp_path):
    [left] = officer.desk.visitors.everything()
    assert left.name == "Later"
    data = b"".join(path.read_bytes() for path in tmp_path.glob("officer.desk*"))
    assert b"TK739Due" not in data
    assert b"TK739Later" in data
