"""The right pane: one lesson whole, in both languages, with its task and the runs it was carried through."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.exercises.records import EXERCISE, FINISHED, LESSON, Lesson, LessonLine
from liaison_desk.exercises.ui.lessons.words import KIND_ICONS, Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Button, LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.fields.form import spoken_label
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text, hairline
from liaison_desk.foundation.qt.style import plain_tip, surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD
from liaison_desk.screens.whole import RecordView

TASK: Final = "task"


@dataclass(frozen=True, slots=True)
class Look:
    """A lesson as the pane shows it: with its line, those it goes back to (the latest first), and those that carried it on."""

    lesson: Lesson
    line: LessonLine
    before: tuple[LessonLine, ...] = ()
    after: tuple[LessonLine, ...] = ()


class LessonView(RecordView):
    """Shows a lesson; what shall be done with it is told."""

    task_wanted = Signal()
    learned_wanted = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        self._said = words
        self.task_button: Button | None = None
        self.learned_button: Button | None = None
        self.chain: tuple[LinkButton, ...] = ()
        super().__init__(ui, words, ui.language.tr("Lesson"), ui.language.tr("Choose a lesson to see it whole."))

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._forget()
        super().show_nothing()

    def show_look(self, look: Look) -> None:
        """Show a lesson."""
        self._forget()
        self._show(look.lesson.id, self._said.spoken(look.line), partial(self._fill, look))

    def _fill(self, look: Look, outer: QVBoxLayout) -> None:
        words, tr, lesson = self._said, self.ui.language.tr, look.lesson
        chips = [ChipLook(words.kind(lesson.kind), "acc", KIND_ICONS[lesson.kind]), words.chip(look.line)]
        if late := words.overdue(look.line):
            chips.append(ChipLook(late, "red"))
        chips += [ChipLook(words.tag(key)) for key in lesson.tags]
        buttons = []
        if not look.line.task_state:
            self.task_button = PlainButton(self.ui, tr("Make a task"), icon="list-checks", act=self.task_wanted.emit)
            buttons.append(self.task_button)
        self.add_head(outer, lesson.marking, lesson.title, chips, buttons=buttons)
        self._add_offer(outer, look)
        for name, text in (
            (tr("&Observation"), lesson.observation), (tr("&Discussion"), lesson.discussion),
            (tr("&Recommendation"), lesson.recommendation),
        ):  # fmt: skip
            self.add_text(outer, spoken_label(name), text)
        outer.addSpacing(12)
        outer.addWidget(hairline(self.ui))
        outer.addSpacing(12)
        outer.addLayout(self._facts(look))
        if look.before or look.after:
            self._add_chain(outer, look)

    def _forget(self) -> None:
        self.task_button = self.learned_button = None
        self.chain = ()

    def _add_offer(self, outer: QVBoxLayout, look: Look) -> None:
        """Offer “learned” once the task is done; what a later run learned is said, for it is written nowhere."""
        ui, tr = self.ui, self.ui.language.tr
        done = look.line.task_state == "done" and look.lesson.state not in FINISHED
        if not done and not look.line.learned_later:
            return
        strip = QWidget()
        surface(strip, "panel")
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        said = tr("Its task is done.")
        if not done:
            said = tr("Followed: learned in {exercise}.", exercise=self._said.best(look.line.later))
        row.addWidget(Text(ui, said, weight=MEDIUM, tone="grn", wrap=True), 1)
        if done:
            self.learned_button = PlainButton(ui, tr("Mark as learned"), icon="check", act=self.learned_wanted.emit)
            row.addWidget(self.learned_button)
        outer.addSpacing(12)
        outer.addWidget(strip)

    def _facts(self, look: Look) -> FactsGrid:
        words, tr, lesson = self._said, self.ui.language.tr, look.lesson
        grid = FactsGrid(self.ui, 104, wrap=True)
        grid.add(tr("Owner"), self.person(lesson.owner, lesson.owner_id))
        grid.add(tr("By when"), words.day(lesson.due) if lesson.due else "")
        grid.add(tr("Reason"), lesson.reason)
        if look.line.task_state:
            task = self.link(RecordRef(TASK, lesson.task_id, words.task(look.line.task_state)))
            self.task_button = task
            grid.add(tr("Task"), task)
        grid.add(tr("May be released to"), words.release(lesson.marking))
        grid.add(tr("Exercise"), self.link(RecordRef(EXERCISE, lesson.exercise_id, words.best(look.line.exercise))))
        return grid

    def _add_chain(self, outer: QVBoxLayout, look: Look) -> None:
        """Show the runs from the first to the last, each with where the lesson stands there."""
        ui, words = self.ui, self._said
        self.add_section(outer, ui.language.tr("Through the runs"))
        links = []
        for line in (*reversed(look.before), look.line, *look.after):
            row = QHBoxLayout()
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(8)
            here = line.id == look.lesson.id
            if here:
                row.addWidget(Text(ui, words.best(line.exercise), weight=SEMIBOLD, elide=True), 1)
            else:
                link = self.link(RecordRef(LESSON, line.id, words.best(line.exercise)))
                link.setToolTip(plain_tip(words.best(line.title)))
                links.append(link)
                row.addWidget(link)
                row.addStretch(1)
            row.addWidget(Chip(ui, *words.chip(line)))
            outer.addLayout(row)
        self.chain = tuple(links)
