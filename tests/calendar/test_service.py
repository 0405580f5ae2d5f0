"""What a user does with calendars, on a real desk in a file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import (
    Alarm,
    Answer,
    Calendar,
    Event,
    EventFilter,
    Override,
    Participant,
    Recurrence,
    Status,
)
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
from tests.cost import calls
from tests.desks import new_desk

DENVER = "America/Denver"
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 2, 9)
NOVEMBER = (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile())
    yield desk
    desk.close()


@pytest.fixture
def planning(desk) -> int:
    return desk.calendars.save_calendar(Calendar(name=Bilingual("Planning", "計画"))).id


def weekly(calendar_id: int, **more) -> Event:
    given_values = {
        "calendar_id": calendar_id,
        "title": Bilingual("Plans sync", "計画調整"),
        "start": MONDAY,
        "end": MONDAY + HOUR,
        "zone": DENVER,
        "recurrence": Recurrence(("FREQ=WEEKLY;COUNT=4",)),
    }
    return Event(**{**given_values, **more})


def starts(desk: Desk) -> list[datetime]:
    return [one.start for one in desk.calendars.occurrences(*NOVEMBER)]


def test_a_series_is_expanded_with_its_calendar_and_marking(desk, planning):
    desk.calendars.save(weekly(planning, marking=Marking("USA", Level.UNCLASSIFIED)))
    found = desk.calendars.occurrences(*NOVEMBER)
    assert [one.start for one in found] == [MONDAY + n * WEEK for n in range(4)]
    assert {(one.calendar, one.palette, one.recurring) for one in found} == {("Planning", "planning", True)}
    assert Marking.decode(found[0].marking) == Marking("USA", Level.UNCLASSIFIED)


def test_deleting_one_occurrence_keeps_the_others_and_is_undone_at_once(desk, planning):
    event = desk.calendars.save(weekly(planning))
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert starts(desk) == [MONDAY, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    assert desk.history.undo() == "Delete one occurrence"
    assert len(starts(desk)) == 4


def test_changing_one_occurrence_twice_keeps_one_exception(desk, planning):
    event = desk.calendars.save(weekly(planning))
    for hour in (11, 13):
        at = MONDAY + WEEK
        later = at.replace(hour=hour)
        desk.calendars.change_occurrence(event.id, Override(at, later, later + HOUR, zone=DENVER))
    assert starts(desk) == [MONDAY, (MONDAY + WEEK).replace(hour=13), MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    assert len(desk.calendars.event(event.id).overrides) == 1
    assert desk.calendars.event(event.id).sequence == 2


def test_a_cancelled_occurrence_is_still_shown_as_cancelled(desk, planning):
    event = desk.calendars.save(weekly(planning))
    desk.calendars.change_occurrence(event.id, Override(MONDAY, MONDAY, MONDAY + HOUR, status=Status.CANCELLED))
    assert [one.status for one in desk.calendars.occurrences(*NOVEMBER)][:2] == [Status.CANCELLED, Status.CONFIRMED]


def test_this_and_later_becomes_a_series_of_its_own_undone_in_one_step(desk, planning):
    event = desk.calendars.save(weekly(planning))
    at = MONDAY + 2 * WEEK
    later = desk.calendars.split(
        event.id, at, replace(event, title=Bilingual("New"), start=at + HOUR, end=at + 2 * HOUR)
    )
    assert later.id != event.id
    assert starts(desk) == [MONDAY, MONDAY + WEEK, at + HOUR, at + WEEK + HOUR]
    desk.history.undo()
    assert starts(desk) == [MONDAY + n * WEEK for n in range(4)]
    assert [one.id for one in desk.calendars.events_by_ids([event.id, later.id]).values() if not one.deleted_at] == [
        event.id
    ]


def test_this_and_later_at_the_first_occurrence_changes_the_whole_series(desk, planning):
    event = desk.calendars.save(weekly(planning))
    same = desk.calendars.split(event.id, MONDAY, replace(event, title=Bilingual("New")))
    assert same.id == event.id
    assert len(starts(desk)) == 4


def test_deleting_this_and_later(desk, planning):
    event = desk.calendars.save(weekly(planning))
    desk.calendars.end_before(event.id, MONDAY + 2 * WEEK)
    assert starts(desk) == [MONDAY, MONDAY + WEEK]
    desk.calendars.end_before(event.id, MONDAY)
    assert starts(desk) == []


def test_an_all_day_event_is_seen_on_its_days_only(desk, planning):
    day = datetime(2026, 11, 23)
    desk.calendars.save(
        weekly(planning, start=day, end=day + timedelta(days=1), zone="", all_day=True, recurrence=None)
    )
    denver_day = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert [
        len(desk.calendars.occurrences(denver_day + n * timedelta(days=1), denver_day + (n + 1) * timedelta(days=1)))
        for n in (-1, 0, 1)
    ] == [0, 1, 0]


def test_only_the_calendars_asked_for(desk, planning):
    visits = desk.calendars.save_calendar(Calendar(name=Bilingual("Visits"), palette="visits")).id
    desk.calendars.save(weekly(planning))
    desk.calendars.save(weekly(visits, title=Bilingual("Arrival"), recurrence=None))
    assert len(desk.calendars.occurrences(*NOVEMBER, frozenset({visits}))) == 1
    assert desk.calendars.occurrences(*NOVEMBER, frozenset()) == []


def test_a_deleted_calendar_takes_its_events_out_of_sight_and_brings_them_back(desk, planning):
    desk.calendars.save(weekly(planning))
    desk.calendars.delete_calendars([planning])
    assert starts(desk) == []
    desk.history.undo()
    assert len(starts(desk)) == 4


def test_what_is_refused(desk, planning):
    with pytest.raises(InvalidError) as caught:
        desk.calendars.save(weekly(planning, title=Bilingual(" "), zone="Mars/Olympus"))
    assert [problem.field for problem in caught.value.problems] == ["title", "zone"]
    with pytest.raises(InvalidError, match="ends before it starts"):
        desk.calendars.save(weekly(planning, end=MONDAY - HOUR))
    with pytest.raises(InvalidError, match="FREQ=NEVER"):
        desk.calendars.save(weekly(planning, recurrence=Recurrence(("FREQ=NEVER",))))
    with pytest.raises(RefusedError):
        desk.calendars.save(weekly(planning, marking=Marking("USA", Level.SECRET)))
    with pytest.raises(InvalidError, match="name"):
        desk.calendars.save_calendar(Calendar(name=Bilingual()))
    with pytest.raises(NotFoundError):
        desk.calendars.event(4711)
    assert starts(desk) == []


def test_two_people_saving_the_same_event_lose_nothing(desk, planning):
    event = desk.calendars.save(weekly(planning))
    desk.calendars.save(replace(event, title=Bilingual("First")))
    with pytest.raises(StaleError):
        desk.calendars.save(replace(event, title=Bilingual("Second")))
    assert desk.calendars.event(event.id).title.host == "First"


def test_events_are_found_by_words_in_either_language_and_by_their_exceptions(desk, planning):
    event = desk.calendars.save(weekly(planning, participants=(Participant("Ms. Raman", "raman@example.org"),)))
    desk.calendars.change_occurrence(
        event.id, Override(MONDAY, MONDAY, MONDAY + HOUR, title=Bilingual("Survey arrival"))
    )
    for words in ("sync", "計画", "raman", "survey"):
        assert list(desk.calendars.events(EventFilter(words)).ids) == [event.id], words
    assert list(desk.calendars.events(EventFilter("nothing here")).ids) == []


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
bilinguals = st.builds(Bilingual, texts, texts, st.just(Wording.ORIGINAL), st.sampled_from(Wording))
walls = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))
people = st.builds(Participant, texts, texts, answer=st.sampled_from([str(one) for one in Answer]), rsvp=st.booleans())
alarms = st.builds(Alarm, st.integers(-10_000, 10_000), st.booleans(), text=texts)


@given(
    title=bilinguals, place=bilinguals, start=walls, length=st.timedeltas(timedelta(0), timedelta(days=3)),
    zone=st.sampled_from(("", DENVER, "Asia/Tokyo")), participants=st.lists(people, max_size=3), alarm_list=st.lists(alarms, max_size=2),
    excluded=st.lists(walls, max_size=3, unique=True), moved=st.none() | walls,
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_event_holds_comes_back_as_it_was(
    desk, planning, title, place, start, length, zone, participants, alarm_list, excluded, moved
):
    event = Event(
        calendar_id=planning,
        title=replace(title, host=f"x{title.host}"),
        place=place,
        start=start,
        end=start + length,
        zone=zone,
        participants=tuple(participants),
        alarms=tuple(alarm_list),
        recurrence=Recurrence(("FREQ=DAILY;COUNT=3",), excluded=tuple(sorted(excluded))),
        overrides=(Override(start, moved, moved + length, title=title),) if moved else (),
    )
    if zone and (start + length).hour == 2:
        return  # a length across the hour that spring skips may end before it starts
    saved = desk.calendars.save(event)
    read = desk.calendars.event(saved.id)
    bare = {"id": 0, "uid": "", "version": 0, "created_at": None, "updated_at": None, "author": ""}
    assert replace(read, **bare) == event


def test_a_week_of_a_desk_of_two_thousand_events_is_read_without_looking_at_all_of_them(desk, planning):
    singles = [
        weekly(
            planning, start=MONDAY + n * timedelta(hours=7), end=MONDAY + n * timedelta(hours=7) + HOUR, recurrence=None
        )
        for n in range(-900, 900)
    ]
    many = [weekly(planning, start=MONDAY + n * timedelta(hours=5), end=MONDAY + n * timedelta(hours=5) + HOUR,
                   recurrence=Recurrence(("FREQ=WEEKLY",))) for n in range(-200, 0)]  # fmt: skip
    desk.calendars.save_all([*singles, *many], "Import")
    found = []
    week = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
    # Two hundred series take some 37 000 calls; every event of the desk looked at would take several times as many.
    assert 0 < calls(lambda: found.extend(desk.calendars.occurrences(*week))) < 75_000
    assert sum(one.recurring for one in found) == 200
    assert sum(not one.recurring for one in found) in {24, 25}


@pytest.mark.parametrize("zone", ["America/Denver", "Asia/Tokyo", ""])
def test_a_rule_up_to_the_last_day_there_is_goes_on(desk, make, zone):
    series = make.event(zone=zone, recurrence=Recurrence(("FREQ=YEARLY;UNTIL=99991231T235959Z",)))
    since = datetime(2090, 11, 20, tzinfo=UTC)
    (one,) = desk.calendars.occurrences(since, since + timedelta(days=10))
    assert one.event_id == series.id


@pytest.mark.parametrize(
    "more",
    [
        {"start": datetime(1, 1, 1)},
        {"end": datetime(9999, 12, 31)},
        {"end": datetime(9000, 1, 1), "recurrence": Recurrence(added=(datetime(2900, 1, 1),))},
    ],
)
def test_what_lies_outside_the_calendar_is_refused_in_one_sentence(make, more):
    with pytest.raises(InvalidError, match="years 2 to 9998"):
        make.event(**more)


@pytest.mark.parametrize("unseen", ["", "\u200b", "\u2060 ", "\x07"])
def test_an_event_of_whose_title_nothing_is_seen_has_none(desk, planning, unseen):
    with pytest.raises(InvalidError, match="title"):
        desk.calendars.save(weekly(planning, title=Bilingual(unseen, unseen)))
