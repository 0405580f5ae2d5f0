"""The timeline of a person: exactly what names him, in order; it is 24 November 2026, 09:41 at the host's headquarters."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.lending.timeline import timeline_of
from liaison_desk.calendar.records import Calendar, Event, Override, Participant, Recurrence, Status
from liaison_desk.contacts.records import Post
from liaison_desk.contacts.rules.timeline import Entry, EntryKind, arranged
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Task, TaskState
from tests.contacts.people import AIDA, YAJIMA, new_desk

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    with closing(new_desk(tmp_path)) as opened:
        yield opened


@pytest.fixture
def people(desk):
    yajima = replace(YAJIMA, date_of_rank=None, posts=(Post(Bilingual("Planner"), since=date(2025, 4, 1)),))
    return desk.contacts.save_all([yajima, AIDA], "Add contacts")


def told(timeline):
    return [one.title.host for one in timeline.coming], [one.title.host for one in timeline.past]


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute)


def event(desk, person, title, start, **more):
    home = desk.calendars.calendars()
    calendar = home[0] if home else desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    who = (Participant(name="Yajima", contact_id=person.id),) if person else ()
    return desk.calendars.save(
        Event(
            title=Bilingual(title), calendar_id=calendar.id, start=start, end=start + timedelta(hours=1),
            zone="America/Denver", **({"participants": who} | more),
        )
    )  # fmt: skip


def meeting(desk, person, title, start, portions=()):
    there = (Attendee(name="Yajima Masahito", native="矢島 正人", contact_id=person.id),) if person else ()
    return desk.meetings.save(
        Meeting(
            title=Bilingual(title), start=start, end=start + timedelta(hours=1), zone="America/Denver", attendees=there,
            portions=portions,
        )
    )  # fmt: skip


def test_what_lies_later_today_is_to_come_and_what_was_this_morning_has_been(desk, people):
    yajima, _ = people
    meeting(desk, yajima, "Breakfast", at(24, 8))
    meeting(desk, yajima, "Lunch", at(24, 12))
    event(desk, yajima, "Rehearsal", at(30, 9))
    event(desk, yajima, "Kickoff", at(2, 9))
    event(desk, yajima, "Called off", at(29, 9), status=Status.CANCELLED)
    event(desk, None, "Not his", at(30, 9))
    assert told(timeline_of(desk, yajima.id)) == (["Lunch", "Rehearsal"], ["Breakfast", "Kickoff", "Planner"])


def test_a_series_stands_with_its_next_and_its_latest_occurrence_moved_and_skipped_ones_as_they_are(desk, people):
    yajima, _ = people
    moved = Override(at=at(26, 9), start=at(27, 15), end=at(27, 16), title=Bilingual("Sync, moved"))
    series = Recurrence(("FREQ=DAILY;COUNT=5",), excluded=(at(25, 9),))
    event(desk, yajima, "Sync", at(23, 9), recurrence=series, overrides=(moved,))
    timeline = timeline_of(desk, yajima.id)
    assert told(timeline) == (["Sync"], ["Sync", "Planner"])
    assert [(one.day.day, one.series) for one in (timeline.coming[0], timeline.past[0])] == [(27, True), (24, True)]


def test_who_organizes_an_event_has_it_in_his_timeline(desk, people):
    yajima, _ = people
    event(desk, None, "His own", at(30, 9), organizer=Participant(name="Yajima", contact_id=yajima.id))
    event(desk, None, "Of another", at(30, 9), organizer=Participant(name="Aida", contact_id=yajima.id * 10))
    assert told(timeline_of(desk, yajima.id))[0] == ["His own"]


def test_open_tasks_are_to_come_the_late_ones_first_and_done_ones_stand_where_they_were_done(desk, people):
    yajima, aida = people
    for title, due, state in (
        ("Late", at(1, 0), TaskState.OPEN),
        ("Today", at(24, 0), TaskState.IN_PROGRESS),
        ("Someday", None, TaskState.OPEN),
        ("Finished", at(30, 0), TaskState.DONE),
    ):
        task = Task(title=Bilingual(title), due=due, host_owner_id=yajima.id, host_owner="Yajima", state=state)
        saved = desk.tasks.save(task)
        assert saved.id
    desk.tasks.save(Task(title=Bilingual("Of another"), own_owner_id=aida.id, own_owner="Aida"))
    timeline = timeline_of(desk, yajima.id)
    assert told(timeline) == (["Late", "Today", "Someday"], ["Finished", "Planner"])
    assert [one.late for one in timeline.coming] == [True, False, False]


def test_an_open_task_is_never_buried_under_done_ones(desk, people):
    yajima, _ = people
    tasks = [Task(title=Bilingual("Old and open"), host_owner_id=yajima.id, host_owner="Yajima")]
    tasks += [
        Task(title=Bilingual(f"Done {n}"), host_owner_id=yajima.id, host_owner="Yajima", state=TaskState.DONE)
        for n in range(250)
    ]
    with desk.database.write("Add tasks") as transaction:
        desk.tasks.save_in(transaction, tasks)
    assert told(timeline_of(desk, yajima.id))[0] == ["Old and open"]


def test_an_event_of_years_ago_is_there(desk, people):
    yajima, _ = people
    event(desk, yajima, "Long ago", datetime(2023, 5, 1, 9))
    assert "Long ago" in told(timeline_of(desk, yajima.id))[1]


def test_what_he_promised_in_a_meeting_stands_unless_it_became_a_task(desk, people):
    yajima, _ = people
    said = [
        Portion(
            kind=PortionKind.COMMITMENT,
            text=Bilingual("- We **send** the annex\n- and more"),
            said_by="Yajima Masahito",
        ),
        Portion(kind=PortionKind.RFI, text=Bilingual("Which frequencies?"), said_by="矢島 正人"),
        Portion(kind=PortionKind.COMMITMENT, text=Bilingual("Another's word"), said_by="Aida Jun"),
        Portion(kind=PortionKind.DISCUSSION, text=Bilingual("Talk"), said_by="Yajima Masahito"),
    ]
    kept = meeting(desk, yajima, "Planning", at(20, 9), tuple(said))
    _, past = told(timeline_of(desk, yajima.id))
    assert "Planning" in past
    assert {"We send the annex", "Which frequencies?"} <= set(past)
    assert not {"Another's word", "Talk"} & set(past)
    assert all(one.record == RecordRef("meeting", kept.id, "Planning") for one in timeline_of(desk, yajima.id).past[:3])


def test_an_event_of_which_a_meeting_was_kept_stands_once(desk, people):
    yajima, _ = people
    event(desk, yajima, "Weekly", at(20, 9))
    meeting(desk, yajima, "Weekly", at(20, 9))
    (first, _) = timeline_of(desk, yajima.id).past
    assert first.kind is EntryKind.MEETING


def test_a_long_history_comes_in_parts(desk, people):
    yajima, _ = people
    start = datetime(2025, 1, 1, 9)
    there = (Attendee(name="Yajima", contact_id=yajima.id),)
    meetings = [
        Meeting(
            title=Bilingual(f"M{n}"),
            start=start + timedelta(days=n),
            end=start + timedelta(days=n),
            attendees=there,
            zone="America/Denver",
        )
        for n in range(150)
    ]
    with desk.database.write("Add meetings") as transaction:
        desk.meetings.save_in(transaction, meetings)
    first = timeline_of(desk, yajima.id)
    assert (len(first.past), first.more, first.past[0].title.host) == (100, True, "M149")
    whole = timeline_of(desk, yajima.id, 400)
    assert (len(whole.past), whole.more) == (151, False)


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(EntryKind),
    record=st.builds(RecordRef, st.just("event"), st.integers(1, 50)),
    title=st.builds(Bilingual, st.sampled_from("abc")),
    at=INSTANTS,
    day=st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    open=st.booleans(),
)


@given(st.lists(ENTRIES), st.integers(1, 20))
def test_every_entry_stands_once_on_its_side_of_now_and_in_order(entries, limit):
    timeline = arranged(entries, NOW, limit)
    met = {(one.day, one.title) for one in entries if one.kind is EntryKind.MEETING}
    kept = [one for one in entries if one.kind is not EntryKind.EVENT or (one.day, one.title) not in met]
    past = [one for one in kept if not one.open and one.at <= NOW]
    assert len(timeline.coming) == len(kept) - len(past)
    assert len(timeline.past) == min(limit, len(past))
    assert timeline.more == (len(past) > limit)
    assert [one.at for one in timeline.coming] == sorted(one.at for one in timeline.coming)
    assert [one.at for one in timeline.past] == sorted((one.at for one in past), reverse=True)[:limit]
