"""The organizations page and its chart: on the screen, by key, on paper; it is 24 November 2026."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import Billet, Post
from liaison_desk.contacts.ui.chart_layout import lay_out
from liaison_desk.contacts.ui.dated_forms import hand_over_dialog
from liaison_desk.contacts.ui.houses import OrganizationsPage
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, TODAY, YAJIMA

NODES = st.integers(1, 12)


@given(
    st.dictionaries(NODES, st.lists(NODES, max_size=4), max_size=12),
    st.lists(NODES, max_size=3),
    st.lists(st.tuples(st.floats(20, 300), st.floats(20, 200)), min_size=12, max_size=12),
)
def test_no_two_boxes_overlap_and_every_child_stands_below_its_parent(below, roots, sizes):
    boxes = lay_out(roots, below, dict(enumerate(sizes, start=1)))
    placed = list(boxes.items())
    for number, (_, one) in enumerate(placed):
        assert one.x >= 0
        for _, other in placed[number + 1 :]:
            apart = (
                one.x + one.width <= other.x + 1e-6
                or other.x + other.width <= one.x + 1e-6
                or one.y + one.height <= other.y + 1e-6
                or other.y + other.height <= one.y + 1e-6
            )
            assert apart
    assert set(roots) <= boxes.keys()


@pytest.fixture
def houses(desk):
    """The Air Staff with a section under it: a chief who came in October after Aida, and a vacant deputy."""
    air = desk.contacts.save_organization(AIR_STAFF)
    section = desk.contacts.save_organization(replace(PLANS, parent_id=air.id))
    title = Bilingual("Chief", "班長")
    chief = desk.billets.save(Billet(title=title, organization_id=section.id))
    desk.billets.save(
        Billet(title=Bilingual("Deputy"), organization_id=section.id, position=1, counterparts=(chief.id,))
    )
    people = desk.contacts.save_all(
        [
            replace(AIDA, posts=(Post(title, section.id, until=date(2026, 9, 30), billet_id=chief.id),)),
            replace(YAJIMA, posts=(Post(title, section.id, since=date(2026, 10, 1), billet_id=chief.id),)),
        ],
        "Add contacts",
    )
    return {"air": air, "section": section, "chief": chief, "people": people}


@pytest.fixture
def page(ui, desk, houses, qtbot, window):
    page = OrganizationsPage(
        desk.contacts, desk.billets, ui, desk.profile.get, lambda *asked: window.printed.append(asked)
    )
    qtbot.addWidget(page)
    page.resize(1240, 700)
    with qtbot.waitActive(page):  # shortcuts belong to the active window
        page.show()
        page.activateWindow()
    page.show_record(houses["section"].id)
    assert ui.jobs.idle()
    return page


def rows(page):
    posts = page.view.posts
    return [tuple(posts.topLevelItem(n).text(column) for column in range(4)) for n in range(posts.topLevelItemCount())]


def test_the_page_shows_who_holds_each_post_the_vacant_ones_and_counterparts(page):
    assert page.view.name.text_whole() == "J5 Plans"
    assert rows(page) == [
        ("Chief", "Lt Col Yajima Masahito", "1 Oct 2026", "Deputy"),
        ("Deputy", "Vacant", "", "Chief"),
    ]


def test_posts_sort_by_a_heading_and_dates_by_the_day(page, qtbot):
    header = page.view.posts.header()
    assert [post for post, *_ in rows(page)] == ["Chief", "Deputy"]  # as the staff is set up
    for column, first in ((0, "Chief"), (0, "Deputy"), (2, "Deputy"), (2, "Chief")):
        spot = QPoint(header.sectionPosition(column) + 10, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert rows(page)[0][0] == first


def test_another_day_shows_who_held_the_post_then(page, ui):
    page.view.day.set_value(date(2026, 9, 1))
    page.view.day.changed.emit()
    assert ui.jobs.idle()
    assert rows(page)[0][1] == "Col Aida Jun"


def test_typing_narrows_the_tree_and_keeps_what_stands_above(page, qtbot):
    qtbot.keyClicks(page.tree.search, "plans")
    qtbot.keyClick(page.tree.search, Qt.Key.Key_Down)
    air = page.tree.tree.topLevelItem(0)
    assert not air.isHidden()
    assert not air.child(0).isHidden()
    page.tree.search.setText("nothing like it")
    qtbot.keyClick(page.tree.search, Qt.Key.Key_Down)
    assert page.tree.tree.topLevelItem(0).isHidden()


def test_a_post_is_added_by_its_form_and_a_holder_opens(page, ui, desk, houses, window):
    def fill(dialog):
        dialog.form.field("title").host.setText("Analyst")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.new_post()
    assert ui.jobs.idle()
    assert ("Analyst", "Vacant", "", "") in rows(page)
    page.view.posts.itemActivated.emit(page.view.posts.topLevelItem(0), 0)
    assert window.opened[-1].id == houses["people"][1].id


def test_the_chart_zooms_by_key_opens_whom_one_clicks_and_is_printed_by_the_window(page, ui, window, houses, qtbot):
    page.show_record(houses["air"].id)
    assert ui.jobs.idle()
    qtbot.mouseClick(page.view.view.button("chart"), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    before = page.view.chart.canvas.scale
    qtbot.keyClick(page.view.chart, Qt.Key.Key_Plus)
    assert page.view.chart.canvas.scale > before
    qtbot.keyClick(page.view.chart, Qt.Key.Key_0)
    assert page.view.chart.canvas.scale <= 1.0
    found = None
    canvas = page.view.chart.canvas
    for x in range(0, canvas.width(), 8):
        for y in range(0, canvas.height(), 8):
            line = canvas.line_at(QPointF(x, y))
            found = (x, y) if line is not None and line.person_id else found
    assert found is not None
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPointF(*found).toPoint())
    assert window.opened[-1].id == houses["people"][1].id
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.printed == [(houses["air"].id, TODAY)]


def act(menu, text):
    """Do what a menu offers."""
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_the_tree_adds_under_edits_and_deletes_with_undo_by_key(page, ui, desk, houses, window, qtbot):
    def name_it(dialog):
        form = dialog.form
        form.field("name").host.setText("J51")
        form.field("zone").edit.setText("Europe/Nowhere")
        dialog.act()
        assert ui.jobs.idle()
        assert "is no time zone" in form.field("zone").problem()
        form.field("zone").edit.setText("Europe/London")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = name_it
    page.new_record()
    assert ui.jobs.idle()
    added = page.current()
    assert (added.name.host, added.parent_id, added.zone) == ("J51", houses["section"].id, "Europe/London")

    def locate(dialog):
        offered = [dialog.form.parent_id.input.itemText(n) for n in range(dialog.form.parent_id.input.count())]
        assert "J51" not in offered, "nothing stands under itself"
        dialog.form.field("location").input.setText("Annex")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = locate
    qtbot.keyClick(page.tree.tree, Qt.Key.Key_F2)
    assert ui.jobs.idle()
    assert page.current().location == "Annex"
    qtbot.keyClick(page.tree.tree, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert [one.name.host for one in desk.contacts.organizations()] == ["Air Staff", "J5 Plans"]
    assert window.toasts[-1][0] == "Deleted: J51"
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert [one.name.host for one in desk.contacts.organizations()] == ["Air Staff", "J5 Plans", "J51"]


def test_an_organization_whose_parent_is_deleted_stands_at_the_root_and_keeps_its_parent(page, ui, desk, houses, qtbot):
    desk.contacts.delete_organizations([houses["air"].id])
    assert ui.jobs.idle()
    assert page.tree.tree.topLevelItem(0).text(0).startswith("J5 Plans")

    def staff_it(dialog):
        dialog.form.field("kind").input.setText("staff section")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = staff_it
    qtbot.keyClick(page.tree.tree, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    kept = desk.contacts.organization(houses["section"].id)
    assert (kept.kind, kept.parent_id) == ("staff section", houses["air"].id)


def test_an_organization_is_renamed_and_moved_from_a_date_by_the_menu(page, ui, desk, houses):
    def rename(dialog):
        dialog.form.field("since").set_value(date(2027, 4, 1))
        dialog.form.field("name").host.setText("J5 Strategy")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = rename
    act(page.menu(), "Rename from a date…")
    assert ui.jobs.idle()
    assert page.view.name.text_whole() == "J5 Plans"
    assert "J5 Strategy (1 Apr 2027–)" in page.view.meta.text_whole()

    def move(dialog):
        dialog.form.field("since").set_value(date(2027, 4, 1))
        dialog.form.field("parent_id").set_value(0)
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = move
    act(page.menu(), "Move from a date…")
    assert ui.jobs.idle()
    page.view.day.set_value(date(2027, 4, 2))
    page.view.day.changed.emit()
    assert ui.jobs.idle()
    assert page.view.name.text_whole() == "J5 Strategy"
    assert page.tree.tree.topLevelItemCount() == 2
    assert desk.contacts.organization(houses["section"].id).name_on(TODAY).name.host == "J5 Plans"


def drop(page, moving, under):
    """Drop an organization of the tree on another, or beside the tree."""
    tree = page.tree.tree
    items = {item.data(0, Qt.ItemDataRole.UserRole): item for item in tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)}  # fmt: skip
    tree.setCurrentItem(items[moving])
    place = tree.visualItemRect(items[under]).center() if under else tree.viewport().rect().bottomLeft()
    data = tree.model().mimeData([tree.indexFromItem(items[moving])])
    event = QDropEvent(place.toPointF(), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    tree.dropEvent(event)  # Qt delivers a drop only to where a real pointer has dragged
    assert event.dropAction() is not Qt.DropAction.MoveAction, "or the tree would take the row away itself"


def test_an_organization_dropped_on_another_asks_from_which_day_and_moves(page, ui, desk, houses, window):
    plans = desk.contacts.save_organization(replace(AIR_STAFF, name=Bilingual("Ground Staff", "陸上幕僚監部")))
    page.reload()
    assert ui.jobs.idle()
    proposed = []

    def move(dialog):
        proposed.append((dialog.form.field("parent_id").value(), dialog.form.field("since").value()))
        dialog.form.field("since").set_value(date(2027, 4, 1))
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = move
    drop(page, houses["section"].id, plans.id)
    assert ui.jobs.idle()
    assert proposed == [(plans.id, TODAY)]
    kept = desk.contacts.organization(houses["section"].id)
    assert (kept.parent_on(TODAY), kept.parent_on(date(2027, 4, 1))) == (houses["air"].id, plans.id)
    drop(page, houses["section"].id, 0)  # beside the tree: a root of it
    assert proposed[-1] == (0, TODAY)
    drop(page, houses["section"].id, houses["air"].id)  # where it stands already
    assert len(proposed) == 2
    assert window.toasts == []


def test_an_organization_is_not_dropped_on_what_stands_under_it(page, ui, desk, houses, window):
    drop(page, houses["air"].id, houses["section"].id)
    assert ui.jobs.idle()
    assert [told for told, _ in window.toasts] == ["“Air Staff” cannot stand under “J5 Plans”, which stands under it."]
    assert desk.contacts.organization(houses["air"].id) == houses["air"]


def test_a_post_changes_hands_by_the_menu_and_a_wrong_day_is_said(page, ui, desk, houses):
    chief, (aida, yajima) = houses["chief"], houses["people"]

    def hand(dialog):
        dialog.form.field("since").set_value(date(2026, 9, 1))
        dialog.act()
        assert ui.jobs.idle()
        dialog.form.field("successor").set_value(RecordRef("person", aida.id, "Aida Jun"))
        dialog.form.field("since").set_value(date(2026, 12, 1))
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = hand
    act(page.row_menu(chief.id, yajima.id), "Hand over…")
    assert ui.jobs.idle()
    assert desk.contacts.person(yajima.id).posts[0].until == date(2026, 11, 30)
    assert desk.contacts.person(aida.id).posts[-1].since == date(2026, 12, 1)


def test_a_post_is_deleted_and_comes_back_by_its_toast(page, ui, desk, houses, window):
    act(page.row_menu(houses["chief"].id, 0), "Delete")
    assert ui.jobs.idle()
    assert rows(page) == [("Deputy", "Vacant", "", "Chief"), ("Chief", "Lt Col Yajima Masahito", "1 Oct 2026", "")]
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert rows(page)[0] == ("Chief", "Lt Col Yajima Masahito", "1 Oct 2026", "Deputy")


def test_a_successor_who_was_typed_but_not_chosen_is_asked_for_and_the_post_stays_held(ui, desk, staff, qtbot):
    house = desk.contacts.organizations()[0]
    post = desk.billets.save(Billet(title=Bilingual("Planner"), organization_id=house.id))
    held = replace(staff["Aida"], posts=(Post(Bilingual("Planner"), organization_id=house.id, billet_id=post.id),))
    desk.contacts.save(held)
    done = []
    dialog = hand_over_dialog(
        ui, Words(ui.language, desk.profile.get, ui.clock), desk.contacts, desk.billets, post, done.append
    )
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.form.field("successor")
    QTest.keyClicks(field.input, "Whitcombe Da")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    assert dialog.isVisible()
    assert field.problem().startswith("“Whitcombe Da” is nothing chosen.")
    assert desk.contacts.person(staff["Aida"].id).posts[0].until is None
    assert done == []
    field.input.clear()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Aida"].id).posts[0].until is not None
