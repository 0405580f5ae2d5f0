"""Which reminders fall due when, and what an officer did about them; read a slice of events at a time."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Text, cast, or_, select

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import (
    EVENT,
    REMINDER,
    Alarm,
    DueReminder,
    Event,
    Reminder,
    ReminderKey,
)
from liaison_desk.calendar.store.events import EVENT_TYPE, SPREADS, event_from, read_calendars
from liaison_desk.calendar.store.participants import read_declined
from liaison_desk.calendar.store.series import Face, face_of
from liaison_desk.foundation.database.base import entry_table
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.foundation.database.versions import version_times
from liaison_desk.schema.calendar import event_table, reminder_table
from liaison_desk.schema.mapping import draft, read_items

_EVENT, _REMINDER = event_table.c, reminder_table.c

# Nobody looks for what he did about a reminder: its event is found.
REMINDER_TYPE = RecordType(REMINDER, reminder_table, search=lambda _: None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the officer did: put it off until an instant, or had done with it (``None``)."""

    key: ReminderKey
    until: datetime | None


def read_alarmed(connection: Connection, since: datetime, until: datetime) -> list[int]:
    """Return the ids of the events whose reminders may fall due in [since, until), by their bounds and alarms alone."""
    # As texts, which most events have alike: reading each would take longer than all else.
    alarms, overrides = cast(_EVENT.alarms, Text), cast(_EVENT.overrides, Text)
    query = select(_EVENT.id, _EVENT.first, _EVENT.last, alarms, overrides).where(
        _EVENT.spread.in_(SPREADS),  # so that the index of spans serves
        _EVENT.first < until + rules.FARTHEST_REMINDER,
        or_(_EVENT.last.is_(None), _EVENT.last >= since - rules.FARTHEST_REMINDER),
        _EVENT.alarmed.is_(True),
        _EVENT.deleted_at.is_(None),
    )
    read = cache(_alarms_of)
    return [
        id_
        for id_, first, last, own, others in connection.execute(query)
        if rules.may_ring(read(own, others), first, last, since, until)
    ]


def _alarms_of(alarms: str, overrides: str) -> set[Alarm]:
    texts = [json.loads(alarms), *(one.get("alarms", []) for one in json.loads(overrides))]
    return {alarm for some in texts for alarm in read_items(Alarm, some)}


def read_schedule(
    connection: Connection, ids: Sequence[int], since: datetime, until: datetime, now: datetime, local_zone: str,
    officer: frozenset[str] = frozenset(),
) -> dict[int, list[DueReminder]]:  # fmt: skip
    """Return what falls due in [since, until) for these events, those that have nothing left out.

    What was due before now counts only if the event said so at that instant: not before it was made, imported or moved.
    Of what the officer, whom these casefolded addresses mean, has declined nothing falls due.
    """
    calendars = {one.id: one for one in read_calendars(connection)}
    found: dict[int, tuple[Event, list[rules.Ring]]] = {}
    for event in _events(connection, _EVENT.id.in_(ids)):
        if event.calendar_id in calendars and (rings := rules.rings(event, since, until, local_zone)):
            found[event.id] = event, rings
    _keep_said(connection, found, now, local_zone)
    declined = read_declined(connection, found, officer)
    faces = {
        id_: face_of(event, calendars[event.calendar_id], officer, declined=id_ in declined)
        for id_, (event, _) in found.items()
    }
    due = {id_: [_due(faces[id_], ring, local_zone) for ring in rings] for id_, (_, rings) in found.items()}
    coming = {id_: [one for one in some if not one.occurrence.declined] for id_, some in due.items()}
    return {id_: some for id_, some in coming.items() if some}


def read_put_off(
    connection: Connection, keys: Iterable[ReminderKey], local_zone: str, officer: frozenset[str] = frozenset()
) -> list[DueReminder]:
    """Return reminders that were put off, as if due when their occurrence begins; those with nothing to remind of left out.

    So are those of what the officer has declined since; ``officer`` is as for ``read_schedule``.
    """
    wanted: dict[str, list[ReminderKey]] = {}
    for key in keys:
        wanted.setdefault(key.event_uid, []).append(key)
    if not wanted:
        return []
    calendars = {one.id: one for one in read_calendars(connection)}
    found = []
    events = [one for one in _events(connection, _EVENT.uid.in_(wanted)) if one.calendar_id in calendars]
    declined = read_declined(connection, [one.id for one in events], officer)
    for event in events:
        face = face_of(event, calendars[event.calendar_id], officer, declined=event.id in declined)
        for key in wanted[event.uid]:
            one = rules.occurrence_at(event, key.at, local_zone)
            if one is not None and rules.reminds(event, one, key.alarm):
                ring = rules.Ring(rules.instants(one, local_zone)[0], key.alarm, one)
                found.append(_due(face, ring, local_zone))
    return [one for one in found if not one.occurrence.declined]


def read_answers(
    connection: Connection, officer: str, *, since: datetime | None = None, ids: Collection[int] = ()
) -> dict[int, Answer | None]:
    """Return the answers of one officer by their record's id: these ids (``None``: no answer any more), or all since an instant.

    What is put off counts however long ago that was.
    """
    query = select(reminder_table).where(_REMINDER.officer == officer)
    if since is None:
        query = query.where(_REMINDER.id.in_(ids))
    else:
        recent = or_(_REMINDER.until.is_not(None), _REMINDER.updated_at >= since)
        query = query.where(recent, _REMINDER.deleted_at.is_(None))
    gone: dict[int, Answer | None] = dict.fromkeys(ids)
    return gone | {
        row["id"]: Answer(_key(row), row["until"]) if row["deleted_at"] is None else None
        for row in connection.execute(query).mappings()
    }


def read_old_answers(connection: Connection, before: datetime) -> list[int]:
    """Return the ids of all officers' answers that were given before an instant, and did not put off beyond it."""
    over = or_(_REMINDER.until.is_(None), _REMINDER.until < before)
    return list(connection.execute(select(_REMINDER.id).where(_REMINDER.updated_at < before, over)).scalars())


def erase_answers(transaction: Transaction, ids: Sequence[int]) -> None:
    """Erase answers for good."""
    transaction.erase(REMINDER_TYPE, ids)


def save_answers(transaction: Transaction, answers: Sequence[Answer], officer: str) -> None:
    """Write what an officer did about reminders; he has one answer to each."""
    uids = {one.key.event_uid for one in answers}
    query = select(reminder_table).where(_REMINDER.officer == officer, _REMINDER.event_uid.in_(uids))
    known = {_key(row): row for row in transaction.connection.execute(query).mappings()}
    drafts = []
    for one in answers:
        old = known.get(one.key)
        head = {"id": old["id"], "uid": old["uid"], "version": old["version"]} if old is not None else {}
        key = one.key
        made = Reminder(
            event_uid=key.event_uid, at=key.at, alarm=key.alarm, officer=officer, until=one.until, **head
        )  # fmt: skip
        names = ("event_uid", "at", "alarm", "officer", "until")
        drafts.append(draft(made, {name: getattr(made, name) for name in names}))
    transaction.save(REMINDER_TYPE, drafts)


def _key(row: Row) -> ReminderKey:
    return ReminderKey(row["event_uid"], row["at"], row["alarm"])


def _events(connection: Connection, which: Any) -> list[Event]:
    """Return events outside the trash without their people, whom no reminder needs."""
    query = select(event_table).where(which, _EVENT.deleted_at.is_(None))
    return [
        event_from(Snapshot(row, {"participants": (), "organizations": ()}))
        for row in connection.execute(query).mappings()
    ]


def _due(face: Face, ring: rules.Ring, local_zone: str) -> DueReminder:
    starts, ends = rules.instants(ring.one, local_zone)
    key = ReminderKey(face.event.uid, ring.one.at, ring.alarm)
    return DueReminder(key, face.occurrence(ring.one), ring.due, starts, ends)


def _keep_said(
    connection: Connection, found: dict[int, tuple[Event, list[rules.Ring]]], now: datetime, local_zone: str
) -> None:
    """Take out what the event, as it stood when that was due, did not say.

    Changes that claim to come from the future tell that a clock was wrong: then everything counts.
    """
    late = {
        id_: [ring for ring in rings if ring.due < changed]
        for id_, (event, rings) in found.items()
        if (changed := event.updated_at) is not None and rings[0].due < changed <= now
    }
    versions = version_times(connection, EVENT, list(late)) if late else {}
    wanted: dict[int, list[tuple[int, rules.Ring]]] = {}  # by entry: whose event, and what it must have said
    for id_, rings in late.items():
        history = versions.get(id_, [])
        for ring in rings:
            if not history:
                continue
            entry = next((entry for at, entry in reversed(history) if at <= ring.due), 0)
            wanted.setdefault(entry, []).append((id_, ring))
    unsaid = [pair for entry, pairs in wanted.items() if not entry for pair in pairs]
    entries = [entry for entry in wanted if entry]
    if entries:
        texts = select(entry_table.c.id, entry_table.c.after).where(entry_table.c.id.in_(entries))
        for row in connection.execute(texts):
            unsaid += _unsaid(EVENT_TYPE.loads(row.after) if row.after else None, wanted[row.id], local_zone)
    for id_, ring in unsaid:
        found[id_][1].remove(ring)


def _unsaid(
    then: Snapshot | None, pairs: list[tuple[int, rules.Ring]], local_zone: str
) -> list[tuple[int, rules.Ring]]:
    """Return which of an event's reminders an earlier version of it did not have."""
    if then is None or then.row["deleted_at"] is not None:
        return pairs
    dues = [ring.due for _, ring in pairs]
    said = rules.rings(event_from(then), min(dues), max(dues) + timedelta(seconds=1), local_zone)
    known = {(ring.due, ring.alarm) for ring in said}
    return [(id_, ring) for id_, ring in pairs if (ring.due, ring.alarm) not in known]
