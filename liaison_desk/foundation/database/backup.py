"""Backups of a desk's file by SQLite's online API, each verified before it counts."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

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
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with known_errors(str(target)):
            _copy(engine, unfinished, report)
        unfinished.replace(target)
    except OSError as error:
        raise DeskError(
            "{file} cannot be written: {reason}.", file=str(target), reason=error.strerror or str(error)
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(engine: Engine, target: Path, report: Report | None) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(engine.raw_connection()) as pooled:
        source: Any = pooled.driver_connection
        key = source.execute("PRAGMA cipher_version").fetchone()
        if key:
            # The backup API cannot copy between differently keyed files; VACUUM INTO keeps the key and the whole state.
            target.unlink()
            source.execute("VACUUM INTO ?", (str(target),))
            return
        with closing(type(source)(str(target))) as copy:

            def progress(_status: int, remaining: int, total: int) -> None:
                if report:
                    report(total - remaining, total)

            source.backup(copy, pages=PAGES, progress=progress)
            result = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("PRAGMA journal_mode = DELETE")
    if result != "ok":
        raise UnreadableError(
            "The backup is not whole: {reason}. The desk itself may be damaged; run “liaison-desk check”.",
            reason=result,
        )


def restore(backup: Path, target: Path) -> None:
    """Make ``target`` from a backup. An existing desk is kept beside it as ``.before-restore``, never overwritten."""
    if not backup.is_file():
        raise NotFoundError("There is no backup at {file}.", file=str(backup))
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as copy, backup.open("rb") as source:
            while block := source.read(1 << 20):
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        if target.exists():
            target.replace(_free_name(target))
        for rest in ("-wal", "-shm"):  # a log of the old desk would damage the restored one
            Path(f"{target}{rest}").unlink(missing_ok=True)
        unfinished.replace(target)
    except OSError as error:
        raise DeskError(
            "{file} cannot be written: {reason}.", file=str(target), reason=error.strerror or str(error)
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _free_name(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    return kept
