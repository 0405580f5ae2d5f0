"""The pane of arrangements by mouse and keys: narrowed, its menu, a form that keeps what was typed, signers put in another order."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.partnership.records import ARRANGEMENT, ArrangementState, Party
from liaison_desk.partnership.rules.signing import awaiting
from liaison_desk.partnership.service.arrangements import Signed
from liaison_desk.partnership.ui.arrangements.pane import ArrangementsPane
from liaison_desk.partnership.ui.arrangements.steps import SignatureSteps, StepMark
from tests.partnership.arranging import TODAY, new_arrangement, sign_all, tasks_of
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "told", "ui"]

KEY, LEFT, CTRL, ALT = (
    Qt.Key,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def pane(desk, ui, qtbot):
    """The pane with an arrangement in force and a draft, the first one on show."""
    sign_all(desk, new_arrangement(desk))
    new_arrangement(desk, "Annex on exercises", expiry=None)
    opened = ArrangementsPane(partnership_sources(desk, ui), ui)
    shown(opened, ui, qtbot)
    ui.changes.changed.connect(opened.changed)
    opened.refresh()
    settle(ui)
    return opened


def titles(pane):
    return [pane.words.best(pane.model.line_at(pane.model.index(row, 0)).title) for row in range(pane.model.rowCount())]


def menu_of(pane):
    return {action.text().split("\t")[0]: action for action in pane.context_menu(pane.table.selected_ids()).actions()}


def take(pane, ui, words):
    menu = pane.context_menu(pane.table.selected_ids())
    next(action for action in menu.actions() if action.text().split("\t")[0] == words).trigger()
    settle(ui)


def test_it_is_narrowed_by_state_and_words_and_revealed_whatever_narrows_it(desk, pane, ui, qtbot):
    assert titles(pane) == ["Annex on exercises", "Space data sharing"]
    QTest.mouseClick(pane.bar.chips["states"], LEFT)
    menu = QApplication.activePopupWidget()
    force = next(action for action in menu.actions() if action.text() == "In force")
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(force).center())
    settle(ui)
    assert titles(pane) == ["Space data sharing"]
    assert pane.bar.chips["states"].text() == "In force"
    QTest.keyClicks(pane, "/")
    QTest.keyClicks(pane.bar.search, "nowhere")
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.nothing)
    (annex,) = [one for one in desk.arrangements.everything() if one.title.host.startswith("Annex")]
    pane.reveal(RecordRef(ARRANGEMENT, annex.id))
    settle(ui)
    settle(ui)
    assert pane.in_hand() == RecordRef(ARRANGEMENT, annex.id, "Annex on exercises")
    assert {"Sign…", "Amend…", "Terminate…"} <= menu_of(pane).keys()
    assert not {"Renew…", "Take the last signature back"} & menu_of(pane).keys()


def test_its_life_is_led_from_the_menu_and_taken_back_from_the_toast(desk, pane, ui, told, fill, qtbot):
    pane.table.select_id(next(one.id for one in desk.arrangements.everything() if one.expiry))
    settle(ui)
    one = desk.arrangements.one(pane.current_id())
    take(pane, ui, "Take the last signature back")
    assert desk.arrangements.stands(desk.arrangements.one(one.id))[0] is ArrangementState.SIGNING
    assert pane.view.task_links == {}
    told.undo()
    settle(ui)
    assert len(pane.view.task_links) == 2

    def end(dialog):
        dialog.form.field("reason").input.setFocus()
        QTest.keyClicks(dialog.form.field("reason").input, "Replaced")

    fill(end)
    take(pane, ui, "Terminate…")
    assert desk.arrangements.stands(desk.arrangements.one(one.id))[0] is ArrangementState.TERMINATED
    assert menu_of(pane).keys() >= {"Reinstate"}
    take(pane, ui, "Reinstate")
    assert {task.state for task in tasks_of(desk, one)} == {"open"}
    pane.activateWindow()  # after a dialog nobody gives it the keyboard back
    assert QTest.qWaitForWindowActive(pane)
    pane.table.setFocus()
    QTest.keyClick(pane.table, KEY.Key_Delete)
    settle(ui)
    assert titles(pane) == ["Annex on exercises"]
    told.undo()
    settle(ui)
    assert len(titles(pane)) == 2


def test_the_form_keeps_what_was_typed_beside_a_newer_version_and_puts_signers_in_another_order(desk, pane, ui, fill):
    one = next(one for one in desk.arrangements.everything() if not one.expiry)
    pane.table.select_id(one.id)
    settle(ui)

    def act(dialog):
        form = dialog.form
        signatures = form.field("signatures").table
        signatures.setFocus()
        signatures.setCurrentIndex(signatures.model().index(0, 0))
        QTest.keyClick(signatures, KEY.Key_Down, ALT)
        duties = form.field("obligations").table
        duties.setCurrentIndex(duties.model().index(0, 5))
        QTest.keyClick(duties, KEY.Key_Space)
        duties.setCurrentIndex(duties.model().index(1, 4))
        duties.setFocus()
        QTest.keyClick(duties, KEY.Key_F2)
        QTest.keyClicks(duties.viewport().focusWidget(), "someday")
        QTest.keyClick(duties.viewport().focusWidget(), KEY.Key_Tab)
        assert "someday" in form.field("obligations").problem()
        desk.arrangements.save(replace(desk.arrangements.one(one.id), number="EX-27"))
        QTest.keyClick(dialog, KEY.Key_Return, CTRL)
        settle(ui)
        assert "EX-27" in dialog.newer.text()
        QTest.mouseClick(dialog.newer.keep_button, LEFT)
        settle(ui)

    fill(act, save=False)
    pane.table.setFocus()
    QTest.keyClick(pane.table, KEY.Key_F2)
    settle(ui)
    kept = desk.arrangements.one(one.id)
    assert [line.party for line in kept.signatures] == [one.parties[1].key, one.parties[0].key]
    assert [(duty.wanted, duty.due) for duty in kept.obligations] == [
        (False, date(2027, 1, 31)),
        (True, date(2027, 3, 1)),
    ]
    assert kept.title == Bilingual("Annex on exercises")
    pane.changed(ChangeSet({"task": frozenset({1})}, ""))
    settle(ui)


def test_saving_over_a_newer_version_leaves_what_the_form_does_not_show_as_that_version_says(desk, pane, ui, fill):
    one = next(one for one in desk.arrangements.everything() if one.expiry)
    pane.table.select_id(one.id)
    settle(ui)

    def act(dialog):
        number = dialog.form.field("number").input
        number.setFocus()
        QTest.keyClicks(number, "SSA-1")
        desk.arrangements.renew(one.id, date(2035, 1, 1), signed=desk.arrangements.today())
        desk.arrangements.terminate(one.id, date(2027, 6, 1), "Replaced")
        QTest.keyClick(dialog, KEY.Key_Return, CTRL)
        settle(ui)
        QTest.mouseClick(dialog.newer.keep_button, LEFT)
        settle(ui)

    fill(act, save=False)
    pane.edit_current()
    settle(ui)
    kept = desk.arrangements.one(one.id)
    assert (kept.number, kept.terminated, len(kept.amendments)) == ("SSA-1", date(2027, 6, 1), 1)


def test_an_amendment_that_says_nothing_is_not_kept(desk, pane, ui, fill):
    def act(dialog):
        QTest.keyClick(dialog, KEY.Key_Return, CTRL)
        settle(ui)
        assert dialog.isVisible()
        number = dialog.form.field("number").input
        number.setFocus()
        QTest.keyClicks(number, "1")

    fill(act)
    number = pane.current_id()
    pane.amend()
    settle(ui)
    assert [each.number for each in desk.arrangements.one(number).amendments] == ["1"]


def test_of_hundreds_of_signatures_those_about_the_next_one_are_shown(desk, pane, ui):
    one = new_arrangement(desk, "Accord of many")
    parties = (*one.parties, *(Party(f"p{n}", f"Organization {n}") for n in range(200)))
    signatures = tuple(
        replace(each, on=TODAY if n < 100 else None) for n, each in enumerate(awaiting(one.signatures, parties))
    )
    one = desk.arrangements.save(replace(one, parties=parties, signatures=signatures))
    pane.reveal(RecordRef(ARRANGEMENT, one.id))
    settle(ui)
    steps = pane.view.findChild(SignatureSteps)
    said = [text.text() for text in steps.findChildren(Text)]
    assert (said[0], said[-1]) == ("70 more signatures", "72 more signatures")
    assert len(steps.findChildren(StepMark)) == 60
    assert "Organization 98" in said  # whose signature is the next one
    assert pane.view.sign_button is not None


def test_a_signature_of_an_amendment_is_taken_back_beside_it(desk, pane, ui):
    (one,) = [each for each in desk.arrangements.everything() if each.title.host == "Space data sharing"]
    amendment = desk.arrangements.new_amendment(one)
    desk.arrangements.amend(one.id, amendment)
    desk.arrangements.sign_amendment(one.id, amendment.key, 0, Signed(TODAY))
    pane.reveal(RecordRef(ARRANGEMENT, one.id))
    settle(ui)
    (back,) = [
        each for each in pane.view.findChildren(IconButton) if each.accessibleName() == "Take the last signature back"
    ]
    QTest.mouseClick(back, LEFT)
    settle(ui)
    assert all(line.on is None for line in desk.arrangements.one(one.id).amendments[0].signatures)
    assert not [
        each for each in pane.view.findChildren(IconButton) if each.accessibleName() == "Take the last signature back"
    ]


def test_an_arrangement_is_linked_with_the_turnover_by_typing(desk, pane, ui, qtbot):
    turnover = desk.turnovers.save(replace(desk.turnovers.draft(date(2027, 6, 1)), post=Bilingual("Liaison officer")))
    settle(ui)
    part = pane.view.findChild(BelongingsPart)
    part.input.setFocus()
    qtbot.keyClicks(part.input, "liaison officer")
    qtbot.waitUntil(lambda: bool(part.input.offers))
    QTest.keyClick(part.input, KEY.Key_Return)
    settle(ui)
    (linked,) = desk.arrangements.belongings(pane.current_id()).links
    assert (linked.kind, linked.id) == ("turnover", turnover.id)


def test_one_that_expired_and_that_nobody_renews_is_watched_no_more(desk, pane, ui, fill):
    more = {"drafted": date(2024, 1, 1), "expiry": date(2026, 1, 31), "obligations": ()}
    one = sign_all(desk, new_arrangement(desk, "Side letter", **more), date(2024, 2, 1))
    pane.reveal(one.id)
    settle(ui)
    assert [line.id for line in desk.radar.coming()].count(one.id) == 1

    def act(dialog):
        QTest.keyClick(dialog, KEY.Key_Return, CTRL)

    fill(act, save=False)
    (button,) = [each for each in pane.findChildren(PlainButton) if each.text() == "Not renewed…"]
    QTest.mouseClick(button, LEFT)
    settle(ui)
    kept = desk.arrangements.one(one.id)
    assert (kept.terminated, kept.reason) == (date(2026, 2, 1), "Not renewed")
    assert one.id not in [line.id for line in desk.radar.coming()]
    desk.history.undo()
    assert one.id in [line.id for line in desk.radar.coming()]
