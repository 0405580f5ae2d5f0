"""Finding a time: the sweep against a minute-by-minute oracle, Denver's clock changes seen from Tokyo, compromises."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.rules import compromise, overlap, slots
from liaison_desk.calendar.rules.slots import Against, Busy, Hours, SlotOptions
from liaison_desk.calendar.rules.stretches import merged, without
from liaison_desk.domain.duty import common_duty
from liaison_desk.domain.holidays import is_holiday
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DESK = DeskProfile()
BOTH_NATIONS = ("USA", "JPN")
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
HALF_AN_HOUR = SlotOptions()


def find(profile=DESK, busy=(), options=HALF_AN_HOUR, since=NOW, until=NOW + 7 * DAY, most=10_000, a_day=10_000):
    return list(slots.free_slots(slots.ask(profile, busy, options, since, until), most, a_day))


def nearest(profile=DESK, busy=(), options=HALF_AN_HOUR, since=NOW, until=NOW + 7 * DAY, most=12):
    return compromise.compromises(slots.ask(profile, busy, options, since, until), most)


def zulu(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


# The oracle: asks of every minute whether it may be used.


def on_duty(profile, at, *, home):
    local = to_local(at, profile.home_zone if home else profile.host_zone)
    low, high = (profile.home_duty_start, profile.home_duty_end) if home else (profile.duty_start, profile.duty_end)
    return local.weekday() < 5 and low <= local.time() < high


def minute_is_good(profile, options, at):
    if options.hours in {Hours.BOTH, Hours.HOST} and not on_duty(profile, at, home=False):
        return False
    if options.hours in {Hours.BOTH, Hours.HOME} and not on_duty(profile, at, home=True):
        return False
    clock = to_local(at, options.clock_zone or profile.host_zone).time()
    if options.earliest is not None and clock < options.earliest:
        return False
    if options.latest is not None and clock >= options.latest:
        return False
    zones = {nation: profile.home_zone if nation == profile.home else profile.host_zone for nation in options.nations}
    return not any(is_holiday(nation, to_local(at, zone).date()) for nation, zone in zones.items())


def by_oracle(profile, busy, options, since, until):
    found = []
    at = since.replace(second=0, microsecond=0)
    while at + options.length <= until:
        local = to_local(at, profile.host_zone)
        minutes = int(options.length / MINUTE)
        if (
            at >= since
            and local.minute % options.step == 0
            and all(minute_is_good(profile, options, at + n * MINUTE) for n in range(minutes))
            and not any(
                one.starts < at + options.length + options.after * MINUTE and one.ends > at - options.before * MINUTE
                and one.starts < one.ends
                for one in busy
            )
        ):  # fmt: skip
            found.append(at)
        at += MINUTE
    return found


CLOCK_CHANGES = (zulu(2026, 3, 6, 12), zulu(2026, 10, 30, 12), zulu(2026, 11, 20), zulu(2026, 7, 1), zulu(2026, 12, 30))
PROFILES = (
    DESK,
    replace(DESK, home_duty_start=time(0, 0), home_duty_end=time(23, 59)),
    replace(DESK, duty_start=time(6, 0), duty_end=time(20, 0)),
    replace(DESK, host_zone="Europe/London", host="GBR"),
    replace(DESK, host_zone="Asia/Kathmandu", host="NPL"),
)


@st.composite
def searches(draw):
    since = draw(st.sampled_from(CLOCK_CHANGES)) + draw(st.integers(0, 48 * 60)) * MINUTE
    until = since + draw(st.integers(1, 72)) * HOUR
    busy = [
        Busy(since + low * MINUTE, since + (low + long) * MINUTE, who)
        for low, long, who in draw(
            st.lists(st.tuples(st.integers(-600, 4300), st.integers(0, 900), st.integers(0, 3)), max_size=8)
        )
    ]
    clock = draw(st.sampled_from([(None, None), (time(9), None), (None, time(16)), (time(8, 10), time(18, 40))]))
    options = SlotOptions(
        length=draw(st.sampled_from([5, 30, 45, 60, 150])) * MINUTE,
        step=draw(st.sampled_from([15, 30])),
        hours=draw(st.sampled_from(list(Hours))),
        earliest=clock[0],
        latest=clock[1],
        clock_zone=draw(st.sampled_from(["", "Asia/Tokyo", "UTC"])),
        nations=draw(st.sampled_from([(), ("JPN",), BOTH_NATIONS, ("USA", "AUS")])),
        before=draw(st.sampled_from([0, 20, 60])),
        after=draw(st.sampled_from([0, 45])),
    )
    return draw(st.sampled_from(PROFILES)), busy, options, since, until


@given(searches())
@settings(max_examples=120, deadline=None)
def test_the_sweep_finds_what_looking_at_every_minute_finds(search):
    profile, busy, options, since, until = search
    found = find(profile, busy, options, since, until)
    assert [one.starts for one in found] == by_oracle(profile, busy, options, since, until)
    together = list(common_duty(profile, since, until))
    for one in found:
        assert one.ends - one.starts == options.length
        assert one.common == any(low <= one.starts and one.ends <= high for low, high in together)


@given(searches())
@settings(max_examples=120, deadline=None)
def test_a_beginning_weighs_nothing_exactly_where_it_is_free(search):
    profile, busy, options, since, until = search
    question = slots.ask(profile, busy, options, since, until)
    starts = range(question.on_step(question.since), question.until - question.length + 1, question.step)
    free = set(by_oracle(profile, busy, options, since, until))
    for at, weight in zip(starts, compromise.weighed(question, starts) if starts else [], strict=True):
        proposal = question.slot(at)
        assert (weight == 0) == (proposal.starts in free)
        assert (weight == 0) == (not list(compromise.reasons(question, at)))


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair)))), st.integers(0, 9)
)
def test_taking_open_stretches_out_leaves_the_points_that_none_of_them_holds(taken, low):
    closed = [(low, low + 20), (low + 25, low + 25), (low + 27, low + 40)]
    left = without(closed, taken)
    for point in range(60):
        inside = any(a <= point <= b for a, b in closed)
        assert any(a <= point <= b for a, b in left) == (inside and not any(a < point < b for a, b in taken))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-2, 8)).map(lambda pair: (pair[0], sum(pair)))))
def test_merged_stretches_hold_the_same_points_apart_and_in_order(stretches):
    found = merged(stretches)
    assert all(a < b for a, b in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    for point in range(60):
        assert any(a <= point < b for a, b in found) == any(a <= point < b for a, b in stretches)


# What an officer sees.


def test_denver_and_tokyo_share_an_hour_in_winter_and_holidays_of_both_are_left_out():
    found = find(options=SlotOptions(nations=BOTH_NATIONS), until=zulu(2026, 12, 1))
    assert [f"{to_local(one.starts, 'America/Denver'):%a %d %H%M}" for one in found] == [
        # Thursday is Thanksgiving in Colorado; it is then Friday in Tokyo, and the other way round on Friday.
        "Tue 24 1630", "Tue 24 1700", "Wed 25 1630", "Wed 25 1700", "Mon 30 1630",
    ]  # fmt: skip
    assert all(one.common for one in found)


@pytest.mark.parametrize(
    ("week", "clocks"),
    [
        (date(2026, 3, 2), ["1630", "1630", "1630", "1630"]),  # before the second Sunday of March; Friday's is Saturday
        (date(2026, 3, 9), []),
        (date(2026, 10, 26), []),
        (date(2026, 11, 2), ["1630", "1630", "1630"]),  # Monday evening is 文化の日 in Tokyo
    ],
)
def test_denvers_clock_changes_open_and_close_the_common_hour(week, clocks):
    since = zulu(week.year, week.month, week.day, 7)
    found = find(options=SlotOptions(length=HOUR, nations=BOTH_NATIONS), since=since, until=since + 5 * DAY)
    assert [f"{to_local(one.starts, 'America/Denver'):%H%M}" for one in found] == clocks


def test_in_summer_the_compromises_stand_at_the_edge_of_both_days_and_say_whose_duty_they_miss():
    since, until = zulu(2026, 7, 6, 6), zulu(2026, 7, 11, 6)
    assert find(options=SlotOptions(nations=BOTH_NATIONS), since=since, until=until) == []
    found = nearest(options=SlotOptions(nations=BOTH_NATIONS), since=since, until=until)
    assert len(found) == 10
    assert {f"{to_local(one.starts, 'America/Denver'):%H%M}" for one in found[:8]} == {"1700", "1730"}
    first = found[0]
    assert first.starts == zulu(2026, 7, 6, 23)
    assert [(one.kind, one.zone, one.at) for one in first.against] == [
        (Against.HOME_DUTY, "Asia/Tokyo", zulu(2026, 7, 6, 23))
    ]
    later = next(one for one in found if one.starts == zulu(2026, 7, 6, 23, 30))
    assert [(one.kind, one.zone) for one in later.against] == [(Against.HOST_DUTY, "America/Denver")]
    # Friday evening in Colorado is Saturday in Tokyo: it comes last.
    assert {to_local(one.starts, "America/Denver").date() for one in found[8:]} == {date(2026, 7, 10)}


def test_whoever_is_busy_is_named_with_the_hours_and_a_slot_that_asks_fewer_people_comes_first():
    whole = [Busy(zulu(2026, 11, 25, 23, 30), zulu(2026, 11, 26, 0, 30), who) for who in (7, 8)]
    half = [Busy(zulu(2026, 11, 24, 23, 30), zulu(2026, 11, 25, 0, 30), 7)]
    options = SlotOptions(length=HOUR)
    since, until = zulu(2026, 11, 24, 7), zulu(2026, 11, 26, 7)
    assert find(busy=whole + half, options=options, since=since, until=until) == []
    found = nearest(busy=whole + half, options=options, since=since, until=until)
    # The 24th asks one person to give way, or both headquarters to move a little; the 25th would ask two people.
    asked = [sum(one.kind is Against.BUSY for one in slot.against) for slot in found]
    assert asked[0] <= 1
    assert found[0].starts < zulu(2026, 11, 25, 7)
    told = list(compromise.reasons(*_at(whole + half, options, since, until, whole[0].starts)))
    assert [(one.who, one.at, one.until) for one in told] == [
        (7, whole[0].starts, whole[0].ends), (8, whole[0].starts, whole[0].ends),
    ]  # fmt: skip


def _at(busy, options, since, until, starts):
    question = slots.ask(DESK, busy, options, since, until)
    return question, slots.seconds(starts)


def test_a_holiday_is_told_with_its_name_on_the_day_it_is_there():
    options = SlotOptions(hours=Hours.ANY, nations=BOTH_NATIONS)
    question, at = _at((), options, zulu(2026, 11, 22), zulu(2026, 11, 28), zulu(2026, 11, 22, 16))
    found = list(compromise.reasons(question, at))  # Sunday morning in Colorado, Monday 0100 in Tokyo
    assert [(one.holiday.japanese, one.zone) for one in found] == [("勤労感謝の日", "Asia/Tokyo")]


def test_margins_keep_the_way_free_but_not_the_duty_hours():
    busy = [Busy(zulu(2026, 11, 24, 18), zulu(2026, 11, 24, 19))]
    options = SlotOptions(hours=Hours.HOST, before=30, after=60)
    found = find(busy=busy, options=options, since=zulu(2026, 11, 24, 7), until=zulu(2026, 11, 25, 7))
    clocks = [f"{one.starts:%H%M}" for one in found]
    assert clocks[:6] == ["1430", "1500", "1530", "1600", "1630", "1930"]


def test_of_a_day_only_some_are_listed_and_those_in_common_duty_are_among_them():
    options = SlotOptions(hours=Hours.HOST)
    found = find(options=options, since=zulu(2026, 11, 24, 7), until=zulu(2026, 11, 26, 7), a_day=4)
    assert [f"{to_local(one.starts, 'America/Denver'):%d %H%M}" for one in found] == [
        "24 0730", "24 0800", "24 1630", "24 1700", "25 0730", "25 0800", "25 1630", "25 1700",
    ]  # fmt: skip
    assert [one.common for one in found[:4]] == [False, False, True, True]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"length": timedelta()}, "length"),
        ({"length": 25 * HOUR}, "length"),
        ({"earliest": time(16), "latest": time(9)}, "latest"),
    ],
)
def test_what_is_no_search_is_said_at_its_field(change, field):
    problems = slots.option_problems(replace(SlotOptions(), **change), NOW, NOW + DAY)
    assert [one.field for one in problems] == [field]


def test_days_in_the_wrong_order_and_more_than_a_year_are_no_search():
    assert [one.field for one in slots.option_problems(SlotOptions(), NOW, NOW)] == ["last"]
    assert [one.field for one in slots.option_problems(SlotOptions(), NOW, NOW + 367 * DAY)] == ["last"]
    assert slots.option_problems(SlotOptions(), NOW, NOW + 366 * DAY) == []


def test_a_year_of_twenty_people_is_cut_into_few_pieces_and_the_answer_is_bounded():
    since = zulu(2026, 1, 1)
    busy = [
        Busy(
            since + timedelta(hours=9 * n, minutes=31 * who), since + timedelta(hours=9 * n + 2, minutes=31 * who), who
        )
        for who in range(21)
        for n in range(900)
    ]
    question = slots.ask(DESK, busy, SlotOptions(step=15, nations=BOTH_NATIONS), since, since + 365 * DAY)
    assert len(list(slots.free_slots(question, 120, 6))) <= 120
    assert len(compromise.compromises(question, 12)) == 12


# The overlap of both duty days.


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(0, 20), st.sampled_from(PROFILES[:3] + PROFILES[3:4]))
@example(date(2026, 10, 30), 6, DESK)
@example(date(2026, 3, 6), 6, DESK)
@settings(deadline=None)
def test_the_overlap_of_each_day_is_when_both_are_on_duty_minute_by_minute(first, more, profile):
    last = first + timedelta(days=more)
    found = overlap.overlaps(profile, first, last)
    assert [one.day for one in found] == [first + timedelta(days=n) for n in range(more + 1)]
    for one in found:
        inside = {begin + n * MINUTE for begin, end in one.spans for n in range(int((end - begin) / MINUTE))}
        assert one.length == len(inside) * MINUTE
        for begin, end in one.spans:
            assert to_local(begin, profile.host_zone).date() == one.day
            for at, wanted in ((begin, True), (begin - MINUTE, False), (end - MINUTE, True), (end, False)):
                assert together(profile, at) is wanted


def together(profile, at):
    sides = ((profile.host, profile.host_zone, False), (profile.home, profile.home_zone, True))
    return all(
        on_duty(profile, at, home=home) and not is_holiday(nation, to_local(at, zone).date())
        for nation, zone, home in sides
    )


def test_the_next_common_hour_of_a_summer_is_told_and_none_where_there_never_is_one():
    assert overlap.next_overlap(DESK, zulu(2026, 7, 1)) == (zulu(2026, 11, 3, 23, 30), zulu(2026, 11, 4, 0, 30))
    never = replace(DESK, duty_start=time(9), duty_end=time(10))
    assert overlap.next_overlap(never, zulu(2026, 7, 1)) is None


def test_a_day_of_the_place_shows_all_that_touches_it_whole():
    day = date(2026, 11, 24)
    late = (zulu(2026, 11, 25, 6), zulu(2026, 11, 25, 9))
    found = overlap.duty_days(DESK, [day, day + DAY], [late])[day]
    assert (found.begins, found.ends) == (zulu(2026, 11, 24, 7), zulu(2026, 11, 25, 7))
    assert found.host == ((zulu(2026, 11, 24, 14, 30), zulu(2026, 11, 25, 0, 30)),)
    tokyo = [(zulu(2026, 11, n, 23, 30), zulu(2026, 11, n + 1, 8, 15)) for n in (23, 24)]
    assert found.home == tuple(tokyo)
    assert found.common == ((zulu(2026, 11, 24, 23, 30), zulu(2026, 11, 25, 0, 30)),)
    assert found.busy == (late,)
    assert overlap.duty_days(DESK, [], [late]) == {}
