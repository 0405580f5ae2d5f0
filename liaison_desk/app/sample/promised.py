"""Requests for information, tasks and saved views that the sample tells closely, from ``resources/sample/work.toml``."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from liaison_desk.app.sample.casting import Cast
from liaison_desk.app.sample.words import Telling
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.zones import to_utc
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    LogEntry,
    Priority,
    Repeats,
    Rfi,
    RfiPriority,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskFilter,
    TaskGrouping,
    TaskKind,
    TaskSort,
    TaskState,
    TaskView,
)

HOST_ZONE = "America/Denver"
_FRIDAY = 4


def rfis(telling: Telling, cast: Cast, told: Sequence[dict[str, Any]]) -> list[Task]:
    """Return requests for information in either direction, in every status, the oldest first."""
    return [_rfi(telling, cast, one) for one in told]


def _rfi(telling: Telling, cast: Cast, told: dict[str, Any]) -> Task:
    asker, answerer = told["way"]
    status = RfiStatus(told["status"])
    home_owes = answerer == cast.home
    answered = _on(telling, told.get("answered"))
    rfi = Rfi(
        status=status,
        priority=RfiPriority(told["priority"]),
        asker=cast.name(told["asker"]),
        asker_id=cast.id(told["asker"]),
        office=told["office"],
        question=_both(told["question"]),
        justification=told.get("why", ""),
        received=_on(telling, told.get("received")),
        channel=told.get("channel", ""),
        answer=_both(told["answer"]) if "answer" in told else Bilingual(),
        answer_marking=telling.named(told["answer_mark"]) if "answer_mark" in told else None,
        answered=answered,
        chain=_chain(telling, cast, told.get("chain", ())),
    )
    waits = status is RfiStatus.SUBMITTED
    return Task(
        title=_both(told["title"]),
        kind=TaskKind.RFI,
        priority=Priority.HIGH if rfi.priority is RfiPriority.IMMEDIATE else Priority.NORMAL,
        due=_midnight(telling, told["due"]),
        due_zone=HOST_ZONE,
        from_nation=asker,
        to_nation=answerer,
        own_owner=cast.officer.name,
        completed_at=datetime.combine(answered, time(18), UTC) if answered else None,
        waiting_on=told["office"] if waits else "",
        waiting_side=(Side.HOME if home_owes else Side.HOST) if waits else Side.UNKNOWN,
        waiting_since=_on(telling, told["received"]) if waits else None,
        reason=told.get("reason", ""),
        log=_log(telling, cast, told.get("log", ())),
        marking=telling.named(told["mark"]),
        rfi=rfi,
    )


def promised(telling: Telling, cast: Cast, task: Task, told: dict[str, Any]) -> Task:
    """Return the task that a note made, as it stands by now."""
    task = _stands(telling, cast, task, told)
    if task.rfi is None:
        return task
    status = RfiStatus(told["rfi"])
    home_owes = task.to_nation == cast.home
    waits = status is RfiStatus.SUBMITTED
    return replace(
        task,
        waiting_on=told["office"] if waits else "",
        waiting_side=(Side.HOME if home_owes else Side.HOST) if waits else Side.UNKNOWN,
        waiting_since=_on(telling, told["received"]) if waits else None,
        rfi=replace(
            task.rfi,
            status=status,
            priority=RfiPriority(told.get("priority", "routine")),
            office=told["office"],
            received=_on(telling, told["received"]),
            channel=told["channel"],
            chain=_chain(telling, cast, told["chain"]),
        ),
    )


def tasks(telling: Telling, cast: Cast, told: Sequence[dict[str, Any]]) -> list[Task]:
    """Return told tasks; what one waits for is settled when all have their ids (``following``)."""
    found = []
    for one in told:
        day = telling.workday((_FRIDAY - telling.day.weekday()) % 7 if one["due"] == "friday" else one["due"])
        at = time.fromisoformat(one["at"]) if "at" in one else None
        task = Task(
            title=_both(one["title"]),
            detail=_both(one["detail"]) if "detail" in one else Bilingual(),
            priority=Priority(one.get("priority", "normal")),
            due=datetime.combine(day, at or time()),
            due_zone=HOST_ZONE,
            due_all_day=at is None,
            own_owner=cast.officer.name,
            rules=tuple(one.get("rules", ())),
            repeats=Repeats(one.get("repeats", "")),
            reminders=tuple(one.get("reminders", ())),
            asleep_until=_on(telling, one.get("asleep")),
            source=one.get("source", ""),
            marking=telling.named(one["mark"]),
        )
        found.append(_stands(telling, cast, task, one))
    return found


def following(told: Sequence[dict[str, Any]], saved: Sequence[Task]) -> list[Task]:
    """Return those told tasks that wait for another, pointing to it."""
    ids = {one["key"]: task.id for one, task in zip(told, saved, strict=True)}
    return [replace(task, after_id=ids[one["after"]]) for one, task in zip(told, saved, strict=True) if "after" in one]


def views(told: Sequence[dict[str, Any]]) -> list[TaskView]:
    """Return saved views of tasks, pinned to Today."""
    return [
        TaskView(
            name=one["name"],
            wanted=TaskFilter(
                kinds=tuple(map(TaskKind, one.get("kinds", ()))),
                states=tuple(map(TaskState, one.get("states", ()))),
                waiting=one.get("waiting", ""),
            ),
            sort=TaskSort(one["sort"]),
            grouping=TaskGrouping(one["grouping"]),
            pinned=True,
        )
        for one in told
    ]


def _stands(telling: Telling, cast: Cast, task: Task, told: dict[str, Any]) -> Task:
    """Return a task in its state, with whom it waits on, who leads and supports, its steps and its log."""
    owner, lead, on = told.get("owner", ""), told.get("lead", ""), told.get("on", "")
    state = TaskState(told.get("state", "open"))
    ours = cast.nation(owner) == cast.home
    own = (cast.name(owner), cast.id(owner)) if owner and ours else (task.own_owner, task.own_owner_id)
    host = (cast.name(owner), cast.id(owner)) if owner and not ours else (task.host_owner, task.host_owner_id)
    return replace(
        task,
        state=state,
        own_owner=own[0] or cast.officer.name,
        own_owner_id=own[1],
        host_owner=host[0],
        host_owner_id=host[1],
        due_zone=task.due_zone or HOST_ZONE,
        completed_at=telling.noon - timedelta(days=2) if state is TaskState.DONE else None,
        waiting_on=cast.name(on),
        waiting_on_id=cast.id(on),
        waiting_side=Side(told.get("side", "")),
        waiting_since=_on(telling, told.get("since")),
        lead=cast.name(lead) or task.lead,
        lead_id=cast.id(lead) or task.lead_id,
        support=tuple(Supporter(cast.name(one), cast.id(one)) for one in told.get("support", ())),
        checklist=tuple(ChecklistItem(text, done) for text, done in told.get("steps", ())),
        log=_log(telling, cast, told.get("log", ())),
    )


def _log(telling: Telling, cast: Cast, told: Sequence[Any]) -> tuple[LogEntry, ...]:
    """Return the lines of a log, written in the afternoon of their days."""
    return tuple(
        LogEntry(to_utc(datetime.combine(telling.workday(days), time(15, 20)), HOST_ZONE), cast.officer.name, text)
        for days, text in told
    )  # fmt: skip


def _chain(telling: Telling, cast: Cast, told: Sequence[Any]) -> tuple[ChainStep, ...]:
    return tuple(
        ChainStep(deed, cast.name(who), telling.workday(days), " ".join(note)) for deed, who, days, *note in told
    )


def _both(texts: list[str]) -> Bilingual:
    host, home = texts
    return Bilingual(host, home, home_state=Wording.TRANSLATED if host and home else Wording.ORIGINAL)


def _on(telling: Telling, days: int | None) -> date | None:
    return None if days is None else telling.workday(days)


def _midnight(telling: Telling, days: int) -> datetime:
    return datetime.combine(telling.workday(days), time())
