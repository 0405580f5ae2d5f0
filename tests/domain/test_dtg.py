"""Date-time groups: the field's worked examples, every common way to write one, and what is wrong with the rest."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.dtg import DtgStyle, format_dtg, parse_dtg, three_zones
from liaison_desk.foundation.core.errors import DeskError

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EXERCISE = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zulu", "colorado", "huntsville", "tokyo"),
    [
        ("231430ZNOV26", "230730TNOV26", "230830SNOV26", "232330INOV26"),
        ("011500ZJUL26", "010900SJUL26", "011000RJUL26", "020000IJUL26"),
        ("312000ZOCT26", "311400SOCT26", "311500ROCT26", "010500INOV26"),
        ("012000ZNOV26", "011300TNOV26", "011400SNOV26", "020500INOV26"),
    ],
)
def test_one_instant_reads_right_in_every_zone(zulu, colorado, huntsville, tokyo):
    instant = parse_dtg(zulu, NOW).at
    zones = {
        "Z": zulu,
        "America/Denver": colorado,
        "America/Chicago": huntsville,
        "Asia/Tokyo": tokyo,
    }
    assert {zone: format_dtg(instant, zone) for zone in zones} == zones
    assert {parse_dtg(group, NOW).at for group in zones.values()} == {instant}


@pytest.mark.parametrize(
    ("instant", "line"),
    [
        (EXERCISE, "23 0730T / 1430Z / 2330I NOV 26"),
        (at(2026, 7, 1, 15), "01 0900S / 1500Z / 0000I+1 JUL 26"),
        (at(2026, 11, 24, 2), "23 1900T / 0200Z+1 / 1100I+1 NOV 26"),
        (at(2026, 10, 31, 20), "31 1400S OCT 26 / 2000Z / 0500I+1 01 NOV 26"),
        (at(2026, 12, 31, 20), "31 1300T DEC 26 / 2000Z / 0500I+1 01 JAN 27"),
        (at(2027, 1, 1, 2), "31 1900T DEC 26 / 0200Z+1 01 JAN 27 / 1100I+1 01 JAN 27"),
    ],
)
def test_three_zones_in_one_line(instant, line):
    assert three_zones(instant, "America/Denver", "Asia/Tokyo").line == line


def test_home_may_be_a_day_behind_and_off_the_hour():
    zones = three_zones(at(2026, 11, 23, 16), "Asia/Tokyo", "America/Denver")
    assert zones.line == "24 0100I / 1600Z-1 / 0900T-1 NOV 26"
    assert [moment.day_offset for moment in (zones.place, zones.zulu, zones.home)] == [0, -1, -1]
    assert three_zones(EXERCISE, "Asia/Kolkata", "Asia/Tokyo").line == "23 2000+0530 / 1430Z / 2330I NOV 26"
    assert three_zones(EXERCISE, "Asia/Kolkata", "Asia/Tokyo").place.dtg == "232000+0530NOV26"


@pytest.mark.parametrize(
    "text",
    [
        "231430ZNOV26",
        "231430znov26",
        "231430Z NOV 26",
        "231430Z NOV26",
        " 23 1430Z  NOV 26 ",
        "23 14:30Z Nov '26",
        "231430ZNOV2026",
        "231430Z NOVEMBER 2026",
        "23143000ZNOV26",
        "R 231430Z NOV 26",
        "O 231430Z NOV 26",
        "２３１４３０ＺＮＯＶ２６",
        "230730TNOV26",
        "232330I NOV 26",
        "232000+0530NOV26",
        "232000+05:30 NOV 26",
        "230730-07 NOV 26",
        "230730\u22120700NOV26",
        "231430Z",
        "231430ZNOV",
    ],
)
def test_every_common_way_to_write_it_means_the_same_instant(text):
    assert parse_dtg(text, NOW).at == EXERCISE


def test_the_zone_it_was_written_in_is_kept():
    assert [parse_dtg(text, NOW).letter for text in ("231430Z", "230730T", "232330I", "232000+0530")] == [
        "Z",
        "T",
        "I",
        "+0530",
    ]


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        (at(2026, 11, 28), "021200Z", at(2026, 12, 2, 12)),
        (at(2026, 12, 3), "281200Z", at(2026, 11, 28, 12)),
        (at(2026, 2, 10), "311200Z", at(2026, 1, 31, 12)),
        (at(2026, 12, 20), "051200ZJAN", at(2027, 1, 5, 12)),
        (at(2026, 11, 20), "290000ZFEB", at(2028, 2, 29)),
        (at(2027, 2, 15), "010000Z", at(2027, 3, 1)),  # just as near as 1 February: the coming one
        (at(2026, 11, 20), "111700ZMAY21", at(2021, 5, 11, 17)),
        (at(2026, 11, 20), "010000ZJAN76", at(1976, 1, 1)),
        (at(2026, 11, 20), "010000ZJAN75", at(2075, 1, 1)),
        (at(2026, 11, 20), "232400ZNOV26", at(2026, 11, 24)),
        (at(2026, 11, 20), "23143059ZNOV26", at(2026, 11, 23, 14, 30, 59)),
    ],
)
def test_what_is_left_out_means_the_nearest(now, text, meant):
    assert parse_dtg(text, now).at == meant


@pytest.mark.parametrize("text", ["23 NOV 26", "23NOV26", "23 Nov 2026", "23 NOV", "23-NOV-2026"])
def test_a_day_alone_is_its_zulu_midnight_and_says_so(text):
    found = parse_dtg(text, NOW)
    assert (found.at, found.letter, found.day_only) == (at(2026, 11, 23), "Z", True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("231430JNOV26", "J means the local time of whoever reads it; write the letter of the zone instead."),
        ("231430NOV26", "231430NOV26 has no zone letter; write for example 231430Z or 231430ZNOV26."),
        ("311430ZNOV26", "311430ZNOV26: NOV 2026 has no day 31."),
        ("300000ZFEB", "300000ZFEB: FEB has no day 30."),
        ("290000ZFEB27", "290000ZFEB27: FEB 2027 has no day 29."),
        ("321430Z", "321430Z: no month has a day 32."),
        ("232560Z", "232560Z has no such time of day: 2560."),
        ("232401Z", "232401Z has no such time of day: 2401."),
        ("231430ZNVO26", "231430ZNVO26: NVO is not a month."),
        ("231430+9900", "+9900 is no offset that any zone has."),
        ("next Tuesday", "NEXT TUESDAY is not a date-time group such as 231430ZNOV26."),
        ("", "… is not a date-time group such as 231430ZNOV26."),
        ("010000AJAN0001", "The date lies outside the calendar (years 1 to 9999)."),
        ("2" * 5000, "A date-time group is at most 60 characters long."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text, sentence):
    with pytest.raises(DeskError) as error:
        parse_dtg(text, NOW)
    assert str(error.value) == sentence


def test_a_group_is_printed_in_four_styles():
    assert [format_dtg(EXERCISE, "I", style=style) for style in DtgStyle] == [
        "232330INOV26",
        "232330I NOV 26",
        "232330I",
        "232330INOV2026",
    ]
    assert format_dtg(EXERCISE, "+0530") == "232000+0530NOV26"


def test_j_is_never_printed():
    with pytest.raises(DeskError, match="J means the local time"):
        format_dtg(EXERCISE, "J")


instants = st.integers(0, 44_000_000).map(lambda minutes: at(1985, 1, 1) + timedelta(minutes=minutes))
zones = st.sampled_from([*"ABCDEFGHIKLMNOPQRSTUVWXYZ", "+0530", "-0330", "America/Denver", "Asia/Kolkata"])


@given(instants, zones, st.sampled_from([DtgStyle.COMPACT, DtgStyle.SPACED, DtgStyle.LONG]))
def test_what_is_printed_is_read_back_as_the_same_instant(instant, zone, style):
    assert parse_dtg(format_dtg(instant, zone, style=style), NOW).at == instant


@given(instants, st.integers(-14 * 24 + 1, 14 * 24 - 1))
def test_a_short_group_within_two_weeks_is_never_mistaken(instant, hours):
    near = instant + timedelta(hours=hours)
    assert parse_dtg(format_dtg(near, style=DtgStyle.SHORT), instant).at == near


@given(st.text(max_size=70) | st.text("0123456789ZJNOVFEB +-:", max_size=25))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    with suppress(DeskError):
        assert parse_dtg(text, NOW).at.utcoffset() == timedelta()
