"""The pane of the turnover: the countdown, the checklist by phases, and what a successor must know of which record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Group, Listing
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.rows import TwoLineDelegate
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.partnership.records import (
    TURNOVER,
    TURNOVER_NOTE,
    Matter,
    NoteLine,
    StepLine,
    Turnover,
    TurnoverStep,
)
from liaison_desk.partnership.rules.turnover import current
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.turnover.form import step_dialog, turnover_dialog
from liaison_desk.partnership.ui.turnover.head import TurnoverHead
from liaison_desk.partnership.ui.turnover.note_form import ask_note
from liaison_desk.partnership.ui.turnover.notes import NotesPart
from liaison_desk.partnership.ui.turnover.words import Words

T = TypeVar("T")
_SIZES: Final = (620, 560)
_AHEAD: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for the pane."""

    turnovers: Sequence[Turnover]
    notes: Sequence[NoteLine]
    missing: Sequence[Matter]


class TurnoverPane(QWidget):
    """Shows one turnover with its checklist, and the notes of all records."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._one: Turnover | None = None
        self._chosen = 0  # the turnover that shall be shown; 0 = the one that is worked on
        self._wanted_note = 0
        self._steps: dict[int, StepLine] = {}
        self.words = words = Words(ui.language, sources.profile, ui.clock)
        tr = ui.language.tr
        self.head = TurnoverHead(ui, words, sources.outside)
        self.strip = MessageStrip(ui)
        self.model: WindowedModel[StepLine] = WindowedModel(
            ui.jobs.database, self._lines_of, words.spoken_step, (), self
        )
        self.steps = RecordList(ui, self.model, TwoLineDelegate(ui, words.step, ticks=True), tr("Checklist"))
        self.empty = EmptyState(
            ui, tr("No turnover yet. Give its day, and the checklist from 90 days before it to 30 after falls into place."),
            tr("New turnover"), self.new_record,
        )  # fmt: skip
        self.bare = EmptyState(ui, tr("This turnover has no checklist."), tr("Add the checklist"), self.apply_checklist)
        self.left = QStackedWidget()
        surface(self.left, "surf")
        for widget in (self.steps, self.empty, self.bare):
            self.left.addWidget(widget)
        self.notes = NotesPart(ui, words)
        self.panes = Panes(ui, "turnover/panes", ((self.left, 380), (self.notes, 360)), _SIZES)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.head, hairline(ui), self.strip):
            outer.addWidget(part)
        outer.addWidget(self.panes, 1)
        surface(self, "win")
        self.strip.hide()
        self._connect()

    # What the page asks ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what is shown."""
        book, notes = self._sources.turnovers, self._sources.turnover_notes
        self._ui.jobs.database.run(
            lambda: _Found(book.everything(), notes.lines(), notes.without()), self._show, self.strip.show_error,
            ticket_key=f"turnover {id(self)}", owner=self,
        )  # fmt: skip

    def changed(self, changes: ChangeSet) -> None:
        """Read again what changes touch."""
        del changes
        self.refresh()

    def reveal(self, ref: RecordRef) -> None:
        """Show a turnover, or a turnover note among the others."""
        if ref.kind == TURNOVER_NOTE:
            self._wanted_note = ref.id
        else:
            self._chosen = ref.id
        self.refresh()

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new turnover, or the note about a record."""
        if ref.kind == TURNOVER_NOTE and ref.about:
            self._ask_note(ref.about[0])
        else:
            self.new_record()

    def in_hand(self) -> RecordRef | None:
        """Return the record whose note the keyboard is on, else the turnover."""
        if part_in_hand([self.notes]) == 0 and (ref := self.notes.in_hand()) is not None:
            return ref
        return RecordRef(TURNOVER, self._one.id) if self._one is not None else None

    def take_focus(self) -> None:
        """Put the keyboard on the checklist, or on the notes where there is none."""
        if self.left.currentWidget() is not self.steps:
            self.notes.take_focus()
            return
        if self.steps.current_id() is None:
            self.steps.select_first()
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """There is no filter here: the notes are few, and in order."""
        self.notes.take_focus()

    def next_part(self, step: int) -> bool:
        """Put the keyboard into the next part, or the one before; false at either end."""
        parts: list[QWidget] = [self.head, self.left, self.notes]
        here = part_in_hand(parts)
        if here < 0 or not 0 <= here + step < len(parts):
            return False
        there = parts[here + step]
        if there is self.left:
            self.take_focus()
        elif there is self.notes:
            self.notes.take_focus()
        else:
            self.head.book_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def print_pane(self) -> None:
        """Open the turnover book."""
        self._sources.outside.print_papers("turnover-book", None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the checklist."""
        super().focusInEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back to the checklist."""
        if event.key() == Qt.Key.Key_Escape and not self.steps.hasFocus() and self.steps.isVisible():
            self.take_focus()
        else:
            super().keyPressEvent(event)

    # Deeds -----------------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Open the form of a new turnover with the checklist, three months ahead for a beginning."""
        book, on = self._sources.turnovers, self.words.today() + _AHEAD
        self._run(lambda: book.draft(on), self._ask)

    def edit_turnover(self) -> None:
        """Open the form of the turnover on show."""
        if self._one is not None:
            self._ask(self._one)

    def delete_turnover(self) -> None:
        """Put the turnover on show into the trash."""
        one, book, tr = self._one, self._sources.turnovers, self._ui.language.tr
        if one is not None:
            self._chosen = 0
            self._run(lambda: book.delete([one.id]), lambda _: self._tell(tr("Turnover put into the trash")))

    def apply_checklist(self) -> None:
        """Add the steps of the checklist that the turnover lacks."""
        one, book, language = self._one, self._sources.turnovers, self._ui.language

        def added(number: int) -> None:
            if number:
                self._tell(language.count("{n} step added", "{n} steps added", number))
            else:
                self._ui.notify(language.tr("It has all steps of the checklist."), None)

        if one is not None:
            self._run(lambda: book.apply_checklist(one.id), added)

    def tick(self, number: int) -> None:
        """Note that a step was done today, or was not after all."""
        one, book, line = self._one, self._sources.turnovers, self._steps.get(number)
        if one is not None and line is not None:
            self._run(lambda: book.tick(one.id, line.step.key, done=line.step.done is None), lambda _: self.refresh())

    def edit_step(self) -> None:
        """Open the form of the step the keyboard is on."""
        line = self._steps.get(self.steps.current_id() or 0)
        if line is not None:
            self._ask_step(line.step)

    def add_step(self) -> None:
        """Open the form of a new step."""
        self._ask_step(TurnoverStep("", Bilingual()))

    def delete_steps(self) -> None:
        """Take the selected steps out of the checklist."""
        one, book, language = self._one, self._sources.turnovers, self._ui.language
        keys = [self._steps[number].step.key for number in self.steps.selected_ids() if number in self._steps]
        if one is not None and keys:
            said = language.count("Step taken out", "{n} steps taken out", len(keys))
            self._run(lambda: book.remove_steps(one.id, keys), lambda _: self._tell(said))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        head, steps, notes = self.head, self.steps, self.notes
        head.edit_wanted.connect(self.edit_turnover)
        head.new_wanted.connect(self.new_record)
        head.delete_wanted.connect(self.delete_turnover)
        head.step_wanted.connect(self.add_step)
        head.checklist_wanted.connect(self.apply_checklist)
        head.chosen.connect(self._choose)
        steps.checked.connect(self.tick)
        steps.opened.connect(lambda _: self.edit_step())
        steps.menu_wanted.connect(self._popup_menu)
        on_keys(steps, Qt.Key.Key_Delete, self.delete_steps)
        on_keys(self, "Ctrl+Shift+N", self.add_step)
        on_keys(self.left, Qt.Key.Key_F2, self.edit_step)
        on_keys(self.head, Qt.Key.Key_F2, self.edit_turnover)
        notes.note_wanted.connect(self._ask_note)
        notes.opened.connect(self._ui.open)
        notes.delete_wanted.connect(self._delete_notes)

    def _show(self, found: _Found) -> None:
        known = {one.id: one for one in found.turnovers}
        self._one = known.get(self._chosen) or current(found.turnovers, self.words.today())
        self.head.show_turnover(self._one, found.turnovers)
        lines = self._sources.turnovers.checklist(self._one) if self._one is not None else []
        self._steps = dict(enumerate(lines, 1))
        groups = []
        for phase, some in groupby(self._steps.items(), key=lambda item: item[1].phase):
            numbers = [number for number, _ in some]
            groups.append(Group(numbers[0] - 1, len(numbers), self.words.phase(phase)))
        self.model.set_listing(Listing(list(self._steps), tuple(groups)))
        self.left.setCurrentWidget(self.empty if self._one is None else self.steps if lines else self.bare)
        if self.steps.current_id() is None:
            self._select_next()
        self.notes.show_found(found.notes, found.missing)
        if self._chosen and self._chosen not in known:
            self._chosen = 0
            self.strip.show_error(NotFoundError("This turnover is not there any more."))
        if self._wanted_note and not self.notes.reveal(self._wanted_note):
            self.strip.show_error(NotFoundError("This turnover note is not there any more."))
        self._wanted_note = 0

    def _select_next(self) -> None:
        """Put the keyboard on the first step that is not done."""
        number = next((number for number, line in self._steps.items() if line.step.done is None), 0)
        if not self.steps.select_id(number):
            self.steps.select_first()

    def _lines_of(self, ids: Sequence[int]) -> Mapping[int, StepLine]:
        steps = self._steps
        return {number: steps[number] for number in ids if number in steps}

    def _choose(self, number: int) -> None:
        self._chosen = number
        self.refresh()

    def _ask(self, one: Turnover) -> None:
        self._ui.ask.form(turnover_dialog(self._ui, self.words, self._sources, one, lambda kept: self._choose(kept.id)))

    def _ask_step(self, step: TurnoverStep) -> None:
        if self._one is not None:
            dialog = step_dialog(self._ui, self.words, self._sources, self._one, step, lambda _: self.refresh())
            self._ui.ask.form(dialog)

    def _ask_note(self, ref: RecordRef) -> None:
        ask_note(self._ui, self._sources.turnover_notes, self._sources.profile, ref)

    def _delete_notes(self, ids: Sequence[int]) -> None:
        book, language = self._sources.turnover_notes, self._ui.language
        said = language.count("Turnover note put into the trash", "{n} turnover notes put into the trash", len(ids))
        self._run(lambda: book.delete(ids), lambda _: self._tell(said))

    def _popup_menu(self, ids: Sequence[int], at: QPoint) -> None:
        icon, tr = self._ui.icons.icon, self._ui.language.tr
        menu = popup_menu(self)
        if len(ids) == 1:
            menu.addAction(icon("check"), f"{tr('Done / not done')}\t{tr('Space')}", lambda: self.tick(ids[0]))
            menu.addAction(icon("pencil"), f"{tr('Edit step')}\tF2", self.edit_step)
        menu.addAction(icon("plus"), f"{tr('Add a step…')}\tCtrl+Shift+N", self.add_step)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "red"), f"{tr('Take out')}\tDel", self.delete_steps)
        menu.popup(at)

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        def arrived(result: T) -> None:
            self.strip.hide()
            done(result)

        self._ui.jobs.database.run(work, arrived, self.strip.show_error, owner=self)

    def _tell(self, said: str) -> None:
        self._ui.notify(said, lambda: self._run(self._sources.outside.undo, lambda _: None))
