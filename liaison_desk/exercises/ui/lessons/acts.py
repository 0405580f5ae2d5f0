"""What the pane of lessons does with lessons, one or many: on the database lane, told in a toast that takes all of it back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Lesson, LessonState, Opening
from liaison_desk.exercises.ui.lessons.carrying import CarryDialog
from liaison_desk.exercises.ui.lessons.detail import TASK
from liaison_desk.exercises.ui.lessons.form import Exercises, lesson_dialog
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, TextField

Result = TypeVar("Result")


class LessonActs:
    """The deeds of a pane; ``failed`` shows an error there, ``show`` a lesson that was saved."""

    def __init__(
        self, sources: Sources, ui: Ui, words: Words, owner: QWidget, failed: Callable[[Exception], None],
        show: Callable[[int], None],
    ) -> None:  # fmt: skip
        self.ui = ui
        self.words = words
        self._sources = sources
        self._lessons = sources.lessons
        self._owner = owner
        self._failed = failed
        self._show = show

    def add(self, exercise_id: int) -> None:
        """Open the form of a new lesson; without an exercise (0) it asks of which one."""
        if exercise_id:
            self._open(self._new(exercise_id))
            return

        def read() -> Exercises:
            named = self._sources.exercises.named()
            if not named:
                raise NotFoundError("There is no exercise yet that a lesson could be from. Add the exercise first.")
            return [(id_, self.words.best(name)) for id_, name in named]

        self._run(read, lambda found: self._open(self._new(found[0][0]), found))

    def edit(self, number: int) -> None:
        """Open the form of a lesson."""
        self._run(lambda: self._lessons.lesson(number), self._open)

    def set_state(self, ids: Sequence[int], state: LessonState) -> None:
        """Put lessons into a state; asks why they are not followed."""
        if not ids:
            return
        if state is LessonState.REJECTED:
            self._ask_reason(ids)
            return
        self._run(lambda: self._lessons.set_state(ids, state), lambda _: self._told_state(ids, state))

    def make_task(self, number: int) -> None:
        """Make a task of a lesson, and open it."""
        self._run(lambda: self._lessons.make_task(number), lambda id_: self.ui.open(RecordRef(TASK, id_)))

    def carry(self, exercise_id: int, offered: Opening) -> None:
        """Let the user choose which lessons of the earlier run this one takes over."""

        def carried(made: list[Lesson]) -> None:
            said = self.ui.language.count("Lesson carried over.", "{n} lessons carried over.", len(made))
            if made:
                self.ui.notify(said, self._undo)
            else:  # somebody else has taken them over meanwhile
                self.ui.notify(self.ui.language.tr("There was nothing left to carry over."), None)

        dialog = CarryDialog(self.ui, self.words, offered, lambda ids: self._lessons.carry(exercise_id, ids), carried)
        self.ui.ask.form(dialog)

    def _new(self, exercise_id: int) -> Lesson:
        return Lesson(exercise_id=exercise_id, title=Bilingual(), marking=self.words.profile().default_marking)

    def _open(self, lesson: Lesson, exercises: Exercises = ()) -> None:
        dialog = lesson_dialog(
            self.ui, self.words, self._lessons, self._sources.outside.suggest, lesson,
            exercises=exercises, saved=lambda saved: self._show(saved.id),
        )  # fmt: skip
        self.ui.ask.form(dialog)

    def _ask_reason(self, ids: Sequence[int]) -> None:
        ui, tr = self.ui, self.ui.language.tr
        form = Form(ui, label_width=80)
        field = form.add("reason", tr("R&eason"), TextField(ui, tr("Why the lesson is not followed")))
        title = ui.language.count("Why is the lesson not followed?", "Why are the {n} lessons not followed?", len(ids))
        dialog = FormDialog(
            ui, title, form, action=tr("Not followed"), collect=field.value,
            commit=lambda reason: self._lessons.set_state(ids, LessonState.REJECTED, reason),
            saved=lambda _: self._told_state(ids, LessonState.REJECTED), width=480,
        )  # fmt: skip
        ui.ask.form(dialog)

    def _told_state(self, ids: Sequence[int], state: LessonState) -> None:
        name = self.words.state(state)
        said = self.ui.language.count("Lesson: {state}", "{n} lessons: {state}", len(ids), state=name)
        self.ui.notify(said, self._undo)

    def _undo(self) -> None:
        self._run(self._sources.outside.undo)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], object] | None = None) -> None:
        def arrived(result: Result) -> None:
            if done is not None:
                done(result)

        self.ui.jobs.database.run(work, arrived, self._failed, owner=self._owner)
