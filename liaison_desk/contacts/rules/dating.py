"""Organizations through time: renamed and moved from a day on, and never under themselves on any day."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from liaison_desk.contacts.records import Organization, OrganizationName, OrganizationParent
from liaison_desk.domain.bilingual import Bilingual


def renamed(one: Organization, since: date, name: Bilingual, short: Bilingual, today: date) -> Organization:
    """Return an organization that has another name from a day on; the names before and after that day stay known."""
    names = one.names or (OrganizationName(None, one.name, one.short),)
    others = [entry for entry in names if entry.since != since]
    entries = sorted([*others, OrganizationName(since, name, short)], key=lambda entry: entry.since or date.min)
    return as_of(replace(one, names=tuple(entries)), today)


def moved(one: Organization, since: date, parent_id: int, today: date) -> Organization:
    """Return an organization that stands under another from a day on."""
    parents = one.parents or (OrganizationParent(None, one.parent_id),)
    others = [entry for entry in parents if entry.since != since]
    entries = sorted([*others, OrganizationParent(since, parent_id)], key=lambda entry: entry.since or date.min)
    return as_of(replace(one, parents=tuple(entries)), today)


def as_of(one: Organization, today: date) -> Organization:
    """Return an organization with the name and parent of a day as its own."""
    named = one.name_on(today)
    return replace(one, name=named.name, short=named.short, parent_id=one.parent_on(today))


def corrected(one: Organization, today: date) -> Organization:
    """Return an organization whose name or parent of today was edited in place, with its dated entries saying so too."""
    names, parents = one.names, one.parents
    if names and (now := one.name_on(today)) != replace(now, name=one.name, short=one.short):
        names = tuple(replace(entry, name=one.name, short=one.short) if entry == now else entry for entry in names)
    if parents and one.parent_on(today) != one.parent_id:
        since = max((entry.since or date.min for entry in parents if (entry.since or date.min) <= today), default=None)
        parents = tuple(
            replace(entry, parent_id=one.parent_id) if (entry.since or date.min) == since else entry
            for entry in parents
        )
    return as_of(replace(one, names=names, parents=parents), today)


def cycle_day(one: Organization, others: Iterable[Organization]) -> date | None:
    """Return the first day on which an organization would stand under itself; ``date.min`` for always; else None."""
    houses: Mapping[int, Organization] = {**{other.id: other for other in others}, one.id: one}
    days = {date.min}.union(entry.since or date.min for house in houses.values() for entry in house.parents)
    for day in sorted(days):
        above, steps = one.parent_on(day), 0
        while above and steps <= len(houses):
            if above == one.id:
                return day
            house = houses.get(above)
            above, steps = (house.parent_on(day) if house else 0), steps + 1
    return None


def beneath(houses: Mapping[int, Organization], root: int, day: date) -> dict[int, list[int]]:
    """Return an organization and all that stand under it on a day, each with those right below it."""
    below: dict[int, list[int]] = {}
    for one in houses.values():
        below.setdefault(one.parent_on(day), []).append(one.id)
    found: dict[int, list[int]] = {}
    waiting = [root]
    while waiting:
        house = waiting.pop()
        if house not in found:
            found[house] = below.get(house, [])
            waiting += found[house]
    return found
