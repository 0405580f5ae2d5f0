"""What leaves the window for a moment lies in a private folder, readable by its owner alone, and is gone afterwards."""

import shutil

import pytest
from PySide6.QtCore import QObject

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.shelf import FileShelf


@pytest.fixture
def shelf(qapp):
    made = FileShelf(QObject(qapp))
    yield made
    made.clear()


def test_a_file_and_its_folder_are_its_owners_alone_and_go(shelf):
    path = shelf.put("Sync.ics", b"it")
    assert path.read_bytes() == b"it"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    shelf.clear()
    assert not path.parent.exists()


def test_a_folder_that_was_swept_away_is_made_anew(shelf):
    shutil.rmtree(shelf.put("Sync.ics", b"it").parent)
    path = shelf.put("Sync.ics", b"again")
    assert path.read_bytes() == b"again"


def test_what_cannot_be_written_is_told_in_a_sentence(shelf):
    with pytest.raises(DeskError, match="could not be written"):
        shelf.put("x" * 300, b"it")
