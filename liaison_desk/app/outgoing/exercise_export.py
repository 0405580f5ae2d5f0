"""What belongs to exercises as files for others: back-plans and MSELs as tables, milestones as a calendar."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.desk import Desk
from liaison_desk.app.outgoing.calendar_export import Exported
from liaison_desk.app.outgoing.exercises import milestone_events, milestones_file, plans_of, plans_table, table_format
from liaison_desk.briefings.records import WithheldReport
from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.exercises.records import EXERCISE, MILESTONE, Exercise
from liaison_desk.exercises.rules.offsets import Start, offset_text, parse_offset
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.written import Written

if TYPE_CHECKING:
    from liaison_desk.exchange.tables.injects import Times


def export_plan(desk: Desk, exercise_id: int, target: Path, language: Language | None = None) -> Written:
    """Write the back-plan of an exercise (0: of all) to a .xlsx or .csv file; return how many milestones it has."""
    plans = plans_of(desk, exercise_id)
    data = plans_table(desk, plans, target, language)
    write_whole(target, data)
    return Written(sum(len(one.milestones) for one in plans), data)


def export_msel(desk: Desk, exercise_id: int, target: Path, language: Language | None = None) -> Written:
    """Write the MSEL of an exercise to a .xlsx or .csv file; return how many injects it has."""
    from liaison_desk.exchange.tables.injects import write_injects

    exercise, injects = desk.exercises.exercise(exercise_id), desk.msel.whole(exercise_id)
    speaking = language or Language(desk.profile.get().host_language)
    data = write_injects(exercise, injects, times_of(exercise), table_format(target), speaking)
    write_whole(target, data)
    return Written(len(injects), data)


def times_of(exercise: Exercise) -> "Times":
    """Return how the times of an exercise's injects are read and written."""
    from liaison_desk.exchange.tables.injects import Times

    start = Start(exercise.startex, exercise.zone)
    return Times(lambda text: parse_offset(text, start), lambda minutes: offset_text(minutes, start), start.instant)


def export_milestones(
    desk: Desk, target: Path, exercise_id: int = 0, audience: frozenset[str] = frozenset()
) -> Exported:
    """Write the milestones of an exercise (0: of all), and the exercise itself, to an .ics file.

    With an ``audience`` only what every member may have is written, as a packet decides it. Raises DeskError for another
    ending, RefusedError for what the audience may not read together.
    """
    if target.suffix.lower() != ".ics":
        raise DeskError(
            "{what} cannot be written as {file}. Possible endings: {endings}.",
            what="milestones",
            file=target.name,
            endings=".ics",
        )
    plans = plans_of(desk, exercise_id)
    events, report = milestone_events(desk, plans), None
    if audience:
        events, report = _released(desk, events, audience, {one.exercise.id for one in plans})
    write_whole(target, milestones_file(desk, events))
    return Exported(Written(len(events)), report)


def _released(
    desk: Desk, events: Sequence[Event], audience: frozenset[str], exercises: Collection[int]
) -> tuple[tuple[Event, ...], WithheldReport]:
    """Return what every member of an audience may have of milestones, and what stayed out, by what it is on this desk."""
    from liaison_desk.app.outgoing.releasing import release_events
    from liaison_desk.exchange.ical.milestones import CATEGORY

    released = release_events(desk, events, (), audience)
    told = []
    for one in released.report.entries:
        kind = EXERCISE if one.record.id in exercises else MILESTONE
        told.append(replace(one, record=replace(one.record, kind=kind)) if one.record.kind == EVENT else one)
    kept = tuple(replace(one, categories=(CATEGORY,)) for one in released.events)
    return kept, replace(released.report, entries=tuple(told))
