"""The trash: what was deleted in the last thirty days, to be taken out again or erased for good."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from liaison_desk.app.reports import Told
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.database.history import History, Trashed
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.screens.erased import left_behind


class TrashDialog(Told):
    """The records in the trash, newest first; ``say_time`` tells an instant in the desk's zones; ``shared``: a server keeps the desk."""

    def __init__(
        self, ui: Ui, history: History, say_time: Callable[[datetime], str], parent: QWidget | None = None, *, shared: bool = False
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Trash"), parent)
        self._history = history
        self._say_time = say_time
        self._shared = shared
        self._records: Sequence[Trashed] = ()
        self._empty = Text(ui, tr("The trash is empty. What is deleted stays here for 30 days."), tone="t2", wrap=True)
        self.content.addWidget(self._empty)
        self.table = self.make_table((tr("Record"), tr("Kind"), tr("Deleted")), 0)
        self.table.itemSelectionChanged.connect(self._show_choice)
        self.content.addStretch()
        self.take_out = PlainButton(ui, tr("Take out"), act=self._take_out)
        self.erase = Button(ui, tr("Erase for good"), ButtonKind.DANGER, act=self._erase)
        self.foot.insertWidget(1, self.erase)
        self.foot.insertWidget(2, self.take_out)
        self.resize(760, 480)
        self._show_records(())
        self._read()

    def _read(self) -> None:
        self.ui.jobs.database.run(self._history.trash, self._show_records, self.strip.show_error, owner=self)

    def _show_records(self, records: Sequence[Trashed]) -> None:
        self._records = records
        tr = self.ui.language.tr
        rows = [
            (one.title or tr("(no title)"), kind_words(self.ui.language, one.kind), self._say_time(one.deleted_at))
            for one in records
        ]
        self.fill_table(self.table, rows)
        self.table.setVisible(bool(records))
        self._empty.setVisible(not records)
        if records:
            self.table.selectRow(0)
            self.table.setFocus()
        self._show_choice()

    def _show_choice(self) -> None:
        for button in (self.take_out, self.erase):
            button.setEnabled(bool(self._chosen()))

    def _chosen(self) -> list[Trashed]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._records[row] for row in rows if row < len(self._records)]

    def _take_out(self) -> None:
        kinds = _by_kind(self._chosen())

        def work() -> None:
            for kind, ids in kinds.items():
                self._history.restore(kind, ids)

        self.ui.jobs.database.run(work, lambda _none: self._read(), self.strip.show_error, owner=self)

    def _erase(self) -> None:
        chosen = self._chosen()
        language = self.ui.language
        question = language.count(
            "Erase {n} record for good? Its history is erased too; this cannot be undone.",
            "Erase {n} records for good? Their history is erased too; this cannot be undone.",
            len(chosen),
        )
        if chosen and self.ui.ask.confirm(
            language.tr("Erase for good"), question, language.tr("Erase"), destructive=True
        ):
            kinds = _by_kind(chosen)
            self.ui.jobs.database.run(
                lambda: self._history.purge_all(kinds), self._erased, self.strip.show_error, owner=self
            )

    def _erased(self, traceless: bool) -> None:
        said = " ".join(left_behind(self.ui.language, traceless=traceless, shared=self._shared))
        if said:
            self.ui.notify(said, None)
        self._read()


def _by_kind(chosen: Sequence[Trashed]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for one in chosen:
        kinds.setdefault(one.kind, []).append(one.id)
    return kinds
