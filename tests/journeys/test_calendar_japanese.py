"""Every view and every dialog of the calendar has its words in Japanese."""

from datetime import date, datetime, timedelta

from pytestqt.exceptions import capture_exceptions

from liaison_desk.calendar.records import (
    Alarm,
    Event,
    Participant,
    Recurrence,
    RhythmCard,
    RhythmInput,
    Status,
)
from liaison_desk.calendar.ui.form.event_form import CARD, EVENT, NOTES, PEOPLE, REPEAT
from liaison_desk.calendar.ui.timeline.axis import ZOOMS
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from tests.journeys.calendar_week import CTRL, KEY, SHIFT, key, working
from tests.journeys.conftest import Officer


class Listening(Language):
    """A language that remembers what it has no words for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.missing: set[str] = set()

    def tr(self, text: str, /, **values) -> str:
        if self.code != "en" and text and text not in self._catalogue:
            self.missing.add(text)
        return super().tr(text, **values)


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
