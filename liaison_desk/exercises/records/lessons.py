"""What a lesson of an exercise is."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

LESSON = "lesson"


class LessonKind(StrEnum):
    """Whether something is to be kept or to be made better."""

    SUSTAIN = "sustain"
    IMPROVE = "improve"


class LessonState(StrEnum):
    """Where a lesson stands: written down, accepted, being acted on, learned (done and seen to work), not followed."""

    OBSERVED = "observed"
    ACCEPTED = "accepted"
    IN_ACTION = "in-action"
    LEARNED = "learned"
    REJECTED = "rejected"


FINISHED = frozenset({LessonState.LEARNED, LessonState.REJECTED})
"""Where nothing is left to do about a lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Record):
    """A lesson; to whom it may be released is its marking. ``tags`` are keys of ``resources/policies/dotmlpf.toml`` or own words.

    ``from_id`` is the lesson of the series' earlier run that it was carried over from; ``due`` by when its owner acts;
    ``task_id`` the task that was made of it. ``reason`` says why it is not followed.
    """

    exercise_id: int
    title: Bilingual
    kind: LessonKind = LessonKind.IMPROVE
    observation: Bilingual = field(default_factory=Bilingual)
    discussion: Bilingual = field(default_factory=Bilingual)
    recommendation: Bilingual = field(default_factory=Bilingual)
    tags: tuple[str, ...] = ()
    owner: str = ""
    owner_id: int = 0
    state: LessonState = LessonState.OBSERVED
    due: date | None = None
    reason: str = ""
    from_id: int = 0
    task_id: int = 0


class LessonSort(StrEnum):
    """Orders of lists of lessons."""

    ENTERED = "entered"
    TITLE = "title"
    TITLE_HOME = "title-home"
    KIND = "kind"
    OWNER = "owner"
    STATE = "state"
    DUE = "due"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True)
class LessonFilter:
    """Which lessons: words, of one exercise or (by name) one series, kinds, states, a tag.

    ``open`` leaves out what is finished, here or in the later run that carried it on and learned it.
    """

    words: str = ""
    exercise_id: int = 0
    series: str = ""
    kinds: tuple[LessonKind, ...] = ()
    states: tuple[LessonState, ...] = ()
    tag: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson as lists show it. ``runs`` counts the runs of the series it was carried through before this one.

    ``task_state`` is the state of the task made of it, "" without one. ``followed`` tells that a later run carried it on,
    ``later`` which one has it now and ``later_state`` where it stands there; ``learned_later`` that one of them learned it.
    """

    id: int
    uid: str
    exercise_id: int
    exercise: Bilingual
    title: Bilingual
    kind: LessonKind
    state: LessonState
    tags: tuple[str, ...]
    owner: str
    due: date | None
    marking: str
    runs: int = 0
    task_state: str = ""
    followed: bool = False
    later: Bilingual = field(default_factory=Bilingual)
    later_state: LessonState | None = None
    learned_later: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What an exercise can take over: the open lessons of the series' earlier run that it has not taken over yet.

    ``first`` tells that the exercise has no lessons of its own yet.
    """

    run: Bilingual = field(default_factory=Bilingual)
    lessons: tuple[Lesson, ...] = ()
    first: bool = False
