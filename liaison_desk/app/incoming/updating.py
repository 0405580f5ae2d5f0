"""What a record of the desk becomes by what a file says of it: nothing that only the desk knows is lost."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar, cast

from liaison_desk.app.incoming.partnering import TOGETHER, named_values
from liaison_desk.app.incoming.tellings import both, default_of, uncut, unsaid
from liaison_desk.app.incoming.working import DESK_ONLY, all_of_log, meeting_values, task_values, with_notes_here
from liaison_desk.calendar.records import Event, Override, RhythmCard, Status
from liaison_desk.contacts.records import Distribution, Email, Person, Phone, Post, Skill
from liaison_desk.contacts.rules.merging import NAME_PARTS
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record
from liaison_desk.domain.text import fold
from liaison_desk.exchange.ical.people import ANSWERED
from liaison_desk.meetings.records import Meeting
from liaison_desk.partnership.records import Arrangement, Disclosure, Gift, Opportunity, Validity, Visit
from liaison_desk.tasks.records import Task

R = TypeVar("R", bound=Record)
_HEAD = {one.name for one in fields(Record)}


def updated(mine: R, incoming: R, *, whole: bool = False, partial: bool = False, said: Collection[str] = ()) -> R:
    """Return the desk's record with what the other program says, keeping what only the desk knows.

    A ``whole`` record is taken as it stands (an archive), a meeting beside the notes that are here alone; of a ``partial`` one (a table) what is empty says nothing,
    but for the fields that are ``said``.
    """
    head = {name: getattr(mine, name) for name in _HEAD}
    if whole:
        if isinstance(incoming, Meeting) and isinstance(mine, Meeting):
            incoming = cast("R", replace(incoming, portions=with_notes_here(mine, incoming.portions)))
        return replace(incoming, **{**head, "marking": incoming.marking, "deleted_at": None})
    values: dict[str, Any] = {}
    for one in fields(incoming):
        if one.name in _HEAD:
            continue
        new, old = getattr(incoming, one.name), getattr(mine, one.name)
        if isinstance(new, Bilingual):
            unknown = isinstance(incoming, Person) or (one.name == "reason" and _still_off(mine, incoming))
            nothing = not (new.host or new.home) and (partial or unknown)
            values[one.name] = old if nothing else both(old, uncut(old, new) if partial else new)
        elif one.name == "calendar_id" or (
            new == default_of(one) and one.name not in said and _says_nothing(incoming, one.name, partial)
        ):
            values[one.name] = old
        elif one.name in _TOGETHER:
            values[one.name] = _TOGETHER[one.name](old, new)
        elif partial and isinstance(incoming, Person) and one.name in _FILLED:
            values[one.name] = _filled(old, new)
        else:
            values[one.name] = new
    return replace(incoming, **_agreed(mine, incoming, values, partial=partial), **head)


def _agreed(mine: Record, incoming: Record, values: dict[str, Any], *, partial: bool) -> dict[str, Any]:
    """Return the values of a record put right where one of them tells of another."""
    if isinstance(mine, Task) and isinstance(incoming, Task):
        return task_values(mine, incoming, values, partial=partial)
    if isinstance(mine, Meeting) and isinstance(incoming, Meeting):
        return meeting_values(mine, incoming, values)
    if isinstance(mine, Arrangement | Opportunity | Visit | Validity | Disclosure | Gift):
        return named_values(mine, incoming, values)
    if isinstance(mine, Event) and isinstance(incoming, Event) and _rescheduled(mine, incoming):
        # Whoever said he comes said so to another time (RFC 5546 §2.1.4).
        asked = zip(values["participants"], incoming.participants, strict=True)
        values["participants"] = tuple(replace(one, answer=told.answer) for one, told in asked)
    return values


def _rescheduled(mine: Event, incoming: Event) -> bool:
    """Tell whether a later version of an event is at other times, so that its people are asked anew."""
    times = [(one.start, one.end, one.zone, one.all_day, one.recurrence) for one in (mine, incoming)]
    return incoming.sequence > mine.sequence and times[0] != times[1] and bool(incoming.participants)


def replaced(mine: Person, now: Person) -> list[tuple[str, str]]:
    """Return what the desk said of a person and what stands there instead; what was empty, or stays, is left out."""
    pairs: list[tuple[str, str]] = []
    for one in fields(Person):
        old, new = getattr(mine, one.name), getattr(now, one.name)
        if one.name in _HEAD or old == new:
            continue
        if isinstance(old, Bilingual):
            pairs += [(old.host, new.host), (old.home, new.home)]
        elif one.name in _LISTED:
            there = [_words(each) for each in new]
            pairs += [(said, ", ".join(filter(None, there))) for each in old if (said := _words(each)) not in there]
        elif isinstance(old, (str, date)):
            pairs.append((str(old), str(new or "")))
    return [(old, new) for old, new in pairs if old and new and old != new]


def _words(one: Any) -> str:
    """Return what an entry of a list says: a post's title or organization, a language, a web address or tag."""
    if isinstance(one, Post):
        return one.title.host or one.title.home or one.department
    return one.code if isinstance(one, Skill) else str(one)


def _filled(old: Any, new: Any) -> Any:
    """Return a name as a table has it, with the parts of the desk's that it has no column for; numbers and addresses added."""
    if not isinstance(new, PersonName):
        return _as_known(old, new)
    kept = {part: getattr(old, part) for part in NAME_PARTS if not getattr(new, part) and getattr(old, part)}
    return replace(new, **kept, order=old.order) if kept else new


def _says_nothing(incoming: Record, name: str, partial: bool) -> bool:
    """Tell whether an empty value means that the other program does not know the field."""
    return partial or name in _DESK_ONLY.get(type(incoming), ())


def _same_posts(old: Sequence[Post], new: Sequence[Post]) -> tuple[Post, ...]:
    """Return the posts a file tells of, each with what it cannot say of it: the kept post it is here.

    A file that knows no dates tells of the present only: the dates, translations and posts of the past stay.
    """
    if any(one.since or one.until for one in new):
        kept = {_post_key(one): one.billet_id for one in old}
        return tuple(one if one.billet_id else replace(one, billet_id=kept.get(_post_key(one), 0)) for one in new)
    told = {_post_key(one): one for one in new}
    stays = []
    for one in old:
        now = told.get(_post_key(one))
        if one.until is not None:  # also if the file does not know yet that he left it
            stays.append(one)
        elif now is not None:
            stays.append(replace(now, **{**unsaid(now, one), "title": both(one.title, now.title)}))
    known = set(map(_post_key, old))
    return (*stays, *(one for key, one in told.items() if key not in known))


def _post_key(one: Post) -> tuple[str, int, str]:
    """Return what a post is recognized by: its title and its organization."""
    return fold(one.title.host or one.title.home), one.organization_id, fold(one.organization)


# What iCalendar and vCard files of other programs never say; empty there means nothing.
_DESK_ONLY: Mapping[type[Any], frozenset[str]] = {
    Event: frozenset({"access", "link", "reason", "travel_before", "travel_after", "organizations", "rhythm"}),
    Person: frozenset(
        {"cadence_days", "met_where", "interpreter", "diet", "rank", "rank_home", "rank_code", "service", "nation", "date_of_rank", "tags",
         "address_as", "pronunciation", "assistants", "photo", "merged_into"}
    ),
    Distribution: frozenset({"network"}),
    **DESK_ONLY,
}  # fmt: skip


_FILLED = frozenset({"name", "phones", "emails", "addresses"})
_LISTED = frozenset({"posts", "urls", "languages", "tags"})


def _as_known(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    """Return numbers and addresses with what a table adds: it fills what is empty and appends, and takes nothing away."""
    known = {_reach_key(one) for one in old}
    told = {_reach_key(one): one for one in reversed(new)}
    filled = (replace(one, **unsaid(one, told[key])) if (key := _reach_key(one)) in told else one for one in old)
    return (*filled, *(one for one in new if _reach_key(one) not in known))


def _reach_key(one: Any) -> str:
    """Return what a telephone, an e-mail or a postal address is recognized by."""
    if isinstance(one, Phone):
        return one.number
    if isinstance(one, Email):
        return one.address.casefold()
    parts = (one.street, one.box, one.city, one.region, one.code, one.country)
    return fold(" ".join(filter(None, parts)) or one.label)


def _recognized(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    """Return who a file names, with what the desk knows of each: which contact he is, his rank and post that day."""
    known: dict[str, list[Any]] = {}
    for one in old:
        for key in _keys(one):
            known.setdefault(key, []).append(one)
    people, met = [], set[int]()
    for one in new:
        some = next((known[key] for key in _keys(one) if key in known), [None])
        # Of two of one name each is the one he stands beside.
        mine = next((each for each in some if id(each) not in met), some[-1])
        met.add(id(mine))
        people.append(one if mine is None else _with_last_answer(replace(one, **unsaid(one, mine)), mine))
    return tuple(people)


def _with_last_answer(one: Any, mine: Any) -> Any:
    """Return somebody invited who is still known by which of his answers was noted last, whatever a file says beside him."""
    extra = getattr(one, "extra", ())
    noted = tuple(raw for raw in getattr(mine, "extra", ()) if raw.startswith(ANSWERED) and raw not in extra)
    return replace(one, extra=(*extra, *noted)) if noted else one


def _same_person(old: Any, new: Any) -> Any:
    return _recognized((old,), (new,))[0] if old and new else new


def _same_occurrences(old: Sequence[Override], new: Sequence[Override]) -> tuple[Override, ...]:
    """Return the changed occurrences a file tells of, each with what only the desk knows of it."""
    known = {one.at: one for one in old}
    return tuple(_same_occurrence(known[one.at], one) if one.at in known else one for one in new)


def _same_occurrence(old: Override, new: Override) -> Override:
    nothing = not (new.reason.host or new.reason.home) and new.status is Status.CANCELLED
    return replace(
        new,
        title=both(old.title, new.title),
        description=both(old.description, new.description),
        place=both(old.place, new.place),
        reason=old.reason if nothing else both(old.reason, new.reason),
        participants=_recognized(old.participants, new.participants),
    )


def _same_card(old: RhythmCard | None, new: RhythmCard | None) -> RhythmCard | None:
    return replace(new, chair=_same_person(old.chair, new.chair)) if old and new else new


def _all_of(old: Sequence[int], new: Sequence[int]) -> tuple[int, ...]:
    """Return the members of a list: a file may hold some of them only."""
    return tuple(dict.fromkeys((*old, *new)))


def _still_off(mine: Record, incoming: Record) -> bool:
    """Tell whether an event that a file says nothing of the reason of is cancelled there as here."""
    off = (getattr(one, "status", None) is Status.CANCELLED for one in (mine, incoming))
    return isinstance(mine, Event) and all(off)


def _keys(person: Any) -> tuple[str, ...]:
    """Return what a participant or attendee is recognized by: both his address and his name, else one of them.

    Several people may share the box of a staff section.
    """
    name = fold(person.name).strip() or person.name  # of signs alone nothing may be left
    address = getattr(person, "email", "").casefold()
    return tuple(key for key in (f"{address}\n{name}", address, name) if key.strip())


# How what the desk knows and what a file says of these fields make one value.
_TOGETHER: Mapping[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("participants", "attendees", "assistants", "organizations", "support"), _recognized),
    "log": all_of_log,
    "members": _all_of,
    "organizer": _same_person,
    "overrides": _same_occurrences,
    "posts": _same_posts,
    "rhythm": _same_card,
    **TOGETHER,
}
