"""The pane of the turnover with real clicks and keys on a real desk; it is 24 November 2026."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import Opportunity, Turnover
from liaison_desk.partnership.ui.page import PartnershipPage
from liaison_desk.partnership.ui.turnover.words import Words
from liaison_desk.tasks.records import Task
from tests.journeys.conftest import location, officer
from tests.tasks.using import click, press
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "location", "officer", "told", "ui"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opportunity(desk):
    return desk.opportunities.save(Opportunity(title=Bilingual("Data sharing")))


@pytest.fixture
def pane(desk, ui, qtbot, opportunity, told):
    ui.memory.keep("partnership/pane", "turnover")
    sources = partnership_sources(desk, ui)
    lent = replace(
        sources.outside, print_papers=lambda *asked: told.printed.append(asked),
        hand_over=lambda: told.printed.append("over"), take_over=None,
    )  # fmt: skip
    page = shown(PartnershipPage(replace(sources, outside=lent), ui), ui, qtbot)
    settle(ui)
    return page.pane()


def again(widget, qtbot):
    """Give the keyboard back to the window; without a window manager nobody does after a dialog."""
    widget.window().activateWindow()
    qtbot.waitUntil(widget.window().isActiveWindow)


def rows(table):
    model = table.model()
    return [model.line_at(model.index(row, 0)) for row in range(model.rowCount()) if model.group_at(row) is None]


def test_a_turnover_is_begun_and_its_steps_are_ticked_changed_and_taken_out(pane, ui, desk, told, fill, qtbot):
    fill(lambda dialog: dialog.form.field("on").set_value(date(2027, 1, 15)))
    click(qtbot, ui, pane.empty.button)
    settle(ui)
    (one,) = desk.turnovers.everything()
    assert pane.head.figure.text_whole() == "52"
    lines = rows(pane.steps)
    assert lines[0].overdue
    assert pane.words.step(lines[0]).right == "Overdue 38 d"
    pane.take_focus()
    press(qtbot, ui, pane.steps, Qt.Key.Key_Space)
    settle(ui)
    assert desk.turnovers.one(one.id).steps[0].done == date(2026, 11, 24)
    assert pane.words.step(rows(pane.steps)[0]).right == "Done 24 Nov"

    def act(dialog):
        dialog.form.field("text").set_value(replace(dialog.form.field("text").value(), host="Sell the car"))
        dialog.form.field("offset").set_value(date(2027, 1, 5))

    fill(act)
    again(pane, qtbot)
    press(qtbot, ui, pane.steps, Qt.Key.Key_N, CTRL | SHIFT)
    settle(ui)
    again(pane, qtbot)
    number = next(n for n, line in enumerate(rows(pane.steps), 1) if line.step.text.host == "Sell the car")
    assert rows(pane.steps)[number - 1].step.offset == -10
    pane.steps.select_id(number)
    press(qtbot, ui, pane.steps, Qt.Key.Key_Delete)
    settle(ui)
    assert len(rows(pane.steps)) == len(one.steps)
    told.undo()
    settle(ui)
    assert len(rows(pane.steps)) == len(one.steps) + 1

    def saved_over(dialog):
        dialog.form.field("officer").set_value("Lt Col Ishida")
        desk.turnovers.tick(one.id, "visit-authorization")
        dialog.act()
        settle(ui)
        dialog.newer.keep_button.click()

    fill(saved_over, save=False)
    click(qtbot, ui, pane.head.edit_button)
    settle(ui)
    kept = desk.turnovers.one(one.id)
    done = {step.key for step in kept.steps if step.done is not None}
    assert (kept.officer, done) == ("Lt Col Ishida", {"successor-known", "visit-authorization"})
    click(qtbot, ui, pane.head.book_button)
    click(qtbot, ui, pane.head.over_button)
    assert told.printed == [("turnover-book", None), "over"]
    assert pane.head.take_button.isHidden()  # nobody lends it


def test_what_has_no_note_is_written_from_the_list_and_taken_back(pane, ui, desk, told, fill, opportunity, qtbot):
    notes = pane.notes
    click(qtbot, ui, notes.segments.button("missing"))
    assert [row.title for row in rows(notes.table)] == ["Data sharing"]

    def act(dialog):
        dialog.form.field("why").set_value(replace(dialog.form.field("why").value(), host="Both staffs want it."))

    fill(act)
    notes.take_focus()
    press(qtbot, ui, notes.table, Qt.Key.Key_Return)
    settle(ui)
    assert desk.turnover_notes.of("opportunity", opportunity.id).why.host == "Both staffs want it."
    assert rows(notes.table) == []
    click(qtbot, ui, notes.segments.button("notes"))
    settle(ui)
    (row,) = rows(notes.table)
    assert (row.title, row.says, row.mark) == ("Data sharing", "Both staffs want it.", "unmarked")
    again(pane, qtbot)
    notes.take_focus()
    press(qtbot, ui, notes.table, Qt.Key.Key_Delete)
    settle(ui)
    assert rows(notes.table) == []
    told.undo()
    settle(ui)
    assert [row.title for row in rows(notes.table)] == ["Data sharing"]


def test_what_is_asked_for_and_gone_is_said(pane, ui, desk):
    kept = desk.turnovers.save(Turnover(on=date(2027, 1, 15)))
    for kind, said in (
        ("turnover", "This turnover is not there any more."),
        ("turnover note", "This turnover note is not there any more."),
    ):
        pane.strip.hide()
        pane.reveal(RecordRef(kind, 99_999))
        settle(ui)
        assert pane.strip.text() == said
        assert pane.in_hand() == RecordRef("turnover", kept.id)


def test_in_the_window_ctrl_shift_t_notes_what_is_in_hand_and_the_pane_hands_the_desk_over(officer):
    desk, window = officer.desk, officer.window
    person = desk.contacts.save(Person(name=PersonName("Reed", "Anna")))
    officer.settle()
    window.open(RecordRef("person", person.id))
    officer.settle()

    def act(dialog):
        officer.settle()
        dialog.form.field("next").set_value(
            replace(dialog.form.field("next").value(), host="Call her in the first week.")
        )
        dialog.act()
        officer.settle()

    officer.asker.fill = act
    officer.press(Qt.Key.Key_T, CTRL | SHIFT)
    officer.settle()
    assert desk.turnover_notes.of("person", person.id).next.host == "Call her in the first week."
    window.go("today")
    officer.press(Qt.Key.Key_T, CTRL | SHIFT)
    officer.settle()
    assert window.toast.isVisible()
    officer.asker.fill = None
    officer.window.open(RecordRef("turnover", 0))  # asks for a new one, which is passed over
    officer.settle()
    head = officer.window.page().pane().head
    for button, asked in ((head.over_button, "Hand over the desk"), (head.take_button, "Take over an archive")):
        button.click()
        officer.settle()
        assert officer.asker.asked[-1] == asked


@pytest.mark.parametrize(
    ("code", "officer", "said"),
    [
        ("ja", "Lt Col Ishida Ryo", "2等空佐 石田 亮 → –"),
        ("en", "2等空佐 石田 亮", "Lt Col Ishida Ryo → –"),
        ("ja", "Col Predecessor", "Col Predecessor → –"),
        ("ja", "", ""),
    ],
)
def test_the_desks_own_officer_hands_over_in_the_readers_script(ui, code, officer, said):
    name = PersonName("Ishida", "Ryo", "石田", "亮")
    profile = DeskProfile(officer_name=name, officer_rank=Bilingual("Lt Col", "2等空佐"))
    words = Words(Language(code), lambda: profile, ui.clock)
    assert words.people(Turnover(on=date(2027, 1, 15), officer=officer)) == said


def test_records_are_called_in_the_readers_language_the_other_wording_in_the_tip(desk, ui, qtbot):
    japanese = replace(ui, language=Language("ja"))
    japanese.memory.keep("partnership/pane", "turnover")
    desk.opportunities.save(Opportunity(title=Bilingual("Data sharing", "データ共有")))
    desk.opportunities.save(Opportunity(title=Bilingual("Common badge")))
    name = PersonName("Kanbara", "Haruka", "神原", "遥")
    desk.contacts.save(Person(name=name, rank="Lt Col", rank_home="2等空佐", cadence_days=30))
    noted = desk.tasks.save(Task(title=Bilingual("Return the annex", "別紙の返送")))
    desk.turnover_notes.save(replace(desk.turnover_notes.of("task", noted.id), why=Bilingual("It is late.")))
    page = shown(PartnershipPage(partnership_sources(desk, japanese), japanese), japanese, qtbot)
    settle(japanese)
    part = page.pane().notes
    told = {}
    for segment in ("notes", "missing"):
        click(qtbot, japanese, part.segments.button(segment))
        settle(japanese)
        for row in range(part.model.rowCount()):
            cell = part.model.index(row, 1)
            told[part.model.data(cell)] = part.model.data(cell, Qt.ItemDataRole.ToolTipRole)
    assert told == {
        "別紙の返送": "別紙の返送\nReturn the annex",
        "データ共有": "データ共有\nData sharing",
        "Common badge": "Common badge",
        "2等空佐 神原 遥": "2等空佐 神原 遥\nLt Col Kanbara Haruka",
    }
