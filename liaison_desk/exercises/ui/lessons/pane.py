"""The pane of lessons: those of one exercise, or of all exercises and series, and one of them at the right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import LESSON, LessonLine, LessonSort, LessonState, Opening
from liaison_desk.exercises.ui.lessons.acts import LessonActs
from liaison_desk.exercises.ui.lessons.carrying import offer_of
from liaison_desk.exercises.ui.lessons.columns import ROW, LessonCells, lesson_columns
from liaison_desk.exercises.ui.lessons.detail import LessonView, Look
from liaison_desk.exercises.ui.lessons.narrowing import LessonBar
from liaison_desk.exercises.ui.lessons.table import LessonTable
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.windowed import WindowedModel

_PANES: Final = (892, 352)
_NARROW: Final = 980  # a pane narrower than this has no room for the lesson beside the table


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for the pane: the lessons, what they can be narrowed by, and what can be carried over."""

    listing: Listing
    tags: Sequence[str]
    series: Sequence[str]
    opening: Opening


class LessonsPane(QWidget):
    """Lists, shows, adds, edits and deletes lessons, makes tasks of them, and carries them into the next run."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._lessons = sources.lessons
        self._ui = ui
        self._exercise = 0
        self._opening = Opening()
        self._shown = 0
        self._wanted = 0  # the lesson that shall be shown once the list is there
        self.words = Words(ui.language, sources.profile, ui.clock)
        tr = ui.language.tr
        self._sort = ui.memory.sort("lessons/sort", Sort(LessonSort.ENTERED))
        self.bar = LessonBar(ui, self.words)
        self.strip = MessageStrip(ui)
        self.model: WindowedModel[LessonLine] = WindowedModel(
            ui.jobs.database, self._lessons.lines, self.words.spoken, lesson_columns(self.words), self
        )
        self.table = LessonTable(
            ui, self.model, tr("Lessons"), memory_key="lessons/columns", sort=self._sort, on_sort=self.set_sort,
            row_height=ROW,
        )  # fmt: skip
        self.table.setItemDelegate(LessonCells(ui, self.words))
        self.view = LessonView(ui, self.words)
        self.empty = EmptyState(ui, tr("No lessons yet."), tr("New lesson"), self._on_empty)
        self.nothing = EmptyState(ui, tr("Nothing here matches."), tr("Show all lessons"), self.show_all)
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self.acts = LessonActs(sources, ui, self.words, self, self.strip.show_error, partial(self.reveal, LESSON))
        self._build()
        self._connect()
        self._greet()

    def show_exercise(self, exercise_id: int) -> None:
        """Show the lessons of an exercise; 0 shows those of all, with the exercise each is from."""
        if exercise_id != self._exercise:
            self._opening, self._wanted = Opening(), 0
            self._greet()
            self.model.set_listing(EMPTY)  # nothing may be done any more with lessons of the exercise before
        self._exercise = exercise_id
        self._show_scope()
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        exercise, words_of = self._exercise, replace(self.bar.wanted(), exercise_id=self._exercise)
        sort, lessons = self._sort, self._lessons

        def read() -> _Found:
            listing, tags = lessons.listing(words_of, sort), lessons.tags()
            if not exercise:
                return _Found(listing, tags, lessons.series(), Opening())
            try:
                return _Found(listing, tags, (), lessons.opening(exercise))
            except NotFoundError:  # the exercise has just been erased; the page shows another one soon
                return _Found(listing, tags, (), Opening())

        self._ui.jobs.database.run(
            read, self._show_found, self.strip.show_error, ticket_key=f"lessons {id(self)}", owner=self
        )

    def reveal(self, kind: str, record_id: int) -> None:
        """Show a lesson, whatever the list is narrowed to; other kinds are not here."""
        if kind == LESSON:
            self._wanted = record_id
            self.refresh()

    def show_all(self) -> None:
        """Take all narrowing away."""
        self.bar.widen()
        self.refresh()

    def set_sort(self, sort: Sort[LessonSort]) -> None:
        """Order the lessons otherwise, and remember it."""
        self._sort = sort
        self._ui.memory.keep_sort("lessons/sort", sort)
        self.refresh()

    def new_lesson(self) -> None:
        """Open the form of a new lesson."""
        self.acts.add(self._exercise)

    def edit_current(self) -> None:
        """Open the form of the lesson the keyboard is on."""
        number = self.table.current_id()
        if number is not None:
            self.acts.edit(number)

    def carry_over(self) -> None:
        """Offer what an earlier run left open."""
        if self._opening.lessons:
            self.acts.carry(self._exercise, self._opening)

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected lessons."""
        acts, icon, tr = self.acts, self._ui.icons.icon, self._ui.language.tr
        ids = self.table.selected_ids()
        menu = popup_menu(self)
        if len(ids) == 1:
            menu.addAction(icon("pencil"), f"{tr('Edit')}\t{tr('Enter')}", self.edit_current)
            menu.addAction(icon("list-checks"), f"{tr('Make a task')}\tT", lambda: acts.make_task(ids[0]))
            menu.addSeparator()
        states = menu.addMenu(tr("State"))
        for number, (state, name) in enumerate(self.words.states, 1):
            dots = "…" if state is LessonState.REJECTED else ""
            states.addAction(f"{name}{dots}\t{number}", partial(acts.set_state, ids, state))
        menu.addSeparator()
        menu.addAction(icon("copy"), f"{tr('Copy rows')}\tCtrl+C", self.table.copy_rows)
        menu.addAction(icon("trash-2", "red"), f"{tr('Delete')}\tDel", lambda: acts.delete(ids))
        return menu

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the lessons."""
        super().focusInEvent(event)
        self._go_to_table()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: 1 to 5 put into a state, T makes a task, / goes to the filter; Esc steps back."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        ids, states = self.table.selected_ids(), self.words.states
        if event.text() == "/":
            self.focus_search()
        elif plain and Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(states):
            self.acts.set_state(ids, states[key - Qt.Key.Key_1][0])
        elif plain and key == Qt.Key.Key_T and len(ids) == 1:
            self.acts.make_task(ids[0])
        elif plain and key == Qt.Key.Key_Escape and self.table.isVisible() and not self.table.hasFocus():
            self._go_to_table()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        ui = self._ui
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self.bar, hairline(ui), self.strip):
            outer.addWidget(widget)
        outer.addWidget(Panes(ui, "lessons/panes", ((self.stack, 420), (self.view, 300)), _PANES, narrow=_NARROW), 1)
        surface(self, "win")
        self._show_scope()

    def _connect(self) -> None:
        bar, table, view = self.bar, self.table, self.view
        bar.changed.connect(self.refresh)
        bar.search.left_for_list.connect(self._go_to_table)
        bar.new_button.clicked.connect(lambda _: self.new_lesson())
        bar.carry_button.clicked.connect(lambda _: self.carry_over())
        table.opened.connect(lambda _: self.edit_current())
        table.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        table.current_changed.connect(self._on_current)
        view.edit_wanted.connect(self.edit_current)
        view.task_wanted.connect(lambda: self.acts.make_task(self._shown))
        view.learned_wanted.connect(lambda: self.acts.set_state([self._shown], LessonState.LEARNED))
        for keys, holder, act in (
            (Qt.Key.Key_F2, self, self.edit_current),
            (Qt.Key.Key_Delete, table, lambda: self.acts.delete(table.selected_ids())),
        ):
            on_keys(holder, keys, act)

    def _greet(self) -> None:
        """Take the message of the exercise before away; that the list of tags is spoilt stays said."""
        if self.words.spoilt is not None:
            self.strip.show_error(self.words.spoilt)
        else:
            self.strip.hide()

    def _show_scope(self) -> None:
        """Show the exercise of each lesson where lessons of several are on show."""
        self.table.show_exercises(not self._exercise)
        self.bar.show_scope(everything=not self._exercise)

    def _show_found(self, found: _Found) -> None:
        self._opening = found.opening
        self.bar.offer(found.tags, found.series)
        self.bar.show_count(len(found.listing))
        self.bar.show_left(0 if found.opening.first else len(found.opening.lessons))
        self.model.set_listing(found.listing)
        narrowed = self.bar.narrowing()
        self._show_empty()
        first = found.opening.first and self._exercise
        self.stack.setCurrentWidget(
            self.table if len(found.listing) else self.nothing if narrowed and not first else self.empty
        )
        if self._wanted and not self._reveal_wanted(narrowed=narrowed):
            return  # it is read again, without what hides it
        if self.table.current_id() is None:
            self.table.select_first()
        self._on_current(self.table.current_id())

    def _reveal_wanted(self, *, narrowed: bool) -> bool:
        """Bring the wanted lesson into sight; false when the list has to be read again without its narrowing."""
        if self.table.select_id(self._wanted):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif narrowed:
            self.show_all()
            return False
        else:
            self.strip.show_error(NotFoundError("This lesson is not there any more."))
        self._wanted = 0
        return True

    def _show_empty(self) -> None:
        tr, offered = self._ui.language.tr, self._opening
        action = offer_of(self._ui, self.words, offered) if offered.lessons else tr("New lesson")
        self.empty.button.setText(action)
        self.empty.button.updateGeometry()
        if offered.lessons:
            said = tr("No lessons yet. The earlier run left some open that this one can begin with.")
        elif self._exercise:
            said = tr("No lessons yet. Write down what to keep and what to make better while it is fresh.")
        else:
            said = tr("No lessons yet. Each exercise collects its own.")
        self.empty.set_text(said)

    def _on_empty(self) -> None:
        if self._opening.lessons:
            self.carry_over()
        else:
            self.new_lesson()

    def _on_current(self, number: int | None) -> None:
        if number is None:
            self._shown = 0
            self.view.show_nothing()
        else:
            self._read(number)

    def _read(self, number: int) -> None:
        lessons = self._lessons

        def read() -> Look | None:
            try:
                lesson, lines = lessons.lesson(number), lessons.lines([number])
            except NotFoundError:
                return None
            before, after = lessons.followed(number)
            return Look(lesson, lines[number], tuple(before), tuple(after)) if number in lines else None

        def show(look: Look | None) -> None:
            if look is not None and number == self.table.current_id():
                self._shown = number
                self.view.show_look(look)

        self._ui.jobs.database.run(
            read, show, self.strip.show_error, ticket_key=f"lesson {id(self)}", owner=self
        )  # fmt: skip

    def _go_to_table(self) -> None:
        if self.table.current_id() is None:
            self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_part(self, step: int) -> bool:
        """Put the keyboard into the next part of the pane, or the one before; false at either end."""
        panes: list[QWidget] = [self.bar, self.table, *([] if self.view.isHidden() else [self.view])]
        targets: list[QWidget] = [self.bar.search, *panes[1:]]
        here = part_in_hand(panes)
        if here < 0 or not 0 <= here + step < len(targets):
            return False
        targets[here + step].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
