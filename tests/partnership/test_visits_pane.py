"""The pane of visits with real clicks and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from liaison_desk.app.erasing import Erasing
from liaison_desk.app.partnership_lending import partnership_sources
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import Exercise
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Button
from liaison_desk.foundation.qt.paint import TimeText
from liaison_desk.partnership.records import Delegate, Escort, Site, Visit, Visitor, VisitSite, VisitState
from liaison_desk.partnership.ui.visits.pane import VisitsPane
from liaison_desk.screens.editing.model import Typed
from tests.tasks.using import move
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "told", "ui"]

PEOPLE = (Delegate("UEHARA Aoi", code="OF-5"), Delegate("MORIKAWA Haruto", rank="Lt Gen JASDF", code="OF-8"))


@pytest.fixture
def visit(desk):
    site = desk.sites.save(Site(name=Bilingual("Headquarters"), nation="USA", one_time=30))
    return desk.visits.save(
        Visit(
            title=Bilingual("Call on the commander"), first=date(2027, 1, 12), last=date(2027, 1, 14),
            delegation=PEOPLE, sites=(VisitSite("Headquarters", site.id),),
        )
    )  # fmt: skip


@pytest.fixture
def pane(ui, desk, visit, qtbot):
    made = shown(VisitsPane(partnership_sources(desk, ui), ui), ui, qtbot)
    ui.changes.changed.connect(made.changed)  # as the page does it
    made.refresh()
    settle(ui)
    made.take_focus()
    return made


def words(widget):
    """Return all the words that stand in a widget."""
    return [label.text() for label in widget.findChildren(QLabel)]


def press(pane, ui, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(pane.window().focusWidget() or pane, key, modifiers)
    settle(ui)


def click(button, ui):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(ui)


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


def test_on_the_board_a_card_dragged_on_asks_what_the_state_needs(pane, ui, desk, visit, fill, qtbot):
    press(pane, ui, Qt.Key.Key_B)
    board = pane.board
    assert board.column(VisitState.DENIED).isHidden()
    cards = board.column(VisitState.PLANNED).cards
    viewport, at = cards.viewport(), cards.visualRect(cards.model().index(0, 0)).center()
    target = board.column(VisitState.SUBMITTED)
    to = viewport.mapFromGlobal(target.mapToGlobal(target.rect().center()))
    fill(lambda dialog: dialog.form.field("number").input.setText("VR-1"))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for point in (at + QPoint(20, 0), to):
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)
    settle(ui)
    kept = desk.visits.one(visit.id)
    assert (kept.state, kept.number) == (VisitState.SUBMITTED, "VR-1")
    assert list(target.model.listing.ids) == [visit.id]
    press(pane, ui, Qt.Key.Key_L)
    assert pane.stack.currentWidget() is pane.table
    assert pane.current_id() == visit.id


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


def test_a_board_too_wide_for_the_window_scrolls_and_what_is_walked_or_dragged_to_comes_into_sight(
    pane, ui, desk, fill
):
    answered = {"submitted": date(2026, 11, 1), "answered": date(2026, 11, 2), "number": "VR"}
    for state in VisitState:
        values = {} if state is VisitState.PLANNED else answered
        desk.visits.save(Visit(title=Bilingual(str(state)), state=state, first=date(2027, 3, 1), **values))
    pane.set_mode("board")
    settle(ui)
    board = pane.board
    places = [column.geometry() for column in board.columns]
    assert all(one.right() < other.left() for one, other in pairwise(places))
    assert min(one.width() for one in places) >= 150

    def in_sight(state):
        return board.rect().contains(board.mapFromGlobal(board.column(state).mapToGlobal(QPoint(75, 40))))

    board.take_focus()
    assert not in_sight(VisitState.CANCELLED)
    for _ in range(6):
        press(pane, ui, Qt.Key.Key_Right)
    assert in_sight(VisitState.CANCELLED)
    assert not in_sight(VisitState.PLANNED)
    cards = board.column(VisitState.APPROVED).cards
    viewport, at = cards.viewport(), cards.visualRect(cards.model().index(0, 0)).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for _ in range(30):
        move(viewport, viewport.mapFromGlobal(board.mapToGlobal(QPoint(2, 200))))
    assert in_sight(VisitState.PLANNED)
    to = viewport.mapFromGlobal(board.column(VisitState.PLANNED).mapToGlobal(QPoint(75, 200)))
    move(viewport, to)
    assert board.column(VisitState.PLANNED).target
    QTest.keyClick(cards, Qt.Key.Key_Escape)
    assert not board.column(VisitState.PLANNED).target


def test_a_click_beside_the_list_never_means_a_visit_that_is_not_shown_there_yet(pane, ui, desk, visit, qtbot):
    other = desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 3, 1)))
    settle(ui)
    assert (pane.current_id(), "Call on the commander" in words(pane.view)) == (visit.id, True)
    button = pane.view.state_buttons[VisitState.CANCELLED]
    window = pane.window()
    at = button.mapTo(window, button.rect().center())
    QTest.keyClick(pane.table, Qt.Key.Key_Down)  # what it leads to is not read yet
    assert pane.current_id() == other.id
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    settle(ui)
    assert {desk.visits.one(one.id).state for one in (visit, other)} == {VisitState.PLANNED}
    button = pane.view.state_buttons[VisitState.CANCELLED]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=button.mapTo(window, button.rect().center()))
    settle(ui)
    assert desk.visits.one(other.id).state is VisitState.CANCELLED


def test_the_menu_is_about_what_is_selected_also_where_the_keyboard_has_moved_on(pane, ui, desk, visit, fill):
    desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 3, 1)))
    settle(ui)
    press(pane, ui, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert pane.selected_ids() == [visit.id] != [pane.current_id()]
    pane.table.customContextMenuRequested.emit(QPoint(-1, -1))
    menu = QApplication.activePopupWidget()
    titles = []

    def look(dialog):
        titles.append(dialog.form.field("title").host.text())
        dialog.reject()

    fill(look, save=False)
    next(one for one in menu.actions() if one.text().startswith("Edit\t")).trigger()
    settle(ui)
    assert titles == ["Call on the commander"]


def test_keys_on_the_board_pass_over_the_states_that_have_no_column(pane, ui, desk, visit, fill):
    asked = {"submitted": date(2026, 11, 1), "answered": date(2026, 11, 2), "number": "VR"}
    made = {
        state: desk.visits.save(Visit(title=Bilingual(str(state)), state=state, first=date(2027, 3, 1), **asked))
        for state in (VisitState.SUBMITTED, VisitState.APPROVED)
    }
    pane.set_mode("board")
    settle(ui)
    pane.take_focus()
    assert pane.board.column(VisitState.RETURNED).isHidden()
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(pane, ui, key)
        walked.append(pane.current_id())
    assert walked == [made[VisitState.SUBMITTED].id, made[VisitState.APPROVED].id, made[VisitState.SUBMITTED].id]
    fill()
    press(pane, ui, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.visits.one(made[VisitState.SUBMITTED].id).state is VisitState.APPROVED
    assert pane.current_id() == made[VisitState.SUBMITTED].id  # it stays in hand where it went


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


def test_the_board_takes_the_same_keys_as_the_list(pane, ui, desk, visit, told, qtbot):
    second = desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 2, 1)))
    pane.set_mode("board")
    settle(ui)
    pane.reveal(visit.id)
    settle(ui)
    menu = pane.context_menu(pane.selected_ids())
    next(action for action in menu.actions() if action.text().startswith("Copy rows")).trigger()
    settle(ui)
    assert "Call on the commander" in QApplication.clipboard().text()
    pane.board.moved.emit([visit.id, second.id], VisitState.SUBMITTED, QPoint(), None)
    assert pane.strip.isVisible()
    pane.strip.hide()
    pane.view.setFocus()
    press(pane, ui, Qt.Key.Key_Escape)
    cards = pane.board.column(VisitState.PLANNED).cards
    assert cards.hasFocus()
    press(pane, ui, Qt.Key.Key_Delete)
    assert (desk.visits.one(visit.id).deleted_at is not None, pane.current_id()) == (True, second.id)
    pane.reveal(visit.id)
    settle(ui)
    assert pane.strip.isVisible()
    told.undo()
    settle(ui)
    assert desk.visits.one(visit.id).deleted_at is None
