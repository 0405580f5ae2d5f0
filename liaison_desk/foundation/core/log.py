"""Where bugs are written down: a file beside the user's settings, of tracebacks and versions, which never leaves the machine by itself."""

import os
import threading
from pathlib import Path
from typing import Final

from liaison_desk.foundation.core.clock import Clock

_FILE: Final = "liaison-desk.log"
_LARGEST: Final = 512 * 1024
_OLDER_KEPT: Final = 3


class Log:
    """The log in a folder; a few older ones are kept beside it. ``toolkit`` names what the window is made with, if there is one."""

    def __init__(self, folder: Path, clock: Clock, toolkit: str = "") -> None:
        self.path = folder / _FILE
        self._clock = clock
        self._toolkit = toolkit
        self._lock = threading.Lock()

    def take(self, error: BaseException) -> str:
        """Write an exception down, and return the report."""
        import platform
        import traceback

        machine = f"{platform.system()} {platform.release()}"
        made_with = ", ".join(filter(None, (f"Python {platform.python_version()}", self._toolkit, machine)))
        report = f"{self.now} {made_with}\n{''.join(traceback.format_exception(error))}"
        self.write(report)
        return report

    @property
    def now(self) -> str:
        """The time as the log has it, in Zulu."""
        return f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"

    def write(self, text: str) -> None:
        """Add to the log; a log that cannot be written must not make things worse, so it is silent then."""
        try:
            with self._lock:
                self._rotate()
                handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(handle, "a", encoding="utf-8", errors="replace") as file:
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
