"""A process killed in the middle of its writing costs nothing that was saved."""

import signal
import subprocess
import sys

from liaison_desk.app.desk import make_desk, open_desk
from liaison_desk.app.founding import new_profile

WRITER = """
import sys
from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Task
desk = open_desk(sys.argv[1])
number = 0
while True:
    tasks = [Task(title=Bilingual(f"Task {number}"), detail=Bilingual("words " * 500)) for _ in range(5)]
    desk.tasks.save_all(tasks, "Add tasks")
    print(number, flush=True)
    number += 1
"""


def test_a_killed_process_loses_nothing_saved(tmp_path):
    place = str(tmp_path / "test.desk")
    make_desk(place, new_profile("JPN", "USA")).close()
    last = -1
    for enough in (3, 11, 20):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE, text=True)
        for line in writer.stdout:
            if int(line) >= enough:
                break
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in writer.stdout]
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
        last = max([enough, *told])
        desk = open_desk(place)
        assert desk.check() == []
        titles = [hit.title for hit in desk.search(f"task {last}", limit=1000)]
        assert titles.count(f"Task {last}") >= 5
        assert all(titles.count(title) % 5 == 0 for title in set(titles))
        desk.close()
