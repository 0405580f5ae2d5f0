"""Packets are kept as they are composed, and so is every one that went out."""

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import make_records, points, state, text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the schema one step up."""
    make_records(
        "packet",
        *map(text, ("title_host", "title_home")),
        state("title_state"),
        sa.Column("template", sa.String(length=60), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("asked", "items")),
    )
    make_records(
        "packet_final",
        sa.Column("packet_id", sa.Integer(), nullable=False),
        _whole("number"),
        text("file_name"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *map(_whole, ("size", "pages")),
        text("banner"),
        sa.Column("audience", sa.JSON(), nullable=False),
        text("copies"),
        sa.Column("content", sa.JSON(), nullable=False),
        points("packet_final", "packet_id", "packet"),
    )
    op.create_index("ix_packet_final_packet_id", "packet_final", ["packet_id", "number"], unique=True)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
