"""The MSEL by the clock: what is due, what comes in how long, one key that delivers, and rehearsals that write nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer

from liaison_desk.exercises.records import ExerciseState, InjectState
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.qt.paint import Text

PENDING, APPROVED, DELIVERED, CLOSED = list(InjectState)[:4]


@pytest.fixture
def script(inject):
    """At D+1 0746 two are overdue, 0800 comes next, 0815 is not approved."""
    return [
        inject("005", 1380, "The press asks", state=APPROVED, cell="Red"),
        inject("006", 1420, "Tokyo asks", state=APPROVED, cell="Japan"),
        inject("007", 1440, "A warning", state=APPROVED, cell="White"),
        inject("007a", 1455, "Its correction", cell="White"),
        inject("008", 1500, "A sensor fails", state=APPROVED),
    ]


@pytest.fixture
def running(open_pane, script, ui):
    pane = open_pane()
    pane.head.segments.button("running").click()
    assert ui.jobs.idle()
    return pane.running


@pytest.fixture
def press(qtbot, ui, running):
    def pressed(key):
        qtbot.keyClick(running.list, key)
        assert ui.jobs.idle()

    return pressed


def groups(running):
    """Return the numbers under each heading."""
    listing, lines = running.list.model().listing, {one.id: one.number for one in all_lines(running)}
    return {one.label: [lines[id_] for id_ in listing.ids[one.start : one.start + one.count]] for one in listing.groups}


def all_lines(running):
    state = running._running
    return (*state.due, *state.coming, *state.delivered)


def said(running, desk, one):
    """Return how long an inject is overdue or still to come."""
    return running._rows.fact(desk.msel.lines([one.id])[one.id])


def test_what_is_overdue_stands_in_red_and_the_next_counts_down(running, desk, script):
    assert groups(running) == {"Due and overdue": ["005", "006"], "Next": ["007", "007a", "008"]}
    assert said(running, desk, script[0]) == ("overdue 00:46", "red")
    assert said(running, desk, script[2]) == ("in 00:13", "t2")
    face = running.clocks.face
    assert (face.exercise, face.title, running.clocks.countdown(face.until)) == ("D+1 0746", "Next in", "00:13")
    assert face.what == "007  A warning"
    assert (face.due, running.clocks.countdown(face.overdue)) == ("2 injects overdue up to", "00:46")
    assert face.times.line == "16 0746U / 1546Z / 0046I+1 JAN 27"


def test_the_next_inject_becomes_due_when_its_time_has_come(running, desk, hands, ui):
    hands.forward(minutes=13, seconds=31)
    running.tick()
    assert ui.jobs.idle()
    assert running.clocks.countdown(running.clocks.face.until) == "00:00"
    assert groups(running)["Due and overdue"] == ["005", "006"]
    hands.forward(seconds=1)
    running.tick()
    assert ui.jobs.idle()
    assert groups(running)["Due and overdue"] == ["005", "006", "007"]
    assert running.clocks.face.what == "007a  Its correction"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_D])
def test_one_key_delivers_and_goes_on_to_the_next(running, press, desk, script, hands, told, ui, key):
    assert running.list.current_id() == script[0].id
    press(key)
    delivered = desk.msel.inject(script[0].id)
    assert (delivered.state, delivered.delivered_at) == (DELIVERED, hands.at)
    assert running.list.current_id() == script[1].id
    press(key)
    assert running.list.current_id() == script[2].id
    assert groups(running)["Delivered, not closed out"] == ["006", "005"]
    told.undo()
    assert ui.jobs.idle()
    assert desk.msel.inject(script[1].id).state is APPROVED


def test_c_closes_what_is_delivered(running, press, desk, script):
    press(Qt.Key.Key_Space)
    running.list.select_id(script[0].id)
    press(Qt.Key.Key_C)
    assert desk.msel.inject(script[0].id).state is CLOSED
    assert "Delivered, not closed out" not in groups(running)


def test_what_is_not_approved_is_not_delivered_before_it_is(running, press, desk, script):
    running.list.select_id(script[3].id)
    press(Qt.Key.Key_Space)
    assert desk.msel.inject(script[3].id).state is PENDING
    assert "not approved yet" in running.strip.text()
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_Space)
    assert desk.msel.inject(script[3].id).state is DELIVERED


def test_a_closed_exercise_delivers_nothing_any_more_and_says_why(running, press, desk, script, exercise, ui):
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), state=ExerciseState.CLOSED))
    assert ui.jobs.idle()
    assert not running.deliver_button.isEnabled()
    assert "not delivered any more" in running.rehearsal.text()
    press(Qt.Key.Key_Space)
    assert desk.msel.inject(script[0].id).state is APPROVED
    assert "not delivered any more" in running.strip.text()
    with pytest.raises(RefusedError):
        desk.msel.set_state([script[0].id], DELIVERED)
    assert desk.msel.set_state([script[0].id], PENDING) == 1
    running.rehearse(90)
    assert ui.jobs.idle()
    assert running.deliver_button.isEnabled(), "a rehearsal writes nothing"


def test_the_clock_runs_only_while_it_is_seen(running):
    (timer,) = running.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert timer.isActive()
    running.hide()
    assert not timer.isActive()
    running.show()
    assert timer.isActive()


def test_a_rehearsal_looks_at_another_time_and_writes_nothing(running, press, desk, script, ui, qtbot):
    running.now_line.setText("D+1 0910")
    qtbot.keyClick(running.now_line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert running.rehearsing
    assert running.clocks.face.exercise == "D+1 0910, rehearsal"
    assert groups(running)["Due and overdue"] == ["005", "006", "007", "008"]
    running.list.setFocus()
    press(Qt.Key.Key_Space)
    assert groups(running)["Due and overdue"] == ["006", "007", "008"]
    assert [desk.msel.inject(one.id) for one in script] == script
    press(Qt.Key.Key_A)
    assert [desk.msel.inject(one.id) for one in script] == script
    running.real_button.click()
    assert ui.jobs.idle()
    assert groups(running)["Due and overdue"] == ["005", "006"]


@pytest.mark.parametrize("passed", [0, 10, 31, 59])
def test_a_rehearsal_begins_within_the_minute_that_was_typed(running, hands, inject, ui, qtbot, passed):
    inject("009", 1510, "On the minute", state=APPROVED)
    hands.forward(seconds=passed)
    running.now_line.setText("D+1 0910")
    qtbot.keyClick(running.now_line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert running.clocks.face.exercise == "D+1 0910, rehearsal"
    assert "009" in groups(running)["Due and overdue"]


def test_a_rehearsal_is_remembered_for_its_exercise(running, open_pane, ui):
    running.rehearse(90)
    assert ui.jobs.idle()
    again = open_pane()
    assert again.running.rehearsing
    again.running.show_real_time()
    assert ui.jobs.idle()
    assert not open_pane().running.rehearsing


def test_a_time_nobody_understands_rehearses_nothing(running, ui, qtbot):
    running.now_line.setText("soon")
    qtbot.keyClick(running.now_line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert not running.rehearsing
    assert "no time of an inject" in running.strip.text()


def test_what_is_past_and_was_never_approved_is_told_and_shown(running, open_pane, hands, inject, ui):
    inject("000", 60, "Forgotten")
    pane = running.window()
    assert ui.jobs.idle()
    assert running.late_link.text() == "1 inject is past and was never approved"
    running.late_link.click()
    assert ui.jobs.idle()
    assert not pane.head.running
    assert [pane.model.line_at(pane.model.index(row, 0)).number for row in (1, 3)] == ["000", "007a"]


def test_enter_opens_the_inject_beside_the_table(running, press, script, ui):
    press(Qt.Key.Key_Return)
    pane = running.window()
    assert not pane.head.running
    assert pane.detail.shown.id == script[0].id


def test_an_inject_of_another_window_is_due_at_once(running, inject, ui):
    inject("009", 1460, "Late", state=APPROVED)
    assert ui.jobs.idle()
    assert groups(running)["Next"] == ["007", "007a", "009", "008"]


def test_where_an_exercise_is_held_at_home_the_third_clock_is_that_of_the_host(open_pane, desk, exercise, ui):
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), zone="Asia/Tokyo"))
    pane = open_pane()
    pane.head.segments.button("running").click()
    assert ui.jobs.idle()
    face = pane.running.clocks.face
    assert [name.rpartition(" ")[2] for name in face.names] == ["JST", "Zulu", "MST"]
    assert [f"{one.local:%H%M}" for one in (face.times.place, face.times.zulu, face.times.home)] == [
        "0046",
        "1546",
        "0846",
    ]


def why(running, text):
    """Tell whether the view says this in place of injects."""
    return running.stack.currentWidget() is running.nothing and text in running.nothing.findChild(Text).text()


def test_when_all_is_closed_out_it_says_so_instead_of_asking_for_approval(running, desk, script, ui):
    desk.msel.set_state([one.id for one in script], CLOSED)
    assert ui.jobs.idle()
    assert why(running, "all injects are closed out")
    assert running.late_link.isHidden()


def test_where_nobody_approved_what_is_past_it_asks_for_approval(running, desk, script, hands, ui):
    desk.msel.set_state([one.id for one in script], PENDING)
    hands.forward(hours=3)
    running.refresh([])
    assert ui.jobs.idle()
    assert why(running, "Approve some in the table.")


def test_a_msel_without_injects_asks_for_the_first(running, desk, script, ui):
    desk.msel.delete([one.id for one in script])
    assert ui.jobs.idle()
    assert why(running, "No injects yet.")


def test_a_rehearsal_that_passed_over_everything_says_it_is_through(running, press, desk, script, ui):
    desk.msel.set_state([one.id for one in script], APPROVED)
    running.rehearse(60)
    assert ui.jobs.idle()
    for _ in script:
        press(Qt.Key.Key_Space)
    assert why(running, "Nothing is left to rehearse")
    assert [desk.msel.inject(one.id).state for one in script] == [APPROVED] * len(script)
