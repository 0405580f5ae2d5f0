"""The form of a task: every attribute that a person would edit, a suspense typed as one says it, steps in order."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.ceiling import text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.record import Record
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    Chips,
    Choice,
    DateField,
    Field,
    FinderLine,
    Form,
    MarkingField,
    Pair,
    ParsedField,
    TextField,
)
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.tasks.records import Task, TaskState
from liaison_desk.tasks.rules.states import due_instant
from liaison_desk.tasks.service import Tasks
from liaison_desk.tasks.ui.steps import StepsField
from liaison_desk.tasks.ui.words import Words

Suggest = Callable[[str, str], list[RecordRef]]

_TEXTS = ("title", "detail")
_PLAIN = ("state", "priority", "start", "waiting_on", "reason", "source", "checklist", "categories", "url", "marking")
_HEAD = {field.name for field in fields(Record)} - {"marking"}


class TaskForm(Form):
    """Field names are the record's attribute names; ``show_task`` fills them, ``collect`` reads them."""

    def __init__(self, ui: Ui, words: Words, suggest: Suggest) -> None:
        super().__init__(ui, label_width=112)
        self._base = Task(title=Bilingual())
        self._words = words
        self._spoken = ui
        tr = ui.language.tr
        sides = words.side_names()

        def people(typed: str) -> list[RecordRef]:
            return suggest("person", typed)

        self.add("title", tr("&Task"), BilingualField(ui, *sides))
        self.due = self.add(
            "due", tr("Sus&pense"),
            ParsedField(ui, self._read_due, words.written, words.typed, "25 1400T · fri · 252100ZNOV26"),
            tr("A day, a day and a time, or a date-time group. A zone letter chooses the zone."),
        )  # fmt: skip
        self.add("priority", tr("P&riority"), Choice(ui, words.priorities))
        self.state = self.add("state", tr("&State"), Choice(ui, words.states))
        self.add("waiting_on", tr("&Waiting on"), TextField(ui))
        self.add("reason", tr("Reason"), TextField(ui))
        self.add("marking", tr("&Marking"), marking_field(ui, words))
        self.add_section(tr("Owners"))
        self.add("host_owner", tr("&Host owner"), OwnerField(ui, people, tr("A contact, or a name")))
        self.add("own_owner", tr("&Own owner"), OwnerField(ui, people, tr("A contact, or a name")))
        self.add_section(tr("Content"))
        self.add("detail", tr("&Detail"), BilingualField(ui, *sides, rows=3))
        self.add("checklist", tr("Steps"), StepsField(ui))
        self.add("percent", tr("Progress"), ParsedField(ui, _percent, lambda number: f"{number} %", placeholder="0 %"))
        self.add("start", tr("Begins"), DateField(ui))
        self.add("categories", tr("&Categories"), Chips(ui, tr("Type a category and press Enter")))
        self.add("source", tr("So&urce"), TextField(ui))
        self.add("url", tr("Web"), TextField(ui, "https://"))
        self.state.changed.connect(self._on_state)

    def show_task(self, task: Task) -> None:
        """Show a task; the form is clean afterwards."""
        self._base = task
        values: dict[str, Any] = {name: getattr(task, name) for name in _PLAIN}
        values |= {name: _pair(getattr(task, name)) for name in _TEXTS}
        values["due"] = self._shown_due(task)
        values["percent"] = task.percent or None
        values["own_owner"] = (task.own_owner, task.own_owner_id)
        values["host_owner"] = (task.host_owner, task.host_owner_id)
        self.fill(values)
        self._on_state()

    def collect(self) -> Task:
        """Return the task as the form says; what it does not show stays as it was. Raises InvalidError (ceiling)."""
        values = self.values()
        texts = {name: _bilingual(values[name]) for name in _TEXTS}
        profile = self._words.profile()
        problems = text_problems(texts, profile.ceiling, self._words.grammar(), profile.home)
        if problems:
            raise InvalidError(problems)
        values |= texts
        for side in ("own_owner", "host_owner"):
            values[side], values[f"{side}_id"] = values[side]
        due: TypedTime | None = values.pop("due")
        if due != self._shown_due(self._base):
            values["due"] = due.wall if due else None
            values["due_zone"] = due.zone if due else ""
            values["due_all_day"] = due.all_day if due else True
        values["percent"] = values["percent"] or 0
        if values["state"] is not TaskState.WAITING or values["waiting_on"] != self._base.waiting_on:
            values["waiting_since"] = None  # another name waits from today on
        return replace(self._base, **values)

    def rebase(self, newer: Task) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def differences(self, before: Task, newer: Task) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        changed = [
            field.name
            for field in fields(newer)
            if field.name not in _HEAD and getattr(newer, field.name) != getattr(before, field.name)
        ]
        shown = [
            (name, self.field(name).label)
            for name in changed
            if name in (*_PLAIN, *_TEXTS, "due", "own_owner", "host_owner")
        ]
        return [f"{label}: {self._said(newer, name)}" for name, label in shown]

    def _said(self, task: Task, name: str) -> str:
        words, value = self._words, getattr(task, name)
        if name in _TEXTS:
            return " / ".join(part for part in (value.host, value.home) if part)
        if name == "due":
            return words.line(task) or "–"
        if name == "state":
            return words.state(value)
        if name == "priority":
            return dict(words.priorities)[value]
        if name == "marking":
            return describe(value, words.language)
        if name == "checklist":
            return "; ".join(step.text for step in value) or "–"
        return ", ".join(value) if isinstance(value, tuple) else str(value or "–")

    def _read_due(self, typed: str) -> TypedTime:
        base, words = self._base, self._words
        own = (base.due_zone,) if base.due_zone and base.due_zone not in words.zones else ()
        due = parse_time(typed, (*own, *words.zones), words.now())
        due_instant(replace(base, due=due.wall, due_zone=due.zone, due_all_day=due.all_day), words.zones[0])
        return due

    def _shown_due(self, task: Task) -> TypedTime | None:
        if task.due is None:
            return None
        return TypedTime(task.due, task.due_zone or self._words.zones[0], task.due_all_day)

    def _on_state(self) -> None:
        self.set_shown("waiting_on", self.state.value() is TaskState.WAITING or bool(self._base.waiting_on))
        self.set_shown("reason", self.state.value() is TaskState.CANCELLED or bool(self._base.reason))


class OwnerField(Field):
    """An owner by name: a contact picked from what is found, or anyone typed. The value is (name, contact id or 0)."""

    def __init__(self, ui: Ui, find: Callable[[str], Sequence[RecordRef]], placeholder: str) -> None:
        super().__init__(ui)
        self._id = 0
        self.input = FinderLine(ui, find, placeholder)
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(self._on_edited)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[str, int]:
        """Return the name and the contact it is."""
        return self.input.text().strip(), self._id

    def set_value(self, value: tuple[str, int]) -> None:
        """Show an owner."""
        name, self._id = value
        self.input.setText(name)
        self.input.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value((ref.label, ref.id))
        self.changed.emit()

    def _on_edited(self, _: str) -> None:
        self._id = 0
        self.changed.emit()


def task_dialog(
    ui: Ui, words: Words, tasks: Tasks, suggest: Suggest, task: Task, saved: Callable[[Task], None]
) -> NewerDialog:
    """Return the form of a new or known task in its dialog."""
    tr = ui.language.tr
    form = TaskForm(ui, words, suggest)
    return NewerDialog(
        ui, tr("Edit task") if task.id else tr("New task"), form, task,
        action=tr("Save") if task.id else tr("Add task"), collect=form.collect, commit=tasks.save, read=tasks.task,
        show=form.show_task, rebase=form.rebase, differences=form.differences, saved=saved, width=640,
    )  # fmt: skip


def marking_field(ui: Ui, words: Words) -> MarkingField:
    """Return the field for a marking: the desk's own, shared with the host, home only, no limits, unmarked, or typed."""
    profile = words.profile()
    grammar = load_grammar(profile.policy)
    usual = (
        profile.default_marking,
        Marking(profile.home, audience=frozenset({profile.home, profile.host})),
        Marking(profile.home, audience=frozenset({profile.home})),
        Marking(profile.home),
        None,
    )

    def show(marking: Marking | None) -> str:
        if marking is None:
            return ui.language.tr("Unmarked, stays with you")
        return f"{grammar.portion(marking)} {describe(marking, ui.language)}"

    choices = [(marking, show(marking)) for marking in dict.fromkeys(usual)]
    return MarkingField(ui, choices, lambda text: grammar.parse(text, profile.home).marking, show)


def _pair(text: Bilingual) -> Pair:
    return Pair(text.host, text.home, text.host_state.value, text.home_state.value)


def _bilingual(value: Pair) -> Bilingual:
    return Bilingual(value.host, value.home, Wording(value.host_state), Wording(value.home_state))


def _percent(typed: str) -> int:
    number = typed.replace("%", "").replace("\uff05", "").strip()
    if not number.isdecimal() or int(number[:4]) > 100:
        raise DeskError("Progress is a number from 0 to 100.")
    return int(number)
