"""Writes a desk's handover archive: one encrypted file that is a desk itself, with every record, file and change.

What belongs to one seat stays behind: what somebody is typing (jottings), and what could be undone there, which nobody takes back
for him. Answers to reminders go along, for the history tells of them; taking over passes them by.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liaison_desk.app.desk import TYPES, Desk, bring_up
from liaison_desk.app.handover.phrases import SHORTEST
from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, Problem, UnreadableError
from liaison_desk.foundation.database import handing
from liaison_desk.foundation.database.backup import beside
from liaison_desk.foundation.database.check import check
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.engine import known_errors, open_engine
from liaison_desk.foundation.database.rebuilding import rebuild
from liaison_desk.foundation.database.standing import all_ids, count_all

ENDING = ".handover"
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds: records outside the trash, files, changes in the history; and its size in bytes."""

    file: Path
    records: int
    files: int
    changes: int
    size: int


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short for a file that travels."""
    if len(passphrase) < SHORTEST:
        raise DeskError(
            "The passphrase of an archive needs at least {n} characters; several words are best.", n=SHORTEST
        )


def hand_over(
    desk: Desk,
    target: Path,
    passphrase: str,
    *,
    without_kinds: Collection[str] = (),
    overwrite: bool = False,
    step: Step = lambda _done, _total: None,
) -> Written:
    """Write the archive of a desk, of whatever engine, to a new file, and return what it holds.

    Records of ``without_kinds`` are erased in it: their rows, their history, what is found by them. The file appears under its
    name (mode 0600) when it is whole and was opened again and looked over. ``step`` is told done and total, and may raise to
    stop. Raises DeskError (a short passphrase, a name that is taken unless ``overwrite``, a desk that is not as its history says).
    """
    require_passphrase(passphrase)
    if not target.parent.is_dir():
        raise NotFoundError(
            "The folder {folder} does not exist. Make it first, or choose another place.", folder=str(target.parent)
        )
    if target.exists() and not (overwrite and target.is_file()):
        raise DeskError("{file} exists already. Choose another name; nothing was changed.", file=str(target))
    with beside(target) as unfinished, known_errors(str(target)):
        engine = open_engine(str(unfinished), passphrase)
        try:
            bring_up(engine)
            counts = fill(desk.database, engine, step)
            _leave_out(desk, engine, without_kinds)
            handing.seal(engine)
            written = _looked_over(desk, engine, target, {} if without_kinds else counts)
        finally:
            engine.dispose()
        handing.sync(unfinished)
        size = unfinished.stat().st_size
        if target.exists() and not overwrite:
            raise DeskError("{file} exists already. Choose another name; nothing was changed.", file=str(target))
        unfinished.replace(target)
    return Written(target, *written, size)


def fill(source: Database, engine: Any, step: Step) -> dict[str, int]:
    """Copy a desk into the empty tables of another database, with nothing to undo in it; return the rows of each table."""
    with source.read() as old, engine.begin() as new:
        counts = handing.copy_desk(old, new, step)
        handing.settle(new)
        rebuild(new, TYPES)
    return counts


def _leave_out(desk: Desk, engine: Any, kinds: Collection[str]) -> None:
    """Erase all records of some kinds from a copy for good, and the packets that went out with the data of visitors who are gone with them."""
    copy = on(engine, desk.database.author)
    for kind in kinds:
        with copy.write("Erase for good", action="purge") as transaction:
            transaction.erase(copy.types[kind], all_ids(transaction.connection, copy.types[kind]))
            Desk(copy).packet_finals.erase_files_of_gone_visitors(transaction)


def _looked_over(desk: Desk, engine: Any, target: Path, counts: Mapping[str, int]) -> tuple[int, int, int]:
    """Open the finished file again, and return how many records, files and changes it holds; refuse one that is not whole."""
    copy = on(engine, desk.database.author)
    with copy.read() as connection:
        handing.require_whole_pages(connection, str(target))
        if handing.count_rows(connection, dict(counts)) != counts:
            raise UnreadableError("The archive is not whole: rows are missing. Nothing was written; try again.")
        found = count_all(connection, TYPES)
    problems = check(copy, index=False)  # made a moment ago
    if problems:
        said = "The desk is not as it should be, and was not handed over: {reason} Run “liaison-desk check”."
        raise UnreadableError(said, reason=reason_of(problems[0]))
    handing.fold(engine)
    return found


def reason_of(problem: Problem) -> DeskError:
    """Return what is wrong as a reason inside a sentence."""
    return DeskError(problem.text, **dict(problem.values))


def on(engine: Any, author: str) -> Database:
    """Return the database of an archive; nobody listens to it."""
    from liaison_desk.foundation.core.clock import SystemClock

    return Database(engine, str(engine.url), TYPES, SystemClock(), ChangeBus(), author)
