"""What the officer declined: it stays on the calendar, but takes none of his time and clashes with nothing."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.calendar.records import Alarm, Calendar, Event, Override, Participant, Recurrence, Status
from liaison_desk.calendar.rules import clashing, conflicts
from liaison_desk.calendar.rules.slots import Hours, SlotOptions
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.language import Language
from tests.conftest import HandClock
from tests.desks import new_desk

ME, CHIEF = "Me@Example.org", Participant("Chief", "chief@example.org")
START = datetime(2026, 11, 23, 9)
SINCE, UNTIL = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    with closing(new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"))) as opened:
        opened.profile.save(replace(opened.profile.get(), officer_emails=("me@example.org",)))
        opened.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
        yield opened


def invited(desk, title="Invited", answer="needs-action", **more):
    people = (CHIEF, Participant("Me", ME, answer=answer))
    values = {"zone": "America/Denver", "organizer": CHIEF, "participants": people, "start": START} | more
    calendar = desk.calendars.calendars()[0].id
    end = values["start"] + timedelta(hours=1)
    return desk.calendars.save(Event(calendar_id=calendar, title=Bilingual(title), end=end, **values))


def seen(desk):
    return desk.calendars.occurrences(SINCE, UNTIL)


def test_a_declined_event_is_seen_and_takes_no_time(desk):
    event = invited(desk)
    invited(desk, "Other", participants=(), organizer=None)
    assert conflicts(seen(desk)) == {0: 1, 1: 1}
    desk.calendars.answer(event.id, ("me@example.org",), "declined")
    found = seen(desk)
    mine = next(one for one in found if one.title.host == "Invited")
    assert (mine.declined, mine.off, mine.status) == (True, True, Status.CONFIRMED)
    assert conflicts(found) == {}
    assert clashing(mine, found) == []
    assert status_words(Language("en").tr, mine) == "Declined"
    desk.calendars.answer(event.id, ("me@example.org",), "accepted")
    assert conflicts(seen(desk)) == {0: 1, 1: 1}


@pytest.mark.parametrize("answer", ["accepted", "tentative", "needs-action", "delegated"])
def test_any_other_answer_takes_his_time(desk, answer):
    invited(desk, answer=answer)
    assert [one.declined for one in seen(desk)] == [False]


def test_somebody_elses_no_is_not_his(desk):
    invited(desk, participants=(Participant("Sato", "sato@example.jp", answer="declined"), Participant("Me", ME)))
    assert [one.declined for one in seen(desk)] == [False]


def test_who_the_officer_is_is_asked_anew_when_he_says_it(desk):
    desk.profile.save(replace(desk.profile.get(), officer_emails=()))
    invited(desk, answer="declined")
    invited(desk, answer="declined", recurrence=Recurrence(("FREQ=WEEKLY;COUNT=2",)))
    assert [one.declined for one in seen(desk)] == [False] * 3
    desk.profile.save(replace(desk.profile.get(), officer_emails=(ME,)))
    assert [one.declined for one in seen(desk)] == [True] * 3


def test_of_a_series_one_occurrence_or_all_are_declined(desk):
    series = invited(desk, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=4",)))
    at = START + timedelta(days=7)
    one = Override(at, at, at + timedelta(hours=1), series.zone, title=series.title, participants=series.participants)
    desk.calendars.answer(series.id, (ME,), "declined", one)
    assert [each.declined for each in seen(desk)] == [False, True, False, False]
    desk.calendars.answer(series.id, (ME,), "declined")
    assert [each.declined for each in seen(desk)] == [True] * 4
    desk.calendars.answer(series.id, (ME,), "accepted", one)
    assert [each.declined for each in seen(desk)] == [True, False, True, True]


def test_a_slot_is_found_where_he_declined(desk):
    since = datetime(2026, 11, 23, 15, tzinfo=UTC)
    event = invited(desk)
    options = SlotOptions(timedelta(hours=1), hours=Hours.ANY)

    def free():
        return {one.starts for one in desk.slots.find((), options, since, since + timedelta(hours=3)).free}

    begins = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert begins not in free()
    desk.calendars.answer(event.id, (ME,), "declined")
    assert begins in free()


def test_a_reminder_that_was_put_off_does_not_ring_once_the_officer_has_declined(tmp_path):
    due = datetime(2026, 11, 23, 15, 45, tzinfo=UTC)  # a quarter of an hour before, in Denver
    clock = HandClock(due - timedelta(days=3))
    with closing(new_desk(tmp_path / "a.desk", DeskProfile(officer_emails=("me@example.org",)), clock)) as desk:
        desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
        event = invited(desk, alarms=(Alarm(-15),))
        clock.at = due
        [ringing] = desk.reminders.due(due)
        desk.reminders.snooze([ringing.key], due + timedelta(hours=1))
        clock.forward(hours=1)
        assert len(desk.reminders.due(clock.at)) == 1
        desk.calendars.answer(event.id, (ME,), "declined")
        assert desk.reminders.due(clock.at) == []
