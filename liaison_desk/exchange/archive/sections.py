"""The top level of a document, walked part by part, with lines and past what is damaged."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from liaison_desk.exchange.archive.codec import Decoder

_SPACE = re.compile(r"[ \t\r\n]*")


class Sections:
    """Walks the top level of the document: each value with its name and line, the records of a collection one by one.

    ``json`` alone knows no lines and gives up the whole file at the first damaged character; here the next line is tried.
    ``collections`` are the names of those.
    """

    def __init__(self, data: bytes, collections: Collection[str], decoder: Decoder) -> None:
        # A letter a byte: what JSON is made of is ASCII, and one kanji would make the text of all files two to four times as
        # large. What a value says is read as UTF-8.
        self._text = data.decode("latin-1")
        self._collections = collections
        self._decoder = decoder
        self._json = json.JSONDecoder()
        self._position = 0
        self._counted = 0
        self._line = 1
        self.skipped = 0

    def parts(self) -> Iterator[tuple[str, int, Any]]:
        """Yield (name, line, value) from the first part to the last."""
        if not self._take("{"):
            return
        while self._peek() not in ("}", ""):
            name = self._value()
            if not isinstance(name, str) or not self._take(":"):
                self._decoder.line = self._here()
                self._decoder.tell("The archive is damaged from here on.")
                return
            if name in self._collections and self._take("["):
                yield from self._entries(name)
            else:
                yield name, self._here(), self._value()
            self._take(",")
        if self._peek() == "":
            self._decoder.line = self._here()
            self._decoder.tell("The archive ends too early; what stood behind is lost.")

    def _entries(self, name: str) -> Iterator[tuple[str, int, Any]]:
        while self._peek() not in ("]", ""):
            line = self._here()
            value = self._value()
            if value is _DAMAGED:
                self.skipped += 1
            else:
                yield name, line, value
            self._take(",")
        self._take("]")

    def _peek(self) -> str:
        match = _SPACE.match(self._text, self._position)
        assert match
        self._position = match.end()
        return self._text[self._position : self._position + 1]

    def _take(self, mark: str) -> bool:
        found = self._peek() == mark
        self._position += found
        return found

    def _here(self) -> int:
        self._peek()
        self._line += self._text.count("\n", self._counted, self._position)
        self._counted = self._position
        return self._line

    def _value(self) -> Any:
        """Read one value; a damaged one is told and skipped to the end of its line."""
        line, start = self._here(), self._position
        try:
            value, self._position = self._json.raw_decode(self._text, start)
            said = self._text[start : self._position]
            return value if said.isascii() else json.loads(said.encode("latin-1").decode())
        except (ValueError, RecursionError):
            self._decoder.line = line
            self._decoder.tell("This line is damaged and was left out.")
            if self._position == start:
                end = self._text.find("\n", start)
                self._position = len(self._text) if end < 0 else end + 1
            return _DAMAGED


_DAMAGED = object()
