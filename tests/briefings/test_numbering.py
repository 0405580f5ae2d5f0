"""How lists are numbered on paper: one pattern a level, by what is printed alone."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.briefings.render.numbering import depths, numbers

LEVELS = st.lists(st.integers(0, 9), max_size=60)


def test_each_level_has_its_own_pattern():
    assert numbers([0, 1, 2, 3, 4, 5]) == ["1.", "a.", "(1)", "(a)", "1.", "a."]


def test_a_level_is_counted_anew_under_each_paragraph():
    assert numbers([0, 1, 1, 0, 1, 2, 2, 1]) == ["1.", "a.", "b.", "2.", "a.", "(1)", "(2)", "b."]


def test_letters_go_on_after_z():
    found = numbers([0] + [1] * 704)
    assert found[26:29] == ["z.", "aa.", "ab."]
    assert found[-2:] == ["aaa.", "aab."]


@given(LEVELS)
def test_no_line_is_deeper_than_one_step_below_the_one_before(levels):
    found = depths(levels)
    assert found[:1] in ([], [0])
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert all(depth <= level for depth, level in zip(found, levels, strict=True))


@given(LEVELS)
def test_depths_that_are_right_stay(levels):
    assert depths(depths(levels)) == depths(levels)


@given(LEVELS)
def test_no_number_comes_twice_under_one_paragraph(levels):
    path, seen = [], set()
    for level, number in zip(found := depths(levels), numbers(found), strict=True):
        path[level:] = [number]
        assert tuple(path) not in seen
        seen.add(tuple(path))
