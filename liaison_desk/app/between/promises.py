"""What the capabilities know of each other through bootstrap: a promise in the notes becomes a task, a rule of RFC 5545 its next day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules.course import rule_of
from liaison_desk.calendar.rules.repetition import instances
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dates import LAST_YEAR
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import PortionKind
from liaison_desk.meetings.service import Promise
from liaison_desk.tasks.records import Rfi, Task, TaskKind
from liaison_desk.tasks.service import Tasks

_KINDS = {PortionKind.COMMITMENT: TaskKind.COMMITMENT, PortionKind.RFI: TaskKind.RFI}
_LONGEST_TITLE = 160


def task_of_promise(tasks: Tasks, transaction: Transaction, promise: Promise) -> int:
    """Make a task of what was promised in the notes, inside the same transaction; return its id.

    A commitment and a request keep who owes whom, and whoever is named stands on the side of his nation. One that does not
    say goes from the one nation of the desk to the other: to the host what home asked, to home what the host asked.
    """
    from liaison_desk.domain.notetext import first_line, plain  # to read notes no start needs it

    profile = tasks.profile()
    nations = load_nations()
    # What stands for a nation in the notes may be any word somebody typed; a task knows nations.
    owes, owed = nations.meant(promise.nation), nations.meant(promise.to_nation)
    if promise.kind in _KINDS and not (owes and owed):
        owes = owes or (profile.home if owed != profile.home else profile.host)
        owed = owed or (profile.host if owes == profile.home else profile.home)
    title = _each(promise.title, lambda text: first_line(plain(text), _LONGEST_TITLE))
    whole = _each(promise.title, plain)
    kind = _KINDS.get(promise.kind, TaskKind.TASK)
    request = kind is TaskKind.RFI
    whom = "" if nations.meant(promise.to_whom) else promise.to_whom  # a nation is no owner
    task = Task(
        title=title,
        kind=kind,
        detail=whole if whole != title else Bilingual(),
        marking=promise.marking,
        source_kind=promise.source_kind,
        source_id=promise.source_id,
        source_uid=promise.source_uid,
        source=promise.source,
        due=datetime.combine(promise.due, time()) if promise.due is not None else None,
        from_nation=owes,
        to_nation=owed,
        rfi=Rfi(question=whole, asker=promise.said_by, asker_id=promise.said_by_id, office=whom) if request else None,
    )
    others = "" if request else whom  # whoever is asked is the answering office
    if owes and owes == profile.home:
        task = replace(task, own_owner=promise.said_by, own_owner_id=promise.said_by_id, host_owner=others)
    else:
        own = others if owed == profile.home else ""
        task = replace(task, host_owner=promise.said_by, host_owner_id=promise.said_by_id, own_owner=own)
    return tasks.save_in(transaction, [task])[0].id


def next_by_rule(rule: str, begun: datetime, zone: str) -> datetime | None:
    """Return the first instance of an RRULE after the wall time it begins at, in a zone or, without one, of whole days.

    ``None`` when none follows before its UNTIL, or within ten years, or when it is no rule; its COUNT is the asker's.
    """
    event = Event(calendar_id=0, title=Bilingual(), start=begun, end=begun, zone=zone, all_day=not zone)
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return None
    if begun.year > LAST_YEAR - 11:
        return None
    horizon = begun + timedelta(days=3660)
    found = instances(replace(parsed, count=0), begun, until, begun, horizon, all_day=not zone)
    return next((at for at in found if at > begun), None)


def _each(text: Bilingual, change: Callable[[str], str]) -> Bilingual:
    return replace(text, host=change(text.host), home=change(text.home))
