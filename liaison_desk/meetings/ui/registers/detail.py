"""The right pane: one portion of a register whole, in both languages, and the way to its meeting and its task."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Wording
from liaison_desk.domain.marking import describe
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, Text, hairline
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.whole import WholeView
from liaison_desk.meetings.records import PortionLine
from liaison_desk.meetings.rules.templates import section_of
from liaison_desk.meetings.ui.registers.said import Said
from liaison_desk.meetings.ui.texts import shown

_LONGEST_LINK = 30


class PortionView(WholeView):
    """Shows a portion; ``open_wanted`` asks for its meeting."""

    open_wanted = Signal()

    def __init__(self, ui: Ui, said: Said) -> None:
        super().__init__(ui, ui.language.tr("Note"), ui.language.tr("Choose a line to see it whole."))
        self._said = said
        self.open_button: PrimaryButton | None = None
        self.copy_button: IconButton | None = None
        self.task_button: LinkButton | None = None

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self.open_button = self.copy_button = self.task_button = None
        super().show_nothing()

    def show_line(self, line: PortionLine) -> None:
        """Show a portion."""
        self._show(line.portion.id, self._said.spoken(line), partial(self._fill, line))

    def _fill(self, line: PortionLine, outer: QVBoxLayout) -> None:
        ui, said, tr = self._ui, self._said, self._ui.language.tr
        mark = said.words.mark(line.portion.marking)
        if mark:
            marked = Text(ui, mark, Size.META, SEMIBOLD, wrap=True)
            marked.setToolTip(describe(line.portion.marking, ui.language))
            outer.addWidget(marked)
            outer.addSpacing(6)
        outer.addWidget(self._chips(line))
        outer.addSpacing(10)
        self._add_texts(outer, line)
        outer.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        words = tr("Open in its meeting")
        self.open_button = PrimaryButton(ui, words, icon="messages-square", act=self.open_wanted.emit)
        self.open_button.setToolTip(tr("Enter"))
        self.copy_button = IconButton(
            ui, "copy", tr("Copy as text"), bordered=True,
            act=lambda: QGuiApplication.clipboard().setText(said.whole(line)),
        )  # fmt: skip
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        outer.addLayout(buttons)
        outer.addSpacing(12)
        outer.addWidget(hairline(ui))
        outer.addSpacing(12)
        outer.addLayout(self._facts(line))

    def _chips(self, line: PortionLine) -> QWidget:
        ui, said, tr = self._ui, self._said, self._ui.language.tr
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.addWidget(Chip(ui, said.words.portion(line.portion.kind), "acc"))
        state = said.state(line)
        if state:
            done = line.task is not None and line.task.state == "done"
            flow.addWidget(Chip(ui, state, "red" if said.late(line) else "grn" if done else "neutral"))
        section = section_of("", line.portion.section) if line.portion.section else None
        if section is not None:
            flow.addWidget(Chip(ui, section.heading(ui.language.code)[:40]))
        if line.portion.marking is None:
            flow.addWidget(Chip(ui, tr("Unmarked, stays with you"), "amb", "lock"))
        return holder

    def _add_texts(self, outer: QVBoxLayout, line: PortionLine) -> None:
        ui, text = self._ui, line.portion.text
        own = self._said.words.profile().side_of(ui.language.code)
        for side in (own, own.other):
            wording = text.side(side)
            if not wording:
                continue
            size = Size.SUBJECT if side is own else Size.BODY
            outer.addWidget(Text(ui, shown(wording), size, tone="t1" if side is own else "t2", wrap=True))
            outer.addSpacing(6)
            if text.state(side) is Wording.STALE:
                outer.addWidget(Chip(ui, ui.language.tr("Outdated translation"), "amb", "triangle-alert"))
                outer.addSpacing(6)

    def _facts(self, line: PortionLine) -> FactsGrid:
        ui, said, tr = self._ui, self._said, self._ui.language.tr
        grid = FactsGrid(ui)

        one = line.portion
        grid.add(tr("Said by"), self._person(line))
        grid.add(tr("Nation"), said.nation(one.nation))
        grid.add(tr("Attribution"), said.attribution(line))
        grid.add(tr("Recipient"), ", ".join(part for part in said.to_whom(line) if part))
        due = said.due(line)
        grid.add(tr("By when"), said.words.full_day(due) if due is not None else "")
        moved = said.suspense(line)
        grid.add(tr("Suspense"), said.words.full_day(moved) if moved is not None and moved != due else "")
        self.task_button = None
        if line.task is not None:
            ref = RecordRef("task", line.task.id, said.words.best(line.task.title))
            self.task_button = self._link(ref)
            grid.add(tr("Task"), self.task_button)
        meeting = RecordRef("meeting", line.meeting_id, said.words.best(line.meeting_title))
        grid.add(tr("Meeting"), self._link(meeting))
        grid.add(tr("Held"), Text(ui, said.words.line(line.start, line.zone), tabular=True, wrap=True))
        return grid

    def _person(self, line: PortionLine) -> QWidget | str:
        one = line.portion
        if not one.said_by_id or not one.said_by:
            return one.said_by
        return self._link(RecordRef("person", one.said_by_id, one.said_by))

    def _link(self, ref: RecordRef) -> LinkButton:
        return fact_link(self._ui, ref.label, _LONGEST_LINK, lambda: self._ui.open(ref))
