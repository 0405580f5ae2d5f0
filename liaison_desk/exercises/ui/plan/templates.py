"""Back-plans as beginnings: one is chosen with its steps in sight, and a plan is kept as one of the user's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit

from liaison_desk.domain.backplan import BackPlan, TemplateStep, load_backplans
from liaison_desk.exercises.service.plans import PlanBook
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem, RefusedError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog, FormDialog
from liaison_desk.foundation.qt.fields import ComboBox, Form, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size

_LONGEST_NAME: Final = 40


class BackPlanDialog(DeskDialog):
    """The back-plans there are, by title, with the steps of the chosen one; ``chosen`` is the one agreed to."""

    def __init__(self, ui: Ui, words: PlanWords, own: Path | None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Add from back-plan"))
        self._words = words
        self._own = own
        self._plans: list[BackPlan] = []
        self.chosen: BackPlan | None = None
        self.strip = MessageStrip(ui)
        self.choice = ComboBox(ui)
        self.choice.setAccessibleName(tr("Back-plan"))
        self.choice.currentIndexChanged.connect(self._show_steps)
        self.note = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.steps = QPlainTextEdit()
        self.steps.setReadOnly(True)
        self.steps.setTabChangesFocus(True)
        self.steps.setAccessibleName(tr("Milestones"))
        self.steps.setMinimumHeight(280)
        self.content.addWidget(self.strip)
        self.content.addWidget(self.choice)
        self.content.addWidget(self.note)
        self.content.addWidget(self.steps, 1)
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.add_button = PrimaryButton(ui, tr("Show the dates…"), key="Ctrl+Enter", act=self.act)
        self.add_button.setEnabled(False)
        self.foot.addWidget(self.add_button)
        self.resize(620, 520)
        ui.jobs.database.run(lambda: load_backplans(own), self._on_read, self.strip.show_error, owner=self)

    def act(self) -> None:
        """Take the back-plan on show."""
        number = self.choice.currentIndex()
        if 0 <= number < len(self._plans):
            self.chosen = self._plans[number]
            self.accept()

    def _on_read(self, found: tuple[list[BackPlan], list[DeskError]]) -> None:
        self._plans, wrong = found
        if wrong:
            self.strip.show_text("\n".join(map(self.ui.language.error, wrong)), "amb")
        self.choice.addItems([backplan_title(one, self.ui) for one in self._plans])
        self.add_button.setEnabled(bool(self._plans))
        self.choice.setFocus()

    def _show_steps(self, number: int) -> None:
        if not 0 <= number < len(self._plans):
            return
        plan, language = self._plans[number], self.ui.language
        count = language.count("{n} milestone", "{n} milestones", len(plan.steps))
        said = (plan.note_ja or plan.note) if language.code == "ja" else plan.note
        kept = language.tr("Your own") if plan.own else ""
        self.note.set_text(" · ".join(filter(None, (count, kept, said))))
        names = {step.key: _name(step, language.code, short=True) for step in plan.steps}
        lines = [f"{_name(step, language.code)}\n    {self._words.rule(step.rule, names)}" for step in plan.steps]
        self.steps.setPlainText("\n".join(lines))


class KeepBackPlanDialog(FormDialog):
    """Asks for the name and the titles under which a plan is kept as a back-plan; refused names are told at the field.

    A back-plan is a file outside the desk: it says how many milestones go in without their words.
    """

    def __init__(self, ui: Ui, plans: PlanBook, exercise_id: int, saved: Callable[[Path], None]) -> None:
        tr = ui.language.tr
        form = Form(ui)
        self.name = form.add("name", tr("&File name"), TextField(ui, "joint-cpx", mono=True, limit=_LONGEST_NAME))
        form.add("title", tr("&Title, English"), TextField(ui, limit=200))
        form.add("title_ja", tr("Title, &Japanese"), TextField(ui, limit=200))

        def collect() -> tuple[str, str, str]:
            values = form.values()
            problems = []
            if not values["name"]:
                problems.append(Problem("name", "Give the back-plan a name of small letters, digits and hyphens."))
            if not values["title"]:
                problems.append(Problem("title", "Give the back-plan a title."))
            if problems:
                raise InvalidError(problems)
            return values["name"], values["title"], values["title_ja"]

        def commit(said: tuple[str, str, str]) -> Path:
            try:
                return plans.save_as_template(exercise_id, *said)
            except RefusedError as error:
                raise InvalidError([Problem("name", error.text, tuple(error.values.items()))]) from error

        super().__init__(
            ui, tr("Save as back-plan"), form, action=tr("Save"), collect=collect, commit=commit, saved=saved, width=520
        )
        self.note = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.note.hide()
        form.add_wide(self.note)
        ui.jobs.database.run(
            lambda: plans.as_template(exercise_id)[1], self._tell_neutral, self.strip.show_error, owner=self
        )

    def _tell_neutral(self, n: int) -> None:
        if n:
            self.note.set_text(
                self.ui.language.count(
                    "{n} milestone that not everybody may read goes in under the name of its kind alone.",
                    "{n} milestones that not everybody may read go in under the names of their kinds alone.",
                    n,
                )
            )
            self.note.show()
            self._fit()


def backplan_title(one: BackPlan, ui: Ui) -> str:
    """Return the title of a back-plan in the user's language."""
    return (one.title_ja or one.title) if ui.language.code == "ja" else one.title


def _name(step: TemplateStep, code: str, *, short: bool = False) -> str:
    japanese = code == "ja"
    title = (step.title_ja or step.title) if japanese else step.title
    brief = (step.short_ja or step.short) if japanese else step.short
    return (brief or title) if short else " · ".join(dict.fromkeys(filter(None, (brief, title))))
