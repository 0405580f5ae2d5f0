"""Files are written whole, and only over ordinary files."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import all_or_none, file_name, write_whole


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


def test_a_desk_is_never_replaced(tmp_path):
    desk = tmp_path / "my.desk"
    desk.write_bytes(b"SQLite format 3\0and so on")
    with pytest.raises(DeskError, match="is a desk"):
        write_whole(desk, b"text")
    assert desk.read_bytes() == b"SQLite format 3\0and so on"


def written_until(end, paths):
    """Write files that stand or fall together, and end the work before all are there."""
    with all_or_none(paths):
        for path in paths[:2]:
            write_whole(path, b"this week's")
        raise end


@pytest.mark.parametrize("end", [DeskError("full"), KeyboardInterrupt()], ids=["error", "ctrl-c"])
def test_what_ends_the_work_puts_back_what_was_there(tmp_path, end):
    first, second, third = (tmp_path / name for name in ("1.pdf", "2.pdf", "3.pdf"))
    first.write_bytes(b"last week's")
    third.write_bytes(b"untouched")
    with pytest.raises(type(end)):
        written_until(end, [first, second, third])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "1.pdf": b"last week's", "3.pdf": b"untouched",
    }  # fmt: skip


def test_files_that_were_all_written_stay_and_leave_nothing_beside_them(tmp_path):
    old, new = tmp_path / "1.pdf", tmp_path / "2.pdf"
    old.write_bytes(b"last week's")
    with all_or_none([old, new]):
        write_whole(old, b"this week's")
        write_whole(new, b"this week's")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "1.pdf": b"this week's", "2.pdf": b"this week's",
    }  # fmt: skip


def test_files_without_second_names_are_put_back_too(tmp_path, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(1, "Operation not permitted")  # as a stick formatted for every system does

    monkeypatch.setattr(os, "link", refuse)
    old = tmp_path / "1.pdf"
    old.write_bytes(b"last week's")
    with pytest.raises(DeskError):
        written_until(DeskError("full"), [old])
    assert old.read_bytes() == b"last week's"


@pytest.mark.parametrize(("words", "name"), [
    ("../../etc/passwd", "etc passwd"), ("a/b\\c:d", "a b c d"), ("\u202egpj.exe", "gpj.exe"), ("", "file"), (" .. ", "file"),
    ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("Com1 .ics", "_Com1.ics"), ("Console", "Console"), ("aux/", "_aux"),
    ("演" * 300, "演" * 40), ("演" * 300 + ".pdf", "演" * 38 + ".pdf"), ("Talk no. " + "word " * 60, None),
])  # fmt: skip
def test_a_name_out_of_anybodys_words_is_one_every_system_takes(tmp_path, words, name):
    made = file_name(words)
    assert made == (name or made)
    path = tmp_path / f"{made}.ics"
    path.write_bytes(b"it")
    assert path.parent == tmp_path
    assert len(path.name.encode()) < 143


@given(st.text(max_size=400))
def test_a_name_is_never_a_path_hidden_or_too_long(words):
    made = file_name(words)
    assert made
    assert not set(made) & set('<>:"/\\|?*')
    assert made.isprintable()
    assert not made.startswith(".")
    assert not made.endswith((".", " "))
    assert len(made.encode()) <= 121
