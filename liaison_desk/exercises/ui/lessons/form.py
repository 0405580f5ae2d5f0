"""The form of a lesson: what was seen, what it means, what to do, who does it by when, and to whom it may be released."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Lesson, LessonState
from liaison_desk.exercises.service.lessons import Lessons
from liaison_desk.exercises.ui.lessons.fields import TagsField
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, Choice, DateField, Form, TextField
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_TEXTS: Final = ("title", "observation", "discussion", "recommendation")
_PLAIN: Final = ("kind", "tags", "due", "state", "reason", "marking")
_SAID: Final = (*_TEXTS, *_PLAIN, "owner")
_ROWS: Final = 2

Exercises = Sequence[tuple[int, str]]
"""Exercises to choose from: ids, and what they are called."""


class LessonForm(Form):
    """Field names are the record's attribute names; ``exercises`` are offered where a lesson may belong to one of several."""

    def __init__(
        self, ui: Ui, words: Words, suggest: Callable[[str, str], list[RecordRef]], exercises: Exercises = ()
    ) -> None:
        super().__init__(ui, label_width=124)
        self.words = words
        self._base = Lesson(exercise_id=0, title=Bilingual())
        tr = ui.language.tr
        self._choosing = bool(exercises)
        if exercises:
            self.add("exercise_id", tr("E&xercise"), Choice(ui, exercises))
        self.add("title", tr("&Title"), BilingualField(ui, *words.side_names()))
        self.add("kind", tr("&Kind"), Choice(ui, words.kinds))
        for name, label, tip in (
            ("observation", tr("&Observation"), tr("What happened, and what was expected")),
            ("discussion", tr("&Discussion"), tr("Why it happened, and what it means")),
            ("recommendation", tr("&Recommendation"), tr("What to do, so that the next run has it better")),
        ):
            self.add(name, label, BilingualField(ui, *words.side_names(), rows=_ROWS), tip)
        self.tags = self.add("tags", tr("Ta&gs"), TagsField(ui, words))
        self.add("owner", tr("O&wner"), OwnerField(ui, partial(suggest, "person"), tr("A contact, or a name")))
        self.add("due", tr("&By when"), DateField(ui, words.read_day()))
        self.state = self.add("state", tr("&State"), Choice(ui, words.states))
        self.add("reason", tr("R&eason"), TextField(ui, tr("Why the lesson is not followed")))
        self.add("marking", tr("&May be released to"), marking_field(ui, words.profile()))
        self.state.changed.connect(self._lay_out)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a lesson; the form is clean afterwards."""
        self._base = lesson
        values: dict[str, Any] = {name: getattr(lesson, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(lesson, name)) for name in _TEXTS}
        values["owner"] = lesson.owner, lesson.owner_id
        if self._choosing:
            values["exercise_id"] = lesson.exercise_id
        self.fill(values)
        self._lay_out()

    def collect(self) -> Lesson:
        """Return the lesson as the form says; what it does not show stays as it was."""
        values = self.values()
        values |= {name: bilingual_of(values[name]) for name in _TEXTS}
        values["owner"], values["owner_id"] = values["owner"]
        return replace(self._base, **values)

    def rebase(self, newer: Lesson) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def differences(self, before: Lesson, newer: Lesson) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        lines = [
            f"{self.field(name).label}: {self._said(newer, name)}"
            for name in _SAID
            if getattr(newer, name) != getattr(before, name)
        ]
        return lines or [self.words.language.tr("It differs in details that are not shown here.")]

    def _said(self, lesson: Lesson, name: str) -> str:
        words, value = self.words, getattr(lesson, name)
        if name in _TEXTS:
            return " / ".join(part for part in (value.host, value.home) if part) or "–"
        if name == "marking":
            return words.release(value)
        if name in {"kind", "state"}:
            return words.kind(value) if name == "kind" else words.state(value)
        if name == "tags":
            return ", ".join(map(words.tag, value)) or "–"
        return str(value or "–")

    def _lay_out(self) -> None:
        """Ask for the reason where there has to be one; one that was given stays in sight."""
        self.set_shown("reason", self.state.value() is LessonState.REJECTED or bool(self._base.reason))


def lesson_dialog(
    ui: Ui, words: Words, lessons: Lessons, suggest: Callable[[str, str], list[RecordRef]], lesson: Lesson, *,
    exercises: Exercises = (), saved: Callable[[Lesson], None],
) -> NewerDialog:  # fmt: skip
    """Return the form of a new or known lesson in its dialog."""
    tr = ui.language.tr
    form = LessonForm(ui, words, suggest, exercises)
    return NewerDialog(
        ui, tr("Edit lesson") if lesson.id else tr("New lesson"), form, lesson,
        action=tr("Save") if lesson.id else tr("Add lesson"), collect=form.collect, commit=lessons.save,
        read=lessons.lesson, show=form.show_lesson, rebase=form.rebase, differences=form.differences, saved=saved, width=720,
    )  # fmt: skip
