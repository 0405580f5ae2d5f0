"""Composing a packet on the Briefings page: entries added, written, moved, removed, kept as they change, taken back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from liaison_desk.app.lending.composing import lend_records
from liaison_desk.briefings.records import TEXT
from liaison_desk.briefings.rules import entry_of
from liaison_desk.briefings.ui.builder import BriefingsPage
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.builders import (
    ALT,
    CTRL,
    centre,
    drag,
    kept,
    keys,
    kinds,
    pick,
    press_key,
    row_of,
    settled,
    titles,
    written,
)
from tests.briefings.desks import OPEN

DEFAULT = "Weekly activity report, 23–29 Nov 2026"


def test_a_template_is_only_previewed_until_something_of_it_is_changed(page, ui, desk, qtbot):
    template = page.inspector.form.field("template")
    template.input.setCurrentIndex(template._values.index("roster"))
    template.input.activated.emit(template.input.currentIndex())
    settled(page, ui, qtbot)
    template.input.setCurrentIndex(template._values.index("weekly"))
    template.input.activated.emit(template.input.currentIndex())
    settled(page, ui, qtbot)
    assert page.keeper.packet is None
    assert "a template, not kept" in page.outline.summary.text_whole()
    page.outline.list.setCurrentIndex(page.outline.list.rows_model.index(1, 0))
    press_key(page, Qt.Key.Key_Down, ALT)
    settled(page, ui, qtbot)
    packet = kept(desk)
    assert packet.title == Bilingual(DEFAULT, "週間活動報告 2026年11月23日–29日")
    assert [one.kind for one in packet.items][:3] == ["cover", "suspenses", "schedule"]
    assert page.outline.title.text_whole() == DEFAULT
    assert "saved" in page.outline.summary.text_whole()


def test_the_title_is_offered_for_typing_with_the_first_change(page, ui, desk, qtbot):
    page.outline.list.setCurrentIndex(page.outline.list.rows_model.index(1, 0))
    press_key(page, Qt.Key.Key_Delete)
    assert page.outline.naming
    line = page.outline.name_line
    assert line.text() == DEFAULT
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    line.selectAll()
    QTest.keyClicks(line, "MPC read-ahead")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(page, ui, qtbot)
    assert kept(desk).title == Bilingual("MPC read-ahead")
    assert not page.outline.naming
    assert page.title() == "MPC read-ahead"


def test_a_title_that_is_being_typed_stays_while_another_window_has_the_keyboard(page, ui, desk, qtbot):
    page.outline.list.setCurrentIndex(page.outline.list.rows_model.index(1, 0))
    press_key(page, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    line = page.outline.name_line
    assert (line.text(), line.cursorPosition()) == (DEFAULT, 0), "the beginning is seen"
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "MPC rea")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    page.building.start(anew=True)
    page.show_outline()
    settled(page, ui, qtbot)
    assert page.outline.naming
    assert line.text() == "MPC rea"


def test_entries_are_moved_by_drag_with_a_line_where_they_go(page, ui, desk, qtbot):
    tree = page.outline.list
    before = kinds(page)
    drag(page, 4, 1)
    settled(page, ui, qtbot)
    assert kinds(page) == [before[0], before[4], *before[1:4], *before[5:]]
    assert tree.current_row().kind == before[4]
    assert tree.drop_line() is None
    assert [one.kind for one in kept(desk).items] == kinds(page)
    assert row_of(page, keys(page)[1]).page >= 1


def test_escape_ends_a_drag(page, desk, qtbot):
    tree, before = page.outline.list, keys(page)
    at = tree.visualRect(tree.rows_model.index(3, 0)).center()
    QTest.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(tree.viewport(), at - tree.visualRect(tree.rows_model.index(2, 0)).bottomLeft())
    QTest.mouseMove(tree.viewport(), tree.visualRect(tree.rows_model.index(1, 0)).center())
    assert tree.drop_line() is not None
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert tree.drop_line() is None
    QTest.mouseRelease(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert keys(page) == before
    assert desk.packets.packets() == []


def test_a_tab_takes_along_what_belongs_to_it(page, ui, desk, qtbot):
    tree = page.outline.list
    for number in (1, 3):
        page.deeds.set_tab(keys(page)[number], tab=True)
    settled(page, ui, qtbot)
    assert [row.letter for row in tree.rows_model.rows] == ["", "A", "", "B", "", "", ""]
    names = titles(page)
    tree.choose(keys(page)[1])
    press_key(page, Qt.Key.Key_Down, ALT)
    settled(page, ui, qtbot)
    assert titles(page) == [names[0], *names[3:], *names[1:3]]
    assert tree.current_row().letter == "B"
    press_key(page, Qt.Key.Key_Up, ALT)
    settled(page, ui, qtbot)
    assert titles(page) == names
    assert [one.tab for one in kept(desk).items] == [False, True, False, True, False, False, False]


def test_delete_removes_and_the_message_brings_it_back(page, ui, said, desk, qtbot):
    before = kinds(page)
    page.outline.list.choose(keys(page)[2])
    press_key(page, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    assert kinds(page) == [*before[:2], *before[3:]]
    assert page.outline.list.current_key() == keys(page)[2]
    assert said.notes[-1] == "Removed: Suspenses"
    said.undo()
    qtbot.waitUntil(lambda: kinds(page) == before, timeout=10_000)
    assert desk.packets.packets() == [], "the removal had made the packet of the template"


def test_an_entry_is_called_as_in_the_outline_wherever_it_is_spoken_of(page, ui, said, qtbot):
    page.show_template("commitments")
    settled(page, ui, qtbot)
    (title,) = titles(page)
    assert title == "Commitments both ways"
    press_key(page, Qt.Key.Key_Home)
    press_key(page, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert said.notes[-1] == f"Removed: {title}"


def test_words_are_written_beside_the_preview_and_kept(page, ui, desk, qtbot):
    page.outline.list.choose(keys(page)[0])
    pick(page.adding.menu(), "Text", "Bottom line (BLUF)")
    assert kinds(page)[1] == TEXT
    row = row_of(page, keys(page)[1])
    assert (row.state, row.title) == ("blank", "Bottom line (BLUF)")
    tip = page.outline.list.rows_model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "(U) Bottom line (BLUF)\nNobody has written it yet"
    assert page.focusWidget() is page.editing.entry.form.field("text").host
    written(page, "Japan is ready.")
    settled(page, ui, qtbot)
    item = kept(desk).items[1]
    assert (item.text, item.marking) == (Bilingual("Japan is ready."), OPEN)
    assert page.editing.entry.form.field("text").host.toPlainText() == "Japan is ready."
    assert (row_of(page, item.key).state, row_of(page, item.key).mark) == ("", "(U)")
    QTest.keyClick(page.editing.entry.form.field("text").host, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.outline.list


def test_words_typed_into_a_template_begin_a_packet_and_stand_in_their_order(page, ui, desk, qtbot):
    page.show_template("read-ahead")
    settled(page, ui, qtbot)
    page.outline.list.choose(keys(page)[1])
    press_key(page, Qt.Key.Key_Return)
    assert page.editing.entry.hint.text_whole().startswith("The bottom line")
    written(page, "Japan")
    assert page.editing.entry.form.field("text").host.toPlainText() == "Japan"
    settled(page, ui, qtbot)
    written(page, " is ready")
    settled(page, ui, qtbot)
    assert kept(desk).items[1].text.host == "Japan is ready"


def test_who_types_without_a_pause_loses_no_more_than_the_last_moments(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "On and")
    first = page.keeper._latest.remainingTime()
    written(page, " on")
    assert 0 <= page.keeper._latest.remainingTime() <= first, "the next key does not put it off"
    page.keeper._latest.timeout.emit()
    assert ui.jobs.idle()
    assert kept(desk).items[-1].text.host == "On and on"


def test_what_is_typed_is_kept_when_another_page_is_opened(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "Half a sen")
    page.hide()
    assert ui.jobs.idle()
    assert kept(desk).items[-1].text.host == "Half a sen"


def test_what_is_typed_is_kept_when_the_window_closes(page, ui, desk):
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "The last words")
    assert page.may_close()
    assert ui.jobs.close()
    assert kept(desk).items[-1].text.host == "The last words"


def test_undo_takes_back_one_change_after_the_other(page, ui, desk, qtbot):
    before = kinds(page)
    page.outline.list.choose(keys(page)[1])
    press_key(page, Qt.Key.Key_Down, ALT)
    press_key(page, Qt.Key.Key_D, CTRL)
    settled(page, ui, qtbot)
    assert kinds(page) == [before[0], before[2], before[1], before[1], *before[3:]]
    for wanted in ([before[0], before[2], before[1], *before[3:]], before):
        desk.history.undo()
        qtbot.waitUntil(lambda wanted=wanted: kinds(page) == wanted, timeout=10_000)
    desk.history.redo()
    qtbot.waitUntil(lambda: kinds(page)[1] == before[2], timeout=10_000)


def test_another_seat_changes_the_packet_while_words_are_typed(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    packet = kept(desk)
    written(page, "Ours")
    desk.packets.save(replace(packet, items=packet.items[1:]))
    settled(page, ui, qtbot)
    assert kept(desk).items[0].kind == "schedule"
    assert entry_of(kept(desk).items, packet.items[-1].key).text.host == "Ours"
    assert kinds(page)[0] == "schedule"


def test_words_that_another_seat_wrote_into_the_same_entry_stand_behind_ours(page, ui, said, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    written(page, "Begun")
    settled(page, ui, qtbot)
    packet = kept(desk)
    mine = packet.items[-1]
    written(page, " here")
    theirs = replace(mine, text=Bilingual("Begun there"))
    desk.packets.save(replace(packet, items=(*packet.items[:-1], theirs)))
    settled(page, ui, qtbot)
    first, second = kept(desk).items[-2:]
    assert (first.key, first.text.host) == (mine.key, "Begun here")
    assert (second.text.host, second.marking) == ("Begun there", mine.marking)
    assert second.key not in {"", mine.key}
    assert "Theirs stand behind yours." in said.notes[-1]
    assert page.editing.entry.form.field("text").host.toPlainText() == "Begun here"


def test_the_preview_goes_where_keys_and_clicks_say(page, ui, qtbot):
    tree, preview = page.outline.list, page.preview
    last = page._made.result.pages
    assert last > 1
    QTest.keyClick(preview.sheets, Qt.Key.Key_End)
    assert preview.page() == last
    QTest.keyClick(preview.sheets, Qt.Key.Key_Home)
    assert preview.page() == 1
    QTest.keyClick(preview.sheets, Qt.Key.Key_Space)
    assert preview.page() == 2
    QTest.keyClick(preview.sheets, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert preview.page() == 1
    tree.choose(keys(page)[0])
    preview.go_to(last)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=centre(page, 0))
    assert preview.page() == 1, "the chosen entry is clicked once more"


def test_an_entry_is_found_by_its_first_letters(page, qtbot):
    tree = page.outline.list
    tree.choose(keys(page)[0])
    press_key(page, Qt.Key.Key_S)
    assert tree.current_row().title == "Schedule"


def test_a_template_begins_with_the_paper_and_the_nations_of_the_profile_as_it_is_now(ui, desk, qtbot):
    page = BriefingsPage(ui, desk.briefings, desk.packets, desk.profile.get, lend_records(desk))
    qtbot.addWidget(page)
    page.show()
    assert ui.jobs.idle()
    desk.profile.save(replace(desk.profile.get(), paper="a4", host="AUS"))
    settled(page, ui, qtbot)
    request = page.request()
    assert (request.paper, request.audience) == ("a4", {"AUS", "JPN"})
    page.show_template("roster")
    settled(page, ui, qtbot)
    assert page.request().paper == "a4"
