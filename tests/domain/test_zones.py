"""Zones come from the bundled data, have letters, and survive the two days a year that are not 24 hours long."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain import zones
from liaison_desk.domain.zones import Doubt, doubt_of
from liaison_desk.foundation.core.errors import DeskError

DENVER = "America/Denver"


def wall(*parts):
    """A time as a clock on a wall shows it, without a zone."""
    return datetime(*parts)


def test_the_bundled_data_wins_over_the_systems():
    # British Columbia stopped changing its clocks in 2026; older system data still puts it at -8 in winter.
    winter = zones.to_local(datetime(2027, 1, 15, 12, tzinfo=UTC), "America/Vancouver")
    assert winter.utcoffset() == timedelta(hours=-7)
    assert zones.data_version() >= "2026"


def test_the_known_zones_can_all_be_opened():
    known = zones.known_zones()
    assert {DENVER, "Asia/Tokyo", "UTC", "America/Chicago"} <= set(known)
    assert all(zones.zone(name).key == name for name in known)


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../../etc/passwd", "/etc/passwd", "America/../UTC", "a" * 300, "東京", "UTC\n"]
)
def test_an_unknown_zone_is_refused_in_one_sentence(name):
    with pytest.raises(DeskError, match="There is no time zone called"):
        zones.zone(name)


def test_every_whole_hour_has_its_letter():
    letters = [zones.letter(timedelta(hours=hours)) for hours in range(-12, 13)]
    assert "".join(letters) == "YXWVUTSRQPONZABCDEFGHIKLM"
    assert [zones.letter_offset(letter) for letter in letters] == [timedelta(hours=h) for h in range(-12, 13)]


@pytest.mark.parametrize(
    ("hours", "text"),
    [(5.5, "+0530"), (-3.5, "-0330"), (13, "+1300"), (14, "+1400"), (-0.25, "-0015"), (5.75, "+0545")],
)
def test_an_offset_without_a_letter_is_printed_in_figures(hours, text):
    assert zones.letter(timedelta(hours=hours)) == text


def test_local_mean_time_is_printed_to_the_minute():
    assert zones.letter(timedelta(hours=-6, minutes=-59, seconds=-56)) == "-0659"


@pytest.mark.parametrize("letter", ["J", "j", "", "AB", "1"])
def test_what_is_no_zone_letter_is_refused(letter):
    with pytest.raises(DeskError):
        zones.letter_offset(letter)


def test_a_wall_time_that_spring_skips_moves_forward():
    skipped = wall(2026, 3, 8, 2, 30)
    for fold in (0, 1):
        instant = zones.to_utc(skipped, DENVER, fold)
        assert instant == datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
        assert zones.to_local(instant, DENVER).hour == 3


def test_a_wall_time_that_autumn_repeats_is_the_first_unless_the_second_is_meant():
    repeated = wall(2026, 11, 1, 1, 30)
    assert zones.to_utc(repeated, DENVER) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert zones.to_utc(repeated, DENVER, fold=1) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_the_edge_of_the_calendar_is_an_error_of_one_sentence():
    with pytest.raises(DeskError, match="outside the calendar"):
        zones.to_utc(wall(1, 1, 1), "Asia/Tokyo")
    with pytest.raises(DeskError, match="outside the calendar"):
        zones.to_local(datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Tokyo")


def test_a_zone_is_called_what_people_call_it():
    assert zones.label(DENVER, datetime(2026, 11, 23, tzinfo=UTC)) == "MST"
    assert zones.label(DENVER, datetime(2026, 7, 1, tzinfo=UTC)) == "MDT"
    assert zones.label("Asia/Tokyo", datetime(2026, 7, 1, tzinfo=UTC)) == "JST"
    assert zones.label("America/Sao_Paulo", datetime(2026, 7, 1, tzinfo=UTC)) == "-0300"


@given(
    st.integers(0, 2_700_000_000).map(lambda seconds: datetime(1975, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.sampled_from([DENVER, "Asia/Tokyo", "Australia/Lord_Howe", "Europe/London", "Pacific/Apia"]),
)
def test_local_time_and_back_is_the_same_instant(instant, name):
    local = zones.to_local(instant, name)
    assert zones.to_utc(local.replace(tzinfo=None), name, local.fold) == instant


@pytest.mark.parametrize(("wall", "doubt"), [
    (datetime(2026, 3, 8, 2, 30), Doubt.SKIPPED), (datetime(2026, 11, 1, 1, 30), Doubt.TWICE),
    (datetime(2026, 3, 8, 3, 0), None), (datetime(2026, 11, 1, 2, 0), None), (datetime(2026, 7, 1, 2, 30), None),
])  # fmt: skip
def test_a_wall_time_over_which_the_clocks_change_is_doubtful(wall, doubt):
    assert doubt_of(wall, "America/Denver") is doubt
    assert doubt_of(wall, "Asia/Tokyo") is None
