"""The cadence board with real clicks and keys, over people and over posts; it is 24 November 2026."""

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.lending.formats import write_table
from liaison_desk.calendar.records import Calendar, Event, Participant
from liaison_desk.contacts.records import Billet, BoardSort, PersonFilter, Post
from liaison_desk.contacts.ui.board import CadenceBoard
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, RAMAN, TODAY, WHITCOMBE, YAJIMA, in_post, meet
from tests.contacts.ui.test_forms import fill

LEFT = Qt.MouseButton.LeftButton
NEGLECT = Sort(BoardSort.NEGLECT)


@pytest.fixture
def related(desk):
    """Yajima 43 days after 30, Aida 10 after 30, Whitcombe never met in 90 and planned for, Raman without an interval."""
    people = [
        replace(YAJIMA, cadence_days=30),
        replace(AIDA, cadence_days=30),
        replace(WHITCOMBE, cadence_days=90),
        RAMAN,
    ]
    saved = {one.name.family: one for one in desk.contacts.save_all(people, "Add contacts")}
    meet(desk, [saved["Yajima"]], 43, "vtc", "Objectives")
    meet(desk, [saved["Yajima"]], 300)
    meet(desk, [saved["Aida"]], 10, "office_call")
    meet(desk, [saved["Aida"]], -9, title="Next talks")
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    start = datetime(2026, 12, 1, 9)
    invited = Participant("W", contact_id=saved["Whitcombe"].id)
    desk.calendars.save(
        Event(
            calendar_id=calendar.id, title=Bilingual("Dinner"), start=start, end=start + timedelta(hours=1),
            zone="America/Denver", participants=(invited,),
        )
    )  # fmt: skip
    return saved


def names(desk, listing):
    lines = desk.relations.lines(list(listing.ids))
    return [lines[id_].person.name.family for id_ in listing.ids]


def test_the_most_neglected_come_first_and_every_column_sorts(desk, related):
    relations, everybody = desk.relations, PersonFilter(with_interval=True)
    assert names(desk, relations.people(everybody, NEGLECT)) == ["Yajima", "Aida", "Whitcombe"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.NAME))) == ["Aida", "Whitcombe", "Yajima"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.LAST))) == ["Whitcombe", "Yajima", "Aida"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.NEXT))) == ["Yajima", "Whitcombe", "Aida"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.INTERVAL, descending=True)))[0] == "Whitcombe"
    assert names(desk, relations.people(everybody, NEGLECT, unplanned=True)) == ["Yajima"]
    assert names(desk, relations.people(replace(everybody, overdue=True), NEGLECT)) == ["Yajima"]
    assert names(desk, relations.people(replace(everybody, nation="USA"), NEGLECT)) == ["Whitcombe"]


def test_a_row_tells_the_last_and_the_next_engagement(desk, related):
    lines = desk.relations.lines([one.id for one in related.values()])
    by_name = {line.person.name.family: line for line in lines.values()}
    assert by_name["Yajima"].last.start.date() == TODAY - timedelta(days=43)
    assert by_name["Yajima"].next is None
    assert by_name["Aida"].next.title.host == "Next talks"
    assert (by_name["Whitcombe"].last, by_name["Whitcombe"].next.kind) == (None, "event")


def test_a_post_counts_meetings_with_whoever_held_it_at_the_time(any_desk):
    desk = any_desk
    chief = desk.billets.save(Billet(title=Bilingual("Chief"), cadence_days=30))
    vacant = desk.billets.save(Billet(title=Bilingual("Deputy"), cadence_days=60))
    before = replace(AIDA, posts=(Post(Bilingual("Chief"), until=date(2026, 8, 31), billet_id=chief.id),))
    now = replace(YAJIMA, posts=(Post(Bilingual("Chief"), since=date(2026, 9, 1), billet_id=chief.id),))
    aida, yajima = desk.contacts.save_all([before, now], "Add contacts")
    meet(desk, [aida], 100)
    last = Post(Bilingual("Deputy"), until=TODAY - timedelta(days=100), billet_id=vacant.id)
    desk.contacts.save(replace(aida, posts=(*aida.posts, last)))  # met on the very last day
    meet(desk, [aida], 5)  # he no longer held the post
    meet(desk, [yajima], 200)  # he did not hold it yet
    listing = desk.relations.posts(NEGLECT)
    lines = desk.relations.post_lines(list(listing.ids))
    assert list(listing.ids) == [chief.id, vacant.id]
    assert lines[chief.id].person.name.family == "Yajima"
    assert lines[chief.id].last.start.date() == TODAY - timedelta(days=100)
    assert lines[vacant.id].person is None
    assert lines[vacant.id].last.start.date() == TODAY - timedelta(days=100)


def test_people_and_posts_are_narrowed_to_an_organization_with_those_below_it(any_desk):
    desk = any_desk
    above = desk.contacts.save_organization(AIR_STAFF)
    below = desk.contacts.save_organization(replace(PLANS, parent_id=above.id))
    away = desk.contacts.save_organization(replace(PLANS, name=Bilingual("Elsewhere")))
    posts = [
        desk.billets.save(Billet(title=Bilingual("Chief"), organization_id=house.id, cadence_days=30))
        for house in (above, below, away)
    ]
    people = [
        in_post(replace(one, cadence_days=30), house)
        for one, house in ((YAJIMA, above), (AIDA, below), (WHITCOMBE, away))
    ]
    saved = desk.contacts.save_all(people, "Add contacts")
    wanted = PersonFilter(organization_id=above.id, with_below=True)
    assert set(desk.relations.people(wanted, NEGLECT).ids) == {saved[0].id, saved[1].id}
    assert set(desk.relations.posts(NEGLECT, wanted).ids) == {posts[0].id, posts[1].id}
    assert set(desk.relations.posts(NEGLECT, PersonFilter(nation="JPN")).ids) == {posts[0].id}


@pytest.fixture
def open_board(ui, desk, related, window, qtbot):
    def opened():
        page = CadenceBoard(
            desk.relations, desk.contacts, desk.billets, ui, desk.profile.get, log_contact=window.logged.append,
            write=write_table, undo=desk.history.undo,
        )  # fmt: skip
        qtbot.addWidget(page)
        page.resize(1240, 700)
        with qtbot.waitActive(page):  # shortcuts belong to the active window
            page.show()
            page.activateWindow()
        assert ui.jobs.idle()
        page.table.setFocus()
        return page

    return opened


@pytest.fixture
def board(open_board):
    return open_board()


def shown(board):
    """Return the first words of every row, once they are read."""
    rows = [board.model.line_at(board.model.index(row, 0)) for row in range(board.model.rowCount())]
    assert board.table.ui.jobs.idle()
    rows = [board.model.line_at(board.model.index(row, 0)) for row in range(board.model.rowCount())]
    return [line.person.name.family if line.person else "Vacant" for line in rows]


def click(board, widget):
    QTest.mouseClick(widget, LEFT)
    assert board.table.ui.jobs.idle()


def choose(board, chip, words):
    """Choose a value from the menu of a chip."""
    QTest.mouseClick(chip, LEFT)
    menu = QApplication.activePopupWidget()
    action = next(one for one in menu.actions() if one.text() == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    assert board.table.ui.jobs.idle()


def click_heading(board, key):
    header = board.table.horizontalHeader()
    section = next(number for number, column in enumerate(board.model.columns) if column.key == key)
    at = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=at)
    assert board.table.ui.jobs.idle()


def select_all(board):
    QTest.keyClick(board.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def act(menu, words):
    next(one for one in menu.actions() if one.text().split("\t")[0] == words).trigger()


def test_the_board_opens_people_and_logs_contacts_by_key(board, related, window):
    assert shown(board) == ["Yajima", "Aida", "Whitcombe"]
    assert board.head.count.text_whole() == "1 overdue of 3"
    QTest.keyClick(board.table, Qt.Key.Key_Return)
    assert [ref.id for ref in window.opened] == [related["Yajima"].id]
    QTest.keyClick(board.table, Qt.Key.Key_L)
    assert window.logged == [related["Yajima"].id]
    QTest.keyClick(board.table, Qt.Key.Key_J)
    QTest.keyClick(board.table, Qt.Key.Key_Return)
    assert window.opened[-1].id == related["Aida"].id


def test_chips_narrow_the_board_and_an_empty_one_offers_the_way_back(board):
    head = board.head
    click(board, head.overdue_chip)
    assert (shown(board), head.count.text_whole()) == (["Yajima"], "1 overdue of 1")
    click(board, head.overdue_chip)
    click(board, head.unplanned_chip)
    assert shown(board) == ["Yajima"]
    choose(board, head.nation_chip, "United States")
    assert shown(board) == []
    assert head.count.text_whole() == "0 overdue of 0"
    assert board.stack.currentWidget() is board.unmatched
    click(board, board.unmatched.button)
    assert shown(board) == ["Yajima", "Aida", "Whitcombe"]
    assert not head.narrowed


def test_people_are_narrowed_by_tag_and_organization_and_posts_say_that_they_have_no_tags(board, ui, desk, related):
    house = desk.contacts.save_organization(AIR_STAFF)
    section = desk.contacts.save_organization(replace(PLANS, parent_id=house.id))
    desk.contacts.save(in_post(related["Aida"], section))
    desk.billets.save(Billet(title=Bilingual("Deputy"), organization_id=section.id, cadence_days=60))
    desk.billets.save(Billet(title=Bilingual("Attaché"), cadence_days=60))
    assert ui.jobs.idle()
    head = board.head
    choose(board, head.tag_chip, "PL27")
    assert shown(board) == ["Yajima"]
    assert head.tag_chip.text() == "PL27"
    click(board, head.rows.button("posts"))
    assert shown(board) == ["Vacant", "Vacant"]
    assert (head.tag_chip.text(), head.tag_chip.isEnabled()) == ("Posts have no tags", False)
    ui.ask.fill = lambda dialog: (
        dialog.form.field("house").set_value(RecordRef("organization", house.id, "Air Staff")), dialog.act(), ui.jobs.idle(),
    )  # fmt: skip
    choose(board, head.house_chip, "Another organization…")
    assert (shown(board), head.house_chip.text()) == (["Vacant"], "Air Staff")
    click(board, head.rows.button("people"))
    assert shown(board) == []
    choose(board, head.tag_chip, "All tags")
    assert shown(board) == ["Aida"]


def test_view_order_and_chips_are_as_they_were_but_nothing_of_a_record_is_kept(board, open_board, ui, desk):
    desk.billets.save(Billet(title=Bilingual("Deputy"), cadence_days=60))
    click_heading(board, "who")
    for chip in (board.head.overdue_chip, board.head.unplanned_chip):
        click(board, chip)
    choose(board, board.head.tag_chip, "PL27")
    choose(board, board.head.nation_chip, "Japan")
    again = open_board()
    assert again.head.wanted() == PersonFilter(with_interval=True, overdue=True, nation="JPN")
    assert again.head.unplanned
    assert again.table.sort == Sort(BoardSort.NAME)
    assert shown(again) == ["Yajima"]
    click(again, again.head.rows.button("posts"))
    assert open_board().head.of_posts


def test_age_sorts_by_days_and_the_chip_leads_back_to_the_share_of_the_interval(board, related):
    header, keys = board.table.horizontalHeader(), [column.key for column in board.model.columns]
    assert not header.isSortIndicatorShown()
    assert board.head.neglect_chip.isChecked()
    click_heading(board, "bar")
    assert shown(board) == ["Yajima", "Aida", "Whitcombe"]  # who was never met came onto the desk today
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == keys.index("bar")
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert not board.head.neglect_chip.isChecked()
    click_heading(board, "bar")
    assert shown(board) == ["Whitcombe", "Aida", "Yajima"]
    assert header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
    click(board, board.head.neglect_chip)
    assert shown(board) == ["Yajima", "Aida", "Whitcombe"]
    assert board.head.neglect_chip.isChecked()
    assert not header.isSortIndicatorShown()


def test_what_is_on_show_is_exported_in_its_order_and_no_cell_is_a_formula(board, ui, desk, related, window, tmp_path):
    evil = replace(related["Aida"], name=replace(related["Aida"].name, family="=HYPERLINK(1)"))
    desk.contacts.save(evil)
    assert ui.jobs.idle()
    click_heading(board, "last")
    ui.ask.chooses, ui.ask.target = 0, tmp_path / "board"
    click(board, board.head.export_button)
    rows = list(csv.reader((tmp_path / "board.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["Name", "Native name", "Rank"]
    assert [row[0] for row in rows[1:]] == ["Daniel Whitcombe", "Yajima Masahito", "'=HYPERLINK(1) Jun"]
    yajima = dict(zip(rows[0], rows[2], strict=True))
    assert (yajima["Native name"], yajima["Rank"], yajima["Nation"]) == ("矢島 正人", "Lt Col", "Japan")
    last = (TODAY - timedelta(days=43)).isoformat()
    assert (yajima["Interval (days)"], yajima["Last contact"], yajima["Days since"]) == ("30", last, "43")
    assert (yajima["Next"], rows[3][10], rows[3][11]) == ("", (TODAY + timedelta(days=9)).isoformat(), "Next talks")
    assert rows[1][7] == "Never"
    assert window.toasts[-1][0] == "board.csv: 3 records written."
    ui.ask.chooses, ui.ask.target = 1, tmp_path / "board.xlsx"
    act(board.context_menu(), "Export…")
    assert ui.jobs.idle()
    sheet = load_workbook(tmp_path / "board.xlsx").active
    assert [sheet.cell(row, 1).value for row in (1, 3)] == ["Name", "Yajima Masahito"]
    assert sheet.cell(4, 1).data_type == "s"


def test_stepping_back_from_an_export_writes_nothing(board, ui, tmp_path):
    ui.ask.chooses, ui.ask.target = None, tmp_path / "board.csv"
    click(board, board.head.export_button)
    ui.ask.chooses, ui.ask.target = 0, None
    click(board, board.head.export_button)
    assert not list(tmp_path.glob("board*"))


def test_several_get_any_interval_and_tags_by_key_and_undo_takes_it_back(board, ui, desk, related, window, qtbot):
    on_board = [related[name].id for name in ("Yajima", "Aida", "Whitcombe")]
    select_all(board)
    fill(ui, lambda dialog: QTest.keyClicks(dialog.days.input, "45"))
    QTest.keyClick(board.table, Qt.Key.Key_I)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_Up)  # the last entry asks for any number
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert {one.cadence_days for one in desk.contacts.people_by_ids(on_board).values()} == {45}
    assert window.toasts[-1][0] == "3 contacts changed."
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert desk.contacts.person(related["Whitcombe"].id).cadence_days == 90

    def typed(dialog):
        QTest.keyClicks(dialog.add.input, "ICE26")
        QTest.keyClick(dialog.add.input, Qt.Key.Key_Return)

    with qtbot.waitActive(board):
        board.activateWindow()
    select_all(board)
    fill(ui, typed)
    QTest.keyClick(board.table, Qt.Key.Key_T)
    assert ui.jobs.idle()
    assert all("ICE26" in one.tags for one in desk.contacts.people_by_ids(on_board).values())
    assert desk.contacts.person(related["Raman"].id).tags == ()


def test_posts_get_an_interval_too_and_a_vacant_one_opens_as_itself(board, ui, desk, window):
    posts = [desk.billets.save(Billet(title=Bilingual(title), cadence_days=60)) for title in ("Chief", "Deputy")]
    click(board, board.head.rows.button("posts"))
    assert shown(board) == ["Vacant", "Vacant"]
    board.table.setFocus()
    QTest.keyClick(board.table, Qt.Key.Key_Return)
    assert (window.opened[-1].kind, window.opened[-1].id) == ("billet", posts[0].id)
    select_all(board)
    menu = board.context_menu()
    assert "Tags…" not in [one.text().split("\t")[0] for one in menu.actions()]
    act(next(one for one in menu.actions() if one.text().startswith("Meet every")).menu(), "Every 14 days")
    assert ui.jobs.idle()
    assert {one.cadence_days for one in desk.billets.billets()} == {14}
    assert window.toasts[-1][0] == "2 posts changed."
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert {one.cadence_days for one in desk.billets.billets()} == {60}


def test_a_narrow_board_shows_every_column_until_widths_are_set_by_hand(board, ui, open_board):
    header = board.table.horizontalHeader()
    board.resize(920, 600)
    assert ui.jobs.idle()
    assert header.length() <= board.table.viewport().width()
    assert not ui.memory.numbers("cadence/columns/widths")
    header.resizeSection(0, 333)
    board.resize(860, 600)
    assert header.sectionSize(0) == 333
    assert open_board().table.columnWidth(0) == 333
