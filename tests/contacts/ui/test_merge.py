"""The merge of two contacts, with real clicks and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from liaison_desk.app.lending.formats import lend
from liaison_desk.contacts.records import Email, PersonFilter, PersonSort
from liaison_desk.contacts.rules.merging import Choice
from liaison_desk.contacts.ui.merge import LABELS, open_merge
from liaison_desk.contacts.ui.page import make_page
from liaison_desk.contacts.ui.pictures import jpeg_of
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import PROFILE, YAJIMA
from tests.contacts.ui.test_photo import picture


@pytest.fixture
def double(desk, staff):
    """Yajima again, with another diet, address and tag."""
    return desk.contacts.save(
        replace(YAJIMA, diet="No shellfish", emails=(Email("m.yajima@other.example"),), tags=("GS27",), nickname="Masa")
    )


@pytest.fixture
def merge(ui, desk, staff, double, window, qtbot):
    """Open the merge, do something with it, and return what the page was told."""

    def opened(work):
        told = []
        ui.ask.fill = work
        from liaison_desk.contacts.ui.words import Words

        words = Words(ui.language, lambda: PROFILE, ui.clock)
        open_merge(ui, words, desk.merging, [staff["Yajima"].id, double.id], told.append)
        assert ui.jobs.idle()
        return told

    return opened


def people(desk):
    return list(desk.contacts.people(PersonFilter(words="Yajima"), Sort(PersonSort.NAME)).ids)


def test_rows_show_what_differs_and_ctrl_enter_merges_what_is_chosen(merge, ui, desk, staff, double, qtbot):
    def work(dialog):
        dialog.show()
        assert {field for field, _ in dialog.cells} == {"diet", "emails", "tags", "nickname", "posts", "cadence_days"}
        assert dialog.cells["tags", Choice.BOTH].isChecked()
        assert dialog.cells["emails", Choice.BOTH].text() == "yajima.m@as.example.jp\nm.yajima@other.example"
        assert dialog.cells["diet", Choice.OTHER].isChecked()
        qtbot.mouseClick(dialog.cells["emails", Choice.ONE], Qt.MouseButton.LeftButton)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    assert merge(work) == [staff["Yajima"].id]
    kept = desk.contacts.person(staff["Yajima"].id)
    assert (kept.diet, kept.tags, kept.nickname) == ("No shellfish", ("PL27", "GS27"), "Masa")
    assert [email.address for email in kept.emails] == ["yajima.m@as.example.jp"]
    assert people(desk) == [kept.id]


def test_the_other_one_can_stay_and_says_what_will_name_him(merge, ui, desk, staff, double, qtbot):
    def work(dialog):
        dialog.show()
        assert "Nothing else" in dialog.linked.text_whole()
        qtbot.mouseClick(dialog.stay_cells[1], Qt.MouseButton.LeftButton)
        assert "2 meetings" in dialog.linked.text_whole()
        # The columns keep their persons.
        assert dialog.cells["diet", Choice.ONE].text() == "No shellfish"
        assert dialog.cells["diet", Choice.ONE].isChecked()
        dialog.act()
        assert ui.jobs.idle()

    assert merge(work) == [double.id]
    assert len(desk.contacts.history_with(double.id)) == 2
    assert people(desk) == [double.id]


def test_a_newer_version_is_said_and_shown_instead_of_being_overwritten(merge, ui, desk, staff, double, qtbot):
    def work(dialog):
        dialog.show()
        desk.contacts.save(replace(double, diet="Vegetarian"))
        dialog.act()
        assert ui.jobs.idle()
        assert not dialog.strip.isHidden()
        assert dialog.cells["diet", Choice.OTHER].text() == "Vegetarian"
        dialog.reject()

    assert merge(work) == []
    assert len(people(desk)) == 2


def test_two_selected_contacts_offer_to_merge_and_the_toast_takes_it_back(ui, desk, staff, double, window, qtbot):
    page = make_page(
        desk.contacts, ui, lambda: PROFILE, merging=desk.merging,
        outside=lend(desk),
    )  # fmt: skip
    qtbot.addWidget(page)
    page.show()
    page.refresh(None)
    assert ui.jobs.idle()
    for number in (staff["Yajima"].id, double.id):
        page.people.list.select_id(number)
    view = page.people.list
    selection = view.selectionModel()
    selection.clear()
    for number in (staff["Yajima"].id, double.id):
        selection.select(page.people.model.index(page.people.model.row_of(number), 0), selection.SelectionFlag.Select)
    assert ui.jobs.idle()
    ui.ask.fill = lambda dialog: (dialog.act(), ui.jobs.idle())
    qtbot.mouseClick(page.several.buttons["merge"], Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert people(desk) == [staff["Yajima"].id] or people(desk) == [double.id]
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert len(people(desk)) == 2


def test_every_field_has_its_label():
    from dataclasses import fields

    from liaison_desk.contacts.records import Person
    from liaison_desk.domain.record import Record

    head = {field.name for field in fields(Record)} - {"marking"}
    assert set(LABELS) == {field.name for field in fields(Person)} - head - {"merged_into"}


def test_a_photo_is_shown_and_can_be_taken_from_the_other(merge, ui, desk, staff, double, qtbot):
    mine, his = (jpeg_of(picture(side, side)) for side in (100, 90))
    digests = [desk.contacts.set_photo(id_, jpeg).photo for id_, jpeg in ((staff["Yajima"].id, mine), (double.id, his))]

    def work(dialog):
        dialog.show()
        cells = [dialog.cells["photo", choice] for choice in (Choice.ONE, Choice.OTHER)]
        assert [cell.isChecked() for cell in cells] == [True, False]
        for cell in cells:  # the picture stands right of the radio mark
            colour = cell.grab().toImage().pixelColor(60, cell.height() // 2)
            assert (colour.red() < 20, colour.blue() > 110) == (True, True)
        qtbot.mouseClick(cells[1], Qt.MouseButton.LeftButton)
        dialog.act()
        assert ui.jobs.idle()

    merge(work)
    kept = desk.contacts.person(staff["Yajima"].id)
    assert kept.photo == digests[1]
    assert desk.contacts.picture(kept.photo) == his
