"""A program that is killed in the middle of a deed of several steps has done all of it or nothing: real processes, really killed."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from liaison_desk.app.desk import make_desk, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Lesson
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Jotting, Portion, PortionKind
from liaison_desk.tasks.records import Repeats, Rfi, Task, TaskKind
from tests.app.letters import letter
from tests.conftest import Maker
from tests.exercises.plans_using import STARTEX, new_exercise, planned_exercise

PROGRAM = Path(__file__).with_name("dying_program.py")
DEEDS = (
    "finalize", "promise", "answer", "mail", "archive", "recover", "keep", "several", "trash", "undo",
    "replan", "backplan", "drag", "carry", "exercise",
)  # fmt: skip
KINDS = (PortionKind.ACTION, PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.NOTE)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A folder with a desk with notes, requests, recurring tasks and words left behind, a mail with files and another desk's archive."""
    folder = tmp_path_factory.mktemp("before")
    clock = FixedClock(datetime(2026, 11, 24, 16, tzinfo=UTC))
    for name in ("other", "a"):
        desk = make_desk(str(folder / f"{name}.desk"), new_profile("JPN", "USA"), clock=clock)
        make = Maker(desk)
        meeting = make.meeting(f"Sync of {name}")
        notes = tuple(Portion(kind=kind, text=Bilingual(f"{kind} #radar"), to_nation="USA") for kind in KINDS)
        meeting = desk.meetings.save(replace(meeting, portions=notes))
        request = Rfi(asker="J5", question=Bilingual("Which format?"))
        desk.tasks.save(
            Task(title=Bilingual("Feed"), kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=request)
        )
        weekly = {"due": datetime(2026, 11, 20), "rules": ("FREQ=WEEKLY",), "repeats": Repeats.BY_DATE}
        for number in range(3):
            desk.tasks.save(Task(title=Bilingual(f"Report {number}"), start=date(2026, 11, 1), **weekly))
        desk.meetings.make_tasks(meeting.id, [meeting.portions[1].uid])
        typed = replace(meeting.portions[3], text=Bilingual("Typed to the end"))
        desk.meetings.jot(
            meeting.id, [Jotting(typed, meeting.portions[3]), Jotting(Portion(uid="x", text=Bilingual("More")))]
        )
        earlier = {"startex": STARTEX - timedelta(days=400), "endex": STARTEX - timedelta(days=390)}
        run = new_exercise(desk, "PACIFIC LANTERN 26", series="LANTERN", **earlier)
        desk.lessons.save_all([Lesson(exercise_id=run.id, title=Bilingual(f"{n}")) for n in range(3)], "Add")
        planned_exercise(desk, series="LANTERN")
        if name == "other":
            desk.minutes.finalize(meeting.id)
            desk.attachments.add(RecordRef("meeting", meeting.id, ""), "plan.txt", b"plan")
            export(desk, "all", folder / "all.json")
        desk.close()
    letter(folder, files=(("plan.pdf", b"%PDF-1"), ("list.txt", b"names")))
    return folder


def held(place):
    """Return how many rows each table has, and all that the history tells of."""
    with closing(sqlite3.connect(place)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [name for name in names if not name.startswith(("sqlite_", "search_index"))]
        counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in own}
        return counted, connection.execute("SELECT label, action FROM history_transaction ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def program():
    """The program whose processes do deeds and are killed."""
    with subprocess.Popen(
        [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        yield started
        started.stdin.close()


def run(program, before, folder, deed, moment):
    """Return the desk on which a deed was done, how its process ended, and of how many statements it was if it came to its end."""
    place = folder / f"{deed}-{moment}.desk"
    place.write_bytes((before / "a.desk").read_bytes())
    program.stdin.write(json.dumps([str(place), deed, moment, str(before)]) + "\n")
    program.stdin.flush()
    ended, _, statements = program.stdout.readline().strip().partition(" ")
    return place, int(ended), int(statements or 0)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_whole_or_not_at_all(program, before, tmp_path, deed):
    nothing = held(before / "a.desk")
    place, ended, statements = run(program, before, tmp_path, deed, 0)
    assert ended == 0
    whole = held(place)
    assert whole != nothing
    some = random.Random(deed).randint(2, statements - 1)
    for moment in (some, statements):
        place, ended, _ = run(program, before, tmp_path, deed, moment)
        assert ended == -signal.SIGKILL
        desk = open_desk(str(place))
        assert desk.check() == []
        desk.close()
        assert held(place) in (nothing, whole), moment
