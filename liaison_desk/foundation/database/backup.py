"""Backups of a desk's file by SQLite's online API, each verified before it counts."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.database.engine import known_errors

PAGES = 2000  # copied at a time; other writers go on between
Report = Callable[[int, int], None]


def back_up(engine: Engine, target: Path, report: Report | None = None) -> None:
    """Write a complete, checked copy of the open desk to a new file (an encrypted desk stays encrypted).

    ``report`` is told done and total pages. The copy appears under its name only when it is whole.
    """
    if engine.dialect.name == "postgresql":
        raise DeskError("A shared desk is backed up on its server (pg_dump); this command copies desk files.")
    if not target.parent.is_dir():
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(target.parent)
        )
    if target.exists():
        raise DeskError("{file} exists already. Choose another name; nothing was changed.", file=str(target))
    with beside(target) as unfinished:
        with known_errors(str(target)):
            _copy(engine, unfinished, report)
        unfinished.replace(target)


def _copy(engine: Engine, target: Path, report: Report | None) -> None:
    with closing(engine.raw_connection()) as pooled:
        source: Any = pooled.driver_connection
        if source.execute("PRAGMA cipher_version").fetchone():
            # The backup API cannot copy between differently keyed files; VACUUM INTO keeps the key and the whole state.
            target.unlink()
            source.execute("VACUUM INTO ?", (str(target),))
            source.execute("ATTACH DATABASE ? AS copy", (str(target),))  # with the same key
            try:
                result = source.execute("PRAGMA copy.integrity_check").fetchone()[0]
            finally:
                source.execute("DETACH DATABASE copy")
            target.chmod(0o600)
            _require_ok(result)
            return
        with closing(type(source)(str(target))) as copy:

            def progress(_status: int, remaining: int, total: int) -> None:
                if report:
                    report(total - remaining, total)

            source.backup(copy, pages=PAGES, progress=progress)
            result = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("PRAGMA journal_mode = DELETE")
    _require_ok(result)


def require_whole(connection: Connection, location: str) -> None:
    """Refuse a file with damaged pages."""
    result = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    if result != "ok":
        raise UnreadableError(
            "{file} is damaged: {reason}. Nothing was changed.", file=location, reason=" ".join(result.split())
        )


def restore(backup: Path, target: Path, look_over: Callable[[Path], None]) -> None:
    """Make ``target`` from a backup, through a copy beside it that ``look_over`` may refuse.

    An existing desk is kept as ``.before-restore-1`` with its write-ahead log, never overwritten.
    """
    if not backup.is_file():
        raise NotFoundError("There is no backup at {file}.", file=str(backup))
    if not target.parent.is_dir():
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(target.parent)
        )
    log = Path(f"{backup}-wal")
    if log.is_file() and log.stat().st_size:
        raise DeskError(
            "{file} has changes beside it that are not in it yet: it is open, or was not closed. Back it up with "
            "“liaison-desk backup” and restore that.",
            file=str(backup),
        )
    with beside(target) as unfinished:
        copy_file(backup, unfinished)
        try:
            look_over(unfinished)
        except DeskError as error:
            if "file" in error.values:  # the user knows the backup, not the copy
                error.values["file"] = str(backup)
            raise
        _set_aside(target)
        unfinished.replace(target)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a new, empty file of our own beside a target (mode 0600); take it away again if it has not become the target."""
    unfinished = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        os.close(handle)
        unfinished = Path(name)
        yield unfinished
    except OSError as error:
        raise DeskError(
            "{file} cannot be written: {reason}.", file=str(target), reason=error.strerror or str(error)
        ) from error
    finally:
        if unfinished is not None:
            remove(unfinished)


def free_name(target: Path, ending: str) -> Path:
    """Return a name beside a file that is not taken yet."""
    number = 1
    while (kept := target.with_name(f"{target.name}.{ending}-{number}")).exists():
        number += 1
    return kept


def _set_aside(target: Path) -> None:
    """Keep a copy of what is there, which stays where it is until the restored desk takes its place: there is always a desk.

    Its log is kept too, for it holds the old one's latest changes, and goes: left behind it would damage the restored desk.
    """
    kept = free_name(target, "before-restore")
    for rest in ("-wal", ""):  # the desk last: where there is a kept one, it is whole
        if Path(f"{target}{rest}").exists():
            with beside(Path(f"{kept}{rest}")) as unfinished:
                copy_file(Path(f"{target}{rest}"), unfinished)
                unfinished.replace(f"{kept}{rest}")
    for rest in ("-wal", "-shm"):
        Path(f"{target}{rest}").unlink(missing_ok=True)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file and wait until it is on the disk."""
    with target.open("wb") as copy, source.open("rb") as original:
        while block := original.read(1 << 20):
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())


def remove(file: Path) -> None:
    """Take a database's file away, with what lies beside it."""
    for rest in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{rest}").unlink(missing_ok=True)


def _require_ok(result: str) -> None:
    if result != "ok":
        raise UnreadableError(
            "The backup is not whole: {reason}. The desk itself may be damaged; run “liaison-desk check”.",
            reason=result,
        )
