"""Links become records, so that undo and merging cover them; indexes that give lists of people without a look at a row."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from liaison_desk.foundation.database.links import LINK_TYPE
from liaison_desk.foundation.database.transaction import Draft, Transaction, Writing
from liaison_desk.schema.migrations.columns import head, trash_index

revision = "0003"
down_revision = "0002"

_ENDS = ("from_kind", "from_id", "to_kind", "to_id")


def upgrade() -> None:
    """Bring the schema one step up."""
    connection = op.get_bind()
    links = connection.execute(
        sa.text("SELECT from_kind, from_id, to_kind, to_id, created_at FROM link ORDER BY id")
    ).all()
    op.drop_index("ix_link_from", "link")
    op.drop_index("ix_link_to", "link")
    op.drop_table("link")
    op.create_table(
        "link",
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("uid", name=op.f("uq_link_uid")),
    )
    trash_index("link")
    op.create_index("ix_link_from", "link", ["from_kind", "from_id"], unique=False)
    op.create_index("ix_link_to", "link", ["to_kind", "to_id"], unique=False)
    living = sa.text("deleted_at IS NULL")
    for name in ("precedence", "nation"):
        op.drop_index(f"ix_person_{name}", "person")
        op.create_index(f"ix_person_{name}", "person", [name, "name_sort", "id"], unique=False, sqlite_where=living)
    op.create_index("ix_post_place", "post", ["record_id", "organization_id", "since", "until"], unique=False)
    if links:
        # Every record has its history from its first version on, so they are written as any other record is.
        writing = Writing(datetime.now(UTC), "upgrade", "Link records", "make")
        transaction = Transaction(connection, writing, {LINK_TYPE.kind: LINK_TYPE})
        transaction.save(
            LINK_TYPE, [Draft({**dict(zip(_ENDS, link[:4], strict=True)), "marking": ""}) for link in links]
        )
        transaction.close()
