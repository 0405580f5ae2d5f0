"""What is asked of a packet beside its outline: kept as it is set, refused where it means nothing, told where it stops the packet."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.lending.composing import lend_records
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.ui.builder import BriefingsPage
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.grammar import load_grammar
from tests.briefings.builders import kept, keys, settled
from tests.briefings.desks import HOME_ONLY

DEFAULT = "Weekly activity report, 23–29 Nov 2026"


def test_what_is_set_beside_the_outline_of_a_template_makes_a_packet_of_it(page, ui, desk, qtbot):
    form = page.inspector.form
    QTest.mouseClick(form.field("language").input.button("home"), Qt.MouseButton.LeftButton)
    settled(page, ui, qtbot)
    QTest.keyClicks(form.field("copies").number, "7")
    settled(page, ui, qtbot)
    page.show_template("roster")
    settled(page, ui, qtbot)
    packet = kept(desk)
    assert packet.title.host == DEFAULT
    assert (packet.asked.language, packet.asked.copy) == ("home", "7")
    assert page.keeper.packet is None


def test_what_was_set_a_moment_before_another_template_is_opened_is_kept(page, ui, desk, qtbot):
    QTest.mouseClick(page.inspector.form.field("draft").input.button(True), Qt.MouseButton.LeftButton)
    page.show_template("roster")
    settled(page, ui, qtbot)
    assert kept(desk).asked.draft
    assert page.title() == "Contact roster"


def test_a_title_that_was_made_of_the_period_goes_on_with_it(page, ui, desk, qtbot):
    for name, day in (("until", "6 Dec 2026"), ("since", "30 Nov 2026")):
        line = page.inspector.form.field(name).input
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, day)
        settled(page, ui, qtbot)
    settled(page, ui, qtbot)
    assert page.title() == "Weekly activity report, 30 Nov–6 Dec 2026"
    assert kept(desk).title == Bilingual(page.title(), "週間活動報告 2026年11月30日–12月6日")
    page.composer.rename("Ours")
    QTest.keyClicks(line, "")
    line.selectAll()
    QTest.keyClicks(line, "1 Dec 2026")
    settled(page, ui, qtbot)
    assert page.title() == "Ours"


def test_what_is_half_typed_in_the_form_is_not_lost_without_asking(page, ui, desk, qtbot):
    audience = page.inspector.form.field("audience")
    QTest.keyClicks(audience.input, "AU")
    ui.ask.confirms = False
    assert not page.may_close()
    assert ui.ask.asked == ["Packet not saved"]
    page.show_template("roster")
    assert page.title() == "Weekly activity report"
    QTest.keyClicks(audience.input, "S")
    assert page.may_close()
    assert ui.jobs.idle()
    assert kept(desk).asked.audience == {"USA", "JPN", "AUS"}


def test_what_is_half_typed_is_not_carried_over_to_what_is_opened_next(page, ui, desk, qtbot):
    form = page.inspector.form
    since = form.field("since").input
    since.setFocus()
    since.selectAll()
    QTest.keyClicks(since, "whenever")
    audience = form.field("audience")
    audience.input.setFocus()
    for _ in range(2):
        QTest.keyClick(audience.input, Qt.Key.Key_Backspace)
    assert audience.problem()
    assert form.field("since").problem()
    begun = desk.packets.begin(desk.briefings.template("weekly"), Bilingual("Another"), PacketRequest())
    page.show_packet(desk.packets.save(begun))
    settled(page, ui, qtbot)
    assert page.title() == "Another"
    assert (audience.problem(), form.field("since").problem()) == ("", "")
    assert audience.value() == ("USA", "JPN")


def test_a_change_of_the_settings_is_seen_in_the_form_at_once(ui, desk, qtbot):
    page = BriefingsPage(ui, desk.briefings, desk.packets, desk.profile.get, lend_records(desk))
    qtbot.addWidget(page)
    page.show()
    assert ui.jobs.idle()
    form = page.inspector.form
    assert form.field("language").input.button("home").text() == "JA"
    page.outline.list.choose(keys(page)[1])
    page.deeds.duplicate(keys(page)[1])
    settled(page, ui, qtbot)
    desk.profile.save(replace(desk.profile.get(), policy="dod_cui", home="DEU", home_language="de"))
    settled(page, ui, qtbot)
    assert form.field("language").input.button("home").text() == "DE"
    assert [line.placeholderText() for line in form.field("block").lines] == list(load_grammar("dod_cui").block)
    assert "DEU" in form.field("audience").offered


def test_an_audience_of_nobody_is_refused_at_its_field(page, ui, desk, packet, qtbot):
    field = page.inspector.form.field("audience")
    field.input.setFocus()
    QTest.keyClick(field.input, Qt.Key.Key_Backspace)
    QTest.keyClick(field.input, Qt.Key.Key_Backspace)
    assert field.problem() == "Name at least one nation to make a packet for."
    assert page.request() is None
    page.keeper.save()
    assert ui.jobs.idle()
    assert not page.inspector.export_button.isEnabled()
    QTest.keyClicks(field.input, "JPN")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    settled(page, ui, qtbot)
    assert field.problem() == ""
    assert desk.packets.packet(packet.id).asked.audience == {"JPN"}


def test_a_number_that_says_which_of_how_many_is_refused_for_several_copies(page, ui, desk, packet, qtbot):
    field = page.inspector.form.field("copies")
    QTest.keyClicks(field.number, "7/9")
    settled(page, ui, qtbot)
    assert page.request().copy == "7/9"
    QTest.keyClick(field.input, Qt.Key.Key_Up)
    assert field.problem().startswith("“7/9” says already which of how many.")
    assert page.request() is None
    field.number.clear()
    QTest.keyClicks(field.number, "7")
    settled(page, ui, qtbot)
    assert (page.request().copies, page.request().copy) == (2, "7")


def test_what_keeps_a_packet_from_being_made_stands_among_the_checks_and_leads_to_its_mending(page, ui, packet, qtbot):
    box, form = page.inspector.checks, page.inspector.form

    def stops():
        return [one.say(ui.language) for one in box.checks if one.tone == "red"]

    page.composer.edit(lambda one: replace(one, marking=HOME_ONLY), "Change a packet")
    page.building.start()
    assert ui.jobs.idle()
    assert stops() == ["The title of this packet may not be read by USA. Nothing was made."]
    QTest.mouseClick(box.go_buttons[0], Qt.MouseButton.LeftButton)
    assert page.editing.editing
    page.composer.edit(lambda one: replace(one, marking=packet.marking), "Change a packet")
    settled(page, ui, qtbot)
    assert stops() == []
    audience = form.field("audience")
    QTest.keyClicks(audience.input, "XX")
    QTest.keyClick(audience.input, Qt.Key.Key_Return)
    page.building.start()
    assert ui.jobs.idle()
    assert stops() == ["XX is not the code of a known nation."]
    page.edit_entry(keys(page)[1])
    QTest.mouseClick(box.go_buttons[0], Qt.MouseButton.LeftButton)
    assert not page.editing.editing
    assert page.focusWidget() is audience.input
    QTest.keyClick(audience.input, Qt.Key.Key_Backspace)
    until = form.field("until")
    until.input.setFocus()
    until.input.selectAll()
    QTest.keyClicks(until.input, "1 Nov 2026")
    page.building.start()
    assert ui.jobs.idle()
    assert stops() == ["The period ends (2026-11-01) before it begins (2026-11-23)."]
    until.input.selectAll()
    QTest.keyClicks(until.input, "whenever")
    assert len(stops()) == 1
    assert stops()[0].startswith("“whenever”")
    audience.input.setFocus()
    QTest.mouseClick(box.go_buttons[0], Qt.MouseButton.LeftButton)
    assert page.focusWidget() is until.input
