"""The exercises page: all of them at first, then the sheet of the one that was opened."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import EXERCISE, INJECT, LESSON, MILESTONE, Exercise
from liaison_desk.exercises.ui.overview.listing import Overview
from liaison_desk.exercises.ui.overview.panes import BeginsLessons, HasFilter, HasParts, HasTable
from liaison_desk.exercises.ui.overview.sheet import Sheet
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface

_OWN = frozenset({EXERCISE, MILESTONE, INJECT, LESSON})


class ExercisesPage(Page):
    """Lists, opens, adds, edits and deletes exercises; what belongs to one is shown by the panes of its sheet."""

    kinds = _OWN | {"event", "task"}
    titled = Signal()
    """The page is called otherwise now."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__(ui.changes)
        self._sources = sources
        self._ui = ui
        self.words = Words(ui.language, sources.profile, ui.clock)
        self.overview = Overview(sources, ui, self.words)
        self.sheet = Sheet(sources, ui, self.words)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.overview)
        self.stack.addWidget(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        surface(self, "win")
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read again what is shown and may have changed."""
        own = changes is None or changes.touches(*_OWN)
        if own:
            self.overview.reload()
            if changes is not None:
                self._refresh_lines(changes)
        if self.open_sheet:
            self.sheet.refresh_head()
            if own:
                self.sheet.refresh_panes()
        if own:
            self.overview.refresh_panes()

    @property
    def open_sheet(self) -> bool:
        """Whether one exercise is on show."""
        return self.stack.currentWidget() is self.sheet

    def title(self) -> str:
        """Return the name of the exercise on show."""
        shown = self.sheet.exercise if self.open_sheet else None
        return self.words.best(shown.name) if shown is not None else ""

    def on_show(self) -> RecordRef | None:
        """Return the exercise on show, to which a file that arrives may go."""
        shown = self.sheet.exercise if self.open_sheet else None
        return RecordRef(EXERCISE, shown.id, self.title()) if shown is not None else None

    def in_hand(self) -> RecordRef | None:
        """Return the milestone, inject, lesson or exercise that the keyboard is on, of which the history is asked."""
        if self.open_sheet:
            return self.sheet.in_hand()
        pane = self.overview.pane(self.overview.view)
        lesson = pane.table.current_id() if isinstance(pane, HasTable) else None
        if lesson is not None:
            return RecordRef(LESSON, lesson)
        number = self.overview.table.current_id()
        return RecordRef(EXERCISE, number) if number is not None else None

    def show_record(self, record_id: int) -> None:
        """Open the sheet of an exercise."""
        self._open(record_id)

    def show_other(self, ref: RecordRef) -> None:
        """Show a milestone, an inject or a lesson in the sheet of its exercise."""
        sources = self._sources

        def exercise_of() -> int:
            try:
                if ref.kind == MILESTONE:
                    return sources.plans.milestone(ref.id).exercise_id
                if ref.kind == INJECT:
                    return sources.msel.inject(ref.id).exercise_id
                return sources.lessons.lesson(ref.id).exercise_id
            except NotFoundError:
                return 0

        def found(exercise_id: int) -> None:
            if exercise_id:
                self._open(exercise_id, ref)
            else:
                self._ui.notify(self._ui.language.tr("What was to be opened is not there any more."), None)

        self._ui.jobs.database.run(exercise_of, found, owner=self)

    def new_record(self) -> None:
        """Begin what the part of the sheet on show is about, among all lessons a lesson, else an exercise."""
        lessons = self.overview.pane(self.overview.view)
        if self.open_sheet:
            self.sheet.new_record()
        elif isinstance(lessons, BeginsLessons):
            lessons.new_lesson()
        else:
            self.new_exercise()

    def new_exercise(self) -> None:
        """Open the form of a new exercise."""
        from liaison_desk.exercises.ui.form.opening import ask_new

        ask_new(self._sources, self._ui, self.words, self, self._on_saved)

    def edit_current(self) -> None:
        """Open the form of the exercise on show, or of the one the keyboard is on."""
        from liaison_desk.exercises.ui.form.opening import ask_known

        number = self.sheet.exercise_id if self.open_sheet else self.overview.table.current_id()
        if number:
            ask_known(self._sources, self._ui, self.words, self, number)

    def delete_selected(self) -> None:
        """Put the selected exercises into the trash with all that belongs to them; the toast takes them out again."""
        self.delete([self.sheet.exercise_id] if self.open_sheet else self.overview.table.selected_ids())

    def delete(self, ids: Sequence[int]) -> None:
        """Put exercises into the trash; what was made of their milestones goes and comes back with them."""
        if not ids:
            return
        told = self._ui.language.count("Exercise deleted.", "{n} exercises deleted.", len(ids))

        def done(_: object) -> None:
            self.show_list()
            self._ui.notify(told, undo)

        def undo() -> None:
            self._ui.jobs.database.run(self._sources.outside.undo, owner=self)

        self._ui.jobs.database.run(
            lambda: self._sources.exercises.delete(ids), done, self.overview.strip.show_error, owner=self
        )

    def may_close(self) -> bool:
        """Ask before the window closes on an inject that was begun and is not kept."""
        tr = self._ui.language.tr
        said = tr("An inject was begun and is not kept yet. It is lost when the window closes.")
        return not self.sheet.at_risk or self._ui.ask.confirm(
            tr("Discard what you typed?"), said, tr("Close all the same"), destructive=True
        )

    def show_list(self) -> None:
        """Go back from a sheet to all exercises, with the keyboard on the one that was open."""
        number = self.sheet.exercise_id
        was_open = self.open_sheet
        self.stack.setCurrentWidget(self.overview)
        if was_open:
            self.overview.table.select_id(number)
        self.overview.take_focus()
        self.titled.emit()

    def focus_search(self) -> None:
        """Put the keyboard into the filter of what is on show; where a part of a sheet has none, it stays where it is."""
        pane = self._pane()
        if isinstance(pane, HasFilter):
            pane.focus_search()
        elif not self.open_sheet:
            self.overview.focus_search()

    def context_menu(self, ids: Sequence[int]) -> QMenu:
        """Return what can be done with exercises."""
        ui, tr = self._ui, self._ui.language.tr
        menu = popup_menu(self)
        if len(ids) == 1:
            number, outside = ids[0], self._sources.outside
            menu.addAction(ui.icons.icon("flag"), f"{tr('Open the exercise')}\tEnter", partial(self._open, number))
            menu.addAction(ui.icons.icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
            menu.addAction(
                ui.icons.icon("printer"), tr("Print the milestone chart…"), partial(outside.print_papers, "milestone-chart", number),
            )  # fmt: skip
            menu.addSeparator()
        menu.addAction(ui.icons.icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.overview.table.copy_rows)
        menu.addAction(ui.icons.icon("trash-2", "red"), f"{tr('Delete')}\tDel", partial(self.delete, ids))
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to what is on show, so that its keys work at once for whoever comes back from another page."""
        super().focusInEvent(event)
        (self.sheet if self.open_sheet else self.overview).take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: / goes to the filter; Esc steps back, from a sheet to all exercises."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_Escape and self.open_sheet:
            self.show_list()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.overview.take_focus()
        elif (
            plain and event.key() == Qt.Key.Key_F2 and self.open_sheet
        ):  # where nothing of its own is edited by that key
            self.edit_current()
        elif event.text() == "/":
            self.focus_search()
        else:
            super().keyPressEvent(event)

    def _open(self, exercise_id: int, goal: RecordRef | None = None) -> None:
        self.stack.setCurrentWidget(self.sheet)
        self.sheet.show_exercise(exercise_id, goal)
        self.sheet.take_focus()

    def _on_saved(self, saved: Exercise) -> None:
        self.overview.reload()
        self._open(saved.id)

    def _on_gone(self) -> None:
        if self.open_sheet:
            self.show_list()
            self._ui.notify(self._ui.language.tr("This exercise is not there any more."), None)

    def _refresh_lines(self, changes: ChangeSet) -> None:
        """Read lines again: those of exercises that changed, and all in sight when something of theirs did."""
        ids = changes.ids.get(EXERCISE, frozenset())
        others = changes.touches(MILESTONE)
        self.overview.model.refresh(self.overview.model.listing.ids if others else ids)

    def _print(self, template: str) -> None:
        self._sources.outside.print_papers(template, self.sheet.exercise_id)

    def _connect(self) -> None:
        overview, sheet, outside = self.overview, self.sheet, self._sources.outside
        overview.new_wanted.connect(self.new_exercise)
        overview.table.opened.connect(self._open)
        overview.table.menu_wanted.connect(self._popup_menu)
        sheet.shown.connect(lambda _: self.titled.emit())
        sheet.gone.connect(self._on_gone)
        sheet.head.back_wanted.connect(self.show_list)
        sheet.head.edit_wanted.connect(self.edit_current)
        sheet.head.milestone_wanted.connect(sheet.new_milestone)
        sheet.head.print_wanted.connect(self._print)
        sheet.head.export_wanted.connect(lambda what: outside.export(what, sheet.exercise_id))
        sheet.head.import_wanted.connect(lambda: outside.import_msel(sheet.exercise_id))
        for keys, holder, act in (
            (Qt.Key.Key_F2, overview.table, self.edit_current),
            (Qt.Key.Key_Delete, overview.table, self.delete_selected),
            (Qt.Key.Key_F6, self, partial(self._next_pane, 1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, partial(self._next_pane, -1)),
            (QKeySequence.StandardKey.Find, self, self.focus_search),
            (QKeySequence("Ctrl+PgDown"), overview, partial(overview.step_view, 1)),
            (QKeySequence("Ctrl+PgUp"), overview, partial(overview.step_view, -1)),
            (QKeySequence.StandardKey.Print, sheet, partial(self._print, "milestone-chart")),
        ):
            on_keys(holder, keys, act)

    def _popup_menu(self, ids: list[int], at: QPoint) -> None:
        self.context_menu(ids).popup(at)

    def _pane(self) -> QWidget | None:
        """Return the pane on show; None for the list of exercises."""
        return self.sheet.pane(self.sheet.tab) if self.open_sheet else self.overview.pane(self.overview.view)

    def _next_pane(self, step: int) -> None:
        pane = self._pane()
        if isinstance(pane, HasParts) and pane.isAncestorOf(self.window().focusWidget()) and pane.next_part(step):
            return
        owners: list[QWidget] = (
            [self.sheet.tabs, self.sheet.stack] if self.open_sheet else [self.overview.segments, self.overview.stack]
        )
        there = owners[(part_in_hand(owners) + step) % len(owners)]
        if there is self.overview.stack:
            self.overview.take_focus()
        elif there is self.sheet.stack:
            self.sheet.take_focus()
        elif self.open_sheet:
            self.sheet.tabs.button(self.sheet.tab).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.overview.segments.button(self.overview.view).setFocus(Qt.FocusReason.ShortcutFocusReason)
