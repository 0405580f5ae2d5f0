"""Who's who: organizations under each other, with everyone who serves in them on the packet's day, and the vacant posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liaison_desk.briefings.document import (
    Branch,
    Card,
    Chart,
    KeyValue,
    Line,
    Paragraph,
    Photo,
    Place,
    PortionText,
    Section,
    Words,
)
from liaison_desk.briefings.sections.people import named, of_billet, of_house, photos, ranked, said
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import day_words
from liaison_desk.contacts.records import Billet, Organization, Person, Staff, Tenure
from liaison_desk.contacts.rules.dating import beneath

_MOST_DEEP = 30


@dataclass(frozen=True, slots=True)
class _Known:
    """What the chart is made of."""

    houses: Mapping[int, Organization]
    below: Mapping[int, Sequence[int]]
    staff: Staff
    people: Mapping[int, Person]
    photos: Mapping[int, Photo]


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the chart of the request's organization, or of all. ``vacant`` shows posts of which no holder is listed, too.

    Whether such a post stands vacant or its holder may not be shown is not told, for the one would tell of the other.
    """
    houses = {one.id: one for one in setting.contacts.organizations()}
    roots = [setting.request.organization] if setting.request.organization in houses else _roots(setting, houses)
    below: dict[int, Sequence[int]] = {}
    for root in roots:
        below |= beneath(houses, root, setting.day)
    staff = setting.billets.staff(list(below), setting.day)
    serving = {tenure.person.id for house in below for _, tenure in staff.rows(house) if tenure is not None}
    people = setting.contacts.people_by_ids(sorted(serving))
    known = _Known(houses, below, staff, people, photos(setting, people.values()))
    branches = tuple(filter(None, (_branch(setting, known, root, options["vacant"], 0) for root in roots)))
    day = Paragraph(Line((Words(setting.each(lambda language: day_words(language, setting.day))),)))
    blocks = (day, Chart(branches)) if branches else ()
    return Section("whos_who", setting.line("Who’s who"), blocks, setting.words("Nothing to report."))


def _roots(setting: Setting, houses: Mapping[int, Organization]) -> list[int]:
    return [one.id for one in houses.values() if one.parent_on(setting.day) not in houses]


def _branch(setting: Setting, known: _Known, house_id: int, vacant: bool, depth: int) -> Branch | None:
    """Return an organization with its posts; none where neither it nor anything under it has one."""
    if depth == _MOST_DEEP:
        return None
    cards = _cards(setting, known, house_id, vacant=vacant)
    under = (_branch(setting, known, child, vacant, depth + 1) for child in known.below.get(house_id, ()))
    kept = tuple(branch for branch in under if branch is not None)
    if not cards and not kept:
        return None
    house = known.houses[house_id]
    name = house.name_on(setting.day).name
    return Branch(Line((PortionText(setting.text(name), house.marking, (of_house(house),)),)), cards, kept)


def _cards(setting: Setting, known: _Known, house_id: int, *, vacant: bool) -> tuple[Card, ...]:
    """Return who serves in an organization, each at the place of his post, and the posts that stand alone without a holder."""
    kept = {one.id: (one, number) for number, one in enumerate(known.staff.billets) if one.organization_id == house_id}
    # Everyone in the order of those whose posts are not kept, for that is whom one is among whose post is withheld.
    serving = [one for one in known.staff.serving if one.organization_id == house_id]
    serving += [one for id_ in kept for one in known.staff.holders.get(id_, ()) if one.organization_id != house_id]
    cards = [
        _card(setting, known.people[tenure.person.id], known, tenure, *kept.get(tenure.billet_id, (None, 0)))
        for tenure in serving
        if tenure.person.id in known.people
    ]
    cards += [_idle(setting, billet, number) for billet, number in kept.values() if vacant]
    return tuple(cards)


def _card(setting: Setting, person: Person, known: _Known, tenure: Tenure, billet: Billet | None, number: int) -> Card:
    kept = (of_billet(billet),) if billet is not None else ()
    # Whom only the kept post brings here goes with it.
    here = kept if billet is not None and tenure.organization_id != billet.organization_id else ()
    title = billet.title if billet is not None else tenure.title
    pieces = [said(person, ranked(setting, person))] + ([said(person, setting.text(title), *kept)] if title else [])
    rows = tuple(KeyValue((), Line((piece,))) for piece in pieces)
    place = Place((number,), kept) if kept else None
    return Card(Line((said(person, named(setting, person), *here),)), rows, known.photos.get(person.id), place)


def _idle(setting: Setting, billet: Billet, number: int) -> Card:
    own = of_billet(billet)
    heading = Line((PortionText(setting.text(billet.title), billet.marking, (own,)),))
    rows = (KeyValue((), Line((Words(setting.words("No holder listed")),))),)
    return Card(heading, rows, place=Place((number,), (own,)), idle=True)
