"""The rules of notes: places that let one portion move alone, an order two windows agree on, pastes that lose nothing."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import Attendee, Minutes, Portion, PortionKind
from liaison_desk.meetings.rules.attributing import attributed
from liaison_desk.meetings.rules.laying import with_places
from liaison_desk.meetings.rules.minutes import content_of, differences, digest, frozen_meeting
from liaison_desk.meetings.rules.ordering import alike, merged_order
from liaison_desk.meetings.rules.pasting import LONGEST, MOST, cut, pieces_of
from liaison_desk.meetings.rules.places import STEP, placed
from liaison_desk.meetings.rules.validity import portion_problems
from tests.meetings.notes import SHARED, meeting

UIDS = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)


@given(st.lists(st.integers(0, 40), max_size=30))
def test_places_grow_and_are_each_their_own(places):
    new = placed(places)
    assert len(new) == len(places)
    assert all(one < other for one, other in pairwise(new))
    assert all(one > 0 for one in new)


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=30))
def test_places_that_grow_stay(places):
    assert placed(sorted(places)) == sorted(places)


@given(st.integers(2, 30), st.data())
def test_one_that_is_moved_moves_alone(count, data):
    places = [STEP * (number + 1) for number in range(count)]
    taken = places.pop(data.draw(st.integers(0, count - 1)))
    places.insert(data.draw(st.integers(0, count - 1)), taken)
    new = placed(places)
    assert sum(one != other for one, other in zip(new, places, strict=True)) <= 1


@given(st.integers(0, 400), st.integers(1, 300))
def test_many_put_in_one_after_another_move_only_those_about_them(at, count):
    places, most, moved = [STEP * (number + 1) for number in range(400)], 0, 0
    for number in range(count):
        places.insert(at + number, 0)
        new = placed(places)
        assert all(one < other for one, other in pairwise(new))
        changed = sum(one != other for one, other in zip(new, places, strict=True)) - 1
        most, moved, places = max(most, changed), moved + changed, new
    assert most <= 128
    assert moved <= 4 * count


@given(UIDS, UIDS)
def test_what_two_orders_have_alike_is_what_stands_before_and_behind_the_rest(one, other):
    first, last = alike(one, other)
    assert one[:first] == other[:first]
    assert one[len(one) - last :] == other[len(other) - last :]
    middle = one[first : len(one) - last], other[first : len(other) - last]
    assert not all(middle) or (middle[0][0] != middle[1][0] and middle[0][-1] != middle[1][-1])


@given(UIDS, UIDS, st.sets(st.sampled_from("abcdefghij")))
def test_the_order_of_two_windows_has_everything_once_and_mine_as_it_stands(wanted, current, without):
    order = merged_order(wanted, current, without)
    assert sorted(order) == sorted({*wanted, *current} - without)
    assert [uid for uid in order if uid in wanted] == [uid for uid in wanted if uid not in without]


def test_what_another_window_added_stays_behind_what_it_followed():
    assert merged_order(["c", "a"], ["a", "x", "b", "c", "y"], {"b"}) == ["c", "y", "a", "x"]


@given(st.text(max_size=400))
def test_a_paste_loses_nothing_but_blank_lines(text):
    words = "".join(text.split())
    assert "".join("".join(pieces_of(text)).split()) == words


def test_a_table_is_one_piece_and_a_book_is_laid_into_so_many():
    assert pieces_of("one\r\n\r\n| a |\n|---|\n| b |\nend") == ["one", "| a |\n|---|\n| b |", "end"]
    assert len(pieces_of("\n".join(str(number) for number in range(100_000)))) <= MOST


@given(st.text(st.sampled_from("ab漢 \n"), max_size=40), st.integers(1, 3000))
def test_a_line_too_long_to_be_shown_is_cut_between_words_and_loses_nothing(text, times):
    parts = cut(text * times)
    assert "".join("".join(parts).split()) == "".join((text * times).split())
    assert all(len(line) <= LONGEST for part in parts for line in part.split("\n"))
    if len(parts) > 1 and " " in text.strip():
        assert {word for part in parts for word in part.split()} <= set((text * times).split())


def test_the_speaker_brings_contact_and_nation_of_that_day():
    there = (Attendee("Ito Aya", "伊東 彩", 7, "Maj JASDF", nation="JPN"), Attendee("Vance", nation="USA"))
    for name in ("Ito Aya", "伊東 彩", "Maj Ito Aya", "Maj JASDF Ito Aya"):
        found = attributed(Portion(said_by=name), there)
        assert (found.said_by_id, found.nation) == (7, "JPN")
    assert attributed(Portion(said_by="Somebody"), there) == Portion(said_by="Somebody")
    told = Portion(said_by="Vance", nation="AUS")
    assert attributed(told, there).nation == "AUS"


def test_what_is_frozen_is_what_the_minutes_say_and_nothing_of_how_they_are_kept():
    portions = (Portion(uid="p1", kind=PortionKind.DECISION, marking=SHARED, text=Bilingual("Agreed", "合意")),)
    one = meeting(("Sync", "調整"), datetime(2026, 11, 24, 9), uid="m1", portions=portions)
    kept = replace(one, id=4, version=9, author="x", portions=(replace(portions[0], id=5, version=3, task_id=8),))
    assert content_of(one) == content_of(kept)
    minutes = Minutes(meeting_id=4, number=1, sha256=digest(content_of(kept)), content=content_of(kept))
    assert frozen_meeting(minutes) == one
    with pytest.raises(UnreadableError, match="altered"):
        frozen_meeting(replace(minutes, content=minutes.content.replace("Agreed", "Refused")))


def test_two_versions_stand_beside_each_other():
    a, b, c = (Portion(uid=uid, text=Bilingual(uid)) for uid in "abc")
    changed = replace(b, text=Bilingual("B"))
    found = differences((a, b), (a, changed, c))
    assert [(one.before, one.after) for one in found] == [(a, a), (b, changed), (None, c)]
    assert [one.same for one in found] == [True, False, False]


def test_a_portion_is_indented_so_far_and_dated_within_the_calendar():
    assert portion_problems(Portion(level=8, due=date(2026, 12, 1))) == []
    assert [one.field for one in portion_problems(Portion(level=9, due=date(9999, 1, 1)))] == ["due", "level"]


@given(st.lists(st.sampled_from(["", "a", "b", "c", "z"]), max_size=8), st.permutations(["a", "b", "c"]))
def test_every_section_has_a_place_and_no_portion_moves(sections, order):
    portions = [Portion(uid=str(number), section=key) for number, key in enumerate(sections)]
    laid = with_places(portions, order)
    assert [one for one in laid if isinstance(one, Portion)] == portions
    assert {one for one in laid if isinstance(one, str)} == (
        set(order) - set(sections) if set(sections) != {""} else set()
    )


def test_missing_sections_stand_where_they_belong():
    there = [Portion(uid="1", section="a"), Portion(uid="2", section="c"), Portion(uid="3")]
    laid = with_places(there, ["a", "b", "c", "d"])
    assert [one if isinstance(one, str) else one.uid for one in laid] == ["1", "b", "2", "d", "3"]
