"""What the organizations page reads, and the small questions it asks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from liaison_desk.contacts.records import Billet, Organization, Tenure
from liaison_desk.contacts.ui.chart import ChartLine, ChartNode
from liaison_desk.contacts.ui.words import Words

ID = Qt.ItemDataRole.UserRole
_MOST_IN_BOX = 12


@dataclass(frozen=True, slots=True)
class Staff:
    """What the page reads at once: all organizations, the kept posts, who holds them that day, and who else serves there."""

    houses: Mapping[int, Organization]
    billets: Sequence[Billet]
    holders: Mapping[int, Sequence[Tenure]]
    serving: Sequence[Tenure]
    names: Mapping[int, str]


def holder(words: Words, tenure: Tenure | None) -> str:
    """Return who holds a post, with his rank; empty for a vacant one."""
    if tenure is None:
        return ""
    return f"{words.rank(tenure.person)} {tenure.person.name.full(words.code)}".strip()


def chart_nodes(words: Words, staff: Staff, day: date) -> dict[int, ChartNode]:
    """Return every organization as the chart shows it on a day."""
    below: dict[int, list[int]] = {}
    for house in staff.houses.values():
        below.setdefault(house.parent_on(day), []).append(house.id)
    posts: dict[int, list[ChartLine]] = {}
    known = {billet.id for billet in staff.billets}
    for billet in staff.billets:
        if stands(billet, day):
            for tenure in staff.holders.get(billet.id, ()) or (None,):
                person = tenure.person.id if tenure else 0
                line = ChartLine(words.best(billet.title), holder(words, tenure), person)
                posts.setdefault(billet.organization_id, []).append(line)
    for tenure in staff.serving:
        if tenure.post.billet_id not in known:
            line = ChartLine(words.best(tenure.post.title), holder(words, tenure), tenure.person.id)
            posts.setdefault(tenure.post.organization_id, []).append(line)
    return {
        id_: ChartNode(
            id_,
            words.best(one.name_on(day).name),
            tuple(posts.get(id_, ())[:_MOST_IN_BOX]),
            tuple(below.get(id_, ())),
        )
        for id_, one in staff.houses.items()
    }


def stands(billet: Billet, day: date) -> bool:
    """Tell whether a post is set up and not abolished on a day."""
    return (billet.since is None or billet.since <= day) and (billet.until is None or day <= billet.until)


def since(words: Words, tenure: Tenure | None) -> str:
    """Return since when a post is held, in words."""
    return words.full_day(tenure.post.since) if tenure is not None and tenure.post.since else ""


def searched(one: Organization) -> str:
    """Return what an organization is found by."""
    texts = [one.name.host, one.name.home, one.short.host, one.short.home, one.location]
    texts += [text for entry in one.names for text in (entry.name.host, entry.name.home)]
    return " ".join(texts)


def under(item: QTreeWidgetItem) -> list[int]:
    """Return the ids of everything below a row of the tree."""
    found = []
    for number in range(item.childCount()):
        child = item.child(number)
        assert child is not None  # the count says so
        found += [child.data(0, ID), *under(child)]
    return found
