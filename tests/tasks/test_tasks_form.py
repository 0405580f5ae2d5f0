"""The form of a task: every side edited, what is wrong said below its field, a newer version beside what was typed."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import Task, TaskFilter, TaskKind, TaskSort, TaskState
from tests.tasks.using import press


def test_the_form_edits_every_side_and_reads_a_suspense_as_typed(page, ui, desk, three, qtbot):
    def fill(dialog):
        form = dialog.form
        form.field("title").home.setText("参加者名簿")
        due = form.field("due").input
        due.clear()
        qtbot.keyClicks(due, "27 1600I")
        assert "26 0700Z" not in form.field("due").echo_line.text_whole()
        form.turn_to("content")
        steps = form.field("checklist")
        qtbot.mouseClick(steps.add_button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(steps.rows[-1].line, "File")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.table.select_id(three[1].id)
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_F2)
    saved = desk.tasks.task(three[1].id)
    assert saved.title == replace(three[1].title, home="参加者名簿", home_state=saved.title.home_state)
    assert (saved.due, saved.due_zone, saved.due_all_day) == (datetime(2026, 11, 27, 16), "Asia/Tokyo", False)
    assert [step.text for step in saved.checklist] == ["Draft", "Send", "File"]
    assert (saved.source_id, saved.detail) == (7, three[1].detail)


def test_a_form_that_is_opened_and_saved_changes_nothing(page, ui, desk, three, qtbot):
    def fill(dialog):
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    for task in three:
        page.show_record(task.id)
        assert ui.jobs.idle()
        page.edit_current()
        assert ui.jobs.idle()
        saved = desk.tasks.task(task.id)
        assert replace(saved, version=task.version, updated_at=task.updated_at) == replace(
            task, waiting_since=saved.waiting_since
        )


def test_a_commitment_may_leave_open_who_owes_it(page, ui, desk, qtbot):
    kept = desk.tasks.save(Task(title=Bilingual("Draft"), kind=TaskKind.COMMITMENT, from_nation="USA"))

    def fill(dialog):
        qtbot.keyClicks(dialog.form.field("title").host, "!")
        dialog.form.field("from_nation").input.clear()
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.show_record(kept.id)
    assert ui.jobs.idle()
    page.edit_current()
    assert ui.jobs.idle()
    saved = desk.tasks.task(kept.id)
    assert (saved.title.host, saved.from_nation, saved.to_nation) == ("Draft!", "", "")


def test_an_owner_is_picked_among_contacts(page, ui, desk, qtbot):
    person = desk.contacts.save(Person(name=PersonName("Raman", "Priya"), nation="USA"))

    def fill(dialog):
        dialog.form.field("title").host.setText("Ask")
        dialog.form.turn_to("people")
        owner = dialog.form.field("host_owner").input
        owner.setFocus()
        qtbot.keyClicks(owner, "rama")
        qtbot.waitUntil(lambda: bool(owner.offers))
        qtbot.keyClick(owner, Qt.Key.Key_Return)
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.new_record()
    assert ui.jobs.idle()
    saved = desk.tasks.task(page.table.current_id())
    assert (saved.host_owner_id, saved.own_owner_id) == (person.id, 0)
    assert "Raman" in saved.host_owner


def test_what_is_wrong_stands_below_its_field_and_nothing_typed_is_lost(page, ui, desk, qtbot):
    seen = {}

    def fill(dialog):
        form = dialog.form
        form.field("state").set_value(TaskState.WAITING)
        form.field("source").input.setText("PL27")
        dialog.act()
        assert ui.jobs.idle()
        seen.update(
            title=form.field("title").problem(), waiting=form.field("waiting_on").problem(), open=dialog.isVisible()
        )
        seen["source"] = form.field("source").value()[0]

    ui.ask.fill = fill
    page.new_record()
    assert seen == {
        "title": "Give the task a title.", "waiting": "Say on whom this task waits.", "open": True, "source": "PL27",
    }  # fmt: skip
    assert len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))) == 3


def test_a_newer_version_is_shown_beside_what_was_typed(page, ui, desk, three, qtbot):
    seen = {}

    def fill(dialog):
        desk.tasks.save(replace(three[1], source="Changed elsewhere"))
        dialog.form.field("title").host.setText("Mine")
        dialog.act()
        assert ui.jobs.idle()
        seen["said"] = dialog.newer.text()
        qtbot.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.show_record(three[1].id)
    assert ui.jobs.idle()
    page.edit_current()
    assert ui.jobs.idle()
    assert "Changed elsewhere" in seen["said"]
    assert desk.tasks.task(three[1].id).title.host == "Mine"


def test_a_form_refuses_text_above_the_ceiling_below_its_field(page, ui, desk, qtbot):
    seen = {}

    def fill(dialog):
        dialog.form.field("title").host.setText("Plan")
        dialog.form.field("detail").host.setPlainText("SECRET//NOFORN\nthe plan")
        dialog.act()
        assert ui.jobs.idle()
        seen["problem"] = dialog.form.field("detail").problem()

    ui.ask.fill = fill
    page.new_record()
    assert "SECRET was refused" in seen["problem"]
    assert len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))) == 3
