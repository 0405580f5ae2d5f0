"""The calendar page used with pointer and keys: what is seen, made, moved, deleted and taken back."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from liaison_desk.calendar.records import Status
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.zones import to_local

TUESDAY = datetime(2026, 11, 24)
HOUR = timedelta(hours=1)
LEFT = Qt.MouseButton.LeftButton
KEY, ALT, SHIFT = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def point(page, day: int, hour: float) -> QPoint:
    """Where an hour of a day of the week (Monday 0) is, away from the cascade's left edge."""
    page.week.verticalScrollBar().setValue(round((hour - 3) * 47))
    return QPoint(page.week.left_of(day) + 40, page.week.top_of(hour * 60))


def drag(page, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    target = page.week.viewport()
    QTest.mousePress(target, LEFT, pos=start)
    for where in ((start + end) / 2, end):
        place = QPointF(target.mapToGlobal(where))
        QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier))  # fmt: skip
    if drop:
        QTest.mouseRelease(target, LEFT, pos=end)


def walls(board, title: str) -> list[tuple[datetime, datetime]]:
    return [
        tuple(to_local(when, "America/Denver").replace(tzinfo=None) for when in (one.starts, one.ends))
        for one in board.seen()
        if one.title.host == title
    ]


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


def test_dragging_an_event_moves_it_and_the_toast_takes_it_back(open_page, board, ui, window):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    start = point(page, 1, 9.75)
    drag(page, start, QPoint(page.week.left_of(3) + 40, page.week.top_of(11.25 * 60)), drop=False)
    assert page.status.text_whole() == "Thu 26 Nov 1100–1145T / 1800–1845Z / 0300–0345I+1"
    QTest.mouseRelease(page.week.viewport(), LEFT, pos=QPoint(page.week.left_of(3) + 40, page.week.top_of(11.25 * 60)))
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(11, 0, 26), at(11, 45, 26))]
    told, undo = window.toasts[-1]
    assert told == "Moved “Office call” to Thu 26 Nov 1100–1145T / 1800–1845Z / 0300–0345I+1."
    undo()
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 30), at(10, 15))]
    assert page.week.occurrences[0].starts == datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def test_dragging_the_lower_edge_makes_an_event_longer(open_page, board, ui):
    board.event("Office call", at(9))
    page = open_page()
    edge = point(page, 1, 10) - QPoint(0, 4)
    drag(page, edge, QPoint(edge.x(), page.week.top_of(11.5 * 60)))
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9), at(11, 30))]


def test_esc_during_a_drag_leaves_everything_as_it_was(open_page, board, ui, qtbot):
    board.event("Office call", at(9))
    page = open_page()
    target = QPoint(page.week.left_of(4) + 40, page.week.top_of(12 * 60))
    drag(page, point(page, 1, 9.5), target, drop=False)
    qtbot.keyClick(page.week, KEY.Key_Escape)
    QTest.mouseRelease(page.week.viewport(), LEFT, pos=target)
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9), at(10))]


def test_dragging_over_empty_time_opens_the_form_with_these_times(open_page, board, ui):
    page = open_page()
    asked = []

    def fill(dialog) -> None:
        asked.append((dialog.form.start.input.text(), dialog.form.end.input.text()))
        dialog.form.title.host.setText("Made by hand")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    start = point(page, 3, 13)
    drag(page, start, QPoint(start.x(), page.week.top_of(14.4 * 60)))
    assert ui.jobs.idle()
    assert asked == [("2026-11-26 1300", "2026-11-26 1430")]
    assert walls(board, "Made by hand") == [(at(13, 0, 26), at(14, 30, 26))]
    assert page.week.selected().title.host == "Made by hand"


@pytest.mark.parametrize(("answer", "expected"), [
    (0, [(24, 9), (1, 10), (8, 9), (15, 9), (22, 9)]),
    (1, [(24, 9), (1, 10), (8, 10), (15, 10), (22, 10)]),
    (2, [(24, 10), (1, 10), (8, 10), (15, 10), (22, 10)]),
    (None, [(24, 9), (1, 9), (8, 9), (15, 9), (22, 9)]),
])  # fmt: skip
def test_moving_a_recurring_event_asks_how_far(open_page, board, ui, qtbot, answer, expected):
    board.weekly("Plans sync", at(9))
    page = open_page()
    ui.ask.chooses = answer
    qtbot.keyClick(page, KEY.Key_PageDown)
    assert ui.jobs.idle()
    drag(page, point(page, 1, 9.5), QPoint(page.week.left_of(1) + 40, page.week.top_of(10.5 * 60)))
    assert ui.jobs.idle()
    assert [(begin.day, begin.hour) for begin, _ in walls(board, "Plans sync")] == expected
    assert ui.ask.asked == ["Move a recurring event"]
    assert page.week.selected().start.hour == (9 if answer is None else 10)


@pytest.mark.parametrize(("answer", "left"), [(0, [24, 8, 15, 22]), (1, [24]), (2, [])])
def test_deleting_a_recurring_event_asks_how_far(open_page, board, ui, qtbot, window, answer, left):
    board.weekly("Plans sync", at(9))
    page = open_page()
    qtbot.keyClick(page, KEY.Key_PageDown)
    assert ui.jobs.idle()
    ui.ask.chooses = answer
    qtbot.keyClick(page.week, KEY.Key_J)
    qtbot.keyClick(page.week, KEY.Key_Delete)
    assert ui.jobs.idle()
    assert [begin.day for begin, _ in walls(board, "Plans sync")] == left
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert len(walls(board, "Plans sync")) == 5


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


def test_keys_move_and_lengthen_an_event(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    qtbot.keyClick(page.week, KEY.Key_J)
    for key, modifiers in ((KEY.Key_Right, ALT), (KEY.Key_Down, ALT), (KEY.Key_Down, ALT | SHIFT)):
        qtbot.keyClick(page.week, key, modifiers)
        assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 45, 25), at(10, 45, 25))]


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


def test_n_makes_an_event_at_the_cursor(open_page, board, ui, qtbot):
    page = open_page()
    page.week.slot = (4, 15 * 60)
    shown = []
    ui.ask.fill = lambda dialog: shown.append(dialog.form.start.input.text())
    qtbot.keyClick(page.week, KEY.Key_N)
    assert shown == ["2026-11-27 1500"]


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


def test_a_month_moves_an_event_by_days_and_counts_what_has_no_room(open_page, board, ui, qtbot):
    board.days("Draft window", at(0), 2)
    for hour in range(8, 16):
        board.event(f"At {hour}", at(hour, day=26))
    page = open_page()
    qtbot.keyClick(page.week, KEY.Key_M)
    assert ui.jobs.idle()
    page.ways[View.MONTH].view.select_event(board.one("Draft window").event_id)
    qtbot.keyClick(page.ways[View.MONTH].view, KEY.Key_Right, ALT)
    assert ui.jobs.idle()
    moved = board.one("Draft window")
    assert (moved.starts, moved.ends) == (datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC))
    shown = [
        mark
        for mark in page.ways[View.MONTH].view._marks
        if page.ways[View.MONTH].view.occurrences[mark.number].starts.day == 26
    ]
    assert len(shown) + page.ways[View.MONTH].view._hidden[date(2026, 11, 26)] >= 8
    rects = [mark.rect for mark in page.ways[View.MONTH].view._marks]
    assert not any(one.intersects(other) for n, one in enumerate(rects) for other in rects[n + 1 :])


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


def test_cancelling_one_occurrence_asks_why_and_keeps_it_in_sight(open_page, board, ui, desk, qtbot, window):
    event = board.weekly("Plans sync", at(9))
    page = open_page()

    def type_why(dialog) -> None:
        qtbot.keyClicks(dialog.form.field("reason").host, "The room is flooded")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    ui.ask.fill = type_why
    ui.ask.chooses = 0
    page.deeds.cancel(page.week.occurrences[0])
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Cancel a recurring event", "Cancel the event"]
    assert [one.status for one in board.seen()][:2] == [Status.CANCELLED, Status.CONFIRMED]
    assert desk.calendars.event(event.id).overrides[0].reason.host == "The room is flooded"
    assert window.toasts[-1][0] == "“Plans sync” is cancelled."
    page.deeds.cancel(page.week.occurrences[0])
    assert ui.jobs.idle()
    assert board.seen()[0].status is Status.CONFIRMED
    assert desk.calendars.event(event.id).overrides[0].reason.host == ""


@pytest.mark.parametrize(
    ("chooses", "cancelled", "said"),
    [
        (0, "-x---", "this occurrence only"),
        (1, "-xxxx", "from this occurrence on"),
        (2, "xxxxx", "all its occurrences"),
    ],
)
def test_cancelling_a_series_asks_how_far_and_so_does_taking_it_back(
    open_page, board, ui, qtbot, chooses, cancelled, said
):
    board.weekly("Plans sync", at(9) - timedelta(days=7))
    page = open_page()
    read = []

    def accept(dialog) -> None:
        read.extend(one.text() for one in dialog.findChildren(QLabel))
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    def states() -> str:
        return "".join("x" if one.status is Status.CANCELLED else "-" for one in board.seen())

    ui.ask.fill, ui.ask.chooses = accept, chooses
    menu = page.deeds.menu(page.week.occurrences[0])
    next(one for one in menu.actions() if one.text() == "Cancel event…").trigger()
    assert ui.jobs.idle()
    assert states() == cancelled
    assert any(said in words for words in read)
    ui.ask.asked.clear()
    page.deeds.cancel(page.week.occurrences[0])
    assert ui.jobs.idle()
    assert states() == "-----"
    assert ui.ask.asked == ([] if chooses == 0 else ["A recurring event takes place again"])


def test_stepping_back_from_how_far_cancels_nothing(open_page, board, ui):
    board.weekly("Plans sync", at(9))
    page = open_page()
    ui.ask.chooses = None
    page.deeds.cancel(page.week.occurrences[0])
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Cancel a recurring event"]
    assert all(one.status is Status.CONFIRMED for one in board.seen())


def test_stepping_back_from_the_reason_cancels_nothing(open_page, board, ui):
    board.event("Office call", at(9))
    page = open_page()
    page.deeds.cancel(page.week.occurrences[0])
    assert ui.jobs.idle()
    assert board.seen()[0].status is Status.CONFIRMED


def test_a_calendar_is_deleted_with_its_events_after_asking_and_comes_back(open_page, board, ui, window):
    board.event("Office call", at(9, 30))
    page = open_page()
    page.sidebar.lines[board.planning.id].delete_asked.emit()
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Delete the calendar “Planning”?"]
    assert board.titles() == []
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert board.titles() == ["Office call"]


def test_the_first_event_of_an_empty_desk_asks_for_a_calendar(open_page, desk, ui):
    page = open_page()

    def fill(dialog) -> None:
        dialog.form.field("name").host.setText("Planning")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.new_record()
    assert ui.jobs.idle()
    assert [one.name.host for one in desk.calendars.calendars()] == ["Planning"]
    assert list(page.sidebar.lines) == [desk.calendars.calendars()[0].id]


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


def test_a_copy_of_an_event_is_a_new_one(open_page, board, ui):
    event = board.weekly("Plans sync", at(9))
    page = open_page()

    def fill(dialog) -> None:
        dialog.form.title.host.setText("Plans sync, extra")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.deeds.duplicate(page.week.occurrences[0])
    assert ui.jobs.idle()
    copy = board.one("Plans sync, extra")
    assert copy.event_id != event.id
    assert not copy.recurring


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
