"""The parts of a task's form: kinds, requests, times, log, files and links; by clicks and keys."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import (
    ChainStep,
    LogEntry,
    Repeats,
    Rfi,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskFilter,
    TaskKind,
    TaskSort,
    TaskState,
)
from liaison_desk.tasks.ui.form import CONTENT, LOG, PEOPLE, REQUEST, TIMES

CTRL = Qt.KeyboardModifier.ControlModifier


def rfi(desk, **more):
    task = Task(title=Bilingual("Feed spec"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(**more))
    return desk.tasks.save(task)


def choose(qtbot, box, words):
    """Choose an entry of a drop-down by the keyboard."""
    box.setFocus()
    qtbot.keyClicks(box, words)
    number = box.findText(words)
    if box.currentIndex() != number:
        box.setCurrentIndex(number)
    box.activated.emit(number)


def test_a_new_task_becomes_a_request_and_gets_its_number_on_saving(page, ui, desk, qtbot):
    seen = {}

    def fill(dialog):
        form = dialog.form
        shown = {part: form.bar.button(part).isVisibleTo(form) for part in (REQUEST, PEOPLE)}
        choose(qtbot, form.field("kind").input, "Request for information (RFI)")
        seen.update(before=shown[REQUEST], after=form.bar.button(REQUEST).isVisibleTo(form))
        seen["names"] = [form.field(name).input.accessibleName() for name in ("from_nation", "to_nation", "due")]
        qtbot.keyClicks(form.field("title").host, "Missile warning feed")
        qtbot.keyClicks(form.field("from_nation").input, "jpn")
        qtbot.keyClicks(form.field("to_nation").input, "usa")
        form.turn_to(REQUEST)
        seen["number"] = form.field("number").value()
        qtbot.keyClicks(form.field("asker").input, "ASO")
        qtbot.keyClicks(form.field("question").host, "Which format?")
        qtbot.keyClicks(form.field("justification").input, "Interface document")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.new_record()
    assert ui.jobs.idle()
    assert seen == {
        "before": False, "after": True, "number": "Given on saving", "names": ["Asked by", "Asked of", "LTIOV"],
    }  # fmt: skip
    (number,) = desk.tasks.tasks(TaskFilter(kinds=(TaskKind.RFI,)), Sort(TaskSort.DUE)).ids
    saved = desk.tasks.task(number)
    assert (saved.rfi.called, saved.rfi.direction, saved.rfi.asker) == ("26-001", "JPN>USA", "ASO")
    assert (saved.rfi.question.host, saved.rfi.justification) == ("Which format?", "Interface document")


def test_a_request_without_nations_is_told_at_the_field(edit, three):
    seen = {}

    def act(form, dialog):
        form.field("kind").set_value(TaskKind.RFI)
        dialog.act()
        dialog.ui.jobs.idle()
        seen["said"] = form.field("from_nation").problem()

    kept = edit(three[1], act, save=False)
    assert "which nation asks" in seen["said"]
    assert kept.kind is TaskKind.TASK


def test_a_numbered_request_that_should_become_a_task_is_told_at_its_kind(edit, desk):
    seen = {}

    def act(form, dialog):
        form.field("kind").set_value(TaskKind.TASK)
        dialog.act()
        dialog.ui.jobs.idle()
        seen["said"] = form.field("kind").problem()

    kept = edit(rfi(desk), act, save=False)
    assert "26-001" in seen["said"]
    assert kept.rfi.number == 1


def test_the_number_and_the_chain_are_edited_in_the_order_of_days(edit, desk, qtbot):
    chain = (ChainStep("asked", "ASO", date(2026, 11, 6)), ChainStep("answered", "J35", date(2026, 11, 20), "by phone"))

    def act(form, _):
        assert form.field("number").value() == "26-001 · JPN→USA"
        form.turn_to("answer")
        field = form.field("chain")
        qtbot.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
        row = field.rows[-1]
        assert row.deed.currentText() == "received"
        qtbot.keyClicks(row.who, "LNO")
        qtbot.keyClicks(row.on.input, "2026-11-09")

    kept = edit(rfi(desk, chain=chain), act)
    assert [(step.deed, step.who, step.note) for step in kept.rfi.chain] == [
        ("asked", "ASO", ""), ("received", "LNO", ""), ("answered", "J35", "by phone"),
    ]  # fmt: skip


def test_a_step_taken_out_of_the_chain_is_gone_and_the_form_is_saved(edit, desk, qtbot):
    chain = (ChainStep("asked", "ASO", date(2026, 11, 6)), ChainStep("answered", "J35", date(2026, 11, 20)))

    def act(form, _):
        form.turn_to("answer")
        qtbot.mouseClick(form.field("chain").rows[1].remove, Qt.MouseButton.LeftButton)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert edit(rfi(desk, chain=chain), act).rfi.chain == chain[:1]


@pytest.mark.parametrize("name", ["question", "answer", "justification"])
def test_what_is_above_the_ceiling_is_told_at_its_field_and_not_kept(edit, desk, name):
    seen, hidden = {}, "SECRET//NOFORN\nlatency"

    def act(form, dialog):
        field = form.field(name)
        (field.input if name == "justification" else field.host).setPlainText(hidden)
        dialog.act()
        dialog.ui.jobs.idle()
        seen["said"] = field.problem()
        seen["part"] = form.part

    before = rfi(desk)
    kept = edit(before, act, save=False)
    assert "SECRET was refused" in seen["said"]
    assert seen["part"] in {"request", "answer"}
    assert kept == before


def test_people_reminders_and_repetition(edit, three, qtbot):
    def act(form, dialog):
        del dialog
        form.turn_to(PEOPLE)
        qtbot.keyClicks(form.field("lead").input, "J5 Plans")
        support = form.field("support")
        qtbot.keyClicks(support.input, "Legal")
        qtbot.mouseClick(support.add_button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(support.input, "J3")  # typed and not added: it counts
        form.turn_to(TIMES)
        reminders = form.field("reminders")
        qtbot.mouseClick(reminders.usual[60], Qt.MouseButton.LeftButton)
        reminders.number.setFocus()
        qtbot.keyClick(reminders.number, Qt.Key.Key_Return)  # 2 days
        repeat = form.field("repeats")
        choose(qtbot, repeat.input, repeat.input.itemText(1))
        repeat.interval.setFocus()
        qtbot.keyClick(repeat.interval, Qt.Key.Key_Up)
        repeat.times.selectAll()
        qtbot.keyClicks(repeat.times, "3")
        qtbot.keyClicks(form.field("asleep_until").input, "2026-12-01")

    kept = edit(three[1], act)
    assert (kept.lead, kept.support) == ("J5 Plans", (Supporter("Legal"), Supporter("J3")))
    assert kept.reminders == (2 * 24 * 60, 60)
    assert (kept.repeats, kept.rules) == (Repeats.BY_DATE, ("FREQ=WEEKLY;INTERVAL=2;COUNT=3",))
    assert kept.asleep_until == date(2026, 12, 1)


def test_a_rule_that_says_more_than_the_field_stays_as_it_came(edit, desk, qtbot):
    rule = "FREQ=MONTHLY;BYDAY=2TU"
    task = desk.tasks.save(
        Task(title=Bilingual("Report"), repeats=Repeats.BY_DATE, rules=(rule,), due=datetime(2026, 12, 8))
    )

    def act(form, dialog):
        del dialog
        form.turn_to(TIMES)
        assert rule in form.field("repeats").rule_line.text_whole()
        qtbot.keyClicks(form.field("percent").input, "20")

    assert edit(task, act).rules == (rule,)


def test_a_reminder_too_far_off_is_told(edit, three, qtbot):
    seen = {}

    def act(form, dialog):
        del dialog
        form.turn_to(TIMES)
        reminders = form.field("reminders")
        reminders.number.setText("999")
        qtbot.mouseClick(reminders.add_button, Qt.MouseButton.LeftButton)
        seen["said"] = reminders.problem()

    edit(three[0], act, save=False)
    assert "400 days" in seen["said"]


def test_a_reminder_without_a_suspense_is_told_at_its_field(edit, three, qtbot):
    seen = {}

    def act(form, dialog):
        form.turn_to(TIMES)
        qtbot.mouseClick(form.field("reminders").usual[60], Qt.MouseButton.LeftButton)
        dialog.act()
        seen["said"] = form.field("reminders").problem()

    assert edit(three[2], act, save=False).reminders == ()
    assert seen["said"] == "A reminder needs a suspense. Set one, or take the reminder out."


def test_two_tasks_that_would_wait_for_each_other_are_told_at_the_field(edit, desk, three, qtbot):
    desk.tasks.save(replace(three[0], after_id=three[1].id))
    seen = {}

    def act(form, dialog):
        form.turn_to(TIMES)
        finder = form.field("after_id").input
        finder.setFocus()
        qtbot.keyClicks(finder, "Side")
        qtbot.waitUntil(lambda: bool(finder.offers))
        qtbot.keyClick(finder, Qt.Key.Key_Return)
        dialog.act()
        dialog.ui.jobs.idle()
        seen["said"] = form.field("after_id").problem()

    edit(three[1], act, save=False)
    assert "Side letter" in seen["said"]


def test_what_it_waits_for_is_shown_by_its_title_and_kept(edit, desk, three):
    waits = desk.tasks.save(replace(three[0], after_id=three[1].id))
    seen = {}

    def act(form, dialog):
        del dialog
        form.turn_to(TIMES)
        seen["shown"] = form.field("after_id").input.text()
        form.field("source").input.setText("PL27")

    assert edit(waits, act).after_id == three[1].id
    assert seen["shown"] == "Roster"


def test_a_suspense_before_its_meeting_is_told_in_amber_and_kept(edit, desk, qtbot):
    meeting = desk.meetings.save(
        Meeting(
            title=Bilingual("Sync"),
            start=datetime(2026, 11, 20, 9),
            end=datetime(2026, 11, 20, 10),
            zone="America/Denver",
        )
    )
    task = desk.tasks.save(
        Task(
            title=Bilingual("Reply"),
            source_kind="meeting",
            source_id=meeting.id,
            source="Sync",
            due=datetime(2026, 11, 25),
        )
    )
    seen = {}

    def act(form, dialog):
        del dialog
        seen["first"] = form.due.early_line.isVisibleTo(form)
        form.due.input.clear()
        qtbot.keyClicks(form.due.input, "2026-11-18")
        seen["then"] = form.due.early_line.isVisibleTo(form)
        seen["words"] = form.due.early_line.text_whole()

    kept = edit(task, act)
    assert (seen["first"], seen["then"]) == (False, True)
    assert "Fri 20 Nov" in seen["words"]
    assert kept.due == datetime(2026, 11, 18)


def test_the_source_is_opened_from_the_form(edit, three, told):
    def act(form, dialog):
        form.turn_to(CONTENT)
        form.field("source").open_button.click()
        assert not dialog.isVisible()

    edit(three[1], act, save=False)
    assert [(one.kind, one.id) for one in told.opened] == [("meeting", 7)]


def test_whom_it_waits_for_on_which_side_since_when(edit, three, qtbot):
    def act(form, dialog):
        del dialog
        waiting = form.field("waiting_on")
        choose(qtbot, waiting.side, waiting.side.itemText(1))
        waiting.since.input.clear()
        qtbot.keyClicks(waiting.since.input, "2026-11-10")

    kept = edit(three[2], act)
    assert (kept.waiting_on, kept.waiting_side, kept.waiting_since) == ("Ms. Raman", Side.HOST, date(2026, 11, 10))


def test_a_line_in_the_log_gets_time_and_author(edit, desk, three, qtbot):
    def act(form, dialog):
        del dialog
        form.turn_to(LOG)
        line = form.field("log").input
        qtbot.keyClicks(line, "Called Ms. Raman")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.keyClicks(line, "She is out")  # not entered: it counts

    kept = edit(three[1], act)
    author = desk.database.author
    at = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
    assert kept.log == (LogEntry(at, author, "Called Ms. Raman"), LogEntry(at, author, "She is out"))


def test_files_and_links_are_there_once_the_task_is_saved(edit, desk, three, qtbot, tmp_path):
    person = tmp_path / "annex.txt"
    person.write_text("annex", "utf-8")
    seen = {}

    def act(form, dialog):
        dialog.ui.ask.files = (person,)
        form.turn_to(LOG)
        dialog.ui.jobs.idle()
        part = form.findChildren(type(form._wide[-1][1]))[-1]
        part.input.setFocus()
        qtbot.keyClicks(part.input, "Annex")
        qtbot.waitUntil(lambda: bool(part.input.offers))
        qtbot.keyClick(part.input, Qt.Key.Key_Return)
        dialog.ui.jobs.idle()
        part.files.dropped.emit([person])
        dialog.ui.jobs.idle()
        seen["part"] = part

    edit(three[1], act, save=False)
    found = desk.tasks.belongings(three[1].id)
    assert [one.name for one in found.files] == ["annex.txt"]
    assert list(found.links) == [RecordRef("task", three[2].id, "Annex B")]


def test_a_task_can_be_linked_with_an_exercise(edit, desk, three, qtbot):
    exercise = desk.exercises.save(replace(desk.exercises.new(), name=Bilingual("GLOBAL SENTINEL 27")))
    offered = []

    def act(form, dialog):
        form.turn_to(LOG)
        dialog.ui.jobs.idle()
        part = form.findChildren(type(form._wide[-1][1]))[-1]
        part.input.setFocus()
        qtbot.keyClicks(part.input, "sentinel")
        qtbot.waitUntil(lambda: bool(part.input.offers))
        offered.extend(one.label for one in part.input.offers)
        qtbot.keyClick(part.input, Qt.Key.Key_Return)
        dialog.ui.jobs.idle()

    edit(three[1], act, save=False)
    assert offered == ["Exercise: GLOBAL SENTINEL 27"]
    assert list(desk.tasks.belongings(three[1].id).links) == [RecordRef("exercise", exercise.id, "GLOBAL SENTINEL 27")]


def test_a_cancelled_task_asks_why_at_the_field(edit, three):
    seen = {}

    def act(form, dialog):
        form.field("state").set_value(TaskState.CANCELLED)
        form.field("state").changed.emit()
        seen["shown"] = form.field("reason").isVisibleTo(form)
        dialog.act()
        dialog.ui.jobs.idle()
        seen["said"] = form.field("reason").problem()

    edit(three[0], act, save=False)
    assert seen == {"shown": True, "said": "Say why this task is cancelled."}


def test_the_state_of_a_request_leads_its_task(edit, desk):
    def act(form, dialog):
        del dialog
        form.field("status").set_value(RfiStatus.SUBMITTED)

    kept = edit(rfi(desk, office="J35"), act)
    assert (kept.rfi.status, kept.state, kept.waiting_on) == (RfiStatus.SUBMITTED, TaskState.WAITING, "J35")
