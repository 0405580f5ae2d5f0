"""Starts the window: paints the shell first, opens the desk on the database lane, then makes the first page."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.clock import Clock, FixedClock, SystemClock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import data_folder, is_shared, looks_encrypted

if TYPE_CHECKING:
    import argparse

    from PySide6.QtWidgets import QApplication

    from liaison_desk.app.desk import Desk
    from liaison_desk.app.shell.window import MainWindow
    from liaison_desk.foundation.qt.context import Asker, Ui

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


def open_window(said: "argparse.Namespace", language: Language) -> int:
    """Open the window on the desk asked for; returns the exit code when it is closed."""
    if said.demo:
        from liaison_desk.app.demo import demo_desk, write_demo

        location = demo_desk(language)
        if not has_display():
            return write_demo(location, language)
    else:
        location = said.database or str(data_folder() / "main.desk")
        if not is_shared(location) and not Path(location).exists():
            if said.database:
                from liaison_desk.foundation.core.errors import NotFoundError

                raise NotFoundError("There is no desk at {file}. Make one with “liaison-desk init”.", file=location)
            _make_first(location)
    if not has_display():
        raise DeskError(
            "There is no display to open a window on. The commands work without one: see “liaison-desk --help”."
        )
    gc.disable()  # nothing made at the start is garbage; the first paint comes a tenth earlier
    require_qt()
    return Program(location, Memories.of_user(), language if said.language else None).run()


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


def _make_first(location: str) -> None:
    """Make the user's own desk at the very first start; its settings can be changed at once."""
    from liaison_desk.app.desk import make_desk
    from liaison_desk.app.founding import new_profile, standard_calendars

    profile = new_profile("JPN", "USA")
    desk = make_desk(location, profile)
    desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    desk.close()


class Memories:
    """Where the window remembers its sizes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> "Memories":
        """Return the user's own place for settings."""
        from platformdirs import user_config_path

        folder = user_config_path("liaison-desk", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(folder)


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
            self.window.close()
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
        )
        window = MainWindow(ui, self.location)
        dialogs.attach(ui, window)
        self.jobs.crashed.connect(self.crash_log.take)
        self.crash_log.crashed.connect(self._on_crashed)
        self.crash_log.install()
        return ui, window

    def _notify(self, text: str, undo: Callable[[], None] | None) -> None:
        self.window.toast.tell(text, undo)

    def _open(self, ref: RecordRef) -> None:
        self.window.open(ref)

    def _on_opened(self, desk: "Desk") -> None:
        from liaison_desk.app.shell.actions import Actions

        self.desk = desk
        self.window.actions_ = Actions(self.ui, self.window)
        self.window.show_desk(desk, desk.profile.get())
        # Old trash is emptied after the first page is there; it is nobody's hurry.
        self.jobs.database.run(desk.history.empty_old_trash)

    def _on_crashed(self, report: str) -> None:
        """Say that something inside the program went wrong; a picture of that would hide it, so it fails instead."""
        if self.unseen:
            self.failure = RuntimeError(report)
            return
        from liaison_desk.foundation.qt.dialog import CrashDialog

        self.asker.form(CrashDialog(self.ui, report, str(self.crash_log.path), self.window))

    def _on_failed(self, error: Exception) -> None:
        self.failure = error
        self.window.show_failure(error, self.open_desk)

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


def take_picture(said: "argparse.Namespace", language: Language) -> None:
    """Write a page of the window as PNG, as it looks on a screen of this size; needs no display."""
    import tempfile

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if said.scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(said.scale)
    require_qt()
    from liaison_desk.app.features import FEATURES

    if said.page not in {one.key for one in FEATURES}:
        raise DeskError(
            "There is no page {page}. Pages: {pages}.", page=said.page, pages=", ".join(one.key for one in FEATURES)
        )
    clock: Clock = FixedClock(said.at) if said.at else SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(said.db, Memories(Path(folder)), language, clock, said.theme)
        try:
            _paint_page(program, said)
        finally:
            program.close()


def _paint_page(program: Program, said: "argparse.Namespace") -> None:
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive

    keep_singletons_alive()
    window = program.window
    program.memory.keep("window/page", said.page)
    window.resize(*said.size)
    window.show()
    program.unseen = True
    program.open_desk()
    program.jobs.idle()
    if program.failure is not None:  # a picture of the failure page would hide it
        raise program.failure
    window.resize(*said.size)
    program.jobs.idle()
    if program.failure is not None:
        raise program.failure
    if not window.grab().save(said.output, "PNG"):
        raise DeskError("{file} cannot be written. Check the folder and its rights.", file=said.output)
