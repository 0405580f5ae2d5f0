"""What follows a recurring task when it is done: its successor, on the next day its rule gives, as often as the rule says."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.domain.record import Record
from liaison_desk.domain.zones import to_local
from liaison_desk.tasks.records import Repeats, Task, TaskKind, TaskState
from liaison_desk.tasks.rules.states import due_instant

NextByRule = Callable[[str, datetime, str], datetime | None]
"""Which instance of an RRULE comes next after the wall time it begins at, in a zone ("": whole days); COUNT aside."""

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LAST_COMMON_DAY: Final = 28  # every month has it


def successor_uid(uid: str) -> str:
    """Return the uid of what follows a task: always the same, so that no task is followed twice, on whichever desk it is done."""
    return str(uuid5(NAMESPACE_URL, f"liaison-desk:task-after:{uid}"))


@dataclass(frozen=True, slots=True)
class Plain:
    """A rule that people say in a few words: every two weeks, five times in all (0: without end)."""

    frequency: str
    interval: int = 1
    count: int = 0


def plain_rule(said: Plain) -> str:
    """Return the rule that says this."""
    parts = {"FREQ": said.frequency}
    if said.interval > 1:
        parts["INTERVAL"] = str(said.interval)
    if said.count:
        parts["COUNT"] = str(said.count)
    return _written(parts)


def read_plain(rule: str) -> Plain | None:
    """Return what a rule says when it says no more than that (what ``kept_to_day`` added aside); ``None``: it says more."""
    parts = _parts(rule)
    if parts.get("BYSETPOS") == "-1" and parts.get("BYMONTHDAY", "").startswith(str(_LAST_COMMON_DAY)):
        for name in ("BYMONTHDAY", "BYSETPOS", "BYMONTH"):
            parts.pop(name, None)
    frequency, interval, count = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), parts.pop("COUNT", "0")
    if parts or frequency not in FREQUENCIES or not interval.isdecimal() or not count.isdecimal():
        return None
    return Plain(frequency, int(interval[:4]), int(count[:4]))


def kept_to_day(rule: str, day: datetime) -> str:
    """Return a plain monthly or yearly rule that keeps to its day where months have it, and to their last day where not.

    What is owed on the 31st is owed in February too; RFC 5545 alone would leave that month out, and counted from one
    task to the next the day would stay at the 28th ever after.
    """
    parts = _parts(rule)
    if parts.get("FREQ") not in {"MONTHLY", "YEARLY"} or day.day <= _LAST_COMMON_DAY:
        return rule
    if any(name.startswith("BY") for name in parts):
        return rule
    if parts["FREQ"] == "YEARLY":
        if (day.month, day.day) != (2, 29):
            return rule
        parts["BYMONTH"] = "2"
    parts["BYMONTHDAY"] = ",".join(str(number) for number in range(_LAST_COMMON_DAY, day.day + 1))
    parts["BYSETPOS"] = "-1"
    return _written(parts)


def counted_from(task: Task, done: datetime, host_zone: str) -> datetime:
    """Return the wall time in its suspense's zone from which what follows a task that was done (an instant) is counted.

    The day is that of the host headquarters, where it is done: 250200Z is due on the evening of the 24th there, and done on
    the 24th it is due again a week of evenings later.
    """
    day = datetime.combine(to_local(done, host_zone).date(), time())
    due = None if task.due_all_day else due_instant(task, host_zone)
    if task.due is None or due is None:
        return day
    return day + (task.due.date() - to_local(due, host_zone).date())


def successor(task: Task, done: datetime, zone: str, next_by_rule: NextByRule) -> Task | None:
    """Return the task that a recurring one is followed by, counted from a wall time in its zone; ``None``: nothing follows.

    A rule that counts gives as many tasks in all as it says: each successor's counts one less. One that ends on a day
    gives none after it. A request for information does not recur.
    """
    if task.repeats is Repeats.NOT or not task.rules or task.kind is TaskKind.RFI:
        return None
    parts = _parts(task.rules[0])
    count = parts.pop("COUNT", "")
    left = int(count) - 1 if count.isdecimal() else 1
    if left < 1:
        return None
    begun = task.due or done
    after_done = task.repeats is Repeats.AFTER_DONE
    if after_done:
        begun = datetime.combine(done.date(), begun.time())
    if task.due is None:
        begun = datetime.combine(begun.date(), time())
    whole_days = task.due_all_day or task.due is None
    rule = kept_to_day(_written(parts), begun)
    due = next_by_rule(rule, begun, "" if whole_days else zone)
    if due is None:
        return None
    # Counted from the day it is done, the day of the month is another each time.
    kept = _parts(_written(parts) if after_done else rule)
    if count:
        kept["COUNT"] = str(left)
    return replace(
        task, id=0, uid=successor_uid(task.uid), version=0, created_at=None, deleted_at=None, state=TaskState.OPEN,
        percent=0, completed_at=None, due=due, due_all_day=whole_days, start=None, waiting_on="", waiting_on_id=0,
        waiting_since=None, reason="", after_id=0, log=(), asleep_until=None, sequence=0, rules=(_written(kept), *task.rules[1:]),
        checklist=tuple(replace(step, done=False) for step in task.checklist), extra=(),
    )  # fmt: skip


def is_untouched(known: Task, made: Task) -> bool:
    """Tell whether a task is still as it was made to follow another."""
    heads = {one.name: getattr(made, one.name) for one in fields(Record) if one.name != "marking"}
    return known.deleted_at is None and replace(known, **heads) == made


def _parts(rule: str) -> dict[str, str]:
    words = "".join(rule.upper().split()).removeprefix("RRULE:")
    pairs = (part.partition("=") for part in words.split(";") if part)
    return {name: value for name, _, value in pairs}


def _written(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
