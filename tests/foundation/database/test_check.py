"""Whoever changes a desk behind the program's back is found out."""

import sqlite3

import pytest

from liaison_desk.__main__ import main
from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.foundation.core.ids import RecordRef
from tests.conftest import HandClock, Maker
from tests.desks import new_desk

TAMPERING = {
    "a title changed": ("UPDATE task SET title_host = 'forged' WHERE id = (SELECT min(id) FROM task)", "from outside"),
    "a record deleted": ("DELETE FROM task WHERE id = (SELECT min(id) FROM task)", "nobody erased it"),
    "a record and its search entry deleted": (
        "DELETE FROM search_document WHERE kind = 'meeting'; DELETE FROM portion; DELETE FROM meeting",
        "nobody erased it",
    ),
    "a portion deleted": ("DELETE FROM portion", "nobody erased it"),
    "a portion changed": ("UPDATE portion SET text_host = 'They agreed'", "from outside"),
    "what the history says": (
        "UPDATE history_entry SET after = replace(after, 'Answer', 'Ignore') WHERE kind = 'task'",
        "contents of history entry",
    ),
    "who did it": (
        "UPDATE history_transaction SET author = 'someone else' WHERE label = 'Add a task'",
        "changed or cut at entry",
    ),
    "when it was done": ("UPDATE history_transaction SET at = '2020-01-01 00:00:00.000000'", "changed or cut at entry"),
    "an entry deleted": (
        "DELETE FROM history_entry WHERE id = (SELECT min(id) FROM history_entry WHERE kind = 'task')",
        "changed or cut at entry",
    ),
    "the last entry deleted": (
        "DELETE FROM history_entry WHERE id = (SELECT max(id) FROM history_entry)",
        "end of the history is missing",
    ),
    "an entry emptied": (
        "UPDATE history_entry SET before = NULL, after = NULL, salt = NULL, purged = 1 WHERE kind = 'task'",
        "no erasing is on record",
    ),
    "an entry emptied as if it were the erasing": (
        (
            "UPDATE history_entry SET before = NULL, after = NULL, purged = 1, base_version = 0, result_version = 0"
            " WHERE kind = 'task'"
        ),
        "contents of history entry",
    ),
    "a search entry deleted": (
        "DELETE FROM search_index WHERE rowid = (SELECT id FROM search_document WHERE kind = 'task' LIMIT 1)",
        "The search index has",
    ),
    "a search text changed": (
        "UPDATE search_document SET title = 'forged' WHERE kind = 'task'",
        "cannot be found as it now is",
    ),
    "a search document added": (
        (
            "INSERT INTO search_document (id, kind, uid, title, text) VALUES (9999, 'task', 'x', 'ghost', '');"
            "INSERT INTO search_index (rowid, words, names) VALUES (9999, 'ghost', '')"
        ),
        "records that are not there",
    ),
    "an attached file changed": ("UPDATE attachment_content SET data = x'00'", "attached file"),
    "an attached file deleted": ("DELETE FROM attachment_content", "are missing"),
}


@pytest.fixture
def closed(tmp_path):
    """Return the file of a closed desk with a few records."""
    desk = new_desk(tmp_path / "test.desk", new_profile("JPN", "USA"), HandClock())
    make = Maker(desk)
    task = make.task()
    make.person("Cedar")
    make.meeting("Office call", "They will think about it")
    make.task("Another one")
    desk.attachments.add(RecordRef("task", task.id), "annex.txt", b"annex")
    desk.close()
    return tmp_path / "test.desk"


def test_a_desk_nobody_touched_is_well(closed, capsys):
    assert main(["check", str(closed)]) == 0
    assert "all is well" in capsys.readouterr().out


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(closed, capsys, what):
    sql, told = TAMPERING[what]
    connection = sqlite3.connect(closed)
    changes = connection.total_changes
    connection.executescript(sql)
    assert connection.total_changes > changes
    connection.close()
    assert main(["check", str(closed)]) == 1
    assert told in capsys.readouterr().out


def test_damaged_pages_are_listed(closed, capsys):
    data = bytearray(closed.read_bytes())
    for start in range(0, len(data), 4096):
        if b"They will think" in data[start : start + 4096]:
            data[start : start + 64] = b"\xff" * 64
    closed.write_bytes(data)
    code = main(["check", str(closed)])
    said = capsys.readouterr()
    assert code == 1
    assert "damaged" in said.out
    assert "Traceback" not in said.err


def test_a_desk_is_well_after_all_kinds_of_work(any_desk):
    make = Maker(any_desk)
    task, person = make.task(), make.person("Birch", tags=("host", "J5"))
    make.event(calendar=make.calendar("演習"))
    any_desk.tasks.complete([task.id])
    any_desk.contacts.delete([person.id])
    any_desk.history.undo()
    any_desk.history.undo()
    any_desk.history.redo()
    any_desk.history.purge("task", [task.id])
    assert any_desk.check() == []


def test_a_record_changed_in_a_shared_desk_is_found(shared_desk_url):
    desk = open_desk(shared_desk_url, clock=HandClock())
    Maker(desk).task()
    with desk.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE task SET title_host = 'forged'")
    desk.close()
    again = open_desk(shared_desk_url)
    assert {problem.field for problem in again.check()} == {"records", "search"}
    again.close()
