"""Whole packets on the Briefings page: begun from templates, opened, made for the next period, doubled, deleted, kept as templates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.ui.packets.choosing import saved_words
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.builders import CTRL, keys, kinds, pick, press_key, settled, shown, titles
from tests.briefings.conftest import MARKING
from tests.briefings.desks import OPEN


@pytest.fixture
def desk(marking_desk, tmp_path):
    marking_desk.briefings._own = tmp_path / "templates"
    return marking_desk


def packet_of(desk, title="MPC read-ahead", **more):
    """Return a packet of the weekly template that is kept."""
    begun = desk.packets.begin(desk.briefings.template("weekly"), Bilingual(title), PacketRequest(**more))
    return desk.packets.save(begun)


def chosen(ui, words):
    """Let the dialog that opens next be narrowed by words and the first row be taken."""

    def fill(dialog):
        QTest.keyClicks(dialog.line, words)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    ui.ask.fill = fill


def menu(page):
    return page.packets.menu(page.template().name)


def test_a_new_packet_begins_with_a_template_and_is_kept_with_its_first_change(page, ui, desk, qtbot):
    chosen(ui, "roster")
    page.new_record()
    settled(page, ui, qtbot)
    assert page.title() == "Contact roster"
    assert kinds(page) == ["cover", "roster"]
    assert desk.packets.packets() == []
    page.deeds.duplicate(keys(page)[0])
    settled(page, ui, qtbot)
    assert [desk.packets.packet(line.id).asked.template for line in desk.packets.packets()] == ["roster"]


def test_the_packets_are_listed_the_newest_first_and_opened_from_there(page, ui, desk, qtbot):
    first, second = packet_of(desk, "First & last"), packet_of(desk, "Second")
    assert ui.jobs.idle()
    listed = [one.text() for one in menu(page).actions() if one.isCheckable()]
    assert listed == ["Second", "First && last"]
    pick(menu(page), "First && last".replace("&", ""))
    settled(page, ui, qtbot)
    assert page.title() == "First & last"
    page.show_record(second.id)
    settled(page, ui, qtbot)
    assert page.title() == "Second"
    assert first.id != second.id


def test_the_page_opens_with_the_packet_that_was_on_show_last(page, ui, desk, qtbot):
    packet = packet_of(desk)
    page.show_record(packet.id)
    settled(page, ui, qtbot)
    page.close()
    again = shown(ui, desk, qtbot, MARKING)
    settled(again, ui, qtbot)
    assert again.title() == "MPC read-ahead"
    assert again.keeper.packet.id == packet.id


def test_next_weeks_packet_is_about_the_next_week_and_called_so(page, ui, desk, qtbot):
    page.deeds.duplicate(keys(page)[1])
    settled(page, ui, qtbot)
    pick(menu(page), "Next period’s from this")
    settled(page, ui, qtbot)
    packet = page.keeper.packet
    assert (packet.asked.since, packet.asked.until) == (date(2026, 11, 30), date(2026, 12, 6))
    assert packet.title.host == "Weekly activity report, 30 Nov–6 Dec 2026"
    assert page.inspector.form.field("since").value() == date(2026, 11, 30)
    assert len(desk.packets.packets()) == 2


def test_a_packet_is_doubled_under_a_title_of_its_own(page, ui, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    pick(menu(page), "Duplicate")
    settled(page, ui, qtbot)
    assert page.title() == "MPC read-ahead (copy)"
    assert {line.title.host for line in desk.packets.packets()} == {"MPC read-ahead", "MPC read-ahead (copy)"}


def test_a_deleted_packet_comes_back_with_undo(page, ui, said, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    pick(menu(page), "Delete")
    settled(page, ui, qtbot)
    assert desk.packets.packets() == []
    assert page.title() == "Weekly activity report"
    assert said.notes[-1] == "Packet deleted: MPC read-ahead"
    said.undo()
    qtbot.waitUntil(lambda: page.title() == "MPC read-ahead", timeout=10_000)
    settled(page, ui, qtbot)
    assert len(desk.packets.packets()) == 1


def test_a_packet_is_deleted_with_what_is_half_typed_in_its_form(page, ui, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    QTest.keyClicks(page.inspector.form.field("audience").input, "AU")
    ui.ask.confirms = False
    pick(menu(page), "Delete")
    settled(page, ui, qtbot)
    assert (ui.ask.asked, desk.packets.packets()) == ([], [])
    assert page.keeper.packet is None
    assert page.inspector.form.field("audience").value() == ("USA", "JPN")


def test_a_click_on_the_title_lets_it_be_typed(page, ui, desk, qtbot):
    called = []
    page.titled.connect(lambda: called.append(page.title()))
    QTest.mouseClick(page.outline.title, Qt.MouseButton.LeftButton)
    line = page.outline.name_line
    assert page.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert ui.jobs.idle()
    assert (called, desk.packets.packets()) == ([], [])
    QTest.mouseClick(page.outline.title, Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, "For the general")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(page, ui, qtbot)
    assert called[-1] == "For the general"
    assert [one.title.host for one in desk.packets.packets()] == ["For the general"]


def test_title_and_marking_are_changed_in_both_languages(page, ui, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    pick(menu(page), "Title and marking…")
    form = page.editing.entry.form
    assert page.focusWidget() is form.field("title").host
    form.field("title").home.setText("事前資料")
    settled(page, ui, qtbot)
    kept = desk.packets.packet(page.keeper.packet.id)
    assert (kept.title.host, kept.title.home, kept.marking) == ("MPC read-ahead", "事前資料", OPEN)
    assert form.field("title").home.text() == "事前資料"


def test_a_packet_is_kept_as_a_template_and_offered_for_the_next(page, ui, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    page.deeds.set_tab(keys(page)[1], tab=True)
    settled(page, ui, qtbot)

    def fill(dialog):
        assert dialog.form.field("name").value() == "mpc-read-ahead"
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    pick(menu(page), "Save as a template…")
    assert [one.tab for one in desk.briefings.template("mpc-read-ahead").sections][:2] == [False, True]
    chosen(ui, "mpc")
    page.new_record()
    settled(page, ui, qtbot)
    assert page.title() == "MPC read-ahead"
    assert page.keeper.packet is None


def test_undo_of_the_first_change_goes_back_to_the_template_and_redo_to_the_packet(page, ui, desk, qtbot):
    before = titles(page)
    page.outline.list.choose(keys(page)[1])
    press_key(page, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    desk.history.undo()
    qtbot.waitUntil(lambda: page.keeper.packet is None, timeout=10_000)
    settled(page, ui, qtbot)
    assert titles(page) == before
    desk.history.redo()
    qtbot.waitUntil(lambda: page.keeper.packet is not None, timeout=10_000)
    settled(page, ui, qtbot)
    assert titles(page) == [before[0], *before[2:]]


def test_what_the_form_asks_for_is_kept_with_the_packet(page, ui, desk, qtbot):
    page.show_record(packet_of(desk).id)
    settled(page, ui, qtbot)
    form = page.inspector.form
    QTest.mouseClick(form.field("ruby").input, Qt.MouseButton.LeftButton)
    since = form.field("since").input
    since.setFocus()
    since.selectAll()
    QTest.keyClicks(since, "25 N")
    page.keeper.save()
    assert ui.jobs.idle()
    assert since.text() == "25 N", "what is being typed is left alone"
    QTest.keyClicks(since, "ov 2026")
    audience = form.field("audience")
    QTest.keyClicks(audience.input, "XYZ")
    QTest.keyClick(audience.input, Qt.Key.Key_Return)
    page.keeper.save()
    qtbot.waitUntil(lambda: "XYZ" in page.message.text(), timeout=10_000)
    kept = desk.packets.packet(page.keeper.packet.id).asked
    assert (kept.ruby, kept.since, kept.audience) == (True, date(2026, 11, 25), {"USA", "JPN"})
    QTest.keyClick(audience.input, Qt.Key.Key_Backspace)
    QTest.keyClicks(audience.input, "AUS")
    QTest.keyClick(audience.input, Qt.Key.Key_Return)
    page.keeper.save()
    qtbot.waitUntil(lambda: "may not be read by AUS" in page.message.text(), timeout=10_000)
    assert not page.inspector.export_button.isEnabled()
    assert desk.packets.packet(page.keeper.packet.id).asked.audience == {"USA", "JPN", "AUS"}


def test_a_long_title_does_not_widen_the_menu_over_the_screen(page, ui, desk, qtbot):
    packet_of(desk, f"Weekly {'activity ' * 30}23–29 Nov 2026")
    page.packets.read()
    assert ui.jobs.idle()
    shown = menu(page)
    assert shown.actions()[-1].text().endswith("23–29 Nov 2026")
    assert shown.sizeHint().width() < 560


def test_a_title_that_is_being_typed_belongs_to_its_packet_whatever_is_opened_next(page, ui, desk, qtbot):
    mine, other = packet_of(desk, "Mine"), packet_of(desk, "The other")
    page.show_packet(mine)
    settled(page, ui, qtbot)
    page.outline.ask_title(focus=True)
    QTest.keyClicks(page.outline.name_line, "Ours")
    page.packets.open(other.id)
    assert ui.jobs.idle()
    assert desk.packets.packet(mine.id).title.host == "Ours"
    assert not page.outline.naming
    assert page.title() == desk.packets.packet(other.id).title.host == "The other"
    page.outline.ask_title(focus=True)
    QTest.keyClicks(page.outline.name_line, "Theirs")
    assert page.may_close()
    assert ui.jobs.idle()
    assert desk.packets.packet(other.id).title.host == "Theirs"


def test_when_a_packet_was_saved_is_told_in_the_hosts_time_and_with_its_day():
    at = datetime(2026, 11, 27, 22, 15, tzinfo=UTC)
    assert saved_words(at, "America/Denver", at) == "15:15"
    assert saved_words(at, "America/Denver") == "2026-11-27 15:15"
    assert saved_words(at, "America/Denver", at + timedelta(days=3)) == "2026-11-27 15:15"
    assert saved_words(at, "Asia/Tokyo") == "2026-11-28 07:15"
