"""An event's occurrence becomes the meeting whose notes are taken, once; a meeting gets its event; through the window too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.lending.minuting import meeting_of, put_into_calendar
from liaison_desk.calendar.records import Calendar, Event, Override, Participant, Recurrence
from liaison_desk.contacts.records import Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]
DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
START = datetime(2026, 11, 24, 15)


@pytest.fixture
def desk(officer):
    return officer.desk


@pytest.fixture
def person(desk):
    posts = (
        Post(Bilingual("Plans officer"), until=datetime(2026, 11, 26).date()),
        Post(Bilingual("Chief"), since=datetime(2026, 11, 27).date()),
    )
    return desk.contacts.save(
        Person(name=PersonName("Tachibana", "Shun"), nation="JPN", rank="Col", service="JASDF", posts=posts)
    )


@pytest.fixture
def event(desk, person):
    return desk.calendars.save(
        Event(
            calendar_id=next(one for one in desk.calendars.calendars() if not one.of_holidays).id,
            title=Bilingual("Planning VTC", "計画VTC"), start=START, end=START + timedelta(minutes=90), zone=DENVER,
            description=Bilingual("1. Opening (5 min)\n2. Space data", "1. 開会\n2. 宇宙データ"),
            place=Bilingual("Room 4", "第4会議室"), link="https://vtc.example.org/a", marking=SHARED,
            organizer=Participant("Shun Tachibana", "tachibana@example.org", person.id),
            participants=(
                Participant("Shun Tachibana", "tachibana@example.org", person.id),
                Participant("Theodore Vance", "vance@example.org"),
                Participant("Away", "away@example.org", answer="declined"),
                Participant("Room 4", "room@example.org", kind="room"),
                Participant(email="nameless@example.org"),
            ),
            recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",)),
        )
    )  # fmt: skip


def occurrences(desk, event):
    seen = desk.calendars.occurrences(datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
    return [one for one in seen if one.event_id == event.id]


def all_meetings(desk):
    return desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids


def test_an_occurrence_gives_title_times_place_people_chair_series_agenda_and_mark(desk, event, person):
    first, second, _ = occurrences(desk, event)
    made = desk.meetings.meeting(meeting_of(desk, first))
    assert (made.title, made.start, made.end, made.zone) == (event.title, START, START + timedelta(minutes=90), DENVER)
    assert (made.place, made.link, made.kind, made.template, made.marking) == (
        event.place, event.link, "vtc", "vtc", SHARED,
    )  # fmt: skip
    assert (made.series, made.chair, made.event_id) == ("Planning VTC", "Tachibana Shun", event.id)
    assert [(one.name, one.contact_id, one.rank, one.post) for one in made.attendees] == [
        ("Tachibana Shun", person.id, "Col JASDF", "Plans officer"), ("Theodore Vance", 0, "", ""),
        ("nameless@example.org", 0, "", ""),
    ]  # fmt: skip
    assert [(one.title.host, one.title.home, one.minutes) for one in made.agenda] == [
        ("Opening", "開会", 5), ("Space data", "宇宙データ", 0),
    ]  # fmt: skip
    later = desk.meetings.meeting(meeting_of(desk, second))
    assert later.start == START + timedelta(weeks=1)
    assert later.attendees[0].post == "Chief"  # as he is on that day
    assert desk.meetings.previous(later).id == made.id


def test_the_same_meeting_is_opened_again_also_when_it_began_later_than_planned(desk, event):
    first, second, third = occurrences(desk, event)
    made = meeting_of(desk, first)
    assert meeting_of(desk, first) == made
    meeting = desk.meetings.meeting(made)
    desk.meetings.save_head(replace(meeting, start=START + timedelta(minutes=10), end=START + timedelta(hours=2)))
    assert meeting_of(desk, first) == made
    assert len({made, meeting_of(desk, second), meeting_of(desk, third)}) == 3
    desk.meetings.delete([made])
    assert meeting_of(desk, first) != made


def test_a_single_event_that_was_moved_keeps_its_meeting(desk, event):
    single = desk.calendars.save(replace(event, id=0, uid="", version=0, recurrence=None))
    made = meeting_of(desk, occurrences(desk, single)[0])
    assert desk.meetings.meeting(made).series == ""
    desk.calendars.save(replace(single, start=START + timedelta(days=9), end=START + timedelta(days=9, hours=1)))
    assert meeting_of(desk, occurrences(desk, single)[0]) == made


def test_an_occurrence_that_was_moved_keeps_its_meeting(desk, event):
    made = meeting_of(desk, occurrences(desk, event)[1])
    slot = START + timedelta(weeks=1)
    moved = Override(at=slot, start=slot + timedelta(days=2), end=slot + timedelta(days=2, hours=1), zone=DENVER)
    desk.calendars.save(replace(event, overrides=(moved,)))
    seen = occurrences(desk, event)
    assert (seen[1].at, seen[1].start) == (slot, slot + timedelta(days=2))
    assert [meeting_of(desk, one) == made for one in seen] == [False, True, False]


def test_whole_days_become_working_hours_of_the_host(desk, event):
    days = desk.calendars.save(
        Event(
            calendar_id=event.calendar_id, title=Bilingual("Conference"), start=datetime(2026, 12, 7),
            end=datetime(2026, 12, 12), all_day=True,
        )
    )  # fmt: skip
    one = occurrences(desk, days)[0]
    made = desk.meetings.meeting(meeting_of(desk, one))
    assert (made.start, made.end, made.zone) == (
        datetime(2026, 12, 7, 9), datetime(2026, 12, 11, 17), desk.profile.get().host_zone,
    )  # fmt: skip
    assert meeting_of(desk, one) == made.id


def test_a_meeting_without_an_event_gets_one_and_keeps_it(desk, event):
    made = desk.meetings.meeting(meeting_of(desk, occurrences(desk, event)[0]))
    alone = desk.meetings.save(replace(made, id=0, uid="", version=0, event_id=0, title=Bilingual("Ad hoc")))
    put = put_into_calendar(desk, alone.id, event.calendar_id)
    new = desk.calendars.event(put)
    assert (new.title.host, new.start, new.zone, new.marking) == ("Ad hoc", START, DENVER, SHARED)
    assert [one.contact_id for one in new.participants] == [one.contact_id for one in alone.attendees]
    assert desk.meetings.meeting(alone.id).event_id == put
    assert put_into_calendar(desk, alone.id, event.calendar_id) == put
    desk.history.undo()
    assert desk.meetings.meeting(alone.id).event_id == 0
    with pytest.raises(DeskError, match="no calendar"):
        put_into_calendar(desk, alone.id, 0)


def test_l_on_an_event_takes_its_notes_and_again_opens_the_same(officer, event):
    window = officer.window

    def chosen():
        window.go("calendar")
        officer.settle()
        page = window.page()
        page.present.setFocus()
        page.present.select_event(event.id)
        return page

    page = chosen()
    QTest.keyClick(page.present, Qt.Key.Key_L)
    officer.settle()
    officer.settle()
    assert window.page().title() == "Planning VTC"
    QTest.keyClicks(window.focusWidget(), "d/Feed by spring")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    officer.settle()
    ids = list(all_meetings(officer.desk))
    (note,) = officer.desk.meetings.meeting(ids[-1]).portions
    assert (note.kind, note.text.host) == ("decision", "Feed by spring")
    page = chosen()
    QTest.keyClick(page.present, Qt.Key.Key_Return)
    officer.settle()
    popover = page.deeds.popover
    QTest.keyClick(popover, Qt.Key.Key_L)
    officer.settle()
    officer.settle()
    assert window.page().title() == "Planning VTC"
    assert list(all_meetings(officer.desk)) == ids


def test_a_meeting_on_show_is_put_into_the_calendar_by_its_menu(officer, event):
    desk, window = officer.desk, officer.window
    other = desk.calendars.save_calendar(Calendar(name=Bilingual("Other")))
    made = desk.meetings.meeting(meeting_of(desk, occurrences(desk, event)[0]))
    alone = desk.meetings.save(replace(made, id=0, uid="", version=0, event_id=0, title=Bilingual("Ad hoc")))
    window.open(RecordRef("meeting", alone.id))
    officer.settle()
    known = [one for one in desk.calendars.calendars() if not one.of_holidays]
    officer.asker.chooses = [one.id for one in known].index(other.id)
    menu = window.page().context_menu()
    next(one for one in menu.actions() if one.text() == "Put into the calendar").trigger()
    officer.settle()
    officer.settle()
    put = desk.meetings.meeting(alone.id).event_id
    assert desk.calendars.event(put).calendar_id == other.id
    assert "Put into the calendar" not in [one.text() for one in window.page().context_menu().actions()]
