"""Milestones as a calendar file, read by another program as by us."""

from datetime import date, datetime, time

import icalendar

from liaison_desk.calendar.records import Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import rules_of
from liaison_desk.exchange.ical import CalendarContent, write_ical
from liaison_desk.exchange.ical.milestones import events_of
from liaison_desk.exchange.ical.reader import read_ical
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exercises.records import Exercise, Milestone, MilestoneState, Plan

OPEN = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
EXERCISE = Exercise(
    id=1, uid="exercise-a", name=Bilingual("GLOBAL SENTINEL 27", "グローバル・センチネル27"), zone="America/Denver",
    startex=datetime(2027, 1, 15, 8), endex=datetime(2027, 1, 29, 17), place=Bilingual("Vandenberg"), marking=OPEN,
)  # fmt: skip


def milestone(number, **values):
    return Milestone(
        id=number, uid=f"milestone-{number}", version=2, exercise_id=1, key=f"k{number}", title=Bilingual("Conference", "会議"),
        **{"first": date(2026, 12, 1), "last": date(2026, 12, 3), "marking": OPEN} | values,
    )  # fmt: skip


PLAN = Plan(
    EXERCISE,
    (
        milestone(2, held=True),
        milestone(3, at=time(9), last=date(2026, 12, 1)),
        milestone(4, state=MilestoneState.CANCELLED, marking=None),
        milestone(5, state=MilestoneState.DONE, place="Building 1"),
    ),
)


def written(plan=PLAN):
    return write_ical(CalendarContent(tuple(events_of(plan, rules_of(DeskProfile())))), ReadSettings())


def test_another_program_reads_every_milestone_with_days_state_and_category():
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(written()).walk("VEVENT")}
    assert set(events) == {"exercise-a", "milestone-2", "milestone-3", "milestone-4", "milestone-5"}
    assert {str(one["STATUS"]) for one in events.values()} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}
    assert str(events["milestone-3"]["STATUS"]) == "TENTATIVE"
    assert (events["milestone-2"].decoded("DTSTART"), events["milestone-2"].decoded("DTEND")) == (
        date(2026, 12, 1),
        date(2026, 12, 4),
    )
    timed = events["milestone-3"].decoded("DTSTART")
    assert (timed.isoformat(), timed.tzinfo.key) == ("2026-12-01T09:00:00-07:00", "America/Denver")
    assert events["exercise-a"].decoded("DTEND").isoformat() == "2027-01-29T17:00:00-07:00"
    assert all(one["CATEGORIES"].to_ical() == b"exercise" for one in events.values())
    assert str(events["milestone-5"]["LOCATION"]) == "Building 1"
    assert str(events["milestone-2"]["SUMMARY"]) == "GLOBAL SENTINEL 27: Conference"


def test_our_own_reader_finds_titles_of_both_sides_and_markings():
    events = {one.record.uid: one.record for one in read_ical(written(), ReadSettings()).events}
    assert events["milestone-2"].title == Bilingual("GLOBAL SENTINEL 27: Conference", "グローバル・センチネル27: 会議")
    assert events["milestone-2"].marking == OPEN
    assert events["milestone-4"].marking is None
    assert events["milestone-4"].status is Status.CANCELLED
    assert not any(one.busy for one in events.values())


def test_an_undated_exercise_has_no_event_of_its_own():
    plan = Plan(Exercise(id=1, uid="e", name=Bilingual("Idea"), zone="America/Denver"))
    assert list(events_of(plan, rules_of(DeskProfile()))) == []


def test_what_begins_in_the_last_hour_of_a_day_ends_with_it():
    late = written(Plan(EXERCISE, (milestone(3, at=time(23, 30), last=date(2026, 12, 1)),)))
    event = next(one for one in icalendar.Calendar.from_ical(late).walk("VEVENT") if one["UID"] == "milestone-3")
    assert event.decoded("DTEND").replace(tzinfo=None) == datetime(2026, 12, 2)
