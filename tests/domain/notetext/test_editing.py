"""Editing a source: marks around a selection say the same words, lists go on, links are clean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.notetext import Edit, continue_list, links, plain, runs, shift, toggle, write_link
from liaison_desk.foundation.core.styled import Style
from tests.domain.notetext.test_reading import TEXTS

KINDS = st.sampled_from([Style.STRONG, Style.EMPHASIS, Style.STRIKE])


def pressed(marked, style=Style.STRONG):
    """Toggle a style on what stands between two signs ‹ and ›, and show the new selection likewise."""
    start, end = marked.index("‹"), marked.index("›") - 1
    edit = toggle(marked.replace("‹", "").replace("›", ""), start, end, style)
    return f"{edit.text[: edit.start]}‹{edit.text[edit.start : edit.end]}›{edit.text[edit.end :]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a ‹b› c", "a **‹b›** c"),
        ("a **‹b›** c", "a ‹b› c"),
        ("a ‹**b**› c", "a ‹b› c"),
        ("**a ‹b› c**", "**a** ‹b› **c**"),
        ("‹a **b** c›", "**‹a b c›**"),
        ("これは‹「重要」›です", "これは**‹「重要」›**です"),
        ("a ‹ b › c", "a  **‹b›**  c"),
        ("‹one\ntwo›", "**‹one**\n**two›**"),
        ("- ‹one›", "- **‹one›**"),
        ("x‹›y", "x**‹›**y"),
        ("x**‹›**y", "x‹›y"),
        ("**ab‹›** c", "**ab**‹› c"),
        ("**a‹›b** c", "a‹›b c"),
        ("see [[x:y|T‹a›n]] now", "see **‹[[x:y|Tan]]›** now"),
        ("|‹a›|b|\n|-|-|", "|**‹a›**|b|\n|-|-|"),
    ],
)
def test_strong_is_toggled(before, after):
    assert pressed(before) == after


def test_emphasis_and_strike_are_toggled_inside_strong():
    assert pressed("**a ‹b›**", Style.EMPHASIS) == "**a *‹b›***"
    assert pressed("‹b›", Style.STRIKE) == "~~‹b›~~"
    assert toggle("b", 0, 1, Style.CODE) == ("b", 0, 1)


def test_where_no_marks_can_say_it_nothing_changes():
    assert toggle('a"b"c', 1, 4).text == 'a"b"c'


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), KINDS)
def test_toggling_never_changes_the_words(text, start, end, style):
    edit = toggle(text, start, end, style)
    assert 0 <= edit.start <= edit.end <= len(edit.text)
    if min(start, len(text)) != min(end, len(text)):
        assert plain(edit.text) == plain(text)


@given(st.text(st.sampled_from("ab 字「」*"), min_size=1, max_size=30), st.data())
def test_toggling_twice_says_what_stood_there(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    once = toggle(text, start, end)
    if end > start and once.text != text:
        assert plain(toggle(*once).text) == plain(text)


@given(st.text("abc字", min_size=1), st.text("abc字 ", max_size=5), st.text("abc字 ", max_size=5))
def test_any_word_can_be_made_strong_and_plain_again(word, before, after):
    text = f"{before} {word} {after}"
    start = len(before) + 1
    once = toggle(text, start, start + len(word))
    assert [once.text[run.start : run.end] for run in runs(once.text) if run.style is Style.STRONG] == [word]
    assert toggle(*once).text == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- a‹", "- a\n- ‹"),
        ("  - a‹b", "  - a\n  - ‹b"),
        ("1. a‹", "1. a\n2. ‹"),
        ("９．あ‹", "９．あ\n１０．‹"),
        ("・あ‹", "・あ\n・‹"),
        ("- a\n- ‹", "- a\n‹"),
        ("・‹", "‹"),
        ("plain‹", "plain\n‹"),
        ("‹- a", "\n‹- a"),
        ("a\u2028- b‹", "a\u2028- b\n- ‹"),
    ],
)
def test_a_list_goes_on_at_a_line_break(text, after):
    edit = continue_list(text.replace("‹", ""), text.index("‹"))
    assert f"{edit.text[: edit.start]}‹{edit.text[edit.start :]}" == after


def test_the_line_break_is_the_editors():
    assert continue_list("- a", 3, "\u2028").text == "- a\u2028- "


@given(TEXTS, st.integers(0, 60), st.booleans())
def test_lines_break_and_shift_anywhere(text, at, deeper):
    at = min(at, len(text))
    edit = continue_list(text, at)
    assert 0 <= edit.start <= len(edit.text)
    moved = shift(text, at, at, deeper=deeper)
    assert 0 <= moved.start <= moved.end <= len(moved.text)


def test_items_are_shifted_and_come_back():
    deeper = shift("a\n- b\n- c\nd", 3, 8)
    assert deeper == Edit("a\n  - b\n  - c\nd", 5, 12)
    assert shift(*deeper, deeper=False) == Edit("a\n- b\n- c\nd", 3, 8)


def test_a_label_is_cleaned():
    assert write_link("person", "u 1]", "J5 [Plans]\n| Col\u2028Ken") == "[[person:u%201%5D|J5 (Plans) / Col Ken]]"


@given(st.text(min_size=1, max_size=60).filter(lambda uid: "\ud800" not in uid), st.text())
def test_what_is_written_as_a_link_is_read_as_that_link(uid, label):
    ((kind, read, words),) = links(write_link("event", uid, label))
    assert (kind, read) == ("event", uid)
    assert len(words) <= 300
