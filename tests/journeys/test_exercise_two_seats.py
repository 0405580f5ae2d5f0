"""Two officers at one shared desk, each in a window of his own: what one does to a plan, the other sees at once, and loses nothing by it."""

from contextlib import ExitStack, contextmanager
from datetime import date

import pytest
from PySide6.QtCore import QPoint

from liaison_desk.app.start import Memories, Program
from liaison_desk.calendar.ui.ways import View
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from tests.calendar.ui.strokes import drag
from tests.exercises.plans_using import everything
from tests.exercises.ui.timeline.pointing import mark_of
from tests.journeys.conftest import NOW, Officer
from tests.journeys.exercise_plan import (
    KEY,
    agree,
    answer,
    click,
    days_of,
    exercise_of,
    key,
    lay_plan,
    plan_of,
    sheet_of,
    write,
)


@contextmanager
def seat(url, folder, name):
    """Open the program on a shared desk for an officer of his own name."""
    asker = PreparedAsker()
    program = Program(url, Memories(folder), Language("en"), FixedClock(NOW), "light", asker=asker)
    program.unseen = True
    program.window.resize(1440, 900)
    program.window.show()
    program.open_desk()
    assert program.jobs.idle()
    program.desk.database.author = name
    try:
        yield Officer(program, asker)
    finally:
        program.close()


@pytest.fixture
def seats(qapp, shared_desk_url, tmp_path):
    """Two windows on one desk with the plan of GLOBAL SENTINEL 27, of which the decision brief is agreed."""
    with ExitStack() as open_seats:
        both = [
            open_seats.enter_context(seat(shared_desk_url, tmp_path / name, name)) for name in ("sato", "whitcombe")
        ]
        lay_plan(both[0])
        both[0].desk.plans.lock([plan_of(both[0])["decision-brief"].id])
        both[0].settle()
        yield both


def turn(officer, tab):
    """Open the exercises page at a part of the exercise."""
    officer.do("go-exercises")
    return sheet_of(officer, tab)


def move_startex(officer, day):
    """Move STARTEX by the question what if it were another."""

    def ask(dialog):
        write(dialog.form.field("startex").input, day)
        agree(dialog)

    came = answer(officer, What_if_STARTEX_were=ask, Move_STARTEX=agree)
    click(officer, turn(officer, "plan").head.what_if_button)
    return came


def shown_day(pane, officer, name):
    """Return the first day of a milestone as its table shows it."""
    return pane._seen.lines[plan_of(officer)[name].id].milestone.first


def test_what_one_seat_moves_the_other_sees_without_a_click(seats, qtbot):
    mine, theirs = seats
    plan = turn(theirs, "plan")
    assert shown_day(plan, theirs, "arrival") == date(2027, 1, 8)
    move_startex(mine, "1 FEB 2027")
    qtbot.waitUntil(lambda: shown_day(plan, theirs, "arrival") == date(2027, 1, 25))
    timeline = turn(theirs, "timeline")
    theirs.settle()
    assert mark_of(timeline, "arrival")[1].first == date(2027, 1, 25).toordinal()
    move_startex(mine, "8 FEB 2027")
    qtbot.waitUntil(lambda: mark_of(timeline, "arrival")[1].first == date(2027, 2, 1).toordinal())
    theirs.do("go-calendar")
    page = theirs.window.page()
    page.show_view(View.MONTH)
    page.go_to(date(2027, 2, 1))
    theirs.settle()
    number = plan_of(theirs)["arrival"].event_id

    def days():
        return {one.starts.date() for one in page.present.occurrences if one.event_id == number}

    assert days() == {date(2027, 2, 1)}
    move_startex(mine, "15 FEB 2027")
    qtbot.waitUntil(lambda: days() == {date(2027, 2, 8)})
    assert mine.asker.asked[-2:] == ["What if STARTEX were…", "Move STARTEX"]
    assert theirs.asker.asked == []


def drag_event(officer, name, by):
    """Drag the event of a milestone in the month, by days."""
    officer.do("go-calendar")
    page = officer.window.page()
    page.show_view(View.MONTH)
    one = plan_of(officer)[name]
    page.go_to(one.first)
    officer.settle()
    view = page.present
    place = view.place_of(next(found for found in view.occurrences if found.event_id == one.event_id))
    begin = place.topLeft() + QPoint(12, place.height() // 2)
    drag(view.viewport(), begin, view.cell((one.first - view.first).days + by).center())
    officer.settle()


def test_an_agreed_event_is_asked_about_where_it_was_dragged_and_told_of_at_the_other_seat(seats, qtbot):
    mine, theirs = seats
    turn(mine, "plan")
    strip = mine.window.page().sheet.strayed
    assert not strip.isVisible()
    theirs.asker.chooses = None  # he steps back from the question
    drag_event(theirs, "decision-brief", 2)
    assert theirs.asker.asked == ["A milestone is agreed for other days"]
    qtbot.waitUntil(strip.isVisible)
    assert strip.text() == "Decision brief: agreed for 1 Dec 2026, the event stands on 3 Dec 2026."
    assert mine.asker.asked == []
    click(mine, strip.follow_buttons[0])
    assert days_of(theirs, "decision-brief") == (date(2026, 12, 3), date(2026, 12, 3))
    assert not strip.isVisible()


def test_a_preview_open_at_both_seats_is_carried_out_once(seats):
    mine, theirs = seats
    pane = turn(theirs, "plan")
    moved = []

    def ask(dialog):
        write(dialog.form.field("startex").input, "1 FEB 2027")
        agree(dialog)

    def meanwhile(dialog):
        move_startex(mine, "8 FEB 2027")
        moved.append(everything(mine.desk))
        agree(dialog)

    answer(theirs, What_if_STARTEX_were=ask, Move_STARTEX=meanwhile)
    click(theirs, pane.head.what_if_button)
    assert [everything(one.desk) for one in seats] == moved * 2
    assert pane.strip.text() == "The plan has been changed meanwhile. Look at it again before you move it."
    assert shown_day(pane, theirs, "arrival") == date(2027, 2, 1)
    assert theirs.desk.check() == []


def edit(officer, pane, name, fill):
    """Open the form of a milestone by its key, and fill it in."""
    pane.table.select_id(plan_of(officer)[name].id)
    answer(officer, Edit_milestone=fill)
    key(officer, pane.table, KEY.Key_Return)


def test_what_is_being_typed_stays_when_the_other_seat_moves_the_plan(seats, qtbot):
    mine, theirs = seats
    pane = turn(theirs, "plan")
    said = []

    def typed(dialog):
        note = dialog.form.field("note").host
        write(note, "Ask for the seats")
        move_startex(mine, "1 FEB 2027")
        qtbot.waitUntil(lambda: shown_day(pane, theirs, "arrival") == date(2027, 1, 25))
        assert note.toPlainText() == "Ask for the seats"
        agree(dialog)
        theirs.settle()
        said.append(dialog.newer.text())
        click(theirs, dialog.newer.keep_button)

    edit(theirs, pane, "read-ahead", typed)
    assert "sato changed this meanwhile. What you typed is still here." in said[0]
    after = plan_of(mine)["read-ahead"]
    assert (after.note.host, after.first, after.author) == ("Ask for the seats", date(2026, 12, 28), "whitcombe")
    assert mine.desk.tasks.task(after.task_id).due.date() == after.last


def test_a_form_of_an_exercise_that_the_other_seat_threw_away_keeps_what_was_typed_and_says_why(seats, qtbot):
    mine, theirs = seats
    pane = turn(theirs, "plan")
    exercise, said = exercise_of(mine), []

    def typed(dialog):
        write(dialog.form.field("note").host, "Ask for the seats")
        mine.desk.exercises.delete([exercise.id])
        qtbot.waitUntil(lambda: not theirs.window.page().open_sheet)
        agree(dialog)
        theirs.settle()
        said.extend([dialog.isVisible(), dialog.strip.text(), dialog.form.field("note").host.toPlainText()])
        dialog.reject()

    edit(theirs, pane, "read-ahead", typed)
    assert said == [True, "The exercise lies in the trash. Take it out of there first.", "Ask for the seats"]
    mine.desk.history.undo()
    qtbot.waitUntil(lambda: len(theirs.window.page().overview.table.model().listing) == 1)
    assert theirs.desk.check() == []
