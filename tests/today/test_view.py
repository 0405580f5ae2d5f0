"""What presses today: each list holds what it says, in its order, without what sleeps, and only what changed is read again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Rfi, RfiStatus, Side, Task, TaskFilter, TaskKind, TaskState, TaskView
from liaison_desk.today.view import EVERYTHING, Part, TodayView, parts_of, read_parts

DAY = date(2026, 11, 24)


def task(title, **more):
    return Task(title=Bilingual(title), **more)


def promise(title, source, target, **more):
    return task(title, kind=TaskKind.COMMITMENT, from_nation=source, to_nation=target, **more)


def rfi(title, source, target, status=RfiStatus.SUBMITTED, **more):
    asked = Rfi(status=status, office="J3", received=more.pop("received", None))
    return task(title, kind=TaskKind.RFI, from_nation=source, to_nation=target, rfi=asked, **more)


def due(day):
    return {"due": datetime(2026, 11, day)}


def titles(ones):
    return [one.line.title.host for one in ones]


def statements(desk):
    """Return how many statements it takes to read what presses."""
    sent = []
    note = lambda _connection, _cursor, statement, *_: sent.append(statement)  # noqa: E731
    event.listen(desk.database.engine, "before_cursor_execute", note)
    pressing(desk)
    event.remove(desk.database.engine, "before_cursor_execute", note)
    return len([one for one in sent if "SELECT" in one])


def pressing(desk):
    return desk.tasks.pressing(DAY + timedelta(days=6))


def test_each_list_holds_what_it_says_in_its_order(desk):
    for one in (
        task("Later than the horizon", due=datetime(2026, 12, 20)),
        task("Due second", **due(26)),
        task("Due first", state=TaskState.IN_PROGRESS, **due(20)),
        task("Done", state=TaskState.DONE, **due(20)),
        task("Waits short", state=TaskState.WAITING, waiting_on="J6", waiting_since=date(2026, 11, 20)),
        task(
            "Waits long",
            state=TaskState.WAITING,
            waiting_on="J3",
            waiting_since=date(2026, 10, 1),
            waiting_side=Side.HOST,
        ),
        promise("Ours without a day", "JPN", "USA"),
        promise("Ours late", "JPN", "USA", due=datetime(2026, 12, 24)),
        promise("Ours soon", "JPN", "USA", state=TaskState.WAITING, waiting_on="J6", due=datetime(2026, 12, 1)),
        promise("Theirs", "USA", "JPN", due=datetime(2026, 12, 2)),
        promise("Of a third to us", "AUS", "JPN"),
        rfi("Answered", "JPN", "USA", RfiStatus.ANSWERED),
        rfi("Asked of us", "USA", "JPN", due=datetime(2026, 12, 3)),
        rfi("Drafted", "JPN", "USA", RfiStatus.DRAFT),
    ):
        desk.tasks.save(one)
    found = pressing(desk)
    assert titles(found.due) == ["Due first", "Due second"]
    assert titles(found.waiting) == ["Waits long", "Waits short", "Ours soon"]
    assert titles(found.rfis) == ["Asked of us", "Drafted"]
    assert titles(found.ours) == ["Ours soon", "Ours late", "Ours without a day"]
    assert titles(found.theirs) == ["Theirs", "Of a third to us"]
    assert found.asleep == 0


def test_what_sleeps_is_left_out_of_every_list_and_counted_until_its_day(desk, clock):
    until = {"asleep_until": date(2026, 11, 25)}
    for one in (
        task("Due", **due(24), **until),
        task("Waits", state=TaskState.WAITING, waiting_on="J6", **until),
        promise("Ours", "JPN", "USA", **until),
        promise("Theirs", "USA", "JPN", **until),
        rfi("Asked", "JPN", "USA", **until),
        task("Done", state=TaskState.DONE, **until),
    ):
        desk.tasks.save(one)
    found = pressing(desk)
    assert [found.due, found.waiting, found.rfis, found.ours, found.theirs] == [()] * 5
    assert found.asleep == 5
    clock.forward(days=1)
    awake = pressing(desk)
    assert [len(ones) for ones in (awake.due, awake.waiting, awake.rfis, awake.ours, awake.theirs)] == [1] * 5
    assert awake.asleep == 0


def test_a_list_is_read_no_further_than_asked(desk):
    desk.tasks.save_all([task(f"Task {n:02}", **due(1 + n % 20)) for n in range(30)], "Add tasks")
    found = desk.tasks.pressing(DAY, limit=7)
    days = sorted(1 + n % 20 for n in range(30))
    assert [one.line.due.day for one in found.due] == days[:7]


def test_what_a_task_came_of_is_told_in_both_languages_and_in_the_words_kept_where_it_is_gone(desk):
    meeting = desk.meetings.save(
        Meeting(
            title=Bilingual("J5 sync", "J5調整"),
            start=datetime(2026, 11, 20, 9),
            end=datetime(2026, 11, 20, 10),
            zone="UTC",
        )
    )
    of_meeting = {"source_kind": "meeting", "source": "J5 sync"}
    desk.tasks.save(task("Linked", source_id=meeting.id, **of_meeting, **due(24)))
    desk.tasks.save(task("Of a record of another kind", source_kind="elsewhere", source_id=meeting.id, **due(25)))
    linked, other = pressing(desk).due
    assert linked.origin == Bilingual("J5 sync", "J5調整")
    assert other.origin == Bilingual()


def test_a_request_tells_where_it_stands_and_since_when(desk):
    desk.tasks.save(rfi("With a day", "JPN", "USA", RfiStatus.PARTIAL, received=date(2026, 11, 15)))
    desk.tasks.save(rfi("Without", "JPN", "USA"))
    with_day, without = pressing(desk).rfis
    assert (with_day.status, with_day.asked, with_day.line.number) == (RfiStatus.PARTIAL, date(2026, 11, 15), "26-001")
    assert without.asked == desk.clock.now().date()


def test_what_presses_costs_the_same_number_of_statements_however_much_there_is(desk):
    desk.tasks.save(promise("One", "JPN", "USA", **due(24)))
    few = statements(desk)
    desk.tasks.save_all([promise(f"More {n}", "JPN", "USA", **due(24)) for n in range(40)], "Add tasks")
    assert len(pressing(desk).ours) == 41
    assert statements(desk) == few


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("task", {Part.TASKS, Part.VIEWS}),
        ("portion", {Part.DRAFTS}),
        ("person", {Part.PEOPLE}),
        ("meeting", {Part.TASKS, Part.DRAFTS, Part.PEOPLE}),
        ("attachment", set()),
    ],
)
def test_a_change_touches_the_parts_that_tell_of_it(kind, parts):
    assert parts_of([kind]) == parts | {Part.RECENT}
    assert parts_of(["profile"]) == EVERYTHING


def test_reading_some_parts_tells_nothing_of_the_others(desk, sources):
    desk.tasks.save(task("Due", **due(24)))
    desk.task_views.save(TaskView(name="Overdue", wanted=TaskFilter(overdue=True), pinned=True))
    whole = TodayView(**read_parts(sources, desk.clock.now(), EVERYTHING))
    assert titles(whole.pressing.due) == ["Due"]
    assert [(view.name, count) for view, count in whole.views] == [("Overdue", 0)]
    some = read_parts(sources, desk.clock.now(), {Part.PEOPLE})
    assert set(some) == {"now", "day", "profile", "neglected", "searches"}
    assert replace(whole, **some) == whole


def test_both_engines_read_the_same(any_desk):
    home = any_desk.profile.get().home
    for one in (
        task("Due", **due(24)),
        task("Asleep", asleep_until=date(2027, 1, 1), **due(24)),
        task("Waits", state=TaskState.WAITING, waiting_on="J6", waiting_since=date(2026, 11, 1)),
        promise("Ours", home, "AUS"),
        promise("Theirs", "AUS", home, **due(25)),
        rfi("Asked", home, "AUS"),
    ):
        any_desk.tasks.save(one)
    found = pressing(any_desk)
    assert [titles(ones) for ones in (found.due, found.waiting, found.rfis, found.ours, found.theirs)] == [
        ["Due", "Theirs"], ["Waits"], ["Asked"], ["Ours"], ["Theirs"],
    ]  # fmt: skip
    assert found.asleep == 1
