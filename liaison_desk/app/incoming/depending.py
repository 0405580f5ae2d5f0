"""Which task waits for which, as calendar files say it: by the uid of the other, in the same file or on the desk already."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.exchange.ical.duties import waits_for, without_waiting
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import TASK, Task

Numbers = dict[tuple[str, int], int]


def depending(
    desk: Desk, transaction: Transaction, entries: Sequence[Entry[Task]]
) -> tuple[Sequence[Entry[Task]], Numbers]:
    """Return tasks that point to those they wait for by numbers of the batch, and the desk's numbers of what is not in it.

    A uid that neither the file nor the desk knows stays with its task's kept lines, and goes out with them again.
    """
    uids = {uid for entry in entries if (uid := waits_for(entry.record))}
    if not uids:
        return entries, {}
    known = desk.tasks.known(transaction, sorted(uids))
    placed = {entry.record.uid: place for place, entry in enumerate(entries, 1)}
    places = {uid: placed.get(uid) or len(entries) + order for order, uid in enumerate(sorted({*placed, *known}), 1)}
    found = [replace(entry, record=_pointing(entry.record, place, places)) for place, entry in enumerate(entries, 1)]
    return found, {(TASK, places[uid]): task.id for uid, task in known.items() if uid not in placed}


def _pointing(task: Task, place: int, places: dict[str, int]) -> Task:
    after = places.get(waits_for(task), 0)
    numbered = replace(task, id=place)
    return replace(without_waiting(numbered), after_id=after) if after and after != place else numbered
