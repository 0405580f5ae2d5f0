"""Table of the desk's profile: one row."""

from sqlalchemy import JSON, Column

from liaison_desk.foundation.database.base import record_table

# The profile as one JSON document: it is read whole, never searched, and grows a field at a time.
profile_table = record_table(
    "profile",
    Column("document", JSON, nullable=False),
)
