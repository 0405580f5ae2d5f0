"""The index of letters: which are shown, where each leads, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from liaison_desk.contacts.ui.strip import IndexStrip, letters_for, places
from liaison_desk.foundation.core.paging import Group

LEFT = Qt.MouseButton.LeftButton
GROUPS = (Group(0, 2, "A"), Group(2, 1, "R"), Group(3, 5, "Y"))
KANA = (Group(0, 2, "あ"), Group(2, 1, "や"), Group(3, 1, "K"), Group(4, 1, "R"), Group(5, 1, "#"))


@pytest.fixture
def strip(ui, qtbot):
    made = IndexStrip(ui)
    qtbot.addWidget(made)
    made.resize(22, 600)
    made.show_index(letters_for("en", by_reading=False), GROUPS)
    return made


def test_letters_follow_language_and_order():
    assert letters_for("en", by_reading=False)[:2] == ("A", "B")
    assert letters_for("ja", by_reading=False)[:2] == ("あ", "か")
    assert letters_for("en", by_reading=True)[0] == "あ"


def test_latin_names_among_kana_stand_under_one_letter():
    assert places(letters_for("ja", by_reading=True), KANA) == {"あ": 0, "や": 2, "A": 3, "#": 5}


def test_a_click_leads_to_the_first_of_the_letter(strip, qtbot):
    with qtbot.waitSignal(strip.chosen) as told:
        QTest.mouseClick(strip, LEFT, pos=strip.place_of("R").center())
    assert told.args == [2]
    assert strip.accessibleDescription() == "R"


def test_a_letter_without_people_leads_to_the_next(strip, qtbot):
    assert not strip.has("S")
    with qtbot.waitSignal(strip.chosen) as told:
        QTest.mouseClick(strip, LEFT, pos=strip.place_of("S").center())
    assert told.args == [3]


def test_dragging_follows_the_letters(strip):
    told = []
    strip.chosen.connect(told.append)
    QTest.mousePress(strip, LEFT, pos=strip.place_of("A").center())
    for letter in ("R", "Y"):
        at = strip.place_of(letter).center()
        from PySide6.QtCore import QEvent, QPointF
        from PySide6.QtGui import QGuiApplication, QMouseEvent

        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
        QGuiApplication.sendEvent(strip, move)
    QTest.mouseRelease(strip, LEFT, pos=QPoint(5, 5))
    assert told == [0, 2, 3]


def test_keys_walk_the_letters_and_a_letter_goes_to_itself(strip):
    told = []
    strip.chosen.connect(told.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(strip, key)
    QTest.keyClicks(strip, "y")
    assert told == [0, 2, 0, 3]


def test_there_is_no_index_without_headings(strip):
    strip.show_index(letters_for("en", by_reading=False), ())
    assert strip.isHidden()
