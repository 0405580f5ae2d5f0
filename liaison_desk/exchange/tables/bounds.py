"""How much a workbook's parts may make of a few bytes: checked part by part, as a stream, before a library builds trees of them."""

import zipfile
from collections.abc import Sequence
from typing import IO, Any, NoReturn
from xml.parsers import expat

from liaison_desk.foundation.core.errors import UnreadableError

MAX_KEPT = 1_000_000
"""Elements and attributes that stay to the end; the largest real lists of styles have a few hundred thousand."""
MAX_RUN = 200_000
"""Elements and attributes of one row or shared text, which go after it; a full row of Excel has 16,384 cells."""
MAX_RUNS = 5_000_000
MAX_TEXT = 32_000_000
"""Bytes of one row or shared text, and of everything else in a part."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1  # what an archive says of a part under a password
_DEEPEST = 100
_LONGEST_TAG = 1_000_000
_CHUNK = 1 << 16
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class BoundedZip(zipfile.ZipFile):
    """An archive that gives a part out only if a tree of it is bearable; else UnreadableError.

    Raises it at once for one that is packed as no spreadsheet packs: some ways unpack to any size at one stroke.
    ``lets_go`` is the element of spreadsheets that whoever reads a part as a stream lets go when it has ended.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        if any(part.compress_type not in _PACKED or part.flag_bits & _LOCKED for part in self.infolist()):
            raise UnreadableError(
                "This workbook is packed as no spreadsheet program packs one. Save it as an ordinary .xlsx workbook."
            )
        self.lets_go = ""
        self._checked: set[tuple[str, str]] = set()

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """Return a part that is read whole."""
        self._check(name, "")
        with super().open(name, pwd=pwd) as part:
            return part.read()

    def open(self, name: Any, mode: Any = "r", pwd: bytes | None = None, *, force_zip64: bool = False) -> IO[bytes]:
        """Open a part that is read as a stream."""
        self._check(name, self.lets_go)
        return super().open(name, mode, pwd, force_zip64=force_zip64)

    def _check(self, name: str, lets_go: str) -> None:
        if (name, lets_go) not in self._checked:
            with super().open(name) as part:
                _Weight(lets_go).weigh(part)
            self._checked.add((name, lets_go))


class _Weight:
    """Counts what a tree of a part holds at once; a run is an element that is let go with all that is in it."""

    def __init__(self, lets_go: str) -> None:
        self._run_name = f"{_MAIN} {lets_go}"
        self._depth = self._kept = self._runs = 0
        self._in_run = 0  # at this depth, 0 for none
        self._run = 0
        self._outside = 0
        self._since = 0  # where in the part the run, or what stands outside, began
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = refuse

    def weigh(self, part: IO[bytes]) -> None:
        """Read a part to its end, or to where it is no XML any more, for no reader comes further."""
        fed = 0
        try:
            while chunk := part.read(_CHUNK):
                self._parser.Parse(chunk, False)
                fed += len(chunk)
                text = fed - self._since + (0 if self._in_run else self._outside)
                if text > MAX_TEXT or fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
                    refuse()
        except expat.ExpatError:
            return

    def _start(self, name: str, attributes: Sequence[str]) -> None:
        self._depth += 1
        weight = 1 + len(attributes) // 2
        if self._in_run:
            self._run += weight
        elif name == self._run_name:
            place = self._parser.CurrentByteIndex
            self._outside += place - self._since
            self._in_run, self._run, self._since = self._depth, weight, place
            self._runs += 1
        else:
            self._kept += weight
        if self._kept > MAX_KEPT or self._run > MAX_RUN or self._runs > MAX_RUNS or self._depth > _DEEPEST:
            refuse()

    def _end(self, _name: str) -> None:
        if self._depth == self._in_run:
            self._in_run, self._since = 0, self._parser.CurrentByteIndex
        self._depth -= 1


def refuse(*_told: object) -> NoReturn:
    """Raise UnreadableError for a workbook that would grow too large."""
    raise UnreadableError("This workbook holds more in one place than any table does.")
