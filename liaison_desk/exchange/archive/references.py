"""Which fields of records are numbers of other records, and how to exchange those numbers for others.

Numbers differ from desk to desk, uids do not: a document names records by uid, and whoever takes a document in gives
the records new numbers.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from liaison_desk.briefings.records import PACKET, PACKET_FINAL, Packet, PacketFinal
from liaison_desk.calendar.records import CALENDAR, EVENT, Calendar, Event
from liaison_desk.contacts.records import (
    BILLET,
    DISTINCTION,
    DISTRIBUTION,
    ORGANIZATION,
    PERSON,
    SAVED_SEARCH,
    Billet,
    Distinction,
    Distribution,
    Organization,
    Person,
    SavedSearch,
)
from liaison_desk.domain.record import Record
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.exercises.records import (
    EXERCISE,
    INJECT,
    LESSON,
    MILESTONE,
    Exercise,
    Inject,
    Lesson,
    Milestone,
)
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.meetings.records import MEETING, MINUTES, Meeting, Minutes
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    DISCLOSURE,
    GIFT,
    OPPORTUNITY,
    SITE,
    TURNOVER,
    TURNOVER_NOTE,
    VALIDITY,
    VISIT,
    VISITOR,
    Arrangement,
    Disclosure,
    Gift,
    Opportunity,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visit,
    Visitor,
)
from liaison_desk.tasks.records import TASK, TASK_VIEW, Task, TaskView

# What stands for a record that is not there where naming none would ask for all: the number of none, and the uid of none.
GONE, _GONE_UID = -1, "?"
R = TypeVar("R", bound=Record)
Path = tuple[str, ...]

KIND_OF: dict[type[Record], str] = {
    Organization: ORGANIZATION,
    Billet: BILLET,
    Distribution: DISTRIBUTION,
    SavedSearch: SAVED_SEARCH,
    Distinction: DISTINCTION,
    Person: PERSON,
    Calendar: CALENDAR,
    Event: EVENT,
    Task: TASK,
    TaskView: TASK_VIEW,
    Meeting: MEETING,
    Minutes: MINUTES,
    Exercise: EXERCISE,
    Milestone: MILESTONE,
    Inject: INJECT,
    Lesson: LESSON,
    Site: SITE,
    Arrangement: ARRANGEMENT,
    Opportunity: OPPORTUNITY,
    Visit: VISIT,
    Visitor: VISITOR,
    Validity: VALIDITY,
    Disclosure: DISCLOSURE,
    Gift: GIFT,
    Turnover: TURNOVER,
    TurnoverNote: TURNOVER_NOTE,
    Packet: PACKET,
    PacketFinal: PACKET_FINAL,
    AttachedFile: ATTACHMENT,
}

# Without what they name these would be nobody's (a file, a note for the successor, a pair of people, frozen minutes, what went out of a packet), or say something
# else (a search in one organization would find everybody), so they are left out with it.
DEPENDENT = frozenset({SAVED_SEARCH, DISTINCTION, ATTACHMENT, TURNOVER_NOTE, MINUTES, PACKET_FINAL, TASK_VIEW})

# What an exercise or a visit has: nobody's without it, but itself without whom else it names.
_PART_OF = {MILESTONE: EXERCISE, INJECT: EXERCISE, LESSON: EXERCISE, VISITOR: VISIT}

# What other records may name; the one that is also left out with another has files of its own.
NAMED = frozenset(KIND_OF.values()) - DEPENDENT | {PACKET_FINAL}

# Without what they ask for these would be about more than they were; they go on asking for it.
_INSISTING = frozenset({PACKET})

# What narrows a record, or moves it: with a part of that damaged it would be about more, for others, or on other days than it was, so it is left out.
WHOLE: dict[str, tuple[str, ...]] = {PACKET: ("asked", "items"), MILESTONE: ("rule",)}

# The path to each number, and the kind it points to; a kind that begins with "." stands in that field beside the number.
_REFERENCES: dict[str, tuple[tuple[Path, str], ...]] = {
    ORGANIZATION: ((("parent_id",), ORGANIZATION), (("parents", "parent_id"), ORGANIZATION)),
    BILLET: ((("organization_id",), ORGANIZATION), (("counterparts",), BILLET)),
    DISTRIBUTION: ((("members",), PERSON),),
    SAVED_SEARCH: ((("wanted", "organization_id"), ORGANIZATION), (("wanted", "list_id"), DISTRIBUTION)),
    DISTINCTION: ((("one",), PERSON), (("other",), PERSON)),
    PERSON: (
        (("posts", "organization_id"), ORGANIZATION),
        (("posts", "billet_id"), BILLET),
        (("assistants", "contact_id"), PERSON),
        (("merged_into",), PERSON),
    ),
    CALENDAR: (),
    EVENT: (
        (("calendar_id",), CALENDAR),
        (("organizer", "contact_id"), PERSON),
        (("participants", "contact_id"), PERSON),
        (("overrides", "participants", "contact_id"), PERSON),
        (("organizations", "organization_id"), ORGANIZATION),
        (("rhythm", "chair", "contact_id"), PERSON),
    ),
    TASK: (
        (("own_owner_id",), PERSON),
        (("host_owner_id",), PERSON),
        (("lead_id",), PERSON),
        (("support", "contact_id"), PERSON),
        (("waiting_on_id",), PERSON),
        (("after_id",), TASK),
        (("rfi", "asker_id"), PERSON),
        (("source_id",), ".source_kind"),
    ),
    MEETING: (
        (("event_id",), EVENT),
        (("attendees", "contact_id"), PERSON),
        (("portions", "task_id"), TASK),
        (("portions", "said_by_id"), PERSON),
    ),
    TASK_VIEW: ((("wanted", "contact_id"), PERSON), (("wanted", "source_id"), ".source_kind")),
    MINUTES: ((("meeting_id",), MEETING),),
    EXERCISE: (
        (("sponsor_id",), ORGANIZATION),
        (("participants", "organization_id"), ORGANIZATION),
        (("team", "contact_id"), PERSON),
        (("event_id",), EVENT),
    ),
    MILESTONE: (
        (("exercise_id",), EXERCISE),
        (("owner_id",), PERSON),
        (("event_id",), EVENT),
        (("task_id",), TASK),
    ),
    INJECT: ((("exercise_id",), EXERCISE),),
    LESSON: (
        (("exercise_id",), EXERCISE),
        (("owner_id",), PERSON),
        (("from_id",), LESSON),
        (("task_id",), TASK),
    ),
    SITE: ((("organization_id",), ORGANIZATION),),
    ARRANGEMENT: (
        (("parent_id",), ARRANGEMENT),
        (("parties", "organization_id"), ORGANIZATION),
        (("signatures", "contact_id"), PERSON),
        (("amendments", "signatures", "contact_id"), PERSON),
    ),
    OPPORTUNITY: (
        (("host_owner_id",), PERSON),
        (("home_owner_id",), PERSON),
        (("champion_id",), PERSON),
        (("arrangement_id",), ARRANGEMENT),
    ),
    VISIT: (
        (("sites", "site_id"), SITE),
        (("sites", "contact_id"), PERSON),
        (("delegation", "contact_id"), PERSON),
        (("escorts", "contact_id"), PERSON),
    ),
    VISITOR: ((("visit_id",), VISIT), (("contact_id",), PERSON)),
    VALIDITY: ((("holder_id",), PERSON),),
    DISCLOSURE: (
        (("giver_id",), PERSON),
        (("receiver_id",), PERSON),
        (("onward", "contact_id"), PERSON),
        (("about_id",), ".about_kind"),
    ),
    GIFT: ((("giver_id",), PERSON), (("receiver_id",), PERSON), (("visit_id",), VISIT)),
    TURNOVER: ((("successor_id",), PERSON),),
    TURNOVER_NOTE: ((("owner_id",), ".owner_kind"),),
    # What went out names by uid what went into it, so that it says the same on every desk.
    PACKET_FINAL: ((("packet_id",), PACKET),),
    PACKET: (
        (("asked", "people"), PERSON),
        (("asked", "meeting"), MEETING),
        (("asked", "organization"), ORGANIZATION),
        (("asked", "exercise"), EXERCISE),
        (("asked", "arrangement"), ARRANGEMENT),
        (("asked", "visit"), VISIT),
        (("asked", "calendars"), CALENDAR),
        (("asked", "events"), EVENT),
        (("asked", "tasks"), TASK),
        (("asked", "task_filter", "contact_id"), PERSON),
        (("asked", "task_filter", "source_id"), ".source_kind"),
        (("asked", "register", "contact_id"), PERSON),
        (("items", "about", "task_filter", "contact_id"), PERSON),
        (("items", "about", "task_filter", "source_id"), ".source_kind"),
        (("items", "about", "register", "contact_id"), PERSON),
    ),
    ATTACHMENT: ((("owner_id",), ".owner_kind"),),
}


def depends_on(kind: str, named: str) -> bool:
    """Tell whether a record of a kind is left out where a record it names, of the kind ``named``, is not there."""
    return kind in DEPENDENT or belongs(kind, named)


def belongs(kind: str, named: str) -> bool:
    """Tell whether every record of a kind has to name one of the kind ``named``: it is a part of that."""
    return _PART_OF.get(kind) == named


def paths_of(kind: str) -> tuple[tuple[Path, str], ...]:
    """Return the paths in a kind of record to each number of another, with the kind meant: what begins with "." says it."""
    return _REFERENCES.get(kind, ())


def references_of(record: Record) -> tuple[str, ...]:
    """Return the names of the fields in which a record points to others."""
    return tuple(dict.fromkeys(path[0] for path, _ in _REFERENCES[KIND_OF[type(record)]]))


def relinked(record: R, resolve: Callable[[str, int], int]) -> R:
    """Return the record with every number that points to another record exchanged for what ``resolve`` says.

    ``resolve`` is given the kind and the old number (never 0, which is no record) and returns the new one, 0 where
    there is none. The record's own ``id`` stays. A packet goes on asking (``GONE``) for a record that is not there.
    """
    none = GONE if KIND_OF[type(record)] in _INSISTING else 0
    for path, kind in _REFERENCES[KIND_OF[type(record)]]:
        record = _in_record(record, path, kind, resolve, none)
    return record


def _in_record(value: Any, path: Path, kind: str, resolve: Callable[[str, int], int], none: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_in_record(item, path, kind, resolve, none) for item in value)
    old = getattr(value, path[0])
    if not old:  # it names nothing
        return value
    new: Any
    if len(path) > 1:
        new = _in_record(old, path[1:], kind, resolve, none)
    else:
        change = partial(resolve, getattr(value, kind[1:]) if kind.startswith(".") else kind)
        # Of a list of numbers one that is nobody's, or stands there already, is left out.
        new = (
            tuple(dict.fromkeys(filter(None, map(change, filter(None, old)))))
            if isinstance(old, tuple)
            else (change(old) or none)
        )
    return value if new == old else replace(value, **{path[0]: new})


def exchange_in_json(kind: str, entry: dict[str, Any], change: Callable[[str, Any], Any]) -> None:
    """Exchange, in a record's JSON form and in place, every reference for what ``change`` says of its kind and value."""
    insisting = kind in _INSISTING
    for path, named in _REFERENCES[kind]:
        _in_json(entry, path, named, change, insisting=insisting)


def _in_json(value: Any, path: Path, named: str, change: Callable[[str, Any], Any], *, insisting: bool) -> None:
    # No deeper than the path, whatever a hostile document nests.
    for item in value if isinstance(value, list) else (value,):
        if not isinstance(item, dict) or path[0] not in item:
            continue
        old = item[path[0]]
        if len(path) > 1:
            _in_json(old, path[1:], named, change, insisting=insisting)
            continue
        meant = item.get(named[1:]) if named.startswith(".") else named
        meant = meant if isinstance(meant, str) else ""
        if isinstance(old, list):
            item[path[0]] = [change(meant, one) for one in old]
        elif insisting and old:
            # Numbers become uids when a document is written, uids numbers when it is read.
            none: int | str = _GONE_UID if isinstance(old, int) else GONE
            item[path[0]] = none if old in (GONE, _GONE_UID) else change(meant, old) or none
        else:
            item[path[0]] = change(meant, old)
