"""All nations' exercises over 24 months: those that are planned on this desk, and those that stand in its calendars of exercises."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import Entry, Line, Look, PortionText, Section
from liaison_desk.briefings.sections.calendars import timeline_section
from liaison_desk.briefings.sections.exercising import Exercising, exercising, unmarked
from liaison_desk.briefings.sections.happenings import Happenings, ensure_few, entries, happenings, of_calendar
from liaison_desk.briefings.sections.origins import exercise_source, milestone_source
from liaison_desk.briefings.sections.setting import Setting, portion
from liaison_desk.briefings.sections.times import short_days
from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.domain.nations import load_nations
from liaison_desk.exercises.records import Exercise, ExerciseFilter, ExerciseState

PALETTE: Final = "exercises"
_UNSURE = frozenset({ExerciseState.IDEA, ExerciseState.PLANNED})


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a timeline of the period: exercises in the rows of their calendars, those without one below; with ``milestones`` theirs, too.

    An exercise and its own event are one. RefusedError for more than a packet can hold.
    """
    books = setting.books
    exercises: list[Exercise] = []
    if books is not None:
        wanted = ExerciseFilter(since=setting.since, until=setting.until)
        found = books.exercises.exercises_by_ids(books.exercises.listing(wanted).ids)
        exercises = [one for one in found.values() if one.startex is not None and one.endex is not None]
        exercises.sort(key=lambda one: (one.startex is None, str(one.startex), one.id))
    told = exercising(setting, exercises)
    shown = {one.id for one in setting.calendars.calendars() if one.palette == PALETTE}
    every = happenings(setting, wanted=lambda one: one.holiday != "" or one.calendar_id in shown)
    own = {one.event_id: one for one in exercises if one.event_id}
    # An event that may not be told of says nothing of its exercise, not even in whose calendar it stands.
    rows = {
        one.event_id: one.calendar_id
        for one in every.occurrences
        if one.event_id in own and _is_told(setting, every, one)
    }
    # The first whose name is printed: where one that is withheld were taken for it, the rows would tell that it is there.
    usual = next((one.id for one in every.calendars if one.palette == PALETTE and _is_named(setting, every, one)), 0)
    hidden = set() if options["milestones"] else _milestone_events(setting)
    # Where the exercise stands there its event does not: what may not be told of the exercise is no reason to leave an open event out.
    doubled = {id_ for id_, one in own.items() if setting.is_told(told.name(one))} | hidden
    left = tuple(one for one in every.occurrences if one.event_id not in doubled or not one.event_id)
    ensure_few(left)
    happening = Happenings(left, every.calendars, every.cancelled, every.names)
    entered, names = entries(setting, happening)
    number = {calendar.id: place for place, calendar in enumerate(every.calendars)}
    added = tuple(
        _entry(told, one, number.get(rows.get(one.event_id, usual), len(every.calendars))) for one in exercises
    )
    return timeline_section(
        setting,
        "exercises24",
        "Exercise calendar",
        ((*added, *entered), names),
        often=False,
        further=setting.words("Exercises"),
        unmarked=unmarked(setting),
    )


def _is_named(setting: Setting, every: Happenings, one: Calendar) -> bool:
    return setting.is_told(portion(setting.text(one.name), of_calendar(one), names=every.names.text(one.name)))


def _is_told(setting: Setting, every: Happenings, one: Occurrence) -> bool:
    record = every.source(one)
    return setting.is_told(PortionText((), record.marking, (record,), names=every.names.text(one.title)))


def _milestone_events(setting: Setting) -> set[int]:
    """Return the events that milestones became of which may be told: this calendar is of exercises, not of their conferences."""
    books = setting.books
    if books is None:
        return set()
    ids = list(books.exercises.listing(ExerciseFilter()).ids)
    plans = books.plans.plans(ids) if ids else {}
    every = ((plan.exercise, one) for plan in plans.values() for one in plan.milestones if one.event_id)
    return {
        one.event_id
        for exercise, one in every
        if setting.is_told(PortionText((), one.marking, (milestone_source(one), exercise_source(exercise))))
    }


def _entry(told: Exercising, exercise: Exercise, row: int) -> Entry:
    setting = told.setting
    first, last = _days(exercise)
    day = setting.each(lambda language: short_days(language, first, last, year=True))
    empty = Line(())
    where = told.typed(exercise, exercise.place)
    return Entry(
        line=Line((told.name(exercise),)),
        first=first,
        last=last,
        note=Line(tuple(_note(told, exercise)), led=False),
        cells=(told.line(exercise, day), empty, empty, empty, where),
        look=Look.TENTATIVE if exercise.state in _UNSURE else Look.CONFIRMED,
        row=row,
    )


def _days(exercise: Exercise) -> tuple[date, date]:
    assert exercise.startex is not None
    assert exercise.endex is not None
    return exercise.startex.date(), exercise.endex.date()


def _note(told: Exercising, exercise: Exercise) -> Iterator[PortionText]:
    """Yield the nations that take part, by their codes; where only an organization of one does, which is withheld, it is, too."""
    known = load_nations()
    there = ((one, told.party(exercise, one)) for one in exercise.participants if known.meant(one.nation))
    codes = dict.fromkeys(one.nation for one, house in there if house is None or told.setting.is_told(house))
    if codes:
        yield PortionText((", ".join(codes),), exercise.marking, told.says(exercise, ()).sources, before="[", after="]")
