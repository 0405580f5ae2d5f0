"""The library that reads PDF files, held within bounds: what it costs is counted, and it mends and searches little."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject, NullObject, PdfObject, StreamObject

from liaison_desk.briefings.inserts.bounds import MOST_BYTES, MOST_ENTRIES, MOST_SLOWLY, Meter

_PACKED = re.compile(rb"ObjStm|/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*#")
"""What tells of packed objects, or may tell of them under a name that is written in other signs."""
_HEAD = re.compile(rb"\s*(\d{1,10})\s+(\d{1,5})\s*obj")


class MeteredFile(BytesIO):
    """A file whose reading is counted: the library reads letter by letter, and more than once if it is led to."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        super().__init__(data)
        self._meter = meter

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes, or all."""
        found = super().read(size)
        self._meter.step(1 + (len(found) >> 8))
        return found


class BoundedReader(PdfReader):
    """Reads what the table of the file tells of, and lets go of what it has read now and then."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        self._meter, self._size = meter, len(data)
        self._admitted: set[int] = set()
        super().__init__(MeteredFile(data, meter), xref_stream_maximum_entries=MOST_ENTRIES)

    def close(self) -> None:
        """Let go of the file and of all that was read: each points to the reader, and would stay until somebody looks for circles."""
        super().close()
        self.stream.close()

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """Return an object; null for one that the table does not know, for which the library would search the file."""
        if isinstance(indirect_reference, int):
            number, generation = indirect_reference, 0
        else:
            number, generation = indirect_reference.idnum, indirect_reference.generation
        self._meter.step()
        if self._meter.should_let_go():
            self.resolved_objects.clear()
            self._admitted.clear()
        if (generation, number) not in self.resolved_objects:
            if generation == 0 and number in self.xref_objStm:
                self._admit(self.xref_objStm[number][0])
            elif number not in self.xref.get(generation, ()):
                return NullObject()
            elif not self._is_in_place(number, generation):
                self._meter.search(self._size)
        return super().get_object(indirect_reference)

    def _is_in_place(self, number: int, generation: int) -> bool:
        self.stream.seek(self.xref[generation][number])
        head = _HEAD.match(self.stream.read(80))
        return head is not None and (int(head[1]), int(head[2])) == (number, generation)

    def _admit(self, number: int) -> None:
        """Unpack objects that are packed together: from their letters on they are counted like any others."""
        if number not in self._admitted:
            self._admitted.add(number)
            packed = self.get_object(number)
            if isinstance(packed, StreamObject):
                self._meter.step(len(packed.get_data()))

    def _rebuild_xref_table(self, stream: Any) -> None:
        """Mend a damaged table only where no objects are packed together: those the library would read whole, uncounted."""
        with stream.getbuffer() as data:
            if _PACKED.search(data):
                raise PdfReadError
        super()._rebuild_xref_table(stream)


@contextmanager
def bounded_library() -> Iterator[None]:
    """Hold the library's own work within bounds."""
    # What it mends it tells in the log, with words of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        maximum_declared_stream_length=MOST_BYTES,
        zlib_maximum_output_length=MOST_SLOWLY,
        zlib_maximum_recovery_input_length=20_000,
        lzw_maximum_output_length=MOST_SLOWLY,
        run_length_maximum_output_length=MOST_SLOWLY,
        brotli_maximum_output_length=MOST_SLOWLY,
        stream_filters_maximum_length=4,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    ):
        yield
