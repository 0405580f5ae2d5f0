"""What a user does with meetings and their notes, on a real desk in a file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import (
    Attendee,
    Attribution,
    Meeting,
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
)
from liaison_desk.tasks.records import TaskFilter, TaskSort

DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))


def meeting(title="J5 plans sync", start=datetime(2026, 11, 24, 9), **more) -> Meeting:
    return Meeting(title=Bilingual(title), start=start, end=start + timedelta(hours=1), zone=DENVER, **more)


def said(text, kind=PortionKind.ACTION, **more) -> Portion:
    return Portion(kind=kind, marking=SHARED, text=Bilingual(text), **more)


def texts(desk, number):
    return [portion.text.host for portion in desk.meetings.meeting(number).portions]


def titles(desk, wanted=MeetingFilter(), sort=Sort(MeetingSort.DATE)):  # noqa: B008 - frozen
    ids = list(desk.meetings.meetings(wanted, sort).ids)
    lines = desk.meetings.lines(ids)
    return [lines[number].title.host for number in ids]


def test_an_action_becomes_a_task_linked_both_ways_and_one_undo_takes_both_back(desk):
    saved = desk.meetings.save(meeting(portions=(said("Send annex B", said_by="Ms. Raman"),)))
    made = desk.meetings.make_task(saved.id, saved.portions[0].uid)
    task = desk.tasks.task(made.portions[0].task_id)
    assert (task.title.host, task.source_kind, task.source_id, task.source_uid) == (
        "Send annex B", "meeting", saved.id, saved.portions[0].uid,
    )  # fmt: skip
    assert (task.marking, task.host_owner, task.source) == (SHARED, "Ms. Raman", "J5 plans sync")
    assert desk.meetings.promised(made)[task.id].state == "open"
    assert desk.history.undo() == "Make a task of a note"
    assert desk.meetings.meeting(saved.id).portions[0].task_id == 0
    assert len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))) == 0


def test_making_the_same_task_twice_makes_one(desk):
    saved = desk.meetings.save(meeting(portions=(said("Send annex B"),)))
    first = desk.meetings.make_task(saved.id, saved.portions[0].uid)
    assert desk.meetings.make_task(saved.id, saved.portions[0].uid) == first
    assert desk.tasks.counts().open == 1


def test_a_task_in_the_trash_is_promised_no_more(desk):
    saved = desk.meetings.save(meeting(portions=(said("Send annex B"),)))
    made = desk.meetings.make_task(saved.id, saved.portions[0].uid)
    desk.tasks.delete([made.portions[0].task_id])
    assert desk.meetings.promised(made) == {}


def test_attendees_keep_the_rank_and_post_of_the_day(desk):
    posts = (
        Post(Bilingual("Plans officer"), since=date(2024, 8, 1), until=date(2026, 7, 31)),
        Post(Bilingual("Chief, plans"), since=date(2026, 8, 1)),
    )
    person = desk.contacts.save(
        Person(name=PersonName("Morishita", "Kengo"), nation="JPN", rank="LCDR", service="JMSDF", posts=posts)
    )
    then = desk.attendee_on(person.id, date(2026, 5, 14))
    saved = desk.meetings.save(meeting(attendees=(then,)))
    desk.contacts.save(replace(person, rank="CAPT"))
    kept = desk.meetings.meeting(saved.id).attendees[0]
    assert (kept.rank, kept.post) == ("LCDR JMSDF", "Plans officer")
    now = desk.attendee_on(person.id, date(2026, 11, 24))
    assert (now.rank, now.post) == ("CAPT JMSDF", "Chief, plans")
    assert titles(desk, MeetingFilter(contact_id=person.id)) == ["J5 plans sync"]


def test_an_attendee_is_of_the_organization_as_it_was_called_on_the_day(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Old Name")))
    house = desk.contacts.rename_organization(house, date(2026, 6, 1), Bilingual("New Name"), Bilingual())
    desk.contacts.rename_organization(house, date(2027, 1, 1), Bilingual("Coming Name"), Bilingual())
    person = desk.contacts.save(
        Person(name=PersonName("Morishita", "Kengo"), posts=(Post(Bilingual("Chief"), house.id),))
    )
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2027, 2, 1))
    called = [desk.attendee_on(person.id, day).organization for day in days]
    assert called == ["Old Name", "New Name", "Coming Name"]


def test_a_portion_above_the_ceiling_is_refused_and_nothing_of_it_kept(desk):
    saved = desk.meetings.save(meeting())
    secret = Portion(marking=Marking("USA", Level.SECRET), text=Bilingual("x"))
    with pytest.raises(RefusedError):
        desk.meetings.add_portion(saved.id, secret)
    with pytest.raises(RefusedError):
        desk.meetings.save(replace(saved, portions=(secret,)))
    assert desk.meetings.meeting(saved.id) == saved


def test_notes_taken_at_once_in_two_windows_are_all_kept(desk):
    saved = desk.meetings.save(meeting())
    for text in ("one", "two", "three"):
        desk.meetings.add_portion(saved.id, said(text))
    assert texts(desk, saved.id) == ["one", "two", "three"]
    assert desk.history.undo() == "Add a note"
    assert texts(desk, saved.id) == ["one", "two"]


def test_notes_move_stop_at_the_ends_and_come_back_where_they_stood(desk):
    saved = desk.meetings.save(meeting(portions=(said("a"), said("b"), said("c"))))
    last = saved.portions[2]
    desk.meetings.move_portion(saved.id, last.uid, -1)
    assert texts(desk, saved.id) == ["a", "c", "b"]
    desk.meetings.move_portion(saved.id, last.uid, -9)
    desk.meetings.move_portion(saved.id, last.uid, -1)
    assert texts(desk, saved.id) == ["c", "a", "b"]
    desk.meetings.delete_portion(saved.id, last.uid)
    desk.meetings.add_portion(saved.id, last, 1)
    assert texts(desk, saved.id) == ["a", "c", "b"]
    assert desk.meetings.meeting(saved.id).portions[1].uid == last.uid


def test_changing_a_note_somebody_else_changed_is_stale(desk):
    saved = desk.meetings.save(meeting(portions=(said("a"),)))
    before = saved.portions[0]
    desk.meetings.change_portion(saved.id, before, replace(before, text=Bilingual("theirs")))
    with pytest.raises(StaleError):
        desk.meetings.change_portion(saved.id, before, replace(before, text=Bilingual("mine")))
    assert texts(desk, saved.id) == ["theirs"]


def test_a_task_made_meanwhile_does_not_hinder_an_edit_and_is_kept(desk):
    saved = desk.meetings.save(meeting(portions=(said("a"),)))
    before = saved.portions[0]
    desk.meetings.make_task(saved.id, before.uid)
    changed = desk.meetings.change_portion(saved.id, before, replace(before, text=Bilingual("b")))
    assert changed.portions[0].task_id
    assert changed.portions[0].text.host == "b"


def test_what_is_gone_is_said_to_be_gone(desk):
    saved = desk.meetings.save(meeting())
    with pytest.raises(NotFoundError):
        desk.meetings.delete_portion(saved.id, "nothing")
    desk.meetings.delete([saved.id])
    with pytest.raises(NotFoundError):
        desk.meetings.add_portion(saved.id, said("a"))
    desk.meetings.restore([saved.id])
    assert titles(desk) == ["J5 plans sync"]


def test_a_meeting_must_make_sense(desk):
    start = datetime(2026, 11, 24, 9)
    for wrong, field in (
        (meeting(""), "title"),
        (replace(meeting(), end=start - timedelta(hours=1)), "end"),
        (replace(meeting(), zone="Mars/Base"), "zone"),
        (meeting(attendees=(Attendee(" "),)), "attendees"),
    ):
        with pytest.raises(InvalidError) as caught:
            desk.meetings.save(wrong)
        assert [problem.field for problem in caught.value.problems] == [field]


def test_the_list_is_grouped_by_month_and_narrowed(desk):
    desk.meetings.save(meeting("October", datetime(2026, 10, 31, 9), kind="vtc"))
    desk.meetings.save(meeting("First", datetime(2026, 11, 2, 9), state="final", portions=(said("別紙Bを送付する"),)))
    desk.meetings.save(meeting("Second", datetime(2026, 11, 24, 9)))
    listing = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE, descending=True))
    assert [(group.label, group.start, group.count) for group in listing.groups] == [
        ("2026-11", 0, 2),
        ("2026-10", 2, 1),
    ]
    assert titles(desk) == ["October", "First", "Second"]
    assert titles(desk, sort=Sort(MeetingSort.TITLE)) == ["First", "October", "Second"]
    assert titles(desk, MeetingFilter(drafts=True)) == ["October", "Second"]
    assert titles(desk, MeetingFilter(kind="vtc")) == ["October"]
    assert titles(desk, MeetingFilter(words="別紙")) == ["First"]
    assert titles(desk, MeetingFilter(since=date(2026, 11, 2), until=date(2026, 11, 23))) == ["First"]
    held = desk.meetings.portions({PortionKind.ACTION}, date(2026, 11, 1), date(2026, 11, 30))
    assert [line.portion.text.host for line in held] == ["別紙Bを送付する"]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
wordings = st.sampled_from(Wording)
markings = st.none() | st.just(SHARED) | st.just(Marking("JPN", audience=frozenset({"JPN"})))
portions = st.builds(
    Portion,
    kind=st.sampled_from(PortionKind),
    marking=markings,
    text=st.builds(Bilingual, words, words, wordings, wordings),
    said_by=words,
    attribution=st.sampled_from(Attribution),
    said_at=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
attendees = st.builds(
    Attendee, words.map(lambda text: f"n{text}"), words, st.just(0), words, words, words, words, words
)


@given(words, st.lists(portions, max_size=4), st.lists(attendees, max_size=3), markings)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_meeting_comes_back_as_it_was_saved(desk, title, notes, present, marking):
    made = meeting(
        f"t{title}", portions=tuple(notes), attendees=tuple(present), marking=marking, series=title, chair=title
    )
    saved = desk.meetings.save(made)
    read = desk.meetings.meeting(saved.id)
    assert read == saved
    assert [replace(portion, uid="") for portion in read.portions] == notes
    assert read.attendees == made.attendees
    assert len({portion.uid for portion in read.portions}) == len(notes)
