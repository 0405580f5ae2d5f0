"""A backup is complete and checked, made while others work; restoring keeps what was there."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from itertools import count
from pathlib import Path

import pytest

from liaison_desk.app.desk import make_desk, open_desk, restore_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.tasks.records import Task
from tests.conftest import HandClock, Maker


def titles(file, passphrase=""):
    desk = open_desk(str(file), passphrase=passphrase, clock=HandClock())
    try:
        assert desk.check() == []
        return sorted(hit.title for hit in desk.search("task", limit=10_000))
    finally:
        desk.close()


def test_a_backup_holds_everything_and_is_private(desk, make, tmp_path):
    make.task("Task one")
    told = []
    desk.back_up(tmp_path / "copy.desk", lambda done, total: told.append((done, total)))
    make.task("Task two")
    assert titles(tmp_path / "copy.desk") == ["Task one"]
    assert (tmp_path / "copy.desk").stat().st_mode & 0o777 == 0o600
    assert told[-1][0] == told[-1][1] > 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.desk"]


def test_a_backup_is_whole_while_another_connection_writes(desk, make, tmp_path):
    for number in range(30):
        make.task(f"Task {number}", detail=Bilingual("x" * 5000))
    stop, written = threading.Event(), []

    def write():
        other = open_desk(desk.location, clock=HandClock())
        while not stop.is_set():
            written.append(other.tasks.save(Task(title=Bilingual(f"Task late {len(written)}"))))
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            desk.back_up(tmp_path / f"copy{number}.desk")
    finally:
        stop.set()
        writer.join()
    assert written
    for number in range(5):
        assert len(titles(tmp_path / f"copy{number}.desk")) >= 30


def test_a_backup_never_overwrites(desk, tmp_path):
    (tmp_path / "copy.desk").write_text("precious")
    with pytest.raises(DeskError, match="exists already"):
        desk.back_up(tmp_path / "copy.desk")
    assert (tmp_path / "copy.desk").read_text() == "precious"


def test_a_backup_to_nowhere_is_refused(desk, tmp_path):
    with pytest.raises(NotFoundError):
        desk.back_up(tmp_path / "nowhere" / "copy.desk")


def test_an_encrypted_desk_has_an_encrypted_backup(tmp_path):
    desk = make_desk(str(tmp_path / "own.desk"), new_profile("JPN", "USA"), passphrase="it's ours", clock=HandClock())
    Maker(desk).task("Task in secret")
    desk.back_up(tmp_path / "copy.desk")
    desk.close()
    assert not (tmp_path / "copy.desk").read_bytes().startswith(b"SQLite")
    assert b"secret" not in (tmp_path / "copy.desk").read_bytes()
    assert titles(tmp_path / "copy.desk", "it's ours") == ["Task in secret"]
    with pytest.raises(UnreadableError):
        restore_desk(tmp_path / "copy.desk", tmp_path / "back.desk", passphrase="wrong")
    assert not (tmp_path / "back.desk").exists()
    restore_desk(tmp_path / "copy.desk", tmp_path / "back.desk", passphrase="it's ours")
    assert titles(tmp_path / "back.desk", "it's ours") == ["Task in secret"]


def test_restoring_keeps_the_old_desk_with_its_latest_changes(desk, make, tmp_path):
    make.task("Task one")
    desk.back_up(tmp_path / "copy.desk")
    make.task("Task two")  # still in the write-ahead log: the desk is open, as after a crash
    restore_desk(tmp_path / "copy.desk", Path(desk.location))
    assert not Path(desk.location + "-wal").exists()
    assert titles(desk.location) == ["Task one"]
    kept = f"{desk.location}.before-restore-1"
    assert titles(kept) == ["Task one", "Task two"]
    desk.close()
    restore_desk(tmp_path / "copy.desk", Path(desk.location))
    assert Path(f"{desk.location}.before-restore-2").exists()


def test_a_backup_is_only_read_by_restoring(desk, make, tmp_path):
    make.task("Task one")
    desk.back_up(tmp_path / "copy.desk")
    before = (tmp_path / "copy.desk").read_bytes()
    (tmp_path / "copy.desk").chmod(0o400)
    restore_desk(tmp_path / "copy.desk", tmp_path / "back.desk")
    assert titles(tmp_path / "back.desk") == ["Task one"]
    assert (tmp_path / "copy.desk").read_bytes() == before
    assert (tmp_path / "back.desk").stat().st_mode & 0o777 == 0o600


def damaged(data):
    return data[: len(data) // 2]


def torn(data):
    return data[:8192] + b"\xff" * 4096 + data[12288:]


@pytest.mark.parametrize("harm", [damaged, torn, lambda _: b"", lambda _: b"hello " * 100])
def test_what_is_no_whole_backup_is_refused_and_the_desk_stays(desk, make, tmp_path, harm):
    make.task("Task one")
    desk.back_up(tmp_path / "copy.desk")
    desk.close()
    bad = tmp_path / "bad.desk"
    bad.write_bytes(harm((tmp_path / "copy.desk").read_bytes()))
    with pytest.raises(DeskError) as refused:
        restore_desk(bad, Path(desk.location))
    assert "\n" not in str(refused.value)
    assert titles(desk.location) == ["Task one"]
    assert list(tmp_path.glob("*.part*")) == []


def test_a_backup_of_a_newer_program_is_refused(desk, tmp_path):
    desk.back_up(tmp_path / "copy.desk")
    connection = sqlite3.connect(tmp_path / "copy.desk")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(UnreadableError, match="newer"):
        restore_desk(tmp_path / "copy.desk", tmp_path / "back.desk")
    assert not (tmp_path / "back.desk").exists()


RESTORING = """
import os, signal, sys
from pathlib import Path
from liaison_desk.app.desk import restore_desk

left = int(sys.argv[3])

def until_killed(event, values):
    global left
    if event in {"os.rename", "os.remove"} and os.path.exists(values[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(until_killed)
restore_desk(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("closed", [True, False])
def test_killed_at_any_moment_restoring_leaves_a_desk_and_loses_nothing_of_the_old_one(desk, make, tmp_path, closed):
    make.task("Task one")
    desk.back_up(tmp_path / "copy.desk")
    make.task("Task two")
    if closed:
        desk.close()
    for moment in count(1):
        place = tmp_path / str(moment) / "a.desk"
        place.parent.mkdir()
        for rest in ("", "-wal"):
            if Path(f"{desk.database.location}{rest}").exists():
                shutil.copy(f"{desk.database.location}{rest}", f"{place}{rest}")
        command = [sys.executable, "-c", RESTORING, tmp_path / "copy.desk", place, str(moment)]
        killed = subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert place.exists()
        kept = Path(f"{place}.before-restore-1")
        old = kept if kept.exists() else place
        assert titles(old) == ["Task one", "Task two"]
        if closed or old is place:
            assert titles(place) in (["Task one"], ["Task one", "Task two"])
        if not killed:
            assert titles(place) == ["Task one"]
            break
    assert moment > 2
