"""What can fall into a span of the calendar is told, with its version, by the index alone."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the schema one step up."""
    op.drop_index("ix_event_spread", table_name="event")
    op.create_index("ix_event_spread", "event", ["spread", "first", "last", "deleted_at", "version"], unique=False)
