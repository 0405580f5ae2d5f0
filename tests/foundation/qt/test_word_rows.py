"""Short tables of words: their columns give way in a narrow window, and keep the widths a user has set."""

import pytest

from liaison_desk.foundation.qt.word_rows import WordRows


@pytest.fixture
def rows(qtbot):
    made = WordRows("Posts", ["Post", "Holder", "Since", "Counterparts"], (260, 230, 120))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def widths(rows):
    return [rows.columnWidth(column) for column in range(3)]


def test_columns_share_a_narrow_window_and_have_their_width_in_a_wide_one(rows):
    assert widths(rows) == [260, 230, 120]
    rows.resize(570, 300)
    assert widths(rows)[2] == 120
    assert sum(widths(rows)) <= rows.viewport().width() - 100
    assert not rows.horizontalScrollBar().isVisible()
    rows.resize(900, 300)
    assert widths(rows) == [260, 230, 120]


def test_a_width_that_the_user_has_set_stays(rows):
    rows.header().resizeSection(0, 300)
    rows.resize(500, 300)
    assert widths(rows) == [300, 230, 120]
