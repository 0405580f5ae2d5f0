"""None survives a day of painting (PySide 6.12 takes its references away on Python 3.11)."""

import subprocess
import sys

_PAINT = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from liaison_desk.foundation.qt.desktop import keep_singletons_alive
app = QApplication([])
keep_singletons_alive()
ground = QPixmap(9, 9)
painter = QPainter(ground)
for _ in range(200_000):
    painter.fillRect(QRect(0, 0, 2, 2), QColor("red"))
painter.end()
print("alive")
"""


def test_two_hundred_thousand_painted_lines_do_not_end_the_program():
    done = subprocess.run([sys.executable, "-c", _PAINT], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-500:]
