"""A quiet line in the view of a record: that there is a turnover note about it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import TURNOVER_NOTE
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.turnover.note_form import ask_note


class TurnoverNoteLine(QWidget):
    """Finds out by itself whether there is a note, also later; shows nothing where there is none. A click opens it."""

    def __init__(self, ui: Ui, sources: Sources, ref: RecordRef) -> None:
        super().__init__()
        self._ui = ui
        self._notes = sources.turnover_notes
        self._ref = ref
        tr = ui.language.tr
        self.button = LinkButton(ui, tr("Turnover note"), lambda: ask_note(ui, self._notes, sources.profile, ref))
        self.button.setToolTip(tr("What your successor must know of this (Ctrl+Shift+T)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(self.button)
        self.hide()
        self._read()
        ui.changes.changed.connect(self._on_changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(TURNOVER_NOTE):
            self._read()

    def _read(self) -> None:
        notes, ref = self._notes, self._ref
        self._ui.jobs.database.run(lambda: notes.has(ref.kind, ref.id), self.setVisible, owner=self)
