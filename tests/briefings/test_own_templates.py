"""Templates of the user's own: whatever lies in their folder, the others can be used."""

import os
from dataclasses import replace

import pytest

from liaison_desk.app.cli.templates import listed, spoilt
from liaison_desk.briefings.templates import load_template, write_template
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language

ROSTER = '[[section]]\nkind = "roster"\n'
WRONG = {
    "a number of thousands of digits": (f'title = "x"\n{ROSTER}rows = {"9" * 5000}', "cannot be read"),
    "lists in lists": ("x = " + "[" * 20_000, "cannot be read"),
    "a title without end": (f'title = "{"x" * 501}"\n{ROSTER}', "title must be words, at most 500"),
    "more sections than a packet has": (f'title = "x"\n{ROSTER * 201}', "more than 200 sections"),
    "a comment without end": ("#" * 64_001, "too large"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_of_whatever_contents_is_told_of_and_spoils_no_other(tmp_path, what):
    content, why = WRONG[what]
    (tmp_path / "mine.toml").write_text(content, "utf-8")
    assert "weekly" in {one["name"] for one in listed(tmp_path, Language("en"))}
    [(name, words)] = spoilt(tmp_path, Language("en")).items()
    assert (name, why in words) == ("mine", True), words


@pytest.mark.parametrize("make", [getattr(os, "mkfifo", os.mkdir), os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_not_waited_for(tmp_path, make):
    make(tmp_path / "mine.toml")
    with pytest.raises(UnreadableError, match="no ordinary file"):
        load_template("mine", tmp_path)


def test_a_link_to_a_file_that_is_gone_spoils_no_other(tmp_path):
    (tmp_path / "mine.toml").symlink_to(tmp_path / "gone.toml")
    assert "weekly" in {one["name"] for one in listed(tmp_path, Language("en"))}
    assert "There is no file" in spoilt(tmp_path, Language("en"))["mine"]


@pytest.mark.parametrize("name", ["My week", "週報", "x" * 41, os.fsdecode(b"\xff")])
def test_a_file_of_a_name_that_no_template_has_is_told_of(tmp_path, name):
    (tmp_path / f"{name}.toml").write_text(f'title = "x"\n{ROSTER}', "utf-8")
    with pytest.raises(UnreadableError, match="cannot name a template"):
        load_template(name, tmp_path)


def test_an_editor_may_mark_the_file_as_utf_8(tmp_path):
    (tmp_path / "mine.toml").write_bytes(f'title = "私の週報"\r\n{ROSTER}'.encode("utf-8-sig"))
    assert load_template("mine", tmp_path).title == "私の週報"


def test_signs_that_cannot_be_seen_are_left_out_of_its_words(tmp_path):
    content = f'title = """My\n  \\u202eweek\\u001b[1m"""\n{ROSTER}title = "Who\\u0000"'
    (tmp_path / "mine.toml").write_text(content, "utf-8")
    template = load_template("mine", tmp_path)
    assert (template.title, dict(template.sections[0].heading)["en"]) == ("My week [1m", "Who")


@pytest.mark.parametrize("across", [True, False, None])
def test_how_pages_lie_is_kept_in_a_template(tmp_path, across):
    week = load_template("week-glance")
    [section] = week.sections
    write_template(replace(week, name="mine", sections=(replace(section, across=across),)), tmp_path)
    assert load_template("mine", tmp_path).sections[0].across is across
