"""Keys of sorting compare by code point on every server; where a contact serves is kept in an index, and so is what he is found by.

What the new keys and columns hold is computed by the program right after (``foundation.database.rebuilding``).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEYS = (("person", "name_sort"), ("person", "reading_sort"), ("person", "precedence"), ("organization", "sort"))
_LISTS = {
    "precedence_reading": ["precedence", "reading_sort", "id"],
    "seat": ["seat_id", "precedence", "name_sort", "id"],
    "seat_reading": ["seat_id", "precedence", "reading_sort", "id"],
    "kinds": ["nation", "service", "language_codes"],
    "cadence_days": ["cadence_days", "created_at", "name_sort", "id"],
    "native": ["native_family", "native_given", "id"],
}


def upgrade() -> None:
    """Bring the schema one step up."""
    op.add_column("person", sa.Column("seat_id", sa.Integer(), nullable=False, server_default=sa.text("0")))
    for name in ("seat_since", "seat_until"):
        op.add_column("person", sa.Column(name, sa.Date(), nullable=True))
        op.create_index(f"ix_person_{name}", "person", [name], unique=False)
    op.drop_index("ix_person_cadence_days", "person")
    for name, columns in _LISTS.items():
        op.create_index(
            f"ix_person_{name}", "person", columns, unique=False, sqlite_where=sa.text("deleted_at IS NULL")
        )
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _KEYS:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE TEXT COLLATE "C"')
