"""A program that was killed has lost no reminder and no answer."""

import json
import signal
import subprocess
import sys
from datetime import datetime

from liaison_desk.app.desk import open_desk
from tests.app.shell.reminding.officer import EIGHT, HOUR, MINUTE, NINE

DUE = EIGHT + 45 * MINUTE
KILLED = """
import json, os, signal, sys
from datetime import datetime
from liaison_desk.app.desk import open_desk
from liaison_desk.foundation.core.clock import FixedClock
now = datetime.fromisoformat(sys.argv[2])
desk = open_desk(sys.argv[1], clock=FixedClock(now))
due = {one.occurrence.title.host: one.key for one in desk.reminders.due(now)}
print(json.dumps(sorted(due)), flush=True)
desk.reminders.snooze([due["Put off"]], datetime.fromisoformat(sys.argv[3]))
desk.reminders.dismiss([due["Done"]])
print("answered", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_has_lost_no_reminder_and_no_answer_when_it_starts_again(officer, tmp_path):
    for title in ("Put off", "Done", "Left"):
        officer.event(title)
    officer.event("While away", NINE + 2 * HOUR)
    place, until = officer.desk.location, DUE + 40 * MINUTE
    command = [sys.executable, "-c", KILLED, place, DUE.isoformat(), until.isoformat()]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    said = ended.stdout.splitlines()
    assert (json.loads(said[0]), said[1]) == (["Done", "Left", "Put off"], "answered")

    again = open_desk(place, clock=officer.hands)
    assert again.check() == []

    def due(at: datetime) -> dict[str, bool]:
        return {one.occurrence.title.host: one.missed for one in again.reminders.due(at)}

    assert due(until - MINUTE) == {"Left": False}
    assert due(until) == {"Left": False, "Put off": False}
    assert due(EIGHT + 6 * HOUR) == {"Left": True, "Put off": True, "While away": True}
    again.close()
