"""Which events clash: told against looking at every pair, and case by case."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.rules import clashing, conflicts, taken
from liaison_desk.domain.bilingual import Bilingual

NINE = datetime(2026, 11, 24, 16, tzinfo=UTC)


def one(start: int = 0, minutes: int = 60, number: int = 1, **more) -> Occurrence:
    """An occurrence so many minutes after nine o'clock."""
    starts = NINE + timedelta(minutes=start)
    ends = starts + timedelta(minutes=minutes)
    made = Occurrence(
        number, f"u{number}", 1, Bilingual("Sync"), Bilingual(), starts, ends, starts.replace(tzinfo=None),
        ends.replace(tzinfo=None), "America/Denver", False, starts.replace(tzinfo=None), Status.CONFIRMED, False,
    )  # fmt: skip
    return made._replace(**more)


def overlap(first: Occurrence, second: Occurrence) -> bool:
    """Tell, minute by minute of the plain definition, whether two clash."""
    for each in (first, second):
        if each.status is Status.CANCELLED or not each.busy or each.all_day or each.holiday:
            return False
    spans = [
        (each.starts - timedelta(minutes=each.travel_before), each.ends + timedelta(minutes=each.travel_after))
        for each in (first, second)
    ]
    if any(begin == end for begin, end in spans):
        return False
    return max(spans[0][0], spans[1][0]) < min(spans[0][1], spans[1][1])


occurrences = st.lists(
    st.builds(
        one,
        start=st.integers(0, 40).map(lambda n: n * 15),
        minutes=st.integers(0, 12).map(lambda n: n * 15),
        travel_before=st.sampled_from((0, 0, 0, 15, 40)),
        travel_after=st.sampled_from((0, 0, 0, 15)),
        status=st.sampled_from((Status.CONFIRMED, Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED)),
        busy=st.sampled_from((True, True, True, False)),
        all_day=st.sampled_from((False, False, False, True)),
        holiday=st.sampled_from(("", "", "", "JPN")),
    ),
    max_size=30,
).map(lambda found: [each._replace(uid=f"u{n}") for n, each in enumerate(found)])


@given(occurrences)
@settings(max_examples=200, deadline=None)
def test_conflicts_are_those_that_looking_at_every_pair_finds(found):
    pairs = {
        n: [other for m, other in enumerate(found) if m != n and overlap(each, other)] for n, each in enumerate(found)
    }
    assert conflicts(found) == {n: len(others) for n, others in pairs.items() if others}
    for n, each in enumerate(found):
        assert clashing(each, found) == pairs[n]


def test_what_only_touches_does_not_clash_but_the_way_between_does():
    assert conflicts([one(0), one(60, number=2)]) == {}
    assert conflicts([one(0), one(60, number=2, travel_before=20)]) == {0: 1, 1: 1}
    assert conflicts([one(0, travel_after=20), one(60, number=2)]) == {0: 1, 1: 1}


@pytest.mark.parametrize(
    "without", [{"status": Status.CANCELLED}, {"busy": False}, {"all_day": True}, {"holiday": "USA"}, {"minutes": 0}]
)
def test_what_takes_no_time_clashes_with_nothing(without):
    assert taken(one(**without)) is None
    assert conflicts([one(**without), one(number=2)]) == {}


def test_the_hour_that_comes_twice_is_two_hours():
    # 1 November 2026 in Denver: 0130 MDT is 0730Z, 0130 MST is 0830Z.
    first = one()._replace(starts=datetime(2026, 11, 1, 7, 30, tzinfo=UTC), ends=datetime(2026, 11, 1, 8, tzinfo=UTC))
    second = one()._replace(starts=datetime(2026, 11, 1, 8, 30, tzinfo=UTC), ends=datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert conflicts([first, second]) == {}


def test_the_way_back_at_the_end_of_the_calendar_ends_with_it():
    last = one(0, travel_after=7 * 1440)._replace(
        starts=datetime(9999, 12, 28, tzinfo=UTC),
        ends=datetime(9999, 12, 28, 1, tzinfo=UTC),
    )
    first = one(0, travel_before=7 * 1440)._replace(
        starts=datetime(1, 1, 2, tzinfo=UTC), ends=datetime(1, 1, 2, 1, tzinfo=UTC)
    )
    assert taken(last) == (last.starts, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert taken(first) == (datetime(1, 1, 1, tzinfo=UTC), first.ends)
