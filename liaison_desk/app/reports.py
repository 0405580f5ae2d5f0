"""What is told at length: an import's outcome, a check's findings, the keys, and what this program is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QScrollArea, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from liaison_desk import __version__
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

if TYPE_CHECKING:
    from liaison_desk.app.incoming.importing import FileReport

MOST_ROWS: Final = 5000
_WIDEST: Final = 260
_FEW_FILES: Final = 6


class Told(DeskDialog):
    """A dialog that only tells: Close, Return or Esc ends it. What goes wrong in it is said in a strip above."""

    def __init__(self, ui: Ui, title: str, parent: QWidget | None = None) -> None:
        super().__init__(ui, title, parent)
        close = PrimaryButton(ui, ui.language.tr("Close"))
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.resize(640, 460)

    def act(self) -> None:
        """Close."""
        self.accept()

    def make_table(self, headings: Sequence[str], stretch: int) -> QTableWidget:
        """Add an empty table; the column ``stretch`` takes the room that is left."""
        table = QTableWidget(0, len(headings))
        table.setHorizontalHeaderLabels(list(headings))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(Size.ROW)
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
        table.setAccessibleName(self.windowTitle())
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.content.addWidget(table, 1)
        return table

    def fill_table(self, table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of plain text, the columns as wide as their words."""
        shown = rows[:MOST_ROWS]
        table.setRowCount(len(shown))
        for row, cells in enumerate(shown):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(" ".join(cell.split()))
                item.setToolTip(plain_tip(cell) if len(cell) > 40 else "")
                table.setItem(row, column, item)
        metrics = table.fontMetrics()
        for column in range(table.columnCount()):
            heading = str(table.model().headerData(column, Qt.Orientation.Horizontal))
            words = max((cells[column] for cells in shown), key=len, default="")
            width = max(metrics.horizontalAdvance(one) for one in (heading, words[:80]))
            table.setColumnWidth(column, min(_WIDEST, width + 24))

    def add_table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], stretch: int) -> QTableWidget:
        """Add a table with its rows."""
        table = self.make_table(headings, stretch)
        self.fill_table(table, rows)
        return table


class ImportReport(Told):
    """What became of each imported file, and every entry that was left out, with its line."""

    def __init__(self, ui: Ui, results: "Sequence[FileReport | DeskError]", parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Import"), parent)
        self._files = QVBoxLayout()
        self._files.setSpacing(6)
        self._show_files(len(results))
        rows: list[tuple[str, str, str]] = []
        for result in results:
            if isinstance(result, DeskError):
                self._tell(ui.language.error(result), "red")
                continue
            name = result.file.replace("\\", "/").rsplit("/", 1)[-1]
            counts = {"read": result.read, "added": result.added, "updated": result.updated, "skipped": result.skipped}
            line = tr("{file}: {read} read, {added} added, {updated} updated, {skipped} skipped", file=name, **counts)
            self._tell(line)
            rows += [(name, str(one.line or ""), tr(one.text, **one.values)) for one in result.problems]
        if rows:
            self.content.addWidget(Text(ui, tr("Left out or changed"), Size.BODY, SEMIBOLD))
            self.add_table((tr("File"), tr("Line"), tr("What")), rows, 2)
        else:
            self.content.addStretch(1)

    def _show_files(self, count: int) -> None:
        """Give the files their place; many of them scroll."""
        if count <= _FEW_FILES:
            self.content.addLayout(self._files)
            return
        inside = QWidget()
        inside.setLayout(self._files)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.content.addWidget(area, 1)

    def _tell(self, words: str, tone: str = "t1") -> None:
        self._files.addWidget(Text(self.ui, words, tone=tone, wrap=True))


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
            (tr("Export the packet"), "Ctrl+E"),
            (tr("Move an entry of a packet"), "Alt+↑ / Alt+↓"),
            (tr("Double an entry of a packet"), "Ctrl+D"),
            (tr("Next pane"), "F6"),
            (tr("Next or previous part of an exercise"), "Ctrl+PgDn / Ctrl+PgUp"),
            (tr("Step back"), "Esc"),
        ]
        self.add_table((tr("What it does"), tr("Key")), [*rows, *more], 0)
        self.resize(540, 660)


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
