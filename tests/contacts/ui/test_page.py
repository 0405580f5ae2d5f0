"""The contacts page: read, narrow, order, choose, delete and take back, with clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from liaison_desk.contacts.records import PersonSort
from liaison_desk.contacts.ui.page import make_page
from liaison_desk.contacts.ui.timeline import EntryButton
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Group
from tests.contacts.people import meet
from tests.contacts.ui.conftest import open_page

LEFT = Qt.MouseButton.LeftButton


def rows(page):
    """Return what the list shows, headings in brackets."""
    model = page.people.model
    shown = []
    for row in range(model.rowCount()):
        group = model.group_at(row)
        line = model.line_at(model.index(row, 0))
        shown.append(f"[{group.label}]" if isinstance(group, Group) else line.name.family)
    return shown


def words(widget: QWidget) -> str:
    """Return everything a widget says, for looking something up in it."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def choose(page, ui, family, staff):
    page.show_record(staff[family].id)
    assert ui.jobs.idle()


def test_the_page_opens_grouped_by_organization_on_its_first_contact(page):
    assert rows(page) == [
        "[Air Staff]",
        "Aida",
        "Yajima",
        "[J5 Plans]",
        "Whitcombe",
        "[Without an organization]",
        "Raman",
    ]
    assert page.people.count.text() == "4"
    assert page.title() == "Aida Jun"


def test_moving_with_j_and_k_shows_the_next_contact(page, ui):
    QTest.keyClick(page.people.list, Qt.Key.Key_J)
    assert ui.jobs.idle()
    assert page.title() == "Yajima Masahito"
    QTest.keyClick(page.people.list, Qt.Key.Key_K)
    assert ui.jobs.idle()
    assert page.title() == "Aida Jun"


def test_the_detail_shows_post_reach_and_history(page, ui, staff):
    choose(page, ui, "Yajima", staff)
    said = words(page.view)
    for text in (
        "Lt Col Yajima Masahito",
        "2等空佐, JASDF, Japan",
        "Exercises desk · Air Staff",
        "+81 3-5555-0142",
        "DSN",
        "13 days over",
    ):
        assert text in said
    assert [row.text() for row in page.side.findChildren(EntryButton)] == ["Objectives", "Base tour", "Lt Col"]


def test_typing_a_reading_into_the_filter_finds_the_man(page, ui, qtbot):
    QTest.keyClick(page.people.list, "/")
    assert page.people.search.hasFocus()
    QTest.keyClicks(page.people.search, "yazima")
    qtbot.waitUntil(lambda: rows(page) == ["[Air Staff]", "Yajima"])
    assert page.people.count.text() == "1 / 4"
    QTest.keyClick(page.people.search, Qt.Key.Key_Return)
    assert page.people.list.hasFocus()
    qtbot.waitUntil(lambda: page.title() == "Yajima Masahito")


def test_a_filter_that_finds_nothing_says_so_and_offers_everyone(page, ui, qtbot):
    QTest.keyClicks(page.people.search, "zzzz")
    qtbot.waitUntil(lambda: page.people.model.rowCount() == 0)
    assert "No contact matches." in words(page.people)
    assert page.title() == ""
    page.people.clear()
    assert ui.jobs.idle()
    assert page.people.count.text() == "4"


def test_the_overdue_chip_shows_only_who_was_left_alone(page, ui):
    assert page.people.overdue_chip.text() == "Overdue 1"
    QTest.mouseClick(page.people.overdue_chip, LEFT)
    assert ui.jobs.idle()
    assert rows(page) == ["Yajima"]
    QTest.mouseClick(page.people.overdue_chip, LEFT)
    assert ui.jobs.idle()
    assert page.people.count.text() == "4"


def test_the_order_is_chosen_from_the_menu_and_remembered(page, ui, desk, window, qtbot):
    menu = page.people.sort_menu()
    next(action for action in menu.actions() if action.text() == "By precedence").trigger()
    assert ui.jobs.idle()
    assert rows(page) == ["Whitcombe", "Aida", "Yajima", "Raman"]
    again = open_page(ui, desk, window, qtbot)
    assert again.people.sort is PersonSort.PRECEDENCE


def test_the_group_chip_turns_grouping_off_and_on(page, ui):
    QTest.mouseClick(page.people.group_chip, LEFT)
    assert ui.jobs.idle()
    assert [row for row in rows(page) if not row.startswith("[")] == ["Aida", "Raman", "Whitcombe", "Yajima"]
    assert "[Air Staff]" not in rows(page)
    QTest.mouseClick(page.people.group_chip, LEFT)
    assert ui.jobs.idle()
    assert rows(page)[0] == "[Air Staff]"


def test_narrowing_to_a_nation_and_a_tag(page, ui):
    page.people.narrow_to_nation("JPN")
    page.people.narrow_to_tag("PL27")
    assert ui.jobs.idle()
    assert rows(page) == ["[Air Staff]", "Yajima"]
    assert (page.people.nation_chip.text(), page.people.tag_chip.text()) == ("Japan", "PL27")


def test_delete_puts_a_contact_into_the_trash_and_the_toast_takes_him_out(page, ui, staff, window):
    choose(page, ui, "Yajima", staff)
    QTest.keyClick(page.people.list, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert "Yajima" not in rows(page)
    text, undo = window.toasts[-1]
    assert text == "Deleted: Yajima Masahito"
    undo()
    assert ui.jobs.idle()
    assert "Yajima" in rows(page)
    assert page.title() == "Yajima Masahito"


def test_delete_in_the_filter_deletes_a_letter_and_no_contact(page, ui, window):
    page.people.search.setFocus()
    page.people.search.setText("Yaj")
    page.people.search.setCursorPosition(0)
    QTest.keyClick(page.people.search, Qt.Key.Key_Delete)
    assert page.people.search.text() == "aj"
    assert window.toasts == []


def test_several_selected_are_counted_copied_and_deleted_together(page, ui, window, desk):
    page.people.list.selectAll()
    assert "4 contacts selected" in words(page.middle.currentWidget())
    QTest.mouseClick(page.several.buttons["emails"], LEFT)
    assert ui.jobs.idle()
    assert QGuiApplication.clipboard().text() == "yajima.m@as.example.jp, d.whitcombe@cmd.example.com"
    assert window.toasts[-1][0] == "2 e-mail addresses copied. 2 without one."
    QTest.mouseClick(page.several.buttons["delete"], LEFT)
    assert ui.jobs.idle()
    assert desk.contacts.facets().people == 0
    assert "No contacts yet." in words(page.people)
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert desk.contacts.facets().people == 4


def test_copy_buttons_copy_a_number_as_it_is_written(page, ui, staff):
    choose(page, ui, "Yajima", staff)
    button = page.view.reach.copy_buttons[1]
    assert button.accessibleName() == "Copy 315-555-0142"
    QTest.mouseClick(button, LEFT)
    assert QGuiApplication.clipboard().text() == "315-555-0142"


def test_a_meeting_opens_from_the_right_pane_and_from_the_strip(page, ui, staff, window, desk):
    choose(page, ui, "Yajima", staff)
    newest = desk.contacts.history_with(staff["Yajima"].id)[0]
    QTest.mouseClick(page.side.findChildren(EntryButton)[0], LEFT)
    strip = page.view.cadence.strip
    at = strip.place(newest.start.date())
    QTest.mouseClick(strip, LEFT, pos=strip.rect().topLeft().__class__(round(at), 14))
    assert [(ref.kind, ref.id) for ref in window.opened] == [("meeting", newest.meeting_id)] * 2


def test_another_interval_is_chosen_on_the_strip(page, ui, staff, desk):
    choose(page, ui, "Yajima", staff)
    menu = page.view.cadence.interval_menu()
    next(action for action in menu.actions() if action.text() == "Every 60 days").trigger()
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Yajima"].id).cadence_days == 60
    assert "due in 17 days" in words(page.view)
    assert page.people.overdue_chip.text() == "Overdue 0"


def test_l_logs_a_contact_but_not_while_typing(page, ui, staff, window):
    choose(page, ui, "Yajima", staff)
    QTest.keyClick(page.people.list, Qt.Key.Key_L)
    page.people.search.setFocus()
    QTest.keyClick(page.people.search, Qt.Key.Key_L)
    assert window.logged == [staff["Yajima"].id]


def test_f6_walks_the_panes_and_esc_steps_back_to_the_list(page):
    QTest.keyClick(page.people.list, Qt.Key.Key_F6)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_F6)
    assert page.side.hasFocus()
    QTest.keyClick(page.side, Qt.Key.Key_Escape)
    assert page.people.list.hasFocus()


def test_a_meeting_kept_elsewhere_shows_at_once(page, ui, staff, desk):
    choose(page, ui, "Raman", staff)
    meet(desk, [staff["Raman"]], 1, "phone", "Disclosure call")
    assert ui.jobs.idle()
    assert [row.text() for row in page.side.findChildren(EntryButton)] == ["Disclosure call"]


def test_a_contact_changed_elsewhere_is_shown_anew(page, ui, staff, desk):
    from dataclasses import replace

    choose(page, ui, "Yajima", staff)
    desk.contacts.save(replace(staff["Yajima"], rank="Col"))
    assert ui.jobs.idle()
    assert "Col Yajima Masahito" in words(page.view)
    desk.history.undo()
    assert ui.jobs.idle()
    assert "Lt Col Yajima Masahito" in words(page.view)


def test_a_contact_is_shown_even_when_the_list_was_narrowed_past_him(page, ui, staff):
    page.people.narrow_to_nation("USA")
    assert ui.jobs.idle()
    choose(page, ui, "Yajima", staff)
    assert page.title() == "Yajima Masahito"
    assert page.people.shown_filter.nation == ""


def test_markup_in_a_name_shows_as_typed(page, ui, staff, desk):
    from dataclasses import replace

    from liaison_desk.domain.names import PersonName

    odd = desk.contacts.save(replace(staff["Raman"], name=PersonName("<b>R&D</b>"), nickname="<img src=x>"))
    page.show_record(odd.id)
    assert ui.jobs.idle()
    labels = page.view.findChildren(QLabel)
    assert any(label.text() == "<img src=x>" for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if label.text())


def test_an_unmarked_contact_says_that_he_stays_out_of_packets(page, ui, staff):
    choose(page, ui, "Raman", staff)
    assert "This contact stays out of every packet for USA." in words(page.side)
    choose(page, ui, "Yajima", staff)
    assert "stays out" not in words(page.side)


def test_a_narrow_page_folds_the_right_pane_under_the_person(page, ui, staff):
    choose(page, ui, "Yajima", staff)
    page.resize(960, 700)
    assert not page.side.isVisible()
    assert [row.text() for row in page.view.findChildren(EntryButton)] == ["Objectives", "Base tour", "Lt Col"]
    page.resize(1244, 828)
    assert page.side.isVisible()
    assert len(page.side.findChildren(EntryButton)) == 3


def test_panels_of_other_capabilities_stand_above_the_meetings(ui, desk, staff, qtbot):
    shown = []

    def panel(person_id):
        shown.append(person_id)
        return QLabel("Open tasks")

    page = make_page(desk.contacts, ui, desk.profile.get, panels=[panel])
    qtbot.addWidget(page)
    page.resize(1244, 828)
    with qtbot.waitExposed(page):
        page.show()
    page.show_record(staff["Yajima"].id)
    assert ui.jobs.idle()
    assert staff["Yajima"].id in shown
    assert "Open tasks" in words(page.side)
    assert page.view.log_button is None


def test_an_empty_desk_offers_to_add_the_first_contact(ui, desk, window, qtbot):
    page = open_page(ui, desk, window, qtbot)
    assert "No contacts yet." in words(page.people)
    assert page.people.count.text() == "0"


@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_list_row_can_be_read_aloud(ui, desk, window, qtbot, staff, code):
    from dataclasses import replace

    page = open_page(replace(ui, language=Language(code)), desk, window, qtbot)
    spoken = page.people.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in spoken for part in ("Yajima Masahito", "矢島 正人", "やじま まさひと", "43"))
    if code == "ja":
        assert spoken.startswith("2等空佐 矢島 正人")
        assert "連絡頻度" in words(page.view)
