"""Back-plans: looked at, tried out before they are changed, changed in one action with all that follows, and kept as templates."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from liaison_desk.domain.backplan import (
    BackPlan,
    TemplateStep,
    compressed,
    known_steps,
    moved,
    past,
    write_backplan,
)
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import rules_of
from liaison_desk.exercises.records import Exercise, Milestone, MilestoneState, Plan, Preview
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.exercises.rules import templating
from liaison_desk.exercises.rules.validity import milestone_problems
from liaison_desk.exercises.service.arriving import require_keys
from liaison_desk.exercises.service.marking import Before, before_of, follow_markings
from liaison_desk.exercises.service.outputs import Made, Outputs
from liaison_desk.exercises.service.plan_reading import PlanReading
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import lessons as lesson_store
from liaison_desk.exercises.store import milestones as store
from liaison_desk.foundation.core.errors import (
    DeskError,
    InvalidError,
    NotFoundError,
    Problem,
    RefusedError,
    StaleError,
)
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Transaction

_SHOWN = ("name", "place", "zone", "marking")
_COUNTED = ("startex", "endex", "days_off")
_COUNTING = Problem(
    "startex", "The plan counts from STARTEX and ENDEX. Leave the dates as they are, or delete its milestones first."
)


class PlanBook(PlanReading):
    """The back-plans of exercises. ``outputs`` writes what milestones become; ``own`` is the folder of the user's templates.

    What would change many dates is tried out first (``Preview``) and then carried out as it was shown, or not at all.
    """

    def __init__(
        self, database: Database, profile: Callable[[], DeskProfile], outputs: Outputs, own: Path | None = None
    ) -> None:
        super().__init__(database, profile)
        self._outputs = outputs
        self.own = own

    # Trying out

    def try_dates(self, exercise: Exercise) -> Preview:
        """Return what the plan of an exercise would do with its dates as they stand in ``exercise``; nothing is written.

        Raises InvalidError with the field of what makes it impossible.
        """
        return self._tried(self.plan(exercise.id), exercise)

    def try_startex(self, exercise_id: int, startex: datetime) -> Preview:
        """Return what would move with STARTEX; ENDEX keeps its distance."""
        known = self.plan(exercise_id)
        return self._tried(known, rules.moved_to(known.exercise, startex))

    def try_template(self, exercise: int | Exercise, template: BackPlan) -> Preview:
        """Return what a back-plan would add to an exercise (by id, or one not kept yet); milestones whose keys it has stay as they are."""
        known = self.plan(exercise) if isinstance(exercise, int) else Plan(exercise, ())
        self._require_dates(known.exercise)
        wanted = rules.missing(template.steps, {one.key for one in known.milestones}, self._keys(known.exercise.id))
        added = rules.from_template(known.exercise, wanted, self.profile())
        begun = replace(known.exercise, template=known.exercise.template or template.name)
        return self._preview(known, (*known.milestones, *added), begun)

    def try_milestones(self, exercise_id: int, changed: Sequence[Milestone]) -> Preview:
        """Return what would follow if these milestones were as they are here; new ones have the id 0. Raises NotFoundError."""
        known = self.plan(exercise_id)
        self._require_dates(known.exercise)
        ids = {one.id: one for one in changed if one.id}
        if ids.keys() - {one.id for one in known.milestones}:
            raise NotFoundError("This milestone is not there any more.")
        after = [ids.get(one.id, one) for one in known.milestones]
        taken = self._keys(exercise_id)
        for one in changed:
            if not one.id:
                key = one.key or rules.new_key(one.title, taken)
                taken.add(key)
                after.append(replace(one, key=key, exercise_id=exercise_id))
        return self._preview(known, after, known.exercise)

    def try_move(self, milestone_id: int, first: date, last: date) -> Preview:
        """Return what would follow if a milestone stood on these days: a locked one is agreed anew, another takes the interval as its rule."""
        one = self.milestone(milestone_id)
        known = self.plan(one.exercise_id)
        self._require_dates(known.exercise)
        wanted = self._reckoning(known.exercise).adopted(known, [replace(one, first=first, last=last)])
        return self.try_milestones(one.exercise_id, wanted)

    def try_compressed(self, exercise_id: int) -> Preview:
        """Return what would follow if all that is late were squeezed into the time that is left before STARTEX."""
        known = self.plan(exercise_id)
        self._require_dates(known.exercise)
        new = compressed(
            rules.steps_of(known.milestones),
            *rules.dates_of(known.exercise),
            self.today(),
            self._reckoning(known.exercise).days,
        )
        return self._preview(known, rules.with_rules(known.milestones, new), known.exercise)

    def try_settled(self, exercise_id: int) -> Preview:
        """Return what would move if all that stands elsewhere than its rule gives went there."""
        known = self.plan(exercise_id)
        self._require_dates(known.exercise)
        return self._preview(known, known.milestones, known.exercise, settled=True)

    # Carrying out

    def carry_out(self, preview: Preview, label: str = "Move a plan", *, into_calendar: bool = False) -> Plan:
        """Do what was tried out, in one action; raises StaleError when somebody changed the plan meanwhile, and does nothing then."""
        with self._database.write(label) as transaction:
            id_ = preview.exercise.id
            exercise_store.require_outside_trash(transaction.connection, [id_])
            self.require_as_shown(transaction, preview)
            known = exercise_store.read_exercises(transaction.connection, [id_]).get(id_)
            exercise = self._save_exercise(transaction, preview.exercise, into_calendar=into_calendar)
            milestones = self._save_milestones(transaction, known, exercise, preview.before, preview.after)
            return self.plan_of(exercise, sorted(milestones, key=lambda one: (one.first, one.last, one.id)))

    def save(self, milestone: Milestone) -> Milestone:
        """Add or change a milestone; what counts from it moves along. Raises InvalidError, RefusedError (ceiling), StaleError."""
        done = self.carry_out(
            self.try_milestones(milestone.exercise_id, [milestone]),
            "Change a milestone" if milestone.id else "Add a milestone",
        )
        if milestone.id:
            return next(one for one in done.milestones if one.id == milestone.id)
        return max(done.milestones, key=lambda one: one.id)

    def change(self, ids: Sequence[int], label: str, how: Callable[[Milestone], Milestone]) -> None:
        """Change milestones as they are at that moment, in one action, with all that follows in their plans."""
        with self._database.write(label) as transaction:
            by_exercise: dict[int, list[Milestone]] = {}
            for one in store.read_milestones(transaction.connection, ids).values():
                by_exercise.setdefault(one.exercise_id, []).append(how(one))
            exercise_store.require_outside_trash(transaction.connection, by_exercise)
            for exercise_id, changed in by_exercise.items():
                self.change_in(transaction, exercise_id, changed)

    def lock(self, ids: Sequence[int], *, held: bool = True) -> None:
        """Lock milestones on the days where they stand (they are agreed), or give them back to their rules."""
        label = "Lock a date" if held else "Unlock a date"
        self.change(ids, label, lambda one: replace(one, held=held))

    def set_state(self, ids: Sequence[int], state: MilestoneState) -> None:
        """Mark milestones as done, cancelled or still ahead."""
        label = "Change a milestone" if len(ids) == 1 else "Change milestones"
        self.change(ids, label, lambda one: replace(one, state=state))

    def delete(self, ids: Sequence[int]) -> None:
        """Put milestones into the trash with what they became; what counted from them stays on its days and counts from STARTEX."""
        with self._database.write("Delete a milestone" if len(ids) == 1 else "Delete milestones") as transaction:
            gone = store.read_milestones(transaction.connection, ids)
            for exercise_id in {one.exercise_id for one in gone.values()}:
                exercise = exercise_store.read_exercises(transaction.connection, [exercise_id])[exercise_id]
                known = self.plan_of(exercise, store.read_plan(transaction.connection, exercise_id))
                keys = {one.key for one in known.milestones if one.id in gone}
                rest = [one for one in known.milestones if one.id not in gone]
                freed = self._reckoning(exercise).freed(rest, keys, known.stands)
                store.save_milestones(transaction, freed)
            self._outputs.withdraw(transaction, [Made(one.event_id, one.task_id) for one in gone.values()])
            transaction.trash(store.MILESTONE_TYPE, list(gone))

    def as_template(self, exercise_id: int) -> tuple[tuple[TemplateStep, ...], int]:
        """Return the steps that a plan's rules make, and how many go in under the name of their kind, for not everybody may read more."""
        return templating.as_template(self.plan(exercise_id), self.profile(), known_steps(self.own))

    def save_as_template(self, exercise_id: int, name: str, title: str, title_ja: str = "") -> Path:
        """Keep the rules of a plan as a back-plan of the user's own, and return its file; raises RefusedError for a bad name."""
        if self.own is None:
            raise DeskError("This desk has no folder for back-plans of your own.")
        exercise = self.plan(exercise_id).exercise
        self._require_dates(exercise)
        first, last = rules.dates_of(exercise)
        steps, _ = self.as_template(exercise_id)
        kept = BackPlan(name=name, title=title, title_ja=title_ja, length_days=(last - first).days + 1, steps=steps)
        return write_backplan(kept, self.own)

    # Inside transactions

    def require_as_shown(self, transaction: Transaction, preview: Preview) -> None:
        """Raise StaleError if somebody changed the plan since it was tried out."""
        now = {one.id: one.version for one in store.read_plan(transaction.connection, preview.exercise.id)}
        if now != {one.id: one.version for one in preview.before}:
            raise StaleError("The plan has been changed meanwhile. Look at it again before you move it.")

    def write(self, transaction: Transaction, exercise: Exercise, *, into_calendar: bool = False) -> Exercise:
        """Add or change an exercise with the milestones that follow it; ``Exercises`` has looked it over."""
        known = exercise_store.read_exercises(transaction.connection, [exercise.id]).get(exercise.id)
        saved = self._save_exercise(transaction, exercise, into_calendar=into_calendar)
        before = store.read_plan(transaction.connection, saved.id) if exercise.id else []
        after: Sequence[Milestone] = before
        if before and not saved.dated and known is not None and known.dated:
            raise InvalidError([_COUNTING])
        if before and saved.dated and (known is None or any(getattr(known, a) != getattr(saved, a) for a in _COUNTED)):
            was = self._reckoning(known or saved).known(before)
            after = self._reckoning(saved).placed(before, before, was)
        self._save_milestones(transaction, known, saved, before, after)
        return saved

    def change_in(self, transaction: Transaction, exercise_id: int, changed: Sequence[Milestone]) -> None:
        """Change milestones of an exercise inside a larger transaction, with all that follows in its plan."""
        exercise = exercise_store.read_exercises(transaction.connection, [exercise_id])[exercise_id]
        before = store.read_plan(transaction.connection, exercise_id)
        known = {one.id: one for one in changed}
        after = [known.get(one.id, one) for one in before]
        # A plan that cannot be reckoned (an anchor lies in the trash) does not stand in the way of an event or a task.
        reckoning = self._reckoning(exercise)
        was = reckoning.known(before)
        placed = reckoning.placed(after, before, was) if was else after
        self._save_milestones(transaction, exercise, exercise, before, placed)

    def settle_in(self, transaction: Transaction, exercise_id: int, staying: Collection[int]) -> None:
        """Put the milestones of a plan where their rules give, but for those that stay as they are, by id."""
        exercise = exercise_store.read_exercises(transaction.connection, [exercise_id])[exercise_id]
        before = store.read_plan(transaction.connection, exercise_id)
        reckoning = self._reckoning(exercise)
        stands, kept = reckoning.known(before), {one.key for one in before if one.id in staying}
        if stands:
            after = reckoning.placed(before, before, {key: one for key, one in stands.items() if key in kept})
            self._save_milestones(transaction, exercise, exercise, before, after)

    def follow_in(self, transaction: Transaction, exercise_id: int, wanted: Sequence[Milestone]) -> None:
        """Let milestones be as their events or tasks have them now, inside their transaction, with all that follows in the plan.

        Those that are not agreed take the days of ``wanted`` as their rules, each from where its anchor stands then.
        """
        exercise = exercise_store.read_exercises(transaction.connection, [exercise_id])[exercise_id]
        before = store.read_plan(transaction.connection, exercise_id)
        known = self.plan_of(exercise, before)
        self.change_in(transaction, exercise_id, self._reckoning(exercise).adopted(known, wanted))

    def follow_markings(self, transaction: Transaction, before: Before) -> None:
        """Mark what became of exercises, milestones and lessons elsewhere as strictly as these are marked now."""
        follow_markings(transaction, self._outputs, rules_of(self.profile()), before)

    def follow_put_back(self, transaction: Transaction, before: Mapping[str, Mapping[int, Snapshot]]) -> None:
        """Mark what was made since of records that were put back; ``before`` are these, by kind and id. What was put back itself stays."""
        spared = {id_ for kind in ("event", "task") for id_ in before.get(kind, ())}
        rules = rules_of(self.profile())
        follow_markings(transaction, self._outputs, rules, before_of(before), spared)

    def import_in(self, transaction: Transaction, milestones: Sequence[Milestone]) -> list[Milestone]:
        """Add or change milestones as they are inside a larger transaction (an archive): nothing is reckoned and nothing made."""
        for one in milestones:
            self.require_valid(one)
        require_keys(transaction, milestones)
        return store.save_milestones(transaction, milestones)

    def plans_in(self, transaction: Transaction, exercise_ids: Sequence[int]) -> dict[int, list[Milestone]]:
        """Return the milestones of exercises as a transaction sees them, in order of their days."""
        return store.read_plans(transaction.connection, exercise_ids)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Milestone]:
        """Return the milestones that have these uids, also from the trash."""
        ids = store.MILESTONE_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_milestones(transaction.connection, ids.values()).values()}

    def withdraw_all(self, transaction: Transaction, exercise_ids: Sequence[int]) -> None:
        """Put what exercises, their milestones and lessons became into the trash; these themselves go with their exercises."""
        exercises = exercise_store.read_exercises(transaction.connection, exercise_ids)
        made = [Made(one.event_id) for one in exercises.values()]
        for milestones in store.read_plans(transaction.connection, exercise_ids).values():
            made += [Made(one.event_id, one.task_id) for one in milestones]
        lessons = lesson_store.read_lessons(
            transaction.connection, lesson_store.of_exercises(transaction.connection, exercise_ids)
        )
        made += [Made(task_id=one.task_id) for one in lessons.values()]
        self._outputs.withdraw(transaction, made)

    def require_valid(self, one: Milestone) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a milestone that may not be kept."""
        profile = self.profile()
        problems = milestone_problems(one)
        texts = {"title": one.title, "short": one.short, "note": one.note}
        problems += text_problems(texts, profile.ceiling, load_grammar(profile.policy), profile.home)
        if problems:
            raise InvalidError(problems)
        check_ceiling(one.marking, profile.ceiling)

    def _keys(self, exercise_id: int) -> set[str]:
        with self._database.read() as connection:
            return store.read_keys(connection, exercise_id)

    def _require_dates(self, exercise: Exercise) -> None:
        if exercise.deleted_at is not None:
            raise RefusedError("The exercise lies in the trash. Take it out of there first.")
        if not exercise.dated:
            raise InvalidError(
                [Problem("startex", "Give the exercise its STARTEX and ENDEX first: its plan counts from them.")]
            )

    def _tried(self, known: Plan, exercise: Exercise) -> Preview:
        return self._preview(known, known.milestones, exercise)

    def _preview(
        self, known: Plan, after: Sequence[Milestone], exercise: Exercise, *, settled: bool = False
    ) -> Preview:
        before = {one.id: one for one in known.milestones}
        for one in after:
            if one != before.get(one.id):
                self.require_valid(one)
        if not exercise.dated or not after:
            return Preview(exercise, known.milestones, tuple(after), ())
        reckoning, steps = self._reckoning(exercise), rules.steps_of(after)
        stands = reckoning.stands(after)
        placed = reckoning.placed(after, known.milestones, {} if settled else known.stands)
        # What is shown is what would be written: from where each stands now, which its rule need not give.
        was = {
            one.key: replace(
                known.stands.get(one.key) or replace(stands[one.key], drift=0), first=one.first, last=one.last
            )
            for one in known.milestones
        }
        now = {one.key: replace(stands[one.key], first=one.first, last=one.last) for one in placed}
        return Preview(
            exercise, known.milestones, placed, tuple(moved(was, now, steps)), tuple(past(steps, now, self.today()))
        )

    def _save_exercise(self, transaction: Transaction, exercise: Exercise, *, into_calendar: bool = False) -> Exercise:
        saved = exercise_store.save_exercises(transaction, [exercise])[0]
        if into_calendar and saved.dated and not saved.event_id:
            event_id = self._outputs.announce(transaction, saved)
            saved = exercise_store.save_exercises(transaction, [replace(saved, event_id=event_id)])[0]
        return saved

    def _save_milestones(
        self,
        transaction: Transaction,
        was: Exercise | None,
        exercise: Exercise,
        before: Sequence[Milestone],
        after: Sequence[Milestone],
    ) -> list[Milestone]:
        """Write milestones that changed or are new, and what they become."""
        old = {one.id: one for one in before}
        changed = [replace(one, exercise_id=exercise.id) for one in after if one != old.get(one.id)]
        for one in changed:
            self.require_valid(one)
        saved = {one.key: one for one in store.save_milestones(transaction, changed)}
        # What is called after the exercise, or stands in its zone, follows it too.
        renamed = was is not None and any(getattr(was, name) != getattr(exercise, name) for name in _SHOWN)
        told = [saved.get(one.key, one) for one in after] if renamed else list(saved.values())
        made = self._outputs.keep(transaction, was, exercise, old, told) if told or was != exercise else {}
        if was is not None and was.marking != exercise.marking:
            self.follow_markings(transaction, Before(exercises={was.id: was}))
        linked = [
            replace(one, event_id=made[one.id].event_id, task_id=made[one.id].task_id) for one in told if one.id in made
        ]
        saved |= {one.key: one for one in store.save_milestones(transaction, linked)}
        return [saved.get(one.key, one) for one in after]
