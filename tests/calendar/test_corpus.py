"""Recurrence rules of other calendar programs' test data, when a copy lies beside the project."""

# ruff: noqa: DTZ007 - wall times are naive by design

import json
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from liaison_desk.calendar.rules.repetition import instances, read_rule
from liaison_desk.domain.zones import to_local

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


def test_undisputed_rules_of_other_programs_give_what_they_expect():
    if not CORPUS.is_dir():
        pytest.skip("no recurrence corpus beside the project")
    cases = [
        json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    cases = [one for one in cases if one["kind"] != "ics-occurrences" and one["synced"] and not one.get("disputed")]
    wrong = []
    for case in cases:
        wanted = case["expected_count"] if case["kind"] == "rrule-count" else case["expected"]
        if isinstance(wanted, list):
            wanted = [read(text) for text in wanted]
        if answer(case) != wanted:
            wrong.append(case["id"])
    print(f"{len(cases) - len(wrong)} of {len(cases)} undisputed rules")  # noqa: T201 - the share is the report
    assert cases
    assert wrong == []
