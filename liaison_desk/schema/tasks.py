"""Tables of tasks, commitments and requests for information, their saved views, and what was done about their reminders."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Text, literal_column

from liaison_desk.foundation.database.base import Instant, order_of, part_table, record_table, text, whole
from liaison_desk.foundation.database.references import NAMES, OWNER


def _later(name: str, kind: Any, default: str) -> Column[Any]:
    """Return a column that a later schema added, with what it says of older rows."""
    return Column(name, kind, nullable=False, server_default=literal_column(default))


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
    # ``kind``: task, commitment, rfi. Who owes (or asks) whom, by nation; "" where it is nobody's promise.
    _later("kind", String(12), "'task'"),
    _later("from_nation", String(12), "''"),
    _later("to_nation", String(12), "''"),
    _later("lead", Text, "''"),
    Column("lead_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("lead",)}),
    *(Column(name, JSON(none_as_null=True), nullable=True) for name in ("support", "log", "reminders")),
    Column("waiting_on_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("waiting_on",)}),
    _later("waiting_side", String(8), "''"),
    Column("after_id", ForeignKey("task.id"), nullable=True, index=True),
    _later("repeats", String(12), "''"),
    Column("asleep_until", Date, nullable=True),
    Index(
        "ix_task_asleep",
        *("asleep_until", "state"),
        sqlite_where=literal_column("asleep_until IS NOT NULL AND deleted_at IS NULL"),
    ),
    Index("ix_task_source", "source_kind", "source_id"),
    Index("ix_task_kind", "kind", "state", "due_at"),
)

_TASK = task_table.c
# By what lists of tasks put titles and names in order: a title as it stands in one language, or else in the other.
TITLE_ORDER = order_of(_TASK.title_host, _TASK.title_home, longest=64)
TITLE_HOME_ORDER = order_of(_TASK.title_home, _TASK.title_host, longest=64)
NAME_ORDERS = {name: order_of(_TASK[name]) for name in ("own_owner", "host_owner", "waiting_on", "source", "lead")}
# With what lists narrow and order by, so that none opens the rows it leaves out.
Index(
    "ix_task_due",
    *(_TASK[name] for name in ("state", "due_at", "priority", "kind", "asleep_until", "waiting_side", "waiting_since")),
    *(_TASK.id, _TASK.updated_at, TITLE_ORDER, TITLE_HOME_ORDER, *NAME_ORDERS.values()),
    sqlite_where=literal_column("deleted_at IS NULL"),
)

# What makes a task a request for information; its subject, LTIOV (the suspense), owners and marking are the task's.
# ``direction`` is asker>answerer by nation; numbers run per year and direction, also over the trash.
rfi_table = part_table(
    "rfi",
    "task",
    whole("year"),
    Column("direction", String(24), nullable=False),
    whole("number"),
    Column("status", String(12), nullable=False),
    Column("priority", String(12), nullable=False),
    text("asker"),
    Column("asker_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("asker",)}),
    text("office"),
    text("question_host"),
    text("question_home"),
    Column("question_state", String(4), nullable=False),
    text("justification"),
    Column("received", Date, nullable=True),
    text("channel"),
    text("answer_host"),
    text("answer_home"),
    Column("answer_state", String(4), nullable=False),
    text("answer_marking"),
    Column("answered", Date, nullable=True),
    Column("chain", JSON, nullable=False),
    Index("ix_rfi_number", "direction", "year", "number", unique=True),
)

# A view of tasks that the officer keeps: what it narrows to, its order, grouping and mode; pinned ones are counted on Today.
task_view_table = record_table(
    "task_view",
    text("name"),
    Column("wanted", JSON, nullable=False),
    Column("sort", String(20), nullable=False),
    Column("grouping", String(20), nullable=False),
    Column("pinned", Boolean, nullable=False),
    _later("mode", String(12), "'list'"),
)

# What an officer did about a reminder of a task: put it off until an instant, or had done with it (NULL). ``alarm`` is how
# many minutes before the suspense it rings, ``at`` the suspense it was for.
task_reminder_table = record_table(
    "task_reminder",
    Column("task_uid", Text, nullable=False, index=True, info={OWNER: "task"}),
    Column("at", Instant, nullable=False),
    Column("alarm", Integer, nullable=False),
    text("officer"),
    Column("until", Instant, nullable=True),
)
