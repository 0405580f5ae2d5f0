"""Brings the tables of a desk to a schema, with what must follow on the migrations: records that older programs kept otherwise."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from liaison_desk.exchange.ical.duties import kept_reminders
from liaison_desk.foundation.database import migration
from liaison_desk.foundation.database.rebuilding import rebuild, upgrading
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.meetings import service as meetings_service
from liaison_desk.tasks import service as tasks_service

_SCRIPTS = Path(__file__).resolve().parents[1] / "schema" / "migrations"


def upgrade_desk(engine: Any, types: Sequence[RecordType], revision: str, now: datetime, author: str) -> None:
    """Make the tables of a desk where there are none, or bring those of an older one up."""
    with engine.connect() as connection:
        there = migration.revision_of(connection, "")

    def follow(connection: Any) -> None:
        history = partial(upgrading, connection, types, now, author)
        meetings_service.carry_portions(connection, history)
        tasks_service.carry_reminders(connection, history, kept_reminders)
        # This program may sort and cut words otherwise than the one before.
        rebuild(connection, types)

    migration.upgrade(engine, _SCRIPTS, revision, then=follow if there else None)
