"""Recurrence rules of other calendar programs' test data, when a copy lies beside the project."""

# ruff: noqa: DTZ007 - wall times are naive by design

import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules import Course
from liaison_desk.calendar.rules.repetition import instances, read_rule
from liaison_desk.domain.zones import to_local
from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.result import ReadSettings

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "rrule"
LATEST = datetime(9990, 1, 1)


def read(text: str) -> datetime:
    return datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def answer(case: dict):
    """Return what our rules say to a case, in the shape the case expects it."""
    start, all_day = read(case["dtstart"]), "T" not in case["dtstart"]
    try:
        rule = read_rule(case["rrule"])
    except ValueError:
        return None
    until = read(rule.until) if rule.until else None
    if until and "T" not in rule.until:
        until = until.replace(hour=23, minute=59, second=59)
    elif until and rule.until.endswith("Z") and case.get("tzid"):
        until = to_local(datetime.fromisoformat(f"{until.isoformat()}+00:00"), case["tzid"]).replace(tzinfo=None)
    high = read(case["until_window"]) if "until_window" in case else LATEST
    found = instances(rule, start, until, start, high, all_day=all_day)
    if case["kind"] == "rrule-count":
        return sum(1 for _ in found)
    return list(islice(found, None if case["complete"] else len(case["expected"] or ())))


def cases(kind: str) -> list[dict]:
    """Return the cases of a kind ("rrule" also those that only count), or skip."""
    if not CORPUS.is_dir():
        pytest.skip("no recurrence corpus beside the project")
    lines = [line for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [one for one in map(json.loads, lines) if one["kind"].startswith(kind)]


def right(case: dict) -> bool:
    wanted = case["expected_count"] if case["kind"] == "rrule-count" else case["expected"]
    return answer(case) == ([read(text) for text in wanted] if isinstance(wanted, list) else wanted)


# Where the sources contradict each other, ours is one of the sides: BYWEEKNO without BYDAY gives the weekday of the start
# (not the same date), YEARLY with BYMONTHDAY alone gives every month (RFC 5545's table says "expand"), and a week that lies
# in two years belongs to the year of the day. What the other side expects:
OTHER_SIDE = {
    "ccs-pycalendar/rrule_examples#1", "libical/icalrecur_test.txt#77", "libical/icalrecur_test.txt#78",
    "libical/icalrecur_test.txt#143", "libical/icalrecur_test.txt#144",
}  # fmt: skip


def test_rules_of_other_programs_give_what_they_expect():
    """All undisputed rules, also those whose start does not fit its rule; of the disputed ones all but the other side's."""
    groups: dict[str, list[bool]] = {}
    wrong = set()
    for case in cases("rrule"):
        group = f"{'disputed' if case.get('disputed') else 'undisputed'}, {'' if case['synced'] else 'not '}synced"
        groups.setdefault(group, []).append(right(case))
        if not groups[group][-1]:
            wrong.add(case["id"])
            assert case.get("disputed"), case
    for group, results in sorted(groups.items()):
        print(f"{group}: {sum(results)} of {len(results)}")  # noqa: T201 - the share is the report
    assert groups
    assert wrong <= OTHER_SIDE


# Added dates with a time in a series of whole days: ours are days. A start that does not fit its rule: left out there, shown
# by us and, in LibICal_TestCase02, by that program too.
NOT_COMPARED = {"kcalendarcore/rdate.ics", "kcalendarcore/KOrganizer_Test01.ics"}


def test_calendar_files_of_another_program_have_the_occurrences_it_expects():
    count = 0
    for case in cases("ics-occurrences"):
        if case["id"] in NOT_COMPARED:
            continue
        content = read_ical((CORPUS.parent / "ics" / case["file"]).read_bytes(), ReadSettings())
        events = [entry.record for entry in content.events]
        assert occurrences(case, events) == [text for text, _ in case["expected"]], case["id"]
        count += 1
    print(f"{count} files of another program")  # noqa: T201 - the share is the report
    assert count


def occurrences(case: dict, events: list[Event]) -> list[str]:
    """Return the wall times our reading of a file gives, as many as the case has, on the clock it shows them by."""
    viennese = any(label.endswith("Europe/Vienna") for _, label in case["expected"])
    begin, last = min(one.start for one in events), read(case["expected"][-1][0])
    # Five hundred years are looked at in pieces, as a page would: a single question looks at some 270.
    found = [
        to_local(one.starts, "Europe/Vienna").replace(tzinfo=None) if viennese else one.start
        for course in (Course(event, "UTC") for event in events)
        for year in range(begin.year - 1, last.year + 1, 50)
        for one in course.between(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 50, 1, 1, tzinfo=UTC))
        if year <= one.starts.year < year + 50
    ]
    return [f"{at:%Y%m%dT%H%M%S}" for at in sorted(found)][: len(case["expected"])]
