"""Where bugs go: every exception nobody took, and every warning of Qt, into a log file beside the desk's settings.

PySide prints exceptions of slots to standard error, where the user of a window never looks. The log holds tracebacks
and versions only, no record's text; it never leaves the machine by itself.
"""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from liaison_desk.foundation.core.clock import Clock

_FILE: Final = "liaison-desk.log"
_LARGEST: Final = 512 * 1024
_OLDER_KEPT: Final = 3
# Said for every window on platforms that cannot do it, and of no use to anyone.
_QUIET: Final = ("This plugin does not support",)


class CrashLog(QObject):
    """Writes bugs down and tells ``crashed`` with the report's text, on the window's thread."""

    crashed = Signal(str)

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self.path = folder / _FILE
        self._clock = clock
        self._lock = threading.Lock()

    def install(self) -> None:
        """Take over the hooks of Python, its threads and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def take(self, error: BaseException) -> None:
        """Write an exception down and tell it (connect to ``Jobs.crashed``)."""
        import traceback

        report = f"{self._head()}\n{''.join(traceback.format_exception(error))}"
        self.write(report)
        self.crashed.emit(report)

    def write(self, text: str) -> None:
        """Add to the log; a log that cannot be written must not make things worse, so it is silent then."""
        try:
            with self._lock:
                self._rotate()
                handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(handle, "a", encoding="utf-8") as file:
                    file.write(text.rstrip() + "\n")
        except OSError:
            return

    def _rotate(self) -> None:
        if not self.path.exists() or self.path.stat().st_size < _LARGEST:
            return
        for number in range(_OLDER_KEPT, 0, -1):
            older = self.path.with_suffix(f".log.{number}")
            newer = self.path if number == 1 else self.path.with_suffix(f".log.{number - 1}")
            if newer.exists():
                newer.replace(older)

    def _head(self) -> str:
        import platform

        import PySide6

        at = self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{at} Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.system()} {platform.release()}"

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error.with_traceback(trace))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        del context
        if not message.startswith(_QUIET):
            self.write(f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ} Qt {kind.name}: {message}")
