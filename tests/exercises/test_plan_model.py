"""Whatever is done to a plan in whatever order, its milestones, events and tasks agree, and all of it can be undone and redone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, Inject, Lesson, Makes, MilestoneState
from liaison_desk.exercises.rules.planning import is_fixed
from liaison_desk.exercises.rules.reckoning import elsewhere
from liaison_desk.tasks.records import TaskState
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.exercises.plans_using import STARTEX, everything, milestone, new_exercise
from tests.exercises.test_plans_and_files import take_in

DAYS = st.integers(-40, 40).filter(bool)
ZONES = st.sampled_from(("Asia/Tokyo", "America/New_York", "Pacific/Auckland", "America/Denver"))
PICK = st.integers(0, 10_000)
SOME = st.lists(PICK, min_size=1, max_size=3, unique=True)


class PlanModel(RuleBasedStateMachine):
    """The rules are what an officer does, in the plan, in the calendar and among the tasks."""

    @initialize()
    def begin(self):
        self.temporary = TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.desk = new_desk(self.folder / "model.desk", new_profile("JPN", "USA"), HandClock())
        self.exercise = new_exercise(self.desk, series="LANTERN")
        earlier = {"startex": STARTEX - timedelta(days=800), "endex": STARTEX - timedelta(days=790)}
        run = new_exercise(self.desk, "PACIFIC LANTERN 25", series="LANTERN", **earlier)
        self.desk.lessons.save(Lesson(exercise_id=run.id, title=Bilingual("Names came late")))
        one = self.desk.plans.save(milestone(self.exercise, "One", -200, makes=(Makes.EVENT,)))
        two = self.desk.plans.save(milestone(self.exercise, "Two", rule=Rule(one.key, 30, length=3)))
        self.desk.plans.save(milestone(self.exercise, "Three", rule=Rule(two.key, 14, before="startex")))
        self.desk.plans.save(milestone(self.exercise, "Four", 7, rule=Rule("endex", 7), makes=(Makes.TASK,)))
        self.desk.history.settle()
        self.begun = everything(self.desk)

    def plan(self):
        return self.desk.plans.plan(self.exercise.id)

    def chosen(self, picks, of=lambda _: True):
        known = [one for one in self.plan().milestones if of(one)]
        return list({known[pick % len(known)].id: known[pick % len(known)] for pick in picks}.values()) if known else []

    def event_of(self, one):
        event = self.desk.calendars.event(one.event_id)
        return event if event.deleted_at is None else None

    @rule(days=DAYS)
    def move_startex(self, days):
        exercise = self.desk.exercises.exercise(self.exercise.id)
        self.desk.plans.carry_out(self.desk.plans.try_startex(exercise.id, exercise.startex + timedelta(days=days)))

    @rule(picks=SOME, days=DAYS)
    def drag_events(self, picks, days):
        events = [self.event_of(one) for one in self.chosen(picks, lambda one: one.event_id)]
        by = timedelta(days=days)
        moved = [replace(event, start=event.start + by, end=event.end + by) for event in events if event]
        self.desk.calendars.save_all(moved, "Move events")

    @rule(picks=SOME, days=st.integers(1, 30))
    def snooze_tasks(self, picks, days):
        self.desk.tasks.snooze([one.task_id for one in self.chosen(picks, lambda one: one.task_id)], days)

    @rule(picks=SOME)
    def complete_tasks(self, picks):
        self.desk.tasks.complete([one.task_id for one in self.chosen(picks, lambda one: one.task_id)])

    @rule(picks=SOME)
    def reopen_tasks(self, picks):
        self.desk.tasks.reopen([one.task_id for one in self.chosen(picks, lambda one: one.task_id)])

    @rule(picks=SOME, held=st.booleans())
    def lock(self, picks, held):
        self.desk.plans.lock([one.id for one in self.chosen(picks)], held=held)

    @rule(picks=SOME, state=st.sampled_from(MilestoneState))
    def mark(self, picks, state):
        self.desk.plans.set_state([one.id for one in self.chosen(picks)], state)

    @rule(pick=PICK, days=DAYS)
    def move_a_milestone(self, pick, days):
        for one in self.chosen([pick]):
            by = timedelta(days=days)
            self.desk.plans.carry_out(self.desk.plans.try_move(one.id, one.first + by, one.last + by))

    @rule(pick=PICK)
    def delete_an_event(self, pick):
        self.desk.calendars.delete([one.event_id for one in self.chosen([pick], lambda one: one.event_id)])

    @rule(pick=PICK)
    def delete_a_milestone(self, pick):
        self.desk.plans.delete([one.id for one in self.chosen([pick])])

    @rule(pick=PICK, days=st.integers(-60, 60))
    def add_one_after_another(self, pick, days):
        if len(self.plan().milestones) < 8:
            anchor = [one.key for one in self.chosen([pick])] or ["startex"]
            self.desk.plans.save(milestone(self.exercise, "More", rule=Rule(anchor[0], days)))

    @rule(days=st.integers(-60, 60), longer=st.integers(-5, 20), hours=st.integers(-5, 5))
    def change_the_dates_in_the_form(self, days, longer, hours):
        one = self.desk.exercises.exercise(self.exercise.id)
        startex = one.startex + timedelta(days=days, hours=hours)
        endex = max(startex, one.endex + timedelta(days=days + longer))
        self.desk.exercises.save(replace(one, startex=startex, endex=endex))

    @rule(nations=st.lists(st.sampled_from(("JPN", "USA", "FRA", "DEU")), max_size=3, unique=True), zone=ZONES)
    def change_holidays_and_zone(self, nations, zone):
        one = self.desk.exercises.exercise(self.exercise.id)
        self.desk.exercises.save(replace(one, days_off=tuple(nations), zone=zone))

    @rule(
        pick=PICK,
        makes=st.sets(st.sampled_from(Makes)),
        at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    )
    def edit_a_milestone(self, pick, makes, at):
        for one in self.chosen([pick]):
            self.desk.plans.save(replace(one, makes=tuple(sorted(makes)), at=at))

    @rule(pick=PICK, kind=st.sampled_from(("milestone", "event", "task", "inject", "lesson")))
    def take_out_of_the_trash(self, pick, kind):
        self.desk.database.clock.forward(minutes=1)
        gone = [one.id for one in self.desk.history.trash() if one.kind == kind]
        if gone:
            self.desk.history.restore(kind, [gone[pick % len(gone)]])

    @rule(number=st.integers(1, 9), minutes=st.integers(-3000, 90000))
    def write_an_inject(self, number, minutes):
        known = self.desk.msel.numbers(self.exercise.id)
        if str(number) in known:
            self.desk.msel.shift([known[str(number)]], 5)
        else:
            new = Inject(exercise_id=self.exercise.id, number=str(number), minutes=minutes, text=Bilingual("Flood"))
            self.desk.msel.save(new)

    @rule(pick=PICK)
    def throw_an_inject_away(self, pick):
        known = list(self.desk.msel.numbers(self.exercise.id).values())
        self.desk.msel.delete([known[pick % len(known)]] if known else [])

    @rule()
    def write_a_lesson_and_make_it_a_task(self):
        lesson = self.desk.lessons.save(Lesson(exercise_id=self.exercise.id, title=Bilingual("Maps")))
        self.desk.lessons.make_task(lesson.id)

    @rule()
    def carry_lessons_over_and_throw_them_away(self):
        carried = self.desk.lessons.carry(self.exercise.id)
        self.desk.lessons.delete([one.id for one in carried])

    @rule(pick=PICK, days=DAYS)
    def import_a_calendar(self, pick, days):
        for one in self.chosen([pick], lambda one: one.event_id):
            event = self.desk.calendars.event(one.event_id)
            first, end = (day + timedelta(days=days) for day in (one.first, one.last + timedelta(days=1)))
            take_in(self.desk, self.folder, (event.uid, first, end))

    @rule()
    def archive_out_and_in(self):
        before = everything(self.desk)
        file = self.folder / "all.json"
        file.unlink(missing_ok=True)
        export(self.desk, "all", file)
        import_file(self.desk, file)
        assert everything(self.desk) == before

    @rule()
    def throw_away_and_take_out_again(self):
        before = everything(self.desk)
        self.desk.database.clock.forward(minutes=1)
        self.desk.exercises.delete([self.exercise.id])
        self.desk.history.restore(EXERCISE, [self.exercise.id])
        assert everything(self.desk) == before

    @rule()
    def undo_and_redo(self):
        after = everything(self.desk)
        if self.desk.history.undo() is not None:
            self.desk.history.redo()
            assert everything(self.desk) == after

    @invariant()
    def all_agree(self):
        plan = self.plan()
        # What counts from one that lies in the trash cannot be reckoned, and says so.
        assert set(plan.stands) in ({one.key for one in plan.milestones}, set())
        # What came out of the trash may stand elsewhere, and is told of.
        off = {one.id for one in elsewhere(plan)} if plan.stands else {one.id for one in plan.milestones}
        strayed = {one.milestone_id for one in self.desk.following.strayed()}
        for one in plan.milestones:
            if one.id not in off:
                assert (one.first, one.last) == (plan.stands[one.key].first, plan.stands[one.key].last)
            task = self.desk.tasks.task(one.task_id) if one.task_id else None
            if task is not None and task.deleted_at is None:
                # What is cancelled stays so, whatever somebody still does with its task.
                called_off = one.state is MilestoneState.CANCELLED
                assert called_off or (task.state is TaskState.DONE) is (one.state is MilestoneState.DONE)
                assert is_fixed(one) or one.id in strayed or task.due.date() == one.last
            event = self.event_of(one) if one.event_id else None
            if event is not None and event.all_day and not is_fixed(one) and one.id not in strayed:
                assert (event.start.date(), event.end.date() - timedelta(days=1)) == (one.first, one.last)

    def teardown(self):
        if not hasattr(self, "desk"):
            return
        done = everything(self.desk)
        steps = 0
        while self.desk.history.undo() is not None:
            steps += 1
        assert everything(self.desk) == self.begun
        for _ in range(steps):
            self.desk.history.redo()
        assert everything(self.desk) == done
        assert self.desk.check() == []
        self.desk.close()
        self.temporary.cleanup()


TestPlanModel = PlanModel.TestCase
TestPlanModel.settings = settings(
    max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
