"""What makes a person or an organization valid."""

from collections.abc import Mapping

from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import Problem


def person_problems(person: Person) -> list[Problem]:
    """Return what is wrong with a person; an empty list is a valid one."""
    problems = []
    name = person.name
    if not any(
        part.strip() for part in (name.family, name.given, name.native_family, name.native_given, person.nickname)
    ):
        problems.append(Problem("name", "Give a family name or a given name."))
    for post in person.posts:
        if post.since and post.until and post.until < post.since:
            problems.append(
                Problem(
                    "posts", "A post ends before it begins: {title}.", (("title", post.title.host or post.title.home),)
                )
            )
    if person.cadence_days < 0:
        problems.append(Problem("cadence_days", "The contact interval is a number of days, 0 for none."))
    return problems


def organization_problems(organization: Organization, parents: Mapping[int, int]) -> list[Problem]:
    """Return what is wrong with an organization. ``parents`` maps every organization's id to its parent's (0 = root)."""
    problems = []
    if not (organization.name.host.strip() or organization.name.home.strip()):
        problems.append(Problem("name", "Give the organization a name."))
    if organization.zone and organization.zone not in known_zones():
        problems.append(
            Problem("zone", "{zone} is no time zone. Choose one such as Asia/Tokyo.", (("zone", organization.zone),))
        )
    above, steps = organization.parent_id, 0
    while above and steps <= len(parents):
        if above == organization.id:
            problems.append(Problem("parent_id", "An organization cannot stand under itself."))
            break
        above, steps = parents.get(above, 0), steps + 1
    return problems
