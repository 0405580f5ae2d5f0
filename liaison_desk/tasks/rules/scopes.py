"""The scopes of the list of tasks, each a filter of its own, and which scope a filter is."""

from dataclasses import replace
from enum import StrEnum

from liaison_desk.tasks.records import Side, TaskFilter, TaskKind, TaskState
from liaison_desk.tasks.rules.states import FINISHED

_UNFINISHED = tuple(state for state in TaskState if state not in FINISHED)


class Scope(StrEnum):
    """What the list shows. Open holds the waiting ones too: a suspense must never hide behind somebody else."""

    OPEN = "open"
    ON_HOST = "on-host"
    ON_HOME = "on-home"
    OVERDUE = "overdue"
    RFIS = "rfis"
    OURS = "ours"
    THEIRS = "theirs"
    DONE = "done"
    ASLEEP = "asleep"
    ALL = "all"


def filter_of(scope: Scope, home: str) -> TaskFilter:
    """Return what a scope shows; ``home`` is the nation whose promises are ours."""
    match scope:
        case Scope.OPEN:
            return TaskFilter(states=_UNFINISHED, awake=True)
        case Scope.ON_HOST:
            return TaskFilter(waiting=str(Side.HOST))
        case Scope.ON_HOME:
            return TaskFilter(waiting=str(Side.HOME))
        case Scope.OVERDUE:
            return TaskFilter(overdue=True)
        case Scope.RFIS:
            return TaskFilter(kinds=(TaskKind.RFI,), states=_UNFINISHED)
        case Scope.OURS:
            return TaskFilter(kinds=(TaskKind.COMMITMENT,), states=_UNFINISHED, from_nation=home)
        case Scope.THEIRS:
            return TaskFilter(kinds=(TaskKind.COMMITMENT,), states=_UNFINISHED, to_nation=home)
        case Scope.DONE:
            return TaskFilter(states=FINISHED)
        case Scope.ASLEEP:
            return TaskFilter(states=_UNFINISHED, asleep=True)
    return TaskFilter()


def scope_of(wanted: TaskFilter, home: str) -> Scope | None:
    """Return the scope of a filter, whatever its words and its person; None when it is narrowed otherwise (on Today, say)."""
    bare = replace(wanted, words="", contact_id=0)
    return next((scope for scope in Scope if filter_of(scope, home) == bare), None)
