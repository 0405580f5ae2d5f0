"""Compound files (MS-CFB), the little file system inside one file in which Outlook keeps a mail: storages and streams by name.

Written here and not taken from a library: those that are kept trust what such a file says of itself (a stream of gigabytes whose
sectors run in a ring; a directory of a million entries). This one never follows more sectors than the file has.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import unpack_from
from sys import byteorder

from liaison_desk.foundation.core.errors import UnreadableError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 50_000
"""Storages and streams of one file."""

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_NOTHING = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_HEADER, _ENTRY = "<8s16xHHHHH6x4xIIxxxxIIIII", "<64sHBBIII16xIQQIQ"
_ENTRY_SIZE = 128
_DIFAT_START, _SMALLEST = 76, 512
_MINI = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A storage or stream: its name, where its bytes begin, how many there are, and the numbers of those beside and below it."""

    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int

    @property
    def is_storage(self) -> bool:
        """Whether it holds other entries."""
        return self.kind in (_STORAGE, _ROOT)


class Compound:
    """An opened compound file. Raises UnreadableError wherever the file is damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _SMALLEST or not data.startswith(MAGIC):
            raise damaged()
        self._data = data
        head = unpack_from(_HEADER, data)
        _, _, version, _, shift, mini_shift, fats, directory, cutoff, mini_start, minis, difat, _ = head
        if (version, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise damaged()
        self._sector = 1 << shift
        self._count = max(0, -(-len(data) // self._sector) - 1)
        self._cutoff = cutoff
        # However often a stream is named, no more is read than a file in order could hold.
        self._left = 2 * len(data) + 4096
        self._fat = self._read_fat(fats, difat)
        self._entries = self._chain(directory)
        self.root = self._entry(0)
        if self.root.kind != _ROOT:
            raise damaged()
        self._mini_fat = _words(self._chain(mini_start)) if minis else array("I")
        self._mini = self._chain(self.root.start, self.root.size) if self.root.size else b""

    def members(self, storage: Entry) -> dict[str, Entry]:
        """Return what stands in a storage, by names in small letters."""
        return {entry.name.lower(): entry for entry in self._walk(storage.child)}

    def read(self, entry: Entry) -> bytes:
        """Return the bytes of a stream."""
        if entry.kind != _STREAM or not entry.size:
            return b""
        self._left -= entry.size
        if self._left < 0:
            raise damaged()
        if entry.size < self._cutoff:
            return self._mini_chain(entry.start, entry.size)
        return self._chain(entry.start, entry.size)

    def _walk(self, first: int) -> Iterator[Entry]:
        """Yield the entries of a tree of siblings; one that leads back to itself is damage."""
        waiting, seen = [first], set[int]()
        while waiting:
            number = waiting.pop()
            if number == _NOTHING:
                continue
            if number in seen or len(seen) >= MAX_ENTRIES:
                raise damaged()
            seen.add(number)
            entry = self._entry(number)
            if entry.kind not in (_STORAGE, _STREAM):
                raise damaged()
            waiting += (entry.right, entry.left)
            yield entry

    def _entry(self, number: int) -> Entry:
        if (number + 1) * _ENTRY_SIZE > len(self._entries):
            raise damaged()
        found = unpack_from(_ENTRY, self._entries, number * _ENTRY_SIZE)
        name, length, kind, _, left, right, child, _, _, _, start, size = found
        if self._sector == _SMALLEST:  # the upper half of the size means nothing in the older version
            size &= 0xFFFFFFFF
        words = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return Entry(words, kind, start, size, left, right, child)

    def _read_fat(self, count: int, difat: int) -> "array[int]":
        """Return which sector follows on which."""
        per = self._sector // 4
        most = -(-self._count // per)  # more of them would speak of sectors that are not there
        places = [place for place in _words(self._data[_DIFAT_START:_SMALLEST]) if place < _END]
        for _ in range(self._count):
            if difat >= _END or len(places) >= min(count, most):
                break
            more = _words(self._at(difat))
            places += [place for place in more[: per - 1] if place < _END]
            difat = more[per - 1]
        fat = array("I")
        for place in places[:most]:
            fat += _words(self._at(place))
        return fat[: self._count]

    def _at(self, number: int) -> bytes:
        if number >= self._count:
            raise damaged()
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int, size: int | None = None) -> bytes:
        """Return the bytes of a chain of sectors, of a known size or up to its end."""
        wanted = len(self._fat) if size is None else -(-size // self._sector)
        if wanted > len(self._fat):
            raise damaged()
        pieces: list[bytes] = []
        while len(pieces) < wanted and start != _END:
            if start >= len(self._fat):
                raise damaged()
            pieces.append(self._at(start))
            start = self._fat[start]
        if (size is None and start != _END) or (size is not None and len(pieces) < wanted):
            raise damaged()
        found = b"".join(pieces)
        if size is not None and len(found) < size:
            raise damaged()
        return found if size is None else found[:size]

    def _mini_chain(self, start: int, size: int) -> bytes:
        """Return the bytes of a small stream, which lies in pieces of 64 bytes."""
        pieces = []
        for _ in range(-(-size // _MINI)):
            if start >= len(self._mini_fat) or start * _MINI >= len(self._mini):
                raise damaged()
            pieces.append(self._mini[start * _MINI : (start + 1) * _MINI])
            start = self._mini_fat[start]
        found = b"".join(pieces)
        if len(found) < size:
            raise damaged()
        return found[:size]


def member(members: Mapping[str, Entry], name: str) -> Entry | None:
    """Return an entry by its name, in whatever letters the file has it."""
    return members.get(name.lower())


def damaged() -> UnreadableError:
    """Return the one sentence that is said of a file whose inside does not hold together."""
    return UnreadableError("The Outlook message is damaged or cut off and cannot be read.")


def _words(data: bytes) -> "array[int]":
    """Return the numbers of four bytes, the low one first, that a sector is made of."""
    found = array("I")
    found.frombytes(data[: len(data) // 4 * 4])
    if byteorder == "big":
        found.byteswap()
    return found
