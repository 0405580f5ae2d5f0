"""Keys of the calendar that the window has a use for too."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]
ALT, RIGHT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Right, Qt.Key.Key_Left
DENVER = "America/Denver"


def test_alt_and_the_arrows_move_the_chosen_event_and_without_one_go_back_and_forward(officer):
    calendar = next(one for one in officer.desk.calendars.calendars() if not one.of_holidays)
    start = datetime(2026, 11, 24, 15)
    event = officer.desk.calendars.save(
        Event(
            calendar_id=calendar.id, title=Bilingual("Sync"), start=start, end=start + timedelta(hours=1), zone=DENVER
        )
    )
    window = officer.window
    window.go("calendar")
    officer.settle()
    page = window.page()
    for days, view in enumerate((View.WEEK, View.DAY, View.MONTH, View.TIMELINE, View.AGENDA), 1):
        page.show_view(view)
        page.go_to(start.date() + timedelta(days=days - 1))
        officer.settle()
        page.present.setFocus()
        page.present.select_event(event.id)
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        QTest.keyClick(QApplication.focusWidget(), RIGHT, ALT)
        officer.settle()
        assert officer.desk.calendars.event(event.id).start == start + timedelta(days=days), view
        assert window.page() is page
    page.present.select(None)
    QTest.keyClick(QApplication.focusWidget(), LEFT, ALT)
    officer.settle()
    assert window.page() is not page
