"""The file: every object under its number, the small ones packed together and compressed (ISO 32000-1, 7.5.7 and 7.5.8).

ReportLab holds all objects up to the end and writes each in full. A tagged packet has ten times as many, much alike: packed they
take a tenth of the room, and each is done with as soon as it is put down.
"""

import zlib
from hashlib import sha256
from itertools import accumulate
from struct import calcsize, pack

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_MOST = 200
"""Objects in a pack: readers open a whole one for any of them."""
_LEVEL = 4
"""How hard streams are pressed: harder ones would be a fortieth smaller, and take a third longer."""
_ENTRY = ">BIH"
_FREE, _ALONE, _PACKED = range(3)


class File:
    """One file in the making. Numbers are taken for objects before or when they are put down; all must be in the end."""

    def __init__(self) -> None:
        self._written = [_HEADER]
        self._end = len(_HEADER)
        self._last = 0
        self._places = bytearray(pack(_ENTRY, _FREE, 0, 0xFFFF))
        self._numbers: list[int] = []
        self._bodies: list[str] = []

    def take(self, count: int = 1) -> int:
        """Return the first of so many new numbers."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, body: str) -> None:
        """Put down an object that is no stream."""
        self._numbers.append(number)
        self._bodies.append(body)
        if len(self._bodies) >= _MOST:
            self._pack()

    def add(self, body: str) -> int:
        """Put down an object that is no stream, and return its number."""
        number = self.take()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> int:
        """Put down a stream with what else its dictionary says, and return its number; ``packed`` = compressed here."""
        if packed:
            data = zlib.compress(data, _LEVEL)
            entries += "/Filter/FlateDecode"
        number = self.take()
        self._alone(number, b"<<%b/Length %d>>stream\n%b\nendstream" % (entries.encode("latin-1"), len(data), data))
        return number

    def finished(self, catalog: int, about: int) -> bytes:
        """Return the whole file. Its id is made of all that is in it."""
        self._pack()
        digest = sha256()
        for part in self._written:
            digest.update(part)
        name = digest.hexdigest()[:32]
        begins, number = self._end, self.take()
        self._place(number, _ALONE, begins, 0)
        table = zlib.compress(bytes(self._places))
        entries = f"/Type/XRef/W[1 4 2]/Size {self._last + 1}/Root {catalog} 0 R/Info {about} 0 R/ID[<{name}><{name}>]"
        dictionary = f"<<{entries}/Filter/FlateDecode/Length {len(table)}>>".encode("latin-1")
        self._write(b"%d 0 obj\n%bstream\n%b\nendstream\nendobj\n" % (number, dictionary, table))
        self._write(b"startxref\n%d\n%%%%EOF\n" % begins)
        return b"".join(self._written)

    def _pack(self) -> None:
        if not self._bodies:
            return
        numbers, bodies = self._numbers, self._bodies
        self._numbers, self._bodies = [], []
        ends = accumulate((len(body) + 1 for body in bodies), initial=0)
        heads = " ".join(f"{number} {begin}" for number, begin in zip(numbers, ends, strict=False))
        words = "\n".join((heads, *bodies))
        among = self.stream(words.encode("latin-1"), f"/Type/ObjStm/N {len(bodies)}/First {len(heads) + 1}")
        for place, number in enumerate(numbers):
            self._place(number, _PACKED, among, place)

    def _alone(self, number: int, body: bytes) -> None:
        self._place(number, _ALONE, self._end, 0)
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _place(self, number: int, kind: int, where: int, among: int) -> None:
        at, places = number * calcsize(_ENTRY), self._places
        if at > len(places):
            places.extend(bytes(at - len(places)))
        places[at : at + calcsize(_ENTRY)] = pack(_ENTRY, kind, where, among)

    def _write(self, data: bytes) -> None:
        self._written.append(data)
        self._end += len(data)


def quoted(words: str) -> str:
    """Return words as a PDF string (7.9.2.2): plain letters as they are, all others as UTF-16."""
    if words.isascii() and words.isprintable():
        return f"({words.replace(chr(92), chr(92) * 2).replace('(', chr(92) + '(').replace(')', chr(92) + ')')})"
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"
