"""Values edited where they stand: by double click and F2, saved, refused, stepped back from, and met by a newer version."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from tests.contacts.ui.test_page import choose, words

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(page, ui, staff, desk):
    desk.contacts.save(replace(staff["Yajima"], nickname="Masa", diet="No shellfish"))
    choose(page, ui, "Yajima", staff)
    return page


def value_of(page, name):
    """Return the value under a label."""
    return next(one for one in page.view.values if one.accessibleName().startswith(f"{name}:"))


def open_line(page, name):
    value = value_of(page, name)
    QTest.mouseDClick(value, LEFT, pos=value.rect().center())
    assert value.editing
    return value


def typed(value, text, ui):
    value.line.selectAll()
    QTest.keyClicks(value.line, text)
    QTest.keyClick(value.line, Qt.Key.Key_Return)
    assert ui.jobs.idle()


@pytest.mark.parametrize(
    ("label", "text", "attribute", "kept"),
    [
        ("Known as", "Mashi", "nickname", "Mashi"),
        ("Diet", "None", "diet", "None"),
        ("Tags", "PL27, ICE26", "tags", ("PL27", "ICE26")),
    ],
)
def test_a_double_click_edits_and_enter_saves_and_one_undo_takes_it_back(
    shown, ui, staff, desk, label, text, attribute, kept
):
    before = getattr(desk.contacts.person(staff["Yajima"].id), attribute)
    typed(open_line(shown, label), text, ui)
    assert getattr(desk.contacts.person(staff["Yajima"].id), attribute) == kept
    assert "".join(text.split(",")[-1:]).strip() in words(shown.view) or label == "Tags"
    desk.history.undo()
    assert ui.jobs.idle()
    assert getattr(desk.contacts.person(staff["Yajima"].id), attribute) == before


def test_a_number_is_edited_as_it_was_typed(shown, ui, staff, desk):
    typed(open_line(shown, "Work"), "03-5555-9999", ui)
    assert desk.contacts.person(staff["Yajima"].id).phones[0].number == "03-5555-9999"
    assert "+81 3-5555-9999" in words(shown.view)


def test_an_emptied_number_is_taken_away(shown, ui, staff, desk):
    value = open_line(shown, "DSN")
    value.line.clear()
    QTest.keyClick(value.line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert len(desk.contacts.person(staff["Yajima"].id).phones) == 1


def test_f2_edits_the_value_that_has_the_keyboard_and_the_form_from_the_list(shown, ui):
    value = value_of(shown, "Known as")
    value.setFocus()
    QTest.keyClick(value, Qt.Key.Key_F2)
    assert value.editing
    QTest.keyClick(value.line, Qt.Key.Key_Escape)
    assert not value.editing
    assert value.hasFocus()
    shown.people.list.setFocus()
    QTest.keyClick(shown.people.list, Qt.Key.Key_F2)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Edit contact"]


def test_what_cannot_be_is_said_below_the_line_and_stays_typed(shown, ui, staff, desk):
    value = open_line(shown, "E-mail")
    typed(value, "yajima", ui)
    assert value.editing
    assert "yajima is no e-mail address. Write it as name@example.org." in value.problem
    assert value.line.text() == "yajima"
    assert desk.contacts.person(staff["Yajima"].id).emails == staff["Yajima"].emails


def test_a_newer_version_is_said_and_nothing_typed_is_lost(shown, ui, staff, desk):
    value = open_line(shown, "Known as")
    desk.contacts.save(replace(desk.contacts.person(staff["Yajima"].id), diet="Halal"))
    assert ui.jobs.idle()
    assert value.editing
    typed(value, "Mashi", ui)
    assert value.problem
    assert value.line.text() == "Mashi"
    QTest.keyClick(value.line, Qt.Key.Key_Escape)
    assert ui.jobs.idle()
    assert "Halal" in words(shown.view)


def test_a_return_that_confirms_a_conversion_does_not_save(shown, ui, staff, desk):
    value = open_line(shown, "Known as")
    QGuiApplication.sendEvent(value.line, QInputMethodEvent("まさ", []))
    QTest.keyClick(value.line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert value.editing
    assert desk.contacts.person(staff["Yajima"].id).nickname == "Masa"


def test_going_to_another_contact_saves_what_was_typed(shown, ui, staff, desk):
    value = open_line(shown, "Known as")
    value.line.setText("Mashi")
    choose(shown, ui, "Raman", staff)
    assert desk.contacts.person(staff["Yajima"].id).nickname == "Mashi"
    assert shown.title() == "Ms. Priya Raman"


def test_what_cannot_be_saved_on_leaving_is_said_in_a_toast(shown, ui, staff, desk, window):
    value = open_line(shown, "E-mail")
    value.line.setText("yajima")
    choose(shown, ui, "Raman", staff)
    assert window.toasts[-1][0] == "yajima is no e-mail address. Write it as name@example.org."
    assert desk.contacts.person(staff["Yajima"].id).emails == staff["Yajima"].emails
    assert shown.title() == "Ms. Priya Raman"
