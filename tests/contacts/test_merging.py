"""Two entries of one person become one: nothing lost, nothing left pointing to the double, and one undo takes it back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import Calendar, Event, Override, Participant
from liaison_desk.contacts.records import (
    Assistant,
    Distribution,
    Email,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
    Skill,
)
from liaison_desk.contacts.rules.merging import Choice, differences, merged
from liaison_desk.contacts.service.merging import Double
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import RefusedError, StaleError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, Meeting
from liaison_desk.tasks.records import Task

NINE = datetime(2026, 11, 23, 9)
LATIN = Person(
    name=PersonName("Yajima", "Masahito"),
    nation="JPN",
    emails=(Email("yajima@example.jp"),),
    phones=(Phone("+81 3-5555-0142"),),
)
NATIVE = Person(
    name=PersonName(native_family="矢島", native_given="正人", reading_family="やじま", reading_given="まさひと"),
    nation="JPN",
    diet="No shellfish",
    phones=(Phone("+81-3-5555-0142"), Phone("+81 90-5555-0001", "mobile")),
    notes=Bilingual("Met in Fuchu"),
    tags=("PL27",),
)


@pytest.fixture
def doubled(any_desk):
    """One man entered twice, and records of every kind that name the second entry."""
    desk = any_desk
    one, other = desk.contacts.save_all([LATIN, NATIVE], "Add contacts")
    third = desk.contacts.save(Person(name=PersonName("Aida"), assistants=(Assistant("Y", contact_id=other.id),)))
    both = (Attendee("Yajima", contact_id=one.id, rank="Maj"), Attendee("矢島", contact_id=other.id, rank="Lt Col"))
    spans = {"start": NINE, "end": NINE + timedelta(hours=1), "zone": "America/Denver"}
    desk.meetings.save(Meeting(title=Bilingual("Talks"), attendees=both[1:], **spans))
    desk.meetings.save(Meeting(title=Bilingual("Both"), attendees=both, **spans))
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    someone = Participant("Yajima", contact_id=other.id)
    moved = Override(at=NINE, start=NINE, end=NINE + timedelta(hours=2), participants=(someone,))
    desk.calendars.save(
        Event(
            calendar_id=calendar.id, title=Bilingual("Sync"), organizer=someone, participants=(someone,),
            overrides=(moved,), **spans,
        )
    )  # fmt: skip
    desk.tasks.save(Task(title=Bilingual("Answer"), own_owner="Yajima", own_owner_id=other.id, host_owner_id=other.id))
    desk.distributions.save(Distribution(name="Weekly", members=(one.id, other.id, third.id)))
    desk.attachments.add(RecordRef("person", other.id), "bio.txt", b"biography")
    here, there, aida = (RecordRef("person", one_.id) for one_ in (one, other, third))
    for pair in ((there, aida), (aida, here), (here, there)):
        desk.links.add(*pair)
    return desk, one, other


def state(desk):
    """Return everything the desk holds, but for versions, times and authors."""
    head = ("version", "updated_at", "author")
    found = {}
    with desk.database.read() as connection:
        for kind, record_type in desk.database.types.items():
            ids = [
                row[0]
                for row in connection.execute(record_type.table.select().with_only_columns(record_type.table.c.id))
            ]
            for id_, shot in record_type.read(connection, ids).items():
                found[kind, id_] = ({k: v for k, v in shot.row.items() if k not in head}, shot.parts)
    return found


def test_everything_that_named_the_double_names_the_one_who_stays(doubled):
    desk, one, other = doubled
    kept = desk.merging.merge(one, other, {})
    assert kept.name == replace(
        LATIN.name, native_family="矢島", native_given="正人", reading_family="やじま", reading_given="まさひと"
    )
    assert [phone.number for phone in kept.phones] == ["+81 3-5555-0142", "+81 90-5555-0001"]
    assert (kept.diet, kept.tags, kept.notes.host) == ("No shellfish", ("PL27",), "Met in Fuchu")
    text = repr({key: shot for key, shot in state(desk).items() if key[0] != "person"})
    for pointer in ("contact_id", "person_id", "own_owner_id", "host_owner_id", "owner_id"):
        assert f"'{pointer}': {other.id}" not in text
    assert desk.merging.mentions(other.id) == {}
    assert desk.merging.mentions(one.id) == {
        "meeting": 2, "event": 1, "task": 1, "distribution": 1, "assistant": 1, "attachment": 1,
    }  # fmt: skip
    assert desk.contacts.person(other.id).merged_into == one.id
    assert desk.contacts.person(other.id).deleted_at is not None
    assert [file.name for file in desk.attachments.of(RecordRef("person", one.id))] == ["bio.txt"]
    assert [ref.label for ref in desk.links.of(RecordRef("person", one.id))] == ["Aida"]
    assert desk.links.of(RecordRef("person", other.id)) == []
    assert desk.check() == []


def test_one_who_was_there_twice_is_there_once_with_the_rank_of_that_day(doubled):
    desk, one, other = doubled
    desk.merging.merge(one, other, {})
    ids = {encounter.title.host: encounter.meeting_id for encounter in desk.contacts.history_with(one.id)}
    assert [(who.name, who.rank) for who in desk.meetings.meeting(ids["Both"]).attendees] == [("Yajima", "Maj")]
    assert [(who.name, who.rank) for who in desk.meetings.meeting(ids["Talks"]).attendees] == [("矢島", "Lt Col")]


def test_a_moved_instance_that_named_both_names_the_one_who_stays_once(doubled):
    desk, one, other = doubled
    both = (Participant("Yajima", contact_id=one.id), Participant("矢島", "y@example.jp", contact_id=other.id))
    moved = Override(at=NINE, start=NINE, end=NINE + timedelta(hours=2), participants=(*both, Participant("Aida")))
    calendar = desk.calendars.calendars()[0].id
    span = {"start": NINE, "end": NINE + timedelta(hours=1), "zone": "America/Denver"}
    event = desk.calendars.save(Event(calendar_id=calendar, title=Bilingual("Weekly"), overrides=(moved,), **span))
    desk.merging.merge(one, other, {})
    (now,) = desk.calendars.event(event.id).overrides
    assert [(who.name, who.email, who.contact_id) for who in now.participants] == [
        ("Yajima", "y@example.jp", one.id), ("Aida", "", 0),
    ]  # fmt: skip
    assert desk.history.undo() == "Merge two contacts"
    assert desk.calendars.event(event.id).overrides == (moved,)


def test_one_undo_takes_a_merge_back_whole_and_one_redo_does_it_again(doubled):
    desk, one, other = doubled
    before = state(desk)
    desk.merging.merge(one, other, {"diet": Choice.ONE})
    after = state(desk)
    assert before != after
    assert desk.history.undo() == "Merge two contacts"
    assert state(desk) == before
    desk.history.redo()
    assert state(desk) == after
    assert desk.check() == []


def test_a_merge_over_a_newer_version_is_refused_and_changes_nothing(doubled):
    desk, one, other = doubled
    desk.contacts.save(replace(other, diet="Vegetarian"))
    before = state(desk)
    with pytest.raises(StaleError):
        desk.merging.merge(one, other, {})
    with pytest.raises(RefusedError):
        desk.merging.merge(one, one, {})
    assert state(desk) == before


def test_a_doubles_card_that_comes_again_updates_the_one_who_stayed(doubled, tmp_path):
    desk, one, other = doubled
    path = tmp_path / "all.vcf"
    export(desk, "contacts", path)
    desk.merging.merge(one, other, {})
    report = import_file(desk, path)
    assert report.added == 0
    people = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    assert len(people) == 2
    assert desk.contacts.person(other.id).deleted_at is not None


def test_an_old_card_of_the_double_adds_to_the_one_who_stayed_and_takes_nothing(doubled, tmp_path):
    desk, one, other = doubled
    path = tmp_path / "double.vcf"
    export(desk, "contacts", path)
    cards = path.read_bytes().split(b"END:VCARD\r\n")
    path.write_bytes(next(card for card in cards if other.uid.encode() in card) + b"END:VCARD\r\n")
    kept = desk.merging.merge(one, other, {})
    import_file(desk, path)
    now = desk.contacts.person(one.id)
    assert now.name == kept.name
    assert {email.address for email in kept.emails} <= {email.address for email in now.emails}
    assert len(now.phones) == len(kept.phones)


def test_what_comes_together_is_read_by_those_alone_who_may_read_both():
    both, own = Marking("JPN", audience=frozenset({"JPN", "USA"})), Marking("JPN", audience=frozenset({"JPN"}))
    for mine, his in ((both, own), (own, both)):
        kept = merged(replace(LATIN, id=1, marking=mine), replace(NATIVE, id=2, marking=his), {})
        assert kept.marking.audience == frozenset({"JPN"})
    # Unmarked stays with the officer, so what is mixed with it does too.
    assert merged(replace(LATIN, marking=both), NATIVE, {}).marking is None
    assert merged(LATIN, replace(NATIVE, marking=both), {}).marking is None


def test_a_rank_comes_from_one_side_and_an_entry_keeps_what_only_the_other_says_of_it():
    post = Post(Bilingual("Chief"), organization="J5", since=date(2024, 8, 1))
    mine = replace(LATIN, id=1, rank="Maj", rank_code="OF-3", posts=(post,), languages=(Skill("en"),))
    ended = replace(post, until=date(2026, 8, 1), department="Plans")
    his = replace(
        NATIVE, id=2, rank="Lt Col", rank_code="OF-4", rank_home="2等空佐", posts=(ended,), languages=(Skill("EN", "3/3"),),
        phones=(Phone("+81-3-5555-0142", note="after 1400"),),
    )  # fmt: skip
    kept = merged(mine, his, {})
    assert (kept.rank, kept.rank_code, kept.rank_home) == ("Maj", "OF-3", "")
    assert kept.posts == (ended,)
    assert kept.languages == (Skill("en", "3/3"),)
    assert kept.phones == (Phone("+81 3-5555-0142", note="after 1400"),)
    unranked = replace(mine, rank="", rank_code="")
    assert merged(unranked, his, {}).rank_home == "2等空佐"


def test_people_of_one_name_are_suspected_of_being_one(any_desk):
    desk = any_desk
    yajima = replace(LATIN, name=replace(NATIVE.name, family="Yajima", given="Masahito"))
    first, _, third = desk.contacts.save_all([yajima, Person(name=PersonName("Aida", "Jun")), NATIVE], "Add contacts")
    assert desk.merging.doubles() == [Double(first.id, third.id, named=True)]
    desk.merging.merge(first, third, {})
    assert desk.merging.doubles() == []


def test_people_told_apart_are_not_suspected_again_until_that_is_undone(any_desk):
    desk = any_desk
    first, second, third = desk.contacts.save_all([LATIN, LATIN, replace(LATIN, nation="JPN")], "Add contacts")
    pairs = desk.merging.doubles()
    couples = [(first.id, second.id), (first.id, third.id), (second.id, third.id)]
    assert [(pair.one, pair.other) for pair in pairs] == couples
    desk.merging.tell_apart([pairs[0], pairs[2]])
    assert desk.merging.doubles() == [pairs[1]]
    assert desk.history.undo() == "Tell two contacts apart"
    assert desk.merging.doubles() == pairs
    desk.history.redo()
    desk.merging.merge(first, third, {})
    assert desk.merging.doubles() == []
    assert desk.check() == []
    desk.history.purge("person", [third.id])
    assert desk.check() == []


def test_people_reached_in_one_way_are_suspected_too_but_not_an_office(any_desk):
    desk = any_desk

    def person(family, given, emails=(), phones=()):
        return Person(
            name=PersonName(family, given), emails=tuple(map(Email, emails)), phones=tuple(map(Phone, phones))
        )

    first, again, married, *_ = desk.contacts.save_all(
        [
            person("Mori", "Aki", ["aki@example.org"], ["+81 3-5555-0101"]),
            person("Mori", "A.", ["AKI@example.org"]),
            person("Hayashi", "Aki", [], ["03-5555-0101"]),
            person("Sato", "Ren", [], ["03 5555 0101"]),  # shares the office's number and no name
            person("Ito", "Yui", [], ["0101"]),  # an extension proves nothing
            *(person("Group", str(number), ["desk@example.org"]) for number in range(5)),
        ],
        "Add contacts",
    )
    assert desk.merging.doubles() == [
        Double(first.id, again.id, named=False), Double(first.id, married.id, named=False),
    ]  # fmt: skip


names = st.builds(
    PersonName, family=st.sampled_from(["", "Yajima", "Aida"]), native_family=st.sampled_from(["", "矢島"])
)
people = st.builds(
    Person,
    name=names,
    diet=st.sampled_from(["", "a", "b"]),
    tags=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    emails=st.lists(st.builds(Email, st.sampled_from(["a@b", "A@b", "c@d"])), max_size=2).map(tuple),
    posts=st.lists(st.builds(Post, title=st.builds(Bilingual, st.sampled_from("xy")), since=st.none() | st.just(date(2026, 1, 1)))).map(tuple),
    notes=st.builds(Bilingual, st.sampled_from(["", "n", "m"]), st.sampled_from(["", "注"])),
    cadence_days=st.sampled_from([0, 30]),
)  # fmt: skip


@given(people, people)
def test_by_default_a_merge_loses_no_entry_of_a_list_and_no_text(one, other):
    kept = merged(replace(one, id=1), replace(other, id=2), {})
    for person in (one, other):
        assert set(person.tags) <= set(kept.tags)
        assert {email.address.casefold() for email in person.emails} <= {
            email.address.casefold() for email in kept.emails
        }
        assert person.notes.host in kept.notes.host
        assert person.notes.home in kept.notes.home
    assert kept.diet == (one.diet or other.diet)
    assert kept.id == 1


@given(people)
def test_one_person_differs_from_himself_in_nothing(one):
    assert differences(one, one) == ()
    assert merged(one, one, {}) == one


def test_a_double_that_came_back_and_is_deleted_again_is_nobodys_double(any_desk):
    one, other = any_desk.contacts.save_all([LATIN, NATIVE], "Add contacts")
    any_desk.merging.merge(one, other, {})
    any_desk.contacts.restore([other.id])
    any_desk.contacts.delete([other.id])
    with any_desk.database.write("Look") as transaction:
        assert any_desk.contacts.known(transaction, [other.uid])[other.uid].id == other.id
