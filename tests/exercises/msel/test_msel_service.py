"""Many injects at once: by day, put into states, moved all or none, and the MSEL as it stands at a minute."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import event

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Inject, InjectFilter, InjectSort, InjectState
from liaison_desk.exercises.rules.days import day_groups
from liaison_desk.exercises.service.msel import start_of
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.paging import Sort
from tests.cost import calls

PENDING, APPROVED, DELIVERED, CLOSED = list(InjectState)[:4]


def by_day(desk, exercise, sort=InjectSort.TIME, descending=False, **narrowed):
    return desk.msel.by_day(start_of(exercise), InjectFilter(exercise.id, **narrowed), Sort(sort, descending))


def test_injects_stand_under_the_days_of_the_exercise(desk, exercise, inject):
    for number, minutes in (("1", -600), ("2", 0), ("3", 900), ("4", 1000), ("5", 2300)):
        inject(number, minutes)
    assert [(one.label, one.start, one.count) for one in by_day(desk, exercise).groups] == [
        ("-1", 0, 1), ("0", 1, 2), ("1", 3, 2),
    ]  # fmt: skip
    backwards = by_day(desk, exercise, descending=True)
    assert [(one.label, one.start, one.count) for one in backwards.groups] == [("1", 0, 2), ("0", 2, 2), ("-1", 4, 1)]
    assert by_day(desk, exercise, InjectSort.CELL).groups == ()


@pytest.mark.parametrize("sort", list(InjectSort))
def test_every_order_holds_all_injects_and_turns_round(desk, exercise, inject, sort):
    for number, cell, text in (("1", "White", "b"), ("2", "", "C"), ("3", "Red", "a")):
        inject(number, int(number), text, cell=cell, sender=cell, receiver=cell, method=cell, controller=cell)
    up, down = by_day(desk, exercise, sort), by_day(desk, exercise, sort, descending=True)
    assert sorted(up.ids) == sorted(down.ids) == sorted(desk.msel.numbers(exercise.id).values())
    assert desk.msel.lines(up.ids)[up.ids[0]].number == {
        InjectSort.CELL: "3", InjectSort.SENDER: "3", InjectSort.RECEIVER: "3", InjectSort.METHOD: "3",
        InjectSort.CONTROLLER: "3", InjectSort.TEXT: "3", InjectSort.TEXT_HOME: "3",
    }.get(sort, "1")  # fmt: skip


def test_a_state_is_put_on_many_in_one_action_that_undo_takes_back(desk, exercise, inject, hands):
    ids = [inject(str(number), number).id for number in range(5)]
    assert desk.msel.set_state(ids, APPROVED) == 5
    assert desk.msel.set_state(ids[:2], DELIVERED) == 2
    assert desk.msel.inject(ids[0]).delivered_at == hands.at
    assert desk.msel.set_state(ids, DELIVERED) == 3
    desk.history.undo()
    assert [desk.msel.inject(id_).state for id_ in ids] == [DELIVERED] * 2 + [APPROVED] * 3
    assert desk.msel.set_state(ids, PENDING) == 5
    assert desk.msel.inject(ids[0]).delivered_at is None


def test_injects_are_moved_all_or_none(desk, exercise, inject):
    near, far = inject("1", 60), inject("2", 60 * 24 * 400 - 10)
    assert desk.msel.shift([near.id], 30) == 1
    with pytest.raises(InvalidError, match="400 days"):
        desk.msel.shift([near.id, far.id], 30)
    assert desk.msel.inject(near.id).minutes == 90
    desk.history.undo()
    assert desk.msel.inject(near.id).minutes == 60


def test_a_controller_is_given_to_many(desk, exercise, inject):
    ids = [inject("1", controller="Kiryu").id, inject("2").id]
    assert desk.msel.assign(ids, "Kiryu") == 1
    assert {desk.msel.inject(id_).controller for id_ in ids} == {"Kiryu"}
    assert desk.msel.assign(ids, "") == 2


def test_a_running_msel_has_what_is_due_what_comes_and_what_is_delivered(desk, exercise, inject):
    for number, minutes, state in (
        ("late", 10, APPROVED), ("due", 60, APPROVED), ("never", 30, PENDING), ("next", 61, PENDING), ("after", 90, APPROVED),
        ("out", 5, DELIVERED), ("done", 1, CLOSED), ("gone", 70, InjectState.WITHDRAWN),
    ):  # fmt: skip
        inject(number, minutes, state=state)
    running = desk.msel.running(exercise.id, 60, 5)
    assert [line.number for line in running.due] == ["late", "due"]
    assert [line.number for line in running.coming] == ["next", "after"]
    assert [line.number for line in running.delivered] == ["out"]
    assert running.unapproved == 1


def statements(desk, act):
    """Count what is sent to the database."""
    sent = []

    def count(connection, cursor, statement, *_):
        sent.append(statement)

    engine = desk.database.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(sent)


def test_a_long_msel_takes_no_more_statements_than_a_short_one(desk, exercise, inject):
    acts = (
        lambda: by_day(desk, exercise), lambda: desk.msel.running(exercise.id, 60, 5),
        lambda: desk.msel.lines(by_day(desk, exercise).ids[:100]),
    )  # fmt: skip
    inject("first")
    few = [statements(desk, act) for act in acts]
    template = desk.msel.inject(desk.msel.numbers(exercise.id)["first"])
    desk.msel.save_all(
        [replace(template, id=0, uid="", version=0, number=str(n), minutes=n) for n in range(400)], "Add injects"
    )
    assert [statements(desk, act) for act in acts] == few


def test_headings_cost_by_the_day_and_not_by_the_inject(desk, exercise):
    start = start_of(exercise)
    assert start.wall == datetime(2027, 1, 15, 8)
    few = calls(lambda: day_groups([0, 30, 900, 1500], start))
    assert calls(lambda: day_groups(sorted([0, 30, 900, 1500] * 1000), start)) < 3 * few


def test_every_order_and_the_running_msel_are_the_same_on_either_engine(any_desk):
    exercise = any_desk.exercises.save(
        replace(
            any_desk.exercises.new(), name=Bilingual("ANY"), startex=datetime(2027, 1, 15, 8), endex=datetime(2027, 1, 16, 8)
        )
    )  # fmt: skip
    any_desk.msel.save_all(
        [
            Inject(exercise_id=exercise.id, number=number, minutes=minutes, cell=cell, text=Bilingual(text), state=state)
            for number, minutes, cell, text, state in (
                ("10", 5, "b", "ö", APPROVED), ("2", 5, "A", "z", PENDING), ("1", 90, "", "a", DELIVERED), ("3", 95, "C", "", APPROVED),
            )
        ],
        "Add injects",
    )  # fmt: skip

    def numbers(sort):
        lines = any_desk.msel.lines(ids := by_day(any_desk, exercise, sort).ids)
        return [lines[id_].number for id_ in ids]

    assert numbers(InjectSort.TIME) == ["2", "10", "1", "3"]
    assert numbers(InjectSort.NUMBER) == ["1", "2", "3", "10"]
    assert numbers(InjectSort.CELL) == ["2", "10", "3", "1"]
    assert numbers(InjectSort.TEXT) == ["1", "2", "10", "3"]
    assert all(len(numbers(sort)) == 4 for sort in InjectSort)
    running = any_desk.msel.running(exercise.id, 90, 5)
    assert [[one.number for one in lines] for lines in (running.due, running.coming, running.delivered)] == [
        ["10"], ["3"], ["1"],
    ]  # fmt: skip
    assert any_desk.msel.used(exercise.id, "cell") == ["A", "C", "b"]
