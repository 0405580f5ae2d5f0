"""Identity of records: sortable unique ids and the reference that one record keeps of another."""

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


def uuid7(at: datetime, random: "Random | None" = None) -> str:
    """Return a new UUIDv7 (RFC 9562 §5.7) as text; ids made later sort later.

    ``at`` is an aware instant. A seeded ``random`` makes sample desks the same on every run.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    noise = random.getrandbits(74) if random else int.from_bytes(os.urandom(10), "big") & ((1 << 74) - 1)
    value = milliseconds << 80 | 0x7 << 76 | (noise >> 62) << 64 | 0b10 << 62 | noise & ((1 << 62) - 1)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A pointer to a record of any kind that the navigator can open; the label is for people only.

    With id 0 it asks for a new record; ``about`` are those the new one begins with, such as who was met.
    """

    kind: str
    id: int
    label: str = ""
    about: tuple["RecordRef", ...] = ()
