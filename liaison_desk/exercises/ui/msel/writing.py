"""What happens to the row of entry: kept, counted on, given up, put back when it could not be kept; drafts wait for their exercise."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from liaison_desk.exercises.records import Inject, InjectLine
from liaison_desk.exercises.service.msel import Msel
from liaison_desk.exercises.ui.msel.entering import Entry, copied, entered, fresh, in_sight, of_inject, rebased
from liaison_desk.exercises.ui.msel.entry import EntryRow
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import DeskError, InvalidError, StaleError
from liaison_desk.foundation.qt.context import Ui


class Writing(QObject):
    """Keeps what the row writes. ``kept`` tells an inject that was saved, ``refused`` an error that belongs to no field."""

    kept = Signal(object)
    refused = Signal(Exception)
    left = Signal()

    def __init__(self, ui: Ui, words: Words, msel: Msel, row: EntryRow, owner: QObject) -> None:
        super().__init__(owner)
        self._ui = ui
        self._words = words
        self._msel = msel
        self._row = row
        self._owner = owner
        self._taken: dict[str, int] = {}
        self._last: Inject | None = None
        self._waiting: list[Entry] = []
        self._drafts: dict[int, list[Entry]] = {}
        row.wanted.connect(self._on_wanted)
        row.given_up.connect(self._on_given_up)
        row.left.connect(self.left)

    @property
    def at_risk(self) -> bool:
        """Whether anything was typed, here or for another exercise, that is not kept."""
        return self._row.entry().touched or bool(self._waiting) or any(self._drafts.values())

    def leave_exercise(self, exercise_id: int) -> None:
        """Lay by what is typed for one exercise before another is shown."""
        entry = self._row.entry()
        drafts = [*self._waiting, entry] if entry.touched else list(self._waiting)
        self._drafts[exercise_id] = drafts
        self._waiting = []
        self._last = None
        self._taken = {}

    def show_exercise(self, exercise_id: int) -> None:
        """Show what was laid by for an exercise, or a new row."""
        self._waiting = self._drafts.pop(exercise_id, [])
        self._show_next()

    def know(self, taken: dict[str, int], last: Inject | None) -> None:
        """Take note of the numbers there are and of the inject that was added last; an untouched row is counted on."""
        self._taken = taken
        self._last = last if self._last is None or last is None or last.id >= self._last.id else self._last
        if last is None:
            self._last = None
        entry, following = self._row.entry(), self._fresh()
        if not entry.touched and self._row.changes is None and following.values != entry.values:
            self._row.show_entry(following)

    def write(self, line: InjectLine) -> None:
        """Change an inject in the row; what was being typed waits.

        The row is there at once, with what the table shows: the next keys must not reach the table, where letters act.
        """
        if self._words.exercise is None:
            return
        self._lay_by()
        self._row.show_entry(of_inject(self._words, in_sight(line, self._words.exercise.id)))
        self._row.begin("minutes")

        def arrived(inject: Inject) -> None:
            if self._row.changes is not None and self._row.changes.id == inject.id:
                self._row.show_entry(rebased(self._words, self._row.entry(), inject))

        self._ui.jobs.database.run(lambda: self._msel.inject(line.id), arrived, self.refused.emit, owner=self._owner)

    def duplicate(self, line: InjectLine) -> None:
        """Begin a row with all that an inject says."""
        if self._words.exercise is None:
            return
        self._lay_by()
        self._row.show_entry(copied(self._words, in_sight(line, self._words.exercise.id), self._taken))
        self._row.begin("minutes")

    def _lay_by(self) -> None:
        entry = self._row.entry()
        if entry.touched:
            self._waiting.append(entry)

    def _fresh(self) -> Entry:
        return fresh(self._words, self._last, self._taken)

    def _show_next(self) -> None:
        """Show what waits, or a new row."""
        self._row.show_entry(self._waiting.pop() if self._waiting else self._fresh())

    def _on_wanted(self) -> None:
        entry = self._row.entry()
        if self._words.exercise is None:
            return
        if not entry.touched:
            if entry.base is not None and entry.base.id:
                self._show_next()
                self.left.emit()
            return
        try:
            inject = entered(self._words, entry)
        except InvalidError as error:
            self._row.show_problems(error)
            return
        changing = bool(inject.id)
        if not changing:
            # The next row is there at once: whoever types fast does not wait for the disk.
            self._taken = {**self._taken, inject.number: 0}
            self._last = inject
        self._show_next()
        if changing:
            self.left.emit()
        else:
            self._row.begin("minutes")
        exercise_id = self._words.exercise.id
        self._ui.jobs.database.run(
            lambda: self._save(inject, entry.copy_of), self._on_saved, lambda error: self._on_failed(exercise_id, entry, error),
            owner=self._owner,
        )  # fmt: skip

    def _save(self, inject: Inject, copy_of: int) -> Inject:
        """Keep an inject, on the database lane; a copy takes along what no column shows."""
        if copy_of and not inject.id:
            inject = replace(inject, remarks=self._msel.inject(copy_of).remarks)
        return self._msel.save(inject)

    def _on_saved(self, inject: Inject) -> None:
        if self._words.exercise is not None and inject.exercise_id == self._words.exercise.id:
            self._taken = {**self._taken, inject.number: inject.id}
            if self._last is not None and not self._last.id and self._last.number == inject.number:
                self._last = replace(inject)
        self.kept.emit(inject)

    def _on_failed(self, exercise_id: int, entry: Entry, error: Exception) -> None:
        """Put a row that could not be kept back; what was typed since waits behind it."""
        if self._words.exercise is None or self._words.exercise.id != exercise_id:
            self._drafts.setdefault(exercise_id, []).append(entry)
            self.refused.emit(error)
            return
        if entry.base is None or not entry.base.id:
            number = entry.values["number"].strip()
            if self._taken.get(number) == 0:
                self._taken = {one: id_ for one, id_ in self._taken.items() if one != number}
            if self._last is not None and not self._last.id:
                self._last = None
        self._lay_by()
        self._row.show_entry(entry)
        self._row.begin("number")
        if isinstance(error, InvalidError):
            self._row.show_problems(error)
        elif isinstance(error, StaleError) and self._row.changes is not None:
            self._rebase(entry, self._row.changes.id)
        else:
            self.refused.emit(error)

    def _rebase(self, entry: Entry, inject_id: int) -> None:
        """Let what was typed change an inject as another window has left it."""

        def show(inject: Inject) -> None:
            if self._row.changes is not None and self._row.changes.id == inject.id:
                self._row.show_entry(rebased(self._words, entry, inject))
                self.refused.emit(
                    DeskError(
                        "The inject was changed meanwhile. What you typed stands in the row; look at it and save again."
                    )
                )

        self._ui.jobs.database.run(lambda: self._msel.inject(inject_id), show, self.refused.emit, owner=self._owner)

    def _on_given_up(self) -> None:
        entry = self._row.entry()
        changing = self._row.changes is not None
        self._show_next()
        if entry.touched:
            self._ui.notify(self._ui.language.tr("What was typed is given up."), self._bring_back(entry))
        if changing:
            self.left.emit()

    def _bring_back(self, entry: Entry) -> Callable[[], None]:
        def back() -> None:
            self._lay_by()
            self._row.show_entry(entry)
            self._row.begin()

        return back
