"""The month and 24 months on paper: as few pages as an officer would print, nothing lost, a mark before every word."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from liaison_desk.briefings.records import PacketLanguage, Paper
from liaison_desk.calendar.records import Override, Recurrence
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY
from tests.briefings.papers import calendar_desk, days, event, pages, printed, squeezed

WEEK = (date(2026, 11, 2), date(2026, 11, 8))
MONDAY = datetime(2026, 11, 2)
TWO_YEARS = (date(2026, 11, 1), date(2028, 10, 31))


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        yield opened


def test_a_day_of_a_month_with_more_than_it_holds_is_continued_with_its_times(desk):
    for number in range(30):
        start = MONDAY + timedelta(days=1, hours=9, minutes=number)
        event(desk, f"Talk {number:02d}", start, start + timedelta(hours=1))
    for language, more, head in (
        (PacketLanguage.HOST, r"\+(\d+)more", "Continued:infullwhatthedayshavetoolittleroomfor"),
        (PacketLanguage.HOME, r"ほか(\d+)件", "続き：各日の欄に収まらない行事の全文"),
    ):
        result = printed(desk, "month", date(2026, 11, 1), date(2026, 11, 30), language=language)
        month, continued = ("".join(page.split()) for page in pages(result))
        shown = len(re.findall(r"Talk\d\d", month))
        assert int(re.search(more, month)[1]) == 30 - shown
        assert head in continued
        assert len(re.findall(r"Talk\d\d", continued)) == 30 - shown
        assert "0929–1029T/1629Z/0129I+1Talk29" in continued


def test_bars_have_the_room_that_no_day_needs(desk):
    for number in range(7):
        days(desk, f"Leave {number}", MONDAY + timedelta(days=number % 3), MONDAY + timedelta(days=4 + number % 3))
    for number in range(25):
        start = MONDAY + timedelta(days=number, hours=8)
        event(desk, f"Talk {number:02d}", start, start + timedelta(hours=1))
    said = squeezed(printed(desk, "month", date(2026, 11, 1), date(2026, 11, 30)))
    assert "more" not in said
    assert "Continued" not in said
    assert len(set(re.findall(r"Leave\d", said))) == 7


def test_what_comes_more_often_than_monthly_is_told_once_by_its_rule_on_the_planning_calendar(desk):
    def series(title, start, rule, **more):
        event(desk, title, start, start + timedelta(hours=1), recurrence=Recurrence(rules=(rule,)), **more)

    series(Bilingual("Plans sync", "計画調整"), datetime(2026, 11, 3, 9), "FREQ=WEEKLY", place=Bilingual("Annex"))
    series("Fortnight talk", datetime(2026, 11, 4, 9), "FREQ=WEEKLY;INTERVAL=2")
    series("Month board", datetime(2026, 11, 5, 9), "FREQ=MONTHLY")
    series("Course", datetime(2027, 3, 1, 9), "FREQ=DAILY;COUNT=5")
    event(desk, "Milestone", datetime(2027, 5, 4, 9), datetime(2027, 5, 4, 10))
    days(desk, "Exercise", datetime(2027, 6, 1), datetime(2027, 6, 11))
    result = printed(desk, "planning-24", *TWO_YEARS)
    said = squeezed(result)
    drawn, below = said.split("Comesmoreoftenthanmonthly")
    for title in ("Planssync", "Fortnighttalk"):
        assert title not in drawn
        assert below.count(title) == 1
    for title in ("×24Monthboard", "×5Course", "4May2027Milestone", "1–10Jun2027Exercise"):
        assert title in drawn
        assert title not in below
    assert "EveryTuesdayat0900T" in below
    assert "3Nov2026–31Oct2028×105" in below
    assert "(U)PlanssyncAnnex" in below
    japanese = squeezed(printed(desk, "planning-24", *TWO_YEARS, language=PacketLanguage.HOME))
    assert "月1回より頻繁な行事" in japanese
    assert japanese.count("計画調整") == 1


def test_one_of_a_series_that_is_called_otherwise_is_still_drawn_on_the_planning_calendar(desk):
    saved = event(
        desk, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10),
        recurrence=Recurrence(rules=("FREQ=WEEKLY",)),
    )  # fmt: skip
    at = datetime(2027, 3, 2, 9)
    desk.calendars.save(
        replace(saved, overrides=(Override(at, at, at + timedelta(hours=1), title=Bilingual("Final plans sync")),))
    )
    drawn, below = squeezed(printed(desk, "planning-24", *TWO_YEARS)).split("Comesmoreoftenthanmonthly")
    assert "2Mar2027Finalplanssync" in drawn
    assert "×104" in below


@pytest.mark.parametrize(
    ("lasting", "drawn_as", "often"), [(False, "3Mar2027Planssync", "×104"), (True, "×87Planssync", "×17")]
)
def test_what_was_moved_away_from_its_rule_is_not_told_by_the_rule(desk, lasting, drawn_as, often):
    saved = event(
        desk, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10),
        recurrence=Recurrence(rules=("FREQ=WEEKLY",)), place=Bilingual("Room 1"),
    )  # fmt: skip
    at, new = datetime(2027, 3, 2, 9), datetime(2027, 3, 3, 12)
    moved = Override(at, new, new + timedelta(hours=1), zone=saved.zone, title=saved.title, this_and_future=lasting)
    desk.calendars.save(replace(saved, overrides=(moved,)))
    drawn, below = squeezed(printed(desk, "planning-24", *TWO_YEARS)).split("Comesmoreoftenthanmonthly")
    assert drawn_as in drawn
    assert below.count("Planssync") == 1
    assert f"{often}(U)PlanssyncRoom1" in below


def test_all_the_places_of_what_comes_often_are_told_but_those_that_name_somebody_withheld(desk):
    desk.contacts.save(Person(name=PersonName("Zebrafish", "Quill"), marking=HOME_ONLY))
    saved = event(
        desk, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10),
        recurrence=Recurrence(rules=("FREQ=WEEKLY",)), place=Bilingual("Room 1"),
    )  # fmt: skip
    elsewhere = tuple(
        Override(at, at, at + timedelta(hours=1), zone=saved.zone, title=saved.title, place=Bilingual(place))
        for at, place in ((datetime(2027, 3, 2, 9), "Annex"), (datetime(2027, 3, 9, 9), "Room of Quill Zebrafish"))
    )
    desk.calendars.save(replace(saved, overrides=elsewhere))
    drawn, below = squeezed(printed(desk, "planning-24", *TWO_YEARS)).split("Comesmoreoftenthanmonthly")
    assert "Planssync" not in drawn
    assert "×105(U)PlanssyncRoom1/Annex" in below
    assert "Zebrafish" not in below


def test_a_withheld_series_leaves_no_trace_below_the_planning_calendar(desk):
    talks = Recurrence(rules=("FREQ=WEEKLY",))
    before = printed(desk, "planning-24", *TWO_YEARS)
    event(desk, "Secret talk", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10), recurrence=talks, marking=HOME_ONLY)
    after = printed(desk, "planning-24", *TWO_YEARS)
    assert after.pdf == before.pdf
    assert any(entry.record.label == "Secret talk" for entry in after.withheld.entries)


def test_the_planning_calendar_of_a_desk_of_weekly_meetings_is_two_pages(desk):
    for number in range(12):
        start = datetime(2026, 11, 2 + number % 5, 8 + number % 8)
        event(desk, f"Sync {number}", start, start + timedelta(hours=1), recurrence=Recurrence(rules=("FREQ=WEEKLY",)))
    for paper in Paper:
        assert printed(desk, "planning-24", *TWO_YEARS, paper=paper).pages == 2


@pytest.mark.parametrize(
    "title", ["Space domain awareness data sharing", "PACIFIC LANTERN 27 scenario group", "Data sharing"]
)
def test_a_mark_in_the_schedule_stands_on_the_line_of_the_first_word(desk, title):
    event(desk, title, MONDAY.replace(hour=9), MONDAY.replace(hour=10))
    event(desk, f"{title} again", MONDAY.replace(hour=11), MONDAY.replace(hour=12), marking=BOTH)
    for template in ("schedule", "weekly"):
        lines = [row.strip() for page in pages(printed(desk, template, *WEEK)) for row in page.splitlines()]
        assert not [row for row in lines if row.endswith(("(U)", "(U//REL TO USA, JPN)"))]
        first = title.partition(" ")[0]
        assert any(f"(U) {first}" in row for row in lines)
        assert any(f"(U//REL TO USA, JPN) {first}" in row for row in lines)


def test_a_quarter_names_its_holidays_where_they_are_and_is_as_short_as_it_can_be(desk):
    for number in range(8):
        start = datetime(2026, 10, 5 + number, 8 + number)
        event(desk, f"Sync {number}", start, start + timedelta(hours=1), recurrence=Recurrence(rules=("FREQ=WEEKLY",)))
    result = printed(desk, "quarter", date(2026, 10, 1), date(2026, 12, 31))
    assert result.pages == 1
    assert "3NovCultureDay[JPN]" in squeezed(result)
    assert "Infull" not in squeezed(result)


def test_a_month_of_cui_has_its_designation_block_on_the_same_page(desk):
    desk.profile.save(replace(desk.profile.get(), ceiling=Level.CUI, policy="dod_cui"))
    cui = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))
    for number in range(28):
        start = datetime(2026, 9, 1 + number, 9)
        event(desk, f"Talk {number:02d}", start, start + timedelta(hours=1), marking=cui)
        event(desk, f"Sync {number:02d}", start, start + timedelta(hours=2), marking=cui)
    for paper in Paper:
        result = printed(desk, "month", date(2026, 9, 1), date(2026, 9, 30), paper=paper)
        assert result.pages == 1
        said = squeezed(result)
        assert said.count("(CUI//RELTOUSA,JPN)") == 56
        for label in ("Controlledby:", "CUIcategory:", "DistributionorLDC:", "POC:"):
            assert label in said
