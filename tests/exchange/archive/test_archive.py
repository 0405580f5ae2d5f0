"""A whole desk leaves as one file and comes back as it was."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.records import Packet
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import (
    Organization,
    Person,
    SavedSearch,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.archive.codec import INSTANTS, encode
from liaison_desk.exchange.archive.document import ArchiveContent, read_archive
from liaison_desk.exchange.archive.references import relinked
from liaison_desk.exercises.records import Exercise, Inject, Lesson, Milestone
from liaison_desk.meetings.records import Attendee, Meeting
from liaison_desk.partnership.records import Arrangement, Disclosure, Gift, Visit
from liaison_desk.tasks.records import Task, TaskView
from tests.exchange.archive.full import full_desk, search, written


def test_a_whole_desk_comes_back_as_it_was() -> None:
    desk = full_desk()
    data = written(desk)
    read = read_archive(data)
    assert read.problems == ()
    assert read.content == desk
    assert written(read.content) == data


def test_equal_desks_give_equal_documents_whatever_numbers_they_gave_their_records() -> None:
    desk = full_desk()
    first, second = desk.organizations
    arrangement, annex = desk.arrangements
    here, there = arrangement.parties
    parties = (replace(here, organization_id=9), replace(there, organization_id=4))
    other = replace(
        desk,
        organizations=(
            replace(second, id=4, parent_id=9, parents=(second.parents[0], replace(second.parents[1], parent_id=9))),
            replace(first, id=9),
        ),
        billets=tuple(replace(one, organization_id={1: 9, 2: 4}[one.organization_id]) for one in desk.billets),
        people=(replace(desk.people[0], posts=(replace(desk.people[0].posts[0], organization_id=4),)),),
        searches=(search("search-a", 7, organization_id=4, with_below=True), desk.searches[1]),
        packets=(replace(desk.packets[0], id=8, asked=replace(desk.packets[0].asked, organization=4)),),
        packet_finals=(replace(desk.packet_finals[0], id=5, packet_id=8),),
        exercises=(
            replace(
                desk.exercises[0],
                id=7,
                sponsor_id=9,
                participants=(
                    replace(desk.exercises[0].participants[0], organization_id=4),
                    desk.exercises[0].participants[1],
                ),
            ),
        ),
        milestones=(replace(desk.milestones[0], exercise_id=7),),
        injects=(replace(desk.injects[0], exercise_id=7),),
        lessons=tuple(replace(one, exercise_id=7) for one in desk.lessons),
        arrangements=(
            replace(arrangement, id=5, parties=parties),
            replace(annex, id=6, parent_id=5, parties=parties),
        ),
        opportunities=(replace(desk.opportunities[0], arrangement_id=5),),
        sites=(replace(desk.sites[0], organization_id=9),),
        visits=(replace(desk.visits[0], id=8),),
        visitors=(replace(desk.visitors[0], visit_id=8),),
        disclosures=(replace(desk.disclosures[0], about_id=8),),
        gifts=(replace(desk.gifts[0], visit_id=8),),
        turnover_notes=(replace(desk.turnover_notes[0], owner_id=5), desk.turnover_notes[1]),
    )
    assert written(other) == written(desk)


def test_the_document_names_records_by_uid_so_that_numbers_of_one_desk_mean_nothing_in_another() -> None:
    desk = full_desk()
    moved = replace(
        desk,
        people=(replace(desk.people[0], id=812),),
        meetings=(replace(desk.meetings[0], attendees=(Attendee("Kengo Morishita", contact_id=812),)),),
        tasks=(replace(desk.tasks[0], own_owner_id=812),),
        events=(),
    )
    document = json.loads(written(moved))
    assert document["meetings"][0]["attendees"][0]["contact_id"] == "person-a"
    assert document["tasks"][0]["source_id"] == "meeting-a"
    content = read_archive(written(moved)).content
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
    packet = relinked(desk.packets[0], resolve)
    asked = packet.asked
    assert (asked.people, asked.meeting, asked.organization, asked.events, asked.tasks) == (
        (101,), 101, 102, (101,), (101, 102),
    )  # fmt: skip
    for narrowed in (asked, packet.items[0].about):
        assert narrowed.task_filter is not None
        assert narrowed.register is not None
        assert (narrowed.task_filter.contact_id, narrowed.task_filter.source_id) == (101, 101)
        assert narrowed.register.contact_id == 101
    assert relinked(desk.calendars[0], resolve) is desk.calendars[0]


def test_a_packet_narrowed_to_people_who_are_not_written_is_about_nobody_and_not_about_all() -> None:
    desk = replace(full_desk(), people=(), packet_finals=())
    (packet,) = read_archive(written(desk)).content.packets
    assert relinked(packet, lambda _, number: number).asked.people == ()


def test_a_document_that_another_program_laid_out_anew_is_read() -> None:
    desk = full_desk()
    document = json.loads(written(desk))
    read = read_archive(json.dumps(document, indent=4, sort_keys=True).encode("utf-8-sig"))
    assert (read.content, read.problems) == (desk, ())


texts = st.text(max_size=20)
EARLIEST, LATEST = (datetime.fromisoformat(day) for day in ("0002-01-01", "9998-12-31"))  # a desk keeps no others
walls = st.datetimes(EARLIEST, LATEST)
instants = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**31) + 1, 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    time: st.times(),
    datetime: walls,
}


def value_strategy(
    hint: Any, *, instant: bool = False, plain: Mapping[Any, st.SearchStrategy[Any]] = PLAIN
) -> st.SearchStrategy[Any]:
    """Build any value of a field from its type hint."""
    if get_origin(hint) in (Union, UnionType):
        chosen = next(choice for choice in get_args(hint) if choice is not type(None))
        return st.none() | value_strategy(chosen, instant=instant, plain=plain)
    if get_origin(hint) is Mapping:
        return st.dictionaries(texts, texts | st.booleans() | PLAIN[int], max_size=3)
    if get_origin(hint) is tuple and get_args(hint)[-1] is not Ellipsis:
        return st.tuples(*(value_strategy(one, plain=plain) for one in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(value_strategy(get_args(hint)[0], plain=plain), max_size=2).map(tuple)
    if get_origin(hint) is frozenset:
        return st.frozensets(value_strategy(get_args(hint)[0], plain=plain), max_size=3)
    if is_dataclass(hint):
        return record_strategy(hint, plain)
    if hint is datetime and instant:
        return instants
    return plain[hint] if hint in plain else st.sampled_from(hint)


def record_strategy(kind: Any, plain: Mapping[Any, st.SearchStrategy[Any]] = PLAIN) -> st.SearchStrategy[Any]:
    """Build any record from its hints, instants where the codec expects them; its own number is left at 0."""
    hints = get_type_hints(kind)
    return st.builds(
        kind,
        **{
            field.name: value_strategy(
                hints[field.name], instant=bool(INSTANTS & {field.name, f"{kind.__name__}.{field.name}"}), plain=plain
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
        "task_views": TaskView,
        "packets": Packet,
        "exercises": Exercise,
        "arrangements": Arrangement,
        "visits": Visit,
        "disclosures": Disclosure,
        "gifts": Gift,
    }
    name = data.draw(st.sampled_from(sorted(kinds)))
    record = data.draw(record_strategy(kinds[name]))
    cleared = relinked(record, lambda kind, number: 0)
    content = ArchiveContent(**{name: (replace(cleared, id=1),)})
    read = read_archive(written(content))
    assert read.problems == ()
    assert read.content == content


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_an_exercise_has_survives_the_round_trip_with_it(data: st.DataObject) -> None:
    kinds = {"milestones": Milestone, "injects": Inject, "lessons": Lesson}
    name = data.draw(st.sampled_from(sorted(kinds)))
    drawn = data.draw(record_strategy(kinds[name]))
    record = replace(relinked(drawn, lambda kind, number: 0), id=1, exercise_id=1)
    exercise = Exercise(id=1, uid="exercise-a", name=Bilingual("GLOBAL SENTINEL 27"))
    content = ArchiveContent(exercises=(exercise,), **{name: (record,)})
    read = read_archive(written(content))
    assert read.problems == ()
    assert read.content == content
    alone = ArchiveContent(**{name: (replace(record, exercise_id=0),)})
    assert read_archive(written(alone)).content == ArchiveContent()


def test_equal_records_are_equal_bytes() -> None:
    one = Marking("USA", audience=frozenset(["USA", "JPN", "AUS"]))
    other = Marking("USA", audience=frozenset(["AUS", "USA", "JPN"]))
    assert json.dumps(encode(one)) == json.dumps(encode(other))
