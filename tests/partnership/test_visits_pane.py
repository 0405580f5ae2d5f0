"""The pane of visits with real clicks and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.erasing import Erasing
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import Exercise
from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import Button
from liaison_desk.foundation.qt.paint import Text, TimeText
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import Delegate, Escort, Visit, Visitor, VisitSite, VisitState
from liaison_desk.partnership.ui.visits.columns import DAYS, visit_columns
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.editing.model import Typed
from tests.partnership.seeing_visits import click, pane, press, visit, words
from tests.windows import fill, settle, told, ui

__all__ = ["fill", "pane", "told", "ui", "visit"]


def test_a_request_goes_from_submitted_to_approved_by_keys_and_says_what_it_needs(pane, ui, desk, visit, fill, told):
    assert {"19", "days left to submit", "Request in by Sun 13 Dec", "30 days before the first · Headquarters"} <= set(
        words(pane.view)
    )
    fill()
    press(pane, ui, Qt.Key.Key_S)
    kept = desk.visits.one(visit.id)
    assert (kept.state, kept.submitted) == (VisitState.SUBMITTED, date(2026, 11, 24))
    assert "Submitted in time" in words(pane.view)
    assert not {"–", "19"} & set(words(pane.view))
    problems = []

    def approve(dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        problems.append(dialog.form.field("number").problem())
        dialog.form.field("number").input.setText("VR-27-0042")

    fill(approve)
    press(pane, ui, Qt.Key.Key_S)
    assert problems == ["Enter the number under which the visit was approved."]
    kept = desk.visits.one(visit.id)
    assert (kept.state, kept.number) == (VisitState.APPROVED, "VR-27-0042")
    click(pane.view.state_buttons[VisitState.CANCELLED], ui)
    assert desk.visits.one(visit.id).state is VisitState.CANCELLED
    told.undo()
    settle(ui)
    assert desk.visits.one(visit.id).state is VisitState.APPROVED


def test_a_visit_that_begins_on_another_day_offers_to_move_its_events_and_one_undo_takes_all_back(
    pane, ui, desk, visit, fill
):  # fmt: skip
    start = datetime(2027, 1, 13, 16)

    def enter(dialog):
        form = dialog.form
        QTest.keyClicks(dialog.focusWidget(), "Office call")
        form.start.input.setText("2027-01-13 1600")
        form.start.input.textEdited.emit("2027-01-13 1600")

    fill(enter)
    press(pane, ui, Qt.Key.Key_I)
    [item] = desk.visits.itinerary(visit.id)
    assert (item.start, item.end, item.zone) == (start, start.replace(hour=17), "America/Denver")
    times = pane.view.findChildren(TimeText)[0].accessibleName()
    assert times == "1600T, 2300Z, 0800I+1"
    said = []

    def later(dialog):
        form = dialog.form
        form.first.input.setText("2027-01-19")
        form.first.input.textEdited.emit("2027-01-19")
        settle(ui)
        said.append((form.moves.isVisible(), form.moved_line.text_whole(), form.last.value()))

    fill(later)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    settle(ui)
    assert said == [(True, "1 event moves by +7 d: Office call (20 Jan 2027).", date(2027, 1, 21))]
    assert desk.visits.itinerary(visit.id)[0].start == datetime(2027, 1, 20, 16)
    assert desk.history.undo() == "Move a visit"
    assert desk.visits.itinerary(visit.id)[0].start == start
    assert desk.visits.one(visit.id).last == date(2027, 1, 14)


def test_a_new_visit_freezes_who_goes_along_and_keeps_what_was_typed_when_it_is_refused(pane, ui, desk, fill):
    person = desk.contacts.save(Person(name=PersonName("Asano", "Rei"), rank="Col", service="USAF", rank_code="OF-5"))
    problems = []

    def enter(dialog):
        form = dialog.form
        people = form.field("delegation")
        columns = people.model.columns
        refs = columns[0].find("asano")
        people.model.setData(people.model.index(0, 0), Typed(refs[0].label, refs[0]))
        people.model.setData(people.model.index(1, 0), Typed("Somebody"))
        people.model.setData(people.model.index(1, 2), Typed("colonel"))
        problems.append(people.problem())
        people.model.setData(people.model.index(1, 2), Typed("of-6"))
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        problems.append(form.field("title").problem())
        QTest.keyClicks(dialog.focusWidget(), "Staff talks")

    fill(enter)
    click(pane.bar.new_button, ui)
    assert problems == [
        "“colonel” is no code of a rank. Type one such as OF-5, WO or OR-7.",
        "Give the visit a title.",
    ]
    new = desk.visits.one(pane.current_id())
    assert new.title.host == "Staff talks"
    assert [(one.name, one.rank, one.code, one.contact_id) for one in new.delegation] == [
        ("Asano Rei", "Col USAF", "OF-5", person.id), ("Somebody", "", "OF-6", 0),
    ]  # fmt: skip


def test_visits_are_narrowed_to_a_place_and_to_somebody_by_clicks(pane, ui, desk, visit):
    desk.visits.save(Visit(title=Bilingual("Survey"), sites=(VisitSite("Range"),), escorts=(Escort("Sgt Lind"),)))
    settle(ui)

    def narrow(chip, words):
        QTest.mouseClick(pane.bar.chips[chip], Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        [action] = [one for one in menu.actions() if one.text() == words]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        settle(ui)
        ids = pane.model.listing.ids
        return pane.bar.chips[chip].text(), [desk.visits.one(id_).title.host for id_ in ids]

    assert narrow("site", "Headquarters") == ("Headquarters", ["Call on the commander"])
    assert narrow("person", "Sgt Lind") == ("Sgt Lind", [])
    assert narrow("site", "All sites") == ("Site", ["Survey"])
    assert narrow("person", "UEHARA Aoi") == ("UEHARA Aoi", ["Call on the commander"])


def test_in_the_rows_of_a_form_a_click_opens_no_page_behind_it_and_ctrl_enter_saves(pane, ui, desk, visit, fill, told):
    person = desk.contacts.save(Person(name=PersonName("Asano", "Rei")))
    desk.visits.save(replace(visit, delegation=(Delegate("ASANO Rei", contact_id=person.id, code="OF-5"),)))
    settle(ui)
    open_after = []

    def act(dialog):
        table = dialog.form.field("delegation").table
        table.setFocus()
        name = table.visualRect(table.model().index(0, 0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=name.topLeft() + QPoint(14, 10))
        dialog.form.field("number").input.setText("VR-9")
        QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        open_after.append(dialog.isVisible())

    fill(act, save=False)
    pane.edit_current()
    settle(ui)
    assert (told.opened, open_after, desk.visits.one(visit.id).number) == ([], [False], "VR-9")


def test_a_checklist_is_ticked_and_the_rules_of_sites_are_edited_in_place(pane, ui, desk, visit, fill):
    pane.apply("working-visit")
    settle(ui)
    click(pane.view.checks["agenda"], ui)
    kept = desk.visits.one(visit.id)
    assert {one.key: one.done for one in kept.steps}["agenda"] == date(2026, 11, 24)
    assert "1 / 8" in words(pane.view)
    click(pane.view.checks["agenda"], ui)
    assert "0 / 8" in words(pane.view)

    def enter(dialog):
        model = dialog.form.field("sites").model
        model.setData(model.index(0, 3), Typed("45"))
        model.setData(model.index(1, 0), Typed("Test range"))

    fill(enter)
    click(pane.rules_button, ui)
    assert [(one.name.host, one.one_time, one.nation) for one in desk.sites.in_order()] == [
        ("Headquarters", 45, "USA"), ("Test range", 30, "USA"),
    ]  # fmt: skip
    assert "4" in words(pane.view)
    assert desk.history.undo() == "Change the rules of sites"
    assert len(desk.sites.in_order()) == 1


def test_personal_data_are_entered_beside_their_owner_and_erased_at_once_or_on_their_day(
    pane, ui, desk, visit, fill, told, clock
):  # fmt: skip
    def enter(dialog):
        dialog.form.field("passport").input.setText("TK7391264")
        QTest.keyClicks(dialog.focusWidget(), "1971-08-13")

    fill(enter)
    click(pane.view.personal_buttons[0], ui)
    [data] = desk.visitors.of_visit(visit.id)
    assert (data.name, data.passport, data.born, data.purge_on) == (
        "MORIKAWA Haruto", "TK7391264", date(1971, 8, 13), date(2027, 2, 13),
    )  # fmt: skip

    def erase(dialog):
        button = next(one for one in dialog.findChildren(Button) if one.text() == "Erase now")
        click(button, ui)

    fill(erase, save=False)
    click(pane.view.personal_buttons[0], ui)
    assert desk.visitors.of_visit(visit.id) == []
    assert told.toasts[-1] == ("Personal data of 1 visitor are erased.", None)
    erasing = Erasing(ui, desk, pane)
    erasing.look()
    settle(ui)
    desk.visitors.save(
        Visitor(visit_id=visit.id, name="MORIKAWA Haruto", passport="TK7391264", purge_on=date(2026, 11, 25))
    )
    erasing.look()
    settle(ui)
    assert len(desk.visitors.of_visit(visit.id)) == 1
    clock.forward(days=1)
    erasing.look()
    settle(ui)
    said = "Personal data of 1 visitor were erased on their day."
    assert desk.visitors.of_visit(visit.id) == []
    assert told.toasts[-1] == (said, None)
    pane.refresh()
    assert pane.strip.text() == said
    pane.strip.hide()
    pane.refresh()
    assert pane.strip.isHidden()


def test_personal_data_that_come_past_their_day_are_erased_at_the_next_look(pane, ui, desk, visit):
    erasing = Erasing(ui, desk, pane)
    erasing.look()
    settle(ui)
    desk.visitors.save(
        Visitor(visit_id=visit.id, name="MORIKAWA Haruto", passport="TK7391264", purge_on=date(2026, 11, 1))
    )
    settle(ui)
    erasing.look()
    settle(ui)
    assert desk.visitors.of_visit(visit.id) == []


def test_an_exercise_begins_a_visit_with_its_name_and_days_linked_with_it(pane, ui, desk, fill):
    held = {"startex": datetime(2027, 3, 8, 8), "endex": datetime(2027, 3, 19, 17), "zone": "America/Denver"}
    exercise = desk.exercises.save(Exercise(name=Bilingual("BLUE HORIZON"), **held))
    fill()
    pane.begin(RecordRef("visit", 0, about=(RecordRef("exercise", exercise.id),)))
    settle(ui)
    begun = desk.visits.one(pane.current_id())
    assert (begun.title.host, begun.first) == ("BLUE HORIZON", date(2027, 3, 8))
    assert [ref.kind for ref in desk.visits.belongings(begun.id).links] == ["exercise"]

    def choose(dialog):
        field = dialog.form.exercise
        field.input.picked.emit(desk.suggest("exercise", "blue")[0])

    said = []

    def gone(dialog):
        dialog.form.exercise.input.picked.emit(RecordRef("exercise", 99_999, "Gone"))
        settle(ui)
        said.append(dialog.form.exercise.problem())
        dialog.form.settle()
        dialog.reject()

    fill(gone, save=False)
    click(pane.bar.new_button, ui)
    assert said == ["This exercise is not there any more."]
    fill(choose)
    click(pane.bar.new_button, ui)
    again = desk.visits.one(pane.current_id())
    assert again.id != begun.id
    assert (again.title, again.last) == (begun.title, date(2027, 3, 19))
    assert [ref.id for ref in desk.visits.belongings(again.id).links] == [exercise.id]


def test_both_data_of_one_who_was_two_contacts_are_seen(pane, ui, desk, visit):
    for day in (date(2027, 1, 5), date(2027, 1, 6)):
        desk.visitors.save(Visitor(visit_id=visit.id, name="MORIKAWA Haruto", purge_on=day))
    settle(ui)
    pane.refresh()
    settle(ui)
    said = [one.text() for one in pane.view.findChildren(Text) if one.text().startswith("Personal data kept until")]
    assert said == ["Personal data kept until 5 Jan 2027", "Personal data kept until 6 Jan 2027"]


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize(
    ("first", "last"),
    [((2026, 12, 29), (2027, 1, 11)), ((2026, 11, 29), (2026, 12, 28)), ((2026, 12, 22), (2026, 12, 28))],
)
def test_days_that_are_too_long_for_a_line_stand_in_two_that_their_column_holds(code, first, last, ui, desk):
    said = Words(Language(code), desk.profile.get, SystemClock())
    (column,) = (column for column in visit_columns(said) if column.key == DAYS)
    lines = said.day_lines(date(*first), date(*last))
    assert "".join(lines).replace(" ", "") == said.days(date(*first), date(*last)).replace(" ", "")
    metrics = QFontMetrics(ui.theme.font(Size.BODY, tabular=True))
    assert max(map(metrics.horizontalAdvance, lines)) <= column.width - 16
