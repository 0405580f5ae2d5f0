"""Requests for information: how their status and the task's state follow each other, and what a valid one is."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.tasks.records import Priority, Rfi, RfiPriority, RfiStatus, Side, Task, TaskKind, TaskState

STATE_OF: Final[Mapping[RfiStatus, TaskState]] = MappingProxyType(
    {
        RfiStatus.DRAFT: TaskState.OPEN,
        RfiStatus.SUBMITTED: TaskState.WAITING,
        RfiStatus.REVIEW: TaskState.IN_PROGRESS,
        RfiStatus.PARTIAL: TaskState.IN_PROGRESS,
        RfiStatus.ANSWERED: TaskState.DONE,
        RfiStatus.DECLINED: TaskState.DONE,
        RfiStatus.WITHDRAWN: TaskState.CANCELLED,
    }
)
_STATUS_OF: Final[Mapping[TaskState, RfiStatus]] = MappingProxyType(
    {
        TaskState.OPEN: RfiStatus.DRAFT,
        TaskState.WAITING: RfiStatus.SUBMITTED,
        TaskState.IN_PROGRESS: RfiStatus.REVIEW,
        TaskState.DONE: RfiStatus.ANSWERED,
        TaskState.CANCELLED: RfiStatus.WITHDRAWN,
    }
)

_LAST_NUMBER: Final = 99_999  # what a file says may be a mistake, and all that follow would be counted from it


def agreed(task: Task, before: Task | None) -> Task:
    """Return a request whose status and state say the same: what was changed leads, of a new one the status.

    A request that waits without a name waits on whoever answers.
    """
    if task.kind is not TaskKind.RFI:
        return task
    rfi = task.rfi or Rfi()
    if STATE_OF[rfi.status] is not task.state:
        known = before.rfi.status if before is not None and before.rfi is not None else RfiStatus.DRAFT
        if rfi.status is known:
            rfi = replace(rfi, status=_STATUS_OF[task.state])
        else:
            task = replace(task, state=STATE_OF[rfi.status])
    rfi, urgency = _pressing(task, rfi, before)
    waiting = task.state is TaskState.WAITING and not task.waiting_on.strip()
    return replace(
        task, rfi=rfi, priority=urgency, waiting_on=(rfi.office or task.to_nation) if waiting else task.waiting_on
    )


def _pressing(task: Task, rfi: Rfi, before: Task | None) -> tuple[Rfi, Priority]:
    """Return a request and its task's priority so that an immediate one is high: what was changed leads, of a new one the higher."""
    high, immediate = task.priority is Priority.HIGH, rfi.priority is RfiPriority.IMMEDIATE
    if high is immediate:
        return rfi, task.priority
    known = before.rfi if before is not None else None
    if known is None:
        return replace(rfi, priority=RfiPriority.IMMEDIATE), Priority.HIGH
    if rfi.priority is not known.priority:
        return rfi, Priority.HIGH if immediate else Priority.NORMAL
    return replace(rfi, priority=RfiPriority.IMMEDIATE if high else RfiPriority.PRIORITY), task.priority


def rfi_problems(task: Task) -> list[Problem]:
    """Return what is wrong with a task as a request for information; of another kind nothing."""
    if task.kind is not TaskKind.RFI:
        return []
    problems = _direction_problems(task)
    rfi = task.rfi
    if rfi is None:
        return problems
    if rfi.number and not (1 <= rfi.number <= _LAST_NUMBER and 2000 <= rfi.year <= 2099):
        values = (("number", rfi.number), ("year", rfi.year))
        problems.append(Problem("number", "No request can have the number {number} of the year {year}.", values))
    if rfi.number and rfi.direction != direction_of(task):
        problems.append(
            Problem(
                "to_nation",
                "The number {number} was given for another direction. Withdraw this request and ask anew.",
                (("number", rfi.called),),
            )
        )
    return [*problems, *year_problems("received", rfi.received), *year_problems("answered", rfi.answered)]


def _direction_problems(task: Task) -> list[Problem]:
    """Return what is wrong with the nations by which requests are numbered: a mistaken code would begin numbers of its own."""
    for name, nation in (("from_nation", task.from_nation), ("to_nation", task.to_nation)):
        if not nation:
            return [Problem(name, "Say which nation asks and which is asked, such as JPN→USA.")]
        try:
            load_nations().require(nation)
        except DeskError as error:
            return [Problem(name, error.text, tuple(error.values.items()))]
    return []


def numbered_problems(task: Task, before: Task | None) -> list[Problem]:
    """Return what is wrong with a change that would leave a request's number without its request."""
    number = before.rfi.called if before is not None and before.rfi is not None else ""
    if not number or task.kind is TaskKind.RFI:
        return []
    said = "The request {number} has its number and stays a request. Withdraw it instead."
    return [Problem("kind", said, (("number", number),))]


def sided(task: Task, host: str, home: str) -> Task:
    """Return a request that waits on somebody of the side that is asked, unless it says of which side he is."""
    if task.kind is not TaskKind.RFI or task.state is not TaskState.WAITING or task.waiting_side is not Side.UNKNOWN:
        return task
    return replace(task, waiting_side={host: Side.HOST, home: Side.HOME}.get(task.to_nation, Side.OTHER))


def direction_of(task: Task) -> str:
    """Return in which direction a request goes, by nation: JPN>USA."""
    return f"{task.from_nation}>{task.to_nation}"
