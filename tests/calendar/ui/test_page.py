"""The calendar page used with pointer and keys: what is seen of a week, how one turns, chooses and narrows."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from liaison_desk.calendar.ui.ways import View
from tests.calendar.ui.strokes import KEY, LEFT, at, point

TUESDAY = datetime(2026, 11, 24)


def test_the_week_shows_what_happens_in_it_and_counts_by_calendar(open_page, board):
    board.event("Office call", at(9, 30))
    board.event("Last month", datetime(2026, 10, 20, 9))
    board.days("Culture days", at(0, day=23), 2, calendar_id=board.holidays.id)
    page = open_page()
    assert [one.title.host for one in page.week.reading_order()] == ["Culture days", "Office call"]
    assert page.toolbar.title.text_whole() == "23–29 November 2026"
    assert page.sidebar.lines[board.planning.id].fact == "1"
    assert page.sidebar.lines[board.holidays.id].fact == "1"
    assert page.status.text_whole() == "2 events"


def test_an_unticked_calendar_is_not_shown_and_stays_so(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30))
    page = open_page()
    qtbot.mouseClick(page.sidebar.lines[board.planning.id], LEFT)
    assert page.week.occurrences == ()
    assert open_page().week.occurrences == ()


def test_a_click_opens_the_event_with_its_three_zones_and_copies_a_group(open_page, board, ui, qtbot):
    board.event("Visit arrangements", at(16, 30, 25), calendar_id=board.visits.id)
    page = open_page()
    qtbot.mouseClick(page.week.viewport(), LEFT, pos=point(page, 2, 17))
    assert ui.jobs.idle()
    popover = page.deeds.popover
    assert popover.accessibleName().startswith("Visit arrangements · Wed 25 Nov 1630–1730T / 2330–0030Z / 0830–0930I+1")
    qtbot.mouseClick(popover.copy_buttons[2], LEFT)
    assert QGuiApplication.clipboard().text() == "260830INOV26"
    qtbot.keyClick(popover, KEY.Key_Escape)
    assert not popover.isVisible()


def test_markup_in_a_title_is_only_text(open_page, board, ui, qtbot):
    board.event("<b>Call</b> & <img src=x>", at(9, 30))
    page = open_page()
    page.week.step(1)
    assert page.status.text_whole().startswith("<b>Call</b> & <img src=x>")
    page.week.open_selected()
    assert ui.jobs.idle()
    assert page.deeds.popover.accessibleName().startswith("<b>Call</b>")
    page.deeds.popover.close()


def test_arrows_find_events_and_free_time(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    page.week.slot = (1, 8 * 60)
    for _ in range(3):
        qtbot.keyClick(page.week, KEY.Key_Down)
    assert page.week.selected().title.host == "Office call"
    qtbot.keyClick(page.week, KEY.Key_Right)
    assert page.week.selected() is None
    assert page.status.text_whole() == "Wed 25 Nov 0930–1000T / 1630–1700Z / 0130–0200I+1"


def test_letters_choose_the_view_and_page_keys_turn(open_page, board, ui, qtbot):
    page = open_page()
    seen = []
    for key in (KEY.Key_M, KEY.Key_PageDown, KEY.Key_A, KEY.Key_D, KEY.Key_W, KEY.Key_T):
        qtbot.keyClick(page.present, key)
        assert ui.jobs.idle()
        seen.append((page.view, page.title()))
    assert seen == [
        (View.MONTH, "November 2026"), (View.MONTH, "December 2026"), (View.AGENDA, "1 Dec – 31 Dec 2026".replace("1 Dec – 31 Dec", "1–31 December")),
        (View.DAY, "Tue 1 Dec 2026"), (View.WEEK, "30 Nov – 6 Dec 2026"), (View.WEEK, "23–29 November 2026"),
    ]  # fmt: skip


def test_f6_walks_the_panes(open_page, board, qtbot):
    page = open_page()
    qtbot.keyClick(page.week, KEY.Key_F6)
    assert page.sidebar.mini.hasFocus()
    qtbot.keyClick(page.sidebar.mini, KEY.Key_F6)
    assert page.sidebar.lines[board.planning.id].hasFocus()
    qtbot.keyClick(page.sidebar.lines[board.planning.id], KEY.Key_F6)
    assert page.week.hasFocus()


def test_the_small_month_goes_to_a_day(open_page, board, ui, qtbot):
    page = open_page()
    mini = page.sidebar.mini
    qtbot.mouseClick(mini, LEFT, pos=mini.rect_of(date(2026, 11, 11)).center())
    assert ui.jobs.idle()
    assert page.title() == "9–15 November 2026"
    mini.setFocus()
    qtbot.keyClick(mini, KEY.Key_PageDown)
    qtbot.keyClick(mini, KEY.Key_Return)
    assert ui.jobs.idle()
    assert page.title() == "30 Nov – 6 Dec 2026"


def test_the_agenda_lists_by_day_and_narrows_as_one_types(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30))
    board.event("Reception", at(18, 30))
    page = open_page()
    qtbot.keyClick(page.week, KEY.Key_A)
    assert ui.jobs.idle()
    assert page.agenda.count == 2
    qtbot.keyClicks(page.toolbar.words, "recep")
    assert [one.title.host for one in page.agenda.reading_order()] == ["Reception"]
    qtbot.keyClicks(page.toolbar.words, "zzz")
    assert page.stack.currentWidget() is page.nothing


def test_show_record_finds_the_next_occurrence_of_a_series(open_page, board, ui):
    event = board.weekly("Plans sync", datetime(2026, 11, 3, 9))
    page = open_page()
    page.show_record(event.id)
    assert ui.jobs.idle()
    assert page.title() == "30 Nov – 6 Dec 2026" or page.week.selected().event_id == event.id
    assert page.week.selected().event_id == event.id


def test_rulers_can_be_hidden_and_stay_hidden(open_page, board):
    page = open_page()
    wide = page.week.gutter
    page.sidebar._on_ruler("zulu", on=False)
    assert page.week.gutter < wide
    assert open_page().week.rulers == ("place", "home")


def test_the_dashed_midnights_follow_the_clocks_day_by_day(open_page, board, ui):
    page = open_page()
    page.go_to(date(2026, 10, 31))
    assert ui.jobs.idle()
    assert dict(page.week.shown_midnights("UTC")) == {0: 1080, 1: 1080, 2: 1080, 3: 1080, 4: 1080, 5: 1080, 6: 1020}


def test_the_page_speaks_japanese(open_page, board, ui):
    board.event("Office call", at(9, 30))
    page = open_page("ja")
    assert page.title() == "2026年11月23日–29日"
    assert page.toolbar.views.button(View.AGENDA).text() == "一覧"
    assert page.sidebar.lines[board.planning.id].text() == "計画"


def test_the_menu_offers_what_can_be_done_and_copies_the_event_as_text(open_page, board):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    menu = page.deeds.menu(page.week.occurrences[0])
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Edit…", "Copy as text", "Make a copy…", "Cancel event…", "Delete"]
    next(action for action in menu.actions() if action.text() == "Copy as text").trigger()
    assert QGuiApplication.clipboard().text() == "Office call\nTue 24 Nov 0930–1015T / 1630–1715Z / 0130–0215I+1"
    menu.close()


def test_a_narrow_page_shows_the_days_alone_and_folds_the_ways(open_page, board, ui, qtbot):
    page = open_page()
    assert page.toolbar.views.isVisible()
    assert not page.toolbar.folded.isVisible()
    page.resize(1500, 808)
    qtbot.waitUntil(page.toolbar.week.isVisible)
    page.resize(900, 700)
    assert not page.sidebar.isVisible()
    page.resize(1000, 700)
    assert page.sidebar.isVisible()
    qtbot.waitUntil(page.toolbar.folded.isVisible)
    assert not page.toolbar.views.isVisible()
    assert page.toolbar.folded.text() == "Week"
    assert page.toolbar.new.accessibleName() == "New event"
    assert page.minimumSizeHint().width() <= 820
    qtbot.mouseClick(page.toolbar.folded, LEFT)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()][4:6] == ["Timelines\tQ", "Year\tY"]
    menu.actions()[5].trigger()
    menu.close()
    assert ui.jobs.idle()
    assert page.toolbar.folded.text() == "Year"
    assert page.title() == "2026"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [850, 960, 1012, 1200, 1244, 1400, 1700])
def test_nothing_in_the_toolbar_is_cut_or_overlaps(open_page, board, ui, qtbot, language, width):
    page = open_page(language)
    page.resize(width, 808)
    bar = page.toolbar
    for view in View:
        page.show_view(view)
        assert ui.jobs.idle()
        parts = [
            part
            for part in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if part.isVisible()
        ]
        places = sorted((part.geometry().left(), part.geometry().right()) for part in parts)
        assert all(one[1] < other[0] for one, other in pairwise(places)), view
        assert places[-1][1] <= bar.width()
        assert all(
            part.width() >= part.sizeHint().width() for part in parts if part is not bar.title and part is not bar.words
        )
        if width - page.sidebar.width() * page.sidebar.isVisible() >= 720:
            assert bar.title.text() == bar.title.text_whole(), view


def test_the_popover_stands_on_its_own_ground_without_a_compositor(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30))
    page = open_page()
    page.week.step(1)
    page.week.open_selected()
    assert ui.jobs.idle()
    popover = page.deeds.popover
    assert not popover.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    seen = popover.grab().toImage()
    corners = {seen.pixelColor(x, y).name() for x in (0, seen.width() - 1) for y in (0, seen.height() - 1)}
    assert corners == {ui.theme.color("ctl").name()}
    popover.close()


@pytest.mark.parametrize(("view", "day", "key"), [
    (view, day, key) for view in View for day, key in ((date(9999, 12, 31), Qt.Key.Key_PageDown), (date(1, 1, 1), Qt.Key.Key_PageUp))
])  # fmt: skip
def test_the_ends_of_the_calendar_are_come_to_and_not_gone_beyond(open_page, board, ui, qtbot, view, day, key):
    page = open_page()
    page.show_view(view)
    page.go_to(day)
    assert ui.jobs.idle()
    for _ in range(3):
        qtbot.keyClick(page.present, key)
        assert ui.jobs.idle()
        page.present.grab()
    assert abs(page.anchor.year - day.year) <= 20
