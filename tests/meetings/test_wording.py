"""What changed between two wordings, word by word: nothing is lost, what is marked is what differs."""

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.meetings.rules.wording import compared

TEXTS = st.text(alphabet="ab 、漢字かな.\n", max_size=60)


def marked(pieces):
    return [one.text for one in pieces if one.changed]


def unmarked(pieces):
    return "".join(one.text for one in pieces if not one.changed)


@given(TEXTS, TEXTS)
def test_both_texts_are_told_whole_and_what_is_not_marked_is_the_same(before, after):
    left, right = compared(before, after)
    assert "".join(one.text for one in left) == before
    assert "".join(one.text for one in right) == after
    assert unmarked(left) == unmarked(right)
    assert bool(marked(left) or marked(right)) == (before != after)


def test_english_differs_by_words_and_japanese_by_letters():
    left, right = compared("Send annex B by Friday", "Send annex C by Friday")
    assert (marked(left), marked(right)) == (["B"], ["C"])
    left, right = compared("金曜日までに送付する", "月曜日までに送付する")
    assert (marked(left), marked(right)) == (["金"], ["月"])
    assert marked(compared("Annex", "Annexes")[1]) == ["Annexes"]


def test_megabytes_are_compared_at_once():
    before, after = " ".join(["old"] * 200_000), " ".join(["new"] * 200_000)
    left, right = compared("Same. " + before, "Same. " + after)
    assert (len(marked(left)), len(marked(right))) == (1, 1)
