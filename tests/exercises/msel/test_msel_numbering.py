"""Numbers of injects are counted on as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exercises.rules.numbering import next_number


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("014", "015"), ("3.2", "3.3"), ("7a", "7b"), ("7z", "8"), ("A-099", "A-100"), ("JPN-01", "JPN-02"), ("099", "100"),
        ("MEL", "MEL-2"), ("", "001"), (" 5 ", "6"),
    ],
)  # fmt: skip
def test_a_number_is_counted_on_as_wide_as_it_is_written(number, following):
    assert next_number(number) == following


def test_numbers_in_use_are_passed_over():
    assert next_number("014", {"015", "016"}) == "017"
    assert next_number("7a", {"7b"}) == "7c"


@given(st.text(max_size=20), st.sets(st.text(max_size=6), max_size=5))
def test_the_next_number_is_another_one_that_nobody_has(number, taken):
    used = {one.casefold() for one in taken}
    following = next_number(number, used)
    assert following.strip()
    assert following.casefold() not in used
