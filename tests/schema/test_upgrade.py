"""A desk that an earlier program wrote opens in this one with everything in it, after a backup."""

import json
import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liaison_desk.app.desk import open_desk, restore_desk
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort
from liaison_desk.schema.version import REVISIONS

OLD = Path(__file__).parent / "desks"


@pytest.fixture(autouse=True, scope="module")
def officer():
    """Who works, for undo takes back one's own actions only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "officer")
        yield


def lay(revision, folder):
    """Put a desk of 404 records with a link, a file and an action to undo there, written by the program of that schema."""
    path = folder / "old.desk"
    path.write_bytes(lzma.decompress((OLD / f"{revision}.desk.xz").read_bytes()))
    return path


@pytest.fixture(params=REVISIONS[:-1])
def old_desk(request, tmp_path):
    return lay(request.param, tmp_path)


@pytest.fixture(scope="module", params=REVISIONS[:-1])
def brought_up(request, tmp_path_factory):
    """Such a desk after it was opened."""
    path = lay(request.param, tmp_path_factory.mktemp("brought-up"))
    open_desk(str(path)).close()
    return path


def everybody(desk):
    return list(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)


def test_an_older_desk_opens_whole_and_keeps_a_backup(brought_up):
    desk = open_desk(str(brought_up))
    assert desk.check() == []
    ids = everybody(desk)
    assert len(ids) == 84
    first = desk.contacts.person(ids[0])
    assert first.nickname == "First"
    assert [ref.id for ref in desk.links.of(RecordRef("person", ids[0], ""))] == [ids[1]]
    assert [file.name for file in desk.attachments.of(RecordRef("person", ids[0], ""))] == ["agenda.txt"]
    desk.close()
    assert len(list(brought_up.parent.glob("*before-*"))) == 1


def test_what_was_done_before_the_upgrade_can_still_be_undone_and_redone(brought_up, tmp_path):
    desk = open_desk(shutil.copy(brought_up, tmp_path))
    first = everybody(desk)[0]
    assert desk.history.undo() is not None
    assert desk.contacts.person(first).nickname == ""
    desk.history.redo()
    assert desk.contacts.person(first).nickname == "First"
    assert desk.check() == []
    desk.close()


def test_people_of_an_older_desk_are_found_by_their_languages(brought_up):
    desk = open_desk(str(brought_up))
    speakers = {id_ for id_ in everybody(desk) if any(one.code == "ja" for one in desk.contacts.person(id_).languages)}
    assert speakers
    assert set(desk.contacts.people(PersonFilter(language="ja"), Sort(PersonSort.NAME)).ids) == speakers
    desk.close()


def test_a_backup_of_an_older_desk_is_restored(old_desk, tmp_path):
    target = tmp_path / "restored.desk"
    restore_desk(old_desk, target)
    desk = open_desk(str(target))
    assert len(everybody(desk)) == 84
    assert desk.check() == []
    desk.close()


def old_notes(path):
    """Return the notes as the older program kept them: of each meeting's uid, in order."""
    with closing(sqlite3.connect(path)) as connection:
        owner, place = where_notes_are(connection)
        query = f"""SELECT m.uid, p.uid, p.kind, p.marking, p.text_host, p.text_home, p.said_by, p.attribution,
            coalesce(p.task_id, 0) FROM portion p JOIN meeting m ON m.id = p.{owner} ORDER BY m.uid, p.{place}"""
        return connection.execute(query).fetchall()


def where_notes_are(connection):
    """Return the columns that tell of which meeting a note is and where in it: until schema 0008 it was a part of that."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(portion)")}
    return ("meeting_id", "place") if "meeting_id" in columns else ("record_id", "position")


def new_notes(desk):
    ids = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    meetings = sorted(desk.meetings.meetings_by_ids(ids).values(), key=lambda one: one.uid)
    return [
        (meeting.uid, one.uid, one.kind.value, one.marking.encode() if one.marking else "", one.text.host, one.text.home,
         one.said_by, one.attribution.value, one.task_id)
        for meeting in meetings
        for one in meeting.portions
    ]  # fmt: skip


def test_every_note_keeps_its_order_marking_and_task_and_is_found_by_all_it_says(old_desk):
    with closing(sqlite3.connect(old_desk)) as connection, connection:
        owner, _ = where_notes_are(connection)
        connection.execute("UPDATE portion SET task_id = NULL")
        promising = connection.execute(f"SELECT id, uid, {owner} FROM portion WHERE kind = 'action' LIMIT 5").fetchall()
        tasks = connection.execute("SELECT id FROM task WHERE deleted_at IS NULL LIMIT 5").fetchall()
        for (portion, uid, meeting), (task,) in zip(promising, tasks, strict=True):
            connection.execute("UPDATE portion SET task_id = ? WHERE id = ?", (task, portion))
            source = ("meeting", meeting, uid, task)
            connection.execute("UPDATE task SET source_kind = ?, source_id = ?, source_uid = ? WHERE id = ?", source)
    before = old_notes(old_desk)
    desk = open_desk(str(old_desk))
    assert new_notes(desk) == before
    assert len([one for one in before if one[-1]]) == 5
    longest = max(before, key=lambda one: len(one[4]))
    assert len(longest[4]) > 90
    assert longest[1] in {hit.uid for hit in desk.search(longest[4], 1_000)}
    assert all(one[1] in {hit.uid for hit in desk.search(" ".join(one[4].split()[-4:]), 1_000)} for one in before[:20])
    desk.close()


ALARMS = [
    "BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER;RELATED=END:-PT30M", "ATTACH;VALUE=URI:Basso", "END:VALARM",
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END:-P1D", "DESCRIPTION:", "END:VALARM",
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=START:PT5M", "DESCRIPTION:", "END:VALARM",
]  # fmt: skip


@pytest.mark.parametrize("old_desk", [one for one in REVISIONS if one < "0008"], indirect=True)
def test_alarms_that_came_with_a_task_before_there_were_reminders_ring_and_go_out(old_desk, tmp_path):
    with closing(sqlite3.connect(old_desk)) as connection, connection:
        (number,) = connection.execute(
            "SELECT min(id) FROM task WHERE deleted_at IS NULL AND due IS NOT NULL"
        ).fetchone()
        values = (json.dumps(["X-OTHER:1", *ALARMS]), "2026-12-01", number)
        connection.execute("UPDATE task SET extra = ?, start = ? WHERE id = ?", values)
    desk = open_desk(str(old_desk))
    assert desk.tasks.task(number).reminders == (30, 1440)
    assert desk.check() == []
    export(desk, "tasks", tmp_path / "tasks.ics")
    unfolded = (tmp_path / "tasks.ics").read_text("utf-8").replace("\r\n ", "")
    assert [
        unfolded.count(line) for line in ("TRIGGER;RELATED=END:-PT30M", "ATTACH;VALUE=URI:Basso", "-P1D", ":PT5M")
    ] == [1] * 4
    desk.close()
