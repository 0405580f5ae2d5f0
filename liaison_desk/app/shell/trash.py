"""The trash: what was deleted in the last thirty days, to be taken out again or erased for good."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTableWidget, QWidget

from liaison_desk.app.shell.reports import Told
from liaison_desk.foundation.database.history import History, Trashed
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text


class TrashDialog(Told):
    """The records in the trash, newest first."""

    def __init__(self, ui: Ui, history: History, parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Trash"), parent)
        self._history = history
        self._records: Sequence[Trashed] = ()
        self.table: QTableWidget | None = None
        self._empty = Text(ui, tr("The trash is empty. What is deleted stays here for 30 days."), tone="t2", wrap=True)
        self.content.addWidget(self._empty)
        self.take_out = PlainButton(ui, tr("Take out"))
        self.take_out.clicked.connect(self._take_out)
        self.erase = Button(ui, tr("Erase for good"), ButtonKind.DANGER)
        self.erase.clicked.connect(self._erase)
        self.foot.insertWidget(1, self.erase)
        self.foot.insertWidget(2, self.take_out)
        self._read()

    def _read(self) -> None:
        self.ui.jobs.database.run(self._history.trash, self._show_records, owner=self)

    def _show_records(self, records: Sequence[Trashed]) -> None:
        self._records = records
        tr = self.ui.language.tr
        if self.table is not None:
            self.table.deleteLater()
            self.table = None
        self._empty.setVisible(not records)
        for button in (self.take_out, self.erase):
            button.setEnabled(bool(records))
        if records:
            rows = [
                (one.title or tr("(no title)"), tr(one.kind), f"{one.deleted_at:%Y-%m-%d %H:%MZ}") for one in records
            ]
            self.table = self.add_table((tr("Record"), tr("Kind"), tr("Deleted")), rows, 0)
            self.table.setColumnWidth(2, 140)
            self.table.selectRow(0)

    def _chosen(self) -> list[Trashed]:
        if self.table is None:
            return []
        return [self._records[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _take_out(self) -> None:
        chosen = self._chosen()

        def work() -> None:
            for one in chosen:
                self._history.restore(one.kind, [one.id])

        self.ui.jobs.database.run(work, lambda _none: self._read(), owner=self)

    def _erase(self) -> None:
        chosen = self._chosen()
        tr = self.ui.language
        question = tr.count(
            "Erase {n} record for good? Its history is erased too; this cannot be undone.",
            "Erase {n} records for good? Their history is erased too; this cannot be undone.",
            len(chosen),
        )
        if not chosen or not self.ui.ask.confirm(tr.tr("Erase for good"), question, tr.tr("Erase"), destructive=True):
            return

        def work() -> None:
            for one in chosen:
                self._history.purge(one.kind, [one.id])

        self.ui.jobs.database.run(work, lambda _none: self._read(), owner=self)
