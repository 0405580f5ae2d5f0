"""What would move is told before it moves: read, scrolled and agreed to by keyboard, and nothing is done by telling."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import MilestoneState
from liaison_desk.exercises.ui.plan.preview import Changes, PreviewDialog, confirm_preview
from liaison_desk.exercises.ui.plan.words import PlanWords
from tests.exercises.plans_using import STARTEX, everything, milestone, new_exercise

LATER = STARTEX + timedelta(days=17)


def said(dialog):
    """Return all that a dialog says, in order."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.text())


@pytest.fixture
def asked(ui, sources, fill):
    """Ask whether to carry a preview out; return the answer and what was read."""

    def asking(preview, act=lambda _: None, *, save=True):
        read = []

        def look(dialog):
            read.append(said(dialog))
            act(dialog)

        fill(look, save=save)
        answer = confirm_preview(preview, ui, sources, title="Move STARTEX")
        return answer, "".join(read)

    return asking


def test_moves_are_listed_with_weekdays_and_days_moved_and_nothing_is_done(desk, exercise, asked):
    before = everything(desk)
    answer, read = asked(desk.plans.try_startex(exercise.id, LATER))
    assert answer is True
    assert "STARTEX Mon 1 Feb 2027" in read
    assert "IPC · Initial planning conference" in read
    assert "Tue 10 – Fri 13 Mar 2026 → Tue 31 Mar – Fri 3 Apr 2026" in read
    assert everything(desk) == before


def test_the_button_says_how_many_move_and_the_foot_what_moves_along(desk, exercise, asked):
    verbs = []
    _, read = asked(desk.plans.try_startex(exercise.id, LATER), lambda dialog: verbs.append(dialog.move_button.text()))
    assert verbs == ["Move 17 milestones"]
    assert "11 events move along; 8 tasks move along" in read


def test_the_holiday_that_is_avoided_is_named(desk, asked):
    exercise = new_exercise(desk)
    desk.plans.save(milestone(exercise, "Rehearsal", -30))
    # 30 days before it is 勤労感謝の日, a Monday, so that the milestone goes back over the weekend.
    _, read = asked(desk.plans.try_startex(exercise.id, datetime(2026, 12, 23, 8)))
    assert "Fri 20 Nov 2026" in read
    assert "moved off Labor Thanksgiving Day (JPN)" in read


def test_locked_milestones_are_told_with_their_drift(desk, exercise, asked):
    ids = [one.id for one in desk.plans.plan(exercise.id).milestones]
    desk.plans.lock(ids[-2:])
    chips = []

    def look(dialog):
        chips[:] = [(line.chip.text, line.chip.tone) for line in dialog.told.staying]

    _, read = asked(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=3)), look)
    assert "Locked, stays where it is" in read
    assert {tone for _, tone in chips} == {"amb"}
    assert all("before its rule" in text for text, _ in chips)
    asked(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=40)), look)
    assert {tone for _, tone in chips} == {"red"}


def test_what_is_done_stays_without_a_word_of_its_rule(desk, exercise, asked):
    first, *_, last = desk.plans.plan(exercise.id).milestones
    desk.plans.set_state([first.id], MilestoneState.DONE)
    desk.plans.lock([last.id])
    told = []
    _, read = asked(desk.plans.try_startex(exercise.id, LATER), lambda dialog: told.append(dialog.told))
    assert len(told[0].staying) == len(told[0].done) == 1
    assert told[0].done[0].chip is None
    assert read.index("Locked, stays where it is") < read.index("Moves") < read.index("Done, stays where it is")


def test_the_mark_of_many_nations_stands_below_the_name(desk, exercise, asked):
    one = desk.plans.plan(exercise.id).milestones[3]
    desk.plans.save(replace(one, marking=Marking("USA", audience=frozenset({"USA", "AUS", "CAN", "JPN"}))))
    told = []
    _, read = asked(desk.plans.try_startex(exercise.id, LATER), lambda dialog: told.append(dialog.told))
    line = next(line for line in told[0].moving if "CAN" in line.mark)
    assert "(U" not in line.name
    assert read.index(line.name) < read.index(line.mark)


def test_what_would_be_over_is_told_as_a_compressed_plan(desk, exercise, asked):
    _, read = asked(desk.plans.try_startex(exercise.id, datetime(2026, 12, 1, 8)))
    assert "Compressed plan: " in read
    assert "over already" in read


def test_a_template_lists_what_is_added_with_its_rule(desk, asked):
    exercise = new_exercise(desk)
    verbs = []
    _, read = asked(
        desk.plans.try_template(exercise.id, load_backplan("multinational")),
        lambda dialog: verbs.append(dialog.move_button.text()),
    )
    assert verbs == ["Add 17 milestones"]
    assert "Added" in read
    assert "10 months before STARTEX" in read
    assert "11 events come into the calendar; 8 tasks are made" in read


def test_where_nothing_moves_nobody_is_asked(desk, exercise, ui, sources):
    preview = desk.plans.try_startex(exercise.id, STARTEX)
    assert confirm_preview(preview, ui, sources, title="Move STARTEX") is True
    assert ui.ask.asked == []


def test_escape_steps_back(desk, exercise, asked, qtbot):
    preview = desk.plans.try_startex(exercise.id, LATER)
    answer, _ = asked(preview, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape), save=False)
    assert answer is False


def test_return_on_the_first_focus_agrees(desk, exercise, asked, qtbot):
    def press(dialog):
        assert dialog.focusWidget() is dialog.move_button
        qtbot.keyClick(dialog.move_button, Qt.Key.Key_Return)

    assert asked(desk.plans.try_startex(exercise.id, LATER), press, save=False)[0] is True


def test_the_list_scrolls_with_the_keys_and_fits_480_pixels(desk, exercise, asked, qtbot):
    def look(dialog):
        dialog.resize(480, 500)
        assert dialog.width() == 480
        assert dialog.area.widget().width() <= dialog.area.viewport().width()
        bar = dialog.area.verticalScrollBar()
        qtbot.keyClick(dialog, Qt.Key.Key_J)
        assert bar.value() > 0
        qtbot.keyClick(dialog, Qt.Key.Key_End)
        assert bar.value() == bar.maximum()
        qtbot.keyClick(dialog, Qt.Key.Key_Home)
        assert bar.value() == 0

    asked(desk.plans.try_startex(exercise.id, LATER), look)


def test_hundreds_of_moves_are_shown_as_fast_as_dozens_and_all_of_them_come_into_sight(
    desk, exercise, ui, sources, qtbot
):
    many = [milestone(exercise, f"Step {n}", -400 + n % 380, key=f"step-{n}", makes=()) for n in range(300)]
    desk.plans.carry_out(desk.plans.try_milestones(exercise.id, many))
    preview = desk.plans.try_startex(exercise.id, LATER)
    told = Changes(
        preview, desk.plans.plan_of(preview.exercise, preview.after).stands, PlanWords(ui.language, sources.profile)
    )
    dialog = PreviewDialog(ui, told, "Move STARTEX")
    qtbot.addWidget(dialog)
    assert "Move 317 milestones" in dialog.move_button.text()
    assert said(dialog).count("\u2192") < 50
    with qtbot.waitExposed(dialog):
        dialog.show()
    for _ in range(20):
        qtbot.keyClick(dialog, Qt.Key.Key_End)
        qtbot.wait(1)
    assert said(dialog).count("\u2192") == 317


def test_a_long_name_without_a_blank_does_not_widen_the_dialog(desk, exercise, asked):
    one = desk.plans.plan(exercise.id).milestones[3]
    desk.plans.save(replace(one, title=Bilingual("X" * 300), short=Bilingual()))

    def look(dialog):
        dialog.resize(480, 500)
        assert dialog.area.widget().minimumSizeHint().width() <= dialog.area.viewport().width()

    asked(desk.plans.try_startex(exercise.id, LATER), look)


def test_names_are_shown_as_typed_and_never_as_markup(desk, exercise, asked):
    one = desk.plans.plan(exercise.id).milestones[3]
    desk.plans.save(replace(one, title=Bilingual("<b>Bold</b> & more"), short=Bilingual()))
    assert "<b>Bold</b> & more" in asked(desk.plans.try_startex(exercise.id, LATER))[1]
