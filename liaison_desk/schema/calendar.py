"""Tables of calendars and events; a series with its exceptions is one event."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from liaison_desk.foundation.database.base import Base, Instant, PartRow, RecordRow


class CalendarRow(RecordRow, Base):
    """A calendar."""

    __tablename__ = "calendar"

    name_host: Mapped[str]
    name_home: Mapped[str]
    name_state: Mapped[str] = mapped_column(String(4))
    palette: Mapped[str]
    position: Mapped[int]
    visible: Mapped[bool]
    extra: Mapped[list[Any]]


class EventRow(RecordRow, Base):
    """An event. ``start_at`` and ``end_at`` are wall times; ``first`` and ``last`` the UTC bounds of all its occurrences.

    ``last`` NULL = it goes on without an end. A span reads only what can fall into it.
    """

    __tablename__ = "event"

    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar.id"), index=True)
    title_host: Mapped[str]
    title_home: Mapped[str]
    title_state: Mapped[str] = mapped_column(String(4))
    description_host: Mapped[str]
    description_home: Mapped[str]
    description_state: Mapped[str] = mapped_column(String(4))
    place_host: Mapped[str]
    place_home: Mapped[str]
    place_state: Mapped[str] = mapped_column(String(4))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    zone: Mapped[str]
    end_zone: Mapped[str]
    all_day: Mapped[bool]
    status: Mapped[str] = mapped_column(String(12))
    access: Mapped[str] = mapped_column(String(12))
    busy: Mapped[bool]
    link: Mapped[str]
    url: Mapped[str]
    priority: Mapped[int]
    privacy: Mapped[str]
    organizer: Mapped[list[Any]]
    alarms: Mapped[list[Any]]
    categories: Mapped[list[Any]]
    recurrence: Mapped[dict[str, Any]]
    overrides: Mapped[list[Any]]
    only_overrides: Mapped[bool]
    sequence: Mapped[int]
    extra: Mapped[list[Any]]
    recurring: Mapped[bool]
    first: Mapped[datetime] = mapped_column(Instant)
    last: Mapped[datetime | None] = mapped_column(Instant)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - declarative's first argument is the class
        """Index single events by their bounds and the few series apart, so that a month never walks ten years."""
        return (
            Index("ix_event_span", "recurring", "first", "last"),
            Index("ix_event_deleted_at", "deleted_at"),
        )


class ParticipantRow(PartRow, Base):
    """Someone invited to an event."""

    owner = "event"
    __tablename__ = "event_participant"

    name: Mapped[str]
    email: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    answer: Mapped[str]
    kind: Mapped[str]
    rsvp: Mapped[bool]
    extra: Mapped[list[Any]]
