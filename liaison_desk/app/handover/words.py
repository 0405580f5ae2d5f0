"""What records and their fields are called where an officer compares his with another desk's, in the language of the window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from liaison_desk.app.handover.pointing import soft_pointers
from liaison_desk.domain.marking import MARKINGS, Marking, describe
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot

if TYPE_CHECKING:
    from liaison_desk.app.handover.sides import Side, Sides

LONGEST = 400  # characters of a wording that are shown
_MOST = 12  # entries of a list that are shown
_NONE = "—"
_CODES = frozenset({"state", "status", "priority", "kind", "type"})
_NAMES = ("title_host", "title_home", "name_host", "name_home", "name", "number", "text_host", "text_home", "file_name")
# By the name of a column, or of what it holds in two languages; by the name of a list of parts.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Title", "name": "What it is called", "short": "Short form", "text": "Text", "notes": "Notes", "note": "Notes",
        "remarks": "Notes", "description": "Details", "detail": "Details", "biography": "Biography", "place": "Place",
        "location": "Place", "zone": "Time zone", "nation": "Nation", "kind": "Kind", "type": "Kind", "marking": "Marking",
        "family": "Family name", "given": "Given name", "native_family": "Own script", "native_given": "Own script",
        "reading_family": "Reading in kana", "reading_given": "Reading in kana", "nickname": "Known as", "rank": "Rank",
        "rank_home": "Rank", "rank_code": "Rank", "date_of_rank": "Date of rank", "service": "Service", "phones": "Phone",
        "emails": "E-mail", "addresses": "Address", "urls": "Web", "languages": "Languages", "diet": "Diet",
        "met_where": "Met at", "birthday": "Birthday", "anniversary": "Anniversary", "photo": "Photo", "posts": "Posts",
        "tags": "Tags", "assistants": "Assistants", "members": "Members", "start_at": "Start", "start": "Start",
        "end_at": "End", "startex": "STARTEX", "endex": "End", "all_day": "All day", "status": "State", "state": "State",
        "priority": "Priority", "due": "Suspense", "organizer": "Organizer", "participants": "Participants",
        "organizations": "Organizations", "recurrence": "Repeats", "overrides": "Repeats", "alarms": "Reminders",
        "reminders": "Reminders", "categories": "Categories", "link": "Link", "url": "Web", "reason": "Reason",
        "calendar_id": "Calendar", "completed_at": "Completed", "own_owner": "Owner", "host_owner": "Owner", "owner": "Owner",
        "waiting_on": "Waiting on", "waiting_since": "Waiting since", "lead": "Lead", "log": "Log", "checklist": "Checklist",
        "source": "Source", "chair": "Chair", "series": "Series", "interpreter": "Interpreter", "attendees": "Attendees",
        "agenda": "Agenda", "said_by": "Said by", "to_whom": "To whom", "sponsor": "Sponsor", "objectives": "Objectives",
        "team": "Planning team", "first": "First day", "last": "Last day", "number": "Number", "rfi": "RFI",
        "recommendation": "Recommendation", "discussion": "Discussion", "parent_id": "What it stands under",
        "scope": "Scope", "subjects": "Subject areas", "drafted": "Drafting began", "in_force": "In force from",
        "review": "Review", "expiry": "Expiry", "renewal_lead": "Renewal begins", "terminated": "Terminated from",
        "parties": "Parties", "signatures": "Signatures", "obligations": "Obligations", "amendments": "Amendments",
        "nations": "Nations", "host_value": "Value", "home_value": "Value", "host_step": "Next step",
        "home_step": "Next step", "home_owner": "Owner", "host_due": "Suspense", "home_due": "Suspense",
        "champion": "Champion", "arrangement_id": "Arrangement", "since": "Since", "organization": "Organization",
        "one_time": "One-time visit", "recurring": "Recurring visit", "extended": "Extended visit",
        "emergency": "Emergency visit", "working": "Working days", "basis": "Basis", "bound": "Direction",
        "purpose": "Purpose of the visit", "submitted": "Day of submission", "answered": "Day of the answer",
        "valid_until": "Good until", "uniform": "Uniform", "protocol": "Protocol", "steps": "Steps", "sites": "Sites",
        "delegation": "Delegation", "escorts": "Escorts", "holder": "Held by", "issuer": "Issued by",
        "expires": "Valid until", "ended": "Ended", "manner": "How", "at": "When",
        "giver": "Giver", "giver_nation": "Giver", "receiver": "Receiver", "receiver_nation": "Receiver",
        "source_marking": "Source marking", "copy": "Copy number", "medium": "Medium", "about": "About",
        "about_uid": "About", "onward": "Onward permission", "disposed": "Ended", "on": "Day",
        "passing": "Received or given", "item": "Item", "occasion": "Occasion", "amount": "Value", "currency": "Value",
        "valued": "Found by", "disposition": "What became of it", "rule": "Rule", "visit_id": "Visit",
        "officer": "Officer", "successor": "Successor", "post": "Post", "why": "Why it matters", "next": "Next step",
        "sensitivities": "Sensitivities", "in_trash": "In the trash",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two desks differ, as it is called, and what each says there."""

    field: str
    mine: str
    theirs: str


def title_of(record_type: RecordType, shot: Snapshot) -> str:
    """Return what a record is called; its kind, where it has no name."""
    found = record_type.search(shot)
    if found is not None and found.title:
        return found.title[:LONGEST]
    return next((str(shot.row[name])[:LONGEST] for name in _NAMES if shot.row.get(name)), record_type.kind)


def differences(
    sides: "Sides", record_type: RecordType, mine: Snapshot, theirs: Snapshot, language: Language
) -> tuple[Difference, ...]:
    """Return the fields in which a record differs, with both wordings; what one field says under one name comes together."""
    own, other = sides.my_content(record_type, mine), sides.their_content(record_type, theirs)
    names = [name for name in own.row if own.row[name] != other.row.get(name) and not name.endswith("_state")]
    said: dict[str, list[tuple[str, str]]] = {}
    pointing = _pointing(sides, record_type)
    for name in names:
        if name in pointing:
            pair = (
                _pointed(sides, sides.mine, pointing[name], mine),
                _pointed(sides, sides.theirs, pointing[name], theirs),
            )
        else:
            pair = _wording(own.row[name], language, name), _wording(other.row.get(name), language, name)
        said.setdefault(_called(name, language), []).append(pair)
    for name in own.parts:
        rows = [list(shot.parts.get(name, ())) for shot in (own, other)]
        if rows[0] != rows[1]:
            first, second = (_wording([_shown(row) for row in some], language) for some in rows)
            said.setdefault(_called(name, language), []).append((first, second))
    return tuple(
        Difference(
            field,
            " / ".join(dict.fromkeys(one[0] for one in pairs)),
            " / ".join(dict.fromkeys(one[1] for one in pairs)),
        )
        for field, pairs in said.items()
    ) or (Difference(language.tr("Other details"), _NONE, _NONE),)


def _called(name: str, language: Language) -> str:
    base = name.removesuffix("_host").removesuffix("_home").removesuffix("_id")
    known = _FIELDS.get(name) or _FIELDS.get(base)
    return language.tr(known) if known else language.tr("Other details")


def _pointing(sides: "Sides", record_type: RecordType) -> Mapping[str, tuple[str, str]]:
    """Return the columns that hold one number of another record, each with its name and the kind, or the column that says it."""
    keys = {
        column.name: (column.name, sides.kinds[key.target_fullname.partition(".")[0]])
        for column in record_type.table.columns
        for key in column.foreign_keys
    }
    return keys | {path[0]: (path[0], named) for path, named in soft_pointers(record_type.kind) if len(path) == 1}


def _pointed(sides: "Sides", side: "Side", column: tuple[str, str], shot: Snapshot) -> str:
    """Return what a record is called that another points to on its own desk."""
    name, named = column
    kind = str(shot.row.get(named[1:], "")) if named.startswith(".") else named
    number = shot.row.get(name)
    if not number or kind not in sides.types:
        return _NONE
    found = sides.types[kind].read(side.connection, [number]).get(number)
    return title_of(sides.types[kind], found) if found is not None else _NONE


def _shown(row: Row) -> dict[str, Any]:
    """Return what there is to read in a row of a part: no uids, and no states of wordings."""
    return {
        name: value
        for name, value in row.items()
        if not name.endswith(("_id", "_state")) and value not in (None, "", 0, False, [], {})
    }


def _wording(value: Any, language: Language, name: str = "") -> str:
    tr = language.tr
    if name in MARKINGS and isinstance(value, str):
        return describe(Marking.decode(value), language)
    if name in _CODES and isinstance(value, str):  # such as in-progress, which pages call “In progress”
        return tr(value.replace("-", " ").capitalize()) or _NONE
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, datetime):
        words = f"{value:%Y-%m-%d %H:%M}" + ("Z" if value.tzinfo else "")
    elif isinstance(value, date):
        words = value.isoformat()
    elif isinstance(value, dict):
        words = " ".join(filter(None, (_wording(item, language) for item in value.values() if item)))
    elif isinstance(value, (list, tuple)):
        shown = [_wording(item, language) for item in value[:_MOST]]
        words = ", ".join(shown) + (" …" if len(value) > _MOST else "")
    else:
        words = "" if value is None else str(value)
    return (words[: LONGEST - 1] + "…" if len(words) > LONGEST else words) or _NONE
