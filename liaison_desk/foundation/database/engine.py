"""Opens the engine behind a desk: a SQLite file, the same encrypted with SQLCipher, or a shared PostgreSQL database."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import QueuePool

from liaison_desk.foundation.core.errors import BusyError, DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.location import SQLITE_MAGIC, is_shared, shown

APPLICATION_ID = 0x4C444553  # "LDES" in the SQLite header says whose file it is
WRITES = "desk_writes"  # execution option: this connection's transaction takes the write lock at once
LOCK_SECONDS: float = 5  # how long a writer waits for another
_HEADER = 100  # bytes of a SQLite file that say what it is


def open_engine(location: str, passphrase: str = "", *, create: bool = False) -> Engine:
    """Return the engine for a file path or a ``postgresql+psycopg://`` URL.

    With ``create`` a file that does not exist is made (mode 0600); without, it must exist and be SQLite or, with a
    passphrase, SQLCipher. Raises NotFoundError or UnreadableError with the reason; nothing is changed then.
    """
    if is_shared(location):
        return _shared_engine(location)
    path = Path(location).absolute()
    if create:
        _make_file(path)
    else:
        _look_at_file(path, encrypted=bool(passphrase))
    module: Any = sqlite3
    if passphrase:
        from sqlcipher3 import dbapi2 as module

    def connect() -> Any:
        connection = module.connect(
            f"{path.as_uri()}?mode=rw", uri=True, timeout=LOCK_SECONDS, check_same_thread=False, isolation_level=None
        )
        try:
            _prepare(connection, passphrase)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, module=module, poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _shared_engine(location: str) -> Engine:
    try:
        url = make_url(location.replace("postgresql://", "postgresql+psycopg://", 1))
        patience = {"options": f"-c lock_timeout={int(LOCK_SECONDS * 1000)}", "connect_timeout": 10}
        return create_engine(url, pool_pre_ping=True, connect_args=patience, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UnreadableError(
            "{file} is no address of a shared desk. Write it as postgresql+psycopg://user@server/database.",
            file=shown(location),
        ) from error
    except ModuleNotFoundError as error:
        raise DeskError(
            "Shared desks need the PostgreSQL driver. Install it with: pip install “liaison-desk[shared]”."
        ) from error


def _make_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(path.parent)
        ) from None
    except FileExistsError:
        raise DeskError("{file} exists already. Choose another name; nothing was changed.", file=str(path)) from None
    except OSError as error:
        raise DeskError(
            "{file} cannot be made: {reason}. Choose a place you may write to.", file=str(path), reason=error.strerror
        ) from error


def _look_at_file(path: Path, *, encrypted: bool) -> None:
    """Refuse what cannot be a desk before a driver touches it: opening alone would change another program's file."""
    try:
        if not stat.S_ISDIR(path.parent.stat().st_mode):
            raise FileNotFoundError
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(path.parent)
        ) from None
    except OSError as error:
        raise UnreadableError("{file} cannot be read: {reason}.", file=str(path), reason=error.strerror) from error
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe or a device would never end
            raise UnreadableError(
                "{file} is no ordinary file. Choose another name; nothing was changed.", file=str(path)
            )
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise NotFoundError("There is no desk at {file}. Make one with “liaison-desk init”.", file=str(path)) from None
    except OSError as error:
        raise UnreadableError("{file} cannot be read: {reason}.", file=str(path), reason=error.strerror) from error
    magic = header[: len(SQLITE_MAGIC)]
    if magic != SQLITE_MAGIC and not encrypted:
        raise UnreadableError("{file} is not a desk, or it is encrypted and needs its passphrase.", file=str(path))
    if magic == SQLITE_MAGIC and encrypted:
        raise UnreadableError("{file} is not encrypted; open it without a passphrase.", file=str(path))
    if magic == SQLITE_MAGIC and int.from_bytes(header[68:72], "big") != APPLICATION_ID and not _has_log(path):
        raise UnreadableError(
            "{file} is a database, but not a desk. Choose another file; nothing was changed.", file=str(path)
        )


def _has_log(path: Path) -> bool:
    """Tell whether a file that was not closed properly keeps its latest pages, perhaps its first, in a log beside it."""
    log = Path(f"{path}-wal")
    return log.is_file() and log.stat().st_size > 0


def _prepare(connection: Any, passphrase: str) -> None:
    """Set what every connection of a file needs; secure_delete overwrites what was erased."""
    if passphrase:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is told in one sentence
        quoted = passphrase.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
        connection.execute("PRAGMA cache_size = -32000")  # kB; a page that is read again is decrypted again
    connection.execute("PRAGMA trusted_schema = OFF")  # what a strange file calls by itself may do nothing but compute
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin(connection: Connection) -> None:
    """Begin explicitly: a writer takes the lock at once, so that it never fails half-way for another writer."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def known_errors(location: str) -> Iterator[None]:
    """Turn what the environment can do to a database into clear sentences; any other error passes as the bug it is."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(str(error.orig).lower(), location, error) or error from error
    except Exception as error:
        if not isinstance(error, sqlite3.Error) and type(error).__module__ != "sqlcipher3.dbapi2":
            raise
        explained = _explained(str(error).lower(), location, error)
        if explained is None:
            raise
        raise explained from error


def _explained(reason: str, location: str, error: Exception) -> DeskError | None:
    if "locked" in reason or "lock timeout" in reason or "could not obtain lock" in reason:
        return BusyError("The desk is in use by another program. Try again in a moment; nothing was changed.")
    if "not a database" in reason or "malformed" in reason or "file is encrypted" in reason or "disk image" in reason:
        return UnreadableError(
            "{file} is damaged, not a desk, or the passphrase is wrong. Restore a backup, or check the passphrase.",
            file=shown(location),
        )
    if "readonly" in reason or "read-only" in reason:
        return DeskError(
            "{file} cannot be written: the disk or the file is read-only. Nothing was changed.", file=shown(location)
        )
    if "disk is full" in reason or "no space" in reason or "disk full" in reason:
        return DeskError("The disk is full. Make room and try again; nothing was changed.")
    if "unable to open" in reason or "disk i/o" in reason:
        return DeskError(
            "{file} cannot be opened for writing here. Check the folder and its rights.", file=shown(location)
        )
    if isinstance(error, OperationalError) and ("connection" in reason or "could not translate" in reason):
        return DeskError("The shared desk does not answer. Check the network and the server, then try again.")
    return None
