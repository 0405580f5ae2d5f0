"""How calendars and events are read and written; the only SQL of this capability."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import (
    CALENDAR,
    EVENT,
    Alarm,
    Calendar,
    Event,
    EventFilter,
    EventLine,
    Override,
    Participant,
    Party,
    Recurrence,
    RhythmCard,
    Status,
)
from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.calendar import calendar_table, event_organization_table, event_table, participant_table
from liaison_desk.schema.mapping import (
    bilingual,
    bilingual_columns,
    decoded,
    draft,
    encoded,
    head,
    items,
    read_items,
    saved,
)

_EVENT, _CALENDAR = event_table.c, calendar_table.c
_LOOKED_AT = 2000  # events whose categories are offered
_MOST_AT_ONCE = 500
SHORT = timedelta(days=31)
"""What is over within this time is a short event (``spread``)."""
SPREADS = range(4)
"""Every ``spread`` there is: a query that names them all walks the index of spans, which begins with it."""


def _search_calendar(snapshot: Snapshot) -> SearchDocument:
    return document(title_text(bilingual(snapshot.row, "name")), ())


def _search_event(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [text for someone in snapshot.parts["participants"] for text in (someone["name"], someone["email"])]
    overrides = [
        text
        for override in row["overrides"]
        for name in ("title", "description", "place")
        for text in (override.get(name, {}).get("host", ""), override.get(name, {}).get("home", ""))
    ]
    texts = [row[f"{name}_{side}"] for name in ("place", "description", "reason") for side in ("host", "home")]
    houses = [house["name"] for house in snapshot.parts["organizations"]]
    card = row["rhythm"] or {}
    said = [
        card.get(name, {}).get(side, "")
        for name in ("purpose", "members", "outputs", "role", "report")
        for side in ("host", "home")
    ]
    said += [one.get("what", {}).get(side, "") for one in card.get("inputs", ()) for side in ("host", "home")]
    said.append(card.get("chair", {}).get("name", ""))
    return document(
        title_text(bilingual(row, "title")), [*texts, *people, *houses, *row["categories"], *overrides, *said]
    )


def _derived(snapshot: Snapshot) -> Row:
    row = snapshot.row
    return {
        "organizer_id": next((one.get("contact_id") or 0 for one in row["organizer"]), 0),
        "rhythmic": bool(row.get("rhythm")),
        "alarmed": bool(row["alarms"]) or any(one.get("alarms") for one in row["overrides"]),
        "spread": (row["last"] is None or row["last"] - row["first"] > SHORT)
        + 2 * (row["recurring"] or row["only_overrides"]),
    }


CALENDAR_TYPE = RecordType(CALENDAR, calendar_table, search=_search_calendar)
EVENT_TYPE = RecordType(
    EVENT,
    event_table,
    search=_search_event,
    parts={"participants": participant_table, "organizations": event_organization_table},
    inner={"organizer": "person", "overrides": "person", "rhythm": "person"},
    derived=_derived,
)


def save_calendars(transaction: Transaction, calendars: Sequence[Calendar]) -> list[Calendar]:
    """Write calendars."""
    drafts = [
        draft(
            one,
            {
                **bilingual_columns("name", one.name),
                "palette": one.palette,
                "position": one.position,
                "visible": one.visible,
                "extra": list(one.extra),
                "event_marking": encoded(one.event_marking),
                "holidays": one.holidays,
            },
        )
        for one in calendars
    ]
    heads = transaction.save(CALENDAR_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(calendars, heads, strict=True)]


def read_calendars(connection: Connection) -> list[Calendar]:
    """Return all calendars outside the trash, in the user's order."""
    query = select(calendar_table).where(_CALENDAR.deleted_at.is_(None)).order_by(_CALENDAR.position, _CALENDAR.id)
    return [_calendar_from(row) for row in connection.execute(query).mappings()]


def calendars_by_uid(connection: Connection, uids: Sequence[str]) -> list[Calendar]:
    """Return the calendars that have these uids, also from the trash."""
    ids = CALENDAR_TYPE.ids_by_uid(connection, uids).values()
    return [_calendar_from(snapshot.row) for snapshot in CALENDAR_TYPE.read(connection, ids).values()]


def _calendar_from(row: Row) -> Calendar:
    return Calendar(
        **head(row),
        name=bilingual(row, "name"),
        palette=row["palette"],
        position=row["position"],
        visible=row["visible"],
        extra=tuple(row["extra"]),
        event_marking=decoded(row["event_marking"]),
        holidays=row["holidays"],
    )


def save_events(transaction: Transaction, events: Sequence[Event], local_zone: str) -> list[Event]:
    """Write events with their participants and the bounds of all their occurrences."""
    drafts = [
        draft(
            event,
            _values(event, local_zone),
            {
                "participants": [_participant_values(one) for one in event.participants],
                "organizations": [
                    {"name": one.name, "organization_id": one.organization_id or None} for one in event.organizations
                ],
            },
        )
        for event in events
    ]
    heads = transaction.save(EVENT_TYPE, drafts)
    return [saved(event, saved_head) for event, saved_head in zip(events, heads, strict=True)]


def read_events(connection: Connection, ids: Iterable[int]) -> dict[int, Event]:
    """Return whole events by id."""
    return {id_: event_from(snapshot) for id_, snapshot in EVENT_TYPE.read(connection, ids).items()}


def event_from(snapshot: Snapshot) -> Event:
    """Return the event of a snapshot."""
    row = snapshot.row
    participants = tuple(
        Participant(
            someone["name"],
            someone["email"],
            someone["contact_id"] or 0,
            someone["role"],
            someone["answer"],
            someone["kind"],
            someone["rsvp"],
            tuple(someone["extra"]),
        )
        for someone in snapshot.parts["participants"]
    )
    return Event(
        **head(row),
        calendar_id=row["calendar_id"],
        title=bilingual(row, "title"),
        description=bilingual(row, "description"),
        place=bilingual(row, "place"),
        start=row["start_at"],
        end=row["end_at"],
        zone=row["zone"],
        end_zone=row["end_zone"],
        all_day=row["all_day"],
        status=Status(row["status"]),
        reason=bilingual(row, "reason"),
        access=row["access"],
        busy=row["busy"],
        travel_before=row["travel_before"],
        travel_after=row["travel_after"],
        link=row["link"],
        url=row["url"],
        priority=row["priority"],
        privacy=row["privacy"],
        organizer=next(iter(read_items(Participant, row["organizer"])), None),
        participants=participants,
        organizations=tuple(Party(one["name"], one["organization_id"] or 0) for one in snapshot.parts["organizations"]),
        alarms=read_items(Alarm, row["alarms"]),
        categories=tuple(row["categories"]),
        recurrence=typed(Recurrence, row["recurrence"]) if row["recurring"] else None,
        overrides=read_items(Override, row["overrides"]),
        only_overrides=row["only_overrides"],
        rhythm=typed(RhythmCard, row["rhythm"]) if row["rhythm"] else None,
        sequence=row["sequence"],
        extra=tuple(row["extra"]),
    )


def _values(event: Event, local_zone: str) -> dict[str, Any]:
    first, last = rules.bounds(event, local_zone)
    return {
        "calendar_id": event.calendar_id,
        **bilingual_columns("title", event.title),
        **bilingual_columns("description", event.description),
        **bilingual_columns("place", event.place),
        "start_at": event.start,
        "end_at": event.end,
        "zone": event.zone,
        "end_zone": event.end_zone,
        "all_day": event.all_day,
        "status": str(event.status),
        **bilingual_columns("reason", event.reason),
        "travel_before": event.travel_before,
        "travel_after": event.travel_after,
        "access": event.access,
        "busy": event.busy,
        "link": event.link,
        "url": event.url,
        "priority": event.priority,
        "privacy": event.privacy,
        "organizer": items([event.organizer] if event.organizer else []),
        "alarms": items(event.alarms),
        "categories": list(event.categories),
        "recurrence": plain(event.recurrence) if event.recurrence else {},
        "overrides": items(event.overrides),
        "only_overrides": event.only_overrides,
        "rhythm": (plain(event.rhythm) or {"purpose": {}}) if event.rhythm is not None else None,
        "sequence": event.sequence,
        "extra": list(event.extra),
        "recurring": event.recurrence is not None,
        "first": first,
        "last": last,
    }


def _participant_values(one: Participant) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in ("name", "email", "role", "kind", "rsvp")}, "answer": str(one.answer),
            "contact_id": one.contact_id or None, "extra": list(one.extra)}  # fmt: skip


def read_categories(connection: Connection) -> list[str]:
    """Return the categories of the newest events, the most used first."""
    query = select(_EVENT.categories).where(_EVENT.deleted_at.is_(None)).order_by(_EVENT.id.desc()).limit(_LOOKED_AT)
    used = Counter(word for words in connection.execute(query).scalars() for word in words)
    return [word for word, _ in sorted(used.items(), key=lambda one: (-one[1], one[0]))]


LIGHT = [
    "id",
    "uid",
    "calendar_id",
    "title_host",
    "title_home",
    "title_state",
    "place_host",
    "place_home",
    "place_state",
    "start_at",
    "end_at",
    "zone",
    "end_zone",
    "all_day",
    "status",
    "recurring",
    "first",
    "last",
    "marking",
    "access",
    "busy",
    "travel_before",
    "travel_after",
    "rhythmic",
]


def event_listing(connection: Connection, wanted: EventFilter) -> Listing:
    """Return the ids of events a plain list shows, the latest first."""
    query = select(_EVENT.id).where(_EVENT.deleted_at.is_not(None) if wanted.trash else _EVENT.deleted_at.is_(None))
    if wanted.calendar_id:
        query = query.where(_EVENT.calendar_id == wanted.calendar_id)
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "event.id", asked))
    elif wanted.words.strip():
        return Listing(array("q"))
    return Listing(array("q", connection.execute(query.order_by(_EVENT.first.desc(), _EVENT.id.desc())).scalars()))


def events_at(connection: Connection, firsts: Collection[datetime]) -> list[tuple[str, datetime, str, str]]:
    """Return uid, begin, title and organizer of the events outside the trash that begin at one of these instants (UTC)."""
    query = select(_EVENT.uid, _EVENT.first, _EVENT.title_host, _EVENT.title_home, _EVENT.organizer).where(
        _EVENT.spread.in_(SPREADS),  # the index of spans begins with it
        _EVENT.first.in_(bindparam("firsts", expanding=True)),
        _EVENT.deleted_at.is_(None),
    )
    wanted = sorted(firsts)
    rows = (
        row
        for place in range(0, len(wanted), _MOST_AT_ONCE)
        for row in connection.execute(query, {"firsts": wanted[place : place + _MOST_AT_ONCE]})
    )
    return [(row.uid, row.first, row.title_host or row.title_home, _who(row.organizer)) for row in rows]


def _who(organizer: Sequence[Mapping[str, Any]]) -> str:
    return next((one.get("email") or one.get("name", "") for one in organizer), "")


def event_lines(connection: Connection, ids: Sequence[int]) -> dict[int, EventLine]:
    """Return the lines of these events."""
    query = select(*(_EVENT[name] for name in LIGHT)).where(_EVENT.id.in_(bindparam("ids", expanding=True)))
    return {
        row["id"]: EventLine(
            row["id"],
            row["uid"],
            bilingual(row, "title"),
            bilingual(row, "place"),
            row["start_at"],
            row["end_at"],
            row["zone"],
            row["all_day"],
            Status(row["status"]),
            row["recurring"],
            row["calendar_id"],
            row["marking"],
        )
        for row in connection.execute(query, {"ids": list(ids)}).mappings()
    }
