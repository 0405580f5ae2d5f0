"""The history: what was done, newest first, and the way back to any earlier version of a record."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QTableWidget, QWidget

from liaison_desk.app.reports import MOST_ROWS, Told
from liaison_desk.domain.kinds import kind_words
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.history import Entry, History
from liaison_desk.foundation.qt.buttons import Check, PlainButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text

_SHOWN: Final = 300
_LONGEST_NAME: Final = 60
_NAMES: Final = (
    "title_host",
    "title_home",
    "name_host",
    "name_home",
    "family",
    "given",
    "name",
    "number",
    "text_host",
    "text_home",
)


class HistoryDialog(Told):
    """The last changes of all records; a version chosen here can be brought back.

    ``say_time`` tells an instant in the desk's zones. Of a record that is on show (``about``) only its own and of what belongs
    to it are listed at first.
    """

    def __init__(
        self, ui: Ui, history: History, say_time: Callable[[datetime], str], parent: QWidget | None = None,
        about: RecordRef | None = None,
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("History"), parent)
        self._history = history
        self._say_time = say_time
        self._entries: list[Entry] = []
        self._rows: list[tuple[str, ...]] = []
        note = Text(ui, tr("Bringing a version back makes it the newest; nothing is lost by it."), tone="t2", wrap=True)
        self.content.addWidget(note)
        self.filter = ImeLineEdit()
        self.filter.setPlaceholderText(tr("Filter the history"))
        self.filter.setAccessibleName(tr("Filter the history"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _: self._hide_others())
        self.content.addWidget(self.filter)
        self._about = about
        self.only = Check(ui, "", about is not None)
        self.content.addWidget(self.only)
        self.only.hide()  # until it is known what the record is called
        self.only.clicked.connect(self._read)
        headings = (tr("When"), tr("What was done"), tr("Kind"), tr("Record"), tr("Who"))
        self.table = self.make_table(headings, 3)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._show_choice)
        self.older = PlainButton(ui, tr("Show older ones"), act=self._read_on)
        self.bring_back = PlainButton(ui, tr("Bring this version back"), act=self._bring_back)
        self.foot.insertWidget(0, self.older)
        self.foot.insertWidget(2, self.bring_back)
        self.resize(900, 600)
        self._show_choice()
        self._read()

    def _read(self) -> None:
        self._entries.clear()
        self._rows.clear()
        self._read_on()

    def _read_on(self) -> None:
        last = self._entries[-1].id if self._entries else None
        history, about, only = self._history, self._about, self.only.isChecked()

        def work() -> tuple[str, Sequence[Entry]]:
            uid, title = history.named(about) if about is not None else ("", "")
            return title, history.entries(uid if only else "", limit=_SHOWN, before_id=last)

        self.ui.jobs.database.run(
            work,
            self._add,
            self.strip.show_error,
            ticket_key="history.entries",
            owner=self,
        )

    def _add(self, found: tuple[str, Sequence[Entry]]) -> None:
        tr, (title, entries) = self.ui.language.tr, found
        self.only.setText(literal(tr("Only “{name}”", name=title[:_LONGEST_NAME])))
        self.only.setVisible(bool(title))
        first = len(self._rows)
        self._entries += entries
        self._rows += [
            (self._say_time(one.at), tr(one.label), kind_words(self.ui.language, one.kind), _what(one), _who(one))
            for one in entries
        ]
        self.fill_table(self.table, self._rows)
        self.older.setEnabled(len(entries) == _SHOWN and len(self._rows) < MOST_ROWS)
        self._hide_others()
        if entries:
            self.table.selectRow(first)

    def _hide_others(self) -> None:
        words = fold(self.filter.text()).split()
        for number, row in enumerate(self._rows):
            text = fold(" ".join(row))
            self.table.setRowHidden(number, not all(word in text for word in words))
        self._show_choice()

    def _chosen(self) -> Entry | None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        seen = [row for row in rows if row < len(self._entries) and not self.table.isRowHidden(row)]
        return self._entries[seen[0]] if seen else None

    def _show_choice(self) -> None:
        """A deletion and what was erased leave nothing to bring back; what another desk's history tells stays there."""
        entry = self._chosen()
        self.bring_back.setEnabled(entry is not None and entry.after is not None and not entry.origin)

    def _bring_back(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.ui.jobs.database.run(
                lambda: self._history.restore_version(entry.id),
                lambda _none: self._read(),
                self.strip.show_error,
                owner=self,
            )


def _who(entry: Entry) -> str:
    """Return who wrote an entry, and on whose desk if that was another."""
    return f"{entry.author} ({entry.origin})" if entry.origin else entry.author


def _what(entry: Entry) -> str:
    """Return a few words that name the record of an entry."""
    text = entry.after or entry.before
    if text is None:
        return ""
    row = json.loads(text)["row"]
    return " ".join([str(row[name])[:_LONGEST_NAME] for name in _NAMES if row.get(name)][:2])
