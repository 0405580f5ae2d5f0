"""What is damaged, hostile or no archive at all: listed and left out, and the rest comes in; or refused in one line."""

import json
from dataclasses import replace
from time import thread_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Calendar
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level
from liaison_desk.exchange.archive.document import read_archive
from liaison_desk.exchange.result import MOST_PROBLEMS
from liaison_desk.foundation.core.errors import UnreadableError
from tests.exchange.archive.full import RELEASED, full_desk, written

texts = st.text(max_size=20)


def test_a_damaged_line_costs_one_record_and_is_named() -> None:
    desk = replace(
        full_desk(), calendars=tuple(Calendar(id=n, uid=f"c{n}", name=Bilingual(f"C{n}")) for n in (1, 2, 3))
    )
    lines = written(desk).decode().split("\n")
    at = next(number for number, line in enumerate(lines) if '"c2"' in line)
    lines[at] = lines[at][:-9] + ","
    read = read_archive("\n".join(lines).encode())
    assert [calendar.uid for calendar in read.content.calendars] == ["c1", "c3"]
    assert read.skipped == 1
    assert (read.problems[0].line, read.problems[0].text) == (at + 1, "This line is damaged and was left out.")
    assert read.content.meetings == desk.meetings


HEAD = b'{"format": "liaison-desk", "version": 1,\n"people": [\n'
GOOD = b'{"uid": "last", "name": {"family": "Good"}}\n]}\n'
DAMAGE = {
    "cut off": b'{"uid": "x", "name": {"family": \n',
    "never closed": b"[[1, 2, 3],\n",
    "nested for ever": b'{"a": [\n',
    "a text without an end": b'{"uid": "x\n',
    "no value": b"?,\n",
    "a number without an end": b'{"uid": ' + b"9" * 5000 + b"},\n",
}


def spent(data: bytes) -> float:
    """Return the least processor time of three readings."""

    def once() -> float:
        before = thread_time()
        read_archive(data)
        return thread_time() - before

    return min(once() for _ in range(3))


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_costs_what_it_is_long_and_what_stands_behind_it_is_read(damage: bytes) -> None:
    few, many = (HEAD + damage * (size // len(damage)) + GOOD for size in (25_000, 200_000))
    assert spent(many) < 24 * spent(few)  # eight times as much, not sixty-four
    read = read_archive(many)
    assert [person.uid for person in read.content.people] == ["last"]
    assert read.skipped >= 200_000 // len(damage)


def test_of_a_file_that_is_nothing_but_damage_the_first_problems_are_told_and_the_rest_is_counted() -> None:
    read = read_archive(HEAD + b"?,\n" * 5000 + GOOD)
    assert len(read.problems) == MOST_PROBLEMS + 1
    assert str(read.problems[-1]) == f"{5000 - MOST_PROBLEMS} more problems are not listed."
    assert read.skipped == 5000


@pytest.mark.parametrize("indent", [None, 1, 8])
def test_an_archive_in_another_programs_layout_is_read_past_its_damage(indent: int | None) -> None:
    calendars = tuple(Calendar(id=n, uid=f"c{n:03}", name=Bilingual("予定" * 300)) for n in range(1, 400))
    desk = replace(full_desk(), calendars=calendars)
    whole = json.dumps(json.loads(written(desk)), indent=indent, ensure_ascii=False).encode()
    assert read_archive(whole).content == read_archive(written(desk)).content
    if indent:
        damaged = whole.replace(b'"c200"', b'"c200')
        uids = {calendar.uid for calendar in read_archive(damaged).content.calendars}
        assert uids == {calendar.uid for calendar in calendars} - {"c200"}


def test_a_file_cut_in_the_middle_gives_what_stands_before_the_cut() -> None:
    data = written(full_desk())
    read = read_archive(data[: data.index(b'"tasks"') + 12])
    assert [event.uid for event in read.content.events] == ["event-a"]
    assert any("ends too early" in problem.text for problem in read.problems)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", 7),
        ("zone", None),
        ("start", "2026-13-01T00:00:00"),
        ("start", "2026-11-23T12:00:00+09:00"),
        ("title", "text"),
    ],
)
def test_a_record_whose_needed_field_is_ill_typed_is_left_out(field: str, value: Any) -> None:
    document = json.loads(written(full_desk()))
    document["meetings"][0][field] = value
    read = read_archive(json.dumps(document).encode())
    assert read.content.meetings == ()
    assert read.skipped == 1
    assert any(f"meetings.{field}" in str(problem) for problem in read.problems)


def test_an_ill_typed_optional_field_falls_back_to_its_default_and_is_named() -> None:
    document = json.loads(written(full_desk()))
    document["people"][0]["interpreter"] = "yes"
    document["people"][0]["phones"].append({"number": 5})
    document["people"][0]["marking"]["level"] = "SECRET-ISH"
    document["people"][0]["shoe_size"] = 42
    read = read_archive(json.dumps(document).encode())
    person = read.content.people[0]
    assert person.interpreter is False
    assert len(person.phones) == 1
    assert person.marking == replace(RELEASED, level=Level.UNCLASSIFIED)
    named = " ".join(str(problem) for problem in read.problems)
    assert all(part in named for part in ("interpreter", "phones[1].number", "marking.level", "shoe_size"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("people", "x"),
        ("people", {"a": 1}),
        ("tasks", 7),
        ("task_filter", "x"),
        ("words", 5),
        ("audience", 5),
        ("audience", [1]),
    ],
)
def test_a_packet_whose_narrowing_is_damaged_is_left_out_for_it_would_be_about_all(field: str, value: Any) -> None:
    document = json.loads(written(full_desk()))
    document["packets"][0]["asked"][field] = value
    read = read_archive(json.dumps(document).encode())
    assert read.content.packets == ()
    assert read.skipped >= 1
    assert read.problems


@pytest.mark.parametrize(("field", "value"), [("task_filter", [1]), ("words", {}), ("records", "x"), ("since", 5)])
def test_so_is_one_of_which_an_entry_is_damaged(field: str, value: Any) -> None:
    document = json.loads(written(full_desk()))
    document["packets"][0]["items"][0]["about"][field] = value
    assert read_archive(json.dumps(document).encode()).content.packets == ()


def test_a_packet_damaged_elsewhere_is_read() -> None:
    document = json.loads(written(full_desk()))
    document["packets"][0]["author"] = 5
    assert len(read_archive(json.dumps(document).encode()).content.packets) == 1


def test_a_reference_to_nobody_is_listed_and_dropped() -> None:
    document = json.loads(written(full_desk()))
    document["meetings"][0]["attendees"][0]["contact_id"] = "stranger"
    read = read_archive(json.dumps(document).encode())
    assert read.content.meetings[0].attendees[0].contact_id == 0
    assert "stranger" in str(read.problems[0])


@pytest.mark.parametrize(("part", "field"), [("organizations", "organization_id"), ("distributions", "list_id")])
def test_a_search_without_what_it_searches_in_is_left_out_for_it_would_find_everybody(part: str, field: str) -> None:
    document = json.loads(written(full_desk()))
    (lost,) = (one for one in document["searches"] if field in one["wanted"])
    del document[part]
    read = read_archive(json.dumps(document).encode())
    assert lost["uid"] not in {one.uid for one in read.content.searches}
    assert len(read.content.searches) == read.skipped == 1
    said = "It refers to a record that is not in the archive and was left out: " + lost["wanted"][field]
    assert said in map(str, read.problems)
    assert json.loads(written(replace(full_desk(), **{part: ()})))["searches"] != document["searches"]
    assert len(json.loads(written(replace(full_desk(), **{part: ()})))["searches"]) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        b"\xff\xfe\x00",
        b'{"format": "other", "version": 1}',
        b'{"version": 1}',
        b"[" * 100_000,
        b'{"format": "liaison-desk", "version": "1"}',
        b'{"format": {}}',
    ],
)
def test_another_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no archive"):
        read_archive(data)


def test_an_archive_of_a_newer_version_is_refused() -> None:
    with pytest.raises(UnreadableError, match="newer version"):
        read_archive(written(full_desk()).replace(b'"version": 1', b'"version": 2', 1))


def test_deep_nesting_inside_a_record_is_a_listed_problem() -> None:
    deep = b"[" * 200_000 + b"]" * 200_000
    data = b'{"format": "liaison-desk", "version": 1,\n"people": [\n' + deep + b"\n]}"
    read = read_archive(data)
    assert read.content.people == ()
    assert read.skipped >= 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts,
        lambda x: st.lists(x) | st.dictionaries(texts, x),
        max_leaves=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_json_in_the_place_of_records_is_read_or_listed(value: Any) -> None:
    document = {
        "format": "liaison-desk",
        "version": 1,
        "profile": value,
        "people": [value, {"name": value}],
        "events": value,
    }
    read = read_archive(json.dumps(document).encode())
    assert len(read.content.people) + read.skipped >= 2 or read.problems
