"""The grid, the bars above it, the month and the agenda: conflicts, ways, duty hours, zoom, drags over days, copies, keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from sqlalchemy import event as sql_events

from liaison_desk.calendar.records import Calendar, Status
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local, to_utc

DENVER = "America/Denver"
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEY = Qt.Key
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
)  # fmt: skip


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def midnight(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def move(target, where: QPoint, modifiers=NONE, *, held: bool = True) -> None:
    place = QPointF(target.mapToGlobal(where))
    buttons = LEFT if held else Qt.MouseButton.NoButton
    QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, buttons, modifiers))  # fmt: skip


def drag(target, start: QPoint, end: QPoint, modifiers=NONE, *, drop: bool = True) -> None:
    QTest.mousePress(target, LEFT, modifiers, start)
    move(target, (start + end) / 2, modifiers)
    move(target, end, modifiers)
    if drop:
        QTest.mouseRelease(target, LEFT, modifiers, end)


def point(page, day: int, hour: float) -> QPoint:
    """Where an hour of a day of the week (Monday 0) is in the grid."""
    page.week.verticalScrollBar().setValue(round((hour - 3) * page.week.hour))
    return QPoint(page.week.left_of(day) + 30, page.week.top_of(hour * 60))


def bar(page, title: str):
    return page.week.band.place_of(one(page, title))


def one(page, title: str):
    return next(one for one in page.present.occurrences if one.title.host == title)


def spans(board, title: str) -> list[tuple[datetime, datetime]]:
    return [(one.starts, one.ends) for one in board.seen() if one.title.host == title]


def walls(board, title: str) -> list[tuple[datetime, datetime]]:
    return [tuple(to_local(each, DENVER).replace(tzinfo=None) for each in span) for span in spans(board, title)]


def tip(target, where: QPoint) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, where, target.mapToGlobal(where)))
    return QToolTip.text()


@contextmanager
def counted(desk) -> Iterator[list[str]]:
    """Collect the statements the desk's engine is given."""
    seen: list[str] = []

    def note(connection, cursor, statement, *_rest) -> None:
        seen.append(statement)

    sql_events.listen(desk.database.engine, "before_cursor_execute", note)
    yield seen
    sql_events.remove(desk.database.engine, "before_cursor_execute", note)


# Conflicts and ways


def test_a_chosen_event_says_what_it_overlaps_with(open_page, board):
    board.event("Drafting", at(9), 150)
    board.event("Ops brief", at(9, 45))
    board.event("Badge desk", at(10), 45)
    board.event("Cancelled talk", at(9), 120, status=Status.CANCELLED)
    page = open_page()
    page.week.select(one(page, "Drafting"))
    said = page.status.text_whole()
    assert said.endswith("overlaps with Ops brief, Badge desk (2 conflicts)")
    assert page.week.accessibleDescription() == said
    page.week.select(one(page, "Cancelled talk"))
    assert "overlaps" not in page.status.text_whole()
    assert page.status.text_whole().endswith("Planning · Cancelled")


def test_the_way_there_clashes_and_is_said(open_page, board):
    board.event("Sync", at(9))
    board.event("Reception", at(10, 15), travel_before=30, travel_after=20)
    page = open_page()
    page.week.select(one(page, "Reception"))
    assert page.status.text_whole().endswith("way there 30 min, way back 20 min · overlaps with Sync")
    board.event("Late", at(12))
    placed = next(
        each for each in page.week.placed if page.week.occurrences[each.piece.number].title.host == "Reception"
    )
    there, back = page.week.way_rects(placed)
    core = page.week.rect_of(placed)
    assert (there.bottom() + 1, back.top()) == (core.top(), core.bottom() + 1)
    assert there.top() == page.week.top_of(9.75 * 60)
    assert placed.left == 0.44


def test_a_tool_tip_tells_three_zones_and_who_may_come(open_page, board):
    board.event("Closed <b>brief</b>", at(16, 30, 25), access="closed", status=Status.TENTATIVE)
    page = open_page()
    said = tip(page.week.viewport(), point(page, 2, 17))
    for part in ("Closed &lt;b&gt;brief&lt;/b&gt;", "MST  Wed 25, 16:30–17:30  251630T NOV 26", "Tokyo  Thu 26, 08:30–09:30  260830I NOV 26", "Planning · Tentative · Closed to liaison officers"):  # fmt: skip
        assert part in said


def test_cancelled_events_are_seen_and_not_counted(open_page, board):
    board.event("Office call", at(9))
    board.event("Off", at(11), status=Status.CANCELLED)
    page = open_page()
    assert len(page.week.occurrences) == 2
    assert page.status.text_whole() == "1 event"
    assert page.sidebar.lines[board.planning.id].fact == "1"


# Holidays


@pytest.fixture
def holidays(desk):
    for nation, palette in (("JPN", "holiday_jp"), ("USA", "holiday_us")):
        desk.calendars.save_calendar(Calendar(name=Bilingual(nation), palette=palette, position=9, holidays=nation))


def test_a_holiday_tells_its_name_and_nation_and_stays_where_it_is(open_page, board, holidays, ui, window):
    page = open_page()
    place = page.week.band.place_of(next(each for each in page.week.occurrences if each.holiday == "USA"))
    assert (
        tip(page.week.band, place.center()) == "Thanksgiving Day\nThu 26 Nov, all day\nPublic holiday (United States)"
    )
    drag(page.week.band, place.center(), place.center() + QPoint(200, 0))
    page.week.nudge(1, 0, resize=False)
    assert ui.jobs.idle()
    assert window.toasts == []
    assert page.status.text_whole() == "Thanksgiving Day · Thu 26 Nov, all day · Public holiday (United States)"
    assert page.deeds.popover is None


def test_a_holiday_is_said_in_japanese(open_page, holidays):
    page = open_page("ja")
    page.week.step(1)
    assert page.status.text_whole() == "勤労感謝の日 · 11月23日（月）, 終日 · 祝日（日本）"


# Both duty days


def test_the_common_hours_of_both_headquarters_are_shaded_day_by_day(open_page, board, ui):
    page = open_page()
    assert page.week.shade.common == ((0, 990, 1050), (1, 990, 1050), (2, 990, 1050))
    assert [day for day, _, _ in page.week.shade.host] == [0, 1, 2, 4]
    assert tip(page.week.viewport(), point(page, 1, 16.75)).startswith("Both on duty\nTue 24 Nov 1630–1730T")
    assert page.week.tip_at(point(page, 3, 16.75)) == ""
    page.week.select(None)
    page.week.slot = (1, 16 * 60)
    QTest.keyClick(page.week, KEY.Key_Down)
    assert page.status.text_whole() == "Tue 24 Nov 1630–1700T / 2330–0000Z / 0830–0900I+1 · Both on duty"
    page.go_to(date(2026, 10, 27))
    assert ui.jobs.idle()
    assert page.week.shade.common == ()


def test_painting_never_computes_duty_hours(open_page, board, monkeypatch):
    page = open_page()

    def refuse(*_args):
        raise AssertionError("duty hours were computed while painting")

    monkeypatch.setattr("liaison_desk.domain.duty._duty", refuse)
    monkeypatch.setattr("liaison_desk.domain.holidays._of_year", refuse)
    assert not page.week.grab().isNull()


# Zoom


def test_ctrl_and_the_wheel_zoom_at_the_pointer_and_are_remembered(open_page, board):
    page = open_page()
    where = point(page, 1, 10)
    minute = page.week.slot_at(where)[1]
    turn = QWheelEvent(
        QPointF(where), QPointF(page.week.viewport().mapToGlobal(where)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.week.viewport(), turn)
    assert page.week.hour == 94
    assert abs(page.week.slot_at(where)[1] - minute) <= 1
    assert open_page().week.hour == 94


def test_keys_zoom_from_the_whole_day_to_quarter_hours(open_page, board, qtbot):
    page = open_page()
    for _ in range(9):
        qtbot.keyClick(page.week, KEY.Key_Plus, CONTROL)
    assert zoom.line_minutes(page.week.hour) == 15
    for _ in range(9):
        qtbot.keyClick(page.week, KEY.Key_Minus, CONTROL)
    assert page.week.verticalScrollBar().maximum() == 0
    assert page.week.top_of(1440) <= page.week.viewport().height()
    qtbot.keyClick(page.week, KEY.Key_0, CONTROL)
    assert page.week.hour == zoom.NORMAL


def test_a_drag_snaps_to_five_minutes_when_one_looks_closely(open_page, board, ui):
    board.event("Office call", at(9), 60)
    page = open_page()
    for _ in range(5):
        page.week.zoom(1)
    start = point(page, 1, 9.5)
    drag(page.week.viewport(), start, start + QPoint(0, round(page.week.hour * 20 / 60)))
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 20), at(10, 20))]


def test_zoomed_out_no_event_hides_the_title_of_another(open_page, board):
    board.event("First", at(9), 30)
    board.event("Second", at(9, 30), 30)
    page = open_page()
    page.week.zoom(-1)
    page.week.zoom(-1)
    first, second = (page.week.rect_of(each) for each in page.week.placed)
    assert second.left() > first.left() or second.top() > first.bottom()


# The band


def test_dragging_over_the_band_makes_an_event_of_these_days(open_page, board, ui):
    page, asked = open_page(), []
    page.week.new_asked.connect(lambda *values: asked.append(values))
    band, week = page.week.band, page.week
    y = band.height() - 8
    drag(band, QPoint(week.left_of(3) + 30, y), QPoint(week.left_of(1) + 30, y), drop=False)
    assert page.status.text_whole() == "Tue 24 Nov – Thu 26 Nov"
    QTest.mouseRelease(band, LEFT, NONE, QPoint(week.left_of(1) + 30, y))
    assert ui.jobs.idle()
    assert asked == [(at(0), at(0, day=27), True)]


def test_a_bar_is_moved_by_days_and_taken_back(open_page, board, ui, window):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    drag(page.week.band, place.center(), place.center() + QPoint(page.week.left_of(2) - page.week.left_of(0), 0))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(26), midnight(28))]
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]


@pytest.mark.parametrize(
    ("edge", "to", "expected"), [("right", 5, (24, 29)), ("left", 0, (23, 26)), ("right", 0, (24, 25))]
)
def test_the_ends_of_a_bar_are_dragged(open_page, board, ui, edge, to, expected):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    start = QPoint(place.right() - 2 if edge == "right" else place.left() + 2, place.center().y())
    drag(page.week.band, start, QPoint(page.week.left_of(to) + 30, start.y()))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [tuple(map(midnight, expected))]


def test_ctrl_leaves_a_bar_and_makes_a_copy_that_one_undo_takes_away(open_page, board, ui, window):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    end = place.center() + QPoint(page.week.left_of(2) - page.week.left_of(0), 0)
    drag(page.week.band, place.center(), end, CONTROL, drop=False)
    assert page.status.text_whole() == "Copy to Thu 26 Nov – Fri 27 Nov"
    QTest.mouseRelease(page.week.band, LEFT, CONTROL, end)
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26)), (midnight(26), midnight(28))]
    assert page.week.selected().starts == midnight(26)
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]


def test_esc_lets_go_of_a_bar(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    drag(page.week.band, place.center(), place.center() + QPoint(300, 0), drop=False)
    qtbot.keyClick(page.week, KEY.Key_Escape)
    QTest.mouseRelease(page.week.band, LEFT, NONE, place.center() + QPoint(300, 0))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]
    assert page.week.selected().title.host == "Visit"


def test_keys_move_a_bar_and_its_end(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    page.week.select(one(page, "Visit"))
    for key, modifiers in ((KEY.Key_Right, ALT), (KEY.Key_Right, ALT | SHIFT), (KEY.Key_Up, ALT)):
        qtbot.keyClick(page.week, key, modifiers)
        assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(25), midnight(28))]


def test_a_click_on_a_bar_opens_it(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    qtbot.mouseClick(page.week.band, LEFT, pos=bar(page, "Visit").center())
    assert ui.jobs.idle()
    assert page.deeds.popover.accessibleName().startswith("Visit")
    page.deeds.popover.close()


# Copies and keys in the grid


def test_ctrl_and_a_drag_copy_one_occurrence_of_a_series(open_page, board, ui, window):
    series = board.weekly("Plans sync", at(9), travel_before=10)
    page = open_page()
    start = point(page, 1, 9.5)
    drag(page.week.viewport(), start, QPoint(page.week.left_of(3) + 30, page.week.top_of(13.5 * 60)), CONTROL)
    assert ui.jobs.idle()
    assert ui.ask.asked == []
    seen = [each for each in board.seen() if each.title.host == "Plans sync"]
    copy = next(each for each in seen if each.event_id != series.id)
    assert (copy.recurring, copy.start, copy.travel_before) == (False, at(13, 0, 26), 10)
    assert len(seen) == 6
    assert window.toasts[-1][0].startswith("Copied “Plans sync” to Thu 26 Nov 1300–1400T")
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert len(spans(board, "Plans sync")) == 5


def test_shift_and_arrows_mark_hours_and_enter_makes_an_event_of_them(open_page, board, ui, qtbot):
    page, asked = open_page(), []
    ui.ask.fill = lambda dialog: asked.append((dialog.form.start.input.text(), dialog.form.end.input.text()))
    page.week.slot = (3, 13 * 60)
    for _ in range(2):
        qtbot.keyClick(page.week, KEY.Key_Down, SHIFT)
    assert page.status.text_whole().startswith("Thu 26 Nov 1300–1430T")
    qtbot.keyClick(page.week, KEY.Key_Return)
    assert asked == [("2026-11-26 1300", "2026-11-26 1430")]


def test_shift_and_arrows_over_days_make_an_event_of_whole_days(open_page, board, ui, qtbot):
    page, asked = open_page(), []
    page.week.new_asked.connect(lambda *values: asked.append(values))
    page.week.slot = (1, 13 * 60)
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    assert page.status.text_whole() == "24–26 November 2026"
    qtbot.keyClick(page.week, KEY.Key_N)
    assert asked == [(at(0), at(0, day=27), True)]
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    qtbot.keyClick(page.week, KEY.Key_Escape)
    assert page.week.reach is None


def test_a_drag_does_not_touch_the_database_before_it_is_dropped(open_page, board, desk, ui):
    for hour in range(8, 16):
        board.event(f"At {hour}", at(hour))
    board.days("Visit", at(0), 2)
    page = open_page()
    start, target = point(page, 1, 9.5), page.week.viewport()
    with counted(desk) as statements:
        for held, begin in ((target, start), (page.week.band, bar(page, "Visit").center())):
            QTest.mousePress(held, LEFT, NONE, begin)
            for step in range(200):
                move(held, begin + QPoint(step * 2, step % 90), CONTROL if step % 50 > 40 else NONE)
                QApplication.processEvents()
            QTest.keyClick(page.week, KEY.Key_Escape)
        assert ui.jobs.idle()
        assert statements == []
    with counted(desk) as statements:
        drag(target, start, start + QPoint(0, 60))
        assert ui.jobs.idle()
        assert any(each.startswith("UPDATE event") for each in statements)


def test_what_stands_still_is_painted_once_during_a_drag(open_page, board, monkeypatch):
    board.event("Office call", at(9), 60)
    page = open_page()
    start, target = point(page, 1, 9.5), page.week.viewport()
    drag(target, start, start + QPoint(0, 60), drop=False)
    page.week.grab()
    painted = []
    monkeypatch.setattr(
        "liaison_desk.calendar.ui.grid.paint.WeekPainter.paint", lambda *_args, **_more: painted.append(1)
    )
    for step in range(20):
        move(target, start + QPoint(0, 60 + step * 3))
        page.week.grab()
    assert painted == []
    QTest.keyClick(page.week, KEY.Key_Escape)
    page.week.grab()
    assert painted


# The month


@pytest.fixture
def month(open_page, board, ui):
    def look():
        page = open_page()
        page.show_view(View.MONTH)
        assert ui.jobs.idle()
        return page, page.ways[View.MONTH].view

    return look


def cell(view, day: int) -> QPoint:
    return view.cell((date(2026, 11, day) - view.first).days).center()


def test_dragging_over_days_of_the_month_makes_an_event_of_them(month, ui):
    page, view = month()
    asked = []
    view.new_asked.connect(lambda *values: asked.append(values))
    drag(view.viewport(), cell(view, 20), cell(view, 11), drop=False)
    assert page.status.text_whole() == "Wed 11 Nov – Fri 20 Nov"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, cell(view, 11))
    assert asked == [(at(0, day=11), at(0, day=21), True)]


def test_an_event_is_dragged_in_the_month_and_keeps_its_wall_time_when_the_clocks_change(month, board, ui):
    board.event("Office call", datetime(2026, 11, 2, 9))
    page, view = month()
    view.verticalScrollBar()
    place = view.place_of(one(page, "Office call")).center()
    drag(view.viewport(), place, view.cell(3).center(), drop=False)  # Thursday 29 October, in daylight-saving time
    assert page.status.text_whole() == "Thu 29 Oct 0900–1000S / 1500–1600Z / 0000–0100I+1"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, view.cell(3).center())
    assert ui.jobs.idle()
    moved = board.desk.calendars.occurrences(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))[0]
    assert moved.starts == datetime(2026, 10, 29, 15, tzinfo=UTC)


def test_a_bar_in_the_month_is_copied_lengthened_and_let_go(month, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page, view = month()
    place = view.place_of(one(page, "Visit"))
    drag(view.viewport(), QPoint(place.right() - 2, place.center().y()), QPoint(cell(view, 27).x(), place.center().y()))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(28))]
    drag(view.viewport(), view.place_of(one(page, "Visit")).topLeft() + QPoint(40, 6), cell(view, 10), drop=False)
    qtbot.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, cell(view, 10))
    drag(view.viewport(), view.place_of(one(page, "Visit")).topLeft() + QPoint(40, 6), cell(view, 10), CONTROL)
    assert ui.jobs.idle()
    assert sorted(spans(board, "Visit")) == [(midnight(10), midnight(14)), (midnight(24), midnight(28))]


def test_keys_mark_days_of_the_month_and_change_an_end(month, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page, view = month()
    asked = []
    view.new_asked.connect(lambda *values: asked.append(values))
    view.select(one(page, "Visit"))
    qtbot.keyClick(view, KEY.Key_Down, ALT | SHIFT)
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), datetime(2026, 12, 3, tzinfo=UTC))]
    view.go_to(date(2026, 11, 10))
    for key in (KEY.Key_Right, KEY.Key_Down):
        qtbot.keyClick(view, key, SHIFT)
    assert page.status.text_whole() == "10–18 November 2026"
    qtbot.keyClick(view, KEY.Key_Return)
    assert asked == [(at(0, day=10), at(0, day=19), True)]


# The agenda


def test_keys_move_an_event_in_the_agenda(open_page, board, ui, qtbot):
    board.event("Office call", at(9))
    page = open_page()
    page.show_view(View.AGENDA)
    assert ui.jobs.idle()
    page.agenda.step(1)
    for key, modifiers in ((KEY.Key_Down, ALT), (KEY.Key_Right, ALT), (KEY.Key_Down, ALT | SHIFT)):
        qtbot.keyClick(page.agenda, key, modifiers)
        assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 15, 25), at(10, 30, 25))]
    assert page.agenda.selected().title.host == "Office call"


# The clocks


@pytest.mark.parametrize(
    ("day", "number", "words", "said"),
    [
        (date(2026, 3, 8), 6, "Tokyo −1 h", "it is 03:00 in Tokyo when it is 12:00 MDT here"),
        (date(2026, 11, 1), 6, "Tokyo +1 h", "it is 04:00 in Tokyo when it is 12:00 MST here"),
    ],
)
def test_the_head_of_the_day_says_that_homes_clock_is_another_from_then_on(open_page, ui, day, number, words, said):
    page = open_page()
    page.go_to(day)
    assert ui.jobs.idle()
    week = page.week
    assert [week.home_shift(other) for other in range(6)] == [timedelta()] * 6
    told = tip(week.band, QPoint(week.left_of(number) + 60, 30))
    assert told.startswith(words)
    assert said in told
    assert week.band.tip_at(QPoint(week.left_of(2) + 60, 30)) == ""


def test_the_hour_that_spring_skips_is_hatched_and_a_drag_over_it_lands_after_it(open_page, board, ui):
    board.event("Early", datetime(2026, 3, 8, 1), 30)
    page = open_page()
    page.go_to(date(2026, 3, 8))
    assert ui.jobs.idle()
    assert page.week.shade.skipped == ((6, 120, 180),)
    start = point(page, 6, 1.25)
    end = QPoint(start.x(), page.week.top_of(2.75 * 60))
    drag(page.week.viewport(), start, end, drop=False)
    assert page.status.text_whole().startswith("Sun 8 Mar 0330–0400S")
    QTest.mouseRelease(page.week.viewport(), LEFT, NONE, end)
    assert ui.jobs.idle()
    moved = board.desk.calendars.occurrences(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC))[0]
    assert moved.starts == to_utc(datetime(2026, 3, 8, 3, 30), DENVER)
    assert moved.ends - moved.starts == timedelta(minutes=30)


def test_the_rulers_of_the_day_after_the_change_have_its_zone(open_page, ui, qtbot):
    page = open_page()
    page.go_to(date(2026, 10, 31))
    assert ui.jobs.idle()
    assert page.week.wording.place_name(page.week.instant(page.week.ruler_day() * 1440 + 720)) == "MDT"
    qtbot.keyClick(page.week, KEY.Key_Right)
    assert page.week.wording.place_name(page.week.instant(page.week.ruler_day() * 1440 + 720)) == "MST"
