"""Ctrl+Z takes back what was changed last in a packet, also what is not kept yet, or never will be."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import PacketItem
from tests.briefings.builders import kept
from tests.journeys.conftest import Officer

CTRL = Qt.KeyboardModifier.ControlModifier


def test_undo_takes_back_refused_words_before_what_is_kept(officer: Officer):
    officer.press(Qt.Key.Key_0, CTRL)
    page = officer.window.page()
    page.adding.add(PacketItem())
    officer.settle()
    QTest.keyClicks(page.editing.entry.form.field("text").host, "(S) The plan")
    page.editing.leave()
    officer.settle()
    assert "SECRET was refused" in page.message.text()
    officer.press(Qt.Key.Key_Z, CTRL)
    packet = kept(officer.desk)
    assert packet.items[-1].text.host == page.keeper.packet.items[-1].text.host == ""
    assert page.message.isHidden()
    officer.press(Qt.Key.Key_Z, CTRL)
    assert officer.desk.packets.packets() == []
    assert page.keeper.packet is None


def test_undo_takes_back_what_was_typed_a_moment_ago_and_not_what_was_done_before(officer: Officer):
    officer.press(Qt.Key.Key_0, CTRL)
    page = officer.window.page()
    page.adding.add(PacketItem("roster", {"order": "precedence", "nation": "", "tag": ""}))
    officer.settle()
    page.inspector.form.field("copies").input.setFocus()
    QTest.keyClicks(page.inspector.form.field("copies").input, "3")
    assert not page.keeper.is_kept
    page.outline.list.setFocus()
    officer.press(Qt.Key.Key_Z, CTRL)
    packet = kept(officer.desk)
    assert packet.items[-1].kind == "roster"
    assert packet.asked.copies == 1
    assert page.inspector.form.field("copies").value()[0] == 1
