"""How what is being typed is kept from a power cut: one row a portion, gone as soon as the portion itself is saved."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from liaison_desk.foundation.core.codec import ShapeError, plain, typed
from liaison_desk.meetings.records import Jotting
from liaison_desk.schema.meetings import jotting_table

_JOTTING = jotting_table.c


@dataclass(frozen=True, slots=True)
class Left:
    """A jotting whose writer has not been heard of since an instant, and the meeting it is from."""

    meeting_id: int
    jotting: Jotting


def put(
    connection: Connection, meeting_id: int, jottings: Sequence[Jotting], author: str, session: str, at: datetime
) -> None:
    """Keep jottings, in place of what was kept of the same portions before."""
    if not jottings:
        return
    remove(connection, [one.portion.uid for one in jottings])
    connection.execute(
        insert(jotting_table),
        [
            {
                "uid": one.portion.uid,
                "meeting_id": meeting_id,
                "author": author,
                "session": session,
                "at": at,
                "portion": json.dumps(plain(one), ensure_ascii=False),
            }
            for one in jottings
        ],
    )


def remove(connection: Connection, uids: Collection[str]) -> None:
    """Forget the jottings of portions."""
    if uids:
        connection.execute(delete(jotting_table).where(_JOTTING.uid.in_(list(uids))))


def left_behind(connection: Connection, author: str, session: str, before: datetime) -> list[Left]:
    """Return an officer's jottings that another of his sessions left and has not touched since an instant."""
    query = (
        select(_JOTTING.meeting_id, _JOTTING.portion)
        .where(_JOTTING.author == author, _JOTTING.session != session, _JOTTING.at < before)
        .order_by(_JOTTING.meeting_id, _JOTTING.at, _JOTTING.uid)
    )
    found = []
    for meeting_id, text in connection.execute(query):
        try:
            found.append(Left(meeting_id, typed(Jotting, json.loads(text))))
        except (ShapeError, ValueError):  # written by a newer program: it stays for that one
            continue
    return found
