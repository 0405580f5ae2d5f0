"""Registers over all meetings, final minutes, and notes that follow their meeting, on a real desk in a file."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.history import History
from liaison_desk.meetings.records import (
    MEETING,
    Attendee,
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
    RegisterFilter,
    RegisterSort,
)
from tests.meetings.notes import SHARED, meeting, saved_texts

NEWEST = Sort(RegisterSort.DATE, descending=True)


def said(text, kind=PortionKind.COMMITMENT, **more):
    return Portion(kind=kind, marking=SHARED, text=Bilingual(text), **more)


def told(desk, **wanted):
    return [line.portion.text.host for line in desk.registers.register(RegisterFilter(**wanted), NEWEST)]


def two_meetings(desk):
    ito = desk.contacts.save(Person(name=PersonName("Ito", "Aya"), nation="JPN"))
    people = (Attendee("Ito Aya", contact_id=ito.id, nation="JPN"), Attendee("Vance", nation="USA"))
    first = meeting(
        ("First",), datetime(2026, 10, 1, 9), attendees=people,
        portions=(said("we send the list", said_by="Ito Aya"), said("they send #SSA data", said_by="Vance"),
                  said("dates agreed #ssa", PortionKind.DECISION)),
    )  # fmt: skip
    second = meeting(
        ("Second",), datetime(2026, 11, 1, 9), attendees=people, portions=(said("a later word", said_by="Vance"),)
    )
    return ito, desk.meetings.save(first), desk.meetings.save(second)


def test_commitments_stand_both_ways_and_are_narrowed(desk):
    ito, first, _ = two_meetings(desk)
    kinds = (PortionKind.COMMITMENT,)
    assert told(desk, kinds=kinds) == ["a later word", "they send #SSA data", "we send the list"]
    assert told(desk, kinds=kinds, owed="ours") == ["we send the list"]
    assert told(desk, kinds=kinds, owed="theirs") == ["a later word", "they send #SSA data"]
    assert told(desk, nation="USA", until=date(2026, 10, 31)) == ["they send #SSA data"]
    assert told(desk, contact_id=ito.id) == ["we send the list"]
    assert told(desk, topic="ＳＳＡ") == ["dates agreed #ssa", "they send #SSA data"]
    assert told(desk, words="later") == ["a later word"]
    assert desk.registers.topics("ss") == ["SSA", "ssa"] or desk.registers.topics("ss") == ["ssa", "SSA"]
    made = desk.meetings.make_task(first.id, first.portions[0].uid)
    desk.tasks.complete([made.portions[0].task_id])
    assert told(desk, kinds=kinds, unfinished=True) == ["a later word", "they send #SSA data"]
    line = desk.registers.register(RegisterFilter(kinds, owed="ours"), NEWEST)[0]
    assert (line.task.state, line.meeting_title.host, line.start) == ("done", "First", first.start)


def test_what_we_owe_is_narrowed_by_whom_we_owe_it(desk):
    """Who promises is known there; the desk stands between Japan and the United States."""
    promised = [
        said("to the host", nation="JPN", to_nation="USA"),
        said("to Australia", nation="JPN", to_nation="AUS"),
        said("to whoever asked", nation="JPN"),
        said("they to us", nation="AUS", to_nation="JPN"),
    ]
    desk.meetings.save(meeting(("Talks",), datetime(2026, 10, 1, 9), portions=tuple(promised)))
    assert sorted(told(desk, owed="ours", nation="USA")) == ["to the host", "to whoever asked"]
    assert told(desk, owed="ours", nation="AUS") == ["to Australia"]
    assert told(desk, owed="theirs", nation="AUS") == ["they to us"]


def test_a_commitment_of_nobody_stands_where_its_task_does(desk):
    """Noted without a speaker it must not be in neither register."""
    promised = (said("by nobody"), said("by nobody to us", to_nation="JPN"))
    made = desk.meetings.save(meeting(("Talks",), datetime(2026, 10, 1, 9), portions=promised))
    assert told(desk, owed="ours") == ["by nobody"]
    assert told(desk, owed="theirs") == ["by nobody to us"]
    for portion in made.portions:
        now = desk.meetings.make_task(made.id, portion.uid)
        task = desk.tasks.task(next(one.task_id for one in now.portions if one.uid == portion.uid))
        assert (task.from_nation == "JPN") is (portion.text.host == "by nobody")


def test_a_register_leaves_the_trash_out_and_follows_a_moved_meeting(desk):
    _, first, second = two_meetings(desk)
    desk.meetings.save_head(replace(first, start=datetime(2026, 12, 1, 9), end=datetime(2026, 12, 1, 10)))
    assert told(desk, kinds=(PortionKind.COMMITMENT,))[0] in {"they send #SSA data", "we send the list"}
    desk.meetings.delete([second.id])
    assert "a later word" not in told(desk)
    assert [hit.title for hit in desk.search("later")] == []
    desk.meetings.restore([second.id])
    assert "a later word" in told(desk)
    assert saved_texts(desk, second.id) == ["a later word"]
    assert desk.check() == []


def test_notes_go_into_the_trash_with_their_meeting_and_come_out_with_it(desk):
    _, first, _ = two_meetings(desk)
    desk.meetings.delete_portion(first.id, first.portions[2].uid)
    desk.database.clock = FixedClock(desk.clock.now() + timedelta(minutes=1))
    desk.meetings.delete([first.id])
    assert [(one.kind, one.title) for one in desk.history.trash()] == [
        ("meeting", "First"),
        ("portion", "dates agreed #ssa"),
    ]
    assert saved_texts(desk, first.id) == ["we send the list", "they send #SSA data"]
    History(desk.database).restore(MEETING, [first.id])
    assert saved_texts(desk, first.id) == ["we send the list", "they send #SSA data"]
    assert desk.history.undo() == "Restore from the trash"
    assert desk.meetings.meeting(first.id).deleted_at is not None
    desk.history.purge(MEETING, [first.id])
    assert told(desk) == ["a later word"]
    assert desk.check() == []


def test_a_meeting_is_found_by_words_of_its_head_and_of_its_notes_together(desk):
    two_meetings(desk)
    ids = desk.meetings.meetings(MeetingFilter(words="first list"), Sort(MeetingSort.DATE)).ids
    assert [desk.meetings.meeting(id_).title.host for id_ in ids] == ["First"]
    assert len(desk.meetings.meetings(MeetingFilter(words="second list"), Sort(MeetingSort.DATE))) == 0


def test_final_minutes_are_frozen_and_a_change_makes_a_draft_again(desk):
    _, first, _ = two_meetings(desk)
    final = desk.minutes.finalize(first.id)
    assert (final.state, final.frozen) == ("final", 1)
    assert desk.minutes.finalize(first.id).frozen == 1
    desk.meetings.add_portion(first.id, said("an afterthought"))
    again = desk.meetings.meeting(first.id)
    assert (again.state, again.frozen) == ("draft", 1)
    assert desk.minutes.finalize(first.id).frozen == 2
    versions = desk.minutes.versions(first.id)
    assert [one.number for one in versions] == [2, 1]
    assert "an afterthought" in versions[0].content
    assert "an afterthought" not in versions[1].content
    desk.meetings.save_head(replace(desk.meetings.meeting(first.id), chair="Vance"))
    assert desk.meetings.meeting(first.id).state == "draft"
    assert desk.minutes.reopen(first.id).state == "draft"
    assert desk.check() == []


def test_the_previous_minutes_are_those_of_the_series_or_of_the_recurring_event(desk):
    starts = [datetime(2026, 11, day, 9) for day in (3, 10, 17)]
    kept = [desk.meetings.save(meeting((f"Sync {n}",), at, series="J5 sync")) for n, at in enumerate(starts)]
    desk.meetings.save(meeting(("Other",), datetime(2026, 11, 16, 9), series="Else"))
    assert desk.meetings.previous(kept[2]).id == kept[1].id
    assert desk.meetings.previous(kept[0]) is None
    assert desk.meetings.series("J5") == ["J5 sync"]
