"""Writes Outlook's files (.msg) as Outlook does: a compound file of storages and streams, and in it an item with its properties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from struct import pack

Tree = dict[str, "bytes | Tree"]
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR, MINI, CUTOFF = 512, 64, 4096
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def compound(tree: Tree, sector: int = SECTOR) -> bytes:
    """Write a compound file of the older version, with sectors of 512 bytes, or of the newer, with 4096."""
    return _Writing(tree, sector).whole()


class _Writing:
    """A compound file as it is written."""

    def __init__(self, tree: Tree, sector: int) -> None:
        self.sector = sector
        self.entries: list[list[int | str]] = []
        self.streams: list[tuple[int, bytes]] = []
        self.fat: list[int] = []
        self.sectors: list[bytes] = []
        self._fill(self._add("Root Entry", 5), tree)

    def whole(self) -> bytes:
        mini, mini_fat = b"", []
        for number, data in self.streams:
            self.entries[number][6] = len(data)
            if len(data) >= CUTOFF:
                self.entries[number][5] = self._place(data)
            elif data:
                count = -(-len(data) // MINI)
                self.entries[number][5] = len(mini_fat)
                mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END]
                mini += data.ljust(count * MINI, b"\0")
        if mini:
            self.entries[0][5:] = [self._place(mini), len(mini)]
        table = b"".join(pack("<I", one) for one in mini_fat)
        minis = -(-len(table) // self.sector)
        mini_start = self._place(table.ljust(minis * self.sector, b"\xff")) if mini_fat else END
        while len(self.entries) * 128 % self.sector:
            self.entries.append(["", 0, FREE, FREE, FREE, 0, 0])
        directory = self._place(b"".join(map(_entry, self.entries)))
        return self._head(directory, mini_start, minis)

    def _head(self, directory: int, mini_start: int, minis: int) -> bytes:
        per = self.sector // 4
        count = more = 0
        # The table tells of its own sectors, and of those that list it where the head has no more room.
        while count * per < len(self.fat) + count + more:
            count += 1
            more = max(0, -(-(count - 109) // (per - 1)))
        first = len(self.sectors)
        lists = [*range(first, first + more)]
        places = [*range(first + more, first + more + count)]
        fat = [*self.fat, *[DIFAT] * more, *[FAT] * count]
        table = b"".join(pack("<I", one) for one in fat).ljust(count * self.sector, b"\xff")
        rest = places[109:] + [FREE] * (more * (per - 1))
        difat = b"".join(
            pack(f"<{per}I", *rest[n * (per - 1) : (n + 1) * (per - 1)], lists[n + 1] if n + 1 < more else END)
            for n in range(more)
        )
        version, shift = (3, 9) if self.sector == SECTOR else (4, 12)
        head = pack(
            "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, version, 0xFFFE, shift, 6,
            0 if version == 3 else -(-len(self.entries) * 128 // self.sector), count, directory, 0, CUTOFF, mini_start, minis,
            lists[0] if lists else END, more,
        )  # fmt: skip
        held = places[:109] + [FREE] * (109 - len(places[:109]))
        return (head + pack("<109I", *held)).ljust(self.sector, b"\0") + b"".join(self.sectors) + difat + table

    def _add(self, name: str, kind: int) -> int:
        self.entries.append([name, kind, FREE, FREE, FREE, END, 0])
        return len(self.entries) - 1

    def _fill(self, parent: int, members: Tree) -> None:
        numbers = []
        for name in sorted(members, key=lambda one: (len(one), one.upper())):
            inside = members[name]
            number = self._add(name, 2 if isinstance(inside, bytes) else 1)
            numbers.append(number)
            if isinstance(inside, bytes):
                self.streams.append((number, inside))
            else:
                self._fill(number, inside)
        self.entries[parent][4] = self._balanced(numbers)

    def _balanced(self, numbers: Sequence[int]) -> int:
        if not numbers:
            return FREE
        middle = len(numbers) // 2
        self.entries[numbers[middle]][2] = self._balanced(numbers[:middle])
        self.entries[numbers[middle]][3] = self._balanced(numbers[middle + 1 :])
        return numbers[middle]

    def _place(self, data: bytes) -> int:
        first = len(self.sectors)
        pieces = [data[at : at + self.sector].ljust(self.sector, b"\0") for at in range(0, len(data), self.sector)]
        self.sectors.extend(pieces)
        self.fat.extend([*range(first + 1, first + len(pieces)), END])
        return first


def _entry(entry: Sequence[int | str]) -> bytes:
    name, kind, left, right, child, start, size = entry
    assert isinstance(name, str)
    words = name.encode("utf-16-le")
    length = len(words) + 2 if name else 0
    return pack("<64sHBBIII16x4x16xIQ", words, length, kind, 1, left, right, child, start, size)


@dataclass
class Item:
    """An item, recipient or attachment: texts, bytes, numbers and instants by the number of their property."""

    texts: Mapping[int, str] = field(default_factory=dict)
    datas: Mapping[int, bytes] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    times: Mapping[int, datetime] = field(default_factory=dict)
    recipients: Sequence["Item"] = ()
    attachments: Sequence["Item"] = ()
    inner: "Item | None" = None
    charset: str = ""  # with one the texts are narrow (PT_STRING8), as an ANSI store has them

    def tree(self, head: int = 32) -> Tree:
        """Return its streams; ``head`` is how long the head of its table is."""
        made: Tree = {}
        table = b"\0" * head
        for number, text in self.texts.items():
            kind = 0x001E if self.charset else 0x001F
            data = text.encode(self.charset) if self.charset else text.encode("utf-16-le")
            made[f"__substg1.0_{number:04X}{kind:04X}"] = data
            table += pack("<HHIII", kind, number, 6, len(data), 0)
        for number, data in self.datas.items():
            made[f"__substg1.0_{number:04X}0102"] = data
            table += pack("<HHIII", 0x0102, number, 6, len(data), 0)
        for number, value in self.numbers.items():
            table += pack("<HHIII", 0x0003, number, 6, value, 0)
        for number, at in self.times.items():
            ticks = int((at - EPOCH).total_seconds()) * 10_000_000
            table += pack("<HHIQ", 0x0040, number, 6, ticks)
        for name, items in (("recip", self.recipients), ("attach", self.attachments)):
            for number, item in enumerate(items):
                made[f"__{name}_version1.0_#{number:08X}"] = item.tree(8)
        if self.inner is not None:
            made["__substg1.0_3701000D"] = self.inner.tree(24)
        made["__properties_version1.0"] = table
        return made


def mail(
    subject: str, body: str = "", *, sender: tuple[str, str] = ("Ada Marsh", "ada@example.org"), charset: str = "",
    to: Sequence[tuple[str, str, int]] = (), texts: Mapping[int, str] | None = None, attachments: Sequence[Item] = (),
    datas: Mapping[int, bytes] | None = None, numbers: Mapping[int, int] | None = None, at: datetime | None = None,
) -> Item:  # fmt: skip
    """Return a mail as Outlook keeps it."""
    own = {0x001A: "IPM.Note", 0x0037: subject, 0x0042: sender[0], 0x0064: "SMTP", 0x0065: sender[1], 0x5D02: sender[1]}
    if body:
        own[0x1000] = body
    recipients = [
        Item({0x3001: name, 0x3002: "SMTP", 0x3003: address, 0x39FE: address}, numbers={0x0C15: kind}, charset=charset)
        for name, address, kind in to
    ]
    times = {0x0039: at or datetime(2026, 11, 23, 21, 30, tzinfo=UTC)}
    return Item(own | dict(texts or {}), datas or {}, numbers or {}, times, recipients, attachments, charset=charset)


def attachment(
    name: str, data: bytes, media: str = "application/pdf", *, charset: str = "", hidden: bool = False
) -> Item:
    """Return a file as Outlook keeps it, with the short name of old beside the long one."""
    short = f"{name[:6].upper()}~1.{name[-3:].upper()}"
    numbers = {0x3705: 1} | ({0x7FFE: 1} if hidden else {})
    return Item({0x3707: name, 0x3704: short, 0x370E: media}, {0x3701: data}, numbers, charset=charset)


def msg(item: Item, sector: int = SECTOR) -> bytes:
    """Return the file of an item."""
    return compound(item.tree() | {"__nameid_version1.0": {"__substg1.0_00020102": b""}}, sector)
