"""Tables of exercises, the milestones of their plans, the injects of their MSELs, and the lessons from them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    literal_column,
)

from liaison_desk.foundation.database.base import (
    Instant,
    order_of,
    part_table,
    record_table,
    sorted_text,
    text,
    whole,
)
from liaison_desk.foundation.database.references import NAMES, SEVERAL


def _two(name: str) -> tuple[Column[str], ...]:
    """Return the columns of a text in two languages."""
    return text(f"{name}_host"), text(f"{name}_home"), Column(f"{name}_state", String(4), nullable=False)


# An exercise; STARTEX and ENDEX are wall times in its zone.
exercise_table = record_table(
    "exercise",
    *_two("name"),
    text("series"),
    text("series_key", index=True),
    Column("type", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    text("sponsor"),
    Column("sponsor_id", ForeignKey("organization.id"), nullable=True, index=True, info={NAMES: ("sponsor",)}),
    *_two("place"),
    text("zone"),
    Column("startex", DateTime, nullable=True, index=True),
    Column("endex", DateTime, nullable=True),
    *_two("audience"),
    *_two("concept"),
    Column("objectives", JSON, nullable=False),
    Column("days_off", JSON, nullable=False),
    Column("template", String(40), nullable=False),
    Column("event_id", ForeignKey("event.id"), nullable=True, index=True),
)

NAME_ORDER = order_of(exercise_table.c.name_host, exercise_table.c.name_home, longest=64)
NAME_HOME_ORDER = order_of(exercise_table.c.name_home, exercise_table.c.name_host, longest=64)

# A nation or an organization that takes part.
participant_table = part_table(
    "exercise_participant",
    "exercise",
    text("name"),
    Column("nation", String(12), nullable=False, index=True),
    Column("organization_id", ForeignKey("organization.id"), nullable=True, index=True, info={NAMES: ("name",)}),
    Column("level", String(16), nullable=False),
    text("role"),
)

# Someone of the planning team.
member_table = part_table(
    "exercise_member",
    "exercise",
    text("name"),
    Column(
        "contact_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("name", "role"), SEVERAL: True}
    ),
    Column("nation", String(12), nullable=False),
    text("role"),
    text("cell"),
    Column("leads", Boolean, nullable=False),
    Column("since", Date, nullable=True),
    Column("until", Date, nullable=True),
)

# A milestone of a plan; ``rule`` is what its days follow from, ``minutes`` the time of day it is due at.
milestone_table = record_table(
    "milestone",
    Column("exercise_id", ForeignKey("exercise.id"), nullable=False),
    Column("key", String(40), nullable=False),
    *_two("title"),
    *_two("short"),
    Column("kind", String(12), nullable=False),
    Column("side", String(4), nullable=False),
    text("owner"),
    Column("owner_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("owner",)}),
    Column("rule", JSON, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("minutes", Integer, nullable=True),
    Column("held", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    text("place"),
    *_two("note"),
    Column("makes", JSON, nullable=False),
    Column("event_id", ForeignKey("event.id"), nullable=True, index=True),
    Column("task_id", ForeignKey("task.id"), nullable=True, index=True),
    Index("ix_milestone_exercise_id", "exercise_id", "first"),
    Index(
        "ix_milestone_ahead", "state", "last", "first", "exercise_id", sqlite_where=literal_column("deleted_at IS NULL")
    ),
)

# An inject of a MSEL; ``minutes`` count from STARTEX, ``number_key`` orders 2, 10, 10a as people count.
inject_table = record_table(
    "inject",
    Column("exercise_id", ForeignKey("exercise.id"), nullable=False),
    text("number"),
    sorted_text("number_key"),
    whole("minutes"),
    *map(text, ("kind", "method", "cell", "sender", "receiver")),
    *_two("text"),
    *_two("expected"),
    Column("objective", String(40), nullable=False),
    text("controller"),
    Column("state", String(12), nullable=False),
    Column("delivered_at", Instant, nullable=True),
    Column("closed_at", Instant, nullable=True),
    text("remarks"),
    Index("ix_inject_exercise_id", "exercise_id", "minutes", "number_key"),
)

# A lesson; ``from_id`` is the one of an earlier run it was carried over from.
lesson_table = record_table(
    "lesson",
    Column("exercise_id", ForeignKey("exercise.id"), nullable=False, index=True),
    *_two("title"),
    Column("kind", String(8), nullable=False),
    *_two("observation"),
    *_two("discussion"),
    *_two("recommendation"),
    Column("tags", JSON, nullable=False),
    text("owner"),
    Column("owner_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("owner",)}),
    Column("state", String(12), nullable=False),
    Column("due", Date, nullable=True),
    text("reason"),
    Column("from_id", ForeignKey("lesson.id"), nullable=True, index=True),
    Column("task_id", ForeignKey("task.id"), nullable=True, index=True),
)
