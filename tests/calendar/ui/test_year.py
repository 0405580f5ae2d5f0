"""The year, used with pointer and keys."""

from datetime import date

from liaison_desk.calendar.ui.ways import View
from tests.calendar.ui.strokes import KEY, LEFT, at


def test_the_year_says_what_happens_on_a_day_and_shows_it(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30), 90)
    board.event("Reception", at(18), 60)
    board.days("Culture days", at(0), 1, calendar_id=board.holidays.id)
    page = open_page()
    qtbot.keyClick(page.present, KEY.Key_Y)
    assert ui.jobs.idle()
    view = page.year
    assert page.title() == "2026"
    assert view.accessibleDescription() == "Tue 24 Nov 2026: 2 events, 2 h 30 min, Culture days (Japan)"
    qtbot.keyClick(view, KEY.Key_Down)
    assert page.status.text_whole() == "Tue 1 Dec 2026: 0 events"
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.rect_of(date(2026, 11, 24)).center())
    assert page.status.text_whole() == "Tue 24 Nov 2026: 2 events, 2 h 30 min, Culture days (Japan)"
    qtbot.keyClick(view, KEY.Key_Return)
    assert ui.jobs.idle()
    assert (page.view, page.title()) == (View.DAY, "Tue 24 Nov 2026")


def test_a_year_begins_with_either_nations_fiscal_year_and_stays_so(open_page, board, ui, qtbot):
    page = open_page()
    page.show_view(View.YEAR)
    assert ui.jobs.idle()
    titles = [page.title()]
    for _ in range(2):
        qtbot.keyClick(page.year, KEY.Key_BracketRight)
        assert ui.jobs.idle()
        titles.append(page.title())
    assert titles == ["2026", "FY27 · Oct 2026 – Sep 2027", "令和8年度 (FY2026) · Apr 2026 – Mar 2027"]
    qtbot.keyClick(page.year, KEY.Key_PageDown)
    assert ui.jobs.idle()
    assert page.title() == "令和9年度 (FY2027) · Apr 2027 – Mar 2028"
    assert (page.year.first, page.year.days) == (date(2027, 4, 1), 366)
    assert open_page().title() == "令和8年度 (FY2026) · Apr 2026 – Mar 2027"


def test_arrows_leave_the_year_at_its_edge_and_a_double_click_shows_the_day(open_page, board, ui, qtbot):
    page = open_page()
    page.show_view(View.YEAR)
    assert ui.jobs.idle()
    qtbot.keyClick(page.year, KEY.Key_End)
    qtbot.keyClick(page.year, KEY.Key_Right)
    assert ui.jobs.idle()
    assert (page.title(), page.year.day) == ("2027", date(2027, 1, 1))
    qtbot.mouseDClick(page.year.viewport(), LEFT, pos=page.year.rect_of(date(2027, 3, 9)).center())
    assert ui.jobs.idle()
    assert page.title() == "Tue 9 Mar 2027"
