"""What papers tell of exercises: what they are called, when and where they are, who takes part, each with all that decides about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.briefings.document import (
    Band,
    Block,
    Column,
    Group,
    Items,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Table,
    Text,
)
from liaison_desk.briefings.sections.calling import officer_wordings, person_named
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.origins import exercise_source, milestone_source
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import at_place, day_words, short_days
from liaison_desk.contacts.records import ORGANIZATION, Organization
from liaison_desk.domain.backplan import ENDEX, STARTEX
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.zones import to_local
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseFilter,
    ExerciseState,
    Milestone,
    Objective,
    Participant,
    Plan,
)
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef

_MOST: Final = 200
_BEFORE, _AFTER = timedelta(days=750), timedelta(days=120)
"""How long before STARTEX an exercise is planned, and how long after ENDEX its lessons are written, at most."""


@dataclass(frozen=True, slots=True)
class Exercising:
    """Some exercises with their plans, the organizations picked for them, and whom all of it names."""

    setting: Setting
    exercises: tuple[Exercise, ...]
    plans: Mapping[int, Plan]
    houses: Mapping[int, Organization]
    names: Naming

    def plan(self, exercise: Exercise) -> Plan:
        """Return the plan of an exercise."""
        return self.plans.get(exercise.id) or Plan(exercise)

    def says(self, exercise: Exercise, text: Text, *known: Source) -> PortionText:
        """Return a piece of an exercise itself; ``known`` are those it names."""
        return PortionText(text, exercise.marking, (exercise_source(exercise),), names=known)

    def line(self, exercise: Exercise, text: Text, *known: Source) -> Line:
        """Return a line that says one thing of an exercise; nothing without words."""
        return Line((self.says(exercise, text, *known),)) if any(text) else Line(())

    def typed(self, exercise: Exercise, text: Bilingual) -> Line:
        """Return words of an exercise as they were typed, and whomever they name."""
        return self.line(exercise, self.setting.text(text), *self.names.text(text)) if text else Line(())

    def name(self, exercise: Exercise) -> PortionText:
        """Return what an exercise is called: where that names somebody withheld, all of the exercise is withheld."""
        said = self.says(exercise, self.setting.text(exercise.name), *self.names.text(exercise.name))
        return replace(said, title=True)

    def tells(self, exercise: Exercise, one: Milestone, text: Text, *known: Source) -> PortionText:
        """Return a piece of a milestone: it goes with its exercise, too."""
        return PortionText(text, one.marking, (milestone_source(one), exercise_source(exercise)), names=known)

    def told(self, exercise: Exercise, one: Milestone, text: Text, *known: Source) -> Line:
        """Return a line that says one thing of a milestone; nothing without words."""
        return Line((self.tells(exercise, one, text, *known),)) if any(text) else Line(())

    def titled(self, exercise: Exercise, one: Milestone) -> PortionText:
        """Return the title of a milestone: where it or its abbreviation names somebody withheld, all of it is withheld."""
        said = self.tells(exercise, one, self.setting.text(one.title), *self.named_in(one))
        return replace(said, title=True)

    def short(self, exercise: Exercise, one: Milestone) -> Line:
        """Return what charts call a milestone; nothing where it has no abbreviation, or in a language one like its title."""
        both = zip(self.setting.text(one.short), self.setting.text(one.title), strict=True)
        return self.told(
            exercise, one, tuple("" if short == title else short for short, title in both), *self.named_in(one)
        )

    def called(self, exercise: Exercise, one: Milestone) -> Line:
        """Return the title of a milestone, and behind it in brackets what charts call it."""
        short = (replace(piece, before="(", after=")", joined=True) for piece in self.short(exercise, one).portions)
        return Line((self.titled(exercise, one), *short))

    def named_in(self, one: Milestone) -> tuple[Source, ...]:
        """Return whomever the title and the abbreviation of a milestone name."""
        return (*self.names.text(one.title), *self.names.text(one.short))

    def anchor(self, exercise: Exercise, key: str) -> tuple[Text, tuple[Source, ...]]:
        """Return what a rule calls what it counts from, and what decides whether it may: a milestone with whom it names."""
        if key in {STARTEX, ENDEX}:
            return (key.upper(),), ()
        one = next((each for each in self.plan(exercise).milestones if each.key == key), None)
        if one is None:  # its rule is from elsewhere: what it counts from cannot be told
            return (key,), (Source(RecordRef("milestone", 0, key), None),)
        return self.setting.text(one.short or one.title), (milestone_source(one), *self.named_in(one))

    def aim(self, exercise: Exercise, one: Objective) -> PortionText:
        """Return an objective, and whomever it names."""
        return self.says(exercise, self.setting.text(one.text), *self.names.text(one.text))

    def person(self, words: Callable[..., PortionText], name: str, contact_id: int = 0) -> PortionText | None:
        """Return somebody named: a contact in the packet's style and each reader's script, others as they were typed; None without a name.

        ``words`` makes the portion of its text and of those it names.
        """
        return person_named(self.setting, self.names, words, name, contact_id)

    def party(self, exercise: Exercise, one: Participant) -> PortionText | None:
        """Return the organization that takes part, which its own marking decides about, too; None where a nation does."""
        house = self.houses.get(one.organization_id)
        if house is not None:
            ref = RecordRef(ORGANIZATION, house.id, one.name or house.name.host)
            known = (Source(ref, house.marking, house.uid), *self.names.text(house.name))
            return self.says(exercise, self.setting.text(house.name), *known)
        if not one.name and not one.organization_id:
            return None
        # One that is gone for good counts as unmarked, for its marking can no longer be asked.
        gone = (Source(RecordRef(ORGANIZATION, one.organization_id, one.name), None),) if one.organization_id else ()
        return self.says(exercise, (one.name,), *gone, *self.names.organization(one.name))

    def nation(self, exercise: Exercise, code: str) -> Line:
        """Return a nation by its name; words that are none, and whomever they name."""
        if not code:
            return Line(())
        nations = load_nations()
        known = () if nations.meant(code) else self.names.organization(code)
        return self.line(exercise, self.setting.each(lambda language: nations.name(code, language.code)), *known)

    def moment(self, exercise: Exercise, wall: datetime | None) -> Text:
        """Return STARTEX or ENDEX with its day of the week, in three zones."""
        if wall is None:
            return ()
        zones = at_place(self.setting, wall, exercise.zone).line
        return self.setting.each(lambda language: f"{day_words(language, wall.date())} · {zones}")


def days_of(setting: Setting, first: date, last: date) -> Text:
    """Return days with their year for a narrow place."""
    return setting.each(lambda language: short_days(language, first, last, year=True))


def today_at(setting: Setting) -> date:
    """Return what day it is at the host headquarters."""
    return to_local(setting.as_of, setting.profile.host_zone).date()


def asked_exercises(setting: Setting, *, closed: bool = False) -> tuple[Exercise, ...]:
    """Return the exercise that is asked for, else those that run or are planned in the period, by STARTEX.

    One is planned from about two years before STARTEX until its lessons are written; a ``closed`` one counts for these alone.
    NotFoundError if the one asked for is gone, RefusedError for more than a packet can hold.
    """
    books = setting.books
    if books is None:
        return ()
    if setting.request.exercise:
        one = books.exercises.exercises_by_ids([setting.request.exercise]).get(setting.request.exercise)
        if one is None or one.deleted_at is not None:
            raise NotFoundError("This exercise is not there any more.")
        return (one,)
    ids = list(books.exercises.listing(ExerciseFilter()).ids)
    found = books.exercises.exercises_by_ids(ids)
    taken = tuple(found[id_] for id_ in ids if id_ in found and _is_of(setting, found[id_], closed=closed))
    if len(taken) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} exercises at most. Ask for a shorter time, or for one.", count=_MOST)
    return taken


def _is_of(setting: Setting, one: Exercise, *, closed: bool) -> bool:
    over = one.state is ExerciseState.CLOSED
    if one.startex is None or one.endex is None:
        return not over
    first, last = one.startex.date(), one.endex.date()
    if first <= setting.until and last >= setting.since:
        return True
    return (closed or not over) and first - _BEFORE <= setting.until and last + _AFTER >= setting.since


def exercising(
    setting: Setting,
    exercises: Sequence[Exercise],
    typed: Iterable[str] = (),
    written: Iterable[tuple[str, int]] = (),
) -> Exercising:
    """Look up exercises with their plans and all that they name; ``typed`` and ``written`` are what else a section says of them."""
    books = setting.books
    plans = books.plans.plans([one.id for one in exercises]) if books is not None and exercises else {}
    parts = [part for one in exercises for part in one.participants]
    ids = {part.organization_id for part in parts} | {one.sponsor_id for one in exercises}
    houses = setting.contacts.organizations_by_ids(sorted(ids - {0})) if ids - {0} else {}
    words, picked = set(typed), set(written)
    for one in exercises:
        words |= set(_typed(one))
        picked |= {(member.name, member.contact_id) for member in one.team}
        for milestone in plans[one.id].milestones if one.id in plans else ():
            words |= {milestone.place, milestone.owner, *_wordings(milestone.title, milestone.short, milestone.note)}
            picked.add((milestone.owner, milestone.owner_id))
    words |= set(_wordings(*(house.name for house in houses.values())))
    words |= {name for name, id_ in picked if not id_} | set(officer_wordings(setting))
    names = naming(setting, words, written=[(name, id_) for name, id_ in picked if id_])
    return Exercising(setting, tuple(exercises), plans, houses, names)


def _typed(one: Exercise) -> Iterator[str]:
    """Yield what an exercise says in words."""
    yield from _wordings(one.name, one.place, one.audience, one.concept, *(each.text for each in one.objectives))
    yield from (one.series, one.sponsor)
    for part in one.participants:
        yield from (part.name, part.role, *_no_nation(part.nation))
    for member in one.team:
        yield from (member.role, member.cell, *_no_nation(member.nation))


def _wordings(*texts: Bilingual) -> Iterator[str]:
    for text in texts:
        yield from (text.host, text.home)


def _no_nation(words: str) -> tuple[str, ...]:
    """Return what stands in place of a nation and is none that is known."""
    return () if load_nations().meant(words) else (words,)


def objectives(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    """Return the objectives, counted when they are printed; the home nation's own say so."""
    setting = told.setting
    if not exercise.objectives:
        return ()
    home = setting.profile.home
    lines = []
    for one in exercise.objectives:
        own = setting.each(
            lambda language: language.tr("objective of {nation}", nation=load_nations().name(home, language.code))
        )
        ours = [replace(told.says(exercise, own), before="[", after="]", joined=True)] if one.ours else []
        lines.append(Line((told.aim(exercise, one), *ours)))
    return (Group(setting.line("Exercise objectives"), (Items(tuple(lines), numbered=True),)),)


def marked_once(setting: Setting, columns: tuple[Column, ...], rows: Iterable[Row | Band]) -> Table:
    """Return a table of rows that mostly carry one mark, that of their exercise: a long one is said once above them."""
    return Table(columns, tuple(rows), unmarked=unmarked(setting))


def unmarked(setting: Setting) -> Text:
    """Return what comes before the mark of all that carries none of its own."""
    return setting.words("Items without a mark:")


def papers(
    told: Exercising,
    key: str,
    title: Text,
    build: Callable[[Exercise], tuple[Block, ...]],
    *,
    filled: bool = True,
    across: bool = False,
    empty: str = "Nothing to report.",
) -> Section:
    """Build a paper of its own for each exercise, on its own page under its name; nothing of those with no blocks.

    A ``filled`` one vanishes where nothing is left of its last block. ``empty`` is said where no paper is left, the same words whatever the reason is.
    """
    setting = told.setting
    groups = tuple(
        Group(Line((told.name(one),)), blocks, apart=True, under=title, filled=filled)
        for one in told.exercises
        if (blocks := build(one))
    )
    return Section(key, None, groups, setting.words(empty), across=across)
