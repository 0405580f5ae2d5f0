"""The numbers of requests for information: without gaps and doubles, on both engines, whatever is taken back or erased."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TASK, Rfi, Task, TaskFilter, TaskKind, TaskSort


def rfi(title="Feed spec", *, asks="JPN", answers="USA", **more):
    return Task(title=Bilingual(title), kind=TaskKind.RFI, from_nation=asks, to_nation=answers, rfi=Rfi(**more))


def number(task):
    return task.rfi.number


def test_numbers_run_by_direction_and_by_the_year_it_was_received(desk):
    first = desk.tasks.save_all([rfi(), rfi(), rfi(asks="USA", answers="JPN"), rfi(received=date(2025, 12, 30))], "Add")
    assert [one.rfi.called for one in first] == ["26-001", "26-002", "26-001", "25-001"]
    assert [one.rfi.direction for one in first] == ["JPN>USA", "JPN>USA", "USA>JPN", "JPN>USA"]


@pytest.mark.parametrize("typed", ["JPN→USA 26-001", "JPN-USA 26-001", "jpn->usa 26-0", "26-001 JPN→USA", "JPN→USA"])
def test_a_request_is_found_by_the_direction_and_number_it_is_called_by(any_desk, typed):
    asked, _, _ = any_desk.tasks.save_all([rfi(), rfi(asks="USA", answers="JPN"), rfi(asks="AUS")], "Add")
    assert [hit.id for hit in any_desk.search(typed)] == [asked.id]
    wanted = TaskFilter(words=typed)
    assert list(any_desk.tasks.tasks(wanted, Sort(TaskSort.DUE)).ids) == [asked.id]


def test_a_change_keeps_the_number(desk):
    saved = desk.tasks.save(rfi())
    again = desk.tasks.save(replace(saved, title=Bilingual("Other"), rfi=replace(saved.rfi, received=date(2024, 1, 1))))
    assert again.rfi.called == "26-001"


@pytest.mark.parametrize("how", ["undone", "trashed"])
def test_what_comes_back_has_the_number_it_had(any_desk, how):
    saved = any_desk.tasks.save(rfi())
    if how == "undone":
        any_desk.history.undo()
    else:
        any_desk.tasks.delete([saved.id])
    assert number(any_desk.tasks.save(rfi("Next"))) == 2
    if how == "undone":
        any_desk.tasks.restore([saved.id])
    else:
        any_desk.history.restore(TASK, [saved.id])
    assert number(any_desk.tasks.task(saved.id)) == 1


def test_undo_and_redo_of_a_task_that_became_a_request_never_meet_another_request(any_desk):
    tasks = any_desk.tasks
    plain = tasks.save(Task(title=Bilingual("Ask them")))
    asked = tasks.save(replace(plain, kind=TaskKind.RFI, from_nation="JPN", to_nation="USA"))
    assert number(asked) == 1
    any_desk.history.undo()
    other = open_desk(any_desk.location, clock=any_desk.clock)
    other.database.author = "someone else"
    assert number(other.tasks.save(rfi("Between"))) == 2
    other.close()
    any_desk.history.redo()
    assert number(tasks.task(plain.id)) == 1


def test_the_number_of_what_is_erased_for_good_stays_unused(any_desk):
    saved = any_desk.tasks.save_all([rfi(), rfi()], "Add")
    any_desk.tasks.delete([saved[1].id])
    any_desk.history.purge(TASK, [saved[1].id])
    assert number(any_desk.tasks.save(rfi("After"))) == 3


def test_an_imported_number_is_kept_when_free_and_the_next_when_taken(any_desk):
    mine = any_desk.tasks.save(rfi())
    free = any_desk.tasks.save(rfi("Free", year=2026, direction="JPN>USA", number=7))
    taken = any_desk.tasks.save(rfi("Taken", year=2026, direction="JPN>USA", number=1))
    assert [number(one) for one in (mine, free, taken)] == [1, 7, 8]


def test_a_numbered_request_stays_a_request_and_keeps_its_direction(desk):
    saved = desk.tasks.save(rfi())
    with pytest.raises(InvalidError) as caught:
        desk.tasks.save(replace(saved, kind=TaskKind.TASK, rfi=None))
    assert [one.field for one in caught.value.problems] == ["kind"]
    with pytest.raises(InvalidError) as caught:
        desk.tasks.save(replace(saved, to_nation="AUS"))
    assert [one.field for one in caught.value.problems] == ["to_nation"]


def test_writers_at_the_same_time_get_one_number_each(any_desk):
    desks = [open_desk(any_desk.location, clock=any_desk.clock) for _ in range(3)]

    def write(desk):
        return [number(desk.tasks.save(rfi())) for _ in range(8)]

    with ThreadPoolExecutor(3) as pool:
        given_out = [one for some in pool.map(write, desks) for one in some]
    for desk in desks:
        desk.close()
    assert sorted(given_out) == list(range(1, 25))


_DEEDS = st.lists(
    st.tuples(st.sampled_from(["add", "trash", "restore", "undo", "redo", "erase", "fail"]), st.integers(0, 5)), max_size=14
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_DEEDS)
def test_every_number_is_given_once_and_none_is_left_out(desk, deeds):
    """Of one desk that lives through all examples: what stands and what was erased are together 1 … n."""
    known = desk.__dict__.setdefault("_given", {})
    for deed, at in deeds:
        ids = sorted(known)
        if deed == "add":
            saved = desk.tasks.save(rfi())
            known[saved.id] = number(saved)
        elif deed == "fail":
            with pytest.raises(InvalidError):
                desk.tasks.save_all([rfi(), Task(title=Bilingual())], "Add")
        elif deed == "undo":
            desk.history.undo()
        elif deed == "redo":
            desk.history.redo()
        elif ids and deed in {"trash", "restore"}:
            there = list(desk.tasks.tasks_by_ids([ids[at % len(ids)]]))
            (desk.tasks.delete if deed == "trash" else desk.tasks.restore)(there)
        elif ids and deed == "erase":
            desk.history.purge(TASK, list(desk.tasks.tasks_by_ids([ids[at % len(ids)]])))
    assert sorted(known.values()) == list(range(1, len(known) + 1))
    assert {id_: number(task) for id_, task in desk.tasks.tasks_by_ids(known).items()}.items() <= known.items()


@pytest.mark.parametrize(
    "wrong", [{"number": -3, "year": 2026}, {"number": 10**9, "year": 2026}, {"number": 3, "year": 0}]
)
def test_a_number_that_none_can_have_is_told_and_counts_for_nothing(desk, wrong):
    with pytest.raises(InvalidError, match="No request can have the number"):
        desk.tasks.save(rfi(direction="JPN>USA", **wrong))
    assert number(desk.tasks.save(rfi())) == 1


def test_a_mistaken_code_of_a_nation_begins_no_numbers_of_its_own(desk):
    with pytest.raises(InvalidError, match="Write JPN, never JP"):
        desk.tasks.save(rfi(asks="JP"))
