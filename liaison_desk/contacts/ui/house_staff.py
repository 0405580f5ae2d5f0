"""What the organizations page reads of the organization on show, and how its posts and its chart are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liaison_desk.contacts.records import Billet, Organization, Tenure
from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.ui.chart import ChartLine, ChartNode
from liaison_desk.contacts.ui.words import Words

_MOST_IN_BOX = 12


@dataclass(frozen=True, slots=True)
class Staff:
    """The posts of some organizations, who holds them on a day, and what their counterparts are called."""

    billets: Sequence[Billet]
    holders: Mapping[int, Sequence[Tenure]]
    serving: Sequence[Tenure]
    names: Mapping[int, str]

    def rows(self, house_id: int) -> list[tuple[Billet | None, Tenure | None]]:
        """Return the rows of an organization: each kept post with its holders, a vacant one alone; then who else serves."""
        rows: list[tuple[Billet | None, Tenure | None]] = []
        kept = [one for one in self.billets if one.organization_id == house_id]
        for billet in kept:
            rows += [(billet, tenure) for tenure in self.holders.get(billet.id, ())] or [(billet, None)]
        known = {billet.id for billet in kept}
        rows += [(None, one) for one in self.serving if one.organization_id == house_id and one.billet_id not in known]
        return rows


def read_staff(billets: Billets, words: Words, house_ids: Sequence[int], day: date) -> Staff:
    """Read the posts of some organizations as they are on a day; for the database lane."""
    kept = [one for one in billets.billets(house_ids) if _stands(one, day)]
    others = billets.billets_by_ids({id_ for one in kept for id_ in one.counterparts})
    names = {id_: words.best(one.title) for id_, one in others.items()}
    return Staff(kept, billets.holders_on(day, [one.id for one in kept]), billets.serving_on(day, house_ids), names)


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


def holder(words: Words, tenure: Tenure | None) -> str:
    """Return who holds a post, with his rank; empty for a vacant one."""
    if tenure is None:
        return ""
    return f"{words.rank(tenure.person)} {tenure.person.name.full(words.code)}".strip()


def post_title(words: Words, billet: Billet | None, tenure: Tenure | None) -> str:
    """Return what the post of a row is called."""
    return words.best(billet.title) if billet is not None else words.best(tenure.title) if tenure is not None else ""


def chart_nodes(
    words: Words, houses: Mapping[int, Organization], below: Mapping[int, Sequence[int]], staff: Staff, day: date
) -> dict[int, ChartNode]:
    """Return organizations as the chart shows them on a day."""
    nodes = {}
    for id_, children in below.items():
        lines = tuple(
            ChartLine(post_title(words, billet, tenure), holder(words, tenure), tenure.person.id if tenure else 0)
            for billet, tenure in staff.rows(id_)[:_MOST_IN_BOX]
        )
        nodes[id_] = ChartNode(id_, words.best(houses[id_].name_on(day).name), lines, tuple(children))
    return nodes


def _stands(billet: Billet, day: date) -> bool:
    return (billet.since is None or billet.since <= day) and (billet.until is None or day <= billet.until)
