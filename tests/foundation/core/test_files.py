"""Files are written whole, and only over ordinary files."""

import os

import pytest

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import write_whole


def test_a_file_is_replaced_whole_and_readable_by_its_owner_alone(tmp_path):
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"older")
    write_whole(target, b"newer")
    assert target.read_bytes() == b"newer"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("make", [getattr(os, "mkfifo", os.mkdir), os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_ordinary_file_is_left_alone(tmp_path, make):
    target = tmp_path / "device"
    make(target)
    before = target.stat().st_mode
    with pytest.raises(DeskError, match="no ordinary file"):
        write_whole(target, b"text")
    assert target.stat().st_mode == before
