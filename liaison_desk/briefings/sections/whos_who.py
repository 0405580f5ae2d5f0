"""Who's who: organizations under each other, with everyone who serves in them on the packet's day, and the vacant posts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    Source,
    Words,
)
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.people import named, of_house, of_person, photos, ranked, said
from liaison_desk.briefings.sections.posts import KeptPosts, kept_posts, of_billet
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import day_words
from liaison_desk.contacts.records import Billet, Organization, Person, Tenure
from liaison_desk.contacts.rules.dating import beneath
from liaison_desk.foundation.core.errors import NotFoundError

_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class _Known:
    """What the chart is made of."""

    houses: Mapping[int, Organization]
    below: Mapping[int, Sequence[int]]
    standing: Mapping[int, Sequence[Billet]]
    serving: Mapping[int, Sequence[Tenure]]
    people: Mapping[int, Person]
    photos: Mapping[int, Photo]
    posts: KeptPosts
    names: Naming


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the chart of the request's organization, or of all. ``vacant`` shows posts of which no holder is listed, too.

    Whether such a post stands vacant or its holder may not be shown is not told, for the one would tell of the other. NotFoundError
    for an organization that is gone: the chart of all of them is more than was asked for.
    """
    houses = {one.id: one for one in setting.contacts.organizations()}
    asked = setting.request.organization
    if asked and asked not in houses:
        raise NotFoundError("This organization is not there any more.")
    roots = [asked] if asked else _roots(setting, houses)
    below: dict[int, Sequence[int]] = {}
    for root in roots:
        below |= beneath(houses, root, setting.day)
    staff = setting.billets.staff(list(below), setting.day)
    standing: dict[int, list[Billet]] = {}
    serving: dict[int, list[Tenure]] = {}
    # Everyone in the order of those whose posts are not kept, for that is whom one is among whose post is withheld.
    for tenure in staff.serving:
        serving.setdefault(tenure.organization_id, []).append(tenure)
    for billet in staff.billets:
        standing.setdefault(billet.organization_id, []).append(billet)
        elsewhere = (one for one in staff.holders.get(billet.id, ()) if one.organization_id != billet.organization_id)
        serving.setdefault(billet.organization_id, []).extend(elsewhere)
    tenures = [tenure for some in serving.values() for tenure in some]
    people = setting.contacts.people_by_ids(sorted({tenure.person.id for tenure in tenures}))
    posts = kept_posts(setting, {tenure.billet_id for tenure in tenures}, below)
    told = [tenure.title for tenure in tenures] + [billet.title for some in standing.values() for billet in some]
    told += [houses[id_].name_on(setting.day).name for id_ in below if id_ in houses]
    names = naming(setting, {wording for text in told for wording in (text.host, text.home)}, ranked=people.values())
    known = _Known(houses, below, standing, serving, people, photos(setting, people.values()), posts, names)
    branches = tuple(filter(None, (_branch(setting, known, root, options["vacant"], 0) for root in roots)))
    day = Paragraph(Line((Words(setting.each(lambda language: day_words(language, setting.day))),)))
    blocks = (day, Chart(branches)) if branches else ()
    return Section("whos_who", setting.line("Who’s who"), blocks, setting.words("Nothing to report."))


def _roots(setting: Setting, houses: Mapping[int, Organization]) -> list[int]:
    return [one.id for one in houses.values() if one.parent_on(setting.day) not in houses]


def _branch(setting: Setting, known: _Known, house_id: int, vacant: bool, depth: int) -> Branch | None:
    """Return an organization with its posts; none where neither it nor anything under it has one."""
    cards = tuple(_cards(setting, known, house_id, vacant=vacant))
    if depth < _DEEPEST:
        under = (_branch(setting, known, child, vacant, depth + 1) for child in known.below.get(house_id, ()))
    else:  # as deep as paper goes: whatever is still under it stands beside each other
        under = (_branch(setting, replace(known, below={}), one, vacant, depth) for one in _all_under(known, house_id))
    kept = tuple(branch for branch in under if branch is not None)
    if not cards and not kept:
        return None
    house = known.houses[house_id]
    name = house.name_on(setting.day).name
    called = PortionText(setting.text(name), house.marking, (of_house(house),), names=known.names.whom(name))
    return Branch(Line((called,)), cards, kept)


def _all_under(known: _Known, house_id: int) -> Iterator[int]:
    waiting = list(reversed(known.below.get(house_id, ())))
    while waiting:
        house = waiting.pop()
        yield house
        waiting += reversed(known.below.get(house, ()))


def _cards(setting: Setting, known: _Known, house_id: int, *, vacant: bool) -> Iterator[Card]:
    """Yield who serves in an organization, each at the place of his post, and the posts that stand alone without a holder."""
    kept = {one.id: number for number, one in enumerate(known.standing.get(house_id, ()))}
    alone: set[int] = set()
    for tenure in known.serving.get(house_id, ()):
        person = known.people.get(tenure.person.id)
        if person is None:
            continue
        gates = known.posts.telling(tenure.billet_id, tenure.organization_id, tenure.title)
        yield _card(setting, known, person, tenure, gates, kept.get(tenure.billet_id))
        if gates and tenure.organization_id == house_id and person.id not in alone:
            alone.add(person.id)
            yield _without_post(setting, known, person)
    for number, billet in enumerate(known.standing.get(house_id, ()) if vacant else ()):
        yield _without_holder(setting, known, billet, number)


def _card(
    setting: Setting, known: _Known, person: Person, tenure: Tenure, gates: tuple[Source, ...], number: int | None
) -> Card:
    """Return someone in a post. A kept one takes the card along when it is withheld, for he may have others here."""
    title = known.posts.by_id[tenure.billet_id].title if number is not None else tenure.title
    heading = Line((named(setting, person, *gates),))
    pieces = [ranked(setting, person, known.names)]
    if title:
        pieces.append(said(person, setting.text(title), *gates, *known.names.staff(title)))
    rows = tuple(KeyValue((), Line((piece,))) for piece in pieces)
    place = Place((number,), gates) if number is not None else None
    records = frozenset({of_person(person).record, *(gate.record for gate in gates)})
    return Card(heading, rows, known.photos.get(person.id), place, records)


def _without_post(setting: Setting, known: _Known, person: Person) -> Card:
    """Return someone as he stands where none of his posts may be told."""
    rows = (KeyValue((), Line((ranked(setting, person, known.names),))),)
    heading = Line((named(setting, person),))
    return Card(heading, rows, known.photos.get(person.id), of=frozenset({of_person(person).record}), idle=True)


def _without_holder(setting: Setting, known: _Known, billet: Billet, number: int) -> Card:
    """Return a post as it stands where no holder of it may be told."""
    own = of_billet(billet)
    title = PortionText(setting.text(billet.title), billet.marking, (own,), names=known.names.staff(billet.title))
    heading = Line((title,))
    rows = (KeyValue((), Line((Words(setting.words("No holder listed")),))),)
    return Card(heading, rows, place=Place((number,), (own,)), of=frozenset({own.record}), idle=True)
