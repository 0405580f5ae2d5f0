"""Portions of notes become records of their own; agendas, frozen minutes; commitments and RFIs among the tasks.

The old portions are kept aside in ``portion_before``; the program makes records of them right after
(``meetings.store.carrying``). What was done to meetings before cannot be undone any more: it told of notes as parts.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import add_pointer, make_parts, make_records, points, state, text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the schema one step up."""
    _extend_meetings()
    _set_portions_apart()
    _extend_tasks()
    _make_rfis()
    op.execute(
        "UPDATE history_transaction SET state = 'dead' WHERE state IN ('done', 'undone') AND id IN "
        "(SELECT transaction_id FROM history_entry WHERE kind = 'meeting')"
    )


def _extend_meetings() -> None:
    op.add_column("meeting", _added("template", sa.String(length=24), "''"))
    op.add_column("meeting", _added("frozen", sa.Integer(), "0"))
    make_parts(
        "agenda_item",
        "meeting",
        *map(text, ("title_host", "title_home")),
        state("title_state"),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        text("lead"),
    )
    make_records(
        "minutes",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        text("content"),
        points("minutes", "meeting_id", "meeting"),
    )
    op.create_index("ix_minutes_meeting_id", "minutes", ["meeting_id", "number"], unique=True)
    op.create_table(
        "jotting",
        text("uid"),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        text("author"),
        text("session"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        text("portion"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_jotting_meeting_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_jotting")),
    )
    op.create_index("ix_jotting_meeting_id", "jotting", ["meeting_id"], unique=False)


def _set_portions_apart() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM portion")).scalar():
        op.execute("CREATE TABLE portion_before AS SELECT * FROM portion")
    op.drop_table("portion")
    make_records(
        "portion",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("meeting_id", "place", "level")),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *map(text, ("text_host", "text_home")),
        state("text_state"),
        text("said_by"),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        text("nation"),
        sa.Column("attribution", sa.String(length=12), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        text("to_whom"),
        sa.Column("to_nation", sa.String(length=12), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("held", sa.DateTime(), nullable=False),
        points("portion", "meeting_id", "meeting"),
        points("portion", "said_by_id", "person"),
        points("portion", "task_id", "task"),
    )
    for name in ("said_by_id", "task_id"):
        op.create_index(f"ix_portion_{name}", "portion", [name], unique=False)
    op.create_index("ix_portion_meeting_id", "portion", ["meeting_id", "place"], unique=False)
    living = sa.text("deleted_at IS NULL")
    asked = ["kind", "held", "id", "nation", "said_by_id", "due", "task_id"]
    op.create_index("ix_portion_register", "portion", asked, unique=False, sqlite_where=living)
    make_parts("portion_topic", "portion", *map(text, ("topic", "folded")))
    op.create_index("ix_portion_topic_folded", "portion_topic", ["folded"], unique=False)


def _extend_tasks() -> None:
    for name, kind, default in (
        ("kind", sa.String(length=12), "'task'"),
        ("from_nation", sa.String(length=12), "''"),
        ("to_nation", sa.String(length=12), "''"),
        ("lead", sa.Text(), "''"),
        ("waiting_side", sa.String(length=8), "''"),
        ("repeats", sa.String(length=12), "''"),
    ):
        op.add_column("task", _added(name, kind, default))
    for name in ("support", "log", "reminders"):
        op.add_column("task", sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
    op.add_column("task", sa.Column("asleep_until", sa.Date(), nullable=True))
    for name, target in (("lead_id", "person"), ("waiting_on_id", "person"), ("after_id", "task")):
        add_pointer("task", name, target)
    living = "deleted_at IS NULL"
    op.drop_index("ix_task_due", "task")
    asked = ["state", "due_at", "priority", "kind", "asleep_until", "waiting_side", "waiting_since", "id"]
    op.create_index("ix_task_due", "task", asked, unique=False, sqlite_where=sa.text(living))
    asleep = sa.text(f"asleep_until IS NOT NULL AND {living}")
    op.create_index("ix_task_asleep", "task", ["asleep_until", "state"], unique=False, sqlite_where=asleep)
    op.create_index("ix_task_kind", "task", ["kind", "state", "due_at"], unique=False)
    make_records(
        "task_view",
        text("name"),
        sa.Column("wanted", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.String(length=20), nullable=False) for name in ("sort", "grouping")),
        sa.Column("pinned", sa.Boolean(), nullable=False),
    )
    make_records(
        "task_reminder",
        text("task_uid"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        text("officer"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_task_reminder_task_uid", "task_reminder", ["task_uid"], unique=False)


def _make_rfis() -> None:
    make_parts(
        "rfi",
        "task",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=12), nullable=False) for name in ("status", "priority")),
        text("asker"),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        text("office"),
        *map(text, ("question_host", "question_home")),
        state("question_state"),
        text("justification"),
        sa.Column("received", sa.Date(), nullable=True),
        text("channel"),
        *map(text, ("answer_host", "answer_home")),
        state("answer_state"),
        text("answer_marking"),
        sa.Column("answered", sa.Date(), nullable=True),
        sa.Column("chain", sa.JSON(), nullable=False),
        points("rfi", "asker_id", "person"),
    )
    op.create_index("ix_rfi_asker_id", "rfi", ["asker_id"], unique=False)
    op.create_index("ix_rfi_number", "rfi", ["direction", "year", "number"], unique=True)


def _added(name: str, kind: Any, default: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=sa.text(default))
