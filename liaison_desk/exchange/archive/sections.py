"""The top level of a document, walked part by part, with lines and past what is damaged."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from liaison_desk.exchange.archive.codec import Decoder

_SPACE = re.compile(rb"[ \t\r\n]*")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # a letter beyond the basic ones has two of them
_PIECE = 1 << 14  # bytes looked at together, or the line that is longer
_PATIENCE = 8  # how many times the length of the document may be read in vain


class Sections:
    """Walks the top level of the document: each value with its name and line, the records of a collection one by one.

    ``json`` alone knows no lines and gives up the whole file at the first damaged character; here the next line is tried.
    It is given pieces of whole lines, which no text or number goes beyond: telling where an error is costs it the length of
    what it was given. A value that goes on behind a piece is looked at again in a longer one, and so is whatever was never
    closed, up to the end; where too much was read in vain, only values of one line are taken. ``collections`` are names.
    """

    def __init__(self, data: bytes, collections: Collection[str], decoder: Decoder) -> None:
        self._data = data
        self._collections = collections
        self._decoder = decoder
        self._json = json.JSONDecoder()
        self._piece, self._begin, self._end = "", 0, 0
        self._patience = _PATIENCE * len(data)
        self._position = 0
        self._counted = 0
        self._line = 1
        self.skipped = 0

    def parts(self) -> Iterator[tuple[str, int, Any]]:
        """Yield (name, line, value) from the first part to the last."""
        if not self._take(b"{"):
            return
        while self._peek() not in (b"}", b""):
            name = self._value()
            if not isinstance(name, str) or not self._take(b":"):
                self._decoder.line = self._here()
                self._decoder.tell("The archive is damaged from here on.")
                return
            if name in self._collections and self._take(b"["):
                yield from self._entries(name)
            else:
                yield name, self._here(), self._value()
            self._take(b",")
        if self._peek() == b"":
            self._decoder.line = self._here()
            self._decoder.tell("The archive ends too early; what stood behind is lost.")

    def _entries(self, name: str) -> Iterator[tuple[str, int, Any]]:
        while self._peek() not in (b"]", b""):
            line = self._here()
            value = self._value()
            if value is _DAMAGED:
                self.skipped += 1
            else:
                yield name, line, value
            self._take(b",")
        self._take(b"]")

    def _peek(self) -> bytes:
        match = _SPACE.match(self._data, self._position)
        assert match
        self._position = match.end()
        return self._data[self._position : self._position + 1]

    def _take(self, mark: bytes) -> bool:
        found = self._peek() == mark
        self._position += found
        return found

    def _here(self) -> int:
        self._peek()
        self._line += self._data.count(b"\n", self._counted, self._position)
        self._counted = self._position
        return self._line

    def _value(self) -> Any:
        """Read one value; a damaged one is told and skipped to the end of its line."""
        line, start = self._here(), self._position
        try:
            value, self._position = self._decoded(start)
            said = self._data[start : self._position]
            value = value if said.isascii() else json.loads(said.decode())
            return self._mended(value, line) if _HALF.search(said) else value
        except (ValueError, RecursionError):
            self._decoder.line = line
            self._decoder.tell("This line is damaged and was left out.")
            if self._position == start:
                end = self._data.find(b"\n", start)
                self._position = len(self._data) if end < 0 else end + 1
            return _DAMAGED

    def _mended(self, value: Any, line: int) -> Any:
        """Return a value with U+FFFD for what is half a letter, which is told."""
        said = json.dumps(value, ensure_ascii=False)
        whole = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if whole == said:
            return value
        self._decoder.line = line
        self._decoder.tell("Broken letters in this record were replaced by �.")
        return json.loads(whole)

    def _decoded(self, start: int) -> tuple[Any, int]:
        """Return the value that begins at a place, and where it ends."""
        if not self._begin <= start < self._end:
            self._look(start, _PIECE if self._patience > 0 else 0)
        while True:
            try:
                value, end = self._json.raw_decode(self._piece, start - self._begin)
            except (ValueError, RecursionError) as error:
                length = len(self._piece)
                stopped = error.pos if isinstance(error, json.JSONDecodeError) else length
                goes_on = isinstance(error, json.JSONDecodeError) and not self._piece[stopped:].strip()
                if not goes_on or self._end == len(self._data) or self._patience <= 0:
                    self._patience -= stopped - (start - self._begin)
                    self._end = 0
                    raise
                self._look(start, 2 * length)
            else:
                return value, self._begin + end

    def _look(self, start: int, length: int) -> None:
        """Take the piece from a place to the end of a line, a length away at least."""
        end = self._data.find(b"\n", start + length)
        self._begin, self._end = start, len(self._data) if end < 0 else end + 1
        # A letter a byte: what JSON is made of is ASCII, and one kanji would make a text of files two to four times as
        # large. What a value says is read as UTF-8.
        self._piece = str(memoryview(self._data)[start : self._end], "latin-1")


_DAMAGED = object()
