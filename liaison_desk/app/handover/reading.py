"""Opens an archive to look at: a private copy, every page, table, record and change of it looked over before anything is believed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from liaison_desk.app.desk import REVISIONS, Desk, bring_up
from liaison_desk.app.handover.writing import on, reason_of
from liaison_desk.app.outgoing.exporting import content_of
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.database import handing, migration
from liaison_desk.foundation.database.backup import copy_file
from liaison_desk.foundation.database.check import check
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.engine import known_errors, open_engine
from liaison_desk.foundation.database.standing import last_entry

_SMALLEST = 100_000  # bytes: the tables alone take more
_LARGEST = 50_000_000_000
# What values that this program never wrote may raise when they are read.
_STRANGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked over, open as a desk; ``until`` is its last change, before anything was done to the copy.

    ``origin`` says whose desk it is, in the words of its own profile.
    """

    file: Path
    database: Database
    until: int
    origin: str


@contextmanager
def opened(file: Path, passphrase: str) -> Iterator[Archive]:
    """Give an archive to read from; the file itself is never written to, and the copy is gone afterwards.

    Raises NotFoundError, or UnreadableError with what is wrong: the passphrase, altered or missing pages, strange tables, a
    newer program, a record that is not as its history says. One of an older program is brought up to date in the copy.
    """
    try:
        if not file.is_file():
            raise NotFoundError("There is no archive at {file}.", file=str(file))
        size = file.stat().st_size
    except OSError as error:
        raise UnreadableError("{file} cannot be read: {reason}.", file=str(file), reason=error.strerror) from error
    log = Path(f"{file}-wal")
    if not _SMALLEST <= size <= _LARGEST or (log.is_file() and log.stat().st_size):
        raise UnreadableError("{file} is no handover archive, or was cut short. Nothing was changed.", file=str(file))
    with TemporaryDirectory(prefix="liaison-desk-") as folder:  # for this user alone
        copy = Path(folder) / "archive"
        copy.touch(mode=0o600)
        try:
            if shutil.disk_usage(folder).free < 2 * size:
                raise DeskError("The disk is full. Make room and try again; nothing was changed.")
            copy_file(file, copy)
        except OSError as error:
            raise UnreadableError("{file} cannot be read: {reason}.", file=str(file), reason=error.strerror) from error
        engine = _engine(copy, passphrase, file)
        try:
            yield _looked_over(engine, file)
        finally:
            engine.dispose()


def _engine(copy: Path, passphrase: str, file: Path) -> Any:
    """Return the engine of the copy, once its first page could be read."""
    if not passphrase:
        raise DeskError("An archive is opened with its passphrase.")
    try:
        engine = open_engine(str(copy), passphrase)
    except UnreadableError as error:
        said = "{file} is not encrypted: it is a desk or another database, but no handover archive."
        raise UnreadableError(said, file=str(file)) from error
    try:
        with known_errors(str(file)), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except UnreadableError as error:
        engine.dispose()
        said = "{file} does not open: the passphrase is wrong, or the file was altered or is no handover archive."
        raise UnreadableError(said, file=str(file)) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def _looked_over(engine: Any, file: Path) -> Archive:
    location = str(file)
    database = on(engine, "")
    database.location = location
    try:
        with database.read() as connection:
            handing.require_whole_pages(connection, location)
            revision = migration.revision_of(connection, location)
            migration.require_known(revision, REVISIONS, location)
            assert revision is not None  # or it is not known
            handing.require_own_tables(connection, _own_tables(revision), location)
            until = last_entry(connection)
        if revision != REVISIONS[-1]:
            with known_errors(location):
                bring_up(engine)
        problems = check(database, index=False)  # which is made anew wherever it is needed
        if problems:
            said = "{file} was altered: {reason} Nothing was changed; ask for it once more."
            raise UnreadableError(said, file=location, reason=reason_of(problems[0]))
        desk = Desk(database)
        content_of(desk, "all")  # what no program can make records of would be found out by pages, one after the other
        return Archive(file, database, until, _origin(desk))
    except _STRANGE as error:
        said = "{file} holds what this program never writes. It was altered; nothing was changed."
        raise UnreadableError(said, file=location) from error


@cache
def _own_tables(revision: str) -> frozenset[tuple[Any, ...]]:
    """Return what the tables of a schema are made of, as this program makes them."""
    engine = handing.in_memory()
    bring_up(engine, revision=revision)
    with engine.connect() as connection:
        return handing.objects_of(connection)


def _origin(desk: Desk) -> str:
    """Return whose desk it is: the officer's name, or its two nations."""
    profile = desk.profile.get()
    return profile.officer_name.full() or profile.office.host or f"{profile.home} – {profile.host}"
