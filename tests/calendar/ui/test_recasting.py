"""Hours become whole days and whole days hours: by a drag over the line between band and hours, by the menu; and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Alarm, Calendar
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.ui.grid.week import WeekView
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local
from tests.calendar.ui.conftest import DENVER, Board

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def midnight(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def move(target, where: QPoint, modifiers=NONE) -> None:
    place = QPointF(target.mapToGlobal(where))
    QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, LEFT, modifiers))  # fmt: skip


def drag(target, start: QPoint, end: QPoint, modifiers=NONE, *, drop: bool = True) -> None:
    QTest.mousePress(target, LEFT, modifiers, start)
    move(target, start + QPoint(0, 12), modifiers)
    move(target, end, modifiers)
    if drop:
        QTest.mouseRelease(target, LEFT, modifiers, end)


def one(page, title: str):
    return next(each for each in page.present.occurrences if each.title.host == title)


def hours(page, title: str) -> QPoint:
    """Where an event of hours stands in the grid."""
    page.week.reveal(one(page, title))
    return page.week.place_of(one(page, title)).center()


def in_band(page, day: int) -> QPoint:
    """Where a day's bars stand, in the grid's coordinates."""
    return QPoint(page.week.left_of(day) + 30, -8)


def bar(page, title: str) -> QPoint:
    return page.week.band.place_of(one(page, title)).center()


def below(page, day: int, hour: float) -> QPoint:
    """Where an hour of a day is, in the band's coordinates."""
    week: WeekView = page.week
    week.verticalScrollBar().setValue(round((hour - 3) * week.hour))
    return QPoint(week.left_of(day) + 30, week.top_of(hour * 60) + 2 + week.band.height())


def seen(board: Board, title: str) -> list[tuple[bool, datetime, datetime]]:
    found = sorted((each for each in board.seen() if each.title.host == title), key=lambda each: each.starts)
    return [
        (True, each.starts, each.ends)
        if each.all_day
        else (False, *(to_local(when, DENVER).replace(tzinfo=None) for when in (each.starts, each.ends)))
        for each in found
    ]


def test_an_event_dragged_to_the_band_lasts_all_day_and_comes_back_by_undo(open_page, board, ui, window, desk):
    board.event("Office call", at(9, 30), 45)
    page = open_page()
    drag(page.week.viewport(), hours(page, "Office call"), in_band(page, 3))
    assert ui.jobs.idle()
    assert seen(board, "Office call") == [(True, midnight(26), midnight(27))]
    assert window.toasts[-1][0] == "Moved “Office call” to Thu 26 Nov · All day."
    assert page.week.selected().title.host == "Office call"
    assert not bar(page, "Office call").isNull()
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert seen(board, "Office call") == [(False, at(9, 30), at(10, 15))]


def test_a_bar_dragged_to_the_hours_lasts_an_hour_of_the_place(open_page, board, ui, window, desk):
    board.days("Leave", at(0, day=23), 3)
    page = open_page()
    drag(page.week.band, bar(page, "Leave"), below(page, 2, 14.5))
    assert ui.jobs.idle()
    assert seen(board, "Leave") == [(False, at(14, 30, 25), at(15, 30, 25))]
    event = desk.calendars.event(board.one("Leave").event_id)
    assert (event.zone, event.end_zone, event.all_day) == (DENVER, "", False)
    assert page.week.selected().title.host == "Leave"
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert seen(board, "Leave") == [(True, midnight(23), midnight(26))]


def test_while_it_is_held_the_other_side_shows_what_it_would_be(open_page, board, ui):
    board.event("Office call", at(9, 30), 45)
    board.days("Leave", at(0, day=23), 1)
    page = open_page()
    week = page.week
    empty = week.band.grab().toImage()
    drag(week.viewport(), hours(page, "Office call"), in_band(page, 3), drop=False)
    assert page.status.text_whole() == "Thu 26 Nov · All day"
    assert week.band.grab().toImage() != empty
    # Held over the hours again it is what it was, at the hour the pointer is.
    move(week.viewport(), hours(page, "Office call"))
    assert week.crossing is None
    assert week.band.grab().toImage() == empty
    QTest.mouseRelease(week.viewport(), LEFT, NONE, hours(page, "Office call"))
    assert ui.jobs.idle()
    assert seen(board, "Office call") == [(False, at(9, 30), at(10, 15))]
    drag(week.band, bar(page, "Leave"), below(page, 2, 14.5), drop=False)
    assert page.status.text_whole().startswith("Wed 25 Nov 1430–1530T / 2130–2230Z")
    assert (week.drag.start, week.drag.end) == (2 * 1440 + 870, 2 * 1440 + 930)
    QTest.keyClick(week, Qt.Key.Key_Escape)
    QTest.mouseRelease(week.band, LEFT, NONE, below(page, 2, 14.5))
    assert ui.jobs.idle()
    assert seen(board, "Leave") == [(True, midnight(23), midnight(24))]
    assert week.drag is None
    assert week.crossing is None


def test_what_lasts_days_by_the_clock_stays_in_the_band(open_page, board, ui):
    board.event("Flight", at(20, 0, 23), 30 * 60)
    page = open_page()
    drag(page.week.band, bar(page, "Flight"), below(page, 2, 14.5))
    assert ui.jobs.idle()
    assert seen(board, "Flight") == [(False, at(20, 0, 24), at(2, 0, 26))]


def test_an_edge_and_a_copy_do_not_cross(open_page, board, ui):
    board.event("Office call", at(9, 30), 90)
    page = open_page()
    hours(page, "Office call")
    place = page.week.place_of(one(page, "Office call"))
    drag(page.week.viewport(), QPoint(place.center().x(), place.bottom() - 1), in_band(page, 1))
    drag(page.week.viewport(), hours(page, "Office call"), in_band(page, 3), CONTROL)
    assert ui.jobs.idle()
    assert not any(each.all_day for each in board.seen())


@pytest.mark.parametrize(("choice", "whole"), [(0, [1]), (1, [1, 2, 3, 4]), (2, [0, 1, 2, 3, 4])])
def test_a_series_asks_how_far_it_shall_last_all_day(open_page, board, ui, choice, whole):
    board.weekly("Sync", at(9, day=17))
    page = open_page()
    ui.ask.chooses = choice
    drag(page.week.viewport(), hours(page, "Sync"), in_band(page, 2))
    assert ui.jobs.idle()
    found = seen(board, "Sync")
    assert [number for number, each in enumerate(found) if each[0]] == whole
    week = timedelta(days=7)
    for number, (all_day, starts, ends) in enumerate(found):
        if all_day:
            assert (starts, ends) == (midnight(18) + number * week, midnight(19) + number * week)
        else:
            assert (starts, ends) == (at(9, day=17) + number * week, at(10, day=17) + number * week)


def test_a_series_of_days_becomes_one_of_hours(open_page, board, ui):
    board.weekly("Duty", at(0, day=17), end=at(0, day=18), zone="", all_day=True)
    page = open_page()
    ui.ask.chooses = 2
    drag(page.week.band, bar(page, "Duty"), below(page, 1, 8.25))
    assert ui.jobs.idle()
    week = timedelta(days=7)
    assert seen(board, "Duty") == [
        (False, at(8, 15, 17) + number * week, at(9, 15, 17) + number * week) for number in range(5)
    ]


def test_stepping_back_from_the_question_changes_nothing(open_page, board, ui, desk):
    event = board.weekly("Sync", at(9, day=17))
    page = open_page()
    ui.ask.chooses = None
    drag(page.week.viewport(), hours(page, "Sync"), in_band(page, 2))
    assert ui.jobs.idle()
    assert desk.calendars.event(event.id) == event


@pytest.mark.parametrize("view", [View.WEEK, View.MONTH, View.AGENDA, View.TIMELINE])
def test_the_menu_turns_hours_to_days_and_back(open_page, board, ui, view):
    board.event("Night shift", at(20), 10 * 60)
    page = open_page()
    page.show_view(view)
    assert ui.jobs.idle()
    page.present.select(one(page, "Night shift"))
    assert press(page, "All day") is False
    assert ui.jobs.idle()
    assert seen(board, "Night shift") == [(True, midnight(24), midnight(26))]
    assert page.present.selected().all_day
    assert press(page, "All day") is True
    assert ui.jobs.idle()
    start = page.wording.profile().duty_start
    assert seen(board, "Night shift") == [(False, at(start.hour, start.minute), at(start.hour + 1, start.minute))]


def press(page, words: str) -> bool:
    """Choose a command of the chosen event's menu by keys; returns whether it had a check."""
    page.present.setFocus()
    page.deeds.open_menu(page.present.selected(), QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    action = next(action for action in menu.actions() if action.text() == words)
    checked = action.isChecked()
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    return checked


def test_a_holiday_is_not_dragged_to_the_hours(open_page, board, ui, desk):
    desk.calendars.save_calendar(Calendar(name=Bilingual("Public"), palette="holiday_us", holidays="USA"))
    page = open_page()
    holiday = next(each for each in page.week.occurrences if each.holiday)
    drag(page.week.band, page.week.band.place_of(holiday).center(), below(page, 1, 9))
    assert ui.jobs.idle()
    assert page.week.crossing is None
    assert list(board.seen()) == []


def test_exceptions_and_added_dates_go_along_when_all_last_all_day_and_when_they_come_back(open_page, board, ui, desk):
    """One moved to eleven, one with other words and an added date at two: "all" means them, too; they come back at nine."""
    week = timedelta(days=7)
    event = board.weekly("Sync", at(9, day=17))
    event = desk.calendars.save(
        replace(event, recurrence=replace(event.recurrence, added=(datetime(2026, 12, 28, 14),)))
    )
    first = next(each for each in board.seen() if each.event_id == event.id)
    moved = replace(
        content_of(event, first._replace(at=at(9) + week, start=at(9) + week)),
        start=at(11) + week,
        zone="",
        end=at(12) + week,
    )
    event = desk.calendars.change_occurrence(event.id, moved)
    named = replace(
        content_of(event, first._replace(at=at(9) + 2 * week, start=at(9) + 2 * week)),
        title=Bilingual("Sync", "調整"),
        end=at(10) + 2 * week,
    )
    event = desk.calendars.change_occurrence(event.id, named)
    before = seen(board, "Sync")
    page = open_page()
    ui.ask.chooses = 2
    drag(page.week.viewport(), hours(page, "Sync"), in_band(page, 2))
    assert ui.jobs.idle()
    days = [midnight(18) + number * week for number in range(5)]
    expected = [(True, day, day + timedelta(days=1)) for day in days]
    late = datetime(2026, 12, 29, tzinfo=UTC)
    assert sorted(seen(board, "Sync"), key=lambda each: each[1].replace(tzinfo=None)) == [
        *expected,
        (True, late, late + timedelta(days=1)),
    ]
    assert page.week.accessibleDescription().startswith("Sync · Wed 25 Nov")
    drag(page.week.band, bar(page, "Sync"), below(page, 1, 9))
    assert ui.jobs.idle()
    after = seen(board, "Sync")
    assert [each[:2] for each in after] == [(False, each[1].replace(hour=9)) for each in before]


def test_reminders_ring_when_they_did_and_never_after_the_hours_began(open_page, board, ui, desk):
    board.event("Office call", at(9, 30), 45, alarms=(Alarm(-15), Alarm(5, related_to_end=True)))
    board.days("Leave", at(0, day=23), 1, alarms=(Alarm(9 * 60), Alarm(9 * 60 - 1440)))
    page = open_page()
    drag(page.week.viewport(), hours(page, "Office call"), in_band(page, 3))
    assert ui.jobs.idle()
    drag(page.week.band, bar(page, "Leave"), below(page, 2, 8))
    assert ui.jobs.idle()
    alarms = {title: desk.calendars.event(board.one(title).event_id).alarms for title in ("Office call", "Leave")}
    # On the day at 0915; when it starts at 0800, and the day before at 0900.
    assert alarms == {
        "Office call": (Alarm(9 * 60 + 15), Alarm(5, related_to_end=True)),
        "Leave": (Alarm(0), Alarm(-23 * 60)),
    }
