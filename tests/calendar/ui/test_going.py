"""Going to a date, what weeks begin on, and the seven ways to look side by side."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.ui.page import CalendarPage
from liaison_desk.calendar.ui.ways import View
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import PROFILE
from tests.calendar.ui.strokes import KEY


def typed(page, ui, qtbot, text: str):
    qtbot.keyClick(page.present, KEY.Key_G)
    field = page.go_field
    if text.isascii():
        qtbot.keyClicks(field.input, text)
    else:
        field.input.insert(text)  # as an input method does
    return field


def test_a_typed_dtg_is_shown_in_three_zones_and_gone_to(open_page, board, ui, qtbot):
    page = open_page()
    field = typed(page, ui, qtbot, "151430zdec26")
    said = [[label.text_whole() for label in row] for row in field.rows]
    assert said == [
        ["MST", "Tue 15 Dec 2026 07:30", "150730TDEC26"], ["Zulu", "Tue 15 Dec 2026 14:30", "151430ZDEC26"],
        ["Tokyo", "Tue 15 Dec 2026 23:30", "152330IDEC26"],
    ]  # fmt: skip
    qtbot.keyClick(field.input, KEY.Key_Return)
    assert ui.jobs.idle()
    assert page.title() == "14–20 December 2026"
    assert page.week.slot == (1, 7 * 60 + 30)
    assert page.window().focusWidget() is page.week


@pytest.mark.parametrize(
    ("view", "text", "title"),
    [
        (View.DAY, "15 dec", "Tue 15 Dec 2026"), (View.WEEK, "+3w", "14–20 December 2026"), (View.MONTH, "3月5日", "March 2027"),
        (View.YEAR, "2028-02-29", "2028"), (View.WORK_WEEK, "sun", "23–29 November 2026"), (View.TIMELINE, "2028-02-29", "Feb – Apr 2028"),
    ],
)  # fmt: skip
def test_every_view_goes_to_what_was_typed(open_page, board, ui, qtbot, view, text, title):
    ui.memory.keep("calendar/timeline/zoom", "3m")
    page = open_page()
    page.show_view(view)
    assert ui.jobs.idle()
    field = typed(page, ui, qtbot, text)
    qtbot.keyClick(field.input, KEY.Key_Return)
    assert ui.jobs.idle()
    assert page.title() == title


def test_what_cannot_be_read_is_said_and_goes_nowhere(open_page, board, ui, qtbot):
    page = open_page()
    field = typed(page, ui, qtbot, "11/12/26")
    assert "is not a time" in field.said.text_whole()
    qtbot.keyClick(field.input, KEY.Key_Return)
    assert field.isVisible()
    qtbot.keyClick(field.input, KEY.Key_Escape)
    assert not field.isVisible()
    assert page.title() == "23–29 November 2026"


def test_weeks_may_begin_on_sunday_everywhere(open_page, board, ui, qtbot):
    page = open_page()
    page.sidebar.weeks_changed.emit(True)
    assert ui.jobs.idle()
    seen = {}
    for view in (View.WEEK, View.WORK_WEEK, View.MONTH):
        page.show_view(view)
        assert ui.jobs.idle()
        seen[view] = (page.present.first, page.present.days)
    assert seen == {
        View.WEEK: (date(2026, 11, 22), 7), View.WORK_WEEK: (date(2026, 11, 23), 5), View.MONTH: (date(2026, 11, 1), 35),
    }  # fmt: skip
    mini = page.sidebar.mini
    assert mini.rect_of(date(2026, 11, 22)).left() < mini.rect_of(date(2026, 11, 23)).left()
    assert mini.day_at(mini.rect_of(date(2026, 11, 22)).center()) == date(2026, 11, 22)
    again = open_page()
    again.show_view(View.WEEK)
    assert ui.jobs.idle()
    assert again.week.first == date(2026, 11, 22)
    assert again.toolbar._week == "Week 48"


def test_the_menu_beside_events_goes_to_a_date_and_chooses_what_weeks_begin_on(open_page, board, ui, qtbot):
    page = open_page()
    page.present.menu_asked.emit(None, page.mapToGlobal(QPoint(400, 300)))
    menu = QApplication.activePopupWidget()
    actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
    actions["Week begins on Sunday"].trigger()
    assert ui.jobs.idle()
    assert page.title() == "22–28 November 2026"
    actions["Go to date or DTG…"].trigger()
    menu.close()
    assert page.go_field.isVisible()
    page.go_field.close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_seven_ways_stand_side_by_side_in_a_window_of_1440_also_beside_the_printer(ui, desk, qtbot, language):
    spoken = replace(ui, language=Language(language))
    page = CalendarPage(desk.calendars, spoken, lambda: PROFILE, print_span=lambda first, last: None)
    qtbot.addWidget(page)
    page.resize(1440 - 196, 808)
    page.show()
    assert ui.jobs.idle()
    for view in View:
        if view is View.AGENDA:
            continue  # it has its filter there too
        page.show_view(view)
        assert ui.jobs.idle()
        assert page.toolbar.views.isVisible(), view
        assert page.toolbar.title.text() == page.toolbar.title.text_whole(), view
