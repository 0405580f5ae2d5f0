"""A desk that an earlier program wrote opens in this one with everything in it, after a backup."""

import lzma
from pathlib import Path

import pytest

from liaison_desk.app.desk import open_desk, restore_desk
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.schema.version import REVISIONS

OLD = Path(__file__).parent / "desks"


@pytest.fixture(params=REVISIONS[:-1])
def old_desk(request, tmp_path, monkeypatch):
    """A desk of 404 records with a link, a file and an action to undo, written by the program of that schema."""
    monkeypatch.setenv("LOGNAME", "officer")  # undo takes back one's own actions only
    path = tmp_path / "old.desk"
    path.write_bytes(lzma.decompress((OLD / f"{request.param}.desk.xz").read_bytes()))
    return path


def everybody(desk):
    return list(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)


def test_an_older_desk_opens_whole_and_keeps_a_backup(old_desk):
    desk = open_desk(str(old_desk))
    assert desk.check() == []
    ids = everybody(desk)
    assert len(ids) == 84
    first = desk.contacts.person(ids[0])
    assert first.nickname == "First"
    assert [ref.id for ref in desk.links.of(RecordRef("person", ids[0], ""))] == [ids[1]]
    assert [file.name for file in desk.attachments.of(RecordRef("person", ids[0], ""))] == ["agenda.txt"]
    desk.close()
    assert len(list(old_desk.parent.glob("*before-*"))) == 1


def test_what_was_done_before_the_upgrade_can_still_be_undone_and_redone(old_desk):
    desk = open_desk(str(old_desk))
    first = everybody(desk)[0]
    assert desk.history.undo() is not None
    assert desk.contacts.person(first).nickname == ""
    desk.history.redo()
    assert desk.contacts.person(first).nickname == "First"
    assert desk.check() == []
    desk.close()


def test_people_of_an_older_desk_are_found_by_their_languages(old_desk):
    desk = open_desk(str(old_desk))
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
