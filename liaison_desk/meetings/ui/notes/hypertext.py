"""The words of hypertext from the clipboard, where nothing else lies there: a line a paragraph, cells parted by tabs."""

from PySide6.QtGui import QTextDocument, QTextTable


def words_of(html: str) -> str:
    """Return the text of hypertext; rows of a table are lines, as spreadsheets copy them. Nothing it points to is read."""
    document = QTextDocument()
    document.setHtml(html)
    lines: list[str] = []
    block, last = document.begin(), None
    while block.isValid():
        table = _table_at(document, block.position())
        if table is None:
            lines.append(block.text().replace("\u2028", "\n"))
        elif table is not last:
            lines += _rows(table)
        last, block = table, block.next()
    return "\n".join(lines)


def _table_at(document: QTextDocument, position: int) -> QTextTable | None:
    frame = document.frameAt(position)
    return frame if isinstance(frame, QTextTable) else None


def _rows(table: QTextTable) -> list[str]:
    return ["\t".join(_cell(table, row, column) for column in range(table.columns())) for row in range(table.rows())]


def _cell(table: QTextTable, row: int, column: int) -> str:
    """Return the words of a cell on one line; of one that spans several, where it begins."""
    cell = table.cellAt(row, column)
    if (cell.row(), cell.column()) != (row, column):
        return ""
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), cursor.MoveMode.KeepAnchor)
    return " ".join(cursor.selectedText().replace("\u2028", " ").replace("\u2029", " ").split())
