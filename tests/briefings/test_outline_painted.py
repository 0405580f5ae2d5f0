"""Rows of the outline as they are painted: marks and page numbers keep apart, however many pages there are."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QFontMetrics

from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.briefings.ui.outline.tree import OutlineTree
from liaison_desk.foundation.qt.theme import Size


@pytest.fixture
def ui(builder_ui):
    return builder_ui


@pytest.mark.parametrize("page", [7, 113, 1234])
def test_a_mark_keeps_away_from_a_page_number(ui, qtbot, page):
    tree = OutlineTree(ui, editable=True)
    qtbot.addWidget(tree)
    tree.resize(300, 120)
    tree.show_rows([Row("a", "Schedule", mark="(U//REL TO USA, JPN)", page=page)])
    tree.show()
    qtbot.waitExposed(tree)
    picture = tree.viewport().grab().toImage()
    ground = QColor(picture.pixel(picture.width() - 1, 2))
    inked = [
        x
        for x in range(picture.width())
        if any(QColor(picture.pixel(x, y)) != ground for y in range(2, Size.ROW_OUTLINE - 2))
    ]
    gaps = [right for left, right in pairwise(inked) if right - left > 5]
    digits = QFontMetrics(ui.theme.font(Size.SECONDARY, tabular=True)).horizontalAdvance(str(page))
    assert inked[-1] - gaps[-1] <= digits, "the last thing on the line is the number alone"
