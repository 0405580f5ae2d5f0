"""What a user does with a request for information: each deed sets status, date, chain and who is waited on, in one action."""

from collections.abc import Callable
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.tasks.records import Task, TaskKind
from liaison_desk.tasks.rules import deeds
from liaison_desk.tasks.service.tasks import Tasks


class Rfis:
    """Deeds on requests for information. ``on`` is the day of the deed, today at the host headquarters without one."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def submit(self, task_id: int, on: date | None = None) -> Task:
        """Hand a request in."""
        return self._do(task_id, "Submit a request", lambda task: deeds.submitted(task, self._day(on)))

    def pass_on(self, task_id: int, to: str, on: date | None = None, *, review: bool = False) -> Task:
        """Pass a request on to an office; with ``review`` it lies with those who decide on disclosure."""
        if not to.strip():
            raise InvalidError([Problem("office", "Say to whom the request was passed on.")])
        return self._do(
            task_id, "Pass a request on", lambda task: deeds.passed(task, to.strip(), self._day(on), review=review)
        )

    def answer(
        self, task_id: int, answer: Bilingual, marking: Marking | None, on: date | None = None, *,
        partial: bool = False, unwritten: bool = False,
    ) -> Task:  # fmt: skip
        """Keep the answer to a request under its own marking; raises RefusedError for one above the ceiling.

        One that is empty is taken only as ``unwritten``: it was given, and nothing of it is written down here.
        """
        if not unwritten and not (answer.host.strip() or answer.home.strip()):
            raise InvalidError(
                [Problem("answer", "Write the answer, or tick below that nothing of it is written down.")]
            )
        self._tasks.require_texts({"answer": answer})
        return self._do(
            task_id,
            "Answer a request",
            lambda task: deeds.answered(task, answer, marking, self._day(on), partial=partial),
        )

    def relay(self, task_id: int, on: date | None = None) -> Task:
        """Give the answer to the asker."""
        return self._do(task_id, "Relay an answer", lambda task: deeds.relayed(task, self._day(on)))

    def decline(self, task_id: int, reason: str, on: date | None = None) -> Task:
        """Close a request that will not be answered."""
        reason = self._reason(reason, "Say why the request is declined.")
        return self._do(task_id, "Decline a request", lambda task: deeds.declined(task, reason, self._day(on)))

    def withdraw(self, task_id: int, reason: str) -> Task:
        """Take a request back."""
        reason = self._reason(reason, "Say why the request is withdrawn.")
        return self._do(task_id, "Withdraw a request", lambda task: deeds.withdrawn(task, reason))

    def _reason(self, reason: str, missing: str) -> str:
        if not reason.strip():
            raise InvalidError([Problem("reason", missing)])
        self._tasks.require_texts({"reason": Bilingual(reason)})
        return reason.strip()

    def _day(self, on: date | None) -> date:
        return on or self._tasks.today()

    def _do(self, task_id: int, label: str, how: Callable[[Task], Task]) -> Task:
        def done(task: Task) -> Task:
            if task.kind is not TaskKind.RFI:
                raise InvalidError([Problem("kind", "This is no request for information.")])
            return how(task)

        changed = self._tasks.change([task_id], label, done)
        if not changed:
            raise NotFoundError("This task is not there any more.")
        return changed[0]
