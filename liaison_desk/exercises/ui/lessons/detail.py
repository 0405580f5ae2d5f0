"""The right pane: one lesson whole, in both languages, with its task and the runs it was carried through."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import describe
from liaison_desk.exercises.records import EXERCISE, FINISHED, LESSON, Lesson, LessonLine
from liaison_desk.exercises.ui.lessons.words import KIND_ICONS, Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Button, LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link
from liaison_desk.foundation.qt.fields.form import spoken_label
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.foundation.qt.whole import WholeView

TASK: Final = "task"
_LONGEST_LINK: Final = 34


@dataclass(frozen=True, slots=True)
class Look:
    """A lesson as the pane shows it: with its line, those it goes back to (the latest first), and those that carried it on."""

    lesson: Lesson
    line: LessonLine
    before: tuple[LessonLine, ...] = ()
    after: tuple[LessonLine, ...] = ()


class LessonView(WholeView):
    """Shows a lesson; what shall be done with it is told."""

    edit_wanted = Signal()
    task_wanted = Signal()
    learned_wanted = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, ui.language.tr("Lesson"), ui.language.tr("Choose a lesson to see it whole."))
        self._words = words
        self.edit_button: Button | None = None
        self.task_button: Button | None = None
        self.learned_button: Button | None = None
        self.chain: tuple[LinkButton, ...] = ()

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._forget()
        super().show_nothing()

    def show_look(self, look: Look) -> None:
        """Show a lesson."""
        self._forget()
        self._show(look.lesson.id, self._words.spoken(look.line), partial(self._fill, look))

    def _fill(self, look: Look, outer: QVBoxLayout) -> None:
        self._add_head(outer, look)
        self._add_offer(outer, look)
        self._add_texts(outer, look.lesson)
        outer.addSpacing(12)
        outer.addWidget(hairline(self._ui))
        outer.addSpacing(12)
        outer.addLayout(self._facts(look))
        if look.before or look.after:
            self._add_chain(outer, look)

    def _forget(self) -> None:
        self.edit_button = self.task_button = self.learned_button = None
        self.chain = ()

    def _add_head(self, outer: QVBoxLayout, look: Look) -> None:
        ui, words, tr, lesson = self._ui, self._words, self._ui.language.tr, look.lesson
        head = QHBoxLayout()
        head.setSpacing(8)
        mark = Text(ui, words.mark(lesson.marking), Size.META, SEMIBOLD, "t1" if lesson.marking else "amb", wrap=True)
        mark.setToolTip(describe(lesson.marking, ui.language))
        head.addWidget(mark, 1)
        self.edit_button = PlainButton(ui, tr("Edit"), icon="pencil", act=self.edit_wanted.emit)
        self.edit_button.setToolTip(tr("Enter"))
        if not look.line.task_state:
            self.task_button = PlainButton(ui, tr("Make a task"), icon="list-checks", act=self.task_wanted.emit)
            head.addWidget(self.task_button)
        head.addWidget(self.edit_button)
        outer.addLayout(head)
        outer.addSpacing(8)
        outer.addWidget(Text(ui, words.best(lesson.title), Size.SUBJECT, SEMIBOLD, wrap=True))
        if other := words.other(lesson.title):
            outer.addSpacing(2)
            outer.addWidget(Text(ui, other, tone="t2", wrap=True))
        outer.addSpacing(8)
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.addWidget(Chip(ui, words.kind(lesson.kind), "acc", KIND_ICONS[lesson.kind]))
        flow.addWidget(Chip(ui, *words.chip(look.line)))
        if late := words.overdue(look.line):
            flow.addWidget(Chip(ui, late, "red"))
        for key in lesson.tags:
            flow.addWidget(Chip(ui, words.tag(key)[:40]))
        outer.addWidget(holder)

    def _add_offer(self, outer: QVBoxLayout, look: Look) -> None:
        """Offer “learned” once the task is done; what a later run learned is said, for it is written nowhere."""
        ui, tr = self._ui, self._ui.language.tr
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
            said = tr("Followed: learned in {exercise}.", exercise=self._words.best(look.line.later))
        row.addWidget(Text(ui, said, weight=MEDIUM, tone="grn", wrap=True), 1)
        if done:
            self.learned_button = PlainButton(ui, tr("Mark as learned"), icon="check", act=self.learned_wanted.emit)
            row.addWidget(self.learned_button)
        outer.addSpacing(12)
        outer.addWidget(strip)

    def _add_texts(self, outer: QVBoxLayout, lesson: Lesson) -> None:
        tr = self._ui.language.tr
        for name, text in (
            (tr("&Observation"), lesson.observation), (tr("&Discussion"), lesson.discussion),
            (tr("&Recommendation"), lesson.recommendation),
        ):  # fmt: skip
            if text.host or text.home:
                outer.addSpacing(14)
                outer.addWidget(Text(self._ui, spoken_label(name), Size.SECONDARY, SEMIBOLD, "t2"))
                outer.addSpacing(3)
                self._add_text(outer, text)

    def _add_text(self, outer: QVBoxLayout, text: Bilingual) -> None:
        ui = self._ui
        own = self._words.profile().side_of(ui.language.code)
        for side in (own, own.other):
            if not text.side(side):
                continue
            outer.addWidget(Text(ui, text.side(side), tone="t1" if side is own else "t2", wrap=True, selectable=True))
            outer.addSpacing(4)
            if text.state(side) is Wording.STALE:
                outer.addWidget(Chip(ui, ui.language.tr("Outdated translation"), "amb", "triangle-alert"))
                outer.addSpacing(4)

    def _facts(self, look: Look) -> FactsGrid:
        ui, words, tr, lesson = self._ui, self._words, self._ui.language.tr, look.lesson
        grid = FactsGrid(ui, 104, wrap=True)
        owner: QWidget | str = lesson.owner
        if lesson.owner and lesson.owner_id:
            owner = self._link(RecordRef("person", lesson.owner_id, lesson.owner))
        grid.add(tr("Owner"), owner)
        grid.add(tr("By when"), words.day(lesson.due) if lesson.due else "")
        grid.add(tr("Reason"), lesson.reason)
        if look.line.task_state:
            task = self._link(RecordRef(TASK, lesson.task_id, words.task(look.line.task_state)))
            self.task_button = task
            grid.add(tr("Task"), task)
        grid.add(tr("May be released to"), words.release(lesson.marking))
        grid.add(tr("Exercise"), self._link(RecordRef(EXERCISE, lesson.exercise_id, words.best(look.line.exercise))))
        return grid

    def _add_chain(self, outer: QVBoxLayout, look: Look) -> None:
        """Show the runs from the first to the last, each with where the lesson stands there."""
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        outer.addSpacing(14)
        outer.addWidget(hairline(ui))
        outer.addSpacing(6)
        outer.addWidget(SectionTitle(ui, tr("Through the runs")))
        links = []
        for line in (*reversed(look.before), look.line, *look.after):
            row = QHBoxLayout()
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(8)
            here = line.id == look.lesson.id
            if here:
                row.addWidget(Text(ui, words.best(line.exercise), weight=SEMIBOLD, elide=True), 1)
            else:
                link = self._link(RecordRef(LESSON, line.id, words.best(line.exercise)))
                link.setToolTip(words.best(line.title))
                links.append(link)
                row.addWidget(link)
                row.addStretch(1)
            row.addWidget(Chip(ui, *words.chip(line)))
            outer.addLayout(row)
        self.chain = tuple(links)

    def _link(self, ref: RecordRef) -> LinkButton:
        return fact_link(self._ui, ref.label, _LONGEST_LINK, lambda: self._ui.open(ref))
