"""Whatever two officers did to what they had in common: each record ends as one of its two versions, the one that was chosen."""

from contextlib import closing
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.handover.reading import Archive
from liaison_desk.app.handover.taking import TakingOver
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.app.handover.conftest import ENGLISH
from tests.conftest import HandClock, Maker
from tests.desks import new_desk

NUMBER = 4
DEEDS = st.lists(st.tuples(st.integers(0, NUMBER - 1), st.sampled_from(["change", "trash", "add"])), max_size=5)


@dataclass
class Officer:
    """A desk, and what its tasks are to say: by which task of the beginning, or its own name, their title or nothing for the trash."""

    desk: object
    name: str
    says: dict
    touched: set

    def do(self, deeds, clock):
        for place, (number, deed) in enumerate(deeds):
            clock.forward(minutes=7)
            if deed == "add":
                key = f"{self.name} {place}"
                self.desk.tasks.save(replace(Maker(self.desk).task(key), percent=10))
                self.says[key] = key
                continue
            key = f"Task {number}"
            if self.says[key] is None:
                continue
            task = next(one for one in tasks(self.desk) if one.title.host == self.says[key])
            if deed == "trash":
                self.desk.tasks.delete([task.id])
                self.says[key] = None
            else:
                self.says[key] = f"{key}, {self.name} {place}"
                self.desk.tasks.save(replace(task, title=Bilingual(self.says[key])))
            self.touched.add(key)


def tasks(desk):
    return desk.tasks.tasks_by_ids(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.TITLE)).ids).values()


def expected(mine, theirs, chosen):
    """Return what a desk's tasks are to say after it took another's over."""
    found = {**mine.says}
    for key, said in theirs.says.items():
        if said is None:
            continue
        if key not in mine.says or (key in theirs.touched and (key not in mine.touched or chosen.get(said, True))):
            found[key] = said
    return found


def take(desk, other, choose):
    taking = TakingOver(desk, Archive(None, other.database, 10**9, "the other"), ENGLISH)
    shown = taking.compare()
    chosen = {one.title: choose(number) for number, one in enumerate(shown.conflicts)}
    result = taking.carry_out(shown, {one.key: chosen[one.title] for one in shown.conflicts})
    return shown, chosen, result


@settings(max_examples=8)
@given(mine=DEEDS, theirs=DEEDS, choices=st.lists(st.booleans(), min_size=NUMBER, max_size=NUMBER), again=DEEDS)
def test_every_task_ends_as_one_of_its_two_versions_as_it_was_chosen(tmp_path_factory, mine, theirs, choices, again):
    folder, clock = tmp_path_factory.mktemp("model"), HandClock()
    with closing(new_desk(folder / "one.desk", new_profile("JPN", "USA"), clock, seed=4)) as first:
        for number in range(NUMBER):
            Maker(first).task(f"Task {number}")
        first.back_up(folder / "two.desk")
        with closing(open_desk(str(folder / "two.desk"), clock=clock)) as second:
            begun = {f"Task {number}": f"Task {number}" for number in range(NUMBER)}
            one, two = Officer(first, "one", dict(begun), set()), Officer(second, "two", dict(begun), set())
            one.do(mine, clock)
            two.do(theirs, clock)
            clock.forward(hours=1)
            shown, chosen, _ = take(first, second, lambda number: choices[number])
            one.says = expected(one, two, chosen)
            assert {conflict.title for conflict in shown.conflicts} == {
                said for key, said in two.says.items() if said is not None and key in one.touched & two.touched
            }
            assert sorted(task.title.host for task in tasks(first)) == sorted(filter(None, one.says.values()))
            shown, _, result = take(first, second, lambda _: True)
            assert (shown.new, shown.updated, shown.conflicts, result.history) == (0, 0, (), 0)
            # And back: what was decided there is news here; only what was thrown away here and changed there is a question.
            clock.forward(hours=1)
            shown, _, _ = take(second, first, lambda _: False)
            assert {conflict.title for conflict in shown.conflicts} == {
                one.says[key] for key in one.touched if two.says[key] is None and one.says[key] is not None
            }
            two.says |= {key: said for key, said in one.says.items() if said and two.says.get(key, key) is not None}
            assert sorted(task.title.host for task in tasks(second)) == sorted(filter(None, two.says.values()))
            two.touched.clear()
            two.do([deed for deed in again if deed[1] == "add"], clock)
            shown, _, _ = take(first, second, lambda _: True)
            assert (shown.updated, shown.conflicts) == (0, ())
            assert first.check() == second.check() == []
