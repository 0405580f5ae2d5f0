"""The pane of lessons: those of one exercise, or of all exercises and series, and one of them at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from liaison_desk.exercises.records import LESSON, LessonFilter, LessonLine, LessonSort, LessonState, Opening
from liaison_desk.exercises.ui.lessons.acts import LessonActs
from liaison_desk.exercises.ui.lessons.carrying import offer_of
from liaison_desk.exercises.ui.lessons.columns import ROW, LessonCells, lesson_columns
from liaison_desk.exercises.ui.lessons.detail import LessonView, Look
from liaison_desk.exercises.ui.lessons.narrowing import LessonBar
from liaison_desk.exercises.ui.lessons.table import LessonTable
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.screens.pane import Listed, ListPane

_PANES: Final = (892, 352)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for the pane: the lessons, what they can be narrowed by, and what can be carried over."""

    listing: Listing
    tags: Sequence[str]
    series: Sequence[str]
    opening: Opening


class LessonsPane(ListPane[LessonLine, LessonFilter]):
    """Lists, shows, adds, edits and deletes lessons, makes tasks of them, and carries them into the next run."""

    TABLE: ClassVar[type[RecordTable]] = LessonTable
    bar: LessonBar
    table: LessonTable
    view: LessonView

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._lessons = sources.lessons
        self._exercise = 0
        self._opening = Opening()
        self.words = words = Words(ui.language, sources.profile, ui.clock)
        tr, count = ui.language.tr, ui.language.count
        listed = Listed(
            LESSON, "lessons", tr("Lessons"), lesson_columns(words), self._lessons.listing, self._lessons.lines, words.spoken,
            lambda line: words.best(line.title), Sort(LessonSort.ENTERED), LessonFilter(), (), hint="", new=tr("New lesson"),
            empty=tr("No lessons yet."), nothing=tr("Nothing here matches."), all_of_them=tr("Show all lessons"),
            gone=tr("This lesson is not there any more."), counted=str,
            deleted=lambda n: count("Lesson deleted.", "{n} lessons deleted.", n), row_height=ROW,
        )  # fmt: skip
        view = LessonView(ui, words)
        super().__init__(ui, listed, view, sources.outside.undo, sizes=_PANES)
        self.acts = acts = LessonActs(sources, ui, words, self, self.strip.show_error, self._reveal)
        self.bar.carry_button.clicked.connect(lambda _: self.carry_over())
        view.edit_wanted.connect(self.edit_current)
        view.task_wanted.connect(lambda: acts.make_task(self._shown))
        view.learned_wanted.connect(lambda: acts.set_state([self._shown], LessonState.LEARNED))
        self._show_scope()
        self._greet()

    # What the list asks ----------------------------------------------------------------------------------------------

    def make_bar(self) -> LessonBar:
        """Return the line above the lessons."""
        return LessonBar(self.ui, self.words)

    def make_cells(self) -> LessonCells:
        """Return what paints the cells."""
        return LessonCells(self.ui, self.words)

    def read_whole(self, number: int) -> Look:
        """Return a lesson with its line and its chain of runs; on the database lane. Raises NotFoundError."""
        lesson, lines = self._lessons.lesson(number), self._lessons.lines([number])
        if number not in lines:
            raise NotFoundError(self.listed.gone)
        before, after = self._lessons.followed(number)
        return Look(lesson, lines[number], tuple(before), tuple(after))

    def show_whole(self, whole: Look) -> None:
        """Show a lesson at the right."""
        self.view.show_look(whole)

    def new_record(self) -> None:
        """Open the form of a new lesson."""
        self.acts.add(self._exercise)

    def begin_first(self) -> None:
        """Carry over what an earlier run left open, or open the form of the first lesson."""
        if self._opening.lessons:
            self.carry_over()
        else:
            self.new_record()

    def edit(self, number: int) -> None:
        """Open the form of a lesson."""
        self.acts.edit(number)

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put lessons into the trash; on the database lane."""
        self._lessons.delete(ids)

    def run(self, work: Callable[[], Any], done: Callable[[Any], object] | None = None) -> None:
        """Do something on the database lane; that the list of tags is spoilt stays said."""

        def arrived(result: Any) -> None:
            self._greet()
            if done is not None:
                done(result)

        super().run(work, arrived)

    def context_menu(self, ids: Sequence[int] = ()) -> QMenu:
        """Return what can be done with the selected lessons."""
        return super().context_menu(ids or self.selected_ids())

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what is made of one lesson, and the states of all."""
        acts, tr = self.acts, self.ui.language.tr
        if len(ids) == 1:
            menu.addAction(self.ui.icons.icon("list-checks"), f"{tr('Make a task')}\tT", lambda: acts.make_task(ids[0]))
            menu.addSeparator()
        states = menu.addMenu(tr("State"))
        for number, (state, name) in enumerate(self.words.states, 1):
            dots = "…" if state is LessonState.REJECTED else ""
            states.addAction(f"{name}{dots}\t{number}", partial(acts.set_state, ids, state))

    def press(self, event: QKeyEvent) -> bool:
        """1 to 5 put into a state, T makes a task."""
        key, ids, states = event.key(), self.selected_ids(), self.words.states
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(states):
            self.acts.set_state(ids, states[key - Qt.Key.Key_1][0])
            return True
        if key == Qt.Key.Key_T and len(ids) == 1:
            self.acts.make_task(ids[0])
            return True
        return False

    # What the page asks ----------------------------------------------------------------------------------------------

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
        exercise, wanted = self._exercise, replace(self.bar.wanted(), exercise_id=self._exercise)
        sort, lessons = self._sort, self._lessons

        def read() -> _Found:
            listing, tags = lessons.listing(wanted, sort), lessons.tags()
            if not exercise:
                return _Found(listing, tags, lessons.series(), Opening())
            try:
                return _Found(listing, tags, (), lessons.opening(exercise))
            except NotFoundError:  # the exercise has just been erased; the page shows another one soon
                return _Found(listing, tags, (), Opening())

        self.read(read, self._show_all_found)

    def reveal(self, ref: RecordRef | int | str, record_id: int = 0) -> None:
        """Show a lesson, by its kind and id too, whatever the list is narrowed to; other kinds are not here."""
        if not isinstance(ref, str):
            super().reveal(ref)
        elif ref == LESSON:
            super().reveal(record_id)

    def new_lesson(self) -> None:
        """Open the form of a new lesson."""
        self.new_record()

    def carry_over(self) -> None:
        """Offer what an earlier run left open."""
        if self._opening.lessons:
            self.acts.carry(self._exercise, self._opening)

    # Inside ----------------------------------------------------------------------------------------------------------

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

    def _reveal(self, number: int) -> None:
        self.reveal(number)

    def _hides(self) -> bool:
        """Tell whether there may be lessons that the list is narrowed to hide: there are none where the earlier run is offered."""
        return super()._hides() and not (self._exercise and self._opening.first)

    def _show_all_found(self, found: _Found) -> None:
        self._opening = found.opening
        self.bar.offer(found.tags, found.series)
        self.bar.show_left(0 if found.opening.first else len(found.opening.lessons))
        self._show_empty()
        self._show_found(found.listing)

    def _show_empty(self) -> None:
        tr, offered = self.ui.language.tr, self._opening
        action = offer_of(self.ui, self.words, offered) if offered.lessons else tr("New lesson")
        self.empty.button.setText(action)
        self.empty.button.updateGeometry()
        if offered.lessons:
            said = tr("No lessons yet. The earlier run left some open that this one can begin with.")
        elif self._exercise:
            said = tr("No lessons yet. Write down what to keep and what to make better while it is fresh.")
        else:
            said = tr("No lessons yet. Each exercise collects its own.")
        self.empty.set_text(said)
