"""Form of address, pronunciation, assistants; addresses and posts that cannot be; how numbers are shown."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import Assistant, Email, Phone, Post
from liaison_desk.contacts.rules.validity import is_address, overlapping
from liaison_desk.contacts.ui.person_form import PersonForm
from liaison_desk.contacts.ui.phones import shown_number
from liaison_desk.domain.bilingual import Bilingual
from tests.contacts.ui.test_forms import edit
from tests.contacts.ui.test_page import words

LEFT = Qt.MouseButton.LeftButton


def test_form_of_address_pronunciation_and_assistants_are_kept_and_shown(page, ui, staff, desk):
    def act(dialog):
        form = dialog.form
        QTest.keyClicks(form.field("address_as").input, "Masa")
        QTest.keyClicks(form.field("pronunciation").input, "yah-JEE-mah")
        QTest.mouseClick(form.assistants.add_button, LEFT)
        row = form.assistants.rows[0]
        QTest.keyClicks(row.who, "Ms. Ito")
        QTest.keyClicks(row.phone, "4711")

    edit(page, ui, staff["Yajima"], act)
    kept = desk.contacts.person(staff["Yajima"].id)
    assert (kept.address_as, kept.pronunciation) == ("Masa", "yah-JEE-mah")
    assert kept.assistants == (Assistant("Ms. Ito", phone="4711"),)
    said = words(page.view)
    assert "Masa" in said
    assert "yah-JEE-mah" in said
    assert "Ms. Ito" in said


def test_an_assistant_may_be_a_contact_of_the_desk(page, ui, staff, desk, qtbot):
    def act(dialog):
        QTest.mouseClick(dialog.form.assistants.add_button, LEFT)
        who = dialog.form.assistants.rows[0].who
        QTest.keyClicks(who, "Raman")
        qtbot.waitUntil(lambda: bool(who.offers))
        QTest.keyClick(who, Qt.Key.Key_Down)
        QTest.keyClick(who, Qt.Key.Key_Return)

    edit(page, ui, staff["Yajima"], act)
    assert desk.contacts.person(staff["Yajima"].id).assistants[0].contact_id == staff["Raman"].id
    assert "Raman" in words(page.view)


def test_editing_keeps_the_post_itself(page, ui, staff, desk):
    person = staff["Yajima"]
    billet = desk.billets.save(_billet(person.posts[0].organization_id))
    edit(page, ui, person, lambda dialog: QTest.keyClicks(dialog.form.field("nickname").input, "Masa"))
    assert desk.contacts.person(person.id).posts[0].billet_id == billet.id


def test_an_address_without_a_domain_is_said_below_its_field(page, ui, staff, desk):
    def act(dialog):
        emails = dialog.form.field("emails")
        emails.rows[0].address.setText("yajima.m")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert emails.problem() == "yajima.m is no e-mail address. Write it as name@example.org."

    edit(page, ui, staff["Yajima"], act, save=False)
    assert desk.contacts.person(staff["Yajima"].id) == staff["Yajima"]


def test_two_posts_at_once_in_one_organization_are_doubted_but_kept(page, ui, staff, desk):
    house = staff["Yajima"].posts[0].organization_id
    posts = (
        Post(Bilingual("Desk A"), house, since=date(2025, 1, 1)),
        Post(Bilingual("Desk B"), house, since=date(2026, 1, 1)),
    )
    person = desk.contacts.save(replace(staff["Yajima"], posts=posts))

    def act(dialog):
        assert not dialog.form.posts.warning.isHidden()
        assert "Desk A" in words(dialog.form.posts.warning)
        dialog.form.posts.rows[0].until.input.setText("2025-12-31")
        dialog.form.posts.rows[0].until.changed.emit()
        assert dialog.form.posts.warning.isHidden()

    edit(page, ui, person, act)


def test_posts_one_after_the_other_do_not_overlap():
    first = Post(organization="A", since=date(2024, 1, 1), until=date(2025, 1, 1))
    second = Post(organization="A", since=date(2025, 1, 1))
    assert overlapping([first, second]) is None
    assert overlapping([first, replace(second, since=date(2024, 6, 1))]) is not None
    assert overlapping([first, replace(second, since=date(2024, 6, 1), organization="B")]) is None


@pytest.mark.parametrize(
    ("phone", "nation", "shown"),
    [
        (Phone("03-5555-0142"), "JPN", "+81 3-5555-0142"),
        (Phone("(719) 555-0142"), "USA", "+1 719-555-0142"),
        (Phone("0355550142"), "", "0355550142"),
        (Phone("+81355550142"), "USA", "+81 3-5555-0142"),
        (Phone("315-225-1234", network="DSN"), "USA", "315-225-1234"),
        (Phone("8-6-45123", network="extension"), "JPN", "8-6-45123"),
        (Phone("call the desk"), "USA", "call the desk"),
        (Phone("9" * 4000), "USA", "9" * 4000),
    ],
)
def test_only_civil_numbers_are_shown_as_dialled_from_abroad(phone, nation, shown):
    assert shown_number(phone, nation) == shown


def test_a_number_is_copied_as_it_is_shown_and_kept_as_it_was_typed(page, ui, staff, desk):
    person = desk.contacts.save(replace(staff["Aida"], phones=(Phone("0355550142"),)))
    page.show_record(person.id)
    assert ui.jobs.idle()
    QTest.mouseClick(page.view.reach.copy_buttons[0], LEFT)
    assert QGuiApplication.clipboard().text() == "+81 3-5555-0142"
    assert desk.contacts.person(person.id).phones[0].number == "0355550142"


def test_an_address_has_a_name_and_a_domain():
    assert is_address("a@b.example")
    assert not any(is_address(text) for text in ("a", "@b", "a@", "a b@c", "<a@b>"))
    assert Email("x", network="official").address == "x"


def _billet(house):
    from liaison_desk.contacts.records import Billet

    return Billet(title=Bilingual("Exercises desk"), organization_id=house)


def test_another_title_parts_a_post_from_the_kept_one_and_its_own_joins_it_again(page, ui, staff, desk, qtbot):
    yajima = staff["Yajima"]
    billet = desk.billets.save(_billet(yajima.posts[0].organization_id))
    form = PersonForm(ui, page.words, desk.contacts, {one.id: one for one in desk.contacts.organizations()})
    qtbot.addWidget(form)

    def titled(host, home):
        form.show_person(desk.contacts.person(yajima.id))
        title = form.posts.rows[0].title
        title.host.setText(host)
        title.home.setText(home)
        return desk.contacts.save(form.collect()).posts[0].billet_id

    assert titled("Exercises desk", "演習担当") == billet.id
    assert titled("Totally different job", "演習担当") == 0
    assert titled("EXERCISES desk", "演習担当") == billet.id


def test_tab_goes_through_the_rows_of_a_person_where_they_stand(page, ui, staff, desk, qtbot):
    """Rows that are there at once and one that is added, forwards and backwards."""
    form = PersonForm(ui, page.words, desk.contacts, {one.id: one for one in desk.contacts.organizations()})
    qtbot.addWidget(form)
    form.show_person(desk.contacts.person(staff["Yajima"].id))
    form.show()
    phones = form.field("phones")
    QTest.mouseClick(phones.add_button, LEFT)
    qtbot.wait(1)  # the row is shown
    *_, row = phones.rows
    assert form.focusWidget() is row.number
    name = form.name
    ordered = [
        form.nation.focusProxy(),
        *(name.inputs[part] for part in ("family", "given", "native_family", "native_given", "reading_family", "reading_given")),
        name.order, name.prefix, name.suffix, form.posts.rows[0].title.host, form.posts.rows[0].title.home, form.posts.rows[0].house,
        form.posts.add_button, row.kind, row.network, row.number, row.note, phones.add_button, form.field("emails").add_button,
    ]  # fmt: skip
    ordered[0].setFocus()
    forth = [form.focusWidget()]
    while forth[-1] is not ordered[-1] and len(forth) < 80:
        QTest.keyClick(forth[-1], Qt.Key.Key_Tab)
        forth.append(form.focusWidget())
    assert [one for one in forth if one in ordered] == ordered
    assert len(set(forth)) == len(forth)
    back = [ordered[-1]]
    while back[-1] is not ordered[0] and len(back) < 80:
        QTest.keyClick(back[-1], Qt.Key.Key_Backtab)
        back.append(form.focusWidget())
    assert back == forth[::-1]
