"""The history: what was done, newest first, and the way back to any earlier version of a record."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTableWidget, QWidget

from liaison_desk.app.shell.reports import Told
from liaison_desk.foundation.database.history import Entry, History
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text

_SHOWN = 300


class HistoryDialog(Told):
    """The last changes of all records; a version chosen here can be brought back."""

    def __init__(self, ui: Ui, history: History, parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("History"), parent)
        self._history = history
        self._entries: Sequence[Entry] = ()
        self.table: QTableWidget | None = None
        self.content.addWidget(
            Text(ui, tr("Bringing a version back makes it the newest; nothing is lost by it."), tone="t2", wrap=True)
        )
        self.bring_back = PlainButton(ui, tr("Bring this version back"))
        self.bring_back.clicked.connect(self._bring_back)
        self.foot.insertWidget(1, self.bring_back)
        self.resize(760, 560)
        self._read()

    def _read(self) -> None:
        self.ui.jobs.database.run(lambda: self._history.entries(limit=_SHOWN), self._show_entries, owner=self)

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        tr = self.ui.language.tr
        if self.table is not None:
            self.table.deleteLater()
        rows = [(f"{one.at:%Y-%m-%d %H:%MZ}", tr(one.label), tr(one.kind), _what(one), one.author) for one in entries]
        self.table = self.add_table((tr("When"), tr("What was done"), tr("Kind"), tr("Record"), tr("Who")), rows, 3)
        self.table.setColumnWidth(0, 130)
        self.table.setColumnWidth(1, 170)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        if entries:
            self.table.selectRow(0)

    def _bring_back(self) -> None:
        if self.table is None or self.table.currentRow() < 0:
            return
        entry = self._entries[self.table.currentRow()]
        self.ui.jobs.database.run(
            lambda: self._history.restore_version(entry.id), lambda _none: self._read(), self._failed, owner=self
        )

    def _failed(self, error: Exception) -> None:
        self.content.insertWidget(1, Text(self.ui, self.ui.words(error), tone="red", wrap=True))


def _what(entry: Entry) -> str:
    """Return a few words that name the record of an entry."""
    import json

    text = entry.after or entry.before
    if text is None:
        return ""
    row = json.loads(text)["row"]
    named = [
        row.get(name) for name in ("title_host", "title_home", "name_host", "name_home", "family", "given", "name")
    ]
    return " ".join([str(word) for word in named if word][:2])
