"""A quiet line in the view of a record, of whatever kind: what its turnover note tells the successor."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import TURNOVER_NOTE, TurnoverNote
from liaison_desk.partnership.rules.turnover import said_of
from liaison_desk.partnership.service.turnover_notes import TurnoverNotes
from liaison_desk.screens.saying import SayingToday

_LEAST = 120


class TurnoverNoteLines:
    """Makes the line of each record that is shown. What it said last stands at once, so that nothing jumps when a view is made anew."""

    def __init__(self, ui: Ui, notes: TurnoverNotes, profile: Callable[[], DeskProfile]) -> None:
        self.ui = ui
        self.notes = notes
        self.profile = profile
        self.words = SayingToday(ui.language, profile, ui.clock)
        self.last: tuple[RecordRef, str] | None = None

    def line(self, ref: RecordRef) -> "TurnoverNoteLine":
        """Return a new line about a record."""
        return TurnoverNoteLine(self, RecordRef(ref.kind, ref.id))


class TurnoverNoteLine(QWidget):
    """Finds out by itself whether there is a note, also later; shows nothing where there is none. A click opens it."""

    def __init__(self, lines: TurnoverNoteLines, ref: RecordRef) -> None:
        super().__init__()
        self._lines = lines
        self._ref = ref
        self.button = LinkButton(lines.ui, "", self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.button)
        self._say(lines.last[1] if lines.last is not None and lines.last[0] == ref else "")
        self._read()
        lines.ui.changes.changed.connect(self._on_changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(TURNOVER_NOTE):
            self._read()

    def _read(self) -> None:
        notes, ref = self._lines.notes, self._ref
        self._lines.ui.jobs.database.run(lambda: notes.of(ref.kind, ref.id), self._show, owner=self)

    def _show(self, note: TurnoverNote) -> None:
        said = " ".join(self._lines.words.best(said_of(note)).split()) if note.id else ""
        self._lines.last = self._ref, said
        self._say(said)

    def _say(self, said: str) -> None:
        if said:
            self.button.setText(literal(self._lines.ui.language.tr("For the successor: {words}", words=said)))
            self.button.set_yielding(_LEAST)
        self.setVisible(bool(said))

    def _open(self) -> None:
        from liaison_desk.partnership.ui.turnover.note_form import ask_note

        lines = self._lines
        if self.window().windowType() is Qt.WindowType.Popup:  # it would keep the keyboard from the form
            self.window().close()
        ask_note(lines.ui, lines.notes, lines.profile, self._ref)
