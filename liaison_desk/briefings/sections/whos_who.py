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
    PortionText,
    Section,
    Source,
    Words,
)
from liaison_desk.briefings.sections.people import named, photos, ranked, said
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import day_words
from liaison_desk.contacts.records import BILLET, ORGANIZATION, Billet, Organization, Person, Staff, Tenure
from liaison_desk.contacts.rules.dating import beneath
from liaison_desk.foundation.core.ids import RecordRef

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
    """Build the chart of the request's organization, or of all. ``vacant`` shows the vacant posts too.

    A post whose holder may not be shown is left out rather than called vacant.
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
    cards = tuple(
        card
        for billet, tenure in known.staff.rows(house_id)
        if vacant or tenure is not None
        if (card := _card(setting, known, billet, tenure)) is not None
    )
    under = (_branch(setting, known, child, vacant, depth + 1) for child in known.below.get(house_id, ()))
    kept = tuple(branch for branch in under if branch is not None)
    if not cards and not kept:
        return None
    house = known.houses[house_id]
    name = house.name_on(setting.day).name
    own = Source(RecordRef(ORGANIZATION, house.id, name.host or name.home), house.marking, house.uid)
    return Branch(Line((PortionText(setting.text(name), house.marking, (own,)),)), cards, kept)


def _card(setting: Setting, known: _Known, billet: Billet | None, tenure: Tenure | None) -> Card | None:
    title = _title(setting, billet) if billet is not None else None
    if tenure is None:
        vacant = Words(setting.words("Vacant"))
        return Card(Line((title,)), (KeyValue((), Line((vacant,))),)) if title is not None else None
    person = known.people.get(tenure.person.id)
    if person is None:
        return None
    held = title or (said(person, setting.text(tenure.title)) if tenure.title else None)
    heading = Line((said(person, named(setting, person)),))
    rows = [KeyValue((), Line((said(person, ranked(setting, person)),)))]
    rows += [KeyValue((), Line((held,)))] if held is not None else []
    return Card(heading, tuple(rows), known.photos.get(person.id))


def _title(setting: Setting, billet: Billet) -> PortionText:
    own = Source(RecordRef(BILLET, billet.id, billet.title.host or billet.title.home), billet.marking, billet.uid)
    return PortionText(setting.text(billet.title), billet.marking, (own,))
