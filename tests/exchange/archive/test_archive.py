"""A whole desk leaves as one file and comes back as it was."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Alarm, Calendar, Event, Override, Participant, Recurrence
from liaison_desk.contacts.records import (
    Assistant,
    Billet,
    Distribution,
    Email,
    Organization,
    OrganizationName,
    OrganizationParent,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
    SavedSearch,
)
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exchange.archive.codec import INSTANTS, encode
from liaison_desk.exchange.archive.document import ArchiveContent, read_archive, write_archive
from liaison_desk.exchange.archive.references import relinked
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Task, TaskState

NOON = datetime.fromisoformat("2026-11-23 12:00")
SEEN = datetime(2026, 11, 23, 19, 30, 1, 250, tzinfo=UTC)
RELEASED = Marking("JPN", Level.RESTRICTED, frozenset({"JPN", "USA"}), ("EXERCISE",), "取扱注意")


def full_desk() -> ArchiveContent:
    headquarters = Organization(id=1, uid="org-a", name=Bilingual("Example Command", "例示軍"), nation="USA")
    office = Organization(
        id=2,
        uid="org-b",
        name=Bilingual("Liaison Office"),
        parent_id=1,
        zone="America/Denver",
        names=(
            OrganizationName(None, Bilingual("Liaison Cell")),
            OrganizationName(date(2026, 4, 1), Bilingual("Liaison Office")),
        ),
        parents=(OrganizationParent(None), OrganizationParent(date(2026, 4, 1), 1)),
    )
    planner = Billet(
        id=1,
        uid="billet-a",
        title=Bilingual("Planner", "計画班長"),
        organization_id=2,
        cadence_days=30,
        counterparts=(2,),
    )
    chief = Billet(id=2, uid="billet-b", title=Bilingual("Chief, plans"), organization_id=1, counterparts=(1,))
    person = Person(
        id=1,
        uid="person-a",
        version=7,
        created_at=SEEN,
        updated_at=SEEN + timedelta(days=1),
        author="officer",
        deleted_at=SEEN,
        marking=RELEASED,
        name=PersonName("Morishita", "Kengo", "森下", "健吾", "もりした", "けんご"),
        posts=(Post(Bilingual("Planner", "計画班長"), organization_id=2, since=date(2025, 4, 1), billet_id=1),),
        address_as="Morishita-san",
        pronunciation="moh-REE-sh-tah",
        assistants=(Assistant("Kengo", contact_id=1), Assistant("Front desk", phone="555-0100")),
        phones=(Phone("315-555-0142", network="DSN"),),
        emails=(Email("morishita@example.jp"),),
        birthday=date(1980, 2, 29),
        extra=("X-ODD;A=1:kept <b>&",),
    )
    calendar = Calendar(id=1, uid="calendar-a", name=Bilingual("Rhythm", "定例"))
    invited = Participant("Kengo", "morishita@example.jp", contact_id=1)
    event = Event(
        id=1,
        uid="event-a",
        calendar_id=1,
        title=Bilingual("Sync", "調整", home_state=Wording.STALE),
        start=NOON,
        end=NOON + timedelta(hours=1),
        zone="America/Denver",
        organizer=invited,
        participants=(invited, Participant("Nobody")),
        alarms=(Alarm(minutes=-90), Alarm(at=SEEN)),
        recurrence=Recurrence(rules=("FREQ=WEEKLY",), excluded=(NOON,), added=(NOON,), added_until=(None,)),
        overrides=(Override(at=NOON, start=NOON, end=NOON, participants=(invited,)),),
    )
    task = Task(
        id=1,
        uid="task-a",
        title=Bilingual("Answer", "回答"),
        state=TaskState.DONE,
        completed_at=SEEN,
        due=NOON,
        own_owner_id=1,
        source_kind="meeting",
        source_id=1,
        checklist=(ChecklistItem("call", done=True),),
    )
    meeting = Meeting(
        id=1,
        uid="meeting-a",
        title=Bilingual("Office call", "表敬"),
        start=NOON,
        end=NOON,
        zone="Asia/Tokyo",
        event_id=1,
        attendees=(Attendee("Kengo Morishita", contact_id=1), Attendee("A guest")),
        portions=(Portion("p1", PortionKind.RFI, RELEASED, Bilingual("Ask", "質問"), said_at=SEEN, task_id=1),),
    )
    profile = DeskProfile(default_marking=Marking("JPN"), officer_name=PersonName("Ono", "Yu"), paper="a4")
    return ArchiveContent(
        profile,
        (headquarters, office),
        (person,),
        (calendar,),
        (event,),
        (task,),
        (meeting,),
        (planner, chief),
        (Distribution(id=1, uid="list-a", name="Weekly", network="internet", members=(1,)),),
        (search("search-a", 1, organization_id=2, with_below=True), search("search-b", 2, list_id=1, words="森")),
    )


def search(uid: str, number: int, **wanted: Any) -> SavedSearch:
    return SavedSearch(
        id=number, uid=uid, name="Plans", wanted=PersonFilter(**wanted), sort=PersonSort.NEGLECT, pinned=True
    )


def test_a_whole_desk_comes_back_as_it_was() -> None:
    desk = full_desk()
    data = write_archive(desk)
    read = read_archive(data)
    assert read.problems == ()
    assert read.content == desk
    assert write_archive(read.content) == data


def test_equal_desks_give_equal_documents_whatever_numbers_they_gave_their_records() -> None:
    desk = full_desk()
    first, second = desk.organizations
    other = replace(
        desk,
        organizations=(
            replace(second, id=4, parent_id=9, parents=(second.parents[0], replace(second.parents[1], parent_id=9))),
            replace(first, id=9),
        ),
        billets=tuple(replace(one, organization_id={1: 9, 2: 4}[one.organization_id]) for one in desk.billets),
        people=(replace(desk.people[0], posts=(replace(desk.people[0].posts[0], organization_id=4),)),),
        searches=(search("search-a", 7, organization_id=4, with_below=True), desk.searches[1]),
    )
    assert write_archive(other) == write_archive(desk)


def test_the_document_names_records_by_uid_so_that_numbers_of_one_desk_mean_nothing_in_another() -> None:
    desk = full_desk()
    moved = replace(
        desk,
        people=(replace(desk.people[0], id=812),),
        meetings=(replace(desk.meetings[0], attendees=(Attendee("Kengo Morishita", contact_id=812),)),),
        tasks=(replace(desk.tasks[0], own_owner_id=812),),
        events=(),
    )
    document = json.loads(write_archive(moved))
    assert document["meetings"][0]["attendees"][0]["contact_id"] == "person-a"
    assert document["tasks"][0]["source_id"] == "meeting-a"
    content = read_archive(write_archive(moved)).content
    assert content.meetings[0].attendees[0].contact_id == content.people[0].id == 1
    assert content.meetings[0].event_id == 0  # the event was not exported


def test_taking_an_archive_in_renumbers_every_reference() -> None:
    asked = []

    def resolve(kind: str, number: int) -> int:
        asked.append((kind, number))
        return number + 100

    desk = full_desk()
    event = relinked(desk.events[0], resolve)
    assert event.calendar_id == 101
    assert [person.contact_id for person in event.participants] == [101, 0]
    assert event.overrides[0].participants[0].contact_id == 101
    assert event.organizer is not None
    assert event.organizer.contact_id == 101
    task = relinked(desk.tasks[0], resolve)
    assert (task.own_owner_id, task.host_owner_id, task.source_id) == (101, 0, 101)
    assert ("meeting", 1) in asked
    assert relinked(desk.people[0], resolve).posts[0].organization_id == 102
    assert relinked(desk.organizations[1], resolve).parent_id == 101
    assert relinked(desk.meetings[0], resolve).portions[0].task_id == 101
    assert relinked(desk.calendars[0], resolve) is desk.calendars[0]


def test_a_document_that_another_program_laid_out_anew_is_read() -> None:
    desk = full_desk()
    document = json.loads(write_archive(desk))
    read = read_archive(json.dumps(document, indent=4, sort_keys=True).encode("utf-8-sig"))
    assert (read.content, read.problems) == (desk, ())


def test_a_damaged_line_costs_one_record_and_is_named() -> None:
    desk = replace(
        full_desk(), calendars=tuple(Calendar(id=n, uid=f"c{n}", name=Bilingual(f"C{n}")) for n in (1, 2, 3))
    )
    lines = write_archive(desk).decode().split("\n")
    at = next(number for number, line in enumerate(lines) if '"c2"' in line)
    lines[at] = lines[at][:-9] + ","
    read = read_archive("\n".join(lines).encode())
    assert [calendar.uid for calendar in read.content.calendars] == ["c1", "c3"]
    assert read.skipped == 1
    assert (read.problems[0].line, read.problems[0].text) == (at + 1, "This line is damaged and was left out.")
    assert read.content.meetings == desk.meetings


def test_a_file_cut_in_the_middle_gives_what_stands_before_the_cut() -> None:
    data = write_archive(full_desk())
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
    document = json.loads(write_archive(full_desk()))
    document["meetings"][0][field] = value
    read = read_archive(json.dumps(document).encode())
    assert read.content.meetings == ()
    assert read.skipped == 1
    assert any(f"meetings.{field}" in str(problem) for problem in read.problems)


def test_an_ill_typed_optional_field_falls_back_to_its_default_and_is_named() -> None:
    document = json.loads(write_archive(full_desk()))
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


def test_a_reference_to_nobody_is_listed_and_dropped() -> None:
    document = json.loads(write_archive(full_desk()))
    document["meetings"][0]["attendees"][0]["contact_id"] = "stranger"
    read = read_archive(json.dumps(document).encode())
    assert read.content.meetings[0].attendees[0].contact_id == 0
    assert "stranger" in str(read.problems[0])


@pytest.mark.parametrize(("part", "field"), [("organizations", "organization_id"), ("distributions", "list_id")])
def test_a_search_without_what_it_searches_in_is_left_out_for_it_would_find_everybody(part: str, field: str) -> None:
    document = json.loads(write_archive(full_desk()))
    (lost,) = (one for one in document["searches"] if field in one["wanted"])
    del document[part]
    read = read_archive(json.dumps(document).encode())
    assert lost["uid"] not in {one.uid for one in read.content.searches}
    assert len(read.content.searches) == read.skipped == 1
    said = "It refers to a record that is not in the archive and was left out: " + lost["wanted"][field]
    assert said in map(str, read.problems)
    assert json.loads(write_archive(replace(full_desk(), **{part: ()})))["searches"] != document["searches"]
    assert len(json.loads(write_archive(replace(full_desk(), **{part: ()})))["searches"]) == 1


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
        read_archive(write_archive(full_desk()).replace(b'"version": 1', b'"version": 2', 1))


def test_deep_nesting_inside_a_record_is_a_listed_problem() -> None:
    deep = b"[" * 200_000 + b"]" * 200_000
    data = b'{"format": "liaison-desk", "version": 1,\n"people": [\n' + deep + b"\n]}"
    read = read_archive(data)
    assert read.content.people == ()
    assert read.skipped >= 1


texts = st.text(max_size=20)
walls = st.datetimes(min_value=datetime.fromisoformat("0001-01-02"), max_value=datetime.fromisoformat("9999-12-30"))
instants = st.datetimes(
    min_value=datetime.fromisoformat("0001-01-02"),
    max_value=datetime.fromisoformat("9999-12-30"),
    timezones=st.just(UTC),
)


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**62), 2**62),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: walls,
}


def value_strategy(hint: Any, *, instant: bool = False) -> st.SearchStrategy[Any]:
    """Build any value of a field from its type hint."""
    if get_origin(hint) in (Union, UnionType):
        chosen = next(choice for choice in get_args(hint) if choice is not type(None))
        return st.none() | value_strategy(chosen, instant=instant)
    if get_origin(hint) is tuple:
        return st.lists(value_strategy(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is frozenset:
        return st.frozensets(value_strategy(get_args(hint)[0]), max_size=3)
    if is_dataclass(hint):
        return record_strategy(hint)
    if hint is datetime and instant:
        return instants
    return PLAIN[hint] if hint in PLAIN else st.sampled_from(hint)


def record_strategy(kind: Any) -> st.SearchStrategy[Any]:
    """Build any record from its hints, instants where the codec expects them; its own number is left at 0."""
    hints = get_type_hints(kind)
    return st.builds(
        kind,
        **{
            field.name: value_strategy(
                hints[field.name], instant=bool(INSTANTS & {field.name, f"{kind.__name__}.{field.name}"})
            )
            for field in fields(kind)
            if field.name != "id" and not field.name.endswith("_id")
        },
    )


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_record_survives_the_round_trip(data: st.DataObject) -> None:
    kinds = {
        "people": Person,
        "organizations": Organization,
        "searches": SavedSearch,
        "events": Event,
        "tasks": Task,
        "meetings": Meeting,
    }
    name = data.draw(st.sampled_from(sorted(kinds)))
    record = data.draw(record_strategy(kinds[name]))
    cleared = relinked(record, lambda kind, number: 0)
    content = ArchiveContent(**{name: (replace(cleared, id=1),)})
    read = read_archive(write_archive(content))
    assert read.problems == ()
    assert read.content == content


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


def test_equal_records_are_equal_bytes() -> None:
    one = Marking("USA", audience=frozenset(["USA", "JPN", "AUS"]))
    other = Marking("USA", audience=frozenset(["AUS", "USA", "JPN"]))
    assert json.dumps(encode(one)) == json.dumps(encode(other))
