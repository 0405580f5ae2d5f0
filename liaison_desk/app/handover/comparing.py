"""What would become of each record of an archive on this desk: new, the same, brought up to date, in conflict, or left out, and why.

What only one side changed since the two last met is taken from that side without a question. What both changed, or of which nobody
can tell, is a conflict, for the officer to decide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from liaison_desk.app.handover.ceiling import Ceiling
from liaison_desk.app.handover.pointing import relinked
from liaison_desk.app.handover.recognizing import recognize
from liaison_desk.app.handover.sides import Key, Sides, Standing
from liaison_desk.app.handover.words import Difference, differences, title_of
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.database import earlier
from liaison_desk.foundation.database.bounds import require_room
from liaison_desk.foundation.database.erasing import erased
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote a record last on one desk, and when (UTC); or that it lies in the trash there."""

    at: datetime
    author: str
    trashed: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that both desks changed: what differs, and who changed it on each."""

    kind: str
    uid: str
    title: str
    differences: tuple[Difference, ...]
    mine: Hand
    theirs: Hand

    @property
    def key(self) -> Key:
        """Which record it is."""
        return self.kind, self.uid

    @property
    def theirs_is_later(self) -> bool:
        """Whether the archive's was written after this desk's."""
        return self.theirs.at > self.mine.at


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that does not come in, and why, as a template with its values."""

    kind: str
    title: str
    text: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What taking an archive over would do, before anything is done; ``counts`` are (kind, new, brought up to date).

    ``trashed`` counts what lies in the trash of the other desk and stays there, ``history`` the changes that the other desk tells
    of what is here. ``basis`` is the last change of this desk that was looked at.
    """

    origin: str
    counts: tuple[tuple[str, int, int], ...]
    same: int
    trashed: int
    conflicts: tuple[Conflict, ...]
    left_out: tuple[LeftOut, ...]
    history: int
    basis: str

    @property
    def new(self) -> int:
        """How many records are new here."""
        return sum(one[1] for one in self.counts)

    @property
    def updated(self) -> int:
        """How many are brought up to date."""
        return sum(one[2] for one in self.counts)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the archive that may come in: as it is there, and as it stands here (``before``, ``None``: it is new)."""

    type: RecordType
    uid: str
    theirs: Standing
    mine: Standing | None
    shot: Snapshot
    before: Snapshot | None
    conflict: bool

    @property
    def key(self) -> Key:
        """Which record it is, by this desk's uid."""
        return self.type.kind, self.uid


@dataclass(slots=True)
class Judgement:
    """All candidates, and what needs none: ``alike`` are this desk's versions that say what an entry of the archive left, by its digest."""

    candidates: list[Candidate] = field(default_factory=list)
    alike: dict[str, int] = field(default_factory=dict)
    same: int = 0
    trashed: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


def judge(sides: Sides) -> Judgement:
    """Tell of every record of the archive whether it comes in, and whether that needs a decision."""
    recognize(sides)
    judgement = Judgement()
    for record_type in sides.types.values():
        _judge_kind(sides, record_type, judgement)
    return judgement


def _judge_kind(sides: Sides, record_type: RecordType, judgement: Judgement) -> None:
    kind = record_type.kind
    open_ones: list[tuple[Standing, Standing | None]] = []
    for theirs, mine in sides.pairs(kind):
        if theirs.tips & sides.mine.known:  # the archive says nothing that this desk does not know
            judgement.same += 1
        elif theirs.trashed:
            judgement.trashed += 1
        else:
            open_ones.append((theirs, mine))
    shots = record_type.read(sides.theirs.connection, [theirs.id for theirs, _ in open_ones])
    own = record_type.read(sides.mine.connection, [mine.id for _, mine in open_ones if mine is not None])
    gone = erased(sides.mine.connection, kind, [one.uid for one, mine in open_ones if mine is None])
    for theirs, mine in open_ones:
        uid, shot = sides.my_uid(kind, theirs), shots[theirs.id]
        if mine is None:
            if uid in gone:
                said = "“{title}” was erased for good on this desk, and stays so."
                judgement.left_out.append(_left(record_type, shot, said))
            else:
                judgement.candidates.append(Candidate(record_type, uid, theirs, None, shot, None, conflict=False))
            continue
        before = own[mine.id]
        if sides.say_the_same(record_type, before, shot) or (kind, uid) in sides.newly:
            judgement.same += 1
            judgement.alike |= dict.fromkeys(theirs.tips, mine.version)
            continue
        untouched = not mine.tips or bool(mine.tips & sides.theirs.known)
        judgement.candidates.append(Candidate(record_type, uid, theirs, mine, shot, before, conflict=not untouched))


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes in by some decisions, by kind in the order in which it can be written, and what does not."""

    takes: Mapping[Key, Candidate]
    left_out: tuple[LeftOut, ...]


def plan(sides: Sides, judgement: Judgement, theirs_chosen: Mapping[Key, bool], ceiling: Ceiling) -> Plan:
    """Return what comes in; of conflicts those whose decision is for the archive, or whose archive's is later where there is none."""
    takes: dict[Key, Candidate] = {}
    left_out = list(judgement.left_out)
    for one in judgement.candidates:
        if not one.conflict or theirs_chosen.get(one.key, _is_later(one)):
            reason = ceiling.refusal(one.shot) or _room(one)
            if reason is None:
                takes[one.key] = one
            else:
                left_out.append(
                    LeftOut(one.type.kind, title_of(one.type, one.shot), reason.text, tuple(reason.values.items()))
                )
    while refused := {key: text for key, one in takes.items() if (text := _refusal(sides, takes, one))}:
        for key, text in refused.items():
            one = takes.pop(key)
            left_out.append(_left(one.type, one.shot, text))
    return Plan(takes, tuple(left_out))


def _is_later(one: Candidate) -> bool:
    return one.mine is not None and one.theirs.updated_at > one.mine.updated_at


def _refusal(sides: Sides, takes: Mapping[Key, Candidate], one: Candidate) -> str:
    """Return why a record cannot be here, as what else comes in stands; empty if it can."""

    def there(kind: str, number: int) -> int | None:
        uid = sides.meant(kind, number)
        return 1 if uid and ((kind, uid) in takes or sides.mine.find(kind, uid) is not None) else None

    _, incomplete = relinked(one.type, one.shot, sides.kinds, there)
    if incomplete:
        return "“{title}” was left out, for what it refers to did not come in."
    if one.type.parent is not None:
        kind, column = one.type.parent
        uid = sides.meant(kind, one.shot.row[column] or 0)
        owner = sides.mine.find(kind, uid)
        if (kind, uid) not in takes and owner is not None and owner.trashed:
            return "“{title}” was left out, for what it belongs to lies in the trash here."
    return ""


def _room(one: Candidate) -> DeskError | None:
    """Return what keeps a database from holding a record."""
    try:
        require_room(one.type.table, one.shot.row)
        for name, rows in one.shot.parts.items():
            for row in rows:
                require_room(one.type.parts[name], row)
    except DeskError as error:
        return error
    return None


def compared(sides: Sides, judgement: Judgement, ceiling: Ceiling, basis: str, language: Language) -> Comparison:
    """Return what there is to show, as the defaults would have it."""
    first = plan(sides, judgement, {}, ceiling)
    conflicts = tuple(_conflict(sides, one, language) for one in judgement.candidates if one.conflict)
    return Comparison(
        sides.archive.origin,
        tuple(_counts(sides, first)),
        judgement.same,
        judgement.trashed,
        conflicts,
        first.left_out,
        _history(sides, first),
        basis,
    )


def _counts(sides: Sides, first: Plan) -> Iterator[tuple[str, int, int]]:
    for kind in sides.types:
        own = [one for one in first.takes.values() if one.type.kind == kind and not one.conflict]
        if own:
            new = sum(one.before is None for one in own)
            yield kind, new, len(own) - new


def _history(sides: Sides, first: Plan) -> int:
    """Count the changes that come along; of conflicts as many whichever is decided for."""
    count = 0
    for kind, uid, digest in earlier.digests_of(sides.theirs.connection, until=sides.theirs.until):
        if digest not in sides.mine.known and kind in sides.types:
            key = kind, sides.met_as(kind, uid)
            count += bool(key[1]) and (key in first.takes or sides.mine.find(*key) is not None)
    return count


def _conflict(sides: Sides, one: Candidate, language: Language) -> Conflict:
    assert one.mine is not None  # or there would be nothing to decide
    assert one.before is not None
    hands = (Hand(side.updated_at, side.author, side.trashed) for side in (one.mine, one.theirs))
    said = differences(sides, one.type, one.before, one.shot, language)
    return Conflict(one.type.kind, one.uid, title_of(one.type, one.shot), said, *hands)


def _left(record_type: RecordType, shot: Snapshot, text: str) -> LeftOut:
    title = title_of(record_type, shot)
    return LeftOut(record_type.kind, title, text, (("title", title),))
