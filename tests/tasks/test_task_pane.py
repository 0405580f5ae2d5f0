"""The pane of a task: all of it at a glance, and what is done there by one click or one line."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton
from liaison_desk.foundation.qt.paint import Chip
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import ChainStep, Rfi, RfiStatus, Side, Task, TaskKind, TaskState

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(page, ui):
    """Show a task in the pane; return the pane."""

    def showing(task):
        page.show_record(task.id)
        assert ui.jobs.idle()
        assert ui.jobs.idle()
        return page.view

    return showing


def rfi(desk, **more):
    values = {"asker": "ASO", "office": "J35"} | more
    task = Task(title=Bilingual("Feed spec"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(**values))
    return desk.tasks.save(task)


def said(view):
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view)]
    return "\n".join(labels + [chip.accessibleName() for chip in view.findChildren(Chip)])


def press(qtbot, ui, view, name):
    qtbot.mouseClick(view.deed_buttons[name], LEFT)
    assert ui.jobs.idle()
    assert ui.jobs.idle()


def test_a_request_shows_number_status_question_and_answer_under_their_marks(desk, show):
    task = rfi(
        desk, status=RfiStatus.PARTIAL, question=Bilingual("Which format?", "形式は？"), answer=Bilingual("As before"),
        answer_marking=Marking("USA", audience=frozenset({"JPN", "USA"})), justification="Interface",
    )  # fmt: skip
    view = show(task)
    words = said(view)
    for part in (
        "JPN→USA 26-001",
        "Answered in part",
        "Which format?",
        "形式は？",
        "As before",
        "(U//REL TO USA, JPN)",
        "Interface",
    ):
        assert part in words
    assert not view.request.beside
    view.request.resize(600, 300)
    assert view.request.beside


def test_the_way_of_a_request_is_painted_with_what_comes_next(desk, show):
    chain = (ChainStep("asked", "ASO", date(2026, 11, 6)), ChainStep("passed", "J35", date(2026, 11, 10)))
    view = show(rfi(desk, status=RfiStatus.SUBMITTED, chain=chain))
    assert [(one.deed, one.who, one.day, one.done) for one in view.path.steps] == [
        ("asked", "ASO", "Fri 6 Nov", True), ("passed on", "J35", "Tue 10 Nov", True), ("answered", "J35", "", False),
    ]  # fmt: skip
    assert view.path.accessibleName() == "asked ASO Fri 6 Nov; passed on J35 Tue 10 Nov; answered J35"
    picture = view.path.grab().toImage()
    accent = view._ui.theme.color("acc").rgb()
    assert any(picture.pixelColor(x, 12).rgb() == accent for x in range(20)), "the first dot is full"
    assert not any(picture.pixelColor(8, 60).rgb() == accent for _ in range(1)), "the last is hollow"


def test_submitted_at_one_click_and_taken_back_by_the_toast(desk, show, ui, told, qtbot):
    task = rfi(desk)
    view = show(task)
    press(qtbot, ui, view, "submitted")
    assert desk.tasks.task(task.id).rfi.status is RfiStatus.SUBMITTED
    assert "Submitted" in said(view)
    told.undo()
    assert ui.jobs.idle()
    back = desk.tasks.task(task.id)
    assert (back.rfi, back.state) == (task.rfi, TaskState.OPEN)


def test_passed_on_and_answered_after_their_short_forms(desk, show, ui, told, qtbot):
    task = rfi(desk, office="")

    def pass_on(dialog):
        qtbot.keyClicks(dialog.form.field("office").input, "J2 disclosure")
        qtbot.mouseClick(dialog.form.field("review").input, LEFT)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    def answer(dialog):
        qtbot.keyClicks(dialog.form.field("answer").host, "Format as before")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()

    view = show(task)
    ui.ask.fill = pass_on
    press(qtbot, ui, view, "passed")
    passed = desk.tasks.task(task.id)
    assert (passed.rfi.status, passed.rfi.office) == (RfiStatus.REVIEW, "J2 disclosure")
    ui.ask.fill = answer
    press(qtbot, ui, view, "answered")
    done = desk.tasks.task(task.id)
    assert (done.rfi.answer.host, done.state, done.rfi.answered) == (
        "Format as before",
        TaskState.DONE,
        date(2026, 11, 24),
    )
    press(qtbot, ui, show(done), "relayed")
    assert [step.deed for step in desk.tasks.task(task.id).rfi.chain] == ["asked", "passed", "answered", "relayed"]


@pytest.mark.parametrize("number", [0, 1])
def test_declined_and_withdrawn_ask_why(desk, show, ui, qtbot, number):
    task, seen = rfi(desk), []

    def reason(dialog):
        dialog.act()
        assert ui.jobs.idle()
        seen.append(dialog.form.field("reason").problem())
        qtbot.keyClicks(dialog.form.field("reason").input, "Overtaken")
        dialog.act()
        assert ui.jobs.idle()

    view = show(task)
    ui.ask.fill = reason
    view.closing_menu(task).actions()[number].trigger()
    assert ui.jobs.idle()
    after = desk.tasks.task(task.id)
    assert seen[0].startswith("Say why")
    assert (after.rfi.status, after.reason) == ((RfiStatus.DECLINED, RfiStatus.WITHDRAWN)[number], "Overtaken")


def test_an_answer_above_the_ceiling_stays_in_its_form(desk, show, ui, qtbot):
    task, seen = rfi(desk), []

    def answer(dialog):
        dialog.form.field("answer").host.setPlainText("SECRET//NOFORN\nlatency")
        dialog.act()
        assert ui.jobs.idle()
        seen.append((dialog.form.field("answer").problem(), dialog.isVisible()))

    ui.ask.fill = answer
    press(qtbot, ui, show(task), "answered")
    assert "SECRET was refused" in seen[0][0]
    assert seen[0][1]
    assert desk.tasks.task(task.id) == task


def test_begun_and_waited_for_at_the_pane(desk, show, ui, told, three, qtbot):
    view = show(three[0])
    press(qtbot, ui, view, "start")
    assert desk.tasks.task(three[0].id).state is TaskState.IN_PROGRESS
    assert "start" not in view.deed_buttons

    def wait(dialog):
        qtbot.keyClicks(dialog.form.field("waiting_on").input, "Ms. Raman")
        dialog.form.field("waiting_side").set_value(Side.HOST)
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = wait
    press(qtbot, ui, view, "wait")
    waiting = desk.tasks.task(three[0].id)
    assert (waiting.state, waiting.waiting_on, waiting.waiting_side) == (TaskState.WAITING, "Ms. Raman", Side.HOST)
    assert waiting.waiting_since == date(2026, 11, 24)
    told.undo()
    assert ui.jobs.idle()
    assert desk.tasks.task(three[0].id).state is TaskState.IN_PROGRESS


def test_a_line_of_the_log_is_written_in_place_and_the_keyboard_stays(desk, show, ui, three, qtbot):
    view = show(three[0])
    view.log.input.setFocus()
    qtbot.keyClicks(view.log.input, "Called her")
    qtbot.keyClick(view.log.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert [entry.text for entry in desk.tasks.task(three[0].id).log] == ["Called her"]
    assert "Called her" in said(view)
    assert QGuiApplication.focusObject() is view.log.input
    assert view.log.input.text() == ""


def test_a_half_written_line_survives_what_others_change(desk, show, ui, three, qtbot):
    view = show(three[0])
    view.log.input.setFocus()
    qtbot.keyClicks(view.log.input, "Half a")
    desk.tasks.save(replace(three[0], source="Elsewhere"))
    assert ui.jobs.idle()
    assert "Elsewhere" in said(view)
    assert view.log.input.text() == "Half a"
    assert QGuiApplication.focusObject() is view.log.input


def test_a_line_above_the_ceiling_comes_back_with_the_reason(desk, show, ui, three, qtbot):
    view = show(three[0])
    view.log.input.setFocus()
    qtbot.keyClicks(view.log.input, "SECRET//NOFORN the plan")
    qtbot.keyClick(view.log.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert view.log.input.text() == "SECRET//NOFORN the plan"
    assert "SECRET was refused" in view.log.problem.text_whole()
    assert desk.tasks.task(three[0].id).log == ()


def test_the_note_it_came_from_and_what_it_waits_for_are_opened(desk, show, told, three, qtbot):
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
            title=Bilingual("Reply"), source_kind="meeting", source_id=meeting.id, source="Sync", due=datetime(2026, 11, 18),
            after_id=three[1].id,
        )
    )  # fmt: skip
    view = show(task)
    assert "before Fri 20 Nov" in said(view)
    links = {link.text(): link for link in view.findChildren(LinkButton)}
    qtbot.mouseClick(links["Sync"], LEFT)
    qtbot.mouseClick(links["Roster"], LEFT)
    assert [(one.kind, one.id) for one in told.opened] == [("meeting", meeting.id), ("task", three[1].id)]


def test_files_are_dropped_and_pasted_pictures_too(desk, show, ui, three, qtbot, tmp_path):
    view = show(three[0])
    place = tmp_path / "annex.txt"
    place.write_text("annex", "utf-8")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(place))])
    QGuiApplication.clipboard().setMimeData(copied)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    shot = QMimeData()
    shot.setImageData(picture)
    QGuiApplication.clipboard().setMimeData(shot)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    view.files.dropped.emit([Path(place)])
    assert ui.jobs.idle()
    files = desk.tasks.belongings(three[0].id).files
    assert sorted(one.name for one in files) == ["Picture 2026-11-24 1641Z.png", "annex.txt", "annex.txt"]
    data = desk.tasks.file_data(next(one.id for one in files if one.name.endswith(".png")))
    assert QImage.fromData(data).pixelColor(4, 4) == QColor("red")
    assert "annex.txt" in said(view)


def test_links_open_what_they_point_to(desk, show, told, three, qtbot):
    desk.links.add(RecordRef("task", three[0].id), RecordRef("task", three[2].id))
    view = show(three[0])
    link = next(one for one in view.findChildren(LinkButton) if one.text().startswith("Task: Annex"))
    qtbot.mouseClick(link, LEFT)
    assert [(one.kind, one.id) for one in told.opened] == [("task", three[2].id)]


def test_a_commitment_says_who_owes_whom(desk, show):
    view = show(
        desk.tasks.save(Task(title=Bilingual("Window"), kind=TaskKind.COMMITMENT, from_nation="USA", to_nation="JPN"))
    )
    assert "Commitment USA→JPN" in said(view)


def test_the_reason_of_a_cancelled_task_goes_with_its_reopening(desk, page, show, ui):
    gone = desk.tasks.save(Task(title=Bilingual("Roster"), state=TaskState.CANCELLED, reason="Visit put off"))
    assert "Visit put off" in said(show(gone))
    desk.tasks.reopen([gone.id])
    assert ui.jobs.idle()
    assert "Visit put off" not in said(page.view)


@pytest.mark.parametrize("status", [RfiStatus.DRAFT, RfiStatus.REVIEW, RfiStatus.PARTIAL])
def test_what_ends_a_request_stands_in_the_first_line_beside_its_first_deed(desk, show, qtbot, status):
    view = show(rfi(desk, status=status))
    view.setFixedWidth(308)
    qtbot.waitUntil(lambda: view.widget().width() <= 308)
    first = next(iter(view.deed_buttons.values()))
    more = next(one for one in view.findChildren(IconButton) if one.accessibleName() == "Decline or withdraw")

    def top(button):
        return button.mapTo(view.widget(), button.rect().topLeft()).y()

    qtbot.waitUntil(lambda: top(first) > 0)
    assert top(more) == top(view.edit_button) == top(view.deed_buttons["snooze"]) == top(first)
