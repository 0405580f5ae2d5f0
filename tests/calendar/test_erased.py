"""Who and what is erased for good leaves the calendars: names inside an event, answers to its reminders."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from liaison_desk.calendar.records import (
    Alarm,
    Override,
    Participant,
    Party,
    Recurrence,
    RhythmCard,
    RhythmInput,
)
from liaison_desk.calendar.service.reminders import KEPT
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.database.references import ERASED
from tests.conftest import Maker
from tests.foundation.database.test_erasing import SECRET, bytes_of

NINE = datetime(2026, 11, 25, 9)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def answers(desk) -> int:
    with desk.database.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM reminder").scalar_one()


def with_everywhere(make: Maker, person):
    """Make a series that a contact organizes, takes part in, also in one exception, and chairs."""
    who = Participant(person.name.family, "q@example.org", person.id, role="chair")
    moved = Override(NINE + DAY, NINE + DAY + HOUR, NINE + DAY + 2 * HOUR, participants=(who, Participant("Other")))
    return make.event(
        organizer=who, participants=(who,), recurrence=Recurrence(("FREQ=DAILY",)), overrides=(moved,),
        rhythm=RhythmCard(chair=who),
    )  # fmt: skip


def test_an_erased_contact_is_named_nowhere_in_an_event(any_desk):
    make = Maker(any_desk)
    other = make.person("Hayakawa")
    person = make.person(SECRET)
    event = with_everywhere(make, person)
    untouched = with_everywhere(make, other)
    any_desk.history.purge("person", [person.id])
    left = any_desk.calendars.event(event.id)
    nobody = Participant(ERASED, role="chair")
    assert left.organizer == left.rhythm.chair == nobody
    assert left.participants == (nobody,)
    assert left.overrides[0].participants == (nobody, Participant("Other"))
    assert SECRET not in repr(left)
    assert any_desk.calendars.event(untouched.id) == untouched
    assert any_desk.search(SECRET) == []
    assert any_desk.calendars.engagements(person.id, any_desk.clock.now()) == []
    assert any_desk.check() == []


def test_undo_of_an_older_change_brings_no_erased_chair_back(any_desk):
    make = Maker(any_desk)
    person = make.person(SECRET)
    event = with_everywhere(make, person)
    any_desk.calendars.save(replace(event, title=Bilingual("Renamed"), organizer=None, rhythm=None))
    any_desk.history.purge("person", [person.id])
    any_desk.history.undo()
    back = any_desk.calendars.event(event.id)
    assert back.title == event.title
    assert SECRET not in repr(back)
    assert back.rhythm.chair == Participant(ERASED, role="chair")
    assert any_desk.check() == []


def test_merged_contacts_are_one_chair_and_one_organizer(any_desk):
    make = Maker(any_desk)
    kept, gone = make.person("Hayakawa"), make.person("Hayakwa")
    event = with_everywhere(make, gone)
    any_desk.merging.merge(kept, gone, {})
    left = any_desk.calendars.event(event.id)
    everybody = (left.organizer, left.rhythm.chair, left.participants[0], left.overrides[0].participants[0])
    assert {one.contact_id for one in everybody} == {kept.id}
    assert any_desk.check() == []
    any_desk.history.undo()
    back = any_desk.calendars.event(event.id)
    assert replace(back, version=event.version, updated_at=event.updated_at) == event


def test_no_byte_of_an_erased_event_stays_in_the_file(desk, make):
    words = Bilingual(SECRET)
    chair = Participant(SECRET, f"{SECRET}@example.org")
    card = RhythmCard(words, chair, words, (RhythmInput(words, to=SECRET, makes_task=False),), words, words, words)
    event = make.event(
        SECRET, organizer=chair, recurrence=Recurrence(("FREQ=DAILY",)), rhythm=card, reason=words, description=words,
        alarms=(Alarm(-15, text=SECRET),), categories=(SECRET,), organizations=(Party(SECRET),), link=f"https://{SECRET}",
    )  # fmt: skip
    desk.clock.forward(days=1)
    assert desk.reminders.dismiss_all(desk.clock.now()) == 1
    assert SECRET.encode() in bytes_of(desk)
    desk.calendars.delete([event.id])
    desk.history.purge("event", [event.id])
    found = bytes_of(desk)
    assert SECRET.encode() not in found
    assert SECRET.casefold().encode() not in found
    assert answers(desk) == 0
    assert desk.check() == []


@pytest.mark.parametrize("how", ["event", "calendar"])
def test_answers_go_with_their_event_or_its_calendar_and_not_with_its_trash(any_desk, how):
    event, _ = (Maker(any_desk).event(alarms=(Alarm(-15),)) for _ in range(2))
    any_desk.clock.forward(days=1)
    assert any_desk.reminders.dismiss_all(any_desk.clock.now()) == 2
    any_desk.calendars.delete([event.id])
    any_desk.history.restore("event", [event.id])
    assert any_desk.reminders.due(any_desk.clock.now()) == []
    assert answers(any_desk) == 2
    any_desk.history.purge(how, [event.id if how == "event" else event.calendar_id])
    assert answers(any_desk) == 1
    assert any_desk.check() == []


def test_answers_of_long_ago_are_forgotten_and_nothing_of_it_is_told_again(any_desk):
    make = Maker(any_desk)
    make.event(alarms=(Alarm(-15),), recurrence=Recurrence(("FREQ=DAILY",)))
    put_off = any_desk.clock.now() + 100 * DAY
    for day in range(40):
        any_desk.clock.forward(days=1)
        now = any_desk.clock.now()
        if day == 0:
            any_desk.reminders.snooze([any_desk.reminders.due(now)[0].key], put_off)
        any_desk.reminders.dismiss_all(now)
        any_desk.reminders.forget_old()
        assert answers(any_desk) <= 2 * KEPT.days + 2
        assert any_desk.reminders.due(now) == []
    any_desk.clock.at = put_off
    assert put_off in [one.due for one in any_desk.reminders.due(put_off)]
    assert any_desk.check() == []
