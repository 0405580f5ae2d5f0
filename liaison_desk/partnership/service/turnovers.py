"""Turnovers of the post, each with its checklist from ninety days before to thirty days after."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import NotFoundError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import StepLine, Turnover, TurnoverStep
from liaison_desk.partnership.rules import turnover as rules
from liaison_desk.partnership.rules.checklist import load_checklist
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import TURNOVERS


class Turnovers(Book[Turnover]):
    """Turnovers of the post. ``own`` is the folder where the user's own checklist may lie."""

    labels = Labels("Add a turnover", "Change a turnover", "Delete a turnover", "Delete turnovers")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], own: Path | None = None) -> None:
        super().__init__(database, profile, TURNOVERS)
        self._own = own

    def problems(self, one: Turnover) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return rules.turnover_problems(one)

    def current(self) -> Turnover | None:
        """Return the turnover that is being worked on: the next, or the last until its thirtieth day after; else the latest."""
        return rules.current(self.everything(), self.today())

    def draft(self, on: date) -> Turnover:
        """Return a new turnover on a day, with the desk's officer and the checklist; it is not kept yet. Raises UnreadableError."""
        profile = self.profile()
        latin, native = profile.officer_said("en")
        return Turnover(
            on=on, officer=latin or native, post=profile.office, steps=self._steps(), marking=profile.default_marking
        )

    def checklist(self, one: Turnover) -> list[StepLine]:
        """Return the steps of a turnover on their days, the earliest first, with what is overdue by today at the host."""
        return rules.checklist(one, self.today())

    def apply_checklist(self, turnover_id: int) -> int:
        """Add the steps of the checklist that a turnover does not have yet, and return how many. Raises UnreadableError."""
        steps = self._steps()
        with self._database.write("Apply the turnover checklist") as transaction:
            one = self.living(transaction.connection, turnover_id)
            whole = rules.with_steps(one.steps, steps)
            self.save_in(transaction, [replace(one, steps=whole)])
            return len(whole) - len(one.steps)

    def tick(self, turnover_id: int, key: str, *, done: bool = True) -> Turnover:
        """Note that a step was done today, or that it is not done after all. Raises NotFoundError."""
        with self._database.write("Tick a turnover step" if done else "Untick a turnover step") as transaction:
            one = self.living(transaction.connection, turnover_id)
            day = self.today() if done else None
            steps = _changed(one.steps, key, lambda step: rules.ticked(step, day))
            return self.save_in(transaction, [replace(one, steps=steps)])[0]

    def put_step(self, turnover_id: int, step: TurnoverStep) -> Turnover:
        """Add a step (an empty key), or change the one of its key. Raises InvalidError, NotFoundError."""
        with self._database.write("Change a turnover step" if step.key else "Add a turnover step") as transaction:
            one = self.living(transaction.connection, turnover_id)
            if step.key:
                steps = _changed(one.steps, step.key, lambda _: step)
            else:
                steps = (*one.steps, replace(step, key=rules.new_key(known.key for known in one.steps)))
            return self.save_in(transaction, [replace(one, steps=steps)])[0]

    def remove_steps(self, turnover_id: int, keys: Collection[str]) -> Turnover:
        """Take steps out of a checklist."""
        label = "Delete a turnover step" if len(keys) == 1 else "Delete turnover steps"
        with self._database.write(label) as transaction:
            one = self.living(transaction.connection, turnover_id)
            steps = tuple(step for step in one.steps if step.key not in keys)
            return self.save_in(transaction, [replace(one, steps=steps)])[0]

    def _steps(self) -> tuple[TurnoverStep, ...]:
        named = self.profile().named
        return tuple(
            TurnoverStep(step.key, named(step.text, step.text_ja or step.text), step.offset)
            for step in load_checklist(self._own)
        )


def _changed(
    steps: Sequence[TurnoverStep], key: str, how: Callable[[TurnoverStep], TurnoverStep]
) -> tuple[TurnoverStep, ...]:
    if all(step.key != key for step in steps):
        raise NotFoundError("This step is not there any more. Read the page again.")
    return tuple(how(step) if step.key == key else step for step in steps)
