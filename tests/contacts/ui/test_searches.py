"""Saved searches: kept, counted, renamed, put on Today, deleted; what a count says is what the list finds."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from liaison_desk.contacts.records import Distribution, PersonFilter, PersonSort, SavedSearch
from liaison_desk.contacts.ui.searches import searches_dialog
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.kept import KeptDialog
from tests.contacts.people import meet
from tests.contacts.ui.test_acts import act
from tests.contacts.ui.test_forms import fill
from tests.contacts.ui.test_page import rows

CTRL = Qt.KeyboardModifier.ControlModifier
JAPAN, LATE = PersonFilter(nation="JPN"), PersonFilter(overdue=True)


@pytest.fixture
def kept(desk, staff):
    names = (("Japanese side", JAPAN), ("Long not met", LATE))
    return [desk.searches.save(SavedSearch(name=name, wanted=wanted, sort=PersonSort.NAME)) for name, wanted in names]


@pytest.fixture
def dialog(ui, desk, kept, qtbot):
    shown = []
    dialog = searches_dialog(ui, desk.searches, shown.append)
    dialog.shown = shown
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert ui.jobs.idle()
    return dialog


def told(dialog):
    found = (dialog.rows.topLevelItem(n) for n in range(dialog.rows.topLevelItemCount()))
    return [(one.text(0), one.text(1), dialog.rows.itemWidget(one, 2).isChecked()) for one in found]


@pytest.mark.parametrize(
    ("nation", "words", "overdue", "moved"),
    list(product(("", "JPN"), ("", "yajima", "y", "やじ", "nobody"), (False, True), (False, True))),
)
def test_a_count_is_what_the_list_finds(desk, staff, nation, words, overdue, moved):
    wanted = PersonFilter(nation=nation, words=words, overdue=overdue, moved=moved)
    for sort in PersonSort:
        listing = desk.contacts.people(wanted, Sort(sort))
        assert desk.contacts.count([wanted]) == [0 if listing.fuzzy else len(listing)]


def test_a_misspelt_search_counts_nobody_though_the_list_shows_who_comes_near(desk, staff):
    wanted = PersonFilter(words="yajma")
    assert len(desk.contacts.people(wanted, Sort(PersonSort.NAME)).ids) == 1
    assert desk.contacts.count([wanted]) == [0]


def test_the_dialog_tells_what_each_finds_now(dialog):
    assert told(dialog) == [("Japanese side", "2", False), ("Long not met", "1", False)]


def test_a_name_is_typed_in_place_and_a_tick_puts_one_on_today(dialog, ui, desk):
    dialog.rows.choose(0)
    dialog.rows.editItem(dialog.rows.currentItem(), 0)
    editor = dialog.rows.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Home side")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert dialog.isVisible()
    assert [one.name for one in desk.searches.searches()] == ["Home side", "Long not met"]
    QTest.mouseClick(dialog.rows.itemWidget(dialog.rows.topLevelItem(1), 2), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert told(dialog) == [("Home side", "2", False), ("Long not met", "1", True)]
    assert [(one.name, count) for one, count in desk.searches.counted(pinned=True)] == [("Long not met", 1)]


def test_the_name_of_another_is_refused_and_said(dialog, ui, desk):
    dialog.rows.topLevelItem(0).setText(0, "LONG not met")
    assert ui.jobs.idle()
    assert "There is a saved search of this name." in dialog.strip.text()
    assert [name for name, _, _ in told(dialog)] == ["Japanese side", "Long not met"]
    with pytest.raises(InvalidError):
        desk.searches.save(SavedSearch(name="Ｌｏｎｇ not met", wanted=LATE, sort=PersonSort.NAME))


def test_delete_takes_one_away_and_undo_brings_it_back(dialog, ui, desk, kept):
    dialog.rows.choose(1)
    QTest.keyClick(dialog.rows, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert [name for name, _, _ in told(dialog)] == ["Japanese side"]
    with pytest.raises(NotFoundError):
        desk.searches.search(kept[1].id)
    assert desk.history.undo() is not None
    assert desk.searches.search(kept[1].id).name == "Long not met"


def test_ctrl_return_shows_what_the_chosen_one_finds(dialog, kept):
    dialog.rows.choose(1)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.shown == [kept[1]]
    assert not dialog.isVisible()


def test_with_none_the_dialog_says_how_one_is_made(ui, desk, qtbot):
    dialog = searches_dialog(ui, desk.searches, lambda _: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert ui.jobs.idle()
    assert dialog.none.isVisible()
    assert not dialog.rows.isVisible()
    assert not dialog.show_button.isEnabled()


def test_the_menu_counts_and_leads_to_the_dialog(page, ui, desk, kept):
    page.people.reload()
    assert ui.jobs.idle()
    menu = next(one for one in page.people.bar.more_menu().actions() if one.text() == "Saved searches").menu()
    assert [one.text() for one in menu.actions() if not one.isSeparator()] == [
        "Japanese side\t2", "Long not met\t1", "Manage saved searches…",
    ]  # fmt: skip
    seen = []
    fill(ui, seen.append, save=False)
    act(menu, "Manage saved searches…")
    assert isinstance(seen[0], KeptDialog)
    assert seen[0].windowTitle() == "Saved searches"


def test_a_search_opened_from_elsewhere_narrows_the_list(page, ui, kept, window):
    page.show_other(RecordRef("saved search", kept[0].id))
    assert ui.jobs.idle()
    assert page.people.shown_filter == JAPAN
    assert [name for name in rows(page) if "[" not in name] == ["Aida", "Yajima"]


def test_the_menu_narrows_to_a_distribution_list_and_the_chip_names_it(page, ui, desk, staff):
    ids = (staff["Yajima"].id, staff["Raman"].id)
    desk.distributions.save(Distribution(name="Core group", members=ids))
    assert ui.jobs.idle()
    menu = next(one for one in page.people.bar.more_menu().actions() if one.text() == "Distribution list").menu()
    assert [one.text() for one in menu.actions()] == ["No list", "Core group\t2"]
    act(menu, "Core group")
    assert ui.jobs.idle()
    assert sorted(name for name in rows(page) if "[" not in name) == ["Raman", "Yajima"]
    assert page.people.bar.more_chip.text() == "Core group"


def test_a_list_in_the_trash_finds_nobody_and_so_its_saved_search_counts_nobody(desk, staff):
    group = desk.distributions.save(Distribution(name="Core group", members=(staff["Yajima"].id,)))
    wanted = PersonFilter(list_id=group.id)
    assert desk.contacts.count([wanted]) == [1]
    desk.distributions.delete([group.id])
    assert desk.contacts.count([wanted]) == [0]


def test_those_overdue_come_by_neglect_until_another_order_is_chosen_for_this_once(page, ui, desk, staff):
    late = replace(staff["Aida"], cadence_days=25)
    desk.contacts.save(late)
    meet(desk, [late], 30)
    page.people.set_sort(PersonSort.NAME)
    QTest.mouseClick(page.people.overdue_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert rows(page) == ["Yajima", "Aida"]  # 43 days of 30, and 30 of 25
    act(page.people.sort_menu(), "By precedence")
    assert ui.jobs.idle()
    assert rows(page) == ["Aida", "Yajima"]
    act(page.people.sort_menu(), "By organization")
    assert ui.jobs.idle()
    assert rows(page) == ["[Air Staff]", "Aida", "Yajima"]
    QTest.mouseClick(page.people.overdue_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert page.people.sort is PersonSort.NAME
    QTest.mouseClick(page.people.overdue_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert page.people.sort is PersonSort.NEGLECT
