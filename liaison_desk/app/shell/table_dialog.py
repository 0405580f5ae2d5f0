"""The screen before a table of people is taken in: what each column fills, how the file was read, and whom it would bring."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)

from liaison_desk.app.incoming.looking_over import TablePlan, TablePreview, preview_table
from liaison_desk.contacts.records import Person
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.fields import CheckRow, Choice
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.word_rows import WordRows

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk
    from liaison_desk.exchange.tables.reader import Table

_ENCODINGS = ("utf-8", "utf-16", "cp932", "euc-jp", "cp1252")
_SHOWN = 1000
"""People of the preview that are listed, those first of whom the user may decide; the rest follow the rule."""
_SAMPLES, _LOOKED_AT, _MOST_COLUMNS = 3, 200, 150
_ADD, _OUT = 0, -1


class TableDialog(DeskDialog):
    """Maps the columns of one file. ``plan`` is what the user settled on, ``None`` until he takes it in."""

    def __init__(self, ui: Ui, desk: "Desk", path: Path, data: bytes, table: "Table") -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Take in {file}", file=path.name))
        self._desk = desk
        self._data = data
        self.table = table
        self.plan: TablePlan | None = None
        self._preview: TablePreview | None = None
        self._decided: dict[str, int] = {}
        self.fields: dict[int, Choice] = {}
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.content.addLayout(self._reading())
        self.columns = QScrollArea()
        self.columns.setWidgetResizable(True)
        self.columns.setFrameShape(QFrame.Shape.NoFrame)
        headings = [tr("Line"), tr("Name"), tr("Post"), tr("Phone"), tr("E-mail"), tr("On this desk")]
        self.people = WordRows(tr("People of the file"), headings, (46, 160, 140, 110, 170), height=Size.FIELD + 2)
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.columns)
        split.addWidget(self.people)
        split.setSizes([300, 260])
        self.content.addWidget(split, 1)
        self.told = Text(ui, "", tone="t2", wrap=True)
        self.content.addWidget(self.told)
        self.take_button = PrimaryButton(ui, tr("Take in"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.foot.addWidget(self.take_button)
        self.resize(1000, 720)
        self._show_columns()
        self._look()

    def act(self) -> None:
        """Settle on what is shown."""
        if self._preview is None or not self.take_button.isEnabled():
            return
        left_out = frozenset(uid for uid, id_ in self._decided.items() if id_ == _OUT)
        same = {uid: id_ for uid, id_ in self._decided.items() if id_ != _OUT}
        self.plan = TablePlan(self.table, same, left_out)
        self.accept()

    def decide(self, uid: str, id_: int) -> None:
        """Let a person of the file be somebody's entry (his id), another person (0) or stay out (-1)."""
        self._decided[uid] = id_

    def _reading(self) -> QHBoxLayout:
        """Return the row that says how the file was read."""
        ui, tr, table = self.ui, self.ui.language.tr, self.table
        row = QHBoxLayout()
        row.setSpacing(8)
        self.encoding = self.delimiter = self.sheet = None
        if table.sheets:
            self.sheet = self._choice(row, tr("Sheet"), [(name, name) for name in table.sheets], table.sheet)
        else:
            known = dict.fromkeys((table.encoding, *_ENCODINGS))
            self.encoding = self._choice(row, tr("Encoding"), [(name, name) for name in known], table.encoding)
            marks = [(",", tr("Comma")), (";", tr("Semicolon")), ("\t", tr("Tab")), ("|", tr("Vertical bar"))]
            self.delimiter = self._choice(row, tr("Separator"), marks, table.delimiter)
        self.headed = CheckRow(ui, tr("The first row is headings"))
        self.headed.set_value(table.headed)
        self.headed.changed.connect(self._read_again)
        row.addWidget(self.headed)
        row.addStretch(1)
        return row

    def _choice(self, row: QHBoxLayout, label: str, choices: list[tuple[Any, str]], value: object) -> Choice:
        field = Choice(self.ui, choices)
        if value in [one for one, _ in choices]:
            field.set_value(value)
        field.name(label)
        field.changed.connect(self._read_again)
        row.addWidget(Text(self.ui, label, tone="t2"))
        row.addWidget(field)
        return field

    def _read_again(self) -> None:
        """Read the file anew as the first row says; a file that cannot be read so says why and keeps the old reading."""
        asked: dict[str, Any] = {"kind": "people", "headed": self.headed.value()}
        for name, field in (("encoding", self.encoding), ("delimiter", self.delimiter), ("sheet", self.sheet)):
            if field is not None:
                asked[name] = field.value()

        def read() -> "Table":
            from liaison_desk.exchange.tables.reader import open_table

            return open_table(self._data, **asked)

        self.take_button.setEnabled(False)
        self.ui.jobs.database.run(read, self._on_read, self._on_failed, "table", self)

    def _on_read(self, table: "Table") -> None:
        self.table = table
        self._show_columns()
        self._look()

    def _show_columns(self) -> None:
        """Show the columns that hold something: heading, a few of their values, and what they fill."""
        from liaison_desk.exchange.tables.headings import LEFT_OUT, load_vocabulary

        ui, tr = self.ui, self.ui.language.tr
        nowhere = [("", tr("Into the notes, with its heading")), (LEFT_OUT, tr("Do not take in"))]
        choices = [*nowhere, *load_vocabulary("people").choices(ui.language)]
        offered = {name for name, _ in choices}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, words in enumerate((tr("Column"), tr("Examples"), tr("Fills"))):
            grid.addWidget(Text(ui, words, Size.META, SEMIBOLD, "t3"), 0, number)
        self.fields = {}
        for column in self.table.columns.columns[:1000]:
            samples = self._samples(column.index)
            if (not samples and not column.field) or len(self.fields) == _MOST_COLUMNS:
                continue
            heading = column.heading or tr("Column {n}", n=column.index + 1)
            fills = choices if column.field in offered else [*choices, (column.field, column.field)]
            field = Choice(ui, fills)
            field.set_value(column.field)
            field.name(tr("What {column} fills", column=heading))
            field.changed.connect(partial(self._on_field, column.index))
            self.fields[column.index] = field
            row = len(self.fields)
            grid.addWidget(Text(ui, heading, elide=True), row, 0)
            grid.addWidget(Text(ui, " · ".join(samples), Size.SECONDARY, tone="t2", elide=True), row, 1)
            grid.addWidget(field, row, 2)
        grid.setColumnMinimumWidth(0, 200)
        grid.setColumnMinimumWidth(2, 260)
        grid.setRowStretch(len(self.fields) + 1, 1)
        self.columns.setWidget(holder)

    def _samples(self, index: int) -> list[str]:
        found: dict[str, None] = {}
        for row in self.table.rows[:_LOOKED_AT]:
            text = " ".join(row.cells[index].split()) if index < len(row.cells) else ""
            if text:
                found[text[:60]] = None
            if len(found) == _SAMPLES:
                break
        return list(found)

    def _on_field(self, index: int) -> None:
        from dataclasses import replace

        columns = self.table.columns.with_field(index, self.fields[index].value())
        self.table = replace(self.table, columns=columns)
        self._look()

    def _look(self) -> None:
        """Read whom the table would bring, off the window's thread."""
        self.take_button.setEnabled(False)
        twice = self._filled_twice()
        if twice:
            self._on_failed(DeskError("Two columns fill {field}. Choose another field for one.", field=twice))
            return
        work = partial(preview_table, self._desk, self.table)
        self.ui.jobs.database.run(work, self._show, self._on_failed, "table", self)

    def _filled_twice(self) -> str:
        """Return what two columns on show fill, by its name; empty where none is."""
        seen: set[str] = set()
        for field in self.fields.values():
            if field.value() not in {"", "-"} and field.value() in seen:
                return field.input.currentText()
            seen.add(field.value())
        return ""

    def _show(self, preview: TablePreview) -> None:
        self._preview = preview
        uids = {entry.record.uid for entry in preview.people}
        self._decided = {uid: id_ for uid, id_ in self._decided.items() if uid in uids}
        self.strip.hide()
        self.people.clear()
        namesakes = preview.there.namesakes
        for entry in sorted(preview.people, key=lambda entry: entry.record.uid not in namesakes)[:_SHOWN]:
            self._add_row(entry.line, entry.record, preview)
        language = self.ui.language
        parts = [language.count("{n} person", "{n} people", len(preview.people))]
        if len(preview.people) > _SHOWN:
            parts.append(
                language.tr(
                    "Listed are {n}. The others bring whoever has the same name and the same address or number up to "
                    "date, and are new otherwise.",
                    n=_SHOWN,
                )
            )
        problems = [f"{one.line}: {language.tr(one.text, **one.values)}" for one in preview.problems[:3]]
        if len(preview.problems) > len(problems):
            problems.append(language.tr("{n} more", n=len(preview.problems) - len(problems)))
        self.told.set_text("\n".join((*parts, *problems)))
        self.take_button.setEnabled(bool(preview.people))

    def _add_row(self, line: int, person: Person, preview: TablePreview) -> None:
        post = person.posts[0] if person.posts else None
        words = [
            str(line),
            person.name.full(self.ui.language.code),
            (post.title.host or post.title.home) if post else "",
            person.phones[0].number if person.phones else "",
            person.emails[0].address if person.emails else "",
        ]
        row = self.people.add(words, person.uid)
        there = preview.there
        others = there.namesakes.get(person.uid, ())
        known = there.same.get(person.uid) or there.by_uid.get(person.uid)
        if others:
            self.people.setItemWidget(row, 5, self._decision(person.uid, others, known))
        else:
            tr = self.ui.language.tr
            row.setText(5, tr("Brings {name} up to date", name=known.name.full()) if known else tr("New"))

    def _decision(self, uid: str, others: Any, known: Person | None) -> Choice:
        tr = self.ui.language.tr
        choices = [(other.id, tr("Update {name}", name=_told(other))) for other in others]
        field = Choice(self.ui, [*choices, (_ADD, tr("Add as another")), (_OUT, tr("Leave out"))])
        field.set_value(self._decided.get(uid, known.id if known is not None else _ADD))
        field.name(tr("On this desk"))
        field.changed.connect(lambda: self.decide(uid, field.value()))
        return field

    def _on_failed(self, error: Exception) -> None:
        self._preview = None
        self.people.clear()
        self.told.set_text("")
        self.strip.show_error(error)


def _told(person: Person) -> str:
    """Return somebody's name with what tells him from others of that name."""
    reach = next((one.address for one in person.emails), "") or next((one.number for one in person.phones), "")
    return f"{person.name.full()} ({reach})" if reach else person.name.full()
