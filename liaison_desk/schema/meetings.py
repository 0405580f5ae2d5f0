"""Tables of meetings, attendees and portions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from liaison_desk.foundation.database.base import Base, Instant, PartRow, RecordRow


class MeetingRow(RecordRow, Base):
    """A meeting; ``start_at`` and ``end_at`` are wall times in its zone, ``starts`` the instant for joins with others."""

    __tablename__ = "meeting"

    title_host: Mapped[str]
    title_home: Mapped[str]
    title_state: Mapped[str] = mapped_column(String(4))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    zone: Mapped[str]
    starts: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(20))
    place_host: Mapped[str]
    place_home: Mapped[str]
    place_state: Mapped[str] = mapped_column(String(4))
    link: Mapped[str]
    chair: Mapped[str]
    series: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    interpreter: Mapped[str]
    extra: Mapped[list[Any]]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - declarative's first argument is the class
        """Index the order lists and periods read by."""
        return (Index("ix_meeting_start", "start_at", "id"), Index("ix_meeting_deleted_at", "deleted_at"))


class AttendeeRow(PartRow, Base):
    """Someone who was there, frozen as he was that day."""

    owner = "meeting"
    __tablename__ = "attendee"

    name: Mapped[str]
    native: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    rank: Mapped[str]
    post: Mapped[str]
    organization: Mapped[str]
    nation: Mapped[str]
    role: Mapped[str]


class PortionRow(PartRow, Base):
    """A marked piece of the notes."""

    owner = "meeting"
    __tablename__ = "portion"

    uid: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    marking: Mapped[str]
    text_host: Mapped[str]
    text_home: Mapped[str]
    text_state: Mapped[str] = mapped_column(String(4))
    said_by: Mapped[str]
    attribution: Mapped[str] = mapped_column(String(12))
    said_at: Mapped[datetime | None] = mapped_column(Instant)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
