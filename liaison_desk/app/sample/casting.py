"""Who is who in what the sample tells closely: people by short keys, and how they are written into notes and tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liaison_desk.app.sample.words import Telling
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.meetings.records import Attendee

_MANY = {"us": ("USA", 4), "jp": ("JPN", 3)}


def circle(people: Sequence[Person]) -> list[Person]:
    """Return those the officer has to do with."""
    return list(people[: max(20, len(people) * 30 // 84)])


def met_lately(people: Sequence[Person]) -> list[Person]:
    """Return those of the circle whom he has met lately: all but every fourth, so that Today has somebody to remind of."""
    return [one for number, one in enumerate(circle(people)) if number % 4]


@dataclass(frozen=True, slots=True)
class Cast:
    """People by their keys (us1 … jp1 … aus), the officer himself (me), and the nations of the desk."""

    people: Mapping[str, Person]
    officer: Attendee
    home: str

    def name(self, key: str) -> str:
        """Return what somebody is called; what is no key is a name already."""
        if key == "me":
            return self.officer.name
        return self.people[key].name.latin() if key in self.people else key

    def id(self, key: str) -> int:
        """Return the contact, 0 for the officer and for mere names."""
        return self.people[key].id if key in self.people else 0

    def nation(self, key: str) -> str:
        """Return somebody's nation, "" for mere names."""
        if key == "me":
            return self.home
        return self.people[key].nation if key in self.people else ""


def cast_of(people: Sequence[Person], profile: DeskProfile) -> Cast:
    """Choose the people of the sample's closely told part: the highest of each nation, and an Australian."""
    found: dict[str, Person] = {}
    for key, (nation, count) in _MANY.items():
        lately = [one for one in met_lately(people) if one.nation == nation]
        others = [one for one in people if one.nation == nation and one not in lately]
        known = sorted(lately, key=lambda one: one.rank_code, reverse=True) + others
        found |= {f"{key}{number}": one for number, one in enumerate(known[:count], 1)}
    found["aus"] = next(one for one in people if one.nation == "AUS")
    name = profile.officer_name
    officer = Attendee(
        name.latin(),
        name.native(),
        rank=f"{profile.officer_rank.host} JASDF",
        post="Liaison officer",
        organization=profile.office.host,
        nation=profile.home,
    )
    return Cast(found, officer, profile.home)


def attendee(person: Person, houses: Mapping[int, Organization], telling: Telling) -> Attendee:
    """Return somebody as an attendee, as he is on the sample's day."""
    post = person.current_post(telling.day)
    house = houses.get(post.organization_id) if post else None
    return Attendee(
        person.name.latin(),
        person.name.native(),
        person.id,
        " ".join(filter(None, (person.rank, person.service))),
        post.title.host if post else "",
        house.name.host if house else "",
        person.nation,
    )
