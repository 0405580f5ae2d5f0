"""Several people at once, cards on the clipboard and dragged, finding by typing, and the chips that narrow further."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import PersonFilter, PersonSort, SavedSearch, Skill
from liaison_desk.contacts.ui.dragging import card_mime, cards_in, cards_name
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.shelf import FileShelf
from tests.contacts.people import TODAY
from tests.contacts.ui.test_forms import fill
from tests.contacts.ui.test_page import choose, rows, words

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def select_all(page, ui):
    QTest.keyClick(page.people.list, Qt.Key.Key_A, CTRL)
    assert ui.jobs.idle()


def act(menu, text):
    """Choose an entry of a menu by its words."""
    next(one for one in menu.actions() if one.text().split("\t")[0] == text).trigger()


def test_ctrl_a_selects_everyone_and_names_the_first(page, ui):
    select_all(page, ui)
    said = words(page.several)
    assert "4 contacts selected" in said
    assert "Aida Jun" in said
    assert page.middle.currentWidget() is page.several


def test_tags_are_put_on_and_taken_off_in_one_step_that_undo_takes_back(page, ui, staff, desk, window):
    select_all(page, ui)

    def typed(dialog):
        QTest.keyClicks(dialog.add.input, "ICE26")
        QTest.keyClick(dialog.add.input, Qt.Key.Key_Return)
        QTest.keyClicks(dialog.off.input, "PL27")

    fill(ui, typed)
    QTest.mouseClick(page.several.buttons["tags"], LEFT)
    assert ui.jobs.idle()
    everyone = desk.contacts.people_by_ids([one.id for one in staff.values()])
    assert {one.tags for one in everyone.values()} == {("ICE26",)}
    told, undo = window.toasts[-1]
    assert told == "4 contacts changed."
    undo()
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Yajima"].id).tags == ("PL27",)


def test_an_interval_is_set_for_several_from_the_menu(page, ui, staff, desk):
    select_all(page, ui)
    menu = page.menus.context_menu()
    intervals = next(one for one in menu.actions() if one.text() == "Meet every").menu()
    act(intervals, "Every 60 days")
    assert ui.jobs.idle()
    assert {one.cadence_days for one in desk.contacts.people_by_ids([one.id for one in staff.values()]).values()} == {
        60
    }


def test_the_button_for_several_offers_the_same_intervals(page, ui, staff, desk):
    select_all(page, ui)
    assert page.several.buttons["interval"].isVisible()
    act(page.menus.interval_menu(), "Every 14 days")
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Raman"].id).cadence_days == 14


def test_any_number_of_days_may_be_asked_for_and_what_is_no_number_changes_nobody(page, ui, staff, desk):
    select_all(page, ui)
    fill(ui, lambda dialog: QTest.keyClicks(dialog.days.input, "soon"))
    act(page.menus.interval_menu(), "Another interval…")
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Yajima"].id).cadence_days == 30
    fill(ui, lambda dialog: QTest.keyClicks(dialog.days.input, "21 days"))
    act(page.menus.interval_menu(), "Another interval…")
    assert ui.jobs.idle()
    ids = [one.id for one in staff.values()]
    assert {one.cadence_days for one in desk.contacts.people_by_ids(ids).values()} == {21}


def test_files_dropped_on_the_list_are_left_to_the_window_that_imports_them(page):
    assert not page.people.list.acceptDrops()
    assert not page.people.list.viewport().acceptDrops()
    assert page.people.list.dragEnabled()


def test_the_index_leads_the_list_to_a_letter(page, ui):
    assert page.people.strip.isHidden()
    page.people.set_sort(PersonSort.NAME)
    assert ui.jobs.idle()
    strip = page.people.strip
    assert not strip.isHidden()
    assert [letter for letter in strip.letters if strip.has(letter)] == ["A", "R", "W", "Y"]
    QTest.mouseClick(strip, LEFT, pos=strip.place_of("W").center())
    assert ui.jobs.idle()
    assert page.title() == "Daniel Whitcombe"


def test_sorted_by_reading_the_index_shows_kana(page, ui):
    page.people.set_sort(PersonSort.READING)
    assert ui.jobs.idle()
    strip = page.people.strip
    assert [letter for letter in strip.letters if strip.has(letter)] == ["あ", "や", "A"]
    QTest.mouseClick(strip, LEFT, pos=strip.place_of("や").center())
    assert ui.jobs.idle()
    assert page.title() == "Yajima Masahito"


def test_a_misspelt_name_finds_similar_ones_and_says_so(page, ui, qtbot):
    QTest.keyClicks(page.people.search, "Whitkomb")
    qtbot.waitUntil(lambda: rows(page) == ["Whitcombe"])
    assert ui.jobs.idle()
    assert page.people.similar.isVisible()


def test_a_post_begun_after_the_last_contact_is_marked_in_the_row(page, ui, staff, desk):
    moved = replace(staff["Yajima"].posts[0], since=TODAY - timedelta(days=5))
    desk.contacts.save(replace(staff["Yajima"], posts=(moved,)))
    choose(page, ui, "Yajima", staff)
    line = page.people.model.line_at(page.people.list.currentIndex())
    assert line.moved
    act(page.people.bar.more_menu(), "Moved since last contact")
    assert ui.jobs.idle()
    assert [row for row in rows(page) if not row.startswith("[")] == ["Yajima"]


def test_several_are_exported_as_each_format(page, ui, tmp_path, window):
    select_all(page, ui)
    for number, name in enumerate(("new.vcf", "old.vcf", "people.csv", "people.xlsx")):
        ui.ask.chooses, ui.ask.target = number, tmp_path / name
        QTest.mouseClick(page.several.buttons["export"], LEFT)
        assert ui.jobs.idle()
    assert (tmp_path / "new.vcf").read_text().count("VERSION:4.0") == 4
    assert (tmp_path / "old.vcf").read_text().count("VERSION:3.0") == 4
    assert "Yajima" in (tmp_path / "people.csv").read_bytes().decode("utf-8-sig")
    assert (tmp_path / "people.xlsx").read_bytes()[:2] == b"PK"
    assert window.toasts[-1][0] == "people.xlsx: 4 records written."


def test_stepping_back_from_the_format_writes_nothing(page, ui, tmp_path):
    select_all(page, ui)
    ui.ask.chooses, ui.ask.target = None, tmp_path / "people.vcf"
    page.acts.export()
    assert ui.jobs.idle()
    assert list(tmp_path.glob("people*.vcf")) == []


def test_ctrl_shift_c_copies_cards_that_ctrl_v_takes_in_again(page, ui, staff, desk, window):
    choose(page, ui, "Yajima", staff)
    QTest.keyClick(page.people.list, Qt.Key.Key_C, CTRL | SHIFT)
    assert ui.jobs.idle()
    mime = QGuiApplication.clipboard().mimeData()
    assert b"BEGIN:VCARD" in mime.data("text/vcard").data()
    assert "Yajima" in mime.text()
    other = mime.data("text/vcard").data().replace(b"Yajima", b"Shinobu").replace(b"UID:", b"X-OLD:")
    other = other.replace("矢島".encode(), "忍".encode())  # in either script the name of somebody else
    QGuiApplication.clipboard().setMimeData(card_mime(other, other.decode()))
    QTest.keyClick(page.people.list, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    assert window.toasts[-1][0] == "Cards pasted: 1 added, 0 updated, 0 left out."
    assert "Shinobu" in rows(page)
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert "Shinobu" not in rows(page)


def test_pasting_something_else_says_so(page, ui, window):
    QGuiApplication.clipboard().setText("Dear all")
    QTest.keyClick(page.people.list, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    assert window.toasts[-1][0] == "There is no vCard on the clipboard."


def test_what_is_dragged_is_data_text_and_a_file_that_goes_with_the_program(qapp, tmp_path):
    shelf = FileShelf(qapp)
    path = shelf.put(cards_name(["Yajima/Masahito"]), b"BEGIN:VCARD\r\n")
    assert path.name == "Yajima Masahito.vcf"
    mime = card_mime(b"BEGIN:VCARD\r\n", "BEGIN:VCARD\r\n", path)
    assert Path(mime.urls()[0].toLocalFile()).read_bytes() == b"BEGIN:VCARD\r\n"
    assert cards_in(mime) == b"BEGIN:VCARD\r\n"
    shelf.clear()
    assert not path.exists()


def test_a_file_is_never_named_by_a_path():
    assert cards_name(["../../etc/passwd"]) == "etc passwd.vcf"
    assert cards_name([".."]) == "contacts.vcf"
    assert cards_name(["a", "b"]) == "contacts.vcf"
    text = QMimeData()
    text.setText("begin:vcard\nFN:x")
    assert cards_in(text) == b"begin:vcard\nFN:x"


def test_printing_is_handed_to_the_window(page, ui, staff, window, qtbot):
    choose(page, ui, "Yajima", staff)
    menu = page.menus.context_menu()
    act(next(one for one in menu.actions() if one.text().startswith("Print…")).menu(), "Biography")
    qtbot.keyClick(page.people.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    one = [staff["Yajima"].id]
    assert window.printed == [(one, "biographies"), (one, "cards")]


def test_typing_over_the_list_finds(page, ui, qtbot):
    QTest.keyClicks(page.people.list, "w")
    assert page.people.search.hasFocus()
    QTest.keyClicks(page.people.search, "hit")
    qtbot.waitUntil(lambda: rows(page) == ["[J5 Plans]", "Whitcombe"])


def test_the_list_is_narrowed_to_an_organization_and_widened_again(page, ui, staff):
    house = staff["Aida"].posts[0].organization_id
    page.people.bar.narrow_to_house(RecordRef("organization", house, "Air Staff"))
    assert ui.jobs.idle()
    assert rows(page) == ["[Air Staff]", "Aida", "Yajima"]
    assert page.people.bar.more_chip.text() == "Air Staff"
    act(page.people.bar.more_menu(), "Show all contacts")
    assert ui.jobs.idle()
    assert page.people.count.text() == "4"


def test_the_filter_menu_offers_service_language_and_who_moved(page, ui):
    menus = {one.text(): one.menu() for one in page.people.bar.more_menu().actions()}
    act(menus["Service"], "JASDF")
    act(menus["Language"], "Japanese")
    assert ui.jobs.idle()
    assert page.people.bar.more_chip.text() == "JASDF, Japanese"
    act(page.people.bar.more_menu(), "Moved since last contact")
    assert page.people.shown_filter == PersonFilter(service="JASDF", language="ja", moved=True)


def test_the_filter_menu_counts_what_people_here_have(page, ui, desk):
    def told(name):
        menu = next(one for one in page.people.bar.more_menu().actions() if one.text() == name).menu()
        return [one.text().split("\t") for one in menu.actions() if "\t" in one.text()]

    assert told("Service") == [["All services", "4"], ["JASDF", "2"], ["USAF", "1"]]
    assert told("Organization") == [["All organizations", "4"], ["Air Staff", "2"], ["J5 Plans", "1"]]
    assert told("Language") == [["All languages", "4"]]
    yajima = next(iter(desk.contacts.people(PersonFilter(words="yajima"), Sort(PersonSort.NAME)).ids))
    desk.contacts.save(replace(desk.contacts.person(yajima), languages=(Skill("ja", "native"), Skill("en", "3/3"))))
    page.people.reload()
    assert ui.jobs.idle()
    assert told("Language") == [["All languages", "4"], ["English", "1"], ["Japanese", "1"]]
    houses = next(one for one in page.people.bar.more_menu().actions() if one.text() == "Organization").menu()
    act(houses, "Air Staff")
    assert ui.jobs.idle()
    assert rows(page) == ["[Air Staff]", "Aida", "Yajima"]
    assert page.people.bar.more_chip.text() == "Air Staff"


def test_a_saved_search_brings_its_words_and_its_order(page, ui, desk):
    wanted = PersonFilter(words="yajima", nation="JPN")
    desk.searches.save(SavedSearch(name="Yajima & co", wanted=wanted, sort=PersonSort.PRECEDENCE))
    page.people.reload()
    assert ui.jobs.idle()
    kept = next(one for one in page.people.bar.more_menu().actions() if one.text() == "Saved searches").menu()
    act(kept, "Yajima && co")
    assert ui.jobs.idle()
    assert page.people.search.text() == "yajima"
    assert rows(page) == ["Yajima"]
    assert page.people.sort is PersonSort.PRECEDENCE


def test_the_present_filter_is_saved_under_a_name(page, ui, desk, window):
    page.people.narrow_to_nation("JPN")
    assert ui.jobs.idle()

    def typed(dialog):
        QTest.keyClicks(dialog.name.input, "Japanese side")

    fill(ui, typed)
    act(page.people.bar.more_menu(), "Save this search…")
    assert ui.jobs.idle()
    kept = desk.searches.searches()
    assert [(one.name, one.wanted.nation) for one in kept] == [("Japanese side", "JPN")]
    assert [(one.name, count) for one, count in page.people.bar.searches] == [("Japanese side", 2)]
