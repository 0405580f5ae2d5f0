"""Words above the ceiling in a packet: Ctrl+Z takes them back, and only then what the desk has kept."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import PacketItem
from tests.briefings.builders import kept
from tests.journeys.conftest import Officer

CTRL = Qt.KeyboardModifier.ControlModifier


def test_undo_takes_back_refused_words_before_what_is_kept(officer: Officer):
    officer.press(Qt.Key.Key_9, CTRL)
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
