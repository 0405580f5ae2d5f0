"""Finding a time on a real desk: who is taken by what, as far as this desk knows."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from liaison_desk.calendar.records import Answer, Override, Participant, Recurrence, Status
from liaison_desk.calendar.rules.slots import OFFICER, Against, Hours, SlotOptions
from liaison_desk.calendar.store.busy import read_busy
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError

DENVER = "America/Denver"
MONDAY = datetime(2026, 11, 30, 7, tzinfo=UTC)
WEEK = timedelta(days=5)
HOST = SlotOptions(length=timedelta(hours=1), hours=Hours.HOST)


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute)


@pytest.fixture
def whitcombe(make):
    return make.person("Whitcombe", "Rowan")


@pytest.fixture
def taken(desk):
    """Return who is taken when in the week, in hours of the place."""

    def read(*people: int) -> list[tuple[int, str]]:
        low, high = MONDAY - timedelta(days=1), MONDAY + WEEK + timedelta(days=1)
        happening = desk.calendars.occurrences(low, high)
        with desk.database.read() as connection:
            found = read_busy(connection, happening, people, low, high, DENVER)
        hours = [
            (one.who, *(at.astimezone(UTC) - timedelta(hours=7) for at in (one.starts, one.ends))) for one in found
        ]
        return [(who, f"{low:%d %H%M}–{high:%H%M}") for who, low, high in hours]

    return read


def test_the_officer_is_taken_with_his_way_there_and_others_without(make, taken, whitcombe):
    make.event(
        start=wall(1, 9), end=wall(1, 10), travel_before=30, travel_after=45,
        participants=(Participant(contact_id=whitcombe.id),),
    )  # fmt: skip
    assert taken(whitcombe.id) == [(OFFICER, "01 0830–1045"), (whitcombe.id, "01 0900–1000")]
    assert taken() == [(OFFICER, "01 0830–1045")]


def test_what_is_cancelled_takes_nobody_and_what_is_not_busy_takes_only_who_takes_part(make, taken, whitcombe):
    mine = (Participant(contact_id=whitcombe.id),)
    calendar = make.calendar()
    make.event(calendar=calendar, start=wall(1, 9), end=wall(1, 10), status=Status.CANCELLED, participants=mine)
    make.event("His leave", calendar, start=wall(2, 9), end=wall(2, 10), busy=False, participants=mine)
    assert taken(whitcombe.id) == [(whitcombe.id, "02 0900–1000")]


def test_whoever_declined_is_free_and_whoever_organizes_is_not(make, taken, whitcombe):
    other = make.person("Okada", "Rin")
    make.event(
        start=wall(1, 9), end=wall(1, 10), organizer=Participant(contact_id=other.id),
        participants=(Participant(contact_id=whitcombe.id, answer=Answer.DECLINED),),
    )  # fmt: skip
    assert taken(whitcombe.id, other.id) == [(OFFICER, "01 0900–1000"), (other.id, "01 0900–1000")]


def test_an_all_day_event_takes_the_days_of_the_host(make, taken):
    make.event(start=datetime(2026, 12, 1), end=datetime(2026, 12, 3), zone="", all_day=True)
    assert taken() == [(OFFICER, "01 0000–0000")]


def test_each_occurrence_of_a_series_takes_its_own_people(make, taken, desk, whitcombe):
    other = make.person("Okada", "Rin")
    daily = make.event(
        start=wall(1, 9), end=wall(1, 10), recurrence=Recurrence(("FREQ=DAILY;COUNT=4",)),
        participants=(Participant(contact_id=whitcombe.id),),
    )  # fmt: skip
    moved = Override(
        at=wall(2, 9), start=wall(2, 11), end=wall(2, 12), zone=DENVER,
        participants=(
            Participant(contact_id=other.id), Participant(contact_id=whitcombe.id, answer=Answer.DECLINED),
        ),
    )  # fmt: skip
    later = Override(
        at=wall(3, 9), start=wall(3, 13), end=wall(3, 14), zone=DENVER, this_and_future=True,
        participants=(Participant(contact_id=other.id),), title=Bilingual("Later"),
    )  # fmt: skip
    desk.calendars.save(replace(daily, overrides=(moved, later)))
    who = {whitcombe.id: "Whitcombe", other.id: "Okada", OFFICER: "officer"}
    assert sorted((who[one], when) for one, when in taken(whitcombe.id, other.id)) == [
        ("Okada", "02 1100–1200"), ("Okada", "03 1300–1400"), ("Okada", "04 1300–1400"),
        ("Whitcombe", "01 0900–1000"),
        ("officer", "01 0900–1000"), ("officer", "02 1100–1200"), ("officer", "03 1300–1400"), ("officer", "04 1300–1400"),
    ]  # fmt: skip


def test_an_event_in_the_trash_takes_nobody(make, taken, desk, whitcombe):
    event = make.event(start=wall(1, 9), end=wall(1, 10), participants=(Participant(contact_id=whitcombe.id),))
    desk.calendars.delete([event.id])
    assert taken(whitcombe.id) == []


def test_a_time_for_the_officer_alone(desk, make):
    make.event(start=wall(1, 8), end=wall(1, 16), zone=DENVER)
    answer = desk.slots.find((), HOST, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    assert [f"{one.starts - timedelta(hours=7):%d %H%M}" for one in answer.free] == ["01 1600", "01 1630"]
    assert answer.compromises == ()
    day = answer.days[datetime(2026, 12, 1).date()]
    assert day.busy == ((datetime(2026, 12, 1, 15, tzinfo=UTC), datetime(2026, 12, 1, 23, tzinfo=UTC)),)
    assert [one.length for one in answer.overlaps] == [timedelta(hours=1)]
    assert answer.next_common is None


def test_where_nothing_is_free_the_answer_says_who_stands_in_the_way_and_by_what(desk, make, whitcombe):
    mine = (Participant(contact_id=whitcombe.id),)
    make.event("Staff talks", start=wall(1, 16), end=wall(1, 18), participants=mine, busy=False)
    options = SlotOptions(length=timedelta(hours=1), earliest=time(16, 30), latest=time(17, 30))
    answer = desk.slots.find([whitcombe.id], options, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    assert answer.free == ()
    best = answer.proposals[0]
    assert best.starts == datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert [(one.kind, one.who, one.title.host) for one in best.against] == [
        (Against.BUSY, whitcombe.id, "Staff talks")
    ]


def test_in_summer_the_answer_names_the_next_common_hour(desk):
    july = datetime(2026, 7, 6, 6, tzinfo=UTC)
    answer = desk.slots.find((), SlotOptions(), july, july + WEEK)
    assert answer.free == ()
    assert answer.next_common == (datetime(2026, 11, 3, 23, 30, tzinfo=UTC), datetime(2026, 11, 4, 0, 30, tzinfo=UTC))


def test_what_is_no_search_is_refused(desk):
    with pytest.raises(InvalidError):
        desk.slots.find((), SlotOptions(length=timedelta()), MONDAY, MONDAY + WEEK)


def test_a_search_asks_the_database_as_often_for_many_people_as_for_one(desk, make):
    from sqlalchemy import event

    people = make.people(20)
    calendar = make.calendar()
    for n in range(10):
        make.event(
            f"Sync {n}", calendar, start=wall(1 + n % 4, 9), end=wall(1 + n % 4, 10),
            recurrence=Recurrence(("FREQ=DAILY;COUNT=3",)), participants=tuple(Participant(contact_id=one.id) for one in people),
        )  # fmt: skip

    def asked(ids) -> int:
        count = 0

        def heard(*_args) -> None:
            nonlocal count
            count += 1

        event.listen(desk.database.engine, "before_cursor_execute", heard)
        try:
            desk.slots.find(ids, HOST, MONDAY, MONDAY + WEEK)
        finally:
            event.remove(desk.database.engine, "before_cursor_execute", heard)
        return count

    asked([])  # series are kept once they were read
    assert asked([one.id for one in people]) == asked([people[0].id])
