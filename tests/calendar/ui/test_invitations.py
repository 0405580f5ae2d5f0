"""Invitations answered in an event's popover, the answer as a file, and events through the clipboard."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import cards_of
from liaison_desk.calendar.records import Participant
from liaison_desk.contacts.records import Email, Person
from liaison_desk.domain.names import PersonName

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
ME = Participant("Yajima Masahito", "yajima@example.jp", rsvp=True)
CHIEF = Participant("Grant Harlan", "harlan@example.org")
INVITED = {"organizer": CHIEF, "participants": (CHIEF, Participant("Sato", "sato@example.jp"), ME)}
AT = datetime(2026, 11, 25, 9)


@pytest.fixture
def page(open_lent_page, board):
    return open_lent_page()


def opened(page, board, title):
    """Open the popover of an event, after the page has read it."""
    page.refresh(None)
    assert page.ui.jobs.idle()
    page.deeds.open(board.one(title), QRect(300, 300, 80, 40))
    assert page.ui.jobs.idle()
    return page.deeds.popover


def answers(desk, event):
    now = desk.calendars.event(event.id)
    return [one.answer for one in now.participants], [
        (one.at, [each.answer for each in one.participants]) for one in now.overrides
    ]


def known_as_me(desk):
    desk.profile.save(replace(desk.profile.get(), officer_emails=("YAJIMA@example.jp",)))


def test_an_invitation_is_seen_and_answered_with_one_click_and_undone(page, board, desk, window, qtbot):
    known_as_me(desk)
    event = board.event("Planning conference", AT, **INVITED)
    popover = opened(page, board, "Planning conference")
    assert popover.invitation.line.text_whole() == "Invitation from Grant Harlan – your answer: not yet"
    assert popover.invitation.export_button is None
    qtbot.mouseClick(popover.invitation.buttons["accepted"], LEFT)
    assert page.ui.jobs.idle()
    assert answers(desk, event)[0] == ["needs-action", "needs-action", "accepted"]
    assert desk.calendars.event(event.id).sequence == event.sequence  # the organizer counts by it
    told, undo = window.toasts[-1]
    assert told == "Accepted “Planning conference”."
    undo()
    assert page.ui.jobs.idle()
    assert answers(desk, event)[0][2] == "needs-action"


def test_who_the_officer_is_he_says_once(page, board, desk, qtbot):
    board.event("Planning conference", AT, **INVITED)
    popover = opened(page, board, "Planning conference")
    assert popover.invitation.buttons == {}
    qtbot.mouseClick(popover.invitation.who_button, LEFT)
    menu = next(one for one in popover.findChildren(type(page.sidebar.menu(board.planning))) if one.isVisible())
    assert [one.text() for one in menu.actions()] == [
        "Grant Harlan <harlan@example.org>", "Sato <sato@example.jp>", "Yajima Masahito <yajima@example.jp>"
    ]  # fmt: skip
    menu.actions()[2].trigger()
    menu.close()
    assert page.ui.jobs.idle()
    assert desk.profile.get().officer_emails == ("yajima@example.jp",)
    assert set(opened(page, board, "Planning conference").invitation.buttons) == {"accepted", "tentative", "declined"}
    page.deeds.popover.close()


@pytest.mark.parametrize(
    "people",
    [
        {},
        {"organizer": ME, "participants": (CHIEF, ME)},  # he invites himself
        {"organizer": CHIEF, "participants": (CHIEF,)},  # somebody else's
    ],
)
def test_what_is_no_invitation_to_the_officer_asks_nothing(page, board, desk, people):
    known_as_me(desk)
    board.event("Sync", AT, **people)
    popover = opened(page, board, "Sync")
    assert popover.invitation is None
    popover.close()


@pytest.mark.parametrize("number", [0, 1])
def test_of_a_series_one_or_all_are_answered(page, board, desk, ui, qtbot, number):
    known_as_me(desk)
    ui.ask.chooses = number
    event = board.weekly("Weekly", AT, **INVITED)
    qtbot.mouseClick(opened(page, board, "Weekly").invitation.buttons["declined"], LEFT)
    assert ui.jobs.idle()
    whole, apart = answers(desk, event)
    if number:
        assert (whole[2], apart) == ("declined", [])
    else:
        assert (whole[2], apart) == ("needs-action", [(AT, ["needs-action", "needs-action", "declined"])])


@pytest.mark.parametrize("number", [0, 1])
def test_the_answer_is_a_file_that_says_who_answers_what_and_nothing_else(
    page, board, desk, ui, tmp_path, qtbot, number
):
    known_as_me(desk)
    ui.ask.chooses, ui.ask.target = number, tmp_path / "answer"
    notes = {"description": board.event("X", AT).title, "categories": ("SECRETWORD",)}
    event = board.weekly("Weekly", AT, **INVITED, **notes)
    qtbot.mouseClick(opened(page, board, "Weekly").invitation.buttons["tentative"], LEFT)
    assert ui.jobs.idle()
    qtbot.mouseClick(opened(page, board, "Weekly").invitation.export_button, LEFT)
    assert ui.jobs.idle()
    lines = (tmp_path / "answer.ics").read_text("utf-8").splitlines()
    inside = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert "METHOD:REPLY" in lines
    assert [one.partition(":")[0].partition(";")[0] for one in inside] == [
        "BEGIN", "UID", "DTSTAMP", "ORGANIZER", *([] if number else ["RECURRENCE-ID"]), "SEQUENCE", "ATTENDEE"
    ]  # fmt: skip
    assert inside[-1] == "ATTENDEE;CN=Yajima Masahito;PARTSTAT=TENTATIVE:mailto:yajima@example.jp"
    # The organizer's program, here another reading of the same event, takes it as an answer.
    desk.calendars.answer(event.id, ("yajima@example.jp",), "needs-action")
    assert import_file(desk, tmp_path / "answer.ics").updated == 1
    whole, apart = answers(desk, event)
    assert "tentative" in (whole if number else apart[0][1])


def test_control_c_copies_an_event_as_a_file_and_as_words_and_control_v_takes_one_in(page, board, desk, ui, window):
    board.event("Sync", AT)
    page.refresh(None)
    assert ui.jobs.idle()
    page.present.setFocus()
    page.present.select(board.one("Sync"))
    QTest.keyClick(page.present, Qt.Key.Key_C, CTRL)
    assert ui.jobs.idle()
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("text/calendar").data()).startswith(b"BEGIN:VCALENDAR")
    assert mime.text().startswith("Sync\n")
    QTest.keyClick(page.present, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    assert window.toasts[-1] == ("Pasted: 0 added, 0 updated, 1 left out.", None)
    other = QMimeData()
    other.setText(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Pasted\nDTSTART:20261126T160000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    QGuiApplication.clipboard().setMimeData(other)
    QTest.keyClick(page.present, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    assert board.one("Pasted").calendar_id == board.planning.id
    told, undo = window.toasts[-1]
    assert told == "Pasted: 1 added, 0 updated, 0 left out."
    undo()
    assert ui.jobs.idle()
    assert board.titles() == ["Sync"]


def test_pasting_what_is_no_event_says_so(page, ui, window):
    QGuiApplication.clipboard().setText("Just words")
    page.present.setFocus()
    QTest.keyClick(page.present, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    assert window.toasts[-1][0] == "There is no event on the clipboard."


def dropped(page, title, cards, kind=QDropEvent):
    """Drag cards over an event of the week and drop them there, as the window system does."""
    view = page.present
    one = next(each for each in view.occurrences if each.title.host == title)
    view.reveal(one)
    mime = QMimeData()
    mime.setData("text/vcard", cards)
    at, copy = view.place_of(one).center(), Qt.DropAction.CopyAction
    no = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(at), copy, mime, LEFT, no)
    QApplication.sendEvent(view.viewport(), enter)
    move = QDragMoveEvent(QPointF(at), copy, mime, LEFT, no)
    QApplication.sendEvent(view.viewport(), move)
    QApplication.sendEvent(view.viewport(), kind(QPointF(at), copy, mime, LEFT, no))
    QApplication.processEvents()
    assert page.ui.jobs.idle()
    return enter.isAccepted(), move.isAccepted()


@pytest.mark.parametrize("recurring", [False, True])
def test_contacts_dropped_on_an_event_are_invited_once(page, board, desk, ui, window, recurring):
    person = desk.contacts.save(Person(name=PersonName("Sakamoto", "Haruka"), emails=(Email("haruka@example.jp"),)))
    event = (board.weekly if recurring else board.event)("Sync", AT)
    page.refresh(None)
    assert ui.jobs.idle()
    ui.ask.chooses = 0
    assert dropped(page, "Sync", cards_of(desk, [person.id])) == (True, True)
    now = desk.calendars.event(event.id)
    people = now.overrides[0].participants if recurring else now.participants
    assert [(one.contact_id, one.email) for one in people] == [(person.id, "haruka@example.jp")]
    assert bool(now.participants) is not recurring
    assert window.toasts[-1][0] == "Added 1 person to “Sync”."
    page.refresh(None)
    assert ui.jobs.idle()
    dropped(page, "Sync", cards_of(desk, [person.id]))
    assert window.toasts[-1][0] == "“Sync” has them already."
    assert len(desk.calendars.event(event.id).overrides) == recurring


def test_files_dragged_over_the_calendar_are_left_to_the_window(page, board):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/x.ics")])
    enter = QDragEnterEvent(QPointF(200, 200), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.present.viewport(), enter)
    assert not enter.isAccepted()
