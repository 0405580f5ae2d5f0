"""Table of tasks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from liaison_desk.foundation.database.base import Base, Instant, RecordRow


class TaskRow(RecordRow, Base):
    """A task. ``due_at`` is the suspense as an instant (the end of the day for a date), computed on saving."""

    __tablename__ = "task"

    title_host: Mapped[str]
    title_home: Mapped[str]
    title_state: Mapped[str] = mapped_column(String(4))
    detail_host: Mapped[str]
    detail_home: Mapped[str]
    detail_state: Mapped[str] = mapped_column(String(4))
    state: Mapped[str] = mapped_column(String(12))
    priority: Mapped[str] = mapped_column(String(8))
    due: Mapped[datetime | None]
    due_zone: Mapped[str]
    due_all_day: Mapped[bool]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    start: Mapped[date | None]
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    percent: Mapped[int]
    own_owner: Mapped[str]
    own_owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    host_owner: Mapped[str]
    host_owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    waiting_on: Mapped[str]
    waiting_since: Mapped[date | None]
    reason: Mapped[str]
    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[int]
    source_uid: Mapped[str]
    source: Mapped[str]
    checklist: Mapped[list[Any]]
    categories: Mapped[list[Any]]
    rules: Mapped[list[Any]]
    url: Mapped[str]
    sequence: Mapped[int]
    extra: Mapped[list[Any]]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - declarative's first argument is the class
        """Index what is due, by state, and the trash."""
        return (Index("ix_task_due", "state", "due_at"), Index("ix_task_deleted_at", "deleted_at"))
