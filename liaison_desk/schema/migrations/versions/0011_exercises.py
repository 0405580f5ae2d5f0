"""Exercises: their plans, MSELs and lessons."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import make_parts, make_records, points, state, text

revision = "0011"
down_revision = "0010"

_LIVING = "deleted_at IS NULL"


def upgrade() -> None:
    """Bring the schema one step up."""
    _make_exercises()
    _make_milestones()
    _make_injects()
    _make_lessons()


def _make_exercises() -> None:
    make_records(
        "exercise",
        *_two("name"),
        *map(text, ("series", "series_key")),
        *(sa.Column(name, sa.String(length=12), nullable=False) for name in ("type", "state")),
        text("sponsor"),
        _pointer("sponsor_id"),
        *_two("place"),
        text("zone"),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in ("startex", "endex")),
        *_two("audience"),
        *_two("concept"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("objectives", "days_off")),
        sa.Column("template", sa.String(length=40), nullable=False),
        _pointer("event_id"),
        points("exercise", "sponsor_id", "organization"),
        points("exercise", "event_id", "event"),
    )
    _index("exercise", "series_key", "sponsor_id", "startex", "event_id")
    make_parts(
        "exercise_participant",
        "exercise",
        text("name"),
        sa.Column("nation", sa.String(length=12), nullable=False),
        _pointer("organization_id"),
        sa.Column("level", sa.String(length=16), nullable=False),
        text("role"),
        points("exercise_participant", "organization_id", "organization"),
    )
    _index("exercise_participant", "nation", "organization_id")
    make_parts(
        "exercise_member",
        "exercise",
        text("name"),
        _pointer("contact_id"),
        sa.Column("nation", sa.String(length=12), nullable=False),
        *map(text, ("role", "cell")),
        sa.Column("leads", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("since", "until")),
        points("exercise_member", "contact_id", "person"),
    )
    _index("exercise_member", "contact_id")


def _make_milestones() -> None:
    make_records(
        "milestone",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        *_two("title"),
        *_two("short"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=4), nullable=False),
        text("owner"),
        _pointer("owner_id"),
        sa.Column("rule", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first", "last")),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        text("place"),
        *_two("note"),
        sa.Column("makes", sa.JSON(), nullable=False),
        *map(_pointer, ("event_id", "task_id")),
        points("milestone", "exercise_id", "exercise"),
        points("milestone", "owner_id", "person"),
        points("milestone", "event_id", "event"),
        points("milestone", "task_id", "task"),
    )
    _index("milestone", "owner_id", "event_id", "task_id")
    op.create_index("ix_milestone_exercise_id", "milestone", ["exercise_id", "first"], unique=False)
    ahead = ["state", "last", "first", "exercise_id"]
    op.create_index("ix_milestone_ahead", "milestone", ahead, unique=False, sqlite_where=sa.text(_LIVING))


def _make_injects() -> None:
    make_records(
        "inject",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        text("number"),
        sa.Column("number_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *map(text, ("kind", "method", "cell", "sender", "receiver")),
        *_two("text"),
        *_two("expected"),
        sa.Column("objective", sa.String(length=40), nullable=False),
        text("controller"),
        sa.Column("state", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in ("delivered_at", "closed_at")),
        text("remarks"),
        points("inject", "exercise_id", "exercise"),
    )
    by_time = ["exercise_id", "minutes", "number_key"]
    op.create_index("ix_inject_exercise_id", "inject", by_time, unique=False)


def _make_lessons() -> None:
    make_records(
        "lesson",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        *_two("title"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        *(column for name in ("observation", "discussion", "recommendation") for column in _two(name)),
        sa.Column("tags", sa.JSON(), nullable=False),
        text("owner"),
        _pointer("owner_id"),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        text("reason"),
        *map(_pointer, ("from_id", "task_id")),
        points("lesson", "exercise_id", "exercise"),
        points("lesson", "owner_id", "person"),
        points("lesson", "from_id", "lesson"),
        points("lesson", "task_id", "task"),
    )
    _index("lesson", "exercise_id", "owner_id", "from_id", "task_id")


def _two(name: str) -> tuple[sa.Column[Any], ...]:
    return text(f"{name}_host"), text(f"{name}_home"), state(f"{name}_state")


def _pointer(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
