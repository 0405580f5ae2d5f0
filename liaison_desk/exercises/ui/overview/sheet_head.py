"""The head of an exercise's sheet: what it is called, what comes next, how its plan stands, and what can be done with it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.exercises.records import ExerciseState
from liaison_desk.exercises.ui.overview.columns import state_look
from liaison_desk.exercises.ui.overview.dossier import Dossier
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_NARROW: Final = 1000
"""Pixels below which the buttons keep their pictures alone."""
_GAP: Final = 8
_MARGINS: Final = 10 + 20


class SheetHead(QWidget):
    """Says the facts; what is clicked is told by signals."""

    back_wanted = Signal()
    edit_wanted = Signal()
    milestone_wanted = Signal()
    print_wanted = Signal(str)
    """The name of a template."""
    export_wanted = Signal(str)
    """What of it: plan, msel or milestones."""
    import_wanted = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        self.setFixedHeight(Size.PAGE_HEADER)
        self.back_button = IconButton(ui, "arrow-left", tr("All exercises"), key="Esc", act=self.back_wanted.emit)
        self.name = Text(ui, "", Size.TITLE, SEMIBOLD, elide=True)
        self.kind = Text(ui, "", tone="t2")
        self.mark = Text(ui, "", Size.SECONDARY, SEMIBOLD, tone="t2", elide=True)
        self.state = Chip(ui, "")
        self.next = Text(ui, "", Size.SECONDARY, SEMIBOLD)
        self.facts = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True, elide=True)
        self.past = Text(ui, "", Size.SECONDARY, SEMIBOLD, tone="red", tabular=True)
        self.compressed = Chip(ui, "")
        self.compressed.set_look(ChipLook(tr("compressed plan"), "amb", "triangle-alert"))
        self.compressed.setToolTip(tr("Some of its milestones should have been done before they were planned."))
        self.agreed = Chip(ui, "")
        self.edit_button = IconButton(ui, "pencil", tr("Edit the exercise"), key="F2", act=self.edit_wanted.emit)
        self.print_button = PlainButton(ui, tr("Print…"), icon="printer")
        self.print_button.clicked.connect(lambda: open_below(self.print_menu(), self.print_button))
        self.export_button = PlainButton(ui, tr("Export…"), icon="file-up")
        self.export_button.clicked.connect(lambda: open_below(self.export_menu(), self.export_button))
        self.milestone_button = PrimaryButton(ui, tr("Milestone"), icon="plus", act=self.milestone_wanted.emit)
        self.milestone_button.setToolTip(tr("New milestone (Ctrl+N)"))
        self._kinds = ("", "")
        self._lay_out()

    def show_dossier(self, dossier: Dossier) -> None:
        """Show an exercise."""
        words, tr, exercise = self._words, self._ui.language.tr, dossier.exercise
        line = dossier.line
        self.name.set_text(words.best(exercise.name))
        self._kinds = words.type(exercise.type), words.short_type(exercise.type)
        self.mark.set_text(words.mark(exercise.marking))
        self.mark.setVisible(bool(self.mark.text_whole()))
        self._fit_words()
        self.state.set_look(state_look(words, exercise.state))
        coming = words.coming(line)
        self.next.set_text(coming)
        self.next.setVisible(bool(coming))
        self.next.set_tone("amb" if line.next_day is not None and (line.next_day - words.today()).days <= 0 else "t1")
        opened = line.milestones - line.done
        facts = (self._when(dossier), tr("{n} open", n=opened) if line.milestones else "")
        before = coming or line.past
        self.facts.set_text(("·  " if before else "") + "  ·  ".join(part for part in facts if part))
        self.past.set_text(("·  " if coming else "") + tr("{n} past", n=line.past))
        self.past.setVisible(bool(line.past))
        self.compressed.setVisible(bool(dossier.past) and exercise.state is not ExerciseState.CLOSED)
        count = self._ui.language.count
        self.agreed.set_look(ChipLook(count("{n} date agreed", "{n} dates agreed", dossier.agreed), "neutral", "lock"))
        self.agreed.setVisible(bool(dossier.agreed))

    def print_menu(self) -> QMenu:
        """Return the papers there are about an exercise."""
        tr, menu = self._ui.language.tr, popup_menu(self)
        for template, words in (
            ("milestone-chart", tr("Milestone chart")),
            ("back-plan", tr("Back-plan")),
            ("planning-team", tr("Planning team")),
            ("msel", tr("MSEL, whole")),
            ("msel-our-cell", tr("MSEL, our cell")),
            ("lessons-annex", tr("Lessons annex")),
            ("exercise-read-ahead", tr("Read-ahead")),
            ("exercises-24", tr("24 months, all exercises")),
        ):
            menu.addAction(words, partial(self.print_wanted.emit, template))
        return menu

    def export_menu(self) -> QMenu:
        """Return what can be written to files, and taken in from one."""
        tr, menu = self._ui.language.tr, popup_menu(self)
        for what, words in (
            ("plan", tr("Back-plan as a spreadsheet…")),
            ("msel", tr("MSEL as a spreadsheet…")),
            ("milestones", tr("Milestones for a calendar…")),
        ):
            menu.addAction(words, partial(self.export_wanted.emit, what))
        menu.addSeparator()
        menu.addAction(tr("Take injects in from a table…"), self.import_wanted.emit)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons keep their pictures alone where there is no room for words."""
        super().resizeEvent(event)
        tr, narrow = self._ui.language.tr, self.width() < _NARROW
        for button, words in ((self.print_button, tr("Print…")), (self.export_button, tr("Export…"))):
            button.setText("" if narrow else words)
            button.setToolTip(words if narrow else "")
            button.setAccessibleName(words)
            button.updateGeometry()
        self._fit_words()

    def _when(self, dossier: Dossier) -> str:
        words, tr, exercise = self._words, self._ui.language.tr, dossier.exercise
        if exercise.startex is None or exercise.endex is None:
            return tr("No dates yet")
        first, last, today = exercise.startex.date(), exercise.endex.date(), words.today()
        if first <= today <= last:
            return words.counted("ENDEX", last) + tr(", {day}", day=words.full_day(last))
        if last < today:
            return words.span(first, last)
        return words.counted("STARTEX", first) + tr(", {day}", day=words.full_day(first))

    def _fit_words(self) -> None:
        """Give name and mark what room they need, as far as there is any, and say the type of the exercise as fits beside them."""
        for label in (self.name, self.mark):
            label.setMaximumWidth(label.fontMetrics().horizontalAdvance(label.text_whole()) + 6)
        wanted = self.name.maximumWidth()
        buttons = (self.back_button, self.edit_button, self.print_button, self.export_button, self.milestone_button)
        taken = sum(one.sizeHint().width() + _GAP for one in buttons) + sum(
            one.maximumWidth() + _GAP for one in (self.name, self.mark, self.state)
        )
        room = self.width() - _MARGINS - taken - _GAP
        self.kind.set_text(self._kinds[self.kind.fontMetrics().horizontalAdvance(self._kinds[0]) > room])
        self.name.setMinimumWidth(min(wanted, max(120, self.width() // 3)))

    def _lay_out(self) -> None:
        above, below, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        above.setSpacing(_GAP)
        above.addWidget(self.name, 1)
        above.addWidget(self.kind)
        above.addWidget(self.mark, 1)
        above.addWidget(self.state)
        above.addStretch(0)
        below.setSpacing(6)
        below.addWidget(self.next)
        below.addWidget(self.past)
        below.addWidget(self.compressed)
        below.addWidget(self.agreed)
        below.addWidget(self.facts, 1)
        words.setSpacing(1)
        words.addStretch(1)
        words.addLayout(above)
        words.addLayout(below)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 20, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.back_button)
        row.addLayout(words, 1)
        for button in (self.edit_button, self.print_button, self.export_button, self.milestone_button):
            row.addWidget(button)
