"""What follows a recurring task when it is done: its successor, on the next day its rule gives, as often as the rule says."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, time
from typing import Final
from uuid import UUID, uuid5

from liaison_desk.domain.record import Record
from liaison_desk.tasks.records import Repeats, Task, TaskKind, TaskState

NextByRule = Callable[[str, datetime, str], datetime | None]
"""Which instance of an RRULE comes next after the wall time it begins at, in a zone ("": whole days); COUNT aside."""

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_SUCCESSORS: Final = UUID("6f7a8f0e-3f0b-4a52-9b7e-1d5a0c6c2f41")
_LAST_COMMON_DAY: Final = 28  # every month has it


def successor_uid(uid: str) -> str:
    """Return the uid of what follows a task: always the same, so that no task is followed twice, on whichever desk it is done."""
    return str(uuid5(_SUCCESSORS, uid))


def simple_rule(frequency: str, interval: int = 1) -> str:
    """Return a rule such as every two weeks."""
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")


def read_simple(rule: str) -> tuple[str, int] | None:
    """Return frequency and interval of a rule that says nothing else (its day of the month aside); ``None``: it says more."""
    parts = _parts(rule)
    frequency, interval = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    for name in ("BYMONTHDAY", "BYSETPOS", "BYMONTH"):
        if "BYSETPOS" in _parts(rule):  # written by ``kept_to_day``
            parts.pop(name, None)
    if parts or frequency not in FREQUENCIES or not interval.isdecimal():
        return None
    return frequency, int(interval)


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


def successor(task: Task, done: datetime, zone: str, next_by_rule: NextByRule) -> Task | None:
    """Return the task that a recurring one is followed by when it is done at a wall time in its zone; ``None``: nothing follows.

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
