"""One bad record in a file costs that record, on either database: it is listed with its line, and all others come in."""

import json
from datetime import datetime
from random import Random

import pytest

from liaison_desk.app.incoming.importing import import_file, import_files
from liaison_desk.app.incoming.looking_over import TablePlan
from liaison_desk.calendar.records import EventFilter
from liaison_desk.calendar.rules import conflicts
from liaison_desk.contacts.records import PersonFilter, PersonSort, SavedSearch
from liaison_desk.foundation.core.errors import BrokenError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort

GOOD = {"uid": "good", "name": {"family": "Good", "given": "Guy"}}
HOUSE = {"uid": "o1", "name": {"host": "Staff"}}
CALENDAR = {"uid": "c1", "name": {"host": "Plans"}}
SPAN = {"start": "2026-11-25T09:00:00", "end": "2026-11-25T10:00:00", "zone": "America/Denver"}
NOISE = "".join(Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=5000))  # nothing to compress


def person(**more):
    return {"uid": "bad", "name": {"family": "Bad", "given": "Boy"}, **more}


def event(**more):
    return {"uid": "bad", "calendar_id": "c1", "title": {"host": "Bad"}, **SPAN, **more}


def series(**asked):
    asks = {"what": {"host": "Slides"}, "makes_task": True, **asked}
    return event(recurrence={"rules": ["FREQ=DAILY"]}, rhythm={"inputs": [asks]})


def meeting(**more):
    return {"uid": "bad", "title": {"host": "Bad"}, **SPAN, **more}


def task(**more):
    return {"uid": "bad", "title": {"host": "Bad"}, **more}


BAD_PEOPLE = {
    "a number of eight bytes": {"cadence_days": 2**40},
    "a number of more": {"cadence_days": 10**4000},
    "an interval of centuries": {"cadence_days": 2**31 - 1},
    "yes for a number": {"cadence_days": True},
    "a fraction for a number": {"cadence_days": 30.5},
    "an endless number": {"cadence_days": float("inf")},
    "no number": {"cadence_days": float("nan")},
    "a version of eight bytes": {"version": 2**40},
    "half a letter for an identifier": {"uid": "\ud800"},
    "an identifier with a NUL": {"uid": "a\0b"},
    "an identifier too long for an index": {"uid": NOISE},
    "an identifier of two megabytes": {"uid": "x" * 2_000_000},
    "a tag too long for an index": {"tags": [NOISE]},
    "a service too long for an index": {"service": NOISE},
    "a name in kanji too long for an index": {"name": {"native_family": "漢" * 1000}},
    "a rank code too long": {"rank_code": "OF-4" * 9},
    "half a letter in a name": {"name": {"family": "\udfff"}},
    "a time before the calendar": {"created_at": "0001-01-01T00:00:00+14:00"},
    "a time behind it": {"created_at": "9999-12-31T23:59:59-14:00"},
}
BAD = {
    **{name: {"people": [person(**more), GOOD]} for name, more in BAD_PEOPLE.items()},
    "a post that is its own counterpart": {
        "organizations": [HOUSE],
        "billets": [{"uid": "b", "organization_id": "o1", "title": {"host": "x"}, "counterparts": ["b"]}],
    },
    "a post of a rank too long": {"billets": [{"uid": "b", "title": {"host": "x"}, "rank_code": "OF-4" * 9}]},
    "a calendar without a name": {"calendars": [{"uid": "c1", "name": {}}], "events": [event()]},
    "an event in no calendar": {"events": [event(calendar_id="")]},
    "an event in the first year": {"calendars": [CALENDAR], "events": [event(start="0001-01-01T00:00:00")]},
    "an event in the last year": {"calendars": [CALENDAR], "events": [event(end="9999-12-31T23:59:59")]},
    "an event added beyond the last year": {
        "calendars": [CALENDAR],
        "events": [event(end="9000-01-01T00:00:00", recurrence={"added": ["2900-01-01T00:00:00"]})],
    },
    "a sequence of eight bytes": {"calendars": [CALENDAR], "events": [event(sequence=2**40)]},
    "a series of no occurrence": {"calendars": [CALENDAR], "events": [event(only_overrides=True, priority=2**40)]},
    "two of one identifier": {"people": [person(), person(nickname="Other"), GOOD]},
    "a way before the first day": {"calendars": [CALENDAR], "events": [event(travel_before=-90)]},
    "a way of four thousand years": {"calendars": [CALENDAR], "events": [event(travel_after=2**31 - 1)]},
    "a way longer than any number": {"calendars": [CALENDAR], "events": [event(travel_after=10**12)]},
    "a card that is a list": {"calendars": [CALENDAR], "events": [event(rhythm=[1, 2])]},
    "a card whose chair is a word": {"calendars": [CALENDAR], "events": [event(rhythm={"chair": "Kisaragi"})]},
    "an input due after its event": {"calendars": [CALENDAR], "events": [series(days_before=-5)]},
    "an input due millions of years before": {"calendars": [CALENDAR], "events": [series(days_before=10**9)]},
    "an input due at an instant": {"calendars": [CALENDAR], "events": [series(at="09:00:00+09:00")]},
    "more inputs than anybody can hand in": {
        "calendars": [CALENDAR],
        "events": [event(rhythm={"inputs": [{"what": {"host": "x"}, "makes_task": True}] * 100_000})],
    },
    "a nation of a million letters": {"calendars": [{**CALENDAR, "uid": "c2", "holidays": "X" * 1_000_000}]},
    "no nation": {"calendars": [{**CALENDAR, "uid": "c3", "holidays": "../x"}]},
    "events above the ceiling": {
        "calendars": [{**CALENDAR, "uid": "c4", "event_marking": {"originator": "USA", "level": "TOP_SECRET"}}]
    },
    "an alarm of all the years": {
        "calendars": [CALENDAR],
        "events": [event(alarms=[{"minutes": 1e300, "repeat": 2**31}])],
    },
    "a kind of access too long": {"calendars": [CALENDAR], "events": [event(access="x" * 50)]},
    "a meeting in the first year": {"meetings": [meeting(start="0001-01-01T00:00:00")]},
    "a meeting in the last year": {"meetings": [meeting(end="9999-12-31T23:59:59")]},
    "a kind of meeting too long": {"meetings": [meeting(kind="x" * 50)]},
    "a task due in the first year": {"tasks": [task(due="0001-01-01T00:00:00")]},
    "a task due in the last year": {"tasks": [task(due="9999-12-31T00:00:00", due_zone="America/Denver")]},
    "a task from a source too long": {"tasks": [task(source_kind="x" * 50)]},
}


def archive(path, parts, name="all.json"):
    """Write an archive with a good person, a record a line."""
    whole = {"people": [GOOD], **parts}
    lines = [
        f"{json.dumps(part)}: [\n" + ",\n".join(json.dumps(one) for one in records) + "\n]"
        for part, records in whole.items()
    ]
    head = '{\n"format": "liaison-desk",\n"version": 1'
    (path / name).write_text(",\n".join([head, *lines]) + "\n}\n")
    return path / name


def families(desk):
    ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return {one.name.family for one in desk.contacts.people_by_ids(ids).values()}


def use(desk):
    """Read all the pages that an archive's records stand on."""
    now = datetime(2026, 11, 24)
    for sort in PersonSort:
        desk.contacts.lines(desk.contacts.people(PersonFilter(), Sort(sort)).ids)
    desk.tasks.lines(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids)
    desk.calendars.lines(desk.calendars.events(EventFilter()).ids)
    for year in (1926, 2026, 2126):
        since = now.replace(year=year, tzinfo=desk.clock.now().tzinfo)
        conflicts(desk.calendars.occurrences(since, since.replace(year=year + 1), holidays=True))
    desk.rhythm.settle()
    desk.reminders.due(desk.clock.now())
    desk.reminders.next_due(desk.clock.now())
    assert desk.check() == []
    desk.contacts.facets()


def test_one_bad_record_costs_that_record_alone(any_desk, tmp_path):
    unlisted, lost = [], []
    for name, parts in BAD.items():
        report = import_file(any_desk, archive(tmp_path, parts))
        if not report.problems or not all(problem.line for problem in report.problems):
            unlisted.append(name)
        if "Good" not in families(any_desk):
            lost.append(name)
        use(any_desk)
        while any_desk.history.undo() is not None:
            pass
    assert (unlisted, lost) == ([], [])
    assert any_desk.check() == []


def test_a_bug_in_reading_one_file_costs_that_file_and_is_carried_on(desk, tmp_path):
    (tmp_path / "bad.csv").write_text("Family Name\nAbe\n")
    paths = [tmp_path / "bad.csv", archive(tmp_path, {})]
    broken, report = import_files(desk, paths, plans={paths[0]: TablePlan(table=None)})
    assert isinstance(broken, BrokenError)
    assert isinstance(broken.__cause__, AttributeError)
    assert "\n" not in str(broken)
    assert report.added == 1


def test_a_thousand_good_ones_come_in_beside_three_that_are_refused(any_desk, tmp_path):
    people = [{"uid": f"p{n}", "name": {"family": f"Family{n:04}"}} for n in range(1000)]
    for at in (0, 500, 999):
        people[at]["tags"] = [NOISE]
    report = import_file(any_desk, archive(tmp_path, {"people": people}))
    assert (report.added, report.skipped) == (997, 3)
    assert [problem.line for problem in report.problems] == [5, 505, 1004]
    assert len(families(any_desk)) == 997
    assert any_desk.check() == []


@pytest.mark.parametrize("uid", ["x" * 5000, "a\0b"])
def test_an_identifier_that_cannot_be_kept_is_recognized_all_the_same(any_desk, tmp_path, uid):
    path = archive(tmp_path, {"people": [person(uid=uid)]})
    assert import_file(any_desk, path).added == 1
    again = import_file(any_desk, path)
    assert (again.added, again.updated) == (0, 0)


CALENDAR_FILE = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTODO
UID:1
SUMMARY:first
DUE;VALUE=DATE:00010101
END:VTODO
BEGIN:VTODO
UID:2
SUMMARY:last
DUE;VALUE=DATE:99991231
END:VTODO
BEGIN:VTODO
UID:3
SUMMARY:good
DUE;VALUE=DATE:20261231
END:VTODO
BEGIN:VJOURNAL
UID:4
SUMMARY:j
DTSTART:00010101T000000Z
END:VJOURNAL
BEGIN:VEVENT
UID:{uid}
SUMMARY:good
DTSTART:20261224T090000Z
SEQUENCE:99999999999999
END:VEVENT
END:VCALENDAR
"""


def test_dates_outside_the_calendar_cost_one_entry_in_other_programs_files_too(any_desk, tmp_path):
    (tmp_path / "t.csv").write_text("Subject,Due Date\nlast,12/31/9999\ngood,12/31/2026\nfirst,1/1/0001\n")
    (tmp_path / "t.ics").write_text(CALENDAR_FILE.replace("{uid}", NOISE))
    table, calendar = import_files(any_desk, [tmp_path / "t.csv", tmp_path / "t.ics"])
    assert (table.added, calendar.added) == (1, 2)
    assert table.problems
    assert len(calendar.problems) >= 4
    titles = {
        line.title.host
        for line in any_desk.tasks.lines(any_desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
    }
    assert titles == {"good"}


def test_searches_of_one_name_come_in_beside_each_other_and_taking_them_in_again_changes_nothing(desk, tmp_path):
    desk.searches.save(SavedSearch(name="Close", wanted=PersonFilter(words="mine"), sort=PersonSort.NAME))
    searches = [{"uid": f"s{n}", "name": "close", "wanted": {"words": str(n)}, "sort": "name"} for n in range(3)]
    path = archive(tmp_path, {"searches": searches})
    assert import_file(desk, path).added == 4
    found = {one.name: one.wanted.words for one in desk.searches.searches()}
    assert found == {"Close": "mine", "close (2)": "0", "close (3)": "1", "close (4)": "2"}
    again = import_file(desk, path)
    assert (again.added, again.updated, again.problems) == (0, 0, ())
    assert desk.searches.save(desk.searches.searches()[0]).name == "Close"
