"""Which records of an archive are records of this desk under another uid, so that nothing stands there twice.

Two desks that were founded apart have each a calendar of leave, the same staff section, the rules of one site, the same file at the
same note; of one battle-rhythm card, note or milestone each makes a task, and about one record each writes a note for the successor.
What was recognized once stays so, whatever it is called later: the history that came in says under which uid it belongs here.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from liaison_desk.app.handover.sides import Sides
from liaison_desk.calendar.records import CALENDAR
from liaison_desk.contacts.records import DISTINCTION, ORGANIZATION
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.database import earlier
from liaison_desk.foundation.database.links import LINK
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.foundation.database.standing import ids_saying
from liaison_desk.meetings.records import MINUTES
from liaison_desk.partnership.records import SITE, TURNOVER_NOTE
from liaison_desk.tasks.records import TASK

_Keys = Callable[[Row], list[Any]]


def recognize(sides: Sides) -> None:
    """Find them, and name them alike. Only what lies outside both trashes, and stands on one desk alone, can be another's."""
    _as_before(sides)
    for kind, keys in _BY.items():
        while _found(sides, kind, keys):  # an organization is known by what it stands under, which may be known now
            pass


def _as_before(sides: Sides) -> None:
    """Name alike what was recognized when one of the desks took the other over."""
    for kind in _BY:
        left = {one.uid: one for one, mine in sides.pairs(kind) if mine is None}
        if not left:
            continue
        mine, theirs = sides.mine.connection, sides.theirs.connection
        owners = {digest: uid for uid, one in left.items() for digest in one.tips if digest in sides.mine.known}
        told = earlier.uids_of(mine, owners, own=False) if owners else {}
        found = {owners[digest]: uid for digest, uid in told.items()}
        tips = {digest: one.uid for one in sides.mine.records[kind].values() for digest in one.tips}
        if common := tips.keys() & sides.theirs.known:
            found |= {uid: tips[digest] for digest, uid in earlier.uids_of(theirs, common, own=False).items()}
        for uid, own in found.items():
            if uid != own and uid in left and sides.mine.find(kind, own) is not None:
                sides.name_alike(kind, uid, own)


def _found(sides: Sides, kind: str, keys: _Keys) -> bool:
    """Name alike what is the same by what it says; tell whether there was any."""
    record_type = sides.types[kind]
    theirs = {one.id: one for one, mine in sides.pairs(kind) if mine is None and not one.trashed}
    if kind == TASK and theirs:  # those that something made: not to read all tasks for the few
        made = ids_saying(sides.theirs.connection, record_type, "source_uid")
        theirs = {id_: one for id_, one in theirs.items() if id_ in made}
    if not theirs:
        return False
    named = {sides.my_uid(kind, one) for one in sides.theirs.records[kind].values()}
    alone = {one.id: one for one in sides.mine.records[kind].values() if one.uid not in named and not one.trashed}
    mine: dict[Any, str] = {}
    for id_, shot in record_type.read(sides.mine.connection, alone).items():
        row = sides.my_content(record_type, shot).row
        mine |= {key: alone[id_].uid for key in keys(row) if key not in mine}
    taken = set[str]()
    for id_, shot in record_type.read(sides.theirs.connection, theirs).items() if mine else ():
        row = sides.their_content(record_type, shot).row
        uid = next((mine[key] for key in keys(row) if key in mine and mine[key] not in taken), None)
        if uid is not None:
            sides.name_alike(kind, theirs[id_].uid, uid, newly=kind not in _WRITTEN_ON)
            taken.add(uid)
    return bool(taken)


def _names(row: Row, within: str = "") -> list[Any]:
    names = filter(None, (fold(row["name_host"]).strip(), fold(row["name_home"]).strip()))
    return [(name, row[within] if within else None) for name in names]


_BY: Mapping[str, _Keys] = MappingProxyType(
    {
        CALENDAR: _names,
        ORGANIZATION: partial(_names, within="parent_id"),
        SITE: partial(_names, within="nation"),
        DISTINCTION: lambda row: [frozenset((row["one_id"], row["other_id"]))],
        ATTACHMENT: lambda row: [(row["owner_kind"], row["owner_id"], row["sha256"])],
        TASK: lambda row: [(row["source_kind"], row["source_id"], row["source_uid"])] if row["source_uid"] else [],
        MINUTES: lambda row: [(row["meeting_id"], row["number"], row["sha256"])],
        TURNOVER_NOTE: lambda row: [(row["owner_kind"], row["owner_id"])],
        LINK: lambda row: [frozenset(((row["from_kind"], row["from_id"]), (row["to_kind"], row["to_id"])))],
    }
)
_WRITTEN_ON = frozenset({SITE, TASK, TURNOVER_NOTE})
"""Of two that are one each may have been worked on: what they say decides, or the officer."""
