"""Starts the window: paints the shell first, opens the desk on the database lane, then makes the first page."""

import gc
import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.clock import Clock, SystemClock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import first_desk, keep_desk, kept_desk, looks_encrypted, settings_folder

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QApplication, QWidget

    from liaison_desk.app.desk import Desk
    from liaison_desk.app.shell.window import MainWindow
    from liaison_desk.foundation.qt.context import Asker, Ui
    from liaison_desk.partnership.ui.turnover.note_line import TurnoverNoteLines

DEBIAN_PACKAGES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libbrotli1"


def require_qt() -> None:
    """Raise DeskError with the packages to install where Qt's system libraries are missing (a bare Debian has no libEGL)."""
    try:
        import PySide6.QtWidgets  # noqa: F401 - the import itself is the question
    except ImportError as error:
        missing = str(error).split(":", 1)[0]
        raise DeskError(
            "The window needs system libraries that are missing ({missing}). On Debian or Ubuntu: apt install {packages}",
            missing=missing,
            packages=DEBIAN_PACKAGES,
        ) from error


class Memories:
    """Where the window remembers its sizes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> "Memories":
        """Return the user's own place for settings."""
        return cls(settings_folder())


class Program:
    """The running window program: one application, one window, one desk."""

    def __init__(
        self,
        location: str,
        memories: Memories,
        language: Language | None = None,
        clock: Clock | None = None,
        theme: str = "",
        asker: "Asker | None" = None,
    ) -> None:
        from liaison_desk.foundation.qt.desktop import prepare_input_method, translate_qt
        from liaison_desk.foundation.qt.jobs import Jobs
        from liaison_desk.foundation.qt.relay import ChangeRelay
        from liaison_desk.foundation.qt.settings import Memory
        from liaison_desk.foundation.qt.style import FocusRing
        from liaison_desk.foundation.qt.theme import Theme, ThemeSetting

        self.location = location
        self.app = _application(prepare_input_method)
        self.memory = Memory(memories.folder)
        code = language.code if language else self.memory.text("window/language") or _system_language()
        self.language = Language(code)
        translate_qt(self.app, code)
        self.theme = Theme(ThemeSetting(theme or self.memory.text("window/theme", "system") or "system"))
        self.theme.install(self.app)
        self.focus_ring = FocusRing(self.app, self.theme)
        if code == "ja":
            self.theme.show_japanese()
        self.bus = ChangeBus()
        self.relay = ChangeRelay(self.bus)
        self.jobs = Jobs()
        self.clock = clock or SystemClock()
        self.ui, self.window = self._surroundings(memories.folder, asker)
        self.desk: Desk | None = None
        self.failure: Exception | None = None
        self._settled: date | None = None
        self.wanted = ""  # the desk to be opened after this one
        self.before = ""  # the desk that was open before, if this one was chosen in the window
        self.window.desk_wanted.connect(self._open_other)
        self.unseen = False  # nobody looks at the window: a picture is being taken

    def run(self) -> int:
        """Show the window, open the desk behind it, and run until the window is closed."""
        from PySide6.QtCore import QTimer

        self.window.show()
        QTimer.singleShot(0, self.window, self._after_first_paint)
        try:
            return self.app.exec()
        finally:
            self.close()

    def _after_first_paint(self) -> None:
        """Take the collector back, which was stopped for the start, and open the desk."""
        from liaison_desk.foundation.qt.desktop import keep_singletons_alive

        keep_singletons_alive()
        gc.freeze()
        gc.enable()
        self.open_desk()

    def open_desk(self) -> None:
        """Open the desk on the database lane; the window shows its first page when it is there."""
        passphrase = self._passphrase() if looks_encrypted(self.location) else ""
        if passphrase is None:
            self._open_other(self.before)
            return
        self.theme.show_japanese()

        def work() -> "Desk":
            from liaison_desk.app.desk import open_desk

            desk = open_desk(self.location, passphrase=passphrase, clock=self.clock, bus=self.bus)
            desk.profile.get()
            return desk

        self.jobs.database.run(work, self._on_opened, self._on_failed)

    def close(self) -> None:
        """End the lanes, then the window while the interpreter is still whole, then the desk."""
        import shiboken6

        self.jobs.close()
        self.relay.close()
        shiboken6.delete(self.focus_ring)
        shiboken6.delete(self.window)
        self.crash_log.uninstall()
        if self.desk is not None:
            self.desk.close()

    def _surroundings(self, folder: Path, asker: "Asker | None") -> "tuple[Ui, MainWindow]":
        from liaison_desk.app.shell.window import MainWindow
        from liaison_desk.foundation.qt.asker import DialogAsker
        from liaison_desk.foundation.qt.context import Ui
        from liaison_desk.foundation.qt.icons import Icons
        from liaison_desk.foundation.qt.messages import CrashLog

        dialogs = DialogAsker()
        self.asker = asker or dialogs
        self.crash_log = CrashLog(folder, self.clock)
        ui = Ui(
            language=self.language,
            theme=self.theme,
            icons=Icons(self.theme),
            jobs=self.jobs,
            clock=self.clock,
            changes=self.relay,
            memory=self.memory,
            ask=self.asker,
            notify=self._notify,
            open=self._open,
            beside=self._beside,
        )
        window = MainWindow(ui, self.location)
        dialogs.attach(ui, window)
        self.jobs.crashed.connect(self.crash_log.take)
        self.crash_log.crashed.connect(self._on_crashed)
        self.crash_log.install()
        return ui, window

    def _open_other(self, location: str) -> None:
        """Close the window, for another desk if there is one, unless a page with unsaved words keeps it open."""
        if location != self.location:
            self.wanted = location if self.window.close() else ""

    def _notify(self, text: str, undo: Callable[[], None] | None) -> None:
        self.window.toast.tell(text, undo)

    def _open(self, ref: RecordRef) -> None:
        self.window.open(ref)

    def _beside(self, ref: RecordRef) -> "QWidget":
        return self._note_lines.line(ref)

    @cached_property
    def _note_lines(self) -> "TurnoverNoteLines":
        from liaison_desk.partnership.ui.turnover.note_line import TurnoverNoteLines

        assert self.desk is not None, "records are shown of an open desk"
        return TurnoverNoteLines(self.ui, self.desk.turnover_notes, self.desk.profile.get)

    def _on_opened(self, desk: "Desk") -> None:
        from liaison_desk.app.shell.actions import Actions

        self.desk = desk
        if self.before:
            keep_desk(self.location)
        self.window.actions_ = Actions(self.ui, self.window)
        self.window.show_desk(desk, desk.profile.get())
        # Loaded once the first page is made, and queued behind what that reads.
        from liaison_desk.app.shell.reminding import Reminding

        self.reminding = Reminding(self.ui, desk, self.window, quiet=self.unseen)
        self.reminding.start()
        from liaison_desk.app.lending.straying import Straying

        self.straying = Straying(self.ui, desk, self.window)
        self.straying.start()
        from liaison_desk.app.erasing import Erasing

        self.erasing = Erasing(self.ui, desk, self.window, quiet=self.unseen)
        self.erasing.look()
        from liaison_desk.app.recovering import recover_notes

        recover_notes(desk, self.ui, self.window)
        # Old trash is emptied after the first page is there; it is nobody's hurry.
        self.jobs.database.run(desk.history.empty_old_trash)
        self._settle_daily()

    def _settle_daily(self) -> None:
        """Settle the desk now, and when the day turns at the host while the window stays open."""
        from PySide6.QtCore import QTimer

        looks = QTimer(self.window, interval=5 * 60 * 1000)  # a machine that slept over midnight is not told of it
        looks.timeout.connect(self.settle)
        looks.timeout.connect(self.erasing.look)
        looks.start()
        self.settle()

    def settle(self) -> None:
        """Make tasks of what the battle rhythm and obligations ask for, and forget old reminders, unless that was done on this day already."""
        from liaison_desk.app.between.settling import settle as settle_desk
        from liaison_desk.domain.zones import to_local

        desk = self.desk
        assert desk is not None

        def work() -> None:
            today = to_local(self.clock.now(), desk.profile.get().host_zone).date()
            if today != self._settled:
                settle_desk(desk)
                desk.all_reminders.forget_old()
                self._settled = today  # a desk that is busy is settled at the next look

        self.jobs.database.run(work)

    def _on_crashed(self, report: str) -> None:
        """Say that something inside the program went wrong; a picture of that would hide it, so it fails instead."""
        if self.unseen:
            self.failure = RuntimeError(report)
            return
        from liaison_desk.foundation.qt.dialog import CrashDialog

        self.asker.form(CrashDialog(self.ui, report, str(self.crash_log.path), self.window))

    def _on_failed(self, error: Exception) -> None:
        self.failure = error
        tr, other, first = self.language.tr, self.before, first_desk()
        words = tr("Back to the desk before")
        if not other and self.location == kept_desk() and first.is_file():
            other, words = str(first), tr("Open the desk of the first start")
        ways = [(tr("Try again"), self.open_desk)]
        if other and other != self.location:
            ways.append((words, partial(self._open_other, other)))
        self.window.show_failure(error, ways)

    def _passphrase(self) -> str | None:
        given = os.environ.get("LIAISON_DESK_PASSPHRASE", "")
        if given:
            return given
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        tr = self.language.tr
        words, accepted = QInputDialog.getText(
            self.window, tr("Passphrase"), tr("Passphrase of this desk:"), QLineEdit.EchoMode.Password
        )
        return words if accepted else None


def _application(prepare: Callable[[], None]) -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from liaison_desk.foundation.qt.style import with_style

    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    prepare()
    app = QApplication(with_style(["liaison-desk"]))
    app.setApplicationName("Liaison Desk")
    app.setDesktopFileName("liaison-desk")
    return app


def _system_language() -> str:
    from PySide6.QtCore import QLocale

    return "ja" if QLocale.system().name().startswith("ja") else "en"
