"""What calendars are asked for, asked of a file and of a shared desk: the answer is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import (
    Alarm,
    Answer,
    Event,
    EventFilter,
    Override,
    Participant,
    Recurrence,
    RhythmCard,
    Status,
)
from liaison_desk.calendar.rules.slots import Hours, SlotOptions
from liaison_desk.domain.bilingual import Bilingual
from tests.conftest import NOW, Maker

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 30, 9)
SEEN = (datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC))


@pytest.fixture
def make(any_desk):
    return Maker(any_desk)


@pytest.fixture
def jun(make):
    return make.person("Kisaragi", "Jun")


def guest(person, **more):
    return Participant("Kisaragi Jun", contact_id=person.id, **more)


def test_a_time_is_found_among_series_exceptions_and_whole_days(any_desk, make, jun):
    calendar = make.calendar()
    away = Override(
        at=MONDAY + DAY,
        start=MONDAY + DAY + 4 * HOUR,
        end=MONDAY + DAY + 6 * HOUR,
        zone=DENVER,
        participants=(guest(jun),),
    )
    make.event(
        "Sync",
        calendar,
        start=MONDAY,
        end=MONDAY + 3 * HOUR,
        recurrence=Recurrence(("FREQ=DAILY;COUNT=3",)),
        overrides=(away,),
    )
    make.event("Call", calendar, start=MONDAY + 4 * HOUR, end=MONDAY + 6 * HOUR, participants=(guest(jun),))
    make.event("Declined", calendar, start=MONDAY + 2 * DAY, end=MONDAY + 2 * DAY + 8 * HOUR, busy=False,
               participants=(guest(jun, answer=Answer.DECLINED),))  # fmt: skip
    make.event("Leave", calendar, start=datetime(2026, 12, 3), end=datetime(2026, 12, 4), all_day=True, zone="", busy=False,
               participants=(guest(jun),))  # fmt: skip
    make.event("Trip", calendar, start=MONDAY + 4 * DAY, end=MONDAY + 4 * DAY + 3 * HOUR, organizer=guest(jun))
    options = SlotOptions(length=2 * HOUR, hours=Hours.HOST)
    found = any_desk.slots.find([jun.id], options, *SEEN)
    days = {(one.starts - 7 * HOUR).day for one in found.free}
    assert days == {30, 1, 2, 4, 7}
    first = [(one.starts - 7 * HOUR).strftime("%d %H%M") for one in found.free]
    assert all(text not in first for text in ("30 0900", "30 1300", "01 1300", "02 0900", "04 0900"))


def test_people_categories_and_what_is_alike(any_desk, make, jun):
    calendar = make.calendar()
    ties = ("b", "a", "ä", "宇宙", "B")
    event = make.event("Weekly sync", calendar, start=MONDAY, end=MONDAY + HOUR, categories=ties, participants=(guest(jun), guest(jun)),
                       organizer=Participant("Boss", "Boss@example.us"))  # fmt: skip
    make.event("Other", calendar, categories=("宇宙",))
    assert any_desk.calendars.categories() == ["宇宙", *sorted({"a", "b", "ä", "B"})]
    assert any_desk.calendars.participants_of([event.id, event.id, 0]) == {event.id: ((jun.id, "Kisaragi Jun"),)}
    twin = Event(uid="twin@example.org", calendar_id=calendar.id, title=Bilingual("weekly SYNC"), start=MONDAY + 16 * HOUR,
                 end=MONDAY + 17 * HOUR, zone=TOKYO, organizer=Participant("", "boss@example.us"))  # fmt: skip
    with any_desk.database.write("Look") as transaction:
        others = [twin, replace(twin, uid="late@example.org", start=MONDAY)]
        assert any_desk.calendars.alike(transaction, others) == {"twin@example.org"}


def test_engagements_and_what_comes_next(any_desk, make, jun):
    calendar = make.calendar()
    gone = Override(
        at=MONDAY, start=MONDAY, end=MONDAY + HOUR, zone=DENVER, status=Status.CANCELLED, participants=(guest(jun),)
    )
    series = make.event("Weekly", calendar, start=MONDAY - 14 * DAY, end=MONDAY - 14 * DAY + HOUR, participants=(guest(jun),),
                        recurrence=Recurrence(("FREQ=WEEKLY",)), overrides=(gone,))  # fmt: skip
    # An exception that names nobody is with those of the series.
    retold = Override(at=MONDAY + 7 * DAY, start=MONDAY + 7 * DAY + HOUR, end=MONDAY + 7 * DAY + 2 * HOUR, zone=DENVER)
    series = any_desk.calendars.change_occurrence(series.id, retold)
    single = make.event("Dinner", calendar, start=MONDAY, end=MONDAY + HOUR, organizer=guest(jun))
    make.event("Off", calendar, start=MONDAY, end=MONDAY + HOUR, participants=(guest(jun),), status=Status.CANCELLED)
    found = any_desk.calendars.engagements(jun.id, NOW)
    assert sorted((one.title.host, one.start) for one in found) == [
        ("Dinner", single.start), ("Weekly", MONDAY - 7 * DAY), ("Weekly", retold.start)
    ]  # fmt: skip
    for ids in ([jun.id], None):
        [(who, (event, one))] = any_desk.calendars.coming_series(ids, NOW).items()
        assert (who, event.id, one.start) == (jun.id, series.id, retold.start)
    make.event("Exercise", calendar, start=datetime(2026, 12, 5), end=datetime(2026, 12, 12), all_day=True, zone="")
    make.event("Half", calendar, start=datetime(2026, 12, 1), end=datetime(2026, 12, 2), all_day=True, zone="")
    assert any_desk.calendars.next_span("planning", NOW, 3).title.host == "Exercise"


def test_reminders_ring_are_put_off_and_taken_back(any_desk, make, clock):
    calendar = make.calendar()
    make.event("Call", calendar, start=datetime(2026, 11, 24, 10), end=datetime(2026, 11, 24, 11), alarms=(Alarm(-15),))
    make.event("Leave", calendar, start=datetime(2026, 11, 25), end=datetime(2026, 11, 26), all_day=True, zone="",
               alarms=(Alarm(at=datetime(2026, 11, 24, 16, 50, tzinfo=UTC)),))  # fmt: skip
    clock.forward(minutes=15)
    due = any_desk.reminders.due(clock.now())
    assert [one.occurrence.title.host for one in due] == ["Leave", "Call"]
    any_desk.reminders.snooze([due[0].key], clock.now() + HOUR)
    any_desk.reminders.dismiss([due[1].key])
    assert any_desk.reminders.due(clock.now()) == []
    assert any_desk.reminders.next_due(clock.now()) == clock.now() + HOUR
    assert any_desk.history.undo() == "Dismiss a reminder"
    assert [one.occurrence.title.host for one in any_desk.reminders.due(clock.now())] == ["Call"]
    assert any_desk.history.undo()
    assert [one.key for one in any_desk.reminders.due(clock.now())] == [one.key for one in due]
    any_desk.reminders.snooze([due[0].key], clock.now() + HOUR)
    clock.forward(days=60)
    assert any_desk.reminders.forget_old() == 2


def test_a_list_by_words_is_the_same(any_desk, make):
    calendar = make.calendar()
    first = make.event("計画調整会議", calendar)
    second = make.event("It's a 100% “plan”: C-130\\J", calendar, start=MONDAY, end=MONDAY + HOUR)
    for words, wanted in (
        ("調整", [first]),
        ("c-130", [second]),
        ("pla", [second]),
        ("'", []),
        ("\\j", [second]),
        ("100%", [second]),
    ):
        assert list(any_desk.calendars.events(EventFilter(words=words)).ids) == [one.id for one in wanted], words


def test_events_with_a_card_are_found_by_when_they_may_happen(any_desk, make):
    card = RhythmCard(purpose=Bilingual("Decide"))
    weekly = make.event(
        "Weekly", start=MONDAY, end=MONDAY + HOUR, rhythm=card, recurrence=Recurrence(rules=("FREQ=WEEKLY",))
    )
    once = make.event("Once", start=MONDAY + 30 * DAY, end=MONDAY + 30 * DAY + HOUR, rhythm=card)
    make.event("Plain", start=MONDAY, end=MONDAY + HOUR)
    gone = make.event("Gone", start=MONDAY, end=MONDAY + HOUR, rhythm=card)
    put_away = make.event("Away", start=MONDAY, end=MONDAY + HOUR, rhythm=card)
    any_desk.calendars.delete([gone.id])
    any_desk.calendars.delete_calendars([put_away.calendar_id])
    assert set(any_desk.calendars.rhythmic(*SEEN)) == {weekly.id}
    later = (SEEN[0] + 28 * DAY, SEEN[1] + 28 * DAY)
    found = any_desk.calendars.rhythmic(*later)
    assert {id_: one.rhythm for id_, one in found.items()} == {weekly.id: card, once.id: card}
