"""Watches the clock for reminders and says them: on the bell, in a toast, or on the desktop when the window is not in front.

No timer runs long: every half minute at most what is due is compared with the present time, so that a machine that slept
and a clock that was set, forward or back, lose and double nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from liaison_desk.calendar.records import DueReminder
from liaison_desk.calendar.ui.reminders.words import EventReminderWords
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.reminding import Due, ReminderWords

if TYPE_CHECKING:
    from liaison_desk.app.between.reminders import AllReminders
    from liaison_desk.app.desk import Desk
    from liaison_desk.app.shell.window import MainWindow
    from liaison_desk.calendar.ui.reminders.panel import RemindersPanel
    from liaison_desk.tasks.records import DueTask

_TICK: Final = timedelta(seconds=30)
_LOOK: Final = timedelta(hours=1)
_JUMP: Final = 2.0  # seconds the clock on the wall may run off the machine's own before it counts as set
_ONE_BY_ONE: Final = 3
_NO_MARKUP: Final = str.maketrans("<>", "‹›")


@dataclass(frozen=True, slots=True)
class _Said:
    due: tuple[Due, ...]
    coming: datetime | None


class ReminderWatch(QObject):
    """Asks what is due when it is time to. ``elapsed`` is the machine's own clock in seconds, which nobody sets."""

    changed = Signal(object)
    """Everything that is due, whenever it was asked."""
    rang = Signal(object)
    """The reminders that ring for the first time since the program was started."""
    ticked = Signal()
    """Half a minute went by: what says "in 5 min" says it anew."""

    def __init__(
        self, ui: Ui, reminders: "Callable[[], AllReminders]", parent: QObject, elapsed: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._reminders = reminders
        self._elapsed = elapsed
        self._rung: set[tuple[object, datetime]] = set()
        self._next: datetime | None = None
        self._asking = self._again = False
        self._seen = (ui.clock.now(), elapsed())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Ask for the first time, and from then on when it is time to."""
        self._ui.changes.changed.connect(self._on_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_state)
        self._ask()

    def tick(self) -> None:
        """Look at the clock: ask when something is due by now, or when the clock was set or the machine had slept."""
        now, elapsed = self._ui.clock.now(), self._elapsed()
        seen, then = self._seen
        self._seen = (now, elapsed)
        jumped = abs((now - seen).total_seconds() - (elapsed - then)) > _JUMP
        if jumped or self._next is None or now >= self._next:
            self._ask()
        self.ticked.emit()
        self._wait()

    def _on_state(self, _state: object) -> None:
        self.tick()

    def _wait(self) -> None:
        left = _TICK if self._next is None else max(timedelta(), min(_TICK, self._next - self._ui.clock.now()))
        self._timer.start(int(left.total_seconds() * 1000) + 1)

    def _ask(self) -> None:
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._ui.jobs.database.run(self._look, self._on_said, self._on_failed, owner=self)

    def _look(self) -> _Said | None:
        """Work out a slice, or say what is due when all is worked out; other work gets its turn between slices."""
        reminders, now = self._reminders(), self._ui.clock.now()
        return _Said(tuple(reminders.due(now)), reminders.next_due(now)) if reminders.prepare(now) else None

    def _on_said(self, said: _Said | None) -> None:
        self._asking = False
        if said is None:
            self._ask()
            return
        latest = self._ui.clock.now() + _LOOK
        self._next = latest if said.coming is None else min(said.coming, latest)
        new = [one for one in said.due if (one.key, one.due) not in self._rung]
        self._rung |= {(one.key, one.due) for one in new}
        self.changed.emit(said.due)
        if new:
            self.rang.emit(new)
        if self._again:
            self._ask()
        self._wait()

    def _on_failed(self, error: Exception) -> None:
        """Say why, and ask again in a while: a desk that is busy now is not so for long."""
        self._asking = False
        self._next = self._ui.clock.now() + _LOOK / 12
        if isinstance(error, DeskError):
            self._ui.jobs.refused.emit(error)
        self._wait()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("event", "calendar", "reminder", "task", "task reminder", "profile"):
            self._ask()


def without_markup(text: str) -> str:
    """Return the text of a notification with its angle brackets exchanged for quotes that look like them.

    Many desktops read it as markup and would follow the links and fetch the pictures that somebody's invitation names; Qt
    hands it over as it is, and nothing tells whether the desktop at hand is one of them (Desktop Notifications 1.2, "Markup").
    The title is plain everywhere.
    """
    return text.translate(_NO_MARKUP)


class TrayNotices(QObject):
    """Notifications of the desktop, from an icon in its tray that is there only while there is something to say."""

    clicked = Signal()

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._icon: QSystemTrayIcon | None = None

    def available(self) -> bool:
        """Tell whether this desktop shows notifications."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def say(self, title: str, text: str) -> None:
        """Show a notification. No desktop reads links, pictures or bold letters out of its text."""
        if self._icon is None:
            self._icon = QSystemTrayIcon(self._ui.icons.icon("bell"), self)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(self._on_activated)
        self._icon.setToolTip(without_markup(title))
        self._icon.show()
        self._icon.showMessage(title, without_markup(text), self._ui.icons.icon("bell"))

    def _on_activated(self, _reason: object) -> None:
        self.clicked.emit()

    def rest(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()


class Reminding(QObject):
    """The reminders of the window: bell, list, toast and notification. ``quiet`` for pictures: only the bell counts."""

    def __init__(
        self,
        ui: Ui,
        desk: "Desk",
        window: "MainWindow",
        *,
        quiet: bool = False,
        notices: TrayNotices | None = None,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(window)
        self._ui = ui
        self._window = window
        self._quiet = quiet
        self.wording = Wording(ui.language, desk.profile.get)
        self.watch = ReminderWatch(ui, lambda: desk.all_reminders, self, elapsed)
        self._desk = desk
        self._due: Sequence[Due] = ()
        self.notices = notices or TrayNotices(ui, self)
        self.watch.changed.connect(self._on_due)
        self.watch.rang.connect(self._on_rang)
        self.notices.clicked.connect(self._come_forward)
        window.bell.clicked.connect(self._on_bell)

    @cached_property
    def panel(self) -> "RemindersPanel":
        """The list, made when it is first opened."""
        from liaison_desk.calendar.ui.reminders.panel import RemindersPanel

        made = RemindersPanel(
            self._ui,
            self.wording,
            self.words_of,
            lambda: self._desk.all_reminders,
            self._window,
            self._desk.history.undo,
        )
        made.show_due(self._due)
        self.watch.ticked.connect(made.tell)
        made.open_asked.connect(self._open)
        return made

    @cached_property
    def _event_words(self) -> ReminderWords:
        return EventReminderWords(self._ui, self.wording)

    @cached_property
    def _task_words(self) -> ReminderWords:
        from liaison_desk.tasks.ui.reminding import TaskReminderWords

        return TaskReminderWords(self._ui, self._desk.profile.get)

    def words_of(self, one: Due) -> ReminderWords:
        """Return the words for a reminder of whatever kind."""
        return self._event_words if isinstance(one, DueReminder) else self._task_words

    @property
    def is_open(self) -> bool:
        """Whether the list is on show."""
        return "panel" in self.__dict__ and self.panel.isVisible()

    def start(self) -> None:
        """Begin to watch."""
        self.watch.start()

    def toggle(self) -> None:
        """Open the list, or close it."""
        if self.is_open:
            self.panel.leave()
        else:
            self.panel.open_below(self._window.bell)

    def _on_bell(self, _checked: bool = False) -> None:
        self.toggle()

    def _on_due(self, due: Sequence[Due]) -> None:
        self._window.bell.show_count(len(due))
        self._due = due
        if "panel" in self.__dict__:
            self.panel.show_due(due)
        if not due:
            self.notices.rest()

    def _on_rang(self, new: Sequence[Due]) -> None:
        """Say what rings: in the window while it is in front, else on the desktop; what is over is only counted."""
        coming = [one for one in new if not one.missed]
        if self._quiet or not coming:
            return
        tr = self._ui.language.tr
        if self._window.isActiveWindow():
            if not self.is_open:
                self._ui.notify(self._in_the_window(coming), None)
            return
        QApplication.alert(self._window)
        if not (self._ui.memory.flag("window/notify", True) and self.notices.available()):
            return
        if len(coming) > _ONE_BY_ONE:
            self.notices.say("Liaison Desk", tr("{n} reminders are due.", n=len(coming)))
            return
        for one in sorted(coming, key=lambda one: one.due):
            self.notices.say(*self.words_of(one).notice(one))

    def _in_the_window(self, coming: Sequence[Due]) -> str:
        if len(coming) > 1:
            return self._ui.language.tr("{n} reminders are due.", n=len(coming))
        one = coming[0]
        words = self.words_of(one)
        return f"{words.title(one)} — {words.left(one, self._ui.clock.now())[0]}"

    def _come_forward(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if not self.is_open:
            self.panel.open_below(window.bell)

    def _open(self, one: "DueReminder | DueTask") -> None:
        """Show the task, or the event; of a series this occurrence, not its next."""
        if not isinstance(one, DueReminder):
            self._ui.open(RecordRef("task", one.task.id, one.task.title.host or one.task.title.home))
            return
        from liaison_desk.calendar.ui.looking import Looking

        page = self._window.go("calendar")
        if isinstance(page, Looking):
            page.show_occurrence(one.occurrence)
