"""What the pages do not bring along when they are first opened, for the window stands still until it is loaded."""

import subprocess
import sys

from liaison_desk.app.founding import new_profile
from tests.desks import new_desk

OPEN = """
import sys
from pathlib import Path
from liaison_desk.app.start import Memories, Program
from liaison_desk.foundation.qt.desktop import keep_singletons_alive
program = Program(sys.argv[1], Memories(Path(sys.argv[2])), theme="light")
keep_singletons_alive()
program.unseen = True
program.open_desk()
program.jobs.idle()
for page in ("tasks", "meetings", "registers"):
    assert program.window.go(page) is not None
    program.jobs.idle()
assert program.failure is None
print(*sorted(name for name in sys.modules if name.startswith("liaison_desk.")), sep="\\n")
program.close()
"""
HEAVY = (
    "liaison_desk.exchange.",
    "liaison_desk.briefings.sections",
    "liaison_desk.briefings.render",
    "liaison_desk.app.outgoing.exporting",
)


def test_tasks_meetings_and_registers_open_without_other_programs_formats_and_packets(tmp_path):
    path = tmp_path / "light.desk"
    new_desk(path, new_profile("JPN", "USA")).close()
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path), str(tmp_path)], capture_output=True, text=True, timeout=120, check=True
    )
    loaded = done.stdout.split()
    assert "liaison_desk.meetings.ui.registers.page" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []
