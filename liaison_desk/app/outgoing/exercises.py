"""Exercises as files hold them: read whole with their plans, MSELs and lessons, and with every record that they name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import CALENDAR, EVENT, Event
from liaison_desk.contacts.records import BILLET, ORGANIZATION, PERSON
from liaison_desk.domain.record import Record
from liaison_desk.domain.release import rules_of
from liaison_desk.exchange.archive.document import ArchiveContent
from liaison_desk.exchange.archive.references import relinked
from liaison_desk.exchange.result import settings_of
from liaison_desk.exercises.records import ExerciseFilter, LessonFilter, Plan
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import MEETING
from liaison_desk.tasks.records import TASK

_PARTS = {
    ORGANIZATION: "organizations", BILLET: "billets", PERSON: "people", CALENDAR: "calendars", EVENT: "events", TASK: "tasks",
    MEETING: "meetings",
}  # fmt: skip


def with_exercises(desk: Desk, content: ArchiveContent) -> ArchiveContent:
    """Return content with all exercises outside the trash, by STARTEX, and what belongs to them."""
    ids = list(desk.exercises.listing(ExerciseFilter()).ids)
    exercises = desk.exercises.exercises_by_ids(ids)
    plans = desk.plans.plans(ids)
    lessons = desk.lessons.listing(LessonFilter()).ids
    return replace(
        content,
        exercises=tuple(exercises[id_] for id_ in ids if id_ in exercises),
        milestones=tuple(one for id_ in ids if id_ in plans for one in plans[id_].milestones),
        injects=tuple(one for id_ in ids for one in desk.msel.whole(id_)),
        lessons=tuple(desk.lessons.lessons_by_ids(lessons).values()),
    )


def with_named(desk: Desk, content: ArchiveContent) -> ArchiveContent:
    """Return content with every record that its records name, and those name in turn, so that another desk misses none.

    What lies in the trash stays there.
    """
    held: dict[str, dict[int, Record]] = {
        kind: {one.id: one for one in getattr(content, name)} for kind, name in _PARTS.items()
    }
    fresh: list[Record] = [*content.exercises, *content.milestones, *content.lessons]
    while fresh:
        wanted = _named_by(fresh, held)
        fresh = []
        for kind, ids in wanted.items():
            found = {id_: one for id_, one in _read(desk, kind, ids).items() if one.deleted_at is None}
            held[kind] |= found
            fresh += found.values()
    values: Mapping[str, Any] = {name: tuple(held[kind].values()) for kind, name in _PARTS.items()}
    return replace(content, **values)


def _named_by(records: Iterable[Record], held: Mapping[str, Mapping[int, Record]]) -> dict[str, set[int]]:
    """Return the numbers, by kind, of what records name and is not held yet."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)

    def note(kind: str, number: int) -> int:
        if kind in held and number not in held[kind]:
            wanted[kind].add(number)
        return number

    for one in records:
        relinked(one, note)
    return wanted


def _read(desk: Desk, kind: str, ids: Collection[int]) -> Mapping[int, Record]:
    """Return records of a kind by their numbers; those that are not there are left out."""
    readers: Mapping[str, Callable[[], Mapping[int, Record]]] = {
        ORGANIZATION: lambda: desk.contacts.organizations_by_ids(sorted(ids)),
        BILLET: lambda: {one.id: one for one in desk.billets.billets() if one.id in ids},
        PERSON: lambda: desk.contacts.people_by_ids(sorted(ids)),
        CALENDAR: lambda: {one.id: one for one in desk.calendars.calendars() if one.id in ids},
        EVENT: lambda: desk.calendars.events_by_ids(sorted(ids)),
        TASK: lambda: desk.tasks.tasks_by_ids(sorted(ids)),
        MEETING: lambda: desk.meetings.meetings_by_ids(sorted(ids)),
    }
    return readers[kind]()


def plans_of(desk: Desk, exercise_id: int = 0) -> list[Plan]:
    """Return the plan of an exercise, or of all (0) by STARTEX."""
    ids = [exercise_id] if exercise_id else list(desk.exercises.listing(ExerciseFilter()).ids)
    found = desk.plans.plans(ids)
    return [found[id_] for id_ in ids if id_ in found]


def plans_table(desk: Desk, plans: Sequence[Plan], target: Path, language: Language | None = None) -> bytes:
    """Return the milestones of plans as a table, by the ending of its file; headings in the host's language unless another is given."""
    from liaison_desk.exchange.tables.plans import write_plans

    return write_plans(plans, table_format(target), language or Language(desk.profile.get().host_language))


def milestone_events(desk: Desk, plans: Sequence[Plan]) -> tuple[Event, ...]:
    """Return plans of a desk as events: each dated exercise, and its milestones."""
    from liaison_desk.exchange.ical.milestones import events_of

    rules = rules_of(desk.profile.get())
    return tuple(event for plan in plans for event in events_of(plan, rules))


def milestones_file(desk: Desk, events: Sequence[Event]) -> bytes:
    """Return events as an iCalendar file."""
    from liaison_desk.exchange.ical.content import CalendarContent
    from liaison_desk.exchange.ical.writer import write_ical

    return write_ical(CalendarContent(tuple(events)), settings_of(desk.profile.get()))


def table_format(target: Path) -> Literal["csv", "xlsx"]:
    """Return the format a table's name asks for; raises DeskError for another ending."""
    ending = target.suffix.lower()
    if ending not in {".csv", ".xlsx"}:
        raise DeskError("{file} is no table. Possible endings: .csv, .xlsx.", file=target.name)
    return "csv" if ending == ".csv" else "xlsx"
