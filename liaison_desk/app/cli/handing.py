"""The commands that hand a desk over, and take another's archive over."""

import argparse
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liaison_desk.app.cli.passphrases import archive_passphrase, new_archive_passphrase, new_desk_passphrase
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import is_shared

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk
    from liaison_desk.app.handover.comparing import Comparison, Conflict, LeftOut

Opener = Callable[[str], AbstractContextManager["Desk"]]
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says, as a document and as lines; ``listed``: something of it asks to be looked at."""

    document: dict[str, Any]
    lines: Sequence[str]
    listed: bool = False


def hand_desk_over(said: argparse.Namespace, language: Language, opener: Opener, step: Step) -> Answer:
    """Write a desk's archive, and say what it holds."""
    from liaison_desk.app.handover.writing import hand_over, require_passphrase

    with opener(said.db) as desk:
        with suppress(DeskError):  # of a desk that is busy or cannot be written there is an archive all the same
            desk.visitors.erase_due()
        unknown = sorted(set(said.without) - (desk.database.types.keys() - {"profile"}))  # an archive says whose it is
        if unknown:
            raise DeskError("There are no records of the kind {kind}.", kind=unknown[0])
        passphrase = new_archive_passphrase(language)
        require_passphrase(passphrase)
        written = hand_over(
            desk, Path(said.file), passphrase, without_kinds=said.without, overwrite=said.overwrite, step=step
        )
    counts = {"records": written.records, "files": written.files, "changes": written.changes}
    line = language.tr(
        "{file}: written and checked; {records} records, {files} files, {changes} changes.", file=said.file, **counts
    )
    return Answer({"file": said.file, **counts, "bytes": written.size}, [line])


def take_desk_over(said: argparse.Namespace, language: Language, opener: Opener, step: Step) -> Answer:
    """Take an archive over into a desk, or make a new desk of it."""
    from liaison_desk.app.handover.opening import is_empty, open_as_desk

    new = is_empty(said.db) if is_shared(said.db) else not Path(said.db).exists()
    if new and not said.dry_run:
        passphrase = archive_passphrase(language)
        own = new_desk_passphrase() if said.encrypt else ""
        origin = open_as_desk(Path(said.file), passphrase, said.db, own, step)
        line = language.tr("{file}: a new desk, as {origin} handed it over.", file=said.db, origin=origin)
        return Answer({"file": said.file, "origin": origin, "opened": said.db}, [line])
    if said.encrypt:
        raise DeskError("Only a new desk can be encrypted with it; {file} is there already.", file=said.db)
    from liaison_desk.app.handover.taking import taking_over

    with (
        opener(said.db) as desk,
        taking_over(desk, Path(said.file), archive_passphrase(language), language) as taking,
    ):
        shown = taking.compare()
        theirs = {one.key: _is_taken(one, said.prefer) for one in shown.conflicts}
        left_out, history = shown.left_out, shown.history
        if not said.dry_run:
            done = taking.carry_out(shown, theirs, step)
            left_out, history = done.left_out, done.history
        shown = _without_private(shown, {kind for kind, one in desk.database.types.items() if one.private})
    document = _document(said, shown, left_out, history, language)
    return Answer(document, list(_lines(said, shown, left_out, language)), bool(shown.conflicts or left_out))


def _without_private(shown: "Comparison", private: Collection[str]) -> "Comparison":
    """Return a comparison to be printed: what people's personal data say is told by no command, as in the history."""
    conflicts = (replace(one, differences=()) if one.kind in private else one for one in shown.conflicts)
    return replace(shown, conflicts=tuple(conflicts))


def _is_taken(one: "Conflict", prefer: str) -> bool:
    return one.theirs_is_later if prefer == "later" else prefer == "theirs"


def _lines(
    said: argparse.Namespace, shown: "Comparison", left_out: tuple["LeftOut", ...], language: Language
) -> Iterator[str]:
    tr = language.tr
    yield (
        tr(
            "{file}: {new} new, {updated} brought up to date, {same} the same, {conflicts} changed on both sides, "
            "{left_out} left out",
            file=said.file,
            new=shown.new,
            updated=shown.updated,
            same=shown.same,
            conflicts=len(shown.conflicts),
            left_out=len(left_out),
        )
    )
    for one in shown.conflicts:
        decided = tr("theirs taken") if _is_taken(one, said.prefer) else tr("mine kept")
        yield f"  {kind_words(language, one.kind)} “{_line(one.title)}” ({one.uid}): {decided}"
        for each in one.differences:
            yield f"    {each.field}: {_line(each.mine)} | {_line(each.theirs)}"
    for left in left_out:
        yield f"  {_line(tr(left.text, **dict(left.values)))}"
    if said.dry_run:
        yield tr("Nothing was changed.")


def _document(
    said: argparse.Namespace, shown: "Comparison", left_out: tuple["LeftOut", ...], history: int, language: Language
) -> dict[str, Any]:
    return {
        "file": said.file,
        "origin": shown.origin,
        "dry_run": said.dry_run,
        **{name: getattr(shown, name) for name in ("new", "updated", "same", "trashed")},
        "history": history,
        "conflicts": [
            {
                "type": one.kind,
                "uid": one.uid,
                "title": one.title,
                "taken": "theirs" if _is_taken(one, said.prefer) else "mine",
                **{
                    side: {"at": hand.at.isoformat(), "author": hand.author, "trashed": hand.trashed}
                    for side, hand in (("mine", one.mine), ("theirs", one.theirs))
                },
                "fields": [{"field": each.field, "mine": each.mine, "theirs": each.theirs} for each in one.differences],
            }
            for one in shown.conflicts
        ],
        "left_out": [
            {"type": one.kind, "title": one.title, "text": language.tr(one.text, **dict(one.values))}
            for one in left_out
        ],
    }


def _line(text: str) -> str:
    return " ".join(text.split())
