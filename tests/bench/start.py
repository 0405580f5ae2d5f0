"""The start: shell painted, Today with its data, memory at rest; each in processes of its own against a bare window."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.floors import Ratio

_BARE = """
import time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["bare", "-style", "fusion"])
window = QWidget()
window.resize(1440, 900)
window.show()
app.processEvents()
print(time.process_time() * 1000)
"""

_BARE_QUERY = """
import time, sys
from PySide6.QtWidgets import QApplication, QWidget
import sqlalchemy.orm
app = QApplication(["bare", "-style", "fusion"])
window = QWidget()
window.resize(1440, 900)
window.show()
engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])
with sqlalchemy.orm.Session(engine) as session:
    session.execute(sqlalchemy.text("SELECT count(*) FROM task")).scalar()
app.processEvents()
print(time.process_time() * 1000)
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmRSS")).split()[1])
"""

_SHELL = """
import gc
gc.disable()
import time, sys
from pathlib import Path
from liaison_desk.app.start import Memories, Program
program = Program(sys.argv[1], Memories(Path(sys.argv[2])), theme="light")
program.window.show()
program.app.processEvents()
print(time.process_time() * 1000)
program.close()
"""

_TODAY = """
import gc
gc.disable()
import time, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop
from liaison_desk.app.start import Memories, Program
program = Program(sys.argv[1], Memories(Path(sys.argv[2])), theme="light")
program.window.show()
program.app.processEvents()
gc.freeze(); gc.enable()
program.open_desk()
page = None
while page is None or page.view is None:
    program.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    page = program.window.page()
program.app.processEvents()
print(time.process_time() * 1000)
program.jobs.idle()
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmRSS")).split()[1])
program.close()
"""


def measure(desk: str, rounds: int, folder: Path) -> list[Ratio]:
    """Return the three ratios; the window remembers zones and banner from the first, unmeasured round."""
    bare = _least(_BARE, [], rounds, folder)
    shell = _least(_SHELL, [desk, str(folder)], rounds, folder)
    query = _least(_BARE_QUERY, [desk], rounds, folder)
    today = _least(_TODAY, [desk, str(folder)], rounds, folder)
    return [
        Ratio("start: shell painted", shell[0], bare[0], 1.5),
        Ratio("start: Today with its data", today[0], query[0], 1.5),
        Ratio("memory at rest", today[1] / 1024, query[1] / 1024, 1.5, "MB"),
    ]


def _least(program: str, arguments: list[str], rounds: int, folder: Path) -> list[float]:
    """Run a program some times and return the least of each number it prints; the first run only fills caches."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
        "LANG": "C.UTF-8",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    found = []
    for _ in range(rounds + 1):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=True
        )
        found.append([float(line) for line in done.stdout.split()])
    return [min(numbers) for numbers in zip(*found[1:], strict=True)]
