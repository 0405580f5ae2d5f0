"""Distribution lists and possible duplicates, with real clicks and keys."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import Email, Person
from liaison_desk.contacts.rules.addressing import addresses
from liaison_desk.contacts.ui.doubles_dialog import DoublesDialog
from liaison_desk.contacts.ui.lists_dialog import ListsDialog
from liaison_desk.contacts.ui.merge import MergeDialog
from liaison_desk.domain.names import PersonName

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(ui, desk, qtbot, selected=(), shown=None):
    words = WORDS(ui, desk)
    dialog = ListsDialog(
        ui, words, desk.distributions, desk.contacts, selected, ([] if shown is None else shown).append
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert ui.jobs.idle()
    return dialog


def WORDS(ui, desk):
    from liaison_desk.contacts.ui.words import Words

    return Words(ui.language, desk.profile.get, ui.clock)


def rows(tree):
    return [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())]


def test_a_list_is_made_of_the_selection_named_ordered_and_copied_as_addresses(ui, desk, staff, qtbot):
    yajima, whitcombe, raman = (staff[name] for name in ("Yajima", "Whitcombe", "Raman"))
    dialog = opened(ui, desk, qtbot, (yajima.id, whitcombe.id, raman.id))
    dialog.new()
    assert ui.jobs.idle()
    dialog.names.topLevelItem(0).setText(0, "Planning group")
    assert ui.jobs.idle()
    (kept,) = desk.distributions.lists()
    assert (kept.name, kept.members) == ("Planning group", (yajima.id, whitcombe.id, raman.id))
    dialog.members.setCurrentItem(dialog.members.topLevelItem(0))
    dialog.shift(1)
    assert ui.jobs.idle()
    assert desk.distributions.lists()[0].members == (whitcombe.id, yajima.id, raman.id)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert QGuiApplication.clipboard().text() == (
        "Daniel Whitcombe <d.whitcombe@cmd.example.com>; Yajima Masahito <yajima.m@as.example.jp>"
    )
    assert "1 without one." in dialog.strip.text()


def test_people_are_taken_off_and_lists_deleted_by_key_and_undo_brings_them_back(ui, desk, staff, qtbot):
    dialog = opened(ui, desk, qtbot, (staff["Yajima"].id, staff["Raman"].id))
    dialog.new()
    assert ui.jobs.idle()
    dialog.names.closePersistentEditor(dialog.names.currentItem(), 0)
    dialog.members.setCurrentItem(dialog.members.topLevelItem(1))
    QTest.keyClick(dialog.members, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert desk.distributions.lists()[0].members == (staff["Yajima"].id,)
    dialog.delete()
    assert ui.jobs.idle()
    assert rows(dialog.names) == []
    desk.history.undo()
    assert len(desk.distributions.lists()) == 1


def test_the_contacts_page_is_narrowed_to_a_list(ui, desk, staff, qtbot):
    shown = []
    dialog = opened(ui, desk, qtbot, (staff["Yajima"].id,), shown)
    dialog.new()
    assert ui.jobs.idle()
    dialog._on_show()
    assert shown == [desk.distributions.lists()[0].id]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(TEXTS, st.text("abc@.", min_size=1, max_size=6)), max_size=6), st.booleans())
def test_no_name_breaks_a_list_of_addresses(told, named):
    people = [Person(name=PersonName(name), emails=(Email(address),)) for name, address in told]
    text, without = addresses(people, named=named, separator="; ")
    assert "\n" not in text
    assert "\r" not in text
    assert without == 0
    alone, _ = addresses(people, named=False, separator=" ")
    assert len(alone.split()) == len({address.casefold() for _, address in told})


def test_only_addresses_of_the_network_count():
    person = Person(name=PersonName("Abe, Ren"), emails=(Email("a@x", network="internet"), Email("b@y", network="JPN")))
    assert addresses([person], "JPN") == ('"Abe, Ren" <b@y>', 0)
    assert addresses([person], "DSN") == ("", 1)


def test_possible_duplicates_are_listed_and_merged_from_the_list(ui, desk, staff, qtbot):
    desk.contacts.save(replace(staff["Whitcombe"], id=0, version=0, uid="", emails=()))
    merged = []
    dialog = DoublesDialog(ui, WORDS(ui, desk), desk.merging, merged.append)
    qtbot.addWidget(dialog)
    dialog.show()
    assert ui.jobs.idle()
    assert dialog.pairs.topLevelItemCount() == 1

    def fill(merge):
        assert isinstance(merge, MergeDialog)
        merge.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert ui.jobs.idle()
    assert merged == [staff["Whitcombe"].id]
    assert dialog.pairs.topLevelItemCount() == 0
    assert not dialog.merge_button.isEnabled()


def test_a_pair_told_apart_by_del_is_not_listed_again(ui, desk, staff, qtbot):
    twin = desk.contacts.save(replace(staff["Whitcombe"], id=0, version=0, uid=""))
    dialog = DoublesDialog(ui, WORDS(ui, desk), desk.merging, lambda _: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert ui.jobs.idle()
    row = dialog.pairs.topLevelItem(0)
    assert (dialog.pairs.topLevelItemCount(), row.text(2)) == (1, "Name")
    assert row.text(0).startswith(row.text(1).split(" · ")[0])
    QTest.keyClick(dialog.pairs, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert dialog.pairs.topLevelItemCount() == 0
    assert not dialog.apart_button.isEnabled()
    desk.contacts.save(replace(twin, name=PersonName("Whitcomb", "D.")))
    assert desk.merging.doubles() == []
    assert desk.history.undo() is not None
    assert desk.history.undo() == "Tell two contacts apart"
    assert len(desk.merging.doubles()) == 1
