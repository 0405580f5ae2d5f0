"""The inputs of a battle-rhythm card become tasks, each once, and the tasks follow their event."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Calendar, Event, Override, Recurrence, RhythmCard, RhythmInput, Status
from liaison_desk.calendar.rules.rhythm import Deed, InputTask, due_inputs, keyed, named, read_name, steps
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort, TaskState
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
SLIDES = RhythmInput(Bilingual("Slides", "資料"), 2, time(16, 0), "J5 secretariat", key="a")
NAMES = RhythmInput(Bilingual("Names", "名簿"), 0, key="b")
WEEKLY = Event(
    id=7, calendar_id=1, title=Bilingual("Plans sync", "計画調整"), start=datetime(2026, 11, 25, 9), end=datetime(2026, 11, 25, 10),
    zone=DENVER, marking=SHARED, recurrence=Recurrence(("FREQ=WEEKLY",)), rhythm=RhythmCard(inputs=(SLIDES, NAMES)),
)  # fmt: skip
WEEK = timedelta(weeks=1)


def test_an_input_is_due_on_the_wall_clock_of_the_events_zone_worked_back_over_the_change_of_clocks():
    event = replace(WEEKLY, start=datetime(2026, 3, 9, 9), end=datetime(2026, 3, 9, 10), recurrence=None)
    found = [due for _, _, due in due_inputs(event, datetime(2026, 3, 1, tzinfo=UTC), NOW, DENVER)]
    assert [(one.due, one.zone, one.all_day) for one in found] == [
        (datetime(2026, 3, 7, 16), DENVER, False), (datetime(2026, 3, 9, 9), DENVER, False)
    ]  # fmt: skip


def test_cancelled_and_excluded_occurrences_ask_for_nothing():
    event = replace(
        WEEKLY,
        recurrence=Recurrence(("FREQ=WEEKLY",), excluded=(WEEKLY.start,)),
        overrides=(
            Override(WEEKLY.start + WEEK, WEEKLY.start + WEEK, WEEKLY.end + WEEK, DENVER, status=Status.CANCELLED),
        ),
    )
    asked = [one.at for _, one, _ in due_inputs(event, NOW, NOW + 3 * WEEK, DENVER)]
    assert set(asked) == {WEEKLY.start + 2 * WEEK}
    assert list(due_inputs(replace(WEEKLY, status=Status.CANCELLED), NOW, NOW + 3 * WEEK, DENVER)) == []


def test_the_input_of_a_day_without_a_time_is_due_that_day():
    event = replace(WEEKLY, start=datetime(2026, 11, 27), end=datetime(2026, 11, 28), zone="", all_day=True)
    _, _, due = next(due_inputs(replace(event, rhythm=RhythmCard(inputs=(NAMES,))), NOW, NOW + WEEK, DENVER))
    assert (due.due, due.zone, due.all_day) == (datetime(2026, 11, 27), "", True)


def test_an_input_due_more_than_two_weeks_before_becomes_a_task_before_it_is_due():
    early = replace(SLIDES, days_before=30)
    once = replace(
        WEEKLY, start=datetime(2026, 12, 28, 9), end=datetime(2026, 12, 28, 10), recurrence=None, rhythm=RhythmCard(inputs=(early, NAMES)),
    )  # fmt: skip
    assert [one.key for one in steps(once, [], NOW, DENVER)] == ["a"]


def test_keys_are_given_once_and_kept():
    card = RhythmCard(inputs=(SLIDES, replace(NAMES, key=""), replace(NAMES, key="a")))
    given_ = keyed(replace(WEEKLY, rhythm=card), iter(("n1", "n2")))
    assert [one.key for one in given_.rhythm.inputs] == ["a", "n1", "n2"]
    assert keyed(given_, iter(())) is given_


@pytest.mark.parametrize("text", ["", "a", "@", "a@soon"])
def test_a_task_of_something_else_is_no_input(text):
    assert read_name(text) is None


def done_with(tasks, found):
    """Do what the steps say with a list of tasks, as the desk would."""
    kept = {one.id: one for one in tasks}
    for step in found:
        id_ = step.task_id or max(kept, default=0) + 1
        was = kept.get(id_)
        kept[id_] = InputTask(
            id_, step.key, step.at,
            open=step.deed in {Deed.MAKE, Deed.REOPEN} or (was is not None and was.open and step.deed is not Deed.CANCEL),
            withdrawn=step.deed is Deed.CANCEL or (was is not None and was.withdrawn and step.deed is Deed.NAME),
        )  # fmt: skip
    return list(kept.values())


days = st.integers(0, 20)
starts = st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 20)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@st.composite
def series(draw):
    start = draw(starts)
    rule = draw(st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;COUNT=3", ""]))
    inputs = tuple(
        RhythmInput(Bilingual(f"input {n}"), draw(days), draw(st.none() | st.times()), key=f"k{n}", makes_task=draw(st.booleans()))
        for n in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    overrides = []
    for n in draw(st.sets(st.integers(0, 4), max_size=3)) if rule == "FREQ=DAILY" else ():
        at = start + timedelta(days=n)
        moved = at + timedelta(hours=draw(st.integers(-40, 40)))
        status = draw(st.sampled_from([Status.CONFIRMED, Status.CANCELLED]))
        overrides.append(Override(at, moved, moved + timedelta(hours=1), DENVER, status=status))
    return replace(
        WEEKLY, start=start, end=start + timedelta(hours=1), zone=draw(st.sampled_from([DENVER, TOKYO, ""])),
        recurrence=Recurrence((rule,)) if rule else None, rhythm=RhythmCard(inputs=inputs) if inputs else None,
        overrides=tuple(overrides), status=draw(st.sampled_from([Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED])),
    )  # fmt: skip


@given(series(), series(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_was_settled_needs_nothing_more_and_nothing_is_asked_twice(event, changed, in_trash):
    tasks = done_with([], steps(event, [], NOW, DENVER))
    assert steps(event, tasks, NOW, DENVER) == []
    after = None if in_trash else changed
    shift = changed.start - event.start
    tasks = done_with(tasks, steps(after, tasks, NOW, DENVER, event, shift))
    assert steps(after, tasks, NOW, DENVER) == []
    assert len({(one.key, one.at) for one in tasks}) == len(tasks)
    if in_trash:
        assert not any(one.open for one in tasks)
    back = done_with(tasks, steps(changed, tasks, NOW, DENVER))
    assert steps(changed, back, NOW, DENVER) == []


# On a real desk


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "r.desk", DeskProfile(), FixedClock(NOW))
    yield desk
    desk.close()


@pytest.fixture
def calendar(desk):
    return desk.calendars.save_calendar(Calendar(name=Bilingual("Battle rhythm", "バトルリズム")))


@pytest.fixture
def event(desk, calendar):
    return desk.calendars.save(replace(WEEKLY, id=0, calendar_id=calendar.id))


def tasks_of(desk, *, trash=False):
    ids = desk.tasks.tasks(TaskFilter(trash=trash), Sort(TaskSort.DUE)).ids
    found = desk.tasks.tasks_by_ids(ids)
    return [found[id_] for id_ in ids]


def told(desk, **more):
    return [(one.title.host, one.due, str(one.state)) for one in tasks_of(desk, **more)]


def test_saving_an_event_makes_the_tasks_of_the_next_two_weeks_and_undo_takes_both_back(desk, event):
    made = tasks_of(desk)
    assert [(one.title.host, one.due) for one in made] == [
        ("Slides", datetime(2026, 11, 23, 16)), ("Names", datetime(2026, 11, 25, 9)),
        ("Slides", datetime(2026, 11, 30, 16)), ("Names", datetime(2026, 12, 2, 9)),
    ]  # fmt: skip
    first = made[0]
    assert (first.source_kind, first.source_id, first.source, first.marking) == (
        "event",
        event.id,
        "Plans sync",
        SHARED,
    )
    assert (first.source_uid, first.due_zone, first.host_owner) == (named("a", event.start), DENVER, "J5 secretariat")
    desk.history.undo()
    assert tasks_of(desk) == []


def test_settling_twice_changes_nothing_and_writes_no_history(desk, event):
    before, entries = told(desk), desk.history.count()
    desk.rhythm.settle()
    desk.rhythm.settle()
    assert (told(desk), desk.history.count()) == (before, entries)


def test_settling_days_later_makes_what_has_come_near(desk, event, tmp_path):
    location = desk.location
    from liaison_desk.app.desk import open_desk

    later = open_desk(location, clock=FixedClock(NOW + timedelta(days=8)))
    later.rhythm.settle()
    assert [one.due for one in tasks_of(later)][-1] == datetime(2026, 12, 16, 9)
    later.close()


def test_undo_takes_back_what_the_officer_did_and_not_the_tasks_the_desk_made_by_itself(desk, event):
    from liaison_desk.app.desk import open_desk

    desk.calendars.save(replace(event, place=Bilingual("Room 3")))
    own = "Make tasks of the battle rhythm"
    with closing(open_desk(desk.location, clock=FixedClock(NOW + timedelta(days=8)))) as later:
        later.rhythm.settle()
        made = told(later)
        assert len(made) > len(event.rhythm.inputs)
        assert later.history.entries(limit=1)[0].label == own
        assert [one.label for one in later.history.since(NOW + timedelta(days=7))] == [own]
        assert later.history.undo() == "Change an event"
        assert (told(later), later.calendars.event(event.id).place) == (made, event.place)
    with closing(open_desk(desk.location, clock=FixedClock(NOW + timedelta(days=15)))) as latest:
        latest.rhythm.settle()
        assert len(told(latest)) > len(made)
        assert latest.history.redo() == "Change an event"
        assert latest.calendars.event(event.id).place == Bilingual("Room 3")


def test_undo_of_an_older_deed_leaves_no_task_the_desk_made_since_where_nothing_asks_for_it(desk, event):
    from liaison_desk.app.desk import open_desk

    day = timedelta(days=1)
    desk.calendars.save(replace(event, start=event.start + day, end=event.end + day))
    with closing(open_desk(desk.location, clock=FixedClock(NOW + timedelta(days=8)))) as later:
        later.rhythm.settle()
        moved = told(later)
        for shift, step in (
            (timedelta(), later.history.undo),
            (day, later.history.redo),
            (timedelta(), later.history.undo),
        ):
            assert step() == "Change an event"
            names = [due for title, due, state in told(later) if title == "Names" and state == "open"]
            assert names[:3] == [event.start + shift + number * WEEK for number in range(3)]
            assert {due - names[0] for due in names} == {number * WEEK for number in range(len(names))}
        later.history.redo()
        assert [one for one in told(later) if one[2] == "open"] == moved
        later.history.undo()
        assert later.history.undo() == "Add an event"
        assert [one for one in told(later) if one[2] == "open"] == []


def test_an_occurrence_that_moves_takes_its_open_tasks_along_and_leaves_done_ones(desk, event):
    slides, names = tasks_of(desk)[2:]
    desk.tasks.complete([names.id])
    at = event.start + WEEK
    moved = datetime(2026, 12, 3, 13)
    desk.calendars.change_occurrence(event.id, Override(at, moved, moved + timedelta(hours=1), DENVER))
    assert desk.tasks.task(slides.id).due == datetime(2026, 12, 1, 16)
    assert desk.tasks.task(names.id).due == datetime(2026, 12, 2, 9)


def test_a_suspense_the_user_moved_stays_until_the_occurrence_moves(desk, event):
    names = tasks_of(desk)[1]
    desk.tasks.snooze([names.id], 1)
    desk.calendars.save(replace(desk.calendars.event(event.id), place=Bilingual("Room 3")))
    desk.rhythm.settle()
    assert desk.tasks.task(names.id).due == datetime(2026, 11, 26, 9)


def test_a_cancelled_occurrence_withdraws_its_tasks_and_gives_them_back_when_it_takes_place(desk, event):
    at = event.start + WEEK
    gone = Override(at, at, at + timedelta(hours=1), DENVER, status=Status.CANCELLED)
    desk.calendars.change_occurrence(event.id, gone)
    late = tasks_of(desk)[2:]
    assert [(str(one.state), one.reason) for one in late] == [
        ("cancelled", "It does not take place. / 行われない。")
    ] * 2
    desk.calendars.change_occurrence(event.id, replace(gone, status=Status.CONFIRMED))
    assert [(str(one.state), one.reason) for one in tasks_of(desk)[2:]] == [("open", "")] * 2


def test_what_the_user_cancelled_himself_stays_cancelled(desk, event):
    task = tasks_of(desk)[2]
    desk.tasks.save(replace(task, state=TaskState.CANCELLED, reason="Not needed"))
    desk.calendars.save(replace(desk.calendars.event(event.id), place=Bilingual("Room 3")))
    desk.rhythm.settle()
    assert desk.tasks.task(task.id).reason == "Not needed"


def test_a_task_the_user_deleted_does_not_come_back(desk, event):
    desk.tasks.delete([tasks_of(desk)[2].id])
    desk.rhythm.settle()
    moved = replace(desk.calendars.event(event.id), start=datetime(2026, 11, 25, 10), end=datetime(2026, 11, 25, 11))
    desk.calendars.save(moved)
    assert [one[0] for one in told(desk)] == ["Slides", "Names", "Names"]
    assert len(tasks_of(desk, trash=True)) == 1


@pytest.mark.parametrize("how", ["skip", "delete", "calendar", "card"])
def test_what_is_not_there_any_more_asks_for_nothing(desk, event, calendar, how):
    if how == "skip":
        for n in range(2):
            desk.calendars.skip_occurrence(event.id, event.start + n * WEEK)
    elif how == "delete":
        desk.calendars.delete([event.id])
    elif how == "calendar":
        desk.calendars.delete_calendars([calendar.id])
    else:
        desk.calendars.save(replace(desk.calendars.event(event.id), rhythm=None))
    states = {str(one.state) for one in tasks_of(desk) if one.due > datetime(2026, 12, 9) or how != "skip"}
    assert states <= {"cancelled"}
    assert [one[2] for one in told(desk)][:4] == ["cancelled"] * 4
    entries = desk.history.count()
    desk.rhythm.settle()
    assert desk.history.count() == entries


def test_a_series_parted_in_two_shares_its_tasks_out(desk, event):
    at = event.start + WEEK
    changed = replace(
        desk.calendars.event(event.id),
        start=at + timedelta(hours=2),
        end=at + timedelta(hours=3),
        title=Bilingual("Sync"),
    )
    new = desk.calendars.split(event.id, at, changed)
    found = tasks_of(desk)
    assert [(one.source_id, one.due, str(one.state)) for one in found] == [
        (event.id, datetime(2026, 11, 23, 16), "open"), (event.id, datetime(2026, 11, 25, 9), "open"),
        (new.id, datetime(2026, 11, 30, 16), "open"), (new.id, datetime(2026, 12, 2, 11), "open"),
    ]  # fmt: skip
    entries = desk.history.count()
    desk.rhythm.settle()
    assert desk.history.count() == entries


def test_a_moved_series_keeps_its_tasks(desk, event):
    before = [one.id for one in tasks_of(desk)]
    from liaison_desk.calendar.rules import moved

    now = desk.calendars.event(event.id)
    desk.calendars.save(moved(now, now.start + timedelta(days=1), local_zone=DENVER))
    assert [one.id for one in tasks_of(desk)] == before
    assert [one.due for one in tasks_of(desk)][3] == datetime(2026, 12, 3, 9)


def test_an_input_given_another_name_renames_its_open_tasks(desk, event):
    now = desk.calendars.event(event.id)
    other = replace(now.rhythm.inputs[0], what=Bilingual("Two slides", "資料2枚"))
    desk.calendars.save(replace(now, rhythm=replace(now.rhythm, inputs=(other, now.rhythm.inputs[1]))))
    assert [one[0] for one in told(desk)] == ["Two slides", "Names"] * 2


def test_an_import_makes_no_tasks_for_it_may_bring_them_along_and_settling_makes_what_it_did_not(desk, calendar):
    with desk.database.write("Import") as transaction:
        desk.calendars.save_in(transaction, [replace(WEEKLY, id=0, calendar_id=calendar.id)])
    assert tasks_of(desk) == []
    desk.rhythm.settle()
    assert len(tasks_of(desk)) == 4
