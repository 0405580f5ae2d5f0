"""Tables of calendars and events; a series with its exceptions is one event."""

from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Index, Integer, String, literal_column

from liaison_desk.foundation.database.base import Instant, part_table, record_table, text, whole
from liaison_desk.foundation.database.references import NAMES

# A calendar.
calendar_table = record_table(
    "calendar",
    text("name_host"),
    text("name_home"),
    Column("name_state", String(4), nullable=False),
    text("palette"),
    whole("position"),
    Column("visible", Boolean, nullable=False),
    Column("extra", JSON, nullable=False),
)

# An event. ``start_at`` and ``end_at`` are wall times; ``first`` and ``last`` the UTC bounds of all its
# occurrences. ``last`` NULL = it goes on without an end. A span reads only what can fall into it. ``organizer_id`` is
# the contact who organizes it, 0 = none; it follows from ``organizer``.
event_table = record_table(
    "event",
    Column("calendar_id", ForeignKey("calendar.id"), nullable=False, index=True),
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    text("description_host"),
    text("description_home"),
    Column("description_state", String(4), nullable=False),
    text("place_host"),
    text("place_home"),
    Column("place_state", String(4), nullable=False),
    Column("start_at", DateTime, nullable=False),
    Column("end_at", DateTime, nullable=False),
    text("zone"),
    text("end_zone"),
    Column("all_day", Boolean, nullable=False),
    Column("status", String(12), nullable=False),
    Column("access", String(12), nullable=False),
    Column("busy", Boolean, nullable=False),
    text("link"),
    text("url"),
    whole("priority"),
    text("privacy"),
    Column("organizer", JSON, nullable=False),
    Column("alarms", JSON, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("recurrence", JSON, nullable=False),
    Column("overrides", JSON, nullable=False),
    Column("only_overrides", Boolean, nullable=False),
    whole("sequence"),
    Column("extra", JSON, nullable=False),
    Column("recurring", Boolean, nullable=False),
    Column("first", Instant, nullable=False),
    Column("last", Instant, nullable=True),
    Column("organizer_id", Integer, nullable=False, server_default=literal_column("0"), index=True),
    Index("ix_event_span", "recurring", "first", "last"),
)

# Someone invited to an event.
participant_table = part_table(
    "event_participant",
    "event",
    text("name"),
    text("email"),
    Column("contact_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("name", "email")}),
    text("role"),
    text("answer"),
    text("kind"),
    Column("rsvp", Boolean, nullable=False),
    Column("extra", JSON, nullable=False),
)
