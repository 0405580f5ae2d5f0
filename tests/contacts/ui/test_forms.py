"""The forms of people and organizations: whole cards typed in, problems beside their fields, nothing typed ever lost."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from liaison_desk.contacts.records import Address, Email, Phone, Post, Skill
from liaison_desk.contacts.ui.dialogs import PersonDialog
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import NameOrder, PersonName
from tests.contacts.people import SHARED, YAJIMA

LEFT = Qt.MouseButton.LeftButton


def fill(ui, act, *, save=True):
    """Let the next form be filled in by ``act`` and then saved with Ctrl+Enter or stepped back from."""

    def filled(dialog):
        act(dialog)
        if save:
            QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert ui.jobs.idle()
        else:
            dialog.reject()

    ui.ask.fill = filled


def edit(page, ui, person, act, *, save=True):
    """Open the form of a person by F2, let it be filled in."""
    page.show_record(person.id)
    assert ui.jobs.idle()
    fill(ui, act, save=save)
    QTest.keyClick(page.people.list, Qt.Key.Key_F2)
    assert ui.jobs.idle()


def write(line, text):
    """Write Japanese as an input method does, by committing a conversion."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QGuiApplication.sendEvent(line, event)


def choose(choice, value):
    """Choose a value of a field as the mouse does."""
    choice.set_value(value)
    choice.changed.emit()


def newest(desk):
    """Return the person added last."""
    everyone = desk.contacts.people_by_ids(range(1, 400))
    return max(everyone.values(), key=lambda person: person.id)


def test_a_whole_card_typed_in_is_kept_as_typed(page, ui, desk, staff):
    air = staff["Yajima"].posts[0].organization_id

    def act(dialog):
        form = dialog.form
        choose(form.nation, "JPN")
        for part, text in (
            ("native_family", "森下"),
            ("native_given", "健吾"),
            ("reading_family", "もりした"),
            ("reading_given", "けんご"),
        ):
            write(form.name.inputs[part], text)
            form.name.inputs[part].editingFinished.emit()
        form.rank.service.set_value("JMSDF")
        form.rank.service.edited.emit()
        form.rank.rank.setCurrentIndex(form.rank.rank.findText("1等海佐", Qt.MatchFlag.MatchStartsWith))
        form.rank.rank.activated.emit(form.rank.rank.currentIndex())
        QTest.keyClicks(form.field("date_of_rank").input, "1 Jan 2023")
        QTest.keyClicks(form.field("tags").input, "Counterpart,PL27")
        post = form.posts.add_row()
        post.title.host.setText("Chief, plans")
        post.title.home.setText("計画班長")
        post.house.set_value(air, "Air Staff")
        QTest.keyClicks(post.since.input, "2025-08-01")
        phone = form.field("phones").add_row()
        phone.network.set_value("DSN")
        QTest.keyClicks(phone.number, "315-555-0142")
        form.field("phones").add_row()  # left empty: no telephone
        QTest.keyClicks(form.field("emails").add_row().address, "morishita.k@js.example.jp")
        place = form.field("addresses").add_row()
        QTest.keyClicks(place.inputs["city"], "Tokyo")
        skill = form.field("languages").add_row()
        skill.code.set_value("ja")
        QTest.keyClicks(skill.level, "native")
        QTest.keyClicks(form.cadence.input, "30")
        form.field("interpreter").input.click()
        form.field("notes").home.setPlainText("議題は二日前まで")

    fill(ui, act)
    page.new_record()
    assert ui.jobs.idle()
    person = newest(desk)
    assert person.name == PersonName("Morishita", "Kengo", "森下", "健吾", "もりした", "けんご")
    assert (person.nation, person.service, person.rank, person.rank_home, person.rank_code) == (
        "JPN",
        "JMSDF",
        "CAPT",
        "1等海佐",
        "OF-5",
    )
    assert (person.date_of_rank, person.tags, person.cadence_days) == (date(2023, 1, 1), ("Counterpart", "PL27"), 30)
    title = Bilingual("Chief, plans", "計画班長", Wording.ORIGINAL, Wording.TRANSLATED)
    assert person.posts == (Post(title, air, since=date(2025, 8, 1)),)
    assert person.phones == (Phone("315-555-0142", network="DSN"),)
    assert person.emails == (Email("morishita.k@js.example.jp"),)
    assert person.addresses == (Address(city="Tokyo"),)
    assert person.languages == (Skill("ja", "native"),)
    assert person.interpreter
    assert person.notes.home == "議題は二日前まで"
    assert person.marking == SHARED
    assert page.title() == "Morishita Kengo"


def test_opening_and_saving_a_card_changes_nothing_of_it(page, ui, desk, staff):
    air = staff["Yajima"].posts[0].organization_id
    rich = replace(
        staff["Aida"], nation="QQQ", rank="Captain (acting)", rank_code="OF-X", cadence_days=45, photo="abc", extra=("X-ODD:1",),
        posts=(Post(Bilingual("Aide", "副官", home_state=Wording.STALE), air, "as its card says", "J5", date(2020, 1, 1), date(2021, 1, 1)), Post(Bilingual("Guest"), organization="Somewhere")),
        addresses=(Address("work", "1-1", box="PO 7", label="1-1\nTokyo"),), phones=(Phone("1", "car", "NSWAN", "n"),), emails=(Email("a@b", "odd", "far"),),
        languages=(Skill("tlh", "1"),), urls=("https://example.org/a,b",), biography=Bilingual("One\n\nTwo", ""), birthday=date(1604, 2, 29),
        marking=Marking("USA", audience=frozenset({"GBR", "USA"})),
    )  # fmt: skip
    rich = desk.contacts.save(rich)
    edit(page, ui, rich, lambda dialog: None)
    assert desk.contacts.person(rich.id) == rich


def test_a_nation_decides_the_order_of_a_new_name(page, ui, desk):
    def act(dialog):
        form = dialog.form
        choose(form.nation, "USA")
        assert form.name.value().order is NameOrder.GIVEN_FIRST
        choose(form.nation, "JPN")
        assert form.name.value().order is NameOrder.FAMILY_FIRST
        QTest.keyClicks(form.name.inputs["family"], "Mori")

    fill(ui, act)
    page.new_record()
    assert ui.jobs.idle()
    assert newest(desk).name == PersonName("Mori")


def test_a_reading_never_overwrites_a_spelling_that_is_there(page, ui, staff, desk):
    def act(dialog):
        inputs = dialog.form.name.inputs
        inputs["reading_family"].setText("おおの")
        inputs["reading_family"].editingFinished.emit()
        assert inputs["family"].text() == "Yajima"

    edit(page, ui, staff["Yajima"], act)
    assert desk.contacts.person(staff["Yajima"].id).name.reading_family == "おおの"


def test_a_rank_typed_by_hand_gets_its_precedence(page, ui, staff, desk):
    def act(dialog):
        form = dialog.form
        form.rank.service.set_value("USN")
        form.rank.service.edited.emit()
        QTest.keyClicks(form.rank.rank.edit, "CDR")
        form.rank.rank.edit.editingFinished.emit()

    edit(page, ui, staff["Raman"], act)
    saved = desk.contacts.person(staff["Raman"].id)
    assert (saved.service, saved.rank, saved.rank_code) == ("USN", "CDR", "OF-4")


def test_a_card_without_a_name_stays_open_and_says_which_field(page, ui, desk):
    def act(dialog):
        QTest.keyClicks(dialog.form.field("diet").input, "No shellfish")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        assert dialog.isVisible()
        assert dialog.form.name.problem() == "Give a family name or a given name."
        assert dialog.form.field("diet").value() == "No shellfish"
        QTest.keyClicks(dialog.form.name.inputs["family"], "Mori")

    fill(ui, act)
    page.new_record()
    assert ui.jobs.idle()
    assert newest(desk).diet == "No shellfish"


@pytest.mark.parametrize(
    ("field", "typed", "said"), [("cadence_days", "often", "number of days"), ("birthday", "11/12/26", "not a date")]
)
def test_what_means_nothing_is_said_below_its_field(page, ui, staff, desk, field, typed, said):
    def act(dialog):
        dialog.form.field(field).input.setText(typed)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert said in dialog.form.field(field).problem()

    edit(page, ui, staff["Yajima"], act, save=False)
    assert desk.contacts.person(staff["Yajima"].id) == staff["Yajima"]


def test_a_post_with_a_wrong_date_or_order_of_dates_is_said(page, ui, staff):
    def act(dialog):
        row = dialog.form.posts.rows[0]
        row.since.input.setText("sometime")
        dialog.act()
        assert "not a date" in row.since.problem()
        row.since.input.setText("2026-05-02")
        row.until.input.setText("2026-05-01")
        dialog.act()
        assert row.until.problem() == "This is before the post began."

    edit(page, ui, staff["Yajima"], act, save=False)


def test_a_row_is_taken_out_by_its_cross(page, ui, staff, desk):
    def act(dialog):
        phones = dialog.form.field("phones")
        holder = phones.rows[0].parentWidget()
        cross = next(
            button
            for button in holder.findChildren(type(dialog.save_button).__mro__[1])
            if button.accessibleName() == "Take this row out"
        )
        QTest.mouseClick(cross, LEFT)
        assert len(phones.rows) == 1

    edit(page, ui, staff["Yajima"], act)
    assert desk.contacts.person(staff["Yajima"].id).phones == (Phone("315-555-0142", network="DSN"),)


def test_an_organization_is_found_while_typing_or_kept_by_name(page, ui, staff, desk, qtbot):
    def act(dialog):
        house = dialog.form.posts.rows[0].house
        house.setFocus()
        house.selectAll()
        write(house, "計画")
        qtbot.waitUntil(lambda: [ref.label for ref in house.offers] == ["J5 Plans / 計画部"])
        QTest.keyClick(house, Qt.Key.Key_Return)
        second = dialog.form.posts.add_row()
        second.title.host.setText("Guest")
        QTest.keyClicks(second.house, "Some new office")

    edit(page, ui, staff["Yajima"], act)
    first, second = desk.contacts.person(staff["Yajima"].id).posts
    assert desk.contacts.organization(first.organization_id).name.host == "J5 Plans"
    assert (second.organization_id, second.organization) == (0, "Some new office")


def test_a_newer_version_is_shown_beside_what_was_typed_and_mine_can_be_saved_over_it(page, ui, staff, desk):
    yajima = staff["Yajima"]

    def act(dialog):
        desk.contacts.save(replace(yajima, nickname="Masa"))
        dialog.form.field("diet").input.setText("No shellfish")
        dialog.act()
        assert ui.jobs.idle()
        assert dialog.isVisible()
        assert "What you typed is still here." in dialog.newer.text()
        assert "Known as: Masa" in dialog.newer.text()
        assert dialog.form.field("diet").value() == "No shellfish"
        QTest.mouseClick(dialog.newer.keep_button, LEFT)
        assert ui.jobs.idle()
        assert not dialog.isVisible()

    edit(page, ui, yajima, act, save=False)
    saved = desk.contacts.person(yajima.id)
    assert (saved.diet, saved.nickname, saved.version) == ("No shellfish", "", yajima.version + 2)


def test_the_newer_version_can_be_loaded_instead(page, ui, staff, desk):
    yajima = staff["Yajima"]

    def act(dialog):
        desk.contacts.save(replace(yajima, nickname="Masa"))
        dialog.form.field("nickname").input.setText("mine")
        dialog.act()
        assert ui.jobs.idle()
        QTest.mouseClick(dialog.newer.take_button, LEFT)
        assert dialog.form.field("nickname").value() == "Masa"
        dialog.form.field("diet").input.setText("No shellfish")

    edit(page, ui, yajima, act)
    saved = desk.contacts.person(yajima.id)
    assert (saved.diet, saved.nickname) == ("No shellfish", "Masa")


def test_someone_who_may_be_here_already_is_named_but_nothing_is_blocked(page, ui, desk, staff, qtbot):
    def act(dialog):
        assert isinstance(dialog, PersonDialog)
        write(dialog.form.name.inputs["native_family"], "矢島")
        qtbot.waitUntil(dialog.lookalikes.isVisible)
        assert [button.text() for button in dialog.lookalikes.buttons] == ["Lt Col Yajima Masahito 矢島 正人"]

    fill(ui, act)
    page.new_record()
    assert ui.jobs.idle()
    assert newest(desk).name == PersonName(native_family="矢島")


def test_an_address_that_is_here_already_is_told_while_it_is_typed(page, ui, staff, qtbot):
    def act(dialog):
        emails = dialog.form.field("emails")
        QTest.mouseClick(emails.add_button, LEFT)
        QTest.keyClicks(emails.rows[-1].address, "yajima.m@as.example.jp")
        qtbot.waitUntil(dialog.lookalikes.isVisible)
        (button,) = dialog.lookalikes.buttons
        assert button.text() == "Lt Col Yajima Masahito 矢島 正人 · yajima.m@as.example.jp"

    fill(ui, act, save=False)
    page.new_record()
    assert ui.jobs.idle()


def test_a_lookalike_opens_instead_of_the_form(page, ui, staff, window, qtbot):
    def act(dialog):
        QTest.keyClicks(dialog.form.name.inputs["family"], "Yajima")
        qtbot.waitUntil(dialog.lookalikes.isVisible)
        QTest.mouseClick(dialog.lookalikes.buttons[0], LEFT)
        assert not dialog.isVisible()

    fill(ui, act, save=False)
    page.new_record()
    assert ui.jobs.idle()
    assert [ref.id for ref in window.opened] == [staff["Yajima"].id]
    assert "Discard what you typed?" in ui.ask.asked


def test_a_marking_above_the_ceiling_is_refused_in_the_form_and_nothing_typed_is_lost(page, ui, staff, desk):
    def act(dialog):
        marking = dialog.form.field("marking")
        marking.edit.setText("(S//REL TO USA, JPN)")
        dialog.form.field("diet").input.setText("No shellfish")
        dialog.act()
        assert ui.jobs.idle()
        assert "keeps nothing above UNCLASSIFIED" in dialog.strip.text()
        assert dialog.form.field("diet").value() == "No shellfish"
        marking.edit.setText("(U//REL TO USA, JPN, GBR)")

    edit(page, ui, staff["Yajima"], act)
    assert desk.contacts.person(staff["Yajima"].id).marking == Marking("JPN", audience=frozenset({"USA", "JPN", "GBR"}))


def test_text_pasted_with_a_marking_above_the_ceiling_is_refused_below_its_field(page, ui, staff, desk):
    def act(dialog):
        notes = dialog.form.field("notes")
        notes.host.setPlainText("(S//NF) He said so.")
        dialog.act()
        assert ui.jobs.idle()
        assert dialog.isVisible()
        assert "keeps nothing above UNCLASSIFIED" in notes.problem()
        notes.host.setPlainText("(He) said so.")

    edit(page, ui, staff["Yajima"], act)
    assert desk.contacts.person(staff["Yajima"].id).notes.host == "(He) said so."


def test_add_post_leads_to_an_empty_post(page, ui, staff, desk):
    page.show_record(staff["Raman"].id)
    assert ui.jobs.idle()

    def act(dialog):
        assert ui.jobs.idle()
        assert len(dialog.form.posts.rows) == 1
        assert dialog.form.posts.rows[0].title.host.hasFocus()
        QTest.keyClicks(dialog.form.posts.rows[0].title.host, "Foreign disclosure officer")

    fill(ui, act)
    page.view.post_wanted.emit()
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Raman"].id).posts == (Post(Bilingual("Foreign disclosure officer")),)


def test_yajima_is_the_card_these_tests_think(staff):
    assert (
        replace(
            staff["Yajima"],
            id=0,
            uid="",
            version=0,
            created_at=None,
            updated_at=None,
            author="",
            posts=(),
            cadence_days=0,
        )
        == YAJIMA
    )
