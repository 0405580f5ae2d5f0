"""Makes a desk of a handover archive, for a successor who begins with it: every record, file and change as it was."""

from pathlib import Path
from typing import Any

from liaison_desk.app.desk import bring_up
from liaison_desk.app.handover.reading import Archive, opened
from liaison_desk.app.handover.writing import Step, fill
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.location import is_shared
from liaison_desk.foundation.database import handing, migration
from liaison_desk.foundation.database.backup import beside
from liaison_desk.foundation.database.engine import known_errors, open_engine


def open_as_desk(
    file: Path, passphrase: str, location: str, own_passphrase: str = "", step: Step = lambda _done, _total: None
) -> str:
    """Make a new desk of an archive at a file, encrypted with a passphrase of its own or plain, or in an empty PostgreSQL database.

    Returns whose desk it was. A file appears under its name when it is whole; one that is there is never replaced. Raises
    DeskError for that, and for what ``reading.opened`` refuses.
    """
    with opened(file, passphrase) as archive:
        if is_shared(location):
            with known_errors(location):
                _into_server(archive, location, step)
        else:
            _into_file(archive, Path(location), own_passphrase, step)
        return archive.origin


def is_empty(location: str) -> bool:
    """Tell whether a PostgreSQL database holds nothing yet."""
    with known_errors(location):
        engine = open_engine(location)
        try:
            with engine.connect() as connection:
                return migration.revision_of(connection, location) is None
        finally:
            engine.dispose()


def _into_file(archive: Archive, target: Path, passphrase: str, step: Step) -> None:
    if not target.parent.is_dir():
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(target.parent)
        )
    with beside(target) as unfinished, known_errors(str(target)):
        unfinished.unlink()
        engine = open_engine(str(unfinished), passphrase, create=True)
        try:
            bring_up(engine)
            _fill(archive, engine, step)
            handing.fold(engine)
        finally:
            engine.dispose()
        handing.sync(unfinished)
        if target.exists():
            raise DeskError("{file} exists already. Choose another name; nothing was changed.", file=str(target))
        unfinished.replace(target)


def _into_server(archive: Archive, location: str, step: Step) -> None:
    engine = open_engine(location)
    try:
        with engine.connect() as connection:
            migration.require_empty(connection, location)
        bring_up(engine)
        _fill(archive, engine, step)
    finally:
        engine.dispose()


def _fill(archive: Archive, engine: Any, step: Step) -> None:
    counts = fill(archive.database, engine, step)
    with engine.connect() as connection:
        if handing.count_rows(connection, counts) != counts:
            raise UnreadableError("The archive is not whole: rows are missing. Nothing was written; try again.")
