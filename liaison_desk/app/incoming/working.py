"""What a task or a meeting of the desk becomes by what a file says of it, where its fields belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from liaison_desk.app.incoming.tellings import both, unsaid
from liaison_desk.meetings.records import Meeting, Portion
from liaison_desk.meetings.rules.ordering import merged_order
from liaison_desk.tasks.records import LogEntry, Repeats, Rfi, Task, TaskKind

# What other programs never say of tasks and meetings; empty there means nothing.
DESK_ONLY: Mapping[type[Any], frozenset[str]] = MappingProxyType(
    {
        Task: frozenset({"due_zone", "own_owner", "own_owner_id", "host_owner", "host_owner_id", "waiting_on", "waiting_since", "checklist", "source",
                         "source_kind", "source_id", "source_uid", "kind", "from_nation", "to_nation", "lead", "lead_id", "support",
                         "waiting_on_id", "waiting_side", "after_id", "log", "reminders", "asleep_until", "rfi"}),
        Meeting: frozenset({"chair", "series", "interpreter", "attendees", "event_id", "agenda", "template", "frozen", "portions", "link", "kind",
                            "state"}),
    }
)  # fmt: skip
_NAMED = ("own_owner", "host_owner", "lead", "waiting_on")


def task_values(mine: Task, incoming: Task, values: dict[str, Any], *, partial: bool) -> dict[str, Any]:
    """Return the values of a task, put right where one tells of another: a request is one for good, a contact goes with his name."""
    for name in _NAMED:
        if values[name] != getattr(mine, name) and not getattr(incoming, f"{name}_id"):
            values[f"{name}_id"] = 0
    if TaskKind.RFI in (mine.kind, incoming.kind):
        values["kind"] = TaskKind.RFI
        values["rfi"] = _same_request(mine.rfi, incoming.rfi, partial=partial)
    # A rule that comes without the word from when it counts is the one the desk has.
    if incoming.repeats is Repeats.BY_DATE and incoming.rules == mine.rules and mine.repeats:
        values["repeats"] = mine.repeats
    if mine.completed_at and incoming.completed_at == mine.completed_at.replace(microsecond=0):
        values["completed_at"] = mine.completed_at  # a calendar file knows seconds
    return values


def _same_request(old: Rfi | None, new: Rfi | None, *, partial: bool) -> Rfi | None:
    """Return a request as a file tells it; its number stays, and who asked as long as he is called so."""
    if old is None or new is None:
        return new or old
    told = replace(new, **unsaid(new, old)) if partial else new
    told = replace(told, question=both(old.question, told.question), answer=both(old.answer, told.answer))
    asker = old.asker_id if told.asker == old.asker else told.asker_id
    if not old.number:
        return replace(told, asker_id=told.asker_id or asker)
    return replace(told, number=old.number, year=old.year, direction=old.direction, asker_id=told.asker_id or asker)


def all_of_log(old: Sequence[LogEntry], new: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return a log with what either telling has: nothing is ever taken out of one. A table may have other blanks in a line."""
    known = {(one.at, " ".join(one.text.split())) for one in old}
    more = [one for one in dict.fromkeys(new) if (one.at, " ".join(one.text.split())) not in known]
    return tuple(sorted((*old, *more), key=lambda one: one.at)) if more else tuple(old)


def meeting_values(mine: Meeting, incoming: Meeting, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a meeting: its length, which other programs do not know, and its notes with what only the desk knows of them."""
    if incoming.end == incoming.start:
        values["end"] = incoming.start + (mine.end - mine.start)
    if incoming.portions:
        values["portions"] = _same_notes(mine, incoming)
        if mine.state != incoming.state == "final" and len(values["portions"]) > len(incoming.portions):
            values["state"] = mine.state  # what is final elsewhere is not all that stands here
    return values


def with_notes_here(mine: Meeting, told: Sequence[Portion]) -> tuple[Portion, ...]:
    """Return the notes that another desk tells of, in its order, with those that only this desk has: a file takes nothing away."""
    notes = {one.uid: one for one in (*mine.portions, *told)}
    return tuple(notes[uid] for uid in merged_order([one.uid for one in told], [one.uid for one in mine.portions]))


def notes_only_here(now: Meeting, incoming: Meeting) -> int:
    """Return how many notes a meeting has that another desk's file does not know of; programs that know no uids tell nothing of it."""
    told = {one.uid for one in incoming.portions}
    foreign = any(uid.startswith(f"{incoming.uid}#") for uid in told)
    return 0 if foreign else sum(one.uid not in told for one in now.portions)


def _same_notes(mine: Meeting, incoming: Meeting) -> tuple[Portion, ...]:
    """Return the notes a file tells of, and what it does not mention. A desk's file has each under its uid, other programs know none."""
    known = {one.uid: one for one in mine.portions}
    foreign = f"{incoming.uid}#"
    told = {
        one.uid: _same_note(known.get(one.uid), one, foreign=one.uid.startswith(foreign)) for one in incoming.portions
    }
    if not any(uid.startswith(foreign) for uid in told):
        return with_notes_here(mine, tuple(told.values()))
    texts = {text for one in mine.portions for text in (one.text.host, one.text.home) if text}
    stay = [told.get(one.uid, one) for one in mine.portions if one.uid in told or not one.uid.startswith(foreign)]
    new = [one for uid, one in told.items() if uid not in known and not {one.text.host, one.text.home} & texts]
    return (*stay, *new)


def _same_note(old: Portion | None, new: Portion, *, foreign: bool) -> Portion:
    """Return a note as a file tells it, with the task it made, the contact who said it and the part of a second it was said at."""
    if old is None:
        return new
    if foreign:
        return replace(new, **unsaid(new, old) | {"text": both(old.text, new.text)})
    exact = old.said_at is not None and new.said_at == old.said_at.replace(microsecond=0)
    return replace(
        new,
        text=both(old.text, new.text),
        task_id=new.task_id or old.task_id,
        said_by_id=new.said_by_id or (old.said_by_id if new.said_by == old.said_by else 0),
        said_at=old.said_at if exact else new.said_at,
    )
