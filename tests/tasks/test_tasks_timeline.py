"""The timeline of tasks: its layout by hypothesis, its keys and drags on a real desk; it is 24 November 2026."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from liaison_desk.foundation.core.language import Language
from liaison_desk.tasks.records import Mode, TaskKind
from liaison_desk.tasks.ui.timeline.layout import MARK, WORDS, ZOOMS, Lanes, Sight, lay_out
from tests.cost import calls
from tests.tasks.conftest import DENVER
from tests.tasks.using import click, drag, move, press, task

ALT = Qt.KeyboardModifier.AltModifier
BEGIN = date(2026, 11, 16)


class Line:
    """What the layout asks of a line."""

    def __init__(self, id_, owner):
        self.id, self.owner = id_, owner


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "Ito", "Sato"]), st.integers(0, 60), st.integers(0, 400)),
        min_size=1,
        max_size=40,
    ),
    st.floats(1, 60),
)
def test_no_words_run_into_the_next_suspense_and_nothing_is_left_out(given_lines, day_width):
    lines = [(Line(n, owner), BEGIN + timedelta(days=day)) for n, (owner, day, _) in enumerate(given_lines)]
    widths = {n: width for n, (_, _, width) in enumerate(given_lines)}
    lanes = lay_out(lines, lambda line: line.owner, lambda line: widths[line.id], BEGIN, day_width)
    assert sorted(item.line.id for lane in lanes for item in lane.items) == list(range(len(lines)))
    assert [lane.name for lane in lanes] == sorted({line.owner for line, _ in lines}, key=lambda name: (not name, name))
    for lane, after in itertools.pairwise(lanes):
        assert lane.top + lane.height == after.top
    for lane in lanes:
        assert all(0 <= item.row < lane.rows and item.words <= WORDS for item in lane.items)
        for row in range(lane.rows):
            inside = [item for item in lane.items if item.row == row]
            for one, after in itertools.pairwise(inside):
                assert (after.day - one.day).days * day_width >= MARK + one.words


def test_ten_thousand_suspenses_of_a_month_are_laid_out_with_little_work():
    def work(number):
        lines = [(Line(n, ""), BEGIN + timedelta(days=n % 28)) for n in range(number)]
        return calls(lambda: lay_out(lines, lambda line: line.owner, lambda line: 150, BEGIN, 30.0))

    assert work(10_000) < 12 * work(1000)


@given(st.sampled_from(ZOOMS), st.integers(-400, 400), st.integers(-6, 6), st.integers(0, 1))
def test_zooming_keeps_the_day_in_sight_and_panning_comes_back(days, pan, by, place):
    sight = Sight(BEGIN, days)
    around = sight.last if place else sight.begin
    zoomed = sight.zoomed(by, around)
    assert zoomed.begin <= around <= zoomed.last + timedelta(days=1)
    assert zoomed.days in ZOOMS
    assert sight.panned(pan).panned(-pan) == sight
    assert Sight(date(9999, 12, 20), 7 + 7).panned(9_999_999) == Sight(date(9999, 12, 20), 14)


@pytest.fixture
def view(page, ui, qtbot):
    click(qtbot, ui, page.head.segments.button(Mode.TIMELINE))
    return page.stack.timeline.view


def place(view, id_):
    """Return where a suspense's mark is, in the viewport."""
    lane, item = next((lane, item) for lane in view.lanes for item in lane.items if item.line.id == id_)
    return view.rect_of(lane, item).toRect().topLeft() + QPoint(6, 12)


def day_of(view, id_):
    return next(item.day for lane in view.lanes for item in lane.items if item.line.id == id_)


def test_suspenses_stand_on_their_days_in_the_lane_of_their_owner(view, page, ui, desk, three):
    desk.tasks.save(replace(three[1], own_owner="Maj Ito"))
    assert ui.jobs.idle()
    assert [view.lane_words(lane) for lane in view.lanes] == ["Maj Ito", "Nobody's"]
    assert (day_of(view, three[0].id), day_of(view, three[1].id)) == (date(2026, 11, 23), date(2026, 11, 24))
    assert page.stack.timeline.count.text_whole() == "2 suspenses in sight"
    page.stack.timeline.lanes.button(Lanes.KIND).click()
    assert [view.lane_words(lane) for lane in view.lanes] == ["Task"]
    assert ui.memory.text("tasks/lanes") == "kind"


def test_a_drag_moves_the_suspense_by_days_and_says_the_date_in_three_zones(view, page, ui, desk, told, three, qtbot):
    at = place(view, three[1].id)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    move(view.viewport(), at + QPoint(12, 0))
    move(view.viewport(), at + QPoint(round(3 * view.day_width), 0))
    assert view.moved_words(view.drag) == "27 1400T / 2100Z / 0600I+1 NOV 26"
    assert desk.tasks.task(three[1].id).due == datetime(2026, 11, 24, 14)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ui.jobs.idle()
    moved = desk.tasks.task(three[1].id)
    assert (moved.due, moved.due_zone) == (datetime(2026, 11, 27, 14), DENVER)
    assert day_of(view, three[1].id) == date(2026, 11, 27)
    told.undo()
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).due == datetime(2026, 11, 24, 14)


def test_a_click_alone_chooses_and_moves_nothing(view, page, ui, desk, three, qtbot):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(view, three[1].id))
    assert ui.jobs.idle()
    assert page.title() == "Roster"
    assert desk.tasks.task(three[1].id).due == datetime(2026, 11, 24, 14)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(view, three[1].id))
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Edit task"]


def test_esc_lets_go_of_a_drag(view, page, ui, desk, three, qtbot):
    at = place(view, three[1].id)
    view.setFocus()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    move(view.viewport(), at + QPoint(90, 0))
    press(qtbot, ui, view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(90, 0))
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).due == datetime(2026, 11, 24, 14)


def test_alt_and_an_arrow_move_by_a_day_also_into_the_past(view, page, ui, desk, three, qtbot):
    view.select_id(three[0].id)
    view.setFocus()
    press(qtbot, ui, view, Qt.Key.Key_Left, ALT)
    assert desk.tasks.task(three[0].id).due == datetime(2026, 11, 22)
    press(qtbot, ui, view, Qt.Key.Key_Right, ALT)
    press(qtbot, ui, view, Qt.Key.Key_Right, ALT)
    assert desk.tasks.task(three[0].id).due == datetime(2026, 11, 24)
    assert page.shown.current_id() == three[0].id


def test_arrows_walk_in_time_and_over_lanes(view, page, ui, desk, three, qtbot):
    other = desk.tasks.save(task("Theirs", due=datetime(2026, 11, 26), own_owner="Maj Ito"))
    assert ui.jobs.idle()
    view.select_id(three[0].id)
    view.setFocus()
    press(qtbot, ui, view, Qt.Key.Key_Right)
    assert page.shown.current_id() == three[1].id
    press(qtbot, ui, view, Qt.Key.Key_Up)
    assert page.shown.current_id() == other.id


def test_zoom_and_pan_read_what_comes_into_sight(view, page, ui, desk, qtbot):
    far = desk.tasks.save(task("Far", due=datetime(2027, 1, 20)))
    assert ui.jobs.idle()
    assert not view.select_id(far.id)
    view.setFocus()
    for _ in range(3):
        press(qtbot, ui, view, Qt.Key.Key_Minus)
    assert view.sight.days == 182
    assert view.select_id(far.id)
    press(qtbot, ui, view, Qt.Key.Key_PageDown)
    press(qtbot, ui, view, Qt.Key.Key_T)
    assert view.sight.begin == BEGIN
    assert ui.memory.numbers("tasks/days") == (182,)


def test_too_many_suspenses_are_told_and_the_rest_left_out(view, page, ui, desk, monkeypatch):
    monkeypatch.setattr("liaison_desk.tasks.ui.showing.MOST", 1)
    page.reload()
    assert ui.jobs.idle()
    assert page.stack.timeline.told.text_whole() == "1 later ones are left out: narrow the list or show fewer days."


def test_a_task_out_of_sight_is_shown_in_the_list(view, page, ui, desk):
    kind = desk.tasks.save(task("Far", due=datetime(2029, 1, 20), kind=TaskKind.COMMITMENT))
    page.show_record(kind.id)
    assert ui.jobs.idle()
    assert (page.head.mode, page.shown.current_id()) == (Mode.LIST, kind.id)


def test_the_timeline_paints_in_japanese_too(open_page, ui, three, qtbot):
    page = open_page(replace(ui, language=Language("ja")))
    click(qtbot, ui, page.head.segments.button(Mode.TIMELINE))
    assert not page.stack.timeline.view.grab().isNull()
    assert page.stack.timeline.count.text_whole() == "期限 2 件を表示中"


def test_a_drag_far_away_and_back_costs_nothing(view, ui, desk, three, qtbot):
    at = place(view, three[1].id)
    drag(qtbot, ui, view.viewport(), at, view.viewport().mapToGlobal(at))
    assert desk.tasks.task(three[1].id).version == three[1].version
