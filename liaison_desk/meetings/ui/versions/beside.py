"""Two texts beside each other, what differs marked in both: a read-only document, to be scrolled, selected and copied."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.meetings.rules.wording import Piece
from liaison_desk.meetings.ui.versions.comparing import Pairing

_NAME: Final = 15  # per cent of the width
_MOST: Final = 300


class Beside(QTextEdit):
    """Shows pairings as rows of a table. Text goes in as characters, never as markup."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(ui.language.tr("Both versions side by side"))
        self.setMinimumHeight(160)
        surface(self, "surf")

    def show_pairings(
        self, pairs: Sequence[Pairing], left: str, right: str, *, only: bool, chosen: int | None = None
    ) -> None:
        """Show pairings under the names of both states; ``only`` those that differ. What a screen cannot lay out at once is told.

        With ``chosen``, 0 or 1, neither side came after the other: that one counts, and the other is told more quietly.
        """
        wanted = [one for one in pairs if one.changed or not only]
        shown = wanted[:_MOST]
        document = self.document()
        document.clear()
        document.setDocumentMargin(6)
        if not shown:
            return
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        table = cursor.insertTable(len(shown) + 1, 3, self._table_format())
        self._write(table, 0, 1, [Piece(left, False)], self._format("t2", Size.SECONDARY, SEMIBOLD))
        self._write(table, 0, 2, [Piece(right, False)], self._format("t2", Size.SECONDARY, SEMIBOLD))
        tr = self._ui.language.tr
        name, plain = self._format("t2", Size.SECONDARY, MEDIUM), self._format("t1", Size.BODY)
        gone, come = self._format("red", Size.BODY, ground="red_bg"), self._format("grn", Size.BODY, ground="grn_bg")
        gone.setFontStrikeOut(True)
        sides = [(plain, gone), (plain, come)]
        if chosen is not None:
            quiet = self._format("t3", Size.BODY), self._format("t3", Size.BODY, ground="sunk")
            counts = plain, self._format("t1", Size.BODY, ground="accbg")
            sides = [counts if side == chosen else quiet for side in (0, 1)]
        for row, one in enumerate(shown, 1):
            called = tr("{name} (moved)", name=one.name) if one.moved else one.name
            self._write(table, row, 0, [Piece(called, False)], name)
            self._write(table, row, 1, one.before, *sides[0])
            self._write(table, row, 2, one.after, *sides[1])
        rest = len(wanted) - len(shown)
        if rest:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(tr("and {n} more", n=rest), self._format("t2", Size.SECONDARY))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _table_format(self) -> QTextTableFormat:
        table = QTextTableFormat()
        table.setBorder(1)
        table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        table.setBorderBrush(QBrush(self._ui.theme.color("line")))
        table.setBorderCollapse(True)
        table.setCellPadding(6)
        table.setHeaderRowCount(1)
        table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        widths = (_NAME, (100 - _NAME) / 2, (100 - _NAME) / 2)
        table.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, width) for width in widths])
        return table

    def _format(self, tone: str, size: int, weight: int = 400, ground: str = "") -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._ui.theme.font(size, weight))
        made.setForeground(self._ui.theme.color(tone))
        if ground:
            made.setBackground(self._ui.theme.color(ground))
        return made

    def _write(
        self, table: QTextTable, row: int, column: int, pieces: Sequence[Piece], plain: QTextCharFormat,
        marked: QTextCharFormat | None = None,
    ) -> None:  # fmt: skip
        cursor = table.cellAt(row, column).firstCursorPosition()
        for piece in pieces:
            cursor.insertText(piece.text, marked if piece.changed and marked is not None else plain)
