"""One open database: reading, and the only place that commits."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine

from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database import erasing
from liaison_desk.foundation.database.base import METADATA
from liaison_desk.foundation.database.engine import WRITES, known_errors
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction, Writing


class Database:
    """An engine with the kinds of record it keeps, who works with it, and the bus its commits are told on.

    ``random`` makes ids repeatable for sample desks; leave it out otherwise.
    """

    def __init__(
        self,
        engine: Engine,
        location: str,
        types: Sequence[RecordType],
        clock: Clock,
        bus: ChangeBus,
        author: str,
        random: Random | None = None,
    ) -> None:
        self.engine = engine
        self.location = location
        self.types = {record_type.kind: record_type for record_type in types}
        self.clock = clock
        self.bus = bus
        self.author = author
        self.random = random
        self.session = uuid4().hex
        self._closers: list[Callable[[], None]] = []

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection to read one consistent state from."""
        with known_errors(self.location), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self, label: str, action: str = "do", of_id: int = 0) -> Iterator[Transaction]:
        """Give a transaction; commit it with its history and search entries at the end, or nothing of it on any error.

        ``label`` is the user's action as an English template ("Delete contacts"); undo shows it. After the commit the
        bus tells what changed.
        """
        with known_errors(self.location):
            with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                writing = Writing(self.clock.now(), self.author, label, action, of_id, self.random, self.session)
                transaction = Transaction(connection, writing, self.types)
                yield transaction
                changes = transaction.close()
            self.bus.publish(changes)

    def wipe(self) -> bool:
        """Leave nothing of what was erased: fold a file's write-ahead log in and cut it to nothing.

        After somebody's private data were erased the file is written anew before: SQLite overwrites what it deletes, but
        for copies that stay behind in pages when rows are shifted between them. A server is asked to clear out its dead rows. Returns
        whether all of it was done; what another program hindered is done at the next wiping.
        """
        try:
            return self._wiped()
        except DeskError:  # a writer elsewhere, or no room: what is erased is erased, and its traces go later
            return False

    def _wiped(self) -> bool:
        with known_errors(self.location), closing(self.engine.raw_connection()) as pooled:
            wire: Any = pooled.driver_connection
            mark = self._to_rewrite()
            if self.engine.dialect.name == "postgresql":
                if mark is not None:
                    self._clear_out(wire)
            else:
                if mark is not None:
                    wire.execute("VACUUM")
                if wire.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    return False
        if mark is not None:
            with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                erasing.rewritten(connection, mark)
        return True

    def settle(self) -> bool:
        """Do what an earlier wiping could not do, if anything is left of it; returns whether nothing is left now."""
        return self._to_rewrite() is None or self.wipe()

    def _to_rewrite(self) -> str | None:
        with self.read() as connection:
            return erasing.to_rewrite(connection)

    def _clear_out(self, wire: Any) -> None:
        """Have a server forget the rows that nobody sees any more, as far as it lets us: it only warns where it does not."""
        wire.rollback()
        wire.autocommit = True
        try:
            wire.execute(f"VACUUM {', '.join(sorted(METADATA.tables))}")
        finally:
            wire.autocommit = False

    def on_close(self, closer: Callable[[], None]) -> None:
        """Have something ended with the database, such as a listener."""
        self._closers.append(closer)

    def close(self) -> None:
        """End all connections; a file is left as one whole, its write-ahead log folded in."""
        for closer in self._closers:
            closer()
        self.engine.dispose()
