"""Bytes to rows of cells, as leniently as spreadsheets read them: any separator, quotes that are never closed, ragged rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from liaison_desk.exchange.charsets import decode, decode_unknown
from liaison_desk.foundation.core.errors import UnreadableError

MAX_BYTES = 64_000_000
MAX_COLUMNS = 1000
MAX_CELL = 32_767  # what a cell of a workbook holds, in units of UTF-16: two for a rare sign
MAX_QUOTED = 200_000  # characters of one quoted cell; a longer one is a quote that was never closed
MAX_UNCLOSED = 20

DELIMITERS = (",", ";", "\t", "|")
_NULLS = re.compile("[\x00\ufeff]")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and the line it begins on (1 = first); ``cut`` if some of it was too much and is not here."""

    line: int
    cells: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a table file and the encoding it was taken to be in."""

    text: str
    encoding: str


def text_of(data: bytes, encoding: str = "") -> Text:
    """Return the text of a table file; ``encoding`` overrides the guess. Too large a file raises UnreadableError."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("The table is larger than {size} MB.", size=MAX_BYTES // 1_000_000)
    text, found = (decode(data, encoding), encoding) if encoding else decode_unknown(data)
    return Text(_NULLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n"), found)


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Yield every row that is not blank. A cell in quotes may hold separators, line breaks and doubled quotes."""
    reading = _Reading(text, delimiter)
    while reading.position < len(text):
        row = reading.row()
        if any(cell.strip() for cell in row.cells):
            yield row


class _Reading:
    """The place in the text where the next row begins."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._ends = re.compile(f"[{re.escape(delimiter)}\n]|\\Z")
        self._unclosed = 0
        self._line = 1
        self.position = 0

    def row(self) -> Row:
        """Read one row."""
        line, start = self._line, self.position
        cells: list[str] = []
        while True:
            cells.append(self._cell())
            mark = self._text[self.position : self.position + 1]
            self.position += 1
            if mark != self._delimiter:
                break
        self._line += self._text.count("\n", start, self.position)
        return Row(line, tuple(cells[:MAX_COLUMNS]), any(map(str.strip, cells[MAX_COLUMNS:])))

    def _cell(self) -> str:
        if self._text.startswith('"', self.position) and self._unclosed < MAX_UNCLOSED:
            quoted = self._quoted()
            if quoted is not None:
                return quoted
            self._unclosed += 1
            self.position += 1
        end = self._ends.search(self._text, self.position)
        assert end
        cell = self._text[self.position : end.start()]
        self.position = end.start()
        return cell

    def _quoted(self) -> str | None:
        """Read a cell in quotes; ``None`` if they are never closed. A lone quote inside belongs to the text."""
        text, limit = self._text, self.position + MAX_QUOTED
        pieces: list[str] = []
        start = self.position + 1
        while (end := text.find('"', start, limit)) >= 0:
            after = text[end + 1 : end + 2]
            if after == '"':
                pieces.append(text[start : end + 1])
                start = end + 2
            elif after in ("", "\n", self._delimiter):
                self.position = end + 1
                return "".join([*pieces, text[start:end]])
            else:
                pieces.append(text[start : end + 1])
                start = end + 1
        return None
