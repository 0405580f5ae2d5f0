"""What the pane of lessons calls things: kinds, states, tags, days, and how a lesson was followed through."""

from collections.abc import Callable
from typing import Final

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import FINISHED, LessonKind, LessonLine, LessonState
from liaison_desk.exercises.rules.tags import LessonTags, load_tags
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.screens.saying import SayingToday

KIND_ICONS: Final = {LessonKind.SUSTAIN: "repeat", LessonKind.IMPROVE: "wrench"}
_STATE_LOOKS: Final = {
    LessonState.OBSERVED: ("neutral", ""),
    LessonState.ACCEPTED: ("acc", ""),
    LessonState.IN_ACTION: ("amb", "hourglass"),
    LessonState.LEARNED: ("grn", "check"),
    LessonState.REJECTED: ("neutral", ""),
}


class Words(SayingToday):
    """The words of one language about lessons."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile, clock)
        self.spoilt: UnreadableError | None = None
        """Why the list of tags could not be read; lessons are shown and written without it."""
        try:
            self.known_tags = load_tags()
        except UnreadableError as error:
            self.known_tags, self.spoilt = LessonTags(()), error
        tr = language.tr
        self.kinds = ((LessonKind.SUSTAIN, tr("Sustain")), (LessonKind.IMPROVE, tr("Improve")))
        self.states = (
            (LessonState.OBSERVED, tr("Observed")), (LessonState.ACCEPTED, tr("Endorsed")),
            (LessonState.IN_ACTION, tr("In action")), (LessonState.LEARNED, tr("Learned")),
            (LessonState.REJECTED, tr("Not followed")),
        )  # fmt: skip
        self._tasks = {
            "open": tr("Task open"), "in-progress": tr("Task in progress"), "waiting": tr("Task waits"),
            "done": tr("Task done"), "cancelled": tr("Task cancelled"),
        }  # fmt: skip

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark in the desk's grammar; that there is none is said too."""
        return super().mark(marking) or self.language.tr("unmarked")

    def kind(self, kind: LessonKind) -> str:
        """Return what a kind is called."""
        return dict(self.kinds)[kind]

    def state(self, state: LessonState) -> str:
        """Return what a state is called."""
        return dict(self.states)[state]

    def chip(self, line: LessonLine) -> ChipLook:
        """Return a state as a chip; what a later run learned needs no colour any more."""
        return ChipLook(self.state(line.state), *(("neutral", "") if line.learned_later else _STATE_LOOKS[line.state]))

    def tag(self, key: str) -> str:
        """Return what a tag is called."""
        return self.known_tags.name(key, self.language.code)

    def due(self, line: LessonLine) -> str:
        """Return by when it is due, and that the day has passed; empty without one."""
        if line.due is None:
            return ""
        return " · ".join(filter(None, (self.day(line.due), self.overdue(line))))

    def overdue(self, line: LessonLine) -> str:
        """Return for how many days a lesson has been overdue; empty when it is not, or is finished."""
        return self.late(line.due, finished=line.state in FINISHED or line.learned_later)

    def due_tone(self, line: LessonLine) -> str:
        """Return the tone of its day: red when past, amber today, faint when finished."""
        if line.state in FINISHED or line.learned_later:
            return "t3"
        if line.due is None or line.due > self.today():
            return "t2"
        return "red" if line.due < self.today() else "amb"

    def task(self, state: str) -> str:
        """Return how the task made of a lesson stands; empty without one."""
        return self._tasks.get(state, "")

    def through(self, line: LessonLine) -> str:
        """Return how a lesson was followed through: where it is now, through how many runs it came, how its task stands."""
        tr = self.language.tr
        said = []
        if line.learned_later:
            said.append(tr("Learned in {exercise}", exercise=self.best(line.later)))
        elif line.followed:
            said.append(tr("Carried on to {exercise}", exercise=self.best(line.later)))
        if line.runs:
            said.append(self.language.count("Carried over once", "Carried through {n} runs", line.runs))
        if line.task_state:
            said.append(self.task(line.task_state))
        return " · ".join(said)

    def through_lines(self, line: LessonLine) -> tuple[str, str]:
        """Return the same for a narrow cell: what a later run did with it alone, else runs and task in two lines."""
        parts = self.through(line).split(" · ")
        return (parts[0], "") if line.followed else (parts[0], parts[1] if len(parts) > 1 else "")

    def through_tone(self, line: LessonLine) -> str:
        """Return the tone of that: green when a later run learned it, amber when its task is done and it does not say so yet."""
        if line.learned_later:
            return "grn"
        return "amb" if line.task_state == "done" and line.state not in FINISHED else "t2"

    def spoken(self, line: LessonLine) -> str:
        """Return what a screen reader says of a row."""
        parts = (
            self.kind(line.kind), self.mark(Marking.decode(line.marking)), self.best(line.title),
            self.state(line.state), self.due(line), self.through(line),
        )  # fmt: skip
        return ", ".join(part for part in parts if part)
