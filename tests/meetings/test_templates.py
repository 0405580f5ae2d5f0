"""Templates of meeting notes: the shipped ones are whole, a user's own is read, a spoilt one is told by name."""

import json

import pytest

from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import PortionKind
from liaison_desk.meetings.rules.templates import (
    meeting_templates,
    read_templates,
    section_of,
    sections_of,
    template_of,
    template_problems,
)

GOOD = {"en": "Ours", "ja": "我が方", "sections": [{"key": "one", "en": "One", "ja": "一"}]}


def written(folder, content, name="ours"):
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / f"{name}.json").write_text(text, "utf-8")
    return folder


def test_the_shipped_templates_are_those_of_the_field_in_both_languages():
    assert list(meeting_templates()) == [
        "minutes", "office-call", "engagement-plan", "engagement-report", "vtc", "trip-report",
    ]  # fmt: skip
    assert template_problems() == ()
    plan = template_of("engagement-plan")
    assert [one.key for one in plan.sections] == [
        "principals", "effect", "themes", "asks", "gives", "red-lines", "questions", "history",
    ]  # fmt: skip
    assert (plan.name("en"), plan.name("ja")) == ("Engagement plan", "要人会談計画")
    red = section_of("engagement-plan", "red-lines")
    assert (red.heading("en"), red.heading("ja"), red.kind, red.home_only) == (
        "Red lines", "譲れない線", PortionKind.EQUITY, True,
    )  # fmt: skip


def test_a_report_shows_what_was_planned_before_what_came_of_it_where_it_holds_notes():
    assert template_of("engagement-plan").becomes == "engagement-report"
    report = [one.key for one in sections_of("engagement-report")]
    assert report[0] == "bottom-line"
    used = ["bottom-line", "red-lines", "themes", "itinerary", "themes"]
    keys = [one.key for one in sections_of("engagement-report", used)]
    assert keys == ["themes", "red-lines", *report, "itinerary"]


def test_without_a_template_the_sections_that_hold_notes_are_shown_also_unknown_ones():
    found = sections_of("", ["", "effect", "theirs"])
    assert [(one.key, one.heading("en")) for one in found] == [("effect", "Desired effect"), ("theirs", "theirs")]


def test_notes_keep_their_heading_when_the_template_is_another():
    assert section_of("minutes", "red-lines").heading("en") == "Red lines"
    assert section_of("", "bottom-line").heading("ja") == "結論"
    assert section_of("minutes", "nobody-knows") is None
    assert (template_of(""), sections_of("")) == (None, ())


def test_a_template_of_the_users_own_is_read(tmp_path):
    found, problems = read_templates(written(tmp_path, GOOD))
    assert problems == ()
    assert [one.heading("ja") for one in found["ours"].sections] == ["一"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "cannot be read"),
        ("[]", "not an object"),
        ({**GOOD, "ja": ""}, "words for ja"),
        ({**GOOD, "sections": []}, "at least one section"),
        ({**GOOD, "colour": "red"}, "no use for colour"),
        ({**GOOD, "sections": [{"key": "A!", "en": "x", "ja": "x"}]}, "section key A!"),
        ({**GOOD, "sections": [{"key": "a", "en": "x", "ja": "x", "kind": "gossip"}]}, "kind gossip"),
        ({**GOOD, "sections": [{"key": "a", "en": "x", "ja": "x", "home_only": 1}]}, "true or false"),
        ({**GOOD, "sections": GOOD["sections"] * 2}, "section one is there twice"),
        ({**GOOD, "becomes": "nothing"}, "nothing?"),
        ("x" * 70_000, "too large"),
    ],
)
def test_a_spoilt_template_is_told_by_name_and_reason_and_the_others_are_read(tmp_path, content, why):
    written(tmp_path, GOOD, "good")
    found, problems = read_templates(written(tmp_path, content))
    assert "good" in found
    assert [isinstance(one, UnreadableError) for one in problems] == [True]
    assert "ours" in str(problems[0])
    assert why in str(problems[0])
