"""When both headquarters are on duty, day by day: weekends, both nations' holidays, both changes of the clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.domain.duty import duties
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc

DENVER = "America/Denver"
PROFILE = DeskProfile()


def week_of(*day: int):
    since = to_utc(datetime(*day), DENVER)
    return duties(PROFILE, since, to_utc(datetime(*day) + timedelta(days=7), DENVER))


def common(found):
    return [
        (to_local(begin, DENVER).strftime("%a"), f"{to_local(begin, DENVER):%H%M}", f"{to_local(end, DENVER):%H%M}")
        for begin, end in found.common
    ]


def test_no_day_off_on_either_side_is_common():
    # Thursday is Thanksgiving; Friday evening is Saturday in Tokyo. Monday's evening is Tuesday, after Japan's holiday.
    assert common(week_of(2026, 11, 23)) == [(day, "1630", "1730") for day in ("Mon", "Tue", "Wed")]


def test_a_holiday_at_home_takes_the_evening_before():
    # 3 November is a holiday in Japan: Monday evening in Denver.
    assert common(week_of(2026, 11, 2)) == [(day, "1630", "1730") for day in ("Tue", "Wed", "Thu")]


@pytest.mark.parametrize(
    ("monday", "expected"),
    [
        ((2026, 3, 2), ["Mon", "Tue", "Wed", "Thu"]),  # the clocks go forward on the Sunday after
        ((2026, 3, 9), []),  # 0830 in Tokyo is 1730 in Denver now
        ((2026, 10, 26), []),
        ((2026, 11, 9), ["Mon", "Tue", "Thu"]),  # the clocks went back; Wednesday is Veterans Day
    ],
)
def test_the_change_of_the_clocks_takes_and_gives_the_common_hour(monday, expected):
    assert [day for day, _, _ in common(week_of(*monday))] == expected


def test_each_sides_hours_are_its_own():
    found = week_of(2026, 11, 23)
    assert [to_local(begin, DENVER).strftime("%a") for begin, _ in found.host] == ["Mon", "Tue", "Wed", "Fri"]
    assert all(to_local(begin, "Asia/Tokyo").hour == 8 for begin, _ in found.home)
    assert datetime(2026, 11, 22, 23, 30, tzinfo=UTC) not in {begin for begin, _ in found.home}
