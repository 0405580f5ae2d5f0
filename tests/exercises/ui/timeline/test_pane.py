"""The pane under real clicks and keys: what it reads, how one moves about, what is opened and remembered."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.exercises.records import MilestoneState
from liaison_desk.exercises.ui.timeline.axis import Zoom
from liaison_desk.exercises.ui.timeline.rows import Role, What
from liaison_desk.exercises.ui.timeline.tips import tip_at
from liaison_desk.foundation.core.ids import RecordRef
from tests.exercises.ui.timeline.pointing import bring, mark_of, middle_of

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def turn(pane, y=0, x=0, modifiers=NONE):
    port, at = pane.view.viewport(), QPoint(700, 300)
    event = QWheelEvent(
        QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(x, y), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def names(pane):
    return [pane.words.title(row) for row in pane.view.rows]


@pytest.fixture
def two(made):
    """Two exercises that want the same member in the same weeks, and one that wants nobody."""
    member = made.member()
    return [
        made.planned("PACIFIC LANTERN 27", datetime(2027, 3, 8, 8), team=(member,)),
        made.exercise("COPE NORTH 27", datetime(2027, 3, 15, 8), team=(member,)),
        made.exercise("KEEN EDGE 27", datetime(2027, 1, 25, 8)),
    ]


def test_all_exercises_stand_in_lanes_by_their_startex(two, open_pane):
    pane = open_pane()
    assert names(pane) == ["KEEN EDGE 27", "PACIFIC LANTERN 27", "COPE NORTH 27"]
    assert pane.words.fact(pane.view.rows[0]) == "In planning · 25 Jan 2027"
    assert pane.bar.count.text() == "3 exercises"


def test_only_those_with_conflicts_remain_when_asked(two, open_pane, qtbot):
    pane = open_pane()
    qtbot.mouseClick(pane.bar.conflicts, Qt.MouseButton.LeftButton)
    assert names(pane) == ["PACIFIC LANTERN 27", "COPE NORTH 27"]
    label = QPointF(40, pane.view.row_rect(0).center().y())
    assert "Mar: Lindqvist also in COPE NORTH 27" in tip_at(pane.view, label)


def test_the_days_that_clash_are_told_where_they_are_hatched(two, open_pane):
    pane = open_pane()
    pane.view.see(pane.view.sight.towards(two[1].startex.toordinal(), two[1].startex.toordinal()))
    row = next(n for n, name in enumerate(names(pane)) if name == "COPE NORTH 27")
    first, last = pane.view.rows[row].clashing[0]
    x = (pane.view.x_of(first) + pane.view.x_of(last + 1)) / 2
    assert "Lindqvist also in PACIFIC LANTERN 27" in tip_at(pane.view, QPointF(x, pane.view.row_rect(row).bottom() - 3))


def test_one_exercise_shows_who_owes_what_and_what_clashes(two, open_pane):
    pane = open_pane(two[0].id)
    roles = [row.role for row in pane.view.rows]
    assert roles[0] is Role.MAIN
    assert roles[-1] is Role.CLASHES
    assert {Role.HOME, Role.VISITS} <= set(roles)
    assert pane.bar.conflicts.isHidden()
    assert [mark.names[0] for mark in pane.view.rows[-1].marks] == ["COPE NORTH 27"]


def test_arrows_walk_the_milestones_and_enter_opens_them(two, open_pane, told, qtbot):
    pane = open_pane(two[0].id)
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    first = pane.view.chosen
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    second = pane.view.chosen
    assert [first, second] == list(pane.view.rows[0].marks[:2])
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert told.opened == [RecordRef("milestone", second.id)]
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.chosen is pane.view.rows[0].marks[-1]
    assert pane.view.sight.begin < pane.view.chosen.first < pane.view.sight.begin + pane.view.sight.days


def test_j_and_k_go_from_lane_to_lane(two, open_pane, told, qtbot):
    pane = open_pane()
    assert pane.view.row == 0
    for keys, row in (("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        qtbot.keyClicks(pane.view, keys)
        assert pane.view.row == row
    bring(pane, "startex")
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert told.opened[-1].kind == "exercise"


def test_brackets_zoom_and_the_segments_follow(two, open_pane, qtbot):
    pane = open_pane()
    pane.view.go_to_today()
    assert pane.bar.zooms.value() is Zoom.YEAR
    at = pane.view.x_of(pane.view.today.toordinal() + 0.5)
    qtbot.keyClicks(pane.view, "]")
    assert pane.bar.zooms.value() is Zoom.QUARTERS
    assert abs(pane.view.x_of(pane.view.today.toordinal() + 0.5) - at) < 1
    qtbot.keyClicks(pane.view, "[[")
    assert pane.bar.zooms.value() is Zoom.TWO_YEARS
    qtbot.mouseClick(pane.bar.zooms.button(Zoom.WEEKS), Qt.MouseButton.LeftButton)
    assert pane.view.sight.days == Zoom.WEEKS


def test_the_zoom_is_remembered_for_all_and_for_one(two, open_pane):
    pane = open_pane()
    pane.bar.zooms.button(Zoom.MONTHS).click()
    assert open_pane().view.sight.days == Zoom.MONTHS
    assert open_pane(two[0].id).view.sight.days == Zoom.QUARTERS


def test_the_wheel_zooms_around_the_pointer_and_pans(two, open_pane):
    pane = open_pane()
    day = pane.view.at_x(700)
    turn(pane, y=120, modifiers=CTRL)
    assert pane.view.sight.days < Zoom.YEAR
    assert abs(pane.view.at_x(700) - day) < 1e-6
    begin = pane.view.sight.begin
    turn(pane, y=-120)
    assert pane.view.sight.begin > begin
    turn(pane, x=120)
    assert abs(pane.view.sight.begin - begin) < 1e-6


def test_empty_days_are_pulled_along(two, open_pane, qtbot):
    pane = open_pane()
    port = pane.view.viewport()
    day = pane.view.at_x(600)
    at = QPoint(600, pane.view.row_rect(2).bottom() + 40)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(port, at + QPoint(-150, 0))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at + QPoint(-150, 0))
    assert abs(pane.view.at_x(450) - day) < 1e-6


def test_t_shows_today_again(two, open_pane, qtbot):
    pane = open_pane()
    pane.view.pan(4000)
    qtbot.keyClicks(pane.view, "t")
    assert 214 < pane.view.x_of(pane.view.today.toordinal()) < 1240


def test_what_is_done_can_be_hidden_and_stays_so(two, open_pane, made, ui, qtbot):
    made.desk.plans.set_state([made.milestone(two[0], "ipc").id], MilestoneState.DONE)
    pane = open_pane(two[0].id)
    assert mark_of(pane, "ipc")
    qtbot.mouseClick(pane.bar.checks["done"], Qt.MouseButton.LeftButton)
    with pytest.raises(AssertionError):
        mark_of(pane, "ipc")
    assert not open_pane(two[0].id).bar.checks["done"].isChecked()


def test_days_off_and_fiscal_years_can_be_hidden(two, open_pane, ui, qtbot):
    pane = open_pane()
    pane.grab()
    assert ui.jobs.idle()
    nations = {one.nation for one in pane.view.offs_in_sight()}
    assert nations == {"USA", "JPN"}
    tall = pane.view.head
    qtbot.mouseClick(pane.bar.checks["home"], Qt.MouseButton.LeftButton)
    assert {one.nation for one in pane.view.offs_in_sight()} == {"USA"}
    qtbot.mouseClick(pane.bar.checks["fiscal"], Qt.MouseButton.LeftButton)
    assert pane.view.head < tall


def test_tips_name_milestones_days_off_and_fiscal_years(two, open_pane, ui):
    pane = open_pane(two[0].id)
    pane.grab()
    assert ui.jobs.idle()
    bring(pane, "fpc")
    tip = tip_at(pane.view, QPointF(middle_of(pane, "fpc")))
    assert tip.startswith("FPC · Final planning conference · ")
    assert tip.endswith("Planned · PACIFIC LANTERN 27")
    pane.view.go_to_today()
    thanksgiving = pane.view.x_of(datetime(2026, 11, 26).toordinal() + 0.5)
    assert "Thanksgiving Day · United States" in tip_at(pane.view, QPointF(thanksgiving, pane.view.head - 4))
    assert "FY27" in tip_at(pane.view, QPointF(thanksgiving, 4))


def test_a_milestone_is_revealed_before_it_is_read(two, made, sources, ui, qtbot):
    from liaison_desk.exercises.ui.timeline.pane import TimelinePane

    pane = TimelinePane(sources, ui)
    qtbot.addWidget(pane)
    pane.resize(1240, 720)
    pane.show_exercise(two[0].id)
    pane.reveal("milestone", made.milestone(two[0], "fpc").id)
    assert ui.jobs.idle()
    assert pane.view.chosen.place.key == "fpc"
    assert pane.view.sight.begin <= pane.view.chosen.first


def test_a_double_click_on_a_label_opens_the_exercise(two, open_pane, told, qtbot):
    pane = open_pane()
    at = QPoint(60, pane.view.row_rect(1).center().y())
    qtbot.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.opened == [RecordRef("exercise", two[0].id)]


def test_an_empty_desk_and_an_exercise_without_dates_say_so(open_pane, made):
    pane = open_pane()
    assert pane._stack.currentWidget() is pane.empty
    idea = made.exercise("SAGE BRIDGE", None, state="idea")
    assert open_pane(idea.id)._stack.currentWidget() is not pane.view
    assert [row.lane.line.id for row in open_pane().view.rows] == [idea.id]


def test_an_exercise_that_was_deleted_meanwhile_is_said_to_be_gone(two, open_pane, ui):
    pane = open_pane(two[0].id)
    pane.show_exercise(999)
    assert ui.jobs.idle()
    assert pane.empty.isVisible()
    assert pane.view.rows == []
    pane.show_exercise(two[0].id)
    assert ui.jobs.idle()
    assert pane.view.isVisible()


def test_another_exercise_drops_the_answer_for_the_first(two, open_pane, ui):
    pane = open_pane()
    pane.show_exercise(two[0].id)
    pane.show_exercise(two[2].id)
    assert ui.jobs.idle()
    assert {mark.exercise_id for row in pane.view.rows for mark in row.marks if mark.what is What.EXERCISE} == {
        two[2].id
    }


def test_the_selection_stays_when_the_pane_is_read_again(two, open_pane, ui):
    pane = open_pane(two[0].id)
    bring(pane, "mpc")
    pane.refresh()
    assert ui.jobs.idle()
    assert pane.view.chosen is mark_of(pane, "mpc")[1]
