"""The calendar page on a real desk, in the week of Tuesday 24 November 2026, 0941 in Colorado Springs."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.desk import Desk
from liaison_desk.app.lending.calendar import lend_calendar
from liaison_desk.calendar.records import Calendar, Event, Recurrence
from liaison_desk.calendar.ui.page import CalendarPage
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from tests.desks import new_desk

DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
PROFILE = DeskProfile(
    host_place=Bilingual("Colorado Springs", "コロラドスプリングス"),
    home_place=Bilingual("Tokyo", "東京"),
    default_marking=SHARED,
)


@dataclass
class Window:
    """What the page told the window."""

    toasts: list[tuple[str, Any]] = field(default_factory=list)


class Board:
    """A desk with its calendars and a few ways to put something on them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.planning = self._calendar("Planning", "計画", "planning", 0)
        self.visits = self._calendar("Visits", "訪問", "visits", 1)
        self.holidays = self._calendar("Japan", "日本の祝日", "holiday_jp", 2)

    def _calendar(self, host: str, home: str, palette: str, position: int) -> Calendar:
        return self.desk.calendars.save_calendar(
            Calendar(name=Bilingual(host, home), palette=palette, position=position)
        )

    def event(self, title: str, start: datetime, minutes: int = 60, **more) -> Event:
        values = {
            "calendar_id": self.planning.id,
            "title": Bilingual(title),
            "start": start,
            "end": start + timedelta(minutes=minutes),
            "zone": DENVER,
            "marking": SHARED,
        }
        return self.desk.calendars.save(Event(**{**values, **more}))

    def weekly(self, title: str, start: datetime, **more) -> Event:
        return self.event(title, start, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=5",)), **more)

    def days(self, title: str, first: datetime, days: int, **more) -> Event:
        return self.event(title, first, days * 1440, zone="", all_day=True, **more)

    def titles(self) -> list[str]:
        return [one.title.host for one in self.seen()]

    def seen(self):
        return self.desk.calendars.occurrences(datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))

    def one(self, title: str):
        return next(one for one in self.seen() if one.title.host == title)


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "c.desk", PROFILE, FixedClock(datetime(2026, 11, 24, 16, 41, tzinfo=UTC)))
    yield desk
    desk.close()


@pytest.fixture
def board(desk) -> Board:
    return Board(desk)


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def ui(qapp: QApplication, desk, window, tmp_path):
    theme, jobs = Theme(), Jobs()
    theme.install(qapp)
    theme.show_japanese()
    crashes: list[Exception] = []
    jobs.crashed.connect(crashes.append)
    made = Ui(
        Language("en"), theme, Icons(theme), jobs, desk.clock, ChangeRelay(desk.bus), Memory(tmp_path), PreparedAsker(),
        lambda text, undo: window.toasts.append((text, undo)), lambda ref: None,
    )  # fmt: skip
    yield made
    assert jobs.idle()
    made.changes.close()
    assert jobs.close()
    theme.changed.disconnect()
    qapp.styleHints().colorSchemeChanged.disconnect()
    assert crashes == []


@pytest.fixture
def open_page(ui, desk, qtbot):
    """Show the page as the window does, with what a test lends it besides, and wait until it has read."""

    def open_one(language: str = "en", profile=lambda: PROFILE, **lent) -> CalendarPage:
        spoken = replace(ui, language=Language(language))
        page = CalendarPage(desk.calendars, spoken, profile, **{"suggest": suggest, "undo": desk.history.undo, **lent})
        qtbot.addWidget(page)
        page.resize(1244, 808)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        assert ui.jobs.idle()
        page.present.setFocus()
        return page

    return open_one


@pytest.fixture
def open_lent_page(open_page, desk):
    """Show the page with all that the window lends it."""

    def open_one(language: str = "en") -> CalendarPage:
        outside = lend_calendar(desk, Language(language), lambda _: None)
        return open_page(language, desk.profile.get, outside=outside)

    return open_one


def suggest(kind: str, words: str) -> list[RecordRef]:
    return [RecordRef(kind, 7, "Lt Col SAKAMOTO Haruka 坂本 遥")] if "sak" in words.lower() else []
