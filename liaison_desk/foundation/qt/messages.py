"""Where bugs of the window go: every exception nobody took, and every warning of Qt, into the log, and to the user in words.

PySide prints exceptions of slots to standard error, where the user of a window never looks.
"""

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.log import Log

# Said for every window on platforms that cannot do it, and of no use to anyone.
_QUIET: Final = ("This plugin does not support",)


class CrashLog(QObject):
    """Writes bugs down and tells ``crashed`` with the report's text, on the window's thread."""

    crashed = Signal(str)

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._log = Log(folder, clock, f"Qt {PySide6.__version__}")
        self.path = self._log.path

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
        self.crashed.emit(self._log.take(error))

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
            self._log.write(f"{self._log.now} Qt {kind.name}: {message}")
