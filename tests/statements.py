"""Statements made ready once a test run: SQLAlchemy keeps them with each engine, and every test opens desks of its own.

So a run is what a program is in which one desk stays open for long; what it sends and what comes back is the same.
"""

from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

READY = LRUCache(4000)


class _Shared:
    """A dialect that all engines of one driver have in common, with the types and statements made ready for it."""

    _made: ClassVar[dict[object, Any]] = {}

    def __new__(cls, **given):
        key = (cls, *sorted((name, id(value)) for name, value in given.items()))
        if key not in cls._made:
            cls._made[key] = super().__new__(cls)
        return cls._made[key]

    def __init__(self, **given):
        if "positional" not in vars(self):  # made by the one before
            super().__init__(**given)

    @classmethod
    def engine_created(cls, engine: Engine):
        engine.update_execution_options(compiled_cache=READY)


class SharedSQLite(_Shared, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class SharedPostgreSQL(_Shared, PGDialect_psycopg):
    supports_statement_cache = True


def make_ready_once() -> None:
    """Let the engines of this process share what they make ready."""
    registry.register("sqlite.pysqlite", __name__, SharedSQLite.__name__)
    registry.register("postgresql.psycopg", __name__, SharedPostgreSQL.__name__)
