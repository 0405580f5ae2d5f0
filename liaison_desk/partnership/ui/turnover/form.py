"""The form of a turnover, and that of one step of its checklist."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import BilingualField, DateField, Form, TextField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.partnership.records import Turnover, TurnoverStep
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.turnover.words import Words
from liaison_desk.screens.form import RecordForm, Suggest, record_dialog
from liaison_desk.screens.pairs import bilingual_of, pair_of


class TurnoverForm(RecordForm[Turnover]):
    """The day, who hands over to whom, the post, a note."""

    OWNERS: ClassVar[tuple[str, ...]] = ("successor",)

    def __init__(self, ui: Ui, words: Words, suggest: Suggest, base: Turnover) -> None:
        super().__init__(ui, words, suggest, base, label_width=136)
        tr = ui.language.tr
        self.add_day("on", tr("&Day of the turnover"), tr("The steps of the checklist move with it"))
        self.add_field("officer", tr("&Predecessor"), TextField(ui, tr("Rank and name")))
        self.add_owner("successor", tr("&Successor"), tr("A contact, or a name"))
        self.add_text("post", tr("P&ost"))
        self.add_text("note", tr("&Note"), rows=3)
        self.add_marking()

    def collect(self) -> Turnover:
        """Return the turnover as the form says. Raises InvalidError without a day."""
        if self.field("on").value() is None:
            raise InvalidError([Problem("on", "Say on which day the post is turned over.")])
        return super().collect()


def turnover_dialog(
    ui: Ui, words: Words, sources: Sources, one: Turnover, saved: Callable[[Turnover], None]
) -> NewerDialog:
    """Return the form of a new or known turnover in its dialog."""
    tr, book = ui.language.tr, sources.turnovers
    form = TurnoverForm(ui, words, sources.outside.suggest, one)
    titles = (tr("New turnover"), tr("Edit turnover"))
    return record_dialog(
        ui, form, one, titles, tr("Add turnover"), commit=book.save, read=book.one, saved=saved, width=640
    )


class StepForm(Form):
    """A step: what is to be done, by which day, and a note. ``on`` is the day of the turnover, from which it is counted."""

    def __init__(self, ui: Ui, words: Words, on: date, step: TurnoverStep) -> None:
        super().__init__(ui)
        self._on = on
        self._step = step
        tr = ui.language.tr
        self.add("text", tr("&What is to be done"), BilingualField(ui, *words.side_names()))
        self.add("offset", tr("&By when"), DateField(ui, words.read_day()), tr("It moves with the day of the turnover"))
        self.add("note", tr("&Note"), TextField(ui))
        day = on + timedelta(days=step.offset) if step.key else None
        self.fill({"text": pair_of(step.text), "offset": day, "note": step.note})

    def collect(self) -> TurnoverStep:
        """Return the step as the form says. Raises InvalidError without a text or a day."""
        values = self.values()
        text: Bilingual = bilingual_of(values["text"])
        wrong = [] if text else [Problem("text", "Say what is to be done.")]
        if values["offset"] is None:
            wrong.append(Problem("offset", "Say by which day it is to be done."))
        if wrong:
            raise InvalidError(wrong)
        return replace(self._step, text=text, offset=(values["offset"] - self._on).days, note=values["note"])


def step_dialog(
    ui: Ui, words: Words, sources: Sources, one: Turnover, step: TurnoverStep, saved: Callable[[Turnover], None]
) -> FormDialog:
    """Return the form of a step in its dialog; one without a key is new."""
    tr, form, book = ui.language.tr, StepForm(ui, words, one.on, step), sources.turnovers

    def commit(changed: TurnoverStep) -> Turnover:
        return book.put_step(one.id, changed)

    title, action = (tr("Edit step"), tr("Save")) if step.key else (tr("New step"), tr("Add step"))
    return FormDialog(ui, title, form, action=action, collect=form.collect, commit=commit, saved=saved)
