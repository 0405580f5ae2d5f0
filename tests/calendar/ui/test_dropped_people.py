"""Contacts dropped beside events begin a new one there; events dragged out of the window are files for other programs."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.outgoing.exporting import cards_of
from liaison_desk.calendar.ui.ways import View
from liaison_desk.contacts.records import Email, Person
from liaison_desk.domain.names import PersonName

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
AT = datetime(2026, 11, 25, 9)


@pytest.fixture
def page(ui, open_lent_page, board):
    made = open_lent_page()
    yield made
    assert ui.jobs.idle()
    made.deeds.carrier.shelf.clear()  # the end of the program does


@pytest.fixture
def cards(desk) -> bytes:
    person = desk.contacts.save(Person(name=PersonName("Sakamoto", "Haruka"), emails=(Email("haruka@example.jp"),)))
    return cards_of(desk, [person.id])


def over(target, at: QPoint, cards: bytes) -> bool:
    """Drag cards over a place; tells whether they may be dropped there."""
    mime = QMimeData()
    mime.setData("text/vcard", cards)
    QApplication.sendEvent(target, QDragEnterEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    move = QDragMoveEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT, NONE)
    QApplication.sendEvent(target, move)
    return move.isAccepted()


def drop(page, target, at: QPoint, cards: bytes) -> list:
    """Drag cards over a place and drop them; returns the values of the forms that opened."""
    forms = []

    def fill(dialog) -> None:
        forms.append(dialog.form.collected())

    page.ui.ask.fill = fill
    mime = QMimeData()
    mime.setData("text/vcard", cards)
    over(target, at, cards)
    QApplication.sendEvent(target, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    QApplication.processEvents()
    assert page.ui.jobs.idle()
    return forms


def whole(form) -> tuple:
    return form.all_day, form.start, form.end


def names(form) -> list[str]:
    return [who.email for who in form.participants]


def test_contacts_dropped_on_empty_hours_begin_a_meeting_there(page, cards):
    week = page.week
    week.verticalScrollBar().setValue(round(7 * week.hour))
    at = QPoint(week.left_of(3) + 40, week.top_of(10 * 60 + 40))
    assert over(week.viewport(), at, cards)
    assert page.status.text_whole() == "New event: Thu 26 Nov 1030–1130T / 1730–1830Z / 0230–0330I+1"
    assert (week.drag.start, week.drag.end) == (3 * 1440 + 630, 3 * 1440 + 690)
    QApplication.sendEvent(week.viewport(), QDragLeaveEvent())
    assert week.drag is None
    (form,) = drop(page, week.viewport(), at, cards)
    assert week.drag is None
    assert whole(form) == (False, datetime(2026, 11, 26, 10, 30), datetime(2026, 11, 26, 11, 30))
    assert names(form) == ["haruka@example.jp"]
    assert not over(week.viewport(), QPoint(10, 100), cards)  # the rulers are no ground


def test_contacts_dropped_on_the_band_begin_an_event_of_that_day(page, cards):
    band = page.week.band
    (form,) = drop(page, band, QPoint(page.week.left_of(2) + 20, band.height() - 6), cards)
    assert whole(form) == (True, datetime(2026, 11, 25), datetime(2026, 11, 26))
    assert names(form) == ["haruka@example.jp"]


def test_contacts_dropped_on_a_bar_are_invited_to_it(page, board, cards, ui, window):
    event = board.days("Visit", datetime(2026, 11, 25), 2)
    page.refresh(None)
    assert ui.jobs.idle()
    forms = drop(page, page.week.band, page.week.band.place_of(page.week.occurrences[0]).center(), cards)
    assert forms == []
    assert window.toasts[-1][0] == "Added 1 person to “Visit”."
    assert [who.email for who in board.desk.calendars.event(event.id).participants] == ["haruka@example.jp"]


@pytest.mark.parametrize("view", [View.MONTH, View.TIMELINE, View.YEAR])
def test_contacts_dropped_on_a_day_of_other_views_begin_an_event_of_that_day(page, cards, ui, view):
    page.show_view(view)
    assert ui.jobs.idle()
    shown, day = page.present, datetime(2026, 11, 25).date()
    match view:
        case View.MONTH:
            at = shown.cell((day - shown.first).days).center()
        case View.TIMELINE:
            at = QPoint(round(shown.x_of(day) + shown.day_width / 2), 40)
        case _:
            viewport = shown.viewport().rect()
            at = next(
                QPoint(x, y) for x in range(0, viewport.width(), 5) for y in range(0, viewport.height(), 5) if shown.day_at(QPoint(x, y)) == day
            )  # fmt: skip
    (form,) = drop(page, shown.viewport(), at, cards)
    assert whole(form) == (True, datetime(2026, 11, 25), datetime(2026, 11, 26))
    assert names(form) == ["haruka@example.jp"]


def test_the_agenda_takes_contacts_at_the_name_of_a_day(page, board, cards, ui):
    board.event("Sync", AT)
    page.show_view(View.AGENDA)
    assert ui.jobs.idle()
    (form,) = drop(page, page.agenda.viewport(), QPoint(30, 10), cards)
    assert whole(form) == (True, datetime(2026, 11, 25), datetime(2026, 11, 26))
    assert not over(page.agenda.viewport(), QPoint(30, page.agenda.viewport().height() - 5), cards)


def move(target, where: QPoint) -> None:
    place = QPointF(target.mapToGlobal(where))
    QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, LEFT, NONE))  # fmt: skip


@pytest.mark.parametrize("view", [View.WEEK, View.MONTH, View.AGENDA, View.TIMELINE, "band"])
def test_an_event_dragged_out_of_the_window_is_a_file_and_stays_where_it_is(page, board, ui, view, monkeypatch):
    event = board.days("Visit", datetime(2026, 11, 25), 2) if view == "band" else board.event("Sync / 3", AT)
    page.show_view(View.WEEK if view == "band" else view)
    assert ui.jobs.idle()
    one = page.present.occurrences[0]
    target, at = page.present.viewport(), page.present.place_of(one).center()
    if view == "band":
        target, at = page.week.band, page.week.band.place_of(one).center()
    elif view is View.WEEK:
        page.present.reveal(one)
        at = page.present.place_of(one).center()
    dragged = []
    monkeypatch.setattr(QGuiApplication, "mouseButtons", staticmethod(lambda: LEFT))  # what a real pointer holds down
    page.deeds.carrier.exec = dragged.append
    QTest.mousePress(target, LEFT, NONE, at)
    move(target, at + QPoint(20, 0))
    for x in (0, 40):
        move(target, target.mapFromGlobal(page.frameGeometry().bottomRight() + QPoint(60 + x, 60)))
    assert ui.jobs.idle()
    QTest.mouseRelease(target, LEFT, NONE, at)
    (drag,) = dragged
    mime = drag.mimeData()
    (url,) = mime.urls()
    path = Path(url.toLocalFile())
    assert path.name == ("Visit.ics" if view == "band" else "Sync   3.ics")
    assert path.read_bytes() == bytes(mime.data("text/calendar").data())
    assert b"SUMMARY:" in path.read_bytes()
    assert mime.text().startswith(one.title.host)
    assert ui.jobs.idle()
    assert board.desk.calendars.event(event.id) == event


def test_nothing_is_carried_out_by_a_button_let_go_meanwhile(page, board, ui):
    board.event("Sync", AT)
    page.refresh(None)
    assert ui.jobs.idle()
    dragged = []
    page.deeds.carrier.exec = dragged.append
    page.deeds.carrier.carry(page.present.occurrences[0])
    assert ui.jobs.idle()
    assert dragged == []


def test_a_drag_to_the_edge_inside_the_window_carries_nothing_out(page, board, ui):
    board.event("Sync", AT)
    page.refresh(None)
    assert ui.jobs.idle()
    carried = []
    page.week.carried_out.connect(carried.append)
    one = page.week.occurrences[0]
    page.week.reveal(one)
    at = page.week.place_of(one).center()
    target = page.week.viewport()
    QTest.mousePress(target, LEFT, NONE, at)
    move(target, at + QPoint(0, 30))
    move(target, target.mapFromGlobal(page.mapToGlobal(QPoint(2, 400))))
    assert carried == []
    QTest.mouseRelease(target, LEFT, NONE, at + QPoint(0, round(page.week.hour)))
    assert ui.jobs.idle()
