"""Lists in levels after release: a line of fixed words stands over something or not at all."""

from liaison_desk.briefings.document import Items, Line, Words
from liaison_desk.briefings.release import release
from liaison_desk.briefings.walking import lines_of
from tests.briefings.documents import HOME_ONLY, OPEN, RULES, USA_JPN, document, said


def heading(words, level=0):
    return Line((), label=(words,), level=level)


def kept(*lines):
    """Return the labels and texts that are left of a list for both nations."""
    released, _ = release(document(Items(lines, numbered=True)), USA_JPN, RULES)
    blocks = [block for section in released.document.sections for block in section.blocks if isinstance(block, Items)]
    return [(line.label or (line.text(0),))[0] for block in blocks for line in lines_of(block)]


def test_a_heading_stays_over_what_went_in():
    assert kept(heading("A"), Line((said("one"),), level=1)) == ["A", "one"]


def test_a_heading_over_withheld_lines_vanishes():
    hidden = Line((said("one", HOME_ONLY),), level=1)
    assert kept(heading("A"), hidden, heading("B"), Line((said("two", OPEN),), level=1)) == ["B", "two"]


def test_headings_in_headings_vanish_together():
    lines = (heading("A"), heading("B", 1), Line((said("one", HOME_ONLY),), level=2), Line((said("two"),)))
    assert kept(*lines) == ["two"]
    assert kept(heading("A"), heading("B", 1), Line((said("one"),), level=2)) == ["A", "B", "one"]


def test_a_list_of_headings_alone_is_not_there():
    assert kept(heading("A"), heading("B")) == []


def test_words_in_a_line_are_no_information():
    assert kept(heading("A"), Line((Words(("fixed",)),), level=1)) == []
