"""Changes of a packet that the desk refuses to keep: told of, taken back, mended, and never lost without asking."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import TEXT, PacketItem, PacketRequest
from liaison_desk.briefings.rules import MOST_ITEMS
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.builders import (
    CTRL,
    kept,
    keys,
    pick,
    press_key,
    settled,
    written,
)
from tests.briefings.desks import OPEN

DEFAULT = "Weekly activity report, 23–29 Nov 2026"


def test_words_above_the_ceiling_are_refused_and_nothing_else_is_lost(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    written(page, "(S) The plan")
    page.keeper.save()
    page.building.start()
    assert ui.jobs.idle()
    assert "SECRET was refused" in page.message.text()
    assert kept(desk).items[-1].text == Bilingual()
    assert not page.inspector.export_button.isEnabled(), "nothing goes out that the desk may not keep"
    ui.ask.confirms = False
    assert not page.may_close()
    field = page.editing.entry.form.field("text").host
    field.selectAll()
    written(page, "The plan")
    settled(page, ui, qtbot)
    assert kept(desk).items[-1].text.host == "The plan"
    assert page.may_close()


def test_words_the_desk_refuses_hold_the_window_before_it_has_said_so(page, ui, desk):
    ui.ask.confirms = False
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "(S) The plan")
    assert not page.may_close()
    assert ui.ask.asked == ["Packet not saved"]


@pytest.mark.parametrize("known", [False, True])
def test_words_the_desk_refuses_are_not_lost_for_another_packet(page, ui, desk, qtbot, known):
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    written(page, "(S) The plan")
    if known:
        page.keeper.save()
        assert ui.jobs.idle()
    ui.ask.confirms = False
    page.show_template("read-ahead")
    page.packets.open(kept(desk).id)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Packet not saved", "Packet not saved"]
    assert page.editing.entry.form.field("text").host.toPlainText() == "(S) The plan"
    ui.ask.confirms = True
    page.show_template("read-ahead")
    assert page.keeper.packet is None
    assert page.may_close()


def test_a_packet_is_deleted_with_words_that_the_desk_refuses(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    written(page, "(S) The plan")
    page.packets.delete()
    assert ui.jobs.idle()
    assert ui.ask.asked == []
    assert desk.packets.packets() == []
    assert page.keeper.packet is None


@pytest.fixture
def full(page, ui, desk, qtbot):
    """A packet with as many entries as one may have, on show."""
    begun = desk.packets.begin(desk.briefings.template("weekly"), Bilingual("Full"), PacketRequest())
    words = [PacketItem(TEXT, text=Bilingual(f"{n}"), marking=OPEN) for n in range(MOST_ITEMS)]
    packet = desk.packets.save(replace(begun, items=tuple(words)))
    page.show_packet(packet)
    settled(page, ui, qtbot)
    return packet


def test_what_is_refused_is_told_as_long_as_it_is_so_and_taken_back_first(full, page, ui, desk, qtbot):
    page.outline.list.choose(keys(page)[0])
    press_key(page, Qt.Key.Key_D, CTRL)
    settled(page, ui, qtbot)
    assert page.message.text() == "A packet has at most 200 entries."
    assert not page.message.isHidden(), "the packet could be made all the same"
    assert page.take_back() == "Add to a packet"
    settled(page, ui, qtbot)
    assert len(keys(page)) == MOST_ITEMS
    assert page.message.isHidden()
    assert page.keeper.is_kept
    assert not page.keeper.at_risk
    assert page.take_back() == ""
    assert kept(desk).version == full.version


def test_refused_words_are_taken_back_in_one_go_and_what_was_changed_before_them_stays(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "Fine.")
    settled(page, ui, qtbot)
    QTest.keyClick(page.editing.entry.form.field("text").host, Qt.Key.Key_Return)
    written(page, "(S) No")
    page.keeper.save()
    assert ui.jobs.idle()
    assert page.take_back() == "Change an entry"
    settled(page, ui, qtbot)
    assert kept(desk).items[-1].text.host == "Fine."
    assert page.editing.entry.form.field("text").host.toPlainText() == "Fine."


def test_a_packet_of_refused_words_alone_is_a_template_again(page, ui, desk, qtbot):
    page.show_template("read-ahead")
    settled(page, ui, qtbot)
    page.outline.list.choose(keys(page)[1])
    press_key(page, Qt.Key.Key_Return)
    written(page, "(S) No")
    page.keeper.save()
    assert ui.jobs.idle()
    assert page.take_back() == "Change an entry"
    settled(page, ui, qtbot)
    assert page.keeper.packet is None
    assert desk.packets.packets() == []


def test_a_file_that_finds_no_room_does_not_hold_up_what_is_written_next(full, page, ui, desk, qtbot, tmp_path):
    picture = tmp_path / "plan.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    ui.ask.fill = lambda dialog: (dialog.act(), ui.jobs.idle())
    page.adding.take([picture])
    assert ui.jobs.idle()
    assert page.message.text() == "A packet has at most 200 entries."
    page.edit_entry(keys(page)[0])
    written(page, "!")
    settled(page, ui, qtbot)
    assert "!" in kept(desk).items[0].text.host
    assert len(kept(desk).items) == MOST_ITEMS
