"""Workbooks (XLSX) to rows of cells, as a person sees them; nothing in them is ever computed, followed or run."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from liaison_desk.exchange.tables.bounds import BoundedZip, refuse
from liaison_desk.exchange.tables.grid import MAX_BYTES, MAX_CELL, MAX_COLUMNS, Row
from liaison_desk.foundation.core.errors import UnreadableError

MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000
MAX_SHEETS = 50
"""Characters of a cell, as Excel has it."""
MAX_NUMBER = 1_048_576
"""Rows of a sheet, as Excel has it; a file of a few bytes may claim a thousand million."""
MAX_ROOM = 500_000_000
"""Cells of a workbook, those before the last of each row counted: one at the far right of every row is cheap to claim."""
MAX_BLANK = 1_000
"""Blank rows above the first that says something; each costs as much as another, and a file of a few bytes may claim any number."""
# What a library of ours raises for bytes that are not what they claim to be.
_DAMAGED = (
    OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError, RuntimeError,
    OverflowError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|FFF[EF])_")
"""How a workbook writes a sign that XML does not hold, such as the end of a line of other systems."""
_RELATIONS, _STRICT = "_rels/.rels", b"http://purl.oclc.org/ooxml/"
_MAGIC = b"PK\x03\x04"
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is a workbook, or what is locked up as one."""
    return data.startswith((_MAGIC, _ENCRYPTED))


class Workbook:
    """An open workbook. Raises UnreadableError for what is none, is locked by a password, or unpacks to too much.

    ``sheets`` are those that can be read, ``beyond`` those too many; ``late`` are those found to begin too far down.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_ENCRYPTED):
            raise UnreadableError(
                "This workbook is locked by a password, or of an old format. Save it as .xlsx without one."
            )
        if len(data) > MAX_BYTES:
            raise UnreadableError("The table is larger than {size} MB.", size=MAX_BYTES // 1_000_000)
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            packed = BoundedZip(BytesIO(data))
            parts = packed.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableError("This workbook unpacks to more than {size} MB.", size=MAX_UNPACKED // 1_000_000)
            if _RELATIONS in packed.namelist() and _STRICT in packed.read(_RELATIONS):
                raise UnreadableError(
                    "This workbook is in the strict form of Open XML, which is not read. Save it as an ordinary .xlsx workbook."
                )
            self._book: Any = _opened(data, packed)
        except (*_DAMAGED, InvalidFileException) as error:
            raise UnreadableError("This file is no workbook (.xlsx).") from error
        names: tuple[str, ...] = tuple(sheet.title for sheet in self._book.worksheets)
        self.sheets, self.beyond = names[:MAX_SHEETS], names[MAX_SHEETS:]
        self.late: list[str] = []
        self._room = 0
        if not self.sheets:
            raise UnreadableError("The table is empty.")

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield every row of a sheet that is not blank, with its number; raises UnreadableError where it is damaged."""
        found = self._book[sheet]
        found.reset_dimensions()  # what a file says of its size may be anything
        begun, width = False, 0
        try:
            # Without a width of their own, for missing rows would be made that wide.
            for number, cells in enumerate(found.iter_rows(values_only=True), 1):
                self._room += len(cells)
                if number > MAX_NUMBER:
                    raise UnreadableError("The table has more than {count} rows.", count=MAX_NUMBER)
                if self._room > MAX_ROOM:
                    refuse()
                if number > MAX_BLANK and not begun:
                    self.late.append(sheet)
                    return
                row = _row(number, cells)
                if row.cut or any(map(str.strip, row.cells)):
                    begun, width = True, width or len(row.cells)
                    yield replace(row, cells=(*row.cells, *("",) * (width - len(row.cells))))
        except _DAMAGED as error:
            raise UnreadableError("The sheet {name} is damaged.", name=sheet[:60]) from error


def _row(number: int, cells: Sequence[object]) -> Row:
    """Return the cells of a row up to the last that says something."""
    near, far = cells[:MAX_COLUMNS], cells[MAX_COLUMNS:]
    end = len(near)
    while end and near[end - 1] is None:
        end -= 1
    texts = [_shown(cell) for cell in near[:end]]
    while texts and not texts[-1]:
        texts.pop()
    cut = len(far) > far.count(None) or any(map(_is_cut, texts))
    return Row(number, tuple(text[:MAX_CELL] for text in texts), cut)


def _is_cut(text: str) -> bool:
    """Tell whether a cell is longer than one may be, or was made as long as one may be by our own writer, which cuts with a “…”."""
    return len(text) > MAX_CELL or (
        text.endswith("…") and len(text.encode("utf-16-le", "replace")) // 2 >= MAX_CELL - 1
    )


def _opened(data: bytes, packed: BoundedZip) -> Any:
    """Return the library's workbook, read through an archive that bounds every part; sheets that are charts are passed over."""
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def __init__(self) -> None:
            super().__init__(BytesIO(data), read_only=True, data_only=True, keep_links=False)  # type: ignore[no-untyped-call]
            self.archive.close()
            self.archive = packed

        def read_strings(self) -> None:
            self.archive.lets_go = "si"
            super().read_strings()  # type: ignore[no-untyped-call]
            self.archive.lets_go = "row"

        def read_chartsheet(self, sheet: object, rel: object) -> None:
            del sheet, rel

    reader = Reader()
    reader.read()  # type: ignore[no-untyped-call]
    return reader.wb


def _shown(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point, dates as dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
