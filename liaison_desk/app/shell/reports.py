"""What is told at length: an import's outcome, a check's findings, the keys, and what this program is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from liaison_desk import __version__
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

if TYPE_CHECKING:
    from liaison_desk.app.importing import FileReport

_MOST_ROWS = 500


class Told(DeskDialog):
    """A dialog that only tells: Close, Return or Esc ends it."""

    def __init__(self, ui: Ui, title: str, parent: QWidget | None = None) -> None:
        super().__init__(ui, title, parent)
        close = PrimaryButton(ui, ui.language.tr("Close"))
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        self.resize(640, 460)

    def act(self) -> None:
        """Close."""
        self.accept()

    def add_table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], stretch: int) -> QTableWidget:
        """Show rows of plain text; the column ``stretch`` takes the room that is left."""
        table = QTableWidget(min(len(rows), _MOST_ROWS), len(headings))
        table.setHorizontalHeaderLabels(list(headings))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(Size.ROW)
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setWordWrap(False)
        for row, cells in enumerate(rows[:_MOST_ROWS]):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell if len(cell) > 60 and "<" not in cell else "")
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.content.addWidget(table, 1)
        return table


class ImportReport(Told):
    """What became of each imported file, and every entry that was left out, with its line."""

    def __init__(self, ui: Ui, results: "Sequence[FileReport | DeskError]", parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Import"), parent)
        rows: list[tuple[str, str, str]] = []
        for result in results:
            if isinstance(result, DeskError):
                self.content.addWidget(Text(ui, ui.language.error(result), tone="red", wrap=True))
                continue
            name = result.file.replace("\\", "/").rsplit("/", 1)[-1]
            counts = {"read": result.read, "added": result.added, "updated": result.updated, "skipped": result.skipped}
            line = tr("{file}: {read} read, {added} added, {updated} updated, {skipped} skipped", file=name, **counts)
            self.content.addWidget(Text(ui, line, wrap=True))
            rows += [(name, str(one.line or ""), tr(one.text, **one.values)) for one in result.problems]
        if rows:
            self.content.addWidget(Text(ui, tr("Left out or changed"), Size.BODY, SEMIBOLD))
            self.add_table((tr("File"), tr("Line"), tr("What")), rows, 2)
        else:
            self.content.addStretch(1)


class CheckReport(Told):
    """Everything a check found wrong."""

    def __init__(self, ui: Ui, problems: Sequence[object], parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Check of the desk"), parent)
        advice = tr(
            "Something was changed from outside or is damaged. Restore a backup from before, or ask your support."
        )
        self.content.addWidget(Text(ui, advice, tone="red", wrap=True))
        rows = [(tr(one.field), tr(one.text, **dict(one.values))) for one in problems if isinstance(one, Problem)]
        self.add_table((tr("Found in"), tr("What")), rows, 1)


class KeysDialog(Told):
    """The list of keys."""

    def __init__(self, ui: Ui, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Keys"), parent)
        more = [
            (tr("Next or previous record"), "J / K, ↓ / ↑"),
            (tr("Open the record"), "Enter"),
            (tr("Edit the record"), "F2"),
            (tr("Put the record into the trash"), "Del"),
            (tr("Save a form"), "Ctrl+Enter"),
            (tr("Next pane"), "F6"),
            (tr("Step back"), "Esc"),
        ]
        self.add_table((tr("What it does"), tr("Key")), [*rows, *more], 0)
        self.resize(520, 620)


class AboutDialog(Told):
    """What this program is, which data it carries, and what it is not."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        from liaison_desk.domain.zones import data_version

        tr = ui.language.tr
        super().__init__(ui, tr("About Liaison Desk"), parent)
        self.resize(520, 300)
        for text, tone in (
            (f"Liaison Desk {__version__}", "t1"),
            (tr("The workspace of a foreign liaison officer."), "t1"),
            (tr("Time zone data: {version}", version=data_version()), "t2"),
            (
                tr(
                    "This program is accredited for nothing. Markings are kept and printed as they are given; who may read what is decided by people."
                ),
                "amb",
            ),
            (tr("It opens no network connection of its own."), "t2"),
            (tr("Fonts: Inter, BIZ UDPGothic, JetBrains Mono (OFL). Icons: Lucide (ISC)."), "t2"),
        ):
            self.content.addWidget(Text(ui, text, tone=tone, wrap=True, selectable=True))
        self.content.addStretch(1)
