"""What the tasks page does with tasks, one or many: done on the database lane, told in a toast that takes all of it back."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.question import Question, TextQuestion
from liaison_desk.tasks.records import Priority, Side, TaskState
from liaison_desk.tasks.rules.naming import called
from liaison_desk.tasks.service import Several, Tasks
from liaison_desk.tasks.service.several import Before, Toggled
from liaison_desk.tasks.ui.asking import DayQuestion, PersonQuestion
from liaison_desk.tasks.ui.deeds import RequestDeeds
from liaison_desk.tasks.ui.words import Words

Suggest = Callable[[str, str], list[RecordRef]]
Result = TypeVar("Result")
Asked = TypeVar("Asked", bound=Question)


class Acts:
    """The deeds of a page; ``failed`` shows an error there, and ``show_record`` what came back out of the trash."""

    def __init__(
        self, ui: Ui, words: Words, tasks: Tasks, suggest: Suggest, page: QWidget,
        failed: Callable[[Exception], None], show_record: Callable[[int], None],
    ) -> None:  # fmt: skip
        self.ui = ui
        self.words = words
        self._tasks = tasks
        self._several = Several(tasks)
        self._deeds = RequestDeeds(ui, words, tasks, page)
        self._suggest = suggest
        self._page = page
        self._failed = failed
        self._show_record = show_record

    def toggle_done(self, ids: Sequence[int]) -> None:
        """Complete tasks; when all of them are finished, reopen them."""
        if ids:
            self._run(lambda: self._several.toggle(ids), self._on_toggled)

    def put_into(self, ids: Sequence[int], state: TaskState, at: QPoint) -> None:
        """Put tasks into a state; asks at a point of the screen on whom they wait or why they are cancelled."""
        if not ids:
            return
        if state is TaskState.WAITING:
            self.ask_waiting(ids, at)
        elif state is TaskState.CANCELLED:
            self.ask_reason(ids, at)
        elif state is TaskState.DONE:
            self._run(lambda: self._several.complete(ids), self._on_toggled)
        else:
            name = self.words.state(state)
            self._change(lambda: self._several.put_into(ids, state), partial(self._said_state, name))

    def ask_waiting(self, ids: Sequence[int], at: QPoint) -> PersonQuestion:
        """Ask on whom tasks wait."""
        tr = self.ui.language.tr
        question = PersonQuestion(
            self.ui, self.words, tr("On whom does it wait?"), tr("Wait"), self._page, self._people, sides=True
        )
        question.answered.connect(lambda answer: self.wait_on(ids, *answer))
        return self._open(question, at)

    def wait_on(self, ids: Sequence[int], name: str, contact_id: int, side: Side) -> None:
        """Let tasks wait on somebody."""

        def work() -> Before:
            return self._several.wait_on(ids, name, contact_id or self._contact(name), side)

        self._change(work, lambda n: self.ui.language.count("Waits on {who}.", "{n} tasks wait on {who}.", n, who=name))

    def ask_reason(self, ids: Sequence[int], at: QPoint) -> TextQuestion:
        """Ask why tasks are cancelled, then cancel them."""
        tr = self.ui.language.tr
        question = TextQuestion(self.ui, tr("Why is it cancelled?"), tr("Cancel the task"), self._page)
        question.answered.connect(partial(self.cancel, ids))
        return self._open(question, at)

    def cancel(self, ids: Sequence[int], reason: str) -> None:
        """Cancel tasks for a reason."""
        name = self.words.state(TaskState.CANCELLED)
        self._change(
            lambda: self._several.put_into(ids, TaskState.CANCELLED, reason=reason), partial(self._said_state, name)
        )

    def ask_person(self, ids: Sequence[int], role: str, title: str, at: QPoint) -> PersonQuestion:
        """Ask who shall be the ``own_owner``, ``host_owner`` or ``lead`` of tasks."""
        question = PersonQuestion(
            self.ui, self.words, title, self.ui.language.tr("Assign"), self._page, self._people, may_be_nobody=True
        )
        question.answered.connect(lambda answer: self.assign(ids, role, answer[0], answer[1]))
        return self._open(question, at)

    def assign(self, ids: Sequence[int], role: str, name: str, contact_id: int = 0) -> None:
        """Give tasks an owner or a lead."""
        count = self.ui.language.count
        self._change(
            lambda: self._several.assign(ids, role, name, contact_id or self._contact(name)),
            lambda n: count("Task assigned to {who}.", "{n} tasks assigned to {who}.", n, who=name or "–"),
        )

    def prioritize(self, ids: Sequence[int], priority: Priority) -> None:
        """Give tasks a priority."""
        count, name = self.ui.language.count, dict(self.words.priorities)[priority]
        self._change(
            lambda: self._several.prioritize(ids, priority),
            lambda n: count("Priority {name}.", "Priority {name} for {n} tasks.", n, name=name),
        )

    def snooze(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses some days on, from today where they have passed."""
        self._change(lambda: self._several.snooze(ids, days), lambda _: self._said_moved(days))

    def shift(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses by some days, back or forth."""
        self._change(lambda: self._several.shift(ids, days), lambda _: self._said_moved(days))

    def ask_suspense(self, ids: Sequence[int], at: QPoint) -> DayQuestion:
        """Ask to which day suspenses move."""
        tr = self.ui.language.tr
        question = DayQuestion(self.ui, self.words, tr("Move the suspense to"), tr("Move"), self._page)
        question.answered.connect(lambda found: self._move_to(ids, found.wall.date()))
        return self._open(question, at)

    def ask_sleep(self, ids: Sequence[int], at: QPoint) -> DayQuestion:
        """Ask until when tasks sleep."""
        tr = self.ui.language.tr
        question = DayQuestion(self.ui, self.words, tr("Sleep until"), tr("Sleep"), self._page)
        question.answered.connect(lambda found: self.sleep(ids, found.wall.date()))
        return self._open(question, at)

    def sleep(self, ids: Sequence[int], until: date | None) -> None:
        """Let tasks sleep until a day, or wake them."""
        language = self.ui.language

        def said(n: int) -> str:
            if until is None:
                return language.count("Task awake again.", "{n} tasks awake again.", n)
            day = self.words.day(until)
            return language.count("Task sleeps until {day}.", "{n} tasks sleep until {day}.", n, day=day)

        if ids:
            self._change(lambda: self._several.sleep(ids, until), said)

    def ask_category(self, ids: Sequence[int], at: QPoint) -> TextQuestion:
        """Ask for a category to add."""
        tr, count = self.ui.language.tr, self.ui.language.count
        question = TextQuestion(self.ui, tr("Add a category"), tr("Add"), self._page)
        question.answered.connect(
            lambda name: self._change(
                lambda: self._several.categorize(ids, name),
                lambda n: count("Category added: {name}", "Category added to {n} tasks: {name}", n, name=name),
            )
        )
        return self._open(question, at)

    def mark(self, ids: Sequence[int], marking: Marking | None) -> None:
        """Mark tasks."""
        self._change(
            lambda: self._several.mark(ids, marking),
            lambda n: self.ui.language.count("Task marked.", "{n} tasks marked.", n),
        )

    def delete(self, ids: Sequence[int]) -> None:
        """Put tasks into the trash; the toast takes them out again."""
        if not ids:
            return
        told = self.ui.language.count("Task deleted.", "{n} tasks deleted.", len(ids))

        def undo() -> None:
            self._run(lambda: self._tasks.restore(ids), lambda _: self._show_record(ids[0]))

        self._run(lambda: self._tasks.delete(ids), lambda _: self.ui.notify(told, undo))

    def _on_toggled(self, result: Toggled) -> None:
        """Tell what was done, and ask for the answers of requests, one after the other until one is not given."""
        count, before = self.ui.language.count, result.before
        if result.reopened:
            self._notify(count("Task reopened.", "{n} tasks reopened.", len(before)), before)
        elif before:
            self._notify(count("Task done.", "{n} tasks done.", len(before)), before)
        all(self._deeds.ask_answer(task) for task in result.requests)

    def _move_to(self, ids: Sequence[int], day: date) -> None:
        tr = self.ui.language.tr
        self._change(
            lambda: self._several.move_to(ids, day), lambda _: tr("Suspense moved to {day}.", day=self.words.day(day))
        )

    def _people(self, typed: str) -> list[RecordRef]:
        return self._suggest("person", typed)

    def _contact(self, name: str) -> int:
        """Return the one contact of a name, 0 for none or several; on the database lane."""
        found = called(name, self._people) if name else []
        return found[0].id if len(found) == 1 else 0

    def _open(self, question: Asked, at: QPoint) -> Asked:
        question.show_at(at)
        return question

    def _said_state(self, name: str, n: int) -> str:
        return self.ui.language.count("Task: {state}", "{n} tasks: {state}", n, state=name)

    def _said_moved(self, days: int) -> str:
        count = self.ui.language.count
        if days < 0:
            return count("Suspense moved {n} day back.", "Suspense moved {n} days back.", -days)
        return count("Suspense moved by {n} day.", "Suspense moved by {n} days.", days)

    def _change(self, work: Callable[[], Before], said: Callable[[int], str]) -> None:
        """Do something with several tasks; ``said`` tells it of how many."""
        self._run(work, lambda before: self._notify(said(len(before)), before) if before else None)

    def _notify(self, told: str, before: Before) -> None:
        self.ui.notify(told, lambda: self._run(lambda: self._several.put_back(before)))

    def _run(self, work: Callable[[], Result], done: Callable[[Result], object] | None = None) -> None:
        def arrived(result: Result) -> None:
            if done is not None:
                done(result)

        self.ui.jobs.database.run(work, arrived, self._failed, owner=self._page)
