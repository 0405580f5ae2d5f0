"""Tables of people, their posts, and organizations."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from liaison_desk.foundation.database.base import Base, PartRow, RecordRow


class OrganizationRow(RecordRow, Base):
    """An organization. ``*_sort`` columns hold folded names, so that lists sort in SQL."""

    __tablename__ = "organization"

    name_host: Mapped[str]
    name_home: Mapped[str]
    name_state: Mapped[str] = mapped_column(String(4))
    short_host: Mapped[str]
    short_home: Mapped[str]
    nation: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    location: Mapped[str]
    zone: Mapped[str]
    notes_host: Mapped[str]
    notes_home: Mapped[str]
    notes_state: Mapped[str] = mapped_column(String(4))
    sort: Mapped[str] = mapped_column(index=True)


class PersonRow(RecordRow, Base):
    """A person. ``name_sort``, ``reading_sort`` and ``precedence`` are computed on saving; ``*_json`` hold small lists."""

    __tablename__ = "person"

    family: Mapped[str]
    given: Mapped[str]
    native_family: Mapped[str]
    native_given: Mapped[str]
    reading_family: Mapped[str]
    reading_given: Mapped[str]
    name_order: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    nickname: Mapped[str]
    nation: Mapped[str] = mapped_column(index=True)
    service: Mapped[str]
    rank_code: Mapped[str] = mapped_column(String(12))
    rank: Mapped[str]
    rank_home: Mapped[str]
    date_of_rank: Mapped[date | None]
    phones: Mapped[list[Any]]
    emails: Mapped[list[Any]]
    addresses: Mapped[list[Any]]
    urls: Mapped[list[Any]]
    languages: Mapped[list[Any]]
    interpreter: Mapped[bool]
    diet: Mapped[str]
    met_where: Mapped[str]
    cadence_days: Mapped[int]
    birthday: Mapped[date | None]
    anniversary: Mapped[date | None]
    biography_host: Mapped[str]
    biography_home: Mapped[str]
    biography_state: Mapped[str] = mapped_column(String(4))
    notes_host: Mapped[str]
    notes_home: Mapped[str]
    notes_state: Mapped[str] = mapped_column(String(4))
    photo: Mapped[str]
    extra: Mapped[list[Any]]
    name_sort: Mapped[str]
    reading_sort: Mapped[str]
    precedence: Mapped[str]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - declarative's first argument is the class
        """Index every order the list of people offers; each index carries the trash flag the list filters by."""
        return (
            Index("ix_person_name", "name_sort", "id"),
            Index("ix_person_reading", "reading_sort", "id"),
            Index("ix_person_precedence", "precedence", "id"),
            Index("ix_person_deleted_at", "deleted_at"),
        )


class PostRow(PartRow, Base):
    """A post a person holds or held; an open end is NULL."""

    owner = "person"
    __tablename__ = "post"

    title_host: Mapped[str]
    title_home: Mapped[str]
    title_state: Mapped[str] = mapped_column(String(4))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    organization: Mapped[str]
    department: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]


class TagRow(PartRow, Base):
    """A tag of a person."""

    owner = "person"
    __tablename__ = "person_tag"

    tag: Mapped[str] = mapped_column(index=True)
