"""What the timeline shows: rows, zoom, panning, and how one comes to what is shown."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Calendar, Participant, Status
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.calendar.ui.strokes import CONTROL, KEY, LEFT, SHIFT, at
from tests.calendar.ui.timeline.bars import bar, wheel


def test_calendars_are_rows_with_both_fiscal_years_above(open_timeline, board):
    board.days("Draft window", at(0), 5)
    board.event("Office call", at(9, 30))
    page = open_timeline()
    view = page.timeline
    assert [row.subject.name for row in view.rows] == ["Planning", "Visits"]
    assert [view.in_sight(row) for row in view.rows] == [2, 0]
    assert page.title() == "Nov 2026 – Jan 2027"
    assert page.status.text_whole() == "2 events"
    x = view.labels + 40
    assert view.head.tip_at(x, 5) == "United States · FY27 · 1 Oct 2026 – 30 Sep 2027"
    assert view.head.tip_at(x, 22) == "Japan · 令和8年度 (FY2026) · 1 Apr 2026 – 31 Mar 2027"


def test_exercises_and_contacts_can_be_rows_and_stay_so(open_timeline, board, desk, ui, qtbot):
    exercises = desk.calendars.save_calendar(
        Calendar(name=Bilingual("Exercises", "演習"), palette="exercises", position=3)
    )
    board.days("PACIFIC LANTERN 27", at(0), 12, calendar_id=exercises.id)
    board.days("One day", at(0), 1, calendar_id=exercises.id)
    raman, yajima = desk.contacts.save_all([Person(name=PersonName("Raman", "Fiona")), Person(name=PersonName("Yajima", "Jun"))], "Make")  # fmt: skip
    for number in range(3):
        people = (Participant("Fiona Raman", contact_id=raman.id), Participant("Someone else", "x@example.org"))
        board.event(f"Call {number}", at(9, day=24 + number), participants=people)
    board.event("Office call", at(12), participants=(Participant("Jun Yajima", contact_id=yajima.id),))
    page = open_timeline()
    view = page.timeline
    view.show_rows(Rows.EXERCISES)
    assert ui.jobs.idle()
    assert [row.subject.name for row in view.rows] == ["PACIFIC LANTERN 27"]
    qtbot.mouseClick(view.head.kind, LEFT)
    menu = QApplication.activePopupWidget()
    menu.actions()[2].trigger()
    menu.close()
    assert ui.jobs.idle()
    assert [(row.subject.name, len(row.subject.numbers)) for row in view.rows] == [
        ("Fiona Raman", 3),
        ("Jun Yajima", 1),
    ]
    assert ui.memory.text("calendar/timeline/rows") == Rows.PEOPLE


def test_a_click_opens_an_event_and_esc_lets_it_go(open_timeline, board, ui, qtbot):
    board.days("Draft window", at(0), 5)
    page = open_timeline()
    qtbot.mouseClick(page.timeline.viewport(), LEFT, pos=bar(page.timeline, "Draft window"))
    assert ui.jobs.idle()
    assert page.deeds.popover.accessibleName().startswith("Draft window · Tue 24 Nov – Sat 28 Nov, all day")
    page.deeds.popover.close()
    qtbot.keyClick(page.timeline, KEY.Key_Escape)
    assert page.timeline.selected() is None


def test_arrows_go_on_by_days_where_nothing_stands(open_timeline, board, qtbot):
    page = open_timeline()
    view = page.timeline
    qtbot.keyClick(view, KEY.Key_Right)
    assert page.status.text_whole() == "Wed 25 Nov 2026"
    asked = []
    view.new_asked.connect(lambda *what: asked.append(what))
    page.deeds.known = ()
    qtbot.keyClick(view, KEY.Key_N)
    assert asked == [(datetime(2026, 11, 25), datetime(2026, 11, 26), True)]


def test_zoom_and_pan_by_keys_and_wheel(open_timeline, board, ui, qtbot):
    page = open_timeline()
    view = page.timeline
    qtbot.keyClick(view, KEY.Key_BracketLeft)
    assert ui.jobs.idle()
    assert (view.sight.zoom.key, page.status.text_whole()) == ("6m", "0 events")
    qtbot.keyClick(view, KEY.Key_Plus, CONTROL)
    qtbot.keyClick(view, KEY.Key_BracketRight)
    assert view.sight.zoom.key == "2m"
    assert ui.jobs.idle()
    under = view.day_at(600)
    wheel(view, -1, CONTROL, QPoint(600, 50))
    assert view.sight.zoom.key == "3m"
    assert abs((view.day_at(600) - under).days) <= 1
    begin = view.sight.begin
    wheel(view, -1)
    wheel(view, -1, SHIFT)
    assert view.sight.begin == begin + timedelta(days=15)
    qtbot.keyClick(view, KEY.Key_Left, CONTROL)
    assert view.sight.begin == begin + timedelta(days=8)
    assert ui.jobs.idle()
    qtbot.keyClick(view, KEY.Key_PageDown)
    assert ui.jobs.idle()
    assert view.sight.begin > begin + timedelta(days=60)
    qtbot.keyClick(view, KEY.Key_T)
    assert ui.jobs.idle()
    assert view.sight.holds(date(2026, 11, 24))
    assert ui.memory.text("calendar/timeline/zoom") == "3m"


def test_panning_reads_on_and_keeps_what_is_chosen(open_timeline, board, ui, qtbot):
    board.days("Far away", datetime(2027, 9, 6), 5)
    board.days("Near", at(0), 5)
    page = open_timeline()
    view = page.timeline
    qtbot.keyClick(view, KEY.Key_J)
    assert view.selected().title.host == "Near"
    for _ in range(3):
        qtbot.keyClick(view, KEY.Key_PageDown)
        assert ui.jobs.idle()
    assert [one.title.host for one in view.occurrences] == ["Far away"]
    assert page.status.text_whole() == "1 event"


def test_a_stroke_that_stands_for_several_gives_the_next_at_each_click(open_timeline, board, ui, qtbot):
    for title in ("Standup", "Update"):
        board.weekly(title, at(9, day=3))
    page = open_timeline(zoom="24m")
    view = page.timeline
    row = view.rows[0]
    assert [len(tick.numbers) for tick in row.ticks] == [2, 2, 2, 2, 2]
    place = view.tick_rect(row, row.ticks[1]).center().toPoint()
    chosen = []
    for _ in range(3):
        QTest.mousePress(view.viewport(), LEFT, pos=place)
        chosen.append(view.selected().title.host)
        view.drag = None
    assert sorted(chosen[:2]) == ["Standup", "Update"]
    assert chosen[2] == chosen[0]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("zoom", ["2w", "2m", "12m", "24m"])
def test_every_zoom_paints(open_timeline, board, ui, language, zoom):
    board.days("Draft window", at(0), 5)
    board.days("A day", at(0, day=30), 1)
    board.weekly("Plans sync", at(9))
    page = open_timeline(language, zoom)
    for kind in Rows:
        page.timeline.show_rows(kind)
        assert ui.jobs.idle()
        assert not page.grab().isNull()


def test_the_small_month_keeps_in_step(open_timeline, board, ui, qtbot):
    page = open_timeline(zoom="2w")
    for _ in range(3):
        qtbot.keyClick(page.timeline, KEY.Key_PageDown)
        assert ui.jobs.idle()
    assert page.sidebar.mini.month == date(2027, 1, 1)
    qtbot.mouseClick(page.sidebar.mini, LEFT, pos=page.sidebar.mini.rect_of(date(2027, 1, 27)).center())
    assert ui.jobs.idle()
    assert page.timeline.sight.holds(date(2027, 1, 27))
    assert page.timeline.day == date(2027, 1, 27)


def test_the_participants_of_many_events_are_one_question_a_chunk(desk, board):
    (raman,) = desk.contacts.save_all([Person(name=PersonName("Raman", "Fiona"))], "Make")
    event = board.event(
        "Call", at(9), participants=(Participant("Fiona Raman", contact_id=raman.id), Participant("Guest"))
    )
    other = board.event("Alone", at(9))
    found = desk.calendars.participants_of([event.id, other.id, *range(10_000, 11_200)])
    assert found == {event.id: ((raman.id, "Fiona Raman"),)}
    assert desk.calendars.participants_of([]) == {}


def test_a_desk_without_a_calendar_says_so(open_timeline, desk, ui):
    page = open_timeline()
    assert page.timeline.rows == []
    assert page.status.text_whole() == "0 events"
    assert not page.grab().isNull()


def test_an_event_that_is_searched_for_is_shown_where_it_stands(open_timeline, board, ui):
    event = board.days("Far away", datetime(2027, 9, 6), 5)
    page = open_timeline()
    page.show_record(event.id)
    assert ui.jobs.idle()
    assert page.timeline.selected().event_id == event.id
    assert page.timeline.sight.holds(date(2027, 9, 6))


def test_rows_count_what_takes_place_as_the_pane_does(open_timeline, board, ui):
    board.days("Draft window", at(0), 5)
    board.days("Off", at(0), 5, status=Status.CANCELLED)
    board.event("Office call", at(9, 30), status=Status.CANCELLED)
    board.weekly("Sync", at(14))
    page = open_timeline()
    view = page.timeline
    assert [view.in_sight(row) for row in view.rows] == [6, 0]
    assert page.sidebar.lines[board.planning.id].fact == "6"
    assert page.status.text_whole() == "6 events"
