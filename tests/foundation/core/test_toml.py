"""TOML files of the user's, read within bounds."""

import pytest

from liaison_desk.foundation.core.toml import read_toml


def test_a_file_is_read_as_it_says():
    assert read_toml("[a.b]\nc = 'v. 1.0'\n") == {"a": {"b": {"c": "v. 1.0"}}}


@pytest.mark.parametrize(
    "line", ["a." * 100_000 + "a = 1", "[" + "a ." * 90_000 + "a]", "x = {" + "'a b'." * 40_000 + "c = 1}"]
)
def test_a_key_of_thousands_of_parts_is_refused_before_it_fills_the_memory(line):
    with pytest.raises(ValueError, match="line 2 has more than 100 dots"):
        read_toml(f"title = 'x'\n{line}\n")


def test_what_is_no_toml_and_what_lies_too_deep_are_refused():
    with pytest.raises(ValueError, match="Expected"):
        read_toml("title")
    with pytest.raises(RecursionError):
        read_toml("a = " + "[" * 100_000)
