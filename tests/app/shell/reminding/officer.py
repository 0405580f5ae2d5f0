"""An officer before the real window, a clock put on by hand, and a desktop that keeps what it was told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.shell.reminding import Reminding
from liaison_desk.app.start import Program
from liaison_desk.calendar.records import Alarm, Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.tasks.records import Task

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NINE = datetime(2026, 11, 24, 9)  # wall time in Colorado Springs
EIGHT = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 0800 there


@dataclass
class Hands:
    """The clock on the wall and the machine's own, put on by hand: together, or the wall's alone."""

    at: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.seconds

    def go(self, by: timedelta) -> None:
        self.at += by
        self.seconds += by.total_seconds()


class Screen(QObject):
    """A desktop that shows notifications; keeps what it was told."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.icon = False

    def available(self) -> bool:
        return True

    def say(self, title: str, text: str) -> None:
        self.said.append((title, text))
        self.icon = True

    def rest(self) -> None:
        self.icon = False


@dataclass
class Officer:
    """Drives the window as a person would."""

    program: Program
    hands: Hands
    screen: Screen
    reminding: Reminding
    asker: PreparedAsker
    calendar: int
    rung: list[str] = field(default_factory=list)

    @property
    def desk(self):
        return self.program.desk

    @property
    def window(self):
        return self.program.window

    @property
    def panel(self):
        return self.reminding.panel

    def settle(self) -> None:
        assert self.program.jobs.idle()
        assert self.program.failure is None, self.program.failure

    def event(self, title: str, start: datetime = NINE, *alarms: Alarm, **more) -> Event:
        values = {"title": Bilingual(title), "zone": "America/Denver", "alarms": alarms or (Alarm(-15),)}
        made = Event(calendar_id=self.calendar, start=start, end=start + HOUR, **{**values, **more})
        saved = self.desk.calendars.save(made)
        self.settle()
        return saved

    def task(self, title: str, due: datetime = NINE, *minutes: int, **more) -> Task:
        values = {"due_zone": "America/Denver", "due_all_day": False, **more}
        saved = self.desk.tasks.save(Task(title=Bilingual(title), due=due, reminders=minutes or (15,), **values))
        self.settle()
        return saved

    def wait(self, by: timedelta) -> None:
        """Let time go by and the watch look at the clock."""
        self.hands.go(by)
        self.look()

    def set_clock(self, by: timedelta) -> None:
        """Set the clock on the wall."""
        self.hands.at += by
        self.look()

    def look(self) -> None:
        self.reminding.watch.tick()
        self.settle()

    def open(self) -> None:
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        QTest.keyClick(
            self.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.settle()
        assert self.reminding.is_open

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key)
        self.settle()

    def listed(self) -> list[str]:
        return [row.words.title(row.one) for row in self.panel.rows]
