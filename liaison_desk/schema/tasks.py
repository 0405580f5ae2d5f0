"""Table of tasks."""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, String

from liaison_desk.foundation.database.base import Instant, record_table, text, whole
from liaison_desk.foundation.database.references import NAMES

# A task. ``due_at`` is the suspense as an instant (the end of the day for a date), computed on saving.
task_table = record_table(
    "task",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    text("detail_host"),
    text("detail_home"),
    Column("detail_state", String(4), nullable=False),
    Column("state", String(12), nullable=False),
    Column("priority", String(8), nullable=False),
    Column("due", DateTime, nullable=True),
    text("due_zone"),
    Column("due_all_day", Boolean, nullable=False),
    Column("due_at", Instant, nullable=True),
    Column("start", Date, nullable=True),
    Column("completed_at", Instant, nullable=True),
    whole("percent"),
    text("own_owner"),
    Column("own_owner_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("own_owner",)}),
    text("host_owner"),
    Column("host_owner_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("host_owner",)}),
    text("waiting_on"),
    Column("waiting_since", Date, nullable=True),
    text("reason"),
    Column("source_kind", String(20), nullable=False),
    whole("source_id"),
    text("source_uid"),
    text("source"),
    Column("checklist", JSON, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
    text("url"),
    whole("sequence"),
    Column("extra", JSON, nullable=False),
    Index("ix_task_due", "state", "due_at"),
    Index("ix_task_source", "source_kind", "source_id"),
)
