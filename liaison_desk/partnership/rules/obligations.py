"""What parties owe: when it falls due, and what becomes of the tasks that were made of it. Pure.

Nothing is remembered of what was done before: each step follows from where an arrangement stands and from its tasks, so that a
second look changes nothing, and what was given up by itself comes back by itself.
"""

import calendar
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count, takewhile
from types import MappingProxyType
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.domain.dates import LAST_YEAR
from liaison_desk.partnership.records import Arrangement, ArrangementState, Frequency, Obligation
from liaison_desk.partnership.rules.standing import HOLDING, state, terms

MONTHS: Final = MappingProxyType(
    {
        Frequency.ONCE: 0,
        Frequency.MONTHLY: 1,
        Frequency.QUARTERLY: 3,
        Frequency.HALF_YEARLY: 6,
        Frequency.YEARLY: 12,
        Frequency.TWO_YEARLY: 24,
    }
)
"""How many months lie between two times an obligation falls due; 0 = it does once."""


class Deed(StrEnum):
    """What is to be done with the task of an obligation."""

    MAKE = "make"
    CHANGE = "change"
    CANCEL = "cancel"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class DutyTask:
    """A task that was made of an obligation (``key``): its suspense's day, whether it is open, given up by the desk itself, or lies in the trash.

    One that is nothing of these is done, or was cancelled by somebody.
    """

    id: int
    key: str
    due: date | None
    open: bool
    withdrawn: bool = False
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done with a task (``task_id`` 0 = a new one) of an obligation, and the day it is then due on."""

    deed: Deed
    task_id: int
    key: str
    due: date | None = None


def occurrences(one: Obligation, since: date | None = None) -> Iterator[date]:
    """Yield the days on which an obligation falls due, from the first one that is not before ``since`` on; on the last day of short months.

    31 JAN monthly is 28 FEB, then 31 MAR. It ends with the years that a desk keeps.
    """
    if one.due is None:
        return
    apart, skipped = MONTHS[one.every], 0
    if apart and since is not None:  # counted ahead to the month before, not walked through centuries
        months = (since.year - one.due.year) * 12 + since.month - one.due.month
        skipped = max(0, months // apart - 1)
    for n in count(skipped) if apart else (0,):
        year, month = divmod(one.due.year * 12 + one.due.month - 1 + n * apart, 12)
        if year > LAST_YEAR:
            return
        day = date(year, month + 1, min(one.due.day, calendar.monthrange(year, month + 1)[1]))
        if since is None or day >= since:
            yield day


def next_due(one: Obligation, today: date) -> date | None:
    """Return the first day from today on that an obligation falls due; ``None`` when it does no more, or nobody said when."""
    return next(occurrences(one, today), None)


def first_due(one: Obligation, in_force: date, known: date) -> date | None:
    """Return when an obligation's first task is due: what recurs not before it was in force, or the desk knew of it."""
    if one.every is Frequency.ONCE:
        return one.due
    return next_due(one, max(in_force, known))


def moved_due(old: Obligation, new: Obligation, stands: date | None, today: date) -> date | None:
    """Return where a task goes that ``stands`` on a day, when its obligation falls due otherwise than before.

    The nth time stays the nth, unless the obligation begins only after that: then it is the first. A task that somebody put on
    another day than its obligation's stays there.
    """
    if (old.due, old.every) == (new.due, new.every) or new.due is None:
        return stands
    if old.due is None or stands is None:
        return first_due(new, today, today)
    nth = next(
        (n for n, day in enumerate(takewhile(lambda day: day <= stands, occurrences(old))) if day == stands), None
    )
    if nth is None:
        return stands
    if stands < new.due:
        return new.due
    if old.every is not new.every:
        return first_due(new, today, today)
    return next((day for n, day in enumerate(occurrences(new)) if n == nth), new.due)


def task_uid(arrangement_uid: str, key: str) -> str:
    """Return the uid of the task an obligation becomes: always the same, so that no two desks make it twice, and none makes it again."""
    return str(uuid5(NAMESPACE_URL, f"liaison-desk:obligation:{arrangement_uid}:{key}"))


def steps(
    one: Arrangement,
    tasks: Sequence[DutyTask],
    today: date,
    known: date,
    *,
    there: bool = True,
    before: Arrangement | None = None,
) -> list[Step]:
    """Return what is to be done with the tasks of an arrangement's obligations, so that they are as it stands today.

    ``known`` is the day the desk learned of it. Not ``there``, it lies in the trash and asks for nothing. ``before`` is the
    arrangement as it was. What is to be made is made of a key without a task; whether one was erased for good, others know.
    """
    stands, now = state(one, today), terms(one, today)
    holds = there and stands in HOLDING
    owed = {duty.key: duty for duty in one.obligations if duty.wanted and duty.due is not None}
    was = {duty.key: duty for duty in before.obligations} if before is not None else {}
    changed = _changed(before, one)
    found: list[Step] = []
    for duty in owed.values() if holds else ():
        mine = [task for task in tasks if task.key == duty.key]
        if not mine and now.in_force is not None and (due := first_due(duty, now.in_force, known)):
            found.append(Step(Deed.MAKE, 0, duty.key, due))
        if not any(task.open for task in mine):
            # What was thrown away stays there, unless it is wanted once more: its undoing may have put it there.
            anew = before is not None and not _is_active(before, duty.key, today)
            resting = [task for task in mine if task.withdrawn or (anew and task.trashed)]
            found += [_again(duty, task, today) for task in resting[-1:]]
    for task in tasks:
        if not task.open:
            continue
        owing = owed.get(task.key)
        if owing is None or not _is_owed(task, stands, now.expiry, there=there):
            found.append(Step(Deed.CANCEL, task.id, task.key, task.due))
        elif task.key in changed:
            found.append(Step(Deed.CHANGE, task.id, task.key, moved_due(was[task.key], owing, task.due, today)))
    return found


def _is_active(one: Arrangement, key: str, today: date) -> bool:
    """Tell whether an obligation of an arrangement is to be a task on a day."""
    duty = next((duty for duty in one.obligations if duty.key == key), None)
    wanted = duty is not None and duty.wanted and duty.due is not None
    return wanted and one.deleted_at is None and state(one, today) in HOLDING


def _again(duty: Obligation, task: DutyTask, today: date) -> Step:
    """Return the step that opens a task again which was given up; what is long past is due the next time."""
    passed = task.due is not None and task.due < today
    due = (next_due(duty, today) or task.due) if passed else task.due
    return Step(Deed.REOPEN, task.id, task.key, due)


def _is_owed(task: DutyTask, stands: ArrangementState, expiry: date | None, *, there: bool) -> bool:
    """Tell whether a task is still to be done: also after the arrangement expired what fell due before."""
    if not there:
        return False
    if stands is ArrangementState.EXPIRED:
        return task.due is not None and expiry is not None and task.due <= expiry
    return stands in HOLDING


def _changed(before: Arrangement | None, now: Arrangement) -> Collection[str]:
    """Return the keys of the obligations that say something else than before, whose party is another or called otherwise; all under another title."""
    if before is None:
        return ()
    retitled = before.title != now.title
    was = {duty.key: duty for duty in before.obligations}
    called = [{party.key: party for party in one.parties} for one in (before, now)]
    return [
        duty.key
        for duty in now.obligations
        if duty.key in was
        and (retitled or was[duty.key] != duty or called[0].get(was[duty.key].party) != called[1].get(duty.party))
    ]
