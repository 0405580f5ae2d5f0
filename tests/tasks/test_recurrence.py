"""A recurring task that is done is followed by the next: as often as its rule says, on the day it says, once."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.app.between.promises import next_by_rule
from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import ChecklistItem, LogEntry, Repeats, Task, TaskFilter, TaskSort, TaskState
from liaison_desk.tasks.rules import recurring

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"


def weekly(rule="FREQ=WEEKLY", **more):
    values = {"due": datetime(2026, 11, 27), "repeats": Repeats.BY_DATE} | more
    return Task(title=Bilingual("Weekly report", "週報"), rules=(rule,), **values)


def open_tasks(desk):
    ids = list(desk.tasks.tasks(TaskFilter(states=(TaskState.OPEN,)), Sort(TaskSort.DUE)).ids)
    return [desk.tasks.task(one) for one in ids]


def run_out(desk, task, most=12):
    """Complete a task and all that follow it; return their suspenses."""
    desk.tasks.save(task)
    dues = []
    while (left := open_tasks(desk)) and len(dues) < most:
        dues += [one.due for one in left]
        desk.tasks.complete([one.id for one in left])
    return dues


def test_a_rule_that_counts_three_makes_three_tasks_in_all(desk):
    dues = run_out(desk, weekly("FREQ=WEEKLY;COUNT=3"))
    assert [due.day for due in dues] == [27, 4, 11]


@pytest.mark.parametrize("until", ["20261211", "20261211T065900Z", "20261211T070000Z", "20261210T235959"])
def test_until_ends_it_where_the_suspense_falls(desk, until):
    due = datetime(2026, 11, 27, 0)
    dues = run_out(desk, weekly(f"FREQ=WEEKLY;UNTIL={until}", due=due, due_zone=DENVER, due_all_day=False))
    last = {"20261211": 11, "20261211T065900Z": 4, "20261211T070000Z": 11, "20261210T235959": 4}[until]
    assert dues[-1].day == last


def test_the_last_day_of_the_month_stays_the_last(desk):
    dues = run_out(desk, weekly("FREQ=MONTHLY;COUNT=5", due=datetime(2027, 1, 31)))
    assert [(due.month, due.day) for due in dues] == [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]


def test_a_leap_day_is_the_last_of_february_in_other_years(desk):
    dues = run_out(desk, weekly("FREQ=YEARLY;COUNT=5", due=datetime(2028, 2, 29)))
    assert [(due.year, due.day) for due in dues] == [(2028, 29), (2029, 28), (2030, 28), (2031, 28), (2032, 29)]


def test_after_completion_it_counts_from_the_day_it_was_done(desk):
    desk.tasks.save(weekly("FREQ=DAILY;INTERVAL=10", due=datetime(2026, 10, 1, 14), due_zone=TOKYO, due_all_day=False,
                           repeats=Repeats.AFTER_DONE))  # fmt: skip
    desk.tasks.complete([open_tasks(desk)[0].id])
    assert open_tasks(desk)[0].due == datetime(2026, 12, 5, 14)  # it is the 25th in Tokyo already


@pytest.mark.parametrize(
    ("due", "zone", "after"),
    [
        (datetime(2026, 11, 25, 2), "UTC", datetime(2026, 12, 2, 2)),  # the evening of the 24th in Denver
        (datetime(2026, 11, 25, 20), "UTC", datetime(2026, 12, 1, 20)),  # its afternoon of the 25th
        (datetime(2026, 11, 25, 11), TOKYO, datetime(2026, 12, 2, 11)),
        (datetime(2026, 11, 24, 19), DENVER, datetime(2026, 12, 1, 19)),
    ],
)
def test_after_completion_it_counts_from_the_day_at_the_host(desk, due, zone, after):
    asked = weekly("FREQ=WEEKLY", due=due, due_zone=zone, due_all_day=False, repeats=Repeats.AFTER_DONE)
    desk.tasks.save(asked)
    desk.tasks.complete([open_tasks(desk)[0].id])  # 24 Nov, in the morning in Denver
    assert open_tasks(desk)[0].due == after


def test_done_on_the_last_of_january_a_month_later_is_the_last_of_february():
    task = weekly("FREQ=MONTHLY", due=datetime(2027, 1, 15), repeats=Repeats.AFTER_DONE, uid="a")
    after = recurring.successor(task, datetime(2027, 1, 31, 9), DENVER, next_by_rule)
    again = recurring.successor(after, datetime(2027, 3, 15, 9), DENVER, next_by_rule)
    assert (after.due, again.due, again.rules) == (datetime(2027, 2, 28), datetime(2027, 4, 15), ("FREQ=MONTHLY",))


def test_what_follows_begins_anew(desk):
    done = weekly(checklist=(ChecklistItem("Draft", True),), percent=40, asleep_until=date(2026, 11, 25), reminders=(60,),
                  log=(LogEntry(datetime(2026, 11, 1, tzinfo=UTC), "x", "y"),), own_owner="Tanaka")  # fmt: skip
    desk.tasks.save(done)
    desk.tasks.complete([open_tasks(desk)[0].id])
    (after,) = open_tasks(desk)
    assert (after.checklist, after.percent, after.log, after.asleep_until) == ((ChecklistItem("Draft"),), 0, (), None)
    assert (after.reminders, after.own_owner, after.title.home) == ((60,), "Tanaka", "週報")


def test_done_in_two_windows_it_is_followed_once(any_desk):
    saved = any_desk.tasks.save(weekly())
    other = open_desk(any_desk.location, clock=any_desk.clock)
    other.tasks.complete([saved.id])
    any_desk.tasks.complete([saved.id])
    other.close()
    assert [one.due.day for one in open_tasks(any_desk)] == [4]


def test_undo_takes_the_successor_back_and_redo_brings_it(desk):
    saved = desk.tasks.save(weekly())
    desk.tasks.complete([saved.id])
    desk.history.undo()
    assert [one.id for one in open_tasks(desk)] == [saved.id]
    desk.history.redo()
    assert [one.due.day for one in open_tasks(desk)] == [4]


@pytest.mark.parametrize("back", ["put back", "reopened"])
def test_taken_back_by_hand_the_successor_goes_and_done_again_it_comes_again(desk, back):
    saved = desk.tasks.save(weekly())
    desk.tasks.complete([saved.id])
    if back == "reopened":
        desk.tasks.reopen([saved.id])
    else:
        desk.tasks.put_back({saved.id: saved})
    assert [one.id for one in open_tasks(desk)] == [saved.id]
    desk.tasks.complete([saved.id])
    assert [one.due.day for one in open_tasks(desk)] == [4]


def test_a_successor_that_somebody_worked_on_stays(desk):
    saved = desk.tasks.save(weekly())
    desk.tasks.complete([saved.id])
    desk.tasks.log(open_tasks(desk)[0].id, "Begun already")
    desk.tasks.reopen([saved.id])
    assert len(open_tasks(desk)) == 2


def test_saved_as_done_in_the_form_it_is_followed_too(desk):
    saved = desk.tasks.save(weekly())
    desk.tasks.save(replace(saved, state=TaskState.DONE))
    assert [one.due.day for one in open_tasks(desk)] == [4]


@pytest.mark.parametrize(
    "rule", ["nonsense", "FREQ=WEEKLY;COUNT=1", "FREQ=WEEKLY;UNTIL=20261127", "COUNT=x;FREQ=QUARTERLY"]
)
def test_a_rule_that_is_over_or_none_gives_nothing_more(desk, rule):
    desk.tasks.save(weekly(rule))
    desk.tasks.complete([open_tasks(desk)[0].id])
    assert open_tasks(desk) == []


_DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31)).map(lambda day: datetime(day.year, day.month, day.day))


@given(_DAYS, st.sampled_from(recurring.FREQUENCIES), st.integers(1, 6), st.integers(1, 9), st.booleans())
def test_a_plain_rule_never_skips_a_period_and_counts_right(begun, frequency, interval, count, from_completion):
    plain = recurring.Plain(frequency, interval, count)
    rule = recurring.plain_rule(plain)
    assert recurring.read_plain(recurring.kept_to_day(rule, begun)) == plain
    task = weekly(rule, due=begun, uid="a", repeats=Repeats.AFTER_DONE if from_completion else Repeats.BY_DATE)
    dues, uids = [begun], {"a"}
    while (after := recurring.successor(task, dues[-1], DENVER, next_by_rule)) is not None:
        dues.append(after.due)
        uids.add(after.uid)
        task = after
    assert len(dues) == len(uids) == count
    for before, now in itertools.pairwise(dues):
        months = (now.year - before.year) * 12 + now.month - before.month
        if frequency in {"DAILY", "WEEKLY"}:
            assert now - before == timedelta(days=interval * (7 if frequency == "WEEKLY" else 1))
        else:
            assert months == interval * (12 if frequency == "YEARLY" else 1)
            last = (now + timedelta(days=1)).day == 1
            wanted = before.day if from_completion else begun.day
            assert now.day == wanted or (last and now.day < wanted)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["complete", "reopen", "undo", "redo"]), max_size=8))
def test_whatever_is_done_and_taken_back_there_is_one_task_at_most_of_each_day(desk, deeds):
    saved = desk.tasks.save(weekly("FREQ=WEEKLY;COUNT=2"))
    for deed in deeds:
        if deed in {"undo", "redo"}:
            getattr(desk.history, deed)()
        elif not desk.tasks.task(saved.id).deleted_at:
            getattr(desk.tasks, deed)([saved.id])
    mine = {saved.uid, recurring.successor_uid(saved.uid)}
    dues = [one.due for one in open_tasks(desk) if one.uid in mine]
    assert len(dues) == len(set(dues)) <= 1
