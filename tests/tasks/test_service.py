"""What a user does with tasks, on a real desk in a file; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.text import unturned
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import ChecklistItem, Priority, Rfi, Task, TaskFilter, TaskKind, TaskSort, TaskState
from liaison_desk.tasks.rules import states as rules
from liaison_desk.tasks.service import Several

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"


def task(title="Return side letter comments", **more) -> Task:
    return Task(title=Bilingual(title), **more)


def titles(desk, wanted=TaskFilter(), key=TaskSort.DUE, *, descending=False):  # noqa: B008 - frozen
    ids = list(desk.tasks.tasks(wanted, Sort(key, descending)).ids)
    lines = desk.tasks.lines(ids)
    return [lines[number].title.host or lines[number].title.home for number in ids]


def test_a_suspense_of_a_day_ends_with_that_day_where_it_falls(desk):
    here = desk.tasks.save(task(due=datetime(2026, 11, 25)))
    tokyo = desk.tasks.save(task(due=datetime(2026, 11, 25), due_zone=TOKYO))
    lines = desk.tasks.lines([here.id, tokyo.id])
    assert lines[here.id].due_at == datetime(2026, 11, 26, 6, 59, 59, tzinfo=UTC)
    assert lines[tokyo.id].due_at == datetime(2026, 11, 25, 14, 59, 59, tzinfo=UTC)


def test_a_suspense_keeps_its_wall_time_over_the_change_of_clocks(desk):
    saved = desk.tasks.save(task(due=datetime(2027, 3, 14, 14), due_zone=DENVER, due_all_day=False))
    assert desk.tasks.lines([saved.id])[saved.id].due_at == datetime(2027, 3, 14, 20, tzinfo=UTC)


def test_done_tells_when_and_reopening_takes_it_back(desk):
    saved = desk.tasks.save(task(percent=40))
    desk.tasks.complete([saved.id])
    done = desk.tasks.task(saved.id)
    assert (done.state, done.percent, done.completed_at) == (TaskState.DONE, 100, desk.clock.now())
    desk.tasks.reopen([saved.id])
    again = desk.tasks.task(saved.id)
    assert (again.state, again.percent, again.completed_at) == (TaskState.OPEN, 0, None)


@pytest.mark.parametrize("unseen", ["\u200b", " \u2060\ufeff ", "\u202e", "\u3164", "\x07", "\u0301"])
def test_a_title_of_which_nothing_is_seen_is_none_and_takes_no_number(desk, unseen):
    for title in (Bilingual(unseen), Bilingual(home=unseen)):
        with pytest.raises(InvalidError, match="title"):
            desk.tasks.save(Task(title=title, kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi()))
    asked = Task(title=Bilingual("Feed"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi())
    assert desk.tasks.save(asked).rfi.called == "26-001"


def test_a_title_runs_the_way_it_is_written(desk):
    saved = desk.tasks.save(task("Plan \u202egpj\u202c.exe", detail=Bilingual("\u2067kept\u2069")))
    assert saved.title.host == desk.tasks.task(saved.id).title.host == "Plan gpj.exe"
    assert desk.tasks.save(task("👩\u200d🚀 astronauts")).title.host == "👩\u200d🚀 astronauts"


def test_completing_several_is_one_step_to_undo(desk):
    ids = [desk.tasks.save(task(f"Task {n}")).id for n in range(3)]
    desk.tasks.complete(ids)
    assert desk.history.undo() == "Complete tasks"
    assert {desk.tasks.task(number).state for number in ids} == {TaskState.OPEN}


def test_putting_back_restores_what_waited_exactly(desk):
    waiting = desk.tasks.save(task(state=TaskState.WAITING, waiting_on="Ms. Raman", waiting_since=date(2026, 11, 12)))
    several = Several(desk.tasks)
    done = several.toggle([waiting.id])
    assert not done.reopened
    several.put_back(done.before)
    now = desk.tasks.task(waiting.id)
    assert (now.state, now.waiting_since, now.completed_at) == (TaskState.WAITING, date(2026, 11, 12), None)


def test_tasks_never_wait_for_each_other_in_a_ring(desk):
    first = desk.tasks.save(task("First"))
    second = desk.tasks.save(task("Second", after_id=first.id))
    third = desk.tasks.save(task("Third", after_id=second.id))
    with pytest.raises(InvalidError, match="“Third” waits for this task already"):
        desk.tasks.save(replace(first, after_id=third.id))


def test_a_ring_that_a_redo_closed_binds_nobodys_hands(desk):
    first, second = desk.tasks.save_all([task("First"), task("Second")], "Add")
    desk.tasks.save(replace(first, after_id=second.id))
    desk.history.undo()
    other = open_desk(desk.location, clock=desk.clock)
    other.database.author = "someone else"
    other.tasks.save(replace(other.tasks.task(second.id), after_id=first.id))
    other.close()
    desk.history.redo()
    desk.tasks.complete([first.id])
    assert desk.tasks.task(first.id).state is TaskState.DONE
    assert desk.tasks.save(replace(desk.tasks.task(second.id), after_id=0)).after_id == 0


def test_waiting_begins_the_day_it_is_said(desk):
    saved = desk.tasks.save(task(state=TaskState.WAITING, waiting_on="Ms. Raman"))
    assert desk.tasks.task(saved.id).waiting_since == date(2026, 11, 24)
    assert [line.id for line in desk.tasks.waiting()] == [saved.id]


def test_waiting_needs_a_name_and_cancelling_a_reason(desk):
    for wrong, field in ((task(state=TaskState.WAITING), "waiting_on"), (task(state=TaskState.CANCELLED), "reason"),
                         (task(""), "title"), (task(due_zone="Mars/Base"), "due"), (task(percent=101), "percent")):  # fmt: skip
        with pytest.raises(InvalidError) as caught:
            desk.tasks.save(wrong)
        assert [problem.field for problem in caught.value.problems] == [field]


def test_a_marking_above_the_ceiling_is_refused(desk):
    with pytest.raises(RefusedError):
        desk.tasks.save(task(marking=Marking("USA", Level.SECRET)))
    assert titles(desk) == []


def test_two_who_edit_at_once_lose_nothing(desk):
    saved = desk.tasks.save(task())
    desk.tasks.save(replace(saved, title=Bilingual("First")))
    with pytest.raises(StaleError):
        desk.tasks.save(replace(saved, title=Bilingual("Second")))
    assert titles(desk) == ["First"]


def test_snoozing_counts_from_the_suspense_or_from_today(desk):
    late = desk.tasks.save(task("Late", due=datetime(2026, 11, 20, 14), due_zone=DENVER, due_all_day=False))
    later = desk.tasks.save(task("Later", due=datetime(2026, 12, 1)))
    none = desk.tasks.save(task("None"))
    desk.tasks.snooze([late.id, later.id, none.id], 7)
    found = desk.tasks.tasks_by_ids([late.id, later.id, none.id])
    assert found[late.id].due == datetime(2026, 12, 1, 14)
    assert (found[later.id].due, found[none.id].due) == (datetime(2026, 12, 8), datetime(2026, 12, 1))
    assert desk.history.undo() == "Snooze tasks"


def test_a_step_is_ticked_without_touching_the_others(desk):
    saved = desk.tasks.save(task(checklist=(ChecklistItem("Draft"), ChecklistItem("Send"))))
    desk.tasks.tick(saved.id, 1, True)
    line = desk.tasks.lines([saved.id])[saved.id]
    assert desk.tasks.task(saved.id).checklist == (ChecklistItem("Draft"), ChecklistItem("Send", done=True))
    assert (line.steps_done, line.steps) == (1, 2)
    with pytest.raises(NotFoundError):
        desk.tasks.tick(saved.id, 2, True)


def test_lists_sort_and_those_without_a_value_come_last(desk):
    desk.tasks.save(task("B", due=datetime(2026, 11, 25), host_owner="Vance"))
    desk.tasks.save(task("A", priority=Priority.HIGH, source="PL27"))
    desk.tasks.save(Task(title=Bilingual(home="C"), due=datetime(2026, 11, 24), host_owner="Raman"))
    assert titles(desk) == ["C", "B", "A"]
    assert titles(desk, descending=True) == ["B", "C", "A"]
    assert titles(desk, key=TaskSort.TITLE) == ["A", "B", "C"]
    assert titles(desk, key=TaskSort.PRIORITY)[0] == "A"
    assert titles(desk, key=TaskSort.HOST_OWNER) == ["C", "B", "A"]
    assert titles(desk, key=TaskSort.SOURCE)[0] == "A"


def test_lists_are_narrowed_by_words_state_and_days(desk):
    desk.tasks.save(Task(title=Bilingual("Roster", "参加者名簿"), due=datetime(2026, 11, 25)))
    desk.tasks.complete([desk.tasks.save(task("Report")).id])
    assert titles(desk, TaskFilter(words="名簿")) == ["Roster"]
    assert titles(desk, TaskFilter(words="rost")) == ["Roster"]
    assert titles(desk, TaskFilter(words="…")) == []
    assert titles(desk, TaskFilter(states=(TaskState.DONE,))) == ["Report"]
    assert titles(desk, TaskFilter(due_until=datetime(2026, 11, 25, 7, tzinfo=UTC))) == []
    assert titles(
        desk,
        TaskFilter(due_since=datetime(2026, 11, 25, 7, tzinfo=UTC), due_until=datetime(2026, 11, 26, 7, tzinfo=UTC)),
    ) == ["Roster"]


def test_counts_and_suspenses_tell_what_is_late(desk):
    desk.tasks.save(task("Late", due=datetime(2026, 11, 23)))
    desk.tasks.save(task("Today", due=datetime(2026, 11, 24)))
    desk.tasks.save(task("Some day"))
    counts = desk.tasks.counts()
    assert (counts.open, counts.overdue) == (3, 1)
    assert [line.title.host for line in desk.tasks.suspenses(date(2026, 11, 24))] == ["Late", "Today"]


def test_the_trash_gives_back(desk):
    saved = desk.tasks.save(task())
    desk.tasks.delete([saved.id])
    assert titles(desk) == []
    desk.tasks.restore([saved.id])
    assert titles(desk) == ["Return side letter comments"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
wordings = st.sampled_from(Wording)
lines = texts.map(unturned)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
tasks = st.builds(
    Task,
    title=st.builds(Bilingual, st.just("T") | lines.map(lambda text: f"t{text}"), lines, wordings, wordings),
    detail=st.builds(Bilingual, texts, texts),
    priority=st.sampled_from(Priority),
    due=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    due_zone=st.sampled_from(["", DENVER, TOKYO, "UTC"]),
    due_all_day=st.booleans(),
    start=st.none() | days,
    percent=st.integers(0, 99),
    own_owner=texts,
    host_owner=texts,
    reason=texts,
    source=texts,
    checklist=st.lists(st.builds(ChecklistItem, texts, st.booleans()), max_size=3).map(tuple),
    categories=st.lists(texts, max_size=3).map(tuple),
)


@given(tasks)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_task_comes_back_as_it_was_saved(desk, made):
    saved = desk.tasks.save(made)
    read = desk.tasks.task(saved.id)
    assert read == saved
    assert replace(read, id=0, uid="", version=0, created_at=None, updated_at=None, author="") == made


@given(days, st.integers(1, 60), days)
def test_a_snoozed_suspense_is_never_in_the_past(day, by, today):
    moved = rules.snoozed(task(due=datetime.combine(day, datetime.min.time())), by, today, DENVER)
    assert moved.due is not None
    assert moved.due.date() >= today + timedelta(days=by)
