"""An officer's week with the calendar: a battle-rhythm series and its task, changes and their undo, conflicts, finding a time,
reminders, the seven ways to look, a DTG, paper, and a calendar from another program.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from liaison_desk.briefings.ui.print_dialog import PrintDialog
from liaison_desk.calendar.records import (
    Alarm,
    Status,
)
from liaison_desk.calendar.ui.slots.dialog import SlotDialog
from liaison_desk.calendar.ui.ways import View
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.journeys.calendar_week import ALT, CTRL, KEY, SHIFT, Hands, key, working
from tests.journeys.conftest import Officer

ENTER = KEY.Key_Return
LETTERS = {View.DAY: "D", View.WORK_WEEK: "F", View.WEEK: "W", View.MONTH: "M", View.TIMELINE: "Q", View.YEAR: "Y", View.AGENDA: "A"}  # fmt: skip


@pytest.fixture
def week(qapp, tmp_path) -> Iterator[tuple[Officer, Hands]]:
    with working(tmp_path, Language("en")) as opened:
        yield opened


def write(widget: QWidget, text: str) -> None:
    """Type over what a line holds; Japanese comes from the input method."""
    widget.setFocus()
    widget.selectAll()
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    composed, committed = QInputMethodEvent(text, []), QInputMethodEvent()
    QCoreApplication.sendEvent(widget, composed)
    QTest.keyClick(widget, ENTER)  # Return while composing is the input method's
    committed.setCommitString(text)
    QCoreApplication.sendEvent(widget, committed)


def tell_form(officer: Officer, typing) -> None:
    """Have the next form filled in and saved by its key."""

    def fill(dialog) -> None:
        dialog.activateWindow()
        assert QTest.qWaitForWindowActive(dialog)
        officer.settle()
        typing(dialog)
        QTest.keyClick(dialog, ENTER, CTRL)
        officer.settle()

    officer.asker.fill = fill


def titles(officer: Officer, first: date = date(2026, 11, 1), days: int = 90):
    since = datetime.combine(first, datetime.min.time(), UTC)
    return officer.desk.calendars.occurrences(since, since + timedelta(days=days))


def make_series(officer: Officer) -> None:
    """Make the weekly sync with its card, by keys: slot, form, Alt+3, Alt+4, Ctrl+Enter."""
    page = officer.window.page()
    page.week.slot = (3, 9 * 60)  # Thursday 26 November, 0900

    def typing(dialog) -> None:
        form = dialog.form
        write(form.title.host, "Plans sync")
        write(form.title.home, "計画調整会議")
        QTest.keyClick(form.title.host, KEY.Key_3, ALT)
        combo = form.repeat.input
        combo.setFocus()
        while combo.currentText() != "Weekly":
            QTest.keyClick(combo, KEY.Key_Down)
        combo.activated.emit(combo.currentIndex())
        QTest.keyClick(combo, KEY.Key_4, ALT)
        write(form.field("card_purpose").host, "Keep both staffs together")
        QTest.keyClick(form.inputs.add_button, KEY.Key_Space)
        write(form.inputs.rows[0].host, "Status slides")

    tell_form(officer, typing)
    QTest.keyClick(page.present, KEY.Key_N)
    officer.settle()


def test_an_officers_week(week, tmp_path, qtbot):
    officer, hands = week
    officer.do("go-calendar")
    page = officer.window.page()
    page.show_view(View.WEEK)
    officer.settle()

    # A series with a card, and the task its input makes.
    make_series(officer)
    series = [one for one in titles(officer) if one.title.host == "Plans sync"]
    assert [one.starts for one in series[:2]] == [datetime(2026, 11, 26, 16, tzinfo=UTC), datetime(2026, 12, 3, 16, tzinfo=UTC)]  # fmt: skip
    assert series[0].title.home == "計画調整会議"
    assert series[0].rhythmic
    tasks = officer.desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
    assert "Status slides" in officer.desk.tasks.task(tasks[0]).title.host
    assert officer.desk.tasks.task(tasks[0]).due.date() == date(2026, 11, 25)

    # One occurrence is moved by a key, and the move taken back.
    page.go_to(date(2026, 12, 3))
    officer.settle()
    key(officer, KEY.Key_J)
    while page.present.selected().title.host != "Plans sync":
        key(officer, KEY.Key_J)
    officer.asker.chooses = 0  # this one
    key(officer, KEY.Key_Down, ALT)
    moved = {one.starts for one in titles(officer) if one.title.host == "Plans sync"}
    assert datetime(2026, 12, 3, 16, 15, tzinfo=UTC) in moved
    assert datetime(2026, 12, 10, 16, tzinfo=UTC) in moved
    officer.press(KEY.Key_Z, CTRL)
    back = {one.starts for one in titles(officer) if one.title.host == "Plans sync"}
    assert datetime(2026, 12, 3, 16, tzinfo=UTC) in back
    assert datetime(2026, 12, 3, 16, 15, tzinfo=UTC) not in back

    # One is cancelled, and says why.
    page.present.select(next(one for one in page.present.occurrences if one.title.host == "Plans sync"))
    tell_form(officer, lambda dialog: write(dialog.form.field("reason").host, "Snow"))
    menu = page.deeds.menu(page.present.selected())
    next(one for one in menu.actions() if one.text().startswith("Cancel event")).trigger()
    officer.settle()
    cancelled = next(one for one in titles(officer) if one.starts == datetime(2026, 12, 3, 16, tzinfo=UTC))
    assert cancelled.status is Status.CANCELLED
    assert officer.desk.calendars.event(cancelled.event_id).overrides[0].reason.host == "Snow"

    # Two at once clash, and the status line says so; what is cancelled clashes with nothing.
    page.go_to(date(2026, 11, 26))
    officer.settle()
    page.week.slot = (3, 9 * 60 + 30)
    page.present.select(None)
    page.week.slot = (3, 9 * 60 + 30)
    tell_form(officer, lambda dialog: write(dialog.form.title.host, "Office call"))
    key(officer, KEY.Key_N)
    assert page.present.selected().title.host == "Office call"
    assert "overlaps with Plans sync" in page.status.text_whole()

    # A time for two people.
    seen: list[str] = []

    def look(dialog) -> None:
        seen.append(dialog.windowTitle())
        officer.settle()
        if isinstance(dialog, SlotDialog):
            for words in ("whit", "kisa"):
                line = dialog.form.people.input
                line.setFocus()
                QTest.keyClicks(line, words)
                qtbot.waitUntil(lambda line=line: bool(line.offers))
                QTest.keyClick(line, ENTER)
            dialog.look()
            officer.settle()
            QTest.keyClick(dialog, ENTER, CTRL)
            return
        write(dialog.form.title.host, "Bilateral talks")
        QTest.keyClick(dialog, ENTER, CTRL)
        officer.settle()

    officer.asker.fill = look
    key(officer, KEY.Key_S)
    assert seen == ["Find a time", "New event"]
    talks = next(one for one in titles(officer) if one.title.host == "Bilateral talks")
    names = [one.name for one in officer.desk.calendars.event(talks.event_id).participants]
    assert names == ["Whitcombe Rowan", "Kisaragi Jun"]

    # A reminder comes, is put off, and comes again.
    event = officer.desk.calendars.event(talks.event_id)
    officer.desk.calendars.save(replace(event, alarms=(Alarm(-15),)))
    hands.at = talks.starts - timedelta(minutes=15)
    watch = officer.program.reminding.watch
    watch.tick()
    officer.settle()
    assert officer.window.bell.count == 1
    officer.press(KEY.Key_R, CTRL | SHIFT)
    panel = officer.program.reminding.panel
    QTest.keyClick(panel.rows[0], KEY.Key_S)
    panel.menu.actions()[0].trigger()
    panel.menu.close()
    officer.settle()
    assert officer.window.bell.count == 0
    hands.at += timedelta(minutes=14)
    watch.tick()
    officer.settle()
    assert officer.window.bell.count == 1
    if not officer.program.reminding.is_open:
        officer.press(KEY.Key_R, CTRL | SHIFT)
    QTest.keyClick(panel.rows[0], ENTER)
    officer.settle()
    assert page.present.selected().title.host == "Bilateral talks"

    # All seven ways by their letters, then a DTG.
    for view, letter in LETTERS.items():
        key(officer, getattr(KEY, f"Key_{letter}"))
        assert page.view is view
        assert not page.present.grab().isNull()
    key(officer, KEY.Key_W)
    key(officer, KEY.Key_G)
    QTest.keyClicks(page.go_field.input, "151600ZDEC26")
    QTest.keyClick(page.go_field.input, ENTER)
    officer.settle()
    assert page.present.cursor_day() == date(2026, 12, 15)
    assert page.week.slot[1] == 9 * 60

    # The week on paper.
    paper = tmp_path / "week.pdf"
    printed: list[str] = []

    def save(dialog) -> None:
        assert isinstance(dialog, PrintDialog)
        officer.settle()
        officer.asker.target = paper
        dialog.page.rebuild()
        officer.settle()
        QTest.keyClick(dialog.page, KEY.Key_E, CTRL)
        officer.settle()
        printed.append(dialog.windowTitle())

    page.go_to(date(2026, 11, 26))
    officer.settle()
    officer.asker.fill = save
    officer.press(KEY.Key_P, CTRL)
    assert printed
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(paper).pages).split())
    assert "Plans sync" in words
    assert "Office call" in words

    # A calendar from another program comes in, and is seen.
    file = tmp_path / "visit.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:7@x\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART;TZID=Asia/Tokyo:20261128T090000\r\nDTEND;TZID=Asia/Tokyo:20261128T100000\r\nSUMMARY:Staff talks\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    officer.asker.fill = None
    officer.window.actions_.taking.files([file])
    officer.settle()
    officer.do("go-calendar")
    assert any(one.title.host == "Staff talks" for one in page.present.occurrences)
    talks = next(one for one in page.present.occurrences if one.title.host == "Staff talks")
    assert (talks.starts, page.present.place_of(talks).isEmpty()) == (datetime(2026, 11, 28, tzinfo=UTC), False)
