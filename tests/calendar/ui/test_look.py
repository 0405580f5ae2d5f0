"""What must be legible in every way of looking: words in the toolbar, names of months, the day one zooms around."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.ui.page import CalendarPage
from liaison_desk.calendar.ui.timeline.axis import ZOOMS, Window
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.qt.buttons import IconButton
from tests.calendar.ui.conftest import PROFILE, Board

pytestmark = pytest.mark.usefixtures("board")
AT_1440 = 1244
"""How wide the page is in a window 1440 wide, beside the navigation."""


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 9, 23), date(2026, 10, 1)])
def test_a_new_event_keeps_its_words_in_a_window_of_1440(ui, desk, qtbot, day):
    page = CalendarPage(desk.calendars, ui, lambda: PROFILE, print_span=lambda first, last, way: None)
    qtbot.addWidget(page)
    page.resize(AT_1440, 808)
    page.show()
    for view in View:
        page.show_view(view)
        page.go_to(day)
        assert ui.jobs.idle()
        assert page.toolbar.new.text() == "New event", view
        assert page.toolbar.title.text() == page.toolbar.title.text_whole(), view


@given(
    day=st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    ahead=st.floats(0, 1),
    steps=st.lists(st.sampled_from(ZOOMS), min_size=1, max_size=12),
    sunday=st.booleans(),
)
def test_zooming_never_loses_the_day_it_goes_around(day, ahead, steps, sunday):
    zoom = steps[0]
    window = Window(day - timedelta(days=int(ahead * (zoom.days - 1))), zoom, sunday)
    for zoom in steps:
        window = window.zoomed(zoom, day)
        assert window.holds(day)


def test_all_months_of_a_year_are_named_alike(open_page, board: Board, ui, monkeypatch):
    page = open_page("en")
    page.show_view(View.YEAR)
    assert ui.jobs.idle()
    named: list[str] = []
    monkeypatch.setattr(
        "liaison_desk.calendar.ui.year.paint.paint_elided", lambda painter, rect, text, *more: named.append(text)
    )
    for width in range(820, 1300, 12):
        page.resize(width, 700)
        named.clear()
        page.year.viewport().grab()
        assert len(named) == 12
        assert len({"2026" in name for name in named}) == 1, (width, named)


def test_the_counts_of_calendars_stay_in_sight_beside_a_scroll_bar(open_page, board, ui):
    for number in range(9):
        board.desk.calendars.save_calendar(Calendar(name=Bilingual(f"Calendar {number}"), position=number + 3))
    page = open_page()
    page.resize(980, 520)
    QApplication.processEvents()
    pane = page.sidebar.pane
    assert pane.verticalScrollBar().maximum() > 0
    assert {line.width() for line in page.sidebar.lines.values()} == {pane.viewport().width() - 6}


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), zoom=st.sampled_from(ZOOMS))
def test_pages_leave_out_no_day_and_show_none_twice(day, zoom):
    page = Window.near(day, zoom, sunday=False)
    for by in (1, -1):
        beside = page.page(by)
        first, second = sorted((page, beside), key=lambda one: one.begin)
        assert second.begin - first.last == timedelta(days=1)


def test_the_last_day_of_the_fiscal_year_is_in_sight_and_on_paper(ui, desk, qtbot):
    printed = []
    page = CalendarPage(desk.calendars, ui, lambda: PROFILE, print_span=lambda first, last, way: printed.append(last))
    qtbot.addWidget(page)
    page.show()
    page.show_view(View.TIMELINE)
    assert ui.jobs.idle()
    assert page.toolbar.title.text_whole() == "Oct 2026 – Mar 2027"
    next(one for one in page.findChildren(IconButton) if "Print" in one.accessibleName()).click()
    assert printed == [date(2027, 3, 31)]
