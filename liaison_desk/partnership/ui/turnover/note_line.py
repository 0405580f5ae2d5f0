"""A quiet line in the view of a record: that there is a turnover note about it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.turnover.note_form import ask_note


class TurnoverNoteLine(QWidget):
    """Reads by itself whether there is a note; shows nothing where there is none. A click opens it."""

    def __init__(self, ui: Ui, sources: Sources, ref: RecordRef) -> None:
        super().__init__()
        tr = ui.language.tr
        self.button = LinkButton(
            ui, tr("Turnover note"), lambda: ask_note(ui, sources.turnover_notes, sources.profile, ref)
        )
        self.button.setToolTip(tr("What your successor must know of this (Ctrl+Shift+T)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(self.button)
        self.hide()
        ui.jobs.database.run(lambda: sources.turnover_notes.has(ref.kind, ref.id), self.setVisible, owner=self)
