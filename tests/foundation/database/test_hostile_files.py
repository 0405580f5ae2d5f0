"""What lies beside a desk is not ours to touch; what lies inside it may have been put there by anyone."""

import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from liaison_desk.__main__ import main
from liaison_desk.app.desk import Desk, open_desk, restore_desk
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import Attendee


def test_a_backup_leaves_a_file_called_part_alone(desk: Desk, tmp_path):
    bystander = tmp_path / "copy.desk.part"
    bystander.write_text("mine")
    desk.back_up(tmp_path / "copy.desk")
    assert bystander.read_text() == "mine"


def test_a_desk_called_part_survives_its_own_backup(desk: Desk, tmp_path):
    desk.back_up(tmp_path / "d.part")
    assert main(["backup", str(tmp_path / "d.part"), str(tmp_path / "d")]) == 0
    assert main(["check", str(tmp_path / "d.part")]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize("command", [["check"], ["import"]])
def test_a_pipe_is_refused_and_not_waited_for(desk: Desk, tmp_path, capsys, command):
    pipe = tmp_path / "pipe.ics"
    os.mkfifo(pipe)
    call = ["check", str(pipe)] if command == ["check"] else ["import", desk.location, str(pipe)]
    assert main(call) == 2
    assert "no ordinary file" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["null", "[]", '"x"', "[" * 5000 + "]" * 5000, "1" * 5000, "{"], ids=range(6))
def test_hostile_history_is_listed_and_never_a_traceback(desk: Desk, make, capsys, text):
    make.person()
    with sqlite3.connect(desk.location) as raw:
        raw.execute("UPDATE history_entry SET after = ? WHERE kind = 'person'", (text,))
    assert any(problem.field == "history" for problem in desk.check())
    assert main(["history", desk.location, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_an_error_of_the_database_tells_no_record_s_text(desk: Desk):
    with desk.database.engine.connect() as connection, pytest.raises(Exception, match="no such table") as caught:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("a secret word",))
    assert "a secret word" not in str(caught.value)


def test_a_name_that_a_home_only_contact_s_marking_kept_goes_with_him(desk: Desk, make, tmp_path):
    person = make.person("Aoi", "Rin")
    meeting = make.meeting()
    desk.meetings.save(replace(meeting, attendees=(Attendee("Aoi Rin", "葵 凛", person.id, "Maj", "Planner"),)))
    desk.contacts.delete([person.id])
    desk.history.purge("person", [person.id])
    with open_desk(desk.location).database.read() as connection:
        assert connection.exec_driver_sql("SELECT name, native, rank, post FROM attendee").all() == [("—", "", "", "")]
    assert desk.check() == []


def test_a_backup_that_is_still_open_is_not_restored_half(desk: Desk, make, tmp_path):
    make.person()  # lies in the write-ahead log of a desk that is open
    with pytest.raises(DeskError, match="Back it up"):
        restore_desk(Path(desk.location), tmp_path / "new.desk")
    assert not (tmp_path / "new.desk").exists()
