"""Two desks that send each other what they hold, again and again, and both go on working: nothing is lost or doubled, final is what was frozen."""

from dataclasses import replace
from datetime import datetime

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Meeting, MeetingFilter, MeetingSort, Portion
from liaison_desk.meetings.rules.minutes import content_of, digest
from liaison_desk.tasks.records import Task, TaskFilter, TaskSort
from tests.conftest import HandClock
from tests.desks import new_desk

START = datetime(2026, 11, 24, 9)


@pytest.fixture
def other(tmp_path):
    """A second desk, whose officer works at another time."""
    desk = new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), HandClock())
    yield desk
    desk.close()


@pytest.fixture(params=["json", "ics"])
def give(request, tmp_path, clock, other):
    """Send all that one desk holds to another, as an archive or a calendar file; return what is told."""

    def send(giver, taker):
        clock.forward(minutes=7)
        other.clock.forward(minutes=7)
        file = tmp_path / f"sent.{request.param}"
        export(giver, "all" if request.param == "json" else "meetings", file)
        return [str(one) for one in import_file(taker, file).problems]

    send.ending = request.param
    return send


def saved(desk, *notes):
    meeting = Meeting(title=Bilingual("Sync"), start=START, end=START.replace(hour=10), zone="America/Denver")
    return desk.meetings.save(replace(meeting, portions=tuple(Portion(text=Bilingual(note)) for note in notes)))


def held(desk):
    (number,) = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    return desk.meetings.meeting(number)


def said(desk):
    return [one.text.host for one in held(desk).portions]


def change(desk, place, text):
    meeting = held(desk)
    before = meeting.portions[place]
    desk.meetings.change_portion(meeting.id, before, replace(before, text=Bilingual(text)))


def test_notes_added_on_both_desks_stay_on_both(desk, other, give):
    saved(desk, "one", "two")
    give(desk, other)
    other.meetings.add_portion(held(other).id, Portion(text=Bilingual("theirs")))
    desk.clock.forward(hours=1)
    desk.meetings.add_portion(held(desk).id, Portion(text=Bilingual("ours")))
    told = give(desk, other)
    assert said(other) == ["one", "two", "theirs", "ours"]
    assert any("theirs" in one or "stay" in one for one in told)
    for _ in range(2):
        give(other, desk)
        give(desk, other)
    assert sorted(said(desk)) == sorted(said(other)) == ["one", "ours", "theirs", "two"]
    assert said(desk) == said(other)
    assert desk.check() == other.check() == []


def test_a_second_version_of_minutes_is_final_where_the_first_was(desk, other, give):
    saved(desk, "one", "two")
    desk.minutes.finalize(held(desk).id)
    give(desk, other)
    assert held(other).state == "final"
    change(desk, 0, "one, said better")
    desk.minutes.finalize(held(desk).id)
    give(desk, other)
    assert said(other) == ["one, said better", "two"]
    assert held(other).state == "final"
    assert held(other).frozen == (2 if give.ending == "json" else 0)


def test_minutes_are_final_under_a_version_only_if_it_says_the_same(desk, other, give):
    saved(desk, "one", "two")
    give(desk, other)
    change(desk, 0, "ours")
    desk.minutes.finalize(held(desk).id)
    change(other, 0, "theirs")
    other.minutes.finalize(held(other).id)
    desk.clock.forward(hours=1)
    change(desk, 1, "also ours")
    desk.minutes.finalize(held(desk).id)
    give(desk, other)
    now = held(other)
    frozen = {one.number: one.sha256 for one in other.minutes.versions(now.id)}
    assert now.state == "draft" or not now.frozen or frozen[now.frozen] == digest(content_of(now))
    give(other, desk)
    now = held(desk)
    frozen = {one.number: one.sha256 for one in desk.minutes.versions(now.id)}
    assert now.state == "draft" or not now.frozen or frozen[now.frozen] == digest(content_of(now))


def test_final_minutes_without_a_version_are_a_draft_once_they_are_changed(desk, other, give):
    saved(desk, "one")
    desk.minutes.finalize(held(desk).id)
    give(desk, other)
    change(other, 0, "changed")
    assert held(other).state == "draft"
    desk.clock.forward(hours=1)
    desk.meetings.add_portion(held(desk).id, Portion(text=Bilingual("two")))
    desk.minutes.finalize(held(desk).id)
    give(desk, other)
    assert sorted(said(other)) == ["one", "two"]


@pytest.mark.parametrize("give", ["json"], indirect=True)
def test_an_archive_that_takes_the_place_of_newer_words_says_so(desk, other, give):
    saved(desk, "one", "two")
    task = desk.tasks.save(Task(title=Bilingual("Feed")))
    give(desk, other)
    assert give(desk, other) == []
    there = other.tasks.task(other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids[0])
    other.clock.forward(minutes=1)
    other.tasks.save(replace(there, own_owner="Sato"))
    desk.tasks.save(replace(desk.tasks.task(task.id), lead="J5"))
    told = give(desk, other)
    assert ["“Feed” was changed here since" in one for one in told] == [True]
    assert (other.tasks.task(there.id).own_owner, other.tasks.task(there.id).lead) == ("", "J5")
    assert give(desk, other) == []


@pytest.mark.parametrize("ending", ["json", "ics"])
def test_a_note_and_its_task_know_each_other_on_the_other_desk(desk, other, tmp_path, ending):
    meeting = saved(desk, "one", "two")
    desk.meetings.make_task(meeting.id, meeting.portions[1].uid)
    desk.minutes.finalize(meeting.id)
    for _ in range(2):
        export(desk, "all", tmp_path / f"sent.{ending}")
        import_file(other, tmp_path / f"sent.{ending}")
        now = held(other)
        (number,) = other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
        task = other.tasks.task(number)
        assert [one.task_id for one in now.portions] == [0, number]
        assert (task.source_id, task.source_uid, now.state) == (now.id, now.portions[1].uid, "final")
        desk.clock.forward(hours=1)
        desk.meetings.add_portion(meeting.id, Portion(text=Bilingual("more")))
        desk.meetings.delete_portion(meeting.id, held(desk).portions[-1].uid)
        desk.minutes.finalize(meeting.id)
    assert other.check() == []
