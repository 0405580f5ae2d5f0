"""Who organizes an event is kept in an index, for timelines; pairs of people who were told apart are no doubles any more.

Who the organizers of old events are is computed by the program right after (``foundation.database.rebuilding``).
"""

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import head, trash_index

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema one step up."""
    op.add_column("event", sa.Column("organizer_id", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_index("ix_event_organizer_id", "event", ["organizer_id"], unique=False)
    ends = ("one_id", "other_id")
    op.create_table(
        "distinction",
        *(sa.Column(end, sa.Integer(), nullable=False) for end in ends),
        *head(),
        *(sa.ForeignKeyConstraint([end], ["person.id"], name=op.f(f"fk_distinction_{end}_person")) for end in ends),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinction")),
        sa.UniqueConstraint("uid", name=op.f("uq_distinction_uid")),
    )
    for end in ends:
        op.create_index(f"ix_distinction_{end}", "distinction", [end], unique=False)
    trash_index("distinction")
