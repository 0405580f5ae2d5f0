"""The annex of lessons: what was observed, what it means, what is to be kept or made better, who does it, and what came of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from liaison_desk.briefings.document import (
    Block,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    PortionText,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.exercising import Exercising, asked_exercises, exercising, papers
from liaison_desk.briefings.sections.origins import (
    carried_lessons,
    earlier_lessons,
    exercise_source,
    lesson_source,
    lesson_sources,
)
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, tasking
from liaison_desk.briefings.sections.times import dated
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Exercise, Lesson, LessonFilter, LessonKind, LessonState
from liaison_desk.exercises.rules.tags import load_tags
from liaison_desk.foundation.core.errors import RefusedError

_NONE: Final = "There are no lessons to print. Write them under Lessons learned, or choose another exercise or period."
_MOST: Final = 2_000
_KINDS: Final[Mapping[LessonKind, str]] = {LessonKind.SUSTAIN: "Sustain", LessonKind.IMPROVE: "Improve"}
_STATES: Final[Mapping[LessonState, str]] = {
    LessonState.OBSERVED: "Observed",
    LessonState.ACCEPTED: "Endorsed",
    LessonState.IN_ACTION: "In action",
    LessonState.LEARNED: "Learned",
    LessonState.REJECTED: "Not followed",
}


@dataclass(frozen=True, slots=True)
class _Annex:
    """The lessons of some exercises, those they were carried over from and on to, their exercises, and their tasks."""

    told: Exercising
    lessons: Mapping[int, Lesson]
    later: Mapping[int, Sequence[Lesson]]
    exercises: Mapping[int, Exercise]
    tasks: Tasking

    def before(self, one: Lesson) -> Iterator[Lesson]:
        """Return the lessons of earlier runs that one was carried over from, the latest first."""
        return earlier_lessons(one, self.lessons)

    def sources(self, one: Lesson) -> tuple[Source, ...]:
        """Return a lesson, its exercise, and all it was carried over from: what is withheld there does not come back here."""
        return tuple(lesson_sources(one, self.lessons, self.exercises))

    def says(self, one: Lesson, text: Text, *known: Source) -> PortionText:
        """Return a piece of a lesson."""
        return PortionText(text, one.marking, self.sources(one), names=known)

    def run(self, one: Lesson, other: Lesson) -> PortionText:
        """Return in which run another lesson of the chain is, which goes with it and with its exercise."""
        exercise = self.exercises.get(other.exercise_id)
        name = exercise.name if exercise is not None else other.title
        known = (
            lesson_source(other),
            *self._of(other),
            *self.told.names.text(name),
            *self.told.names.text(other.title),
        )
        return self.says(one, self.told.setting.text(name), *known)

    def _of(self, one: Lesson) -> tuple[Source, ...]:
        exercise = self.exercises.get(one.exercise_id)
        return (exercise_source(exercise),) if exercise is not None else ()


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the lessons of each exercise asked for, closed ones too. RefusedError for more than a packet can hold."""
    exercises = asked_exercises(setting, closed=True)
    annex = _annex(setting, exercises)

    def lessons(exercise: Exercise) -> tuple[Block, ...]:
        some = [one for one in annex.lessons.values() if one.exercise_id == exercise.id and one.deleted_at is None]
        groups = tuple(
            _lesson(annex, one) for one in sorted(some, key=lambda one: (one.kind is LessonKind.IMPROVE, one.id))
        )
        # One around all of them, for it is gone when none of them is left.
        return (Group(setting.line("Lessons"), groups),) if groups else ()

    return papers(annex.told, "lessons", setting.words("Lessons annex"), lessons, empty=_NONE)


def _annex(setting: Setting, exercises: Sequence[Exercise]) -> _Annex:
    books = setting.books
    lessons, known = dict[int, Lesson](), {one.id: one for one in exercises}
    later = defaultdict[int, list[Lesson]](list)
    if books is not None:
        wanted = [LessonFilter(exercise_id=one.id) for one in exercises]
        wanted += [LessonFilter(series=name) for name in dict.fromkeys(one.series for one in exercises) if name]
        ids = dict.fromkeys(id_ for one in wanted for id_ in books.lessons.listing(one).ids)
        if len(ids) > _MOST:
            raise RefusedError("A packet holds {count} lessons at most. Ask for one exercise.", count=_MOST)
        lessons |= carried_lessons(setting, ids)
        for one in lessons.values():
            if one.from_id and one.deleted_at is None:
                later[one.from_id].append(one)
        known |= books.exercises.exercises_by_ids(
            sorted({one.exercise_id for one in lessons.values()} - known.keys() - {0})
        )
    typed = {word for one in lessons.values() for word in _typed(one)}
    typed |= {wording for one in known.values() for wording in (one.name.host, one.name.home)}
    told = exercising(setting, exercises, typed, ((one.owner, one.owner_id) for one in lessons.values() if one.owner))
    tasks = tasking(setting, (one.task_id for one in lessons.values()))
    return _Annex(told, lessons, later, known, tasks)


def _typed(one: Lesson) -> Iterator[str]:
    for text in (one.title, one.observation, one.discussion, one.recommendation):
        yield from (text.host, text.home)
    yield from (one.owner, one.reason, *one.tags)


def _lesson(annex: _Annex, one: Lesson) -> Group:
    setting, names = annex.told.setting, annex.told.names
    title = replace(annex.says(one, setting.text(one.title), *names.text(one.title)), title=True)
    blocks: list[Block] = [KeyValues(tuple(_facts(annex, one)))]
    for label, text in (
        ("Observation:", one.observation),
        ("Discussion:", one.discussion),
        ("Recommendation:", one.recommendation),
    ):
        if text:
            said = annex.says(one, setting.text(text), *names.text(text))
            blocks.append(Paragraph(Line((said,), label=setting.words(label))))
    return Group(Line((title,)), tuple(blocks))


def _facts(annex: _Annex, one: Lesson) -> Iterator[KeyValue]:
    setting, names = annex.told.setting, annex.told.names

    def row(label: str, *pieces: PortionText) -> Iterator[KeyValue]:
        if pieces:
            yield KeyValue(setting.words(label), Line(pieces, separator="; ", led=False))

    def says(text: Text, *known: Source) -> PortionText:
        return annex.says(one, text, *known)

    yield from row("Kind", says(setting.words(_KINDS[one.kind])))
    state = says(setting.words(_STATES[one.state]))
    reason = [says((one.reason,), *names.text(Bilingual(one.reason)))] if one.reason else []
    yield from row("State", state, *reason)
    who = annex.told.person(says, one.owner, one.owner_id)
    yield from row("Owner", *([who] if who is not None else []))
    due = one.due
    if due is not None:
        yield from row("Due", says(setting.each(lambda language: dated(language, due))))
    yield from row("Tags", *(_tag(annex, one, tag) for tag in one.tags))
    yield from row("Carried over from", *(annex.run(one, other) for other in annex.before(one)))
    yield from row("Carried on to", *(annex.run(one, other) for other in annex.later.get(one.id, ())))
    task = annex.tasks.tasks.get(one.task_id)
    if task is not None and task.deleted_at is None:
        action = annex.tasks.action(task)
        standing = replace(annex.tasks.says(task, annex.tasks.state(task)), before="(", after=")", joined=True)
        yield from row("Task", action, standing)


def _tag(annex: _Annex, one: Lesson, tag: str) -> PortionText:
    known = load_tags()
    if known.knows(tag):
        return annex.says(one, annex.told.setting.each(lambda language: known.name(tag, language.code)))
    return annex.says(one, (tag,), *annex.told.names.text(Bilingual(tag)))
