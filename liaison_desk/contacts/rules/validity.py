"""What makes a person or an organization valid, and when a contact has been left alone for too long."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.domain.ranks import Rank, RankTable
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import Problem

LONGEST_INTERVAL = 3650  # days
LONGEST_CODE = 12  # characters of a code in the database


class Neglect(StrEnum):
    """How a contact stands against his interval: none set, within it, past it, past one and a half times it."""

    NONE = "none"
    WITHIN = "within"
    LATE = "late"
    OVERDUE = "overdue"


def neglect(last: date | None, cadence_days: int, today: date, known_since: date | None = None) -> Neglect:
    """Tell how a contact stands who was last met on a day; one never met is counted from the day he came onto the desk."""
    if cadence_days <= 0:
        return Neglect.NONE
    days = days_without(last, today, known_since)
    if days <= cadence_days:
        return Neglect.WITHIN
    return Neglect.OVERDUE if 2 * days >= 3 * cadence_days else Neglect.LATE


def days_without(last: date | None, today: date, known_since: date | None = None) -> int:
    """Return how many days it has been since somebody was last met; one never met is counted from his entry."""
    return max(0, (today - (last or known_since or today)).days)


def has_moved(since: date | None, last: date | None) -> bool:
    """Tell whether a post began after its holder was last met, so that one knows him in another place."""
    return since is not None and last is not None and since > last


def short_rank(rank: Rank, table: RankTable) -> str:
    """Return a rank's short form in English: its own, or that of the first service which writes its official title.

    Japanese ranks have an official English title but no official short form: a 2等空佐 is a Lieutenant Colonel, Lt Col.
    """
    if not rank.official:
        return rank.short
    same = (one for one in table.ranks if not one.official and one.title == rank.official and one.code == rank.code)
    alike = next(same, None)
    return alike.short if alike else rank.official


def person_problems(person: Person) -> list[Problem]:
    """Return what is wrong with a person; an empty list is a valid one."""
    problems = []
    name = person.name
    if not any(
        part.strip() for part in (name.family, name.given, name.native_family, name.native_given, person.nickname)
    ):
        problems.append(Problem("name", "Give a family name or a given name."))
    problems += [
        Problem("posts", "A post ends before it begins: {title}.", (("title", post.title.host or post.title.home),))
        for post in person.posts
        if post.since and post.until and post.until < post.since
    ]
    if len(person.rank_code) > LONGEST_CODE:
        problems.append(Problem("rank", "A rank is ordered by a code such as OF-4."))
    return problems + interval_problems(person.cadence_days)


def interval_problems(days: int) -> list[Problem]:
    """Return what is wrong with how often somebody is to be met."""
    if days < 0:
        return [Problem("cadence_days", "The contact interval is a number of days, 0 for none.")]
    if days > LONGEST_INTERVAL:
        most = (("most", LONGEST_INTERVAL),)
        return [Problem("cadence_days", "The contact interval is a number of days from 1 to {most}.", most)]
    return []


def is_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address of the internet: one @ with a name before it and a domain behind it."""
    name, _, domain = text.rpartition("@")
    return bool(name and domain) and not any(letter.isspace() or letter in "<>,;" for letter in text)


def overlapping(posts: Sequence[Post]) -> tuple[Post, Post] | None:
    """Return the first two posts held at once in one organization, None when there are none; posts without dates are let be."""
    dated = [post for post in posts if post.since is not None and (post.organization_id or post.organization)]
    for number, first in enumerate(dated):
        for second in dated[number + 1 :]:
            alike = (first.organization_id, first.organization) == (second.organization_id, second.organization)
            begin = max(first.since or date.min, second.since or date.min)
            if alike and begin < min(first.until or date.max, second.until or date.max):
                return first, second
    return None


def organization_problems(organization: Organization, parents: Mapping[int, int]) -> list[Problem]:
    """Return what is wrong with an organization. ``parents`` maps every organization's id to its parent's (0 = root)."""
    problems = []
    if not (organization.name.host.strip() or organization.name.home.strip()):
        problems.append(Problem("name", "Give the organization a name."))
    if len(organization.nation) > LONGEST_CODE:
        problems.append(Problem("nation", "A nation is given by its code, such as JPN."))
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
