"""People of a file made ready to be taken in: with the organizations their posts name, and the lists they are on."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.batch import Batch
from liaison_desk.contacts.records import Distribution, Organization, Person
from liaison_desk.contacts.rules.merging import Choice, merged, share_reach
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.exchange.archive.document import MAX_BYTES
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.files import read_whole

if TYPE_CHECKING:
    from liaison_desk.exchange.vcard.groups import Group


LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of a file: the batch, the entries counted, and what it left out."""

    batch: Batch
    read: int
    skipped: int
    problems: Sequence[LineProblem]


def read_file(path: Path) -> bytes:
    """Return the bytes of a file to be taken in; DeskError for one that cannot be read, or is too large."""
    if path.suffix.lower() == ".json":  # the archive of a desk, with all its files
        return read_whole(path, MAX_BYTES, "{file} is larger than 512 MB and was not read.")
    return read_whole(path, LARGEST, "{file} is larger than 200 MB and was not read.")


def settings_of(profile: DeskProfile) -> ReadSettings:
    """Return what readers and writers of files must know of the desk."""
    return ReadSettings(
        profile.host_language,
        profile.home_language,
        profile.host_zone,
        profile.home_zone,
        profile.host,
        profile.home,
        profile.default_marking,
    )


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
    ready: dict[str, Entry[Person]] = {}
    further = _further()
    told = list(problems)
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
        skipped += not _add(ready, Entry(person, entry.line), further, told, own_uid=bool(entry.record.uid))
    batch = Batch(organizations=list(organizations.values()), people=list(ready.values()), partial=partial)
    return Found(batch, len(ready) + skipped, skipped, told)


def _further() -> Mapping[str, Iterator[int]]:
    """Return the numbers under which further ones of a uid come in; each is tried once, however many there are."""
    return defaultdict(lambda: count(2))


def _add(
    ready: dict[str, Entry[Person]],
    entry: Entry[Person],
    further: Mapping[str, Iterator[int]],
    told: list[LineProblem],
    *,
    own_uid: bool,
) -> bool:
    """Add a person to those of a file by his uid; tell whether he is another than those there are."""
    person, uid = entry.record, entry.record.uid
    before = ready.setdefault(uid, entry)
    if before is entry:
        return True
    said = {"name": person.name.full()}
    other = before.record
    if _name(other) == _name(person) and (own_uid or share_reach(other, person)):
        # What the later one says counts, and nothing of the earlier one is lost.
        united = merged(replace(person, id=other.id), other, {"marking": Choice.ONE})
        ready[uid] = replace(before, record=united)
        told.append(
            LineProblem(entry.line, "“{name}” stands in this file more than once and was taken in as one.", said)
        )
        return False
    free = next(one for number in further[uid] if (one := f"{uid}-{number}") not in ready)
    ready[free] = replace(entry, record=replace(person, uid=free))
    told.append(
        LineProblem(
            entry.line, "“{name}” is under the identifier of another entry of this file; both were taken in.", said
        )
    )
    return True


def _name(person: Person) -> tuple[str, str]:
    return fold(person.name.latin()), fold(person.name.native())


def lists_of(
    groups: "Sequence[Entry[Group]]", people: Sequence[Entry[Person]]
) -> tuple[list[Entry[Distribution]], list[LineProblem]]:
    """Return the lists of a file's people as distribution lists, and what is said of them.

    A list that stands in the file in two pieces is one; other lists of its name or identifier come in beside it.
    """
    from liaison_desk.exchange.vcard.groups import bare_uid

    numbers = {bare_uid(entry.record.uid): entry.record.id for entry in people}
    lists: dict[str, Entry[Distribution]] = {}
    members: dict[str, dict[int, None]] = {}
    told: list[LineProblem] = []
    further = _further()
    for entry in groups:
        group = entry.record
        name = group.name or "?"
        if not group.name:
            told.append(LineProblem(entry.line, "This list has no name; it is listed as “{name}”.", {"name": name}))
        missing = [uid for uid in group.members if uid not in numbers]
        if missing:
            said = "{n} people of the list “{name}” are not in this file: {who}"
            who = ", ".join(missing)[:200]
            told.append(LineProblem(entry.line, said, {"n": len(missing), "name": name, "who": who}))
        uid, name = _told_apart(replace(entry, record=replace(group, name=name)), lists, further, told)
        lists.setdefault(uid, Entry(Distribution(uid=uid, name=name, network=group.network), entry.line))
        members.setdefault(uid, {}).update((numbers[one], None) for one in group.members if one in numbers)
    ready = [replace(one, record=replace(one.record, members=tuple(members[uid]))) for uid, one in lists.items()]
    return ready, told


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
    return "card-" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]
