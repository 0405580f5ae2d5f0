"""What can be done with a plan: each is tried out and shown where dates would move, done in one action, told with its undo."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from liaison_desk.domain.typed import day_reader
from liaison_desk.exercises.records import Milestone, MilestoneState, Plan, Preview, Strayed
from liaison_desk.exercises.ui.plan.form import milestone_dialog, new_milestone
from liaison_desk.exercises.ui.plan.preview import confirm_preview
from liaison_desk.exercises.ui.plan.templates import BackPlanDialog, KeepBackPlanDialog, backplan_title
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import DateField, Form

Failed = Callable[[Exception], None]


class PlanActs:
    """The actions of a plan's pane, their ``owner``. ``failed`` is told what went wrong, ``settled`` that something went well."""

    def __init__(
        self, ui: Ui, words: PlanWords, sources: Sources, owner: QWidget, failed: Failed, settled: Callable[[], None]
    ) -> None:
        self._ui = ui
        self._words = words
        self._sources = sources
        self._owner = owner
        self._failed = failed
        self._settled = settled

    def edit(self, plan: Plan, one: Milestone | None, saved: Callable[[int], object]) -> None:
        """Open the form of a milestone, or of a new one; ``saved`` is told its id."""
        if not plan.exercise.dated:
            self._failed(InvalidError([_DATELESS]))
            return
        tr, new = self._ui.language.tr, one is None
        known = new_milestone(plan, self._sources) if one is None else one

        def done(milestone: Milestone) -> None:
            self._told(tr("Milestone added") if new else tr("Milestone saved"))
            saved(milestone.id)

        self._ui.ask.form(milestone_dialog(self._ui, self._words, self._sources, plan, known, done))

    def lock(self, milestones: Sequence[Milestone]) -> None:
        """Lock milestones where they stand; if all are locked, give them back to their rules, shown before it moves them."""
        if not milestones:
            return
        count, ids = self._ui.language.count, [one.id for one in milestones]
        if all(one.held for one in milestones):
            changed = [replace(one, held=False) for one in milestones]
            said = count("{n} milestone unlocked", "{n} milestones unlocked", len(ids))
            self._try_changed(changed, self._ui.language.tr("Unlock a date"), "Unlock a date", said)
            return
        said = count("{n} milestone locked", "{n} milestones locked", len(ids))
        self._do(lambda: self._sources.plans.lock(ids), said)

    def mark_done(self, milestones: Sequence[Milestone]) -> None:
        """Mark milestones as done; if all are done, as ahead again, shown before their rules move them."""
        if not milestones:
            return
        count = self._ui.language.count
        if all(one.state is MilestoneState.DONE for one in milestones):
            self.set_state(milestones, MilestoneState.PLANNED)
            return
        ids = [one.id for one in milestones if one.state is not MilestoneState.DONE]
        said = count("{n} milestone done", "{n} milestones done", len(ids))
        self._do(lambda: self._sources.plans.set_state(ids, MilestoneState.DONE), said)

    def set_state(self, milestones: Sequence[Milestone], state: MilestoneState) -> None:
        """Cancel milestones, or have them ahead again."""
        count, ids = self._ui.language.count, [one.id for one in milestones]
        if state is MilestoneState.PLANNED:
            said = count("{n} milestone is ahead again", "{n} milestones are ahead again", len(ids))
            changed = [replace(one, state=state) for one in milestones]
            self._try_changed(changed, self._ui.language.tr("Change milestones"), "Change milestones", said)
            return
        said = count("{n} milestone cancelled", "{n} milestones cancelled", len(ids))
        self._do(lambda: self._sources.plans.set_state(ids, state), said)

    def delete(self, milestones: Sequence[Milestone]) -> None:
        """Put milestones into the trash, with what they became."""
        ids = [one.id for one in milestones]
        if ids:
            said = self._ui.language.count("{n} milestone deleted", "{n} milestones deleted", len(ids))
            self._do(lambda: self._sources.plans.delete(ids), said)

    def add_from_backplan(self, plan: Plan) -> None:
        """Let a back-plan be chosen, show the dates it gives, and add its milestones."""
        tr, plans = self._ui.language.tr, self._sources.plans
        if not plan.exercise.dated:
            self._failed(InvalidError([_DATELESS]))
            return
        dialog = BackPlanDialog(self._ui, self._words, plans.own)
        if not self._ui.ask.form(dialog) or (chosen := dialog.chosen) is None:
            return
        title = tr("Add from “{title}”", title=backplan_title(chosen, self._ui))
        self.try_out(lambda: plans.try_template(plan.exercise.id, chosen), title, "Add from a back-plan")

    def keep_as_backplan(self, plan: Plan) -> None:
        """Ask under which name the plan's rules shall be kept, and keep them."""
        if not plan.milestones:
            self._failed(InvalidError([Problem("steps", "There is no milestone to keep yet. Add one first.")]))
            return
        tr = self._ui.language.tr
        self._ui.ask.form(
            KeepBackPlanDialog(
                self._ui, self._sources.plans, plan.exercise.id,
                lambda path: self._ui.notify(tr("Kept as back-plan {name}", name=path.stem), None),
            )
        )  # fmt: skip

    def what_if(self, plan: Plan) -> None:
        """Ask for another STARTEX, show what would move, and move it."""
        startex, tr = plan.exercise.startex, self._ui.language.tr
        if startex is None:
            self._failed(InvalidError([_DATELESS]))
            return
        form = Form(self._ui)
        reader = day_reader(self._sources.profile, self._ui.clock.now)
        form.add("startex", "&STARTEX", DateField(self._ui, reader)).set_value(startex.date())
        found: list[Preview] = []

        def collect() -> date:
            day = form.values()["startex"]
            if day is None:
                raise InvalidError([Problem("startex", "Give the day on which STARTEX would be.")])
            assert isinstance(day, date)
            return day

        def commit(day: date) -> Preview:
            return self._sources.plans.try_startex(plan.exercise.id, datetime.combine(day, startex.time()))

        dialog = FormDialog(
            self._ui, tr("What if STARTEX were…"), form, action=tr("Show what would move…"), collect=collect, commit=commit,
            saved=found.append, width=480,
        )  # fmt: skip
        if self._ui.ask.form(dialog) and found:
            self.confirm(found[0], tr("Move STARTEX"), "Move STARTEX")

    def squeeze(self, plan: Plan) -> None:
        """Show how what is late would be squeezed into the time left before STARTEX, and do it."""
        tr, plans = self._ui.language.tr, self._sources.plans
        nothing = tr("No day is left before STARTEX to squeeze the plan into.")
        self.try_out(
            lambda: plans.try_compressed(plan.exercise.id), tr("Squeeze into the time left"), "Squeeze a plan", nothing
        )

    def settle(self, plan: Plan) -> None:
        """Show what stands elsewhere than its rule gives, and let it go there."""
        plans = self._sources.plans
        title = self._ui.language.tr("To where their rules give")
        self.try_out(lambda: plans.try_settled(plan.exercise.id), title, "Move a plan")

    def agree(self, strayed: Strayed) -> None:
        """Agree a locked milestone anew where its event stands."""
        self._do(lambda: self._sources.following.agree(strayed), self._ui.language.tr("Agreed anew"))

    def put_back(self, strayed: Strayed) -> None:
        """Put an event back to where its milestone is agreed to be."""
        tr = self._ui.language.tr
        told = tr("The task is back") if strayed.task_id else tr("The event is back")
        self._do(lambda: self._sources.following.put_back(strayed), told)

    def try_out(self, work: Callable[[], Preview], title: str, label: str, nothing: str = "") -> None:
        """Try something on the database lane, then show it and do it if it is agreed to; ``nothing`` is told if nothing moves."""

        def tried(preview: Preview) -> None:
            if nothing and preview.before == preview.after:
                self._ui.notify(nothing, None)
            else:
                self.confirm(preview, title, label)

        self._ui.jobs.database.run(work, tried, self._failed, owner=self._owner)

    def confirm(self, preview: Preview, title: str, label: str, said: str = "") -> None:
        """Show a preview, and carry it out if it is agreed to."""
        if not confirm_preview(preview, self._ui, self._sources, title=title):
            return
        known = {one.id: one for one in preview.before}
        changed = sum(1 for one in preview.after if known.get(one.id) != one)
        words = said or self._ui.language.count("{n} milestone changed", "{n} milestones changed", changed)
        self._do(lambda: self._sources.plans.carry_out(preview, label), words)

    def _try_changed(self, changed: Sequence[Milestone], title: str, label: str, said: str) -> None:
        plans = self._sources.plans
        self._ui.jobs.database.run(
            lambda: plans.try_milestones(changed[0].exercise_id, changed),
            lambda preview: self.confirm(preview, title, label, said),
            self._failed,
            owner=self._owner,
        )

    def _do(self, work: Callable[[], object], said: str) -> None:
        self._ui.jobs.database.run(work, lambda _: self._told(said), self._failed, owner=self._owner)

    def _told(self, said: str) -> None:
        self._settled()
        self._ui.notify(said, self._take_back)

    def _take_back(self) -> None:
        self._ui.jobs.database.run(
            self._sources.outside.undo, lambda _: self._settled(), self._failed, owner=self._owner
        )


_DATELESS = Problem("startex", "Give the exercise its STARTEX and ENDEX first: its plan counts from them.")
