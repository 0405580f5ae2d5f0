"""Takes an archive over into a desk: looked at first, decided on, then carried out in one transaction, just as it was shown.

What comes in keeps when and by whom it was last written; the history says when it came and who took it over, and what the other
desk's history told stands behind this one's. The same archive taken over again changes nothing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.handover.ceiling import Ceiling
from liaison_desk.app.handover.comparing import Candidate, Comparison, Judgement, LeftOut, Plan, compared, judge, plan
from liaison_desk.app.handover.following import Following
from liaison_desk.app.handover.pointing import relinked
from liaison_desk.app.handover.reading import Archive, opened
from liaison_desk.app.handover.sides import Key, Sides
from liaison_desk.app.handover.words import title_of
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.foundation.core.collecting import collection_held_back
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.database import earlier
from liaison_desk.foundation.database.attachments import with_contents
from liaison_desk.foundation.database.letters import storable_row
from liaison_desk.foundation.database.numbers import Numbers
from liaison_desk.foundation.database.rings import without_rings
from liaison_desk.foundation.database.snapshot import Row, Snapshot
from liaison_desk.foundation.database.standing import last_change, versions
from liaison_desk.foundation.database.transaction import Change, Transaction

Step = Callable[[int, int], None]
"""Told done and total; may raise to stop, and nothing is kept then."""


@dataclass(frozen=True, slots=True)
class Result:
    """What taking over did. ``kept`` counts conflicts decided for this desk, ``history`` entries that came along."""

    new: int
    updated: int
    kept: int
    history: int
    left_out: tuple[LeftOut, ...]


@contextmanager
def taking_over(desk: Desk, file: Path, passphrase: str, language: Language) -> Iterator["TakingOver"]:
    """Open an archive to take it over; see ``reading.opened`` for what is refused."""
    with opened(file, passphrase) as archive:
        yield TakingOver(desk, archive, language)


class TakingOver:
    """One archive beside one desk."""

    def __init__(self, desk: Desk, archive: Archive, language: Language) -> None:
        self._desk = desk
        self._archive = archive
        self._language = language

    def compare(self) -> Comparison:
        """Return what would become of everything, and change nothing."""
        with self._desk.database.read() as mine, self._archive.database.read() as theirs, collection_held_back():
            sides = Sides(mine, theirs, self._archive)
            return compared(sides, judge(sides), self._ceiling(), last_change(mine), self._language)

    def carry_out(
        self, shown: Comparison, theirs_chosen: Mapping[Key, bool], step: Step = lambda _done, _total: None
    ) -> Result:
        """Take over what was shown, conflicts as decided (the later one where nothing was), in one action that undo takes back.

        Raises StaleError if the desk was changed since in a way that would show; nothing is changed then.
        """
        database = self._desk.database
        with collection_held_back(), self._archive.database.read() as theirs:
            with database.read() as mine:
                ready = self._made_ready(mine, theirs, shown, theirs_chosen)
            step(1, 3)
            with database.write(earlier.TAKE_OVER) as transaction:
                # It was looked through without holding others up; seldom has one of them written meanwhile.
                if last_change(transaction.connection) != ready.basis:
                    ready = self._made_ready(transaction.connection, theirs, shown, theirs_chosen)
                return self._take(transaction, ready, step)

    def _made_ready(self, mine: Any, theirs: Any, shown: Comparison, theirs_chosen: Mapping[Key, bool]) -> "_Ready":
        """Return what is to be done, as the desk stands; raises StaleError if something else would be shown by now."""
        sides = Sides(mine, theirs, self._archive)
        judgement, basis = judge(sides), last_change(mine)
        if basis != shown.basis:
            now = compared(sides, judgement, self._ceiling(), shown.basis, self._language)
            if now != shown:
                raise StaleError("The desk was changed meanwhile. Look at the archive once more.")
        return _Ready(sides, judgement, plan(sides, judgement, theirs_chosen, self._ceiling()), basis)

    def _take(self, transaction: Transaction, ready: "_Ready", step: Step) -> Result:
        sides, judgement, chosen = ready.sides, ready.judgement, ready.chosen
        numbers = _numbers(transaction, chosen)
        given = Numbers(transaction.connection, sides.theirs.connection, _remembered_as)
        left_out = list(chosen.left_out)
        following = Following(self._desk, transaction, chosen)

        def here(kind: str, number: int) -> int | None:
            uid = sides.meant(kind, number)
            mine = sides.mine.find(kind, uid)
            return numbers.get((kind, uid)) or (mine.id if mine is not None else None)

        alike = dict(judgement.alike)
        for kind, record_type in sides.types.items():
            takes = [one for one in chosen.takes.values() if one.type.kind == kind]
            changes = [_change(one, numbers[one.key], sides, here) for one in takes]
            changes, freed = without_rings(transaction.connection, record_type, changes)
            changes, numbered = given.without_doubles(record_type, changes)
            left_out += [_told(one, "“{title}” was taken in without what it stands under.") for one in freed]
            said = "“{title}” has the number {number} here, for its own was given on this desk before."
            left_out += [_told(one, said, number=number) for one, number in numbered]
            changes = with_contents(transaction.connection, sides.theirs.connection, record_type, changes)
            transaction.put(changes)
        step(2, 3)
        left_out += following.settle(numbers)
        alike |= _versions(transaction, chosen, numbers)
        history = _keep_history(transaction, sides, alike, {one.key for one in chosen.takes.values()})
        new = sum(one.before is None for one in chosen.takes.values())
        kept = sum(one.conflict and one.key not in chosen.takes for one in judgement.candidates)
        return Result(new, len(chosen.takes) - new, kept, history, tuple(left_out))

    def _ceiling(self) -> Ceiling:
        own, other = self._desk.profile.get(), Desk(self._archive.database).profile.get()
        return Ceiling(own.ceiling, load_grammar(own.policy), own.home, other.ceiling)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is to be done with an archive as a desk stands; ``basis`` is the last change of the desk that was looked at."""

    sides: Sides
    judgement: Judgement
    chosen: Plan
    basis: str


def _told(change: Change, text: str, **values: Any) -> LeftOut:
    """Return what is to be said of a record that came in otherwise than it was."""
    title = title_of(change.type, change.after) if change.after is not None else ""
    return LeftOut(change.type.kind, title, text, (("title", title), *values.items()))


def _remembered_as(row: Row) -> str:
    """Return under which key a desk remembers the highest number of a request for information it gave (``tasks.store.numbers``)."""
    return f"rfi {row['year']} {row['direction']}" if "direction" in row else ""


def _numbers(transaction: Transaction, chosen: Plan) -> dict[Key, int]:
    """Return this desk's numbers of what comes in, new ones for what is new."""
    return {key: one.mine.id if one.mine is not None else transaction.new_id() for key, one in chosen.takes.items()}


def _versions(transaction: Transaction, chosen: Plan, numbers: Mapping[Key, int]) -> dict[str, int]:
    """Return which versions, by now, say what entries of the archive left, by their digests."""
    found: dict[str, int] = {}
    for kind, record_type in transaction.types.items():
        takes = [one for one in chosen.takes.values() if one.type.kind == kind]
        now = versions(transaction.connection, record_type, [numbers[one.key] for one in takes])
        found |= {digest: now[numbers[one.key]] for one in takes for digest in one.theirs.tips}
    return found


def _change(one: Candidate, number: int, sides: Sides, here: Callable[[str, int], int | None]) -> Change:
    """Return a record of the archive as it is to stand here: by this desk's numbers, a version more than there was."""
    shot, _ = relinked(one.type, one.shot, sides.kinds, here)
    head: dict[str, Any] = {"id": number, "uid": one.uid, "deleted_at": None}
    if one.before is not None:
        head |= {"version": one.before.row["version"] + 1, "created_at": one.before.row["created_at"]}
    row = storable_row({**shot.row, **head})
    parts = {name: [storable_row(each) for each in rows] for name, rows in shot.parts.items()}
    return Change(one.type, number, one.uid, one.before, Snapshot(row, parts))


def _keep_history(transaction: Transaction, sides: Sides, alike: Mapping[str, int], came: set[Key]) -> int:
    """Keep what the archive's history tells of records that are here now and this desk does not know; return how much that was.

    Of what lies in the trash there nothing is kept: nobody has decided about it yet.
    """
    rows: list[dict[str, Any]] = []
    for kind in sides.types:
        for one in earlier.history_of(sides.theirs.connection, kind, until=sides.theirs.until):
            uid = sides.met_as(kind, str(one["uid"]))
            there = uid and ((kind, uid) in came or sides.mine.find(kind, uid) is not None)
            if there and one["digest"] not in sides.mine.known:
                rows.append(
                    {
                        **{name: one[name] for name in _TOLD},
                        **(_as_told(one) if one.get("origin") else {}),
                        "uid": uid,
                        "origin": one.get("origin") or sides.archive.origin,
                        "taken_at": transaction.writing.at,
                        "version": alike.get(one["digest"], 0),
                    }
                )
    earlier.keep_earlier(transaction.connection, rows)
    return len(rows)


def _as_told(entry: Row) -> dict[str, Any]:
    """Return what an entry says that the archive itself took over: no chain vouches for it, so it may say anything."""
    return {
        "action": entry["action"][:10],
        "digest": entry["digest"][:64],
        **{name: entry[name] if _is_snapshot(entry[name]) else None for name in ("before", "after")},
    }


def _is_snapshot(text: str | None) -> bool:
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and isinstance(told.get("row"), dict)


_TOLD = ("kind", "at", "author", "label", "action", "before", "after", "digest")
