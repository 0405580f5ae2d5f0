"""Tables of meetings, attendees and portions."""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, String

from liaison_desk.foundation.database.base import Instant, part_table, record_table, text
from liaison_desk.foundation.database.references import NAMES

# A meeting; ``start_at`` and ``end_at`` are wall times in its zone, ``starts`` the instant for joins with others.
meeting_table = record_table(
    "meeting",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("start_at", DateTime, nullable=False),
    Column("end_at", DateTime, nullable=False),
    text("zone"),
    Column("starts", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    text("place_host"),
    text("place_home"),
    Column("place_state", String(4), nullable=False),
    text("link"),
    text("chair"),
    text("series"),
    Column("event_id", ForeignKey("event.id"), nullable=True, index=True),
    Column("state", String(12), nullable=False),
    text("interpreter"),
    Column("extra", JSON, nullable=False),
    Index("ix_meeting_start", "start_at", "id"),
)

# Someone who was there, frozen as he was that day.
attendee_table = part_table(
    "attendee",
    "meeting",
    text("name"),
    text("native"),
    Column(
        "contact_id",
        ForeignKey("person.id"),
        nullable=True,
        index=True,
        info={NAMES: ("name", "native", "rank", "post")},
    ),
    text("rank"),
    text("post"),
    text("organization"),
    text("nation"),
    text("role"),
)

# A marked piece of the notes.
portion_table = part_table(
    "portion",
    "meeting",
    text("uid", index=True),
    Column("kind", String(20), nullable=False, index=True),
    text("marking"),
    text("text_host"),
    text("text_home"),
    Column("text_state", String(4), nullable=False),
    text("said_by"),
    Column("attribution", String(12), nullable=False),
    Column("said_at", Instant, nullable=True),
    Column("task_id", ForeignKey("task.id"), nullable=True, index=True),
)
