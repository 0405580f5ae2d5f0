"""What a desk keeps of its packets: how each is composed, and every one that went out, with what went into it."""

from dataclasses import dataclass, field
from datetime import datetime

from liaison_desk.briefings.records.asking import PacketRequest
from liaison_desk.briefings.records.items import PacketItem
from liaison_desk.briefings.records.results import Included, WithheldReport
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

PACKET, PACKET_FINAL = "packet", "packet_final"


@dataclass(frozen=True, slots=True)
class Packet(Record):
    """A packet as it is composed: its title (which has the record's marking), what is asked for, its outline."""

    title: Bilingual = field(default_factory=Bilingual)
    asked: PacketRequest = field(default_factory=PacketRequest)
    items: tuple[PacketItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketFinal(Record):
    """A packet that went out, never changed: the ``number``th of its packet, its file by SHA-256, what went in and what stayed out.

    ``marking`` is what it rolled up to, ``banner`` the line on its pages, ``audience`` who was to hold it, ``copies`` their numbers.
    """

    packet_id: int = 0
    number: int = 0
    file_name: str = ""
    sha256: str = ""
    size: int = 0
    pages: int = 0
    banner: str = ""
    audience: tuple[str, ...] = ()
    copies: str = ""
    included: tuple[Included, ...] = ()
    withheld: WithheldReport = field(default_factory=lambda: WithheldReport(frozenset()))


@dataclass(frozen=True, slots=True)
class PacketLine:
    """A packet as lists show it, without its outline: when it was saved last, how many of it went out."""

    id: int
    uid: str
    title: Bilingual
    updated_at: datetime
    finals: int = 0
