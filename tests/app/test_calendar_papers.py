"""Calendars on paper from the command line: every template, a subset of calendars, and what is not there."""

from contextlib import closing
from datetime import datetime

import pytest

from tests.app.test_commands import text_of
from tests.briefings.papers import board, calendar_desk, event


@pytest.fixture
def place(tmp_path):
    with closing(calendar_desk(tmp_path)) as desk:
        board(desk)
        event(desk, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10))
    return tmp_path / "papers.desk"


def test_the_papers_of_the_calendar_are_listed_in_both_languages(say):
    listed = dict(line.split("\t")[:2] for line in say("templates").out.splitlines())
    assert listed["week-glance"] == "Week at a glance"
    assert listed["planning-24"] == "Planning calendar, 24 months"
    assert {"month", "quarter", "rhythm-week", "event-cards", "schedule"} <= listed.keys()
    japanese = dict(line.split("\t")[:2] for line in say("--language", "ja", "templates").out.splitlines())
    assert japanese["week-glance"] == "週間予定一覧"


@pytest.mark.parametrize("template", ["week-glance", "month", "quarter", "planning-24", "rhythm-week", "event-cards"])
def test_every_paper_is_written_from_one_day_in_either_language(say, place, tmp_path, template):
    for wording, words in (("host", "Operations board"), ("home", "作戦会議"), ("both", "作戦会議")):
        paper = tmp_path / f"{wording}.pdf"
        done = say(
            "brief", place, template, "--output", paper, "--from", "2026-11-02", "--audience", "USA,JPN",
            "--language", wording, "--paper", "a4",
        )  # fmt: skip
        assert done.code == 0
        assert words.replace(" ", "") in "".join(text_of(paper).split())


def test_a_subset_of_calendars_named_in_either_language(say, place, tmp_path):
    paper = tmp_path / "subset.pdf"
    told = ("brief", place, "week-glance", "--output", paper, "--from", "2026-11-02")
    assert say(*told, "--calendar", "定例業務").code == 0
    assert "Plans" not in text_of(paper)
    assert say(*told, "--calendar", "battle rhythm", "--calendar", "Planning").code == 0
    assert "Plans" in text_of(paper)
    refused = say(*told, "--calendar", "Nonsuch")
    assert refused.code == 2
    assert "There is no calendar called Nonsuch. Known: Planning, Battle rhythm" in refused.err


@pytest.mark.parametrize("template", ["week-glance", "month", "quarter", "planning-24", "rhythm-week", "schedule"])
@pytest.mark.parametrize("day", ["9999-12-31", "9998-06-01", "0001-01-01"])
def test_a_day_at_the_end_of_all_calendars_is_refused_in_one_line(say, place, tmp_path, template, day):
    paper = tmp_path / "late.pdf"
    for option in ("--from", "--to"):
        refused = say("brief", place, template, "--output", paper, option, day)
        assert refused.code == 2
        assert f"{day} is not between 1900-01-01 and 2200-12-31." in refused.err
    assert not paper.exists()


@pytest.mark.parametrize(
    "template", ["week-glance", "month", "quarter", "planning-24", "rhythm-week", "event-cards", "schedule"]
)
def test_every_paper_of_an_empty_desk_is_written(say, tmp_path, template):
    place, paper = tmp_path / "empty.desk", tmp_path / "empty.pdf"
    assert say("init", place).code == 0
    assert say("brief", place, template, "--output", paper, "--language", "both").code == 0
    assert text_of(paper).strip()
