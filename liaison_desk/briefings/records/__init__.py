"""Values of packets: what is asked for, the entries of an outline, what comes back, and what the desk keeps."""

from liaison_desk.briefings.records.asking import PacketLanguage, PacketRequest, Paper, Period, Template
from liaison_desk.briefings.records.items import FILE, TEXT, About, ItemRef, PacketItem, PeopleOrder, TextLook
from liaison_desk.briefings.records.kept import PACKET, PACKET_FINAL, Packet, PacketFinal, PacketLine
from liaison_desk.briefings.records.results import (
    EditablePacket,
    EntryTold,
    Included,
    OutlineEntry,
    PacketResult,
    Progress,
    Withheld,
    WithheldReport,
)

__all__ = [
    "FILE",
    "PACKET",
    "PACKET_FINAL",
    "TEXT",
    "About",
    "EditablePacket",
    "EntryTold",
    "Included",
    "ItemRef",
    "OutlineEntry",
    "Packet",
    "PacketFinal",
    "PacketItem",
    "PacketLanguage",
    "PacketLine",
    "PacketRequest",
    "PacketResult",
    "Paper",
    "PeopleOrder",
    "Period",
    "Progress",
    "Template",
    "TextLook",
    "Withheld",
    "WithheldReport",
]
