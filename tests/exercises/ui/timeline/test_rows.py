"""How exercises and milestones become rows and marks: what is late, what is next, who owes what, what clashes."""

from datetime import date, timedelta

from liaison_desk.exercises.records import Clash, MilestoneKind, MilestoneState, OwnerSide
from liaison_desk.exercises.ui.timeline.rows import Look, Role, What, clashing_days, rows_of_all, rows_of_one
from tests.exercises.ui.timeline.lanes import TODAY, lane, place


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def test_marks_tell_how_milestones_stand_today():
    one = lane(
        place(1, days(-9), state=MilestoneState.DONE),
        place(2, days(-5)),
        place(3, days(-1), days(1)),
        place(4, days(7)),
        place(5, days(8)),
        place(6, days(60), state=MilestoneState.CANCELLED),
    )
    marks = rows_of_all([one], TODAY)[0].marks
    looks = {mark.id: mark.look for mark in marks if mark.what is What.MILESTONE}
    assert looks == {
        1: Look.DONE, 2: Look.LATE, 3: Look.SOON, 4: Look.SOON, 5: Look.AHEAD, 6: Look.CANCELLED,
    }  # fmt: skip


def test_the_next_milestone_of_an_exercise_stands_out():
    marks = rows_of_all([lane(place(1, days(20)), place(2, days(30)))], TODAY)[0].marks
    assert [mark.look for mark in marks[:2]] == [Look.NEXT, Look.AHEAD]


def test_an_exercise_has_one_row_with_its_bar_among_its_milestones():
    first, second = lane(place(1, date(2027, 4, 1)), id_=1), lane(id_=2, startex=None)
    rows = rows_of_all([first, second], TODAY)
    assert [row.exercise_id for row in rows] == [1, 2]
    assert [mark.what for mark in rows[0].marks] == [What.EXERCISE, What.MILESTONE]
    assert rows[1].marks == ()
    assert rows[1].reach is None


def test_a_line_runs_from_the_first_milestone_to_endex():
    row = rows_of_all([lane(place(1, date(2026, 7, 14)), place(2, date(2027, 6, 1)))], TODAY)[0]
    assert row.reach == (date(2026, 7, 14).toordinal(), date(2027, 3, 19).toordinal())


def test_what_is_done_can_be_left_out():
    one = lane(place(1, days(-9), state=MilestoneState.DONE), place(2, days(60), state=MilestoneState.CANCELLED), place(3, days(9)))  # fmt: skip
    row = rows_of_all([one], TODAY, done=False)[0]
    assert [mark.id for mark in row.marks if mark.what is What.MILESTONE] == [3]


def test_one_exercise_is_parted_by_who_owes_what():
    one = lane(
        place(1, days(10), days(12), kind=MilestoneKind.CONFERENCE, side=OwnerSide.HOST),
        place(2, days(20), side=OwnerSide.HOME),
        place(3, days(30), side=OwnerSide.BOTH, kind=MilestoneKind.EVENT),
        place(4, days(40), days(44), kind=MilestoneKind.VISIT, side=OwnerSide.HOME),
        place(5, days(50), side=OwnerSide.HOST),
        clashes=[Clash(9, "GLOBAL SENTINEL 27", ("Lindqvist",), days(10), days(12))],
    )
    rows = rows_of_one(one, TODAY)
    assert {row.role: [mark.id for mark in row.marks] for row in rows} == {
        Role.MAIN: [1, one.line.id], Role.HOME: [2], Role.HOST: [5], Role.BOTH: [3], Role.VISITS: [4], Role.CLASHES: [9],
    }  # fmt: skip


def test_an_exercise_without_anything_still_has_its_first_row():
    assert [row.role for row in rows_of_one(lane(startex=None), TODAY)] == [Role.MAIN]


def test_clashes_that_touch_are_one_stretch_of_days():
    some = [
        Clash(2, "A", ("x",), days(0), days(4)),
        Clash(3, "B", ("y",), days(5), days(6)),
        Clash(4, "C", ("y",), days(9), days(9)),
    ]
    first = TODAY.toordinal()
    assert clashing_days(some) == ((first, first + 6), (first + 9, first + 9))
