"""Arrangements that tests begin with."""

from dataclasses import replace
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import ARRANGEMENT, Frequency
from liaison_desk.partnership.service.arrangements import Signed
from liaison_desk.tasks.records import TaskFilter, TaskSort

TODAY = date(2026, 11, 24)
OPEN = Marking("USA", audience=frozenset({"USA", "JPN"}))


def new_arrangement(desk, title="Space data sharing", *, host="Send the catalogue", home="Report the use", **more):
    """Add an arrangement of host and home: the host owes something each month from 31 JAN, home something once."""
    one = desk.arrangements.new()
    us, them = one.parties[1].key, one.parties[0].key
    duties = (
        replace(
            desk.arrangements.new_obligation(them, Bilingual(host)), every=Frequency.MONTHLY, due=date(2027, 1, 31)
        ),
        replace(desk.arrangements.new_obligation(us, Bilingual(home, "利用状況の報告")), due=date(2027, 3, 1)),
    )
    values = {"drafted": date(2026, 10, 1), "expiry": date(2029, 11, 30), "obligations": duties} | more
    return desk.arrangements.save(replace(one, title=Bilingual(title), **values))


def sign_all(desk, one, on=TODAY):
    """Let all parties sign, in order."""
    for position in range(len(one.signatures)):
        one = desk.arrangements.sign(one.id, position, Signed(on, f"Signer {position + 1}", place="Colorado Springs"))
    return one


def tasks_of(desk, one, **more):
    """Return the tasks of an arrangement outside the trash, by suspense."""
    wanted = TaskFilter(source_kind=ARRANGEMENT, source_id=one.id, **more)
    ids = desk.tasks.tasks(wanted, Sort(TaskSort.DUE)).ids
    found = desk.tasks.tasks_by_ids(ids)
    return [found[id_] for id_ in ids]
