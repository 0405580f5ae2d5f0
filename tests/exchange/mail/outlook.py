"""Writes Outlook's files (.msg) as Outlook does: a compound file of storages and streams, and in it an item with its properties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from struct import pack

Tree = dict[str, "bytes | Tree"]
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def compound(tree: Tree) -> bytes:
    """Write a compound file of the older version, with sectors of 512 bytes."""
    entries: list[list[int | str | bytes]] = []
    streams: list[tuple[int, bytes]] = []

    def add(name: str, kind: int) -> int:
        entries.append([name, kind, FREE, FREE, FREE, END, 0])
        return len(entries) - 1

    def fill(parent: int, members: Tree) -> None:
        numbers = []
        for name in sorted(members, key=lambda one: (len(one), one.upper())):
            inside = members[name]
            number = add(name, 2 if isinstance(inside, bytes) else 1)
            numbers.append(number)
            if isinstance(inside, bytes):
                streams.append((number, inside))
            else:
                fill(number, inside)
        entries[parent][4] = balanced(numbers)

    def balanced(numbers: Sequence[int]) -> int:
        if not numbers:
            return FREE
        middle = len(numbers) // 2
        entries[numbers[middle]][2] = balanced(numbers[:middle])
        entries[numbers[middle]][3] = balanced(numbers[middle + 1 :])
        return numbers[middle]

    fill(add("Root Entry", 5), tree)
    fat: list[int] = []
    sectors: list[bytes] = []

    def place(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), END])
        return first

    mini, mini_fat = b"", []
    for number, data in streams:
        entries[number][6] = len(data)
        if len(data) >= CUTOFF:
            entries[number][5] = place(data)
        elif data:
            count = -(-len(data) // MINI)
            entries[number][5] = len(mini_fat)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END]
            mini += data.ljust(count * MINI, b"\0")
    if mini:
        entries[0][5:] = [place(mini), len(mini)]
    mini_table = b"".join(pack("<I", one) for one in mini_fat)
    mini_start = place(mini_table.ljust(-(-len(mini_table) // SECTOR) * SECTOR, b"\xff")) if mini_fat else END
    while len(entries) % 4:
        entries.append(["", 0, FREE, FREE, FREE, 0, 0])
    directory = place(b"".join(map(_entry, entries)))
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    assert count <= 109, "these tests write no such large files"
    places = [*range(len(sectors), len(sectors) + count)]
    fat += [FAT] * count
    table = b"".join(pack("<I", one) for one in fat).ljust(count * SECTOR, b"\xff")
    head = pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
        CUTOFF, mini_start, -(-len(mini_table) // SECTOR), END, 0,
    )  # fmt: skip
    return head + pack("<109I", *places, *[FREE] * (109 - count)) + b"".join(sectors) + table


def _entry(entry: Sequence[int | str | bytes]) -> bytes:
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


def attachment(name: str, data: bytes, media: str = "application/pdf", *, charset: str = "", hidden: bool = False) -> Item:
    """Return a file as Outlook keeps it, with the short name of old beside the long one."""
    short = f"{name[:6].upper()}~1.{name[-3:].upper()}"
    numbers = {0x3705: 1} | ({0x7FFE: 1} if hidden else {})
    return Item({0x3707: name, 0x3704: short, 0x370E: media}, {0x3701: data}, numbers, charset=charset)


def msg(item: Item) -> bytes:
    """Return the file of an item."""
    return compound(item.tree() | {"__nameid_version1.0": {"__substg1.0_00020102": b""}})
