"""What the sections about people have in common: who goes in, and how each is named, ranked, placed and reached."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from liaison_desk.briefings.document import Photo, Place, PortionText, Source, Text
from liaison_desk.briefings.pictures import printed_photo
from liaison_desk.briefings.records import PeopleOrder
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.posts import KeptPosts, kept_posts
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import (
    ORGANIZATION,
    PERSON,
    Email,
    Organization,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.sorting import title_key
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Meeting

_MOST = 5_000
_PICTURES = 20
_MAILBOX = re.compile(r"([^@\s]+)@[\w.-]+")


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a packet by precedence, the organizations and kept posts of theirs, and the meeting they are at.

    ``names`` tells whom and what their posts, their organizations, and what else a section asked for, name.
    ``by_house`` orders them by organization when it is known which of those may be shown.
    """

    people: tuple[Person, ...]
    houses: Mapping[int, Organization]
    kept: KeptPosts
    names: Naming
    day: date
    meeting: Meeting | None = None
    by_house: bool = False

    def place(self, person: Person) -> Place | None:
        """Return where a person stands in an order by organization; whoever serves in none comes last."""
        held = person.current_post(self.day)
        house = self.houses.get(held.organization_id) if self.by_house and held is not None else None
        if house is None:
            return None
        return Place((title_key(house.name.host or house.name.home), house.id), (of_house(house),))


def roster(
    setting: Setting,
    options: Mapping[str, Any],
    says: Callable[[Person], Iterable[Bilingual]] = lambda _: (),
    about: Callable[[Person], Iterable[Bilingual]] = lambda _: (),
) -> Roster:
    """Return whom the request and the section's options mean, in order, as they are on the packet's day.

    ``says`` are the texts of a person, beside the posts, that the section prints and in which somebody may be named; ``about`` those
    that are about himself and may have his name in them.
    ``order`` is a ``PeopleOrder``, for a request that names none; ``nation`` and ``tag`` narrow it. NotFoundError if the meeting is gone,
    RefusedError for more people than a packet can hold.
    """
    meeting = requested_meeting(setting) if setting.request.meeting else None
    wanted = PersonFilter(words=setting.request.words, nation=options["nation"], tag=options["tag"])
    ids: Iterable[int] = setting.contacts.people(wanted, Sort(PersonSort.PRECEDENCE)).ids
    present = None if meeting is None else {one.contact_id for one in meeting.attendees}
    for chosen in (setting.request.people, present):
        if chosen is not None:
            ids = filter(frozenset(chosen).__contains__, ids)
    taken = list(islice(ids, _MOST + 1))
    if len(taken) > _MOST:
        # Cut off there, the paper would change with those who are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} people at most. Ask for fewer of them.", count=_MOST)
    found = setting.contacts.people_by_ids(taken)
    people = tuple(found[id_] for id_ in taken if id_ in found)
    posts = [post for person in people for post in person.posts]
    houses = setting.contacts.organizations_by_ids(sorted({post.organization_id for post in posts} - {0}))
    kept = kept_posts(setting, {post.billet_id for post in posts}, houses)
    by_house = (setting.request.order or options["order"]) == PeopleOrder.ORGANIZATION
    told = [post.title for post in posts]
    told += [house.name for house in houses.values()]
    told += [one.name for house in houses.values() for one in house.names]
    told += [text for person in people for text in says(person)]
    typed = {post.organization for post in posts if not post.organization_id}
    own = [(person.name, text) for person in people for text in (*about(person), *_numbers(person))]
    names = naming(
        setting, typed.union(wording for text in told for wording in (text.host, text.home)), about=own, ranked=people
    )
    return Roster(people, houses, kept, names, setting.day, meeting, by_house)


def requested_meeting(setting: Setting) -> Meeting:
    """Return the meeting that is asked for; NotFoundError if it is gone."""
    found = setting.meetings.meetings_by_ids([setting.request.meeting]).get(setting.request.meeting)
    if found is None or found.deleted_at is not None:
        raise NotFoundError("This meeting is not there any more.")
    return found


def photos(setting: Setting, people: Iterable[Person]) -> dict[int, Photo]:
    """Return the photos of people by their ids, as they are printed; a photo belongs to the record of whom it shows."""
    found: dict[int, Photo] = {}
    for some in _batched([person for person in people if person.photo]):
        pictures = setting.contacts.pictures({person.photo for person in some})
        for person in some:
            data = printed_photo(pictures.get(person.photo, b""))
            if data:
                found[person.id] = Photo(data, said(person, setting.words("Photo")))
    return found


def _batched(people: Sequence[Person]) -> Iterator[Sequence[Person]]:
    """Yield people in groups few enough to hold their pictures at once."""
    for start in range(0, len(people), _PICTURES):
        yield people[start : start + _PICTURES]


def of_person(person: Person) -> Source:
    """Return a person as the source of portions."""
    return Source(RecordRef(PERSON, person.id, person.name.full()), person.marking, person.uid)


def of_house(house: Organization) -> Source:
    """Return an organization as a record that portions name."""
    return Source(RecordRef(ORGANIZATION, house.id, house.name.host or house.name.home), house.marking, house.uid)


def said(person: Person, text: Text, *names: Source) -> PortionText:
    """Return a piece of what a person's record says, and the records it names."""
    return PortionText(text, person.marking, (of_person(person),), names=names)


def named(setting: Setting, person: Person, *names: Source) -> PortionText:
    """Return a name for the packet’s readers: in Latin letters in the style asked for, native in Japanese, there with its reading."""
    text = setting.each(lambda language: person.name.full(language.code, setting.request.names))
    return replace(said(person, text, *names), readings=readings(setting, person.name))


def other_name(setting: Setting, person: Person) -> Text:
    """Return the name in the other script, in Japanese with the reading unless that stands above; side by side, each script has its own line."""
    beside = len(setting.languages) > 1
    reading = "" if any(readings(setting, person.name)) else person.name.reading()

    def other(language: Language) -> str:
        name = person.name
        if beside:
            return reading if language.code == "ja" else ""
        if language.code != "ja":
            return name.native()
        return " ".join(filter(None, (reading, name.latin(setting.request.names) if name.native() else "")))

    return setting.each(other)


def ranked(setting: Setting, person: Person, names: Naming) -> PortionText:
    """Return rank and service; a Navy captain is no Air Force captain, so the service stands with the rank."""

    def rank(language: Language) -> str:
        title = (person.rank_home or person.rank) if language.code == setting.profile.home_language else person.rank
        return " ".join(filter(None, (title, person.service)))

    return said(person, setting.each(rank), *names.ranked(person))


def placed(setting: Setting, people: Roster, person: Person, post: Post | None = None) -> tuple[PortionText, ...]:
    """Return the post held on the day (or another one) and its organization, which may be withheld on its own.

    The title of a kept post is that post's to tell, and goes with it.
    """
    held = post or person.current_post(people.day)
    if held is None:
        return ()
    kept = people.kept.telling(held.billet_id, held.organization_id, held.title)
    pieces = [said(person, setting.text(held.title), *kept, *people.names.staff(held.title))] if held.title else []
    house = people.houses.get(held.organization_id)
    if house is not None:
        name = house.name_on(held.nearest(people.day)).name
        pieces.append(said(person, setting.text(name), of_house(house), *people.names.whom(name)))
    elif held.organization:
        pieces.append(said(person, (held.organization,), *people.names.organization(held.organization)))
    return tuple(pieces)


def reached(person: Person, names: Naming) -> tuple[PortionText, ...]:
    """Return the first two telephones and the first e-mail address."""
    pieces = [dialled(person, phone, names) for phone in person.phones[:2]]
    return (*pieces, *(mailed(person, email, names) for email in person.emails[:1]))


def dialled(person: Person, phone: Phone, names: Naming) -> PortionText:
    """Return a number behind the network it is dialled on; a civil one says that by itself."""
    number = phone.number if phone.network == "civil" else f"{phone.network} {phone.number}"
    return said(person, (number,), *names.about(person.name, _called_by(phone)))


def mailed(person: Person, email: Email, names: Naming) -> PortionText:
    """Return an address, which may be that of somebody else's office."""
    return said(person, (email.address,), *names.about(person.name, _box(email)))


def _numbers(person: Person) -> Iterator[Bilingual]:
    """Yield what the numbers and addresses of a person say in words: Gen Suzuki's desk."""
    yield from map(_called_by, person.phones)
    yield from map(_box, person.emails)


def _called_by(phone: Phone) -> Bilingual:
    return Bilingual(" ".join(one for one in (phone.network, phone.number) if any(map(str.isalpha, one))))


def _box(email: Email) -> Bilingual:
    # The box alone: that a whole address is also somebody else's, as that of an office is, tells nothing of him.
    found = _MAILBOX.fullmatch(email.address)
    return Bilingual(re.sub("[._@]", " ", found[1] if found else email.address))
