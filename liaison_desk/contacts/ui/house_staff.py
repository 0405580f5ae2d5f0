"""How the posts of an organization and its chart are said."""

from collections.abc import Mapping, Sequence
from datetime import date

from liaison_desk.contacts.records import Billet, Organization, Staff, Tenure
from liaison_desk.contacts.ui.chart import ChartLine, ChartNode
from liaison_desk.contacts.ui.words import Words

_MOST_IN_BOX = 12


def counterpart_names(words: Words, staff: Staff) -> dict[int, str]:
    """Return what the counterparts of the posts are called, by their ids."""
    return {id_: words.best(one.title) for id_, one in staff.counterparts.items()}


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
