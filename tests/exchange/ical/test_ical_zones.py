"""Zones: every name a program may use for one is understood, and every zone we write is defined rightly."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as OtherCalendar

from liaison_desk.domain.zones import to_local, to_utc, zone
from liaison_desk.exchange.ical import CalendarContent, write_ical
from liaison_desk.exchange.ical.lines import cut
from liaison_desk.exchange.ical.timezones import known_name, named_zone
from liaison_desk.exchange.ical.vtimezone import definition_lines, observances, offset_at
from tests.exchange.ical.desk import DESK, event_lines, read, read_event, told


def _definition(name, *parts):
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for kind, start, before, after, rule in parts:
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
        lines += [f"RRULE:{rule}"] if rule else []
        lines += [f"END:{kind}"]
    return [*lines, "END:VTIMEZONE"]


MOUNTAIN = (
    ("STANDARD", "16010101T020000", "-0600", "-0700", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    ("DAYLIGHT", "16010101T020000", "-0700", "-0600", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
)


def _zone_of(name, *definition, start="20260705T090000"):
    result = read(*definition, *event_lines(f"DTSTART;TZID={name}:{start}"))
    return result.events[0].record.zone, told(result)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("America/Denver", "America/Denver"),
        ("america/denver", "America/Denver"),
        ("US-Mountain", "US/Mountain"),
        ("Europe_London", "Europe/London"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("Mountain Standard Time", "America/Denver"),
        ("/mozilla.org/20050126_1/America/Denver", "America/Denver"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("custom_America/New_York", "America/New_York"),
        ('"(UTC-07:00) Mountain Time (US & Canada)"', "America/Denver"),
        ('"(UTC+09:00) Osaka, Sapporo, Tokyo"', "Asia/Tokyo"),
        ("大阪、札幌、東京", "Asia/Tokyo"),
        ("JST", "Asia/Tokyo"),
        ("GMT", "UTC"),
        ("GMT+0900", "Asia/Tokyo"),
        ("UTC+11", "Etc/GMT-11"),
        ('"(UTC+05:45) Base camp"', "Asia/Kathmandu"),
        ('"GMT-07.00/-06.00"', "America/Denver"),
    ],
)
def test_a_zone_goes_by_many_names(name, meant):
    assert _zone_of(name) == (meant, [])


def test_a_zone_with_an_unquoted_colon_in_its_name_is_understood():
    assert read_event("DTSTART;TZID=(GMT+09:00) Tokyo:20260705T090000").zone == "Asia/Tokyo"


def test_a_zone_of_its_own_making_is_known_by_its_rules():
    assert _zone_of("Customized Time Zone", *_definition("Customized Time Zone", *MOUNTAIN)) == ("America/Denver", [])


def test_the_desks_own_zones_are_preferred_among_equals():
    fixed = _definition("Here", ("STANDARD", "19700101T000000", "+0900", "+0900", ""))
    assert _zone_of("Here", *fixed) == ("Asia/Tokyo", [])


def test_a_known_name_wins_over_an_outdated_definition():
    outdated = (
        ("STANDARD", "19701025T020000", "-0600", "-0700", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ("DAYLIGHT", "19700405T020000", "-0700", "-0600", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    )
    definition = _definition("Mountain Standard Time", *outdated)
    assert _zone_of("Mountain Standard Time", *definition, start="20260315T090000") == ("America/Denver", [])


def test_a_zone_with_one_offset_only_is_a_fixed_one():
    fixed = _definition("Station", ("STANDARD", "19700101T000000", "+1100", "+1100", ""))
    assert _zone_of("Station", *fixed) == ("Etc/GMT-11", [])


def test_a_zone_unlike_any_known_one_is_told_and_kept_at_its_offset():
    odd = (
        ("STANDARD", "19700101T000000", "+0900", "+0500", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=2"),
        ("DAYLIGHT", "19700101T000000", "+0500", "+0900", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=6"),
    )
    assert _zone_of("Elsewhere", *_definition("Elsewhere", *odd)) == (
        "Asia/Tokyo",
        ["The time zone Elsewhere is like no zone known; its times are taken as Asia/Tokyo."],
    )


def test_an_unknown_zone_is_told_and_taken_as_the_desks():
    assert _zone_of("Moon/Base") == (
        "America/Denver",
        ["The time zone Moon/Base is unknown; its times are taken as America/Denver."],
    )


def test_a_misspelt_zone_is_told_and_taken_as_the_nearest():
    assert _zone_of("America/New_Yrok") == (
        "America/New_York",
        ["The time zone America/New_Yrok is unknown; its times are taken as America/New_York."],
    )


def test_the_zone_of_an_old_calendar_is_its_tz():
    old = read(
        "TZ:-07",
        "DAYLIGHT:TRUE;-06;20260308T020000;20261101T020000;MST;MDT",
        *event_lines("DTSTART:20260705T090000"),
        version="1.0",
    )
    assert old.events[0].record.zone == "America/Denver"
    assert read("TZ:+03", *event_lines("DTSTART:20260705T090000"), version="1.0").events[0].record.zone == "Etc/GMT-3"


def test_names_that_mean_nothing_mean_no_zone():
    assert known_name("1") == ""
    assert named_zone("") == ""


_instants = st.datetimes(datetime(1950, 1, 2), datetime(2036, 12, 30)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
_zones = st.sampled_from([
    "America/Denver", "Asia/Tokyo", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran", "Europe/Dublin",
    "America/St_Johns", "Asia/Gaza", "Pacific/Apia", "America/Vancouver", "Antarctica/Troll", "Africa/Cairo",
])  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(_zones, _instants)
def test_a_definition_agrees_with_the_zone_at_the_instant_it_was_written_for(name, at):
    local = to_local(at, name)
    wall = local.replace(tzinfo=None, fold=0)
    root = cut("\n".join(definition_lines(name, wall.year, wall.year)), print)
    if to_utc(wall, name) == at:  # the second of two equal wall times cannot be written in iCalendar at all
        assert offset_at(observances(root.children[0]), wall) == local.utcoffset()


@pytest.mark.parametrize("name", ["America/Denver", "Europe/Berlin", "Australia/Sydney", "America/Santiago"])
def test_a_steady_rule_holds_for_ever(name):
    (definition,) = cut("\n".join(definition_lines(name, 2026, 2026)), print).children
    parts = observances(definition)
    for month in range(1, 13):
        wall = datetime(2071, month, 15, 12)
        assert offset_at(parts, wall) == zone(name).utcoffset(wall)


@pytest.mark.parametrize("name", ["America/Denver", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_another_program_reads_the_same_offsets_from_our_definition(name):
    events = tuple(
        read_event(f"DTSTART;TZID={name}:2026{month:02d}15T120000", f"SUMMARY:{month}") for month in range(1, 13)
    )
    other = OtherCalendar.from_ical(write_ical(CalendarContent(events=events), DESK))
    (definition,) = other.walk("VTIMEZONE")
    theirs = definition.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        wall = datetime(2026, month, 15, 12)
        assert wall.replace(tzinfo=theirs).utcoffset() == zone(name).utcoffset(wall)


def test_every_zone_that_is_named_is_defined_once():
    event = read_event("DTSTART;TZID=America/Denver:20260105T090000", "DTEND;TZID=Asia/Tokyo:20260107T090000")
    lines = write_ical(CalendarContent(events=(event, event)), DESK).decode().split("\r\n")
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:America/Denver", "TZID:Asia/Tokyo"]


def test_a_definition_is_small():
    assert len(definition_lines("America/Denver", 2020, 2030)) < 30
    assert timedelta(hours=-7) == zone("America/Denver").utcoffset(datetime(2026, 1, 1))
