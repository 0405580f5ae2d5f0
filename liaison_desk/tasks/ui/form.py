"""The form of a task, a commitment or a request for information, in parts: a request shows two more than a task."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import text_problems
from liaison_desk.domain.marking import describe
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    Chips,
    Choice,
    DateField,
    ParsedField,
    PickRecord,
    TextField,
)
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.fields.tabs import TabbedForm
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of
from liaison_desk.tasks.records import TASK, Rfi, RfiStatus, Side, Task, TaskKind, TaskState
from liaison_desk.tasks.rules.rfis import STATE_OF
from liaison_desk.tasks.rules.states import due_instant
from liaison_desk.tasks.rules.texts import texts_of
from liaison_desk.tasks.service import Tasks
from liaison_desk.tasks.ui.fields.log import LogField
from liaison_desk.tasks.ui.fields.people import SupportField, Waiting, WaitingField
from liaison_desk.tasks.ui.fields.reminders import TaskRemindersField
from liaison_desk.tasks.ui.fields.repeat import Recurring, TaskRepeatField
from liaison_desk.tasks.ui.fields.source import SourceField
from liaison_desk.tasks.ui.fields.suspense import SuspenseField
from liaison_desk.tasks.ui.fields.texts import nation_field, read_percent
from liaison_desk.tasks.ui.request_form import (
    ANSWER_FIELDS,
    REQUEST_FIELDS,
    add_answer,
    add_request,
    rfi_of,
    rfi_values,
)
from liaison_desk.tasks.ui.saying import kinds, sides, statuses
from liaison_desk.tasks.ui.steps import StepsField
from liaison_desk.tasks.ui.words import Words

Suggest = Callable[[str, str], list[RecordRef]]

MAIN, REQUEST, ANSWER, PEOPLE, TIMES, CONTENT, LOG = "main", "request", "answer", "people", "times", "content", "log"
_TEXTS: Final = ("title", "detail")
_OWNERS: Final = ("host_owner", "own_owner", "lead")
_PLAIN: Final = (
    "kind", "state", "priority", "start", "reason", "checklist", "categories", "url", "marking", "support", "log",
    "reminders", "asleep_until",
)  # fmt: skip
_SAID: Final = ("title", "detail", "kind", "state", "priority", "due", *_OWNERS, "waiting_on", "reason", "checklist",
                "categories", "source", "url", "marking", "support", "log", "rfi")  # fmt: skip


class TaskForm(TabbedForm):
    """Field names are the record's attribute names; ``show_task`` fills them, ``collect`` reads them."""

    source_wanted = Signal(object)
    """The record it came from should be shown."""

    def __init__(self, ui: Ui, words: Words, suggest: Suggest) -> None:
        tr = ui.language.tr
        parts = (
            (MAIN, tr("Task")), (REQUEST, tr("Request")), (ANSWER, tr("Chain and answer")), (PEOPLE, tr("Owners")),
            (TIMES, tr("Times")), (CONTENT, tr("Content")), (LOG, tr("Log and files")),
        )  # fmt: skip
        super().__init__(ui, parts)
        self.ui = ui
        self.words = words
        self._base = Task(title=Bilingual())
        self._people: Callable[[str], list[RecordRef]] = partial(suggest, "person")
        self._suggest = suggest
        self._add_main()
        self.add_later(REQUEST, REQUEST_FIELDS, partial(add_request, self, ui, words, self._people))
        self.add_later(ANSWER, ANSWER_FIELDS, partial(add_answer, self, ui, words))
        self.add_later(PEOPLE, (*_OWNERS, "support"), self._add_people)
        self.add_later(TIMES, ("start", "percent", "asleep_until", "reminders", "repeats", "after_id"), self._add_times)
        self.add_later(CONTENT, ("detail", "checklist", "categories", "source", "url"), self._add_content)
        self.add_later(LOG, ("log",), self._add_log)
        for name in ("kind", "state", "status"):
            self.field(name).changed.connect(self._lay_out)

    def _add_main(self) -> None:
        ui, words, tr = self.ui, self.words, self.ui.language.tr
        self.add("kind", tr("&Kind"), Choice(ui, kinds(ui.language)))
        self.add("title", tr("&Task"), BilingualField(ui, *words.side_names()))
        for name in ("from_nation", "to_nation"):  # what they are called follows the kind
            self.add(name, "", nation_field(ui, words))
        self.due = self.add(
            "due", tr("Sus&pense"), SuspenseField(ui, words, self._read_due),
            tr("A day, a day and a time, or a date-time group. A zone letter chooses the zone."),
        )  # fmt: skip
        self.add("priority", tr("P&riority"), Choice(ui, words.priorities))
        self.state = self.add("state", tr("&State"), Choice(ui, words.states))
        self.status = self.add("status", tr("&State"), Choice(ui, statuses(ui.language)))
        self.add("waiting_on", tr("&Waiting on"), WaitingField(ui, self._people, words, sides(words)))
        self.add("reason", tr("R&eason"), TextField(ui))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))

    def _add_people(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        for name, label in zip(_OWNERS, (tr("&Host owner"), tr("&Own owner"), tr("&Lead (OPR)")), strict=True):
            self.add(name, label, OwnerField(ui, self._people, tr("A contact, or a name")))
        self.add("support", tr("S&upport (OCR)"), SupportField(ui, self._people))

    def _add_times(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        self.add("start", tr("&Begins"), DateField(ui, self.words.read_day()))
        self.add(
            "percent", tr("&Progress"), ParsedField(ui, read_percent, lambda number: f"{number} %", placeholder="0 %")
        )
        self.add(
            "asleep_until",
            tr("&Sleeps until"),
            DateField(ui, self.words.read_day()),
            tr("Not pressing before this day"),
        )
        self.add(
            "reminders", tr("&Reminders"), TaskRemindersField(ui), tr("Of a whole day they are counted from 0900 on that day")
        )  # fmt: skip
        self.add("repeats", tr("R&epetition"), TaskRepeatField(ui))
        self.add(
            "after_id", tr("&Waits for task"), PickRecord(ui, self._other_tasks, tr("Find the task that comes first"))
        )

    def _add_content(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        self.add("detail", tr("&Detail"), BilingualField(ui, *self.words.side_names(), rows=3))
        self.add("checklist", tr("&Steps"), StepsField(ui))
        self.add("categories", tr("&Categories"), Chips(ui, tr("Type a category and press Enter")))
        self.add("source", tr("So&urce"), SourceField(ui)).open_wanted.connect(self.source_wanted)
        self.add("url", tr("&Web"), TextField(ui, "https://"))

    def _add_log(self) -> None:
        self.add("log", self.ui.language.tr("&Log"), LogField(self.ui, self.words))

    def add_belongings(self, part: BelongingsPart) -> None:
        """Show files and links below the log."""
        self.begin(LOG)
        self.add_wide(part)

    def show_task(self, task: Task) -> None:
        """Show a task; the form is clean afterwards."""
        self._base = task
        values: dict[str, Any] = {name: getattr(task, name) for name in (*_PLAIN, "from_nation", "to_nation")}
        values |= {name: pair_of(getattr(task, name)) for name in _TEXTS}
        values |= {name: (getattr(task, name), getattr(task, f"{name}_id")) for name in _OWNERS}
        values |= rfi_values(task.rfi or Rfi())
        values["due"] = self._shown_due(task)
        values["percent"] = task.percent or None
        values["waiting_on"] = Waiting(task.waiting_on, task.waiting_on_id, task.waiting_side, task.waiting_since)
        values["repeats"] = Recurring(task.repeats, task.rules)
        values["source"] = (task.source, task.source_kind, task.source_id)
        values["after_id"] = RecordRef(TASK, task.after_id, "…") if task.after_id else None
        self.fill(values)
        self._lay_out()

    def show_surroundings(self, source_day: date | None, after: RecordRef | None) -> None:
        """Show what is known of the records around the task: the day of its meeting, the task that it waits for."""
        self.due.set_source_day(source_day)
        if after is None:
            return
        if not self.is_made(TIMES):
            self._kept["after_id"] = after
        elif (shown := self.field("after_id").value()) is not None and shown.id == after.id:
            self.field("after_id").set_value(after)

    def collect(self) -> Task:
        """Return the task as the form says; what it does not show stays as it was. Raises InvalidError (ceiling)."""
        values = self.values()
        rfi = rfi_of(values, self._base.rfi or Rfi())
        for name in (*REQUEST_FIELDS, *ANSWER_FIELDS, "status"):
            del values[name]
        values |= {name: bilingual_of(values[name]) for name in _TEXTS}
        for side in _OWNERS:
            values[side], values[f"{side}_id"] = values[side]
        due: TypedTime | None = values.pop("due")
        if due != self._shown_due(self._base):
            values["due"] = due.wall if due else None
            values["due_zone"] = due.zone if due else ""
            values["due_all_day"] = due.all_day if due else True
        values["percent"] = values["percent"] or 0
        values["repeats"], values["rules"] = values["repeats"]
        values["source"] = values["source"][0]
        values["after_id"] = values["after_id"].id if values["after_id"] is not None else 0
        values |= self._waiting(values.pop("waiting_on"), values["state"])
        if values["kind"] is TaskKind.RFI:
            values["rfi"] = rfi
            values["state"] = self._base.state
        else:
            values["rfi"] = None
            if values["kind"] is TaskKind.TASK:
                values["from_nation"], values["to_nation"] = self._base.from_nation, self._base.to_nation
        for name in ("from_nation", "to_nation"):
            values[name] = values[name] or ""
        task = replace(self._base, **values)
        profile = self.words.profile()
        problems = text_problems(texts_of(task), profile.ceiling, self.words.grammar(), profile.home)
        if task.reminders and task.due is None:
            problems.append(Problem("reminders", "A reminder needs a suspense. Set one, or take the reminder out."))
        if problems:
            raise InvalidError(problems)
        return task

    def rebase(self, newer: Task) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def differences(self, before: Task, newer: Task) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        names = {"rfi": self.words.language.tr("Request")}
        lines = []
        for name in _SAID:
            if getattr(newer, name) != getattr(before, name):
                label = names.get(name) or self.field(name).label
                lines.append(f"{label}: {self._said(newer, name)}")
        return lines or [self.words.language.tr("It differs in details that are not shown here.")]

    def _said(self, task: Task, name: str) -> str:
        words, value = self.words, getattr(task, name)
        if name in _TEXTS:
            return " / ".join(part for part in (value.host, value.home) if part)
        if name == "rfi":
            return dict(statuses(words.language))[value.status] if value is not None else "–"
        if name == "due":
            return words.line(task) or "–"
        choices = {"state": words.states, "priority": words.priorities, "kind": kinds(words.language)}
        if name in choices:
            return str(dict[Any, str](choices[name])[value])
        if name == "marking":
            return describe(value, words.language)
        if name in {"checklist", "log"}:
            return "; ".join(one.text for one in value) or "–"
        if name == "support":
            return ", ".join(one.name for one in value) or "–"
        return ", ".join(value) if isinstance(value, tuple) else str(value or "–")

    def _waiting(self, waiting: Waiting, state: TaskState) -> dict[str, Any]:
        """Return whom it waits for; another name waits from today on, unless somebody says since when."""
        base = self._base
        since = waiting.since
        if waiting.name != base.waiting_on and since == base.waiting_since:
            since = None
        if state is not TaskState.WAITING and base.rfi is None:
            since = None
        return {
            "waiting_on": waiting.name, "waiting_on_id": waiting.contact_id, "waiting_side": waiting.side if waiting.name else Side.UNKNOWN,
            "waiting_since": since,
        }  # fmt: skip

    def _other_tasks(self, words: str) -> Sequence[RecordRef]:
        return [one for one in self._suggest(TASK, words) if one.id != self._base.id]

    def _read_due(self, typed: str) -> TypedTime:
        base, words = self._base, self.words
        own = (base.due_zone,) if base.due_zone and base.due_zone not in words.zones else ()
        due = parse_time(typed, (*own, *words.zones), words.now())
        due_instant(replace(base, due=due.wall, due_zone=due.zone, due_all_day=due.all_day), words.zones[0])
        return due

    def _shown_due(self, task: Task) -> TypedTime | None:
        if task.due is None:
            return None
        return TypedTime(task.due, task.due_zone or self.words.zones[0], task.due_all_day)

    def _lay_out(self) -> None:
        """Show what belongs to the kind and the state."""
        tr, base = self.ui.language.tr, self._base
        kind = self.field("kind").value()
        rfi, promised = kind is TaskKind.RFI, kind is not TaskKind.TASK
        for part in (REQUEST, ANSWER):
            self.set_part_shown(part, rfi)
        for name, shown in (
            ("from_nation", promised), ("to_nation", promised), ("state", not rfi), ("status", rfi), ("priority", not rfi),
        ):  # fmt: skip
            self.set_shown(name, shown)
        state = STATE_OF[self.status.value()] if rfi else self.state.value()
        self.set_shown("waiting_on", state is TaskState.WAITING or bool(base.waiting_on))
        closed = state is TaskState.CANCELLED or (rfi and self.status.value() is RfiStatus.DECLINED)
        self.set_shown("reason", closed or bool(base.reason))
        self.set_label("due", tr("LTIOV") if rfi else tr("Sus&pense"))
        self.set_label("title", tr("Sub&ject") if rfi else tr("&Task"))
        owner = kind is TaskKind.COMMITMENT
        self.set_label("from_nation", tr("Owed &by") if owner else tr("Asked b&y"))
        self.set_label("to_nation", tr("Owed t&o") if owner else tr("Asked &of"))


def task_dialog(
    ui: Ui, words: Words, tasks: Tasks, suggest: Suggest, task: Task, saved: Callable[[Task], None]
) -> NewerDialog:
    """Return the form of a new or known task in its dialog."""
    tr = ui.language.tr
    form = TaskForm(ui, words, suggest)
    titles = {
        TaskKind.TASK: (tr("New task"), tr("Edit task")), TaskKind.COMMITMENT: (tr("New commitment"), tr("Edit commitment")),
        TaskKind.RFI: (tr("New request"), tr("Edit request")),
    }  # fmt: skip
    dialog = NewerDialog(
        ui, titles[task.kind][bool(task.id)], form, task,
        action=tr("Save") if task.id else tr("Add task"), collect=form.collect, commit=tasks.save, read=tasks.task,
        show=form.show_task, rebase=form.rebase, differences=form.differences, saved=saved, width=720,
    )  # fmt: skip
    if task.id or task.source_id:
        ui.jobs.database.run(lambda: tasks.surroundings(task), lambda found: form.show_surroundings(*found), owner=form)

    def turned(part: str) -> None:
        if part == LOG and not belongings:
            later = tr("Files and links can be added once the task is saved.")
            belongings.append(BelongingsPart(ui, tasks, TASK, task, suggest, None, later))
            form.add_belongings(belongings[0])

    def open_source(ref: RecordRef) -> None:
        dialog.reject()
        if not dialog.isVisible():
            ui.open(ref)

    belongings: list[BelongingsPart] = []
    form.turned.connect(turned)
    form.source_wanted.connect(open_source)
    return dialog
