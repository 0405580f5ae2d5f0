"""A program that opens a desk in a real window and types into the notes of its one meeting until it is killed.

Told, a line each on standard input, in letters of JSON: the desk and a folder for settings. A process of its own types, which has all
that the program is made of loaded already. Told on standard output are its number, each typed word as soon as it is on the sheet,
with when, and how it ended.
"""

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.start import Memories, Program
from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.language import Language


def type_into(location: str, folder: str) -> None:
    """Type a word every few hundredths of a second; every eleventh ends a note."""
    program = Program(location, Memories(Path(folder)), Language("en"), SystemClock(), "light")
    program.memory.keep("window/page", "meetings")
    program.window.resize(1200, 800)
    program.window.show()
    program.open_desk()
    program.jobs.idle()
    page = program.window.page()
    page.notes.write()
    number = 0

    def word() -> None:
        nonlocal number
        number += 1
        QTest.keyClicks(page.notes.editor, f"w{number} ")
        tell(f"{time.monotonic()} {number}")
        if number % 11 == 0:
            QTest.keyClick(page.notes.editor, Qt.Key.Key_Return)

    timer = QTimer(interval=40)
    timer.timeout.connect(word)
    timer.start()
    QApplication.exec()


LOADED = (
    "app.desk",
    "app.shell.window",
    "app.shell.actions",
    "app.shell.reminding",
    "app.lending.straying",
    "app.erasing",
    "meetings.ui.page",
)
"""What a program loads only when it is asked for, and each child would load again."""


def tell(words: str) -> None:
    """Say a line."""
    os.write(1, f"{words}\n".encode())


def main() -> None:
    """Let a child type into each desk."""
    for name in LOADED:
        import_module(f"liaison_desk.{name}")
    for line in sys.stdin:
        if not (child := os.fork()):
            tell(f"typing {os.getpid()}")
            type_into(*json.loads(line))
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()
