"""What the grid tells of what it shows: conflicts, ways, holidays, both duty days, clocks that change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from liaison_desk.calendar.records import Calendar, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc
from tests.calendar.ui.conftest import DENVER
from tests.calendar.ui.strokes import KEY, LEFT, NONE, at, drag, one, point, tip


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
