"""Events and calendars made, moved, copied, cancelled and deleted on the page, and taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from liaison_desk.calendar.records import Status
from liaison_desk.calendar.ui.ways import View
from tests.calendar.ui.strokes import ALT, KEY, LEFT, SHIFT, at, drag, point, walls

HOUR = timedelta(hours=1)


def test_dragging_an_event_moves_it_and_the_toast_takes_it_back(open_page, board, ui, window):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    start = point(page, 1, 9.75)
    drag(page.week.viewport(), start, QPoint(page.week.left_of(3) + 40, page.week.top_of(11.25 * 60)), drop=False)
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
    drag(page.week.viewport(), edge, QPoint(edge.x(), page.week.top_of(11.5 * 60)))
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9), at(11, 30))]


def test_esc_during_a_drag_leaves_everything_as_it_was(open_page, board, ui, qtbot):
    board.event("Office call", at(9))
    page = open_page()
    target = QPoint(page.week.left_of(4) + 40, page.week.top_of(12 * 60))
    drag(page.week.viewport(), point(page, 1, 9.5), target, drop=False)
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
    drag(page.week.viewport(), start, QPoint(start.x(), page.week.top_of(14.4 * 60)))
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
    drag(page.week.viewport(), point(page, 1, 9.5), QPoint(page.week.left_of(1) + 40, page.week.top_of(10.5 * 60)))
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


def test_keys_move_and_lengthen_an_event(open_page, board, ui, qtbot):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    qtbot.keyClick(page.week, KEY.Key_J)
    for key, modifiers in ((KEY.Key_Right, ALT), (KEY.Key_Down, ALT), (KEY.Key_Down, ALT | SHIFT)):
        qtbot.keyClick(page.week, key, modifiers)
        assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 45, 25), at(10, 45, 25))]


def test_n_makes_an_event_at_the_cursor(open_page, board, ui, qtbot):
    page = open_page()
    page.week.slot = (4, 15 * 60)
    shown = []
    ui.ask.fill = lambda dialog: shown.append(dialog.form.start.input.text())
    qtbot.keyClick(page.week, KEY.Key_N)
    assert shown == ["2026-11-27 1500"]


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
