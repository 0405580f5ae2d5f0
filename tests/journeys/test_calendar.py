"""An officer's week with the calendar: a battle-rhythm series and its task, changes and their undo, conflicts, finding a time,
reminders, the seven ways to look, a DTG, paper, and a calendar from another program.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions

from liaison_desk.app.founding import found_desk, new_profile
from liaison_desk.app.start import Memories, Program
from liaison_desk.briefings.ui.print_dialog import PrintDialog
from liaison_desk.calendar.records import (
    Alarm,
    Calendar,
    Event,
    Participant,
    Recurrence,
    RhythmCard,
    RhythmInput,
    Status,
)
from liaison_desk.calendar.ui.form.event_form import CARD, EVENT, NOTES, PEOPLE, REPEAT
from liaison_desk.calendar.ui.slots.dialog import SlotDialog
from liaison_desk.calendar.ui.timeline.axis import ZOOMS
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.ways import View
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.journeys.conftest import NOW, Officer

KEY = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier  # fmt: skip
ENTER = KEY.Key_Return
LETTERS = {View.DAY: "D", View.WORK_WEEK: "F", View.WEEK: "W", View.MONTH: "M", View.TIMELINE: "Q", View.YEAR: "Y", View.AGENDA: "A"}  # fmt: skip


@dataclass
class Hands:
    """A clock that is put on by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


class Listening(Language):
    """A language that remembers what it has no words for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.missing: set[str] = set()

    def tr(self, text: str, /, **values) -> str:
        if self.code != "en" and text and text not in self._catalogue:
            self.missing.add(text)
        return super().tr(text, **values)


@contextmanager
def working(folder: Path, language: Language) -> Iterator[tuple[Officer, Hands]]:
    """Open the program on a desk with calendars and two colleagues."""
    location, hands, asker = str(folder / "week.desk"), Hands(NOW), PreparedAsker()
    found_desk(location, new_profile("JPN", "USA")).close()
    program = Program(location, Memories(folder), language, hands, "light", asker=asker)
    program.unseen = True
    program.window.resize(1440, 900)
    program.window.show()
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window)
    program.open_desk()
    assert program.jobs.idle()
    officer = Officer(program, asker)
    for number, (host, home, palette) in enumerate(
        (("Battle rhythm", "定例業務", "rhythm"), ("Planning", "計画", "planning"), ("Exercises", "演習", "exercises"))
    ):
        officer.desk.calendars.save_calendar(
            Calendar(name=Bilingual(host, home), palette=palette, position=20 + number)
        )
    for family, given in (("Whitcombe", "Rowan"), ("Kisaragi", "Jun")):
        officer.desk.contacts.save(Person(name=PersonName(family, given)))
    officer.settle()
    yield officer, hands
    program.close()


@pytest.fixture
def week(qapp, tmp_path) -> Iterator[tuple[Officer, Hands]]:
    with working(tmp_path, Language("en")) as opened:
        yield opened


def key(officer: Officer, pressed: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is on the calendar page."""
    QTest.keyClick(officer.window.page().present, pressed, modifiers)
    officer.settle()


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


def test_the_same_pages_have_every_word_in_japanese(qapp, tmp_path):
    language = Listening("ja")
    with working(tmp_path, language) as (officer, hands):
        fill_a_week(officer)
        officer.do("go-calendar")
        page = officer.window.page()
        with capture_exceptions() as raised:
            for view in View:
                page.show_view(view)
                officer.settle()
                page.present.grab()
                for _ in range(3):
                    key(officer, KEY.Key_J)
            page.show_view(View.TIMELINE)
            for rows in Rows:
                page.timeline.show_rows(rows)
                for _ in ZOOMS:
                    key(officer, KEY.Key_BracketLeft)
                for _ in ZOOMS:
                    key(officer, KEY.Key_BracketRight)
                page.timeline.grab()
            page.show_view(View.WEEK)
            page.go_to(date(2026, 11, 24))
            officer.settle()
            open_dialogs(officer, page)
            hands.at += timedelta(days=2)
            officer.program.reminding.watch.tick()
            officer.settle()
            officer.press(KEY.Key_R, CTRL | SHIFT)
            officer.program.reminding.panel.grab()
        assert raised == []
        assert language.missing == set()


def fill_a_week(officer: Officer) -> None:
    """Put on the desk one of each: a series with a card, what clashes, what is cancelled, days, people, reminders."""
    calendars = officer.desk.calendars
    numbers = [one.id for one in calendars.calendars() if not one.holidays]
    common = {"zone": "America/Denver", "alarms": (Alarm(-15),)}
    start = datetime(2026, 11, 24, 9)
    calendars.save(Event(
        calendar_id=numbers[0], title=Bilingual("Sync", "調整"), start=start, end=start + timedelta(hours=1),
        recurrence=Recurrence(("FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=9",)), travel_before=30, access="invitation",
        rhythm=RhythmCard(purpose=Bilingual("x"), inputs=(RhythmInput(Bilingual("Slides"), 2),)), **common,
    ))  # fmt: skip
    calendars.save(Event(
        calendar_id=numbers[0], title=Bilingual("Call"), start=start, end=start + timedelta(hours=2), status=Status.TENTATIVE,
        participants=(Participant(name="KATO"),), access="closed", **common,
    ))  # fmt: skip
    calendars.save(Event(
        calendar_id=numbers[0], title=Bilingual("Off"), start=start, end=start + timedelta(hours=2), status=Status.CANCELLED,
        reason=Bilingual("Snow"), **common,
    ))  # fmt: skip
    calendars.save(Event(
        calendar_id=numbers[0], title=Bilingual("Days"), start=datetime(2026, 11, 23), end=datetime(2026, 11, 26), all_day=True,
    ))  # fmt: skip
    officer.settle()


def open_dialogs(officer: Officer, page) -> None:
    """Open every dialog of the calendar and every part of it."""
    opened: list[str] = []

    def look(dialog) -> None:
        officer.settle()
        form = getattr(dialog, "form", None)
        if hasattr(form, "turn_to"):
            for part in (EVENT, PEOPLE, REPEAT, CARD, NOTES):
                form.turn_to(part)
                officer.settle()
                dialog.grab()
            combo = form.repeat.input
            for number in range(combo.count()):
                combo.setCurrentIndex(number)
                combo.activated.emit(number)
                dialog.grab()
            form.field("status").set_value(Status.CANCELLED)
            form.field("status").changed.emit()
        dialog.grab()
        opened.append(dialog.windowTitle())
        dialog.reject()
        officer.settle()

    officer.asker.fill = look
    sync = next(one for one in page.present.occurrences if one.title.host == "Sync")
    officer.asker.chooses = 2
    for act in (
        page.new_record, page.find_time, lambda: page.deeds.edit(sync), lambda: page.deeds.cancel(sync), page.deeds.new_calendar,
        page.deeds.add_holidays, lambda: page.deeds.show_card(sync), lambda: page.deeds.duplicate(sync), page._print_shown,
    ):  # fmt: skip
        before = len(opened)
        act()
        officer.settle()
        assert len(opened) > before
    page.present.select(sync)
    page.present.open_selected()
    officer.settle()
    page.deeds.popover.grab()
    page.deeds.menu(sync)
    page.deeds.popover.close()
    page.ask_where()
    for words in ("", "+3w", "15日 1400", "そのうち"):
        page.go_field.input.setText(words)
        page.go_field.grab()
    page.go_field.close()
    officer.settle()
