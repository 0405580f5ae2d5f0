"""People of a file made ready to be taken in: with the organizations their posts name, and the lists they are on."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.incoming.batch import Batch
from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.contacts.records import Distribution, Organization, Person
from liaison_desk.contacts.rules.merging import Choice, merged, share_reach
from liaison_desk.contacts.rules.recognizing import OF_A_CARD, contradict, uid_apart
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.text import fold
from liaison_desk.exchange.archive.document import MAX_BYTES
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.files import read_whole

if TYPE_CHECKING:
    from liaison_desk.exchange.vcard.groups import Group


LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of a file: the batch, the entries counted, and what it left out.

    ``named`` are the numbers of its people by what the file calls them.
    """

    batch: Batch
    read: int
    skipped: int
    problems: Sequence[LineProblem]
    named: Mapping[str, int] = field(default_factory=dict)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file to be taken in; DeskError for one that cannot be read, or is too large."""
    if path.suffix.lower() == ".json":  # the archive of a desk, with all its files
        return read_whole(path, MAX_BYTES, "{file} is larger than 512 MB and was not read.")
    return read_whole(path, LARGEST, "{file} is larger than 200 MB and was not read.")


def events_of(
    entries: Sequence[Entry[Event]], marking: Marking | None
) -> tuple[list[Entry[Event]], list[Entry[AttachedFile]], dict[str, bytes]]:
    """Return the events of a calendar file, numbered and all in its calendar; the files that stood in them, and their bytes."""
    from liaison_desk.exchange.ical.attachments import files_apart

    events: list[Entry[Event]] = []
    files: list[Entry[AttachedFile]] = []
    contents: dict[str, bytes] = {}
    for number, entry in enumerate(entries, 1):
        event, found = files_apart(entry.record)
        events.append(replace(entry, record=replace(event, id=number, calendar_id=1)))
        for one in found:
            digest = hashlib.sha256(one.data).hexdigest()
            contents[digest] = one.data
            file = AttachedFile(
                owner_kind=EVENT, owner_id=number, name=one.name, media_type=one.media_type, size=len(one.data),
                sha256=digest, marking=event.marking or marking,
            )  # fmt: skip
            # Its uid is made of what it is: an event taken in again brings no second one.
            uid = hashlib.sha256(f"{event.uid}|{digest}".encode("utf-8", "replace")).hexdigest()[:32]
            files.append(Entry(replace(file, uid=f"desk-{uid}"), entry.line))
    return events, files, contents


def people_of(
    entries: Sequence[Entry[Person]],
    settings: ReadSettings,
    skipped: int,
    problems: Sequence[LineProblem],
    *,
    partial: bool = False,
) -> Found:
    """Return people with the organizations their posts name, so that lists group them; people without a uid get a stable one.

    Of two entries under one uid those of one person are united, other people stay beside each other; both is listed.
    """
    organizations: dict[str, Entry[Organization]] = {}
    people = _People(list(problems))
    for number, entry in enumerate(entries, 1):
        posts = []
        others, extra = _other_names(entry.record, settings)
        for place, post in enumerate(entry.record.posts):
            name, other = post.organization.strip(), others.get(place, "")
            if name and not post.organization_id:
                house = organizations.get(fold(name))
                if house is None:
                    house = Entry(
                        Organization(
                            id=len(organizations) + 1,
                            name=Bilingual(name, other) if other else _sided(name, settings),
                            marking=settings.marking,
                        ),
                        entry.line,
                    )
                    organizations[fold(name)] = house
                elif other and not house.record.name.home:  # an earlier card knew one name only
                    house = replace(house, record=replace(house.record, name=Bilingual(name, other)))
                    organizations[fold(name)] = house
                posts.append(replace(post, organization_id=house.record.id, organization=""))
            else:
                posts.append(post)
        uid = entry.record.uid or _stable_uid(entry.record)
        person = replace(entry.record, id=number, uid=uid, posts=tuple(posts), extra=extra)
        derived = entry.derived or not entry.record.uid
        apart = uid_apart(uid, entry.record, entry.name) if derived else ""
        people.add(replace(entry, record=person, derived=derived), apart, entry.name or entry.record.uid)
    ready = people.ready()
    batch = Batch(organizations=list(organizations.values()), people=ready, otherwise=people.otherwise, partial=partial)
    skipped += len(entries) - len(ready)
    return Found(batch, len(ready) + skipped, skipped, people.told, people.named)


def _further() -> Mapping[str, Iterator[int]]:
    """Return the numbers under which further ones of a uid come in; each is tried once, however many there are."""
    return defaultdict(lambda: count(2))


class _People:
    """The people of a file by their uids, each with all that the file says of him."""

    def __init__(self, told: list[LineProblem]) -> None:
        self.told = told
        self.otherwise: dict[str, str] = {}
        self.named: dict[str, int] = {}
        self._parts: dict[str, list[Entry[Person]]] = {}
        self._further = _further()

    def add(self, entry: Entry[Person], apart: str, name: str) -> None:
        """Add an entry: to the one before it that is of the same person, else beside all.

        ``apart`` is the uid it gets where its own, made of what it says, is another's; ``name`` is for the file's lists.
        """
        uid = entry.record.uid
        before = self._parts.get(uid)
        if before is not None and not _is_one(before[0], entry):
            uid = apart or next(one for number in self._further[uid] if (one := f"{uid}-{number}") not in self._parts)
            entry = replace(entry, record=replace(entry.record, uid=uid))
            apart = apart and uid_apart(uid, entry.record)
            before = self._parts.get(uid)
            if before is None:
                self._tell(entry, "“{name}” is under the identifier of another entry of this file; both were taken in.")
        if before is not None:
            self._tell(entry, "“{name}” stands in this file more than once and was taken in as one.")
            before.append(entry)
            entry = before[0]
        else:
            self._parts[uid] = [entry]
            if apart:
                self.otherwise[uid] = apart
        self.named.setdefault(name, entry.record.id)

    def ready(self) -> list[Entry[Person]]:
        """Return everybody once, in the order of the file."""
        return [parts[0] if len(parts) == 1 else _whole(parts) for parts in self._parts.values()]

    def _tell(self, entry: Entry[Person], text: str) -> None:
        self.told.append(LineProblem(entry.line, text, {"name": entry.record.name.full()}))


def _whole(parts: Sequence[Entry[Person]]) -> Entry[Person]:
    """Return the first entry of a person with what all of them say."""
    first = parts[0]
    united = replace(_united([part.record for part in parts]), id=first.record.id, uid=first.record.uid)
    return replace(first, record=united)


def _is_one(before: Entry[Person], entry: Entry[Person]) -> bool:
    """Tell whether two entries under one uid are of one person: a uid that is made of his name and post proves less than his own.

    What a directory keeps under two names is two people, unless they are reached in one way.
    """
    one, other = before.record, entry.record
    if _name(one) != _name(other):
        return False
    if not entry.derived or (entry.name and entry.name == before.name):
        return True
    if share_reach(one, other):
        return True
    return not (contradict(one, other) or entry.name)


def _united(parts: Sequence[Person]) -> Person:
    """Return what the entries of one person say: of two values the later counts, and nothing of the others is lost.

    By halves, for what a growing record says would be gone through once for every entry.
    """
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return merged(_united(parts[half:]), _united(parts[:half]), {"marking": Choice.ONE})


def _name(person: Person) -> tuple[str, str]:
    return fold(person.name.latin()), fold(person.name.native())


def lists_of(
    groups: "Sequence[Entry[Group]]", named: Mapping[str, int]
) -> tuple[list[Entry[Distribution]], list[LineProblem]]:
    """Return the lists of a file's people as distribution lists, and what is said of them.

    ``named`` are the numbers of the people by what the file calls them.
    A list that stands in the file in two pieces is one; other lists of its name or identifier come in beside it.
    """
    numbers = _Members(named)
    lists: dict[str, Entry[Distribution]] = {}
    members: dict[str, dict[int, None]] = {}
    told: list[LineProblem] = []
    further = _further()
    for entry in groups:
        group = entry.record
        name = group.name or "?"
        if not group.name:
            told.append(LineProblem(entry.line, "This list has no name; it is listed as “{name}”.", {"name": name}))
        there = [numbers.of(one) for one in group.members]
        missing = [one for one, number in zip(group.members, there, strict=True) if not number]
        if missing:
            said = "{n} people of the list “{name}” are not in this file: {who}"
            who = ", ".join(missing)[:200]
            told.append(LineProblem(entry.line, said, {"n": len(missing), "name": name, "who": who}))
        uid, name = _told_apart(replace(entry, record=replace(group, name=name)), lists, further, told)
        made = Distribution(uid=uid, name=name, network=group.network, marking=group.marking)
        lists.setdefault(uid, Entry(made, entry.line))
        members.setdefault(uid, {}).update((number, None) for number in there if number)
    ready = [replace(one, record=replace(one.record, members=tuple(members[uid]))) for uid, one in lists.items()]
    return ready, told


class _Members:
    """The people of a file as its lists name them: programs differ in how they write one and the same identifier."""

    def __init__(self, named: Mapping[str, int]) -> None:
        from liaison_desk.exchange.vcard.groups import bare_uid

        self._exact = {bare_uid(name): number for name, number in named.items()}
        self._alike: dict[str, set[int]] = {}
        for name, number in self._exact.items():
            self._alike.setdefault(name.casefold(), set()).add(number)

    def of(self, name: str) -> int:
        """Return whose number a list means, 0 if that is nobody's or, but for large and small letters, of several."""
        alike = self._alike.get(name.casefold(), ())
        return self._exact.get(name, 0) or (next(iter(alike)) if len(alike) == 1 else 0)


def _told_apart(
    entry: "Entry[Group]",
    lists: Mapping[str, Entry[Distribution]],
    further: Mapping[str, Iterator[int]],
    told: list[LineProblem],
) -> tuple[str, str]:
    """Return the uid and name of a list among those before it in a file: those of one of them only if it is the same."""
    name, own_uid = entry.record.name, entry.record.uid
    uid = own_uid or _uid_of_list(name)
    if uid not in lists:
        return uid, name
    if own_uid and lists[uid].record.name == name:
        said = "“{name}” stands in this file more than once and was taken in as one."
        told.append(LineProblem(entry.line, said, {"name": name}))
        return uid, name
    if own_uid:
        said = "“{name}” is under the identifier of another entry of this file; both were taken in."
        told.append(LineProblem(entry.line, said, {"name": name}))
        return next(free for number in further[uid] if (free := f"{uid}-{number}") not in lists), name
    names = (f"{name} ({number})" for number in further[uid])
    other = next(free for free in names if _uid_of_list(free) not in lists)
    said = "“{name}” is what another list of this file is called, too; this one was taken in as “{other}”."
    told.append(LineProblem(entry.line, said, {"name": name, "other": other}))
    return _uid_of_list(other), other


def _uid_of_list(name: str) -> str:
    return "list-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]


def _other_names(person: Person, settings: ReadSettings) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return the home names of the organizations of a person's posts by the posts' places, and his further lines without them.

    A post keeps one name; a card with two has the other one among the lines nobody understood. Our own cards say to which
    post it belongs (``o1``, ``o2`` …), and the one name of another program's card can only be that of the one post held.
    """
    from liaison_desk.exchange.vcard.posts import second_name

    held = [place for place, post in enumerate(person.posts) if post.until is None and post.organization]
    names: dict[int, str] = {}
    kept = []
    for line in person.extra:
        found = second_name(line, settings.home_language)
        place = held[0] if len(held) == 1 else found.place if found is not None else -1
        if found is None or place in names or place not in held:
            kept.append(line)
        else:
            names[place] = found.name
    return names, tuple(kept)


def _sided(name: str, settings: ReadSettings) -> Bilingual:
    """Return an organization's name on the side whose script it is written in."""
    from liaison_desk.exchange.vcard.sides import Sides

    return Bilingual(home=name) if Sides.of(settings).guess(name) is Side.HOME else Bilingual(host=name)


def _stable_uid(person: Person) -> str:
    """Return a uid from what identifies a card without one, so that importing it again does not double the person."""
    reach = [*(email.address.casefold() for email in person.emails), *(phone.number for phone in person.phones)]
    words = "\x00".join([fold(person.name.latin()), person.name.native(), *reach[:1]])
    return OF_A_CARD + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]
