"""What is done with the task on show at one click or by a short form: begun, waited for, handed on, answered, logged.

Every deed is one action, and its toast takes it back.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    CheckRow,
    Choice,
    DateField,
    Form,
    TextAreaField,
    TextField,
)
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of
from liaison_desk.tasks.records import RfiStatus, Task, TaskState
from liaison_desk.tasks.rules.deeds import Deed
from liaison_desk.tasks.service import Rfis, Tasks
from liaison_desk.tasks.ui.saying import sides
from liaison_desk.tasks.ui.words import Words

Suggest = Callable[[str, str], list[RecordRef]]


class RequestDeeds:
    """Deeds on one request for information after the other; ``owner`` is the widget whose work it is."""

    def __init__(self, ui: Ui, words: Words, tasks: Tasks, owner: QWidget) -> None:
        self._ui = ui
        self._words = words
        self._tasks = tasks
        self._rfis = Rfis(tasks)
        self._owner = owner

    def request(self, task: Task, deed: Deed | RfiStatus) -> None:
        """Do a deed on a request: at once, or after its form."""
        tr, rfis = self._ui.language.tr, self._rfis
        if deed is RfiStatus.SUBMITTED:
            self._do(task, lambda: rfis.submit(task.id), tr("Request submitted."))
        elif deed is Deed.RELAYED:
            self._do(task, lambda: rfis.relay(task.id), tr("Answer relayed."))
        elif deed is Deed.PASSED:
            self._ask_pass(task)
        elif deed is RfiStatus.ANSWERED:
            self.ask_answer(task)
        else:
            self._ask_reason(task, declined=deed is RfiStatus.DECLINED)

    def name_of(self, deed: Deed | RfiStatus) -> str:
        """Return what a deed's button says."""
        tr = self._ui.language.tr
        return {
            RfiStatus.SUBMITTED: tr("Submit"),
            Deed.PASSED: tr("Passed on to…"),
            RfiStatus.ANSWERED: tr("Answered…"),
            Deed.RELAYED: tr("Relayed"),
            RfiStatus.DECLINED: tr("Decline…"),
            RfiStatus.WITHDRAWN: tr("Withdraw…"),
        }[deed]

    def _ask_pass(self, task: Task) -> None:
        ui, tr = self._ui, self._ui.language.tr
        form = Form(ui)
        form.add("office", tr("&Passed on to"), TextField(ui, tr("The office that answers")))
        form.add("on", tr("&On"), DateField(ui, self._words.read_day(happened=True)))
        form.add("review", "", CheckRow(ui, tr("It lies in disclosure review")))
        office = task.rfi.office if task.rfi is not None else ""
        form.fill({"office": office, "on": self._words.today(), "review": False})

        def pass_on(values: dict[str, Any]) -> None:
            self._tasks.require_texts({"office": Bilingual(values["office"])})
            self._rfis.pass_on(task.id, values["office"], values["on"], review=values["review"])

        self._ask(task, tr("Pass the request on"), form, tr("Passed on"), pass_on, tr("Request passed on."))

    def ask_answer(self, task: Task) -> bool:
        """Ask for the answer to a request, and tell whether it was kept; that there are no words of it has to be said."""
        ui, tr, rfi = self._ui, self._ui.language.tr, task.rfi
        form = Form(ui)
        form.add("answer", tr("&Answer"), BilingualField(ui, *self._words.side_names(), rows=4))
        form.add("answer_marking", tr("Answer's &marking"), marking_field(ui, self._words.profile()))
        form.add("on", tr("&On"), DateField(ui, self._words.read_day(happened=True)))
        form.add("partial", "", CheckRow(ui, tr("Only a part; the rest is still to come")))
        form.add("unwritten", "", CheckRow(ui, tr("Nothing of the answer is written down here")))
        known = rfi.answer if rfi is not None else Bilingual()
        marking = rfi.answer_marking if rfi is not None and known else task.marking
        form.fill({
            "answer": pair_of(known), "answer_marking": marking, "on": self._words.today(),
            "partial": False, "unwritten": False,
        })  # fmt: skip

        def answer(values: dict[str, Any]) -> None:
            text = bilingual_of(values["answer"])
            self._rfis.answer(
                task.id, text, values["answer_marking"], values["on"],
                partial=values["partial"], unwritten=values["unwritten"],
            )  # fmt: skip

        title = tr("Answer {number}: {title}", number=self._words.called(task), title=self._words.best(task.title))
        return self._ask(task, title, form, tr("Keep the answer"), answer, tr("Answer kept."))

    def _ask_reason(self, task: Task, *, declined: bool) -> None:
        ui, tr, rfis = self._ui, self._ui.language.tr, self._rfis
        form = Form(ui)
        form.add("reason", tr("R&eason"), TextAreaField(ui, rows=3))
        title = tr("Decline the request") if declined else tr("Withdraw the request")
        told = tr("Request declined.") if declined else tr("Request withdrawn.")

        def close(values: dict[str, Any]) -> None:
            (rfis.decline if declined else rfis.withdraw)(task.id, values["reason"])

        self._ask(task, title, form, tr("Decline") if declined else tr("Withdraw"), close, told)

    def _ask(
        self, task: Task, title: str, form: Form, action: str, commit: Callable[[dict[str, Any]], None], told: str
    ) -> bool:
        def work(values: dict[str, Any]) -> Task:
            before = self._tasks.task(task.id)
            commit(values)
            return before

        dialog = FormDialog(
            self._ui, title, form, action=action, collect=form.values, commit=work,
            saved=lambda before: self._tell(before, told), parent=self._owner.window(), width=520,
        )  # fmt: skip
        return self._ui.ask.form(dialog)

    def _do(self, task: Task, deed: Callable[[], object], told: str) -> None:
        def work() -> Task:
            before = self._tasks.task(task.id)
            deed()
            return before

        self._ui.jobs.database.run(
            work,
            lambda before: self._tell(before, told),
            lambda error: self._ui.notify(self._ui.words(error), None),
            owner=self._owner,
        )

    def _tell(self, before: Task, told: str) -> None:
        def back() -> None:
            self._ui.jobs.database.run(lambda: self._tasks.put_back({before.id: before}), owner=self._owner)

        self._ui.notify(told, back)


class TaskDeeds(RequestDeeds):
    """Deeds on one task after the other, requests among them; ``suggest`` finds whom it waits for."""

    def __init__(self, ui: Ui, words: Words, tasks: Tasks, suggest: Suggest, owner: QWidget) -> None:
        super().__init__(ui, words, tasks, owner)
        self._suggest = suggest

    def begin(self, task: Task) -> None:
        """Say that it is being worked on."""
        said = self._ui.language.tr("Task begun.")
        self._do(task, lambda: self._tasks.set_state([task.id], TaskState.IN_PROGRESS), said)

    def ask_wait(self, task: Task) -> None:
        """Ask on whom it waits."""
        ui, tr = self._ui, self._ui.language.tr
        form = Form(ui)
        people = OwnerField(ui, lambda words: self._suggest("person", words), tr("A contact, or a name"))
        form.add("waiting_on", tr("&Waiting on"), people)
        form.add("waiting_side", tr("&Side"), Choice(ui, sides(self._words)))
        form.fill({"waiting_on": (task.waiting_on, task.waiting_on_id), "waiting_side": task.waiting_side})

        def wait(values: dict[str, Any]) -> None:
            name, number = values["waiting_on"]
            said = {"waiting_on": name, "waiting_on_id": number, "waiting_side": values["waiting_side"]}
            if name != task.waiting_on:
                said["waiting_since"] = None
            self._tasks.require_texts({"waiting_on": Bilingual(name)})
            self._tasks.set_state([task.id], TaskState.WAITING, **said)

        self._ask(task, tr("Waiting on"), form, tr("Wait"), wait, tr("Waiting."))

    def log(self, task: Task, text: str, failed: Callable[[str], None]) -> None:
        """Write into the log; ``failed`` gets the reason why it cannot be kept."""
        self._ui.jobs.database.run(
            lambda: self._tasks.log(task.id, text),
            lambda _: None,
            lambda error: failed(self._ui.words(error)),
            owner=self._owner,
        )
