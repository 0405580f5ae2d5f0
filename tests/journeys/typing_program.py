"""A program that opens a desk in a real window and types into the notes of its one meeting until it is killed.

Told: the desk and a folder for settings. Each typed word is told on standard output as soon as it is on the sheet, with when.
"""

import os
import sys
import time
from pathlib import Path

from liaison_desk.app.start import Memories, Program, require_qt
from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.language import Language


def main(location: str, folder: str) -> None:
    """Type a word every few hundredths of a second; every eleventh ends a note."""
    require_qt()
    program = Program(location, Memories(Path(folder)), Language("en"), SystemClock(), "light")
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

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
        os.write(1, f"{time.monotonic()} {number}\n".encode())
        if number % 11 == 0:
            QTest.keyClick(page.notes.editor, Qt.Key.Key_Return)

    timer = QTimer(interval=40)
    timer.timeout.connect(word)
    timer.start()
    QApplication.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
