"""The list of turnover notes with the records they are about, and of the records that matter and have none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.grammar import load_grammar
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, SectionTitle
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.partnership.records import Matter, NoteLine
from liaison_desk.partnership.ui.turnover.words import Words

NOTES, MISSING = "notes", "missing"


class By(StrEnum):
    """By what the list is ordered."""

    KIND = "kind"
    RECORD = "record"
    SAYS = "says"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the record's id and kind and what it is called, what its note says and how that is marked; ``note_id`` 0 = none.

    ``other`` is what the record is called in the other language.
    """

    id: int
    kind: str
    kind_name: str
    title: str
    other: str
    says: str = ""
    mark: str = ""
    note_id: int = 0


class NotesPart(QWidget):
    """Shows the notes, or what is missing. What shall be done with a record is told."""

    note_wanted = Signal(object)
    """The note of a record (a RecordRef) shall be opened, or begun."""
    opened = Signal(object)
    """A record shall be shown where it lives."""
    delete_wanted = Signal(object)
    """The notes of these ids shall go."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._rows: Mapping[str, Mapping[int, Row]] = {NOTES: {}, MISSING: {}}
        self._sort = ui.memory.sort("turnover/notes", Sort(By.KIND))
        tr = ui.language.tr
        self.segments = Segments(
            ui, [(NOTES, tr("Written")), (MISSING, tr("Missing"))], tr("Which turnover notes are shown")
        )
        self.segments.chosen.connect(lambda _: self._show())
        self.segments.button(MISSING).setToolTip(
            tr("Arrangements in force, open opportunities, visits ahead, exercises, contacts with a cadence and urgent tasks without a note")
        )  # fmt: skip
        self.model: WindowedModel[Row] = WindowedModel(
            ui.jobs.database, self._lines, self._spoken, self._columns(), self
        )
        self.table = RecordTable(
            ui, self.model, tr("Turnover notes"), memory_key="turnover/columns", sort=self._sort, on_sort=self._on_sort
        )
        self.nothing = EmptyState(ui, "")
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 20, 8)
        head.setSpacing(12)
        head.addWidget(SectionTitle(ui, tr("Turnover notes")), 1)
        head.addWidget(self.segments)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.stack, 1)
        self.table.opened.connect(lambda _: self._on_opened())
        self.table.menu_wanted.connect(self._popup_menu)
        on_keys(self.table, Qt.Key.Key_Delete, self.delete_selected)
        on_keys(self.table, Qt.Key.Key_F2, self._on_opened)

    def show_found(self, lines: Sequence[NoteLine], missing: Sequence[Matter]) -> None:
        """Show the notes, and what is missing."""
        words, grammar = self._words, load_grammar(self._words.profile().policy)
        unmarked = self._ui.language.tr("unmarked")
        notes = [
            Row(
                line.id, line.kind, words.kind(line.kind), words.best(line.named), words.other(line.named), words.note(line),
                grammar.portion(line.marking) if line.marking else unmarked, line.note.id,
            )
            for line in lines
        ]  # fmt: skip
        bare = [
            Row(one.id, one.kind, words.kind(one.kind), words.best(one.named), words.other(one.named))
            for one in missing
        ]
        self._rows = {NOTES: {row.id: row for row in notes}, MISSING: {row.id: row for row in bare}}
        tr = self._ui.language.tr
        for key, name in ((NOTES, tr("Written")), (MISSING, tr("Missing"))):
            self.segments.button(key).setText(f"{name} {len(self._rows[key])}")
            self.segments.button(key).updateGeometry()
        self._show()

    def in_hand(self) -> RecordRef | None:
        """Return the record whose row the keyboard is on."""
        row = self._shown().get(self.table.current_id() or 0)
        return RecordRef(row.kind, row.id, row.title) if row is not None else None

    def reveal(self, note_id: int) -> bool:
        """Put the keyboard on a note; false for one that is not there."""
        row = next((row for row in self._rows[NOTES].values() if row.note_id == note_id), None)
        if row is None:
            return False
        self.segments.set_value(NOTES)
        self._show()
        self.take_focus()
        return self.table.select_id(row.id)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        if self.table.current_id() is None:
            self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete_selected(self) -> None:
        """Have the notes of the selected records deleted."""
        rows = self._shown()
        notes = [rows[id_].note_id for id_ in self.table.selected_ids() if rows[id_].note_id]
        if notes:
            self.delete_wanted.emit(notes)

    def _shown(self) -> Mapping[int, Row]:
        return self._rows[str(self.segments.value())]

    def _show(self) -> None:
        tr, key = self._ui.language.tr, str(self.segments.value())
        rows = self._rows[key]
        for name, shown in ((By.SAYS, key == NOTES), (By.MARK, key == NOTES)):
            number = next(n for n, column in enumerate(self.model.columns) if column.key == name)
            self.table.setColumnHidden(number, not shown)
        said = (
            tr("No turnover notes yet. Write one about any record with Ctrl+Shift+T.")
            if key == NOTES
            else tr("All records that matter have a turnover note.")
        )
        self.nothing.set_text(said)
        order = sorted(rows.values(), key=lambda row: row.title.casefold())
        order.sort(key=lambda row: _value(row, self._sort.key), reverse=self._sort.descending)
        order.sort(key=lambda row: not _value(row, self._sort.key))  # what says nothing comes last, either way
        self.model.set_listing(Listing([row.id for row in order]))
        self.stack.setCurrentWidget(self.table if rows else self.nothing)
        if self.table.current_id() is None:
            self.table.select_first()

    def _lines(self, ids: Sequence[int]) -> Mapping[int, Row]:
        rows = {**self._rows[MISSING], **self._rows[NOTES]}
        return {id_: rows[id_] for id_ in ids if id_ in rows}

    def _columns(self) -> list[Column[Row]]:
        tr = self._ui.language.tr
        return [
            Column(By.KIND, tr("Kind"), lambda row: row.kind_name, 108, sort=By.KIND, tone=lambda _: "t2"),
            Column(By.RECORD, tr("Record"), lambda row: row.title, 186, sort=By.RECORD, tip=_both),
            Column(By.SAYS, tr("What it says"), lambda row: row.says, 200, sort=By.SAYS, tone=lambda _: "t2"),
            Column(By.MARK, tr("Marking"), lambda row: row.mark, 120, sort=By.MARK, tone=lambda _: "t2"),
        ]

    @staticmethod
    def _spoken(row: Row) -> str:
        return ", ".join(filter(None, (row.kind_name, row.title, row.says, row.mark)))

    def _on_sort(self, sort: Sort[By]) -> None:
        self._sort = sort
        self._ui.memory.keep_sort("turnover/notes", sort)
        self._show()

    def _on_opened(self) -> None:
        if (ref := self.in_hand()) is not None:
            self.note_wanted.emit(ref)

    def _popup_menu(self, ids: Sequence[int], at: QPoint) -> None:
        icon, tr = self._ui.icons.icon, self._ui.language.tr
        menu = popup_menu(self)
        ref = self.in_hand()
        if len(ids) == 1 and ref is not None:
            menu.addAction(icon("pencil"), f"{tr('Turnover note…')}\tF2", self._on_opened)
            menu.addAction(icon("external-link"), tr("Open the record"), lambda: self.opened.emit(ref))
        menu.addAction(icon("copy"), f"{tr('Copy rows')}\tCtrl+C", self.table.copy_rows)
        if self.segments.value() == NOTES:
            menu.addSeparator()
            menu.addAction(icon("trash-2", "red"), f"{tr('Delete the note')}\tDel", self.delete_selected)
        menu.popup(at)


def _both(row: Row) -> str:
    return "\n".join(filter(None, (row.title, row.other)))


def _value(row: Row, by: By) -> str:
    """Return by what rows are sorted."""
    return {By.RECORD: row.title, By.KIND: row.kind_name, By.SAYS: row.says, By.MARK: row.mark}[by].casefold()
