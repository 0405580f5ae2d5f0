"""Calendars on paper: every event of the period stands somewhere, three zones are right, also where the clocks change."""

import re
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.document import DayGrid, Look, Timeline
from liaison_desk.briefings.records import PacketLanguage, PacketRequest, Paper, Period
from liaison_desk.briefings.sections import SectionKind, calendars
from liaison_desk.briefings.service import building
from liaison_desk.briefings.service.periods import span_around
from liaison_desk.calendar.records import Participant, Recurrence, Status
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import RefusedError
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN
from tests.briefings.papers import (
    GRIDS,
    PAPERS,
    board,
    calendar_desk,
    calendar_of,
    days,
    event,
    pages,
    printed,
    squeezed,
)

WEEK = (date(2026, 11, 2), date(2026, 11, 8))
MONDAY = datetime(2026, 11, 2)


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        yield opened


def grid(desk, template="week-glance", since=WEEK[0], until=WEEK[1], **more):
    document = desk.briefings.build(PacketRequest(template, since=since, until=until, **more))
    return next(
        block for section in document.sections for block in section.blocks if isinstance(block, DayGrid | Timeline)
    )


# Everything stands somewhere

ZONES = st.sampled_from(["America/Denver", "Asia/Tokyo", "UTC", ""])
TITLES = st.sampled_from(["{}", "Long words of a title that go on {}", "長い件名の会議 {}", "{} " + "very " * 40])
EVENTS = st.lists(
    st.tuples(
        st.integers(12, 6 * 24 - 12),
        st.sampled_from([0, 15, 60, 60, 300, 1440, 3000]),
        ZONES,
        st.booleans(),
        st.sampled_from([OPEN, BOTH, BOTH, HOME_ONLY]),
        st.sampled_from(list(Status)),
        TITLES,
        st.sampled_from([(), ("FREQ=DAILY;COUNT=3",)]),
    ),
    max_size=40,
)


@given(EVENTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_event_of_the_period_stands_on_every_paper_and_nothing_withheld_does(told):
    with tempfile.TemporaryDirectory() as folder, closing(calendar_desk(Path(folder))) as desk:
        for number, (hour, minutes, zone, all_day, marking, status, title, rules) in enumerate(told):
            start = MONDAY + timedelta(hours=hour)
            more = {"marking": marking, "status": status, "recurrence": Recurrence(rules=rules) if rules else None}
            name = title.format(f"q{number:03d}z")
            if all_day:
                first = datetime.combine(start.date(), datetime.min.time())
                days(desk, name, first, first + timedelta(days=1 + minutes // 1440), **more)
            else:
                event(desk, name, start, start + timedelta(minutes=minutes), zone=zone, **more)
        for template in PAPERS[:4]:
            said = squeezed(printed(desk, template, *WEEK, paper=Paper.A4))
            for number, (*_, marking, _, _, _) in enumerate(told):
                assert (f"q{number:03d}z" in said) is (marking != HOME_ONLY)


@pytest.mark.parametrize("template", GRIDS[:2])
def test_thirty_at_once_are_all_told_with_their_times(desk, template):
    for number in range(30):
        start = MONDAY + timedelta(days=1, hours=9, minutes=number)
        event(desk, f"Talk {number:02d}", start, start + timedelta(hours=1))
    said = squeezed(printed(desk, template, *WEEK))
    for number in range(30):
        assert f"Talk{number:02d}" in said
    if template == "month":  # its one week is as high as the page
        assert all(f"09{number:02d}Talk{number:02d}" in said for number in range(30))
    else:
        assert "Infull:whatthegridhastoolittleroomfor" in said
        assert "0929–1029T1629Z0129I+1" in said


def test_an_empty_week_is_a_page_of_empty_days(desk):
    result = printed(desk, "week-glance", date(2026, 11, 30), date(2026, 12, 6))
    assert result.pages == 1
    assert "Mon30Nov" in squeezed(result)
    assert "Infull" not in squeezed(result)
    assert "Planning" not in squeezed(result)


def test_a_month_of_nothing_but_holidays_names_them_whole_on_one_page(desk):
    for off in ("Days off, Japan", "Days off, host"):
        desk.calendars.save_calendar(replace(calendar_of(desk, off), marking=BOTH))
    november = (date(2026, 11, 1), date(2026, 11, 30))
    result = printed(desk, "month", *november, language=PacketLanguage.BOTH)
    assert result.pages == 1
    assert "勤労感謝の日[JPN]" in squeezed(result)


def test_a_period_of_two_weeks_has_a_page_for_each(desk):
    result = printed(desk, "week-glance", date(2026, 11, 2), date(2026, 11, 15))
    assert result.pages == 2
    assert [entry.title for entry in result.outline][1:] == [
        "2 November to 8 November 2026",
        "9 November to 15 November 2026",
    ]


def test_what_crosses_midnight_stands_on_both_days(desk):
    event(desk, "Night watch", MONDAY + timedelta(hours=22), MONDAY + timedelta(hours=30))
    assert squeezed(printed(desk, "week-glance", *WEEK)).count("Nightwatch") == 2
    assert squeezed(printed(desk, "month", *WEEK)).count("Nightwatch") == 2


def test_a_weekend_is_shown_on_a_paper_of_workdays_only_if_something_is_on(desk, monkeypatch):
    def week(setting, _options):
        return calendars.build_week(setting, {"workdays": True, "cancelled": True})

    monkeypatch.setattr(building, "SECTIONS", (SectionKind("week", "Week at a glance", week, {}),))
    event(desk, "Talk", MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=10))
    before = printed(desk, "week-glance", *WEEK)
    assert "6Nov" in squeezed(before)
    assert "7Nov" not in squeezed(before)
    saturday = MONDAY + timedelta(days=5, hours=9)
    event(desk, "Secret flight", saturday, saturday + timedelta(hours=1), marking=HOME_ONLY)
    assert printed(desk, "week-glance", *WEEK).pdf == before.pdf
    event(desk, "Flight", saturday, saturday + timedelta(hours=1))
    assert {"7Nov", "8Nov"} <= set(re.findall("[78]Nov", squeezed(printed(desk, "week-glance", *WEEK))))


# Zones


def hours_of(ruler):
    return {row[0]: row[1:] for row in ruler.hours}


def test_the_rulers_show_three_zones_with_the_next_day(desk):
    (ruler,) = grid(desk).rulers
    assert ruler.letters == ("T", "Z", "I")
    hours = hours_of(ruler)
    assert hours["07"] == ("14", "23")
    assert hours["08"] == ("15", "00+1")
    assert hours["17"] == ("00+1", "09+1")
    assert "Rulers:ColoradoSpringsT,ZuluZ,TokyoI;+1isthenextday." in squeezed(printed(desk, "week-glance", *WEEK))


def test_where_the_clocks_go_back_the_last_day_has_rulers_of_its_own(desk):
    before, sunday = grid(desk, since=date(2026, 10, 26), until=date(2026, 11, 1)).rulers
    assert (before.day, before.letters) == (0, ("S", "Z", "I"))
    assert (sunday.day, sunday.letters) == (6, ("S/T", "Z", "I"))
    assert hours_of(before)["13"] == ("19", "04+1")
    assert hours_of(sunday)["01"] == ("07", "16")
    assert hours_of(sunday)["02"] == ("09", "18")
    assert hours_of(sunday)["13"] == ("20", "05+1")
    said = squeezed(printed(desk, "week-glance", date(2026, 10, 26), date(2026, 11, 1)))
    assert "Rulersof26Oct–31Oct:ColoradoSpringsS" in said
    assert "Rulersof1Nov:ColoradoSpringsS/T" in said


def test_where_the_clocks_go_forward_the_skipped_hour_has_no_time(desk):
    before, sunday = grid(desk, since=date(2026, 3, 2), until=date(2026, 3, 8)).rulers
    assert before.letters[0] == "T"
    assert sunday.letters[0] == "T/S"
    assert hours_of(sunday)["01"] == ("08", "17")
    assert hours_of(sunday)["–"] == ("", "")
    assert hours_of(sunday)["03"] == ("09", "18")


def test_a_weekly_meeting_keeps_its_hour_here_and_moves_at_home(desk):
    rules = Recurrence(rules=("FREQ=WEEKLY",))
    event(desk, "Talks", datetime(2026, 10, 27, 16), datetime(2026, 10, 27, 17), recurrence=rules)
    for since, times in (
        (date(2026, 10, 26), ["27 Oct", "1600–1700S", "2200Z", "0700I+1", ""]),
        (date(2026, 11, 2), ["3 Nov", "1600–1700T", "2300Z", "0800I+1", ""]),
    ):
        shown = grid(desk, since=since, until=since + timedelta(days=6)).entries
        (talks,) = (one for one in shown if one.line.text(0) == "Talks")
        assert (talks.begins, talks.ends) == (960, 1020)
        assert [cell.text(0) for cell in talks.cells] == times


def test_what_lasts_over_the_hour_that_comes_twice_is_drawn_as_long_as_it_lasts(desk):
    event(desk, "Drill", datetime(2026, 11, 1, 0, 30), datetime(2026, 11, 1, 3, 0))
    (entry,) = grid(desk, since=date(2026, 11, 1), until=date(2026, 11, 1)).entries
    assert (entry.begins, entry.ends) == (30, 180)
    assert entry.cells[1].text(0) == "0030S–0300T"


# Words


def test_holidays_of_both_nations_stand_on_every_grid(desk):
    for template in GRIDS:
        said = squeezed(printed(desk, template, date(2026, 11, 1), date(2026, 11, 30)))
        for words in ("CultureDay", "LaborThanksgivingDay", "ThanksgivingDay", "VeteransDay", "[JPN]", "[USA]"):
            assert words in said


def test_what_is_cancelled_says_why_and_can_be_left_out(desk, tmp_path):
    event(
        desk, "Called off", MONDAY.replace(hour=9), MONDAY.replace(hour=11),
        status=Status.CANCELLED, reason=Bilingual("the host has no room"),
    )  # fmt: skip
    event(desk, "Perhaps", MONDAY.replace(hour=13), MONDAY.replace(hour=15), status=Status.TENTATIVE)
    for template in (*GRIDS, "event-cards"):
        said = squeezed(printed(desk, template, *WEEK))
        assert "Cancelled](thehosthasnoroom)" in said
        assert "Tentative" in said
    assert [entry.look for entry in grid(desk).entries if entry.look is not Look.HOLIDAY] == [
        Look.CANCELLED,
        Look.TENTATIVE,
    ]


@pytest.mark.parametrize("template", PAPERS)
@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_every_paper_speaks_japanese_and_both_languages(desk, template, paper):
    board(desk)
    title = Bilingual("Plans sync", "計画調整")
    event(desk, title, MONDAY.replace(hour=9), MONDAY.replace(hour=12))
    japanese = squeezed(printed(desk, template, *WEEK, language=PacketLanguage.HOME, paper=paper))
    assert "作戦会議" in japanese
    beside = squeezed(printed(desk, template, *WEEK, language=PacketLanguage.BOTH, paper=paper))
    for words in ("Operationsboard", "作戦会議"):
        assert words in beside
    if template != "rhythm-week":
        assert "計画調整" in japanese
        assert "計画調整" in beside


def test_the_timeline_has_the_fiscal_years_of_both_nations(desk):
    shown = grid(desk, "planning-24", since=date(2026, 11, 1), until=date(2028, 10, 31))
    american, japanese, *_ = shown.scales
    assert [(one.text[0], one.first) for one in american] == [
        ("US FY 2027", date(2026, 11, 1)), ("US FY 2028", date(2027, 10, 1)), ("US FY 2029", date(2028, 10, 1)),
    ]  # fmt: skip
    assert [(one.text[0], one.first) for one in japanese] == [
        ("Japan FY 2026 (Reiwa 8)", date(2026, 11, 1)),
        ("Japan FY 2027 (Reiwa 9)", date(2027, 4, 1)),
        ("Japan FY 2028 (Reiwa 10)", date(2028, 4, 1)),
    ]


def test_a_series_on_a_timeline_is_one_line_that_counts_it(desk):
    event(
        desk, "Stand-up", datetime(2026, 10, 1, 7, 30), datetime(2026, 10, 1, 7, 45),
        recurrence=Recurrence(rules=("FREQ=WEEKLY;COUNT=13",)),
    )  # fmt: skip
    said = squeezed(printed(desk, "quarter", date(2026, 10, 1), date(2026, 12, 31)))
    assert said.count("Stand-up") == 1
    assert "×13Stand-up" in said


def test_the_battle_rhythm_week_tells_chair_role_inputs_and_report(desk):
    board(desk)
    event(desk, "Other talk", MONDAY.replace(hour=9), MONDAY.replace(hour=10))
    event(desk, "Without a card", MONDAY.replace(hour=11), MONDAY.replace(hour=12), calendar="Battle rhythm")
    said = " ".join(" ".join(pages(printed(desk, "rhythm-week", *WEEK))).split())
    for words in (
        "1400–1530T", "2100Z", "0600I+1", "Operations board", "Dana Hartwell", "Observer", "Weekly report", "Without a card",
    ):  # fmt: skip
        assert words in said
    squeezed_words = said.replace(" ", "")
    assert "Twoslides(due31Oct1400S/2000Z/0500I+1)→J5" in squeezed_words
    assert "Read-ahead(due1Nov1200T/1900Z/0400I+1)" in squeezed_words
    assert "Other talk" not in said


def test_an_event_card_tells_everything(desk):
    board(
        desk,
        participants=(Participant("Ada Whitcombe", role="chair", answer="accepted"), Participant("Visitor")),
        description=Bilingual("Bring the map."),
        travel_after=5,
    )
    said = " ".join(" ".join(pages(printed(desk, "event-cards", *WEEK))).split())
    for words in (
        "Operations board / 作戦会議", "02 1400T / 2100Z / 0600I+1 NOV 26", "Every week on Mon, Thu", "Building 1",
        "https://vtc.example/ops", "Confirmed", "By invitation", "20 min before, 5 min after",
        "Ada Whitcombe (Chair, Accepted); Visitor", "Decide priorities", "Dana Hartwell", "J3, J5, liaison",
        "Two slides (due 31 Oct 1400S", "Decision memo", "Observer", "Weekly report", "Bring the map.", "Battle rhythm",
    ):  # fmt: skip
        assert words in said


def test_a_picked_contact_is_named_in_the_readers_script(desk):
    yajima = desk.contacts.save(Person(name=PersonName("Yajima", "Masahito", "矢島", "正人"), marking=BOTH))
    board(desk, participants=(Participant("Typed long ago", contact_id=yajima.id),))
    assert "YAJIMAMasahito" in squeezed(printed(desk, "event-cards", *WEEK))
    assert "矢島正人" in squeezed(printed(desk, "event-cards", *WEEK, language=PacketLanguage.HOME))


# What is asked for


def test_only_the_calendars_asked_for_are_printed(desk):
    board(desk)
    event(desk, "Plans sync", MONDAY.replace(hour=9), MONDAY.replace(hour=10))
    for template in (*PAPERS, "schedule"):
        said = squeezed(printed(desk, template, *WEEK, calendars=(calendar_of(desk, "Battle rhythm").id,)))
        assert "Operationsboard" in said
        assert "Planssync" not in said
        assert "CultureDay" not in said


def test_the_cards_of_chosen_events_alone_also_outside_the_period(desk):
    chosen = event(desk, "Chosen", datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10))
    event(desk, "Other", MONDAY.replace(hour=9), MONDAY.replace(hour=10))
    said = squeezed(printed(desk, "event-cards", *WEEK, events=(chosen.id,)))
    assert "Chosen" in said
    assert "010900T/1600Z/0100I+1MAR27" in said
    assert "Other" not in said


def test_the_card_of_an_event_that_is_over_shows_when_it_last_was(desk):
    rules = Recurrence(rules=("FREQ=WEEKLY;COUNT=2",))
    over = event(desk, "Over", datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 10), recurrence=rules)
    said = squeezed(printed(desk, "event-cards", *WEEK, events=(over.id,)))
    assert "120900T/1600Z/0100I+1JAN26" in said


@pytest.mark.parametrize(
    ("period", "day", "span"),
    [
        (Period.MONTH, date(2026, 2, 14), (date(2026, 2, 1), date(2026, 2, 28))),
        (Period.MONTH, date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        (Period.QUARTER, date(2026, 11, 24), (date(2026, 10, 1), date(2026, 12, 31))),
        (Period.QUARTER, date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (Period.TWO_YEARS, date(2026, 11, 24), (date(2026, 11, 1), date(2028, 10, 31))),
        (Period.WEEK, date(2026, 11, 29), (date(2026, 11, 23), date(2026, 11, 29))),
        (Period.DAY, date(2026, 11, 29), (date(2026, 11, 29), date(2026, 11, 29))),
    ],
)
def test_a_period_is_the_one_a_day_lies_in(period, day, span):
    assert span_around(period, day) == span


def test_one_day_asks_for_the_month_it_lies_in_and_two_for_what_is_between(desk):
    build = desk.briefings.prepare
    whole = build(PacketRequest("month", since=date(2026, 11, 24)))
    assert (whole.since, whole.until) == (date(2026, 11, 1), date(2026, 11, 30))
    part = build(PacketRequest("month", since=date(2026, 11, 24), until=date(2026, 12, 5)))
    assert (part.since, part.until) == (date(2026, 11, 24), date(2026, 12, 5))


def test_more_events_than_a_packet_holds_are_refused(desk):
    event(desk, "Ever", MONDAY, MONDAY + timedelta(minutes=5), recurrence=Recurrence(rules=("FREQ=HOURLY",)))
    with pytest.raises(RefusedError):
        printed(desk, "week-glance", date(2026, 11, 1), date(2028, 10, 31))
    # Told once by its rule it is no more than one.
    assert "Ever" in squeezed(printed(desk, "planning-24", date(2026, 11, 1), date(2028, 10, 31)))


def test_what_the_officer_declined_says_so_and_zulu_is_told_on_the_hosts_clock(desk):
    chief, me = Participant("Chief", "chief@example.org"), Participant("Me", "me@example.org", answer="declined")
    desk.profile.save(replace(desk.profile.get(), officer_emails=(me.email,)))
    seven = MONDAY.replace(hour=17)
    event(desk, "Invited", seven, seven + timedelta(hours=1), zone="UTC", organizer=chief, participants=(chief, me))
    for template in (*GRIDS, "weekly"):
        assert "[Declined]" in squeezed(printed(desk, template, *WEEK))
    for template, said in (("weekly", "1000–1100T1700Z"), ("event-cards", "1000T/1700Z/0200I+1")):
        assert said in squeezed(printed(desk, template, *WEEK))
