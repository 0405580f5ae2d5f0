"""Who somebody taking part is: told by one rule, whether he is added, taken off, or looked for."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.calendar.records import Event, Override, Participant
from liaison_desk.calendar.rules import People, as_told, place_of

SATO, BOX = Participant("Sato", "Sato@example.jp"), "j5@example.org"
NINE = datetime(2026, 11, 25, 9)
PEOPLE = st.builds(
    Participant, st.sampled_from(["Sato", "sato", "Ono", ""]), st.sampled_from(["", BOX, BOX.upper(), "o@example.jp"]), st.integers(0, 2)
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (SATO, Participant("Taro Sato", "sato@EXAMPLE.jp"), True),
        (SATO, Participant("Sato"), False),
        (SATO, Participant("Sato", "sato@example.jp", 7), True),  # a file names him by his address alone
        (Participant("Sato", "", 7), Participant("Satō", "sato@example.jp", 7), True),
        (Participant("Sato", BOX, 7), Participant("Ono", BOX, 8), False),  # who share the box of a staff section
        (Participant("Ｓａｔｏ"), Participant("sato"), True),
        (Participant("Sato"), Participant("Ono"), False),
        (Participant("", "sato"), Participant("sato"), False),
    ],
)
def test_who_is_the_same_person(one, other, same):
    assert (one in People([other])) is (other in People([one])) is same


@given(PEOPLE, PEOPLE, st.lists(PEOPLE))
def test_being_the_same_goes_both_ways_and_among_others_too(one, other, more):
    assert one in People([*more, one])
    assert (one in People([other])) == (other in People([one]))
    assert (one in People([*more, other])) == (one in People(more) or one in People([other]))


def test_the_officer_is_found_by_any_of_his_addresses():
    people = (Participant("Ono", "o@example.jp"), SATO)
    assert place_of(people, ("x@example.org", "SATO@example.jp")) == 1
    assert place_of((Participant("Sato"),), ("",)) is None  # who has no address is not the one whose is not known


def test_who_is_a_contact_in_the_series_and_an_address_in_an_exception_comes_and_goes_once():
    known = Participant("Sato", "sato@example.jp", 7)
    bare = Event(start=NINE, end=NINE + timedelta(hours=1))
    full = Event(start=NINE, end=NINE + timedelta(hours=1), participants=(known,))
    one = Override(NINE, NINE, NINE + timedelta(hours=1), participants=(SATO,))
    assert as_told([one], bare, full)[0].participants == (SATO,)
    assert as_told([one], full, bare)[0].participants == ()
