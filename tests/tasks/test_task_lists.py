"""Lists of tasks on a real desk in a file: groups, scopes, board, spans; it is 0941 in Colorado Springs on 24 November 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import (
    Priority,
    Rfi,
    RfiStatus,
    Side,
    TaskFilter,
    TaskGrouping,
    TaskKind,
    TaskSort,
    TaskState,
    TaskView,
)
from liaison_desk.tasks.rules.groups import Stretch, bounds, next_monday
from liaison_desk.tasks.rules.scopes import Scope, filter_of, scope_of
from liaison_desk.tasks.rules.states import FINISHED
from tests.plans import columns_read_of
from tests.tasks.conftest import DENVER
from tests.tasks.using import task

BY_DUE = Sort(TaskSort.DUE)
SUSPENSE = TaskGrouping.SUSPENSE


def titles(desk, listing):
    ids = list(listing.ids)
    lines = desk.tasks.lines(ids)
    return [lines[number].title.host for number in ids]


def divided(desk, listing):
    """Return label → titles, as the headings divide the list."""
    names = titles(desk, listing)
    return {group.label: names[group.start : group.start + group.count] for group in listing.groups}


def test_suspenses_are_divided_by_the_hosts_days(desk):
    desk.tasks.save_all(
        [
            task("Late", due=datetime(2026, 11, 23)),
            task("Late today", due=datetime(2026, 11, 24, 9), due_zone=DENVER, due_all_day=False),
            task("Today", due=datetime(2026, 11, 24)),
            # 0900 on the 25th in Tokyo is still the 24th here.
            task("Tokyo's morning", due=datetime(2026, 11, 25, 9), due_zone="Asia/Tokyo", due_all_day=False),
            task("Sunday", due=datetime(2026, 11, 29)),
            task("Monday", due=datetime(2026, 11, 30)),
            task("Far", due=datetime(2026, 12, 7)),
            task("Some day"),
            task("Done long ago", due=datetime(2026, 1, 1), state=TaskState.DONE),
        ],
        "x",
    )
    assert divided(desk, desk.tasks.grouped(TaskFilter(), BY_DUE, SUSPENSE)) == {
        "overdue": ["Late", "Late today"],
        "today": ["Tokyo's morning", "Today"],
        "this-week": ["Sunday"],
        "next-week": ["Monday"],
        "later": ["Far"],
        "none": ["Some day"],
        "finished": ["Done long ago"],
    }


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([DENVER, "Asia/Tokyo", "UTC"]),
)
def test_the_bounds_follow_each_other_and_weeks_begin_on_monday(now, zone):
    found = bounds(now, zone)
    assert now < found.today <= found.week < found.next_week
    assert timedelta(days=6, hours=22) < found.next_week - found.week < timedelta(days=7, hours=2)
    assert found.stretch(now, finished=False) is Stretch.TODAY
    assert found.stretch(now - timedelta(seconds=1), finished=False) is Stretch.OVERDUE
    assert found.stretch(None, finished=False) is Stretch.NONE
    monday = next_monday(now.date())
    assert monday.weekday() == 0
    assert 1 <= (monday - now.date()).days <= 7


@pytest.fixture
def mixed(desk):
    """Sixty tasks of every kind, state and suspense."""
    kinds, states, priorities = list(TaskKind), list(TaskState), list(Priority)
    statuses = {
        TaskState.OPEN: RfiStatus.DRAFT, TaskState.IN_PROGRESS: RfiStatus.REVIEW, TaskState.WAITING: RfiStatus.SUBMITTED,
        TaskState.DONE: RfiStatus.ANSWERED, TaskState.CANCELLED: RfiStatus.WITHDRAWN,
    }  # fmt: skip
    made = []
    for n in range(60):
        kind, state = kinds[n % 3], states[n % 5]
        ours = n % 2 == 0
        made.append(
            task(
                f"Task {n:02d}", kind=kind, state=state, priority=priorities[n % 3], reason="moot", waiting_on="Ms. Raman",
                waiting_side=[Side.HOST, Side.HOME, Side.OTHER][n % 3], own_owner=["", "Ito", "Sato"][n % 3],
                host_owner=["Cole", "", "Baker"][n % 3], source=["", "Meeting"][n % 2],
                due=None if n % 7 == 0 else datetime(2026, 11, 24) + timedelta(days=n - 30),
                asleep_until=date(2026, 12, 1) if n % 11 == 0 else None,
                from_nation="" if kind is TaskKind.TASK else "JPN" if ours else "USA",
                to_nation="" if kind is TaskKind.TASK else "USA" if ours else "JPN",
                rfi=Rfi(status=statuses[state]) if kind is TaskKind.RFI else None,
            )
        )  # fmt: skip
    return desk.tasks.save_all(made, "x")


@pytest.mark.parametrize("grouping", list(TaskGrouping))
@pytest.mark.parametrize("key", list(TaskSort))
def test_groups_divide_the_list_without_gap_and_are_in_order_inside(desk, mixed, grouping, key):
    listing = desk.tasks.grouped(TaskFilter(), Sort(key), grouping)
    assert sorted(listing.ids) == sorted(one.id for one in mixed)
    assert sum(group.count for group in listing.groups) == (0 if grouping is TaskGrouping.NOT else 60)
    whole = list(desk.tasks.tasks(TaskFilter(), Sort(key)).ids)
    for group in listing.groups:
        inside = list(listing.ids[group.start : group.start + group.count])
        assert inside == [id_ for id_ in whole if id_ in set(inside)]
    found = desk.tasks.tasks_by_ids(listing.ids)
    edges, label = bounds(desk.clock.now(), DENVER), {
        TaskGrouping.OWN_OWNER: lambda one: one.own_owner, TaskGrouping.HOST_OWNER: lambda one: one.host_owner,
        TaskGrouping.WAITING: lambda one: one.waiting_on, TaskGrouping.SOURCE: lambda one: one.source,
        TaskGrouping.KIND: lambda one: str(one.kind),
        SUSPENSE: lambda one: str(edges.stretch(due_of(desk, one), finished=one.state in FINISHED)),
    }.get(grouping)  # fmt: skip
    for group in listing.groups:
        ids = listing.ids[group.start : group.start + group.count]
        assert {label(found[id_]) for id_ in ids} == {group.label}


def due_of(desk, one):
    return desk.tasks.lines([one.id])[one.id].due_at


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_shows_what_it_says_and_is_known_again(desk, mixed, scope):
    wanted = filter_of(scope, "JPN")
    today = date(2026, 11, 24)
    says = {
        Scope.OPEN: lambda one: one.state not in FINISHED and not (one.asleep_until and one.asleep_until > today),
        Scope.ON_HOST: lambda one: one.state is TaskState.WAITING and one.waiting_side is Side.HOST,
        Scope.ON_HOME: lambda one: one.state is TaskState.WAITING and one.waiting_side is Side.HOME,
        Scope.OVERDUE: lambda one: one.state not in FINISHED and one.due is not None and one.due < datetime(2026, 11, 24),
        Scope.RFIS: lambda one: one.kind is TaskKind.RFI and one.state not in FINISHED,
        Scope.OURS: lambda one: one.kind is TaskKind.COMMITMENT and one.state not in FINISHED and one.from_nation == "JPN",
        Scope.THEIRS: lambda one: one.kind is TaskKind.COMMITMENT and one.state not in FINISHED and one.to_nation == "JPN",
        Scope.DONE: lambda one: one.state in FINISHED,
        Scope.ASLEEP: lambda one: one.asleep_until is not None and one.state not in FINISHED,
        Scope.ALL: lambda _: True,
    }[scope]  # fmt: skip
    found = set(desk.tasks.tasks(wanted, BY_DUE).ids)
    assert found == {one.id for one in mixed if says(one)}
    assert found
    assert desk.tasks.count([wanted]) == [len(found)]
    assert scope_of(wanted, "JPN") is scope


def test_words_narrow_groups_and_counts_alike(desk, mixed):
    wanted = TaskFilter(words="Task 07")
    assert titles(desk, desk.tasks.grouped(wanted, BY_DUE, SUSPENSE)) == ["Task 07"]
    assert desk.tasks.count([wanted]) == [1]
    nothing = TaskFilter(words="!!")
    assert (len(desk.tasks.grouped(nothing, BY_DUE, SUSPENSE)), desk.tasks.count([nothing])) == (0, [0])


def test_the_board_has_every_task_in_the_column_of_its_state(desk, mixed):
    board = desk.tasks.board(TaskFilter(), BY_DUE)
    assert {state: len(found) for state, found in board.items()} == dict.fromkeys(TaskState, 12)
    unfinished = desk.tasks.board(filter_of(Scope.OPEN, "JPN"), BY_DUE)
    assert set(unfinished) == set(TaskState) - {TaskState.CANCELLED}
    assert sorted(unfinished[TaskState.DONE].ids) == sorted(board[TaskState.DONE].ids)
    assert desk.tasks.board(TaskFilter(overdue=True, states=(TaskState.OPEN,)), BY_DUE).keys() == {TaskState.OPEN}


def test_the_days_of_a_span_are_the_hosts(desk):
    early = desk.tasks.save(
        task("0800 in Tokyo", due=datetime(2026, 12, 4, 8), due_zone="Asia/Tokyo", due_all_day=False)
    )
    for day, found in ((2, []), (3, [early.id]), (4, [])):  # at 1600 the day before in Colorado Springs
        span = desk.tasks.between(TaskFilter(), date(2026, 12, day), date(2026, 12, day), 4)
        assert [line.id for line in span.lines] == found
    assert desk.tasks.between(TaskFilter(), date.min, date.max, 4).more == 0


def test_a_span_has_the_suspenses_of_its_days_and_tells_of_the_rest(desk, mixed):
    first, last = date(2026, 11, 24), date(2026, 12, 3)
    span = desk.tasks.between(TaskFilter(), first, last, 4)
    within = [one for one in mixed if one.due is not None and first <= one.due.date() <= last]
    assert [line.id for line in span.lines] == [one.id for one in sorted(within, key=lambda one: one.due)][:4]
    assert span.more == len(within) - 4


def test_a_page_of_any_grouping_costs_the_same_few_queries(desk, mixed):
    asked = []
    engine = desk.database.engine
    event.listen(engine, "before_cursor_execute", lambda *_: asked.append(1))
    for grouping in TaskGrouping:
        asked.clear()
        listing = desk.tasks.grouped(TaskFilter(), BY_DUE, grouping)
        desk.tasks.lines(list(listing.ids[:100]))
        assert len(asked) <= 3 + 2, (
            "one for the ids, one for the headings, one for the lines, and what a reading begins with"
        )


def test_a_view_keeps_everything_and_counts_live(desk, mixed):
    wanted = TaskFilter(words="Task", contact_id=7, states=(TaskState.OPEN,), awake=True, asleep=False)
    saved = desk.task_views.save(
        TaskView(name="Mine", wanted=wanted, sort=TaskSort.LEAD, descending=True, grouping=SUSPENSE, pinned=True)
    )
    assert desk.task_views.views() == [saved]
    asleep = desk.task_views.save(TaskView(name="Asleep", wanted=filter_of(Scope.ASLEEP, "JPN")))
    counted = {view.name: count for view, count in desk.task_views.counted()}
    assert counted == {"Asleep": len(desk.tasks.tasks(asleep.wanted, BY_DUE)), "Mine": 0}


def test_names_and_titles_are_in_order_whatever_their_capitals_and_blanks_come_last(desk):
    for title, owner in (("zebra", ""), ("Alpha", "cole"), ("annex", "Baker"), ("Annex C", "COLE")):
        desk.tasks.save(task(title, own_owner=owner))
    assert titles(desk, desk.tasks.tasks(TaskFilter(), Sort(TaskSort.TITLE))) == ["Alpha", "annex", "Annex C", "zebra"]
    by_owner = titles(desk, desk.tasks.tasks(TaskFilter(), Sort(TaskSort.OWN_OWNER)))
    assert by_owner == ["annex", "Alpha", "Annex C", "zebra"]
    backwards = titles(desk, desk.tasks.tasks(TaskFilter(), Sort(TaskSort.OWN_OWNER, descending=True)))
    assert backwards[-1] == "zebra"


@pytest.mark.parametrize("key", [TaskSort.TITLE, TaskSort.TITLE_HOME, TaskSort.LEAD, TaskSort.SOURCE, TaskSort.CHANGED])
def test_the_orders_of_open_tasks_are_told_by_the_index(desk, key):
    still_open = TaskFilter(states=(TaskState.OPEN, TaskState.WAITING))
    assert columns_read_of(desk.database.engine, lambda: desk.tasks.tasks(still_open, Sort(key)), "task") == 0
