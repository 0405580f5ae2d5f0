"""Events say why they are cancelled, how long the way is, which organizations take part; cards and their tasks, reminders.

Which events have a card or a reminder, and how far they spread, is computed by the program right after (``foundation.database.rebuilding``).
"""

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import head, part, text, trash_index

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema one step up."""
    empty = sa.text("''")
    op.add_column("calendar", sa.Column("event_marking", sa.Text(), nullable=False, server_default=empty))
    op.add_column("calendar", sa.Column("holidays", sa.String(length=8), nullable=False, server_default=empty))
    for name in ("reason_host", "reason_home"):
        op.add_column("event", sa.Column(name, sa.Text(), nullable=False, server_default=empty))
    op.add_column(
        "event", sa.Column("reason_state", sa.String(length=4), nullable=False, server_default=sa.text("'oo'"))
    )
    for name in ("travel_before", "travel_after"):
        op.add_column("event", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("event", sa.Column("rhythm", sa.JSON(none_as_null=True), nullable=True))
    for name in ("rhythmic", "alarmed"):
        op.add_column("event", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("event", sa.Column("spread", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.drop_index("ix_event_span", table_name="event")
    op.create_index("ix_event_spread", "event", ["spread", "first", "last"], unique=False)
    op.create_index("ix_event_all_day", "event", ["first"], unique=False, sqlite_where=sa.text("all_day = 1"))
    op.create_index("ix_task_source", "task", ["source_kind", "source_id"], unique=False)
    op.create_table(
        "event_organization",
        text("name"),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        *part(),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_event_organization_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["event.id"], name=op.f("fk_event_organization_record_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_organization")),
    )
    for name in ("organization_id", "record_id"):
        op.create_index(f"ix_event_organization_{name}", "event_organization", [name], unique=False)
    op.create_table(
        "reminder",
        text("event_uid"),
        sa.Column("at", sa.DateTime(), nullable=False),
        text("alarm"),
        text("officer"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("uid", name=op.f("uq_reminder_uid")),
    )
    op.create_index("ix_reminder_event_uid", "reminder", ["event_uid"], unique=False)
    trash_index("reminder")
