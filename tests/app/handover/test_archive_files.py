"""One encrypted file holds a whole desk; what is not such a file, or is one no more, is refused in one sentence."""

import lzma
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from liaison_desk.app.desk import open_desk
from liaison_desk.app.handover.opening import open_as_desk
from liaison_desk.app.handover.reading import opened
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.foundation.core.errors import CancelledError, DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.transaction import Change
from tests.app.handover.conftest import ENGLISH, PASSPHRASE, TITLE, everything, people, task_called

OLD = Path(__file__).parents[2] / "schema" / "desks"


def altered(archive: Path, statement: str, *values: object) -> None:
    """Change an archive as one who knows the passphrase can."""
    with closing(dbapi2.connect(str(archive))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        connection.execute(statement, values)
        connection.commit()


def refusal(archive: Path, passphrase: str = PASSPHRASE) -> str:
    """Return why an archive is refused; no copy of it is left."""
    with pytest.raises(DeskError) as refused, opened(archive, passphrase):
        pass
    return ENGLISH.error(refused.value)


def test_an_archive_holds_the_whole_desk_unreadable_for_others_and_says_what_it_holds(old, tmp_path):
    written = hand_over(old, tmp_path / "all.handover", PASSPHRASE)
    file = written.file
    assert written.records == sum(map(len, everything(old).values())) + 1  # the profile
    assert (written.files, written.changes) == (1, old.history.count())
    assert (written.size, file.stat().st_mode & 0o777) == (file.stat().st_size, 0o600)
    assert [one.name for one in tmp_path.iterdir() if "handover" in one.name] == ["all.handover"]
    told = file.read_bytes()
    assert not any(word.encode() in told for word in (TITLE, "Kisaragi", "a drawing of the pier", "SQLite format"))


def test_an_archive_never_takes_the_place_of_a_file_unasked_and_needs_a_long_passphrase(old, archive):
    before = archive.read_bytes()
    with pytest.raises(DeskError, match="exists already"):
        hand_over(old, archive, PASSPHRASE)
    with pytest.raises(DeskError, match="at least 12"):
        hand_over(old, archive, "eleven char", overwrite=True)
    with pytest.raises(NotFoundError, match="folder"):
        hand_over(old, archive.parent / "none" / "a.handover", PASSPHRASE)
    assert archive.read_bytes() == before


def test_what_is_stopped_on_the_way_leaves_nothing_behind(old, tmp_path):
    def stop(done: int, total: int) -> None:
        assert done <= total
        raise CancelledError

    before = sorted(tmp_path.iterdir())
    with pytest.raises(CancelledError):
        hand_over(old, tmp_path / "a.handover", PASSPHRASE, step=stop)
    assert sorted(tmp_path.iterdir()) == before


def test_a_process_that_is_killed_while_it_writes_leaves_no_half_archive_under_its_name(old, tmp_path):
    program = f"""
import os, signal
from liaison_desk.app.desk import open_desk
from liaison_desk.app.handover.writing import hand_over
from pathlib import Path
def die(done, total):
    if done > total // 2:
        os.kill(os.getpid(), signal.SIGKILL)
hand_over(open_desk({str(old.location)!r}), Path({str(tmp_path / "a.handover")!r}), {PASSPHRASE!r}, step=die)
"""
    died = subprocess.run([sys.executable, "-c", program], check=False, env=os.environ, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert not (tmp_path / "a.handover").exists()
    assert hand_over(old, tmp_path / "a.handover", PASSPHRASE).records


def test_a_successor_opens_it_as_his_own_desk_with_everything_and_its_history(old, archive, tmp_path):
    assert open_as_desk(archive, PASSPHRASE, str(tmp_path / "new.desk"), "my own words") == "JPN – USA"
    with closing(open_desk(str(tmp_path / "new.desk"), passphrase="my own words")) as new:
        assert everything(new) == everything(old)
        assert [(one.uid, one.label, one.after) for one in new.history.entries()] == [
            (one.uid, one.label, one.after) for one in old.history.entries()
        ]
        assert new.check() == []
        assert new.history.labels() == (None, None)
        assert [hit.title for hit in new.search("pier question")] == [TITLE]
    with pytest.raises(DeskError, match="exists already"):
        open_as_desk(archive, PASSPHRASE, str(tmp_path / "new.desk"))


@settings(max_examples=8)
@given(place=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
def test_one_altered_byte_anywhere_is_seen(furnished, tmp_path_factory, place, bits):
    data = bytearray(furnished[1])
    data[int(place * len(data))] ^= bits
    file = tmp_path_factory.mktemp("altered") / "a.handover"
    file.write_bytes(data)
    assert "altered" in refusal(file)
    assert file.read_bytes() == data


@pytest.mark.parametrize("left", [0, 50_000, 4096 * 100, -4096, -1])
def test_one_that_was_cut_short_is_refused(archive, left):
    data = archive.read_bytes()
    archive.write_bytes(data[:left])
    said = refusal(archive)
    assert "cut short" in said or "altered" in said


def test_a_wrong_passphrase_another_file_and_a_plain_desk_are_told_apart(archive, old, tmp_path):
    assert "passphrase is wrong" in refusal(archive, "another passphrase")
    assert "with its passphrase" in refusal(archive, "")
    old.back_up(tmp_path / "plain.desk")
    assert "not encrypted" in refusal(tmp_path / "plain.desk")
    (tmp_path / "letter.handover").write_bytes(b"Dear successor, " * 20_000)
    assert "does not open" in refusal(tmp_path / "letter.handover")
    assert "no archive" in refusal(tmp_path / "none.handover")
    assert "no archive" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "newer Liaison Desk"),
        ("CREATE TRIGGER sly AFTER UPDATE ON task BEGIN DELETE FROM task; END", "none of this program's"),
        ("CREATE VIEW sly AS SELECT * FROM task", "none of this program's"),
        ("ALTER TABLE task ADD COLUMN sly TEXT GENERATED ALWAYS AS (upper(title_host)) VIRTUAL", "none of this program's"),
        ("UPDATE task SET title_host = 'Another'", "not as its history says"),
        ("UPDATE history_entry SET after = replace(after, 'pier', 'gate')", "were changed"),
        ("DELETE FROM history_entry WHERE id = (SELECT max(id) FROM history_entry)", "altered"),
        ("UPDATE attachment_content SET data = x'00'", "were changed"),
        ("UPDATE task SET created_at = 'yesterday'", "never writes"),
        ("DROP TABLE alembic_version", "not a desk"),
    ],
)  # fmt: skip
def test_one_that_was_altered_by_who_knows_the_passphrase_is_refused_too(archive, statement, said):
    altered(archive, statement)
    assert said in refusal(archive)


def test_a_file_name_that_climbs_stays_a_name(old, archive, desk, tmp_path, take):
    before = sorted(tmp_path.iterdir())
    take(desk, archive)
    assert sorted(tmp_path.iterdir()) == before
    names = [one.name for id_ in meetings(desk) for one in desk.attachments.of(RecordRef("meeting", id_))]
    assert names == ["pier.txt", "x"]


def meetings(desk):
    with desk.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM meeting").scalars())


def test_what_an_archive_took_over_itself_is_believed_no_more_than_it_can_be_read(old, archive, desk, take):
    uid = task_called(old, TITLE).uid
    told = "INSERT INTO earlier_entry VALUES (1, ?, 'task', '2026-01-01 00:00:00.000000', 'x', 'y', 'much longer', '[[', '{}', ?, 'z', '2026-01-01 00:00:00.000000', 9)"
    altered(archive, told, uid, "d" * 64)
    take(desk, archive)
    entry = desk.history.entries(uid)[-1]
    assert (entry.action, entry.before, entry.after, entry.origin) == ("much longe", None, None, "z")


def test_one_that_an_older_program_wrote_is_brought_up_to_date_in_a_copy_of_it(desk, take, tmp_path):
    (tmp_path / "older.desk").write_bytes(lzma.decompress((OLD / "0009.desk.xz").read_bytes()))
    with closing(dbapi2.connect(str(tmp_path / "older.desk"))) as connection:
        connection.execute(f"ATTACH 'file:{tmp_path / 'older.handover'}' AS sealed KEY '{PASSPHRASE}'")
        connection.execute("SELECT sqlcipher_export('sealed')")
        connection.execute("PRAGMA sealed.application_id = 1279542611")
    data = (tmp_path / "older.handover").read_bytes()
    shown, result = take(desk, tmp_path / "older.handover")
    assert shown.new == result.new > 300
    assert (shown.left_out, desk.check()) == ((), [])
    first = desk.contacts.person(people(desk)[0])
    assert first.uid in {hit.uid for hit in desk.search(first.name.family, 50, ("person",))}
    again, result = take(desk, tmp_path / "older.handover")
    assert (again.new, again.updated, again.conflicts, result.history) == (0, 0, (), 0)
    assert (tmp_path / "older.handover").read_bytes() == data


def test_one_whose_history_was_forged_with_a_record_that_cannot_be_one_is_refused(old, tmp_path):
    kind = old.database.types["task"]
    with old.database.write("Change a task") as transaction:
        one = task_called(old, TITLE)
        shot = kind.read(transaction.connection, [one.id])[one.id]
        after = transaction.next_version(shot, state="no such state")
        transaction.put([Change(kind, one.id, one.uid, shot, after)])
    hand_over(old, tmp_path / "forged.handover", PASSPHRASE)
    assert "never writes" in refusal(tmp_path / "forged.handover")
