"""A program that is killed while notes are typed loses at most the last two seconds: real processes, really killed."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Meeting, MeetingFilter, MeetingSort
from tests.desks import new_desk

PROGRAM = Path(__file__).with_name("typing_program.py")
MOST_LOST = 2.0  # seconds of typing


@pytest.fixture(scope="module")
def program():
    """The program whose processes type and are killed."""
    with subprocess.Popen(
        [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        yield started
        started.stdin.close()


@pytest.mark.parametrize("seed", range(20))
def test_killing_the_program_while_typing_loses_at_most_two_seconds(program, tmp_path, seed):
    location = tmp_path / "a.desk"
    start = datetime(2026, 11, 24, 9)
    desk = new_desk(location, DeskProfile(), FixedClock(datetime(2026, 11, 24, 16, tzinfo=UTC)))
    desk.meetings.save(
        Meeting(title=Bilingual("Sync"), start=start, end=start + timedelta(hours=1), zone="America/Denver")
    )
    desk.close()
    wanted = random.Random(seed).randint(12, 90)
    words: dict[int, float] = {}
    program.stdin.write(json.dumps([str(location), str(tmp_path / "settings")]) + "\n")
    program.stdin.flush()
    typing = int(program.stdout.readline().removeprefix("typing "))
    while not (line := program.stdout.readline()).startswith(
        "ended"
    ):  # what it says until it is dead is read to the end
        at, number = line.split()
        words[int(number)] = float(at)
        if len(words) == wanted:
            os.kill(typing, signal.SIGKILL)
    assert line == f"ended {-signal.SIGKILL}\n"
    assert len(words) >= wanted
    desk = open_desk(str(location), clock=FixedClock(datetime.now(UTC) + timedelta(minutes=1)))
    desk.meetings.recover()
    number = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0]
    kept = {
        int(one)
        for portion in desk.meetings.meeting(number).portions
        for one in re.findall(r"w(\d+)", portion.text.host)
    }
    last = words[max(words)]
    lost = [at for one, at in words.items() if one not in kept]
    assert all(last - at <= MOST_LOST for at in lost), f"lost {last - min(lost):.1f} s of typing"
    assert desk.check() == []
    desk.close()
