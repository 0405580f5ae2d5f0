"""Lists by title, name and speaker are put in order by their indexes, and so is what one letter finds; views keep their mode.

Only SQLite's full-text index is made anew: empty, for the program fills it right after (``foundation.database.rebuilding``).
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_LIVING = "deleted_at IS NULL"
_INDEX = """CREATE VIRTUAL TABLE search_index USING fts5(
    words, names, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M* S*'", prefix = '1 2 3')"""


def upgrade() -> None:
    """Bring the schema one step up."""
    _order_meetings()
    _order_tasks()
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
        op.execute(_INDEX)


def _order_meetings() -> None:
    host, home = _ordered("title_host", "title_home", longest=64), _ordered("title_home", "title_host", longest=64)
    op.create_index("ix_meeting_title", "meeting", [host, "id"], unique=False)
    op.create_index("ix_meeting_title_home", "meeting", [home, "id"], unique=False)
    living = sa.text(_LIVING)
    op.create_index("ix_portion_owner", "portion", ["id", "meeting_id"], unique=False, sqlite_where=living)
    rest = ("held", "id", "nation", "to_nation", "said_by_id", "due", "task_id")
    op.drop_index("ix_portion_register", "portion")
    op.create_index("ix_portion_register", "portion", ["kind", *rest], unique=False, sqlite_where=living)
    told: list[str | sa.TextClause] = ["kind", _ordered("said_by"), *rest]
    op.create_index("ix_portion_said", "portion", told, unique=False, sqlite_where=living)


def _order_tasks() -> None:
    op.drop_index("ix_task_due", "task")
    told: list[str | sa.TextClause] = [
        *("state", "due_at", "priority", "kind", "asleep_until", "waiting_side", "waiting_since", "id", "updated_at"),
        _ordered("title_host", "title_home", longest=64),
        _ordered("title_home", "title_host", longest=64),
        *map(_ordered, ("own_owner", "host_owner", "waiting_on", "source", "lead")),
    ]
    op.create_index("ix_task_due", "task", told, unique=False, sqlite_where=sa.text(_LIVING))
    mode = sa.Column("mode", sa.String(length=12), nullable=False, server_default=sa.text("'list'"))
    op.add_column("task_view", mode)


def _ordered(*names: str, longest: int = 32) -> sa.TextClause:
    said = [f"nullif({name}, '')" for name in names]
    first = f"coalesce({', '.join(said)})" if len(said) > 1 else said[0]
    # A server compares by its own language, if it is not told otherwise.
    compared = ' COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else ""
    return sa.text(f"lower(substr({first}, 1, {longest}){compared})")
