"""Cards that are a list of people: who is on it, and what else such a card says is listed."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Distribution, Person
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.exchange.vcard.groups import Group
from liaison_desk.exchange.vcard.writer import write_vcards
from tests.exchange.vcard.reading import card, read

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["KIND", "X-ADDRESSBOOKSERVER-KIND"])
@pytest.mark.parametrize("member", ["MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"])
def test_group_is_a_list_of_people_and_no_person(kind, member):
    group = card("FN:J5 everyone", "UID:g1", f"{kind}:group", f"{member}:urn:uuid:AB-1", f"{member}:urn:uuid:ab-1")
    result = read(group + card("FN:Aki Mori", "UID:AB-1"))
    assert [person.name.family for person in result.records] == ["Mori"]
    assert result.groups == (Entry(Group("J5 everyone", "g1", ("AB-1", "ab-1")), 1),)
    assert (result.skipped, result.problems) == (0, ())


def test_what_a_list_has_no_place_for_is_listed_with_its_line():
    result = read(
        card("FN:Plans", "KIND:group", "NOTE:Said\\,\\nonce", "EMAIL:l@example.org", "item1.TEL:1", "FN:Other")
    )
    assert [(one.line, str(one)) for one in result.problems] == [
        (5, "A list keeps its name and its people only; NOTE was left out: Said, once"),
        (6, "A list keeps its name and its people only; EMAIL was left out: l@example.org"),
        (7, "A list keeps its name and its people only; TEL was left out: 1"),
        (8, "A list keeps its name and its people only; FN was left out: Other"),
    ]


@pytest.mark.parametrize("name", ["N:J5 everyone;;;;", "N:everyone;J5;;;", "N:;;;;", "N:"])
def test_a_name_in_parts_that_repeats_the_name_is_not_listed(name):
    result = read(card(name, "FN:J5 everyone", "KIND:group", "PRODID:x", "REV:20261101T000000Z"))
    assert result.problems == ()


NAMES = st.sampled_from(
    ["FN", "N", "NOTE", "EMAIL", "TEL", "ADR", "ORG", "NICKNAME", "URL", "CATEGORIES", "PHOTO", "MEMBER", "BDAY", "X-OWN",
     "item1.X-ABLabel", "SOURCE", "IMPP", "RELATED", "X-LIAISON-DESK-MARKING", "CLASS", "CREATED"]
)  # fmt: skip


@given(st.lists(st.tuples(NAMES, st.text("abc 森12@.;", min_size=1, max_size=10).filter(str.strip)), max_size=8))
def test_every_value_of_a_group_is_read_or_its_property_named(properties):
    result = read(card("KIND:group", *(f"{name}:{value}" for name, value in properties)))
    (group,) = (one.record for one in result.groups)
    listed = "\n".join(map(str, result.problems)).replace("The marking of this card cannot be read", "MARKING")
    there = " ".join((group.name, *group.members))
    for name, value in properties:
        words = value.replace(";", " ").split()
        assert (
            all(word in there for word in words)
            or name.rpartition(".")[2].upper().removeprefix("X-LIAISON-DESK-") in listed
        )


NAMED = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))).map(str.strip) | st.text(
    "; \\\\,:T", min_size=1
).map(str.strip)


@given(
    st.lists(NAMED, max_size=3),
    st.lists(st.integers(1, 4), unique=True),
    st.sampled_from(["3.0", "4.0"]),
)
def test_lists_that_are_written_are_read_back(names, members, version):
    people = [
        Person(name=PersonName(f"Mori{n}"), id=n, uid=uid) for n, uid in enumerate((str(UUID(int=9)), "a,b;c"), 1)
    ]
    names = [" ".join(name.split()) for name in names if name]
    lists = [
        Distribution(
            name=name,
            uid=f"list-{at}",
            members=tuple(members),
            network="NIPR" if at else "",
            created_at=NOW,
            marking=Marking("USA", Level.SECRET) if at else None,
        )
        for at, name in enumerate(names)
    ]
    result = read(write_vcards(people, {}, version, settings=ReadSettings(), lists=lists))
    uids = tuple(people[n - 1].uid for n in members if n <= len(people))
    assert [entry.record for entry in result.groups] == [
        Group(one.name, one.uid, uids, one.network, one.marking) for one in lists
    ]
    assert [one.name.family for one in result.records] == ["Mori1", "Mori2"]
    assert result.problems == ()
