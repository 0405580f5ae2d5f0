"""Each pane of an exercise asks the database as often for a large exercise as for a small one."""

from datetime import timedelta

import pytest
from sqlalchemy import event as listening

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Inject, Lesson, Makes, Member, Participant
from liaison_desk.exercises.ui.lessons.pane import LessonsPane
from liaison_desk.exercises.ui.msel.pane import MselPane
from liaison_desk.exercises.ui.people.pane import PeoplePane
from liaison_desk.exercises.ui.plan.pane import PlanPane
from liaison_desk.exercises.ui.timeline.pane import TimelinePane
from tests.exercises.plans_using import STARTEX, milestone, new_exercise
from tests.exercises.ui.opened import desk, sources
from tests.windows import shown, told, ui

__all__ = ["desk", "sources", "told", "ui"]


def furnished(desk, name, number, shift):
    """Keep an exercise with so many of everything."""
    run = new_exercise(
        desk, f"{name} BEFORE", series=name, startex=STARTEX - timedelta(days=400), endex=STARTEX - timedelta(days=390)
    )
    people = tuple(Member(f"Person {n}", nation="USA") for n in range(number))
    nations = tuple(Participant(f"House {n}", "JPN") for n in range(number))
    start = STARTEX + timedelta(days=shift)
    exercise = new_exercise(desk, name, series=name, team=people, participants=nations, startex=start, endex=start)
    steps = [
        milestone(exercise, f"Step {n}", n - 100, key=f"step-{n}", makes=(Makes.EVENT, Makes.TASK))
        for n in range(number)
    ]
    desk.plans.carry_out(desk.plans.try_milestones(exercise.id, steps))
    desk.plans.lock([one.id for one in desk.plans.plan(exercise.id).milestones[::2]])
    injects = [
        Inject(exercise_id=exercise.id, number=str(n), minutes=n, text=Bilingual("Flood")) for n in range(number)
    ]
    desk.msel.save_all(injects, "Add injects")
    desk.lessons.save_all([Lesson(exercise_id=run.id, title=Bilingual(f"{n}")) for n in range(number)], "Add lessons")
    desk.lessons.carry(exercise.id)
    return exercise


@pytest.mark.parametrize(
    ("pane", "most"), [(TimelinePane, 30), (PlanPane, 30), (PeoplePane, 30), (MselPane, 40), (LessonsPane, 60)]
)
def test_a_pane_asks_as_often_for_many_as_for_few(desk, sources, ui, qtbot, pane, most):
    found = []
    for number, exercise in enumerate((furnished(desk, "SMALL", 6, 0), furnished(desk, "LARGE", 60, 200))):
        widget = pane(sources, ui)
        shown(widget, ui, qtbot)
        sent = []

        def note(_connection, _cursor, statement, *_rest, sent=sent):
            sent.append(statement)

        listening.listen(desk.database.engine, "before_cursor_execute", note)
        widget.show_exercise(exercise.id)
        assert ui.jobs.idle()
        qtbot.wait(1)
        assert ui.jobs.idle()
        listening.remove(desk.database.engine, "before_cursor_execute", note)
        found.append(len(sent))
        assert sent, number
    assert found[1] < found[0] + 20  # a question may be asked twice, but not once for each of fifty more
    assert found[0] <= most
