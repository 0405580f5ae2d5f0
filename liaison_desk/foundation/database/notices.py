"""Hears what other people change in a shared desk, and tells it on the same bus as this desk's own changes."""

import json
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.database.transaction import CHANNEL

if TYPE_CHECKING:
    from psycopg import Connection

    from liaison_desk.foundation.database.database import Database

_LISTENS = 3.0  # seconds between two looks at whether the desk has been closed, should its end not be heard
_RESTS = 3.0  # seconds before a server that went away is tried again


def hear_others(database: "Database") -> None:
    """Start to hear the notices of other sessions of a PostgreSQL desk; it ends when the database is closed.

    Listeners of the bus are called on a thread of their own. Waits until the first notice could be heard.
    """
    listener = _Listener(database)
    listener.start()
    database.on_close(listener.end)
    listener.ready.wait(10)


class _Listener(Thread):
    """One connection that only listens; it comes back when the server does."""

    def __init__(self, database: "Database") -> None:
        super().__init__(name="notices", daemon=True)
        self._url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._session = database.session
        self._publish: Callable[[ChangeSet], None] = database.bus.publish
        self._wire: socket.socket | None = None
        self._ended = Event()
        self.ready = Event()

    def run(self) -> None:
        import psycopg

        while not self._ended.is_set():
            try:
                with (
                    psycopg.connect(self._url, autocommit=True, connect_timeout=10) as connection,
                    socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as self._wire,
                ):
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.ready.set()
                    self._hear(connection)
            except psycopg.OperationalError:
                self.ready.set()  # the desk opens all the same; what it shows may be older until the server answers
                self._ended.wait(_RESTS)

    def _hear(self, connection: "Connection") -> None:
        while not self._ended.is_set():
            for notice in connection.notifies(timeout=_LISTENS):
                told = json.loads(notice.payload)
                if told["session"] != self._session:
                    ids = {told["kind"]: frozenset(told["ids"])}
                    self._publish(ChangeSet(ids, told["label"], elsewhere=True))

    def end(self) -> None:
        """Stop listening and wait until the thread has ended."""
        self._ended.set()
        if self._wire is not None:
            with suppress(OSError):  # the server may have gone away before
                self._wire.shutdown(socket.SHUT_RDWR)  # ends the waiting at once
        self.join(5)
