"""What the world can do to a desk is told in one sentence, and nothing is changed by the attempt."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from liaison_desk.__main__ import main
from liaison_desk.app.desk import make_desk, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import BusyError, DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.location import shown
from liaison_desk.foundation.database.engine import known_errors
from liaison_desk.tasks.records import Task
from tests.conftest import HandClock, Maker
from tests.desks import new_desk


@pytest.fixture
def closed(tmp_path):
    """Return the file of a closed desk with 60 tasks."""
    desk = new_desk(tmp_path / "test.desk", new_profile("JPN", "USA"), HandClock())
    desk.tasks.save_all([Task(title=Bilingual(f"Task {n}"), detail=Bilingual("x" * 900)) for n in range(60)], "Add")
    desk.close()
    return tmp_path / "test.desk"


def refused(location, kind=DeskError, passphrase=""):
    """Return the sentence with which opening is refused, after making sure that it left no trace."""
    path = Path(location)
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else None
    with pytest.raises(kind) as error:
        open_desk(str(location), passphrase=passphrase).close()
    assert (path.read_bytes() if path.is_file() else None) == before
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else None) == beside
    sentence = str(error.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_missing_folder(tmp_path):
    assert "The folder" in refused(tmp_path / "nowhere" / "my.desk", NotFoundError)


def test_a_missing_file(tmp_path):
    assert "There is no desk at" in refused(tmp_path / "my.desk", NotFoundError)


def test_a_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "my.desk").mkdir()
    refused(tmp_path / "my.desk")


def test_a_file_in_place_of_a_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    refused(tmp_path / "file" / "my.desk", NotFoundError)


def test_a_name_too_long(tmp_path):
    with pytest.raises(UnreadableError) as error:
        open_desk(str(tmp_path / ("x" * 5000)))
    assert "cannot be read: File name too long." in str(error.value)


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR\n" * 100, b"SQLite format 3\x00", b"\x00" * 8192])
def test_what_is_no_database(tmp_path, content):
    (tmp_path / "my.desk").write_bytes(content)
    refused(tmp_path / "my.desk", UnreadableError)


def test_the_database_of_another_program_is_not_touched(tmp_path):
    connection = sqlite3.connect(tmp_path / "other.db")
    with connection:
        connection.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    connection.close()
    assert "not a desk" in refused(tmp_path / "other.db", UnreadableError)


def test_a_newer_schema(closed):
    connection = sqlite3.connect(closed)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer Liaison Desk (schema 9999)" in refused(closed, UnreadableError)


def test_a_file_cut_short(closed):
    closed.write_bytes(closed.read_bytes()[:20_000])
    with pytest.raises(UnreadableError) as error:
        open_desk(str(closed))
    assert "damaged" in str(error.value)


def test_overwritten_pages_are_told_when_they_are_read(closed):
    data = closed.read_bytes()
    torn = bytearray(data)
    for start in range(4096 * 40, len(data), 4096):
        torn[start : start + 4096] = os.urandom(4096)
    closed.write_bytes(torn)

    def use():
        desk = open_desk(str(closed))
        try:
            desk.search("task")
            desk.tasks.tasks_by_ids(range(1, 300))
            Maker(desk).task()
        finally:
            desk.close()

    with pytest.raises(UnreadableError):
        use()


def test_making_a_desk_over_a_file_is_refused(closed):
    before = closed.read_bytes()
    with pytest.raises(DeskError, match="exists already"):
        make_desk(str(closed), new_profile("JPN", "USA"))
    assert closed.read_bytes() == before


def test_making_a_desk_that_cannot_be_founded_leaves_nothing(tmp_path):
    wrong = replace(new_profile("JPN", "USA"), home_zone="Nowhere/Atlantis")
    with pytest.raises(DeskError):
        make_desk(str(tmp_path / "my.desk"), wrong)
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_desk_needs_its_passphrase(tmp_path):
    place = str(tmp_path / "secret.desk")
    desk = make_desk(place, new_profile("JPN", "USA"), passphrase='it\'s 演習 "now"', clock=HandClock())
    Maker(desk).task("Nobody may see this")
    desk.close()
    assert b"Nobody" not in Path(place).read_bytes()
    assert "needs its passphrase" in refused(place, UnreadableError)
    assert "passphrase is wrong" in refused(place, UnreadableError, "guess")
    desk = open_desk(place, passphrase='it\'s 演習 "now"')
    assert desk.search("nobody")
    assert desk.check() == []
    desk.close()


def test_a_plain_desk_takes_no_passphrase(closed):
    assert "not encrypted" in refused(closed, UnreadableError, "something")


AS_NOBODY = """
import os, sys
from liaison_desk.__main__ import main
main(["import", sys.argv[1], sys.argv[3]])  # once with every right, so that all modules are loaded
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
sys.exit(main(["import", sys.argv[2], sys.argv[3]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights here")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o444, 0o777), (0o000, 0o755), (0o644, 0o000)])
def test_what_may_not_be_written_or_read(closed, tmp_path_factory, file_mode, folder_mode):
    folder = tmp_path_factory.mktemp("rights")
    for parent in (folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    place, card = folder / "test.desk", folder.parent / "card.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Jun Kisaragi\r\nEND:VCARD\r\n")
    shutil.copy(closed, place)
    before = place.read_bytes()
    place.chmod(file_mode)
    folder.chmod(folder_mode)
    try:
        command = [sys.executable, "-c", AS_NOBODY, str(closed), str(place), str(card)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o700)
        place.chmod(0o600)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert place.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of 3 MB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "desk", place], check=False, capture_output=True).returncode:  # fmt: skip
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_loses_nothing_that_was_saved(small_disk, capsys):
    place = small_disk / "test.desk"
    desk = make_desk(str(place), new_profile("JPN", "USA"), clock=HandClock())
    saved = 0

    def fill():
        nonlocal saved
        while saved < 200:
            desk.tasks.save(Task(title=Bilingual(f"Task {saved}"), detail=Bilingual("large " * 20_000)))
            saved += 1

    with pytest.raises(DeskError) as error:
        fill()
    assert "disk is full" in str(error.value)
    with pytest.raises(DeskError):
        desk.back_up(small_disk / "copy.desk")
    assert not list(small_disk.glob("copy*"))
    desk.close()
    assert saved
    again = open_desk(str(place))
    assert len(again.search("large", limit=1000)) == saved
    assert again.check() == []
    again.close()


@pytest.mark.parametrize(
    ("reason", "kind", "words"),
    [
        ("database is locked", BusyError, "in use by another program"),
        ("attempt to write a readonly database", DeskError, "read-only"),
        ("database or disk is full", DeskError, "The disk is full"),
        ("unable to open database file", DeskError, "cannot be opened"),
        ("disk I/O error", DeskError, "cannot be opened"),
        ("database disk image is malformed", UnreadableError, "damaged"),
        ("file is not a database", UnreadableError, "damaged"),
    ],
)
def test_sqlite_reasons_are_sentences(reason, kind, words):
    with pytest.raises(kind) as error, known_errors("my.desk"):
        raise sqlite3.OperationalError(reason)
    assert words in str(error.value)


def test_an_unknown_reason_stays_the_bug_it_is():
    with pytest.raises(sqlite3.OperationalError), known_errors("my.desk"):
        raise sqlite3.OperationalError("no such column: titel")


def test_a_server_that_does_not_answer(capsys):
    assert main(["search", "postgresql+psycopg://desk:hush@127.0.0.1:9/desk", "x"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "does not answer" in said
    assert "hush" not in said


@pytest.mark.parametrize("address", ["postgresql://", "postgresql+psycopg://a@b:port/c", "postgresql+nothing://x/y"])
def test_an_address_that_is_none(capsys, address):
    assert main(["search", address, "x"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_database_that_is_no_desk(postgresql_url, capsys):
    import psycopg

    assert main(["check", postgresql_url]) == 2
    assert "holds no desk yet" in capsys.readouterr().err
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE photos (id integer)")
    assert main(["check", postgresql_url]) == 2
    assert "not a desk" in capsys.readouterr().err
    assert main(["init", postgresql_url]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_password_is_never_shown():
    assert shown("postgresql+psycopg://jun:p@ss:word@server/desk") == "postgresql+psycopg://jun@server/desk"
    assert shown("/home/jun/my@own.desk") == "/home/jun/my@own.desk"
