"""A screen reader finds the events of a painted view as a list, and no trace of them when the view is gone."""

from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from liaison_desk.calendar.ui.grid.week import WeekView
from liaison_desk.calendar.ui.ways import View


def at(hour: int) -> datetime:
    return datetime(2026, 11, 24, hour)


def test_every_view_is_a_list_of_its_events(open_page, board, ui):
    board.event("Late talk", at(15))
    board.event("Office call", at(9))
    page = open_page()
    for view in (View.WEEK, View.MONTH, View.AGENDA):
        page.show_view(view)
        assert ui.jobs.idle()
        events = QAccessible.queryAccessibleInterface(page.present)
        assert events.role() is QAccessible.Role.List
        assert events.childCount() == 2
        first = events.child(0)
        assert first.text(QAccessible.Text.Name).startswith("Office call · Tue 24 Nov 0900–1000T")
        assert first.parent().childCount() == 2
        assert events.indexOfChild(first) == 0
        page.present.select(page.present.reading_order()[0])
        assert first.state().selected
        assert not events.child(1).state().selected
        assert (
            page.present.viewport()
            .rect()
            .intersects(first.rect().translated(-page.present.viewport().mapToGlobal(page.present.viewport().pos())))
        )
        assert events.child(2) is None


def test_an_item_whose_event_is_gone_is_not_valid(open_page, board, ui):
    event = board.event("Office call", at(9))
    page = open_page()
    item = QAccessible.queryAccessibleInterface(page.week).child(0)
    assert item.isValid()
    board.desk.calendars.delete([event.id])
    assert ui.jobs.idle()
    assert not item.isValid()
    assert item.text(QAccessible.Text.Name) == ""
    assert item.rect().isEmpty()


def test_qt_keeps_no_item_of_a_view_that_is_gone(open_page, board, ui):
    board.event("Office call", at(9))
    page = open_page()
    for _ in range(30):
        view = WeekView(ui, page.wording)
        view.show_span(page.week.occurrences, page.week.first, 7)
        item = QAccessible.queryAccessibleInterface(view).child(0)
        number = QAccessible.uniqueId(item)
        assert QAccessible.accessibleInterface(number) is not None
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(view)
        assert QAccessible.accessibleInterface(number) is None
