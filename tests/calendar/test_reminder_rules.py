"""Every alarm of every occurrence falls due once, at its own instant, whatever the clocks of the zones do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Alarm, Event, Override, Recurrence, Status
from liaison_desk.calendar.rules import (
    alarm_name,
    bounds,
    happenings,
    instants,
    may_ring,
    occurrence_at,
    reminds,
    rings,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 2, 9)
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)


def event(start: datetime = MONDAY, *alarms: Alarm, rule: str = "", length: timedelta = HOUR, **more) -> Event:
    values = {"zone": DENVER, "recurrence": Recurrence((rule,)) if rule else None}
    return Event(title=Bilingual("Sync"), start=start, end=start + length, alarms=alarms, **{**values, **more})


def dues(one: Event, since: datetime = ALWAYS[0], until: datetime = ALWAYS[1], zone: str = DENVER) -> list[datetime]:
    return [ring.due for ring in rings(one, since, until, zone)]


def utc(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=UTC)


def test_minutes_count_from_the_start_or_the_end():
    alarms = (Alarm(-15), Alarm(-5, related_to_end=True), Alarm(10))
    assert dues(event(MONDAY, *alarms)) == [
        utc(2026, 11, 2, 15, 45),
        utc(2026, 11, 2, 16, 10),
        utc(2026, 11, 2, 16, 55),
    ]


@pytest.mark.parametrize("action", ["display", "audio", "email", "procedure"])
def test_every_kind_of_alarm_reminds(action):
    assert len(dues(event(MONDAY, Alarm(-15, action=action)))) == 1


def test_a_sound_and_words_at_the_same_time_are_one_reminder():
    one = event(MONDAY, Alarm(-15), Alarm(-15, action="audio", text="Ring"))
    assert len(rings(one, *ALWAYS, DENVER)) == 1


def test_names_do_not_depend_on_the_order_and_tell_alarms_apart():
    alarms = [Alarm(-15), Alarm(-15, related_to_end=True), Alarm(15), Alarm(-15.5), Alarm(at=utc(2026, 11, 2, 8))]
    names = [alarm_name(one) for one in alarms]
    assert len(set(names)) == len(names)
    one = event(MONDAY, *alarms)
    turned = replace(one, alarms=tuple(reversed(alarms)))
    assert rings(one, *ALWAYS, DENVER) == rings(turned, *ALWAYS, DENVER)


def test_a_repeated_alarm_rings_again_and_a_file_cannot_make_it_ring_for_ever():
    again = Alarm(-15, repeat=2, every_minutes=5)
    first = utc(2026, 11, 2, 15, 45)
    assert dues(event(MONDAY, again)) == [first, first + timedelta(minutes=5), first + timedelta(minutes=10)]
    assert len(dues(event(MONDAY, replace(again, repeat=99_999)))) == 101


def test_an_alarm_at_an_instant_rings_once_for_the_next_occurrence():
    at = utc(2026, 11, 5, 12)
    found = rings(event(MONDAY, Alarm(0, at=at), rule="FREQ=WEEKLY;COUNT=5"), *ALWAYS, DENVER)
    assert [(ring.due, ring.one.at) for ring in found] == [(at, MONDAY + 7 * DAY)]


def test_an_alarm_at_an_instant_after_everything_is_for_the_last_occurrence():
    at = utc(2026, 12, 24, 12)
    found = rings(event(MONDAY, Alarm(0, at=at), rule="FREQ=WEEKLY;COUNT=2"), *ALWAYS, DENVER)
    assert [ring.one.at for ring in found] == [MONDAY + 7 * DAY]


# Exceptions -----------------------------------------------------------------------------------------------------------


def weekly(**more) -> Event:
    return event(MONDAY, Alarm(-15), rule="FREQ=WEEKLY;COUNT=3", **more)


def override(at: datetime, start: datetime, **more) -> Override:
    return Override(at, start, start + HOUR, zone=DENVER, **more)


def test_an_exception_rings_where_it_was_moved_with_its_own_alarms():
    second = MONDAY + 7 * DAY
    moved = override(second, second + 2 * DAY, alarms=(Alarm(-60),))
    found = rings(weekly(overrides=(moved,)), *ALWAYS, DENVER)
    assert [(ring.due, ring.one.at) for ring in found] == [
        (utc(2026, 11, 2, 15, 45), MONDAY),
        (utc(2026, 11, 11, 15), second),
        (utc(2026, 11, 16, 15, 45), MONDAY + 14 * DAY),
    ]


def test_an_exception_without_alarms_a_cancelled_and_an_excluded_one_do_not_ring():
    silent = override(MONDAY, MONDAY)
    cancelled = override(MONDAY + 7 * DAY, MONDAY + 7 * DAY, alarms=(Alarm(-15),), status=Status.CANCELLED)
    assert dues(weekly(overrides=(silent, cancelled))) == [utc(2026, 11, 16, 15, 45)]
    assert dues(weekly(status=Status.CANCELLED)) == []
    without = replace(weekly(), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",), excluded=(MONDAY,)))
    assert len(dues(without)) == 2


def test_this_and_later_ring_as_their_exception_says():
    later = override(MONDAY + 7 * DAY, MONDAY + 7 * DAY + 2 * HOUR, alarms=(Alarm(-30),), this_and_future=True)
    assert dues(weekly(overrides=(later,))) == [
        utc(2026, 11, 2, 15, 45), utc(2026, 11, 9, 17, 30), utc(2026, 11, 16, 17, 30),
    ]  # fmt: skip


# Clocks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "minutes", "due"), [
    (datetime(2026, 11, 1, 3), -120, utc(2026, 11, 1, 8)),  # 0100 came twice: two hours are two hours
    (datetime(2027, 3, 14, 3), -60, utc(2027, 3, 14, 8)),  # 0200 never came: 0100 MST
    (datetime(2027, 3, 14, 2, 30), -15, utc(2027, 3, 14, 9, 15)),  # a start that does not exist moves forward
])  # fmt: skip
def test_before_means_elapsed_time_over_a_change_of_clocks(start, minutes, due):
    assert dues(event(start, Alarm(minutes))) == [due]


def test_a_day_before_a_daily_meeting_over_the_change_is_twenty_four_hours():
    found = dues(event(datetime(2026, 10, 31, 7), Alarm(-1440), rule="FREQ=DAILY;COUNT=3"))
    assert found == [utc(2026, 10, 30, 13), utc(2026, 10, 31, 14), utc(2026, 11, 1, 14)]


def all_day(*alarms: Alarm, **more) -> Event:
    return event(datetime(2026, 11, 24), *alarms, length=DAY, zone="", all_day=True, **more)


def test_an_all_day_event_begins_at_midnight_of_the_place():
    one = all_day(Alarm(-15), Alarm(9 * 60), Alarm(-60, related_to_end=True))
    assert dues(one) == [utc(2026, 11, 24, 6, 45), utc(2026, 11, 24, 16), utc(2026, 11, 25, 6)]
    assert dues(one, zone=TOKYO) == [utc(2026, 11, 23, 14, 45), utc(2026, 11, 24), utc(2026, 11, 24, 14)]


def test_a_floating_time_is_read_in_the_place():
    one = event(MONDAY, Alarm(-15), zone="")
    assert (dues(one), dues(one, zone=TOKYO)) == ([utc(2026, 11, 2, 15, 45)], [utc(2026, 11, 1, 23, 45)])


# Bounds ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alarm", [
    Alarm(-1e300), Alarm(1e300), Alarm(-15, repeat=99_999, every_minutes=1e300), Alarm(float("nan")),
    Alarm(0, at=datetime(9999, 12, 31, tzinfo=UTC)), Alarm(0, at=datetime(1, 1, 1, tzinfo=UTC)),
])  # fmt: skip
@pytest.mark.parametrize("start", [MONDAY, datetime(1, 1, 2), datetime(9999, 12, 30)])
def test_what_no_calendar_holds_neither_rings_nor_fails(alarm, start):
    one = event(start, alarm, rule="FREQ=DAILY;COUNT=3" if start == MONDAY else "")
    now = utc(2026, 11, 2, 15)
    assert [due for due in dues(one, now, now + DAY) if not now <= due < now + DAY] == []
    may_ring(one.alarms, *bounds(one, DENVER), now, now + DAY)


@st.composite
def events(draw):
    start = draw(st.sampled_from([datetime(2026, 10, 31), datetime(2027, 3, 13), datetime(2026, 11, 24)]))
    whole = draw(st.booleans())
    start += timedelta(minutes=0 if whole else draw(st.integers(0, 2879)))
    length = timedelta(days=draw(st.integers(1, 3))) if whole else timedelta(minutes=draw(st.integers(0, 3000)))
    alarms = draw(st.lists(alarms_(), max_size=3))
    rule = draw(st.sampled_from(["", "FREQ=DAILY;COUNT=6", "FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;INTERVAL=2"]))
    zone = "" if whole else draw(st.sampled_from(["", DENVER, TOKYO, "Australia/Lord_Howe", "America/Havana"]))
    made = event(start, *alarms, rule=rule, length=length, zone=zone, all_day=whole)
    overrides = []
    for day in draw(st.sets(st.integers(0, 5), max_size=2)) if rule else ():
        at = start + day * DAY
        moved = at + timedelta(days=draw(st.integers(-3, 3)), minutes=0 if whole else draw(st.integers(-600, 600)))
        overrides.append(
            Override(
                at,
                moved,
                moved + length,
                zone=zone,
                all_day=whole,
                alarms=tuple(draw(st.lists(alarms_(), max_size=2))),
                status=draw(st.sampled_from([Status.CONFIRMED, Status.CANCELLED])),
                this_and_future=draw(st.booleans()),
            )
        )
    return replace(made, overrides=tuple(overrides))


def alarms_():
    return st.builds(
        Alarm, st.integers(-4000, 1000), related_to_end=st.booleans(), repeat=st.integers(0, 2),
        every_minutes=st.integers(0, 90),
    )  # fmt: skip


def told_one_by_one(one: Event, since: datetime, until: datetime, zone: str) -> set:
    """Say it the long way: all occurrences of a year, each with each of its alarms, each time it rings."""
    found = set()
    for each in happenings(one, datetime(2026, 6, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC), zone):
        own = each.override or one
        if own.status is Status.CANCELLED:
            continue
        start, end = each.starts, each.ends
        if each.all_day:
            start, end = to_utc(each.start, zone), to_utc(each.end, zone)
        for alarm in own.alarms:
            for number in range(alarm.repeat + 1 if alarm.every_minutes else 1):
                due = (end if alarm.related_to_end else start) + timedelta(
                    minutes=alarm.minutes + number * alarm.every_minutes
                )
                if since <= due < until:
                    found.add((due, each.at, alarm_name(alarm)))
    return found


@settings(max_examples=300, deadline=None)
@given(events(), st.integers(-100, 200), st.integers(1, 400), st.sampled_from([DENVER, TOKYO, "America/Havana"]))
def test_a_stretch_holds_exactly_what_falls_due_in_it(one, from_hour, hours, zone):
    since = one.start.replace(tzinfo=UTC) + from_hour * HOUR
    until = since + hours * HOUR
    found = rings(one, since, until, zone)
    assert {(ring.due, ring.one.at, ring.alarm) for ring in found} == told_one_by_one(one, since, until, zone)
    assert found == sorted(found, key=lambda ring: ring.due)
    if found:
        alarms = [*one.alarms, *(alarm for override in one.overrides for alarm in override.alarms)]
        assert may_ring(alarms, *bounds(one, zone), since, until)


@settings(max_examples=150, deadline=None)
@given(events(), st.lists(st.integers(0, 300), min_size=1, max_size=4))
def test_cutting_a_stretch_loses_and_doubles_nothing(one, cuts):
    since = one.start.replace(tzinfo=UTC) - 4 * DAY
    edges = sorted({since, since + 20 * DAY, *(since + hours * HOUR for hours in cuts)})
    parts = [ring for low, high in pairwise(edges) for ring in rings(one, low, high, DENVER)]
    assert parts == rings(one, edges[0], edges[-1], DENVER)


@settings(max_examples=150, deadline=None)
@given(events())
def test_what_rings_is_found_again_by_the_name_it_was_put_off_under(one):
    since = one.start.replace(tzinfo=UTC) - 4 * DAY
    for ring in rings(one, since, since + 20 * DAY, DENVER):
        again = occurrence_at(one, ring.one.at, DENVER)
        assert again is not None
        assert instants(again, DENVER) == instants(ring.one, DENVER)
        assert reminds(one, again, ring.alarm)


def test_a_time_the_series_never_had_is_not_found():
    assert occurrence_at(weekly(), MONDAY + DAY, DENVER) is None
