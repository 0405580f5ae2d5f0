"""How packets, and those that went out, are read and written."""

from collections.abc import Sequence

from sqlalchemy import Connection, Text, cast, func, select

from liaison_desk.briefings.records import (
    PACKET,
    PACKET_FINAL,
    Included,
    Packet,
    PacketFinal,
    PacketItem,
    PacketLine,
    PacketRequest,
    WithheldReport,
)
from liaison_desk.domain.finding import document
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.database.base import attachment_table
from liaison_desk.foundation.database.snapshot import RecordType, Row, chunks
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.briefings import packet_final_table, packet_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, items, read_items, saved
from liaison_desk.schema.partnership import visitor_table

_PACKET, _FINAL = packet_table.c, packet_final_table.c
_VISITOR = visitor_table.name
_SAME = ("packet_id", "number", "file_name", "sha256", "size", "pages", "banner", "copies")

PACKET_TYPE = RecordType(
    PACKET,
    packet_table,
    search=lambda shot: document(shot.row["title_host"] or shot.row["title_home"], _words(shot.row)),
)
# What went out is found by its packet.
PACKET_FINAL_TYPE = RecordType(PACKET_FINAL, packet_final_table, search=lambda _: None, parent=(PACKET, "packet_id"))


def _words(row: Row) -> list[str]:
    """Return what a packet is found by beside its title: what somebody wrote for it."""
    written = [
        entry.get(field, {}).get(side, "")
        for entry in row["items"]
        for field in ("title", "text")
        for side in ("host", "home")
    ]
    return list(filter(None, [row["title_home"], *written]))


def save_packet(transaction: Transaction, packet: Packet) -> Packet:
    """Write a packet."""
    values = {
        **bilingual_columns("title", packet.title),
        "template": packet.asked.template,
        "asked": plain(packet.asked),
        "items": items(packet.items),
    }
    return saved(packet, transaction.save(PACKET_TYPE, [draft(packet, values)])[0])


def read_packet(connection: Connection, packet_id: int) -> Packet | None:
    """Return a packet outside the trash; None where there is none."""
    query = select(packet_table).where(_PACKET.id == packet_id, _PACKET.deleted_at.is_(None))
    row = connection.execute(query).mappings().first()
    return _packet_from(row) if row is not None else None


def read_every(connection: Connection) -> tuple[list[Packet], list[PacketFinal]]:
    """Return all packets outside the trash, and all that went out of them."""
    packets = select(packet_table).where(_PACKET.deleted_at.is_(None)).order_by(_PACKET.id)
    finals = select(packet_final_table).where(_FINAL.deleted_at.is_(None)).order_by(_FINAL.packet_id, _FINAL.number)
    return (
        [_packet_from(row) for row in connection.execute(packets).mappings()],
        [_final_from(row) for row in connection.execute(finals).mappings()],
    )


def known_packets(connection: Connection, uids: Sequence[str]) -> dict[str, Packet]:
    """Return the packets that have these uids, also from the trash."""
    ids = PACKET_TYPE.ids_by_uid(connection, uids)
    return {shot.row["uid"]: _packet_from(shot.row) for shot in PACKET_TYPE.read(connection, [*ids.values()]).values()}


def known_finals(connection: Connection, uids: Sequence[str]) -> dict[str, PacketFinal]:
    """Return what went out under these uids, also from the trash."""
    ids = PACKET_FINAL_TYPE.ids_by_uid(connection, uids)
    found = PACKET_FINAL_TYPE.read(connection, [*ids.values()])
    return {shot.row["uid"]: _final_from(shot.row) for shot in found.values()}


def read_lines(connection: Connection) -> list[PacketLine]:
    """Return the packets outside the trash as lists show them, the one changed last first."""
    own = _FINAL.packet_id == _PACKET.id
    finals = select(func.count()).where(own, _FINAL.deleted_at.is_(None)).scalar_subquery()
    columns = (_PACKET.id, _PACKET.uid, _PACKET.updated_at, _PACKET.title_host, _PACKET.title_home, _PACKET.title_state)
    query = select(*columns, finals.label("finals")).where(_PACKET.deleted_at.is_(None))
    return [
        PacketLine(row["id"], row["uid"], bilingual(row, "title"), row["updated_at"], row["finals"])
        for row in connection.execute(query.order_by(_PACKET.updated_at.desc(), _PACKET.id.desc())).mappings()
    ]


def save_final(transaction: Transaction, final: PacketFinal) -> PacketFinal:
    """Write what went out."""
    values = {name: getattr(final, name) for name in _SAME}
    content = {"included": items(final.included), "withheld": plain(final.withheld)}
    values |= {"audience": list(final.audience), "content": content}
    return saved(final, transaction.save(PACKET_FINAL_TYPE, [draft(final, values)])[0])


def read_finals(connection: Connection, packet_id: int) -> list[PacketFinal]:
    """Return what went out of a packet, the newest first."""
    query = select(packet_final_table).where(_FINAL.packet_id == packet_id, _FINAL.deleted_at.is_(None))
    return [_final_from(row) for row in connection.execute(query.order_by(_FINAL.number.desc())).mappings()]


def last_final(connection: Connection, packet_id: int) -> PacketFinal | None:
    """Return what went out of a packet last; None for nothing."""
    query = select(packet_final_table).where(_FINAL.packet_id == packet_id, _FINAL.deleted_at.is_(None))
    row = connection.execute(query.order_by(_FINAL.number.desc()).limit(1)).mappings().first()
    return _final_from(row) if row is not None else None


def files_of_visitors(connection: Connection) -> dict[str, set[str]]:
    """Return the files, by SHA-256, of what went out with the personal data of visitors and is still kept, each with their uids."""
    file = attachment_table.c
    kept = select(file.id).where(file.sha256 == _FINAL.sha256).exists()
    query = select(_FINAL.sha256, _FINAL.content).where(cast(_FINAL.content, Text).contains(f'"{_VISITOR}"'), kept)
    named = {
        digest: {one["uid"] for one in content["included"] if one["record"]["kind"] == _VISITOR}
        for digest, content in connection.execute(query)
    }
    return {digest: uids for digest, uids in named.items() if uids}


def files_of_gone_visitors(connection: Connection) -> list[str]:
    """Return those of these files that tell of visitors whose data are erased by now."""
    named, there = files_of_visitors(connection), set[str]()
    for some in chunks({uid for uids in named.values() for uid in uids}):
        there |= set(connection.execute(select(visitor_table.c.uid).where(visitor_table.c.uid.in_(some))).scalars())
    return [digest for digest, uids in named.items() if uids - there]


def last_number(connection: Connection, packet_id: int) -> int:
    """Return the highest number that went out of a packet, in the trash or not; 0 for none."""
    return connection.execute(select(func.max(_FINAL.number)).where(_FINAL.packet_id == packet_id)).scalar() or 0


def _packet_from(row: Row) -> Packet:
    return Packet(
        **head(row),
        title=bilingual(row, "title"),
        asked=typed(PacketRequest, row["asked"]),
        items=read_items(PacketItem, row["items"]),
    )


def _final_from(row: Row) -> PacketFinal:
    return PacketFinal(
        **head(row),
        **{name: row[name] for name in _SAME},
        audience=tuple(row["audience"]),
        included=read_items(Included, row["content"]["included"]),
        withheld=typed(WithheldReport, row["content"]["withheld"]),
    )
