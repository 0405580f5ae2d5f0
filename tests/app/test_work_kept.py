"""A desk that reads its own files changes nothing, whatever it knows; one that reads another's loses nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.app.incoming.updating import updated
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.reader import read_tasks_csv
from liaison_desk.exchange.tables.writer import write_tasks
from liaison_desk.meetings.records import Attendee, Meeting, Portion
from liaison_desk.tasks.records import Supporter, Task, TaskKind
from tests.exchange.ical import records

DESK = ReadSettings()
NINE = datetime(2026, 11, 24, 9)
numbers = st.integers(1, 99)
parts = st.integers(0, 999_999)


@st.composite
def known_tasks(draw):
    """Draw a task as the desk holds it, with the contacts and records it points to and times to the microsecond."""
    task = draw(records.tasks())
    return replace(
        task,
        id=7,
        version=3,
        own_owner_id=draw(numbers),
        host_owner_id=draw(numbers),
        lead_id=draw(numbers),
        waiting_on_id=draw(numbers),
        after_id=draw(numbers),
        source_id=draw(numbers),
        support=tuple({one.name: Supporter(one.name, draw(numbers)) for one in task.support}.values()),
        completed_at=task.completed_at and task.completed_at + timedelta(microseconds=draw(parts)),
        rfi=task.rfi and replace(task.rfi, asker_id=draw(numbers)),
    )


def test_who_is_called_by_a_sign_alone_is_still_the_contact_he_was():
    mine = Task(uid="one", id=7, version=3, title=Bilingual("x"), support=(Supporter("\u00b4", 3), Supporter("Ito", 4)))
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(mine,)), DESK), DESK).tasks
    assert updated(mine, entry.record).support == mine.support


@given(known_tasks())
@settings(max_examples=80, deadline=None)
def test_a_task_that_comes_back_in_its_own_calendar_file_is_the_task_it_was(mine):
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(mine,)), DESK), DESK).tasks
    log = tuple(sorted(mine.log, key=lambda one: one.at))
    now = updated(mine, entry.record)
    assert replace(now, log=log, rfi=None, extra=()) == replace(mine, log=log, rfi=None, extra=())
    if mine.rfi is not None and now.rfi is not None:
        unnumbered = {"number": 0, "year": 0, "direction": ""} if not mine.rfi.number else {}
        assert replace(now.rfi, **unnumbered) == replace(mine.rfi, **unnumbered)


@given(known_tasks())
@settings(max_examples=60, deadline=None)
def test_a_file_that_knows_no_more_than_a_title_takes_nothing_away(mine):
    now = updated(mine, Task(uid=mine.uid, title=mine.title))
    for name in (
        "kind", "rfi", "log", "support", "lead", "lead_id", "from_nation", "to_nation", "waiting_side", "waiting_on", "waiting_on_id", "after_id",
        "asleep_until", "reminders", "checklist", "source", "source_id", "own_owner", "own_owner_id", "host_owner_id",
    ):  # fmt: skip
        assert getattr(now, name) == getattr(mine, name), name
    assert (now.rfi is not None) == (now.kind is TaskKind.RFI)


@given(known_tasks())
@settings(max_examples=60, deadline=None)
def test_a_table_of_its_own_leaves_what_a_table_cannot_say(mine):
    (entry,) = read_tasks_csv(write_tasks([mine], "csv"), DESK).entries
    now = updated(mine, entry.record, partial=True)
    for name in (
        "kind",
        "waiting_side",
        "reminders",
        "repeats",
        "asleep_until",
        "after_id",
        "source_id",
        "from_nation",
        "to_nation",
        "rules",
    ):
        assert getattr(now, name) == getattr(mine, name), name
    assert len(now.log) == len(mine.log)
    if mine.rfi is not None and now.rfi is not None:
        assert (now.rfi.number, now.rfi.status, now.rfi.answer_marking) == (
            mine.rfi.number,
            mine.rfi.status,
            mine.rfi.answer_marking,
        )


@st.composite
def known_meetings(draw):
    """Draw a meeting as the desk holds it: its notes point to tasks and contacts, said to the microsecond."""
    meeting = draw(records.meetings())
    return replace(
        meeting,
        id=4,
        frozen=draw(numbers),
        event_id=draw(numbers),
        portions=tuple(
            replace(
                one,
                id=40 + place,
                task_id=draw(numbers),
                said_by_id=draw(numbers),
                said_at=one.said_at and one.said_at + timedelta(microseconds=draw(parts)),
            )
            for place, one in enumerate(meeting.portions)
        ),
    )


@given(known_meetings())
@settings(max_examples=80, deadline=None)
def test_a_meeting_that_comes_back_in_its_own_calendar_file_is_the_meeting_it_was(mine):
    (entry,) = read_ical(write_ical(CalendarContent(meetings=(mine,)), DESK), DESK).journals
    now = updated(mine, entry.record)
    assert replace(now, extra=()) == replace(mine, extra=())
    assert [one.uid for one in now.portions] == [one.uid for one in mine.portions]


def test_of_two_of_one_name_each_keeps_his_own_post():
    people = (Attendee("Sato"), Attendee("Sato", contact_id=7, post="J5"))
    mine = Meeting(
        id=4,
        uid="m",
        title=Bilingual("Talks"),
        attendees=people,
        start=NINE,
        end=NINE + timedelta(hours=1),
        zone="Asia/Tokyo",
    )
    (entry,) = read_ical(write_ical(CalendarContent(meetings=(mine,)), DESK), DESK).journals
    assert updated(mine, entry.record).attendees == people


@given(known_meetings(), st.text(min_size=1))
@settings(max_examples=60, deadline=None)
def test_a_note_of_another_program_comes_beside_those_of_the_desk(mine, words):
    text = replace(Portion().text, host=words)
    strange = replace(mine, portions=(Portion(uid=f"{mine.uid}#1", text=text),), agenda=(), template="", frozen=0)
    now = updated(mine, strange)
    assert now.portions[: len(mine.portions)] == mine.portions
    assert [one.text.host for one in now.portions if one.uid == f"{mine.uid}#1"] in ([words], [])
    assert (now.agenda, now.template, now.frozen) == (mine.agenda, mine.template, mine.frozen)
