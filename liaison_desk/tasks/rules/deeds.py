"""What is done with a request for information on its way from the asker to whoever answers, and back: status, dates and chain."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.tasks.records import ChainStep, Rfi, RfiStatus, Side, Task, TaskState

CLOSED = (RfiStatus.ANSWERED, RfiStatus.DECLINED, RfiStatus.WITHDRAWN)


class Deed(StrEnum):
    """A step of a request's way, as its chain names it."""

    ASKED = "asked"
    RECEIVED = "received"
    PASSED = "passed"
    ANSWERED = "answered"
    RELAYED = "relayed"


def deeds_for(task: Task) -> tuple[Deed | RfiStatus, ...]:
    """Return what can be done with a request as it stands, the most likely first."""
    rfi = task.rfi
    if rfi is None:
        return ()
    steps = {step.deed for step in rfi.chain}
    relay = (Deed.RELAYED,) if _is_unrelayed(rfi) else ()
    if rfi.status is RfiStatus.DRAFT:
        return (RfiStatus.SUBMITTED, Deed.PASSED, RfiStatus.ANSWERED, RfiStatus.DECLINED, RfiStatus.WITHDRAWN)
    if rfi.status in CLOSED:
        return relay if rfi.status is not RfiStatus.WITHDRAWN else ()
    first = Deed.PASSED if Deed.PASSED not in steps else RfiStatus.ANSWERED
    rest = [one for one in (RfiStatus.ANSWERED, Deed.PASSED) if one is not first]
    return (first, *rest, *relay, RfiStatus.DECLINED, RfiStatus.WITHDRAWN)


def next_step(task: Task) -> Deed | None:
    """Return the step of its way that a request waits for; ``None`` when its way is at its end."""
    rfi = task.rfi
    if rfi is None or rfi.status in {RfiStatus.WITHDRAWN, RfiStatus.DECLINED}:
        return None
    steps = {step.deed for step in rfi.chain}
    if Deed.PASSED not in steps and Deed.ANSWERED not in steps:
        return Deed.PASSED
    if rfi.status is not RfiStatus.ANSWERED:
        return Deed.ANSWERED
    return Deed.RELAYED if _is_unrelayed(rfi) or Deed.RELAYED not in steps else None


def _is_unrelayed(rfi: Rfi) -> bool:
    """Tell whether the last answer, the rest after a part perhaps, was not given to the asker yet."""
    last = next((step.deed for step in reversed(rfi.chain) if step.deed in {Deed.ANSWERED, Deed.RELAYED}), "")
    return last == Deed.ANSWERED


def submitted(task: Task, on: date) -> Task:
    """Return a request that was handed in on a day; it waits for whoever answers."""
    rfi = _asked(task, on)
    return _waits(task, replace(rfi, status=RfiStatus.SUBMITTED), rfi.office or task.to_nation)


def handed_in(task: Task, on: date) -> Task:
    """Return a task that somebody is asked about: a request that was a draft is handed in on that day, others stay as they are."""
    return submitted(task, on) if task.rfi is not None and task.rfi.status is RfiStatus.DRAFT else task


def passed(task: Task, to: str, on: date, *, review: bool = False) -> Task:
    """Return a request that was passed on to an office, which answers it from then on; with ``review`` disclosure looks at it."""
    rfi = _asked(task, on)
    rfi = _stepped(replace(rfi, office=to or rfi.office), Deed.PASSED, to or rfi.office, on)
    if review:
        return replace(task, rfi=replace(rfi, status=RfiStatus.REVIEW), state=TaskState.IN_PROGRESS)
    return _waits(task, replace(rfi, status=RfiStatus.SUBMITTED), rfi.office)


def answered(task: Task, answer: Bilingual, marking: Marking | None, on: date, *, partial: bool = False) -> Task:
    """Return a request with its answer; one that is answered in part stays open."""
    rfi = _stepped(_asked(task, on), Deed.ANSWERED, _rfi(task).office or task.to_nation, on)
    status = RfiStatus.PARTIAL if partial else RfiStatus.ANSWERED
    rfi = replace(rfi, answer=answer, answer_marking=marking, answered=on, status=status)
    return replace(task, rfi=rfi, state=TaskState.IN_PROGRESS if partial else TaskState.DONE)


def completed(task: Task, on: date) -> Task:
    """Return a task that is done; a request is answered on that day then, with whatever answer it has by now."""
    if task.rfi is None or task.rfi.status in CLOSED:
        return replace(task, state=TaskState.DONE)
    return answered(task, task.rfi.answer, task.rfi.answer_marking, on)


def relayed(task: Task, on: date) -> Task:
    """Return a request whose answer was given to the asker."""
    rfi = _rfi(task)
    return replace(task, rfi=_stepped(rfi, Deed.RELAYED, rfi.asker or task.from_nation, on))


def declined(task: Task, reason: str, on: date) -> Task:
    """Return a request that will not be answered, with why."""
    rfi = _stepped(_asked(task, on), Deed.ANSWERED, _rfi(task).office or task.to_nation, on, reason)
    return replace(task, rfi=replace(rfi, status=RfiStatus.DECLINED), state=TaskState.DONE, reason=reason)


def withdrawn(task: Task, reason: str) -> Task:
    """Return a request that the asker took back, with why."""
    rfi = replace(_rfi(task), status=RfiStatus.WITHDRAWN)
    return replace(task, rfi=rfi, state=TaskState.CANCELLED, reason=reason)


def reopened(task: Task) -> Task:
    """Return a task taken back from done or cancelled; a request stands where its answer and its way say that it stood."""
    rfi = task.rfi
    if rfi is None:
        return replace(task, state=TaskState.OPEN)
    if rfi.answer:
        return replace(task, state=TaskState.IN_PROGRESS, rfi=replace(rfi, status=RfiStatus.PARTIAL))
    if rfi.chain:
        return _waits(task, replace(rfi, status=RfiStatus.SUBMITTED), rfi.office or task.to_nation)
    return replace(task, state=TaskState.OPEN, rfi=replace(rfi, status=RfiStatus.DRAFT))


def in_order(steps: Sequence[ChainStep]) -> tuple[ChainStep, ...]:
    """Return steps in the order of their days; one without a day stays behind the step it followed."""
    days = list(accumulate((step.on or date.min for step in steps), max))
    keys = {number: step.on or days[number] for number, step in enumerate(steps)}
    return tuple(steps[number] for number in sorted(range(len(steps)), key=lambda number: keys[number]))


def _rfi(task: Task) -> Rfi:
    return task.rfi or Rfi()


def _asked(task: Task, on: date) -> Rfi:
    """Return a request whose chain begins with who asked, on the day it came in."""
    rfi = _rfi(task)
    if rfi.chain:
        return rfi
    return _stepped(rfi, Deed.ASKED, rfi.asker or task.from_nation, rfi.received or on)


def _stepped(rfi: Rfi, deed: Deed, who: str, on: date, note: str = "") -> Rfi:
    return replace(rfi, chain=(*rfi.chain, ChainStep(str(deed), who, on, note)))


def _waits(task: Task, rfi: Rfi, on_whom: str) -> Task:
    """Return a request that waits; on somebody else it does so from now on."""
    if task.waiting_on != on_whom:
        task = replace(task, waiting_on_id=0, waiting_since=None, waiting_side=Side.UNKNOWN)
    return replace(task, rfi=rfi, state=TaskState.WAITING, waiting_on=on_whom)
