"""Mails dropped on the window: looked over, decided on with the keyboard alone, taken in, and taken back from the toast."""

from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.incoming.mail_in import Becomes
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.meetings.records import Meeting
from tests.app.letters import letter, person
from tests.exchange.mail.outlook import mail, msg
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]

MORNING = datetime(2026, 11, 23, 9)


def drop(officer, *paths):
    """Let files fall on the window, as the window system tells of it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    officer.window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, no))
    QApplication.processEvents()
    officer.settle()


def answers(officer, *acts):
    """Let one act after the other fill in the dialogs that open; returns what each said as it opened: its title, then its texts."""
    seen, waiting = [], list(acts)

    def fill(dialog):
        officer.settle()
        seen.append([dialog.windowTitle(), *words(dialog)])
        (waiting.pop(0) if waiting else lambda _: dialog.reject())(dialog)
        officer.settle()

    officer.asker.fill = fill
    return seen


def enter(dialog):
    dialog.activateWindow()
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(dialog):
    return [one.text_whole() for one in dialog.findChildren(Text)]


def sync(desk, day=MORNING, title="Sync"):
    return desk.meetings.save(Meeting(title=Bilingual(title), start=day, end=day, zone="America/Denver"))


def notes(desk, meeting):
    return [one.text.host for one in desk.meetings.meeting(meeting.id).portions]


def test_on_the_tasks_page_enter_makes_a_task_of_a_mail_and_the_toast_takes_it_back(officer, tmp_path):
    person(officer.desk, "Ada Marsh", "USA", "ada@example.org")
    officer.window.go("tasks")
    officer.settle()
    path = letter(tmp_path, "Re: Side letter", files=(("plan.pdf", b"%PDF" * 500),))

    def look(dialog):
        assert dialog.becomes.value() is Becomes.TASK
        assert not dialog.meeting.isVisibleTo(dialog)
        assert dialog.contact.input.currentText() == "Ada Marsh (USA)"
        assert [box.text() for box in dialog.files] == ["plan.pdf  ·  2 KB"]
        enter(dialog)

    seen = answers(officer, look)
    drop(officer, path)
    (said,) = seen
    assert {"Re: Side letter", "Ada Marsh <ada@example.org>", "23 2230T / 0530Z+1 / 1430I+1 NOV 26"} <= set(said)
    (hit,) = officer.desk.search("side letter", kinds=["task"])
    assert officer.desk.tasks.task(hit.id).host_owner == "Ada Marsh"
    assert len(officer.desk.attachments.of(RecordRef("task", hit.id))) == 2
    assert officer.window.toast.text() == "The mail became a task."
    officer.window.toast.undo_button.click()
    officer.settle()
    assert officer.desk.search("side letter", kinds=["task"]) == []


def test_on_the_meetings_page_a_mail_becomes_a_note_of_the_meeting_on_show(officer, tmp_path):
    sync(officer.desk, title="Other")
    meeting = sync(officer.desk, datetime(2026, 11, 20, 9))
    officer.window.open(RecordRef("meeting", meeting.id))
    officer.settle()

    def look(dialog):
        labels = [dialog.meeting.input.itemText(n) for n in range(dialog.meeting.input.count())]
        assert labels == ["Sync (on show)", "A new one of 2026-11-23", "2026-11-23 0900 Other", "Another…"]
        enter(dialog)

    answers(officer, look)
    drop(officer, letter(tmp_path))
    (note,) = notes(officer.desk, meeting)
    assert note.endswith("Side letter\n\nPlease return it.")
    assert officer.window.toast.text() == "The mail became a note."


def test_another_meeting_is_found_by_its_words_and_none_is_not_enough(officer, tmp_path, qtbot):
    meeting = sync(officer.desk, datetime(2026, 10, 1, 9), "Budget review")
    officer.window.go("today")
    officer.settle()

    def another(dialog):
        dialog.meeting.set_value(-1)
        dialog.meeting.changed.emit()
        assert dialog.other.isVisibleTo(dialog)
        click(dialog.take_button)
        assert dialog.isVisible()
        assert dialog.other.problem() == "Choose a meeting."
        QTest.keyClicks(dialog.other.input, "Budget review")
        qtbot.waitUntil(lambda: bool(dialog.other.input.offers))
        QTest.keyClick(dialog.other.input, Qt.Key.Key_Return)  # takes what is offered
        assert dialog.isVisible()
        QTest.keyClick(dialog.other.input, Qt.Key.Key_Return)

    answers(officer, another)
    drop(officer, letter(tmp_path))
    assert len(notes(officer.desk, meeting)) == 1


def test_several_mails_come_one_by_one_and_the_rest_can_follow_the_one(officer, tmp_path):
    paths = [letter(tmp_path, f"Plan {n}", number=n, name=f"{n}.eml") for n in range(1, 5)]
    officer.window.go("tasks")
    officer.settle()
    seen = answers(officer, lambda dialog: click(dialog.skip_button), enter, lambda dialog: click(dialog.all_button))
    drop(officer, *paths)
    assert [title for title, *_ in seen] == ["Mail 1 of 4", "Mail 2 of 4", "Mail 3 of 4"]
    found = officer.desk.search("plan", kinds=["task"])
    assert sorted(hit.title for hit in found) == ["Plan 2", "Plan 3", "Plan 4"]
    assert officer.window.toast.text() == "3 mails taken in."
    officer.window.toast.undo_button.click()
    officer.settle()
    assert officer.desk.search("plan", kinds=["task"]) == []


def test_stepping_back_from_one_takes_none_in(officer, tmp_path):
    paths = [letter(tmp_path, f"Plan {n}", number=n, name=f"{n}.eml") for n in range(1, 3)]
    answers(officer, enter, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    drop(officer, *paths)
    assert officer.desk.search("plan", kinds=["task", "meeting"]) == []


def test_a_mail_that_is_there_already_is_told_and_opened(officer, tmp_path):
    officer.window.go("tasks")
    officer.settle()
    answers(officer, enter)
    drop(officer, letter(tmp_path))
    (hit,) = officer.desk.search("side letter", kinds=["task"])
    officer.window.go("today")
    again = tmp_path / "again.msg"
    again.write_bytes(msg(mail("Side letter", "x", texts={0x1035: "<1@example.org>"})))

    def look(dialog):
        assert dialog.strip.text() == "This mail is on the desk already, as “Side letter”."
        assert not dialog.take_button.isVisibleTo(dialog)
        enter(dialog)

    answers(officer, look)
    drop(officer, again)
    assert officer.window.page_key() == "tasks"
    assert [one.id for one in officer.desk.search("side letter", kinds=["task"])] == [hit.id]


def test_a_mail_above_the_ceiling_and_a_damaged_file_are_said_and_the_good_one_is_taken_in(officer, tmp_path):
    secret = letter(tmp_path, "Plan", "SECRET//REL TO USA, JPN\n\nNo.", name="secret.eml", number=2)
    broken = tmp_path / "broken.msg"
    broken.write_bytes(msg(mail("x", "y"))[:700])
    seen = answers(officer, enter, lambda dialog: dialog.accept(), lambda dialog: dialog.accept())
    drop(officer, secret, letter(tmp_path), broken)
    told = " ".join(text for said in seen[1:] for text in said)
    assert "secret.eml: This desk keeps nothing above UNCLASSIFIED" in told
    assert "broken.msg: The Outlook message is damaged or cut off and cannot be read." in told
    assert len(officer.desk.search("side letter", kinds=["meeting"])) == 1
    assert officer.desk.search("plan", kinds=["task", "meeting"]) == []


def test_a_file_that_is_unticked_is_not_kept(officer, tmp_path):
    officer.window.go("tasks")
    officer.settle()

    def untick(dialog):
        box = dialog.files[0]
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        enter(dialog)

    answers(officer, untick)
    drop(officer, letter(tmp_path, files=(("a.pdf", b"1"), ("b.pdf", b"2"))))
    (hit,) = officer.desk.search("side letter", kinds=["task"])
    assert [one.name for one in officer.desk.attachments.of(RecordRef("task", hit.id))] == ["b.pdf", "mail.eml"]


INVITING = (
    "From: a@example.org\nSubject: Visit\nMessage-ID: <9@example.org>\nContent-Type: text/calendar; method=REQUEST\n\n"
    "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:v@example.org\nDTSTART:20261125T090000Z\n"
    "SUMMARY:Visit\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.mark.parametrize(
    ("page", "kinds"), [("meetings", {"event", "meeting"}), ("tasks", {"event", "task"}), ("calendar", {"event"})]
)
def test_a_mail_that_invites_becomes_what_is_chosen_and_brings_its_event(officer, tmp_path, page, kinds):
    path = tmp_path / "invite.eml"
    path.write_text(INVITING)
    officer.window.go(page)
    officer.settle()
    seen = answers(officer, enter)
    drop(officer, path)
    assert any("it goes into the calendar" in text for text in seen[0])
    assert {hit.kind for hit in officer.desk.search("visit", kinds=["event", "meeting", "task"])} == kinds
    assert officer.desk.history.undo() == "Take in a mail"
    assert officer.desk.search("visit", kinds=["event", "meeting", "task"]) == []


def test_a_mail_without_an_invitation_becomes_a_note_behind_one_that_is_for_the_calendar_only(officer, tmp_path):
    path = tmp_path / "invite.eml"
    path.write_text(INVITING)
    officer.window.go("calendar")
    officer.settle()
    answers(officer, lambda dialog: click(dialog.all_button))
    drop(officer, path, letter(tmp_path))
    assert {hit.kind for hit in officer.desk.search("visit", kinds=["event", "meeting"])} == {"event"}
    assert {hit.kind for hit in officer.desk.search("side letter", kinds=["meeting", "task"])} == {"meeting"}
