"""What lasts long, on paper: on every day it touches and once on each, with its days told so that no year is mistaken for another."""

import tempfile
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.domain.zones import to_local, to_utc
from tests.briefings.papers import calendar_desk, days, event, pages, printed, squeezed

HOST = "America/Denver"
WEEKS = [date(2026, 3, 2), date(2026, 10, 26), date(2026, 11, 2), date(2026, 12, 28)]
"""Among them those in which the clocks change at the host headquarters, and the one the year ends in."""
HAPPENINGS = st.lists(
    st.tuples(
        st.integers(-60, 360),
        st.sampled_from([0, 15, 60, 300, 600, 1439, 1440, 1500, 3000]),
        st.sampled_from([HOST, "Asia/Tokyo", "UTC", ""]),
    ),
    min_size=1,
    max_size=5,
)


def stands(first, last, monday):
    """Return how many days of a week something touches."""
    return max(0, (min(last, monday + timedelta(days=6)) - max(first, monday)).days + 1)


@given(st.sampled_from(WEEKS), HAPPENINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_event_stands_once_on_each_day_of_the_week_it_touches(monday, told):
    expected = {}
    with tempfile.TemporaryDirectory() as folder, closing(calendar_desk(Path(folder))) as desk:
        for number, (half_hours, minutes, zone) in enumerate(told):
            start = datetime.combine(monday, datetime.min.time()) + timedelta(minutes=30 * half_hours)
            end = start + timedelta(minutes=minutes)
            event(desk, f"q{number}z", start, end, zone=zone)
            begins, ends = (to_utc(at, zone or HOST) for at in (start, end))
            ends = max(begins, ends)
            last = ends - timedelta(microseconds=1) if ends > begins else ends
            touched = stands(*(to_local(at, HOST).date() for at in (begins, last)), monday)
            # What lasts a day or longer is one bar over its days.
            expected[f"q{number}z"] = min(touched, 1) if ends - begins >= timedelta(days=1) else touched
        said = squeezed(printed(desk, "week-glance", monday, monday + timedelta(days=6)))
        if "Infull" in said:  # what had no room stands in the list once more
            assert {name for name in expected if name in said} == {name for name, many in expected.items() if many}
        else:
            assert {name: said.count(name) for name in expected} == expected


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        days(opened, "Posting", datetime(2024, 1, 1), datetime(2029, 1, 1))
        event(opened, "Lease", datetime(2024, 1, 1, 8), datetime(2029, 1, 1, 17))
        yield opened


def test_the_years_of_what_lasts_years_are_told(desk):
    week = (date(2026, 11, 2), date(2026, 11, 8))
    assert "1Jan20240800–1Jan20291700Lease" in squeezed(printed(desk, "week-glance", *week))
    quarter = squeezed(printed(desk, "quarter", *week))
    assert "1Jan2024–31Dec2028Posting" in quarter
    assert "1Jan2024–1Jan2029Lease" in quarter
    schedule = pages(printed(desk, "schedule", *week))[0]
    assert "until 31 Dec 2028" in schedule
    assert "1 Jan 2024 0800T–1 Jan 2029 1700T" in " ".join(schedule.split())


def test_what_ends_next_morning_is_told_by_its_clock_alone(desk):
    event(desk, "Watch", datetime(2026, 11, 3, 22), datetime(2026, 11, 4, 6))
    assert "2200T–0600T+1" in squeezed(printed(desk, "schedule", date(2026, 11, 2), date(2026, 11, 8)))
