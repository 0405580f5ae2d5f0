"""The timeline, the year and going to a date, used with pointer and keys as an officer does."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Calendar, Participant
from liaison_desk.calendar.ui.page import CalendarPage
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.ways import View
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import PROFILE

LEFT = Qt.MouseButton.LeftButton
KEY, ALT, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier


def at(hour: int, minute: int = 0, day: int = 24, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)


@pytest.fixture
def open_timeline(open_page, ui, qtbot):
    """Show the timeline by its key, at a zoom and with rows if these are asked for."""

    def open_one(language: str = "en", zoom: str = "3m", rows: str = Rows.CALENDARS):
        ui.memory.keep("calendar/timeline/zoom", zoom)
        ui.memory.keep("calendar/timeline/rows", rows)
        page = open_page(language)
        qtbot.keyClick(page.present, KEY.Key_Q)
        assert ui.jobs.idle()
        assert page.view is View.TIMELINE
        return page

    return open_one


def row_named(view, name: str) -> int:
    return next(number for number, row in enumerate(view.rows) if row.subject.name == name)


def middle(view, row: str, day: date) -> QPoint:
    rect = view.row_rect(row_named(view, row))
    return QPoint(round(view.x_of(day) + view.day_width / 2), rect.center().y())


def bar(view, title: str) -> QPoint:
    one = next(one for one in view.occurrences if one.title.host == title)
    return view.place_of(one).center()


def drag(view, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    target = view.viewport()
    QTest.mousePress(target, LEFT, pos=start)
    for where in ((start + end) / 2, end):
        place = QPointF(target.mapToGlobal(where))
        QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, LEFT, NONE))  # fmt: skip
    if drop:
        QTest.mouseRelease(target, LEFT, pos=end)


def wheel(view, notches: int, modifiers=NONE, where: QPoint | None = None) -> None:
    where = where or view.viewport().rect().center()
    place = QPointF(view.viewport().mapToGlobal(where))
    event = QWheelEvent(QPointF(where), place, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def days_of(board, title: str) -> tuple[date, date]:
    one = board.one(title)
    return one.starts.date(), one.ends.date() - timedelta(days=1)


# Timeline


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


def test_dragging_a_bar_moves_it_by_days_and_says_so(open_timeline, board, ui, window):
    board.days("Draft window", at(0), 5)
    page = open_timeline()
    view = page.timeline
    start = bar(view, "Draft window")
    end = start + QPoint(round(7 * view.day_width), 0)
    drag(view, start, end, drop=False)
    assert page.status.text_whole() == "Tue 1 Dec 2026 – Sat 5 Dec 2026 · 5 days"
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 12, 1), date(2026, 12, 5))
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 11, 28))


def test_dragging_an_edge_makes_a_bar_longer_and_esc_leaves_it(open_timeline, board, ui, qtbot):
    board.days("Draft window", at(0), 9)
    page = open_timeline()
    view = page.timeline
    rect = view.place_of(view.occurrences[0])
    edge = QPoint(rect.right() - 2, rect.center().y())
    drag(view, edge, edge + QPoint(round(3 * view.day_width), 0), drop=False)
    qtbot.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=edge)
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 12, 2))
    if page.deeds.popover is not None:
        page.deeds.popover.close()
    drag(view, edge, edge + QPoint(round(3 * view.day_width), 0))
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 12, 5))
    begin = QPoint(rect.left() + 2, rect.center().y())
    drag(view, begin, begin - QPoint(round(2 * view.day_width), 0))
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 22), date(2026, 12, 5))


def test_a_meeting_dragged_by_days_keeps_its_hour(open_timeline, board, ui):
    board.event("Office call", at(9, 30, day=5))
    page = open_timeline()
    view = page.timeline
    start = bar(view, "Office call")
    drag(view, start, start + QPoint(round(5 * view.day_width), 0))
    assert ui.jobs.idle()
    assert board.one("Office call").start == at(9, 30, day=10)


def test_dragging_over_empty_days_asks_for_an_event_of_these_days_in_the_rows_calendar(open_timeline, board, ui):
    page = open_timeline()
    view = page.timeline
    asked = []
    view.new_asked.connect(lambda *what: asked.append(what))
    ui.ask.fill = lambda dialog: dialog.form.title.host.setText("x")
    drag(view, middle(view, "Visits", date(2026, 12, 1)), middle(view, "Visits", date(2026, 12, 4)))
    assert asked == [(datetime(2026, 12, 1), datetime(2026, 12, 5), True)]
    assert ui.memory.number("calendar/last") == board.visits.id


def test_keys_walk_rows_move_and_lengthen(open_timeline, board, ui, qtbot):
    board.days("First", at(0, day=23), 2)
    board.days("Second", at(0, day=27), 2)
    board.days("Visit", at(0, day=26), 3, calendar_id=board.visits.id)
    page = open_timeline()
    view = page.timeline
    view.look_at(date(2026, 11, 20), view.first)
    view.row = 0
    seen = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_J, KEY.Key_J, KEY.Key_K):
        qtbot.keyClick(view, key)
        seen.append(view.selected().title.host)
    assert seen == ["First", "Second", "Visit", "Second", "First", "Second", "Visit", "Second"]
    qtbot.keyClick(view, KEY.Key_Right, ALT)
    assert ui.jobs.idle()
    qtbot.keyClick(view, KEY.Key_Right, ALT | SHIFT)
    assert ui.jobs.idle()
    assert days_of(board, "Second") == (date(2026, 11, 28), date(2026, 11, 30))
    assert view.selected().title.host == "Second"


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
    qtbot.keyClick(view, KEY.Key_Plus, CTRL)
    qtbot.keyClick(view, KEY.Key_BracketRight)
    assert view.sight.zoom.key == "2m"
    assert ui.jobs.idle()
    under = view.day_at(600)
    wheel(view, -1, CTRL, QPoint(600, 50))
    assert view.sight.zoom.key == "3m"
    assert abs((view.day_at(600) - under).days) <= 1
    begin = view.sight.begin
    wheel(view, -1)
    wheel(view, -1, SHIFT)
    assert view.sight.begin == begin + timedelta(days=15)
    qtbot.keyClick(view, KEY.Key_Left, CTRL)
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


# Year


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


# Going to a date, weeks


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


def test_up_and_down_with_alt_do_not_move_an_event_by_minutes_that_nobody_sees(open_timeline, board, ui, qtbot):
    board.event("Sync", at(9))
    view = open_timeline(zoom="2w").timeline
    before = board.one("Sync")
    view.select(next(one for one in view.occurrences if one.title.host == "Sync"))
    for key in (KEY.Key_Up, KEY.Key_Down):
        for modifiers in (ALT, ALT | SHIFT):
            qtbot.keyClick(view, key, modifiers)
    assert ui.jobs.idle()
    after = board.one("Sync")
    assert (after.starts, after.ends) == (before.starts, before.ends)


@pytest.mark.parametrize("edge", [-1, 1])
def test_a_drag_held_at_an_edge_brings_further_days_into_sight(open_timeline, board, ui, qtbot, edge):
    board.days("Leave", at(0), 2)
    view = open_timeline(zoom="4w").timeline
    begin, before = view.sight.begin, days_of(board, "Leave")
    border = QPoint(view.viewport().width() - 4 if edge > 0 else view.labels + 4, bar(view, "Leave").y())
    drag(view, bar(view, "Leave"), border, drop=False)
    qtbot.waitUntil(lambda: abs((view.sight.begin - begin).days) >= 3)
    QTest.mouseRelease(view.viewport(), LEFT, pos=border)
    assert ui.jobs.idle()
    after = days_of(board, "Leave")
    assert (view.sight.begin - begin).days * edge >= 3
    assert (after[0] - before[0]).days * edge > 0
    assert view.sight.begin <= after[0] <= view.sight.last
    still = view.sight.begin
    view._edge.timeout.emit()  # nothing is held any more
    assert view.sight.begin == still
