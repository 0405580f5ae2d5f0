"""Tables of packets as they are composed, and of those that went out."""

from sqlalchemy import JSON, Column, ForeignKey, Index, String

from liaison_desk.foundation.database.base import record_table, text, whole

# A packet: ``asked`` is what is asked for beside its outline, ``items`` are the entries of that.
packet_table = record_table(
    "packet",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("template", String(60), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("items", JSON, nullable=False),
)

# A packet that went out, never changed; its file is kept by SHA-256 as an attachment of it. ``content``: what went in, what stayed out.
packet_final_table = record_table(
    "packet_final",
    Column("packet_id", ForeignKey("packet.id"), nullable=False),
    whole("number"),
    text("file_name"),
    Column("sha256", String(64), nullable=False),
    whole("size"),
    whole("pages"),
    text("banner"),
    Column("audience", JSON, nullable=False),
    text("copies"),
    Column("content", JSON, nullable=False),
    Index("ix_packet_final_packet_id", "packet_id", "number", unique=True),
)
