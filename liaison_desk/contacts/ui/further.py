"""The acts on people that have dialogs of their own: merging, finding duplicates, distribution lists."""

from collections.abc import Callable

from liaison_desk.contacts.records import PersonFilter
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.distributions import Distributions
from liaison_desk.contacts.service.merging import Merging
from liaison_desk.contacts.ui.doubles_dialog import doubles_choice
from liaison_desk.contacts.ui.lists_dialog import lists_act
from liaison_desk.contacts.ui.merge import merge_act
from liaison_desk.contacts.ui.people_list import PeoplePane
from liaison_desk.contacts.ui.several import Act
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.qt.context import Ui


def further_acts(
    ui: Ui, words: Words, contacts: Contacts, people: PeoplePane, merging: Merging | None,
    distributions: Distributions | None, show: Callable[[int], None], undo: Callable[[], object] | None,
) -> list[Act]:  # fmt: skip
    """Return the acts on the selected people, as far as the window lends what they need; the list's menu gets its own.

    ``show`` shows a person, ``undo`` takes a merge back.
    """
    acts = []
    selected = people.list.selected_ids
    if merging is not None:
        acts.append(merge_act(ui, words, merging, selected, show, undo))
        people.more.append(doubles_choice(ui, words, merging, show))
    if distributions is not None:
        narrow = lambda number: people.narrow_to(PersonFilter(list_id=number))  # noqa: E731 - one line says it
        lists = lists_act(ui, words, distributions, contacts, selected, narrow)
        acts.append(lists)
        people.more.append((lists.words, lists.icon, lists.act))
    return acts
