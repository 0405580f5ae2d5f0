"""How the portions of notes are read and written: records of their own, in the order of their places."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from liaison_desk.domain.finding import document
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.meetings.records import MEETING, PORTION, Attribution, Meeting, Portion, PortionKind
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved
from liaison_desk.schema.meetings import portion_table, portion_topic_table

_PORTION = portion_table.c
_SAME = ("place", "level", "section", "said_by", "nation", "said_at", "to_whom", "to_nation", "due", "meeting_id")
_LONGEST_TITLE = 80
_LONGEST_TOPIC = 80  # what is longer is no name of anything, and no index takes it


def _search(snapshot: Snapshot) -> SearchDocument:
    """Return what a portion is found by; its title is how it begins, and is not indexed twice where it is whole."""
    from liaison_desk.domain.notetext import first_line, plain  # to read notes no start needs it

    row = snapshot.row
    texts = [plain(row[name]) for name in ("text_host", "text_home") if row[name]]
    title = first_line(texts[0], _LONGEST_TITLE) if texts else ""
    # A title that was cut ends amid a word: then all that it says is indexed once more.
    rest = [texts[0].removeprefix(title)] if texts else []
    return document(title, [*rest, *texts[1:], row["said_by"], row["to_whom"]])


PORTION_TYPE = RecordType(
    PORTION,
    portion_table,
    search=_search,
    parts={"topics": portion_topic_table},
    parent=(MEETING, "meeting_id"),
)


def save_portions(transaction: Transaction, meeting: Meeting, portions: Sequence[Portion]) -> list[Portion]:
    """Write portions of a meeting that is saved already."""
    values = [_values(one, meeting) for one in portions]
    drafts = [draft(one, row, {"topics": _topics(one)}) for one, row in zip(portions, values, strict=True)]
    heads = transaction.save(PORTION_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(portions, heads, strict=True)]


def let_portions_follow(transaction: Transaction, meeting: Meeting) -> None:
    """Let the portions of a meeting that was moved be ordered by its new time."""
    ids = transaction.connection.execute(select(_PORTION.id).where(_PORTION.meeting_id == meeting.id)).scalars().all()
    transaction.put(
        [
            Change(PORTION_TYPE, id_, shot.row["uid"], shot, transaction.next_version(shot, held=meeting.start))
            for id_, shot in PORTION_TYPE.read(transaction.connection, ids).items()
            if shot.row["held"] != meeting.start
        ]
    )


def trash_portions(transaction: Transaction, ids: Iterable[int]) -> None:
    """Put portions into the trash."""
    transaction.trash(PORTION_TYPE, ids)


def trash_along(transaction: Transaction, meeting: Meeting, ids: Sequence[int]) -> None:
    """Let portions lie in the trash since when their meeting does, so that they come out with it."""
    transaction.put(
        [
            Change(
                PORTION_TYPE, id_, shot.row["uid"], shot, transaction.next_version(shot, deleted_at=meeting.deleted_at)
            )
            for id_, shot in PORTION_TYPE.read(transaction.connection, ids).items()
        ]
    )


_OF_MEETINGS = (
    select(_PORTION.meeting_id, _PORTION.id)
    .where(_PORTION.meeting_id.in_(bindparam("meetings", expanding=True)), _PORTION.deleted_at.is_(None))
    .order_by(_PORTION.meeting_id, _PORTION.place, _PORTION.id)
)
_OF_MEETINGS_IN_TRASH = (
    select(_PORTION.meeting_id, _PORTION.id)
    .where(_PORTION.meeting_id.in_(bindparam("meetings", expanding=True)), _PORTION.deleted_at.is_not(None))
    .order_by(_PORTION.meeting_id, _PORTION.place, _PORTION.id)
)


def read_notes(connection: Connection, meetings: Mapping[int, Any]) -> dict[int, list[Portion]]:
    """Return the portions of meetings, in order. ``meetings``: by id when each went into the trash (``None``: not).

    Of a meeting in the trash they are those that went there with it.
    """
    found: dict[int, list[Portion]] = {}
    living = [id_ for id_, gone in meetings.items() if gone is None]
    gone = [id_ for id_, at in meetings.items() if at is not None]
    for query, owners in ((_OF_MEETINGS, living), (_OF_MEETINGS_IN_TRASH, gone)):
        for some in chunks(owners):
            rows = connection.execute(query, {"meetings": some}).all()
            portions = read_portions(connection, [id_ for _, id_ in rows])
            for owner, id_ in rows:
                one = portions[id_]
                if one.deleted_at == meetings[owner]:
                    found.setdefault(owner, []).append(one)
    return found


class Place(NamedTuple):
    """Where a portion stands among the others of its meeting."""

    id: int
    place: int


def read_places(connection: Connection, meeting_id: int) -> dict[str, Place]:
    """Return where the portions of a meeting stand, by uid and in order."""
    query = (
        select(_PORTION.uid, _PORTION.id, _PORTION.place)
        .where(_PORTION.meeting_id == meeting_id, _PORTION.deleted_at.is_(None))
        .order_by(_PORTION.place, _PORTION.id)
    )
    return {uid: Place(id_, place) for uid, id_, place in connection.execute(query)}


def read_portions(connection: Connection, ids: Iterable[int]) -> dict[int, Portion]:
    """Return portions by id, also those in the trash."""
    wanted = list(ids)
    found: dict[int, Portion] = {}
    for some in chunks(wanted):
        rows = connection.execute(_BY_IDS, {"ids": some}).mappings()
        found |= {row["id"]: portion_from(row) for row in rows}
    return found


_BY_IDS = select(portion_table).where(_PORTION.id.in_(bindparam("ids", expanding=True)))


def portions_by_uid(connection: Connection, uids: Collection[str]) -> dict[str, Portion]:
    """Return the portions that have these uids, of whatever meeting, also those in the trash."""
    ids = PORTION_TYPE.ids_by_uid(connection, list(uids))
    return {one.uid: one for one in read_portions(connection, ids.values()).values()}


def portion_from(row: Row) -> Portion:
    """Return the portion of a row."""
    return Portion(
        **head(row),
        **{name: row[name] for name in _SAME},
        kind=PortionKind(row["kind"]),
        text=bilingual(row, "text"),
        said_by_id=row["said_by_id"] or 0,
        attribution=Attribution(row["attribution"]),
        task_id=row["task_id"] or 0,
    )


def _values(one: Portion, meeting: Meeting) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in _SAME},
        "meeting_id": meeting.id,
        "held": meeting.start,
        "kind": str(one.kind),
        **bilingual_columns("text", one.text),
        "said_by_id": one.said_by_id or None,
        "attribution": str(one.attribution),
        "task_id": one.task_id or None,
    }


def _topics(one: Portion) -> list[dict[str, str]]:
    from liaison_desk.domain.notetext import topics

    texts = (one.text.host, one.text.home)
    found = {fold(topic): topic for text in texts for topic in topics(text) if len(topic) <= _LONGEST_TOPIC}
    return [{"topic": topic, "folded": folded} for folded, topic in found.items()]
